/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "work-inspection-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-file.h"
#include "merge-inspect.h"
#include "model-person.h"
#include "model-value.h"
#include "work-example.h"
#include "work-template-private.h"
#include "work-template-use-private.h"

/* Word templates with pictures weigh a few megabytes. */
#define MAX_TEMPLATE_SIZE ((gsize) 64 * 1024 * 1024)

#define MAX_SUGGESTIONS 3

static void
name_free (gpointer data)
{
  WorkTemplateName *name = data;

  g_free (name->name);
  g_free (name->places);
  g_free (name->where);
  g_free (name->switches);
  g_free (name->target);
  g_free (name->label);
  g_free (name->sample);
  g_strfreev (name->suggestions);
  g_free (name);
}

static void
code_free (gpointer data)
{
  WorkTemplateCode *code = data;

  g_free (code->type);
  g_free (code->places);
  g_free (code->where);
  g_free (code->text);
  g_free (code);
}

static void
remark_free (gpointer data)
{
  WorkTemplateRemark *remark = data;

  g_free (remark->text);
  g_free (remark);
}

/**
 * work_inspection_free:
 * @inspection: (nullable) (transfer full): what was found
 */
void
work_inspection_free (WorkInspection *inspection)
{
  if (inspection == NULL)
    return;
  g_free (inspection->file_name);
  g_ptr_array_unref (inspection->names);
  g_ptr_array_unref (inspection->codes);
  g_ptr_array_unref (inspection->remarks);
  g_free (inspection->student);
  g_free (inspection);
}

/* ---- what a name stands for ---- */

/* “Guardian 1: Family name” */
static char *
describe (const ModelMergeName *known)
{
  return g_strdup_printf (C_ ("role, then field", "%s: %s"),
                          _ (model_role_info (known->role)->label), _ (known->label));
}

static char *
sample_of (WorkValues *values, const ModelMergeName *known)
{
  MergeValue value = { MERGE_VALUE_TEXT, NULL };

  if (values == NULL || !work_values_lookup_plain (known->name, &value, values)
      || value.text == NULL)
    return NULL;
  if (known->field != NULL && known->field->type == MODEL_TYPE_DATE)
    return model_value_format (known->field, value.text);
  return g_strdup (value.text);
}

static void
set_known (WorkTemplateName *name,
           WorkNameState state,
           const ModelMergeName *known,
           WorkValues *values)
{
  name->state = state;
  name->target = g_strdup (known->name);
  name->label = describe (known);
  name->sample = sample_of (values, known);
}

static void
judge (WorkTemplateName *name, const ModelBindings *bindings, WorkValues *values, gboolean is_stray)
{
  const char *bound = model_bindings_get (bindings, name->name);
  const ModelMergeName *known = model_merge_find (bound != NULL ? bound : name->name);
  const ModelMergeName *guess = NULL;

  if (bound != NULL && *bound == '\0')
    {
      name->state = WORK_NAME_BLANK;
      name->label = g_strdup ("");
      return;
    }
  if (known != NULL)
    {
      set_known (name, bound != NULL ? WORK_NAME_BOUND : WORK_NAME_KNOWN, known, values);
      return;
    }
  name->label = is_stray ? NULL : _work_template_describe_other (name->name);
  if (name->label != NULL)
    {
      name->state = WORK_NAME_KNOWN;
      return;
    }
  guess = model_merge_guess (name->name);
  if (guess != NULL)
    {
      set_known (name, WORK_NAME_GUESSED, guess, values);
      return;
    }
  name->state = WORK_NAME_UNKNOWN;
  name->label = g_strdup ("");
  name->suggestions = model_merge_suggest (name->name, MAX_SUGGESTIONS);
}

/* ---- names ---- */

/* Adds a word to a list of them, once. */
static void
add_word (char **list, const char *separator, const char *word)
{
  g_auto (GStrv) words = *list != NULL ? g_strsplit (*list, separator, -1) : NULL;
  char *longer;

  if (*word == '\0' || (words != NULL && g_strv_contains ((const char *const *) words, word)))
    {
      if (*list == NULL)
        *list = g_strdup ("");
      return;
    }
  longer = words != NULL && **list != '\0' ? g_strconcat (*list, separator, word, NULL)
                                           : g_strdup (word);
  g_free (*list);
  *list = longer;
}

