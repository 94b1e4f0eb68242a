/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-yousign-private.h"

#include <string.h>

#include "sign-call-private.h"
#include "base-json.h"

/* Pages of a hundred: more requests than this has no school. */
#define MOST_PAGES 100

static const struct
{
  const char *status;
  SignState state;
} states[] = {
  { "draft", SIGN_STATE_DRAFT },        { "approval", SIGN_STATE_ONGOING },
  { "ongoing", SIGN_STATE_ONGOING },    { "paused", SIGN_STATE_ONGOING },
  { "done", SIGN_STATE_COMPLETED },     { "declined", SIGN_STATE_DECLINED },
  { "rejected", SIGN_STATE_DECLINED },  { "expired", SIGN_STATE_EXPIRED },
  { "canceled", SIGN_STATE_CANCELLED }, { "deleted", SIGN_STATE_CANCELLED },
};

static const struct
{
  const char *status;
  SignerState state;
} signer_states[] = {
  { "initiated", SIGN_SIGNER_WAITING },     { "notified", SIGN_SIGNER_INVITED },
  { "verified", SIGN_SIGNER_SIGNING },      { "processing", SIGN_SIGNER_SIGNING },
  { "consent_given", SIGN_SIGNER_SIGNING }, { "signed", SIGN_SIGNER_SIGNED },
  { "declined", SIGN_SIGNER_DECLINED },     { "aborted", SIGN_SIGNER_STOPPED },
  { "error", SIGN_SIGNER_FAILED },
};

/* A state that came with a later version is not that of a draft, which is ours to change and to
 * delete. */
static SignState
read_state (const char *status, SignState otherwise)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].status, status))
      return states[i].state;
  return *status != '\0' ? SIGN_STATE_ONGOING : otherwise;
}

static SignerState
read_signer_state (const char *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (signer_states); i++)
    if (g_str_equal (signer_states[i].status, status))
      return signer_states[i].state;
  return SIGN_SIGNER_WAITING;
}

static gboolean
is_deleted (JsonObject *object)
{
  return g_str_equal (base_json_string (object, "status"), "deleted");
}

static void
take (char **field, char *value)
{
  g_free (*field);
  *field = value;
}

/* A text that is there, or NULL. */
static char *
dup_text (JsonObject *object, const char *key)
{
  const char *text = base_json_string (object, key);

  return *text != '\0' ? g_strdup (text) : NULL;
}

/* What is to be signed; what is only shown beside it is not ours. */
static void
read_documents (SignRequest *request, JsonArray *documents)
{
  for (guint i = 0; i < base_json_n_objects (documents); i++)
    {
      JsonObject *document = base_json_element (documents, i);
      char *id = base_json_dup_id (document, "id");

      if (id != NULL && !g_str_equal (base_json_string (document, "nature"), "attachment"))
        g_ptr_array_add (request->document_ids, g_steal_pointer (&id));
      g_free (id);
    }
}

/**
 * _sign_yousign_read_decline:
 * @request: a request with its signatories
 * @object: what was said of it
 *
 * Reads who said no, and why.
 */
void
_sign_yousign_read_decline (SignRequest *request, JsonObject *object)
{
  JsonObject *decline = base_json_member_object (object, "decline_information");
  SignSigner *signer;

  if (decline == NULL)
    decline = base_json_member_object (object, "rejection_information");
  if (decline == NULL)
    return;
  take (&request->reason, dup_text (decline, "reason"));
  signer = sign_request_find_signer (request, base_json_string (decline, "signer_id"));
  if (signer != NULL)
    take (&signer->reason, dup_text (decline, "reason"));
}

/**
 * _sign_yousign_read_states:
 * @request: a request
 * @object: (nullable): what was said of it
 *
 * Reads where it and its signatories stand now; who was not known is added.
 */
void
_sign_yousign_read_states (SignRequest *request, JsonObject *object)
{
  JsonArray *signers = base_json_member_array (object, "signers");

  request->state = read_state (base_json_string (object, "status"), request->state);
  take (&request->activated_at, base_json_dup_time (object, "activated_at"));
  take (&request->completed_at, base_json_dup_time (object, "completed_at"));
  take (&request->expires_at, base_json_dup_time (object, "expiration_date"));
  for (guint i = 0; i < base_json_n_objects (signers); i++)
    {
      JsonObject *told = base_json_element (signers, i);
      g_autofree char *id = base_json_dup_id (told, "id");
      SignSigner *signer = id != NULL ? sign_request_find_signer (request, id) : NULL;
      SignerState state = read_signer_state (base_json_string (told, "status"));

      if (signer != NULL)
        signer->state = state;
      else if (id != NULL)
        sign_request_add_signer (request, id, state);
    }
}

