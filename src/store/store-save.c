/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-record.h"

#include <glib/gi18n-lib.h>

#include "store-connection-private.h"
#include "store-history-private.h"
#include "store-record-private.h"
#include "store-vault-private.h"

/* Parameters 1 and 2 are the id and the version, 3 and 4 the keys; fields follow. */
#define FIRST_FIELD 5

typedef struct
{
  ModelRecord *record;
  StoreOperation *operation;
  GPtrArray *conflicts; /* (owned) */
} Save;

static void
conflict_free (gpointer data)
{
  StoreConflict *conflict = data;

  g_free (conflict->base);
  g_free (conflict->mine);
  g_free (conflict->theirs);
  g_free (conflict);
}

static char *
insert_sql (StoreConnection *connection, ModelEntity entity)
{
  const ModelEntityInfo *info = model_entity_info (entity);
  gboolean has_keys = model_entity_has_keys (entity);
  g_autoptr (GString) values = g_string_new ("$1, $2");
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT INTO %s%s (id, version", connection->driver->prefix, info->key);
  if (has_keys)
    {
      g_string_append (sql, ", search_key, sort_key");
      g_string_append (values, ", $3, $4");
    }
  for (guint i = 0; i < info->n_fields; i++)
    {
      g_string_append_printf (sql, ", \"%s\"", model_field_column (&info->fields[i]));
      g_string_append_printf (values, ", $%u", i + FIRST_FIELD);
    }
  g_string_append_printf (sql, ") VALUES (%s)", values->str);
  return g_string_free (sql, FALSE);
}

static char *
update_sql (StoreConnection *connection, ModelEntity entity)
{
  const ModelEntityInfo *info = model_entity_info (entity);
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "UPDATE %s%s SET version = $2 + 1", connection->driver->prefix, info->key);
  if (model_entity_has_keys (entity))
    g_string_append (sql, ", search_key = $3, sort_key = $4");
  for (guint i = 0; i < info->n_fields; i++)
    g_string_append_printf (sql, ", \"%s\" = $%u", model_field_column (&info->fields[i]),
                            i + FIRST_FIELD);
  g_string_append (sql, " WHERE id = $1 AND version = $2");
  return g_string_free (sql, FALSE);
}

/* A new row's number is not known yet, and is part of the seal. */
static gboolean
is_sealed_later (StoreConnection *connection, ModelRecord *record, guint index, gint64 id)
{
  const char *value = model_record_get_at (record, index);

  return id == 0 && connection->account_id != 0 && value != NULL
         && _store_vault_seals (record, index);
}

static gboolean
bind_value (StoreConnection *connection,
            StoreStatement *statement,
            ModelRecord *record,
            guint index,
            gint64 id,
            GError **error)
{
  const ModelField *field = &model_entity_info (model_record_get_entity (record))->fields[index];
  const char *value = model_record_get_at (record, index);
  g_autofree char *stored = NULL;

  if ((field->flags & MODEL_FIELD_SEALED) == 0)
    {
      _store_bind_field (statement, (int) index + FIRST_FIELD, field, value);
      return TRUE;
    }
  if (is_sealed_later (connection, record, index, id))
    stored = g_strdup (STORE_VAULT_PREFIX);
  else if (connection->vault_key == NULL && value != NULL
           && _store_value_is_same (value, model_record_get_loaded_at (record, index)))
    /* It stands there in the clear, and whoever saves something else cannot help it. */
    stored = g_strdup (value);
  else
    stored = _store_vault_value (connection, record, index, id, value,
                                 model_record_get_sealed_at (record, index), error);
  if (stored == NULL)
    return FALSE;
  _store_bind_field (statement, (int) index + FIRST_FIELD, field, stored);
  return TRUE;
}

static gboolean
bind_record (StoreConnection *connection,
             StoreStatement *statement,
             ModelRecord *record,
             gint64 id,
             GError **error)
{
  ModelEntity entity = model_record_get_entity (record);
  const ModelEntityInfo *info = model_entity_info (entity);

  if (model_entity_has_keys (entity))
    {
      g_autofree char *search_key = model_record_build_search_key (record);
      g_autofree char *sort_key = model_record_build_sort_key (record);

      store_statement_bind_text (statement, 3, search_key != NULL ? search_key : "");
      store_statement_bind_text (statement, 4, sort_key != NULL ? sort_key : "");
    }
  for (guint i = 0; i < info->n_fields; i++)
    if (!bind_value (connection, statement, record, i, id, error))
      return FALSE;
  return TRUE;
}

