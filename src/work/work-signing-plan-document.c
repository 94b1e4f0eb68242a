/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-private.h"

#include <glib/gi18n-lib.h>

#include "model-person.h"
#include "store-settings.h"
#include "work-template-choice-private.h"
#include "work-template-use-private.h"

static const WorkTemplate *
find_template (StoreConnection *connection,
               gint64 placement_id,
               GHashTable *templates,
               GError **error)
{
  g_autoptr (ModelRecord) record = _work_template_of (connection, placement_id, error);
  gint64 id = record != NULL ? model_record_get_id (record) : 0;
  WorkTemplate *template;

  if (record == NULL)
    return NULL;
  template = g_hash_table_lookup (templates, &id);
  if (template != NULL)
    return template;
  template = _work_template_new (record, error);
  if (template != NULL)
    g_hash_table_insert (templates, g_memdup2 (&id, sizeof id), template);
  return template;
}

/* (transfer full) (nullable): what a sheet of this kind cannot go without, as "placement.start" */
static char **
load_mandatory (StoreConnection *connection, const WorkRecords *records)
{
  const char *kind = _work_records_get (records, MODEL_ROLE_PERIOD, "kind");
  g_autoptr (ModelSettings) settings = store_settings_load (connection, NULL);
  g_autofree char *name =
      model_kind_setting (kind != NULL ? kind : model_kind_keys ()[0], "mandatory");

  return settings != NULL ? model_settings_get_list (settings, name) : NULL;
}

/* Much of a template is empty in most agreements: a second guardian, Saturdays. Told is only what
 * everybody has. */
static gboolean
is_expected (const ModelMergeName *name, const char *const *mandatory)
{
  const ModelField *field = name != NULL ? name->field : NULL;

  if (field == NULL || name->role == MODEL_ROLE_GUARDIAN2)
    return FALSE;
  return (field->flags & MODEL_FIELD_REQUIRED) != 0
         || (mandatory != NULL && g_strv_contains (mandatory, field->key))
         || g_strv_contains (model_person_expected (model_role_info (name->role)->entity),
                             model_field_column (field));
}

static void
tell_missing (WorkSigningPlan *plan,
              const WorkTemplate *template,
              GPtrArray *names,
              const char *const *mandatory)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  for (guint i = 0; i < names->len; i++)
    {
      const ModelMergeName *name = _work_template_find (template, names->pdata[i]);

      if (is_expected (name, mandatory))
        g_ptr_array_add (labels, g_strdup_printf ("%s (%s)", _ (name->field->label),
                                                  _ (model_role_info (name->role)->label)));
    }
  if (labels->len == 0)
    return;
  g_ptr_array_add (labels, NULL);
  list = g_strjoinv (", ", (char **) labels->pdata);
  /* Translators: fields of records, each with whose it is, separated by commas */
  _work_signing_tell (plan->warnings, _ ("The document has no value for: %s."), list);
}

static void
tell_unknown (WorkSigningPlan *plan, GPtrArray *names)
{
  g_autofree char *list = NULL;

  if (names->len == 0)
    return;
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (char **) names->pdata);
  g_ptr_array_set_size (names, (int) names->len - 1);
  /* Translators: names of merge fields, separated by commas */
  _work_signing_tell (plan->warnings, _ ("The template asks for what nobody knows: %s."), list);
}

/**
 * _work_signing_check_document:
 * @connection: a connection
 * @setup: how the school signs
 * @templates: (element-type gint64 WorkTemplate): those read so far
 * @agreement: the agreement
 * @records: what it is made from
 * @plan: its problems and warnings are added to
 *
 * Merges the document and throws it away: that says whether it can be made, and which values it
 * asks for and has not.
 */
void
_work_signing_check_document (StoreConnection *connection,
                              const WorkSigningSetup *setup,
                              GHashTable *templates,
                              ModelRecord *agreement,
                              const WorkRecords *records,
                              WorkSigningPlan *plan)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeReport) report = merge_report_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (WorkValues) values = NULL;
  g_autoptr (WorkSigningAnchors) anchors = NULL;
  g_auto (GStrv) mandatory = load_mandatory (connection, records);
  MergeSource source;
  const WorkTemplate *template = find_template (connection, plan->placement_id, templates, &error);

  if (template != NULL)
    values = work_values_load (connection, plan->placement_id, agreement, records->today, &error);
  if (values != NULL && setup->provider != NULL)
    {
      anchors = _work_signing_anchors_new (values, setup->provider, plan->people);
      source = _work_signing_anchors_source (anchors);
      bytes = _work_template_merge (template, &source, MERGE_MISSING_BLANK, report, &error);
    }
  if (error != NULL)
    {
      _work_signing_tell (plan->problems, "%s", error->message);
      return;
    }
  tell_missing (plan, template, report->missing, (const char *const *) mandatory);
  tell_unknown (plan, report->unknown);
}
