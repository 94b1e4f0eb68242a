/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-retention.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "store-settings.h"
#include "work-query-private.h"

static const struct
{
  const char *key;
  const char *label;
} states[] = {
  [WORK_RETENTION_ACTIVE] = { "active", N_ ("At hand") },
  [WORK_RETENTION_ARCHIVED] = { "archived", N_ ("Archived") },
  [WORK_RETENTION_PAST] = { "past", N_ ("Past its term") },
};

/* The latest year that a student was in is his last one. */
static const char years_query[] =
    "SELECT y.id, y.name, y.\"end\","
    " (SELECT COUNT (*) FROM (SELECT e.student_id, MAX (ly.\"end\") AS last FROM enrolment e"
    "   JOIN class_group lc ON lc.id = e.class_group_id"
    "   JOIN school_year ly ON ly.id = lc.school_year_id GROUP BY e.student_id) AS s"
    "   WHERE s.last = y.\"end\"),"
    " (SELECT COUNT (*) FROM agreement a JOIN placement pl ON pl.id = a.placement_id"
    "   JOIN search se ON se.id = pl.search_id JOIN period p ON p.id = se.period_id"
    "   WHERE p.school_year_id = y.id),"
    " (SELECT COUNT (*) FROM document d JOIN agreement a ON a.id = d.agreement_id"
    "   JOIN placement pl ON pl.id = a.placement_id JOIN search se ON se.id = pl.search_id"
    "   JOIN period p ON p.id = se.period_id WHERE p.school_year_id = y.id)"
    " FROM school_year y ORDER BY y.\"end\" DESC, y.id DESC";

static void
year_free (gpointer data)
{
  WorkRetentionYear *year = data;

  g_free (year->name);
  g_free (year->end);
  g_free (year->archived_from);
  g_free (year->past_from);
  g_free (year);
}

/**
 * work_retention_key:
 * @state: how old a year is
 *
 * Returns: (transfer none): "active", "archived" or "past"
 */
const char *
work_retention_key (WorkRetention state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (states), NULL);

  return states[state].key;
}

/**
 * work_retention_label:
 * @state: how old a year is
 *
 * Returns: (transfer none): the same for a person
 */
const char *
work_retention_label (WorkRetention state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (states), NULL);

  return _ (states[state].label);
}

/* (transfer full): the day after @n years from the last day of a school year */
static char *
term_of (const char *year_end, int n)
{
  GDate day;

  g_date_clear (&day, 1);
  if (year_end == NULL || !base_date_parse_iso (year_end, &day))
    return g_strdup ("");
  g_date_add_years (&day, (guint) n);
  g_date_add_days (&day, 1);
  return base_date_to_iso (&day);
}

static char *
archived_from (ModelSettings *settings, const char *year_end)
{
  return term_of (year_end, model_settings_get_int (settings, "retention.active"));
}

/**
 * work_retention_past_from:
 * @settings: the school's settings
 * @year_end: last day of a school year
 *
 * A term that is shorter than the one before it begins with it.
 *
 * Returns: (transfer full): ISO day from which the year is past its term; "" when its last day is
 *   not known
 */
char *
work_retention_past_from (ModelSettings *settings, const char *year_end)
{
  int active = model_settings_get_int (settings, "retention.active");
  int purge = model_settings_get_int (settings, "retention.purge");

  return term_of (year_end, MAX (active, purge));
}

/**
 * work_retention_of:
 * @settings: the school's settings
 * @year_end: last day of a school year
 * @today: ISO day
 *
 * Returns: how old the year is; at hand when its last day is not known
 */
WorkRetention
work_retention_of (ModelSettings *settings, const char *year_end, const char *today)
{
  g_autofree char *archived = archived_from (settings, year_end);
  g_autofree char *past = work_retention_past_from (settings, year_end);

  if (archived[0] == '\0' || g_strcmp0 (today, archived) < 0)
    return WORK_RETENTION_ACTIVE;
  return g_strcmp0 (today, past) < 0 ? WORK_RETENTION_ARCHIVED : WORK_RETENTION_PAST;
}

static WorkRetentionYear *
year_new (StoreStatement *statement, ModelSettings *settings, const char *today)
{
  WorkRetentionYear *year = g_new0 (WorkRetentionYear, 1);

  year->year_id = store_statement_get_int (statement, 0);
  year->name = g_strdup (store_statement_get_text (statement, 1));
  year->end = g_strdup (store_statement_get_text (statement, 2));
  year->n_students = (guint) store_statement_get_int (statement, 3);
  year->n_agreements = (guint) store_statement_get_int (statement, 4);
  year->n_documents = (guint) store_statement_get_int (statement, 5);
  year->archived_from = archived_from (settings, year->end);
  year->past_from = work_retention_past_from (settings, year->end);
  year->state = work_retention_of (settings, year->end, today);
  return year;
}

static gpointer
read_years (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (ModelSettings) settings = store_settings_load (connection, error);
  g_autoptr (GPtrArray) years = g_ptr_array_new_with_free_func (year_free);
  g_autoptr (StoreStatement) statement = NULL;
  g_autofree char *today = base_date_today_iso ();
  gboolean has_row = TRUE;

  if (settings == NULL)
    return NULL;
  statement = store_connection_prepare (connection, years_query, error);
  if (statement == NULL)
    return NULL;
  while (store_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&years);
      g_ptr_array_add (years, year_new (statement, settings, today));
    }
  return NULL;
}

/**
 * work_query_retention_new:
 *
 * Returns: (transfer full): a query for the #GPtrArray of #WorkRetentionYear, latest first
 */
WorkQuery *
work_query_retention_new (void)
{
  return _work_query_new (read_years, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
}
