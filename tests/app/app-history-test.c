/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-history-test.h"

WorkHistory *
app_history_test_new (void)
{
  WorkHistory *history = g_new0 (WorkHistory, 1);

  history->school_name = g_strdup ("Lycée Élise-Combarel");
  history->items = g_ptr_array_new_with_free_func ((GDestroyNotify) work_history_item_free);
  return history;
}

static void
change_free (gpointer data)
{
  WorkHistoryChange *change = data;

  g_free (change->label);
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

/* @operation is the name of the operation and stands for its id too. */
WorkHistoryItem *
app_history_test_add (WorkHistory *history,
                      const char *at,
                      WorkHistoryKind kind,
                      const char *operation,
                      const char *summary)
{
  WorkHistoryItem *item = g_new0 (WorkHistoryItem, 1);

  item->id = 1000000 - history->items->len;
  item->at = g_strdup (at);
  item->author = g_strdup ("Mme Martin");
  item->kind = kind;
  item->operation_id = g_strdup (operation);
  item->operation = g_strdup (operation);
  item->summary = g_strdup (summary);
  item->changes = g_ptr_array_new_with_free_func (change_free);
  item->can_undo = TRUE;
  g_ptr_array_add (history->items, item);
  return item;
}

void
app_history_test_change (WorkHistoryItem *item,
                         const char *label,
                         const char *before,
                         const char *after)
{
  WorkHistoryChange *change = g_new0 (WorkHistoryChange, 1);

  change->label = g_strdup (label);
  change->before = g_strdup (before);
  change->after = g_strdup (after);
  g_ptr_array_add (item->changes, change);
}

/* Two days, four actions: a step of forty, a sheet validated with its search, a note that was
 * deleted and brought back, a secret. */
WorkHistory *
app_history_test_sample (void)
{
  WorkHistory *history = app_history_test_new ();
  WorkHistoryItem *item;

  item = app_history_test_add (history, "2026-01-13T08:00:00Z", WORK_HISTORY_AGREEMENT,
                               "step of 40 agreements", "Step: Fiche validée → Envoi entreprise");
  app_history_test_change (item, "Step", "Fiche validée", "Envoi entreprise");
  item = app_history_test_add (history, "2026-01-12T09:42:00Z", WORK_HISTORY_SHEET,
                               "validation of 1 sheet", "Sheet: To validate → Validated");
  app_history_test_change (item, "Sheet", "To validate", "Validated");
  item->is_main = TRUE;
  item = app_history_test_add (history, "2026-01-12T09:42:00Z", WORK_HISTORY_SEARCH,
                               "validation of 1 sheet", "Search: Searching → Validated");
  app_history_test_change (item, "Search", "Searching", "Validated");
  item = app_history_test_add (history, "2026-01-12T08:10:00Z", WORK_HISTORY_NOTES,
                               "deletion of 1 note", "Note deleted");
  app_history_test_change (item, "Text", "Père d’accord <b>", NULL);
  item->undone = TRUE;
  item->can_undo = FALSE;
  item = app_history_test_add (history, "2026-01-12T08:00:00Z", WORK_HISTORY_STUDENT,
                               "change of 1 student", "Social security number changed");
  app_history_test_change (item, "Social security number", NULL, NULL);
  ((WorkHistoryChange *) g_ptr_array_index (item->changes, 0))->masked = TRUE;
  item->can_undo = FALSE;
  return history;
}
