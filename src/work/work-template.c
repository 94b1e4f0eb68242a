/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-merge.h"

#include <glib/gi18n-lib.h>

#include "model-list.h"
#include "model-role.h"
#include "work-template-private.h"

#define MAX_SUGGESTIONS 3

static void
template_field_free (gpointer data)
{
  WorkTemplateField *field = data;

  g_free (field->name);
  g_free (field->where);
  g_free (field->switches);
  g_free (field->label);
  g_strfreev (field->suggestions);
  g_free (field);
}

/* “Guardian 1: Family name”; the role goes without saying for what only one role can have. */
static char *
describe (const ModelMergeName *known)
{
  return g_strdup_printf (C_ ("role, then field", "%s: %s"),
                          _ (model_role_info (known->role)->label), _ (known->label));
}

/**
 * _work_template_describe_other:
 * @name: a field's name as a template writes it
 *
 * What is known without being a merge name: a column of a list that is repeated.
 *
 * Returns: (transfer full) (nullable): “Days with hours: Day of the week”, or %NULL
 */
char *
_work_template_describe_other (const char *name)
{
  for (guint i = 0; i < MODEL_N_LISTS; i++)
    {
      const ModelListColumn *column = model_list_find_column ((ModelListId) i, name);

      if (column != NULL)
        return g_strdup_printf (C_ ("list, then column", "%s: %s"),
                                _ (model_list_label ((ModelListId) i)), _ (column->label));
    }
  return NULL;
}

static WorkTemplateField *
template_field_new (const MergeField *found)
{
  WorkTemplateField *field = g_new0 (WorkTemplateField, 1);
  const ModelMergeName *known = model_merge_find (found->name);
  g_autofree char *other = known == NULL ? _work_template_describe_other (found->name) : NULL;

  field->name = g_strdup (found->name);
  field->where = g_strdup (found->where);
  field->switches = g_strdup (found->switches);
  field->count = found->count;
  field->known = known != NULL || other != NULL;
  field->label = known != NULL ? describe (known) : g_strdup (other != NULL ? other : "");
  if (!field->known)
    field->suggestions = model_merge_suggest (found->name, MAX_SUGGESTIONS);
  return field;
}

/**
 * _work_template_describe:
 * @template: a template
 * @warnings: (out) (optional) (transfer full) (element-type utf8): sentences about it
 *
 * Returns: (transfer full) (element-type WorkTemplateField): its fields, in the order of the
 *   document
 */
GPtrArray *
_work_template_describe (MergeTemplate *template, GPtrArray **warnings)
{
  GPtrArray *found = merge_template_get_fields (template);
  GPtrArray *said = merge_template_get_warnings (template);
  GPtrArray *fields = g_ptr_array_new_with_free_func (template_field_free);

  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (fields, template_field_new (g_ptr_array_index (found, i)));
  if (warnings != NULL)
    {
      *warnings = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; i < said->len; i++)
        g_ptr_array_add (*warnings, g_strdup (g_ptr_array_index (said, i)));
    }
  return fields;
}
