/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper-document.h"
#include "store-record.h"
#include "work-signing.h"
#include "work-values-private.h"

G_BEGIN_DECLS

/* ---- work-signing-setup.c ---- */

WorkSigningSetup *_work_signing_setup_load (StoreConnection *connection, GError **error);
WorkSigningSetup *_work_signing_setup_read (WorkSchool *school, GError **error);
const char *_work_signing_method_key (SignMethod method);
SignMethod _work_signing_method_from_key (const char *key);
WorkSigningSetup *
_work_signing_setup_of_request (const WorkSigningSetup *setup, ModelRecord *request);
gboolean _work_signing_setup_has (const WorkSigningSetup *setup, ModelRecord *request);
char *_work_signing_setup_problem (const WorkSigningSetup *setup);

/* For tests: a provider that is in no table. */
void _work_signing_setup_use_provider (const SignProvider *provider);

/* ---- work-signing-access.c ---- */

SignSession *_work_signing_open (WorkSchool *school,
                                 const WorkSigningSetup *setup,
                                 const char *key,
                                 GCancellable *cancellable,
                                 GError **error);
SignSession *_work_signing_open_of_request (WorkSchool *school,
                                            ModelRecord *request,
                                            const char *key,
                                            WorkSigningSetup **setup,
                                            GCancellable *cancellable,
                                            GError **error);
gboolean _work_signing_lacks_key (WorkSchool *school, ModelRecord *request, GError **error);
gboolean _work_signing_ends_all (const GError *error);

/* ---- work-signing-lease.c ---- */

/* While it sends or follows, a seat says so every few minutes at least. */
#define WORK_LEASE_SECONDS (15 * 60)
#define WORK_LEASE_SYNC    "sign.sync"
#define WORK_LEASE_POLL    "sign.poll"
#define WORK_LEASE_POLLED  "sign.polled"

void _work_lease_set_seat (const char *seat);
const char *_work_lease_seat (void);
char *_work_lease_holder_new (void);
gboolean _work_lease_take (StoreConnection *connection,
                           const char *name,
                           const char *holder,
                           guint seconds,
                           gboolean *taken,
                           GError **error);
gboolean
_work_lease_renew (StoreConnection *connection, const char *holder, guint seconds, GError **error);
gboolean _work_lease_set (StoreConnection *connection,
                          const char *name,
                          const char *holder,
                          const char *until,
                          GError **error);
char *_work_lease_get (StoreConnection *connection, const char *name, GError **error);
gboolean _work_lease_is_held (StoreConnection *connection,
                              const char *name,
                              const char *holder,
                              gboolean *held,
                              GError **error);
gboolean _work_lease_drop (StoreConnection *connection,
                           const char *name,
                           const char *holder,
                           GError **error);

/* ---- work-signing-store.c: rows of requests ---- */

gboolean
_work_signing_write (WorkSchool *school, StoreTransactionFunc func, gpointer data, GError **error);
void _work_signing_renew (WorkSchool *school, const char *holder, guint seconds);
gboolean _work_signing_find_living (StoreConnection *connection,
                                    gint64 agreement_id,
                                    ModelRecord **request,
                                    GError **error);
GPtrArray *
_work_signing_load_signers (StoreConnection *connection, gint64 request_id, GError **error);
gboolean
_work_signing_check_free (StoreConnection *connection, ModelRecord *agreement, GError **error);
gboolean _work_signing_is_bound (StoreConnection *connection,
                                 ModelRecord *agreement,
                                 gboolean *bound,
                                 GError **error);
gboolean _work_signing_void (StoreConnection *connection,
                             gint64 agreement_id,
                             const char *today,
                             StoreOperation *operation,
                             GError **error);
char *_work_signing_student (StoreConnection *connection, gint64 agreement_id, GError **error);
char *_work_signing_day (const char *timestamp);
char *_work_signing_fill (const char *sentence, const char *what, const char *more);
void _work_signing_set_problem (WorkSchool *school, gint64 request_id, const char *problem);

/* ---- work-signing-people.c ---- */

GPtrArray *
_work_signing_people (GPtrArray *signatories, const WorkSigningSetup *setup, WorkSigningPlan *plan);
void _work_signing_split_name (const char *name, char **given, char **family);
void _work_signing_person_free (gpointer person);
char *_work_signing_person_name (const WorkSigningPerson *person);
void _work_signing_tell (GPtrArray *sentences, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* ---- work-signing-plan.c ---- */

WorkSigningPlan *_work_signing_plan_load (StoreConnection *connection,
                                          gint64 agreement_id,
                                          const WorkSigningSetup *setup,
                                          GHashTable *templates,
                                          GError **error);

/* ---- work-signing-plan-document.c ---- */

void _work_signing_check_document (StoreConnection *connection,
                                   const WorkSigningSetup *setup,
                                   GHashTable *templates,
                                   ModelRecord *agreement,
                                   const WorkRecords *records,
                                   WorkSigningPlan *plan);

/* ---- work-signing-anchors.c ---- */

/**
 * WorkSigningAnchors:
 * @values: what the agreement says
 * @provider: whose anchors
 * @people: (element-type WorkSigningPerson): in their order
 *
 * What merge names stand for in a document that is made to be signed with a provider.
 */
typedef struct
{
  WorkValues *values;
  const SignProvider *provider;
  GPtrArray *people;
  char *text;
} WorkSigningAnchors;

WorkSigningAnchors *
_work_signing_anchors_new (WorkValues *values, const SignProvider *provider, GPtrArray *people);
void _work_signing_anchors_free (WorkSigningAnchors *anchors);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkSigningAnchors, _work_signing_anchors_free)
MergeSource _work_signing_anchors_source (WorkSigningAnchors *anchors);
gboolean _work_signing_anchors_lookup (const char *name, MergeValue *value, gpointer anchors);
GBytes *_work_signing_anchors_finish (WorkSigningAnchors *anchors,
                                      GBytes *pdf,
                                      const char *title,
                                      GError **error);

