/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "work-template-preview.h"

#include "base-date.h"
#include "base-text.h"
#include "model-value.h"
#include "store-record.h"
#include "work-inspection-private.h"
#include "work-pdf-private.h"
#include "work-preview-private.h"
#include "work-query-private.h"
#include "work-sheet.h"
#include "work-template-use-private.h"

/* ---- who there is to look at it with ---- */

static void
pick_free (gpointer data)
{
  WorkPick *pick = data;

  g_free (pick->title);
  g_free (pick->subtitle);
  g_free (pick->key);
  g_free (pick);
}

/* (transfer full): id → row of an entity */
static GHashTable *
load_by_id (StoreConnection *connection, ModelEntity entity, GError **error)
{
  g_autoptr (GPtrArray) records = store_load_all (connection, entity, error);
  GHashTable *by_id;

  if (records == NULL)
    return NULL;
  by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  for (guint i = 0; i < records->len; i++)
    {
      gint64 id = model_record_get_id (records->pdata[i]);

      g_hash_table_insert (by_id, g_memdup2 (&id, sizeof id), g_object_ref (records->pdata[i]));
    }
  return by_id;
}

static ModelRecord *
follow (GHashTable *by_id, ModelRecord *from, const char *column)
{
  gint64 id = from != NULL ? model_record_get_int (from, column) : 0;

  return g_hash_table_lookup (by_id, &id);
}

static const char *
get (ModelRecord *record, const char *column)
{
  return record != NULL ? model_record_get_or_empty (record, column) : "";
}

typedef struct
{
  GHashTable *searches;
  GHashTable *students;
  GHashTable *periods;
  GHashTable *companies;
} Around;

static WorkPick *
pick_new (const Around *around, ModelRecord *placement)
{
  ModelRecord *search = follow (around->searches, placement, "search_id");
  ModelRecord *student = follow (around->students, search, "student_id");
  ModelRecord *period = follow (around->periods, search, "period_id");
  ModelRecord *company = follow (around->companies, placement, "company_id");
  WorkPick *pick = g_new0 (WorkPick, 1);
  g_autofree char *words = NULL, *upper = base_text_upper (get (student, "family_name"));

  pick->id = model_record_get_id (placement);
  pick->title = g_strdup_printf ("%s %s", upper, get (student, "given_name"));
  pick->subtitle = g_strdup_printf ("%s%s%s", get (period, "name"), company != NULL ? " · " : "",
                                    get (company, "name"));
  words = g_strjoin (" ", pick->title, pick->subtitle, NULL);
  pick->key = base_text_fold (words);
  return pick;
}

static int
compare_picks (gconstpointer a, gconstpointer b)
{
  const WorkPick *first = *(const WorkPick *const *) a, *second = *(const WorkPick *const *) b;

  return g_strcmp0 (first->key, second->key);
}

static gpointer
read_students (StoreConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GPtrArray) placements = store_load_all (connection, MODEL_ENTITY_PLACEMENT, error);
  g_autoptr (GHashTable) searches =
      placements != NULL ? load_by_id (connection, MODEL_ENTITY_SEARCH, error) : NULL;
  g_autoptr (GHashTable) students =
      searches != NULL ? load_by_id (connection, MODEL_ENTITY_STUDENT, error) : NULL;
  g_autoptr (GHashTable) periods =
      students != NULL ? load_by_id (connection, MODEL_ENTITY_PERIOD, error) : NULL;
  g_autoptr (GHashTable) companies =
      periods != NULL ? load_by_id (connection, MODEL_ENTITY_COMPANY, error) : NULL;
  const Around around = { searches, students, periods, companies };
  GPtrArray *picks;

  if (companies == NULL)
    return NULL;
  picks = g_ptr_array_new_with_free_func (pick_free);
  for (guint i = 0; i < placements->len; i++)
    g_ptr_array_add (picks, pick_new (&around, placements->pdata[i]));
  g_ptr_array_sort (picks, compare_picks);
  return picks;
}

/**
 * work_query_template_students_new:
 *
 * Returns: (transfer full): a query for the #GPtrArray of #WorkPick of all sheets by the names of
 *   their students, whom a template can be looked at with
 */
WorkQuery *
work_query_template_students_new (void)
{
  return _work_query_new (read_students, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
}

/* ---- its pages ---- */

static gpointer
make_pages (gpointer data, GCancellable *cancellable, GError **error)
{
  const WorkLook *look = data;
  const char *name = model_record_get (look->template, "file_name");
  const MergeSource source = work_values_source (look->values);
  g_autofree char *cache = _work_paper_cache_folder ();
  const PaperOptions options = { .format = PAPER_FORMAT_PDF, .cache_folder = cache };
  g_autoptr (WorkTemplate) template = _work_template_new (look->template, error);
  g_autoptr (GBytes) document = NULL;
  GBytes *pdf = NULL;

  /* What is empty is to be seen. */
  if (template != NULL)
    document = _work_template_merge (template, &source, MERGE_MISSING_MARK, NULL, error);
  if (document != NULL)
    pdf = paper_convert_one (name, document, &options, cancellable, error);
  return pdf != NULL ? _work_preview_new (name, pdf, FALSE) : NULL;
}

/**
 * work_query_template_preview_new:
 * @template_id: a template of the school
 * @placement_id: the sheet that values are taken from; 0 for an invented student
 *
 * Makes the pages that an agreement would have, and no agreement. What is empty is marked.
 *
 * Returns: (transfer full): a query for the #WorkPreview
 */
WorkQuery *
work_query_template_preview_new (gint64 template_id, gint64 placement_id)
{
  return _work_query_new_look (template_id, placement_id, make_pages,
                               (GDestroyNotify) work_preview_free);
}
