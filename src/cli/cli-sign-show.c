/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-sign.h"

#include <glib/gi18n-lib.h>

#include "cli-output.h"
#include "model-value.h"

/* ---- plans ---- */

static void
add_sentences (JsonBuilder *builder, const char *member, GPtrArray *sentences)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < sentences->len; i++)
    json_builder_add_string_value (builder, sentences->pdata[i]);
  json_builder_end_array (builder);
}

static void
add_person (JsonBuilder *builder, const WorkSigningPerson *person)
{
  json_builder_begin_object (builder);
  cli_output_json_text (builder, "role", person->role);
  cli_output_json_text (builder, "title", person->title);
  cli_output_json_text (builder, "given_name", person->given_name);
  cli_output_json_text (builder, "family_name", person->family_name);
  cli_output_json_text (builder, "email", person->email);
  cli_output_json_text (builder, "mobile", person->mobile);
  json_builder_end_object (builder);
}

static void
add_plan (JsonBuilder *builder, const WorkSigningPlan *plan)
{
  json_builder_begin_object (builder);
  cli_output_json_text (builder, "number", plan->number);
  cli_output_json_text (builder, "student", plan->student);
  cli_output_json_text (builder, "class", plan->class_name);
  cli_output_json_boolean (builder, "can_be_sent", plan->can_be_sent);
  cli_output_json_boolean (builder, "unfinished", plan->is_unfinished);
  add_sentences (builder, "problems", plan->problems);
  add_sentences (builder, "warnings", plan->warnings);
  json_builder_set_member_name (builder, "people");
  json_builder_begin_array (builder);
  for (guint i = 0; i < plan->people->len; i++)
    add_person (builder, plan->people->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_plan (const WorkSigningPlan *plan)
{
  g_print ("%s  %s  %s\n", plan->number, plan->student, plan->class_name);
  for (guint i = 0; i < plan->people->len; i++)
    {
      const WorkSigningPerson *person = plan->people->pdata[i];

      g_print ("  %u. %s %s <%s> (%s)\n", i + 1, person->given_name, person->family_name,
               person->email, person->title);
    }
  for (guint i = 0; i < plan->problems->len; i++)
    g_print (_ ("  problem: %s\n"), (const char *) plan->problems->pdata[i]);
  for (guint i = 0; i < plan->warnings->len; i++)
    g_print (_ ("  note: %s\n"), (const char *) plan->warnings->pdata[i]);
}

/**
 * cli_sign_show_plans:
 * @signing: the call
 * @plans: (element-type WorkSigningPlan): what sending would do
 *
 * Prints exactly who would get what, in which order, and what hinders it.
 *
 * Returns: %CLI_EXIT_FAILED when one cannot be sent
 */
CliExit
cli_sign_show_plans (CliSigning *signing, GPtrArray *plans)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  CliExit code = CLI_EXIT_DONE;

  json_builder_begin_array (builder);
  for (guint i = 0; i < plans->len; i++)
    {
      const WorkSigningPlan *plan = plans->pdata[i];

      if (!plan->can_be_sent)
        code = CLI_EXIT_FAILED;
      add_plan (builder, plan);
      if (!signing->call->json)
        print_plan (plan);
    }
  json_builder_end_array (builder);
  if (signing->call->json)
    cli_output_json (builder);
  return code;
}

/* ---- where they stand ---- */

static const char *const request_columns[] = { "state",       "stage",   "provider",
                                               "environment", "sent_at", "ended_at",
                                               "expires_on",  "reason",  "problem" };
static const char *const signer_columns[] = {
  "given_name",       "family_name",      "email",      "state",
  "invited_at",       "opened_at",        "signed_at",  "reminded_at",
  "reason",           "transferred_from", "signed_how", "signed_from",
  "authenticated_at", "consented_at"
};

static void
add_columns (JsonBuilder *builder, ModelRecord *record, const char *const *columns, guint n)
{
  for (guint i = 0; i < n; i++)
    cli_output_json_text (builder, columns[i], model_record_get (record, columns[i]));
}

static void
add_request (JsonBuilder *builder, const ModelLine *line, const WorkSigningRequest *request)
{
  json_builder_begin_object (builder);
  cli_output_json_text (builder, "number", line->number);
  cli_output_json_text (builder, "student", line->student);
  add_columns (builder, request->request, request_columns, G_N_ELEMENTS (request_columns));
  json_builder_set_member_name (builder, "signers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < request->signers->len; i++)
    {
      json_builder_begin_object (builder);
      add_columns (builder, request->signers->pdata[i], signer_columns,
                   G_N_ELEMENTS (signer_columns));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static const char *
label_of (ModelRecord *record, const char *key)
{
  const char *label =
      model_value_choice_label (model_field_find (key), model_record_get (record, "state"));

  return label != NULL ? _ (label) : "";
}

/* When, how and from where they have signed. */
static void
print_signature (const WorkSigningRequest *request, guint n)
{
  g_autoptr (WorkSigningSignature) signature = work_signing_signature_new (
      request->request, request->signers->pdata[n], request->signatories->pdata[n]);

  if (signature == NULL)
    return;
  g_print ("     %s\n", signature->how);
  if (signature->moments[0] != '\0')
    g_print ("     %s\n", signature->moments);
}

static void
print_request (const ModelLine *line, const WorkSigningRequest *request)
{
  const char *reason = model_record_get (request->request, "reason");
  const char *problem = model_record_get (request->request, "problem");

  g_print ("%s  %s  %s\n", line->number, line->student,
           label_of (request->request, "signature_request.state"));
  if (reason != NULL)
    g_print ("  %s\n", reason);
  if (problem != NULL)
    g_print ("  %s\n", problem);
  for (guint i = 0; i < request->signers->len; i++)
    {
      ModelRecord *signer = request->signers->pdata[i];

      g_print ("  %u. %s %s <%s>  %s\n", i + 1, model_record_get_or_empty (signer, "given_name"),
               model_record_get_or_empty (signer, "family_name"),
               model_record_get_or_empty (signer, "email"),
               label_of (signer, "signature_signer.state"));
      print_signature (request, i);
    }
}

/**
 * cli_sign_show_status:
 * @signing: the call
 * @lines: (element-type ModelLine): agreements
 *
 * Prints the last time that each was sent, and how far its signatories are.
 *
 * Returns: what the program ends with
 */
CliExit
cli_sign_show_status (CliSigning *signing, GPtrArray *lines)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < lines->len; i++)
    {
      const ModelLine *line = lines->pdata[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) requests =
          work_school_read (signing->school, work_query_signings_new (line->agreement_id), &error);

      if (requests == NULL)
        return cli_output_error (error);
      if (requests->len == 0)
        continue;
      add_request (builder, line, requests->pdata[0]);
      if (!signing->call->json)
        print_request (line, requests->pdata[0]);
    }
  json_builder_end_array (builder);
  if (signing->call->json)
    cli_output_json (builder);
  return CLI_EXIT_DONE;
}

/* ---- what has happened ---- */

static void
add_event (JsonBuilder *builder, const WorkSigningEvent *event)
{
  json_builder_begin_object (builder);
  cli_output_json_text (builder, "student", event->student);
  cli_output_json_text (builder, "kind", work_signing_event_key (event->kind));
  cli_output_json_text (builder, "sentence", event->sentence);
  json_builder_end_object (builder);
}

static void
print_events (CliSigning *signing, GPtrArray *events)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const WorkSigningEvent *event = events->pdata[i];

      add_event (builder, event);
      if (!signing->call->json)
        /* Translators: a student, and what has happened to the agreement. */
        g_print (_ ("%s: %s\n"), event->student, event->sentence);
    }
  json_builder_end_array (builder);
  if (signing->call->json)
    cli_output_json (builder);
}

/**
 * cli_sign_show_events:
 * @signing: the call
 * @job: a job of work_signing_sync_new() that has not run
 *
 * Runs it and prints what has happened; on stderr what failed and why.
 *
 * Returns: what the program ends with
 */
CliExit
cli_sign_show_events (CliSigning *signing, WorkJob *job)
{
  g_autoptr (GError) error = NULL;
  gboolean done = work_job_run (job, signing->call->cancellable, &error);
  GPtrArray *failed = work_job_get_failed (job);
  GPtrArray *notes = work_job_get_notes (job);

  print_events (signing, work_signing_sync_get_events (job));
  for (guint i = 0; i < failed->len; i++)
    {
      const WorkJobItem *item = failed->pdata[i];

      g_printerr (_ ("paraphectl: %s: %s\n"), item->name, item->error);
    }
  for (guint i = 0; i < notes->len && !signing->is_silent; i++)
    g_printerr ("paraphectl: %s\n", (const char *) notes->pdata[i]);
  return done ? CLI_EXIT_DONE : cli_output_error (error);
}
