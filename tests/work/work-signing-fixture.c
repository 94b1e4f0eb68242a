/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-fixture.h"

#include <string.h>

#include "paper-sheet.h"
#include "sign-call-private.h"
#include "sign-provider-private.h"
#include "work-generate.h"
#include "work-signing-private.h"

static WorkFake *fake;

/* ---- time, which nobody waits for ---- */

static gint64 fake_now = 1000;

static gint64
tell_now (gpointer data)
{
  return fake_now;
}

static gint64
tell_wall (gpointer data)
{
  return g_get_real_time () + fake_now;
}

static void
skip (gint64 until, GCancellable *cancellable, gpointer data)
{
  fake_now = MAX (fake_now, until);
}

static const SignClock fake_clock = { tell_now, tell_wall, skip, NULL };

/* Two hours after all have signed, in work_fake_turn(), whatever day it is. */
gint64
work_fake_today (void)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_iso8601 ("2026-11-28T12:00:00Z", NULL);

  return g_date_time_to_unix (then);
}

/* ---- what it has ---- */

static SignRequest *
copy_request (const SignRequest *from)
{
  SignRequest *to = sign_request_new (from->id);

  g_free (to->external_id);
  to->external_id = g_strdup (from->external_id);
  to->state = from->state;
  to->activated_at = g_strdup (from->activated_at);
  to->completed_at = g_strdup (from->completed_at);
  to->reason = g_strdup (from->reason);
  for (guint i = 0; i < from->document_ids->len; i++)
    g_ptr_array_add (to->document_ids, g_strdup (from->document_ids->pdata[i]));
  for (guint i = 0; i < from->signers->len; i++)
    {
      const SignSigner *signer = from->signers->pdata[i];
      SignSigner *copy = sign_request_add_signer (to, signer->id, signer->state);

      g_free (copy->email);
      copy->email = g_strdup (signer->email);
      copy->reason = g_strdup (signer->reason);
      copy->signed_at = g_strdup (signer->signed_at);
    }
  return to;
}

static SignRequest *
copy_briefly (const SignRequest *from)
{
  SignRequest *to = copy_request (from);

  for (guint i = 0; i < to->signers->len; i++)
    *((SignSigner *) to->signers->pdata[i])->email = '\0';
  return to;
}

static SignRequest *
find_id (const char *id)
{
  for (guint i = 0; i < fake->requests->len; i++)
    {
      SignRequest *request = fake->requests->pdata[i];

      if (g_strcmp0 (request->id, id) == 0)
        return request;
    }
  return NULL;
}

/* Whether the call is done, and whether it tells so. */
static gboolean
begin (SignSession *session, const char *call, gboolean *tells, GError **error)
{
  gboolean strikes;

  if (session != NULL)
    _sign_session_set_clock (session, &fake_clock);
  fake->n_calls++;
  if (fake->cancels != NULL)
    g_cancellable_cancel (fake->cancels);
  g_string_append_printf (fake->calls, "%s%s", fake->calls->len > 0 ? " " : "", call);
  strikes = fake->fault_at != 0 && fake->n_calls >= fake->fault_at
            && fake->n_calls < fake->fault_at + MAX (fake->fault_length, 1);
  *tells = !strikes;
  if (strikes)
    g_set_error (error, SIGN_ERROR, (int) fake->fault_code, "The fake fails at %s.", call);
  return !strikes || fake->fault == WORK_FAKE_AFTER;
}

static gboolean
lack (GError **error)
{
  g_set_error_literal (error, SIGN_ERROR, SIGN_ERROR_NOT_FOUND, "The fake has no such request.");
  return FALSE;
}

static guint
fake_count_calls (guint n_signers)
{
  return n_signers + 3;
}

static gboolean
fake_check_order (const SignOrder *order, GError **error)
{
  if (fake->refusal == NULL)
    return TRUE;
  g_assert_cmpuint (order->signers->len, >, 0);
  g_set_error_literal (error, SIGN_ERROR, SIGN_ERROR_INVALID, fake->refusal);
  return FALSE;
}

