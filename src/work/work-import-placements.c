/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-import-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "base-text.h"

/* What the line speaks of, resolved; NULL where it is still to be made. All but the student, the
 * period and the teacher may be made by the line. */
typedef struct
{
  ModelRecord *student;
  ModelRecord *period;
  ModelRecord *teacher;
  ModelRecord *company;
  ModelRecord *search;
  ModelRecord *placement;
} Line;

static const char *
given (WorkImport *import, const char *column)
{
  return _work_import_get (import, WORK_SLOT_PLACEMENT, column);
}

static void
refuse (WorkImport *import, WorkSlot slot, const char *column, const char *text)
{
  _work_import_refuse (import, _work_import_heading (import, slot, column), g_strdup (text));
}

static gboolean
resolve_student (WorkImport *import, Line *line, gint64 *class_id, GError **error)
{
  ModelRecord *enrolment = NULL;

  if (!_work_import_match_student (import, &line->student, error))
    return FALSE;
  if (import->refused)
    return TRUE;
  if (line->student == NULL)
    {
      refuse (import, WORK_SLOT_STUDENT, NULL,
              _ ("There is no such student in this class or with this number. Check the name, or "
                 "import the students first."));
      return TRUE;
    }
  if (!_work_import_find_enrolment (import, line->student, &enrolment, error))
    return FALSE;
  if (enrolment != NULL)
    *class_id = model_record_get_int (enrolment, "class_group_id");
  else
    refuse (import, WORK_SLOT_STUDENT, NULL,
            _ ("This student is in no class of the school year. Import the students of the year "
               "first."));
  return TRUE;
}

static gboolean
is_for_class (WorkImport *import,
              ModelRecord *period,
              gint64 class_id,
              gboolean *is_for,
              GError **error)
{
  g_autoptr (GPtrArray) links =
      _work_import_find_id (import, WORK_INDEX_PERIOD_CLASSES, model_record_get_id (period), error);

  *is_for = FALSE;
  for (guint i = 0; links != NULL && i < links->len; i++)
    *is_for |= model_record_get_int (g_ptr_array_index (links, i), "class_group_id") == class_id;
  return links != NULL;
}

/* Of two periods of that name the one that the dates of the placement are in. */
static gboolean
holds_start (WorkImport *import, ModelRecord *period)
{
  const char *start = given (import, "start");

  return start != NULL && strcmp (start, model_record_get (period, "start")) >= 0
         && strcmp (start, model_record_get (period, "end")) <= 0;
}

static gboolean
resolve_period (WorkImport *import, Line *line, gint64 class_id, GError **error)
{
  const char *name = _work_import_get (import, WORK_SLOT_PERIOD, "name");
  ModelRecord *year = NULL;
  g_autoptr (GPtrArray) found = NULL;
  guint n = 0;
  char id[32];

  if (!_work_import_find_year (import, import->year, &year, error))
    return FALSE;
  g_snprintf (id, sizeof id, "%" G_GINT64_FORMAT, year != NULL ? model_record_get_id (year) : 0);
  found = _work_import_find (import, WORK_INDEX_PERIOD, id, name, error);
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      ModelRecord *period = g_ptr_array_index (found, i);
      gboolean is_for;

      if (!is_for_class (import, period, class_id, &is_for, error))
        return FALSE;
      if (!is_for)
        continue;
      n++;
      if (line->period == NULL || holds_start (import, period))
        line->period = period;
    }
  if (n == 0)
    refuse (import, WORK_SLOT_PERIOD, "name",
            _ ("The student’s class has no period of this name. Check it, or import the periods "
               "first."));
  else if (n > 1 && !holds_start (import, line->period))
    refuse (import, WORK_SLOT_PERIOD, "name",
            _ ("The student’s class has several periods of this name. Add the first day of the "
               "placement to the list."));
  return TRUE;
}

static gboolean
resolve_teacher (WorkImport *import, Line *line, GError **error)
{
  if (import->parts[WORK_SLOT_TEACHER] == NULL)
    return TRUE;
  if (!_work_import_match_teacher (import, &line->teacher, error))
    return FALSE;
  if (line->teacher == NULL && !import->refused)
    refuse (import, WORK_SLOT_TEACHER, "family_name",
            _ ("This teacher is not known. Check the name, or import the teachers first."));
  return TRUE;
}

