/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "model-person.h"
#include "work-query-private.h"
#include "work-signature-private.h"
#include "work-signature.h"
#include "work-values-private.h"
#include "work-template-use-private.h"

/* What one agreement is checked with. */
typedef struct
{
  StoreConnection *connection;
  const WorkSigningSetup *setup;
  GHashTable *templates; /* id → WorkTemplate */
  ModelRecord *agreement;
  WorkRecords *records;
  GPtrArray *signatories;
  WorkSigningPlan *plan;
} Checking;

/* Why an agreement in this state is not sent. */
static const struct
{
  const char *state;
  const char *problem;
} dead[] = {
  { "cancelled", N_ ("The agreement is cancelled: nothing more is done to it.") },
  { "replaced", N_ ("The agreement was replaced by an amendment: send that one.") },
};

/**
 * work_signing_plan_free:
 * @plan: (nullable) (transfer full): a plan
 *
 * Frees it.
 */
void
work_signing_plan_free (WorkSigningPlan *plan)
{
  if (plan == NULL)
    return;
  g_free (plan->number);
  g_free (plan->student);
  g_free (plan->class_name);
  g_ptr_array_unref (plan->people);
  g_ptr_array_unref (plan->problems);
  g_ptr_array_unref (plan->warnings);
  g_free (plan);
}

static WorkSigningPlan *
plan_new (gint64 agreement_id)
{
  WorkSigningPlan *plan = g_new0 (WorkSigningPlan, 1);

  plan->agreement_id = agreement_id;
  plan->people = g_ptr_array_new_with_free_func (_work_signing_person_free);
  plan->problems = g_ptr_array_new_with_free_func (g_free);
  plan->warnings = g_ptr_array_new_with_free_func (g_free);
  return plan;
}

static gpointer
copy_text (gconstpointer text, gpointer data)
{
  return g_strdup (text);
}

static gpointer
copy_person (gconstpointer person, gpointer data)
{
  WorkSigningPerson *copy = g_memdup2 (person, sizeof *copy);

  copy->role = g_strdup (copy->role);
  copy->title = g_strdup (copy->title);
  copy->given_name = g_strdup (copy->given_name);
  copy->family_name = g_strdup (copy->family_name);
  copy->email = g_strdup (copy->email);
  copy->mobile = g_strdup (copy->mobile);
  return copy;
}

/**
 * work_signing_plan_copy:
 * @plan: a plan
 *
 * Returns: (transfer full): the same
 */
WorkSigningPlan *
work_signing_plan_copy (const WorkSigningPlan *plan)
{
  WorkSigningPlan *copy = g_memdup2 (plan, sizeof *copy);

  copy->number = g_strdup (plan->number);
  copy->student = g_strdup (plan->student);
  copy->class_name = g_strdup (plan->class_name);
  copy->people = g_ptr_array_copy (plan->people, (GCopyFunc) copy_person, NULL);
  g_ptr_array_set_free_func (copy->people, _work_signing_person_free);
  copy->problems = g_ptr_array_copy (plan->problems, (GCopyFunc) copy_text, NULL);
  g_ptr_array_set_free_func (copy->problems, g_free);
  copy->warnings = g_ptr_array_copy (plan->warnings, (GCopyFunc) copy_text, NULL);
  g_ptr_array_set_free_func (copy->warnings, g_free);
  return copy;
}

/* ---- the agreement ---- */

static void
check_state (const Checking *self)
{
  const char *state = model_record_get (self->agreement, "state");

  for (guint i = 0; i < G_N_ELEMENTS (dead); i++)
    if (g_strcmp0 (dead[i].state, state) == 0)
      _work_signing_tell (self->plan->problems, "%s", _ (dead[i].problem));
  if (model_record_get (self->agreement, "signed_on") != NULL
      || model_record_get_int (self->agreement, "signed_outside") != 0)
    _work_signing_tell (self->plan->problems, _ ("The agreement is signed already."));
}

