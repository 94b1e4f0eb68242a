/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "work-template-needs.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "merge-error.h"
#include "model-person.h"
#include "store-error.h"
#include "store-settings.h"
#include "work-agreement-private.h"
#include "work-error.h"
#include "work-query-private.h"
#include "work-template-choice-private.h"
#include "work-template-use-private.h"
#include "work-values-private.h"

/**
 * work_needs_free:
 * @needs: (nullable) (transfer full): what a document lacks
 */
void
work_needs_free (WorkNeeds *needs)
{
  if (needs == NULL)
    return;
  g_free (needs->student);
  g_free (needs->template_name);
  g_free (needs->missing);
  g_free (needs->of_sheet);
  g_free (needs->of_school);
  g_free (needs->unknown);
  g_free (needs);
}

static void
needs_free (gpointer data)
{
  work_needs_free (data);
}

/* ---- what of a template is asked ---- */

/* (transfer full) (nullable): what a sheet of this kind cannot go without, as "placement.start" */
static char **
load_mandatory (StoreConnection *connection, const WorkRecords *records)
{
  g_autoptr (ModelSettings) settings = store_settings_load (connection, NULL);

  return settings != NULL ? model_kind_mandatory (
             settings, _work_records_get (records, MODEL_ROLE_PERIOD, "kind"))
                          : NULL;
}

/* Much of a template is empty in most agreements: a second guardian, Saturdays. Asked for is only
 * what everybody has, and not what comes with the agreement itself: its number. Whoever is of age
 * needs no guardian. A place for a signature or a stamp is part of the paper, one for a logo only
 * adorns it. */
static gboolean
is_expected (const ModelMergeName *name, const char *const *mandatory, const WorkRecords *records)
{
  const ModelField *field = name != NULL ? name->field : NULL;

  if (field == NULL || name->role == MODEL_ROLE_GUARDIAN2 || name->role == MODEL_ROLE_AGREEMENT)
    return FALSE;
  if (name->role == MODEL_ROLE_GUARDIAN1 && _work_computed_is_adult (records))
    return FALSE;
  if (model_merge_is_picture (name))
    return !g_str_equal (field->key, "school.logo");
  return (field->flags & MODEL_FIELD_REQUIRED) != 0
         || (mandatory != NULL && g_strv_contains (mandatory, field->key))
         || g_strv_contains (model_person_expected (model_role_info (name->role)->entity),
                             model_field_column (field));
}

static char *
join (GPtrArray *texts)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", (const char *) texts->pdata[i]);
  return g_string_free (g_steal_pointer (&list), FALSE);
}

/**
 * _work_template_needs:
 * @connection: a connection
 * @template: a template
 * @records: what its document is made from
 * @report: of merging it
 *
 * Of what a template asks for only that is told which everybody has: its other fields may be empty,
 * and what it does not ask for is nobody's concern here.
 *
 * Returns: (transfer full): what the document lacks; no sheet and no student are said
 */
WorkNeeds *
_work_template_needs (StoreConnection *connection,
                      const WorkTemplate *template,
                      const WorkRecords *records,
                      const MergeReport *report)
{
  WorkNeeds *needs = g_new0 (WorkNeeds, 1);
  g_auto (GStrv) mandatory = load_mandatory (connection, records);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) of_sheet = g_ptr_array_new (), of_school = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < report->missing->len; i++)
    {
      const ModelMergeName *name = _work_template_find (template, report->missing->pdata[i]);

      if (!is_expected (name, (const char *const *) mandatory, records)
          || !g_hash_table_add (seen, (gpointer) name))
        continue;
      g_ptr_array_add (labels, g_strdup_printf ("%s (%s)", _ (name->field->label),
                                                _ (model_role_info (name->role)->label)));
      g_ptr_array_add (name->role == MODEL_ROLE_SCHOOL ? of_school : of_sheet,
                       labels->pdata[labels->len - 1]);
    }
  needs->missing = join (labels);
  needs->of_sheet = join (of_sheet);
  needs->of_school = join (of_school);
  needs->unknown = join (report->unknown);
  return needs;
}

/* ---- many sheets ---- */

/* Sheets that are looked at in one go: the database does what else is wanted of it in between, and
 * whoever stops does not wait. */
#define BATCH 16

typedef struct
{
  GArray *ids;           /* (element-type gint64) */
  GHashTable *templates; /* id → Known */
} Sheets;

