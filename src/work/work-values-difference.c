/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model-list.h"
#include "model-value.h"
#include "work-list-private.h"
#include "work-values-private.h"

/* What an amendment changes. */

/* As many guardians as have names of their own. */
#define N_NAMED_GUARDIANS 2

/* What an agreement says of itself is no difference, nor is what follows from other fields. */
static gboolean
may_differ (const ModelMergeName *name)
{
  return name->field != NULL && name->role != MODEL_ROLE_AGREEMENT;
}

/* A date or a number as people write it; what is none stays as it is. */
static char *
dup_readable (const ModelField *field, MergeValueType type, const char *text)
{
  g_autofree char *canonical = NULL;

  if (text == NULL || text[0] == '\0')
    return g_strdup ("—");
  if (type == MERGE_VALUE_TEXT || !model_value_parse (field, text, &canonical, NULL)
      || canonical == NULL)
    return g_strdup (text);
  return model_value_format (field, canonical);
}

static void
compare (GPtrArray *lines,
         const char *whose,
         const ModelField *field,
         const MergeValue *before,
         const MergeValue *after)
{
  g_autofree char *old = NULL, *now = NULL;

  if (g_strcmp0 (before->text != NULL ? before->text : "", after->text != NULL ? after->text : "")
      == 0)
    return;
  old = dup_readable (field, before->type, before->text);
  now = dup_readable (field, after->type, after->text);
  /* Translators: what an amendment changes: the role (“Tutor”), the field, before and after. */
  g_ptr_array_add (lines,
                   g_strdup_printf (_ ("%s, %s: %s → %s"), whose, _ (field->label), old, now));
}

static void
compare_name (GPtrArray *lines, const ModelMergeName *name, WorkValues *before, WorkValues *after)
{
  MergeValue old = { MERGE_VALUE_TEXT, NULL }, now = { MERGE_VALUE_TEXT, NULL };

  if (!may_differ (name) || !work_values_lookup (name->name, &now, after))
    return;
  work_values_lookup (name->name, &old, before);
  compare (lines, _ (model_role_info (name->role)->label), name->field, &old, &now);
}

/* One that a list shows and no name does. */
static void
compare_guardian (GPtrArray *lines, guint item, WorkValues *before, WorkValues *after)
{
  const char *list = model_list_name (MODEL_LIST_GUARDIANS);
  guint n_columns = 0;
  const ModelListColumn *columns = model_list_columns (MODEL_LIST_GUARDIANS, &n_columns);
  g_autofree char *whose = g_strdup_printf (_ ("Guardian %u"), item + 1);

  for (guint i = 0; i < n_columns; i++)
    {
      MergeValue old = { MERGE_VALUE_TEXT, NULL }, now = { MERGE_VALUE_TEXT, NULL };

      if (columns[i].field == NULL)
        continue;
      work_values_lookup_item (list, item, columns[i].name, &old, before);
      work_values_lookup_item (list, item, columns[i].name, &now, after);
      compare (lines, whose, columns[i].field, &old, &now);
    }
}

/* What was frozen before there were lists tells nothing of the others. */
static void
compare_guardians (GPtrArray *lines, WorkValues *before, WorkValues *after)
{
  const char *list = model_list_name (MODEL_LIST_GUARDIANS);
  int n = MAX (work_values_count_items (list, before), work_values_count_items (list, after));

  if (!_work_values_has_list (before, MODEL_LIST_GUARDIANS)
      || !_work_values_has_list (after, MODEL_LIST_GUARDIANS))
    return;
  for (int i = N_NAMED_GUARDIANS; i < n; i++)
    compare_guardian (lines, (guint) i, before, after);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * work_values_difference:
 * @before: what an agreement was made with
 * @after: what it would be made with
 *
 * Returns: (transfer full): a line for each field that differs, "" when none does
 */
char *
work_values_difference (WorkValues *before, WorkValues *after)
{
  const GPtrArray *names = model_merge_names ();
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (before != NULL && after != NULL, NULL);

  for (guint i = 0; i < names->len; i++)
    compare_name (lines, g_ptr_array_index (names, i), before, after);
  compare_guardians (lines, before, after);
  g_ptr_array_sort (lines, compare_texts);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}