static gboolean
resolve_company (WorkImport *import, Line *line, GError **error)
{
  static const WorkSlot of_company[] = { WORK_SLOT_SITE, WORK_SLOT_REPRESENTATIVE,
                                         WORK_SLOT_TUTOR };

  if (import->parts[WORK_SLOT_COMPANY] != NULL)
    {
      if (!_work_import_match_company (import, &line->company, error))
        return FALSE;
      if (line->company == NULL && !import->refused)
        _work_import_require (import, WORK_SLOT_COMPANY, import->parts[WORK_SLOT_COMPANY]);
      return TRUE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (of_company); i++)
    if (import->parts[of_company[i]] != NULL)
      refuse (import, of_company[i], NULL,
              _ ("This goes with a company, and the line names none."));
  return TRUE;
}

static gboolean
resolve_search (WorkImport *import, Line *line, GError **error)
{
  g_autoptr (GPtrArray) found = NULL;
  char student[32], period[32];

  g_snprintf (student, sizeof student, "%" G_GINT64_FORMAT, model_record_get_id (line->student));
  g_snprintf (period, sizeof period, "%" G_GINT64_FORMAT, model_record_get_id (line->period));
  found = _work_import_find (import, WORK_INDEX_SEARCH, student, period, error);
  if (found == NULL)
    return FALSE;
  line->search = found->len > 0 ? g_ptr_array_index (found, 0) : NULL;
  return TRUE;
}

static const char *
start_of (WorkImport *import, Line *line)
{
  const char *start = given (import, "start");

  return start != NULL ? start : model_record_get (line->period, "start");
}

/* A student may have several placements in a period: the same one is at the same company, and
 * begins the same day if there are several there. */
static gboolean
resolve_placement (WorkImport *import, Line *line, GError **error)
{
  g_autoptr (GPtrArray) found = NULL;
  gint64 company = line->company != NULL ? model_record_get_id (line->company) : 0;
  ModelRecord *other = NULL;
  guint n_others = 0;

  if (line->search == NULL || (line->company == NULL && import->parts[WORK_SLOT_COMPANY] != NULL))
    return TRUE;
  found = _work_import_find_id (import, WORK_INDEX_PLACEMENT, model_record_get_id (line->search),
                                error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      ModelRecord *candidate = g_ptr_array_index (found, i);

      if (model_record_get_int (candidate, "company_id") != company)
        continue;
      if (g_strcmp0 (model_record_get (candidate, "start"), start_of (import, line)) == 0)
        {
          line->placement = candidate;
          return TRUE;
        }
      if (!_work_import_is_touched (import, candidate))
        {
          other = candidate;
          n_others++;
        }
    }
  if (n_others > 1)
    refuse (import, WORK_SLOT_PLACEMENT, "start",
            _ ("The student has several placements there, and none begins that day. Change them by "
               "hand."));
  else
    line->placement = other;
  return found != NULL;
}

static gboolean
resolve (WorkImport *import, Line *line, GError **error)
{
  gint64 class_id = 0;

  if (!resolve_student (import, line, &class_id, error)
      || (class_id != 0 && !resolve_period (import, line, class_id, error))
      || !resolve_teacher (import, line, error) || !resolve_company (import, line, error))
    return FALSE;
  if (import->refused)
    return TRUE;
  return resolve_search (import, line, error) && resolve_placement (import, line, error);
}

static void
check_dates (WorkImport *import, Line *line)
{
  const char *end = given (import, "end");
  const char *start = start_of (import, line);

  if (end == NULL)
    end = line->placement != NULL ? model_record_get (line->placement, "end")
                                  : model_record_get (line->period, "end");
  if (end != NULL && start != NULL && strcmp (end, start) < 0)
    refuse (import, WORK_SLOT_PLACEMENT, "end", _ ("The last day comes before the first one."));
}

static gboolean
save_company (WorkImport *import, Line *line, ModelRecord **company, GError **error)
{
  g_autoptr (ModelRecord) owned = NULL;

  *company = NULL;
  if (import->parts[WORK_SLOT_COMPANY] == NULL)
    return TRUE;
  owned = line->company != NULL ? g_object_ref (line->company)
                                : model_record_new (MODEL_ENTITY_COMPANY);
  if (line->company == NULL)
    _work_import_notice (import, _work_import_heading (import, WORK_SLOT_COMPANY, "name"),
                         g_strdup_printf (_ ("The company “%s” was created."),
                                          _work_import_get (import, WORK_SLOT_COMPANY, "name")));
  /* The list of companies is where their details come from: here only gaps are filled. */
  _work_import_merge (import, owned, import->parts[WORK_SLOT_COMPANY], TRUE);
  *company = owned;
  return _work_import_save (import, owned, error);
}

