/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign-order.h"
#include "sign-provider.h"
#include "sign-session.h"
#include "work-change.h"
#include "work-job.h"
#include "work-query.h"

G_BEGIN_DECLS

/* Agreements that are signed with a provider of electronic signatures: sent, followed, reminded,
 * handed over to another address, stopped, kept. What leaves the school cannot be undone: undo
 * refuses it with a sentence. */

/**
 * WorkSigningSetup:
 * @provider: (nullable): whom the school has chosen; %NULL: nobody yet
 * @environment: (nullable): which of the provider's; %NULL when the setting names none that it has
 * @url: (nullable): the school's own server
 * @ca_file: (nullable): authorities to trust beside the system's
 * @method: how signatories prove who they are
 * @ordered: one signatory after the other
 * @expires_days: after how many days nobody can sign any more, 0: the provider's own
 * @remind_days: after how many the provider reminds by itself, 0: never
 * @subject: (nullable): of the invitations
 * @message: (nullable): of the invitations
 *
 * The school's settings, read.
 */
typedef struct
{
  const SignProvider *provider;
  const SignEnvironment *environment;
  char *url;
  char *ca_file;
  SignMethod method;
  gboolean ordered;
  guint expires_days;
  guint remind_days;
  char *subject;
  char *message;
} WorkSigningSetup;

/**
 * WorkSigningPerson:
 * @signatory_id: a row of `signatory`
 * @role: key of `signatory.role`
 * @title: in what quality they sign, for a person: "Tuteur"
 * @mobile: (nullable): E.164
 *
 * Who will be invited, and how.
 */
typedef struct
{
  gint64 signatory_id;
  char *role;
  char *title;
  char *given_name;
  char *family_name;
  char *email;
  char *mobile;
  SignMethod method;
} WorkSigningPerson;

/**
 * WorkSigningPlan:
 * @agreement_id: the agreement
 * @placement_id: its sheet
 * @number: "2026-0042"
 * @student: "ABADIE Léa"
 * @people: (element-type WorkSigningPerson): exactly who will be invited, in this order
 * @problems: (element-type utf8): sentences; with one, it cannot be sent
 * @warnings: (element-type utf8): sentences on what one should know and may pass over
 * @can_be_sent: there is no problem
 * @is_unfinished: a sending of it was interrupted; it goes on with what was sent
 * @n_calls: how many calls to the provider it takes
 *
 * What sending an agreement would do: one may show it, and give it to work_signing_send_new().
 */
typedef struct
{
  gint64 agreement_id;
  gint64 placement_id;
  char *number;
  char *student;
  char *class_name;
  GPtrArray *people;
  GPtrArray *problems;
  GPtrArray *warnings;
  gboolean can_be_sent;
  gboolean is_unfinished;
  guint n_calls;
} WorkSigningPlan;

/**
 * WorkSigningRequest:
 * @request: a row of `signature_request`
 * @signers: (element-type ModelRecord): its rows of `signature_signer`, in their order
 * @signatories: (element-type ModelRecord): their rows of `signatory`
 *
 * One time that an agreement was sent, or was to be.
 */
typedef struct
{
  ModelRecord *request;
  GPtrArray *signers;
  GPtrArray *signatories;
} WorkSigningRequest;

/**
 * WorkSigningSignature:
 * @document_id: the signed document, or 0: it is not here yet
 * @who: "Léa ABADIE, student"
 * @how: when, by what means and from where: the end of a sentence
 * @moments: what else is known of their coming to it, or ""
 *
 * One signature, for a person. An address of the network is personal data: this is shown and never
 * logged.
 */
typedef struct
{
  gint64 document_id;
  char *who;
  char *how;
  char *moments;
} WorkSigningSignature;

/**
 * WorkSigningEventKind:
 * @WORK_SIGNING_SENT: a sending that had been interrupted has reached the signatories
 * @WORK_SIGNING_OPENED: somebody has seen it
 * @WORK_SIGNING_SIGNED: somebody has signed
 * @WORK_SIGNING_DECLINED: somebody has refused
 * @WORK_SIGNING_BOUNCED: an invitation did not arrive, or somebody cannot sign
 * @WORK_SIGNING_MOVED: the address of a signatory was changed at the provider
 * @WORK_SIGNING_COMPLETED: all have signed
 * @WORK_SIGNING_EXPIRED: too late
 * @WORK_SIGNING_CANCELLED: stopped
 * @WORK_SIGNING_FAILED: something goes wrong with it, and stays so
 * @WORK_SIGNING_KEPT: the signed document and the proof are here
 *
 * What happened to an agreement since it was looked at last.
 */
