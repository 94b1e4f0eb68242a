/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-send-private.h"

#include <glib/gi18n-lib.h>

#include "message-error.h"
#include "message-sms-text.h"
#include "work-error.h"

/* The server wants nobody just now, whatever the mail (RFC 5321, RFC 4954). */
#define SMTP_CLOSING    421
#define SMTP_LOGIN_BUSY 454

static const WorkMessageCarrier network = { message_smtp_send, message_smtp_check, message_sms_send,
                                            message_sms_ask_state };
static const WorkMessageCarrier *carrier = &network;

/**
 * _work_message_use_carrier:
 * @other: (nullable): another network; %NULL: the real one
 *
 * For tests.
 */
void
_work_message_use_carrier (const WorkMessageCarrier *other)
{
  carrier = other != NULL ? other : &network;
}

/**
 * _work_message_carrier:
 *
 * Returns: (transfer none): what is spoken with servers through
 */
const WorkMessageCarrier *
_work_message_carrier (void)
{
  return carrier;
}

/**
 * _work_message_outcome_new:
 * @end: what became of an attempt
 * @problem: (nullable): what is wrong, a sentence
 *
 * Returns: (transfer full): the same, which says nothing of other messages
 */
WorkMessageOutcome *
_work_message_outcome_new (WorkMessageEnd end, const char *problem)
{
  WorkMessageOutcome *outcome = g_new0 (WorkMessageOutcome, 1);

  outcome->end = end;
  outcome->problem = g_strdup (problem);
  outcome->credits_left = -1;
  return outcome;
}

/**
 * _work_message_outcome_fail:
 * @outcome: of what did not leave
 * @error: return location: %WORK_ERROR_KEY when the account was not let in, else
 *   %WORK_ERROR_REFUSED
 *
 * Returns: %FALSE
 */
gboolean
_work_message_outcome_fail (const WorkMessageOutcome *outcome, GError **error)
{
  g_set_error_literal (error, WORK_ERROR, outcome->lacks_key ? WORK_ERROR_KEY : WORK_ERROR_REFUSED,
                       outcome->problem != NULL ? outcome->problem : "");
  return FALSE;
}

/**
 * _work_message_outcome_free:
 * @outcome: (nullable) (transfer full): what became of an attempt
 */
void
_work_message_outcome_free (WorkMessageOutcome *outcome)
{
  if (outcome == NULL)
    return;
  g_free (outcome->answer);
  g_free (outcome->problem);
  g_free (outcome->remote_id);
  g_free (outcome->cost);
  g_free (outcome);
}

/* ---- mails ---- */

static MessageMail
get_mail (const WorkMessageLetter *letter, const MessageMailAttachment *file)
{
  return (MessageMail){
    .to_name = letter->name,
    .to_address = letter->address,
    .subject = letter->subject,
    .text = letter->body,
    .attachments = file,
    .n_attachments = letter->content != NULL ? 1 : 0,
    .message_id = letter->message_id,
  };
}

/**
 * _work_message_draft:
 * @letter: a mail
 * @error: return location for a #MessageError
 *
 * Returns: (transfer full): a file of it that a mail program opens as one to be sent, or %NULL
 */
GBytes *
_work_message_draft (const WorkMessageLetter *letter, GError **error)
{
  const MessageMailAttachment file = { letter->attachment, letter->media_type, letter->content };
  const MessageMail mail = get_mail (letter, &file);

  return message_mail_draft (&mail, error);
}

static char *
answer_of (const MessageSmtpOutcome *smtp)
{
  if (smtp->code == 0)
    return NULL;
  return g_strdup_printf ("%u%s%s", smtp->code, smtp->answer != NULL ? " " : "",
                          smtp->answer != NULL ? smtp->answer : "");
}

static void
judge_refused (WorkMessageOutcome *outcome, const MessageSmtpOutcome *smtp)
{
  outcome->end = WORK_MESSAGE_REFUSED;
  outcome->is_alike = smtp->reason == MESSAGE_SMTP_REASON_POLICY;
  if (smtp->reason != MESSAGE_SMTP_REASON_LOGIN)
    return;
  outcome->end = WORK_MESSAGE_HELD;
  outcome->ends_pass = TRUE;
  outcome->lacks_key = TRUE;
}

/* Out of the network, or without a server that can be trusted: no message's fault. One that the
 * server had begun to speak about may be. */
static void
judge_not_sent (WorkMessageOutcome *outcome, const MessageSmtpOutcome *smtp)
{
  gboolean is_heard = smtp->code != 0;

  outcome->is_network =
      smtp->reason == MESSAGE_SMTP_REASON_LATER || smtp->reason == MESSAGE_SMTP_REASON_UNREACHED;
  switch (smtp->reason)
    {
    case MESSAGE_SMTP_REASON_LATER:
      outcome->end = WORK_MESSAGE_LATER;
      outcome->ends_pass = smtp->code == SMTP_CLOSING || smtp->code == SMTP_LOGIN_BUSY;
      break;
    case MESSAGE_SMTP_REASON_UNREACHED:
      outcome->end = is_heard ? WORK_MESSAGE_LATER : WORK_MESSAGE_HELD;
      outcome->ends_pass = TRUE;
      break;
    default:
      outcome->end = WORK_MESSAGE_HELD;
      outcome->ends_pass = TRUE;
    }
}

