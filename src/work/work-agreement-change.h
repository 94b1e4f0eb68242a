/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-change.h"

G_BEGIN_DECLS

WorkChange *work_change_cancel_new (const gint64 *agreement_ids, guint n_ids, const char *reason);
WorkChange *work_change_clone_new (gint64 agreement_id);
WorkChange *
work_change_signed_outside_new (const gint64 *agreement_ids, guint n_ids, const char *day);
WorkChange *work_change_attach_new (gint64 agreement_id,
                                    const char *kind,
                                    const char *path,
                                    gboolean signed_by_all);

G_END_DECLS
