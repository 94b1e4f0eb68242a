/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base-child.h"
#include "base-error.h"

/* Ends by nothing but SIGKILL, and never by itself. */
#define STUBBORN "trap '' TERM INT HUP; exec tail -f /dev/null"

static gboolean
run (const char *script, guint time_limit, BaseChildResult *result, GError **error)
{
  const char *const argv[] = { "/bin/sh", "-c", script, NULL };
  BaseChildCall call = { .argv = argv, .time_limit = time_limit };

  return base_child_run (&call, result, NULL, error);
}

static void
test_ends (void)
{
  static const struct
  {
    const char *script;
    BaseChildEnd end;
    int code;
    const char *messages;
  } cases[] = {
    { "exit 0", BASE_CHILD_EXITED, 0, "" },
    { "echo lost; echo told >&2; exit 3", BASE_CHILD_EXITED, 3, "told\n" },
    { "kill -ABRT $$", BASE_CHILD_KILLED, SIGABRT, "" },
    { "kill -KILL $$", BASE_CHILD_KILLED, SIGKILL, "" },
    { "read line; exit $?", BASE_CHILD_EXITED, 1, "" },
    { "printf '\\351t\\351' >&2", BASE_CHILD_EXITED, 0, "\357\277\275t\357\277\275" },
    { "test \"$(ulimit -c)\" = 0", BASE_CHILD_EXITED, 0, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (BaseChildResult) result = { 0 };
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].script);
      g_assert_true (run (cases[i].script, 60000, &result, &error));
      g_assert_no_error (error);
      g_assert_cmpint (result.end, ==, cases[i].end);
      g_assert_cmpint (result.code, ==, cases[i].code);
      g_assert_cmpstr (result.messages, ==, cases[i].messages);
    }
}

