/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-template-choice-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "store-settings.h"
#include "work-agreement-private.h"
#include "work-error.h"
#include "work-values-private.h"

/* Who chooses the template of an agreement, the nearest first. */
static const ModelRoleId choosers[] = { MODEL_ROLE_PLACEMENT, MODEL_ROLE_PERIOD,
                                        MODEL_ROLE_CLASS_GROUP };

/* (nullable): the template of a kind that is used by default, else the first one */
static ModelRecord *
find_default (GPtrArray *templates, const char *kind)
{
  ModelRecord *found = NULL;

  for (guint i = 0; i < templates->len; i++)
    {
      ModelRecord *record = g_ptr_array_index (templates, i);

      if (g_strcmp0 (model_record_get (record, "kind"), kind) == 0
          && (found == NULL
              || (model_record_get_int (record, "is_default") != 0
                  && model_record_get_int (found, "is_default") == 0)))
        found = record;
    }
  return found;
}

static ModelRecord *
find_id (GPtrArray *templates, gint64 id)
{
  for (guint i = 0; i < templates->len; i++)
    if (model_record_get_id (templates->pdata[i]) == id)
      return templates->pdata[i];
  return NULL;
}

static gint64
chosen_by_records (const WorkRecords *records)
{
  for (guint i = 0; i < G_N_ELEMENTS (choosers); i++)
    {
      ModelRecord *record = records->roles[choosers[i]];
      gint64 id = record != NULL ? model_record_get_int (record, "template_id") : 0;

      if (id != 0)
        return id;
    }
  return 0;
}

static gint64
chosen_by_kind (StoreConnection *connection, const WorkRecords *records, GError **error)
{
  g_autoptr (ModelSettings) settings = store_settings_load (connection, error);
  const char *kind = _work_records_get (records, MODEL_ROLE_PERIOD, "kind");
  g_autofree char *name =
      model_kind_setting (kind != NULL ? kind : model_kind_keys ()[0], "template");
  const char *value = settings != NULL ? model_settings_get (settings, name) : NULL;

  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;
}

static gboolean
is_amendment (StoreConnection *connection, gint64 placement_id)
{
  g_autoptr (ModelRecord) agreement = NULL;

  return _work_agreement_find_living (connection, placement_id, &agreement, NULL)
         && agreement != NULL && model_record_get_int (agreement, "amends_id") != 0;
}

/**
 * _work_template_of:
 * @connection: a connection
 * @placement_id: a placement sheet
 * @error: return location; %WORK_ERROR_NOT_FOUND when the school has no template
 *
 * The template of an agreement is the one that its sheet names, else its period, its class, its
 * kind, else the school's default one. An amendment takes the template for amendments, when there
 * is one. What names a template that is gone names none.
 *
 * Returns: (transfer full): the template, or %NULL
 */
ModelRecord *
_work_template_of (StoreConnection *connection, gint64 placement_id, GError **error)
{
  g_autofree char *today = base_date_today_iso ();
  g_autoptr (GPtrArray) templates = store_load_all (connection, MODEL_ENTITY_TEMPLATE, error);
  g_autoptr (WorkRecords) records = NULL;
  g_autoptr (GError) local = NULL;
  ModelRecord *found = NULL;
  gint64 id;

  if (templates == NULL)
    return NULL;
  if (is_amendment (connection, placement_id))
    found = find_default (templates, "amendment");
  records = _work_records_load (connection, placement_id, NULL, today, error);
  if (records == NULL)
    return NULL;
  id = chosen_by_records (records);
  if (id == 0)
    id = chosen_by_kind (connection, records, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (found == NULL)
    found = find_id (templates, id);
  if (found == NULL)
    found = find_default (templates, "agreement");
  if (found != NULL)
    return g_object_ref (found);
  g_set_error_literal (error, WORK_ERROR, WORK_ERROR_NOT_FOUND,
                       _ ("The school has no template for agreements. Choose a Word file."));
  return NULL;
}
