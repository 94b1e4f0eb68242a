/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store-check.h"
#include "store-fixture.h"
#include "store-vfs-private.h"

/* Programs that die while they save, and programs that save at the same time. This program is its
 * own child: it writes each id to standard output once the operation is committed. */

#define N_KILLS    40
#define N_WRITERS  2
#define INCREMENTS 40

static char *own_path = NULL;

static void
acknowledge (const char *id)
{
  g_autofree char *line = g_strconcat (id, "\n", NULL);
  gsize left = strlen (line);
  const char *at = line;

  while (left > 0)
    {
      gssize n = write (STDOUT_FILENO, at, left);

      /* Nobody listens any more. */
      if (n <= 0)
        exit (1);
      at += n;
      left -= (gsize) n;
    }
}

static gboolean
save_both (StoreConnection *connection, gpointer data, GError **error)
{
  StoreOperation *op = data;
  g_autoptr (ModelRecord) student = store_fixture_make (connection, MODEL_ENTITY_STUDENT, FALSE);
  g_autoptr (ModelRecord) first = store_load (connection, MODEL_ENTITY_SETTING, 1, error);

  /* The account has the operation's id: both rows, or none. */
  model_record_set_canonical (student, "internal_number", op->id);
  model_record_set_canonical (first, "value", op->id);
  return store_save (connection, student, op, NULL, error)
         && store_save (connection, first, op, NULL, error);
}

/* The child that will be killed. */
static int
save_for_ever (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConnection) connection = store_connection_open (path, STORE_OPEN_WRITE, &error);

  g_assert_no_error (error);
  while (error == NULL)
    {
      g_autoptr (StoreOperation) op = store_operation_new ("child", "crash.save");

      store_connection_transaction (connection, save_both, op, &error);
      g_assert_no_error (error);
      acknowledge (op->id);
    }
  return 1;
}

/* Read and written in one transaction: two seats that both came from 4 to 5 would agree on 5, which
 * is no conflict, and one of the two increments would be lost. */
static gboolean
increment (StoreConnection *connection, gpointer op, GError **error)
{
  g_autoptr (ModelRecord) step = store_load (connection, MODEL_ENTITY_STEP, 1, error);

  if (step == NULL)
    return FALSE;
  model_record_set_int (step, "position", model_record_get_int (step, "position") + 1);
  return store_save (connection, step, op, NULL, error);
}

/* The child that increments a number as often as it was told, whoever else does. */
static int
count_up (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConnection) connection = store_connection_open (path, STORE_OPEN_WRITE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < INCREMENTS; i++)
    {
      g_autoptr (StoreOperation) op = store_operation_new ("child", "crash.count");

      store_connection_transaction (connection, increment, op, &error);
      g_assert_no_error (error);
      acknowledge (op->id);
    }
  return 0;
}

typedef struct
{
  GPid pid;
  FILE *output;
} Child;

static Child
start (const char *what, const char *path)
{
  const char *const argv[] = { own_path, STORE_FIXTURE_SHARE, what, path, NULL };
  const char *const local[] = { own_path, what, path, NULL };
  Child child;
  int output;
  g_autoptr (GError) error = NULL;

  g_spawn_async_with_pipes (NULL, (char **) (_store_vfs_is_forced () ? argv : local), NULL,
                            G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child.pid, NULL, &output, NULL,
                            &error);
  g_assert_no_error (error);
  child.output = fdopen (output, "r");
  return child;
}

static char *
read_line (Child *child)
{
  char text[64];

  if (fgets (text, sizeof text, child->output) == NULL || !g_str_has_suffix (text, "\n"))
    return NULL;
  return g_strdup (g_strchomp (text));
}

static int
wait_for (Child *child)
{
  int status = 0;

  g_assert_cmpint (waitpid (child->pid, &status, 0), ==, child->pid);
  fclose (child->output);
  g_spawn_close_pid (child->pid);
  return status;
}