/* The state that the line gives, else the move that the sheet's new state suggests. */
static gboolean
save_search (WorkImport *import,
             Line *line,
             const char *sheet,
             ModelRecord **search,
             GError **error)
{
  g_autoptr (ModelRecord) owned =
      line->search != NULL ? g_object_ref (line->search) : model_record_new (MODEL_ENTITY_SEARCH);
  ModelSearchState state = MODEL_SEARCH_NOT_STARTED;

  model_record_set_int (owned, "student_id", model_record_get_id (line->student));
  model_record_set_int (owned, "period_id", model_record_get_id (line->period));
  _work_import_merge (import, owned, import->parts[WORK_SLOT_SEARCH], FALSE);
  if (_work_import_get (import, WORK_SLOT_SEARCH, "state") == NULL)
    {
      const char *now = model_record_get (owned, "state");

      if (now != NULL)
        model_search_state_from_key (now, &state);
      model_record_set_canonical (
          owned, "state", model_search_state_info (model_search_state_suggest (state, sheet))->key);
    }
  *search = owned;
  return _work_import_save (import, owned, error);
}

static void
set_reference (ModelRecord *placement, const char *column, ModelRecord *record)
{
  if (record != NULL)
    model_record_set_int (placement, column, model_record_get_id (record));
}

static void
set_default (ModelRecord *placement, const char *column, const char *value)
{
  if (model_record_get (placement, column) == NULL)
    model_record_set_canonical (placement, column, value);
}

static gboolean
save_placement (WorkImport *import, Line *line, ModelRecord *placement, GError **error)
{
  ModelRecord *company, *site, *representative = NULL, *tutor = NULL, *search;
  int state = model_field_index (MODEL_ENTITY_PLACEMENT, "state");
  gboolean moved;

  if (!save_company (import, line, &company, error))
    return FALSE;
  if (company != NULL
      && (!_work_import_save_site (import, company, TRUE, &site, error)
          || !_work_import_save_contact (import, WORK_SLOT_REPRESENTATIVE, company, TRUE,
                                         &representative, error)
          || !_work_import_save_contact (import, WORK_SLOT_TUTOR, company, TRUE, &tutor, error)))
    return FALSE;
  _work_import_merge (import, placement, import->parts[WORK_SLOT_PLACEMENT], FALSE);
  set_default (placement, "state", "draft");
  set_default (placement, "start", model_record_get (line->period, "start"));
  set_default (placement, "end", model_record_get (line->period, "end"));
  set_reference (placement, "company_id", company);
  set_reference (placement, "site_id", company != NULL ? site : NULL);
  set_reference (placement, "representative_id", representative);
  set_reference (placement, "tutor_id", tutor);
  set_reference (placement, "teacher_id", line->teacher);
  moved = model_record_is_changed_at (placement, (guint) state);
  if (!save_search (import, line, moved ? model_record_get (placement, "state") : NULL, &search,
                    error))
    return FALSE;
  set_reference (placement, "search_id", search);
  import->created = model_record_get_id (placement) == 0;
  return _work_import_save (import, placement, error);
}

/**
 * _work_import_placement_line:
 * @import: an import
 * @error: return location for a #StoreError
 *
 * Takes a line of a list of placements: what a student of the year found for one period. A line
 * without a company and without any value of the sheet only tells where the search stands.
 *
 * Returns: %FALSE on error
 */
gboolean
_work_import_placement_line (WorkImport *import, GError **error)
{
  Line line = { NULL, NULL, NULL, NULL, NULL, NULL };
  g_autoptr (ModelRecord) placement = NULL;
  ModelRecord *search;

  if (!resolve (import, &line, error))
    return FALSE;
  if (!import->refused)
    check_dates (import, &line);
  if (import->refused)
    return TRUE;
  if (import->parts[WORK_SLOT_COMPANY] == NULL && import->parts[WORK_SLOT_PLACEMENT] == NULL)
    {
      import->created = line.search == NULL;
      return save_search (import, &line, NULL, &search, error);
    }
  placement = line.placement != NULL ? g_object_ref (line.placement)
                                     : model_record_new (MODEL_ENTITY_PLACEMENT);
  return save_placement (import, &line, placement, error);
}