/* On paper it may be signed by some: what they signed is not sent to them again. */
static void
check_paper (const Checking *self)
{
  gboolean is_out = model_record_get (self->agreement, "sent_on") != NULL;

  if (g_strcmp0 (model_record_get (self->agreement, "mode"), "electronic") == 0)
    return;
  for (guint i = 0; i < self->signatories->len; i++)
    is_out = is_out || model_record_get (self->signatories->pdata[i], "signed_on") != NULL;
  if (is_out)
    _work_signing_tell (self->plan->problems,
                        _ ("The agreement is on its way on paper: take it back to its first step, "
                           "and what was signed, before it is sent electronically."));
}

static void
check_sheet (const Checking *self)
{
  const char *state = _work_records_get (self->records, MODEL_ROLE_PLACEMENT, "state");

  if (g_strcmp0 (state, "validated") != 0)
    _work_signing_tell (self->plan->problems,
                        _ ("The placement sheet is not validated any more: validate it first."));
}

static void
check_dates (const Checking *self)
{
  GDate start, end, today;
  const char *day = self->records->today;

  if (!base_date_parse_iso (day, &today)
      || !_work_records_get_date (self->records, MODEL_ROLE_PLACEMENT, "start", &start)
      || !_work_records_get_date (self->records, MODEL_ROLE_PLACEMENT, "end", &end))
    return;
  if (g_date_compare (&end, &today) < 0)
    _work_signing_tell (self->plan->problems,
                        _ ("The placement is over: an agreement is signed before it begins."));
  else if (g_date_compare (&start, &today) <= 0)
    _work_signing_tell (self->plan->warnings,
                        _ ("The placement has begun already: all should have signed before."));
}

static void
check_guardian (const Checking *self)
{
  GDate birth, start;

  for (guint i = 0; i < self->plan->people->len; i++)
    {
      const WorkSigningPerson *person = self->plan->people->pdata[i];

      if (g_str_equal (person->role, "guardian"))
        return;
    }
  if (_work_records_get_date (self->records, MODEL_ROLE_STUDENT, "birth_date", &birth)
      && _work_records_get_date (self->records, MODEL_ROLE_PLACEMENT, "start", &start)
      && base_date_age_on (&birth, &start) < 18)
    _work_signing_tell (self->plan->problems,
                        _ ("The student is a minor on the first day and no guardian signs: add a "
                           "guardian to the agreement’s signatories."));
}

/* ---- what was sent before ---- */

static WorkSigningPerson *
person_of_signer (const Checking *self, ModelRecord *signer)
{
  WorkSigningPerson *person = g_new0 (WorkSigningPerson, 1);

  person->signatory_id = model_record_get_int (signer, "signatory_id");
  person->given_name = g_strdup (model_record_get_or_empty (signer, "given_name"));
  person->family_name = g_strdup (model_record_get_or_empty (signer, "family_name"));
  person->email = g_strdup (model_record_get_or_empty (signer, "email"));
  person->mobile = g_strdup (model_record_get (signer, "mobile"));
  person->method = _work_signing_method_from_key (model_record_get (signer, "method"));
  for (guint i = 0; i < self->signatories->len; i++)
    {
      ModelRecord *signatory = self->signatories->pdata[i];

      if (model_record_get_id (signatory) != person->signatory_id)
        continue;
      person->role = g_strdup (model_record_get_or_empty (signatory, "role"));
      person->title = work_signatory_title (signatory);
    }
  if (person->role == NULL)
    person->role = g_strdup ("");
  if (person->title == NULL)
    person->title = g_strdup ("");
  return person;
}

/* What was interrupted goes to whom it was made for. */
static gboolean
load_people (const Checking *self, ModelRecord *request, GError **error)
{
  g_autoptr (GPtrArray) signers =
      _work_signing_load_signers (self->connection, model_record_get_id (request), error);

  for (guint i = 0; signers != NULL && i < signers->len; i++)
    g_ptr_array_add (self->plan->people, person_of_signer (self, signers->pdata[i]));
  return signers != NULL;
}

