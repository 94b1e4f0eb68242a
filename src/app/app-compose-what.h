/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-compose-text.h"
#include "work-message.h"

G_BEGIN_DECLS

#define APP_TYPE_COMPOSE_WHAT (app_compose_what_get_type ())
G_DECLARE_FINAL_TYPE (AppComposeWhat, app_compose_what, APP, COMPOSE_WHAT, AdwBin)

AppComposeWhat *app_compose_what_new (void);
void app_compose_what_set_attachable (AppComposeWhat *self, gboolean attachable);
void app_compose_what_set_event (AppComposeWhat *self, const char *event);
void app_compose_what_set_audiences (AppComposeWhat *self, guint audiences);
void app_compose_what_set_channels (AppComposeWhat *self, gboolean mail, gboolean sms);
void app_compose_what_set_own_words (AppComposeWhat *self, gboolean own);
void app_compose_what_set_school_words (AppComposeWhat *self, const WorkMessageText *text);
gboolean app_compose_what_is_touched (AppComposeWhat *self);
gboolean app_compose_what_wants (AppComposeWhat *self, WorkMessageChannel channel);
AppComposeText *app_compose_what_get_text (AppComposeWhat *self);
void app_compose_what_get_draft (AppComposeWhat *self, WorkMessageDraft *draft);

G_END_DECLS
