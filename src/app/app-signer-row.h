/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "model-signer.h"

G_BEGIN_DECLS

#define APP_TYPE_SIGNER_ROW (app_signer_row_get_type ())
G_DECLARE_FINAL_TYPE (AppSignerRow, app_signer_row, APP, SIGNER_ROW, AdwActionRow)

GtkWidget *app_signer_row_new (const ModelSigner *signer, gboolean is_ongoing);

G_END_DECLS
