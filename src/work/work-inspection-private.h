/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-binding.h"
#include "work-inspection.h"
#include "work-values.h"

G_BEGIN_DECLS

/* work-inspection.c */
WorkInspection *_work_inspect (const char *file_name,
                               GBytes *content,
                               const ModelBindings *bindings,
                               WorkValues *values,
                               GError **error);
WorkValues *
_work_inspection_load_values (StoreConnection *connection, gint64 placement_id, GError **error);

/* work-inspection-remark.c */
const char *_work_inspection_place (const char *where);
const char *_work_inspection_code_label (const char *type);
void _work_inspection_add_remarks (WorkInspection *inspection,
                                   GBytes *content,
                                   GPtrArray *warnings,
                                   GPtrArray *findings);

G_END_DECLS
