/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-field-list.h"

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
list_aliases (const ModelMergeName *name)
{
  g_autoptr (GStrvBuilder) aliases = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  if (name->field != NULL && name->field->aliases != NULL)
    parts = g_strsplit (name->field->aliases, "|", -1);
  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    {
      g_autofree char *whole = g_strconcat (model_role_info (name->role)->prefix, parts[i], NULL);

      g_strv_builder_add (aliases, whole);
    }
  return g_strv_builder_end (aliases);
}

static WorkFieldInfo *
field_info_new (const ModelMergeName *name, WorkValues *values)
{
  WorkFieldInfo *info = g_new0 (WorkFieldInfo, 1);

  info->name = name->name;
  info->role = model_role_info (name->role)->label;
  info->label = name->label;
  info->aliases = list_aliases (name);
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