static WorkMessageOutcome *
judge_smtp (const MessageSmtpOutcome *smtp)
{
  WorkMessageOutcome *outcome = _work_message_outcome_new (WORK_MESSAGE_SENT, smtp->sentence);

  outcome->answer = answer_of (smtp);
  switch (smtp->state)
    {
    case MESSAGE_SMTP_SENT:
      break;
    case MESSAGE_SMTP_REFUSED:
      judge_refused (outcome, smtp);
      break;
    case MESSAGE_SMTP_NOT_SENT:
      judge_not_sent (outcome, smtp);
      break;
    default:
      outcome->end = WORK_MESSAGE_UNKNOWN;
      outcome->is_alike = TRUE;
    }
  return outcome;
}

/* ---- SMS ---- */

static WorkMessageOutcome *
judge_error (const GError *error)
{
  static const struct
  {
    int code;
    WorkMessageEnd end;
    gboolean ends_pass, is_alike;
  } ends[] = {
    { MESSAGE_ERROR_BAD_NUMBER, WORK_MESSAGE_REFUSED, FALSE, FALSE },
    { MESSAGE_ERROR_INVALID, WORK_MESSAGE_REFUSED, FALSE, FALSE },
    { MESSAGE_ERROR_REFUSED, WORK_MESSAGE_REFUSED, FALSE, TRUE },
    { MESSAGE_ERROR_CONFIGURATION, WORK_MESSAGE_HELD, TRUE, FALSE },
    { MESSAGE_ERROR_NOT_SENT, WORK_MESSAGE_HELD, TRUE, FALSE },
  };
  WorkMessageOutcome *outcome = _work_message_outcome_new (WORK_MESSAGE_UNKNOWN, error->message);

  outcome->is_alike = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_error_matches (error, MESSAGE_ERROR, ends[i].code))
      {
        outcome->end = ends[i].end;
        outcome->ends_pass = ends[i].ends_pass;
        outcome->is_alike = ends[i].is_alike;
        outcome->is_network = ends[i].code == MESSAGE_ERROR_NOT_SENT;
      }
  return outcome;
}

static char *
cost_of (const MessageSmsReceipt *receipt)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (receipt->cost < 0)
    return NULL;
  g_ascii_formatd (number, sizeof number, "%.4g", receipt->cost);
  return receipt->unit != NULL ? g_strdup_printf ("%s %s", number, receipt->unit)
                               : g_strdup (number);
}

static WorkMessageOutcome *
carry_sms (const WorkMessageSetup *setup,
           WorkMessageAccount *account,
           const WorkMessageLetter *letter,
           GCancellable *cancellable)
{
  g_autofree char *text =
      setup->simplifies ? message_sms_simplify (letter->body) : g_strdup (letter->body);
  g_autoptr (GError) error = NULL;
  g_autoptr (MessageSmsReceipt) receipt =
      carrier->sms (account->sms, letter->address, text, letter->reference, cancellable, &error);
  WorkMessageOutcome *outcome;

  if (receipt == NULL)
    return judge_error (error);
  outcome = _work_message_outcome_new (WORK_MESSAGE_SENT, NULL);
  outcome->remote_id = g_strdup (receipt->id);
  outcome->parts = receipt->parts;
  outcome->cost = cost_of (receipt);
  outcome->credits_left = receipt->credits_left;
  outcome->asks_state =
      receipt->id != NULL
      && (message_sms_provider_get_features (setup->sms) & MESSAGE_SMS_DELIVERY) != 0;
  return outcome;
}

static WorkMessageOutcome *
carry_mail (const WorkMessageSetup *setup,
            WorkMessageAccount *account,
            const WorkMessageLetter *letter,
            GCancellable *cancellable)
{
  const MessageMailAttachment file = { letter->attachment, letter->media_type, letter->content };
  MessageMail mail = get_mail (letter, &file);
  g_autoptr (GError) error = NULL;
  g_autoptr (MessageMailData) data = NULL;
  g_autoptr (MessageSmtpOutcome) smtp = NULL;

  mail.from_name = setup->from_name;
  mail.from_address = setup->from_address;
  mail.reply_to_address = setup->reply_to;
  data = message_mail_compose (&mail, &error);
  if (data == NULL)
    return judge_error (error);
  smtp = carrier->mail (&account->server, data, cancellable);
  return judge_smtp (smtp);
}

/**
 * _work_message_check:
 * @account: of mails, open
 * @cancellable: (nullable): stops it at any moment
 *
 * Signs in at the server; nothing is sent.
 *
 * Returns: (transfer full): as %WORK_MESSAGE_SENT when one is let in
 */
WorkMessageOutcome *
_work_message_check (WorkMessageAccount *account, GCancellable *cancellable)
{
  g_autoptr (MessageSmtpOutcome) smtp = carrier->check (&account->server, cancellable);

  return judge_smtp (smtp);
}

/**
 * _work_message_carry:
 * @setup: how the school sends
 * @account: open
 * @letter: what is sent
 * @cancellable: (nullable): stops it at any moment
 *
 * Hands one message over, once, and waits.
 *
 * Returns: (transfer full): what became of it
 */
WorkMessageOutcome *
_work_message_carry (const WorkMessageSetup *setup,
                     WorkMessageAccount *account,
                     const WorkMessageLetter *letter,
                     GCancellable *cancellable)
{
  return letter->channel == WORK_MESSAGE_MAIL ? carry_mail (setup, account, letter, cancellable)
                                              : carry_sms (setup, account, letter, cancellable);
}
