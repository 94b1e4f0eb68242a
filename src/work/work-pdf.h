/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-job.h"
#include "work-school.h"

G_BEGIN_DECLS

WorkJob *work_pdf_new (WorkSchool *school,
                       const gint64 *placement_ids,
                       guint n_ids,
                       const char *folder,
                       const char *pattern);

G_END_DECLS
