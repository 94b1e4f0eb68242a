/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sqlite3.h>

#include "store-check.h"
#include "store-fixture.h"
#include "store-queue.h"
#include "store-seats.h"
#include "store-vfs-private.h"

/* A disk that fails: a layer under SQLite that lets one call fail, at a moment of our choice. */

typedef enum
{
  FAULT_NONE,
  FAULT_DATABASE_SYNC,     /* before the commit counts */
  FAULT_JOURNAL_TRUNCATED, /* after it does: the journal is empty already */
  FAULT_READ,
  FAULT_GARBAGE, /* a page that is not what was written */
  FAULT_FULL
} Fault;

static Fault fault = FAULT_NONE;
static gboolean lasting = FALSE; /* fails for ever, not once */
static guint n_faults = 0;

typedef struct
{
  sqlite3_file base;
  gboolean is_journal;
  sqlite3_file *real; /* behind this struct */
} File;

static sqlite3_vfs *real_vfs;
static sqlite3_vfs fault_vfs;

static gboolean
strikes (Fault which)
{
  if (fault != which)
    return FALSE;
  n_faults++;
  if (!lasting)
    fault = FAULT_NONE;
  return TRUE;
}

#define REAL(file) (((File *) (file))->real)

static int
fault_close (sqlite3_file *file)
{
  return REAL (file)->pMethods->xClose (REAL (file));
}

static int
fault_read (sqlite3_file *file, void *buffer, int n, sqlite3_int64 offset)
{
  if (!((File *) file)->is_journal && strikes (FAULT_READ))
    return SQLITE_IOERR_READ;
  if (!((File *) file)->is_journal && offset > 0 && n >= 512 && strikes (FAULT_GARBAGE))
    {
      memset (buffer, 0, (gsize) n);
      return SQLITE_OK;
    }
  return REAL (file)->pMethods->xRead (REAL (file), buffer, n, offset);
}

static int
fault_write (sqlite3_file *file, const void *buffer, int n, sqlite3_int64 offset)
{
  if (!((File *) file)->is_journal && strikes (FAULT_FULL))
    return SQLITE_FULL;
  return REAL (file)->pMethods->xWrite (REAL (file), buffer, n, offset);
}

static int
fault_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  return REAL (file)->pMethods->xTruncate (REAL (file), size);
}

static int
fault_sync (sqlite3_file *file, int flags)
{
  sqlite3_int64 size = 0;

  REAL (file)->pMethods->xFileSize (REAL (file), &size);
  if (!((File *) file)->is_journal && strikes (FAULT_DATABASE_SYNC))
    return SQLITE_IOERR_FSYNC;
  if (((File *) file)->is_journal && size == 0 && strikes (FAULT_JOURNAL_TRUNCATED))
    return SQLITE_IOERR_FSYNC;
  return REAL (file)->pMethods->xSync (REAL (file), flags);
}

static int
fault_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return REAL (file)->pMethods->xFileSize (REAL (file), size);
}

static int
fault_lock (sqlite3_file *file, int level)
{
  return REAL (file)->pMethods->xLock (REAL (file), level);
}

static int
fault_unlock (sqlite3_file *file, int level)
{
  return REAL (file)->pMethods->xUnlock (REAL (file), level);
}

static int
fault_check (sqlite3_file *file, int *reserved)
{
  return REAL (file)->pMethods->xCheckReservedLock (REAL (file), reserved);
}

static int
fault_control (sqlite3_file *file, int op, void *data)
{
  return REAL (file)->pMethods->xFileControl (REAL (file), op, data);
}

static int
fault_sector (sqlite3_file *file)
{
  return REAL (file)->pMethods->xSectorSize (REAL (file));
}

static int
fault_device (sqlite3_file *file)
{
  return REAL (file)->pMethods->xDeviceCharacteristics (REAL (file));
}

