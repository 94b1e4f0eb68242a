/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-history.h"
#include "work-school.h"

G_BEGIN_DECLS

/* work-school.c */
void _work_school_run_async (WorkSchool *self,
                             gpointer tag,
                             StoreQueueFunc func,
                             gpointer data,
                             GDestroyNotify destroy_data,
                             GDestroyNotify destroy_result,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gpointer
_work_school_run_finish (WorkSchool *self, gpointer tag, GAsyncResult *result, GError **error);

/* work-overview.c */
WorkOverview *_work_overview_load (StoreConnection *connection,
                                   gint64 year_id,
                                   const char *author,
                                   GError **error);
GPtrArray *_work_steps_load (StoreConnection *connection, GError **error);
ModelRecord *_work_year_of_day (GPtrArray *years, const char *day);

/* work-operation-name.c */
gboolean _work_operation_describe (StoreConnection *connection,
                                   const char *operation_id,
                                   char **label,
                                   GError **error);

/* work-history-text.c */
/**
 * WorkHistoryWords:
 * @connection: where the names of other rows are read
 * @steps: (element-type ModelStep): the steps of an agreement
 */
typedef struct
{
  StoreConnection *connection;
  GPtrArray *steps;
} WorkHistoryWords;

char *_work_history_describe (const WorkHistoryWords *words, const StoreHistoryLine *line);

G_END_DECLS