/* ---- work-signing-send.c ---- */

/**
 * WorkSigningSending:
 * @school: the school
 * @setup: its settings
 * @session: with the provider
 * @holder: of the leases
 * @operation: what it is part of
 * @events: (nullable): where it is told that a sending was resumed
 *
 * How requests are sent.
 */
typedef struct
{
  WorkSchool *school;
  WorkSigningSetup *setup;
  SignSession *session;
  char *holder;
  StoreOperation *operation;
  GPtrArray *events;
} WorkSigningSending;

/* work-signing-request.c */
gboolean _work_signing_send_request (WorkSigningSending *sending,
                                     gint64 request_id,
                                     GCancellable *cancellable,
                                     GError **error);

char *_work_signing_find_remote (WorkSchool *school,
                                 SignSession *session,
                                 gint64 request_id,
                                 GCancellable *cancellable,
                                 GError **error);

/* ---- work-signing-prepare.c ---- */

/**
 * WorkSigningItem:
 * @plan: what was shown and agreed to
 * @request_id: (out): the request, ready to be sent
 * @error: (out) (nullable): why there is none
 *
 * An agreement on its way to a request.
 */
typedef struct
{
  const WorkSigningPlan *plan;
  gint64 request_id;
  GError *error;

  WorkSigningPlan *fresh;
  ModelRecord *agreement;
  WorkSigningAnchors *anchors;
  WorkValues *values;
  char *title;
  char *file_name;
  PaperDocument *document;
} WorkSigningItem;

gboolean _work_signing_prepare (WorkSigningSending *sending,
                                GPtrArray *items,
                                GCancellable *cancellable,
                                GError **error);
WorkSigningItem *_work_signing_item_new (const WorkSigningPlan *plan);
void _work_signing_item_free (gpointer item);

/* ---- work-signing-follow.c ---- */

/**
 * WorkSigningNews:
 * @request_id: a request
 * @remote: where it stands at the provider
 * @provider: whose word it is
 * @operation: (nullable): what it is part of; %NULL: the provider's own doing
 * @resumed: it was sent after an interruption
 * @events: (nullable) (element-type WorkSigningEvent): what has happened is added
 *
 * What a provider tells of a request.
 */
typedef struct
{
  gint64 request_id;
  SignRequest *remote;
  const SignProvider *provider;
  StoreOperation *operation;
  gboolean resumed;
  GPtrArray *events;
} WorkSigningNews;

gboolean _work_signing_follow (WorkSchool *school, const WorkSigningNews *news, GError **error);
gboolean
_work_signing_differs (ModelRecord *request, GPtrArray *signers, const SignRequest *remote);
void _work_signing_event_add (GPtrArray *events,
                              WorkSigningEventKind kind,
                              gint64 agreement_id,
                              const char *student,
                              const char *sentence);
void _work_signing_event_free (gpointer event);

/* ---- work-signing-keep.c ---- */

gboolean _work_signing_keep (WorkSchool *school,
                             SignSession *session,
                             gint64 request_id,
                             GPtrArray *events,
                             GCancellable *cancellable,
                             GError **error);

/* ---- work-signing-trail.c ---- */

gboolean _work_signing_may_be_traced (ModelRecord *request, ModelRecord *signer);
gboolean _work_signing_lacks_trail (StoreConnection *connection, ModelRecord *request);
gboolean _work_signing_trace_all (WorkSchool *school,
                                  SignSession *session,
                                  GArray *request_ids,
                                  GCancellable *cancellable);

/* ---- work-signing-turn.c ---- */

/**
 * WorkSigningTurn:
 * @requests: (element-type ModelRecord): all that is not settled, of it what is due
 * @n_open: how many are with their signatories
 * @polled: (nullable): when the provider was asked last, by whichever seat
 * @taken: whether it is this one's turn
 * @asked: whether a person wants it now
 * @holder: of the leases
 *
 * What a following has to do, and whether it is its turn.
 */
typedef struct
{
  GPtrArray *requests;
  guint n_open;
  char *polled;
  gboolean taken;
  gboolean asked;
  const char *holder;
} WorkSigningTurn;

void _work_signing_set_clock (gint64 (*func) (void));
char *_work_signing_time (guint seconds);
gboolean _work_signing_is_unsent (ModelRecord *request);
gboolean _work_signing_is_ongoing (ModelRecord *request);
gboolean _work_signing_is_completed (ModelRecord *request);
gboolean _work_signing_is_fresh (ModelRecord *request);
gboolean _work_signing_is_unkept (ModelRecord *request);
gpointer _work_signing_turn_read (StoreConnection *connection,
                                  gpointer data,
                                  GCancellable *cancellable,
                                  GError **error);
gboolean _work_signing_turn_take (WorkSchool *school, WorkSigningTurn *self, GError **error);
void _work_signing_turn_drop (WorkSchool *school, WorkSigningTurn *self);
gboolean _work_signing_turn_note (WorkSchool *school, char *now, GError **error);

/* ---- work-signing-stop.c ---- */

gboolean _work_signing_stop_request (WorkSchool *school,
                                     SignSession *session,
                                     gint64 request_id,
                                     SignStopReason reason,
                                     GPtrArray *events,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