static gboolean
fake_check (SignSession *session, GCancellable *cancellable, GError **error)
{
  gboolean tells;

  begin (session, "check", &tells, error);
  return tells;
}

static GPtrArray *
fake_find (SignSession *session, const SignOrder *order, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sign_request_unref);
  guint n = fake->requests->len;
  gboolean tells;

  begin (session, "find", &tells, error);
  if (!tells)
    return NULL;
  if (fake->finds_late > 0 && n > 0)
    {
      fake->finds_late--;
      n--;
    }
  for (guint i = 0; i < n; i++)
    {
      const SignRequest *request = fake->requests->pdata[i];

      if (g_strcmp0 (request->external_id, order->external_id) == 0)
        g_ptr_array_add (found, copy_request (request));
    }
  return g_steal_pointer (&found);
}

static SignRequest *
fake_create (SignSession *session,
             const SignOrder *order,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *id = NULL;
  SignRequest *request;
  gboolean tells;

  if (!begin (session, "create", &tells, error))
    return NULL;
  id = g_strdup_printf ("remote-%u", ++fake->n_made);
  request = sign_request_new (id);
  g_free (request->external_id);
  request->external_id = g_strdup (order->external_id);
  g_ptr_array_add (fake->requests, request);
  return tells ? copy_request (request) : NULL;
}

static gboolean
fake_check_document (SignSession *session,
                     SignRequest *request,
                     const SignOrder *order,
                     GCancellable *cancellable,
                     GError **error)
{
  return TRUE;
}

static gboolean
fake_add_document (SignSession *session,
                   SignRequest *request,
                   const SignOrder *order,
                   GCancellable *cancellable,
                   GError **error)
{
  SignRequest *own = find_id (request->id);
  gboolean tells;

  if (fake->on_document != NULL)
    fake->on_document (fake->on_document_data);
  if (!begin (session, "document", &tells, error))
    return FALSE;
  if (own == NULL)
    return lack (error);
  g_ptr_array_add (own->document_ids, g_strdup ("document"));
  g_clear_pointer (&fake->document, g_bytes_unref);
  fake->document = g_bytes_ref (order->document);
  if (tells)
    g_ptr_array_add (request->document_ids, g_strdup ("document"));
  return tells;
}

static void
add_signer (SignRequest *request, const SignPerson *person, guint index)
{
  g_autofree char *id = g_strdup_printf ("%s-signer-%u", request->id, index + 1);
  SignSigner *signer = sign_request_add_signer (request, id, SIGN_SIGNER_WAITING);

  g_free (signer->email);
  signer->email = g_strdup (person->email);
}

static gboolean
fake_add_signer (SignSession *session,
                 SignRequest *request,
                 const SignOrder *order,
                 guint index,
                 GCancellable *cancellable,
                 GError **error)
{
  SignRequest *own = find_id (request->id);
  gboolean tells;

  if (!begin (session, "signer", &tells, error))
    return FALSE;
  if (own == NULL)
    return lack (error);
  add_signer (own, order->signers->pdata[index], index);
  if (tells)
    add_signer (request, order->signers->pdata[index], index);
  return tells;
}

static void
go (SignRequest *request)
{
  SignSigner *first = request->signers->pdata[0];

  request->state = SIGN_STATE_ONGOING;
  g_free (request->activated_at);
  request->activated_at = g_strdup ("2026-11-26T09:00:00Z");
  first->state = SIGN_SIGNER_INVITED;
}

static gboolean
fake_activate (SignSession *session,
               SignRequest *request,
               const SignOrder *order,
               GCancellable *cancellable,
               GError **error)
{
  SignRequest *own = find_id (request->id);
  gboolean tells;

  if (!begin (session, "activate", &tells, error))
    return FALSE;
  if (own == NULL)
    return lack (error);
  go (own);
  if (tells)
    go (request);
  return tells;
}

static gboolean
fake_discard (SignSession *session, const char *id, GCancellable *cancellable, GError **error)
{
  SignRequest *own = find_id (id);
  gboolean tells;

  if (begin (session, "discard", &tells, error) && own != NULL)
    g_ptr_array_remove (fake->requests, own);
  return tells;
}

