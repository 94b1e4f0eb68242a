/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-message.h"
#include "work-change.h"
#include "work-job.h"
#include "work-query.h"

G_BEGIN_DECLS

/* Mails and SMS about placements: planned, shown, queued in the outbox of the database, then sent
 * by whichever seat comes first. What waits can be taken back; what left cannot. */

/* ---- what would be written ---- */

/**
 * WorkMessageChannel:
 *
 * How somebody is reached. The keys are "mail" and "sms".
 */
typedef enum
{
  WORK_MESSAGE_MAIL,
  WORK_MESSAGE_SMS,
} WorkMessageChannel;

/**
 * WorkMessageThing:
 * @student_id: a student
 * @period_id: the period
 * @placement_id: the sheet, or 0
 * @agreement_id: the agreement, or 0
 *
 * What is written about: a line of the list.
 */
typedef struct
{
  gint64 student_id;
  gint64 period_id;
  gint64 placement_id;
  gint64 agreement_id;
} WorkMessageThing;

/**
 * WorkMessageDraft:
 * @event: key of a #ModelMessageEvent, or %MODEL_MESSAGE_OWN
 * @things: (array length=n_things): what is written about
 * @n_things: how many
 * @audiences: to whom, a set of #MODEL_MESSAGE_AUDIENCE_BIT
 * @mail: whether mails are written
 * @sms: whether SMS are written
 * @subject: (nullable): with fields; %NULL: the school's text for each audience
 * @body: (nullable): likewise
 * @sms_text: (nullable): likewise
 * @attaches: whether the agreement's document goes with each mail that is about an agreement
 *
 * What a person wants to write, or a rule.
 */
typedef struct
{
  const char *event;
  const WorkMessageThing *things;
  guint n_things;
  guint audiences;
  gboolean mail;
  gboolean sms;
  const char *subject;
  const char *body;
  const char *sms_text;
  gboolean attaches;
} WorkMessageDraft;

/**
 * WorkMessagePlan:
 * @thing: what it is about
 * @event: key of the occasion
 * @audience: in what quality the person is written to
 * @channel: how
 * @name: who: "Mme Anne ROUX"
 * @address: (nullable): an e-mail address, or a number as E.164; %NULL when there is none
 * @student: whom it is about: "ABADIE Léa"
 * @class_name: of the student
 * @subject: (nullable): of a mail, filled in
 * @body: filled in
 * @attachment: (nullable): what the file that goes with it is called
 * @document_id: the document that goes with it, or 0
 * @parts: of how many SMS it is; 0 for a mail
 * @problems: (element-type utf8): sentences; with one, it cannot be sent
 * @warnings: (element-type utf8): sentences on what one should know and may pass over
 * @can_be_sent: there is no problem
 * @is_chosen: it will be queued: set by the plan where nothing speaks against it, then by a person
 * @once: (nullable): for a rule: what it must be written for once only
 * @not_before: (nullable): UTC timestamp it waits for
 *
 * One message as it would leave: exactly who gets what.
 */
typedef struct
{
  WorkMessageThing thing;
  char *event;
  ModelMessageAudience audience;
  WorkMessageChannel channel;
  char *name;
  char *address;
  char *student;
  char *class_name;
  char *subject;
  char *body;
  char *attachment;
  gint64 document_id;
  guint parts;
  GPtrArray *problems;
  GPtrArray *warnings;
  gboolean can_be_sent;
  gboolean is_chosen;
  char *once;
  char *not_before;
} WorkMessagePlan;

/* work-message-plan.c */
WorkQuery *work_query_message_plans_new (const WorkMessageDraft *draft); /* → GPtrArray */
WorkMessagePlan *work_message_plan_copy (const WorkMessagePlan *plan);
void work_message_plan_free (WorkMessagePlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkMessagePlan, work_message_plan_free)

/* work-message-text.c */

/**
 * WorkMessageText:
 * @subject: of a mail
 * @body: of a mail
 * @sms: of an SMS
 * @is_default: the school has not changed it
 *
 * The school's words for one occasion and audience, fields and all.
 */
typedef struct
{
  char *subject;
  char *body;
  char *sms;
  gboolean is_default;
} WorkMessageText;

WorkQuery *work_query_message_text_new (const char *event, ModelMessageAudience audience);
void work_message_text_free (WorkMessageText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkMessageText, work_message_text_free)
WorkChange *work_change_message_text_new (const char *event,
                                          ModelMessageAudience audience,
                                          const char *subject,
                                          const char *body,
                                          const char *sms);
WorkChange *work_change_message_text_reset_new (const char *event, ModelMessageAudience audience);
gboolean work_message_text_check (const char *text, GError **error);

/* work-message-queue.c: @plans that are chosen and can be sent go into the outbox as one operation
 */
WorkChange *work_change_messages_new (GPtrArray *plans);

/* ---- rules ---- */

/**
 * WorkMessageRule:
 * @event: key of the occasion
 * @audience: to whom
 * @mail: by mail
 * @sms: by SMS
 * @days: see #ModelMessageClock
 * @at_most: how often at most about one thing to one person
 * @every_days: at least so many days between two
 *
 * When the program writes by itself.
 */
typedef struct
{
  char *event;
  ModelMessageAudience audience;
  gboolean mail;
  gboolean sms;
  int days;
  int at_most;
  int every_days;
} WorkMessageRule;

