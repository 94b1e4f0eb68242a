/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-history-groups.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"
#include "base-text.h"

static void
group_clear (gpointer data)
{
  AppHistoryGroup *group = data;

  g_ptr_array_unref (group->items);
  g_free (group->day);
  g_free (group->hour);
  g_free (group->words);
}

/**
 * app_history_group_ref:
 * @group: an action
 *
 * Returns: (transfer full): the same
 */
AppHistoryGroup *
app_history_group_ref (AppHistoryGroup *group)
{
  return g_rc_box_acquire (group);
}

/**
 * app_history_group_unref:
 * @group: (transfer full): an action
 */
void
app_history_group_unref (AppHistoryGroup *group)
{
  g_rc_box_release_full (group, group_clear);
}

static void
add_words (GString *words, const char *text)
{
  if (text == NULL)
    return;
  g_string_append (words, text);
  g_string_append_c (words, ' ');
}

static char *
fold_words (const AppHistoryGroup *group)
{
  const WorkHistoryItem *first = app_history_group_get (group, 0);
  g_autofree char *moment = app_format_moment (first->at);
  g_autoptr (GString) words = g_string_new (NULL);

  add_words (words, group->day);
  add_words (words, moment);
  add_words (words, first->author);
  add_words (words, first->operation);
  for (guint i = 0; i < group->n; i++)
    {
      const WorkHistoryItem *item = app_history_group_get (group, i);

      add_words (words, item->summary);
      add_words (words, work_history_kind_label (item->kind));
      for (guint j = 0; item->changes != NULL && j < item->changes->len; j++)
        {
          const WorkHistoryChange *change = g_ptr_array_index (item->changes, j);

          add_words (words, change->label);
          add_words (words, change->before);
          add_words (words, change->after);
        }
    }
  return base_text_fold (words->str);
}

/**
 * app_history_groups_new:
 * @items: (element-type WorkHistoryItem): a history
 *
 * Returns: (transfer full) (element-type AppHistoryGroup): its actions, in the same order
 */
GPtrArray *
app_history_groups_new (GPtrArray *items)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) app_history_group_unref);
  AppHistoryGroup *group = NULL;

  for (guint i = 0; i < items->len; i++)
    {
      const WorkHistoryItem *item = g_ptr_array_index (items, i);

      if (group != NULL
          && g_strcmp0 (app_history_group_get (group, 0)->operation_id, item->operation_id) == 0)
        {
          group->n++;
          continue;
        }
      group = g_rc_box_new0 (AppHistoryGroup);
      group->items = g_ptr_array_ref (items);
      group->first = i;
      group->n = 1;
      group->day = app_format_day_of_moment (item->at);
      group->hour = app_format_hour_of_moment (item->at);
      g_ptr_array_add (groups, group);
    }
  return groups;
}

/**
 * app_history_group_get:
 * @group: an action
 * @n: which of its items
 *
 * Returns: (transfer none): what happened to one row
 */
const WorkHistoryItem *
app_history_group_get (const AppHistoryGroup *group, guint n)
{
  g_return_val_if_fail (n < group->n, NULL);
  return g_ptr_array_index (group->items, group->first + n);
}

/**
 * app_history_group_matches:
 * @group: an action
 * @kind: a #WorkHistoryKind, or %APP_HISTORY_ALL_KINDS
 * @words: folded words, or ""
 *
 * Returns: whether something of the action is of @kind, and it says all of @words
 */
gboolean
app_history_group_matches (AppHistoryGroup *group, int kind, const char *words)
{
  gboolean is_of_kind = kind == APP_HISTORY_ALL_KINDS;

  for (guint i = 0; i < group->n && !is_of_kind; i++)
    is_of_kind = (int) app_history_group_get (group, i)->kind == kind;
  if (!is_of_kind || words[0] == '\0')
    return is_of_kind;
  if (group->words == NULL)
    group->words = fold_words (group);
  return base_text_folded_contains_all (group->words, words);
}

/* ---- facts ---- */

static void
fact_free (gpointer data)
{
  AppHistoryFact *fact = data;

  g_free (fact->label);
  g_free (fact->text);
  g_free (fact);
}

static void
add_fact (GPtrArray *facts, const char *label, const char *text)
{
  AppHistoryFact *fact = g_new0 (AppHistoryFact, 1);

  fact->label = g_strdup (label);
  fact->text = g_strdup (text);
  g_ptr_array_add (facts, fact);
}

static char *
say_change (const WorkHistoryChange *change)
{
  if (change->before == NULL)
    return g_strdup (change->after != NULL ? change->after : "—");
  return g_strdup_printf ("%s → %s", change->before, change->after != NULL ? change->after : "—");
}

static void
add_facts (GPtrArray *facts, const WorkHistoryItem *item)
{
  g_autoptr (GString) masked = g_string_new (NULL);

  for (guint i = 0; item->changes != NULL && i < item->changes->len; i++)
    {
      const WorkHistoryChange *change = g_ptr_array_index (item->changes, i);
      g_autofree char *text = say_change (change);

      if (change->masked)
        g_string_append_printf (masked, "%s%s", masked->len > 0 ? ", " : "", change->label);
      else
        add_fact (facts, change->label, text);
    }
  if (masked->len > 0)
    add_fact (facts, _ ("Changed, not shown (sensitive)"), masked->str);
}

/**
 * app_history_facts_new:
 * @item: what happened to a row
 *
 * Returns: (transfer full) (element-type AppHistoryFact): all that changed; what is sensitive is
 *   only named
 */
GPtrArray *
app_history_facts_new (const WorkHistoryItem *item)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func (fact_free);

  add_facts (facts, item);
  return facts;
}

/* The particulars of a student or a company that came in are not what one reads a history for, and
 * those of everything that was made along with something else fill pages. */
static gboolean
is_told_by_its_summary (const AppHistoryGroup *group, const WorkHistoryItem *item)
{
  if (item->changes == NULL || item->changes->len == 0)
    return TRUE;
  return item->is_new
         && (group->n > 1 || item->kind == WORK_HISTORY_STUDENT
             || item->kind == WORK_HISTORY_COMPANY);
}

/**
 * app_history_facts_short_new:
 * @group: an action
 *
 * Returns: (transfer full) (element-type AppHistoryFact): what it did, as short as it can be told
 * on paper
 */
GPtrArray *
app_history_facts_short_new (const AppHistoryGroup *group)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func (fact_free);

  for (guint i = 0; i < group->n; i++)
    {
      const WorkHistoryItem *item = app_history_group_get (group, i);

      if (is_told_by_its_summary (group, item))
        add_fact (facts, NULL, item->summary);
      else
        add_facts (facts, item);
    }
  return facts;
}
