/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-documenso-private.h"

#include <string.h>

#include "sign-call-private.h"
#include "base-json.h"

#define PER_PAGE   100
#define MOST_PAGES 100

/* The server's clock and ours may differ, as on a computer that has two systems. */
#define CLOCKS_DIFFER_HOURS 6

/* What counts for one who signs, in the order in which it is read. */
typedef struct
{
  JsonObject *told;
  gint64 order;
  gint64 id;
} Recipient;

static void
take (char **field, char *value)
{
  g_free (*field);
  *field = value;
}

static char *
dup_text (JsonObject *object, const char *key)
{
  const char *text = base_json_string (object, key);

  return *text != '\0' ? g_strdup (text) : NULL;
}

static char *
dup_wall (gint64 wall, int hours)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (wall / G_TIME_SPAN_SECOND);
  g_autoptr (GDateTime) then = now != NULL ? g_date_time_add_hours (now, hours) : NULL;

  return then != NULL ? g_date_time_format (then, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("");
}

static SignState
read_state (JsonObject *envelope)
{
  static const struct
  {
    const char *status;
    SignState state;
  } states[] = {
    { "DRAFT", SIGN_STATE_DRAFT },         { "PENDING", SIGN_STATE_ONGOING },
    { "COMPLETED", SIGN_STATE_COMPLETED }, { "REJECTED", SIGN_STATE_DECLINED },
    { "CANCELLED", SIGN_STATE_CANCELLED },
  };
  const char *status = base_json_string (envelope, "status");

  /* what all have signed stays so, whoever puts it out of sight there */
  if (*base_json_string (envelope, "deletedAt") != '\0' && !g_str_equal (status, "COMPLETED"))
    return SIGN_STATE_CANCELLED;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].status, status))
      return states[i].state;
  return SIGN_STATE_ONGOING;
}

static SignerState
read_signer_state (JsonObject *recipient, SignState state)
{
  const char *signing = base_json_string (recipient, "signingStatus");

  if (g_str_equal (signing, "SIGNED"))
    return SIGN_SIGNER_SIGNED;
  if (g_str_equal (signing, "REJECTED"))
    return SIGN_SIGNER_DECLINED;
  if (sign_state_is_over (state))
    return SIGN_SIGNER_STOPPED;
  if (g_str_equal (base_json_string (recipient, "readStatus"), "OPENED"))
    return SIGN_SIGNER_OPENED;
  return g_str_equal (base_json_string (recipient, "sendStatus"), "SENT") ? SIGN_SIGNER_INVITED
                                                                          : SIGN_SIGNER_WAITING;
}

static int
compare_recipients (gconstpointer a, gconstpointer b)
{
  const Recipient *one = a, *two = b;

  if (one->order != two->order)
    return one->order < two->order ? -1 : 1;
  return one->id < two->id ? -1 : one->id > two->id;
}

/* Those who sign, in their order; who only gets a copy is not among them. */
static GArray *
sort_recipients (JsonObject *envelope)
{
  JsonArray *recipients = base_json_member_array (envelope, "recipients");
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (Recipient));

  for (guint i = 0; i < base_json_n_objects (recipients); i++)
    {
      JsonObject *told = base_json_element (recipients, i);
      Recipient recipient = { told, base_json_int (told, "signingOrder", G_MAXINT),
                              base_json_int (told, "id", -1) };
      const char *role = base_json_string (told, "role");

      if (recipient.id >= 0 && !g_str_equal (role, "CC") && !g_str_equal (role, "VIEWER"))
        g_array_append_val (sorted, recipient);
    }
  g_array_sort (sorted, compare_recipients);
  return sorted;
}

static void
read_signer (SignRequest *request, JsonObject *told, const char *now)
{
  g_autofree char *id = base_json_dup_id (told, "id");
  SignSigner *signer =
      sign_request_add_signer (request, id, read_signer_state (told, request->state));
  g_autofree char *expires = base_json_dup_time (told, "expiresAt");
  gboolean signs = signer->state != SIGN_SIGNER_SIGNED && signer->state != SIGN_SIGNER_DECLINED;

  take (&signer->email, g_strdup (base_json_string (told, "email")));
  take (&signer->name, g_strdup (base_json_string (told, "name")));
  signer->signed_at = base_json_dup_time (told, "signedAt");
  signer->reason = dup_text (told, "rejectionReason");
  if (signer->reason != NULL)
    take (&request->reason, g_strdup (signer->reason));
  if (!signs || expires == NULL)
    return;
  /* the first who can sign no more is when it cannot be completed any more */
  if (request->state == SIGN_STATE_ONGOING && strcmp (expires, now) < 0)
    request->state = SIGN_STATE_EXPIRED;
  if (request->expires_at == NULL || strcmp (expires, request->expires_at) < 0)
    take (&request->expires_at, g_steal_pointer (&expires));
}

