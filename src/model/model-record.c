/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-record.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-text.h"
#include "model-error.h"
#include "model-value.h"

/**
 * ModelRecord:
 *
 * One row of one entity: values in canonical form by field, what they were when the row was loaded,
 * and the version of the row that they were loaded from. Knows no database: the store fills it and
 * reads it. Not thread-safe; one thread at a time owns it.
 */
struct _ModelRecord
{
  GObject parent_instance;

  const ModelEntityInfo *info;
  char **current; /* n_fields, NULL where there is no value */
  char **loaded;
  char **sealed; /* (nullable): n_fields, what stands in the database for a value out of reach */
  gint64 id;
  gint64 version;
  ModelEntity entity;
};

G_DEFINE_FINAL_TYPE (ModelRecord, model_record, G_TYPE_OBJECT)

static void
free_values (char **values, guint n_values)
{
  for (guint i = 0; values != NULL && i < n_values; i++)
    g_free (values[i]);
  g_free (values);
}

static void
model_record_finalize (GObject *object)
{
  ModelRecord *self = MODEL_RECORD (object);
  guint n_fields = self->info != NULL ? self->info->n_fields : 0;

  free_values (self->current, n_fields);
  free_values (self->loaded, n_fields);
  free_values (self->sealed, n_fields);
  G_OBJECT_CLASS (model_record_parent_class)->finalize (object);
}

static void
model_record_class_init (ModelRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_record_finalize;
}

static void
model_record_init (ModelRecord *self)
{
}

/* No value has one spelling: NULL. */
static void
take_value (char **slot, const char *text)
{
  char *value = text == NULL || *text == '\0' ? NULL : g_strdup (text);

  g_free (*slot);
  *slot = value;
}

/**
 * model_record_new:
 * @entity: an entity
 *
 * Returns: (transfer full): an empty record, with id and version 0: a row not yet in the database
 */
ModelRecord *
model_record_new (ModelEntity entity)
{
  ModelRecord *self;

  g_return_val_if_fail (entity >= 0 && entity < MODEL_N_ENTITIES, NULL);

  self = g_object_new (MODEL_TYPE_RECORD, NULL);
  self->entity = entity;
  self->info = model_entity_info (entity);
  self->current = g_new0 (char *, self->info->n_fields);
  self->loaded = g_new0 (char *, self->info->n_fields);
  return self;
}

/**
 * model_record_copy:
 * @self: a record
 *
 * Returns: (transfer full): the same row with the same values, loaded values and version
 */
ModelRecord *
model_record_copy (ModelRecord *self)
{
  ModelRecord *copy;

  g_return_val_if_fail (MODEL_IS_RECORD (self), NULL);

  copy = model_record_new (self->entity);
  copy->id = self->id;
  copy->version = self->version;
  for (guint i = 0; i < self->info->n_fields; i++)
    {
      copy->current[i] = g_strdup (self->current[i]);
      copy->loaded[i] = g_strdup (self->loaded[i]);
      if (self->sealed != NULL)
        model_record_load_sealed_at (copy, i, self->sealed[i]);
    }
  return copy;
}

/**
 * model_record_get_entity:
 * @self: a record
 *
 * Returns: the entity that it is a row of
 */
ModelEntity
model_record_get_entity (ModelRecord *self)
{
  g_return_val_if_fail (MODEL_IS_RECORD (self), MODEL_ENTITY_NONE);

  return self->entity;
}

/**
 * model_record_get_id:
 * @self: a record
 *
 * Returns: the row's id; 0 for a row not yet in the database
 */
gint64
model_record_get_id (ModelRecord *self)
{
  g_return_val_if_fail (MODEL_IS_RECORD (self), 0);

  return self->id;
}

/**
 * model_record_set_id:
 * @self: a record
 * @id: the row's id
 *
 * For the store, when it loads or inserts the row.
 */
void
model_record_set_id (ModelRecord *self, gint64 id)
{
  g_return_if_fail (MODEL_IS_RECORD (self));

  self->id = id;
}

