/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-preview.h"
#include "work-query.h"

G_BEGIN_DECLS

WorkQuery *work_query_template_students_new (void); /* → GPtrArray of WorkPick, ids of sheets */

void work_template_preview_async (WorkSchool *school,
                                  gint64 template_id,
                                  gint64 placement_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
WorkPreview *work_template_preview_finish (GAsyncResult *result, GError **error);

G_END_DECLS
