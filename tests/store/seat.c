/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store-check.h"
#include "store-connection-private.h"
#include "store-fixture.h"
#include "store-seats.h"
#include "store-vfs-private.h"

/* One seat of a shared database, driven from outside: by the laboratory of real shares, and by the
 * tests on local files (--share opens those as a share's).
 *
 *   store-seat create PATH                      also in a database that is there
 *   store-seat work PATH SECONDS THINK_MS TAG   one "ACK TAG-n" for each commit, then figures
 *   store-seat verify PATH ACKS                 ACKS: a file of such lines (others are passed
 *                                             over), "-", or how many there must be at least
 *   store-seat seats PATH [SECONDS]             who is there; for so long, each time that changes
 *   store-seat version PATH N                   as a Paraphe of that version would leave it
 *   store-seat open PATH
 *
 * It ends with 0 when all is well, 1 when something is wrong, 2 when the database is refused, 3
 * when it can only be read. */

#define COUNTER "seat.counter"

typedef struct
{
  const char *tag;
  guint n;
  StoreOperation *operation;
} Turn;

/* What is printed is there, whatever becomes of this seat. */
static void say (const char *format, ...) G_GNUC_PRINTF (1, 2);

static void
say (const char *format, ...)
{
  va_list args;

  va_start (args, format);
  vprintf (format, args);
  va_end (args);
  putchar ('\n');
  fflush (stdout);
}

static gboolean
add_row (StoreConnection *connection, Turn *turn, GError **error)
{
  g_autoptr (ModelRecord) row = model_record_new (MODEL_ENTITY_SETTING);
  g_autofree char *name = g_strdup_printf ("seat.%s-%u", turn->tag, turn->n);

  model_record_set_canonical (row, "name", name);
  model_record_set_canonical (row, "value", turn->operation->id);
  return store_save (connection, row, turn->operation, NULL, error);
}

/* Read, added to here, written: an update that another seat does not see is lost, and is missed at
 * the end. */
static gboolean
count_up (StoreConnection *connection, gpointer data, GError **error)
{
  Turn *turn = data;
  g_autoptr (ModelRecord) counter =
      store_find_one (connection, MODEL_ENTITY_SETTING, error, "name", COUNTER, NULL);
  gint64 value;
  g_autofree char *text = NULL;

  if (counter == NULL)
    return FALSE;
  value = g_ascii_strtoll (model_record_get (counter, "value"), NULL, 10);
  text = g_strdup_printf ("%" G_GINT64_FORMAT, value + 1);
  model_record_set_canonical (counter, "value", text);
  return store_save (connection, counter, turn->operation, NULL, error)
         && add_row (connection, turn, error);
}

static int
refuse (GError *error)
{
  say ("REFUSED %s", error->message);
  return 2;
}

static int
create (const char *path)
{
  g_autoptr (GError) error = NULL;
  StoreOpenMode mode =
      g_file_test (path, G_FILE_TEST_EXISTS) ? STORE_OPEN_WRITE : STORE_OPEN_CREATE;
  g_autoptr (StoreConnection) connection = store_connection_open (path, mode, &error);
  g_autoptr (ModelRecord) counter = model_record_new (MODEL_ENTITY_SETTING);
  g_autoptr (StoreOperation) operation = store_operation_new ("seat", "seat.create");

  if (connection == NULL)
    return refuse (error);
  model_record_set_canonical (counter, "name", COUNTER);
  model_record_set_canonical (counter, "value", "0");
  if (!store_save (connection, counter, operation, NULL, &error))
    return refuse (error);
  say ("CREATED");
  return 0;
}

static gint
compare_waits (gconstpointer a, gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return difference < 0 ? -1 : difference > 0;
}

static double
percentile (GArray *waits, guint percent)
{
  if (waits->len == 0)
    return 0;
  return g_array_index (waits, double, MIN (waits->len - 1, waits->len * percent / 100));
}

/* An error of COMMIT does not tell whether it counts: what was written tells. */
static gboolean
is_there (StoreConnection *connection, const char *operation_id)
{
  gboolean found = FALSE;

  return store_history_has_operation (connection, operation_id, &found, NULL) && found;
}

static gboolean
take_turn (StoreConnection *connection, const char *tag, guint n, GArray *waits)
{
  g_autoptr (StoreOperation) operation = store_operation_new (tag, "seat.work");
  Turn turn = { tag, n, operation };
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  double wait;

  if (!store_connection_transaction (connection, count_up, &turn, &error))
    {
      say ("ERROR %d %s", error->code, error->message);
      if (!is_there (connection, operation->id))
        return FALSE;
    }
  say ("ACK %s-%u", tag, n);
  wait = (double) (g_get_monotonic_time () - start) / 1000;
  g_array_append_val (waits, wait);
  return TRUE;
}

