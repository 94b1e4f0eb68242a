/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_SMS_COUNTER (app_sms_counter_get_type ())
G_DECLARE_FINAL_TYPE (AppSmsCounter, app_sms_counter, APP, SMS_COUNTER, AdwBin)

AppSmsCounter *app_sms_counter_new (void);
void app_sms_counter_set_text (AppSmsCounter *self, const char *text);
void app_sms_counter_set_simplifies (AppSmsCounter *self, gboolean simplifies);
guint app_sms_counter_get_parts (AppSmsCounter *self);

G_END_DECLS