/* A template, read once for all sheets that use it. */
typedef struct
{
  WorkTemplate *template;
  char *name;
} Known;

static void
known_free (gpointer data)
{
  Known *known = data;

  _work_template_free (known->template);
  g_free (known->name);
  g_free (known);
}

static Sheets *
sheets_new (void)
{
  Sheets *sheets = g_new0 (Sheets, 1);

  sheets->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  sheets->templates = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, known_free);
  return sheets;
}

static void
sheets_free (gpointer data)
{
  Sheets *sheets = data;

  g_array_unref (sheets->ids);
  g_hash_table_unref (sheets->templates);
  g_free (sheets);
}

static void
sheets_add (Sheets *sheets, const gint64 *placement_ids, guint n_ids)
{
  if (n_ids > 0)
    g_array_append_vals (sheets->ids, placement_ids, n_ids);
}

static const Known *
find_template (StoreConnection *connection,
               gint64 placement_id,
               GHashTable *templates,
               GError **error)
{
  g_autoptr (ModelRecord) record = _work_template_of (connection, placement_id, error);
  gint64 id = record != NULL ? model_record_get_id (record) : 0;
  Known *known = g_hash_table_lookup (templates, &id);
  WorkTemplate *template;

  if (record == NULL || known != NULL)
    return known;
  template = _work_template_new (record, error);
  if (template == NULL)
    return NULL;
  known = g_new0 (Known, 1);
  known->template = template;
  known->name = g_strdup (model_record_get (record, "name"));
  g_hash_table_insert (templates, g_memdup2 (&id, sizeof id), known);
  return known;
}

/* One that is frozen says what it said, whatever its sheet lacks by now; one that cannot be opened
 * is refused with its reason when it is made. */
static gboolean
is_to_be_looked_at (StoreConnection *connection,
                    gint64 placement_id,
                    gboolean *wanted,
                    GError **error)
{
  g_autoptr (ModelRecord) agreement = NULL;
  gboolean frozen = FALSE;

  if (!_work_agreement_find_living (connection, placement_id, &agreement, error))
    return FALSE;
  *wanted = agreement == NULL
            || (_work_agreement_is_frozen (connection, agreement, &frozen, NULL) && !frozen);
  return TRUE;
}

/* (transfer full) (nullable): what the document would lack; %NULL without an error when it cannot
 * be merged, which making it says of this sheet alone. */
static WorkNeeds *
look_at (StoreConnection *connection, gint64 placement_id, const Known *known, GError **error)
{
  g_autofree char *today = base_date_today_iso ();
  g_autoptr (WorkRecords) records =
      _work_records_load (connection, placement_id, NULL, today, error);
  g_autoptr (WorkValues) values = records != NULL ? _work_values_new (records) : NULL;
  g_autoptr (MergeReport) report = merge_report_new ();
  g_autoptr (GBytes) bytes = NULL;
  MergeSource source;
  WorkNeeds *needs;

  if (values == NULL)
    return NULL;
  source = work_values_source (values);
  bytes = _work_template_merge (known->template, &source, MERGE_MISSING_BLANK, report, NULL);
  if (bytes == NULL)
    return NULL;
  needs = _work_template_needs (connection, known->template, records, report);
  needs->placement_id = placement_id;
  needs->student = g_strdup_printf ("%s %s", work_values_get (values, "NOM"),
                                    work_values_get (values, "PRENOM"));
  needs->template_name = g_strdup (known->name);
  return needs;
}

/* What concerns one sheet alone, one that is not there any more or the template of a class: making
 * its agreement says so. */