/**
 * _sign_documenso_read:
 * @envelope: (nullable): what was said of a request
 * @wall: microseconds since 1970: only what is past is told of an expiry
 *
 * Returns: (transfer full) (nullable): the request; %NULL when it has no id
 */
SignRequest *
_sign_documenso_read (JsonObject *envelope, gint64 wall)
{
  g_autofree char *id = base_json_dup_id (envelope, "id");
  g_autofree char *now = dup_wall (wall, 0);
  JsonArray *items = base_json_member_array (envelope, "envelopeItems");
  g_autoptr (GArray) recipients = NULL;
  SignRequest *request;

  if (id == NULL)
    return NULL;
  request = sign_request_new (id);
  take (&request->external_id, g_strdup (base_json_string (envelope, "externalId")));
  request->state = read_state (envelope);
  request->created_at = base_json_dup_time (envelope, "createdAt");
  request->completed_at = base_json_dup_time (envelope, "completedAt");
  for (guint i = 0; i < base_json_n_objects (items); i++)
    {
      char *item = base_json_dup_id (base_json_element (items, i), "id");

      if (item != NULL)
        g_ptr_array_add (request->document_ids, item);
    }
  recipients = sort_recipients (envelope);
  for (guint i = 0; i < recipients->len; i++)
    read_signer (request, g_array_index (recipients, Recipient, i).told, now);
  return request;
}

/**
 * _sign_documenso_find_recipient:
 * @envelope: a request
 * @id: of a signatory
 *
 * Returns: (transfer none) (nullable): what was said of them
 */
JsonObject *
_sign_documenso_find_recipient (JsonObject *envelope, const char *id)
{
  JsonArray *recipients = base_json_member_array (envelope, "recipients");

  for (guint i = 0; i < base_json_n_objects (recipients); i++)
    {
      JsonObject *recipient = base_json_element (recipients, i);
      g_autofree char *other = base_json_dup_id (recipient, "id");

      if (g_strcmp0 (other, id) == 0)
        return recipient;
    }
  return NULL;
}

/**
 * _sign_documenso_has_field:
 * @envelope: a request
 * @recipient_id: of a signatory
 *
 * Returns: whether there is a place where they sign
 */
gboolean
_sign_documenso_has_field (JsonObject *envelope, const char *recipient_id)
{
  JsonArray *fields = base_json_member_array (envelope, "fields");

  for (guint i = 0; i < base_json_n_objects (fields); i++)
    {
      JsonObject *field = base_json_element (fields, i);
      g_autofree char *owner = base_json_dup_id (field, "recipientId");

      if (g_strcmp0 (owner, recipient_id) == 0
          && g_str_equal (base_json_string (field, "type"), "SIGNATURE"))
        return TRUE;
    }
  return FALSE;
}

static gint64
get_wall (SignSession *session)
{
  const SignClock *clock = _sign_limits_get_clock (_sign_session_get_limits (session));

  return clock->wall (clock->data);
}

/**
 * _sign_documenso_get:
 * @session: a session
 * @id: of a request
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Returns: (transfer full) (nullable): what is said of it
 */
JsonNode *
_sign_documenso_get (SignSession *session,
                     const char *id,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autofree char *path = _sign_call_path ("envelope", id, NULL);

  return _sign_call_get (session, path, cancellable, error);
}

/**
 * _sign_documenso_read_now:
 * @session: a session
 * @envelope: what was said of a request
 * @error: return location for a #SIGN_ERROR
 *
 * Returns: (transfer full) (nullable): the request
 */
SignRequest *
_sign_documenso_read_now (SignSession *session, JsonNode *envelope, GError **error)
{
  SignRequest *request = _sign_documenso_read (base_json_object (envelope), get_wall (session));

  if (request == NULL)
    g_propagate_error (error, _sign_call_garbled (session));
  return request;
}

/**
 * _sign_documenso_load:
 * @session: a session
 * @id: of a request
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Returns: (transfer full) (nullable): all there is to know of it
 */
SignRequest *
_sign_documenso_load (SignSession *session,
                      const char *id,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (JsonNode) answer = _sign_documenso_get (session, id, cancellable, error);

  return answer != NULL ? _sign_documenso_read_now (session, answer, error) : NULL;
}

/**
 * _sign_documenso_check:
 * @session: a session
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Returns: whether the key is taken
 */
