/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "work-inspection-private.h"

#include "model-list.h"

/* "Date", "Professeur": what a list has as a column, and many templates as a field. A merge that
 * says nothing tells which of them it asks for outside of what is repeated. */

static gboolean
is_column (const char *list, const char *name)
{
  ModelListId id;

  return model_list_find (list, &id) && model_list_find_column (id, name) != NULL;
}

/* A MergeLookupFunc. */
static gboolean
note_name (const char *name, MergeValue *value, gpointer stray)
{
  for (guint i = 0; i < MODEL_N_LISTS; i++)
    if (model_list_find_column ((ModelListId) i, name) != NULL)
      g_hash_table_add (stray, g_strdup (name));
  *value = (MergeValue){ MERGE_VALUE_TEXT, "" };
  return TRUE;
}

static int
count_one (const char *list, gpointer stray)
{
  ModelListId id;

  return model_list_find (list, &id) ? 1 : -1;
}

static gboolean
know_column (const char *list, guint item, const char *name, MergeValue *value, gpointer stray)
{
  *value = (MergeValue){ MERGE_VALUE_TEXT, "" };
  return is_column (list, name);
}

/**
 * _work_inspection_find_stray:
 * @template: a template
 *
 * Returns: (transfer full) (element-type utf8): the columns of lists that are asked for where
 *   nothing of such a list is repeated: they are none there
 */
GHashTable *
_work_inspection_find_stray (MergeTemplate *template)
{
  GHashTable *stray = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const MergeSource source = {
    .lookup = note_name, .count_items = count_one, .lookup_item = know_column, .user_data = stray
  };
  g_autoptr (GBytes) merged =
      merge_template_merge_source (template, &source, MERGE_MISSING_BLANK, NULL, NULL);

  /* What cannot be merged says so elsewhere. */
  if (merged == NULL)
    g_hash_table_remove_all (stray);
  return stray;
}
