/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "message-mail.h"

G_BEGIN_DECLS

typedef enum
{
  MESSAGE_SMTP_STARTTLS, /* a clear greeting, then TLS or nothing */
  MESSAGE_SMTP_TLS,      /* TLS from the first byte */
  MESSAGE_SMTP_CLEAR     /* no TLS: to a server of this very computer alone */
} MessageSmtpSecurity;

/**
 * MessageSmtpServer:
 * @host: the server's name
 * @port: its port; 0: 587, 465 or 25, as @security goes
 * @security: how the exchange is kept secret
 * @user: (nullable): the account; %NULL: the server asks for none
 * @password: (nullable): its password
 * @token: (nullable): an access token (OAuth 2), instead of a password
 * @ca_file: (nullable): PEM file of authorities to trust beside the system's
 * @connect_timeout_ms: the most time to reach it; 0: 30 s
 * @timeout_ms: the most time for all of it; 0: 15 min, as servers may look for viruses at length
 */
typedef struct
{
  const char *host;
  guint port;
  MessageSmtpSecurity security;
  const char *user;
  const char *password;
  const char *token;
  const char *ca_file;
  guint connect_timeout_ms;
  guint timeout_ms;
} MessageSmtpServer;

typedef enum
{
  MESSAGE_SMTP_SENT,     /* the server has it and answers for it */
  MESSAGE_SMTP_REFUSED,  /* the server will not have it; nothing left */
  MESSAGE_SMTP_NOT_SENT, /* nothing left, and another time it may */
  MESSAGE_SMTP_UNKNOWN   /* it may have left: never sent again without somebody's word */
} MessageSmtpState;

typedef enum
{
  MESSAGE_SMTP_REASON_NONE,
  MESSAGE_SMTP_REASON_RECIPIENT, /* refused: no such person there */
  MESSAGE_SMTP_REASON_FULL,      /* refused: the person's mailbox is full */
  MESSAGE_SMTP_REASON_LOGIN,     /* refused: the account's name, password or token */
  MESSAGE_SMTP_REASON_SIZE,      /* refused: too large */
  MESSAGE_SMTP_REASON_POLICY,    /* refused: for a reason of the server's own */
  MESSAGE_SMTP_REASON_UNREACHED, /* not sent: no server, or it was silent */
  MESSAGE_SMTP_REASON_LATER,     /* not sent: the server says to come back */
  MESSAGE_SMTP_REASON_SECURITY,  /* not sent: no TLS, or a certificate that proves nothing */
  MESSAGE_SMTP_REASON_SETTINGS,  /* not sent: the settings cannot be right */
  MESSAGE_SMTP_REASON_CANCELLED, /* not sent: cancelled before the mail began to leave */
  MESSAGE_SMTP_REASON_CUT        /* unknown: nothing was heard after the mail began to leave */
} MessageSmtpReason;

/**
 * MessageSmtpOutcome:
 * @state: what became of the mail
 * @reason: why
 * @code: the server's last number that counts; 0: it said none
 * @answer: (nullable): the words with it. An address may be in them: not for logs
 * @sentence: (nullable): what to tell and what to do; %NULL when it is sent
 */
typedef struct
{
  MessageSmtpState state;
  MessageSmtpReason reason;
  guint code;
  char *answer;
  char *sentence;
} MessageSmtpOutcome;

MessageSmtpOutcome *message_smtp_send (const MessageSmtpServer *server,
                                       const MessageMailData *mail,
                                       GCancellable *cancellable);
MessageSmtpOutcome *message_smtp_check (const MessageSmtpServer *server, GCancellable *cancellable);
void message_smtp_outcome_free (MessageSmtpOutcome *outcome);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MessageSmtpOutcome, message_smtp_outcome_free)

G_END_DECLS
