/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-import-private.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"

/* A row is found by the folded values of one or two columns. Entities are read once an import:
 * a list of a thousand lines asks the database nothing a line. */
static const struct
{
  ModelEntity entity;
  const char *first;
  const char *second;
} indexes[] = {
  [WORK_INDEX_YEAR] = { MODEL_ENTITY_SCHOOL_YEAR, "name", NULL },
  [WORK_INDEX_CLASS] = { MODEL_ENTITY_CLASS_GROUP, "school_year_id", "name" },
  [WORK_INDEX_CLASS_ID] = { MODEL_ENTITY_CLASS_GROUP, NULL, NULL },
  [WORK_INDEX_STUDENT_INE] = { MODEL_ENTITY_STUDENT, "ine", NULL },
  [WORK_INDEX_STUDENT_NUMBER] = { MODEL_ENTITY_STUDENT, "internal_number", NULL },
  [WORK_INDEX_STUDENT_NAME] = { MODEL_ENTITY_STUDENT, "family_name", "given_name" },
  [WORK_INDEX_GUARDIAN] = { MODEL_ENTITY_GUARDIAN, "student_id", "rank" },
  [WORK_INDEX_ENROLMENT] = { MODEL_ENTITY_ENROLMENT, "student_id", NULL },
  [WORK_INDEX_TEACHER_EMAIL] = { MODEL_ENTITY_TEACHER, "email", NULL },
  [WORK_INDEX_TEACHER_NAME] = { MODEL_ENTITY_TEACHER, "family_name", "given_name" },
  [WORK_INDEX_TEACHER_FAMILY] = { MODEL_ENTITY_TEACHER, "family_name", NULL },
  [WORK_INDEX_COMPANY_SIRET] = { MODEL_ENTITY_COMPANY, "siret", NULL },
  [WORK_INDEX_COMPANY_NAME] = { MODEL_ENTITY_COMPANY, "name", NULL },
  [WORK_INDEX_COMPANY_TRADE_NAME] = { MODEL_ENTITY_COMPANY, "trade_name", NULL },
  [WORK_INDEX_SITE] = { MODEL_ENTITY_SITE, "company_id", NULL },
  [WORK_INDEX_CONTACT] = { MODEL_ENTITY_CONTACT, "company_id", NULL },
  [WORK_INDEX_PERIOD] = { MODEL_ENTITY_PERIOD, "school_year_id", "name" },
  [WORK_INDEX_PERIOD_CLASSES] = { MODEL_ENTITY_PERIOD_CLASS, "period_id", NULL },
  [WORK_INDEX_SEARCH] = { MODEL_ENTITY_SEARCH, "student_id", "period_id" },
  [WORK_INDEX_PLACEMENT] = { MODEL_ENTITY_PLACEMENT, "search_id", NULL },
};

static char *
make_key (const char *first, const char *second)
{
  g_autofree char *a = base_text_fold (first);
  g_autofree char *b = base_text_fold (second);

  return g_strconcat (a, "\x1f", b, NULL);
}

static char *
key_of (WorkImportIndex index, ModelRecord *record)
{
  char id[32];

  if (indexes[index].first == NULL)
    {
      g_snprintf (id, sizeof id, "%" G_GINT64_FORMAT, model_record_get_id (record));
      return make_key (id, NULL);
    }
  return make_key (model_record_get (record, indexes[index].first),
                   indexes[index].second != NULL ? model_record_get (record, indexes[index].second)
                                                 : NULL);
}

static void
add_to_index (WorkImport *import, WorkImportIndex index, ModelRecord *record)
{
  g_autofree char *key = key_of (index, record);
  GPtrArray *bucket = g_hash_table_lookup (import->indexes[index], key);

  if (bucket == NULL)
    {
      bucket = g_ptr_array_new ();
      g_hash_table_insert (import->indexes[index], g_steal_pointer (&key), bucket);
    }
  if (!g_ptr_array_find (bucket, record, NULL))
    g_ptr_array_add (bucket, record);
}

static void
add_to_indexes (WorkImport *import, ModelRecord *record)
{
  for (guint i = 0; i < WORK_N_INDEXES; i++)
    if (indexes[i].entity == model_record_get_entity (record))
      add_to_index (import, (WorkImportIndex) i, record);
}

static gboolean
load (WorkImport *import, ModelEntity entity, GError **error)
{
  GPtrArray *rows;

  if (import->rows[entity] != NULL)
    return TRUE;
  rows = store_load_all (import->connection, entity, error);
  if (rows == NULL)
    return FALSE;
  import->rows[entity] = rows;
  for (guint i = 0; i < WORK_N_INDEXES; i++)
    if (indexes[i].entity == entity)
      import->indexes[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                  (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < rows->len; i++)
    add_to_indexes (import, g_ptr_array_index (rows, i));
  return TRUE;
}

/**
 * _work_import_find:
 * @import: an import
 * @index: how to look up
 * @first: (nullable): a value of its first column
 * @second: (nullable): a value of its second one
 * @error: return location for a #StoreError
 *
 * Returns: (transfer container) (element-type ModelRecord) (nullable): the rows with these values,
 *   without regard to case, accents and hyphens; none for a blank @first; %NULL on error
 */
GPtrArray *
_work_import_find (WorkImport *import,
                   WorkImportIndex index,
                   const char *first,
                   const char *second,
                   GError **error)
{
  g_autofree char *key = NULL;
  GPtrArray *bucket;
  GPtrArray *found;

  if (!load (import, indexes[index].entity, error))
    return NULL;
  found = g_ptr_array_new ();
  if (base_text_is_blank (first))
    return found;
  key = make_key (first, second);
  bucket = g_hash_table_lookup (import->indexes[index], key);
  for (guint i = 0; bucket != NULL && i < bucket->len; i++)
    {
      ModelRecord *record = g_ptr_array_index (bucket, i);
      g_autofree char *now = key_of (index, record);

      /* A row that got other values since it was put here is no longer meant. */
      if (g_str_equal (now, key))
        g_ptr_array_add (found, record);
    }
  return found;
}

/**
 * _work_import_find_id:
 * @import: an import
 * @index: an index whose first column is a reference
 * @id: id of a row
 * @error: return location for a #StoreError
 *
 * Returns: (transfer container) (element-type ModelRecord) (nullable): see _work_import_find()
 */
GPtrArray *
_work_import_find_id (WorkImport *import, WorkImportIndex index, gint64 id, GError **error)
{
  char text[32];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, id);
  return _work_import_find (import, index, id != 0 ? text : NULL, NULL, error);
}

