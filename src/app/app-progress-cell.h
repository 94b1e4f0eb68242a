/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-signer-marks.h"
#include "app-step-bar.h"

G_BEGIN_DECLS

#define APP_TYPE_PROGRESS_CELL (app_progress_cell_get_type ())
G_DECLARE_FINAL_TYPE (AppProgressCell, app_progress_cell, APP, PROGRESS_CELL, GtkWidget)

GtkWidget *app_progress_cell_new (void);
AppStepBar *app_progress_cell_show_steps (AppProgressCell *self);
AppSignerMarks *app_progress_cell_show_signers (AppProgressCell *self);

G_END_DECLS