typedef enum
{
  WORK_SIGNING_SENT,
  WORK_SIGNING_OPENED,
  WORK_SIGNING_SIGNED,
  WORK_SIGNING_DECLINED,
  WORK_SIGNING_BOUNCED,
  WORK_SIGNING_MOVED,
  WORK_SIGNING_COMPLETED,
  WORK_SIGNING_EXPIRED,
  WORK_SIGNING_CANCELLED,
  WORK_SIGNING_FAILED,
  WORK_SIGNING_KEPT,
  WORK_SIGNING_N_EVENTS
} WorkSigningEventKind;

/**
 * WorkSigningEvent:
 * @agreement_id: the agreement
 * @student: whose: "ABADIE Léa"
 * @sentence: what, for a notification
 *
 * Something that happened.
 */
typedef struct
{
  gint64 agreement_id;
  WorkSigningEventKind kind;
  char *student;
  char *sentence;
} WorkSigningEvent;

/* work-signing-setup.c */
const SignProvider *work_signing_find_provider (const char *id);
WorkQuery *work_query_signing_setup_new (void); /* → WorkSigningSetup */
void work_signing_setup_free (WorkSigningSetup *setup);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkSigningSetup, work_signing_setup_free)

/* work-signing-access.c. A key that is %NULL is looked for in the keyring; without it a job fails
 * with %WORK_ERROR_KEY, and may be made again with the key that a person gives for this once. */
WorkJob *work_signing_store_key_new (WorkSchool *school, const char *key);
WorkJob *work_signing_forget_key_new (WorkSchool *school);
WorkJob *work_signing_check_new (WorkSchool *school, const char *key);

/* work-signing-plan.c */
WorkQuery *
work_query_signing_plans_new (const gint64 *agreement_ids, guint n_ids); /* → GPtrArray */
WorkSigningPlan *work_signing_plan_copy (const WorkSigningPlan *plan);
void work_signing_plan_free (WorkSigningPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkSigningPlan, work_signing_plan_free)
guint work_signing_estimate_seconds (const WorkSigningSetup *setup, GPtrArray *plans);
char *work_signing_estimate_text (guint seconds);

/* work-signing-look.c */
WorkQuery *work_query_signings_new (gint64 agreement_id); /* → GPtrArray of WorkSigningRequest */
void work_signing_request_free (WorkSigningRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkSigningRequest, work_signing_request_free)

/* work-signing-signature.c */
WorkSigningSignature *
work_signing_signature_new (ModelRecord *request, ModelRecord *signer, ModelRecord *signatory);
char *work_signing_signature_text (const WorkSigningSignature *self);
void work_signing_signature_free (WorkSigningSignature *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkSigningSignature, work_signing_signature_free)

/* work-signing-send.c: items are agreements */
WorkJob *work_signing_send_new (WorkSchool *school, GPtrArray *plans, const char *key);

/* work-signing-follow.c */
const char *work_signing_event_key (WorkSigningEventKind kind);

/* work-signing-sync.c: items are agreements */
WorkJob *work_signing_sync_new (WorkSchool *school, gboolean asked, const char *key);
WorkJob *work_signing_sync_whole_new (WorkSchool *school,
                                      const gint64 *agreement_ids,
                                      guint n_ids,
                                      const char *key);
GPtrArray *work_signing_sync_get_events (WorkJob *job);
guint work_signing_sync_get_pause (WorkJob *job);

/* work-signing-turn.c: when the provider is asked by itself */
guint work_signing_pause (guint n_open);
guint work_signing_wait (guint pause, gboolean in_view, gint64 elapsed);

/* work-signing-act.c: items are signers (remind, transfer) or agreements (stop) */
WorkJob *work_signing_remind_new (WorkSchool *school,
                                  const gint64 *signer_ids,
                                  guint n_ids,
                                  gboolean again,
                                  const char *key);
WorkJob *work_signing_transfer_new (WorkSchool *school,
                                    gint64 signer_id,
                                    const SignPerson *person,
                                    const char *key);
WorkJob *work_signing_stop_new (WorkSchool *school,
                                const gint64 *agreement_ids,
                                guint n_ids,
                                SignStopReason reason,
                                const char *note,
                                const char *key);

/* work-signing-mode.c */
WorkChange *
work_change_signing_mode_new (const gint64 *agreement_ids, guint n_ids, const char *mode);

G_END_DECLS
