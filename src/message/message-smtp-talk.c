/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-smtp-private.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "base-text.h"

/* A server that says more than that is no mail server. */
#define TALK_BYTES (256 * 1024)

/* Of a reply, what is kept for people. */
#define ANSWER_CHARS 500

/* Indexed by #MessageSmtpReason. */
static const char *const sentences[] = {
  [MESSAGE_SMTP_REASON_RECIPIENT] =
      N_ ("The mail server does not take mail for this address: check it with the person."),
  [MESSAGE_SMTP_REASON_FULL] = N_ ("The person’s mailbox is full: ask for another address, or send "
                                   "the mail again when there is room."),
  [MESSAGE_SMTP_REASON_LOGIN] = N_ ("The mail server does not accept the account: enter its name "
                                    "and password again, or connect it again."),
  [MESSAGE_SMTP_REASON_SIZE] =
      N_ ("The mail is too large for the mail server: send fewer or smaller files."),
  [MESSAGE_SMTP_REASON_POLICY] = N_ ("The mail server refused the mail: show its words to the "
                                     "person in charge of the school’s mail."),
  [MESSAGE_SMTP_REASON_UNREACHED] = N_ (
      "The mail server was not reached, or did not answer: check its address and the connection "
      "to the Internet, then try again."),
  [MESSAGE_SMTP_REASON_LATER] =
      N_ ("The mail server cannot take the mail at the moment: it can be sent a little later."),
  [MESSAGE_SMTP_REASON_SECURITY] = N_ (
      "The mail server offers no secure connection, or could not prove that it is what it says, "
      "so nothing was sent: tell the person in charge of the network."),
  [MESSAGE_SMTP_REASON_SETTINGS] = N_ (
      "The settings of the mail server cannot be used: check its name, its account and its file of "
      "trusted authorities. Only a server of this computer is spoken to without encryption."),
  [MESSAGE_SMTP_REASON_CANCELLED] = N_ ("Cancelled: the mail has not left."),
  [MESSAGE_SMTP_REASON_CUT] =
      N_ ("It is not known whether the mail left: the mail server was silent when it had it. Look "
          "among the mails sent, or ask the person, before you send it again."),
};

/**
 * message_smtp_talk_ask:
 * @talk: a talk
 * @command: a command that leaves; it may be a secret, of which nothing is kept
 * @length: its length
 *
 * Keeps what the server is being asked.
 */
