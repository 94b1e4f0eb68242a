/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-change.h"

G_BEGIN_DECLS

WorkChange *work_change_signatory_new (ModelRecord *signatory);
WorkChange *work_change_signatures_new (const gint64 *agreement_ids,
                                        guint n_ids,
                                        const char *role,
                                        const char *column,
                                        const char *day);
char *work_signatory_title (ModelRecord *signatory);

G_END_DECLS