static void
test_missing (void)
{
  const char *const argv[] = { "/nowhere/at all", NULL };
  const BaseChildCall call = { .argv = argv };
  g_auto (BaseChildResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (base_child_run (&call, &result, NULL, &error));
  g_assert_error (error, BASE_ERROR, BASE_ERROR_CHILD);
  g_assert_nonnull (strstr (error->message, "/nowhere/at all"));
}

/* A child that says more than anybody wants to hear is neither kept waiting nor kept whole. */
static void
test_talkative (void)
{
  g_auto (BaseChildResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (run ("head -c 1000000 /dev/zero | tr '\\0' x >&2", 60000, &result, &error));
  g_assert_cmpint (result.end, ==, BASE_CHILD_EXITED);
  g_assert_cmpuint (strlen (result.messages), ==, 16384);
}

static void
test_late (void)
{
  g_auto (BaseChildResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (run ("echo here >&2; " STUBBORN, 100, &result, &error));
  g_assert_cmpint (result.end, ==, BASE_CHILD_LATE);
  g_assert_cmpint (result.code, ==, SIGKILL);
  g_assert_cmpstr (result.messages, ==, "here\n");
}

/* How often it was looked at; at the tenth time the child is told to end. */
typedef struct
{
  const char *told;
  guint looks;
} Looker;

static guint
look (gconstpointer data)
{
  Looker *looker = (Looker *) data;

  if (++looker->looks == 10)
    g_assert_true (g_file_set_contents (looker->told, "", 0, NULL));
  return looker->looks;
}

/* One that gets on may take longer than its time. */
static void
test_progress (void)
{
  g_autofree char *folder = g_dir_make_tmp ("base-child-XXXXXX", NULL);
  g_autofree char *told = g_build_filename (folder, "told", NULL);
  const char *const argv[] = { "/bin/sh", "-c", "until [ -e told ]; do :; done; exit 3", NULL };
  Looker looker = { .told = told };
  const BaseChildCall call = {
    .argv = argv, .folder = folder, .time_limit = 20, .progress = look, .progress_data = &looker
  };
  g_auto (BaseChildResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  g_assert_true (base_child_run (&call, &result, NULL, &error));
  g_assert_cmpint (result.end, ==, BASE_CHILD_EXITED);
  g_assert_cmpint (result.code, ==, 3);
  g_assert_cmpint (g_get_monotonic_time () - start, >, 20 * 1000);
  g_unlink (told);
  g_rmdir (folder);
}

/* Whether a process is there, and not only its record. */
static gboolean
is_alive (pid_t pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", (int) pid);
  g_autofree char *stat = NULL;
  const char *state;

  if (!g_file_get_contents (path, &stat, NULL, NULL))
    return FALSE;
  state = strrchr (stat, ')');
  return state != NULL && state[2] != 'Z' && state[2] != 'X';
}

static void
assert_dies (const char *number)
{
  pid_t pid = (pid_t) g_ascii_strtoll (number, NULL, 10);

  g_assert_cmpint (pid, >, 1);
  while (is_alive (pid))
    g_thread_yield ();
}

/* What a child leaves behind goes with it, whether it ended or was late; nobody waits for who holds
 * its standard error. */
static void
test_whole_group (void)
{
  static const char *const scripts[] = {
    "(" STUBBORN ") & echo $! >&2; exit 0",
    "(" STUBBORN ") & echo $! >&2; " STUBBORN,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_auto (BaseChildResult) result = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_true (run (scripts[i], i == 0 ? 60000 : 200, &result, &error));
      g_assert_cmpint (result.end, ==, i == 0 ? BASE_CHILD_EXITED : BASE_CHILD_LATE);
      assert_dies (result.messages);
    }
}

static gpointer
cancel_when_started (gpointer data)
{
  gpointer *both = data;

  while (!g_file_test (both[0], G_FILE_TEST_EXISTS))
    g_thread_yield ();
  g_cancellable_cancel (both[1]);
  return NULL;
}

static void
test_cancelled (void)
{
  g_autofree char *folder = g_dir_make_tmp ("base-child-XXXXXX", NULL);
  g_autofree char *started = g_build_filename (folder, "started", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const char *const argv[] = { "/bin/sh", "-c", "echo > started; " STUBBORN, NULL };
  const BaseChildCall call = { .argv = argv, .folder = folder };
  gpointer both[] = { started, cancellable };
  GThread *thread = g_thread_new ("cancel", cancel_when_started, both);
  g_auto (BaseChildResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (base_child_run (&call, &result, cancellable, &error));
  g_assert_error (error, BASE_ERROR, BASE_ERROR_CANCELLED);
  g_assert_null (result.messages);
  g_thread_join (thread);
  g_clear_error (&error);

  /* what is cancelled before is not started */
  g_unlink (started);
  g_assert_false (base_child_run (&call, &result, cancellable, &error));
  g_assert_error (error, BASE_ERROR, BASE_ERROR_CANCELLED);
  g_assert_false (g_file_test (started, G_FILE_TEST_EXISTS));
  g_rmdir (folder);
}

static void
test_environment_folder_and_memory (void)
{
  const char *const argv[] = { "/bin/sh", "-c", "echo $(pwd) $A $HOME $(ulimit -v) >&2", NULL };
  const char *const environment[] = { "A=é", "PATH=/usr/bin:/bin", NULL };
  const BaseChildCall call = {
    .argv = argv,
    .environment = environment,
    .folder = "/usr",
    .memory_limit = G_GUINT64_CONSTANT (1024) * 1024 * 1024,
  };
  g_auto (BaseChildResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (base_child_run (&call, &result, NULL, &error));
  g_assert_cmpstr (result.messages, ==, "/usr é 1048576\n");
}

/* What a program answers is on its standard output, its complaints are not. */
static void
test_output (void)
{
  const char *const argv[] = { "/bin/sh", "-c", "echo answer; echo complaint >&2", NULL };
  const BaseChildCall call = { .argv = argv, .tells_output = TRUE };
  g_auto (BaseChildResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (base_child_run (&call, &result, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (result.messages, ==, "answer\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/child/output", test_output);
  g_test_add_func ("/base/child/ends", test_ends);
  g_test_add_func ("/base/child/missing", test_missing);
  g_test_add_func ("/base/child/talkative", test_talkative);
  g_test_add_func ("/base/child/late", test_late);
  g_test_add_func ("/base/child/progress", test_progress);
  g_test_add_func ("/base/child/whole-group", test_whole_group);
  g_test_add_func ("/base/child/cancelled", test_cancelled);
  g_test_add_func ("/base/child/environment", test_environment_folder_and_memory);
  return g_test_run ();
}