/**
 * _sign_yousign_read:
 * @object: (nullable): what was said of a request
 *
 * Returns: (transfer full) (nullable): the request; %NULL when it has no id
 */
SignRequest *
_sign_yousign_read (JsonObject *object)
{
  g_autofree char *id = base_json_dup_id (object, "id");
  SignRequest *request;

  if (id == NULL)
    return NULL;
  request = sign_request_new (id);
  take (&request->external_id, g_strdup (base_json_string (object, "external_id")));
  take (&request->created_at, base_json_dup_time (object, "created_at"));
  _sign_yousign_read_states (request, object);
  read_documents (request, base_json_member_array (object, "documents"));
  _sign_yousign_read_decline (request, object);
  return request;
}

/**
 * _sign_yousign_read_signer:
 * @request: whose
 * @object: (nullable): what was said of a signatory
 *
 * Returns: (transfer none) (nullable): the signatory, added last when they were not there
 */
SignSigner *
_sign_yousign_read_signer (SignRequest *request, JsonObject *object)
{
  g_autofree char *id = base_json_dup_id (object, "id");
  JsonObject *info = base_json_member_object (object, "info");
  SignerState state = read_signer_state (base_json_string (object, "status"));
  SignSigner *signer;

  if (id == NULL)
    return NULL;
  signer = sign_request_find_signer (request, id);
  if (signer == NULL)
    signer = sign_request_add_signer (request, id, state);
  signer->state = state;
  take (&signer->email, g_strdup (base_json_string (info, "email")));
  take (&signer->name, g_strjoin (" ", base_json_string (info, "first_name"),
                                  base_json_string (info, "last_name"), NULL));
  g_strstrip (signer->name);
  take (&signer->signed_at, base_json_dup_time (object, "signed_at"));
  return signer;
}

/**
 * _sign_yousign_check:
 * @session: a session
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Returns: whether the key is taken
 */
gboolean
_sign_yousign_check (SignSession *session, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) answer =
      _sign_call_get (session, "/signature_requests?limit=1", cancellable, error);

  if (answer == NULL)
    return FALSE;
  if (base_json_member_array (base_json_object (answer), "data") != NULL)
    return TRUE;
  g_propagate_error (error, _sign_call_garbled (session));
  return FALSE;
}

/* The signatories in full, in the order in which they sign. */
static gboolean
load_signers (SignSession *session, SignRequest *request, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = _sign_call_path ("signature_requests", request->id, "signers", NULL);
  g_autoptr (JsonNode) answer = _sign_call_get (session, path, cancellable, error);
  JsonArray *signers = base_json_array (answer);

  if (answer == NULL)
    return FALSE;
  if (signers == NULL)
    {
      g_propagate_error (error, _sign_call_garbled (session));
      return FALSE;
    }
  g_ptr_array_set_size (request->signers, 0);
  for (guint i = 0; i < json_array_get_length (signers); i++)
    _sign_yousign_read_signer (request, base_json_element (signers, i));
  return TRUE;
}

/**
 * _sign_yousign_load:
 * @session: a session
 * @id: of a request
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Returns: (transfer full) (nullable): all there is to know of it
 */
SignRequest *
_sign_yousign_load (SignSession *session, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = _sign_call_path ("signature_requests", id, NULL);
  g_autoptr (JsonNode) answer = _sign_call_get (session, path, cancellable, error);
  g_autoptr (SignRequest) request = NULL;

  if (answer == NULL)
    return NULL;
  if (*base_json_string (base_json_object (answer), "status") != '\0')
    request = _sign_yousign_read (base_json_object (answer));
  if (request == NULL)
    {
      g_propagate_error (error, _sign_call_garbled (session));
      return NULL;
    }
  if (request->signers->len > 0 && !load_signers (session, request, cancellable, error))
    return NULL;
  _sign_yousign_read_decline (request, base_json_object (answer));
  return g_steal_pointer (&request);
}

/* Whether what is read of a list is taken. */
typedef gboolean (*TakeFunc) (SignRequest *request, const char *wanted);

/* The requests of one answer. A cursor that leads nowhere new would go on for ever. */
static char *
read_page (JsonObject *page, TakeFunc func, const char *wanted, GPtrArray *requests)
{
  JsonArray *data = base_json_member_array (page, "data");
  const char *cursor = base_json_string (base_json_member_object (page, "meta"), "next_cursor");

  for (guint i = 0; i < base_json_n_objects (data); i++)
    {
      JsonObject *object = base_json_element (data, i);
      g_autoptr (SignRequest) request = is_deleted (object) ? NULL : _sign_yousign_read (object);

      if (request != NULL && (func == NULL || func (request, wanted)))
        g_ptr_array_add (requests, g_steal_pointer (&request));
    }
  return *cursor != '\0' ? g_uri_escape_string (cursor, NULL, FALSE) : NULL;
}

