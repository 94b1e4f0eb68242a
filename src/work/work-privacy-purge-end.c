/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-privacy-purge-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base-date.h"
#include "store-access.h"
#include "store-document.h"
#include "store-history-rewrite.h"
#include "store-settings.h"
#include "work-signing-private.h"

#define SHA256_LENGTH 64

/* ---- what is left of the people ---- */

/* (transfer full): ISO day before which the log of accesses is not kept */
static char *
access_day (StoreConnection *connection, GError **error)
{
  g_autoptr (ModelSettings) settings = store_settings_load (connection, error);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = NULL;

  if (settings == NULL)
    return NULL;
  then = g_date_time_add_months (now, -model_settings_get_int (settings, "retention.access"));
  return g_date_time_format (then, "%Y-%m-%d");
}

static gboolean
sweep (StoreConnection *connection, gpointer data, GError **error)
{
  WorkPurging *purge = data;
  g_autoptr (ModelRecord) year =
      store_load (connection, MODEL_ENTITY_SCHOOL_YEAR, purge->options.year_id, error);
  g_autofree char *day = year != NULL ? access_day (connection, error) : NULL;
  g_autoptr (GArray) gone = NULL;

  if (day == NULL)
    return FALSE;
  gone = _work_gone_until (purge->gone, model_record_get_or_empty (year, "end"));
  return _work_lease_renew (connection, purge->holder, G_TIME_SPAN_HOUR / G_TIME_SPAN_SECOND, error)
         && _work_privacy_erase_messages (connection, purge->options.year_id, purge->operation,
                                          error)
         && _work_privacy_erase_history (connection, gone, error)
         && _work_privacy_drop_values (connection, error)
         && store_access_expire (connection, day, NULL, error);
}

/**
 * _work_purge_sweep_func:
 * @connection: a connection
 * @data: a #WorkPurging whose people are done
 * @cancellable: (nullable): not looked at
 * @error: return location
 *
 * Erases what hangs from no one student: messages to many, what was deleted until then, values that
 * history does not name any more, old lines of the log of accesses.
 *
 * Returns: %NULL
 */
gpointer
_work_purge_sweep_func (StoreConnection *connection,
                        gpointer data,
                        GCancellable *cancellable,
                        GError **error)
{
  store_history_rewrite (connection, sweep, data, error);
  return NULL;
}

/* ---- files ---- */

static gboolean
is_wanted (StoreConnection *connection, const char *name, gboolean *wanted, GError **error)
{
  g_autofree char *sha256 = g_strndup (name, SHA256_LENGTH);
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "SELECT 1 FROM document WHERE sha256 = $1 LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, sha256);
  return store_statement_step (statement, wanted, error);
}

static gboolean
is_document (const char *name)
{
  return strspn (name, "0123456789abcdef") == SHA256_LENGTH && name[SHA256_LENGTH] == '.';
}

/* Files that came since it began may be about to get their row. */
static gboolean
is_old (const char *path, const char *started_at)
{
  g_autoptr (GDateTime) started = g_date_time_new_from_iso8601 (started_at, NULL);
  GStatBuf info;

  return started != NULL && g_lstat (path, &info) == 0
         && (gint64) info.st_mtime <= g_date_time_to_unix (started);
}

static gboolean
sweep_folder (StoreConnection *connection,
              const char *folder,
              const char *started_at,
              GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      gboolean wanted = TRUE;

      if (!is_document (name) || !is_old (path, started_at))
        continue;
      if (!is_wanted (connection, name, &wanted, error))
        return FALSE;
      if (!wanted && g_unlink (path) != 0)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                       _ ("A document that nothing refers to any more could not be deleted from "
                          "“%s”. Check the rights on this folder, then start the purge again."),
                       folder);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