gboolean
_sign_documenso_check (SignSession *session, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) answer =
      _sign_call_get (session, "/envelope?page=1&perPage=1", cancellable, error);

  if (answer == NULL)
    return FALSE;
  if (base_json_member_array (base_json_object (answer), "data") != NULL)
    return TRUE;
  g_propagate_error (error, _sign_call_garbled (session));
  return FALSE;
}

/* Told of each request of a list; FALSE: no further. */
typedef gboolean (*EachFunc) (SignRequest *request, gpointer user_data);

static gboolean
each_of_page (SignSession *session, JsonArray *data, EachFunc func, gpointer user_data)
{
  gboolean more = TRUE;

  for (guint i = 0; more && i < base_json_n_objects (data); i++)
    {
      g_autoptr (SignRequest) request =
          _sign_documenso_read (base_json_element (data, i), get_wall (session));

      more = request == NULL || func (request, user_data);
    }
  return more;
}

static gboolean
each_listed (SignSession *session,
             const char *filter,
             EachFunc func,
             gpointer user_data,
             GCancellable *cancellable,
             GError **error)
{
  gint64 n_pages = 1;

  for (gint64 page = 1; page <= MIN (n_pages, MOST_PAGES); page++)
    {
      g_autofree char *path =
          g_strdup_printf ("/envelope?type=DOCUMENT&orderByColumn=createdAt&orderByDirection=desc"
                           "&perPage=%d&page=%d%s",
                           PER_PAGE, (int) page, filter);
      g_autoptr (JsonNode) answer = _sign_call_get (session, path, cancellable, error);
      JsonObject *object = base_json_object (answer);
      JsonArray *data = base_json_member_array (object, "data");

      if (answer == NULL)
        return FALSE;
      if (data == NULL)
        {
          g_propagate_error (error, _sign_call_garbled (session));
          return FALSE;
        }
      if (!each_of_page (session, data, func, user_data))
        return TRUE;
      n_pages = base_json_int (object, "totalPages", 1);
    }
  if (n_pages <= MOST_PAGES)
    return TRUE;
  /* what is on a page that was not read is not "not there" */
  g_propagate_error (error, _sign_call_garbled (session));
  return FALSE;
}

typedef struct
{
  const char *external_id;
  char *since; /* NULL: all there are */
  GPtrArray *ids;
} Search;

/* The newest come first: once they are older than what is looked for, it is not there. */
static gboolean
keep_if_found (SignRequest *request, gpointer user_data)
{
  Search *search = user_data;

  if (search->since != NULL && request->created_at != NULL
      && strcmp (request->created_at, search->since) < 0)
    return FALSE;
  if (g_str_equal (request->external_id, search->external_id))
    g_ptr_array_add (search->ids, g_strdup (request->id));
  return TRUE;
}

static char *
dup_since (const char *since)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = since != NULL ? g_date_time_new_from_iso8601 (since, utc) : NULL;

  return time != NULL
             ? dup_wall (g_date_time_to_unix (time) * G_TIME_SPAN_SECOND, -CLOCKS_DIFFER_HOURS)
             : NULL;
}

/**
 * _sign_documenso_find:
 * @session: a session
 * @order: what was to be sent
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * It filters by nothing of ours: the newest are looked through.
 *
 * Returns: (transfer container) (element-type SignRequest) (nullable): what there is of it, the
 *   oldest first
 */
GPtrArray *
_sign_documenso_find (SignSession *session,
                      const SignOrder *order,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sign_request_unref);
  g_autofree char *since = dup_since (order->since);
  Search search = { order->external_id, since, ids };

  if (!each_listed (session, "", keep_if_found, &search, cancellable, error))
    return NULL;
  for (guint i = ids->len; i > 0; i--)
    {
      SignRequest *request = _sign_documenso_load (session, ids->pdata[i - 1], cancellable, error);

      if (request == NULL)
        return NULL;
      g_ptr_array_add (found, request);
    }
  return g_steal_pointer (&found);
}

static gboolean
keep (SignRequest *request, gpointer requests)
{
  g_ptr_array_add (requests, sign_request_ref (request));
  return TRUE;
}

/**
 * _sign_documenso_list:
 * @session: a session
 * @since: (nullable): unused: it cannot tell what was completed since
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Returns: (transfer container) (element-type SignRequest) (nullable): what is open
 */
GPtrArray *
_sign_documenso_list (SignSession *session,
                      const char *since,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GPtrArray) requests =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sign_request_unref);

  if (!each_listed (session, "&status=PENDING", keep, requests, cancellable, error))
    return NULL;
  return g_steal_pointer (&requests);
}