static int stop_pipe[2];

static void
stop_cb (int number)
{
  if (write (stop_pipe[1], "", 1) < 0)
    _exit (1);
}

static void
listen_to_stop (void)
{
  g_unix_open_pipe (stop_pipe, FD_CLOEXEC, NULL);
  signal (SIGTERM, stop_cb);
}

/* A person thinks; SIGTERM ends that, and the work with its figures. */
static gboolean
is_told_to_stop (int milliseconds)
{
  GPollFD pipe = { stop_pipe[0], G_IO_IN, 0 };

  return g_poll (&pipe, 1, milliseconds) > 0;
}

static int
work (const char *path, double seconds, int think, const char *tag)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConnection) connection = store_connection_open (path, STORE_OPEN_WRITE, &error);
  g_autoptr (GArray) waits = g_array_new (FALSE, FALSE, sizeof (double));
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
  guint n_errors = 0;

  if (connection == NULL)
    return refuse (error);
  if (store_connection_is_read_only (connection))
    {
      say ("READ-ONLY %s", store_connection_get_read_only_reason (connection));
      return 3;
    }
  listen_to_stop ();
  for (guint n = 1; g_get_monotonic_time () < end; n++)
    {
      if (!take_turn (connection, tag, n, waits))
        n_errors++;
      if (is_told_to_stop (think > 0 ? g_random_int_range (think / 2, think + think / 2 + 1) : 0))
        break;
    }
  g_array_sort (waits, compare_waits);
  say ("DONE commits %u errors %u p50 %.1f p99 %.1f max %.1f", waits->len, n_errors,
       percentile (waits, 50), percentile (waits, 99), percentile (waits, 100));
  return 0;
}

static gint64
ask (StoreConnection *connection, const char *sql, const char *parameter)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, sql, NULL);
  gboolean has_row;

  if (statement == NULL)
    return -1;
  if (parameter != NULL)
    store_statement_bind_text (statement, 1, parameter);
  if (!store_statement_step (statement, &has_row, NULL) || !has_row)
    return -1;
  return store_statement_get_int (statement, 0);
}

static guint
count_missing (StoreConnection *connection, char **lines, guint *n_acks)
{
  guint n_missing = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *ack = strstr (lines[i], "ACK ");
      g_autofree char *name = NULL;

      if (ack == NULL)
        continue;
      (*n_acks)++;
      name = g_strconcat ("seat.", g_strstrip ((char *) ack + strlen ("ACK ")), NULL);
      if (ask (connection, "SELECT COUNT (*) FROM setting WHERE name = $1", name) == 1)
        continue;
      n_missing++;
      say ("LOST %s", name);
    }
  return n_missing;
}

/* Whole files of lines, or a number. */
static gboolean
check_acks (StoreConnection *connection, const char *acks, gint64 n_rows)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  guint64 least;
  guint n_acks = 0;
  guint n_missing;

  if (g_ascii_string_to_unsigned (acks, 10, 0, G_MAXINT64, &least, NULL))
    {
      say ("ACKS at least %" G_GUINT64_FORMAT, least);
      return (guint64) n_rows >= least;
    }
  if (!g_file_get_contents (g_str_equal (acks, "-") ? "/dev/stdin" : acks, &text, NULL, &error))
    {
      say ("ERROR %s", error->message);
      return FALSE;
    }
  lines = g_strsplit (text, "\n", -1);
  n_missing = count_missing (connection, lines, &n_acks);
  say ("ACKS %u missing %u", n_acks, n_missing);
  return n_missing == 0;
}

static int
verify (const char *path, const char *acks)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConnection) connection = store_connection_open (path, STORE_OPEN_WRITE, &error);
  g_autoptr (GPtrArray) problems = NULL;
  gint64 counter, rows, operations;
  gboolean good;

  if (connection == NULL)
    return refuse (error);
  problems = store_check (connection, TRUE, &error);
  if (problems == NULL)
    return refuse (error);
  for (guint i = 0; i < problems->len; i++)
    say ("PROBLEM %s", (char *) g_ptr_array_index (problems, i));
  counter =
      ask (connection, "SELECT CAST (value AS INTEGER) FROM setting WHERE name = $1", COUNTER);
  rows = ask (connection, "SELECT COUNT (*) - 1 FROM setting WHERE name LIKE 'seat.%'", NULL);
  operations =
      ask (connection, "SELECT COUNT (DISTINCT operation_id) FROM history WHERE label = $1",
           "seat.work");
  say ("COUNTER %" G_GINT64_FORMAT " ROWS %" G_GINT64_FORMAT " OPERATIONS %" G_GINT64_FORMAT,
       counter, rows, operations);
  good = check_acks (connection, acks, rows) && problems->len == 0 && counter == rows
         && rows == operations;
  say (good ? "GOOD" : "BAD");
  return good ? 0 : 1;
}

