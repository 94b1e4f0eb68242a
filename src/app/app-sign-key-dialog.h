/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_SIGN_KEY_DIALOG (app_sign_key_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AppSignKeyDialog, app_sign_key_dialog, APP, SIGN_KEY_DIALOG, AdwMessageDialog)

AppSignKeyDialog *
app_sign_key_dialog_new (GtkWindow *parent, const char *provider, const char *why);
const char *app_sign_key_dialog_get_key (AppSignKeyDialog *self);
gboolean app_sign_key_dialog_get_keeps (AppSignKeyDialog *self);

G_END_DECLS