static gboolean
seal_new (StoreConnection *connection, ModelRecord *record, gint64 id, GError **error)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (record));

  for (guint i = 0; i < info->n_fields; i++)
    {
      g_autofree char *sql = NULL;
      g_autofree char *stored = NULL;
      g_autoptr (StoreStatement) statement = NULL;

      if (!is_sealed_later (connection, record, i, 0))
        continue;
      sql =
          g_strdup_printf ("UPDATE %s%s SET \"%s\" = $1 WHERE id = $2", connection->driver->prefix,
                           info->key, model_field_column (&info->fields[i]));
      stored = _store_vault_value (connection, record, i, id, model_record_get_at (record, i), NULL,
                                   error);
      statement = stored != NULL ? store_connection_prepare (connection, sql, error) : NULL;
      if (statement == NULL)
        return FALSE;
      store_statement_bind_text (statement, 1, stored);
      store_statement_bind_int (statement, 2, id);
      if (!store_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

/* The store writes with the engine's right to look at numbers; what may be written is the role's.
 */
static StoreTrust
begin_writing (StoreConnection *connection)
{
  return _store_connection_trust (connection, MAX (connection->trust, STORE_TRUST_WRITE));
}

static gboolean
insert_row (StoreConnection *connection,
            ModelRecord *record,
            gint64 id,
            gint64 version,
            StoreOperation *operation,
            gint64 *new_id,
            GError **error)
{
  g_autofree char *sql = insert_sql (connection, model_record_get_entity (record));
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  if (id != 0)
    store_statement_bind_int (statement, 1, id);
  store_statement_bind_int (statement, 2, version);
  if (!bind_record (connection, statement, record, id, error)
      || !store_statement_run (statement, error))
    return FALSE;
  *new_id = id != 0 ? id : store_connection_last_id (connection);
  if (id == 0 && !seal_new (connection, record, *new_id, error))
    return FALSE;
  return _store_history_add (connection, operation, STORE_ACTION_INSERT, record, *new_id, version,
                             error);
}

/**
 * _store_write_insert:
 * @connection: a connection in a transaction
 * @record: values of the row
 * @id: its id, or 0 for a new one
 * @version: its version
 * @operation: what it is part of
 * @new_id: (out): its id
 * @error: return location
 *
 * Adds a row and its history line. @record stays as it is.
 *
 * Returns: whether it was added
 */
gboolean
_store_write_insert (StoreConnection *connection,
                     ModelRecord *record,
                     gint64 id,
                     gint64 version,
                     StoreOperation *operation,
                     gint64 *new_id,
                     GError **error)
{
  StoreTrust before = begin_writing (connection);
  gboolean done = insert_row (connection, record, id, version, operation, new_id, error);

  _store_connection_trust (connection, before);
  return done;
}

static gboolean
update_row (StoreConnection *connection,
            ModelRecord *record,
            StoreOperation *operation,
            GError **error)
{
  g_autofree char *sql = update_sql (connection, model_record_get_entity (record));
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, sql, error);
  gint64 id = model_record_get_id (record);
  gint64 version = model_record_get_version (record);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, id);
  store_statement_bind_int (statement, 2, version);
  if (!bind_record (connection, statement, record, id, error)
      || !store_statement_run (statement, error))
    return FALSE;
  /* The row was read under the same lock. */
  g_assert (store_connection_n_changed (connection) == 1);
  return _store_history_add (connection, operation, STORE_ACTION_UPDATE, record, id, version + 1,
                             error);
}

/**
 * _store_write_update:
 * @connection: a connection in a transaction
 * @record: the row as loaded in this transaction, with new values
 * @operation: what it is part of
 * @error: return location
 *
 * Writes a row, one version on, and its history line. @record stays as it is.
 *
 * Returns: whether it was written
 */