static const char *
describe_state (StoreSeat *seat)
{
  if (seat->is_mine)
    return "mine";
  if (seat->is_stuck)
    return "stuck";
  return seat->is_alive ? "alive" : "dead";
}

static int
list_seats (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConnection) connection = store_connection_open (path, STORE_OPEN_WRITE, &error);
  g_autoptr (GPtrArray) seats = NULL;

  if (connection == NULL)
    return refuse (error);
  seats = store_connection_get_seats (connection, &error);
  if (seats == NULL)
    return refuse (error);
  for (guint i = 0; i < seats->len; i++)
    {
      StoreSeat *seat = g_ptr_array_index (seats, i);

      say ("SEAT %s %s (%s) Paraphe %s since %" G_GINT64_FORMAT " beat %" G_GINT64_FORMAT,
           describe_state (seat), seat->name, seat->user, seat->program, seat->since, seat->beat);
    }
  return 0;
}

static gint
compare_seats (gconstpointer a, gconstpointer b)
{
  const StoreSeat *first = *(StoreSeat *const *) a;
  const StoreSeat *second = *(StoreSeat *const *) b;

  return g_strcmp0 (first->name, second->name);
}

static char *
name_seats (GPtrArray *seats)
{
  GString *text = g_string_new ("HERE");

  g_ptr_array_sort (seats, compare_seats);
  for (guint i = 0; i < seats->len; i++)
    {
      StoreSeat *seat = g_ptr_array_index (seats, i);

      g_string_append_printf (text, " %s:%s", seat->name, describe_state (seat));
    }
  return g_string_free (text, FALSE);
}

/* Says who is there each time that changes. */
static int
watch_seats (const char *path, double seconds)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConnection) connection = store_connection_open (path, STORE_OPEN_WRITE, &error);
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
  g_autofree char *last = NULL;

  if (connection == NULL)
    return refuse (error);
  listen_to_stop ();
  while (g_get_monotonic_time () < end)
    {
      g_autoptr (GPtrArray) seats = store_connection_get_seats (connection, &error);
      g_autofree char *now = seats != NULL ? name_seats (seats) : NULL;

      if (seats == NULL)
        return refuse (error);
      if (g_strcmp0 (now, last) != 0)
        say ("%s", now);
      g_free (last);
      last = g_steal_pointer (&now);
      if (is_told_to_stop (200))
        break;
    }
  return 0;
}

static gboolean
set_version (StoreConnection *connection, gpointer data, GError **error)
{
  return connection->driver->set_version (connection->link, *(int *) data, error);
}

static int
leave_version (const char *path, int version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConnection) connection = store_connection_open (path, STORE_OPEN_WRITE, &error);

  if (connection == NULL
      || !store_connection_transaction (connection, set_version, &version, &error))
    return refuse (error);
  say ("VERSION %d", version);
  return 0;
}

static int
open_it (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConnection) connection = store_connection_open (path, STORE_OPEN_WRITE, &error);
  const char *warning;

  if (connection == NULL)
    return refuse (error);
  say ("SHARED %s", store_connection_is_shared (connection) ? "yes" : "no");
  say ("LATENCY %.2f", store_connection_get_latency (connection));
  warning = store_connection_get_warning (connection);
  if (warning != NULL)
    say ("WARNING %s", warning);
  if (store_connection_is_read_only (connection))
    {
      say ("READ-ONLY %s", store_connection_get_read_only_reason (connection));
      return 3;
    }
  say ("WRITE");
  return 0;
}

int
main (int argc, char *argv[])
{
  const char *what;

  setlocale (LC_ALL, "");
  if (argc > 1 && g_str_equal (argv[1], "--share"))
    {
      _store_vfs_force (TRUE);
      argv++;
      argc--;
    }
  what = argc > 2 ? argv[1] : "";
  if (g_str_equal (what, "create"))
    return create (argv[2]);
  if (g_str_equal (what, "work") && argc == 6)
    return work (argv[2], g_ascii_strtod (argv[3], NULL), atoi (argv[4]), argv[5]);
  if (g_str_equal (what, "verify") && argc == 4)
    return verify (argv[2], argv[3]);
  if (g_str_equal (what, "seats") && argc == 4)
    return watch_seats (argv[2], g_ascii_strtod (argv[3], NULL));
  if (g_str_equal (what, "version") && argc == 4)
    return leave_version (argv[2], atoi (argv[3]));
  if (g_str_equal (what, "seats"))
    return list_seats (argv[2]);
  if (g_str_equal (what, "open"))
    return open_it (argv[2]);
  say ("store-seat [--share] create PATH | work PATH SECONDS THINK_MS TAG | verify PATH ACKS | "
       "seats PATH [SECONDS] | version PATH N | open PATH");
  return 1;
}