void
message_smtp_talk_ask (MessageSmtpTalk *talk, const char *command, gsize length)
{
  static const struct
  {
    const char *verb;
    MessageSmtpStage stage;
  } verbs[] = {
    { "AUTH ", MESSAGE_SMTP_STAGE_LOGIN },
    { "MAIL ", MESSAGE_SMTP_STAGE_SENDER },
    { "RCPT ", MESSAGE_SMTP_STAGE_RECIPIENT },
    { "DATA", MESSAGE_SMTP_STAGE_DATA },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (length >= strlen (verbs[i].verb)
        && strncmp (command, verbs[i].verb, strlen (verbs[i].verb)) == 0)
      talk->stage = verbs[i].stage;
}

/* What comes after the answer to the mail is about leaving, and counts no more. */
static void
take_reply (MessageSmtpTalk *talk, guint code)
{
  g_autofree char *clean = base_text_clean (talk->reply->str);

  g_string_truncate (talk->reply, 0);
  if (talk->done)
    return;
  if (code == 354 && talk->stage == MESSAGE_SMTP_STAGE_DATA && !talk->begun)
    {
      talk->begun = TRUE;
      return;
    }
  if (!talk->begun && code < 400)
    return;
  talk->done = talk->begun;
  talk->code = code;
  g_free (talk->answer);
  talk->answer = base_text_excerpt (clean, ANSWER_CHARS);
}

/**
 * message_smtp_talk_hear:
 * @talk: a talk
 * @data: a line of the server: "250-SIZE 1000" goes on, "250 OK" ends a reply
 * @length: its length
 *
 * Returns: %FALSE when the server says more than any mail server does
 */
gboolean
message_smtp_talk_hear (MessageSmtpTalk *talk, const char *data, gsize length)
{
  g_autofree char *line = g_strndup (data, length);

  talk->bytes += length;
  if (talk->bytes > TALK_BYTES)
    return FALSE;
  g_strchomp (line);
  if (!g_ascii_isdigit (line[0]) || !g_ascii_isdigit (line[1]) || !g_ascii_isdigit (line[2]))
    return TRUE;
  if (talk->reply == NULL)
    talk->reply = g_string_new (NULL);
  if (talk->reply->len > 0)
    g_string_append_c (talk->reply, '\n');
  g_string_append (talk->reply, line[3] != '\0' ? line + 4 : "");
  if (line[3] != '-')
    take_reply (talk, (guint) g_ascii_strtoull (line, NULL, 10));
  return TRUE;
}

/**
 * message_smtp_talk_clear:
 * @talk: a talk that is over
 */
void
message_smtp_talk_clear (MessageSmtpTalk *talk)
{
  if (talk->reply != NULL)
    g_string_free (talk->reply, TRUE);
  g_free (talk->answer);
}

/**
 * message_smtp_outcome_new:
 * @state: what became of a mail
 * @reason: why
 *
 * Returns: (transfer full): the outcome, with its sentence
 */
MessageSmtpOutcome *
message_smtp_outcome_new (MessageSmtpState state, MessageSmtpReason reason)
{
  MessageSmtpOutcome *outcome = g_new0 (MessageSmtpOutcome, 1);

  outcome->state = state;
  outcome->reason = reason;
  if (sentences[reason] != NULL)
    outcome->sentence = g_strdup (_ (sentences[reason]));
  return outcome;
}

static gboolean
says (const char *answer, const char *word)
{
  g_autofree char *lower = g_ascii_strdown (answer != NULL ? answer : "", -1);

  return strstr (lower, word) != NULL;
}

/* By the number with dots (RFC 3463), which most servers say and which is the more precise.
 * REASON_NONE: it does not tell. */
static MessageSmtpReason
find_by_status (const char *answer)
{
  static const struct
  {
    guint subject, first, last;
    MessageSmtpReason reason;
  } known[] = {
    { 1, 0, 6, MESSAGE_SMTP_REASON_RECIPIENT },   { 1, 7, 8, MESSAGE_SMTP_REASON_POLICY },
    { 1, 10, 10, MESSAGE_SMTP_REASON_RECIPIENT }, { 2, 1, 1, MESSAGE_SMTP_REASON_RECIPIENT },
    { 2, 2, 2, MESSAGE_SMTP_REASON_FULL },        { 2, 3, 3, MESSAGE_SMTP_REASON_SIZE },
    { 3, 4, 4, MESSAGE_SMTP_REASON_SIZE },        { 7, 8, 8, MESSAGE_SMTP_REASON_LOGIN },
  };
  guint subject, detail;

  if (answer == NULL || sscanf (answer, "5.%3u.%3u", &subject, &detail) != 2)
    return MESSAGE_SMTP_REASON_NONE;
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i].subject == subject && detail >= known[i].first && detail <= known[i].last)
      return known[i].reason;
  return MESSAGE_SMTP_REASON_NONE;
}

