/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MessageMailAttachment:
 * @name: what the file is called, accents and all
 * @type: (nullable): its media type; %NULL: nothing is said of it
 * @content: the file
 */
typedef struct
{
  const char *name;
  const char *type;
  GBytes *content;
} MessageMailAttachment;

/**
 * MessageMail:
 * @from_name: (nullable): who writes, as people say it
 * @from_address: the address of the account that sends
 * @reply_to_name: (nullable): whom an answer goes to
 * @reply_to_address: (nullable): where it goes; %NULL: to @from_address
 * @to_name: (nullable): the one person written to
 * @to_address: that person's address
 * @subject: one line
 * @text: the text, in plain lines
 * @attachments: (nullable) (array length=n_attachments): files
 * @n_attachments: how many
 * @message_id: (nullable): the Message-ID it had before, as message_mail_compose() gave it; %NULL:
 * a new one
 * @date: (nullable): when it was written; %NULL: now
 *
 * A mail to one person, as it is written.
 */
typedef struct
{
  const char *from_name;
  const char *from_address;
  const char *reply_to_name;
  const char *reply_to_address;
  const char *to_name;
  const char *to_address;
  const char *subject;
  const char *text;
  const MessageMailAttachment *attachments;
  gsize n_attachments;
  const char *message_id;
  GDateTime *date;
} MessageMail;

/**
 * MessageMailData:
 * @bytes: the mail as servers take it: ASCII lines that end in CRLF; its size is what servers limit
 * @message_id: its Message-ID, with < and >: what an answer or a returned mail refers to
 * @from: whose mail it is, for the envelope: ASCII
 * @to: to whom it goes, for the envelope: ASCII
 *
 * A mail that is ready to leave.
 */
typedef struct
{
  GBytes *bytes;
  char *message_id;
  char *from;
  char *to;
} MessageMailData;

MessageMailData *message_mail_compose (const MessageMail *mail, GError **error);
GBytes *message_mail_draft (const MessageMail *mail, GError **error);
char *message_mail_uri (const MessageMail *mail, const char *cc, GError **error);
void message_mail_data_free (MessageMailData *data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MessageMailData, message_mail_data_free)

G_END_DECLS
