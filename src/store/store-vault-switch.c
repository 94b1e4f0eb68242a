/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>

#include "store-connection-private.h"
#include "store-history-private.h"
#include "store-history-rewrite.h"
#include "store-vault-private.h"

/* Accounts are switched on or off: what stands in the clear is sealed, or the other way round, in
 * the rows and in history. */

typedef struct
{
  StoreConnection *connection;
  gboolean seals;
  GHashTable *secret_notes; /* (owned): set of the ids of notes for the administration */
  GHashTable *left;         /* (owned): digests of what history kept aside as it was */
} Switch;

/* A value to be written, or a line. */
typedef struct
{
  gint64 id;
  gint64 row;
  ModelEntity entity;
  char *text;
} Item;

static void
item_free (gpointer data)
{
  Item *item = data;

  g_free (item->text);
  g_free (item);
}

/* (transfer full): the items of a query of numbers and texts: id, row, table, text */
static GPtrArray *
read_items (StoreConnection *connection, const char *sql, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (item_free);
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, sql, error);
  gboolean has_row = TRUE;

  while (statement != NULL && store_statement_step (statement, &has_row, error))
    {
      Item *item;

      if (!has_row)
        return g_steal_pointer (&items);
      item = g_new0 (Item, 1);
      item->id = store_statement_get_int (statement, 0);
      item->row = store_statement_get_int (statement, 1);
      item->entity = model_entity_from_key (store_statement_get_text (statement, 2));
      item->text = g_strdup (store_statement_get_text (statement, 3));
      g_ptr_array_add (items, item);
    }
  return NULL;
}

static gboolean
write_item (StoreConnection *connection,
            const char *sql,
            gint64 id,
            const char *text,
            GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, text);
  store_statement_bind_int (statement, 2, id);
  return store_statement_run (statement, error);
}

/* (transfer full): @text as it is to stand there from now on */
static char *
convert (const Switch *change, const ModelField *field, gint64 id, const char *text, GError **error)
{
  if (change->seals == store_vault_is_sealed (text))
    return g_strdup (text);
  return change->seals ? store_vault_seal (change->connection, field, id, text, error)
                       : store_vault_open (change->connection, field, id, text, error);
}

static gboolean
convert_column (const Switch *change, ModelEntity entity, const ModelField *field, GError **error)
{
  const char *table = model_entity_info (entity)->key;
  const char *column = model_field_column (field);
  const char *rows =
      change->seals && entity == MODEL_ENTITY_NOTE ? " AND audience = 'administration'" : "";
  g_autofree char *query =
      g_strdup_printf ("SELECT id, id, '%s', \"%s\" FROM main.%s WHERE \"%s\" IS NOT NULL%s", table,
                       column, table, column, rows);
  g_autofree char *update =
      g_strdup_printf ("UPDATE main.%s SET \"%s\" = $1 WHERE id = $2", table, column);
  g_autoptr (GPtrArray) items = read_items (change->connection, query, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const Item *item = g_ptr_array_index (items, i);
      g_autofree char *text = convert (change, field, item->id, item->text, error);

      if (text == NULL || !write_item (change->connection, update, item->id, text, error))
        return FALSE;
    }
  return items != NULL;
}

/* Notes that are, or ever were, for the administration. */
static gboolean
find_secret_notes (Switch *change, GError **error)
{
  g_autoptr (GPtrArray) items =
      read_items (change->connection,
                  "SELECT id, id, 'note', '' FROM main.note WHERE audience = 'administration'"
                  " UNION SELECT id, entity_id, 'note', '' FROM main.history WHERE entity = 'note'"
                  " AND changes LIKE '%\"audience\":[%\"administration\"%'",
                  error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const Item *item = g_ptr_array_index (items, i);

      g_hash_table_add (change->secret_notes, g_memdup2 (&item->row, sizeof item->row));
    }
  return items != NULL;
}

/* (transfer full): what is to stand for one side of a column */
static char *
convert_side (const Switch *change,
              const ModelField *field,
              gint64 id,
              const char *text,
              gboolean goes,
              GError **error)
{
  if ((field->flags & MODEL_FIELD_QUIET) != 0)
    return _store_history_convert_name (change->connection, change->seals, field, id, text, goes,
                                        change->left, error);
  return convert (change, field, id, text, error);
}

