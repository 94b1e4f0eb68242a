/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-values.h"

G_BEGIN_DECLS

WorkValues *work_example_new (void);
WorkValues *work_example_new_at (ModelRecord *school);
char *work_example_text (WorkValues *values, const char *name);
char *work_example_item_text (WorkValues *values, const char *list, guint item, const char *column);

G_END_DECLS