static SignRequest *
fake_load (SignSession *session, const char *id, GCancellable *cancellable, GError **error)
{
  SignRequest *own = find_id (id);
  gboolean tells;

  fake->n_loads++;
  begin (session, "load", &tells, error);
  if (!tells)
    return NULL;
  if (own != NULL)
    return copy_request (own);
  lack (error);
  return NULL;
}

static GPtrArray *
fake_list (SignSession *session, const char *since, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) sign_request_unref);
  gboolean tells;

  fake->n_lists++;
  fake->n_pages += MAX (1, (work_fake_count (fake, SIGN_STATE_ONGOING) + 99) / 100);
  begin (session, "list", &tells, error);
  if (!tells)
    return NULL;
  for (guint i = 0; i < fake->requests->len; i++)
    {
      const SignRequest *request = fake->requests->pdata[i];

      if (request->state == SIGN_STATE_ONGOING
          || (!fake->no_list && sign_state_is_over (request->state)))
        g_ptr_array_add (list, fake->brief ? copy_briefly (request) : copy_request (request));
    }
  return g_steal_pointer (&list);
}

static gboolean
fake_remind (SignSession *session,
             const char *id,
             const char *signer_id,
             GCancellable *cancellable,
             GError **error)
{
  SignRequest *own = find_id (id);
  gboolean tells;

  if (!begin (session, "remind", &tells, error))
    return FALSE;
  if (own == NULL || sign_request_find_signer (own, signer_id) == NULL)
    return lack (error);
  fake->n_reminders++;
  return tells;
}

static SignRequest *
fake_transfer (SignSession *session,
               const char *id,
               const char *signer_id,
               const SignPerson *person,
               GCancellable *cancellable,
               GError **error)
{
  SignRequest *own = find_id (id);
  SignSigner *signer = own != NULL ? sign_request_find_signer (own, signer_id) : NULL;
  gboolean tells;

  if (!begin (session, "transfer", &tells, error))
    return NULL;
  if (signer == NULL)
    {
      lack (error);
      return NULL;
    }
  g_free (signer->email);
  signer->email = g_strdup (person->email);
  return tells ? copy_request (own) : NULL;
}

static gboolean
fake_stop (SignSession *session,
           const char *id,
           SignStopReason reason,
           const char *note,
           GCancellable *cancellable,
           GError **error)
{
  SignRequest *own = find_id (id);
  gboolean tells;

  if (!begin (session, "stop", &tells, error))
    return FALSE;
  if (own == NULL)
    return lack (error);
  own->state = SIGN_STATE_CANCELLED;
  return tells;
}

static GBytes *
fake_fetch (SignSession *session, const char *what, GError **error)
{
  gboolean tells;

  begin (session, what, &tells, error);
  return tells ? g_bytes_ref (fake->signed_pdf) : NULL;
}

static GBytes *
fake_fetch_signed (SignSession *session, const char *id, GCancellable *cancellable, GError **error)
{
  return fake_fetch (session, "signed", error);
}

static GBytes *
fake_fetch_proof (SignSession *session, const char *id, GCancellable *cancellable, GError **error)
{
  return fake_fetch (session, "proof", error);
}

/* The number of a signatory is the end of their address of the network. */
static gboolean
fake_trace (SignSession *session,
            const char *id,
            GPtrArray *signer_ids,
            GPtrArray *trails,
            GCancellable *cancellable,
            GError **error)
{
  gboolean tells;

  begin (session, "trail", &tells, error);
  for (guint i = 0; tells && i < signer_ids->len; i++)
    {
      SignTrail *trail;
      g_autofree char *address =
          g_strdup_printf ("203.0.113.%s", strrchr ((const char *) signer_ids->pdata[i], '-') + 1);

      if (g_strcmp0 (signer_ids->pdata[i], fake->trail_of) == 0)
        return lack (error);
      trail = sign_trail_new (signer_ids->pdata[i]);
      trail->means = SIGN_MEANS_SMS_CODE;
      trail->authenticated_at = g_strdup ("2026-11-27T09:59:00Z");
      trail->consented_at = g_strdup ("2026-11-27T09:59:30Z");
      sign_trail_set_address (trail, address);
      g_ptr_array_add (trails, trail);
    }
  return tells;
}

