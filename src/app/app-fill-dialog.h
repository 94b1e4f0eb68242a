/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "model-line.h"

G_BEGIN_DECLS

#define APP_TYPE_FILL_DIALOG (app_fill_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AppFillDialog, app_fill_dialog, APP, FILL_DIALOG, AdwMessageDialog)

AppFillDialog *app_fill_dialog_new (GtkWindow *parent, ModelLine *first, guint n_others);

G_END_DECLS
