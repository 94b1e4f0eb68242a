/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-private.h"

#include <glib/gi18n-lib.h>

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
  g_autoptr (WorkNeeds) needs = NULL;
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
  if (template == NULL)
    return;
  needs = _work_template_needs (connection, template, records, report);
  /* Translators: fields of records, each with whose it is, separated by commas */
  if (*needs->missing != '\0')
    _work_signing_tell (plan->warnings, _ ("The document has no value for: %s."), needs->missing);
  /* Translators: names of merge fields, separated by commas */
  if (*needs->unknown != '\0')
    _work_signing_tell (plan->warnings, _ ("The template asks for what nobody knows: %s."),
                        needs->unknown);
}
