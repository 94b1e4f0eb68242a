/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-school.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "store-changes.h"
#include "store-lines.h"
#include "store-messages.h"
#include "store-settings.h"
#include "store-teacher.h"
#include "work-error.h"
#include "work-retention.h"
#include "work-school-private.h"

static void
year_free (gpointer data)
{
  WorkYear *year = data;

  g_free (year->name);
  g_free (year->end);
  g_free (year);
}

static void
choice_free (gpointer data)
{
  WorkChoice *choice = data;

  g_free (choice->name);
  g_free (choice->kind);
  g_free (choice);
}

static void
period_free (gpointer data)
{
  WorkPeriod *period = data;

  g_free (period->name);
  g_free (period->start);
  g_free (period->end);
  g_free (period);
}

static void
class_free (gpointer data)
{
  WorkClass *class_group = data;

  g_free (class_group->name);
  g_ptr_array_unref (class_group->periods);
  g_free (class_group);
}

/**
 * work_overview_free:
 * @overview: (nullable) (transfer full): what was read of a school year
 */
void
work_overview_free (WorkOverview *overview)
{
  if (overview == NULL)
    return;
  g_free (overview->school_name);
  g_clear_pointer (&overview->years, g_ptr_array_unref);
  g_clear_pointer (&overview->classes, g_ptr_array_unref);
  g_clear_pointer (&overview->steps, g_ptr_array_unref);
  g_clear_pointer (&overview->lines, g_ptr_array_unref);
  g_clear_pointer (&overview->teachers, g_ptr_array_unref);
  g_clear_pointer (&overview->templates, g_ptr_array_unref);
  g_clear_pointer (&overview->settings, model_settings_unref);
  g_clear_pointer (&overview->looks, model_search_looks_unref);
  g_free (overview->undo_label);
  g_free (overview->redo_label);
  g_free (overview);
}

static int
compare_years (gconstpointer a, gconstpointer b)
{
  ModelRecord *first = *(ModelRecord *const *) a, *second = *(ModelRecord *const *) b;

  return g_strcmp0 (model_record_get (second, "start"), model_record_get (first, "start"));
}

/**
 * _work_years_load:
 * @connection: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type ModelRecord): all school years, latest first; or %NULL
 */
GPtrArray *
_work_years_load (StoreConnection *connection, GError **error)
{
  GPtrArray *years = store_load_all (connection, MODEL_ENTITY_SCHOOL_YEAR, error);

  if (years != NULL)
    g_ptr_array_sort (years, compare_years);
  return years;
}

/**
 * _work_year_of_day:
 * @years: (element-type ModelRecord): school years, as _work_years_load() gives them
 * @day: ISO day
 *
 * Returns: (transfer none) (nullable): the year that @day is in, else the latest; %NULL without any
 */
ModelRecord *
_work_year_of_day (GPtrArray *years, const char *day)
{
  for (guint i = 0; i < years->len; i++)
    {
      ModelRecord *year = g_ptr_array_index (years, i);

      if (g_strcmp0 (model_record_get (year, "start"), day) <= 0
          && g_strcmp0 (day, model_record_get (year, "end")) <= 0)
        return year;
    }
  return years->len > 0 ? g_ptr_array_index (years, 0) : NULL;
}

static gboolean
load_years (StoreConnection *connection, WorkOverview *overview, gint64 year_id, GError **error)
{
  g_autoptr (GPtrArray) years = _work_years_load (connection, error);
  g_autofree char *today = base_date_today_iso ();
  ModelRecord *chosen;

  if (years == NULL)
    return FALSE;
  chosen = year_id == 0 ? _work_year_of_day (years, today) : NULL;
  for (guint i = 0; i < years->len; i++)
    {
      ModelRecord *record = g_ptr_array_index (years, i);
      WorkYear *year = g_new0 (WorkYear, 1);

      year->id = model_record_get_id (record);
      year->name = g_strdup (model_record_get_or_empty (record, "name"));
      year->end = g_strdup (model_record_get_or_empty (record, "end"));
      year->archived =
          work_retention_of (overview->settings, year->end, today) != WORK_RETENTION_ACTIVE;
      g_ptr_array_add (overview->years, year);
      if (year->id == year_id)
        chosen = record;
    }
  if (chosen != NULL)
    overview->year_id = model_record_get_id (chosen);
  else if (year_id != 0)
    {
      g_set_error_literal (error, WORK_ERROR, WORK_ERROR_NOT_FOUND,
                           _ ("This school year is no longer in the database. Choose another."));
      return FALSE;
    }
  return TRUE;
}

static int
compare_periods (gconstpointer a, gconstpointer b)
{
  const WorkPeriod *first = *(WorkPeriod *const *) a, *second = *(WorkPeriod *const *) b;
  int order = g_strcmp0 (first->start, second->start);

  if (order == 0)
    order = (first->id > second->id) - (first->id < second->id);
  return order;
}

