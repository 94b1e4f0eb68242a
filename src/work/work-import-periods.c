/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-import-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "base-text.h"

/* The line in hand, resolved. */
typedef struct
{
  char *year_name;
  ModelRecord *year;   /* NULL when it is still to be made */
  GPtrArray *names;    /* (element-type utf8) classes */
  ModelRecord *period; /* NULL for a new one */
} Line;

static const char *
given (WorkImport *import, const char *column)
{
  return _work_import_get (import, WORK_SLOT_PERIOD, column);
}

/* "2MELEC, 2CAP EPC": classes apart by a comma, a semicolon, a slash or a line break, except in the
 * name of a class that there is. */
static gboolean
split_classes (WorkImport *import, Line *line, GError **error)
{
  const char *cell = _work_import_get (import, WORK_SLOT_CLASS, "name");
  ModelRecord *group = NULL;
  g_auto (GStrv) names = NULL;

  if (cell == NULL)
    return TRUE;
  if (!_work_import_find_class (import, line->year, cell, &group, error))
    return FALSE;
  if (group != NULL)
    {
      g_ptr_array_add (line->names, g_strdup (cell));
      return TRUE;
    }
  names = g_strsplit_set (cell, ",;/\n", -1);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *name = base_text_clean (names[i]);

      if (*name != '\0')
        g_ptr_array_add (line->names, g_steal_pointer (&name));
    }
  return TRUE;
}

static gboolean
is_named (WorkImport *import, Line *line, gint64 class_id, gboolean *named, GError **error)
{
  *named = FALSE;
  for (guint i = 0; i < line->names->len; i++)
    {
      ModelRecord *group = NULL;

      if (!_work_import_find_class (import, line->year, g_ptr_array_index (line->names, i), &group,
                                    error))
        return FALSE;
      *named |= group != NULL && model_record_get_id (group) == class_id;
    }
  return TRUE;
}

/* How many classes a period has, and how many of them the line names. */
static gboolean
count_classes (WorkImport *import,
               Line *line,
               ModelRecord *period,
               guint *n_classes,
               guint *n_named,
               GError **error)
{
  g_autoptr (GPtrArray) links =
      _work_import_find_id (import, WORK_INDEX_PERIOD_CLASSES, model_record_get_id (period), error);

  if (links == NULL)
    return FALSE;
  *n_classes = links->len;
  *n_named = 0;
  for (guint i = 0; i < links->len; i++)
    {
      gboolean named;

      if (!is_named (import, line,
                     model_record_get_int (g_ptr_array_index (links, i), "class_group_id"), &named,
                     error))
        return FALSE;
      *n_named += named;
    }
  return TRUE;
}

static gboolean
has_dates (WorkImport *import, ModelRecord *period)
{
  return g_strcmp0 (model_record_get (period, "start"), given (import, "start")) == 0
         && g_strcmp0 (model_record_get (period, "end"), given (import, "end")) == 0;
}

static void
refuse_shared (WorkImport *import)
{
  _work_import_refuse (
      import, _work_import_heading (import, WORK_SLOT_PERIOD, "start"),
      g_strdup (_ ("This period has other dates already, and other classes share it. Change its "
                   "dates by hand, or name all its classes on one line.")));
}

/* The period of that name and these dates; else the one of that name and these classes, whose dates
 * then change. One period may be called the same in each class and be another one each time. */
static gboolean
match_period (WorkImport *import, Line *line, GError **error)
{
  g_autoptr (GPtrArray) found = NULL;
  ModelRecord *moved = NULL;
  gboolean shared = FALSE;
  char id[32];

  if (line->year == NULL)
    return TRUE;
  g_snprintf (id, sizeof id, "%" G_GINT64_FORMAT, model_record_get_id (line->year));
  found = _work_import_find (import, WORK_INDEX_PERIOD, id, given (import, "name"), error);
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      ModelRecord *candidate = g_ptr_array_index (found, i);
      guint n_classes, n_named;

      if (!count_classes (import, line, candidate, &n_classes, &n_named, error))
        return FALSE;
      if (has_dates (import, candidate))
        {
          line->period = candidate;
          return TRUE;
        }
      /* Two lines of one file with two dates are two periods. */
      if (_work_import_is_touched (import, candidate))
        continue;
      if (n_named == n_classes && (n_classes > 0 || line->names->len == 0))
        moved = candidate;
      else if (n_named > 0 || line->names->len == 0)
        shared = TRUE;
    }
  if (moved == NULL && shared)
    refuse_shared (import);
  line->period = moved;
  return TRUE;
}

