/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-sqlite-private.h"

#include <stdlib.h>
#include <string.h>

struct _StoreCursor
{
  StoreLink *link;         /* (unowned): outlives its cursors */
  sqlite3_stmt *statement; /* (owned) */
  guint8 *index;           /* (owned): parameter number → SQLite's index, 0 where there is none */
  int n_parameters;        /* highest number + 1 */
};

static const StorePlace *
sqlite_place (StoreLink *link)
{
  return &link->place;
}

static gboolean
sqlite_is_in_place (StoreLink *link)
{
  int moved = FALSE;

  sqlite3_file_control (link->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  return !moved;
}

static gboolean
sqlite_is_broken (StoreLink *link)
{
  return link->broken;
}

static gboolean
sqlite_in_transaction (StoreLink *link)
{
  return !sqlite3_get_autocommit (link->db);
}

static void
sqlite_set_cancellable (StoreLink *link, GCancellable *cancellable)
{
  g_set_object (&link->cancellable, cancellable);
}

static void
sqlite_set_busy_timeout (StoreLink *link, guint milliseconds)
{
  link->busy_timeout = milliseconds;
}

/* The views of a role are known by their names alone, to which SQLite also listens where a part of
 * a query has a name (WITH): a plan of EXPLAIN may tell them, and who knows them may not say them.
 */
static gboolean
says_mark (StoreLink *link, const char *sql)
{
  return link->mark != NULL && link->role != MODEL_ACCOUNT_ADMINISTRATOR
         && link->trust != STORE_TRUST_ALL && strstr (sql, link->mark) != NULL;
}

static gboolean
sqlite_execute (StoreLink *link, const char *sql, GError **error)
{
  int code = says_mark (link, sql) ? SQLITE_AUTH : sqlite3_exec (link->db, sql, NULL, NULL, NULL);

  if (code != SQLITE_OK)
    _store_sqlite_set_error (link, code, error);
  return code == SQLITE_OK;
}

static gint64
sqlite_last_id (StoreLink *link)
{
  return sqlite3_last_insert_rowid (link->db);
}

static gint64
sqlite_n_changed (StoreLink *link)
{
  return sqlite3_changes64 (link->db);
}

static gboolean
sqlite_version (StoreLink *link, int *version, GError **error)
{
  return _store_sqlite_query_int (link, "PRAGMA user_version", version, error);
}

static gboolean
sqlite_set_version (StoreLink *link, int version, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version=%d", version);

  return sqlite_execute (link, sql, error);
}

static gboolean
sqlite_set_references (StoreLink *link, gboolean checked, GError **error)
{
  return sqlite_execute (link, checked ? "PRAGMA foreign_keys=ON" : "PRAGMA foreign_keys=OFF",
                         error);
}

static void
sqlite_set_trust (StoreLink *link, StoreTrust trust)
{
  link->trust = trust;
}

static void
sqlite_finalize (StoreCursor *cursor)
{
  sqlite3_finalize (cursor->statement);
  g_free (cursor->index);
  g_free (cursor);
}

static int
parameter_number (sqlite3_stmt *statement, int index)
{
  const char *name = sqlite3_bind_parameter_name (statement, index);

  return name != NULL && name[0] == '$' ? atoi (name + 1) : 0;
}

/* SQLite numbers parameters as it meets them: "$2 … $1" makes $2 the first. Ours go by their
 * number, as PostgreSQL's do. */
static void
index_parameters (StoreCursor *cursor)
{
  int n = sqlite3_bind_parameter_count (cursor->statement);
  int highest = 0;

  for (int i = 1; i <= n; i++)
    highest = MAX (highest, parameter_number (cursor->statement, i));
  cursor->n_parameters = highest + 1;
  cursor->index = g_new0 (guint8, cursor->n_parameters);
  for (int i = 1; i <= n; i++)
    {
      int number = parameter_number (cursor->statement, i);

      if (number > 0)
        cursor->index[number] = (guint8) i;
    }
}

static StoreCursor *
sqlite_prepare (StoreLink *link, const char *sql, GError **error)
{
  StoreCursor *cursor = g_new0 (StoreCursor, 1);
  int code = SQLITE_AUTH;

  if (!says_mark (link, sql))
    code =
        sqlite3_prepare_v3 (link->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &cursor->statement, NULL);

  cursor->link = link;
  if (code != SQLITE_OK || cursor->statement == NULL)
    {
      _store_sqlite_set_error (link, code != SQLITE_OK ? code : SQLITE_MISUSE, error);
      sqlite_finalize (cursor);
      return NULL;
    }
  index_parameters (cursor);
  return cursor;
}

static void
sqlite_reset (StoreCursor *cursor)
{
  sqlite3_reset (cursor->statement);
  sqlite3_clear_bindings (cursor->statement);
}

static int
find_parameter (StoreCursor *cursor, int parameter)
{
  g_return_val_if_fail (parameter > 0 && parameter < cursor->n_parameters, 0);
  return cursor->index[parameter];
}

static void
sqlite_bind_text (StoreCursor *cursor, int parameter, const char *text)
{
  sqlite3_bind_text (cursor->statement, find_parameter (cursor, parameter), text, -1,
                     SQLITE_TRANSIENT);
}

static void
sqlite_bind_int (StoreCursor *cursor, int parameter, gint64 value)
{
  sqlite3_bind_int64 (cursor->statement, find_parameter (cursor, parameter), value);
}

static void
sqlite_bind_bytes (StoreCursor *cursor, int parameter, GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  /* A NULL pointer would bind NULL: no bytes are a BLOB of length 0. */
  sqlite3_bind_blob64 (cursor->statement, find_parameter (cursor, parameter),
                       data != NULL ? data : "", size, SQLITE_TRANSIENT);
}

static void
sqlite_bind_null (StoreCursor *cursor, int parameter)
{
  sqlite3_bind_null (cursor->statement, find_parameter (cursor, parameter));
}

static gboolean
sqlite_step (StoreCursor *cursor, gboolean *has_row, GError **error)
{
  int code = sqlite3_step (cursor->statement);

  *has_row = code == SQLITE_ROW;
  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    _store_sqlite_set_error (cursor->link, code, error);
  /* A statement left open holds a lock that blocks every writer (data §5). */
  sqlite3_reset (cursor->statement);
  return code == SQLITE_DONE;
}

static gboolean
sqlite_is_null (StoreCursor *cursor, int column)
{
  return sqlite3_column_type (cursor->statement, column) == SQLITE_NULL;
}

static const char *
sqlite_get_text (StoreCursor *cursor, int column)
{
  return (const char *) sqlite3_column_text (cursor->statement, column);
}

static gint64
sqlite_get_int (StoreCursor *cursor, int column)
{
  return sqlite3_column_int64 (cursor->statement, column);
}

static GBytes *
sqlite_get_bytes (StoreCursor *cursor, int column)
{
  const void *data = sqlite3_column_blob (cursor->statement, column);

  return g_bytes_new (data, (gsize) sqlite3_column_bytes (cursor->statement, column));
}

/* Nothing else is ever attached. */
static gboolean
sqlite_compact (StoreLink *link, GError **error)
{
  int limit = sqlite3_limit (link->db, SQLITE_LIMIT_ATTACHED, 1);
  gboolean done;

  link->compacting = TRUE;
  done = sqlite_execute (link, "VACUUM", error);
  link->compacting = FALSE;
  sqlite3_limit (link->db, SQLITE_LIMIT_ATTACHED, limit);
  return done;
}

const StoreDriver _store_sqlite_driver = {
  .name = "SQLite",
  .begin = "BEGIN IMMEDIATE",
  .prefix = "main.",
  .sql_moved = "PRAGMA data_version",
  .sql_columns = "SELECT name, type, \"notnull\" FROM pragma_table_info ($1)",
  .sql_objects = "SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'trigger', 'view')"
                 " AND name NOT LIKE 'sqlite_%' ORDER BY name",
  .sql_guards = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = $1"
                " ORDER BY name",
  .open = _store_sqlite_open,
  .close = _store_sqlite_close,
  .examine = _store_sqlite_examine,
  .place = sqlite_place,
  .is_in_place = sqlite_is_in_place,
  .is_broken = sqlite_is_broken,
  .in_transaction = sqlite_in_transaction,
  .set_cancellable = sqlite_set_cancellable,
  .set_busy_timeout = sqlite_set_busy_timeout,
  .execute = sqlite_execute,
  .last_id = sqlite_last_id,
  .n_changed = sqlite_n_changed,
  .version = sqlite_version,
  .set_version = sqlite_set_version,
  .set_references = sqlite_set_references,
  .set_role = _store_sqlite_set_role,
  .set_trust = sqlite_set_trust,
  .check = _store_sqlite_check,
  .copy = _store_sqlite_copy,
  .compact = sqlite_compact,
  .prepare = sqlite_prepare,
  .finalize = sqlite_finalize,
  .reset = sqlite_reset,
  .bind_text = sqlite_bind_text,
  .bind_int = sqlite_bind_int,
  .bind_bytes = sqlite_bind_bytes,
  .bind_null = sqlite_bind_null,
  .step = sqlite_step,
  .is_null = sqlite_is_null,
  .get_text = sqlite_get_text,
  .get_int = sqlite_get_int,
  .get_bytes = sqlite_get_bytes,
};