static WorkPeriod *
period_new (ModelRecord *record)
{
  WorkPeriod *period = g_new0 (WorkPeriod, 1);

  period->id = model_record_get_id (record);
  period->name = g_strdup (model_record_get_or_empty (record, "name"));
  period->start = g_strdup (model_record_get_or_empty (record, "start"));
  period->end = g_strdup (model_record_get_or_empty (record, "end"));
  return period;
}

/**
 * _work_index_by_id:
 * @records: (element-type ModelRecord): rows of one entity
 *
 * Returns: (transfer full): them by their id, a pointer to #gint64; the index owns none
 */
GHashTable *
_work_index_by_id (GPtrArray *records)
{
  GHashTable *index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < records->len; i++)
    {
      ModelRecord *record = g_ptr_array_index (records, i);
      gint64 id = model_record_get_id (record);

      g_hash_table_insert (index, g_memdup2 (&id, sizeof id), record);
    }
  return index;
}

/* @periods: those of the year; @links: of all years, whose other periods are left out. */
static void
add_class (WorkOverview *overview, ModelRecord *record, GHashTable *periods, GPtrArray *links)
{
  WorkClass *class_group = g_new0 (WorkClass, 1);

  class_group->id = model_record_get_id (record);
  class_group->name = g_strdup (model_record_get_or_empty (record, "name"));
  class_group->periods = g_ptr_array_new_with_free_func (period_free);
  for (guint i = 0; i < links->len; i++)
    {
      ModelRecord *link = g_ptr_array_index (links, i);
      gint64 period_id = model_record_get_int (link, "period_id");
      ModelRecord *period = g_hash_table_lookup (periods, &period_id);

      if (period != NULL && model_record_get_int (link, "class_group_id") == class_group->id)
        g_ptr_array_add (class_group->periods, period_new (period));
    }
  g_ptr_array_sort (class_group->periods, compare_periods);
  g_ptr_array_add (overview->classes, class_group);
}

static gboolean
load_classes (StoreConnection *connection, WorkOverview *overview, GError **error)
{
  g_autoptr (GPtrArray) classes = NULL;
  g_autoptr (GPtrArray) periods = NULL;
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (GHashTable) by_id = NULL;

  classes = store_find_by_id (connection, MODEL_ENTITY_CLASS_GROUP, "school_year_id",
                              overview->year_id, error);
  if (classes == NULL)
    return FALSE;
  periods = store_find_by_id (connection, MODEL_ENTITY_PERIOD, "school_year_id", overview->year_id,
                              error);
  if (periods == NULL)
    return FALSE;
  links = store_load_all (connection, MODEL_ENTITY_PERIOD_CLASS, error);
  if (links == NULL)
    return FALSE;
  by_id = _work_index_by_id (periods);
  for (guint i = 0; i < classes->len; i++)
    add_class (overview, g_ptr_array_index (classes, i), by_id, links);
  return TRUE;
}

/**
 * _work_steps_load:
 * @connection: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type ModelStep): the steps of an agreement, in order; or %NULL
 */
GPtrArray *
_work_steps_load (StoreConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) records = store_load_all (connection, MODEL_ENTITY_STEP, error);
  GPtrArray *steps;

  if (records == NULL)
    return NULL;
  steps = g_ptr_array_new_with_free_func ((GDestroyNotify) model_step_free);
  for (guint i = 0; i < records->len; i++)
    {
      ModelRecord *record = g_ptr_array_index (records, i);
      ModelStep *step = g_new0 (ModelStep, 1);

      step->id = model_record_get_id (record);
      step->label = g_strdup (model_record_get_or_empty (record, "label"));
      step->is_sent = model_record_get_int (record, "is_sent") != 0;
      step->is_signed = model_record_get_int (record, "is_signed") != 0;
      g_ptr_array_add (steps, step);
    }
  return steps;
}

/* Names without the rows: a template's is some hundred kilobytes. */
static GPtrArray *
load_choices (StoreConnection *connection, const char *query, GError **error)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func (choice_free);
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, query, error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  while (store_statement_step (statement, &has_row, error))
    {
      WorkChoice *choice;

      if (!has_row)
        return g_steal_pointer (&choices);
      choice = g_new0 (WorkChoice, 1);
      choice->id = store_statement_get_int (statement, 0);
      choice->name = g_strdup (store_statement_get_text (statement, 1));
      choice->kind = g_strdup (store_statement_get_text (statement, 2));
      g_strchomp (choice->name);
      g_ptr_array_add (choices, choice);
    }
  return NULL;
}

/**
 * _work_choices_load:
 * @connection: a connection
 * @teachers: (out) (transfer full) (element-type WorkChoice): by name
 * @templates: (out) (transfer full) (element-type WorkChoice): by name
 * @error: return location
 *
 * Returns: whether they could be read; what was read is set anyway
 */