static void
add_field (WorkInspection *inspection, GHashTable *by_name, const MergeField *field)
{
  WorkTemplateName *name = g_hash_table_lookup (by_name, field->name);

  if (name == NULL)
    {
      name = g_new0 (WorkTemplateName, 1);
      name->name = g_strdup (field->name);
      g_ptr_array_add (inspection->names, name);
      g_hash_table_insert (by_name, name->name, name);
    }
  name->count += field->count;
  add_word (&name->places, ", ", _work_inspection_place (field->where));
  add_word (&name->where, ", ", field->where);
  add_word (&name->switches, "; ", field->switches);
}

static void
add_code (WorkInspection *inspection, const MergeCode *found)
{
  WorkTemplateCode *code = g_new0 (WorkTemplateCode, 1);

  code->type = g_strdup (found->type);
  code->label = _work_inspection_code_label (found->type);
  code->places = g_strdup (_work_inspection_place (found->where));
  code->where = g_strdup (found->where);
  code->text = g_strdup (found->text);
  code->count = found->count;
  g_ptr_array_add (inspection->codes, code);
}

/**
 * _work_inspect:
 * @file_name: the file's name
 * @content: a DOCX file
 * @bindings: (nullable): what names of its own stand for
 * @values: (nullable): what samples are taken from
 * @error: return location for an error of the merge room
 *
 * Returns: (transfer full): all that can be said of a template, or %NULL
 */
WorkInspection *
_work_inspect (const char *file_name,
               GBytes *content,
               const ModelBindings *bindings,
               WorkValues *values,
               GError **error)
{
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (content, error);
  g_autoptr (MergeInspection) found = template != NULL ? merge_inspect (content, error) : NULL;
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (WorkAsked) asked = { NULL, NULL };
  WorkInspection *inspection;
  GPtrArray *fields;

  if (found == NULL)
    return NULL;
  inspection = g_new0 (WorkInspection, 1);
  inspection->file_name = g_strdup (file_name);
  inspection->names = g_ptr_array_new_with_free_func (name_free);
  inspection->codes = g_ptr_array_new_with_free_func (code_free);
  inspection->remarks = g_ptr_array_new_with_free_func (remark_free);
  fields = merge_template_get_fields (template);
  _work_inspection_survey (template, &asked);
  for (guint i = 0; i < fields->len; i++)
    add_field (inspection, by_name, fields->pdata[i]);
  for (guint i = 0; i < inspection->names->len; i++)
    {
      WorkTemplateName *name = inspection->names->pdata[i];

      judge (name, bindings, values, g_hash_table_contains (asked.stray, name->name));
      if (g_hash_table_contains (asked.chosen, name->name))
        add_word (&name->places, ", ", _ ("only in a branch of IF"));
    }
  for (guint i = 0; i < found->codes->len; i++)
    add_code (inspection, found->codes->pdata[i]);
  _work_inspection_add_remarks (inspection, content, merge_template_get_warnings (template),
                                found->findings);
  return inspection;
}

/**
 * work_inspect_file:
 * @path: a DOCX file
 * @error: return location for an error of the base or the merge room
 *
 * Returns: (transfer full): all that can be said of it as a template, or %NULL
 */
WorkInspection *
work_inspect_file (const char *path, GError **error)
{
  g_autoptr (GBytes) content = base_file_read (path, MAX_TEMPLATE_SIZE, error);
  g_autoptr (WorkValues) values = NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);

  if (content == NULL)
    return NULL;
  values = work_example_new ();
  return _work_inspect (shown, content, NULL, values, error);
}

/* ---- a template of the school ---- */

static void
look_free (gpointer data)
{
  WorkLook *look = data;

  g_clear_object (&look->template);
  work_values_free (look->values);
  g_free (look);
}

static WorkValues *
load_values (StoreConnection *connection, gint64 placement_id, GError **error)
{
  g_autofree char *today = base_date_today_iso ();
  g_autoptr (GPtrArray) schools = NULL;

  if (placement_id != 0)
    return work_values_load (connection, placement_id, NULL, today, error);
  schools = store_load_all (connection, MODEL_ENTITY_SCHOOL, error);
  if (schools == NULL)
    return NULL;
  return work_example_new_at (schools->len > 0 ? schools->pdata[0] : NULL);
}

