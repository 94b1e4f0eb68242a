/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "sign-order.h"
#include "sign-provider.h"

G_BEGIN_DECLS

#define APP_TYPE_SIGN_TRANSFER_DIALOG (app_sign_transfer_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AppSignTransferDialog,
                      app_sign_transfer_dialog,
                      APP,
                      SIGN_TRANSFER_DIALOG,
                      AdwMessageDialog)

AppSignTransferDialog *app_sign_transfer_dialog_new (GtkWindow *parent,
                                                     const SignProvider *provider,
                                                     const SignPerson *person);
SignPerson *app_sign_transfer_dialog_get_person (AppSignTransferDialog *self);

G_END_DECLS
