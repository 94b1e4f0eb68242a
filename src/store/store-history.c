/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-history.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "base-date.h"
#include "base-file.h"
#include "store-connection-private.h"
#include "store-history-private.h"
#include "store-record-private.h"
#include "store-vault-private.h"

static const char *const action_names[] = { "insert", "update", "delete" };

/**
 * store_history_line_free:
 * @line: (nullable) (transfer full): a line
 */
void
store_history_line_free (StoreHistoryLine *line)
{
  if (line == NULL)
    return;
  g_free (line->at);
  g_free (line->operation_id);
  g_free (line->author);
  g_free (line->label);
  g_free (line->undoes);
  g_free (line->action);
  g_free (line->changes);
  g_free (line->seat);
  g_free (line);
}

/* Quiet values are named by their digest. The one that goes away is kept aside for undo; the one
 * that comes is in the row itself, and will be kept when it goes. */
static gboolean
add_value (StoreConnection *connection,
           JsonBuilder *builder,
           const ModelField *field,
           const char *value,
           gboolean goes,
           GError **error)
{
  if (value == NULL || value[0] == '\0')
    json_builder_add_null_value (builder);
  else if ((field->flags & MODEL_FIELD_QUIET) == 0)
    json_builder_add_string_value (builder, value);
  else
    {
      g_autoptr (GBytes) bytes = g_bytes_new (value, strlen (value));
      g_autofree char *digest = base_file_sha256 (bytes);
      g_autofree char *name = g_strconcat (STORE_HISTORY_DIGEST, digest, NULL);

      json_builder_add_string_value (builder, name);
      return !goes || _store_history_keep_value (connection, digest, value, error);
    }
  return TRUE;
}

static gboolean
add_changes (StoreConnection *connection,
             JsonBuilder *builder,
             StoreAction action,
             ModelRecord *record,
             gint64 id,
             GError **error)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (record));

  for (guint i = 0; i < info->n_fields; i++)
    {
      const ModelField *field = &info->fields[i];
      const char *before =
          action != STORE_ACTION_INSERT ? model_record_get_loaded_at (record, i) : NULL;
      const char *after = action != STORE_ACTION_DELETE ? model_record_get_at (record, i) : NULL;
      g_autofree char *was = NULL, *is = NULL;

      if (!_store_vault_pair (connection, action, record, i, id, &was, &is, error))
        return FALSE;
      before = was != NULL ? was : before;
      after = is != NULL ? is : after;
      if (_store_value_is_same (before, after))
        continue;
      json_builder_set_member_name (builder, model_field_column (field));
      json_builder_begin_array (builder);
      if (!add_value (connection, builder, field, before, TRUE, error)
          || !add_value (connection, builder, field, after, FALSE, error))
        return FALSE;
      json_builder_end_array (builder);
    }
  return TRUE;
}

static char *
describe_changes (StoreConnection *connection,
                  StoreAction action,
                  ModelRecord *record,
                  gint64 id,
                  GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  if (!add_changes (connection, builder, action, record, id, error))
    return NULL;
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/**
 * _store_history_add:
 * @connection: a connection in a transaction
 * @operation: what the change is part of
 * @action: the change
 * @record: the row: values as loaded and as written
 * @id: its id
 * @version: its version after the change; for a deletion, one more than the last
 * @error: return location
 *
 * Adds a line.
 *
 * Returns: whether it was added
 */
gboolean
_store_history_add (StoreConnection *connection,
                    StoreOperation *operation,
                    StoreAction action,
                    ModelRecord *record,
                    gint64 id,
                    gint64 version,
                    GError **error)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (record));
  g_autofree char *now = base_date_now_utc ();
  g_autofree char *changes = describe_changes (connection, action, record, id, error);
  g_autoptr (StoreStatement) statement = NULL;

  if (changes == NULL)
    return FALSE;
  statement = store_connection_prepare (
      connection,
      "INSERT INTO main.history (at, operation_id, author, label, undoes, entity, entity_id, "
      "version,"
      " action, changes, seat) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      error);
  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, now);
  store_statement_bind_text (statement, 2, operation->id);
  store_statement_bind_text (statement, 3, operation->author);
  store_statement_bind_text (statement, 4, operation->label);
  store_statement_bind_text (statement, 5, operation->undoes);
  store_statement_bind_text (statement, 6, info->key);
  store_statement_bind_int (statement, 7, id);
  store_statement_bind_int (statement, 8, version);
  store_statement_bind_text (statement, 9, action_names[action]);
  store_statement_bind_text (statement, 10, changes);
  store_statement_bind_text (statement, 11, g_get_host_name ());
  if (!store_statement_run (statement, error))
    return FALSE;
  _store_connection_note_line (connection, store_connection_last_id (connection), operation->id);
  return TRUE;
}

