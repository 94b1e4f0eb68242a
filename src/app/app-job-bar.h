/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-job.h"

G_BEGIN_DECLS

#define APP_TYPE_JOB_BAR (app_job_bar_get_type ())
G_DECLARE_FINAL_TYPE (AppJobBar, app_job_bar, APP, JOB_BAR, AdwBin)

AppJobBar *app_job_bar_new (void);
void app_job_bar_follow (AppJobBar *self, WorkJob *job, GCancellable *cancellable);
WorkJob *app_job_bar_get_job (AppJobBar *self);

G_END_DECLS
