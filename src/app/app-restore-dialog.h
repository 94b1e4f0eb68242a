/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "work-restore.h"

G_BEGIN_DECLS

#define APP_TYPE_RESTORE_DIALOG (app_restore_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AppRestoreDialog, app_restore_dialog, APP, RESTORE_DIALOG, AdwMessageDialog)

AppRestoreDialog *app_restore_dialog_new (GtkWindow *parent,
                                          const char *when,
                                          const char *folder,
                                          const WorkRestorePlan *plan);

G_END_DECLS
