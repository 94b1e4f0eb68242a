/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-history-private.h"

#include "store-error.h"
#include "store-record.h"

typedef enum
{
  ALL,
  ONLY_GONE,  /* those that are there have a line of the list of their own */
  OF_NO_OTHER /* not those that are about a search, a sheet or an agreement of another line */
} Which;

/* What hangs from a row that is told about, those that were deleted since too. */
typedef struct
{
  ModelEntity parent;
  ModelEntity entity;
  const char *column;
  Which which;
} Hanging;

static const Hanging hanging[] = {
  { MODEL_ENTITY_SEARCH, MODEL_ENTITY_INTERVIEW, "search_id", ALL },
  { MODEL_ENTITY_SEARCH, MODEL_ENTITY_PLACEMENT, "search_id", ONLY_GONE },
  { MODEL_ENTITY_SEARCH, MODEL_ENTITY_NOTE, "search_id", OF_NO_OTHER },
  { MODEL_ENTITY_PLACEMENT, MODEL_ENTITY_AGREEMENT, "placement_id", ALL },
  { MODEL_ENTITY_PLACEMENT, MODEL_ENTITY_NOTE, "placement_id", ALL },
  { MODEL_ENTITY_AGREEMENT, MODEL_ENTITY_SIGNATORY, "agreement_id", ALL },
  { MODEL_ENTITY_AGREEMENT, MODEL_ENTITY_DOCUMENT, "agreement_id", ALL },
  { MODEL_ENTITY_AGREEMENT, MODEL_ENTITY_SIGNATURE_REQUEST, "agreement_id", ALL },
  { MODEL_ENTITY_SIGNATURE_REQUEST, MODEL_ENTITY_SIGNATURE_SIGNER, "request_id", ALL },
  { MODEL_ENTITY_AGREEMENT, MODEL_ENTITY_NOTE, "agreement_id", ALL },
  { MODEL_ENTITY_AGREEMENT, MODEL_ENTITY_MESSAGE, "agreement_id", ALL },
  { MODEL_ENTITY_PLACEMENT, MODEL_ENTITY_MESSAGE, "placement_id", ALL },
  { MODEL_ENTITY_STUDENT, MODEL_ENTITY_MESSAGE, "student_id", OF_NO_OTHER },
  { MODEL_ENTITY_STUDENT, MODEL_ENTITY_GUARDIAN, "student_id", ALL },
  { MODEL_ENTITY_STUDENT, MODEL_ENTITY_NOTE, "student_id", OF_NO_OTHER },
};

/* Which columns say that a row is about another line. */
static const struct
{
  const char *column;
  ModelEntity entity;
} lines_columns[] = {
  { "search_id", MODEL_ENTITY_SEARCH },
  { "placement_id", MODEL_ENTITY_PLACEMENT },
  { "agreement_id", MODEL_ENTITY_AGREEMENT },
  { "period_id", MODEL_ENTITY_PERIOD },
};

/* What a row that is told about refers to, and whose changes matter to it. */
static const struct
{
  ModelEntity entity;
  const char *column;
} referred[] = {
  { MODEL_ENTITY_PLACEMENT, "company_id" },
  { MODEL_ENTITY_PLACEMENT, "site_id" },
  { MODEL_ENTITY_PLACEMENT, "representative_id" },
  { MODEL_ENTITY_PLACEMENT, "tutor_id" },
};

typedef struct
{
  ModelEntity entity;
  gint64 id;
} Row;

typedef struct
{
  StoreConnection *connection;
  GArray *rows;     /* (element-type Row): each once, in the order in which they were found */
  GHashTable *seen; /* "entity:id" */
  gint64 period_id; /* of the line, or 0 */
} Collection;

static char *
row_key (ModelEntity entity, gint64 id)
{
  return g_strdup_printf ("%d:%" G_GINT64_FORMAT, (int) entity, id);
}

static void
add_row (Collection *collection, ModelEntity entity, gint64 id)
{
  Row row = { entity, id };

  if (id != 0 && g_hash_table_add (collection->seen, row_key (entity, id)))
    g_array_append_val (collection->rows, row);
}