static gboolean
list_pages (SignSession *session,
            const char *filter,
            TakeFunc func,
            const char *wanted,
            GPtrArray *requests,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *cursor = NULL;

  for (guint page = 0; page < MOST_PAGES; page++)
    {
      g_autofree char *path = g_strconcat ("/signature_requests?limit=100&", filter,
                                           cursor != NULL ? "&after=" : NULL, cursor, NULL);
      g_autoptr (JsonNode) answer = _sign_call_get (session, path, cancellable, error);
      g_autofree char *next = NULL;

      if (answer == NULL)
        return FALSE;
      if (base_json_member_array (base_json_object (answer), "data") == NULL)
        break;
      next = read_page (base_json_object (answer), func, wanted, requests);
      if (next == NULL)
        return TRUE;
      if (g_strcmp0 (next, cursor) == 0)
        break;
      take (&cursor, g_steal_pointer (&next));
    }
  g_propagate_error (error, _sign_call_garbled (session));
  return FALSE;
}

static gboolean
has_external_id (SignRequest *request, const char *external_id)
{
  return g_str_equal (request->external_id, external_id);
}

static int
compare_created (gconstpointer a, gconstpointer b)
{
  const SignRequest *one = *(SignRequest *const *) a;
  const SignRequest *two = *(SignRequest *const *) b;
  int order = g_strcmp0 (one->created_at, two->created_at);

  return order != 0 ? order : g_strcmp0 (one->id, two->id);
}

/**
 * _sign_yousign_find:
 * @session: a session
 * @order: what was to be sent
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Returns: (transfer container) (element-type SignRequest) (nullable): what there is of it, the
 *   oldest first
 */
GPtrArray *
_sign_yousign_find (SignSession *session,
                    const SignOrder *order,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GPtrArray) listed =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sign_request_unref);
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sign_request_unref);
  g_autofree char *filter = g_strconcat ("external_id%5Beq%5D=", order->external_id, NULL);

  if (!list_pages (session, filter, has_external_id, order->external_id, listed, cancellable,
                   error))
    return NULL;
  for (guint i = 0; i < listed->len; i++)
    {
      SignRequest *request =
          _sign_yousign_load (session, ((SignRequest *) listed->pdata[i])->id, cancellable, error);

      if (request == NULL)
        return NULL;
      g_ptr_array_add (found, request);
    }
  g_ptr_array_sort (found, compare_created);
  return g_steal_pointer (&found);
}

/* Days are all it filters by, and "after" may or may not mean the day itself. */
static char *
dup_day_before (const char *since)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *whole =
      strchr (since, 'T') == NULL ? g_strconcat (since, "T00:00:00Z", NULL) : g_strdup (since);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (whole, utc);
  g_autoptr (GDateTime) there = time != NULL ? g_date_time_to_utc (time) : NULL;
  g_autoptr (GDateTime) before = there != NULL ? g_date_time_add_days (there, -2) : NULL;

  return before != NULL ? g_date_time_format (before, "%Y-%m-%d") : NULL;
}

static gboolean
is_completed (SignRequest *request, const char *wanted)
{
  return request->state == SIGN_STATE_COMPLETED;
}

static gboolean
is_open (SignRequest *request, const char *wanted)
{
  return request->state == SIGN_STATE_ONGOING;
}

/**
 * _sign_yousign_list:
 * @session: a session
 * @since: (nullable): ISO 8601: also those completed since
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Returns: (transfer container) (element-type SignRequest) (nullable): what is open
 */
GPtrArray *
_sign_yousign_list (SignSession *session,
                    const char *since,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GPtrArray) requests =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sign_request_unref);
  g_autofree char *day = since != NULL ? dup_day_before (since) : NULL;
  g_autofree char *filter =
      day != NULL ? g_strconcat ("status%5Bin%5D=done&completed_at%5Bafter%5D=", day, NULL) : NULL;

  if (!list_pages (session, "status%5Bin%5D=ongoing,approval,paused", is_open, NULL, requests,
                   cancellable, error))
    return NULL;
  if (filter != NULL
      && !list_pages (session, filter, is_completed, NULL, requests, cancellable, error))
    return NULL;
  return g_steal_pointer (&requests);
}
