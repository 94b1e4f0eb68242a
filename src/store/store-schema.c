/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-schema-private.h"

#include <glib/gi18n-lib.h>

#include "store-connection-private.h"
#include "store-record-private.h"

typedef struct
{
  char *type;
  gboolean not_null;
} Column;

/* What the store keeps for itself, beside the tables of the catalogue. */
static const struct
{
  const char *type;
  const char *name;
} own_objects[] = {
  { "table", "history" },
  { "table", "history_value" },
  { "table", "lease" },
  { "table", "account" },
  { "table", "access_log" },
  { "table", "exchange" },
  { "table", "exchange_row" },
  { "table", "note_reading" },
  { "table", "purge" },
  { "trigger", "history_no_update" },
  { "trigger", "history_no_delete" },
  { "trigger", "history_value_no_update" },
  { "trigger", "history_value_no_delete" },
  { "trigger", "access_log_no_update" },
  { "trigger", "access_log_no_delete" },
};

static void
column_free (gpointer data)
{
  Column *column = data;

  g_free (column->type);
  g_free (column);
}

/* (transfer full): name → Column */
static GHashTable *
list_columns (StoreConnection *connection, const char *table, GError **error)
{
  g_autoptr (GHashTable) columns =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, column_free);
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (connection, connection->driver->sql_columns, error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  store_statement_bind_text (statement, 1, table);
  while (store_statement_step (statement, &has_row, error))
    {
      Column *column;

      if (!has_row)
        return g_steal_pointer (&columns);
      column = g_new (Column, 1);
      column->type = g_strdup (store_statement_get_text (statement, 1));
      column->not_null = store_statement_get_int (statement, 2) != 0;
      g_hash_table_insert (columns, g_strdup (store_statement_get_text (statement, 0)), column);
    }
  return NULL;
}

static void G_GNUC_PRINTF (2, 3) add_problem (GPtrArray *problems, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (problems, g_strdup_vprintf (format, args));
  va_end (args);
}

/* Takes the column out of @columns, so that what is left at the end has no field. */
static void
expect_column (GHashTable *columns,
               const char *table,
               const char *name,
               const char *type,
               gboolean not_null,
               GPtrArray *problems)
{
  const Column *column = g_hash_table_lookup (columns, name);

  if (column == NULL)
    add_problem (problems, _ ("The column %s.%s is missing from the database."), table, name);
  else if (g_strcmp0 (column->type, type) != 0)
    add_problem (problems, _ ("The column %s.%s is of type %s instead of %s."), table, name,
                 column->type, type);
  else if (column->not_null != not_null)
    add_problem (problems,
                 not_null ? _ ("The column %s.%s lets a required value be missing.")
                          : _ ("The column %s.%s requires a value that may be missing."),
                 table, name);
  g_hash_table_remove (columns, name);
}

static gboolean
compare_entity (StoreConnection *connection,
                ModelEntity entity,
                GPtrArray *problems,
                GError **error)
{
  const ModelEntityInfo *info = model_entity_info (entity);
  g_autoptr (GHashTable) columns = list_columns (connection, info->key, error);
  GHashTableIter iter;
  gpointer name;

  if (columns == NULL)
    return FALSE;
  if (g_hash_table_size (columns) == 0)
    {
      add_problem (problems, _ ("The table %s is missing from the database."), info->key);
      return TRUE;
    }
  /* SQLite does not say NOT NULL of a primary key, which cannot be NULL. */
  g_hash_table_remove (columns, "id");
  expect_column (columns, info->key, "version", "INTEGER", TRUE, problems);
  if (model_entity_has_keys (entity))
    {
      expect_column (columns, info->key, "search_key", "TEXT", TRUE, problems);
      expect_column (columns, info->key, "sort_key", "TEXT", TRUE, problems);
    }
  for (guint i = 0; i < info->n_fields; i++)
    expect_column (columns, info->key, model_field_column (&info->fields[i]),
                   _store_field_sql_type (&info->fields[i]),
                   (info->fields[i].flags & MODEL_FIELD_REQUIRED) != 0, problems);

  g_hash_table_iter_init (&iter, columns);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    add_problem (problems, _ ("The column %s.%s is unknown to the program."), info->key,
                 (const char *) name);
  return TRUE;
}

static gboolean
is_known_object (const char *type, const char *name, guint *seen)
{
  for (guint i = 0; i < G_N_ELEMENTS (own_objects); i++)
    if (g_strcmp0 (own_objects[i].type, type) == 0 && g_strcmp0 (own_objects[i].name, name) == 0)
      {
        *seen |= 1U << i;
        return TRUE;
      }
  return g_strcmp0 (type, "table") == 0 && model_entity_from_key (name) != MODEL_ENTITY_NONE;
}

/* The triggers that keep history are there, and no stranger's run beside them. */
static gboolean
compare_objects (StoreConnection *connection, GPtrArray *problems, GError **error)
{
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (connection, connection->driver->sql_objects, error);
  gboolean has_row = statement != NULL;
  guint seen = 0;

  while (has_row)
    {
      const char *type, *name;

      if (!store_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      type = store_statement_get_text (statement, 0);
      name = store_statement_get_text (statement, 1);
      if (!is_known_object (type, name, &seen))
        add_problem (problems, _ ("The database has something unknown to the program: %s %s."),
                     type, name);
    }
  for (guint i = 0; i < G_N_ELEMENTS (own_objects); i++)
    if ((seen & (1U << i)) == 0)
      add_problem (problems, _ ("What the database works with is missing from it: %s."),
                   own_objects[i].name);
  return statement != NULL;
}

/**
 * _store_schema_compare:
 * @connection: a connection
 * @problems: (element-type utf8): a sentence is added for each difference
 * @error: return location
 *
 * Compares the database with the catalogue, both ways: each field has a column of its type that
 * refuses NULL when the field is required, and each column and table has its field and entity.
 *
 * Returns: whether they could be compared
 */
gboolean
_store_schema_compare (StoreConnection *connection, GPtrArray *problems, GError **error)
{
  for (int i = 0; i < MODEL_N_ENTITIES; i++)
    if (!compare_entity (connection, (ModelEntity) i, problems, error))
      return FALSE;
  return compare_objects (connection, problems, error);
}