static const SignEnvironment environments[] = {
  { "test", "Test", "https://sign.example", 30, 200 },
};

static const SignProvider provider = {
  .id = "fake",
  .label = "Signatures d’essai",
  .features = SIGN_FEATURE_ORDER | SIGN_FEATURE_SMS_CODE | SIGN_FEATURE_OPENED | SIGN_FEATURE_EXPIRY
              | SIGN_FEATURE_REMIND | SIGN_FEATURE_TRANSFER | SIGN_FEATURE_PROOF
              | SIGN_FEATURE_TRAIL,
  .environments = environments,
  .n_environments = 1,
  .key_header = "Authorization: Bearer %s",
  .anchor = "{{s%u|signature|138|60}}",
  .count_calls = fake_count_calls,
  .check_order = fake_check_order,
  .check = fake_check,
  .find = fake_find,
  .create = fake_create,
  .check_document = fake_check_document,
  .add_document = fake_add_document,
  .add_signer = fake_add_signer,
  .activate = fake_activate,
  .discard = fake_discard,
  .load = fake_load,
  .list = fake_list,
  .remind = fake_remind,
  .transfer = fake_transfer,
  .stop = fake_stop,
  .fetch_signed = fake_fetch_signed,
  .fetch_proof = fake_fetch_proof,
  .trace = fake_trace,
};

/* ---- what a test does with it ---- */

SignRequest *
work_fake_living (WorkFake *self)
{
  SignRequest *living = NULL;

  for (guint i = 0; i < self->requests->len; i++)
    {
      SignRequest *request = self->requests->pdata[i];

      if (request->state != SIGN_STATE_ONGOING)
        continue;
      g_assert_null (living);
      living = request;
    }
  g_assert_nonnull (living);
  return living;
}

guint
work_fake_count (WorkFake *self, SignState state)
{
  guint n = 0;

  for (guint i = 0; i < self->requests->len; i++)
    n += ((SignRequest *) self->requests->pdata[i])->state == state ? 1 : 0;
  return n;
}

/* Somebody does something; who is next is invited, and the end of all is that of the request. */
void
work_fake_turn (WorkFake *self, guint signer, SignerState state)
{
  SignRequest *request = work_fake_living (self);
  SignSigner *acting = request->signers->pdata[signer];

  acting->state = state;
  if (state == SIGN_SIGNER_DECLINED)
    {
      acting->reason = g_strdup ("Les dates sont fausses");
      request->reason = g_strdup ("Les dates sont fausses");
      request->state = SIGN_STATE_DECLINED;
    }
  if (state != SIGN_SIGNER_SIGNED)
    return;
  acting->signed_at = g_strdup ("2026-11-27T10:00:00Z");
  if (signer + 1 < request->signers->len)
    ((SignSigner *) request->signers->pdata[signer + 1])->state = SIGN_SIGNER_INVITED;
  else
    {
      request->state = SIGN_STATE_COMPLETED;
      request->completed_at = g_strdup ("2026-11-28T10:00:00Z");
    }
}

void
work_fake_fail (WorkFake *self, guint at, WorkFakeFault fault, SignError code)
{
  self->fault_at = at == 0 ? 0 : self->n_calls + at;
  self->fault = fault;
  self->fault_code = code;
}

/* ---- the school ---- */

static GBytes *
make_pdf (const char *text)
{
  g_autoptr (PaperSheet) sheet = paper_sheet_new ("Convention");
  g_autoptr (GError) error = NULL;
  const PaperSheetSlip slip = { .sender = "Lycée", .title = "Convention", .subject = text };
  GBytes *bytes;

  paper_sheet_add_slip (sheet, &slip);
  bytes = paper_sheet_end (sheet, &error);
  g_assert_no_error (error);
  return bytes;
}

