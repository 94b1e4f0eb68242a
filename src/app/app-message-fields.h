/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_MESSAGE_FIELDS (app_message_fields_get_type ())
G_DECLARE_FINAL_TYPE (AppMessageFields, app_message_fields, APP, MESSAGE_FIELDS, AdwBin)

AppMessageFields *app_message_fields_new (void);
void app_message_fields_insert (GtkWidget *control, const char *field);

G_END_DECLS
