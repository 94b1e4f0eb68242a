/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "message-sms.h"
#include "message-smtp.h"
#include "store-record.h"
#include "work-message-plan-private.h"

G_BEGIN_DECLS

/* ---- work-message-setup.c ---- */

/**
 * WorkMessageSetup:
 * @by_hand: mails leave through a person's mail program
 * @host: (nullable): the server of mails
 * @port: its port; 0: as usual
 * @security: how the exchange is kept secret
 * @user: (nullable): the account there; %NULL: it asks for none
 * @oauth: one signs in there with tokens, not with a password
 * @ca_file: (nullable): of an authority of the school's own
 * @from_name: (nullable): who writes
 * @from_address: (nullable): where mails come from
 * @reply_to: (nullable): where answers go
 * @sms: (nullable): the provider of SMS
 * @sms_values: (element-type utf8 utf8): its settings that are no secret, by key
 * @simplifies: whether SMS are written in the characters that cost least
 * @per_minute: how many leave in a minute at most; 0: as many as can
 *
 * How a school sends, without its secrets.
 */
typedef struct
{
  gboolean by_hand;
  char *host;
  guint port;
  MessageSmtpSecurity security;
  char *user;
  gboolean oauth;
  char *ca_file;
  char *from_name;
  char *from_address;
  char *reply_to;
  const MessageSmsProvider *sms;
  GHashTable *sms_values;
  gboolean simplifies;
  guint per_minute;
} WorkMessageSetup;

WorkMessageSetup *_work_message_setup_load (StoreConnection *connection, GError **error);
WorkMessageSetup *_work_message_setup_read (WorkSchool *school, GError **error);
void _work_message_setup_free (WorkMessageSetup *setup);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkMessageSetup, _work_message_setup_free)
const char *_work_message_setup_problem (const WorkMessageSetup *setup, WorkMessageChannel channel);
WorkMessageChannel _work_message_channel_from_word (const char *word);

/* ---- work-message-access.c ---- */

/**
 * WorkMessageAccount:
 * @server: where mails go out; its strings are of @setup and of @secret
 * @secret: (nullable): password or access token
 * @sms: (nullable): the account at the provider of SMS
 *
 * How one channel is open: with its secrets, in a job's thread only.
 */
typedef struct
{
  MessageSmtpServer server;
  char *secret;
  MessageSms *sms;
} WorkMessageAccount;

WorkMessageAccount *_work_message_account_open (WorkSchool *school,
                                                const WorkMessageSetup *setup,
                                                WorkMessageChannel channel,
                                                const WorkMessageKeys *keys,
                                                GCancellable *cancellable,
                                                GError **error);
void _work_message_account_free (WorkMessageAccount *account);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkMessageAccount, _work_message_account_free)
WorkMessageKeys *_work_message_keys_copy (const WorkMessageKeys *keys);
void _work_message_keys_free (WorkMessageKeys *keys);

/* ---- work-message-carry.c ---- */

/**
 * WorkMessageEnd:
 * @WORK_MESSAGE_SENT: it left
 * @WORK_MESSAGE_REFUSED: it did not, and will not
 * @WORK_MESSAGE_LATER: it did not, and may when it is tried again
 * @WORK_MESSAGE_HELD: it did not, for a reason that has nothing to do with it: no attempt
 * @WORK_MESSAGE_UNKNOWN: it may have left
 *
 * What became of an attempt.
 */
typedef enum
{
  WORK_MESSAGE_SENT,
  WORK_MESSAGE_REFUSED,
  WORK_MESSAGE_LATER,
  WORK_MESSAGE_HELD,
  WORK_MESSAGE_UNKNOWN,
} WorkMessageEnd;

/**
 * WorkMessageOutcome:
 * @end: what became of it
 * @answer: (nullable): the server's own words
 * @problem: (nullable): what is wrong, a sentence
 * @remote_id: (nullable): what the provider calls it
 * @cost: (nullable): what it cost
 * @parts: of an SMS
 * @ends_pass: the next one of this channel would fare alike
 * @is_alike: others may fare alike: several in a row end the pass
 * @is_network: @ends_pass since nobody was reached, or nobody has time
 * @lacks_key: @ends_pass since the account was not let in
 * @asks_state: the provider can be asked later whether it arrived
 * @credits_left: of SMS; negative: not told
 *
 * What became of an attempt, and what it says of the others.
 */
typedef struct
{
  WorkMessageEnd end;
  char *answer;
  char *problem;
  char *remote_id;
  char *cost;
  guint parts;
  gboolean ends_pass;
  gboolean is_alike;
  gboolean is_network;
  gboolean lacks_key;
  gboolean asks_state;
  double credits_left;
} WorkMessageOutcome;

WorkMessageOutcome *_work_message_outcome_new (WorkMessageEnd end, const char *problem);
gboolean _work_message_outcome_fail (const WorkMessageOutcome *outcome, GError **error);
void _work_message_outcome_free (WorkMessageOutcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkMessageOutcome, _work_message_outcome_free)

