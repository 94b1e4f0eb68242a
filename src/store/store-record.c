/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-record.h"

#include <glib/gi18n-lib.h>

#include "store-connection-private.h"
#include "store-record-private.h"
#include "store-vault.h"

/**
 * store_operation_new:
 * @author: who does it
 * @label: what it is: "step.move"…
 *
 * Returns: (transfer full): an operation with a new id
 */
StoreOperation *
store_operation_new (const char *author, const char *label)
{
  StoreOperation *operation;

  g_return_val_if_fail (author != NULL && label != NULL, NULL);

  operation = g_new0 (StoreOperation, 1);
  operation->id = g_uuid_string_random ();
  operation->author = g_strdup (author);
  operation->label = g_strdup (label);
  return operation;
}

/**
 * store_operation_free:
 * @operation: (nullable) (transfer full): an operation
 */
void
store_operation_free (StoreOperation *operation)
{
  if (operation == NULL)
    return;
  g_free (operation->id);
  g_free (operation->author);
  g_free (operation->label);
  g_free (operation->undoes);
  g_free (operation);
}

/**
 * _store_field_sql_type:
 * @field: a field
 *
 * Returns: the type of its column
 */
const char *
_store_field_sql_type (const ModelField *field)
{
  switch (field->type)
    {
    case MODEL_TYPE_INTEGER:
    case MODEL_TYPE_MONEY:
    case MODEL_TYPE_BOOLEAN:
    case MODEL_TYPE_REFERENCE:
      return "INTEGER";
    case MODEL_TYPE_BYTES:
      return "BLOB";
    default:
      return "TEXT";
    }
}

/**
 * _store_value_is_same:
 * @a: (nullable): a canonical value
 * @b: (nullable): another
 *
 * Returns: whether they say the same; nothing and the empty text are one
 */
gboolean
_store_value_is_same (const char *a, const char *b)
{
  return g_strcmp0 (a != NULL ? a : "", b != NULL ? b : "") == 0;
}

static void
bind_integer (StoreStatement *statement, int parameter, const char *canonical)
{
  gint64 value;

  /* What is no number goes down as it is: the engine refuses it, where 0 would slip through. */
  if (g_ascii_string_to_signed (canonical, 10, G_MININT64, G_MAXINT64, &value, NULL))
    store_statement_bind_int (statement, parameter, value);
  else
    store_statement_bind_text (statement, parameter, canonical);
}

/**
 * _store_bind_field:
 * @statement: a statement
 * @parameter: number of the parameter
 * @field: the field
 * @canonical: (nullable): its value
 *
 * Sets a parameter to a field's value, as its column keeps it. The empty text is NULL.
 */
void
_store_bind_field (StoreStatement *statement,
                   int parameter,
                   const ModelField *field,
                   const char *canonical)
{
  const char *type = _store_field_sql_type (field);

  if (canonical == NULL || canonical[0] == '\0')
    store_statement_bind_null (statement, parameter);
  else if (type[0] == 'I')
    bind_integer (statement, parameter, canonical);
  else if (type[0] == 'B')
    {
      gsize size = 0;
      guchar *data = g_base64_decode (canonical, &size);
      g_autoptr (GBytes) bytes = g_bytes_new_take (data, size);

      store_statement_bind_bytes (statement, parameter, bytes);
    }
  else
    store_statement_bind_text (statement, parameter, canonical);
}

/* Without the key, or altered: it is left alone, and reads as nothing. */
static void
load_sealed (StoreStatement *statement, ModelRecord *record, guint index)
{
  const ModelField *field = &model_entity_info (model_record_get_entity (record))->fields[index];
  StoreConnection *connection = _store_statement_get_connection (statement);
  const char *text = store_statement_get_text (statement, (int) index + 2);
  g_autofree char *opened = NULL;

  if (!store_vault_is_sealed (text))
    {
      model_record_load_at (record, index, text);
      return;
    }
  if (store_vault_is_open (connection))
    opened = store_vault_open (connection, field, model_record_get_id (record), text, NULL);
  model_record_load_at (record, index, opened);
  if (opened == NULL)
    model_record_load_sealed_at (record, index, text);
}

/**
 * _store_read_row:
 * @statement: a statement at a row: id, version and the fields in the order of the catalogue
 * @entity: which
 *
 * Returns: (transfer full): the row
 */