static gboolean
read_template (StoreConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  WorkLook *look = data;

  look->template = store_load (connection, MODEL_ENTITY_TEMPLATE, look->template_id, error);
  if (look->template != NULL)
    look->values = load_values (connection, look->placement_id, error);
  return look->values != NULL;
}

/**
 * _work_query_new_look:
 * @template_id: a template of the school
 * @placement_id: the sheet that values are taken from; 0 for an invented student
 * @make: makes something of the #WorkLook
 * @destroy_result: frees what @make has made
 *
 * Returns: (transfer full): a query for what @make makes
 */
WorkQuery *
_work_query_new_look (gint64 template_id,
                      gint64 placement_id,
                      WorkQueryMakeFunc make,
                      GDestroyNotify destroy_result)
{
  WorkLook *look = g_new0 (WorkLook, 1);

  look->template_id = template_id;
  look->placement_id = placement_id;
  return _work_query_new_long (read_template, make, look, look_free, destroy_result);
}

/* A big file takes a while. */
static gpointer
make_inspection (gpointer data, GCancellable *cancellable, GError **error)
{
  const WorkLook *look = data;
  g_autoptr (GBytes) content = _work_template_content (look->template);
  g_autoptr (ModelBindings) bindings =
      model_bindings_new (model_record_get (look->template, "bindings"));
  WorkInspection *inspection = _work_inspect (model_record_get (look->template, "file_name"),
                                              content, bindings, look->values, error);

  if (inspection != NULL && look->placement_id != 0)
    inspection->student = g_strjoin (" ", work_values_get (look->values, "NOM"),
                                     work_values_get (look->values, "PRENOM"), NULL);
  return inspection;
}

/**
 * work_query_inspection_new:
 * @template_id: a template of the school
 * @placement_id: the sheet that samples are taken from; 0 for an invented student
 *
 * Returns: (transfer full): a query for its #WorkInspection
 */
WorkQuery *
work_query_inspection_new (gint64 template_id, gint64 placement_id)
{
  return _work_query_new_look (template_id, placement_id, make_inspection,
                               (GDestroyNotify) work_inspection_free);
}

/* ---- what is made of it ---- */

/**
 * work_inspection_count:
 * @inspection: what was found
 * @state: a state
 *
 * Returns: how many names are in it
 */
guint
work_inspection_count (const WorkInspection *inspection, WorkNameState state)
{
  guint n = 0;

  for (guint i = 0; i < inspection->names->len; i++)
    n += ((const WorkTemplateName *) inspection->names->pdata[i])->state == state;
  return n;
}

/**
 * work_inspection_dup_guessed:
 * @inspection: what was found
 *
 * Returns: (transfer full): the names that something is guessed of
 */
char **
work_inspection_dup_guessed (const WorkInspection *inspection)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < inspection->names->len; i++)
    {
      const WorkTemplateName *name = inspection->names->pdata[i];

      if (name->state == WORK_NAME_GUESSED)
        g_strv_builder_add (names, name->name);
    }
  return g_strv_builder_end (names);
}

static void
merge_field_free (gpointer data)
{
  WorkMergeField *field = data;

  g_free (field->label);
  g_free (field);
}

static void
add_merge_field (GPtrArray *fields, const ModelMergeName *name)
{
  WorkMergeField *field = g_new0 (WorkMergeField, 1);

  field->name = name->name;
  field->label = describe (name);
  g_ptr_array_add (fields, field);
}

/**
 * work_merge_fields:
 *
 * Returns: (transfer full) (element-type WorkMergeField): all that a name of a template can be
 * bound to, as the catalogue has them
 */
GPtrArray *
work_merge_fields (void)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (merge_field_free);
  const char *const *computed = model_merge_computed_names ();

  for (guint role = 0; role < MODEL_N_ROLES; role++)
    {
      const ModelEntityInfo *info = model_entity_info (model_role_info (role)->entity);

      for (guint i = 0; i < info->n_fields; i++)
        {
          const char *name = model_merge_name_for (role, &info->fields[i]);

          if (name != NULL)
            add_merge_field (fields, model_merge_find (name));
        }
    }
  for (guint i = 0; computed[i] != NULL; i++)
    add_merge_field (fields, model_merge_find (computed[i]));
  return fields;
}