/**
 * model_record_get_version:
 * @self: a record
 *
 * Returns: the version of the row that the values were loaded from; 0 for a new row
 */
gint64
model_record_get_version (ModelRecord *self)
{
  g_return_val_if_fail (MODEL_IS_RECORD (self), 0);

  return self->version;
}

/**
 * model_record_set_version:
 * @self: a record
 * @version: the row's version
 *
 * For the store, when it loads the row.
 */
void
model_record_set_version (ModelRecord *self, gint64 version)
{
  g_return_if_fail (MODEL_IS_RECORD (self));

  self->version = version;
}

/**
 * model_record_get:
 * @self: a record
 * @column: one of the entity's columns
 *
 * Returns: (transfer none) (nullable): the value in canonical form, valid until it is set again;
 *   %NULL when there is none
 */
const char *
model_record_get (ModelRecord *self, const char *column)
{
  int index;

  g_return_val_if_fail (MODEL_IS_RECORD (self), NULL);
  index = model_field_index (self->entity, column);
  g_return_val_if_fail (index >= 0, NULL);

  return self->current[index];
}

/**
 * model_record_get_at:
 * @self: a record
 * @index: place of the field in the entity's table of the catalogue
 *
 * Returns: (transfer none) (nullable): the value in canonical form, or %NULL
 */
const char *
model_record_get_at (ModelRecord *self, guint index)
{
  g_return_val_if_fail (MODEL_IS_RECORD (self), NULL);
  g_return_val_if_fail (index < self->info->n_fields, NULL);

  return self->current[index];
}

/**
 * model_record_get_or_empty:
 * @self: a record
 * @column: the name of a column
 *
 * Returns: (transfer none): its value, in the canonical form; "" when there is none
 */
const char *
model_record_get_or_empty (ModelRecord *self, const char *column)
{
  const char *value = model_record_get (self, column);

  return value != NULL ? value : "";
}

/**
 * model_record_get_int:
 * @self: a record
 * @column: a column of type integer, money, boolean or reference
 *
 * Returns: the value as a number; 0 when there is none
 */
gint64
model_record_get_int (ModelRecord *self, const char *column)
{
  const char *value = model_record_get (self, column);

  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;
}

/**
 * model_record_set:
 * @self: a record
 * @column: the name of a column
 * @text: (nullable): what was typed or imported; blank for no value
 * @error: return location for %MODEL_ERROR_VALUE, or %MODEL_ERROR_FIELD when the entity has no such
 *   column
 *
 * Sets a value that a person or a file gave, see model_value_parse(). On error the record is left
 * as it was.
 *
 * Returns: whether the value was set
 */
gboolean
model_record_set (ModelRecord *self, const char *column, const char *text, GError **error)
{
  g_autofree char *canonical = NULL;
  int index;

  g_return_val_if_fail (MODEL_IS_RECORD (self), FALSE);

  index = model_field_index (self->entity, column);
  if (index < 0)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_FIELD,
                   _ ("“%s” has no field named “%s”. Check the file’s headings."),
                   _ (self->info->label), column != NULL ? column : "");
      return FALSE;
    }
  if (!model_value_parse (&self->info->fields[index], text, &canonical, error))
    return FALSE;
  take_value (&self->current[index], canonical);
  return TRUE;
}

/**
 * model_record_set_int:
 * @self: a record
 * @column: a column of type integer, money, boolean or reference
 * @value: the number; 0 in a reference is no value
 *
 * Sets a number that the program computed.
 */
void
model_record_set_int (ModelRecord *self, const char *column, gint64 value)
{
  char text[32];
  int index;

  g_return_if_fail (MODEL_IS_RECORD (self));
  index = model_field_index (self->entity, column);
  g_return_if_fail (index >= 0);

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, value);
  take_value (&self->current[index],
              value == 0 && self->info->fields[index].type == MODEL_TYPE_REFERENCE ? NULL : text);
}

