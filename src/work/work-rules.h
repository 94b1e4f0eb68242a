/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-rule.h"
#include "work-query.h"

G_BEGIN_DECLS

WorkQuery *work_query_findings_new (ModelRecord *placement); /* → GPtrArray of ModelFinding */

G_END_DECLS
