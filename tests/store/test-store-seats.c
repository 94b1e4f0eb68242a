/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "store-connection-private.h"
#include "store-fixture.h"
#include "store-seats-private.h"
#include "store-vfs-private.h"

/* Who is at a shared database. Other seats are played: what they write, and whether they hold their
 * byte. Nothing here waits for a time, only for what is to be seen. */

#define FAST      5
#define NEVER     (1000 * 1000)
#define HOME_SLOT 7

/* A server that takes its time: what is to be on its disk waits at the gate. */
static struct
{
  GMutex mutex;
  GCond changed;
  gboolean is_shut;
  guint n_waiting;
} gate;

/* Stands before the C library's: everybody's, and the disk's, but for the gate. */
int
fdatasync (int fd)
{
  g_mutex_lock (&gate.mutex);
  gate.n_waiting++;
  g_cond_broadcast (&gate.changed);
  while (gate.is_shut)
    g_cond_wait (&gate.changed, &gate.mutex);
  gate.n_waiting--;
  g_mutex_unlock (&gate.mutex);
  return (int) syscall (SYS_fdatasync, fd);
}

static void
gate_set_shut (gboolean is_shut)
{
  g_mutex_lock (&gate.mutex);
  gate.is_shut = is_shut;
  g_cond_broadcast (&gate.changed);
  while (is_shut && gate.n_waiting == 0)
    g_cond_wait (&gate.changed, &gate.mutex);
  g_mutex_unlock (&gate.mutex);
}

typedef struct
{
  char *path; /* of the list */
  int fd;
  guint slot;
  StoreSeatRecord *record;
  GThread *thread;
  gint stop; /* (atomic) */
} Played;

static void
played_write (Played *seat)
{
  char bytes[STORE_SEATS_SIZE];

  _store_seat_record_write (seat->record, bytes);
  g_assert_cmpint (pwrite (seat->fd, bytes, sizeof bytes, (off_t) seat->slot * STORE_SEATS_SIZE),
                   ==, sizeof bytes);
}

