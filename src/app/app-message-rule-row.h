/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-message.h"

G_BEGIN_DECLS

#define APP_TYPE_MESSAGE_RULE_ROW (app_message_rule_row_get_type ())
G_DECLARE_FINAL_TYPE (AppMessageRuleRow,
                      app_message_rule_row,
                      APP,
                      MESSAGE_RULE_ROW,
                      AdwPreferencesRow)

AppMessageRuleRow *app_message_rule_row_new (const WorkMessageRule *rule);
void app_message_rule_row_show (AppMessageRuleRow *self, const WorkMessageRule *rule);
const WorkMessageRule *app_message_rule_row_get_rule (AppMessageRuleRow *self);
void app_message_rule_row_set_editable (AppMessageRuleRow *self, gboolean editable);
void app_message_rule_row_flush (AppMessageRuleRow *self);
char *app_message_rule_row_dup_sentence (const WorkMessageRule *rule);

G_END_DECLS
