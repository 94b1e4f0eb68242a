/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-fill.h"

#include <glib/gi18n-lib.h>

#include "model-person.h"
#include "work-amendment-private.h"
#include "work-error.h"
#include "work-rules-private.h"
#include "work-search-private.h"
#include "work-sheet-private.h"

/* The same values for many lines, or those of the first one for the others. */
typedef struct
{
  GArray *lines; /* (element-type WorkFillLine) */
  guint parts;
  gboolean is_down;
  gint64 teacher_id;
  char *start;
  char *end;
  gint64 template_id;
  GPtrArray *failures; /* (nullable) (element-type WorkSheetFailure), the caller's too */
} Fill;

static void
fill_free (gpointer data)
{
  Fill *fill = data;

  g_array_unref (fill->lines);
  g_free (fill->start);
  g_free (fill->end);
  g_clear_pointer (&fill->failures, g_ptr_array_unref);
  g_free (fill);
}

/* ---- where values come from ---- */

static gboolean
read_search_teacher (WorkChanging *changing, Fill *fill, const WorkPlace *place, GError **error)
{
  g_autoptr (ModelRecord) search =
      _work_search_find (changing->connection, place->student_id, place->period_id, error);

  if (search == NULL)
    return FALSE;
  fill->teacher_id = model_record_get_int (search, "teacher_id");
  return TRUE;
}

static void
set_day (char **day, ModelRecord *placement, ModelRecord *period, const char *column)
{
  const char *own = model_record_get (placement, column);

  g_free (*day);
  *day = g_strdup (own != NULL ? own : model_record_get (period, column));
}

/* The first line's, as it is kept now. Without a sheet it has nobody but who follows the search. */
static gboolean
read_first (WorkChanging *changing, Fill *fill, GError **error)
{
  const WorkFillLine *first = &g_array_index (fill->lines, WorkFillLine, 0);
  g_autoptr (WorkSheet) sheet = NULL;
  ModelRecord *placement;

  if (first->placement_id == 0 && (fill->parts & ~(guint) WORK_FILL_TEACHER) != 0)
    return _work_refuse (error, _ ("The first line has no sheet to copy from: select first a line "
                                   "that has one."));
  if (first->placement_id == 0)
    return read_search_teacher (changing, fill, &first->place, error);
  sheet = _work_sheet_load (changing->connection, first->placement_id, error);
  if (sheet == NULL)
    return FALSE;
  placement = sheet->roles[MODEL_ROLE_PLACEMENT];
  fill->template_id = model_record_get_int (placement, "template_id");
  set_day (&fill->start, placement, sheet->roles[MODEL_ROLE_PERIOD], "start");
  set_day (&fill->end, placement, sheet->roles[MODEL_ROLE_PERIOD], "end");
  fill->teacher_id = model_record_get_int (placement, "teacher_id");
  return fill->teacher_id != 0 || read_search_teacher (changing, fill, &first->place, error);
}

/* ---- one line ---- */

static void
set_reference (ModelRecord *record, const char *column, gint64 id)
{
  if (id != 0)
    model_record_set_int (record, column, id);
  else
    model_record_set_canonical (record, column, NULL);
}

static gboolean
fill_search (WorkChanging *changing, const Fill *fill, const WorkPlace *place, GError **error)
{
  g_autoptr (ModelRecord) search = NULL;

  if (fill->parts != WORK_FILL_TEACHER)
    return _work_refuse (error, _ ("There is no sheet yet: its dates and its template come with "
                                   "it."));
  search = _work_search_ensure (changing, place->student_id, place->period_id, error);
  if (search == NULL)
    return FALSE;
  set_reference (search, "teacher_id", fill->teacher_id);
  return _work_changing_save (changing, search, error);
}

