/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign-error.h"
#include "work-fixture.h"
#include "work-signing.h"

G_BEGIN_DECLS

/* What happens to a call to the provider that lives in the test. */
typedef enum
{
  WORK_FAKE_FINE,
  WORK_FAKE_BEFORE, /* it fails, and nothing was done */
  WORK_FAKE_AFTER   /* it was done, and nobody is told */
} WorkFakeFault;

/* A provider of signatures that lives in the test: what it has, and what it was asked. */
typedef struct
{
  GPtrArray *requests; /* (element-type SignRequest) */
  GString *calls;      /* "find create document…" */
  guint n_calls;
  guint n_made; /* drafts, of all time */
  guint n_lists;
  guint n_pages; /* calls that the lists took: a hundred requests each */
  guint n_loads;
  guint n_reminders;
  GBytes *document;   /* the last one that was uploaded */
  guint fault_at;     /* 0: never; the first call is 1 */
  guint fault_length; /* so many calls from there on */
  WorkFakeFault fault;
  SignError fault_code;
  guint finds_late;    /* so many times it does not find what was made last */
  gboolean no_list;    /* what has ended is not in the list */
  const char *refusal; /* (nullable): of each order */
  gboolean brief;      /* nor are addresses */
  GBytes *signed_pdf;
  const char *trail_of;                /* (nullable): id of a signatory whose trail is not told */
  void (*on_document) (gpointer data); /* (nullable): happens while a document is uploaded */
  gpointer on_document_data;
  GCancellable *cancels; /* (nullable): stopped by a person during the next call */
} WorkFake;

/* A WorkFixture whose first agreement, of a minor, is made and whose six signatories have
 * addresses; it is set up to be signed with the provider of the test. */
typedef struct
{
  WorkFixture base;
  gint64 agreement_id;
  WorkFake fake;
} WorkSigningFixture;

#define WORK_FAKE_KEY "key-of-the-test"

void work_signing_fixture_set_up (WorkSigningFixture *fixture, gconstpointer template_path);
void work_signing_fixture_tear_down (WorkSigningFixture *fixture, gconstpointer data);
void work_signing_fixture_set (WorkSigningFixture *fixture, const char *name, const char *value);
gint64 work_signing_fixture_add_second (WorkSigningFixture *fixture);
GPtrArray *work_signing_fixture_plans (WorkSigningFixture *fixture);
WorkSigningPlan *work_signing_fixture_plan (WorkSigningFixture *fixture);
gboolean work_signing_fixture_run (WorkJob *job, GError **error);
gboolean work_signing_fixture_send (WorkSigningFixture *fixture, GError **error);
WorkJob *work_signing_fixture_sync (WorkSigningFixture *fixture);
WorkSigningRequest *work_signing_fixture_request (WorkSigningFixture *fixture);
ModelRecord *work_signing_fixture_agreement (WorkSigningFixture *fixture);

gint64 work_fake_today (void);

/* The one that has left, at the provider. */
SignRequest *work_fake_living (WorkFake *fake);
guint work_fake_count (WorkFake *fake, SignState state);
void work_fake_turn (WorkFake *fake, guint signer, SignerState state);
void work_fake_fail (WorkFake *fake, guint at, WorkFakeFault fault, SignError code);

G_END_DECLS
