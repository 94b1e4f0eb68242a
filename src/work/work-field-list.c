/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-field-list.h"

#include "model-list.h"
#include "model-role.h"
#include "work-example.h"

static void
field_info_free (gpointer data)
{
  WorkFieldInfo *info = data;

  g_strfreev (info->aliases);
  g_free (info->example);
  g_free (info);
}

static char **
list_aliases (const char *prefix, const char *aliases)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit (aliases != NULL ? aliases : "", "|", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *whole = g_strconcat (prefix, parts[i], NULL);

      g_strv_builder_add (list, whole);
    }
  return g_strv_builder_end (list);
}

static WorkFieldInfo *
field_info_new (const ModelMergeName *name, WorkValues *values)
{
  WorkFieldInfo *info = g_new0 (WorkFieldInfo, 1);

  info->name = name->name;
  info->role = model_role_info (name->role)->label;
  info->label = name->label;
  info->aliases = list_aliases (model_role_info (name->role)->prefix,
                                name->field != NULL ? name->field->aliases : NULL);
  info->example = work_example_text (values, name->name);
  return info;
}

/**
 * work_field_list_new:
 *
 * Returns: (transfer full) (element-type WorkFieldInfo): all that a template can ask for, a role
 *   behind the other; of each, what is computed comes last
 */
GPtrArray *
work_field_list_new (void)
{
  const GPtrArray *names = model_merge_names ();
  GPtrArray *list = g_ptr_array_new_with_free_func (field_info_free);
  g_autoptr (WorkValues) values = work_example_new ();

  for (guint role = 0; role < MODEL_N_ROLES; role++)
    for (guint i = 0; i < names->len; i++)
      {
        const ModelMergeName *name = names->pdata[i];

        if (name->role == (ModelRoleId) role)
          g_ptr_array_add (list, field_info_new (name, values));
      }
  return list;
}

/* ---- lists ---- */

static void
list_info_free (gpointer data)
{
  WorkListInfo *info = data;

  g_ptr_array_unref (info->columns);
  g_free (info);
}

static WorkFieldInfo *
column_info_new (ModelListId list, const ModelListColumn *column, WorkValues *values)
{
  WorkFieldInfo *info = g_new0 (WorkFieldInfo, 1);

  info->name = column->name;
  info->role = model_list_label (list);
  info->label = column->label;
  info->aliases = list_aliases ("", column->aliases);
  info->example = work_example_item_text (values, model_list_name (list), 0, column->name);
  return info;
}

static WorkListInfo *
list_info_new (ModelListId list, WorkValues *values)
{
  WorkListInfo *info = g_new0 (WorkListInfo, 1);
  guint n_columns = 0;
  const ModelListColumn *columns = model_list_columns (list, &n_columns);

  info->name = model_list_name (list);
  info->label = model_list_label (list);
  info->columns = g_ptr_array_new_with_free_func (field_info_free);
  for (guint i = 0; i < n_columns; i++)
    g_ptr_array_add (info->columns, column_info_new (list, &columns[i], values));
  return info;
}

/**
 * work_field_lists_new:
 *
 * Returns: (transfer full) (element-type WorkListInfo): the lists, each with what its items have
 */
GPtrArray *
work_field_lists_new (void)
{
  GPtrArray *lists = g_ptr_array_new_with_free_func (list_info_free);
  g_autoptr (WorkValues) values = work_example_new ();

  for (guint i = 0; i < MODEL_N_LISTS; i++)
    g_ptr_array_add (lists, list_info_new ((ModelListId) i, values));
  return lists;
}