#define LINE_QUERY                                                                          \
  "SELECT id, at, operation_id, author, label, undoes, entity, entity_id, version, action," \
  " changes, seat FROM history"

static StoreHistoryLine *
read_line (StoreStatement *statement)
{
  StoreHistoryLine *line = g_new0 (StoreHistoryLine, 1);

  line->id = store_statement_get_int (statement, 0);
  line->at = g_strdup (store_statement_get_text (statement, 1));
  line->operation_id = g_strdup (store_statement_get_text (statement, 2));
  line->author = g_strdup (store_statement_get_text (statement, 3));
  line->label = g_strdup (store_statement_get_text (statement, 4));
  line->undoes = g_strdup (store_statement_get_text (statement, 5));
  line->entity = model_entity_from_key (store_statement_get_text (statement, 6));
  line->entity_id = store_statement_get_int (statement, 7);
  line->version = store_statement_get_int (statement, 8);
  line->action = g_strdup (store_statement_get_text (statement, 9));
  line->changes =
      _store_vault_open_changes (_store_statement_get_connection (statement), line->entity,
                                 line->entity_id, store_statement_get_text (statement, 10));
  line->seat = g_strdup (store_statement_get_text (statement, 11));
  return line;
}

static GPtrArray *
read_lines (StoreStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) lines =
      g_ptr_array_new_with_free_func ((GDestroyNotify) store_history_line_free);
  gboolean has_row = TRUE;

  while (store_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&lines);
      g_ptr_array_add (lines, read_line (statement));
    }
  return NULL;
}

/**
 * store_history_of:
 * @connection: a connection
 * @entity: an entity
 * @id: one of its rows, which may be gone
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full) (element-type StoreHistoryLine): all that happened to the row, newest
 *   first; or %NULL
 */
GPtrArray *
store_history_of (StoreConnection *connection, ModelEntity entity, gint64 id, GError **error)
{
  g_autoptr (StoreStatement) statement = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);

  statement = store_connection_prepare (
      connection, LINE_QUERY " WHERE entity = $1 AND entity_id = $2 ORDER BY id DESC", error);
  if (statement == NULL)
    return NULL;
  store_statement_bind_text (statement, 1, model_entity_info (entity)->key);
  store_statement_bind_int (statement, 2, id);
  return read_lines (statement, error);
}

/**
 * store_history_of_operation:
 * @connection: a connection
 * @operation_id: id of an operation
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full) (element-type StoreHistoryLine): its lines, in the order in which they
 *   happened; or %NULL
 */
GPtrArray *
store_history_of_operation (StoreConnection *connection, const char *operation_id, GError **error)
{
  g_autoptr (StoreStatement) statement = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (operation_id != NULL, NULL);

  statement = store_connection_prepare (connection,
                                        LINE_QUERY " WHERE operation_id = $1 ORDER BY id", error);
  if (statement == NULL)
    return NULL;
  store_statement_bind_text (statement, 1, operation_id);
  return read_lines (statement, error);
}

