/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_SECRET_DIALOG (app_secret_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AppSecretDialog, app_secret_dialog, APP, SECRET_DIALOG, AdwMessageDialog)

AppSecretDialog *
app_secret_dialog_new (GtkWindow *parent, const char *heading, const char *label, const char *why);
AppSecretDialog *
app_secret_dialog_new_key (GtkWindow *parent, const char *provider, const char *why);
const char *app_secret_dialog_get_secret (AppSecretDialog *self);
gboolean app_secret_dialog_get_keeps (AppSecretDialog *self);
void app_secret_dialog_set_keeps_visible (AppSecretDialog *self, gboolean is_visible);

G_END_DECLS
