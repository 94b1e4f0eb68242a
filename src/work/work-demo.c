/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-demo.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "base-date.h"
#include "work-create-private.h"
#include "work-error.h"
#include "work-import.h"

/* Each list refers to those before it only. */
static const struct
{
  const char *resource;
  WorkImportKind kind;
} lists[] = {
  { "demo/teachers.csv", WORK_IMPORT_TEACHERS },     { "demo/students.csv", WORK_IMPORT_STUDENTS },
  { "demo/companies.csv", WORK_IMPORT_COMPANIES },   { "demo/periods.csv", WORK_IMPORT_PERIODS },
  { "demo/placements.csv", WORK_IMPORT_PLACEMENTS },
};

/* ---- a new school ---- */

static gboolean
add_year (WorkCreate *create, GError **error)
{
  g_autoptr (ModelRecord) year = model_record_new (MODEL_ENTITY_SCHOOL_YEAR);
  g_autofree char *today = base_date_today_iso ();
  g_autofree char *name = NULL;
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  GDate date;

  base_date_parse_iso (today, &date);
  name = base_date_school_year (&date);
  start = g_strdup_printf ("%.4s-09-01", name);
  end = g_strdup_printf ("%.4s-08-31", name + 5);
  model_record_set_canonical (year, "name", name);
  model_record_set_canonical (year, "start", start);
  model_record_set_canonical (year, "end", end);
  return store_save (create->connection, year, create->operation, NULL, error);
}

static gboolean
fill_new (WorkCreate *create, GError **error)
{
  g_autoptr (ModelRecord) school = model_record_new (MODEL_ENTITY_SCHOOL);

  model_record_set_canonical (school, "name", _ ("My school"));
  return store_save (create->connection, school, create->operation, NULL, error)
         && add_year (create, error) && _work_create_frame (create, error);
}

/**
 * work_new_create:
 * @path: path of the new database
 * @error: return location for a #StoreError; %STORE_ERROR_EXISTS when there is a file already
 *
 * Makes a database for a school to begin with: this school year, the usual steps, our templates.
 * For worker threads and the command line.
 *
 * Returns: whether it is there, whole
 */
gboolean
work_new_create (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, FALSE);

  return _work_create (path, "school.create", fill_new, NULL, error);
}

/* ---- the demo school ---- */

static void
set_member (JsonObject *object, const char *key, JsonNode *node, gpointer data)
{
  ModelRecord **records = data;
  const ModelField *field = model_field_find (key);
  g_autoptr (GError) error = NULL;

  if (field == NULL
      || !model_record_set (records[model_field_entity (field)], model_field_column (field),
                            json_node_get_string (node), &error))
    g_error ("%s: %s", key, error != NULL ? error->message : "no such field");
}

/* (transfer full): name of the school year */
static char *
add_school (WorkCreate *create, GError **error)
{
  g_autoptr (GBytes) bytes = _work_create_resource ("demo/school.json");
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  g_autoptr (ModelRecord) school = model_record_new (MODEL_ENTITY_SCHOOL);
  g_autoptr (ModelRecord) year = model_record_new (MODEL_ENTITY_SCHOOL_YEAR);
  ModelRecord *records[MODEL_N_ENTITIES] = { NULL };

  records[MODEL_ENTITY_SCHOOL] = school;
  records[MODEL_ENTITY_SCHOOL_YEAR] = year;
  json_object_foreach_member (json_node_get_object (root), set_member, records);
  if (!store_save (create->connection, school, create->operation, NULL, error)
      || !store_save (create->connection, year, create->operation, NULL, error))
    return NULL;
  return g_strdup (model_record_get (year, "name"));
}

static gboolean
import_list (WorkCreate *create, guint n, const char *year, GError **error)
{
  g_autoptr (GBytes) bytes = _work_create_resource (lists[n].resource);
  g_autoptr (WorkImportReport) report =
      work_import_bytes (create->connection, lists[n].resource, bytes, lists[n].kind, year, FALSE,
                         create->operation, create->cancellable, error);
  const WorkImportProblem *problem;

  if (report == NULL)
    return FALSE;
  if (report->committed)
    return TRUE;
  problem = report->problems->len > 0 ? g_ptr_array_index (report->problems, 0) : NULL;
  g_set_error (error, WORK_ERROR, WORK_ERROR_PARTIAL, "%s:%u: %s: %s", lists[n].resource,
               problem != NULL ? problem->line : 0, problem != NULL ? problem->column : "",
               problem != NULL ? problem->text : "");
  return FALSE;
}

static gboolean
fill_demo (WorkCreate *create, GError **error)
{
  g_autofree char *year = add_school (create, error);

  if (year == NULL || !_work_create_frame (create, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      if (g_cancellable_set_error_if_cancelled (create->cancellable, error))
        return FALSE;
      if (!import_list (create, i, year, error))
        return FALSE;
    }
  return _work_demo_add_searches (create, error) && _work_demo_add_agreements (create, error)
         && _work_demo_add_notes (create, error);
}

/**
 * work_demo_create:
 * @path: path of the new database
 * @cancellable: (nullable): what stops it; nothing is left then
 * @error: return location for a #StoreError; %STORE_ERROR_EXISTS when there is a file already
 *
 * Makes a database with an invented school to show and to try: the same each time. For worker
 * threads and the command line.
 *
 * Returns: whether it is there, whole
 */
gboolean
work_demo_create (const char *path, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL, FALSE);

  return _work_create (path, "demo.create", fill_demo, cancellable, error);
}