/**
 * store_history_recent:
 * @connection: a connection
 * @max: how many lines at most
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full) (element-type StoreHistoryLine): the last lines, newest first; or %NULL
 */
GPtrArray *
store_history_recent (StoreConnection *connection, guint max, GError **error)
{
  g_autoptr (StoreStatement) statement = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);

  statement = store_connection_prepare (connection, LINE_QUERY " ORDER BY id DESC LIMIT $1", error);
  if (statement == NULL)
    return NULL;
  store_statement_bind_int (statement, 1, max);
  return read_lines (statement, error);
}

/**
 * store_history_has_operation:
 * @connection: a connection
 * @operation_id: id of an operation
 * @found: (out): whether history has a line of it
 * @error: return location for a #StoreError
 *
 * What to ask after an error that leaves it unknown whether something was saved.
 *
 * Returns: whether it could be asked
 */
gboolean
store_history_has_operation (StoreConnection *connection,
                             const char *operation_id,
                             gboolean *found,
                             GError **error)
{
  g_autoptr (StoreStatement) statement = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), FALSE);
  g_return_val_if_fail (operation_id != NULL && found != NULL, FALSE);

  *found = FALSE;
  statement = store_connection_prepare (
      connection, "SELECT 1 FROM history WHERE operation_id = $1 LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, operation_id);
  return store_statement_step (statement, found, error);
}

/* (transfer full) (element-type utf8) */
static GPtrArray *
list_undoing (StoreConnection *connection, const char *operation_id, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "SELECT DISTINCT operation_id FROM history WHERE undoes = $1", error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  store_statement_bind_text (statement, 1, operation_id);
  while (store_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&ids);
      g_ptr_array_add (ids, g_strdup (store_statement_get_text (statement, 0)));
    }
  return NULL;
}

static gboolean
is_undone (StoreConnection *connection,
           const char *operation_id,
           guint depth,
           gboolean *undone,
           GError **error)
{
  g_autoptr (GPtrArray) ids = list_undoing (connection, operation_id, error);

  *undone = FALSE;
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len && !*undone && depth < STORE_MAX_UNDO_CHAIN; i++)
    {
      gboolean undoing_undone;

      if (!is_undone (connection, g_ptr_array_index (ids, i), depth + 1, &undoing_undone, error))
        return FALSE;
      *undone = !undoing_undone;
    }
  return TRUE;
}

/**
 * _store_history_is_undone:
 * @connection: a connection
 * @operation_id: id of an operation
 * @undone: (out): whether an operation undid it that was not undone itself
 * @error: return location
 *
 * Returns: whether it could be asked
 */
gboolean
_store_history_is_undone (StoreConnection *connection,
                          const char *operation_id,
                          gboolean *undone,
                          GError **error)
{
  return is_undone (connection, operation_id, 0, undone, error);
}

/**
 * store_history_is_undone:
 * @connection: a connection
 * @operation_id: id of an operation
 * @undone: (out): whether it does not hold any more
 * @error: return location for a #StoreError
 *
 * Returns: whether it could be asked
 */
gboolean
store_history_is_undone (StoreConnection *connection,
                         const char *operation_id,
                         gboolean *undone,
                         GError **error)
{
  return _store_history_is_undone (connection, operation_id, undone, error);
}

static void
set_unreadable (GError **error)
{
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_CORRUPT,
                       _ ("The history of this change is incomplete: it can no longer be undone."));
}

