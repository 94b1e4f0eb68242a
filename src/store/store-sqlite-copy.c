/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-sqlite-private.h"

#include <glib/gi18n-lib.h>

#include "model-entity.h"
#include "store-backup-private.h"

/* integrity_check stops by itself after as many faults. */
#define MAX_FAULTS 100

/**
 * _store_sqlite_copy:
 * @link: the database
 * @target: path of the copy, replaced when there is one
 * @error: return location
 *
 * Copies the database as it was last saved, with the backup API, beside other seats at work. The
 * copy is checked before it takes its name, and is its owner's alone (0600).
 *
 * Returns: whether there is a good copy at @target
 */
gboolean
_store_sqlite_copy (StoreLink *link, const char *target, GError **error)
{
  return _store_backup_copy (link->path, target, TRUE, NULL, error);
}

static const char *
label_of (const char *table)
{
  ModelEntity entity = model_entity_from_key (table);

  return entity != MODEL_ENTITY_NONE ? _ (model_entity_info (entity)->label) : table;
}

static void
add_reference_problem (sqlite3_stmt *statement, GPtrArray *problems)
{
  const char *table = (const char *) sqlite3_column_text (statement, 0);
  const char *id = (const char *) sqlite3_column_text (statement, 1);
  const char *parent = (const char *) sqlite3_column_text (statement, 2);

  g_ptr_array_add (problems,
                   g_strdup_printf (_ ("%s no. %s refers to something that is gone (%s)."),
                                    label_of (table), id, label_of (parent)));
}

static void
add_file_problem (sqlite3_stmt *statement, GPtrArray *problems)
{
  const char *fault = (const char *) sqlite3_column_text (statement, 0);

  if (g_strcmp0 (fault, "ok") != 0)
    g_ptr_array_add (problems, g_strdup_printf (_ ("The database file is damaged (%s)."), fault));
}

static gboolean
collect_problems (StoreLink *link,
                  const char *sql,
                  void (*add) (sqlite3_stmt *, GPtrArray *),
                  GPtrArray *problems,
                  GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (link->db, sql, -1, &statement, NULL);

  while (code == SQLITE_OK || code == SQLITE_ROW)
    {
      code = sqlite3_step (statement);
      if (code == SQLITE_ROW)
        add (statement, problems);
    }
  if (code != SQLITE_DONE)
    _store_sqlite_set_error (link, code, error);
  sqlite3_finalize (statement);
  return code == SQLITE_DONE;
}

/**
 * _store_sqlite_check:
 * @link: the database
 * @deep: also whether each index agrees with its table
 * @problems: (element-type utf8): a sentence is added for each fault
 * @error: return location
 *
 * Examines the file, then its references, which SQLite's own check leaves out.
 *
 * Returns: whether it could be examined
 */
gboolean
_store_sqlite_check (StoreLink *link, gboolean deep, GPtrArray *problems, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("PRAGMA %s(%d)", deep ? "integrity_check" : "quick_check", MAX_FAULTS);

  return collect_problems (link, sql, add_file_problem, problems, error)
         && collect_problems (link, "PRAGMA foreign_key_check", add_reference_problem, problems,
                              error);
}