static void
check_dates (WorkImport *import)
{
  const char *start = given (import, "start");
  const char *end = given (import, "end");

  if (start != NULL && end != NULL && strcmp (end, start) < 0)
    _work_import_refuse (import, _work_import_heading (import, WORK_SLOT_PERIOD, "end"),
                         g_strdup (_ ("The last day comes before the first one.")));
}

static gboolean
save_link (WorkImport *import, ModelRecord *period, ModelRecord *group, GError **error)
{
  g_autoptr (GPtrArray) links =
      _work_import_find_id (import, WORK_INDEX_PERIOD_CLASSES, model_record_get_id (period), error);
  g_autoptr (ModelRecord) link = NULL;

  if (links == NULL)
    return FALSE;
  for (guint i = 0; i < links->len; i++)
    if (model_record_get_int (g_ptr_array_index (links, i), "class_group_id")
        == model_record_get_id (group))
      return TRUE;
  link = model_record_new (MODEL_ENTITY_PERIOD_CLASS);
  model_record_set_int (link, "period_id", model_record_get_id (period));
  model_record_set_int (link, "class_group_id", model_record_get_id (group));
  return _work_import_save (import, link, error);
}

static gboolean
save (WorkImport *import, Line *line, ModelRecord *period, GError **error)
{
  if (!_work_import_save_year (import, line->year_name, &line->year, error))
    return FALSE;
  model_record_set_int (period, "school_year_id", model_record_get_id (line->year));
  import->created = model_record_get_id (period) == 0;
  if (!_work_import_save (import, period, error))
    return FALSE;
  for (guint i = 0; i < line->names->len; i++)
    {
      ModelRecord *group = NULL;
      const char *name = g_ptr_array_index (line->names, i);

      /* The cell holds all the names: the class gets its own only. */
      model_record_set_canonical (import->parts[WORK_SLOT_CLASS], "name", name);
      if (!_work_import_save_class (import, line->year, name, &group, error)
          || !save_link (import, period, group, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_line (WorkImport *import, Line *line, GError **error)
{
  const char *year = _work_import_get (import, WORK_SLOT_YEAR, "name");
  ModelRecord *values = import->parts[WORK_SLOT_PERIOD];
  g_autoptr (ModelRecord) period = NULL;

  line->year_name = year != NULL ? _work_import_year_name (year) : g_strdup (import->year);
  if (line->year_name == NULL)
    {
      _work_import_refuse (import, _work_import_heading (import, WORK_SLOT_YEAR, "name"),
                           g_strdup (_ ("This is no school year. Write it as 2026-2027.")));
      return TRUE;
    }
  if (!_work_import_find_year (import, line->year_name, &line->year, error)
      || !split_classes (import, line, error) || !match_period (import, line, error))
    return FALSE;
  check_dates (import);
  period =
      line->period != NULL ? g_object_ref (line->period) : model_record_new (MODEL_ENTITY_PERIOD);
  if (line->period == NULL)
    {
      _work_import_merge (import, period, values, FALSE);
      _work_import_require (import, WORK_SLOT_PERIOD, period);
    }
  if (import->refused)
    return TRUE;
  if (line->period != NULL)
    _work_import_merge (import, period, values, FALSE);
  return save (import, line, period, error);
}

/**
 * _work_import_period_line:
 * @import: an import
 * @error: return location for a #StoreError
 *
 * Takes a line of a list of periods: the period, and the classes that it is for, whether they are
 * in one cell or on a line each.
 *
 * Returns: %FALSE on error
 */
gboolean
_work_import_period_line (WorkImport *import, GError **error)
{
  Line line = { NULL, NULL, NULL, NULL };
  gboolean done;

  line.names = g_ptr_array_new_with_free_func (g_free);
  done = take_line (import, &line, error);
  g_ptr_array_unref (line.names);
  g_free (line.year_name);
  return done;
}
