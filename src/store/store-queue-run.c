/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-queue-private.h"

#include "store-connection-private.h"
#include "store-error.h"
#include "store-seats.h"

/* On a share a sound file may look damaged for a moment: this computer remembers an older size. The
 * database is opened again and looked at; what only reads is then done once more. */
static gboolean
may_run_again (StoreConnection *connection, const GError *error, guint64 n_commits)
{
  return g_error_matches (error, STORE_ERROR, STORE_ERROR_CORRUPT)
         && store_connection_is_shared (connection) && connection->n_commits == n_commits
         && !connection->is_damaged && _store_connection_reopen (connection, NULL);
}

/**
 * _store_queue_run_func:
 * @connection: the queue's connection, in its thread
 * @func: what to do
 * @data: for @func
 * @cancellable: (nullable): for @func
 * @error: return location for the error of @func
 *
 * Runs @func, and once more when a share has shown an old file.
 *
 * Returns: (transfer full) (nullable): what @func returned
 */
gpointer
_store_queue_run_func (StoreConnection *connection,
                       StoreQueueFunc func,
                       gpointer data,
                       GCancellable *cancellable,
                       GError **error)
{
  guint64 n_commits = connection->n_commits;
  g_autoptr (GError) local = NULL;
  gpointer result = func (connection, data, cancellable, &local);

  if (result == NULL && may_run_again (connection, local, n_commits))
    {
      g_clear_error (&local);
      result = func (connection, data, cancellable, &local);
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return result;
}
