/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <curl/curl.h>

#include "message-smtp.h"

G_BEGIN_DECLS

typedef enum
{
  MESSAGE_SMTP_STAGE_HELLO,
  MESSAGE_SMTP_STAGE_LOGIN,
  MESSAGE_SMTP_STAGE_SENDER,
  MESSAGE_SMTP_STAGE_RECIPIENT,
  MESSAGE_SMTP_STAGE_DATA
} MessageSmtpStage;

/**
 * MessageSmtpTalk:
 * @stage: what was last asked of the server
 * @reply: the reply that is coming in, line by line
 * @bytes: how much the server has said
 * @begun: whether the mail began to leave
 * @done: whether the server said what became of it
 * @code: the number of the reply that counts: the one to the mail, else the last refusal
 * @answer: (nullable): its words
 *
 * What was said between a server and us.
 */
typedef struct
{
  MessageSmtpStage stage;
  GString *reply;
  gsize bytes;
  gboolean begun;
  gboolean done;
  guint code;
  char *answer;
} MessageSmtpTalk;

void message_smtp_talk_ask (MessageSmtpTalk *talk, const char *command, gsize length);
gboolean message_smtp_talk_hear (MessageSmtpTalk *talk, const char *data, gsize length);
void message_smtp_talk_clear (MessageSmtpTalk *talk);

MessageSmtpOutcome *message_smtp_outcome_new (MessageSmtpState state, MessageSmtpReason reason);
MessageSmtpOutcome *
message_smtp_conclude (MessageSmtpTalk *talk, CURLcode result, gboolean cancelled);

G_END_DECLS