gboolean
_work_choices_load (StoreConnection *connection,
                    GPtrArray **teachers,
                    GPtrArray **templates,
                    GError **error)
{
  *teachers = load_choices (connection,
                            "SELECT id, family_name || ' ' || COALESCE (given_name, ''),"
                            " '' FROM teacher ORDER BY sort_key, id",
                            error);
  if (*teachers == NULL)
    return FALSE;
  *templates =
      load_choices (connection, "SELECT id, name, kind FROM template ORDER BY sort_key, id", error);
  return *templates != NULL;
}

static gboolean
load_settings (StoreConnection *connection, WorkOverview *overview, GError **error)
{
  overview->settings = store_settings_load (connection, error);
  if (overview->settings == NULL)
    return FALSE;
  overview->looks = model_search_looks_new (overview->settings);
  return TRUE;
}

static gboolean
load_school_name (StoreConnection *connection, WorkOverview *overview, GError **error)
{
  g_autoptr (GPtrArray) schools = store_load_all (connection, MODEL_ENTITY_SCHOOL, error);

  if (schools == NULL)
    return FALSE;
  overview->school_name =
      g_strdup (schools->len > 0 ? model_record_get_or_empty (schools->pdata[0], "name") : "");
  return TRUE;
}

/* (nullable): the label of what can be undone, or redone */
static gboolean
load_undo (StoreConnection *connection, WorkOverview *overview, const char *author, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *undoable = store_history_undoable (connection, author, &local);
  g_autofree char *redoable =
      local == NULL ? store_history_redoable (connection, author, &local) : NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return (undoable == NULL
          || _work_operation_describe (connection, undoable, &overview->undo_label, error))
         && (redoable == NULL
             || _work_operation_describe (connection, redoable, &overview->redo_label, error));
}

static gboolean
load_outbox (StoreConnection *connection, WorkOverview *overview, GError **error)
{
  StoreMessageCounts counts;

  if (!store_messages_count (connection, &counts, error))
    return FALSE;
  overview->n_waiting = counts.n_waiting;
  overview->n_failed = counts.n_failed;
  return TRUE;
}

/* Whether one of the lines is of the class, and of the period unless that is 0. */
static gboolean
has_line (GPtrArray *lines, gint64 class_group_id, gint64 period_id)
{
  for (guint i = 0; i < lines->len; i++)
    {
      ModelLine *line = g_ptr_array_index (lines, i);

      if (line->class_group_id == class_group_id
          && (period_id == 0 || line->period_id == period_id))
        return TRUE;
    }
  return FALSE;
}

/* A teacher is shown the classes and the periods of his or her students. */
static void
leave_own_classes (WorkOverview *overview)
{
  for (guint i = overview->classes->len; i > 0; i--)
    {
      WorkClass *class_group = overview->classes->pdata[i - 1];

      for (guint j = class_group->periods->len; j > 0; j--)
        if (!has_line (overview->lines, class_group->id,
                       ((WorkPeriod *) class_group->periods->pdata[j - 1])->id))
          g_ptr_array_remove_index (class_group->periods, j - 1);
      if (!has_line (overview->lines, class_group->id, 0))
        g_ptr_array_remove_index (overview->classes, i - 1);
    }
}

/**
 * _work_overview_load:
 * @connection: a connection
 * @year_id: a school year, or 0
 * @author: whose undo is told
 * @error: return location for a #StoreError; %WORK_ERROR_NOT_FOUND for no such year
 *
 * Returns: (transfer full): all that the window shows of a year, or %NULL
 */
WorkOverview *
_work_overview_load (StoreConnection *connection,
                     gint64 year_id,
                     const char *author,
                     GError **error)
{
  g_autoptr (WorkOverview) overview = g_new0 (WorkOverview, 1);
  StoreChangesCursor cursor;

  overview->years = g_ptr_array_new_with_free_func (year_free);
  overview->classes = g_ptr_array_new_with_free_func (class_free);
  /* First of all: what is done meanwhile is told by the next look at the changes of others. */
  if (!store_changes_begin (connection, &cursor, error))
    return NULL;
  overview->moved = cursor.moved;
  overview->opened = cursor.opened;
  if (!load_school_name (connection, overview, error)
      || !load_settings (connection, overview, error)
      || !load_years (connection, overview, year_id, error)
      || !load_classes (connection, overview, error)
      || !load_undo (connection, overview, author, error)
      || !load_outbox (connection, overview, error)
      || !_work_choices_load (connection, &overview->teachers, &overview->templates, error))
    return NULL;
  overview->steps = _work_steps_load (connection, error);
  if (overview->steps == NULL)
    return NULL;
  overview->lines = store_lines_load (connection, overview->year_id, error);
  if (overview->lines == NULL)
    return NULL;
  if (store_connection_get_teacher (connection) != 0)
    leave_own_classes (overview);
  return g_steal_pointer (&overview);
}
