/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "model-signer.h"

G_BEGIN_DECLS

#define APP_TYPE_SIGNER_POPOVER (app_signer_popover_get_type ())
G_DECLARE_FINAL_TYPE (AppSignerPopover, app_signer_popover, APP, SIGNER_POPOVER, GtkPopover)

GtkWidget *app_signer_popover_new (void);
void app_signer_popover_set_signer (AppSignerPopover *self,
                                    const ModelSigner *signer,
                                    gboolean is_ongoing);

G_END_DECLS