/**
 * model_record_set_canonical:
 * @self: a record
 * @column: one of the entity's columns
 * @text: (nullable): a value already in canonical form
 *
 * Sets a value that the program made or copied; it is not checked.
 */
void
model_record_set_canonical (ModelRecord *self, const char *column, const char *text)
{
  int index;

  g_return_if_fail (MODEL_IS_RECORD (self));
  index = model_field_index (self->entity, column);
  g_return_if_fail (index >= 0);

  take_value (&self->current[index], text);
}

/**
 * model_record_load_at:
 * @self: a record
 * @index: place of the field in the entity's table of the catalogue
 * @canonical: (nullable): the value in the database
 *
 * For the store, when it reads the row: sets both the loaded and the current value.
 */
void
model_record_load_at (ModelRecord *self, guint index, const char *canonical)
{
  g_return_if_fail (MODEL_IS_RECORD (self));
  g_return_if_fail (index < self->info->n_fields);

  take_value (&self->loaded[index], canonical);
  take_value (&self->current[index], canonical);
}

/**
 * model_record_get_loaded_at:
 * @self: a record
 * @index: place of the field in the entity's table of the catalogue
 *
 * Returns: (transfer none) (nullable): the value as last loaded or saved, or %NULL
 */
const char *
model_record_get_loaded_at (ModelRecord *self, guint index)
{
  g_return_val_if_fail (MODEL_IS_RECORD (self), NULL);
  g_return_val_if_fail (index < self->info->n_fields, NULL);

  return self->loaded[index];
}

/**
 * model_record_is_changed_at:
 * @self: a record
 * @index: place of the field in the entity's table of the catalogue
 *
 * Returns: whether the value is not the loaded one: a value set and set back is not changed
 */
gboolean
model_record_is_changed_at (ModelRecord *self, guint index)
{
  g_return_val_if_fail (MODEL_IS_RECORD (self), FALSE);
  g_return_val_if_fail (index < self->info->n_fields, FALSE);

  return g_strcmp0 (self->current[index], self->loaded[index]) != 0;
}

/**
 * model_record_is_changed:
 * @self: a record
 *
 * Returns: whether any value is not the loaded one
 */
gboolean
model_record_is_changed (ModelRecord *self)
{
  g_return_val_if_fail (MODEL_IS_RECORD (self), FALSE);

  for (guint i = 0; i < self->info->n_fields; i++)
    if (model_record_is_changed_at (self, i))
      return TRUE;
  return FALSE;
}

/**
 * model_record_mark_saved:
 * @self: a record
 * @version: the row's version after the save
 *
 * For the store, once the row is committed: the current values are the loaded ones from now on.
 */
void
model_record_mark_saved (ModelRecord *self, gint64 version)
{
  g_return_if_fail (MODEL_IS_RECORD (self));

  for (guint i = 0; i < self->info->n_fields; i++)
    if (model_record_is_changed_at (self, i))
      take_value (&self->loaded[i], self->current[i]);
  self->version = version;
}

/**
 * model_record_rebase:
 * @self: a record that a person edits
 * @fresh: the same row as it is in the database now
 *
 * Values that were not changed follow the database; those that were stay as they are, as changes of
 * the row as it is now.
 */
void
model_record_rebase (ModelRecord *self, ModelRecord *fresh)
{
  g_return_if_fail (MODEL_IS_RECORD (self));
  g_return_if_fail (MODEL_IS_RECORD (fresh) && fresh->entity == self->entity);

  for (guint i = 0; i < self->info->n_fields; i++)
    {
      if (!model_record_is_changed_at (self, i))
        take_value (&self->current[i], fresh->current[i]);
      take_value (&self->loaded[i], fresh->current[i]);
    }
  self->id = fresh->id;
  self->version = fresh->version;
}

/**
 * model_record_build_search_key:
 * @self: a record
 *
 * Returns: (transfer full): the values of the searched fields, folded by base_text_fold() and apart
 *   by a space; "" when there are none
 */
