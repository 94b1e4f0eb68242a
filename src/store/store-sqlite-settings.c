/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-sqlite-private.h"

#include <glib/gi18n-lib.h>

/* How many instructions of SQLite's virtual machine pass between two looks at the cancellable. */
#define PROGRESS_STEPS 1000

/* Waiting times between two attempts at a lock. The stock handler backs off to 100 ms and starves
 * some seats under load; short random waits are fair (data §3.2). */
#define BUSY_WAIT_MIN_US 500
#define BUSY_WAIT_MAX_US 11500

static const struct
{
  int option;
  int value;
} config[] = {
  { SQLITE_DBCONFIG_DEFENSIVE, 1 },      { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
  { SQLITE_DBCONFIG_DQS_DML, 0 },        { SQLITE_DBCONFIG_DQS_DDL, 0 },
  { SQLITE_DBCONFIG_ENABLE_FKEY, 1 },    { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
  { SQLITE_DBCONFIG_ENABLE_TRIGGER, 1 }, { SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
};

/* What a query of ours never needs more of: a doctored file cannot make us spend without end. */
static const struct
{
  int limit;
  int value;
} limits[] = {
  { SQLITE_LIMIT_LENGTH, 256 * 1024 * 1024 },
  { SQLITE_LIMIT_SQL_LENGTH, 100000 },
  { SQLITE_LIMIT_COLUMN, 200 },
  { SQLITE_LIMIT_EXPR_DEPTH, 100 },
  { SQLITE_LIMIT_COMPOUND_SELECT, 10 },
  { SQLITE_LIMIT_VDBE_OP, 25000 },
  { SQLITE_LIMIT_FUNCTION_ARG, 16 },
  { SQLITE_LIMIT_ATTACHED, 0 },
  { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200 },
  { SQLITE_LIMIT_VARIABLE_NUMBER, 200 },
  { SQLITE_LIMIT_TRIGGER_DEPTH, 10 },
};

static const char *const pragmas = "PRAGMA mmap_size=0;"
                                   "PRAGMA cell_size_check=ON;"
                                   "PRAGMA secure_delete=ON;"
                                   "PRAGMA temp_store=MEMORY;"
                                   "PRAGMA cache_size=-16384;"
                                   "PRAGMA foreign_keys=ON;"
                                   "PRAGMA recursive_triggers=ON;"
                                   "PRAGMA synchronous=EXTRA";

/* Settings that nobody changes once they are made: they are what keeps the file whole. */
static const char *const settled_pragmas[] = { "journal_mode",   "synchronous",   "mmap_size",
                                               "locking_mode",   "secure_delete", "writable_schema",
                                               "cell_size_check" };

static gboolean
is_settled_pragma (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (settled_pragmas); i++)
    if (g_ascii_strcasecmp (name, settled_pragmas[i]) == 0)
      return TRUE;
  return FALSE;
}

static int
authorize_cb (void *data,
              int action,
              const char *first,
              const char *second,
              const char *database,
              const char *trigger)
{
  StoreLink *link = data;

  if (action == SQLITE_ATTACH || action == SQLITE_DETACH)
    return link->compacting ? SQLITE_OK : SQLITE_DENY;
  if (action == SQLITE_PRAGMA && link->settled && second != NULL && is_settled_pragma (first))
    return SQLITE_DENY;
  return _store_sqlite_authorize_role (link, action, first, second, database, trigger);
}

static int
busy_cb (void *data, int count)
{
  StoreLink *link = data;
  gint64 now = g_get_monotonic_time ();

  if (count == 0)
    link->busy_since = now;
  if (now - link->busy_since >= (gint64) link->busy_timeout * 1000
      || g_cancellable_is_cancelled (link->cancellable))
    return 0;
  g_usleep (g_random_int_range (BUSY_WAIT_MIN_US, BUSY_WAIT_MAX_US));
  return 1;
}

static int
progress_cb (void *data)
{
  StoreLink *link = data;

  return g_cancellable_is_cancelled (link->cancellable);
}

/**
 * _store_sqlite_query:
 * @link: the database
 * @sql: a statement that gives at most one row is enough of
 * @text: (out) (transfer full) (nullable): first column of the first row
 * @error: return location
 *
 * Asks one thing of the engine: a pragma's value.
 *
 * Returns: whether it could be asked
 */
gboolean
_store_sqlite_query (StoreLink *link, const char *sql, char **text, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (link->db, sql, -1, &statement, NULL);

  *text = NULL;
  if (code == SQLITE_OK)
    {
      code = sqlite3_step (statement);
      if (code == SQLITE_ROW)
        *text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
    }
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    _store_sqlite_set_error (link, code, error);
  sqlite3_finalize (statement);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/**
 * _store_sqlite_query_int:
 * @link: the database
 * @sql: as of _store_sqlite_query()
 * @value: (out): first column of the first row as a number, 0 without a row
 * @error: return location
 *
 * Asks one number of the engine.
 *
 * Returns: whether it could be asked
 */
gboolean
_store_sqlite_query_int (StoreLink *link, const char *sql, int *value, GError **error)
{
  g_autofree char *text = NULL;

  *value = 0;
  if (!_store_sqlite_query (link, sql, &text, error))
    return FALSE;
  *value = text != NULL ? (int) g_ascii_strtoll (text, NULL, 10) : 0;
  return TRUE;
}

static gboolean
set_journal (StoreLink *link, GError **error)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) local = NULL;

  if (!_store_sqlite_query (link, "PRAGMA journal_mode", &before, error))
    return FALSE;
  /* A base found in WAL leaves it here; WAL loses or corrupts pages on shares and, with SQLite
   * before 3.51.3, locally too (data §0.2). */
  if (_store_sqlite_query (link, "PRAGMA journal_mode=TRUNCATE", &after, &local)
      && g_strcmp0 (after, "truncate") == 0)
    return TRUE;
  if (g_strcmp0 (before, "wal") != 0 && local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_set_error (error, STORE_ERROR, STORE_ERROR_BUSY, _ ("“%s”: %s"), link->name,
               _ ("another program has this file open in a way that is not safe for saving. Close "
                  "that program, then open the file again."));
  return FALSE;
}

/**
 * _store_sqlite_settle:
 * @link: a database just opened
 * @writable: whether it was opened for writing
 * @error: return location
 *
 * Makes the settings of data §1.3, then lets nobody change them. %STORE_ERROR_BUSY when the base is
 * in WAL mode and another program keeps it there.
 *
 * Returns: whether all were accepted
 */
gboolean
_store_sqlite_settle (StoreLink *link, gboolean writable, GError **error)
{
  int code;

  for (guint i = 0; i < G_N_ELEMENTS (config); i++)
    sqlite3_db_config (link->db, config[i].option, config[i].value, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (link->db, limits[i].limit, limits[i].value);
  sqlite3_busy_handler (link->db, busy_cb, link);
  sqlite3_progress_handler (link->db, PROGRESS_STEPS, progress_cb, link);
  sqlite3_set_authorizer (link->db, authorize_cb, link);

  code = sqlite3_exec (link->db, pragmas, NULL, NULL, NULL);
  if (code != SQLITE_OK)
    {
      _store_sqlite_set_error (link, code, error);
      return FALSE;
    }
  if (writable && !set_journal (link, error))
    return FALSE;
  link->settled = TRUE;
  return TRUE;
}
