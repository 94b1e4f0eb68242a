/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-rule.h"
#include "work-sheet.h"

G_BEGIN_DECLS

/* → GPtrArray of ModelFinding */
WorkQuery *work_query_findings_new (ModelRecord *placement);
WorkQuery *work_query_sheet_findings_new (const WorkSheet *sheet);

G_END_DECLS