static gboolean
check_requests (const Checking *self, GError **error)
{
  g_autoptr (ModelRecord) request = NULL;
  g_autofree char *day = NULL;
  g_autofree char *shown = NULL;
  const char *state;
  GDate date;

  if (!_work_signing_find_living (self->connection, self->plan->agreement_id, &request, error))
    return FALSE;
  if (request == NULL)
    return TRUE;
  state = model_record_get_or_empty (request, "state");
  if (!g_str_equal (state, "ongoing"))
    {
      self->plan->is_unfinished = TRUE;
      if (model_record_get_int (request, "stop_asked") != 0)
        _work_signing_tell (self->plan->problems,
                            _ ("Its signature is being stopped: it is sent anew when that is "
                               "done."));
      else
        _work_signing_tell (self->plan->warnings,
                            _ ("Its sending was interrupted: it goes on with the document and the "
                               "addresses of then."));
      return load_people (self, request, error);
    }
  day = _work_signing_day (model_record_get (request, "sent_at"));
  shown = base_date_parse_iso (day, &date) ? base_date_to_short (&date) : g_strdup (day);
  _work_signing_tell (self->plan->problems,
                      _ ("The agreement is with its signatories since %s: stop that before it is "
                         "sent anew."),
                      shown);
  return TRUE;
}

/* What the provider would refuse only when it is sent; what is a problem already is not told twice.
 */
static void
check_order (const Checking *self)
{
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (SignOrder) order = sign_order_new ("", "", nothing);
  g_autoptr (GError) error = NULL;

  if (self->setup->provider == NULL || self->plan->problems->len > 0)
    return;
  for (guint i = 0; i < self->plan->people->len; i++)
    {
      const WorkSigningPerson *person = self->plan->people->pdata[i];
      SignPerson *signer = sign_person_new (person->given_name, person->family_name, person->email);

      signer->mobile = g_strdup (person->mobile);
      signer->method = person->method;
      g_ptr_array_add (order->signers, signer);
    }
  if (!sign_provider_check_order (self->setup->provider, order, &error))
    _work_signing_tell (self->plan->problems, "%s", error->message);
}

static void
check_setup (const Checking *self)
{
  g_autofree char *problem = _work_signing_setup_problem (self->setup);

  if (problem != NULL)
    _work_signing_tell (self->plan->problems, "%s", problem);
}

/* ---- all of it ---- */

static void
name_plan (const Checking *self)
{
  WorkSigningPlan *plan = self->plan;
  const char *class_name = _work_records_get (self->records, MODEL_ROLE_CLASS_GROUP, "name");
  ModelRecord *student = self->records->roles[MODEL_ROLE_STUDENT];

  plan->number = g_strdup (model_record_get_or_empty (self->agreement, "number"));
  plan->student = student != NULL ? model_person_name (student) : g_strdup ("");
  plan->class_name = g_strdup (class_name != NULL ? class_name : "");
}

static gboolean
check (Checking *self, GError **error)
{
  WorkSigningPlan *plan = self->plan;

  name_plan (self);
  check_setup (self);
  check_state (self);
  if (!check_requests (self, error))
    return FALSE;
  if (!plan->is_unfinished)
    {
      g_ptr_array_unref (plan->people);
      plan->people = _work_signing_people (self->signatories, self->setup, plan);
      check_guardian (self);
      check_order (self);
      check_paper (self);
      check_sheet (self);
      check_dates (self);
      _work_signing_check_document (self->connection, self->setup, self->templates, self->agreement,
                                    self->records, plan);
    }
  plan->can_be_sent = plan->problems->len == 0;
  if (self->setup->provider != NULL)
    plan->n_calls = sign_provider_count_calls (self->setup->provider, plan->people->len);
  return TRUE;
}

/**
 * _work_signing_plan_load:
 * @connection: a connection
 * @agreement_id: an agreement
 * @setup: how the school signs
 * @templates: (element-type gint64 WorkTemplate): those read so far
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full): what sending it would do, or %NULL
 */
