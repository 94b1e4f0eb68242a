/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "model-record.h"

G_BEGIN_DECLS

#define APP_TYPE_MESSAGE_ROW (app_message_row_get_type ())
G_DECLARE_FINAL_TYPE (AppMessageRow, app_message_row, APP, MESSAGE_ROW, AdwPreferencesRow)

GtkWidget *app_message_row_new (ModelRecord *note, const char *addressee, gboolean may_delete);

G_END_DECLS
