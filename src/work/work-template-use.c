/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "work-template-use-private.h"

#include "base-file.h"

/* Word templates with pictures weigh a few megabytes. */
#define MAX_TEMPLATE_SIZE ((gsize) 64 * 1024 * 1024)

/* Values, asked for by the names of a template. */
typedef struct
{
  const ModelBindings *bindings;
  MergeSource source;
} Bound;

/* Records, each asked for alike. */
typedef struct
{
  const ModelBindings *bindings;
  MergeRecordFunc records;
  gpointer user_data;
} BoundRecords;

/* A MergePictureFunc: the names of the catalogue, and those that are bound to them. */
static const char *
name_picture (const char *name, gpointer bindings)
{
  const ModelMergeName *found = model_merge_find (model_bindings_resolve (bindings, name));

  return model_merge_is_picture (found) ? found->name : NULL;
}

static WorkTemplate *
template_new (gint64 id, GBytes *content, const char *bindings, GError **error)
{
  g_autoptr (ModelBindings) names = model_bindings_new (bindings);
  MergeTemplate *merge = merge_template_new_with_pictures (content, name_picture, names, error);
  WorkTemplate *self;

  if (merge == NULL)
    return NULL;
  self = g_new0 (WorkTemplate, 1);
  self->id = id;
  self->merge = merge;
  self->bindings = g_steal_pointer (&names);
  self->sha256 = base_file_sha256 (content);
  return self;
}

/**
 * _work_template_content:
 * @record: a template
 *
 * Returns: (transfer full): its file
 */
GBytes *
_work_template_content (ModelRecord *record)
{
  gsize size = 0;
  guchar *data = g_base64_decode (model_record_get_or_empty (record, "content"), &size);

  return g_bytes_new_take (data, size);
}

/**
 * _work_template_new:
 * @record: a template of the school
 * @error: return location for an error of the merge room
 *
 * Returns: (transfer full): it, ready to be merged, or %NULL
 */
WorkTemplate *
_work_template_new (ModelRecord *record, GError **error)
{
  g_autoptr (GBytes) content = _work_template_content (record);

  return template_new (model_record_get_id (record), content, model_record_get (record, "bindings"),
                       error);
}

/**
 * _work_template_new_from_file:
 * @path: a DOCX file
 * @error: return location for an error of the base or the merge room
 *
 * Returns: (transfer full): it, ready to be merged, or %NULL
 */
WorkTemplate *
_work_template_new_from_file (const char *path, GError **error)
{
  g_autoptr (GBytes) content = base_file_read (path, MAX_TEMPLATE_SIZE, error);

  return content != NULL ? template_new (0, content, NULL, error) : NULL;
}

/**
 * _work_template_free:
 * @template: (nullable) (transfer full): a #WorkTemplate
 */
void
_work_template_free (gpointer template)
{
  WorkTemplate *self = template;

  if (self == NULL)
    return;
  g_object_unref (self->merge);
  model_bindings_free (self->bindings);
  g_free (self->sha256);
  g_free (self);
}

/**
 * _work_template_find:
 * @self: a template
 * @name: a name as it writes it
 *
 * Returns: (transfer none) (nullable): what it stands for
 */
const ModelMergeName *
_work_template_find (const WorkTemplate *self, const char *name)
{
  return model_merge_find (model_bindings_resolve (self->bindings, name));
}

/* A MergeLookupFunc. */
static gboolean
look_up (const char *name, MergeValue *value, gpointer data)
{
  const Bound *bound = data;
  const char *target = model_bindings_resolve (bound->bindings, name);

  if (*target != '\0')
    return bound->source.lookup (target, value, bound->source.user_data);
  *value = (MergeValue){ MERGE_VALUE_NOTHING, NULL };
  return TRUE;
}

/* Lists and their columns are called as Paraphe calls them. */
static int
count_items (const char *list, gpointer data)
{
  const Bound *bound = data;

  return bound->source.count_items (list, bound->source.user_data);
}

static gboolean
look_up_item (const char *list, guint item, const char *name, MergeValue *value, gpointer data)
{
  const Bound *bound = data;

  return bound->source.lookup_item (list, item, name, value, bound->source.user_data);
}

static GBytes *
load_picture (const char *name, gpointer data)
{
  const Bound *bound = data;

  return bound->source.load_picture (name, bound->source.user_data);
}

/* @bound: outlives the source */
static MergeSource
bound_source (Bound *bound)
{
  return (MergeSource){
    .lookup = look_up,
    .count_items = bound->source.count_items != NULL ? count_items : NULL,
    .lookup_item = bound->source.lookup_item != NULL ? look_up_item : NULL,
    .load_picture = bound->source.load_picture != NULL ? load_picture : NULL,
    .user_data = bound,
  };
}

/**
 * _work_template_merge:
 * @self: a template
 * @source: gives values by merge names, lists and pictures
 * @missing: what stands where a value is empty or unknown
 * @report: (nullable): says what is missing, by the template's names
 * @error: return location for an error of the merge room
 *
 * As merge_template_merge_source(), with what the template's own names stand for.
 *
 * Returns: (transfer full): the document, or %NULL
 */
GBytes *
_work_template_merge (const WorkTemplate *self,
                      const MergeSource *source,
                      MergeMissing missing,
                      MergeReport *report,
                      GError **error)
{
  Bound bound = { self->bindings, *source };
  const MergeSource own = bound_source (&bound);

  return merge_template_merge_source (self->merge, &own, missing, report, error);
}

static void
bound_free (gpointer data)
{
  Bound *bound = data;

  if (bound->source.done != NULL)
    bound->source.done (bound->source.user_data);
  g_free (bound);
}

/* A MergeRecordFunc. */
static gboolean
give_record (guint record, MergeSource *source, gpointer data)
{
  BoundRecords *all = data;
  Bound own = { all->bindings, { 0 } };
  Bound *bound;

  if (!all->records (record, &own.source, all->user_data))
    return FALSE;
  bound = g_memdup2 (&own, sizeof own);
  *source = bound_source (bound);
  source->done = bound_free;
  return TRUE;
}

/**
 * _work_template_merge_many:
 * @self: a template
 * @records: (scope call): gives the records, one after the other
 * @user_data: for @records
 * @two_sided: whether each begins on the front of a sheet
 * @missing: what stands where a value is empty or unknown
 * @report: (nullable): says what is missing, by the template's names
 * @error: return location for an error of the merge room
 *
 * As merge_template_merge_many(), with what the template's own names stand for.
 *
 * Returns: (transfer full): the one document, or %NULL
 */
GBytes *
_work_template_merge_many (const WorkTemplate *self,
                           MergeRecordFunc records,
                           gpointer user_data,
                           gboolean two_sided,
                           MergeMissing missing,
                           MergeReport *report,
                           GError **error)
{
  BoundRecords all = { self->bindings, records, user_data };

  return merge_template_merge_many (self->merge, give_record, &all, two_sided, missing, report,
                                    error);
}