/**
 * WorkMessageLetter:
 * @channel: how it goes
 * @name: (nullable): to whom
 * @address: where to
 * @subject: (nullable): of a mail
 * @body: what it says
 * @message_id: (nullable): its Message-ID
 * @reference: (nullable): what a provider is told to call it
 * @attachment: (nullable): what the file is called
 * @media_type: (nullable): what it is
 * @content: (nullable): the file
 *
 * One message on its way.
 */
typedef struct
{
  WorkMessageChannel channel;
  char *name;
  char *address;
  char *subject;
  char *body;
  char *message_id;
  char *reference;
  char *attachment;
  char *media_type;
  GBytes *content;
} WorkMessageLetter;

WorkMessageLetter *
_work_message_letter_load (StoreConnection *connection, ModelRecord *message, GError **error);
void _work_message_letter_free (WorkMessageLetter *letter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkMessageLetter, _work_message_letter_free)
GBytes *_work_message_draft (const WorkMessageLetter *letter, GError **error);
WorkMessageOutcome *_work_message_check (WorkMessageAccount *account, GCancellable *cancellable);
WorkMessageOutcome *_work_message_carry (const WorkMessageSetup *setup,
                                         WorkMessageAccount *account,
                                         const WorkMessageLetter *letter,
                                         GCancellable *cancellable);

/**
 * WorkMessageCarrier:
 * @mail: message_smtp_send()
 * @check: message_smtp_check()
 * @sms: message_sms_send()
 * @state: message_sms_ask_state()
 *
 * What is spoken with servers through.
 */
typedef struct
{
  MessageSmtpOutcome *(*mail) (const MessageSmtpServer *server,
                               const MessageMailData *mail,
                               GCancellable *cancellable);
  MessageSmtpOutcome *(*check) (const MessageSmtpServer *server, GCancellable *cancellable);
  MessageSmsReceipt *(*sms) (MessageSms *account,
                             const char *to,
                             const char *text,
                             const char *reference,
                             GCancellable *cancellable,
                             GError **error);
  gboolean (*state) (MessageSms *account,
                     const char *id,
                     MessageSmsState *state,
                     GCancellable *cancellable,
                     GError **error);
} WorkMessageCarrier;

const WorkMessageCarrier *_work_message_carrier (void);

/* For tests: another network; %NULL: the real one. */
void _work_message_use_carrier (const WorkMessageCarrier *carrier);

/* ---- work-message-store.c: rows of the outbox ---- */

/* No exchange with a server lasts longer: what is still being sent then is nobody's. */
#define WORK_MESSAGE_LEASE_SECONDS (30 * 60)

typedef enum
{
  WORK_MESSAGE_CLAIM_NONE, /* nothing is due */
  WORK_MESSAGE_CLAIM_WAIT, /* one is, after a pause */
  WORK_MESSAGE_CLAIM_DONE, /* one is ours now; or it was settled without being sent */
} WorkMessageClaimKind;

/**
 * WorkMessageClaim:
 * @channel: how it is to go
 * @holder: who asks
 * @per_minute: how many leave in a minute at most; 0: as many as can
 * @kind: (out): what was found
 * @wait_ms: (out): how long it has to wait
 * @id: (out): the message
 * @attempt: (out): which attempt it is
 * @name: (out): to whom, for the job
 * @letter: (out) (nullable): what is to be sent; %NULL: it was settled already
 * @problem: (out) (nullable): why it was
 *
 * A message that is taken to be sent.
 */
typedef struct
{
  WorkMessageChannel channel;
  const char *holder;
  guint per_minute;
  WorkMessageClaimKind kind;
  guint wait_ms;
  gint64 id;
  gint64 attempt;
  char *name;
  WorkMessageLetter *letter;
  char *problem;
} WorkMessageClaim;

void _work_message_claim_clear (WorkMessageClaim *claim);
gboolean _work_message_has_due (WorkSchool *school,
                                WorkMessageChannel channel,
                                gboolean *due,
                                GError **error);
gboolean _work_message_claim (WorkSchool *school, WorkMessageClaim *claim, GError **error);
gboolean _work_message_settle (WorkSchool *school,
                               const WorkMessageClaim *claim,
                               const WorkMessageOutcome *outcome,
                               GError **error);
char *_work_message_time (gint64 seconds);
gboolean
_work_message_save_outcome (StoreConnection *connection, ModelRecord *message, GError **error);
gboolean _work_message_note_reminder (StoreConnection *connection,
                                      ModelRecord *message,
                                      StoreOperation *operation,
                                      GError **error);
gboolean _work_message_lease_take (StoreConnection *connection,
                                   gint64 id,
                                   const char *holder,
                                   gboolean *taken,
                                   GError **error);
gboolean _work_message_lease_drop (StoreConnection *connection,
                                   gint64 id,
                                   const char *holder,
                                   GError **error);

/* ---- work-message-recover.c ---- */

GPtrArray *_work_message_recover (WorkSchool *school, const char *holder, GError **error);
guint _work_message_pause (WorkSchool *school);

/* ---- work-message-follow.c ---- */

char *_work_message_next_ask (const char *sent_at, const char *now);
gboolean _work_message_follow (WorkSchool *school,
                               WorkMessageAccount *account,
                               GCancellable *cancellable,
                               GError **error);
gboolean _work_message_has_asks (WorkSchool *school, gboolean *due, GError **error);

G_END_DECLS
