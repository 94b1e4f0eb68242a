/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-year.h"

G_BEGIN_DECLS

WorkRollOver *_work_roll_over_new (void);
gboolean _work_roll_same_name (const char *a, const char *b);
char *_work_roll_period_key (const char *period, const char *class_name);
char *_work_roll_shift_day (const char *iso);

G_END_DECLS
