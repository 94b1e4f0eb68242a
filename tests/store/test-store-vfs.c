/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

#include "store-fixture.h"
#include "store-vfs-private.h"

/* The VFS for shares, on local files: its locks step by step, and what a seat leaves behind. */

#define NONE      SQLITE_LOCK_NONE
#define SHARED    SQLITE_LOCK_SHARED
#define RESERVED  SQLITE_LOCK_RESERVED
#define PENDING   SQLITE_LOCK_PENDING
#define EXCLUSIVE SQLITE_LOCK_EXCLUSIVE

static sqlite3 *
open_base (const char *path, int flags)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, flags, _store_vfs_get_name (TRUE)), ==, SQLITE_OK);
  sqlite3_extended_result_codes (db, TRUE);
  return db;
}

static sqlite3 *
open_for_writing (const char *path)
{
  return open_base (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
}

static sqlite3_file *
file_of (sqlite3 *db)
{
  sqlite3_file *file = NULL;

  g_assert_cmpint (sqlite3_file_control (db, "main", SQLITE_FCNTL_FILE_POINTER, &file), ==,
                   SQLITE_OK);
  return file;
}

static void
run (sqlite3 *db, const char *sql)
{
  char *message = NULL;

  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
}

static char *
make_base (const char *folder)
{
  char *path = g_build_filename (folder, "base", NULL);
  sqlite3 *db = open_for_writing (path);

  run (db, "PRAGMA journal_mode = TRUNCATE; CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (0)");
  sqlite3_close (db);
  return path;
}

/* One step of a seat, and what comes of it. */
typedef struct
{
  guint seat;
  gboolean up; /* lock, else unlock */
  int level;
  int code;  /* expected */
  int after; /* expected level of the seat */
} Step;

#define LOCK(seat, level, code, after) \
  {                                    \
    seat, TRUE, level, code, after     \
  }
#define UNLOCK(seat, level)              \
  {                                      \
    seat, FALSE, level, SQLITE_OK, level \
  }

static const Step readers_and_writer[] = {
  LOCK (0, SHARED, SQLITE_OK, SHARED),
  LOCK (1, SHARED, SQLITE_OK, SHARED),
  LOCK (0, RESERVED, SQLITE_OK, RESERVED),
  LOCK (1, RESERVED, SQLITE_BUSY, SHARED),
  LOCK (2, SHARED, SQLITE_OK, SHARED),       /* RESERVED lets readers in */
  LOCK (0, EXCLUSIVE, SQLITE_BUSY, PENDING), /* PENDING does not */
  UNLOCK (2, NONE),
  LOCK (2, SHARED, SQLITE_BUSY, NONE),
  LOCK (0, EXCLUSIVE, SQLITE_BUSY, PENDING),
  UNLOCK (1, NONE),
  LOCK (0, EXCLUSIVE, SQLITE_OK, EXCLUSIVE),
  LOCK (1, SHARED, SQLITE_BUSY, NONE),
  LOCK (0, SHARED, SQLITE_OK, EXCLUSIVE), /* asked again: nothing is lost */
  UNLOCK (0, SHARED),
  LOCK (1, SHARED, SQLITE_OK, SHARED),
  LOCK (1, RESERVED, SQLITE_OK, RESERVED),
  UNLOCK (1, NONE),
  UNLOCK (0, NONE),
  LOCK (2, SHARED, SQLITE_OK, SHARED),
  LOCK (2, EXCLUSIVE, SQLITE_OK, EXCLUSIVE), /* as a journal is played back */
  UNLOCK (2, NONE),
  LOCK (0, SHARED, SQLITE_OK, SHARED),
  UNLOCK (0, NONE),
};

/* Who gave up half way lets the others go on. */
static const Step giving_up[] = {
  LOCK (0, SHARED, SQLITE_OK, SHARED),       LOCK (1, SHARED, SQLITE_OK, SHARED),
  LOCK (0, RESERVED, SQLITE_OK, RESERVED),   LOCK (0, EXCLUSIVE, SQLITE_BUSY, PENDING),
  LOCK (2, SHARED, SQLITE_BUSY, NONE),       UNLOCK (0, SHARED),
  LOCK (2, SHARED, SQLITE_OK, SHARED),       LOCK (1, RESERVED, SQLITE_OK, RESERVED),
  LOCK (1, EXCLUSIVE, SQLITE_BUSY, PENDING), UNLOCK (0, NONE),
  LOCK (1, EXCLUSIVE, SQLITE_BUSY, PENDING), UNLOCK (2, NONE),
  LOCK (1, EXCLUSIVE, SQLITE_OK, EXCLUSIVE), UNLOCK (1, NONE),
};

static void
take_step (sqlite3_file *files[], const Step *step)
{
  sqlite3_file *file = files[step->seat];
  int level = -1;
  int code = step->up ? file->pMethods->xLock (file, step->level)
                      : file->pMethods->xUnlock (file, step->level);

  g_assert_cmpint (code, ==, step->code);
  file->pMethods->xFileControl (file, SQLITE_FCNTL_LOCKSTATE, &level);
  g_assert_cmpint (level, ==, step->after);
}

static void
check_steps (const Step *steps, guint n)
{
  g_autofree char *folder = store_fixture_make_folder ();
  g_autofree char *path = make_base (folder);
  sqlite3 *seats[3];
  sqlite3_file *files[3];

  for (guint i = 0; i < 3; i++)
    {
      seats[i] = open_for_writing (path);
      files[i] = file_of (seats[i]);
    }
  for (guint i = 0; i < n; i++)
    {
      g_test_message ("step %u", i);
      take_step (files, &steps[i]);
    }
  for (guint i = 0; i < 3; i++)
    sqlite3_close (seats[i]);
  store_fixture_remove_folder (folder);
}

static void
test_readers_and_writer (void)
{
  check_steps (readers_and_writer, G_N_ELEMENTS (readers_and_writer));
}

static void
test_giving_up (void)
{
  check_steps (giving_up, G_N_ELEMENTS (giving_up));
}

typedef struct
{
  char *folder;
  char *path;
  sqlite3 *one;
  sqlite3 *two;
} Pair;

static void
pair_set_up (Pair *pair, gconstpointer data)
{
  pair->folder = store_fixture_make_folder ();
  pair->path = make_base (pair->folder);
  pair->one = open_for_writing (pair->path);
  pair->two = open_for_writing (pair->path);
}

static void
pair_tear_down (Pair *pair, gconstpointer data)
{
  sqlite3_close (pair->one);
  sqlite3_close (pair->two);
  store_fixture_remove_folder (pair->folder);
  g_free (pair->folder);
  g_free (pair->path);
}

static int
is_reserved (sqlite3 *db)
{
  sqlite3_file *file = file_of (db);
  int reserved = -1;

  g_assert_cmpint (file->pMethods->xCheckReservedLock (file, &reserved), ==, SQLITE_OK);
  return reserved;
}

/* Two that look at the same time do not see each other: each would leave a journal to the other. */
static void
test_check_reserved (Pair *pair, gconstpointer data)
{
  int looking = open (pair->path, O_RDONLY | O_CLOEXEC);
  sqlite3 *reader = open_base (pair->path, SQLITE_OPEN_READONLY);

  g_assert_false (is_reserved (pair->one));
  g_assert_true (_store_vfs_lock (looking, F_RDLCK, STORE_VFS_RESERVED, 1));
  g_assert_false (is_reserved (pair->one));
  close (looking);
  run (pair->one, "BEGIN IMMEDIATE");
  g_assert_true (is_reserved (pair->one));
  g_assert_true (is_reserved (pair->two));
  g_assert_true (is_reserved (reader));
  run (pair->one, "ROLLBACK");
  g_assert_false (is_reserved (pair->two));
  g_assert_false (is_reserved (reader));
  sqlite3_close (reader);
}

/* Whoever opens and closes the file elsewhere in this program drops no lock (howtocorrupt 2.2). */
static void
test_close_keeps_locks (Pair *pair, gconstpointer data)
{
  run (pair->one, "BEGIN IMMEDIATE");
  close (open (pair->path, O_RDWR | O_CLOEXEC));
  g_assert_cmpint (sqlite3_exec (pair->two, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_BUSY);
  run (pair->one, "COMMIT");
  run (pair->two, "BEGIN IMMEDIATE; COMMIT");
}

/* SQLite's own VFS and ours keep each other out: a tool of the command line is no danger. */
static void
test_with_stock (Pair *pair, gconstpointer data)
{
  sqlite3 *stock = NULL;

  g_assert_cmpint (sqlite3_open_v2 (pair->path, &stock, SQLITE_OPEN_READWRITE, "unix"), ==,
                   SQLITE_OK);
  run (pair->one, "BEGIN IMMEDIATE; INSERT INTO t VALUES (1)");
  g_assert_cmpint (sqlite3_exec (stock, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_BUSY);
  run (stock, "SELECT * FROM t");
  run (pair->one, "COMMIT; BEGIN EXCLUSIVE");
  g_assert_cmpint (sqlite3_exec (stock, "SELECT * FROM t", NULL, NULL, NULL), ==, SQLITE_BUSY);
  run (pair->one, "COMMIT");
  run (stock, "BEGIN EXCLUSIVE");
  g_assert_cmpint (sqlite3_exec (pair->two, "SELECT * FROM t", NULL, NULL, NULL), ==, SQLITE_BUSY);
  run (stock, "ROLLBACK");
  g_assert_cmpint (sqlite3_close (stock), ==, SQLITE_OK);
}

/* Another seat makes the file larger and smaller: the size is asked anew each time. */
static void
test_size (Pair *pair, gconstpointer data)
{
  sqlite3_file *file = file_of (pair->two);
  sqlite3_int64 before, grown, shrunk;

  g_assert_cmpint (file->pMethods->xFileSize (file, &before), ==, SQLITE_OK);
  run (pair->one, "CREATE TABLE big (b BLOB); INSERT INTO big VALUES (zeroblob (100000))");
  g_assert_cmpint (file->pMethods->xFileSize (file, &grown), ==, SQLITE_OK);
  g_assert_cmpint (grown, >, before + 100000);
  run (pair->two, "SELECT * FROM big");
  run (pair->one, "DROP TABLE big; VACUUM");
  g_assert_cmpint (file->pMethods->xFileSize (file, &shrunk), ==, SQLITE_OK);
  g_assert_cmpint (shrunk, <, grown);
}

static void
test_no_shared_memory (Pair *pair, gconstpointer data)
{
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (file_of (pair->one)->pMethods->iVersion, ==, 1);
  sqlite3_prepare_v2 (pair->one, "PRAGMA journal_mode = WAL", -1, &statement, NULL);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), !=, "wal");
  sqlite3_finalize (statement);
}

/* A reader may not write, and cannot take a writer's lock by mistake. */
static void
test_read_only (Pair *pair, gconstpointer data)
{
  sqlite3 *reader = open_base (pair->path, SQLITE_OPEN_READONLY);
  sqlite3_file *file = file_of (reader);

  g_assert_cmpint (file->pMethods->xLock (file, SHARED), ==, SQLITE_OK);
  g_assert_cmpint (file->pMethods->xLock (file, RESERVED), ==, SQLITE_READONLY);
  g_assert_cmpint (file->pMethods->xUnlock (file, NONE), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (reader, "DELETE FROM t", NULL, NULL, NULL), ==, SQLITE_READONLY);
  sqlite3_close (reader);
}

static void
test_link_is_refused (Pair *pair, gconstpointer data)
{
  g_autofree char *link = g_build_filename (pair->folder, "link", NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (symlink (pair->path, link), ==, 0);
  g_assert_cmpint (sqlite3_open_v2 (link, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW,
                                    _store_vfs_get_name (TRUE)),
                   ==, SQLITE_CANTOPEN);
  sqlite3_close (db);
}

/* Children get neither the file nor its locks. */
static void
test_closed_on_exec (Pair *pair, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *entry = g_build_filename ("/proc/self/fd", name, NULL);
      g_autofree char *target = g_file_read_link (entry, NULL);

      if (g_strcmp0 (target, pair->path) != 0)
        continue;
      g_assert_cmpint (fcntl (atoi (name), F_GETFD) & FD_CLOEXEC, !=, 0);
      n++;
    }
  g_assert_cmpuint (n, ==, 4); /* two a seat */
}

static void
copy (const char *from, const char *to)
{
  g_autofree char *content = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (from, &content, &size, NULL));
  g_assert_true (g_file_set_contents (to, content, (gssize) size, NULL));
}

