/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "base-child.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <signal.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base-error.h"

/* What is kept of a child's messages. */
#define MAX_MESSAGES 16384

/* How often a child is looked after where the system cannot tell of its end. */
#define TICK_MS 50

/* How often its progress is looked at within its time. */
#define LOOKS 4

typedef struct
{
  const BaseChildCall *call;
  pid_t pid;
  int pid_fd;     /* -1 where the system has none */
  int message_fd; /* its standard error, or output; -1 when that is closed */
  GString *messages;
  gint64 deadline; /* monotonic microseconds; 0 for none */
  guint progress;
} Child;

/* In the child, between fork and exec: calls that are safe there, and no others. */
static void
set_up_cb (gpointer data)
{
  const BaseChildCall *call = data;
  const struct rlimit none = { 0, 0 };
  const struct rlimit memory = { call->memory_limit, call->memory_limit };

  setpgid (0, 0);
  /* Whatever becomes of us, it does not outlive us. */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  /* A core would be a copy of the document. */
  setrlimit (RLIMIT_CORE, &none);
  if (call->memory_limit > 0)
    setrlimit (RLIMIT_AS, &memory);
}

static void
begin_time (Child *child)
{
  if (child->call->time_limit > 0)
    child->deadline = g_get_monotonic_time () + (gint64) child->call->time_limit * 1000;
}

static gboolean
start (Child *child, GError **error)
{
  const BaseChildCall *call = child->call;
  g_autoptr (GError) local = NULL;
  g_autofree char *shown = g_filename_display_name (call->argv[0]);
  GSpawnFlags silent = call->tells_output ? G_SPAWN_STDERR_TO_DEV_NULL : G_SPAWN_STDOUT_TO_DEV_NULL;
  int *output = call->tells_output ? &child->message_fd : NULL;
  int *messages = call->tells_output ? NULL : &child->message_fd;

  if (g_spawn_async_with_pipes (call->folder, (char **) call->argv, (char **) call->environment,
                                G_SPAWN_DO_NOT_REAP_CHILD | silent, set_up_cb, (gpointer) call,
                                &child->pid, NULL, output, messages, &local))
    {
      g_unix_set_fd_nonblocking (child->message_fd, TRUE, NULL);
      child->pid_fd = pidfd_open (child->pid, 0);
      child->messages = g_string_new (NULL);
      begin_time (child);
      return TRUE;
    }
  g_set_error (error, BASE_ERROR, BASE_ERROR_CHILD,
               _ ("The program “%s” could not be started: %s. Check that it is installed."), shown,
               local->message);
  return FALSE;
}

static void
close_messages (Child *child)
{
  if (child->message_fd >= 0)
    close (child->message_fd);
  child->message_fd = -1;
}

/* Reads what there is; what is too much is read and forgotten, so that the child never waits. */
static void
read_messages (Child *child)
{
  char part[4096];

  while (child->message_fd >= 0)
    {
      ssize_t got = read (child->message_fd, part, sizeof part);
      gsize room = MAX_MESSAGES - child->messages->len;

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0 && errno == EAGAIN)
        return;
      if (got <= 0)
        close_messages (child);
      else
        g_string_append_len (child->messages, part, (gssize) MIN ((gsize) got, room));
    }
}

/* Tells whether the child has ended, and leaves it to be waited for: until then its number, and so
 * its group's, is nobody else's. */
static gboolean
has_ended (const Child *child)
{
  siginfo_t info = { 0 };

  while (waitid (P_PID, (id_t) child->pid, &info, WEXITED | WNOHANG | WNOWAIT) < 0)
    if (errno != EINTR)
      return TRUE;
  return info.si_pid != 0;
}

/* Milliseconds to wait at most; 0 when its time is over. */
static int
time_left (const Child *child)
{
  gint64 left = child->deadline == 0 ? G_MAXINT : child->deadline - g_get_monotonic_time ();

  if (child->deadline != 0)
    left = left > 0 ? left / 1000 + 1 : 0;
  if (child->deadline != 0 && child->call->progress != NULL)
    left = MIN (left, child->call->time_limit / LOOKS + 1);
  if (child->pid_fd < 0)
    left = MIN (left, TICK_MS);
  return (int) MIN (left, G_MAXINT);
}

