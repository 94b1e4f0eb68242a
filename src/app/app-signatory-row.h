/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "model-record.h"

G_BEGIN_DECLS

#define APP_TYPE_SIGNATORY_ROW (app_signatory_row_get_type ())
G_DECLARE_FINAL_TYPE (AppSignatoryRow, app_signatory_row, APP, SIGNATORY_ROW, AdwActionRow)

GtkWidget *app_signatory_row_new (ModelRecord *signatory, gboolean closed);

G_END_DECLS
