/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-school.h"

G_BEGIN_DECLS

/**
 * WorkQuery:
 *
 * One thing that is read of a school. The use cases make them (`work_query_…_new()`, which say what
 * the result is), work_school_read() reads them.
 */
typedef struct _WorkQuery WorkQuery;

void work_query_free (WorkQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkQuery, work_query_free)

gpointer work_school_read (WorkSchool *self, WorkQuery *query, GError **error);
void work_school_read_async (WorkSchool *self,
                             WorkQuery *query,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gpointer work_school_read_finish (WorkSchool *self, GAsyncResult *result, GError **error);

/* The plainest ones. */
WorkQuery *work_query_record_new (ModelEntity entity, gint64 id); /* → ModelRecord */
WorkQuery *work_query_records_new (ModelEntity entity,            /* → GPtrArray of them */
                                   const char *column,
                                   const char *canonical);
WorkQuery *work_query_settings_new (void); /* → ModelSettings */

G_END_DECLS