ModelRecord *
_store_read_row (StoreStatement *statement, ModelEntity entity)
{
  const ModelEntityInfo *info = model_entity_info (entity);
  ModelRecord *record = model_record_new (entity);

  model_record_set_id (record, store_statement_get_int (statement, 0));
  for (guint i = 0; i < info->n_fields; i++)
    {
      int column = (int) i + 2;

      if (store_statement_is_null (statement, column))
        model_record_load_at (record, i, NULL);
      else if (info->fields[i].type == MODEL_TYPE_BYTES)
        {
          g_autoptr (GBytes) bytes = store_statement_get_bytes (statement, column);
          gsize size;
          const void *data = g_bytes_get_data (bytes, &size);
          g_autofree char *text = g_base64_encode (data, size);

          model_record_load_at (record, i, text);
        }
      else if ((info->fields[i].flags & MODEL_FIELD_SEALED) != 0)
        load_sealed (statement, record, i);
      else
        model_record_load_at (record, i, store_statement_get_text (statement, column));
    }
  model_record_set_version (record, store_statement_get_int (statement, 1));
  return record;
}

/* Column names are ours, but some are words of SQL ("end"). */
static GString *
select_from (ModelEntity entity)
{
  const ModelEntityInfo *info = model_entity_info (entity);
  GString *sql = g_string_new ("SELECT id, version");

  for (guint i = 0; i < info->n_fields; i++)
    g_string_append_printf (sql, ", \"%s\"", model_field_column (&info->fields[i]));
  g_string_append_printf (sql, " FROM %s", info->key);
  return sql;
}

/* The order that a person expects: the one that people gave, else by name. */
static void
append_order (GString *sql, ModelEntity entity)
{
  static const char *const columns[] = { "position", "rank" };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (model_field_index (entity, columns[i]) >= 0)
      {
        g_string_append_printf (sql, " ORDER BY %s, id", columns[i]);
        return;
      }
  g_string_append (sql, model_entity_has_keys (entity) ? " ORDER BY sort_key, id" : " ORDER BY id");
}

static GPtrArray *
read_rows (StoreStatement *statement, ModelEntity entity, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean has_row = TRUE;

  while (store_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&records);
      g_ptr_array_add (records, _store_read_row (statement, entity));
    }
  return NULL;
}

/**
 * _store_record_assign:
 * @record: a record
 * @from: another of the same entity
 *
 * Makes @record what @from is: values, those loaded, id and version.
 */
void
_store_record_assign (ModelRecord *record, ModelRecord *from)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (record));

  for (guint i = 0; i < info->n_fields; i++)
    {
      model_record_load_at (record, i, model_record_get_loaded_at (from, i));
      model_record_load_sealed_at (record, i, model_record_get_sealed_at (from, i));
      if (model_record_is_changed_at (from, i))
        model_record_set_canonical (record, model_field_column (&info->fields[i]),
                                    model_record_get_at (from, i));
    }
  model_record_set_id (record, model_record_get_id (from));
  model_record_set_version (record, model_record_get_version (from));
}

/**
 * _store_load_if_any:
 * @connection: a connection
 * @entity: which
 * @id: which row
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the row; %NULL without @error when there is none
 */
ModelRecord *
_store_load_if_any (StoreConnection *connection, ModelEntity entity, gint64 id, GError **error)
{
  g_autoptr (GString) sql = select_from (entity);
  g_autoptr (StoreStatement) statement = NULL;
  g_autoptr (GPtrArray) records = NULL;

  g_string_append (sql, " WHERE id = $1");
  statement = store_connection_prepare (connection, sql->str, error);
  if (statement == NULL)
    return NULL;
  store_statement_bind_int (statement, 1, id);
  records = read_rows (statement, entity, error);
  if (records == NULL || records->len == 0)
    return NULL;
  return g_object_ref (g_ptr_array_index (records, 0));
}

/**
 * store_load:
 * @connection: a connection
 * @entity: which entity
 * @id: which row
 * @error: return location for a #StoreError; %STORE_ERROR_NOT_FOUND without such a row
 *
 * Returns: (transfer full): the row, unchanged, with its version; or %NULL
 */
ModelRecord *
store_load (StoreConnection *connection, ModelEntity entity, gint64 id, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (GError) local = NULL;
  ModelRecord *record;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);

  record = _store_load_if_any (connection, entity, id, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (record == NULL)
    g_set_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                 _ ("%s no. %s is no longer in the database. Reload."),
                 _ (model_entity_info (entity)->label), number);
  return record;
}

