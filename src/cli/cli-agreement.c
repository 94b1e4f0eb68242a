/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-agreement.h"

#include <glib/gi18n-lib.h>

#include "cli-output.h"
#include "cli-place.h"
#include "model-value.h"
#include "work-agreement-change.h"
#include "work-error.h"
#include "work-line.h"
#include "work-signature.h"

typedef struct
{
  CliCall *call;
  WorkSchool *school;
  GArray *ids; /* (element-type gint64): the agreements */
} Doing;

static const gint64 *
ids_of (const Doing *doing)
{
  return (const gint64 *) (gpointer) doing->ids->data;
}

/* ---- which ones ---- */

static gboolean
find (Doing *doing, const char *number, GError **error)
{
  g_autoptr (GPtrArray) found = work_school_read (
      doing->school, work_query_records_new (MODEL_ENTITY_AGREEMENT, "number", number), error);
  gint64 id;

  if (found == NULL)
    return FALSE;
  if (found->len == 0)
    {
      g_set_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND,
                   _ ("There is no agreement “%s”; “paraphectl list” shows those there are."),
                   number);
      return FALSE;
    }
  id = model_record_get_id (found->pdata[0]);
  g_array_append_val (doing->ids, id);
  return TRUE;
}

static gboolean
check_one (const Doing *doing, GError **error)
{
  if (doing->ids->len == 1)
    return TRUE;
  g_set_error_literal (error, WORK_ERROR, WORK_ERROR_USAGE,
                       _ ("This is done to one agreement at a time: give one --number."));
  return FALSE;
}

/* ---- what is done to them ---- */

static gboolean
apply (Doing *doing, WorkChange *change, gint64 *id, GError **error)
{
  g_autoptr (WorkDone) done = work_school_apply (doing->school, change, error);

  if (done != NULL && id != NULL)
    *id = done->id;
  return done != NULL;
}

/* (transfer full) (nullable): canonical; an error when @text is none */
static char *
parse (const char *key, const char *text, GError **error)
{
  char *canonical = NULL;

  if (model_value_parse (model_field_find (key), text, &canonical, error) && canonical == NULL)
    g_set_error (error, WORK_ERROR, WORK_ERROR_USAGE, _ ("Say what “%s” is."),
                 _ (model_field_find (key)->label));
  return canonical;
}

static gboolean
cancel (Doing *doing, GError **error)
{
  return apply (doing,
                work_change_cancel_new (ids_of (doing), doing->ids->len, doing->call->cancel), NULL,
                error);
}

static gboolean
make_again (Doing *doing, GError **error)
{
  gint64 id;

  if (!check_one (doing, error)
      || !apply (doing, work_change_clone_new (ids_of (doing)[0]), &id, error))
    return FALSE;
  g_array_append_val (doing->ids, id);
  return TRUE;
}

static gboolean
sign_outside (Doing *doing, GError **error)
{
  g_autofree char *day = parse ("agreement.signed_on", doing->call->signed_outside, error);

  return day != NULL
         && apply (doing, work_change_signed_outside_new (ids_of (doing), doing->ids->len, day),
                   NULL, error);
}

static gboolean
attach (Doing *doing, GError **error)
{
  static const char *const kinds[] = { "scan", "signed", "certificate", "other", NULL };
  CliCall *call = doing->call;
  g_autofree char *kind = NULL;

  if (!check_one (doing, error))
    return FALSE;
  kind = call->as != NULL ? parse ("document.kind", call->as, error)
                          : g_strdup (call->signed_by_all ? "signed" : "scan");
  if (kind == NULL)
    return FALSE;
  if (g_strv_contains (kinds, kind))
    return apply (
        doing, work_change_attach_new (ids_of (doing)[0], kind, call->attach, call->signed_by_all),
        NULL, error);
  g_set_error (error, WORK_ERROR, WORK_ERROR_USAGE,
               _ ("“%s” is what Paraphe makes itself: attach a scan, signed, certificate or "
                  "other."),
               call->as);
  return FALSE;
}

static gboolean
has_role (Doing *doing, const char *role, GError **error)
{
  for (guint i = 0; i < doing->ids->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, ids_of (doing)[i]);
      g_autoptr (GPtrArray) all = work_school_read (
          doing->school, work_query_records_new (MODEL_ENTITY_SIGNATORY, "agreement_id", id),
          error);

      if (all == NULL)
        return FALSE;
      for (guint j = 0; j < all->len; j++)
        if (role == NULL || g_strcmp0 (model_record_get (all->pdata[j], "role"), role) == 0)
          return TRUE;
    }
  g_set_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND,
               _ ("The agreement has no signatory “%s”; --show tells those it has."),
               doing->call->signatory);
  return FALSE;
}

