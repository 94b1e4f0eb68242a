/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-history-private.h"

#include "store-record.h"
#include "work-query-private.h"

/**
 * work_history_free:
 * @history: (nullable) (transfer full): what happened
 */
void
work_history_free (WorkHistory *history)
{
  if (history == NULL)
    return;
  g_free (history->school_name);
  g_clear_pointer (&history->items, g_ptr_array_unref);
  g_free (history);
}

static WorkHistory *
history_new (StoreConnection *connection, GPtrArray *lines, GError **error)
{
  g_autoptr (WorkHistory) history = g_new0 (WorkHistory, 1);
  g_autoptr (GPtrArray) schools = store_load_all (connection, MODEL_ENTITY_SCHOOL, error);
  const char *name = NULL;

  if (schools == NULL)
    return NULL;
  if (schools->len > 0)
    name = model_record_get (g_ptr_array_index (schools, 0), "name");
  history->school_name = g_strdup (name != NULL ? name : "");
  history->items = _work_history_items (connection, lines, error);
  return history->items != NULL ? g_steal_pointer (&history) : NULL;
}

static gpointer
line_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) lines = _work_history_lines (connection, data, error);

  return lines != NULL ? history_new (connection, lines, error) : NULL;
}

static gpointer
recent_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) lines = store_history_recent (connection, GPOINTER_TO_UINT (data), error);

  return lines != NULL ? history_new (connection, lines, error) : NULL;
}

/**
 * work_query_history_new:
 * @line: a line of the list
 *
 * What happened to a student's search, sheet and agreements, to all that hangs from them and to the
 * student and the company themselves.
 *
 * Returns: (transfer full): a query for the #WorkHistory
 */
WorkQuery *
work_query_history_new (ModelLine *line)
{
  WorkHistoryPlace *place;

  g_return_val_if_fail (MODEL_IS_LINE (line), NULL);

  place = g_new (WorkHistoryPlace, 1);
  place->student_id = line->student_id;
  place->search_id = line->search_id;
  place->placement_id = line->placement_id;
  place->period_id = line->period_id;
  return _work_query_new (line_func, place, g_free, (GDestroyNotify) work_history_free);
}

/**
 * work_query_recent_history_new:
 * @max: how many changes of rows at most
 *
 * What happened lately in the whole database.
 *
 * Returns: (transfer full): a query for the #WorkHistory
 */
WorkQuery *
work_query_recent_history_new (guint max)
{
  return _work_query_new (recent_func, GUINT_TO_POINTER (max), NULL,
                          (GDestroyNotify) work_history_free);
}
