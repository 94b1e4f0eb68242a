/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_COMPOSE_TEXT (app_compose_text_get_type ())
G_DECLARE_FINAL_TYPE (AppComposeText, app_compose_text, APP, COMPOSE_TEXT, AdwBin)

AppComposeText *app_compose_text_new (void);
void
app_compose_text_set (AppComposeText *self, const char *subject, const char *body, const char *sms);
void app_compose_text_set_channels (AppComposeText *self, gboolean mail, gboolean sms);
void app_compose_text_set_example (AppComposeText *self, const char *sms);
void app_compose_text_insert (AppComposeText *self, const char *word);
char *app_compose_text_dup_subject (AppComposeText *self);
char *app_compose_text_dup_body (AppComposeText *self);
char *app_compose_text_dup_sms (AppComposeText *self);

G_END_DECLS