gboolean
_store_write_update (StoreConnection *connection,
                     ModelRecord *record,
                     StoreOperation *operation,
                     GError **error)
{
  StoreTrust before = begin_writing (connection);
  gboolean done = update_row (connection, record, operation, error);

  _store_connection_trust (connection, before);
  return done;
}

static gboolean
delete_row (StoreConnection *connection,
            ModelRecord *record,
            StoreOperation *operation,
            GError **error)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (record));
  g_autofree char *sql =
      g_strdup_printf ("DELETE FROM %s%s WHERE id = $1", connection->driver->prefix, info->key);
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, sql, error);
  gint64 id = model_record_get_id (record);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, id);
  return store_statement_run (statement, error)
         && _store_history_add (connection, operation, STORE_ACTION_DELETE, record, id,
                                model_record_get_version (record) + 1, error);
}

/**
 * _store_write_delete:
 * @connection: a connection in a transaction
 * @record: the row as loaded in this transaction
 * @operation: what it is part of
 * @error: return location
 *
 * Deletes a row and adds its history line, which holds all that it was.
 *
 * Returns: whether it was deleted
 */
gboolean
_store_write_delete (StoreConnection *connection,
                     ModelRecord *record,
                     StoreOperation *operation,
                     GError **error)
{
  StoreTrust before = begin_writing (connection);
  gboolean done = delete_row (connection, record, operation, error);

  _store_connection_trust (connection, before);
  return done;
}

/* @record becomes the row just written: its values loaded, nothing changed. */
static void
mark_saved (StoreConnection *connection,
            ModelRecord *record,
            ModelRecord *written,
            gint64 id,
            gint64 version)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (record));

  _store_connection_touch (connection, record);
  for (guint i = 0; i < info->n_fields; i++)
    model_record_load_at (record, i, model_record_get_at (written, i));
  model_record_set_id (record, id);
  model_record_mark_saved (record, version);
}

static gboolean
save_new (StoreConnection *connection, Save *save, GError **error)
{
  g_autoptr (ModelRecord) written = model_record_copy (save->record);
  gint64 id;

  if (!_store_write_insert (connection, written, 0, 1, save->operation, &id, error))
    return FALSE;
  mark_saved (connection, save->record, written, id, 1);
  return TRUE;
}

static void
add_conflict (Save *save, guint index, const char *theirs)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (save->record));
  StoreConflict *conflict = g_new0 (StoreConflict, 1);

  conflict->field = &info->fields[index];
  conflict->base = g_strdup (model_record_get_loaded_at (save->record, index));
  conflict->mine = g_strdup (model_record_get_at (save->record, index));
  conflict->theirs = g_strdup (theirs);
  g_ptr_array_add (save->conflicts, conflict);
}

/* Our changes go on top of the row as it is now: @current. A field that both changed, and not to
 * the same, is a conflict. */
static void
merge (Save *save, ModelRecord *current)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (save->record));

  for (guint i = 0; i < info->n_fields; i++)
    {
      const char *base = model_record_get_loaded_at (save->record, i);
      const char *mine = model_record_get_at (save->record, i);
      const char *theirs = model_record_get_at (current, i);

      if (_store_value_is_same (mine, base) || _store_value_is_same (mine, theirs))
        continue;
      if (!_store_value_is_same (theirs, base))
        add_conflict (save, i, theirs);
      else
        model_record_set_canonical (current, model_field_column (&info->fields[i]), mine);
    }
}

static gboolean
has_changes (ModelRecord *record)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (record));

  for (guint i = 0; i < info->n_fields; i++)
    if (!_store_value_is_same (model_record_get_at (record, i),
                               model_record_get_loaded_at (record, i)))
      return TRUE;
  return FALSE;
}

static void
set_conflict_error (Save *save, GError **error)
{
  g_autoptr (GString) fields = g_string_new (NULL);

  for (guint i = 0; i < save->conflicts->len; i++)
    {
      const StoreConflict *conflict = g_ptr_array_index (save->conflicts, i);

      g_string_append_printf (fields, "%s%s", i > 0 ? ", " : "", _ (conflict->field->label));
    }
  g_set_error (
      error, STORE_ERROR, STORE_ERROR_CONFLICT,
      _ ("Someone else has changed the same thing meanwhile (%s). Nothing was saved: compare "
         "both, then save again."),
      fields->str);
}

