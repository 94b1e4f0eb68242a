/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-settings.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "work-settings-private.h"

/* A new period lasts four weeks, from a Monday to a Friday. */
#define PERIOD_DAYS (3 * 7 + 4)

typedef struct
{
  ModelEntity entity;
  gint64 year_id;
} Addition;

static void
set_day (ModelRecord *record, const char *column, const GDate *date)
{
  g_autofree char *iso = base_date_to_iso (date);

  model_record_set_canonical (record, column, iso);
}

/* The latest day in a column of all @records; invalid without any. */
static void
find_latest (GPtrArray *records, const char *column, const char *year_id, GDate *latest)
{
  g_date_clear (latest, 1);
  for (guint i = 0; i < records->len; i++)
    {
      ModelRecord *record = g_ptr_array_index (records, i);
      GDate date;

      g_date_clear (&date, 1);
      if ((year_id == NULL || g_strcmp0 (model_record_get (record, "school_year_id"), year_id) == 0)
          && base_date_parse_iso (model_record_get (record, column), &date)
          && (!g_date_valid (latest) || g_date_compare (&date, latest) > 0))
        *latest = date;
    }
}

/* The year that follows the latest one; the year of today when there is none. */
static gboolean
fill_year (WorkChanging *changing, ModelRecord *record, GPtrArray *years, GError **error)
{
  g_autofree char *name = NULL, *own = NULL;
  GDate start, end;

  find_latest (years, "start", NULL, &start);
  if (g_date_valid (&start))
    {
      find_latest (years, "end", NULL, &end);
      g_date_add_years (&start, 1);
      g_date_add_years (&end, 1);
    }
  else
    {
      base_date_parse_iso (changing->today, &start);
      g_date_set_dmy (&start, 1, G_DATE_SEPTEMBER,
                      (GDateYear) (g_date_get_year (&start)
                                   - (g_date_get_month (&start) < G_DATE_AUGUST ? 1 : 0)));
      g_date_clear (&end, 1);
      g_date_set_dmy (&end, 31, G_DATE_AUGUST, (GDateYear) (g_date_get_year (&start) + 1));
    }
  name = base_date_school_year (&start);
  own = _work_new_name (years, name, NULL, NULL);
  model_record_set_canonical (record, "name", own);
  set_day (record, "start", &start);
  set_day (record, "end", &end);
  return TRUE;
}

static gboolean
fill_class (WorkChanging *changing, ModelRecord *record, GPtrArray *classes, GError **error)
{
  g_autofree char *name = _work_new_name (classes, _ ("New class"), "school_year_id",
                                          model_record_get (record, "school_year_id"));

  model_record_set_canonical (record, "name", name);
  return TRUE;
}

/* After the last period of the year, or at its beginning; within the year whatever happens. */
static gboolean
fill_period (WorkChanging *changing, ModelRecord *record, GPtrArray *periods, GError **error)
{
  const char *year_id = model_record_get (record, "school_year_id");
  g_autofree char *name = _work_new_name (periods, _ ("New period"), "school_year_id", year_id);
  g_autoptr (ModelRecord) year = _work_changing_load (
      changing, MODEL_ENTITY_SCHOOL_YEAR, model_record_get_int (record, "school_year_id"), error);
  GDate first, last, start, end;

  if (year == NULL)
    return FALSE;
  g_date_clear (&first, 1);
  g_date_clear (&last, 1);
  base_date_parse_iso (model_record_get (year, "start"), &first);
  base_date_parse_iso (model_record_get (year, "end"), &last);
  find_latest (periods, "end", year_id, &start);
  if (!g_date_valid (&start))
    start = first;
  while (g_date_get_weekday (&start) != G_DATE_MONDAY)
    g_date_add_days (&start, 1);
  end = start;
  g_date_add_days (&end, PERIOD_DAYS);
  if (g_date_compare (&end, &last) > 0)
    end = last;
  if (g_date_compare (&start, &end) > 0)
    start = end;
  model_record_set_canonical (record, "name", name);
  set_day (record, "start", &start);
  set_day (record, "end", &end);
  return TRUE;
}

static const struct
{
  ModelEntity entity;
  const char *label;
  gboolean (*fill) (WorkChanging *changing, ModelRecord *record, GPtrArray *all, GError **error);
} kinds[] = {
  { MODEL_ENTITY_SCHOOL_YEAR, "settings.change", fill_year },
  { MODEL_ENTITY_CLASS_GROUP, "class.change", fill_class },
  { MODEL_ENTITY_PERIOD, "period.change", fill_period },
};

static guint
find_kind (ModelEntity entity)
{
  guint i = 0;

  while (i + 1 < G_N_ELEMENTS (kinds) && kinds[i].entity != entity)
    i++;
  return i;
}

static gboolean
add_row (WorkChanging *changing, gpointer data, GError **error)
{
  const Addition *addition = data;
  g_autoptr (ModelRecord) record = model_record_new (addition->entity);
  g_autoptr (GPtrArray) all = store_load_all (changing->connection, addition->entity, error);

  if (all == NULL)
    return FALSE;
  if (addition->entity != MODEL_ENTITY_SCHOOL_YEAR)
    model_record_set_int (record, "school_year_id", addition->year_id);
  return kinds[find_kind (addition->entity)].fill (changing, record, all, error)
         && _work_changing_save_row (changing, record, error);
}

/**
 * work_change_row_add_new:
 * @entity: %MODEL_ENTITY_SCHOOL_YEAR, %MODEL_ENTITY_CLASS_GROUP or %MODEL_ENTITY_PERIOD
 * @year_id: the school year that a class or a period is for; else 0
 *
 * Returns: (transfer full): the change that adds a row with a name of its own and days that make
 *   sense, for a person to go on with
 */
WorkChange *
work_change_row_add_new (ModelEntity entity, gint64 year_id)
{
  Addition addition = { entity, year_id };

  return _work_change_new (kinds[find_kind (entity)].label, add_row,
                           g_memdup2 (&addition, sizeof addition), g_free);
}