static MessageSmtpReason
find_refusal (const MessageSmtpTalk *talk)
{
  MessageSmtpReason reason = find_by_status (talk->answer);

  if (reason != MESSAGE_SMTP_REASON_NONE)
    return reason;
  if (talk->stage == MESSAGE_SMTP_STAGE_LOGIN || talk->code == 530 || talk->code == 534
      || talk->code == 535)
    return MESSAGE_SMTP_REASON_LOGIN;
  if (talk->code == 552)
    return talk->stage == MESSAGE_SMTP_STAGE_RECIPIENT || says (talk->answer, "quota")
                   || says (talk->answer, "mailbox")
               ? MESSAGE_SMTP_REASON_FULL
               : MESSAGE_SMTP_REASON_SIZE;
  if (talk->stage == MESSAGE_SMTP_STAGE_RECIPIENT && talk->code >= 550 && talk->code <= 553
      && !says (talk->answer, "relay") && !says (talk->answer, "5.7."))
    return MESSAGE_SMTP_REASON_RECIPIENT;
  return MESSAGE_SMTP_REASON_POLICY;
}

/* Before the mail began to leave, without a refusal in words. */
static MessageSmtpOutcome *
conclude_silence (CURLcode result)
{
  switch (result)
    {
    case CURLE_LOGIN_DENIED:
      return message_smtp_outcome_new (MESSAGE_SMTP_REFUSED, MESSAGE_SMTP_REASON_LOGIN);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
      return message_smtp_outcome_new (MESSAGE_SMTP_NOT_SENT, MESSAGE_SMTP_REASON_SECURITY);
    case CURLE_URL_MALFORMAT:
    case CURLE_SSL_CACERT_BADFILE:
      return message_smtp_outcome_new (MESSAGE_SMTP_NOT_SENT, MESSAGE_SMTP_REASON_SETTINGS);
    default:
      return message_smtp_outcome_new (MESSAGE_SMTP_NOT_SENT, MESSAGE_SMTP_REASON_UNREACHED);
    }
}

static MessageSmtpOutcome *
find_outcome (const MessageSmtpTalk *talk, CURLcode result, gboolean cancelled)
{
  if (talk->begun
      && (!talk->done || talk->code < 200 || talk->code >= 600
          || (talk->code >= 300 && talk->code < 400)))
    return message_smtp_outcome_new (MESSAGE_SMTP_UNKNOWN, MESSAGE_SMTP_REASON_CUT);
  if (talk->begun && talk->code < 300)
    return message_smtp_outcome_new (MESSAGE_SMTP_SENT, MESSAGE_SMTP_REASON_NONE);
  if (cancelled && !talk->begun)
    return message_smtp_outcome_new (MESSAGE_SMTP_NOT_SENT, MESSAGE_SMTP_REASON_CANCELLED);
  if (result == CURLE_USE_SSL_FAILED)
    return message_smtp_outcome_new (MESSAGE_SMTP_NOT_SENT, MESSAGE_SMTP_REASON_SECURITY);
  if (talk->code >= 500)
    return message_smtp_outcome_new (MESSAGE_SMTP_REFUSED, find_refusal (talk));
  if (talk->code >= 400)
    return message_smtp_outcome_new (MESSAGE_SMTP_NOT_SENT, MESSAGE_SMTP_REASON_LATER);
  return conclude_silence (result);
}

/**
 * message_smtp_conclude:
 * @talk: a talk that is over
 * @result: how it ended
 * @cancelled: whether somebody ended it
 *
 * The server's word on the mail is what counts, whatever became of the connection afterwards; once
 * the mail began to leave, silence is no answer.
 *
 * Returns: (transfer full): what became of the mail
 */
MessageSmtpOutcome *
message_smtp_conclude (MessageSmtpTalk *talk, CURLcode result, gboolean cancelled)
{
  MessageSmtpOutcome *outcome = find_outcome (talk, result, cancelled);

  outcome->code = talk->code;
  outcome->answer = g_steal_pointer (&talk->answer);
  g_debug ("mail: state %d, reason %d, code %u, curl %d", (int) outcome->state,
           (int) outcome->reason, outcome->code, (int) result);
  return outcome;
}

/**
 * message_smtp_outcome_free:
 * @outcome: (transfer full): what became of a mail
 */
void
message_smtp_outcome_free (MessageSmtpOutcome *outcome)
{
  g_free (outcome->answer);
  g_free (outcome->sentence);
  g_free (outcome);
}
