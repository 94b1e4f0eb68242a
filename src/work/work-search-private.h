/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-change-private.h"
#include "work-search.h"

G_BEGIN_DECLS

ModelRecord *_work_search_find (StoreConnection *connection,
                                gint64 student_id,
                                gint64 period_id,
                                GError **error);
ModelRecord *
_work_search_ensure (WorkChanging *changing, gint64 student_id, gint64 period_id, GError **error);
gboolean _work_search_follow_sheet (WorkChanging *changing,
                                    gint64 search_id,
                                    const char *placement_state,
                                    GError **error);
gboolean _work_interview_save (WorkChanging *changing,
                               const WorkPlace *place,
                               ModelRecord *interview,
                               GError **error);

G_END_DECLS
