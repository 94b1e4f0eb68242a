/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-message.h"

G_BEGIN_DECLS

#define APP_TYPE_MESSAGE_PREVIEW (app_message_preview_get_type ())
G_DECLARE_FINAL_TYPE (AppMessagePreview, app_message_preview, APP, MESSAGE_PREVIEW, AdwBin)

AppMessagePreview *app_message_preview_new (void);
void app_message_preview_open (AppMessagePreview *self,
                               WorkSchool *school,
                               gint64 year_id,
                               const char *event,
                               ModelMessageAudience audience);
void app_message_preview_set_texts (AppMessagePreview *self,
                                    const char *subject,
                                    const char *body,
                                    const char *sms);
const WorkMessageThing *app_message_preview_get_thing (AppMessagePreview *self);
const char *app_message_preview_get_sms (AppMessagePreview *self);

G_END_DECLS
