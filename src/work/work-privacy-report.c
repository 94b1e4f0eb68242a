/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-privacy-purge-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "store-error.h"
#include "store-settings.h"
#include "work-query-private.h"

/* What was touched by the operation, in the order in which the report says it. */
static const struct
{
  const char *entity;
  const char *action;
  const char *label;
} counted[] = {
  { "student", "update", N_ ("Students made anonymous") },
  { "guardian", "update", N_ ("Guardians made anonymous") },
  { "contact", "update", N_ ("Contacts of companies made anonymous") },
  { "agreement", "update", N_ ("Agreements emptied of their values") },
  { "signatory", "update", N_ ("Signatories made anonymous") },
  { "signature_signer", "update", N_ ("Electronic signatures made anonymous") },
  { "document", "delete", N_ ("Documents deleted, with their files") },
  { "message", "update", N_ ("Messages emptied") },
  { "note", "update", N_ ("Notes emptied") },
  { "interview", "update", N_ ("Accounts of interviews emptied") },
  { "message_block", "delete", N_ ("Addresses not to be written to, deleted") },
};

typedef struct
{
  char *year;
  char *operation_id;
  char *author;
  char *basis;
  char *started_at;
  char *ended_at;
  char *term;
  char *folder; /* of the backups */
} Facts;

static void
facts_clear (Facts *facts)
{
  g_free (facts->year);
  g_free (facts->operation_id);
  g_free (facts->author);
  g_free (facts->basis);
  g_free (facts->started_at);
  g_free (facts->ended_at);
  g_free (facts->term);
  g_free (facts->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Facts, facts_clear)

/* (transfer full): a day as it is written in French */
static char *
long_day (const char *timestamp)
{
  g_autofree char *day = g_strndup (timestamp, 10);
  GDate date;

  return base_date_parse_iso (day, &date) ? base_date_to_long (&date) : g_strdup (day);
}

static gboolean
read_facts (StoreConnection *connection, gint64 purge_id, Facts *facts, GError **error)
{
  g_autoptr (ModelSettings) settings = store_settings_load (connection, error);
  g_autoptr (StoreStatement) statement = NULL;
  gboolean has_row = FALSE;

  if (settings == NULL)
    return FALSE;
  statement = store_connection_prepare (
      connection,
      "SELECT y.name, p.operation_id, p.author, COALESCE (p.basis, ''), p.started_at,"
      " COALESCE (p.ended_at, ''), y.\"end\" FROM purge p"
      " JOIN school_year y ON y.id = p.school_year_id WHERE p.id = $1",
      error);
  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, purge_id);
  if (!store_statement_step (statement, &has_row, error))
    return FALSE;
  if (!has_row)
    {
      g_set_error_literal (error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                           _ ("This purge is not in the database."));
      return FALSE;
    }
  facts->year = g_strdup (store_statement_get_text (statement, 0));
  facts->operation_id = g_strdup (store_statement_get_text (statement, 1));
  facts->author = g_strdup (store_statement_get_text (statement, 2));
  facts->basis = g_strdup (store_statement_get_text (statement, 3));
  facts->started_at = g_strdup (store_statement_get_text (statement, 4));
  facts->ended_at = g_strdup (store_statement_get_text (statement, 5));
  facts->folder = g_strdup (model_settings_get (settings, "backup.folder"));
  facts->term = work_retention_past_from (settings, store_statement_get_text (statement, 6));
  return TRUE;
}

static gboolean
count_rows (StoreConnection *connection,
            const char *operation_id,
            guint index,
            guint *n,
            GError **error)
{
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (connection,
                                "SELECT COUNT (DISTINCT entity_id) FROM history"
                                " WHERE operation_id = $1 AND entity = $2 AND action = $3",
                                error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, operation_id);
  store_statement_bind_text (statement, 2, counted[index].entity);
  store_statement_bind_text (statement, 3, counted[index].action);
  if (!store_statement_step (statement, &has_row, error))
    return FALSE;
  *n = has_row ? (guint) store_statement_get_int (statement, 0) : 0;
  return TRUE;
}

