/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-access.h"

#include "base-date.h"
#include "base-text.h"
#include "store-connection-private.h"
#include "store-history-rewrite.h"

#define LINE_QUERY \
  "SELECT id, at, author, account_id, seat, act, entity, entity_id, detail FROM access_log"

/**
 * store_access_line_free:
 * @line: (nullable) (transfer full): a line
 */
void
store_access_line_free (StoreAccessLine *line)
{
  if (line == NULL)
    return;
  g_free (line->at);
  g_free (line->author);
  g_free (line->seat);
  g_free (line->act);
  g_free (line->detail);
  g_free (line);
}

static void
bind_entity (StoreStatement *statement, int parameter, ModelEntity entity, gint64 id)
{
  if (entity == MODEL_ENTITY_NONE)
    store_statement_bind_null (statement, parameter);
  else
    store_statement_bind_text (statement, parameter, model_entity_info (entity)->key);
  if (id == 0)
    store_statement_bind_null (statement, parameter + 1);
  else
    store_statement_bind_int (statement, parameter + 1, id);
}

/**
 * store_access_log:
 * @connection: a connection
 * @author: who
 * @account_id: and which account, 0 where there is none
 * @act: one of the acts of store-access.h
 * @entity: what it is about, or %MODEL_ENTITY_NONE
 * @id: which row of it, or 0
 * @detail: (nullable): which field, which list, how many; never a value
 * @error: return location for a #StoreError
 *
 * Adds a line to the log of accesses, which is only ever added to.
 *
 * Returns: whether it is written
 */
gboolean
store_access_log (StoreConnection *connection,
                  const char *author,
                  gint64 account_id,
                  const char *act,
                  ModelEntity entity,
                  gint64 id,
                  const char *detail,
                  GError **error)
{
  g_autofree char *now = base_date_now_utc ();
  g_autoptr (StoreStatement) statement = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), FALSE);
  g_return_val_if_fail (author != NULL && act != NULL, FALSE);

  statement = store_connection_prepare (
      connection,
      "INSERT INTO access_log (at, author, account_id, seat, act, entity, entity_id, detail)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      error);
  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, now);
  store_statement_bind_text (statement, 2, author);
  if (account_id == 0)
    store_statement_bind_null (statement, 3);
  else
    store_statement_bind_int (statement, 3, account_id);
  store_statement_bind_text (statement, 4, g_get_host_name ());
  store_statement_bind_text (statement, 5, act);
  bind_entity (statement, 6, entity, id);
  store_statement_bind_text (statement, 8, detail);
  return store_statement_run (statement, error);
}

/**
 * store_access_has:
 * @connection: a connection
 * @author: who
 * @account_id: and which account, 0 where there is none
 * @act: an act
 * @entity: what it is about, or %MODEL_ENTITY_NONE
 * @id: which row of it, or 0
 * @since: UTC timestamp
 * @found: (out): whether there is such a line that is no older than @since
 * @error: return location for a #StoreError
 *
 * Returns: whether it could be asked
 */
gboolean
store_access_has (StoreConnection *connection,
                  const char *author,
                  gint64 account_id,
                  const char *act,
                  ModelEntity entity,
                  gint64 id,
                  const char *since,
                  gboolean *found,
                  GError **error)
{
  g_autoptr (StoreStatement) statement = NULL;
  StoreTrust before;
  gboolean done;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), FALSE);
  g_return_val_if_fail (found != NULL, FALSE);

  *found = FALSE;
  /* Whether there is a line may be asked by who may not read the log. */
  before = _store_connection_trust (connection, STORE_TRUST_ALL);
  statement = store_connection_prepare (
      connection,
      "SELECT 1 FROM access_log WHERE COALESCE (entity, '') = COALESCE ($1, '')"
      " AND COALESCE (entity_id, 0) = COALESCE ($2, 0) AND at >= $3 AND act = $4 AND author = $5"
      " AND COALESCE (account_id, 0) = $6 LIMIT 1",
      error);
  done = statement != NULL;
  if (done)
    {
      bind_entity (statement, 1, entity, id);
      store_statement_bind_text (statement, 3, since);
      store_statement_bind_text (statement, 4, act);
      store_statement_bind_text (statement, 5, author);
      store_statement_bind_int (statement, 6, account_id);
      done = store_statement_step (statement, found, error);
    }
  _store_connection_trust (connection, before);
  return done;
}

static StoreAccessLine *
read_line (StoreStatement *statement)
{
  StoreAccessLine *line = g_new0 (StoreAccessLine, 1);

  line->id = store_statement_get_int (statement, 0);
  line->at = g_strdup (store_statement_get_text (statement, 1));
  line->author = g_strdup (store_statement_get_text (statement, 2));
  line->account_id = store_statement_get_int (statement, 3);
  line->seat = g_strdup (store_statement_get_text (statement, 4));
  line->act = g_strdup (store_statement_get_text (statement, 5));
  line->entity = model_entity_from_key (store_statement_get_text (statement, 6));
  line->entity_id = store_statement_get_int (statement, 7);
  line->detail = g_strdup (store_statement_get_text (statement, 8));
  return line;
}