static const sqlite3_io_methods methods = {
  1,          fault_close,  fault_read,  fault_write,   fault_truncate, fault_sync,   fault_size,
  fault_lock, fault_unlock, fault_check, fault_control, fault_sector,   fault_device,
};

static int
fault_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  File *self = (File *) file;
  int code;

  self->real = (sqlite3_file *) (self + 1);
  self->is_journal = (flags & SQLITE_OPEN_MAIN_JOURNAL) != 0;
  code = real_vfs->xOpen (real_vfs, name, self->real, flags, out_flags);
  file->pMethods = self->real->pMethods != NULL ? &methods : NULL;
  return code;
}

static void
install_faults (void)
{
  real_vfs = sqlite3_vfs_find (_store_vfs_is_forced () ? "unix-none" : NULL);
  fault_vfs = *real_vfs;
  fault_vfs.zName = "faults";
  fault_vfs.szOsFile = (int) sizeof (File) + real_vfs->szOsFile;
  fault_vfs.xOpen = fault_open;
  sqlite3_vfs_register (&fault_vfs, !_store_vfs_is_forced ());
  if (_store_vfs_is_forced ())
    _store_vfs_set_inner ("faults");
}

static void
strike (Fault which, gboolean for_ever)
{
  fault = which;
  lasting = for_ever;
  n_faults = 0;
}

typedef struct
{
  ModelRecord *record;
  StoreOperation *operation;
  guint runs;
} Plan;

static gboolean
save_func (StoreConnection *connection, gpointer data, GError **error)
{
  Plan *plan = data;

  plan->runs++;
  return store_save (connection, plan->record, plan->operation, NULL, error);
}

