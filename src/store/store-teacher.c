/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-teacher.h"

#include "store-connection-private.h"

/**
 * store_connection_get_teacher:
 * @self: a connection
 *
 * Returns: the teacher who works with it; 0 when it is none
 */
gint64
store_connection_get_teacher (StoreConnection *self)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (self), 0);

  return self->role == MODEL_ACCOUNT_TEACHER ? self->teacher_id : 0;
}

static gboolean
run (StoreConnection *connection, const char *sql, gint64 note_id, const char *at, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, note_id);
  store_statement_bind_int (statement, 2, store_connection_get_teacher (connection));
  if (at != NULL)
    store_statement_bind_text (statement, 3, at);
  return store_statement_run (statement, error);
}

/**
 * store_teacher_mark_note:
 * @connection: a connection of a teacher, in a transaction
 * @note_id: a note
 * @read_at: (nullable): UTC timestamp of when the teacher read it; %NULL: not yet
 * @error: return location for a #StoreError
 *
 * What a teacher has read is for that teacher alone, and no part of what happened to the note.
 *
 * Returns: whether it is kept
 */
gboolean
store_teacher_mark_note (StoreConnection *connection,
                         gint64 note_id,
                         const char *read_at,
                         GError **error)
{
  /* That the note is there is looked at in the table itself. */
  StoreTrust before =
      _store_connection_trust (connection, MAX (connection->trust, STORE_TRUST_WRITE));
  gboolean is_kept =
      run (connection, "DELETE FROM note_reading WHERE note_id = $1 AND teacher_id = $2", note_id,
           NULL, error)
      && (read_at == NULL
          || run (connection,
                  "INSERT INTO note_reading (note_id, teacher_id, at) VALUES ($1, $2, $3)", note_id,
                  read_at, error));

  _store_connection_trust (connection, before);
  return is_kept;
}

/**
 * store_teacher_wrote:
 * @connection: a connection of a teacher
 * @entity: an entity that has a history
 * @id: one of its rows
 * @wrote: (out): whether the row was added by that teacher's account: no other one is deleted
 * @error: return location for a #StoreError
 *
 * Returns: whether it could be asked
 */
gboolean
store_teacher_wrote (StoreConnection *connection,
                     ModelEntity entity,
                     gint64 id,
                     gboolean *wrote,
                     GError **error)
{
  /* Of history a teacher sees what he or she did. */
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      "SELECT 1 FROM history WHERE entity = $1 AND entity_id = $2 AND action = 'insert'", error);

  *wrote = FALSE;
  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, model_entity_info (entity)->key);
  store_statement_bind_int (statement, 2, id);
  return store_statement_step (statement, wrote, error);
}
