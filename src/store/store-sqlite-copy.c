/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-sqlite-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "model-entity.h"

/* integrity_check stops by itself after as many faults. */
#define MAX_FAULTS 100

static gboolean
set_copy_error (StoreLink *link, const char *target, const char *why, GError **error)
{
  g_set_error (
      error, STORE_ERROR, STORE_ERROR_CONNECTION,
      _ ("“%s” could not be copied to “%s” (%s). Make room or choose another folder, then try "
         "again."),
      link->name, target, why);
  return FALSE;
}

static gboolean
check_copy (sqlite3 *db)
{
  sqlite3_stmt *statement = NULL;
  gboolean sound;

  sqlite3_prepare_v2 (db, "PRAGMA quick_check(1)", -1, &statement, NULL);
  sound = statement != NULL && sqlite3_step (statement) == SQLITE_ROW
          && g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;
  sqlite3_finalize (statement);
  return sound;
}

/* @source is a connection of its own: one that is writing cannot be copied from. */
static int
copy_pages (const char *path, const char *target)
{
  sqlite3 *source = NULL;
  sqlite3 *copy = NULL;
  sqlite3_backup *backup = NULL;
  int code = sqlite3_open_v2 (
      path, &source, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_open_v2 (
        target, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX, NULL);
  if (code == SQLITE_OK)
    backup = sqlite3_backup_init (copy, "main", source, "main");
  if (code == SQLITE_OK && backup == NULL)
    code = sqlite3_errcode (copy);
  if (backup != NULL)
    {
      sqlite3_backup_step (backup, -1);
      code = sqlite3_backup_finish (backup);
    }
  if (code == SQLITE_OK && !check_copy (copy))
    code = SQLITE_CORRUPT;
  sqlite3_close (copy);
  sqlite3_close (source);
  return code;
}

static void
sync_folder_of (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }
}

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
  g_autofree char *part = g_strdup_printf ("%s.%08x.part", target, g_random_int ());
  int fd = open (part, O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_RDWR, 0600);
  int code;

  if (fd < 0)
    return set_copy_error (link, target, g_strerror (errno), error);
  close (fd);

  code = copy_pages (link->path, part);
  if (code == SQLITE_OK && g_rename (part, target) == 0)
    {
      sync_folder_of (target);
      return TRUE;
    }
  set_copy_error (link, target, code == SQLITE_OK ? g_strerror (errno) : sqlite3_errstr (code),
                  error);
  g_unlink (part);
  return FALSE;
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
