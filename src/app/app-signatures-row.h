/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_SIGNATURES_ROW (app_signatures_row_get_type ())
G_DECLARE_FINAL_TYPE (AppSignaturesRow, app_signatures_row, APP, SIGNATURES_ROW, AdwExpanderRow)

GtkWidget *app_signatures_row_new (GPtrArray *signatures, gint64 document_id);

G_END_DECLS