static gboolean
is_of_sheet (const GError *error)
{
  return error->domain == MERGE_ERROR
         || g_error_matches (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
}

static gboolean
look_at_next (StoreConnection *connection,
              const Sheets *sheets,
              guint i,
              GPtrArray *all,
              GError **error)
{
  gint64 id = g_array_index (sheets->ids, gint64, i);
  g_autoptr (GError) local = NULL;
  const Known *known = find_template (connection, id, sheets->templates, &local);
  g_autoptr (WorkNeeds) needs = NULL;
  gboolean wanted = FALSE;

  if (known != NULL && is_to_be_looked_at (connection, id, &wanted, &local) && wanted)
    needs = look_at (connection, id, known, &local);
  if (local != NULL && !is_of_sheet (local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (needs != NULL && (*needs->missing != '\0' || *needs->unknown != '\0'))
    g_ptr_array_add (all, g_steal_pointer (&needs));
  return TRUE;
}

static gpointer
read_needs (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Sheets *sheets = data;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (needs_free);

  for (guint i = 0; i < sheets->ids->len; i++)
    if (!look_at_next (connection, sheets, i, all, error))
      return NULL;
  return g_steal_pointer (&all);
}

/**
 * work_query_needs_new:
 * @placement_ids: (array length=n_ids): placement sheets
 * @n_ids: how many
 *
 * The check before agreements are made: each document is merged and thrown away, which says what
 * its template asks for and the sheet has not. Agreements that are frozen are not looked at.
 *
 * Returns: (transfer full): a query for the #GPtrArray of #WorkNeeds of those that lack something
 */
WorkQuery *
work_query_needs_new (const gint64 *placement_ids, guint n_ids)
{
  Sheets *sheets = sheets_new ();

  sheets_add (sheets, placement_ids, n_ids);
  return _work_query_new (read_needs, sheets, sheets_free, (GDestroyNotify) g_ptr_array_unref);
}

/* ---- as a job ---- */

typedef struct
{
  WorkSchool *school;
  GArray *ids;    /* (element-type gint64): all of them */
  Sheets *sheets; /* those in hand */
} NeedsJob;

static void
needs_job_free (gpointer data)
{
  NeedsJob *self = data;

  g_object_unref (self->school);
  g_array_unref (self->ids);
  sheets_free (self->sheets);
  g_free (self);
}

static void
tell (WorkJob *job, const WorkNeeds *needs)
{
  const char *template = needs->template_name != NULL ? needs->template_name : "";
  /* Translators: names of fields: “Missing: SIRET (Company), E-mail (Tutor)”. */
  g_autofree char *of_sheet = g_strdup_printf (_ ("Missing: %s"), needs->of_sheet);
  /* Translators: the name of a template, then names of fields. */
  g_autofree char *of_school = g_strdup_printf (
      _ ("The template “%s” asks for what the school lacks: %s."), template, needs->of_school);
  /* Translators: the name of a template, then names of fields. */
  g_autofree char *unknown = g_strdup_printf (
      _ ("The template “%s” asks for what nobody knows: %s."), template, needs->unknown);

  if (*needs->of_sheet != '\0')
    work_job_add_failure (job, needs->placement_id, needs->student, of_sheet);
  if (*needs->of_school != '\0')
    work_job_add_note (job, of_school);
  if (*needs->unknown != '\0')
    work_job_add_note (job, unknown);
}

static gboolean
check_batch (WorkJob *job, NeedsJob *self, GCancellable *cancellable, GError **error)
{
  StoreQueue *queue = work_school_get_queue (self->school);
  g_autoptr (GPtrArray) all = store_queue_run (queue, read_needs, self->sheets, cancellable, error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    tell (job, all->pdata[i]);
  return all != NULL;
}

static gboolean
check_needs (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  NeedsJob *self = data;

  for (guint i = 0; i < self->ids->len; i += BATCH)
    {
      guint n = MIN (BATCH, self->ids->len - i);
      g_autofree char *message = g_strdup_printf (_ ("Sheet %u of %u"), i + 1, self->ids->len);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      work_job_set_progress (job, (double) i / self->ids->len, message);
      g_array_set_size (self->sheets->ids, 0);
      sheets_add (self->sheets, &g_array_index (self->ids, gint64, i), n);
      if (!check_batch (job, self, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * work_needs_job_new:
 * @school: a school
 * @placement_ids: (array length=n_ids): placement sheets
 * @n_ids: how many
 *
 * The same look as work_query_needs_new(), at as many sheets as one likes: a sheet that lacks what
 * its template asks for is a failure that says what, a template that asks for what nobody knows is
 * a note. It changes nothing.
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_needs_job_new (WorkSchool *school, const gint64 *placement_ids, guint n_ids)
{
  NeedsJob *self;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);

  self = g_new0 (NeedsJob, 1);
  self->school = g_object_ref (school);
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_ids > 0)
    g_array_append_vals (self->ids, placement_ids, n_ids);
  self->sheets = sheets_new ();
  return work_job_new (_ ("Checking the sheets…"), check_needs, self, needs_job_free);
}
