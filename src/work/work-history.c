/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-school.h"

#include <glib/gi18n-lib.h>

#include "work-school-private.h"

/* How deep undoing an undo of an undo… is followed. */
#define MAX_UNDO_CHAIN 1000

typedef struct
{
  gint64 search_id;
  gint64 placement_id;
  gint64 agreement_id;
} Wanted;

static void
item_free (gpointer data)
{
  WorkHistoryItem *item = data;

  g_free (item->at);
  g_free (item->author);
  g_free (item->summary);
  g_free (item);
}

static gboolean
add_lines_of (StoreConnection *connection,
              GPtrArray *lines,
              ModelEntity entity,
              gint64 id,
              GError **error)
{
  g_autoptr (GPtrArray) found = NULL;

  if (id == 0)
    return TRUE;
  found = store_history_of (connection, entity, id, error);
  if (found == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (lines, g_steal_pointer (&found));
  return TRUE;
}

/* The rows that hang from one that is wanted: interviews of a search, documents of an agreement. */
static gboolean
add_lines_under (StoreConnection *connection,
                 GPtrArray *lines,
                 ModelEntity entity,
                 const char *column,
                 gint64 id,
                 GError **error)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (GPtrArray) records = NULL;

  if (id == 0)
    return TRUE;
  records = store_find (connection, entity, column, value, error);
  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (!add_lines_of (connection, lines, entity,
                       model_record_get_id (g_ptr_array_index (records, i)), error))
      return FALSE;
  return TRUE;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const StoreHistoryLine *first = *(StoreHistoryLine *const *) a;
  const StoreHistoryLine *second = *(StoreHistoryLine *const *) b;

  return (second->id > first->id) - (second->id < first->id);
}

/* @undone_by: operation → the last one that undoes it. Undoing touches the rows that the operation
 * touched, so that its lines are all here. */
static gboolean
is_undone (GHashTable *undone_by, const char *operation_id)
{
  gboolean undone = FALSE;
  const char *by = g_hash_table_lookup (undone_by, operation_id);

  for (guint depth = 0; by != NULL && depth < MAX_UNDO_CHAIN; depth++)
    {
      undone = !undone;
      by = g_hash_table_lookup (undone_by, by);
    }
  return undone;
}

static char *
describe (const WorkHistoryWords *words, GHashTable *lines_undo, const StoreHistoryLine *line)
{
  g_autofree char *text = _work_history_describe (words, line);

  if (line->undoes == NULL)
    return g_steal_pointer (&text);
  if (g_hash_table_contains (lines_undo, line->undoes))
    /* Translators: what was done again. */
    return g_strdup_printf (_ ("Redo · %s"), text);
  /* Translators: what was taken back. */
  return g_strdup_printf (_ ("Undo · %s"), text);
}

/* @lines: newest first */
static GPtrArray *
make_items (const WorkHistoryWords *words, GPtrArray *lines)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (item_free);
  g_autoptr (GHashTable) undone_by = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) undoing = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < lines->len; i++)
    {
      const StoreHistoryLine *line = g_ptr_array_index (lines, i);

      if (line->undoes == NULL)
        continue;
      g_hash_table_add (undoing, line->operation_id);
      if (!g_hash_table_contains (undone_by, line->undoes))
        g_hash_table_insert (undone_by, line->undoes, line->operation_id);
    }
  for (guint i = 0; i < lines->len; i++)
    {
      const StoreHistoryLine *line = g_ptr_array_index (lines, i);
      WorkHistoryItem *item = g_new0 (WorkHistoryItem, 1);

      item->at = g_strdup (line->at);
      item->author = g_strdup (line->author);
      item->summary = describe (words, undoing, line);
      item->undone = is_undone (undone_by, line->operation_id);
      g_ptr_array_add (items, item);
    }
  return items;
}

static gpointer
history_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wanted *wanted = data;
  g_autoptr (GPtrArray) lines =
      g_ptr_array_new_with_free_func ((GDestroyNotify) store_history_line_free);
  g_autoptr (GPtrArray) steps = _work_steps_load (connection, error);
  WorkHistoryWords words = { connection, steps };

  if (steps == NULL
      || !add_lines_of (connection, lines, MODEL_ENTITY_SEARCH, wanted->search_id, error)
      || !add_lines_of (connection, lines, MODEL_ENTITY_PLACEMENT, wanted->placement_id, error)
      || !add_lines_of (connection, lines, MODEL_ENTITY_AGREEMENT, wanted->agreement_id, error)
      || !add_lines_under (connection, lines, MODEL_ENTITY_INTERVIEW, "search_id",
                           wanted->search_id, error)
      || !add_lines_under (connection, lines, MODEL_ENTITY_DOCUMENT, "agreement_id",
                           wanted->agreement_id, error))
    return NULL;
  g_ptr_array_sort (lines, compare_lines);
  return make_items (&words, lines);
}

/**
 * work_school_load_history_async:
 * @self: a school
 * @search_id: a search, or 0
 * @placement_id: a placement sheet, or 0
 * @agreement_id: an agreement, or 0
 * @cancellable: (nullable): what stops it
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Reads what happened to these, to the interviews of the search and to the documents of the
 * agreement.
 */
void
work_school_load_history_async (WorkSchool *self,
                                gint64 search_id,
                                gint64 placement_id,
                                gint64 agreement_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Wanted *wanted;

  g_return_if_fail (WORK_IS_SCHOOL (self));

  wanted = g_new (Wanted, 1);
  wanted->search_id = search_id;
  wanted->placement_id = placement_id;
  wanted->agreement_id = agreement_id;
  _work_school_run_async (self, work_school_load_history_async, history_func, wanted, g_free,
                          (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * work_school_load_history_finish:
 * @self: a school
 * @result: of work_school_load_history_async()
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full) (element-type WorkHistoryItem): what happened, newest first; or %NULL
 */
GPtrArray *
work_school_load_history_finish (WorkSchool *self, GAsyncResult *result, GError **error)
{
  return _work_school_run_finish (self, work_school_load_history_async, result, error);
}
