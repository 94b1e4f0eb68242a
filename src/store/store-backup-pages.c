/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-backup-private.h"

#include <stdlib.h>

#include "store-sqlite-private.h"
#include "store-vfs-private.h"
#include "store-vfs-private.h"

/* The pages of a database through SQLite's online backup: the only way to copy one that others
 * have open (howtocorrupt 1.2) and to put another content into it (2.4). */

#define FLAGS (SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE)

/* A megabyte at a time: a millisecond, between which every seat gets its turn. */
#define PAGES_A_STEP 256

/* A base that is written into all the time is copied at one go after as many beginnings. */
#define MAX_RESTARTS 5

/* How long others may keep us waiting. */
#define PATIENCE_US (30 * G_TIME_SPAN_SECOND)
#define WAIT_MIN_US 2000
#define WAIT_MAX_US 20000

/* A copy that is being made is one seat's alone, and nothing before it is whole: no locks, which
 * shares may not have, and no journal. It is synced at the end. */
#define COPY_VFS     "unix-none"
#define COPY_PRAGMAS "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF"

/* The base itself is written as it always is. */
#define BASE_PRAGMAS "PRAGMA mmap_size=0; PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA"

static gboolean
is_busy (int code)
{
  return (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED;
}

static void
tell_progress (const StoreBackupWatch *watch, sqlite3_backup *backup)
{
  int n = sqlite3_backup_pagecount (backup);

  if (watch != NULL && watch->progress != NULL && n > 0)
    watch->progress (1.0 - (double) sqlite3_backup_remaining (backup) / n, watch->data);
}

/* Steps until it is done, cancelled, or others have kept it waiting for too long. */
static int
step (sqlite3_backup *backup, gboolean in_one, const StoreBackupWatch *watch)
{
  gint64 since = g_get_monotonic_time ();
  int left = G_MAXINT;
  guint n_restarts = 0;
  int code = SQLITE_OK;

  while (code == SQLITE_OK || is_busy (code))
    {
      if (watch != NULL && g_cancellable_is_cancelled (watch->cancellable))
        return SQLITE_INTERRUPT;
      code = sqlite3_backup_step (backup, in_one || n_restarts > MAX_RESTARTS ? -1 : PAGES_A_STEP);
      if (is_busy (code))
        {
          if (g_get_monotonic_time () - since > PATIENCE_US)
            return code;
          g_usleep ((gulong) g_random_int_range (WAIT_MIN_US, WAIT_MAX_US));
          continue;
        }
      since = g_get_monotonic_time ();
      n_restarts += sqlite3_backup_remaining (backup) >= left ? 1 : 0;
      left = sqlite3_backup_remaining (backup);
      tell_progress (watch, backup);
    }
  return code;
}

static int
copy (sqlite3 *source, sqlite3 *target, gboolean in_one, const StoreBackupWatch *watch)
{
  sqlite3_backup *backup = sqlite3_backup_init (target, "main", source, "main");
  int stepped, finished;

  if (backup == NULL)
    return sqlite3_extended_errcode (target);
  stepped = step (backup, in_one, watch);
  finished = sqlite3_backup_finish (backup);
  return stepped != SQLITE_DONE ? stepped : finished;
}

/* The folder's links are followed here, the file's own never: SQLite refuses both. */
static char *
resolve (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  char *real = realpath (folder, NULL);
  char *resolved = g_build_filename (real != NULL ? real : folder, name, NULL);

  free (real);
  return resolved;
}

/* As every seat opens it: all must lock in the same way (howtocorrupt 2.3). */
static const char *
vfs_of (const char *base)
{
  return _store_vfs_get_name (_store_sqlite_is_shared (base));
}

static int
open_file (const char *path, gboolean writable, const char *vfs, const char *pragmas, sqlite3 **db)
{
  int flags = FLAGS | (writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
  g_autofree char *resolved = resolve (path);
  int code;

  if (vfs == NULL)
    vfs = _store_vfs_get_name (_store_sqlite_is_shared (resolved));
  code = sqlite3_open_v2 (resolved, db, flags, vfs);

  if (code == SQLITE_OK && pragmas != NULL)
    {
      sqlite3_busy_timeout (*db, STORE_SQLITE_BUSY_TIMEOUT_MS);
      code = sqlite3_exec (*db, pragmas, NULL, NULL, NULL);
    }
  return code;
}

/**
 * _store_backup_copy_pages:
 * @from: a database, in use or not
 * @to: an empty file of ours
 * @watch: (nullable): who follows it
 *
 * Copies @from as it was last saved, beside other seats at work.
 *
 * Returns: %SQLITE_OK, or why not
 */
int
_store_backup_copy_pages (const char *from, const char *to, const StoreBackupWatch *watch)
{
  sqlite3 *source = NULL;
  sqlite3 *target = NULL;
  int code = open_file (from, FALSE, vfs_of (from), NULL, &source);

  if (code == SQLITE_OK)
    code = open_file (to, TRUE, COPY_VFS, COPY_PRAGMAS, &target);
  if (code == SQLITE_OK)
    code = copy (source, target, FALSE, watch);
  sqlite3_close (target);
  sqlite3_close (source);
  return code;
}

/**
 * _store_backup_replace:
 * @from: a database that nobody uses
 * @to: the base, which others may have open
 * @watch: (nullable): who follows it
 *
 * Gives @to the content of @from in one transaction: a power cut leaves the one or the other.
 *
 * Returns: %SQLITE_OK, or why not: @to is as it was then
 */
int
_store_backup_replace (const char *from, const char *to, const StoreBackupWatch *watch)
{
  sqlite3 *source = NULL;
  sqlite3 *target = NULL;
  int code = open_file (from, FALSE, vfs_of (from), NULL, &source);

  if (code == SQLITE_OK)
    code = open_file (to, TRUE, vfs_of (to), BASE_PRAGMAS, &target);
  if (code == SQLITE_OK)
    code = copy (source, target, TRUE, watch);
  sqlite3_close (target);
  sqlite3_close (source);
  return code;
}

static int
ask (sqlite3 *db, const char *sql, char **answer)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    *answer = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return code == SQLITE_ROW ? SQLITE_OK : code == SQLITE_DONE ? SQLITE_CORRUPT : code;
}

static int
ask_number (sqlite3 *db, const char *sql, gint64 *number)
{
  g_autofree char *text = NULL;
  int code = ask (db, sql, &text);

  *number = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  return code;
}

/**
 * _store_backup_check:
 * @path: a copy that nobody else uses
 * @version: (out): level of its schema
 *
 * Looks at every page.
 *
 * Returns: %SQLITE_OK when it is a sound database of ours, %SQLITE_NOTADB when it is another
 *   program's, %SQLITE_CORRUPT when it is damaged, or why it could not be looked at
 */
int
_store_backup_check (const char *path, int *version)
{
  g_autofree char *verdict = NULL;
  gint64 application = 0, level = 0;
  sqlite3 *db = NULL;
  int code = open_file (path, FALSE, COPY_VFS, NULL, &db);

  if (code == SQLITE_OK)
    code = ask_number (db, "PRAGMA application_id", &application);
  if (code == SQLITE_OK && application != STORE_SQLITE_APPLICATION_ID)
    code = SQLITE_NOTADB;
  if (code == SQLITE_OK)
    code = ask_number (db, "PRAGMA user_version", &level);
  if (code == SQLITE_OK)
    code = ask (db, "PRAGMA quick_check(1)", &verdict);
  if (code == SQLITE_OK && g_strcmp0 (verdict, "ok") != 0)
    code = SQLITE_CORRUPT;
  sqlite3_close (db);
  *version = (int) level;
  return code;
}