static void
assert_all_there (StoreFixture *fixture, GPtrArray *acknowledged)
{
  g_autoptr (StoreConnection) connection = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree char *students = NULL;
  g_autofree char *operations = NULL;
  g_autoptr (GError) error = NULL;

  connection = store_connection_open (fixture->path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  problems = store_check (connection, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  for (guint i = 0; i < acknowledged->len; i++)
    {
      const char *id = g_ptr_array_index (acknowledged, i);
      g_autoptr (ModelRecord) student = NULL;
      gboolean found;

      g_assert_true (store_history_has_operation (connection, id, &found, &error));
      g_assert_true (found);
      student =
          store_find_one (connection, MODEL_ENTITY_STUDENT, &error, "internal_number", id, NULL);
      g_assert_nonnull (student);
    }
  /* No half operation either: as many students as operations. */
  students = store_fixture_ask_here (connection, "SELECT COUNT (*) FROM student");
  operations = store_fixture_ask_here (
      connection, "SELECT COUNT (DISTINCT operation_id) FROM history WHERE author = 'child'");
  g_assert_cmpstr (students, ==, operations);
}

static void
test_killed (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) acknowledged = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *journal = g_strconcat (fixture->path, "-journal", NULL);
  guint n_hot = 0;

  store_fixture_add (fixture->connection, MODEL_ENTITY_SETTING, NULL);
  g_clear_object (&fixture->connection);
  for (guint round = 0; round < N_KILLS; round++)
    {
      Child child = start ("--save-for-ever", fixture->path);
      g_autofree char *content = NULL;
      char *line;
      gsize size = 0;
      int status;

      /* After as many as the round's number: each time at another place of the next one. */
      for (guint i = 0; i <= round % 10; i++)
        {
          line = read_line (&child);
          g_assert_nonnull (line);
          g_ptr_array_add (acknowledged, line);
        }
      g_assert_cmpint (kill (child.pid, SIGKILL), ==, 0);
      while ((line = read_line (&child)) != NULL)
        g_ptr_array_add (acknowledged, line);
      status = wait_for (&child);
      g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
      if (g_file_get_contents (journal, &content, &size, NULL) && size > 0)
        n_hot++;
      assert_all_there (fixture, acknowledged);
    }
  g_test_message ("%u operations, %u journals left behind", acknowledged->len, n_hot);
  g_assert_cmpuint (acknowledged->len, >=, N_KILLS);
}

static void
test_two_writers (StoreFixture *fixture, gconstpointer data)
{
  Child children[N_WRITERS];
  g_autoptr (ModelRecord) step = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  guint n = 0;

  store_fixture_add (fixture->connection, MODEL_ENTITY_STEP, "position", "0", NULL);
  for (guint i = 0; i < N_WRITERS; i++)
    children[i] = start ("--count-up", fixture->path);
  for (guint i = 0; i < N_WRITERS; i++)
    {
      g_autofree char *line = NULL;

      while (g_free (line), (line = read_line (&children[i])) != NULL)
        n++;
      g_assert_cmpint (wait_for (&children[i]), ==, 0);
    }
  g_assert_cmpuint (n, ==, N_WRITERS * INCREMENTS);
  step = store_load (fixture->connection, MODEL_ENTITY_STEP, 1, NULL);
  g_assert_cmpint (model_record_get_int (step, "position"), ==, N_WRITERS * INCREMENTS);
  g_assert_cmpint (model_record_get_version (step), ==, N_WRITERS * INCREMENTS + 1);
  lines = store_history_of (fixture->connection, MODEL_ENTITY_STEP, 1, NULL);
  g_assert_cmpuint (lines->len, ==, N_WRITERS * INCREMENTS + 1);
}

int
main (int argc, char *argv[])
{
  int code;

  store_fixture_take_share (&argc, &argv);
  if (argc == 3 && g_strcmp0 (argv[1], "--save-for-ever") == 0)
    return save_for_ever (argv[2]);
  if (argc == 3 && g_strcmp0 (argv[1], "--count-up") == 0)
    return count_up (argv[2]);
  store_fixture_init (&argc, &argv);
  own_path = g_file_read_link ("/proc/self/exe", NULL);
  store_fixture_add_test ("/store/crash/killed", test_killed);
  store_fixture_add_test ("/store/crash/two-writers", test_two_writers);
  code = g_test_run ();
  g_free (own_path);
  return code;
}
