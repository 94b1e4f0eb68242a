/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-sign.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "base-secret.h"
#include "cli-output.h"
#include "cli-place.h"
#include "model-value.h"
#include "work-error.h"

/* No provider's key is longer. */
#define MAX_KEY 4096

typedef struct
{
  const char *word;
  gboolean writes;
  CliExit (*func) (CliSigning *signing);
} Verb;

/* ---- which ones ---- */

/* (transfer container): lines with an agreement; %NULL when the call is wrong, which is told */
static GPtrArray *
choose_lines (CliSigning *signing, gboolean to_change, WorkOverview **overview, GError **error)
{
  g_autoptr (GPtrArray) lines = NULL;

  *overview = cli_place_load (signing->school, signing->call->year, error);
  if (*overview == NULL)
    return NULL;
  lines = to_change ? cli_place_choose_to_change (signing->call, *overview, error)
                    : cli_place_choose (signing->call, *overview, error);
  for (guint i = lines != NULL ? lines->len : 0; i > 0; i--)
    {
      const ModelLine *line = lines->pdata[i - 1];

      if (line->agreement_id == 0 || line->cancelled)
        g_ptr_array_remove_index (lines, i - 1);
    }
  return g_steal_pointer (&lines);
}

/* (transfer full): their agreements, or %NULL */
static GArray *
choose_agreements (CliSigning *signing, gboolean to_change, GError **error)
{
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (GPtrArray) lines = choose_lines (signing, to_change, &overview, error);
  GArray *ids;

  if (lines == NULL)
    return NULL;
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < lines->len; i++)
    g_array_append_val (ids, ((ModelLine *) lines->pdata[i])->agreement_id);
  return ids;
}

static const gint64 *
ids_of (const GArray *ids)
{
  return (const gint64 *) (gconstpointer) ids->data;
}

static GPtrArray *
read_plans (CliSigning *signing, gboolean to_change, GError **error)
{
  g_autoptr (GArray) ids = choose_agreements (signing, to_change, error);

  return ids != NULL ? work_school_read (
             signing->school, work_query_signing_plans_new (ids_of (ids), ids->len), error)
                     : NULL;
}

/* Whose turn it is, in the quality that is asked for. */
static gboolean
is_wanted (CliSigning *signing, ModelRecord *signer, const char *role, GError **error)
{
  g_autoptr (ModelRecord) signatory = NULL;

  if (role == NULL)
    return TRUE;
  signatory = work_school_read (
      signing->school,
      work_query_record_new (MODEL_ENTITY_SIGNATORY, model_record_get_int (signer, "signatory_id")),
      error);
  return signatory != NULL && g_strcmp0 (model_record_get (signatory, "role"), role) == 0;
}

/* @states: (nullable): only those in one of these */
static GArray *
choose_signers (CliSigning *signing, const char *role, const char *const *states, GError **error)
{
  g_autoptr (GArray) ids = choose_agreements (signing, TRUE, error);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (GPtrArray) requests =
          work_school_read (signing->school, work_query_signings_new (ids_of (ids)[i]), error);
      const WorkSigningRequest *request;

      if (requests == NULL)
        return NULL;
      if (requests->len == 0)
        continue;
      request = requests->pdata[0];
      for (guint j = 0; j < request->signers->len; j++)
        {
          gint64 id = model_record_get_id (request->signers->pdata[j]);
          const char *state = model_record_get_or_empty (request->signers->pdata[j], "state");

          if ((states == NULL || g_strv_contains (states, state))
              && is_wanted (signing, request->signers->pdata[j], role, error))
            g_array_append_val (found, id);
        }
    }
  return ids != NULL ? g_steal_pointer (&found) : NULL;
}

/* (transfer full) (nullable): the role that is asked for; refused when there is none such */
static gboolean
parse_role (CliSigning *signing, char **role, GError **error)
{
  *role = NULL;
  if (signing->call->signatory == NULL || g_str_equal (signing->call->signatory, "all"))
    return TRUE;
  return model_value_parse (model_field_find ("signatory.role"), signing->call->signatory, role,
                            error);
}

/* ---- what is done ---- */

static CliExit
show_plans (CliSigning *signing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = read_plans (signing, FALSE, &error);

  return plans != NULL ? cli_sign_show_plans (signing, plans) : cli_output_error (error);
}

static CliExit
send (CliSigning *signing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = read_plans (signing, TRUE, &error);
  g_autoptr (WorkJob) job = NULL;

  if (plans == NULL)
    return cli_output_error (error);
  job = work_signing_send_new (signing->school, plans, signing->key);
  return cli_output_signing (signing->call, job);
}

/* Of agreements that are named all is asked, which lists do not tell. */
static CliExit
follow (CliSigning *signing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (WorkJob) job = NULL;

  if (signing->call->numbers != NULL && !signing->call->whole
      && (ids = choose_agreements (signing, FALSE, &error)) == NULL)
    return cli_output_error (error);
  job = ids != NULL && ids->len > 0
            ? work_signing_sync_whole_new (signing->school, ids_of (ids), ids->len, signing->key)
        : signing->call->whole
            ? work_signing_sync_whole_new (signing->school, NULL, 0, signing->key)
            : work_signing_sync_new (signing->school, TRUE, signing->key);
  return cli_sign_show_events (signing, job);
}

/* However often the timer rings, the provider is asked at its pace, by one seat for all; that there
 * was nothing to do is nothing to tell. */