/* work-message-rule.c */
WorkQuery *work_query_message_rules_new (void); /* → GPtrArray of WorkMessageRule, all of them */
void work_message_rule_free (WorkMessageRule *rule);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkMessageRule, work_message_rule_free)
WorkChange *work_change_message_rule_new (const WorkMessageRule *rule);
WorkQuery *work_query_message_rules_plans_new (void); /* → GPtrArray: what they would write now */
WorkJob *work_message_rules_new (WorkSchool *school); /* writes it into the outbox */

/* ---- who is not written to ---- */

WorkChange *work_change_message_block_new (WorkMessageChannel channel,
                                           const char *address,
                                           const char *reason,
                                           const char *detail);
WorkChange *work_change_message_unblock_new (WorkMessageChannel channel, const char *address);

/* ---- the outbox ---- */

/**
 * WorkOutboxRow:
 * @id: the message
 * @channel: how
 * @state: key of `message.state`
 * @event: key of the occasion
 * @audience: to whom
 * @thing: what it is about
 * @name: who
 * @address: where to
 * @student: whom it is about, or ""
 * @subject: (nullable): of a mail
 * @body: its text
 * @attachment: (nullable): the file that goes with it
 * @attempts: how often it was tried
 * @parts: of an SMS, or 0
 * @made_at: UTC timestamp
 * @not_before: (nullable): UTC timestamp it waits for
 * @sent_at: (nullable): UTC timestamp
 * @answer: (nullable): the server's own words
 * @problem: (nullable): what is wrong, a sentence
 * @cost: (nullable): what it cost
 * @batch: of those queued together
 * @is_nobody: refused since the server knows nobody of this address, which may then be blocked
 *
 * One message of the outbox.
 */
typedef struct
{
  gint64 id;
  WorkMessageChannel channel;
  char *state;
  char *event;
  ModelMessageAudience audience;
  WorkMessageThing thing;
  char *name;
  char *address;
  char *student;
  char *subject;
  char *body;
  char *attachment;
  guint attempts;
  guint parts;
  char *made_at;
  char *not_before;
  char *sent_at;
  char *answer;
  char *problem;
  char *cost;
  char *batch;
  gboolean is_nobody;
} WorkOutboxRow;

/**
 * WorkOutbox:
 * @rows: (element-type WorkOutboxRow): latest first
 * @n_waiting: queued or being sent
 * @n_failed: refused or unknown
 *
 * What a school has written: what waits, what failed and why, what is sent.
 */
typedef struct
{
  GPtrArray *rows;
  guint n_waiting;
  guint n_failed;
} WorkOutbox;

/* work-message-outbox.c. @agreement_id narrows to one agreement, 0: all; @max rows, 0: all */
WorkQuery *work_query_outbox_new (gint64 agreement_id, guint max); /* → WorkOutbox */
void work_outbox_free (WorkOutbox *outbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkOutbox, work_outbox_free)
WorkChange *work_change_messages_cancel_new (const gint64 *ids, guint n_ids);
WorkChange *work_change_messages_retry_new (const gint64 *ids, guint n_ids, gboolean sure);
WorkChange *work_change_messages_by_hand_new (const gint64 *ids, guint n_ids);

/* A copy for the mail program: the job's path is an .eml file in the session's folder. */
WorkJob *work_message_export_new (WorkSchool *school, const gint64 *ids, guint n_ids);
/* "mailto:…" or "sms:…"; %NULL: only a file takes all of it to the mail program */
char *work_message_dup_uri (const WorkOutboxRow *row);

/* ---- accounts ---- */

/**
 * WorkMessageKeys:
 * @mail: (nullable): password of the mail account, typed for this once
 * @sms: (nullable): (element-type utf8 utf8): secret settings of the SMS provider by key
 *
 * Secrets that are not in the keyring.
 */
typedef struct
{
  char *mail;
  GHashTable *sms;
} WorkMessageKeys;

/* work-message-access.c. A secret that is %NULL is looked for in the keyring; without it a job
 * fails with %WORK_ERROR_KEY, and may be made again with what a person types for this once. */
WorkJob *work_message_store_mail_key_new (WorkSchool *school, const char *password);
WorkJob *
work_message_store_sms_key_new (WorkSchool *school, const char *setting, const char *secret);
WorkJob *work_message_forget_keys_new (WorkSchool *school);
WorkJob *work_message_check_mail_new (WorkSchool *school, const WorkMessageKeys *keys);
WorkJob *work_message_check_sms_new (WorkSchool *school, const WorkMessageKeys *keys);

/* A test to oneself: the text with the values of a real line, to one's own address or number. */
WorkJob *work_message_try_new (WorkSchool *school,
                               WorkMessageChannel channel,
                               const char *address,
                               const char *subject,
                               const char *text,
                               const WorkMessageThing *thing,
                               const WorkMessageKeys *keys);

/* work-message-sign-in.c. OAuth 2, whole: opens the browser through @open_uri, which is called in
 * the main context in which the job was made, and keeps the refresh token in the keyring. */
typedef void (*WorkMessageOpenUri) (const char *uri, gpointer user_data);
WorkJob *work_message_sign_in_new (WorkSchool *school,
                                   const char *client_secret,
                                   WorkMessageOpenUri open_uri,
                                   gpointer user_data);

/* ---- sending ---- */

/* work-message-send.c: one pass over what is due; items are messages. It goes on when one fails,
 * and ends when the account itself is refused. */
WorkJob *work_message_send_new (WorkSchool *school, const WorkMessageKeys *keys);
/* seconds until something is due again; 0: nothing waits */
guint work_message_send_get_pause (WorkJob *job);

G_END_DECLS
