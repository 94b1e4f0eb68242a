/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-documenso-private.h"

#include <string.h>

#include "sign-call-private.h"
#include "base-json.h"

#define PER_PAGE   100
#define MOST_PAGES 20

/* The ways in which it knows somebody who has no account there, and has: all that is asked of them
 * must hold, so the strongest tells. */
static SignMeans
read_auth (JsonObject *data, const char *key, SignMeans otherwise)
{
  JsonArray *asked = base_json_member_array (data, key);
  SignMeans means = otherwise;

  for (guint i = 0; asked != NULL && i < json_array_get_length (asked); i++)
    {
      JsonNode *node = json_array_get_element (asked, i);
      const char *word = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (word == NULL || g_str_equal (word, "EXPLICIT_NONE"))
        continue;
      if (g_str_equal (word, "ACCOUNT") || g_str_equal (word, "PASSKEY")
          || g_str_equal (word, "PASSWORD"))
        means = SIGN_MEANS_ACCOUNT;
      else
        return SIGN_MEANS_OTHER;
    }
  return means;
}

/* The first time that something happened, the log being told from its beginning. */
static void
take_first (char **field, JsonObject *entry)
{
  if (*field == NULL)
    *field = base_json_dup_time (entry, "createdAt");
}

static void
read_entry (SignTrail *trail, JsonObject *entry, JsonObject *data)
{
  const char *type = base_json_string (entry, "type");

  if (g_str_equal (type, "DOCUMENT_OPENED") || g_str_equal (type, "DOCUMENT_VIEWED"))
    {
      take_first (&trail->opened_at, entry);
      trail->means = read_auth (data, "accessAuth", trail->means);
    }
  else if (g_str_equal (type, "DOCUMENT_ACCESS_AUTH_2FA_VALIDATED"))
    {
      take_first (&trail->authenticated_at, entry);
      trail->means = SIGN_MEANS_OTHER;
    }
  else if (g_str_equal (type, "DOCUMENT_RECIPIENT_COMPLETED"))
    {
      g_free (trail->signed_at);
      trail->signed_at = base_json_dup_time (entry, "createdAt");
      trail->means = read_auth (data, "actionAuth", trail->means);
      if (trail->means == SIGN_MEANS_UNTOLD)
        trail->means = SIGN_MEANS_LINK;
      sign_trail_set_address (trail, base_json_string (entry, "ipAddress"));
    }
}

static void
read_page (GPtrArray *read, JsonArray *entries)
{
  for (guint i = 0; i < base_json_n_objects (entries); i++)
    {
      JsonObject *entry = base_json_element (entries, i);
      JsonObject *data = base_json_member_object (entry, "data");
      g_autofree char *who = base_json_dup_id (data, "recipientId");

      for (guint j = 0; who != NULL && j < read->len; j++)
        if (g_str_equal (((SignTrail *) read->pdata[j])->signer_id, who))
          read_entry (read->pdata[j], entry, data);
    }
}

static gboolean
read_log (SignSession *session,
          const char *id,
          GPtrArray *read,
          GCancellable *cancellable,
          GError **error)
{
  g_autofree char *path = _sign_call_path ("envelope", id, "audit-log", NULL);
  gint64 n_pages = 1;

  for (gint64 page = 1; page <= MIN (n_pages, MOST_PAGES); page++)
    {
      g_autofree char *whole =
          g_strdup_printf ("%s?orderByColumn=createdAt&orderByDirection=asc&perPage=%d&page=%d",
                           path, PER_PAGE, (int) page);
      g_autoptr (JsonNode) answer = _sign_call_get (session, whole, cancellable, error);
      JsonObject *object = base_json_object (answer);
      JsonArray *data = base_json_member_array (object, "data");

      if (answer == NULL)
        return FALSE;
      if (data == NULL)
        {
          g_propagate_error (error, _sign_call_garbled (session));
          return FALSE;
        }
      read_page (read, data);
      n_pages = base_json_int (object, "totalPages", 1);
    }
  return TRUE;
}

/**
 * _sign_documenso_trace:
 * @session: a session
 * @id: of a request that all have signed
 * @signer_ids: (element-type utf8): of whom
 * @trails: (element-type SignTrail): where what is told is added
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Reads the log of the request, which holds all of them.
 *
 * Returns: whether it was told of all that they signed
 */
gboolean
_sign_documenso_trace (SignSession *session,
                       const char *id,
                       GPtrArray *signer_ids,
                       GPtrArray *trails,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GPtrArray) read = g_ptr_array_new_with_free_func ((GDestroyNotify) sign_trail_free);
  gboolean has_all = TRUE;

  for (guint i = 0; i < signer_ids->len; i++)
    g_ptr_array_add (read, sign_trail_new (signer_ids->pdata[i]));
  if (!read_log (session, id, read, cancellable, error))
    return FALSE;
  while (read->len > 0)
    {
      g_autoptr (SignTrail) trail = g_ptr_array_steal_index (read, 0);

      if (trail->signed_at != NULL)
        g_ptr_array_add (trails, g_steal_pointer (&trail));
      else
        has_all = FALSE;
    }
  if (!has_all)
    g_propagate_error (error, _sign_call_garbled (session));
  return has_all;
}
