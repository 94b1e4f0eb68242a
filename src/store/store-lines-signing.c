/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-lines-private.h"

#include "base-text.h"

/* All that was sent to be signed in a year, with its signatories: the last request of an agreement
 * is the one that counts. Where there is none, which the first table tells, nothing else is read:
 * CROSS JOIN keeps the engine from beginning at the other end. */
static const char requests_query[] =
    "SELECT r.agreement_id, r.id, r.state, r.problem,"
    " s.id, s.signatory_id, s.state, g.role, g.label, s.given_name, s.family_name, s.email,"
    " s.invited_at, s.opened_at, s.signed_at, s.reminded_at, s.reason"
    " FROM signature_request r"
    " CROSS JOIN agreement a"
    " CROSS JOIN placement pl"
    " CROSS JOIN search se"
    " CROSS JOIN period p"
    " LEFT JOIN signature_signer s ON s.request_id = r.id"
    " LEFT JOIN signatory g ON g.id = s.signatory_id"
    " WHERE a.id = r.agreement_id AND a.mode = 'electronic' AND pl.id = a.placement_id"
    " AND se.id = pl.search_id AND p.id = se.period_id AND p.school_year_id = $1"
    " ORDER BY r.agreement_id, r.id, s.position";

/* In the order of the query. */
enum
{
  AGREEMENT_ID,
  REQUEST_ID,
  REQUEST_STATE,
  PROBLEM,
  SIGNER_ID,
  SIGNATORY_ID,
  SIGNER_STATE,
  ROLE,
  LABEL,
  GIVEN_NAME,
  FAMILY_NAME,
  EMAIL,
  INVITED_AT,
  OPENED_AT,
  SIGNED_AT,
  REMINDED_AT,
  REASON
};

/* Where the texts of a signatory come from. */
static const struct
{
  int column;
  gsize member;
} texts[] = {
  { ROLE, G_STRUCT_OFFSET (ModelSigner, role) },
  { LABEL, G_STRUCT_OFFSET (ModelSigner, title) },
  { EMAIL, G_STRUCT_OFFSET (ModelSigner, email) },
  { INVITED_AT, G_STRUCT_OFFSET (ModelSigner, invited_at) },
  { OPENED_AT, G_STRUCT_OFFSET (ModelSigner, opened_at) },
  { SIGNED_AT, G_STRUCT_OFFSET (ModelSigner, signed_at) },
  { REMINDED_AT, G_STRUCT_OFFSET (ModelSigner, reminded_at) },
  { REASON, G_STRUCT_OFFSET (ModelSigner, reason) },
};

typedef struct
{
  gint64 id;
  const char *state; /* static */
  char *problem;     /* (owned) */
  GPtrArray *signers;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->problem);
  g_ptr_array_unref (request->signers);
  g_free (request);
}

static Request *
request_new (StoreStatement *statement)
{
  Request *request = g_new0 (Request, 1);
  ModelRequestState state = MODEL_REQUEST_FAILED;

  request->id = store_statement_get_int (statement, REQUEST_ID);
  model_request_state_from_key (store_statement_get_text (statement, REQUEST_STATE), &state);
  request->state = model_request_state_info (state)->key;
  request->problem = g_strdup (store_statement_get_text (statement, PROBLEM));
  request->signers = g_ptr_array_new_with_free_func ((GDestroyNotify) model_signer_unref);
  return request;
}

static void
set_text (char **text, char *value)
{
  if (value == NULL)
    return;
  g_free (*text);
  *text = value;
}

static ModelSigner *
read_signer (StoreStatement *statement)
{
  ModelSigner *signer = model_signer_new ();
  const char *family_name = store_statement_get_text (statement, FAMILY_NAME);
  const char *given_name = store_statement_get_text (statement, GIVEN_NAME);
  g_autofree char *family = base_text_upper (family_name != NULL ? family_name : "");

  signer->signer_id = store_statement_get_int (statement, SIGNER_ID);
  signer->signatory_id = store_statement_get_int (statement, SIGNATORY_ID);
  model_signer_state_from_key (store_statement_get_text (statement, SIGNER_STATE), &signer->state);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    set_text (&G_STRUCT_MEMBER (char *, signer, texts[i].member),
              g_strdup (store_statement_get_text (statement, texts[i].column)));
  set_text (&signer->name,
            g_strstrip (g_strconcat (given_name != NULL ? given_name : "", " ", family, NULL)));
  return signer;
}

static void
add_row (GHashTable *requests, StoreStatement *statement)
{
  gint64 agreement_id = store_statement_get_int (statement, AGREEMENT_ID);
  Request *request = g_hash_table_lookup (requests, &agreement_id);

  if (request == NULL || request->id != store_statement_get_int (statement, REQUEST_ID))
    {
      request = request_new (statement);
      g_hash_table_replace (requests, g_memdup2 (&agreement_id, sizeof agreement_id), request);
    }
  if (store_statement_get_int (statement, SIGNER_ID) != 0)
    g_ptr_array_add (request->signers, read_signer (statement));
}

/**
 * _store_line_requests_load:
 * @connection: a connection
 * @school_year_id: a school year
 * @error: return location
 *
 * Returns: (transfer full): for _store_line_requests_fill(), or %NULL
 */
GHashTable *
_store_line_requests_load (StoreConnection *connection, gint64 school_year_id, GError **error)
{
  g_autoptr (GHashTable) requests =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, request_free);
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (connection, requests_query, error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  store_statement_bind_int (statement, 1, school_year_id);
  while (store_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&requests);
      add_row (requests, statement);
    }
  return NULL;
}

/**
 * _store_line_requests_fill:
 * @requests: what _store_line_requests_load() gave
 * @line: a line with its ids
 *
 * Adds to a line how far its e-signature is.
 */
void
_store_line_requests_fill (GHashTable *requests, ModelLine *line)
{
  const Request *request = line->agreement_id != 0 && g_hash_table_size (requests) > 0
                               ? g_hash_table_lookup (requests, &line->agreement_id)
                               : NULL;

  if (request == NULL)
    return;
  line->request_id = request->id;
  line->request_state = request->state;
  line->signers = g_ptr_array_ref (request->signers);
  set_text (&line->request_problem, g_strdup (request->problem));
}
