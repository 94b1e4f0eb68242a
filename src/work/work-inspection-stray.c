/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "work-inspection-private.h"

#include "model-list.h"

/* What a template asks for where: a look through all of it, whatever its conditions come to, so
 * that what one agreement in a hundred needs is told of as well. */

typedef struct
{
  WorkAsked *asked;
  GHashTable *always; /* (element-type utf8): what each document needs */
  guint branches;
} Survey;

static gboolean
is_column (const char *list, const char *name)
{
  ModelListId id;

  return model_list_find (list, &id) && model_list_find_column (id, name) != NULL;
}

static void
note (Survey *survey, const char *name, MergeValue *value)
{
  g_hash_table_add (survey->branches > 0 ? survey->asked->chosen : survey->always, g_strdup (name));
  *value = (MergeValue){ MERGE_VALUE_TEXT, "" };
}

/* A MergeLookupFunc: “Date”, “Professeur” is what a list has as a column, and many templates as a
 * field. */
static gboolean
note_name (const char *name, MergeValue *value, gpointer user_data)
{
  Survey *survey = user_data;

  for (guint i = 0; i < MODEL_N_LISTS; i++)
    if (model_list_find_column ((ModelListId) i, name) != NULL)
      g_hash_table_add (survey->asked->stray, g_strdup (name));
  note (survey, name, value);
  return TRUE;
}

static int
count_one (const char *list, gpointer user_data)
{
  ModelListId id;

  return model_list_find (list, &id) ? 1 : -1;
}

static gboolean
note_column (const char *list, guint item, const char *name, MergeValue *value, gpointer user_data)
{
  if (!is_column (list, name))
    return FALSE;
  note (user_data, name, value);
  return TRUE;
}

static gboolean
is_always (gpointer name, gpointer value, gpointer always)
{
  return g_hash_table_contains (always, name);
}

/**
 * _work_inspection_survey:
 * @template: a template
 * @asked: (out caller-allocates): what it asks for; to be cleared with _work_asked_clear()
 *
 * Looks through a template. What cannot be merged says so elsewhere: nothing is found there.
 */
void
_work_inspection_survey (MergeTemplate *template, WorkAsked *asked)
{
  g_autoptr (GHashTable) always = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Survey survey = { asked, always, 0 };
  const MergeSource source = {
    .lookup = note_name, .count_items = count_one, .lookup_item = note_column, .user_data = &survey
  };

  asked->stray = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  asked->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!merge_template_survey (template, &source, &survey.branches, NULL))
    {
      g_hash_table_remove_all (asked->stray);
      g_hash_table_remove_all (asked->chosen);
    }
  g_hash_table_foreach_remove (asked->chosen, is_always, always);
}

/**
 * _work_asked_clear:
 * @asked: what _work_inspection_survey() found
 */
void
_work_asked_clear (WorkAsked *asked)
{
  g_clear_pointer (&asked->stray, g_hash_table_unref);
  g_clear_pointer (&asked->chosen, g_hash_table_unref);
}