static void
assert_saved_once (StoreFixture *fixture, Plan *plan)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (ModelRecord) loaded = NULL;
  g_autofree char *count = NULL;
  g_autoptr (GError) error = NULL;

  strike (FAULT_NONE, FALSE);
  lines = store_history_of_operation (fixture->connection, plan->operation->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lines->len, ==, 1);
  count = store_fixture_ask_here (fixture->connection, "SELECT COUNT (*) FROM student");
  g_assert_cmpstr (count, ==, "1");
  loaded = store_load (fixture->connection, MODEL_ENTITY_STUDENT,
                       model_record_get_id (plan->record), &error);
  g_assert_no_error (error);
  g_assert_cmpint (model_record_get_version (loaded), ==, model_record_get_version (plan->record));
  g_assert_false (model_record_is_changed (plan->record));
  problems = store_check (fixture->connection, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
check_unknown_outcome (StoreFixture *fixture, Fault which, guint runs)
{
  g_autoptr (ModelRecord) record =
      store_fixture_make (fixture->connection, MODEL_ENTITY_STUDENT, FALSE);
  g_autoptr (StoreOperation) op = store_operation_new ("A", "student.add");
  Plan plan = { record, op, 0 };
  g_autoptr (GError) error = NULL;

  strike (which, FALSE);
  g_assert_true (store_connection_transaction (fixture->connection, save_func, &plan, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_faults, ==, 1);
  g_assert_cmpuint (plan.runs, ==, runs);
  assert_saved_once (fixture, &plan);
}

/* COMMIT fails before it counts: the line is not there, so that it is done again. */
static void
test_commit_lost (StoreFixture *fixture, gconstpointer data)
{
  check_unknown_outcome (fixture, FAULT_DATABASE_SYNC, 2);
}

/* COMMIT fails after it counts: the line is there, so that nothing is done twice. */
static void
test_commit_kept (StoreFixture *fixture, gconstpointer data)
{
  check_unknown_outcome (fixture, FAULT_JOURNAL_TRUNCATED, 1);
}

static void
test_read_fails_in_transaction (StoreFixture *fixture, gconstpointer data)
{
  check_unknown_outcome (fixture, FAULT_READ, 1);
}

static gboolean
raw_func (StoreConnection *connection, gpointer data, GError **error)
{
  guint *runs = data;

  (*runs)++;
  return store_connection_execute (connection, "INSERT INTO setting (name) VALUES ('x')", error);
}

/* Nothing tells whether it went through: it is not run again, and the caller is told. */
static void
test_commit_without_history (StoreFixture *fixture, gconstpointer data)
{
  guint runs = 0;
  g_autofree char *count = NULL;
  g_autoptr (GError) error = NULL;

  strike (FAULT_JOURNAL_TRUNCATED, FALSE);
  g_assert_false (store_connection_transaction (fixture->connection, raw_func, &runs, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CONNECTION);
  g_assert_cmpuint (runs, ==, 1);
  count = store_fixture_ask_here (fixture->connection, "SELECT COUNT (*) FROM setting");
  g_assert_cmpstr (count, ==, "1");
}

/* The disk stays bad: the error comes out, records are as before; then it is good again. */
static void
test_lasting (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) record =
      store_fixture_make (fixture->connection, MODEL_ENTITY_STUDENT, FALSE);
  g_autoptr (StoreOperation) op = store_operation_new ("A", "student.add");
  Plan plan = { record, op, 0 };
  g_autoptr (GError) error = NULL;

  strike (FAULT_DATABASE_SYNC, TRUE);
  g_test_expect_message ("store", G_LOG_LEVEL_WARNING, "*could not be opened again*");
  g_assert_false (store_connection_transaction (fixture->connection, save_func, &plan, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CONNECTION);
  g_assert_cmpint (model_record_get_id (record), ==, 0);
  g_assert_cmpint (model_record_get_version (record), ==, 0);
  g_assert_true (model_record_is_changed (record));
  g_clear_error (&error);

  strike (FAULT_NONE, FALSE);
  g_assert_true (store_connection_transaction (fixture->connection, save_func, &plan, &error));
  g_assert_no_error (error);
  assert_saved_once (fixture, &plan);
}

static void
test_disk_full (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) record =
      store_fixture_make (fixture->connection, MODEL_ENTITY_STUDENT, FALSE);
  g_autoptr (StoreOperation) op = store_operation_new ("A", "student.add");
  Plan plan = { record, op, 0 };
  g_autoptr (GError) error = NULL;

  strike (FAULT_FULL, FALSE);
  g_assert_false (store_connection_transaction (fixture->connection, save_func, &plan, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CONNECTION);
  g_assert_nonnull (strstr (error->message, "disk is full"));
  g_assert_cmpuint (plan.runs, ==, 1);
  g_assert_cmpint (model_record_get_id (record), ==, 0);
  g_clear_error (&error);
  g_assert_true (store_connection_transaction (fixture->connection, save_func, &plan, &error));
  assert_saved_once (fixture, &plan);
}

/* A read that fails: the next call opens again by itself. */
static void
test_read_fails (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_add (fixture->connection, MODEL_ENTITY_STUDENT, NULL);
  strike (FAULT_READ, FALSE);
  g_assert_null (store_load_all (fixture->connection, MODEL_ENTITY_STUDENT, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CONNECTION);
  g_assert_cmpuint (n_faults, ==, 1);
  g_clear_error (&error);
  records = store_load_all (fixture->connection, MODEL_ENTITY_STUDENT, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 1);
}

static gpointer
count_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  guint *runs = data;
  g_autoptr (GPtrArray) records = NULL;

  (*runs)++;
  records = store_load_all (connection, MODEL_ENTITY_STUDENT, error);
  return records != NULL ? GUINT_TO_POINTER (records->len) : NULL;
}

/* More than a page of them, which nobody has read yet. */
static StoreQueue *
open_many (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  StoreQueue *queue;

  for (guint i = 0; i < 100; i++)
    store_fixture_add (fixture->connection, MODEL_ENTITY_STUDENT, NULL);
  g_clear_object (&fixture->connection);
  queue = store_queue_new (fixture->path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  return queue;
}

static void
close_queue (StoreQueue *queue)
{
  store_queue_close (queue);
  store_queue_join (queue);
  g_object_unref (queue);
}

/* On a share a page that is older than the file's size looks like damage, for a moment: what reads
 * is done again before anybody is told. On a disk of this computer it is damage. */
static void
test_garbage_once (StoreFixture *fixture, gconstpointer data)
{
  StoreQueue *queue = open_many (fixture);
  guint runs = 0;
  guint n;
  g_autoptr (GError) error = NULL;

  strike (FAULT_GARBAGE, FALSE);
  n = GPOINTER_TO_UINT (store_queue_run (queue, count_func, &runs, NULL, &error));
  g_assert_cmpuint (n_faults, ==, 1);
  if (_store_vfs_is_forced ())
    {
      g_assert_no_error (error);
      g_assert_cmpuint (n, ==, 100);
      g_assert_cmpuint (runs, ==, 2);
    }
  else
    {
      g_assert_error (error, STORE_ERROR, STORE_ERROR_CORRUPT);
      g_assert_cmpuint (runs, ==, 1);
    }
  g_assert_false (store_queue_is_read_only (queue));
  close_queue (queue);
}

/* Seen twice it is damage: from then on it is only read. */
static void
test_garbage_lasting (StoreFixture *fixture, gconstpointer data)
{
  StoreQueue *queue = open_many (fixture);
  guint runs = 0;
  g_autoptr (GError) error = NULL;

  strike (FAULT_GARBAGE, TRUE);
  store_queue_run (queue, count_func, &runs, NULL, &error);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CORRUPT);
  g_clear_error (&error);
  if (_store_vfs_is_forced ())
    {
      g_assert_true (store_queue_is_read_only (queue));
      g_assert_nonnull (strstr (store_queue_get_read_only_reason (queue), "damaged"));
    }
  strike (FAULT_NONE, FALSE);
  /* What can be read is. */
  g_assert_cmpuint (GPOINTER_TO_UINT (store_queue_run (queue, count_func, &runs, NULL, &error)), ==,
                    100);
  g_assert_no_error (error);
  close_queue (queue);
}

/* In a transaction likewise: it is done once more after the look, or not at all. */
static void
test_garbage_in_transaction (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) connection = NULL;
  g_autoptr (ModelRecord) record = NULL;
  g_autoptr (StoreOperation) op = store_operation_new ("A", "student.add");
  g_autoptr (GError) error = NULL;
  g_autofree char *count = NULL;
  Plan plan = { NULL, op, 0 };

  close_queue (open_many (fixture));
  connection = store_connection_open (fixture->path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  plan.record = record = store_fixture_make (connection, MODEL_ENTITY_STUDENT, FALSE);
  strike (FAULT_GARBAGE, FALSE);
  g_assert_true (store_connection_transaction (connection, save_func, &plan, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_faults, ==, 1);
  strike (FAULT_NONE, FALSE);
  count = store_fixture_ask_here (connection, "SELECT COUNT (*) FROM student");
  g_assert_cmpstr (count, ==, "101");
}

int
main (int argc, char *argv[])
{
  store_fixture_init (&argc, &argv);
  install_faults ();
  store_fixture_add_test ("/store/fault/commit-lost", test_commit_lost);
  store_fixture_add_test ("/store/fault/commit-kept", test_commit_kept);
  store_fixture_add_test ("/store/fault/commit-without-history", test_commit_without_history);
  store_fixture_add_test ("/store/fault/lasting", test_lasting);
  store_fixture_add_test ("/store/fault/disk-full", test_disk_full);
  store_fixture_add_test ("/store/fault/read-fails", test_read_fails);
  store_fixture_add_test ("/store/fault/read-fails-in-transaction", test_read_fails_in_transaction);
  store_fixture_add_test ("/store/fault/garbage-once", test_garbage_once);
  store_fixture_add_test ("/store/fault/garbage-lasting", test_garbage_lasting);
  store_fixture_add_test ("/store/fault/garbage-in-transaction", test_garbage_in_transaction);
  return g_test_run ();
}