static CliExit
follow_by_itself (CliSigning *signing)
{
  g_autoptr (WorkJob) job = work_signing_sync_new (signing->school, FALSE, signing->key);

  signing->is_silent = TRUE;
  return cli_sign_show_events (signing, job);
}

static CliExit
show_status (CliSigning *signing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (GPtrArray) lines = choose_lines (signing, FALSE, &overview, &error);

  return lines != NULL ? cli_sign_show_status (signing, lines) : cli_output_error (error);
}

static CliExit
remind (CliSigning *signing)
{
  static const char *const states[] = { "invited", "opened", "signing", "bounced", NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *role = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (WorkJob) job = NULL;

  if (!parse_role (signing, &role, &error)
      || (ids = choose_signers (signing, role, states, &error)) == NULL)
    return cli_output_error (error);
  if (ids->len == 0)
    return cli_output_usage (_ ("Nobody there is to be reminded; see “paraphectl sign status”."));
  job = work_signing_remind_new (signing->school, ids_of (ids), ids->len, signing->call->force,
                                 signing->key);
  return cli_output_signing (signing->call, job);
}

static CliExit
transfer (CliSigning *signing)
{
  CliCall *call = signing->call;
  g_autoptr (GError) error = NULL;
  g_autofree char *role = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (SignPerson) person = NULL;
  g_autoptr (WorkJob) job = NULL;

  if (call->to == NULL || call->signatory == NULL)
    return cli_output_usage (_ ("Give --number, --signatory and --to: whose invitation goes to "
                                "which address."));
  if (!parse_role (signing, &role, &error)
      || (ids = choose_signers (signing, role, NULL, &error)) == NULL)
    return cli_output_error (error);
  if (ids->len != 1)
    return cli_output_usage (_ ("One invitation is transferred at a time: give one --number and "
                                "one --signatory."));
  person = sign_person_new ("", "", call->to);
  job = work_signing_transfer_new (signing->school, ids_of (ids)[0], person, signing->key);
  return cli_output_signing (call, job);
}

static CliExit
stop (CliSigning *signing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (WorkJob) job = NULL;

  if (signing->call->reason == NULL)
    return cli_output_usage (_ ("A signature is stopped for a reason: give --reason."));
  ids = choose_agreements (signing, TRUE, &error);
  if (ids == NULL)
    return cli_output_error (error);
  job = work_signing_stop_new (signing->school, ids_of (ids), ids->len, SIGN_STOP_OTHER,
                               signing->call->reason, signing->key);
  return cli_output_signing (signing->call, job);
}

static CliExit
keep_key (CliSigning *signing)
{
  g_autoptr (WorkJob) job = NULL;

  if (signing->call->forget == (signing->key != NULL))
    return cli_output_usage (_ ("Give --key-stdin to store a key, or --forget to remove it."));
  job = signing->call->forget ? work_signing_forget_key_new (signing->school)
                              : work_signing_store_key_new (signing->school, signing->key);
  return cli_output_signing (signing->call, job);
}

static CliExit
check (CliSigning *signing)
{
  g_autoptr (WorkJob) job = work_signing_check_new (signing->school, signing->key);

  return cli_output_signing (signing->call, job);
}

/* ---- the command ---- */

static const Verb verbs[] = {
  { "plan", FALSE, show_plans },    { "send", TRUE, send },     { "sync", TRUE, follow },
  { "status", FALSE, show_status }, { "remind", TRUE, remind }, { "transfer", TRUE, transfer },
  { "stop", TRUE, stop },           { "key", FALSE, keep_key }, { "check", FALSE, check },
};

static const Verb *
find_verb (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].word, word))
      return &verbs[i];
  return NULL;
}

/* A line; never an argument or the environment, which other programs see. */
static char *
read_key (void)
{
  char line[MAX_KEY + 1];
  char *key;

  /* no copy stays behind in a buffer */
  setvbuf (stdin, NULL, _IONBF, 0);
  if (fgets (line, sizeof line, stdin) == NULL)
    return g_strdup ("");
  key = g_strdup (g_strstrip (line));
  memset (line, 0, sizeof line);
  return key;
}

/* The database is the first argument that is left. */
static CliExit
run (CliCall *call, const Verb *verb)
{
  g_autoptr (GError) error = NULL;
  CliSigning signing = { .call = call };
  CliExit code;

  signing.school = cli_place_open (call, verb->writes, &error);
  if (signing.school == NULL)
    return cli_output_error (error);
  if (call->key_stdin)
    signing.key = read_key ();
  code = verb->func (&signing);
  base_secret_free (signing.key);
  cli_place_close (signing.school);
  g_object_unref (signing.school);
  return code;
}

/**
 * cli_sign_run:
 * @call: WHAT DB
 *
 * Signs agreements electronically: one of the verbs.
 *
 * Returns: %CLI_EXIT_FAILED when something did not succeed
 */
CliExit
cli_sign_run (CliCall *call)
{
  const Verb *verb = find_verb (call->arguments[0]);

  if (verb == NULL)
    return cli_output_usage (_ ("“sign” does plan, send, sync, status, remind, transfer, stop, key "
                                "and check, not “%s”."),
                             call->arguments[0]);
  call->arguments++;
  return run (call, verb);
}

/**
 * cli_sign_sync:
 * @call: DB
 *
 * Follows what is being signed, as a timer has it done every so often; "sign sync" does it now.
 *
 * Returns: %CLI_EXIT_FAILED when something did not succeed
 */
CliExit
cli_sign_sync (CliCall *call)
{
  static const Verb verb = { "sync", TRUE, follow_by_itself };

  return run (call, &verb);
}