static gboolean
save_existing (StoreConnection *connection, Save *save, GError **error)
{
  gint64 id = model_record_get_id (save->record);
  g_autoptr (ModelRecord) current =
      store_load (connection, model_record_get_entity (save->record), id, error);
  gint64 version;

  if (current == NULL)
    return FALSE;
  /* The function may be run twice. */
  g_ptr_array_set_size (save->conflicts, 0);
  merge (save, current);
  if (save->conflicts->len > 0)
    {
      set_conflict_error (save, error);
      return FALSE;
    }
  version = model_record_get_version (current);
  if (has_changes (current))
    {
      if (!_store_write_update (connection, current, save->operation, error))
        return FALSE;
      version++;
    }
  mark_saved (connection, save->record, current, id, version);
  return TRUE;
}

static gboolean
save_in_transaction (StoreConnection *connection, gpointer data, GError **error)
{
  Save *save = data;

  return model_record_get_id (save->record) == 0 ? save_new (connection, save, error)
                                                 : save_existing (connection, save, error);
}

/**
 * store_save:
 * @connection: a connection
 * @record: what to save; its id is 0 for a new row
 * @operation: what it is part of
 * @conflicts: (out) (optional) (transfer full) (nullable) (element-type StoreConflict): the fields
 *   that two seats changed, when the error is %STORE_ERROR_CONFLICT; else %NULL
 * @error: return location for a #StoreError
 *
 * Writes a row and its history line, in the transaction of the caller or in one of its own. When
 * another seat has saved the row since it was loaded, changes to different fields are both kept and
 * @record has all of them afterwards: its version has then risen by more than one. The same field
 * with another value is a conflict, and nothing is written. Without any difference nothing is
 * written either.
 *
 * Afterwards @record has its id, its new version and no changes; when it fails, or when the
 * transaction of the caller does, it is as it was.
 *
 * Returns: whether it is saved
 */
gboolean
store_save (StoreConnection *connection,
            ModelRecord *record,
            StoreOperation *operation,
            GPtrArray **conflicts,
            GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (conflict_free);
  Save save = { record, operation, found };
  gboolean saved;

  if (conflicts != NULL)
    *conflicts = NULL;
  g_return_val_if_fail (STORE_IS_CONNECTION (connection), FALSE);
  g_return_val_if_fail (MODEL_IS_RECORD (record), FALSE);
  g_return_val_if_fail (operation != NULL, FALSE);

  saved = store_connection_transaction (connection, save_in_transaction, &save, error);
  if (!saved && conflicts != NULL && found->len > 0)
    *conflicts = g_steal_pointer (&found);
  return saved;
}

static gboolean
delete_in_transaction (StoreConnection *connection, gpointer data, GError **error)
{
  Save *save = data;
  ModelEntity entity = model_record_get_entity (save->record);
  g_autoptr (ModelRecord) current =
      store_load (connection, entity, model_record_get_id (save->record), error);

  if (current == NULL)
    return FALSE;
  if (model_record_get_version (current) == model_record_get_version (save->record))
    return _store_write_delete (connection, current, save->operation, error);
  g_set_error (error, STORE_ERROR, STORE_ERROR_CONFLICT,
               _ ("Someone else has changed this meanwhile (%s). Nothing was deleted: reload, then "
                  "delete again."),
               _ (model_entity_info (entity)->label));
  return FALSE;
}

/**
 * store_delete:
 * @connection: a connection
 * @record: a row as it was loaded or saved
 * @operation: what it is part of
 * @error: return location for a #StoreError; %STORE_ERROR_CONFLICT when another seat has changed
 *   the row since, %STORE_ERROR_FOREIGN_KEY when something refers to it
 *
 * Deletes a row, in the transaction of the caller or in one of its own. All that it was goes to
 * history, so that it can be undone.
 *
 * Returns: whether it is gone
 */
gboolean
store_delete (StoreConnection *connection,
              ModelRecord *record,
              StoreOperation *operation,
              GError **error)
{
  Save save = { record, operation, NULL };

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), FALSE);
  g_return_val_if_fail (MODEL_IS_RECORD (record), FALSE);
  g_return_val_if_fail (operation != NULL, FALSE);

  return store_connection_transaction (connection, delete_in_transaction, &save, error);
}