WorkSigningPlan *
_work_signing_plan_load (StoreConnection *connection,
                         gint64 agreement_id,
                         const WorkSigningSetup *setup,
                         GHashTable *templates,
                         GError **error)
{
  g_autofree char *today = base_date_today_iso ();
  g_autoptr (ModelRecord) agreement =
      store_load (connection, MODEL_ENTITY_AGREEMENT, agreement_id, error);
  g_autoptr (WorkSigningPlan) plan = plan_new (agreement_id);
  g_autoptr (WorkRecords) records = NULL;
  g_autoptr (GPtrArray) signatories = NULL;
  Checking self = { connection, setup, templates, agreement, NULL, NULL, plan };

  if (agreement == NULL)
    return NULL;
  plan->placement_id = model_record_get_int (agreement, "placement_id");
  records = _work_records_load (connection, plan->placement_id, agreement, today, error);
  if (records == NULL)
    return NULL;
  signatories =
      store_find_by_id (connection, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement_id, error);
  if (signatories == NULL)
    return NULL;
  for (guint i = 0; i < signatories->len; i++)
    _work_signatory_complete (signatories->pdata[i], records);
  self.records = records;
  self.signatories = signatories;
  return check (&self, error) ? g_steal_pointer (&plan) : NULL;
}

static gpointer
read_plans (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const GArray *ids = data;
  g_autoptr (GPtrArray) plans =
      g_ptr_array_new_with_free_func ((GDestroyNotify) work_signing_plan_free);
  g_autoptr (GHashTable) templates =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, _work_template_free);
  g_autoptr (WorkSigningSetup) setup = _work_signing_setup_load (connection, error);

  if (setup == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      WorkSigningPlan *plan;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      plan = _work_signing_plan_load (connection, g_array_index (ids, gint64, i), setup, templates,
                                      error);
      if (plan == NULL)
        return NULL;
      g_ptr_array_add (plans, plan);
    }
  return g_steal_pointer (&plans);
}

/**
 * work_query_signing_plans_new:
 * @agreement_ids: (array length=n_ids): agreements
 * @n_ids: how many
 *
 * Checks everything before anything leaves; nothing is changed.
 *
 * Returns: (transfer full): a query for the #GPtrArray of #WorkSigningPlan, one for each
 */
WorkQuery *
work_query_signing_plans_new (const gint64 *agreement_ids, guint n_ids)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (n_ids > 0)
    g_array_append_vals (ids, agreement_ids, n_ids);
  return _work_query_new (read_plans, ids, (GDestroyNotify) g_array_unref,
                          (GDestroyNotify) g_ptr_array_unref);
}

/* ---- how long it takes ---- */

/* Full windows that go by before the last call may leave. */
static guint
wait_for (guint n_calls, guint limit, guint seconds)
{
  return limit > 0 && n_calls > 0 ? (n_calls - 1) / limit * seconds : 0;
}

/**
 * work_signing_estimate_seconds:
 * @setup: how the school signs
 * @plans: (element-type WorkSigningPlan): what is to be sent
 *
 * Returns: how long the provider's limits make it last, 0 when they do not matter
 */
guint
work_signing_estimate_seconds (const WorkSigningSetup *setup, GPtrArray *plans)
{
  guint n_calls = 0;

  for (guint i = 0; i < plans->len; i++)
    {
      const WorkSigningPlan *plan = plans->pdata[i];

      n_calls += plan->can_be_sent ? plan->n_calls : 0;
    }
  if (setup->environment == NULL)
    return 0;
  return MAX (wait_for (n_calls, setup->environment->per_minute, 60),
              wait_for (n_calls, setup->environment->per_hour, 3600));
}

/**
 * work_signing_estimate_text:
 * @seconds: how long
 *
 * Returns: (transfer full): the same for a person: "about 12 minutes"
 */
char *
work_signing_estimate_text (guint seconds)
{
  guint minutes = (seconds + 59) / 60;

  if (minutes < 90)
    return g_strdup_printf (ngettext ("about %u minute", "about %u minutes", minutes), minutes);
  return g_strdup_printf (ngettext ("about %u hour", "about %u hours", (minutes + 30) / 60),
                          (minutes + 30) / 60);
}