/* The day that is given, and for what; FALSE when it is not exactly one. */
static gboolean
find_day (CliCall *call, const char **column, const char **text)
{
  const struct
  {
    const char *column;
    const char *text;
  } days[] = {
    { "sent_on", call->sent },
    { "reminded_on", call->reminded },
    { "signed_on", call->signed_on },
    { "received_on", call->received },
  };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (days[i].text != NULL)
      {
        *column = days[i].column;
        *text = days[i].text;
        n++;
      }
  return n == 1;
}

static gboolean
sign (Doing *doing, GError **error)
{
  gboolean is_all = g_str_equal (doing->call->signatory, "all");
  const char *column = NULL, *text = NULL;
  g_autofree char *role = NULL;
  g_autofree char *day = NULL;

  find_day (doing->call, &column, &text);
  if (!is_all)
    role = parse ("signatory.role", doing->call->signatory, error);
  if ((!is_all && role == NULL) || !has_role (doing, role, error))
    return FALSE;
  if (!g_str_equal (text, "-"))
    day = parse ("signatory.signed_on", text, error);
  return (day != NULL || g_str_equal (text, "-"))
         && apply (doing,
                   work_change_signatures_new (ids_of (doing), doing->ids->len, role, column, day),
                   NULL, error);
}

/* ---- the command ---- */

/* What can be done, and where the call says so; showing is what is done otherwise. */
static const struct
{
  gsize offset;
  gboolean is_flag;
  gboolean (*act) (Doing *doing, GError **error);
} acts[] = {
  { G_STRUCT_OFFSET (CliCall, show), TRUE, NULL },
  { G_STRUCT_OFFSET (CliCall, export_folder), FALSE, NULL },
  { G_STRUCT_OFFSET (CliCall, cancel), FALSE, cancel },
  { G_STRUCT_OFFSET (CliCall, clone), TRUE, make_again },
  { G_STRUCT_OFFSET (CliCall, signed_outside), FALSE, sign_outside },
  { G_STRUCT_OFFSET (CliCall, attach), FALSE, attach },
  { G_STRUCT_OFFSET (CliCall, signatory), FALSE, sign },
};

static gboolean
is_asked (CliCall *call, guint act)
{
  return acts[act].is_flag ? G_STRUCT_MEMBER (gboolean, call, acts[act].offset)
                           : G_STRUCT_MEMBER (char *, call, acts[act].offset) != NULL;
}

static gboolean
is_used_well (CliCall *call)
{
  const char *column, *text;
  gboolean has_day = call->sent != NULL || call->reminded != NULL || call->signed_on != NULL
                     || call->received != NULL;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    n += is_asked (call, i) ? 1 : 0;
  if (n > 1)
    cli_output_usage (_ ("One thing is done to an agreement at a time; see “paraphectl agreement "
                         "--help”."));
  else if ((call->as != NULL || call->signed_by_all) && call->attach == NULL)
    cli_output_usage (_ ("--as and --signed-by-all are about what is attached: give --attach."));
  else if ((call->signatory != NULL || has_day)
           && (call->signatory == NULL || !find_day (call, &column, &text)))
    cli_output_usage (_ ("Give --signatory and one of --sent, --reminded, --signed and "
                         "--received."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
run (Doing *doing, GError **error)
{
  CliCall *call = doing->call;

  for (guint i = 0; call->numbers[i] != NULL; i++)
    if (!find (doing, call->numbers[i], error))
      return FALSE;
  if (call->export_folder != NULL)
    return cli_agreement_export (call, doing->school, doing->ids, error);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (acts[i].act != NULL && is_asked (call, i) && !acts[i].act (doing, error))
      return FALSE;
  return cli_agreement_show (call, doing->school, doing->ids, error);
}

/**
 * cli_agreement_run:
 * @call: DB, with --number
 *
 * Does one thing to agreements, then shows them.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_agreement_run (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (WorkSchool) school = NULL;
  gboolean to_write = FALSE;
  gboolean is_done;

  if (!is_used_well (call))
    return CLI_EXIT_USAGE;
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    to_write = to_write || (acts[i].act != NULL && is_asked (call, i));
  school = cli_place_open (call, to_write, &error);
  if (school == NULL)
    return cli_output_error (error);
  is_done = run (&(Doing){ call, school, ids }, &error);
  cli_place_close (school);
  return is_done ? CLI_EXIT_DONE : cli_output_error (error);
}