/**
 * _work_import_same:
 * @a: (nullable): a text
 * @b: (nullable): another
 *
 * Returns: whether a person would take them for the same
 */
gboolean
_work_import_same (const char *a, const char *b)
{
  g_autofree char *first = base_text_fold (a);
  g_autofree char *second = base_text_fold (b);

  return g_str_equal (first, second);
}

/**
 * _work_import_get:
 * @import: an import
 * @slot: a slot
 * @column: one of its entity's columns
 *
 * Returns: (transfer none) (nullable): the value that the line in hand gives, canonical
 */
const char *
_work_import_get (WorkImport *import, WorkSlot slot, const char *column)
{
  return import->parts[slot] != NULL ? model_record_get (import->parts[slot], column) : NULL;
}

static gboolean
has_lower (const char *text)
{
  g_autofree char *upper = base_text_upper (text);

  return !g_str_equal (upper, text);
}

/* National databases write capitals without accents: "LEA" says nothing more than "Léa" does. */
static gboolean
is_poorer (const char *text, const char *than)
{
  return !has_lower (text) && (has_lower (than) || g_str_is_ascii (text))
         && _work_import_same (text, than);
}

static void
keep_first (WorkImport *import, ModelRecord *target, const ModelField *field)
{
  guint line = GPOINTER_TO_UINT (g_hash_table_lookup (import->touched, target));

  _work_import_notice (
      import, "",
      g_strdup_printf (_ ("“%s” is not the same here as on line %u, which speaks of the same row: "
                          "line %u was followed."),
                       _ (field->label), line, line));
}

/**
 * _work_import_merge:
 * @import: an import
 * @target: a row, perhaps a new one
 * @values: (nullable): what the line gives
 * @fill: only fill what @target leaves empty
 *
 * Takes over the values. An empty cell never erases anything, capitals without accents do not
 * replace the same text in a richer spelling, and of two lines of one file that disagree on a row
 * the first is followed: an import done twice is then the same as once.
 */
void
_work_import_merge (WorkImport *import, ModelRecord *target, ModelRecord *values, gboolean fill)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (target));
  gboolean touched = _work_import_is_touched (import, target);

  for (guint i = 0; values != NULL && i < info->n_fields; i++)
    {
      const char *now = model_record_get_at (target, i);
      const char *value = model_record_get_at (values, i);
      gboolean is_text = info->fields[i].type == MODEL_TYPE_TEXT;

      if (value == NULL || g_strcmp0 (value, now) == 0)
        continue;
      if (now != NULL && (fill || (is_text && is_poorer (value, now))))
        continue;
      if (now != NULL && touched)
        {
          if (!is_text || !_work_import_same (value, now))
            keep_first (import, target, &info->fields[i]);
          continue;
        }
      model_record_set_canonical (target, model_field_column (&info->fields[i]), value);
    }
}

/**
 * _work_import_is_touched:
 * @import: an import
 * @record: a row
 *
 * Returns: whether an earlier line of the file spoke of it
 */
gboolean
_work_import_is_touched (WorkImport *import, ModelRecord *record)
{
  guint line = GPOINTER_TO_UINT (g_hash_table_lookup (import->touched, record));

  return line != 0 && line != import->line;
}

/**
 * _work_import_save:
 * @import: an import
 * @record: a row
 * @error: return location for a #StoreError
 *
 * Writes @record when the line changed it, and lets later lines find it.
 *
 * Returns: %FALSE on error
 */
gboolean
_work_import_save (WorkImport *import, ModelRecord *record, GError **error)
{
  ModelEntity entity = model_record_get_entity (record);
  gboolean is_new = model_record_get_id (record) == 0;

  if (!load (import, entity, error))
    return FALSE;
  if (is_new || model_record_is_changed (record))
    {
      if (!store_save (import->connection, record, import->operation, NULL, error))
        return FALSE;
      import->changed = TRUE;
      if (is_new)
        g_ptr_array_add (import->rows[entity], g_object_ref (record));
      add_to_indexes (import, record);
    }
  if (!g_hash_table_contains (import->touched, record))
    g_hash_table_insert (import->touched, record, GUINT_TO_POINTER (import->line));
  return TRUE;
}

/**
 * _work_import_require:
 * @import: an import
 * @slot: what @record is
 * @record: a row about to be saved
 *
 * Refuses the line when a value is missing without which the row makes no sense. References are for
 * the caller to set.
 */
void
_work_import_require (WorkImport *import, WorkSlot slot, ModelRecord *record)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (record));

  for (guint i = 0; i < info->n_fields; i++)
    {
      const ModelField *field = &info->fields[i];

      if ((field->flags & MODEL_FIELD_REQUIRED) != 0 && field->type != MODEL_TYPE_REFERENCE
          && model_record_get_at (record, i) == NULL)
        _work_import_refuse (import,
                             _work_import_heading (import, slot, model_field_column (field)),
                             g_strdup_printf (_ ("“%s” is missing."), _ (field->label)));
    }
}