/* One column of one line: both sides of it. */
static gboolean
convert_pair (const Switch *change,
              JsonObject *object,
              const ModelField *field,
              gint64 id,
              GError **error)
{
  const char *column = model_field_column (field);
  JsonArray *pair = json_object_get_array_member (object, column);
  g_autoptr (JsonArray) converted = json_array_new ();

  for (guint i = 0; i < json_array_get_length (pair); i++)
    {
      JsonNode *node = json_array_get_element (pair, i);
      g_autofree char *text = NULL;

      if (!JSON_NODE_HOLDS_VALUE (node))
        {
          json_array_add_null_element (converted);
          continue;
        }
      text = convert_side (change, field, id, json_node_get_string (node), i == 0, error);
      if (text == NULL)
        return FALSE;
      json_array_add_string_element (converted, text);
    }
  json_object_set_array_member (object, column, g_steal_pointer (&converted));
  return TRUE;
}

static gboolean
convert_line (const Switch *change, const Item *item, GError **error)
{
  const ModelEntityInfo *info = model_entity_info (item->entity);
  g_autoptr (JsonNode) root = json_from_string (item->text, NULL);
  g_autofree char *text = NULL;
  JsonObject *object;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)
      || (change->seals && item->entity == MODEL_ENTITY_NOTE
          && !g_hash_table_contains (change->secret_notes, &item->row)))
    return TRUE;
  object = json_node_get_object (root);
  for (guint i = 0; i < info->n_fields; i++)
    if ((info->fields[i].flags & MODEL_FIELD_SEALED) != 0
        && json_object_has_member (object, model_field_column (&info->fields[i]))
        && !convert_pair (change, object, &info->fields[i], item->row, error))
      return FALSE;
  text = json_to_string (root, FALSE);
  return write_item (change->connection, "UPDATE main.history SET changes = $1 WHERE id = $2",
                     item->id, text, error);
}

static gboolean
convert_history (const Switch *change, const ModelEntityInfo *info, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GPtrArray) items = NULL;

  g_string_printf (sql,
                   "SELECT id, entity_id, entity, changes FROM main.history WHERE entity = '%s'"
                   " AND (0",
                   info->key);
  for (guint i = 0; i < info->n_fields; i++)
    if ((info->fields[i].flags & MODEL_FIELD_SEALED) != 0)
      g_string_append_printf (sql, " OR changes LIKE '%%\"%s\":[%%'",
                              model_field_column (&info->fields[i]));
  g_string_append (sql, ")");
  items = read_items (change->connection, sql->str, error);
  for (guint i = 0; items != NULL && i < items->len; i++)
    if (!convert_line (change, g_ptr_array_index (items, i), error))
      return FALSE;
  return items != NULL;
}

static gboolean
convert_entity (const Switch *change, ModelEntity entity, GError **error)
{
  const ModelEntityInfo *info = model_entity_info (entity);
  gboolean any = FALSE;

  for (guint i = 0; i < info->n_fields; i++)
    if ((info->fields[i].flags & MODEL_FIELD_SEALED) != 0)
      {
        any = TRUE;
        if (!convert_column (change, entity, &info->fields[i], error))
          return FALSE;
      }
  return !any || convert_history (change, info, error);
}

/**
 * _store_vault_switch:
 * @connection: a connection in a transaction of _store_vault_begin(), whose vault is open
 * @seals: whether what is to be sealed is sealed, or what is sealed is opened
 * @error: return location
 *
 * Changes the values of rows and of history. No row has another version by it: nothing that a
 * person sees has changed.
 *
 * Returns: whether all are changed
 */
gboolean
_store_vault_switch (StoreConnection *connection, gboolean seals, GError **error)
{
  g_autoptr (GHashTable) notes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) left = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Switch change = { connection, seals, notes, left };

  if (!find_secret_notes (&change, error))
    return FALSE;
  for (int entity = 0; entity < MODEL_N_ENTITIES; entity++)
    if (!convert_entity (&change, (ModelEntity) entity, error))
      return FALSE;
  return _store_history_drop_names (connection, left, error);
}

/**
 * _store_vault_begin:
 * @connection: a connection of an administrator, outside of transactions
 * @func: calls _store_vault_switch() among what else it does
 * @data: for @func
 * @error: return location
 *
 * Runs @func in a transaction that may rewrite history, then writes the whole file anew: nothing of
 * what stood there before is left in it.
 *
 * Returns: whether it is committed
 */
gboolean
_store_vault_begin (StoreConnection *connection,
                    StoreTransactionFunc func,
                    gpointer data,
                    GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!store_history_rewrite (connection, func, data, error))
    return FALSE;
  /* Pages that are freed are overwritten all the same (secure_delete). */
  if (!store_history_compact (connection, &local))
    g_warning ("The database could not be written anew after a change of accounts");
  return TRUE;
}