static gboolean
is_seen (Collection *collection, ModelEntity entity, gint64 id)
{
  g_autofree char *key = row_key (entity, id);

  return g_hash_table_contains (collection->seen, key);
}

/* A period is told about by no line of the list: it is not among the rows. */
static gboolean
is_of_line (Collection *collection, ModelEntity entity, gint64 id)
{
  return entity == MODEL_ENTITY_PERIOD ? id == collection->period_id
                                       : is_seen (collection, entity, id);
}

static gboolean
is_of_another (Collection *collection, ModelRecord *record)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines_columns); i++)
    {
      const char *column = lines_columns[i].column;
      gboolean has_column = model_field_index (model_record_get_entity (record), column) >= 0;
      gint64 id = has_column ? model_record_get_int (record, column) : 0;

      if (id != 0 && !is_of_line (collection, lines_columns[i].entity, id))
        return TRUE;
    }
  return FALSE;
}

static void
add_hanging (Collection *collection, const Hanging *what, ModelRecord *record)
{
  if (what->which != OF_NO_OTHER || !is_of_another (collection, record))
    add_row (collection, what->entity, model_record_get_id (record));
}

static gboolean
add_there (Collection *collection, const Hanging *what, gint64 parent_id, GError **error)
{
  g_autoptr (GPtrArray) records = NULL;

  if (what->which == ONLY_GONE)
    return TRUE;
  records = store_find_by_id (collection->connection, what->entity, what->column, parent_id, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    add_hanging (collection, what, g_ptr_array_index (records, i));
  return records != NULL;
}

static gboolean
add_gone (Collection *collection, const Hanging *what, gint64 parent_id, GError **error)
{
  g_autoptr (GPtrArray) records =
      store_history_gone (collection->connection, what->entity, what->column, parent_id, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    add_hanging (collection, what, g_ptr_array_index (records, i));
  return records != NULL;
}

static gboolean
refers (ModelEntity entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (referred); i++)
    if (referred[i].entity == entity)
      return TRUE;
  return FALSE;
}

static gboolean
add_referred (Collection *collection, const Row *row, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (ModelRecord) record =
      store_load (collection->connection, row->entity, row->id, &local);

  /* One that was deleted refers to nothing any more. */
  if (g_error_matches (local, STORE_ERROR, STORE_ERROR_NOT_FOUND))
    return TRUE;
  if (record == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (referred); i++)
    if (referred[i].entity == row->entity)
      {
        int index = model_field_index (row->entity, referred[i].column);
        const ModelField *field = &model_entity_info (row->entity)->fields[index];

        add_row (collection, model_field_target (field),
                 model_record_get_int (record, referred[i].column));
      }
  return TRUE;
}

static gboolean
follow (Collection *collection, Row row, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (hanging); i++)
    if (hanging[i].parent == row.entity
        && (!add_there (collection, &hanging[i], row.id, error)
            || !add_gone (collection, &hanging[i], row.id, error)))
      return FALSE;
  return !refers (row.entity) || add_referred (collection, &row, error);
}

static gboolean
collect_rows (Collection *collection, const WorkHistoryPlace *place, GError **error)
{
  add_row (collection, MODEL_ENTITY_SEARCH, place->search_id);
  add_row (collection, MODEL_ENTITY_PLACEMENT, place->placement_id);
  add_row (collection, MODEL_ENTITY_STUDENT, place->student_id);
  for (guint i = 0; i < collection->rows->len; i++)
    if (!follow (collection, g_array_index (collection->rows, Row, i), error))
      return FALSE;
  return TRUE;
}

/**
 * _work_history_lines:
 * @connection: a connection
 * @place: a line of the list
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full) (element-type StoreHistoryLine): all that happened to the line and to
 *   what hangs from it, in no order; or %NULL
 */
GPtrArray *
_work_history_lines (StoreConnection *connection, const WorkHistoryPlace *place, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) lines =
      g_ptr_array_new_with_free_func ((GDestroyNotify) store_history_line_free);
  Collection collection = { connection, rows, seen, place->period_id };

  if (!collect_rows (&collection, place, error))
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      GPtrArray *found = store_history_of (connection, row->entity, row->id, error);

      if (found == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (lines, found);
    }
  return g_steal_pointer (&lines);
}