/* A seat died half way: what it wrote is copied away under its hands, as a dead one leaves it. */
static void
test_hot_journal (Pair *pair, gconstpointer data)
{
  g_autofree char *journal = g_strconcat (pair->path, "-journal", NULL);
  g_autofree char *dead = g_build_filename (pair->folder, "dead", NULL);
  g_autofree char *dead_journal = g_strconcat (dead, "-journal", NULL);
  g_autofree char *n = NULL;
  sqlite3 *db;

  run (pair->one, "PRAGMA cache_size = 1; PRAGMA cache_spill = 1; CREATE TABLE big (b BLOB)");
  run (pair->one, "BEGIN; UPDATE t SET n = 7; INSERT INTO big SELECT zeroblob (50000) FROM t;"
                  "DELETE FROM t");
  sqlite3_db_cacheflush (pair->one);
  copy (pair->path, dead);
  copy (journal, dead_journal);
  run (pair->one, "ROLLBACK");
  g_assert_cmpint (_store_vfs_fresh_size (dead_journal), >, 0);

  db = open_for_writing (dead);
  run (db, "PRAGMA journal_mode = TRUNCATE");
  run (db, "SELECT * FROM t");
  sqlite3_close (db);
  g_assert_cmpint (_store_vfs_fresh_size (dead_journal), <=, 0);
  n = store_fixture_ask (dead, "SELECT group_concat (n) FROM t");
  g_assert_cmpstr (n, ==, "0");
}