static gboolean
set_parts (WorkChanging *changing, const Fill *fill, WorkSheet *sheet, GError **error)
{
  ModelRecord *placement = sheet->roles[MODEL_ROLE_PLACEMENT];
  g_autoptr (ModelRecord) teacher = NULL;

  if ((fill->parts & WORK_FILL_TEACHER) != 0)
    {
      if (fill->teacher_id != 0)
        teacher = _work_changing_load (changing, MODEL_ENTITY_TEACHER, fill->teacher_id, error);
      if (fill->teacher_id != 0 && teacher == NULL)
        return FALSE;
      work_sheet_choose (sheet, MODEL_ROLE_TEACHER, teacher);
    }
  if ((fill->parts & WORK_FILL_DATES) != 0)
    {
      model_record_set_canonical (placement, "start", fill->start);
      model_record_set_canonical (placement, "end", fill->end);
    }
  if ((fill->parts & WORK_FILL_TEMPLATE) != 0)
    set_reference (placement, "template_id", fill->template_id);
  work_sheet_update_missing (sheet);
  return TRUE;
}

/* An amendment is somebody's decision about one agreement: it is not made by the way. */
static gboolean
check_editing (const WorkSheet *sheet, GError **error)
{
  if (sheet->editing == WORK_SHEET_CLOSED)
    return _work_refuse (error, "%s", sheet->consequence);
  if (sheet->editing == WORK_SHEET_AMENDMENT)
    return _work_refuse (error, _ ("The agreement is sent or signed: change its sheet, an "
                                   "amendment is made from it."));
  return TRUE;
}

/* All is checked before anything is written: what is refused is as it was. */
static gboolean
fill_sheet (WorkChanging *changing, const Fill *fill, WorkSheet *sheet, GError **error)
{
  ModelRecord *placement = sheet->roles[MODEL_ROLE_PLACEMENT];
  gboolean is_validated = g_strcmp0 (model_record_get (placement, "state"), "validated") == 0;
  g_autoptr (GPtrArray) before = NULL;

  if (is_validated)
    {
      before = _work_rules_check_sheet (changing->connection, sheet, changing->today, error);
      if (before == NULL)
        return FALSE;
    }
  if (!set_parts (changing, fill, sheet, error))
    return FALSE;
  if (!model_record_is_changed (placement))
    return TRUE;
  return check_editing (sheet, error)
         && (!is_validated
             || (_work_sheet_check_complete (sheet, error)
                 && _work_rules_allow (changing, sheet, before, error)))
         && _work_changing_save (changing, placement, error)
         && (sheet->editing == WORK_SHEET_FREE
             || _work_agreement_follow_sheet (changing, model_record_get_id (placement), error));
}

static gboolean
check_period (const Fill *fill, const WorkFillLine *line, GError **error)
{
  const WorkFillLine *first = &g_array_index (fill->lines, WorkFillLine, 0);

  if (fill->is_down && (fill->parts & WORK_FILL_DATES) != 0
      && line->place.period_id != first->place.period_id)
    return _work_refuse (error, _ ("This is another period than that of the first line: its dates "
                                   "are others."));
  return TRUE;
}

/* (transfer full): whose line it is, "" when nobody can be found any more */
static char *
name_student (WorkChanging *changing, const WorkFillLine *line)
{
  g_autoptr (ModelRecord) student =
      _work_changing_load (changing, MODEL_ENTITY_STUDENT, line->place.student_id, NULL);

  return student != NULL ? model_person_name (student) : g_strdup ("");
}

static void
add_failure (WorkChanging *changing, const Fill *fill, const WorkFillLine *line, GError *error)
{
  WorkSheetFailure *failure = g_new0 (WorkSheetFailure, 1);

  failure->placement_id = line->placement_id;
  failure->student = name_student (changing, line);
  failure->reason = g_strdup (error->message);
  g_ptr_array_add (fill->failures, failure);
}

