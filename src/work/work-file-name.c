/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-file-name-private.h"

#include "base-text.h"
#include "model-file-name.h"
#include "store-record.h"
#include "store-settings.h"
#include "work-generate.h"

/* What the name of one file is asked for. */
typedef struct
{
  WorkValues *values;
  const char *kind;
  gboolean wants_kind;
} Asked;

static gpointer
load_settings_func (StoreConnection *connection,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error)
{
  return store_settings_load (connection, error);
}

/**
 * _work_file_names_free:
 * @self: (nullable) (transfer full): how files are named
 */
void
_work_file_names_free (WorkFileNames *self)
{
  if (self == NULL)
    return;
  g_free (self->pattern);
  model_settings_unref (self->settings);
  g_free (self);
}

/**
 * _work_file_names_new:
 * @queue: the school's database
 * @pattern: (nullable): names in braces; %NULL or blank for what the school has set
 * @cancellable: (nullable): a cancellable
 * @error: return location for a %MODEL_ERROR_VALUE that says what is wrong with the pattern, or a
 *   #StoreError
 *
 * Returns: (transfer full): how files are named, or %NULL
 */
WorkFileNames *
_work_file_names_new (StoreQueue *queue,
                      const char *pattern,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (WorkFileNames) self = g_new0 (WorkFileNames, 1);

  self->settings = store_queue_run (queue, load_settings_func, NULL, cancellable, error);
  if (self->settings == NULL)
    return NULL;
  if (base_text_is_blank (pattern))
    pattern = model_settings_get (self->settings, MODEL_FILE_NAME_SETTING);
  if (!model_file_name_check (pattern, error))
    return NULL;
  self->pattern = g_strdup (pattern);
  return g_steal_pointer (&self);
}

/* (transfer full): kind of the period that a sheet is for, "" when none is said */
static gpointer
find_kind_func (StoreConnection *connection,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  static const struct
  {
    ModelEntity entity;
    const char *column; /* that leads to the next one */
  } steps[] = {
    { MODEL_ENTITY_PLACEMENT, "search_id" },
    { MODEL_ENTITY_SEARCH, "period_id" },
    { MODEL_ENTITY_PERIOD, NULL },
  };
  gint64 id = *(const gint64 *) data;

  for (guint i = 0;; i++)
    {
      g_autoptr (ModelRecord) record = store_load (connection, steps[i].entity, id, error);

      if (record == NULL)
        return NULL;
      if (steps[i].column == NULL)
        return g_strdup (model_record_get_or_empty (record, "kind"));
      id = model_record_get_int (record, steps[i].column);
    }
}

/* A MergeLookupFunc. */
static gboolean
look_up (const char *name, MergeValue *value, gpointer data)
{
  Asked *asked = data;
  const char *merge = model_file_field_merge_name (name);

  if (g_strcmp0 (merge, MODEL_FILE_NAME_KIND) != 0)
    return work_values_lookup_plain (merge != NULL ? merge : name, value, asked->values);
  asked->wants_kind = TRUE;
  value->type = MERGE_VALUE_TEXT;
  value->text = asked->kind;
  return TRUE;
}

/* A MergeLookupFunc. */
static gboolean
look_up_example (const char *name, MergeValue *value, gpointer data)
{
  const char *merge = model_file_field_merge_name (name);
  guint n;
  const ModelFileField *fields = model_file_field_list (&n);

  value->type = MERGE_VALUE_TEXT;
  value->text = merge;
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (fields[i].merge, merge) == 0)
      value->text = fields[i].example;
  return merge != NULL;
}

/**
 * work_file_name_example:
 * @pattern: names in braces; blank for the usual ones
 * @error: return location for a %MODEL_ERROR_VALUE that says what is wrong with it
 *
 * Returns: (transfer full): the name that the file of some student would have, or %NULL
 */
char *
work_file_name_example (const char *pattern, GError **error)
{
  g_autofree char *name = NULL;

  if (base_text_is_blank (pattern))
    pattern = model_setting_find (MODEL_FILE_NAME_SETTING)->value;
  if (!model_file_name_check (pattern, error))
    return NULL;
  name = work_name_from_pattern (pattern, look_up_example, NULL);
  return g_strconcat (name, ".docx", NULL);
}

/**
 * _work_file_names_make:
 * @self: how files are named
 * @queue: the school's database
 * @placement_id: the placement sheet that the file is about
 * @values: what its document says
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full): a relative path without an extension, see work_name_from_pattern()
 */
char *
_work_file_names_make (const WorkFileNames *self,
                       StoreQueue *queue,
                       gint64 placement_id,
                       WorkValues *values,
                       GError **error)
{
  Asked asked = { values, NULL, FALSE };
  g_autofree char *name = work_name_from_pattern (self->pattern, look_up, &asked);
  g_autofree char *kind = NULL;
  g_autofree char *label = NULL;

  if (!asked.wants_kind)
    return g_steal_pointer (&name);
  kind = store_queue_run (queue, find_kind_func, &placement_id, NULL, error);
  if (kind == NULL)
    return NULL;
  label = model_kind_label (self->settings, kind);
  asked.kind = label;
  return work_name_from_pattern (self->pattern, look_up, &asked);
}