/**
 * store_load_all:
 * @connection: a connection
 * @entity: which entity
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full) (element-type ModelRecord): every row: by position or rank when the
 *   entity has one, else by sort key, else as they were added; or %NULL
 */
GPtrArray *
store_load_all (StoreConnection *connection, ModelEntity entity, GError **error)
{
  g_autoptr (GString) sql = NULL;
  g_autoptr (StoreStatement) statement = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);

  sql = select_from (entity);
  append_order (sql, entity);
  statement = store_connection_prepare (connection, sql->str, error);
  return statement != NULL ? read_rows (statement, entity, error) : NULL;
}

/* @columns and @values: as many; all must match. */
static GPtrArray *
find_rows (StoreConnection *connection,
           ModelEntity entity,
           GPtrArray *columns,
           GPtrArray *values,
           GError **error)
{
  const ModelEntityInfo *info = model_entity_info (entity);
  g_autoptr (GString) sql = select_from (entity);
  g_autoptr (StoreStatement) statement = NULL;
  guint parameter = 0;

  for (guint i = 0; i < columns->len; i++)
    {
      const char *value = g_ptr_array_index (values, i);

      g_return_val_if_fail (model_field_index (entity, g_ptr_array_index (columns, i)) >= 0, NULL);
      g_string_append_printf (sql, "%s \"%s\"", i == 0 ? " WHERE" : " AND",
                              (const char *) g_ptr_array_index (columns, i));
      if (value == NULL || value[0] == '\0')
        g_string_append (sql, " IS NULL");
      else
        g_string_append_printf (sql, " = $%u", ++parameter);
    }
  append_order (sql, entity);

  statement = store_connection_prepare (connection, sql->str, error);
  if (statement == NULL)
    return NULL;
  parameter = 0;
  for (guint i = 0; i < columns->len; i++)
    {
      const char *value = g_ptr_array_index (values, i);
      int index = model_field_index (entity, g_ptr_array_index (columns, i));

      if (value != NULL && value[0] != '\0')
        _store_bind_field (statement, (int) ++parameter, &info->fields[index], value);
    }
  return read_rows (statement, entity, error);
}

/**
 * store_find:
 * @connection: a connection
 * @entity: which entity
 * @column: one of its columns
 * @canonical: (nullable): the value wanted, in its canonical form; %NULL: rows without one
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full) (element-type ModelRecord): the rows that have this value, in the order
 *   of store_load_all(); or %NULL
 */
GPtrArray *
store_find (StoreConnection *connection,
            ModelEntity entity,
            const char *column,
            const char *canonical,
            GError **error)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (column != NULL, NULL);

  g_ptr_array_add (columns, (gpointer) column);
  g_ptr_array_add (values, (gpointer) canonical);
  return find_rows (connection, entity, columns, values, error);
}

/**
 * store_find_by_id:
 * @connection: a connection
 * @entity: which entity
 * @column: one of its columns that refer to a row
 * @id: the row referred to; 0, a row that is not saved yet, has none that refer to it
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full) (element-type ModelRecord): the rows that refer to it, as store_find()
 *   gives them; or %NULL
 */
GPtrArray *
store_find_by_id (StoreConnection *connection,
                  ModelEntity entity,
                  const char *column,
                  gint64 id,
                  GError **error)
{
  g_autofree char *canonical = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  return store_find (connection, entity, column, canonical, error);
}

/**
 * store_find_one:
 * @connection: a connection
 * @entity: which entity
 * @error: return location for a #StoreError
 * @...: pairs of a column and a canonical value ("" for none), then %NULL
 *
 * Returns: (transfer full) (nullable): the first row that has all these values; %NULL without
 *   @error when there is none
 */
ModelRecord *
store_find_one (StoreConnection *connection, ModelEntity entity, GError **error, ...)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autoptr (GPtrArray) records = NULL;
  const char *column;
  va_list args;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);

  va_start (args, error);
  while ((column = va_arg (args, const char *)) != NULL)
    {
      g_ptr_array_add (columns, (gpointer) column);
      g_ptr_array_add (values, va_arg (args, gpointer));
    }
  va_end (args);

  records = find_rows (connection, entity, columns, values, error);
  if (records == NULL || records->len == 0)
    return NULL;
  return g_object_ref (g_ptr_array_index (records, 0));
}
