/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-counts.h"

typedef struct
{
  gint64 class_group_id;
  gint64 period_id;
  AppCount count;
} AppPlace;

struct _AppCounts
{
  guint todos[MODEL_N_TODOS];
  GHashTable *places; /* AppPlace → itself */
};

static guint
place_hash (gconstpointer data)
{
  const AppPlace *place = data;

  return g_int64_hash (&place->class_group_id) * 31 + g_int64_hash (&place->period_id);
}

static gboolean
place_equal (gconstpointer a, gconstpointer b)
{
  const AppPlace *first = a, *second = b;

  return first->class_group_id == second->class_group_id && first->period_id == second->period_id;
}

static void
add_to_count (AppCount *count, ModelLine *line)
{
  if (line->rank == 0)
    {
      count->students++;
      if (line->search_state == MODEL_SEARCH_VALIDATED)
        count->placed++;
    }
  if (!line->cancelled && model_line_is_signed (line))
    count->signed_by_all++;
}

static void
add_to_place (AppCounts *counts, ModelLine *line, gint64 class_group_id, gint64 period_id)
{
  AppPlace key = { class_group_id, period_id, { 0 } };
  AppPlace *place = g_hash_table_lookup (counts->places, &key);

  if (place == NULL)
    {
      place = g_new0 (AppPlace, 1);
      place->class_group_id = class_group_id;
      place->period_id = period_id;
      g_hash_table_add (counts->places, place);
    }
  add_to_count (&place->count, line);
}

/**
 * app_counts_new:
 * @lines: (element-type ModelLine): every line of the year
 * @today: ISO day
 *
 * Counts all that the sidebar shows in one walk.
 *
 * Returns: (transfer full): the counts
 */
AppCounts *
app_counts_new (GPtrArray *lines, const char *today)
{
  AppCounts *counts = g_new0 (AppCounts, 1);

  counts->places = g_hash_table_new_full (place_hash, place_equal, g_free, NULL);
  for (guint i = 0; i < lines->len; i++)
    {
      ModelLine *line = g_ptr_array_index (lines, i);
      guint wanted = model_line_todos (line, today);

      for (guint todo = 0; todo < MODEL_N_TODOS; todo++)
        if ((wanted & MODEL_TODO_BIT (todo)) != 0)
          counts->todos[todo]++;
      add_to_place (counts, line, 0, 0);
      add_to_place (counts, line, line->class_group_id, 0);
      add_to_place (counts, line, line->class_group_id, line->period_id);
    }
  return counts;
}

/**
 * app_counts_of_lines:
 * @lines: (element-type ModelLine): some lines
 *
 * Returns: how far they are, taken together
 */
AppCount
app_counts_of_lines (GPtrArray *lines)
{
  AppCount count = { 0 };

  for (guint i = 0; i < lines->len; i++)
    add_to_count (&count, g_ptr_array_index (lines, i));
  return count;
}

/**
 * app_counts_free:
 * @counts: (transfer full): counts
 *
 * Frees them.
 */
void
app_counts_free (AppCounts *counts)
{
  g_hash_table_unref (counts->places);
  g_free (counts);
}

/**
 * app_counts_of_todo:
 * @counts: counts
 * @todo: a to-do list
 *
 * Returns: how many lines are in it
 */
guint
app_counts_of_todo (AppCounts *counts, ModelTodo todo)
{
  g_return_val_if_fail ((guint) todo < MODEL_N_TODOS, 0);
  return counts->todos[todo];
}

/**
 * app_counts_of_place:
 * @counts: counts
 * @class_group_id: a class, or 0 for all of them
 * @period_id: one of its periods, or 0 for all of them
 *
 * Returns: its figures, zero for a place without lines
 */
AppCount
app_counts_of_place (AppCounts *counts, gint64 class_group_id, gint64 period_id)
{
  AppPlace key = { class_group_id, period_id, { 0 } };
  AppPlace *place = g_hash_table_lookup (counts->places, &key);
  AppCount none = { 0 };

  return place != NULL ? place->count : none;
}
