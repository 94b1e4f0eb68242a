/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-account.h"

G_BEGIN_DECLS

#define APP_TYPE_ACCOUNT_DIALOG (app_account_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AppAccountDialog, app_account_dialog, APP, ACCOUNT_DIALOG, AdwWindow)

AppAccountDialog *
app_account_dialog_new (GtkWindow *parent, WorkSchool *school, const WorkAccountInfo *account);
const char *app_account_dialog_get_problem (AppAccountDialog *self);
gboolean app_account_dialog_is_ready (AppAccountDialog *self);

G_END_DECLS
