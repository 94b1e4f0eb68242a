/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli-command.h"
#include "work-message.h"

G_BEGIN_DECLS

/* The whole word that was typed, and where: "queue" in a school. */
typedef struct
{
  CliCall *call;
  WorkSchool *school;
  char *key; /* (nullable): from the standard input */
} CliMessaging;

gboolean cli_message_parse_audiences (const char *text, guint *audiences, GError **error);
gboolean cli_message_parse_audience (const char *text, ModelMessageAudience *audience);

/* cli-message-show.c */
const char *cli_message_channel_key (WorkMessageChannel channel);
void cli_message_add_plan (JsonBuilder *builder, const WorkMessagePlan *plan);
CliExit cli_message_show_plans (CliMessaging *messaging, GPtrArray *plans);
void cli_message_tell_queued (CliMessaging *messaging, GPtrArray *plans);

/* cli-message-outbox.c */
CliExit cli_message_list (CliMessaging *messaging);
CliExit cli_message_show (CliMessaging *messaging);
CliExit cli_message_retry (CliMessaging *messaging);
CliExit cli_message_cancel (CliMessaging *messaging);
CliExit cli_message_send (CliMessaging *messaging);

/* cli-message-test.c */
CliExit cli_message_test (CliMessaging *messaging);

/* cli-message-rules.c */
WorkMessageChannel cli_message_channel_of (const char *address);
CliExit cli_message_rules (CliMessaging *messaging);
CliExit cli_message_text (CliMessaging *messaging);
CliExit cli_message_block (CliMessaging *messaging);
CliExit cli_message_unblock (CliMessaging *messaging);

G_END_DECLS
