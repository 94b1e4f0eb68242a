/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-history.h"
#include "work-history.h"

G_BEGIN_DECLS

/* work-history-rows.c */
/**
 * WorkHistoryPlace:
 *
 * A line of the list, as ids; 0 where there is nothing.
 */
typedef struct
{
  gint64 student_id;
  gint64 search_id;
  gint64 placement_id;
  gint64 period_id;
} WorkHistoryPlace;

GPtrArray *
_work_history_lines (StoreConnection *connection, const WorkHistoryPlace *place, GError **error);

/* work-history-items.c */
GPtrArray *_work_history_items (StoreConnection *connection, GPtrArray *lines, GError **error);

/* work-history-steps.c */
typedef struct _WorkHistorySteps WorkHistorySteps;

WorkHistorySteps *_work_history_steps_load (StoreConnection *connection, GError **error);
void _work_history_steps_free (WorkHistorySteps *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkHistorySteps, _work_history_steps_free)
const char *_work_history_steps_name (const WorkHistorySteps *self,
                                      const StoreHistoryLine *line,
                                      gboolean is_before,
                                      gint64 step);

/* work-history-text.c */
/**
 * WorkHistoryWords:
 * @connection: where the names of other rows are read
 * @steps: how the steps of an agreement are and were called
 * @looks: how the school calls the states of a search
 */
typedef struct
{
  StoreConnection *connection;
  const WorkHistorySteps *steps;
  const ModelSearchLooks *looks;
} WorkHistoryWords;

char *_work_history_name_row (StoreConnection *connection, ModelEntity entity, gint64 id);
GPtrArray *_work_history_changes (const WorkHistoryWords *words, const StoreHistoryLine *line);
char *_work_history_describe (const WorkHistoryWords *words,
                              const StoreHistoryLine *line,
                              GPtrArray *changes);

G_END_DECLS