char *
model_record_build_search_key (ModelRecord *self)
{
  GString *key;

  g_return_val_if_fail (MODEL_IS_RECORD (self), NULL);

  key = g_string_new (NULL);
  for (guint i = 0; i < self->info->n_fields; i++)
    {
      g_autofree char *folded = NULL;

      if ((self->info->fields[i].flags & MODEL_FIELD_SEARCH) == 0 || self->current[i] == NULL)
        continue;
      folded = base_text_fold (self->current[i]);
      if (key->len > 0)
        g_string_append_c (key, ' ');
      g_string_append (key, folded);
    }
  return g_string_free (key, FALSE);
}

/**
 * model_record_build_sort_key:
 * @self: a record
 *
 * Keys of two records of one entity are compared byte by byte. An empty field keeps its place, so
 * that a given name is never compared with a family name. How the names are written only counts
 * behind all of them: "ABADIE Zoé" comes after "Abadie Andréa".
 *
 * Returns: (transfer full): what the base_text_sort_key() of the sorted fields have before "\x01",
 *   apart by "\x02", then "\x01" and what they have behind it, apart by "\x02"; "" when no sorted
 *   field has a value
 */
char *
model_record_build_sort_key (ModelRecord *self)
{
  GString *key;
  g_autoptr (GString) written = NULL;
  gboolean first = TRUE;

  g_return_val_if_fail (MODEL_IS_RECORD (self), NULL);

  key = g_string_new (NULL);
  written = g_string_new ("\001");
  for (guint i = 0; i < self->info->n_fields; i++)
    {
      g_autofree char *part = NULL;
      gsize length;

      if ((self->info->fields[i].flags & MODEL_FIELD_SORT) == 0)
        continue;
      part = base_text_sort_key (self->current[i]);
      length = strcspn (part, "\001");
      g_string_append (key, first ? "" : "\002");
      g_string_append_len (key, part, length);
      g_string_append (written, first ? "" : "\002");
      g_string_append (written, part[length] != '\0' ? part + length + 1 : "");
      first = FALSE;
    }
  if (strspn (key->str, "\002") < key->len)
    g_string_append (key, written->str);
  else
    g_string_truncate (key, 0);
  return g_string_free (key, FALSE);
}

/**
 * model_record_load_sealed_at:
 * @self: a record
 * @index: index of a field
 * @sealed: (nullable): what stands in the database for the value; %NULL: it is in reach
 *
 * Says that there is a value that cannot be read. It reads as nothing; another one that is set
 * takes its place, and as long as none is, saving leaves it alone.
 */
void
model_record_load_sealed_at (ModelRecord *self, guint index, const char *sealed)
{
  g_return_if_fail (MODEL_IS_RECORD (self));
  g_return_if_fail (index < self->info->n_fields);

  if (self->sealed == NULL && sealed == NULL)
    return;
  if (self->sealed == NULL)
    self->sealed = g_new0 (char *, self->info->n_fields);
  take_value (&self->sealed[index], sealed);
}

/**
 * model_record_get_sealed_at:
 * @self: a record
 * @index: index of a field
 *
 * Returns: (nullable): what stands in the database for a value that cannot be read
 */
const char *
model_record_get_sealed_at (ModelRecord *self, guint index)
{
  g_return_val_if_fail (MODEL_IS_RECORD (self), NULL);
  g_return_val_if_fail (index < self->info->n_fields, NULL);

  return self->sealed != NULL ? self->sealed[index] : NULL;
}

/**
 * model_record_is_sealed:
 * @self: a record
 * @column: one of its columns
 *
 * Returns: whether there is a value that cannot be read: it is encrypted, and the key is not at
 * hand
 */
gboolean
model_record_is_sealed (ModelRecord *self, const char *column)
{
  int index;

  g_return_val_if_fail (MODEL_IS_RECORD (self), FALSE);

  index = model_field_index (self->entity, column);
  return index >= 0 && model_record_get_sealed_at (self, (guint) index) != NULL;
}