static int
ask_access (const char *path, int *answer)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find (_store_vfs_get_name (TRUE));

  *answer = -1;
  return vfs->xAccess (vfs, path, SQLITE_ACCESS_EXISTS, answer);
}

/* Whether there is a journal: yes, no, or nobody knows, which is not no. */
static void
test_is_there (Pair *pair, gconstpointer data)
{
  g_autofree char *loop = g_build_filename (pair->folder, "loop", NULL);
  g_autofree char *behind = g_build_filename (loop, "base-journal", NULL);
  g_autofree char *below = g_build_filename (pair->path, "base-journal", NULL);
  g_autofree char *long_name = g_strnfill (300, 'n');
  g_autofree char *too_long = g_build_filename (pair->folder, long_name, NULL);
  g_autofree char *none = g_build_filename (pair->folder, "none", NULL);
  const char *const absent[] = { none, below, too_long };
  int answer;

  g_assert_cmpint (ask_access (pair->path, &answer), ==, SQLITE_OK);
  g_assert_cmpint (answer, ==, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
    {
      g_assert_cmpint (ask_access (absent[i], &answer), ==, SQLITE_OK);
      g_assert_cmpint (answer, ==, FALSE);
    }
  g_assert_cmpint (symlink ("loop", loop), ==, 0);
  g_assert_cmpint (ask_access (behind, &answer), ==, SQLITE_IOERR_ACCESS);
}

static gboolean
has_moved (sqlite3 *db)
{
  int moved = -1;

  g_assert_cmpint (sqlite3_file_control (db, "main", SQLITE_FCNTL_HAS_MOVED, &moved), ==,
                   SQLITE_OK);
  return moved;
}

/* Nothing is written into a file that nobody will find any more. */
static void
test_moved (Pair *pair, gconstpointer data)
{
  g_autofree char *away = g_build_filename (pair->folder, "away", NULL);

  g_assert_false (has_moved (pair->one));
  g_assert_cmpint (g_rename (pair->path, away), ==, 0);
  g_assert_true (has_moved (pair->one));
  g_assert_cmpint (sqlite3_exec (pair->one, "DELETE FROM t", NULL, NULL, NULL), ==,
                   SQLITE_READONLY_DBMOVED);
  copy (away, pair->path);
  g_assert_true (has_moved (pair->one));
  g_assert_cmpint (sqlite3_exec (pair->one, "DELETE FROM t", NULL, NULL, NULL), ==,
                   SQLITE_READONLY_DBMOVED);
  g_assert_cmpint (g_rename (away, pair->path), ==, 0);
  g_assert_false (has_moved (pair->one));
  run (pair->one, "DELETE FROM t");
}

/* A server that numbers its files anew each time: a second name of the file is the file. */
static void
test_number_changes (Pair *pair, gconstpointer data)
{
  g_autofree char *other = g_build_filename (pair->folder, "other", NULL);
  int fd = open (pair->path, O_RDWR | O_CLOEXEC);

  g_assert_false (_store_vfs_is_elsewhere (fd, pair->path));
  copy (pair->path, other);
  g_assert_true (_store_vfs_is_elsewhere (fd, other));
  g_assert_true (_store_vfs_is_elsewhere (fd, "/no/such/file"));
  close (fd);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/vfs/readers-and-writer", test_readers_and_writer);
  g_test_add_func ("/store/vfs/giving-up", test_giving_up);
#define ADD(name, func) \
  g_test_add ("/store/vfs/" name, Pair, NULL, pair_set_up, func, pair_tear_down)
  ADD ("check-reserved", test_check_reserved);
  ADD ("close-keeps-locks", test_close_keeps_locks);
  ADD ("with-stock", test_with_stock);
  ADD ("size", test_size);
  ADD ("no-shared-memory", test_no_shared_memory);
  ADD ("read-only", test_read_only);
  ADD ("link-is-refused", test_link_is_refused);
  ADD ("closed-on-exec", test_closed_on_exec);
  ADD ("hot-journal", test_hot_journal);
  ADD ("is-there", test_is_there);
  ADD ("moved", test_moved);
  ADD ("number-changes", test_number_changes);
  return g_test_run ();
}