/* At @slot, or where nobody else is. */
static Played *
played_new (const char *base, guint slot, const char *name, gboolean holds)
{
  Played *seat = g_new0 (Played, 1);

  seat->path = g_strconcat (base, STORE_SEATS_SUFFIX, NULL);
  seat->fd = open (seat->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  seat->slot = slot;
  seat->record = _store_seat_record_new ();
  g_strlcpy (seat->record->boot, "another computer", sizeof seat->record->boot);
  g_free (seat->record->name);
  seat->record->name = g_strdup (name);
  g_assert_cmpint (seat->fd, >=, 0);
  while (!_store_vfs_lock (seat->fd, F_WRLCK, STORE_SEATS_LOCKS + seat->slot, 1))
    seat->slot = (seat->slot + 1) % STORE_SEATS_N;
  played_write (seat);
  if (!holds)
    _store_vfs_lock (seat->fd, F_UNLCK, STORE_SEATS_LOCKS + seat->slot, 1);
  return seat;
}

static gpointer
beat_thread (gpointer data)
{
  Played *seat = data;

  while (!g_atomic_int_get (&seat->stop))
    {
      seat->record->beat++;
      played_write (seat);
      g_thread_yield ();
    }
  return NULL;
}

static void
played_start (Played *seat)
{
  seat->thread = g_thread_new ("played", beat_thread, seat);
}

static void
played_free (Played *seat)
{
  g_atomic_int_set (&seat->stop, TRUE);
  if (seat->thread != NULL)
    g_thread_join (seat->thread);
  close (seat->fd);
  _store_seat_record_free (seat->record);
  g_free (seat->path);
  g_free (seat);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Played, played_free)

static char *
make_base (const char *folder)
{
  char *path = g_build_filename (folder, "base", NULL);

  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  return path;
}

static StoreSeats *
join (const char *path)
{
  char *refusal = NULL;
  StoreSeats *seats = _store_seats_join (path, &refusal);

  g_assert_cmpstr (refusal, ==, NULL);
  g_assert_nonnull (seats);
  return seats;
}

/* What is said of a seat, NULL when it is not there. */
static const char *
state_of (StoreSeats *seats, const char *name)
{
  g_autoptr (GPtrArray) list = _store_seats_list (seats);

  for (guint i = 0; i < list->len; i++)
    {
      StoreSeat *seat = g_ptr_array_index (list, i);

      if (g_strcmp0 (seat->name, name) == 0 && !seat->is_mine)
        return seat->is_stuck ? "stuck" : seat->is_alive ? "alive" : "dead";
    }
  return NULL;
}

static void
wait_for_state (StoreSeats *seats, const char *name, const char *state)
{
  while (g_strcmp0 (state_of (seats, name), state) != 0)
    g_thread_yield ();
}

static void
test_record (void)
{
  g_autoptr (StoreSeatRecord) record = _store_seat_record_new ();
  g_autoptr (StoreSeatRecord) again = NULL;
  char bytes[STORE_SEATS_SIZE];

  record->beat = G_MAXUINT64;
  record->is_saving = TRUE;
  _store_seat_record_write (record, bytes);
  again = _store_seat_record_parse (bytes, sizeof bytes);
  g_assert_nonnull (again);
  g_assert_cmpstr (again->id, ==, record->id);
  g_assert_cmpstr (again->boot, ==, record->boot);
  g_assert_cmpuint (again->beat, ==, record->beat);
  g_assert_cmpint (again->since, ==, record->since);
  g_assert_true (again->is_saving);
  g_assert_cmpstr (again->name, ==, record->name);
  g_assert_cmpstr (again->user, ==, record->user);
  g_assert_cmpstr (again->program, ==, PARAPHE_VERSION);
}

/* Half a record, and one with any byte changed, is none. */
static void
test_broken_records (void)
{
  g_autoptr (StoreSeatRecord) record = _store_seat_record_new ();
  char bytes[STORE_SEATS_SIZE];
  gsize length;

  _store_seat_record_write (record, bytes);
  length = strlen (bytes);
  for (gsize i = 0; i < length; i++)
    {
      char kept = bytes[i];

      g_assert_null (_store_seat_record_parse (bytes, i));
      for (guint value = 0; value < 256; value++)
        if ((char) value != kept)
          {
            bytes[i] = (char) value;
            g_assert_null (_store_seat_record_parse (bytes, sizeof bytes));
          }
      bytes[i] = kept;
    }
  g_assert_null (_store_seat_record_parse ("", 0));
}

static void
test_long_names (void)
{
  g_autoptr (StoreSeatRecord) record = _store_seat_record_new ();
  g_autoptr (StoreSeatRecord) again = NULL;
  char bytes[STORE_SEATS_SIZE];

  g_free (record->name);
  record->name = g_strnfill (72, 'n');
  g_free (record->user);
  record->user = g_strdup ("éééééééééééééééééééééééééééééééééééé");
  _store_seat_record_write (record, bytes);
  again = _store_seat_record_parse (bytes, sizeof bytes);
  g_assert_nonnull (again);
  g_assert_cmpstr (again->name, ==, record->name);
  g_assert_cmpstr (again->user, ==, record->user);
}

typedef struct
{
  char *folder;
  char *path;
} Base;

static void
base_set_up (Base *base, gconstpointer data)
{
  base->folder = store_fixture_make_folder ();
  base->path = make_base (base->folder);
  _store_seats_set_times (FAST, NEVER, NEVER);
}

static void
base_tear_down (Base *base, gconstpointer data)
{
  store_fixture_remove_folder (base->folder);
  g_free (base->folder);
  g_free (base->path);
}

static void
test_coming_and_going (Base *base, gconstpointer data)
{
  StoreSeats *one = join (base->path);
  StoreSeats *two = join (base->path);
  g_autoptr (GPtrArray) list = _store_seats_list (two);
  StoreSeat *mine = g_ptr_array_index (list, 0);
  StoreSeat *other = g_ptr_array_index (list, 1);

  g_assert_cmpuint (list->len, ==, 2);
  g_assert_true (mine->is_mine && mine->is_alive);
  g_assert_true (!other->is_mine && other->is_alive && !other->is_stuck);
  g_assert_cmpstr (mine->name, ==, g_get_host_name ());
  wait_for_state (one, g_get_host_name (), "alive");
  _store_seats_leave (two);
  wait_for_state (one, g_get_host_name (), NULL);
  _store_seats_leave (one);
  list = (g_ptr_array_unref (list), _store_seats_look (base->path));
  g_assert_cmpuint (list->len, ==, 0);
}

/* The server does not answer any more: whoever leaves does not wait for it. */
static void
test_leaving_the_dead (Base *base, gconstpointer data)
{
  StoreSeats *seats = join (base->path);
  guint n = 1;

  gate_set_shut (TRUE);
  _store_seats_set_leave_time (FAST);
  _store_seats_leave (seats); /* would wait for ever */
  _store_seats_set_leave_time (STORE_SEATS_LEAVE_MS);
  gate_set_shut (FALSE);
  /* It answers again: what was begun comes to its end. */
  while (n > 0)
    {
      g_autoptr (GPtrArray) seen = _store_seats_look (base->path);

      n = seen->len;
      g_thread_yield ();
    }
}

/* A seat at work whose byte can be taken: nobody may save. */
static void
test_locks_do_not_cross (Base *base, gconstpointer data)
{
  g_autoptr (Played) other = played_new (base->path, HOME_SLOT, "pc-secretariat", FALSE);
  g_autofree char *refusal = NULL;

  played_start (other);
  g_assert_null (_store_seats_join (base->path, &refusal));
  g_assert_nonnull (strstr (refusal, "pc-secretariat"));
  g_assert_nonnull (strstr (refusal, "nobrl"));
}

/* It comes later: who is there sees it, too. */
static void
test_newcomer_without_locks (Base *base, gconstpointer data)
{
  StoreSeats *seats = join (base->path);
  g_autoptr (Played) other = played_new (base->path, HOME_SLOT, "pc-cdi", FALSE);
  g_autofree char *refusal = NULL;

  played_start (other);
  while ((refusal = _store_seats_get_refusal (seats)) == NULL)
    g_thread_yield ();
  g_assert_nonnull (strstr (refusal, "pc-cdi"));
  _store_seats_leave (seats);
}

/* It does not move: it died, and is waited for once. */
static void
test_dead (Base *base, gconstpointer data)
{
  g_autoptr (Played) other G_GNUC_UNUSED = played_new (base->path, HOME_SLOT, "pc-mort", FALSE);
  g_autoptr (GPtrArray) before = _store_seats_look (base->path);
  StoreSeats *seats;

  g_assert_cmpuint (before->len, ==, 1);
  g_assert_false (((StoreSeat *) g_ptr_array_index (before, 0))->is_alive);
  _store_seats_set_times (FAST, 50, NEVER);
  seats = join (base->path);
  _store_seats_set_times (FAST, NEVER, NEVER);
  wait_for_state (seats, "pc-mort", NULL);
  _store_seats_leave (seats);
  seats = join (base->path); /* would wait for ever */
  _store_seats_leave (seats);
}

/* What this computer left behind since it was started is dead without waiting. */
static void
test_dead_here (Base *base, gconstpointer data)
{
  g_autoptr (Played) other = played_new (base->path, HOME_SLOT, "pc-moi", FALSE);
  g_autoptr (StoreSeatRecord) mine = _store_seat_record_new ();
  StoreSeats *seats;

  g_strlcpy (other->record->boot, mine->boot, sizeof other->record->boot);
  played_write (other);
  seats = join (base->path);
  wait_for_state (seats, "pc-moi", NULL);
  _store_seats_leave (seats);
}

static void
test_stuck (Base *base, gconstpointer data)
{
  g_autoptr (Played) other G_GNUC_UNUSED = played_new (base->path, HOME_SLOT, "pc-endormi", TRUE);
  StoreSeats *seats = join (base->path);
  g_autofree char *saving = NULL;
  g_autofree char *stuck = NULL;

  saving = _store_seats_explain_busy (seats, "base");
  g_assert_nonnull (strstr (saving, "pc-endormi"));
  g_assert_nonnull (strstr (saving, "is saving"));
  _store_seats_set_times (FAST, NEVER, 1);
  wait_for_state (seats, "pc-endormi", "stuck");
  stuck = _store_seats_explain_busy (seats, "base");
  g_assert_nonnull (strstr (stuck, "pc-endormi"));
  g_assert_nonnull (strstr (stuck, "session on the server"));
  _store_seats_leave (seats);
}

/* Of several, the one that says so. */
static void
test_who_saves (Base *base, gconstpointer data)
{
  g_autoptr (Played) one G_GNUC_UNUSED = played_new (base->path, HOME_SLOT, "pc-un", TRUE);
  g_autoptr (Played) two = played_new (base->path, HOME_SLOT + 1, "pc-deux", TRUE);
  StoreSeats *seats = join (base->path);
  char *text;

  g_assert_null (_store_seats_explain_busy (seats, "base"));
  two->record->is_saving = TRUE;
  two->record->beat++;
  played_write (two);
  while ((text = _store_seats_explain_busy (seats, "base")) == NULL)
    g_thread_yield ();
  g_assert_nonnull (strstr (text, "pc-deux"));
  g_free (text);
  _store_seats_leave (seats);
}

/* Whatever lies there, and however short it is. */
static void
test_garbage (Base *base, gconstpointer data)
{
  g_autofree char *list = g_strconcat (base->path, STORE_SEATS_SUFFIX, NULL);
  static const gsize sizes[] = { 0, 1, 100, STORE_SEATS_SIZE, 5000, 200000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *bytes = g_malloc (sizes[i] + 1);
      StoreSeats *seats;

      for (gsize n = 0; n < sizes[i]; n++)
        bytes[n] = (char) g_test_rand_int_range (0, 256);
      g_assert_true (g_file_set_contents (list, bytes, (gssize) sizes[i], NULL));
      seats = join (base->path);
      _store_seats_leave (seats);
    }
}

/* Somebody has copied a record into other places: one seat, and nobody trips over it. */
static void
test_copied_record (Base *base, gconstpointer data)
{
  g_autoptr (Played) two = played_new (base->path, 1, "pc-deux", TRUE);
  StoreSeats *seats;
  g_autoptr (GPtrArray) list = NULL;

  for (guint slot = 2; slot < STORE_SEATS_N; slot++)
    {
      two->slot = slot;
      played_write (two);
    }
  two->slot = 1;
  seats = join (base->path);
  list = _store_seats_list (seats);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (state_of (seats, "pc-deux"), ==, "alive");
  _store_seats_leave (seats);
}

/* The list cannot be written: the sentence says which file. */
static void
test_no_list (Base *base, gconstpointer data)
{
  g_autofree char *list = g_strconcat (base->path, STORE_SEATS_SUFFIX, NULL);
  g_autofree char *refusal = NULL;

  g_assert_cmpint (g_mkdir (list, 0700), ==, 0);
  g_assert_null (_store_seats_join (base->path, &refusal));
  g_assert_nonnull (strstr (refusal, "base.seats"));
}

/* Somebody empties the list under our hands: this seat says again that it is there. */
static void
test_list_emptied (Base *base, gconstpointer data)
{
  g_autofree char *list = g_strconcat (base->path, STORE_SEATS_SUFFIX, NULL);
  StoreSeats *seats = join (base->path);

  for (guint round = 0; round < 3; round++)
    {
      guint n = 0;

      g_assert_cmpint (truncate (list, 0), ==, 0);
      while (n == 0)
        {
          g_autoptr (GPtrArray) seen = _store_seats_look (base->path);

          n = seen->len;
          g_thread_yield ();
        }
    }
  _store_seats_leave (seats);
}

static gboolean
add_setting (StoreConnection *connection, gpointer data, GError **error)
{
  return store_connection_execute (connection, "INSERT INTO setting (name) VALUES ('x')", error);
}

static void
assert_refused (StoreConnection *connection, int code, const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (store_connection_transaction (connection, add_setting, NULL, &error));
  g_assert_error (error, STORE_ERROR, code);
  if (strstr (error->message, says) == NULL)
    g_error ("%s", error->message);
}

/* A database of this computer alone has no seats, and is not slow. */
static void
test_local (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) seats = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (store_connection_is_shared (fixture->connection));
  g_assert_cmpfloat (store_connection_get_latency (fixture->connection), ==, 0);
  g_assert_null (store_connection_get_warning (fixture->connection));
  g_assert_true (store_connection_check_place (fixture->connection, &error));
  seats = store_connection_get_seats (fixture->connection, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (seats->len, ==, 0);
}

static void
shared_set_up (StoreFixture *fixture, gconstpointer data)
{
  _store_seats_set_times (FAST, NEVER, NEVER);
  _store_vfs_force (TRUE);
  store_fixture_set_up (fixture, data);
  /* One that was made just now is nobody's yet. */
  g_clear_object (&fixture->connection);
  fixture->connection = store_connection_open (fixture->path, STORE_OPEN_WRITE, NULL);
  g_assert_nonnull (fixture->connection);
}

static void
shared_tear_down (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_tear_down (fixture, data);
  _store_vfs_force (FALSE);
}

static void
test_connection_lists (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (Played) other G_GNUC_UNUSED = played_new (fixture->path, HOME_SLOT, "pc-b", TRUE);
  g_autoptr (StoreConnection) reader = store_connection_open (fixture->path, STORE_OPEN_READ, NULL);
  g_autoptr (GPtrArray) list = store_connection_get_seats (reader, NULL);

  /* Who only reads is no seat. */
  g_assert_cmpuint (list->len, ==, 2);
  for (guint i = 0; i < list->len; i++)
    g_assert_true (((StoreSeat *) g_ptr_array_index (list, i))->is_alive);
}

static void
test_connection_refused (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (Played) other = NULL;
  g_autoptr (StoreConnection) connection = NULL;
  g_autofree char *n = NULL;

  g_clear_object (&fixture->connection);
  other = played_new (fixture->path, HOME_SLOT, "pc-nobrl", FALSE);
  played_start (other);
  connection = store_connection_open (fixture->path, STORE_OPEN_WRITE, NULL);
  g_assert_nonnull (connection);
  g_assert_true (store_connection_is_read_only (connection));
  g_assert_nonnull (strstr (store_connection_get_read_only_reason (connection), "pc-nobrl"));
  n = store_fixture_ask_here (connection, "SELECT COUNT (*) FROM student");
  g_assert_cmpstr (n, ==, "0");
  g_assert_false (store_connection_execute (connection, "DELETE FROM student", NULL));
}

static void
test_connection_refused_later (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (Played) other = played_new (fixture->path, HOME_SLOT, "pc-tard", FALSE);
  g_autoptr (GError) error = NULL;

  played_start (other);
  while (store_connection_check_place (fixture->connection, &error))
    g_thread_yield ();
  g_assert_error (error, STORE_ERROR, STORE_ERROR_READ_ONLY);
  assert_refused (fixture->connection, STORE_ERROR_READ_ONLY, "pc-tard");
  g_assert_true (store_connection_is_read_only (fixture->connection));
}

/* Somebody holds the lock for writing: who it is stands in the sentence. */
static void
test_connection_busy (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (Played) other G_GNUC_UNUSED = played_new (fixture->path, HOME_SLOT, "pc-occupe", TRUE);
  char *known;
  sqlite3 *db = NULL;

  while ((known = _store_seats_explain_busy (fixture->connection->seats, "")) == NULL)
    g_thread_yield ();
  g_free (known);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  _store_connection_set_busy_timeout (fixture->connection, 1);
  assert_refused (fixture->connection, STORE_ERROR_BUSY, "pc-occupe");
  _store_seats_set_times (FAST, NEVER, 1);
  wait_for_state (fixture->connection->seats, "pc-occupe", "stuck");
  assert_refused (fixture->connection, STORE_ERROR_BUSY, "has not answered");
  sqlite3_close (db);
  _store_connection_set_busy_timeout (fixture->connection, 60000);
  g_assert_true (store_connection_transaction (fixture->connection, add_setting, NULL, NULL));
}

/* Moved, removed, replaced: nothing is written any more, neither there nor here. */
static void
check_moved (StoreFixture *fixture)
{
  g_autofree char *away = store_fixture_file (fixture, "away");
  g_autofree char *content = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size;

  g_assert_cmpint (g_rename (fixture->path, away), ==, 0);
  before = store_fixture_ask (away, "SELECT COUNT (*) FROM setting");
  assert_refused (fixture->connection, STORE_ERROR_READ_ONLY, "moved, replaced or removed");
  g_assert_true (g_file_get_contents (away, &content, &size, NULL));
  g_assert_true (g_file_set_contents (fixture->path, content, (gssize) size, NULL));
  assert_refused (fixture->connection, STORE_ERROR_READ_ONLY, "moved, replaced or removed");
  after = store_fixture_ask (away, "SELECT COUNT (*) FROM setting");
  g_assert_cmpstr (before, ==, after);
  /* Put back, it goes on. */
  g_assert_cmpint (g_rename (away, fixture->path), ==, 0);
  g_assert_true (store_connection_transaction (fixture->connection, add_setting, NULL, NULL));
  /* Another file in its place is not opened instead. */
  g_assert_cmpint (g_rename (fixture->path, away), ==, 0);
  g_assert_true (g_file_set_contents (fixture->path, content, (gssize) size, NULL));
  g_assert_false (_store_connection_reopen (fixture->connection, NULL));
  assert_refused (fixture->connection, STORE_ERROR_READ_ONLY, "moved, replaced or removed");
}

static void
test_moved (StoreFixture *fixture, gconstpointer data)
{
  check_moved (fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/seats/record", test_record);
  g_test_add_func ("/store/seats/broken-records", test_broken_records);
  g_test_add_func ("/store/seats/long-names", test_long_names);
#define ADD(name, func) \
  g_test_add ("/store/seats/" name, Base, NULL, base_set_up, func, base_tear_down)
  ADD ("coming-and-going", test_coming_and_going);
  ADD ("leaving-the-dead", test_leaving_the_dead);
  ADD ("locks-do-not-cross", test_locks_do_not_cross);
  ADD ("newcomer-without-locks", test_newcomer_without_locks);
  ADD ("dead", test_dead);
  ADD ("dead-here", test_dead_here);
  ADD ("stuck", test_stuck);
  ADD ("who-saves", test_who_saves);
  ADD ("garbage", test_garbage);
  ADD ("copied-record", test_copied_record);
  ADD ("no-list", test_no_list);
  ADD ("list-emptied", test_list_emptied);
  store_fixture_add_test ("/store/seats/local", test_local);
  store_fixture_add_test ("/store/seats/moved-local", test_moved);
#define ADD_SHARED(name, func) \
  g_test_add ("/store/seats/" name, StoreFixture, NULL, shared_set_up, func, shared_tear_down)
  ADD_SHARED ("connection-lists", test_connection_lists);
  ADD_SHARED ("connection-refused", test_connection_refused);
  ADD_SHARED ("connection-refused-later", test_connection_refused_later);
  ADD_SHARED ("connection-busy", test_connection_busy);
  ADD_SHARED ("moved", test_moved);
  return g_test_run ();
}