static gboolean
restore_field (StoreConnection *connection,
               ModelRecord *record,
               gint64 id,
               const char *column,
               const char *before,
               GError **error)
{
  int index = model_field_index (model_record_get_entity (record), column);
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (record));
  g_autofree char *value = NULL;

  if (index < 0)
    {
      g_set_error_literal (error, STORE_ERROR, STORE_ERROR_MOVED_ON,
                           _ ("This was done by another version of Paraphe and can no longer be "
                              "undone."));
      return FALSE;
    }
  if (before != NULL && (info->fields[index].flags & MODEL_FIELD_QUIET) != 0
      && g_str_has_prefix (before, STORE_HISTORY_DIGEST))
    {
      if (!_store_history_find_value (connection, &info->fields[index], id, before, &value, error))
        return FALSE;
      if (value == NULL)
        {
          set_unreadable (error);
          return FALSE;
        }
      before = value;
    }
  if (store_vault_is_sealed (before))
    {
      g_set_error_literal (error, STORE_ERROR, STORE_ERROR_SEALED,
                           _ ("What stood here is encrypted, and your account does not have the "
                              "key: it cannot be undone from here."));
      return FALSE;
    }
  model_record_set_canonical (record, column, before);
  return TRUE;
}

/**
 * _store_history_before:
 * @connection: a connection
 * @line: an update or a deletion
 * @record: a record of the same entity
 * @error: return location
 *
 * Sets in @record the values that were there before @line.
 *
 * Returns: whether all could be found
 */
gboolean
_store_history_before (StoreConnection *connection,
                       const StoreHistoryLine *line,
                       ModelRecord *record,
                       GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (line->changes, NULL);
  JsonObjectIter iter;
  const char *column;
  JsonNode *pair;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      set_unreadable (error);
      return FALSE;
    }
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &column, &pair))
    {
      JsonNode *before = json_array_get_element (json_node_get_array (pair), 0);

      if (!restore_field (connection, record, line->entity_id, column,
                          json_node_get_string (before), error))
        return FALSE;
    }
  return TRUE;
}

/**
 * store_history_gone:
 * @connection: a connection
 * @entity: an entity
 * @column: one of its references
 * @id: what it referred to
 * @error: return location for a #StoreError
 *
 * Finds the rows that are no longer there and hung from another when they were deleted.
 *
 * Returns: (transfer full) (element-type ModelRecord): the rows as they were, in no order; or %NULL
 */
GPtrArray *
store_history_gone (StoreConnection *connection,
                    ModelEntity entity,
                    const char *column,
                    gint64 id,
                    GError **error)
{
  const char *table = model_entity_info (entity)->key;
  g_autofree char *sql = NULL, *pattern = NULL;
  g_autoptr (StoreStatement) statement = NULL;
  g_autoptr (GPtrArray) lines = NULL, records = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (model_field_index (entity, column) >= 0, NULL);

  /* Which rows are gone is found in the index alone; their lines are few. */
  sql = g_strdup_printf (LINE_QUERY
                         " WHERE id IN (SELECT MAX (last.id) FROM history last JOIN"
                         " (SELECT DISTINCT old.entity_id AS gone_id FROM history old"
                         " WHERE old.entity = $1"
                         " AND NOT EXISTS (SELECT 1 FROM %s WHERE %s.id = old.entity_id)) gone"
                         " ON last.entity_id = gone.gone_id WHERE last.entity = $1"
                         " AND last.action = 'delete' GROUP BY last.entity_id)"
                         " AND changes LIKE $2",
                         table, table);
  statement = store_connection_prepare (connection, sql, error);
  if (statement == NULL)
    return NULL;
  pattern = g_strdup_printf ("%%\"%s\":[\"%" G_GINT64_FORMAT "\",null]%%", column, id);
  store_statement_bind_text (statement, 1, table);
  store_statement_bind_text (statement, 2, pattern);
  lines = read_lines (statement, error);
  if (lines == NULL)
    return NULL;
  records = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < lines->len; i++)
    {
      const StoreHistoryLine *line = g_ptr_array_index (lines, i);
      ModelRecord *record = model_record_new (entity);

      g_ptr_array_add (records, record);
      model_record_set_id (record, line->entity_id);
      model_record_set_version (record, line->version);
      if (!_store_history_before (connection, line, record, error))
        return NULL;
    }
  return g_steal_pointer (&records);
}