sweep_files (StoreConnection *connection, gpointer data, GError **error)
{
  const WorkPurging *purge = data;
  g_autofree char *folder = store_document_folder (connection);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *part = g_build_filename (folder, name, NULL);

      if (g_file_test (part, G_FILE_TEST_IS_DIR)
          && !sweep_folder (connection, part, purge->started_at, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * _work_purge_files_func:
 * @connection: a connection
 * @data: a #WorkPurging
 * @cancellable: (nullable): not looked at
 * @error: return location
 *
 * Deletes the files of documents to which no row refers any more. Nobody adds a row meanwhile.
 *
 * Returns: %NULL
 */
gpointer
_work_purge_files_func (StoreConnection *connection,
                        gpointer data,
                        GCancellable *cancellable,
                        GError **error)
{
  store_connection_transaction (connection, sweep_files, data, error);
  return NULL;
}

/**
 * _work_purge_compact_func:
 * @connection: a connection
 * @data: a #WorkPurging
 * @cancellable: (nullable): not looked at
 * @error: return location
 *
 * Writes the file anew, without the space in which the erased values were.
 *
 * Returns: %NULL
 */
gpointer
_work_purge_compact_func (StoreConnection *connection,
                          gpointer data,
                          GCancellable *cancellable,
                          GError **error)
{
  store_history_compact (connection, error);
  return NULL;
}

/* ---- the end ---- */

static gboolean
set_end (StoreConnection *connection, gint64 id, gint64 document_id, GError **error)
{
  g_autofree char *now = base_date_now_utc ();
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      "UPDATE purge SET ended_at = COALESCE (ended_at, $1), document_id = $2 WHERE id = $3", error);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, now);
  if (document_id == 0)
    store_statement_bind_null (statement, 2);
  else
    store_statement_bind_int (statement, 2, document_id);
  store_statement_bind_int (statement, 3, id);
  return store_statement_run (statement, error);
}

/* What teachers were given to fill in of that year: it names students, and comes back no more. */
static gboolean
forget_exchanges (StoreConnection *connection, gint64 year_id, GError **error)
{
  static const char *const sql[] = {
    "DELETE FROM exchange_row WHERE token IN"
    " (SELECT token FROM exchange WHERE school_year_id = $1)",
    "DELETE FROM exchange WHERE school_year_id = $1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      g_autoptr (StoreStatement) statement = store_connection_prepare (connection, sql[i], error);

      if (statement == NULL)
        return FALSE;
      store_statement_bind_int (statement, 1, year_id);
      if (!store_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
end_purge (StoreConnection *connection, gpointer data, GError **error)
{
  WorkPurging *purge = data;
  g_autoptr (ModelRecord) year =
      store_load (connection, MODEL_ENTITY_SCHOOL_YEAR, purge->options.year_id, error);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ModelRecord) document = NULL;

  if (year == NULL || !forget_exchanges (connection, purge->options.year_id, error)
      || !set_end (connection, purge->id, 0, error))
    return FALSE;
  text = _work_privacy_report (connection, purge->id, error);
  if (text == NULL)
    return FALSE;
  bytes = g_bytes_new (text, strlen (text));
  name = g_strdup_printf (_ ("Report of elimination %s.txt"),
                          model_record_get_or_empty (year, "name"));
  document = store_document_add (connection, 0, "other", name, "text/plain", bytes,
                                 purge->operation, error);
  return document != NULL && set_end (connection, purge->id, model_record_get_id (document), error)
         && _work_lease_drop (connection, NULL, purge->holder, error);
}

/**
 * _work_purge_end_func:
 * @connection: a connection
 * @data: a #WorkPurging of which all is done
 * @cancellable: (nullable): not looked at
 * @error: return location
 *
 * Keeps the report of elimination and says that the purge has ended.
 *
 * Returns: %NULL
 */
gpointer
_work_purge_end_func (StoreConnection *connection,
                      gpointer data,
                      GCancellable *cancellable,
                      GError **error)
{
  store_connection_transaction (connection, end_purge, data, error);
  return NULL;
}

static gboolean
release (StoreConnection *connection, gpointer data, GError **error)
{
  return _work_lease_drop (connection, NULL, ((const WorkPurging *) data)->holder, error);
}

/**
 * _work_purge_release_func:
 * @connection: a connection
 * @data: a #WorkPurging that does not go on now
 * @cancellable: (nullable): not looked at
 * @error: return location
 *
 * Lets another seat purge.
 *
 * Returns: %NULL
 */
gpointer
_work_purge_release_func (StoreConnection *connection,
                          gpointer data,
                          GCancellable *cancellable,
                          GError **error)
{
  store_connection_transaction (connection, release, data, error);
  return NULL;
}
