/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-privacy-private.h"

#include "base-json.h"
#include "store-history.h"

/* A row that was deleted, as its last line tells. */
typedef struct
{
  WorkRowKey key;
  char *at;
  char *merge;     /* (nullable): the operation, when it put two rows together */
  GArray *parents; /* (element-type WorkRowKey): what it referred to */
} Gone;

struct _WorkGone
{
  GPtrArray *rows; /* (element-type Gone) */
};

static void
gone_row_free (gpointer data)
{
  Gone *row = data;

  g_free (row->at);
  g_free (row->merge);
  g_array_unref (row->parents);
  g_free (row);
}

/**
 * _work_gone_free:
 * @gone: (nullable) (transfer full): what was deleted
 */
void
_work_gone_free (WorkGone *gone)
{
  if (gone == NULL)
    return;
  g_ptr_array_unref (gone->rows);
  g_free (gone);
}

static gint64
id_of (JsonArray *pair, guint side)
{
  JsonNode *node = json_array_get_length (pair) == 2 ? json_array_get_element (pair, side) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return 0;
  return g_ascii_strtoll (json_node_get_string (node), NULL, 10);
}

static void
add_key (GArray *keys, ModelEntity entity, gint64 id)
{
  WorkRowKey key = { entity, id };

  if (id != 0)
    g_array_append_val (keys, key);
}

/* (transfer full): the rows of persons that a line of history names, before and after */
static GArray *
references_of (ModelEntity entity, const char *changes)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (WorkRowKey));
  const ModelEntityInfo *info = model_entity_info (entity);
  g_autoptr (JsonNode) node = base_json_parse (changes, -1);
  JsonObject *object = node != NULL ? base_json_object (node) : NULL;

  for (guint i = 0; object != NULL && i < info->n_fields; i++)
    {
      ModelEntity target = model_field_target (&info->fields[i]);
      JsonArray *pair = base_json_member_array (object, model_field_column (&info->fields[i]));

      if (pair == NULL || target == MODEL_ENTITY_NONE || !_work_privacy_is_of_person (target))
        continue;
      add_key (keys, target, id_of (pair, 0));
      add_key (keys, target, id_of (pair, 1));
    }
  return keys;
}

static Gone *
gone_row_new (StoreStatement *statement)
{
  ModelEntity entity = model_entity_from_key (store_statement_get_text (statement, 0));
  const char *label = store_statement_get_text (statement, 4);
  Gone *row;

  if (entity == MODEL_ENTITY_NONE
      || !(_work_privacy_is_of_person (entity) || entity == MODEL_ENTITY_CONTACT
           || entity == MODEL_ENTITY_MESSAGE_BLOCK))
    return NULL;
  row = g_new0 (Gone, 1);
  row->key.entity = entity;
  row->key.id = store_statement_get_int (statement, 1);
  row->at = g_strdup (store_statement_get_text (statement, 2));
  if (label != NULL && g_str_has_suffix (label, ".merge"))
    row->merge = g_strdup (store_statement_get_text (statement, 3));
  row->parents = references_of (entity, store_statement_get_text (statement, 5));
  return row;
}

/**
 * _work_gone_load:
 * @connection: a connection
 * @error: return location
 *
 * Reads which rows of persons were deleted, with what they hung from: their values are in history.
 *
 * Returns: (transfer full): them, or %NULL
 */
WorkGone *
_work_gone_load (StoreConnection *connection, GError **error)
{
  g_autoptr (WorkGone) gone = g_new0 (WorkGone, 1);
  g_autoptr (StoreStatement) statement = NULL;
  gboolean has_row = TRUE;

  gone->rows = g_ptr_array_new_with_free_func (gone_row_free);
  statement = store_connection_prepare (
      connection,
      "SELECT entity, entity_id, at, operation_id, label, changes FROM history"
      " WHERE action = 'delete' ORDER BY id",
      error);
  if (statement == NULL)
    return NULL;
  while (store_statement_step (statement, &has_row, error))
    {
      Gone *row = has_row ? gone_row_new (statement) : NULL;

      if (!has_row)
        return g_steal_pointer (&gone);
      if (row != NULL)
        g_ptr_array_add (gone->rows, row);
    }
  return NULL;
}

/**
 * _work_gone_until:
 * @gone: what was deleted
 * @day: ISO day
 *
 * Returns: (transfer full) (element-type WorkRowKey): what was deleted on that day or before
 */
GArray *
_work_gone_until (WorkGone *gone, const char *day)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (WorkRowKey));

  for (guint i = 0; i < gone->rows->len; i++)
    {
      const Gone *row = g_ptr_array_index (gone->rows, i);

      if (strncmp (row->at, day, strlen (day)) <= 0)
        g_array_append_val (keys, row->key);
    }
  return keys;
}

/* ---- what hangs from a person ---- */

typedef struct
{
  StoreConnection *connection;
  WorkGone *gone;
  WorkPersonRows *rows;
  GHashTable *seen; /* "entity:id" */
  ModelEntity root; /* the person's */
} Walk;

/**
 * _work_person_rows_free:
 * @rows: (nullable) (transfer full): what is there about a person
 */
void
_work_person_rows_free (WorkPersonRows *rows)
{
  if (rows == NULL)
    return;
  g_ptr_array_unref (rows->records);
  g_array_unref (rows->keys);
  g_free (rows);
}