/* A name is looked for by so many words, in any order. */
#define MAX_WORDS 3

#define OF_NAMED(table)                                                                     \
  "(entity = '" table "' AND entity_id IN (SELECT id FROM " table " WHERE sort_key LIKE $8" \
  " AND sort_key LIKE $9 AND sort_key LIKE $10))"

/* What is not asked for is NULL: one query for all filters. */
static const char find_query[] = LINE_QUERY
    " WHERE ($1 IS NULL OR author = $1) AND ($2 IS NULL OR act = $2)"
    " AND ($3 IS NULL OR entity = $3) AND ($4 IS NULL OR entity_id = $4)"
    " AND ($5 IS NULL OR at >= $5)"
    " AND ($6 IS NULL OR substr (at, 1, length ($6)) <= $6)"
    " AND ($8 IS NULL OR " OF_NAMED ("student") " OR " OF_NAMED ("guardian") " OR " OF_NAMED (
        "teacher") " OR " OF_NAMED ("contact") " OR " OF_NAMED ("company") ") ORDER BY id DESC "
                                                                           "LIMIT $7";

static void
bind_words (StoreStatement *statement, int parameter, const char *name)
{
  g_autofree char *folded = base_text_fold (name != NULL ? name : "");
  g_auto (GStrv) words = g_strsplit_set (folded, " -'%_", -1);
  int n = 0;

  for (guint i = 0; words[i] != NULL && n < MAX_WORDS; i++)
    if (words[i][0] != '\0')
      {
        g_autofree char *pattern = g_strdup_printf ("%%%s%%", words[i]);

        store_statement_bind_text (statement, parameter + n++, pattern);
      }
  for (gboolean any = n > 0; n < MAX_WORDS; n++)
    store_statement_bind_text (statement, parameter + n, any ? "%" : NULL);
}

/**
 * store_access_find:
 * @connection: a connection
 * @filter: which lines
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full) (element-type StoreAccessLine): the lines, newest first; or %NULL
 */
GPtrArray *
store_access_find (StoreConnection *connection, const StoreAccessFilter *filter, GError **error)
{
  g_autoptr (GPtrArray) lines =
      g_ptr_array_new_with_free_func ((GDestroyNotify) store_access_line_free);
  g_autoptr (StoreStatement) statement = NULL;
  gboolean has_row = TRUE;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (filter != NULL, NULL);

  statement = store_connection_prepare (connection, find_query, error);
  if (statement == NULL)
    return NULL;
  store_statement_bind_text (statement, 1, filter->author);
  store_statement_bind_text (statement, 2, filter->act);
  bind_entity (statement, 3, filter->entity, filter->entity_id);
  store_statement_bind_text (statement, 5, filter->from);
  store_statement_bind_text (statement, 6, filter->until);
  store_statement_bind_int (statement, 7, filter->max == 0 ? G_MAXINT64 : filter->max);
  bind_words (statement, 8, filter->name);
  while (store_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&lines);
      g_ptr_array_add (lines, read_line (statement));
    }
  return NULL;
}

/**
 * store_access_authors:
 * @connection: a connection
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full) (element-type utf8): all who are in the log, by name; or %NULL
 */
GPtrArray *
store_access_authors (StoreConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) authors = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (StoreStatement) statement = NULL;
  gboolean has_row = TRUE;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);

  statement = store_connection_prepare (
      connection, "SELECT DISTINCT author FROM access_log ORDER BY author", error);
  if (statement == NULL)
    return NULL;
  while (store_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&authors);
      g_ptr_array_add (authors, g_strdup (store_statement_get_text (statement, 0)));
    }
  return NULL;
}

typedef struct
{
  const char *day;
  guint n;
} Expiry;

static gboolean
expire (StoreConnection *connection, gpointer data, GError **error)
{
  Expiry *expiry = data;
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (connection, "DELETE FROM access_log WHERE at < $1", error);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, expiry->day);
  if (!store_statement_run (statement, error))
    return FALSE;
  expiry->n = (guint) store_connection_n_changed (connection);
  return TRUE;
}

/**
 * store_access_expire:
 * @connection: a connection
 * @day: ISO day
 * @n: (out) (optional): how many went
 * @error: return location for a #StoreError
 *
 * Deletes the lines from before a day: the only way in which a line goes.
 *
 * Returns: whether it is done
 */
gboolean
store_access_expire (StoreConnection *connection, const char *day, guint *n, GError **error)
{
  Expiry expiry = { day, 0 };

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), FALSE);
  g_return_val_if_fail (day != NULL, FALSE);

  if (!store_history_rewrite (connection, expire, &expiry, error))
    return FALSE;
  if (n != NULL)
    *n = expiry.n;
  return TRUE;
}
