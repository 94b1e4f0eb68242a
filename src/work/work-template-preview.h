/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-preview.h"
#include "work-query.h"

G_BEGIN_DECLS

WorkQuery *work_query_template_students_new (void); /* → GPtrArray of WorkPick, ids of sheets */

WorkQuery *
work_query_template_preview_new (gint64 template_id, gint64 placement_id); /* → WorkPreview */

G_END_DECLS
