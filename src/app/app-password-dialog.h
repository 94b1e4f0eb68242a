/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-school.h"

G_BEGIN_DECLS

#define APP_TYPE_PASSWORD_DIALOG (app_password_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AppPasswordDialog, app_password_dialog, APP, PASSWORD_DIALOG, AdwWindow)

AppPasswordDialog *app_password_dialog_new (GtkWindow *parent,
                                            WorkSchool *school,
                                            gint64 account_id,
                                            const char *label);
const char *app_password_dialog_get_problem (AppPasswordDialog *self);

G_END_DECLS
