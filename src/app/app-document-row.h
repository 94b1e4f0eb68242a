/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "model-record.h"

G_BEGIN_DECLS

#define APP_TYPE_DOCUMENT_ROW (app_document_row_get_type ())
G_DECLARE_FINAL_TYPE (AppDocumentRow, app_document_row, APP, DOCUMENT_ROW, AdwActionRow)

GtkWidget *app_document_row_new (ModelRecord *document, const char *number, gboolean is_void);

G_END_DECLS