/* Stands for LibreOffice: any document becomes the same page. */
static void
make_office (WorkFixture *fixture)
{
  g_autofree char *pdf = g_build_filename (fixture->folder, "page.pdf", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "soffice.bin", NULL);
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\n"
                                             "for name; do case \"$name\" in [0-9]*.docx)\n"
                                             "cp '%s' \"${name%%.docx}.pdf\"\n"
                                             ";; esac; done\n",
                                             pdf);
  g_autoptr (GBytes) bytes = make_pdf ("ABADIE Léa");

  g_assert_true (g_file_set_contents (pdf, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
  g_assert_true (g_file_set_contents_full (path, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_setenv ("PARAPHE_OFFICE", path, TRUE);
}

void
work_signing_fixture_set (WorkSigningFixture *fixture, const char *name, const char *value)
{
  g_autoptr (GPtrArray) all = work_fixture_load_all (&fixture->base, MODEL_ENTITY_SETTING);

  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (model_record_get (all->pdata[i], "name"), name) == 0)
      {
        model_record_set_canonical (all->pdata[i], "value", value);
        work_fixture_save (&fixture->base, all->pdata[i]);
        return;
      }
  work_fixture_add (&fixture->base, MODEL_ENTITY_SETTING, "name", name, "value", value, NULL);
}

static void
add_addresses (WorkFixture *base)
{
  g_autoptr (GPtrArray) schools = work_fixture_load_all (base, MODEL_ENTITY_SCHOOL);
  g_autoptr (GPtrArray) guardians = work_fixture_load_all (base, MODEL_ENTITY_GUARDIAN);

  model_record_set_canonical (schools->pdata[0], "head_email", "proviseure@lycee.example");
  work_fixture_save (base, schools->pdata[0]);
  model_record_set_canonical (guardians->pdata[0], "email", "claire.abadie@famille.example");
  work_fixture_save (base, guardians->pdata[0]);
  work_fixture_change (base, MODEL_ENTITY_STUDENT, base->students[0], "email",
                       "lea.abadie@eleve.example");
  work_fixture_change (base, MODEL_ENTITY_CONTACT, base->contacts[0], "email",
                       "elodie@garage.example");
  work_fixture_change (base, MODEL_ENTITY_CONTACT, base->contacts[1], "email",
                       "tomas@garage.example");
}

static void
add_template (WorkFixture *base, const char *path)
{
  g_autofree char *content = NULL;
  g_autofree char *base64 = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  base64 = g_base64_encode ((const guchar *) content, length);
  work_fixture_add (base, MODEL_ENTITY_TEMPLATE, "name", "Convention", "kind", "agreement",
                    "file_name", "convention.docx", "sha256", "0", "is_default", "1", "content",
                    base64, NULL);
}

static void
make_agreement (WorkSigningFixture *fixture)
{
  WorkFixture *base = &fixture->base;
  g_autofree char *folder = g_build_filename (base->folder, "out", NULL);
  g_autoptr (WorkGenerateOptions) options = work_generate_options_new (folder);
  g_autoptr (WorkJob) job = work_generate_new (base->school, base->placements, 1, options);
  g_autoptr (GPtrArray) agreements = NULL;
  g_autoptr (GError) error = NULL;

  work_job_run (job, NULL, &error);
  g_assert_no_error (error);
  agreements = work_fixture_load_all (base, MODEL_ENTITY_AGREEMENT);
  fixture->agreement_id = model_record_get_id (agreements->pdata[0]);
}

/* The agreement of the second student, who is of age. */
gint64
work_signing_fixture_add_second (WorkSigningFixture *fixture)
{
  WorkFixture *base = &fixture->base;
  g_autofree char *folder = g_build_filename (base->folder, "out", NULL);
  g_autoptr (WorkGenerateOptions) options = work_generate_options_new (folder);
  g_autoptr (WorkJob) job = work_generate_new (base->school, &base->placements[1], 1, options);
  g_autoptr (GPtrArray) agreements = NULL;
  g_autoptr (GError) error = NULL;

  work_fixture_change (base, MODEL_ENTITY_STUDENT, base->students[1], "email",
                       "noe.brule@eleve.example");
  work_fixture_change (base, MODEL_ENTITY_PLACEMENT, base->placements[1], "state", "validated");
  work_job_run (job, NULL, &error);
  g_assert_no_error (error);
  agreements = work_fixture_load_all (base, MODEL_ENTITY_AGREEMENT);
  return MAX (model_record_get_id (agreements->pdata[0]),
              model_record_get_id (agreements->pdata[1]));
}

void
work_signing_fixture_set_up (WorkSigningFixture *fixture, gconstpointer template_path)
{
  work_fixture_set_up (&fixture->base, NULL);
  fixture->fake.requests = g_ptr_array_new_with_free_func ((GDestroyNotify) sign_request_unref);
  fixture->fake.calls = g_string_new (NULL);
  fixture->fake.signed_pdf = make_pdf ("signé");
  fake = &fixture->fake;
  _work_signing_setup_use_provider (&provider);
  _work_signing_set_clock (work_fake_today);
  make_office (&fixture->base);
  add_addresses (&fixture->base);
  add_template (&fixture->base, template_path);
  work_signing_fixture_set (fixture, "sign.provider", "fake");
  work_signing_fixture_set (fixture, "sign.environment", "test");
  make_agreement (fixture);
}

void
work_signing_fixture_tear_down (WorkSigningFixture *fixture, gconstpointer data)
{
  work_fixture_assert_sound (&fixture->base);
  _work_signing_setup_use_provider (NULL);
  _work_signing_set_clock (NULL);
  g_ptr_array_unref (fixture->fake.requests);
  g_string_free (fixture->fake.calls, TRUE);
  g_bytes_unref (fixture->fake.signed_pdf);
  g_clear_pointer (&fixture->fake.document, g_bytes_unref);
  fake = NULL;
  _sign_limits_forget_shared ();
  work_fixture_tear_down (&fixture->base, data);
}

GPtrArray *
work_signing_fixture_plans (WorkSigningFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *plans = work_school_read (
      fixture->base.school, work_query_signing_plans_new (&fixture->agreement_id, 1), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (plans->len, ==, 1);
  return plans;
}

WorkSigningPlan *
work_signing_fixture_plan (WorkSigningFixture *fixture)
{
  g_autoptr (GPtrArray) plans = work_signing_fixture_plans (fixture);

  return work_signing_plan_copy (plans->pdata[0]);
}

/* Runs a job of one item: what it fails with is told. */
gboolean
work_signing_fixture_run (WorkJob *job, GError **error)
{
  gboolean done = work_job_run (job, NULL, error);
  GPtrArray *failed = work_job_get_failed (job);

  if (failed->len > 0 && error != NULL)
    {
      const WorkJobItem *item = failed->pdata[0];

      g_free ((*error)->message);
      (*error)->message = g_strdup (item->error);
    }
  return done;
}

gboolean
work_signing_fixture_send (WorkSigningFixture *fixture, GError **error)
{
  g_autoptr (GPtrArray) plans = work_signing_fixture_plans (fixture);
  g_autoptr (WorkJob) job = work_signing_send_new (fixture->base.school, plans, WORK_FAKE_KEY);

  return work_signing_fixture_run (job, error);
}

/* Follows once, because a person asks for it. */
WorkJob *
work_signing_fixture_sync (WorkSigningFixture *fixture)
{
  WorkJob *job = work_signing_sync_new (fixture->base.school, TRUE, WORK_FAKE_KEY);

  work_job_run (job, NULL, NULL);
  return job;
}

/* (nullable): the latest */
WorkSigningRequest *
work_signing_fixture_request (WorkSigningFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = work_school_read (
      fixture->base.school, work_query_signings_new (fixture->agreement_id), &error);

  g_assert_no_error (error);
  return all->len > 0 ? g_ptr_array_steal_index (all, 0) : NULL;
}

ModelRecord *
work_signing_fixture_agreement (WorkSigningFixture *fixture)
{
  return work_fixture_load (&fixture->base, MODEL_ENTITY_AGREEMENT, fixture->agreement_id);
}