static char *
name_key (ModelEntity entity, gint64 id)
{
  return g_strdup_printf ("%d:%" G_GINT64_FORMAT, (int) entity, id);
}

static gboolean
has_key (Walk *walk, const WorkRowKey *key)
{
  g_autofree char *name = name_key (key->entity, key->id);

  return g_hash_table_contains (walk->seen, name);
}

/* Whether it was not there yet. */
static gboolean
take_key (Walk *walk, ModelEntity entity, gint64 id)
{
  if (!g_hash_table_add (walk->seen, name_key (entity, id)))
    return FALSE;
  add_key (walk->rows->keys, entity, id);
  return TRUE;
}

static gboolean
take_children (Walk *walk, ModelEntity entity, const char *column, gint64 parent, GError **error)
{
  g_autoptr (GPtrArray) found = store_find_by_id (walk->connection, entity, column, parent, error);

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      ModelRecord *record = g_ptr_array_index (found, i);

      if (take_key (walk, entity, model_record_get_id (record)))
        g_ptr_array_add (walk->rows->records, g_object_ref (record));
    }
  return TRUE;
}

/* The entities are in an order where each refers to those before it alone: once is enough. */
static gboolean
take_rows_that_are_there (Walk *walk, ModelEntity entity, GError **error)
{
  const ModelEntityInfo *info = model_entity_info (entity);

  for (guint i = 0; i < info->n_fields; i++)
    {
      ModelEntity target = model_field_target (&info->fields[i]);

      if (target == MODEL_ENTITY_NONE || target == entity || !_work_privacy_is_of_person (target))
        continue;
      for (guint j = 0; j < walk->rows->keys->len; j++)
        {
          WorkRowKey parent = g_array_index (walk->rows->keys, WorkRowKey, j);

          if (parent.entity == target
              && !take_children (walk, entity, model_field_column (&info->fields[i]), parent.id,
                                 error))
            return FALSE;
        }
    }
  return TRUE;
}

/* (transfer full): which rows an operation touched */
static GArray *
touched_by (StoreConnection *connection, const char *operation_id, GError **error)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (WorkRowKey));
  g_autoptr (GPtrArray) lines = store_history_of_operation (connection, operation_id, error);

  if (lines == NULL)
    {
      g_array_unref (keys);
      return NULL;
    }
  for (guint i = 0; i < lines->len; i++)
    {
      const StoreHistoryLine *line = g_ptr_array_index (lines, i);

      add_key (keys, line->entity, line->entity_id);
    }
  return keys;
}

static gboolean
has_any (Walk *walk, GArray *keys)
{
  for (guint i = 0; i < keys->len; i++)
    if (has_key (walk, &g_array_index (keys, WorkRowKey, i)))
      return TRUE;
  return FALSE;
}

/* Who was put together with the person, and what hung from them. */
static gboolean
take_gone_row (Walk *walk, const Gone *row, gboolean *grew, GError **error)
{
  gboolean is_namesake = row->merge != NULL && row->key.entity == walk->root;
  g_autoptr (GArray) touched = NULL;

  if (has_key (walk, &row->key))
    return TRUE;
  if (is_namesake && (touched = touched_by (walk->connection, row->merge, error)) == NULL)
    return FALSE;
  if (has_any (walk, row->parents) || (touched != NULL && has_any (walk, touched)))
    *grew |= take_key (walk, row->key.entity, row->key.id);
  return TRUE;
}

static gboolean
take_rows_that_are_gone (Walk *walk, GError **error)
{
  gboolean grew = TRUE;

  while (grew)
    {
      grew = FALSE;
      for (guint i = 0; i < walk->gone->rows->len; i++)
        if (!take_gone_row (walk, g_ptr_array_index (walk->gone->rows, i), &grew, error))
          return FALSE;
    }
  return TRUE;
}

/**
 * _work_person_rows_load:
 * @connection: a connection
 * @gone: what was deleted
 * @entity: the student, or somebody from whom nothing hangs
 * @id: the person
 * @error: return location, %STORE_ERROR_NOT_FOUND when there is no such person
 *
 * Walks the references of the catalogue from a person: all that is only there because of them, with
 * what was deleted and is only in history.
 *
 * Returns: (transfer full): the rows, or %NULL
 */
WorkPersonRows *
_work_person_rows_load (StoreConnection *connection,
                        WorkGone *gone,
                        ModelEntity entity,
                        gint64 id,
                        GError **error)
{
  g_autoptr (WorkPersonRows) rows = g_new0 (WorkPersonRows, 1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Walk walk = { connection, gone, rows, seen, entity };
  ModelRecord *own;

  rows->records = g_ptr_array_new_with_free_func (g_object_unref);
  rows->keys = g_array_new (FALSE, FALSE, sizeof (WorkRowKey));
  own = store_load (connection, entity, id, error);
  if (own == NULL)
    return NULL;
  g_ptr_array_add (rows->records, own);
  take_key (&walk, entity, id);
  for (int i = entity + 1; entity == MODEL_ENTITY_STUDENT && i < MODEL_N_ENTITIES; i++)
    if (_work_privacy_is_of_person ((ModelEntity) i)
        && !take_rows_that_are_there (&walk, (ModelEntity) i, error))
      return NULL;
  return take_rows_that_are_gone (&walk, error) ? g_steal_pointer (&rows) : NULL;
}
