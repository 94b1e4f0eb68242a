/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "work-template-needs.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "model-person.h"
#include "store-settings.h"
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
  g_free (needs->missing);
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
 * what everybody has. A place for a signature or a stamp is part of the paper, one for a logo only
 * adorns it. */
static gboolean
is_expected (const ModelMergeName *name, const char *const *mandatory)
{
  const ModelField *field = name != NULL ? name->field : NULL;

  if (field == NULL || name->role == MODEL_ROLE_GUARDIAN2)
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
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < report->missing->len; i++)
    {
      const ModelMergeName *name = _work_template_find (template, report->missing->pdata[i]);

      if (is_expected (name, (const char *const *) mandatory)
          && g_hash_table_add (seen, (gpointer) name))
        g_ptr_array_add (labels, g_strdup_printf ("%s (%s)", _ (name->field->label),
                                                  _ (model_role_info (name->role)->label)));
    }
  needs->missing = join (labels);
  needs->unknown = join (report->unknown);
  return needs;
}

/* ---- many sheets ---- */

static const WorkTemplate *
find_template (StoreConnection *connection,
               gint64 placement_id,
               GHashTable *templates,
               GError **error)
{
  g_autoptr (ModelRecord) record = _work_template_of (connection, placement_id, error);
  gint64 id = record != NULL ? model_record_get_id (record) : 0;
  WorkTemplate *template = g_hash_table_lookup (templates, &id);

  if (record == NULL || template != NULL)
    return template;
  template = _work_template_new (record, error);
  if (template != NULL)
    g_hash_table_insert (templates, g_memdup2 (&id, sizeof id), template);
  return template;
}

static WorkNeeds *
look_at (StoreConnection *connection, gint64 placement_id, GHashTable *templates, GError **error)
{
  const WorkTemplate *template = find_template (connection, placement_id, templates, error);
  g_autofree char *today = base_date_today_iso ();
  g_autoptr (WorkRecords) records =
      template != NULL ? _work_records_load (connection, placement_id, NULL, today, error) : NULL;
  g_autoptr (WorkValues) values = records != NULL ? _work_values_new (records) : NULL;
  g_autoptr (MergeReport) report = merge_report_new ();
  g_autoptr (GBytes) bytes = NULL;
  MergeSource source;
  WorkNeeds *needs;

  if (values == NULL)
    return NULL;
  source = work_values_source (values);
  bytes = _work_template_merge (template, &source, MERGE_MISSING_BLANK, report, error);
  if (bytes == NULL)
    return NULL;
  needs = _work_template_needs (connection, template, records, report);
  needs->placement_id = placement_id;
  needs->student = g_strdup_printf ("%s %s", work_values_get (values, "NOM"),
                                    work_values_get (values, "PRENOM"));
  return needs;
}

static gpointer
read_needs (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const GArray *ids = data;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (needs_free);
  g_autoptr (GHashTable) templates =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, _work_template_free);

  for (guint i = 0; i < ids->len; i++)
    {
      WorkNeeds *needs = look_at (connection, g_array_index (ids, gint64, i), templates, error);

      if (needs == NULL)
        return NULL;
      if (*needs->missing != '\0' || *needs->unknown != '\0')
        g_ptr_array_add (all, needs);
      else
        work_needs_free (needs);
    }
  return g_steal_pointer (&all);
}

/**
 * work_query_needs_new:
 * @placement_ids: (array length=n_ids): placement sheets
 * @n_ids: how many
 *
 * The check before agreements are made: each document is merged and thrown away, which says what
 * its template asks for and the sheet has not.
 *
 * Returns: (transfer full): a query for the #GPtrArray of #WorkNeeds of those that lack something
 */
WorkQuery *
work_query_needs_new (const gint64 *placement_ids, guint n_ids)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (n_ids > 0)
    g_array_append_vals (ids, placement_ids, n_ids);
  return _work_query_new (read_needs, ids, (GDestroyNotify) g_array_unref,
                          (GDestroyNotify) g_ptr_array_unref);
}
