/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BaseChildCall:
 * @argv: the program, by its whole path, and its arguments; %NULL-terminated
 * @environment: (nullable): all that it sees of the environment, "NAME=value"; %NULL: ours
 * @folder: (nullable): where it works
 * @time_limit: milliseconds after which it is killed; 0 for none
 * @progress: (nullable): how far it is; its time begins anew whenever this is another number than
 *   before. Called often, in the thread of base_child_run()
 * @progress_data: for @progress
 * @memory_limit: bytes of address space that it may take; 0 for no limit
 * @tells_output: what it writes to its standard output is what matters, not its standard error
 *
 * How another program is run.
 */
typedef struct
{
  const char *const *argv;
  const char *const *environment;
  const char *folder;
  guint time_limit;
  guint (*progress) (gconstpointer data);
  gconstpointer progress_data;
  guint64 memory_limit;
  gboolean tells_output;
} BaseChildCall;

typedef enum
{
  BASE_CHILD_EXITED, /* by itself, with an exit code */
  BASE_CHILD_KILLED, /* by a signal that is not ours: it crashed, or somebody killed it */
  BASE_CHILD_LATE    /* by us, when its time was over */
} BaseChildEnd;

/**
 * BaseChildResult:
 * @end: how it ended
 * @code: exit code or signal
 * @messages: the first of what it wrote to its standard error, or output, valid UTF-8; free by
 *   base_child_result_clear()
 */
typedef struct
{
  BaseChildEnd end;
  int code;
  char *messages;
} BaseChildResult;

gboolean base_child_run (const BaseChildCall *call,
                         BaseChildResult *result,
                         GCancellable *cancellable,
                         GError **error);
void base_child_result_clear (BaseChildResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BaseChildResult, base_child_result_clear)

G_END_DECLS