static void
add_head (GString *text, const char *school, const Facts *facts)
{
  g_autofree char *term = long_day (facts->term);
  g_autofree char *started = long_day (facts->started_at);
  g_autofree char *ended = long_day (facts->ended_at);

  g_string_append_printf (text, "%s\n\n", _ ("REPORT OF ELIMINATION OF PERSONAL DATA"));
  g_string_append_printf (text, _ ("School: %s\n"), school);
  g_string_append_printf (text, _ ("School year: %s\n"), facts->year);
  g_string_append_printf (text, _ ("Past its term, as the school has set it, from: %s\n"), term);
  g_string_append_printf (text, _ ("Basis: %s\n"),
                          facts->basis[0] != '\0' ? facts->basis : "……………………………………");
  g_string_append_printf (text, _ ("Done by: %s\n"), facts->author);
  g_string_append_printf (text, _ ("Begun on: %s\n"), started);
  g_string_append_printf (text, _ ("Ended on: %s\n"), ended);
}

static void
add_tail (GString *text, GPtrArray *backups)
{
  g_string_append_printf (
      text, "\n%s\n%s\n", _ ("WHAT IS KEPT"),
      _ ("Companies, classes, periods, searches, days and states of placements and agreements, "
         "without a name: for statistics."));
  g_string_append_printf (text, "\n%s\n", _ ("COPIES THAT STILL HOLD THIS DATA"));
  for (guint i = 0; i < backups->len; i++)
    g_string_append_printf (text, "- %s\n", (const char *) g_ptr_array_index (backups, i));
  g_string_append_printf (
      text, "%s\n",
      backups->len > 0
          ? _ ("The backups go by themselves by the rule of the automatic backups. A copy that was "
               "put elsewhere is to be deleted there.")
          : _ ("None that the program knows of. A copy that was put elsewhere is to be deleted "
               "there."));
  g_string_append_printf (text, "\n%s\n\n%s\n", _ ("Made in ………………………………, on ………………………"),
                          _ ("Signature:"));
}

static char *
school_name (StoreConnection *connection)
{
  g_autoptr (GPtrArray) schools = store_load_all (connection, MODEL_ENTITY_SCHOOL, NULL);

  return g_strdup (schools != NULL && schools->len > 0
                       ? model_record_get_or_empty (g_ptr_array_index (schools, 0), "name")
                       : "");
}

/**
 * _work_privacy_report:
 * @connection: a connection
 * @purge_id: a purge that has ended
 * @error: return location
 *
 * Returns: (transfer full): the report of elimination, without a name of whom it is about; or %NULL
 */
char *
_work_privacy_report (StoreConnection *connection, gint64 purge_id, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (Facts) facts = { NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL };
  g_autofree char *school = school_name (connection);
  g_autoptr (GPtrArray) backups = NULL;

  if (!read_facts (connection, purge_id, &facts, error))
    return NULL;
  add_head (text, school, &facts);
  g_string_append_printf (text, "\n%s\n", _ ("WHAT WAS ELIMINATED"));
  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    {
      guint n = 0;

      if (!count_rows (connection, facts.operation_id, i, &n, error))
        return NULL;
      if (n > 0)
        g_string_append_printf (text, "- %s: %u\n", _ (counted[i].label), n);
    }
  g_string_append_printf (text, "- %s\n",
                          _ ("The values before and after of all these rows, in the history"));
  backups = _work_purge_backups (store_connection_get_path (connection), facts.folder);
  add_tail (text, backups);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- those that were ---- */

static void
purge_free (gpointer data)
{
  WorkPurge *purge = data;

  g_free (purge->year);
  g_free (purge->author);
  g_free (purge->started_at);
  g_free (purge->ended_at);
  g_free (purge);
}

static gpointer
read_purges (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) purges = g_ptr_array_new_with_free_func (purge_free);
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      "SELECT p.id, p.school_year_id, y.name, p.author, p.started_at, p.ended_at, p.document_id"
      " FROM purge p JOIN school_year y ON y.id = p.school_year_id ORDER BY p.id DESC",
      error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  while (store_statement_step (statement, &has_row, error))
    {
      WorkPurge *purge;

      if (!has_row)
        return g_steal_pointer (&purges);
      purge = g_new0 (WorkPurge, 1);
      purge->id = store_statement_get_int (statement, 0);
      purge->year_id = store_statement_get_int (statement, 1);
      purge->year = g_strdup (store_statement_get_text (statement, 2));
      purge->author = g_strdup (store_statement_get_text (statement, 3));
      purge->started_at = g_strdup (store_statement_get_text (statement, 4));
      purge->ended_at = g_strdup (store_statement_get_text (statement, 5));
      purge->document_id = store_statement_get_int (statement, 6);
      g_ptr_array_add (purges, purge);
    }
  return NULL;
}

/**
 * work_query_purges_new:
 *
 * Returns: (transfer full): a query for the #GPtrArray of #WorkPurge, newest first
 */
WorkQuery *
work_query_purges_new (void)
{
  return _work_query_new (read_purges, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
}