static gboolean
fill_line (WorkChanging *changing, const Fill *fill, const WorkFillLine *line, GError **error)
{
  g_autoptr (WorkSheet) sheet = NULL;

  if (!check_period (fill, line, error))
    return FALSE;
  if (line->placement_id == 0)
    return fill_search (changing, fill, &line->place, error);
  sheet = _work_sheet_load (changing->connection, line->placement_id, error);
  return sheet != NULL && fill_sheet (changing, fill, sheet, error);
}

static gboolean
fill_all (WorkChanging *changing, gpointer data, GError **error)
{
  Fill *fill = data;
  guint n_filled = 0;

  if (fill->failures != NULL)
    g_ptr_array_set_size (fill->failures, 0);
  if (fill->is_down && fill->lines->len > 0 && !read_first (changing, fill, error))
    return FALSE;
  for (guint i = fill->is_down ? 1 : 0; i < fill->lines->len; i++)
    {
      const WorkFillLine *line = &g_array_index (fill->lines, WorkFillLine, i);
      g_autoptr (GError) local = NULL;

      changing->n = 0;
      if (fill_line (changing, fill, line, &local))
        n_filled += changing->n > 0 ? 1 : 0;
      else if (fill->failures != NULL && g_error_matches (local, WORK_ERROR, WORK_ERROR_REFUSED))
        add_failure (changing, fill, line, local);
      else
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  changing->n = n_filled;
  changing->id = 0;
  return TRUE;
}

static WorkChange *
fill_new (const WorkFillLine *lines,
          guint n_lines,
          guint parts,
          gboolean is_down,
          GPtrArray *failures,
          Fill **made)
{
  Fill *fill = g_new0 (Fill, 1);
  const char *label = parts == WORK_FILL_TEACHER    ? "fill.teacher"
                      : parts == WORK_FILL_DATES    ? "fill.dates"
                      : parts == WORK_FILL_TEMPLATE ? "fill.template"
                                                    : "fill.several";

  fill->lines = g_array_new (FALSE, FALSE, sizeof (WorkFillLine));
  if (n_lines > 0)
    g_array_append_vals (fill->lines, lines, n_lines);
  fill->parts = parts;
  fill->is_down = is_down;
  fill->failures = failures != NULL ? g_ptr_array_ref (failures) : NULL;
  *made = fill;
  return _work_change_new (label, fill_all, fill, fill_free);
}

/**
 * work_change_fill_new:
 * @lines: (array length=n_lines): what is filled in
 * @n_lines: how many
 * @parts: a set of #WorkFillParts
 * @values: with what
 * @failures: (nullable): see work_sheet_failures_new(); %NULL: all of them or none
 *
 * The referent teacher of a line without a sheet is who follows its search. A validated sheet stays
 * so: a blocking rule that it would break, or an agreement that is sent, leaves it as it is; an
 * agreement that nobody has yet becomes a new version.
 *
 * Returns: (transfer full): the change that gives many lines the same values
 */
WorkChange *
work_change_fill_new (const WorkFillLine *lines,
                      guint n_lines,
                      guint parts,
                      const WorkFillValues *values,
                      GPtrArray *failures)
{
  Fill *fill;
  WorkChange *change = fill_new (lines, n_lines, parts, FALSE, failures, &fill);

  fill->teacher_id = values->teacher_id;
  fill->start = g_strdup (values->start);
  fill->end = g_strdup (values->end);
  fill->template_id = values->template_id;
  return change;
}

/**
 * work_change_fill_down_new:
 * @lines: (array length=n_lines): the first is copied into the others
 * @n_lines: how many
 * @parts: a set of #WorkFillParts
 * @failures: (nullable): see work_sheet_failures_new(); %NULL: all of them or none
 *
 * As work_change_fill_new(), with what the first line has when the change is done. Dates are copied
 * within one period only.
 *
 * Returns: (transfer full): the change that copies the first line's values down
 */
WorkChange *
work_change_fill_down_new (const WorkFillLine *lines,
                           guint n_lines,
                           guint parts,
                           GPtrArray *failures)
{
  Fill *fill;

  return fill_new (lines, n_lines, parts, TRUE, failures, &fill);
}