static gboolean
is_late (Child *child)
{
  const BaseChildCall *call = child->call;
  guint progress = call->progress != NULL ? call->progress (call->progress_data) : 0;

  if (progress != child->progress)
    begin_time (child);
  child->progress = progress;
  return child->deadline != 0 && g_get_monotonic_time () >= child->deadline;
}

/* Until it has ended, its time is over or the caller wants no more. */
static void
wait_for (Child *child, GCancellable *cancellable)
{
  GPollFD stop = { .fd = -1 };
  gboolean can_stop = g_cancellable_make_pollfd (cancellable, &stop);

  while (!has_ended (child) && !is_late (child) && !g_cancellable_is_cancelled (cancellable))
    {
      struct pollfd fds[] = {
        { child->message_fd, POLLIN, 0 },
        { child->pid_fd, POLLIN, 0 },
        { can_stop ? stop.fd : -1, POLLIN, 0 },
      };

      poll (fds, G_N_ELEMENTS (fds), time_left (child));
      read_messages (child);
    }
  if (can_stop)
    g_cancellable_release_fd (cancellable);
}

/* Ends what is left of the child and of its own children. SIGKILL, as some ignore all else. */
static int
finish (Child *child)
{
  int status = 0;

  kill (-child->pid, SIGKILL);
  while (waitpid (child->pid, &status, 0) < 0 && errno == EINTR)
    ;
  read_messages (child);
  close_messages (child);
  if (child->pid_fd >= 0)
    close (child->pid_fd);
  g_spawn_close_pid (child->pid);
  return status;
}

/**
 * base_child_run:
 * @call: the program
 * @result: (out): how it ended
 * @cancellable: (nullable): kills it
 * @error: return location for a #BASE_ERROR_CHILD when it cannot be started, or a
 *   #BASE_ERROR_CANCELLED
 *
 * Runs a program and waits for its end. It has a process group of its own: when its time is over,
 * when the caller cancels, and when it ends and leaves others behind, the whole group is killed. It
 * reads nothing, what it writes to its standard output is lost, and it dies with the thread that
 * called.
 *
 * Returns: whether it was run; what came of it is in @result
 */
gboolean
base_child_run (const BaseChildCall *call,
                BaseChildResult *result,
                GCancellable *cancellable,
                GError **error)
{
  Child child = { .call = call, .pid_fd = -1, .message_fd = -1 };
  gboolean ended, cancelled;
  int status;

  g_return_val_if_fail (call != NULL && call->argv != NULL && call->argv[0] != NULL, FALSE);
  g_return_val_if_fail (result != NULL, FALSE);

  *result = (BaseChildResult){ 0 };
  cancelled = g_cancellable_is_cancelled (cancellable);
  if (!cancelled)
    {
      if (!start (&child, error))
        return FALSE;
      wait_for (&child, cancellable);
      ended = has_ended (&child);
      cancelled = !ended && g_cancellable_is_cancelled (cancellable);
      status = finish (&child);
      result->messages = g_utf8_make_valid (child.messages->str, (gssize) child.messages->len);
      g_string_free (child.messages, TRUE);
      result->end = !ended               ? BASE_CHILD_LATE
                    : WIFEXITED (status) ? BASE_CHILD_EXITED
                                         : BASE_CHILD_KILLED;
      result->code = WIFEXITED (status) ? WEXITSTATUS (status) : WTERMSIG (status);
    }
  if (!cancelled)
    return TRUE;
  base_child_result_clear (result);
  g_set_error_literal (error, BASE_ERROR, BASE_ERROR_CANCELLED, _ ("Cancelled."));
  return FALSE;
}

/**
 * base_child_result_clear:
 * @result: a result
 *
 * Frees what it holds.
 */
void
base_child_result_clear (BaseChildResult *result)
{
  g_clear_pointer (&result->messages, g_free);
}
