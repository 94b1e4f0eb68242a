/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-school-private.h"

#include <glib/gi18n-lib.h>

#include "work-change-private.h"

/* What has left the school, or was told from outside, is not taken back by turning history: each
 * with what can be done instead. */
static const struct
{
  const char *label;
  const char *refusal;
} finals[] = {
  { "backup.restore", N_ ("A backup that was put back is not undone: restore the one that was made "
                          "just before.") },
  { STORE_LABEL_FOLLOWED,
    N_ ("What the e-signature provider has told cannot be undone: it has happened.") },
  { "message.outcome", N_ ("What became of a message cannot be undone: it has happened.") },
  { "message.rules",
    N_ ("What a rule has written is not taken back by undoing, or it would write it "
        "again: cancel it in the outbox.") },
  { "message.withdraw", N_ ("What is not needed any more is not written again by undoing: write it "
                            "yourself.") },
  { "privacy.purge", N_ ("Personal data that was erased cannot be brought back by undoing.") },
  { "signature.remind", N_ ("A reminder that has left cannot be undone.") },
  { "signature.send", N_ ("An agreement that was sent to its signatories cannot be taken back by "
                          "undoing: stop its e-signature instead.") },
  { "signature.stop", N_ ("An e-signature that was stopped cannot be taken up again: send the "
                          "agreement anew instead.") },
  { "signature.transfer", N_ ("An invitation that was transferred cannot be taken back by undoing: "
                              "transfer it again, to the first address.") },
};

/**
 * _work_operation_refusal:
 * @label: (nullable): label of an operation
 *
 * Returns: (transfer none) (nullable): why it is never undone, for a person; %NULL when it may be
 */
const char *
_work_operation_refusal (const char *label)
{
  for (guint i = 0; label != NULL && i < G_N_ELEMENTS (finals); i++)
    if (g_str_equal (finals[i].label, label))
      return _ (finals[i].refusal);
  return NULL;
}

/* As long as none of them has moved, what was queued is only words in a table. */
static gboolean
check_queued (StoreConnection *connection, const char *operation_id, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      "SELECT 1 FROM history h JOIN message m ON m.id = h.entity_id"
      " WHERE h.operation_id = $1 AND h.entity = 'message' AND m.state <> 'queued' LIMIT 1",
      error);
  gboolean has_moved;

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, operation_id);
  if (!store_statement_step (statement, &has_moved, error))
    return FALSE;
  return !has_moved
         || _work_refuse (error,
                          _ ("Some of these messages have left or are leaving: that cannot be "
                             "undone. What still waits can be cancelled in the outbox."));
}

/**
 * _work_operation_check_undo:
 * @connection: a connection
 * @operation_id: an operation
 * @error: return location; %WORK_ERROR_REFUSED when it is never undone
 *
 * Returns: whether it is of those that may be undone
 */
gboolean
_work_operation_check_undo (StoreConnection *connection, const char *operation_id, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "SELECT label FROM history WHERE operation_id = $1 LIMIT 1", error);
  const char *label;
  const char *refusal;
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, operation_id);
  if (!store_statement_step (statement, &has_row, error))
    return FALSE;
  label = has_row ? store_statement_get_text (statement, 0) : NULL;
  refusal = _work_operation_refusal (label);
  if (refusal != NULL)
    return _work_refuse (error, "%s", refusal);
  return g_strcmp0 (label, "message.queue") != 0 || check_queued (connection, operation_id, error);
}
