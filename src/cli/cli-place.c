/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-place.h"
#include "base-text.h"
#include "cli-account.h"
#include "store-error.h"
#include "work-error.h"
#include "work-examination.h"
#include "work-sheet.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
same_name (const char *a, const char *b)
{
  g_autofree char *one = base_text_fold (a);
  g_autofree char *other = base_text_fold (b);

  return g_str_equal (one, other);
}

/* One that a power cut left in the middle of a change has to be put right before it is looked at,
 * which is writing. */
static WorkSchool *
open_school (CliCall *call, gboolean to_write, GError **error)
{
  const char *path = call->arguments[0];
  g_autoptr (GError) local = NULL;
  WorkSchool *school;

  if (to_write)
    return work_school_open (path, STORE_OPEN_WRITE, error);
  school = work_school_open (path, STORE_OPEN_READ, &local);
  if (school == NULL && g_error_matches (local, STORE_ERROR, STORE_ERROR_READ_ONLY))
    return work_school_open (path, STORE_OPEN_WRITE, error);
  if (school == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return school;
}

/* Nothing can be read before a password is chosen. */
static gboolean
must_choose (WorkSchool *school)
{
  const WorkAccount *account = work_school_get_account (school);

  return account != NULL && account->must_change;
}

/**
 * cli_place_open:
 * @call: a call whose first argument is a database
 * @to_write: whether it is to be changed, else only to be looked at
 * @error: return location for a #StoreError
 *
 * Opens the database, and the first time of a day examines it: nobody waits for a first frame here.
 *
 * Returns: (transfer full): the school, or %NULL
 */
WorkSchool *
cli_place_open (CliCall *call, gboolean to_write, GError **error)
{
  g_autoptr (WorkSchool) school = open_school (call, to_write, error);

  /* Wrong passwords are counted, which is writing. */
  if (school != NULL && !to_write && work_school_needs_sign_in (school))
    {
      cli_place_close (school);
      g_clear_object (&school);
      school = open_school (call, TRUE, error);
    }
  if (school == NULL)
    return NULL;
  if (cli_account_sign_in (call, school, error)
      && (must_choose (school) || work_school_examine (school, NULL, error)))
    return g_steal_pointer (&school);
  cli_place_close (school);
  return NULL;
}

/**
 * cli_place_close:
 * @school: an open school
 *
 * Closes its database, and waits until it is: the program is about to end.
 */
void
cli_place_close (WorkSchool *school)
{
  work_school_close (school);
  store_queue_join (work_school_get_queue (school));
}

/**
 * cli_place_load:
 * @school: an open school
 * @year: (nullable): name of a school year, or %NULL for the current one
 * @error: return location
 *
 * Returns: (transfer full): what there is of that year.
 */
WorkOverview *
cli_place_load (WorkSchool *school, const char *year, GError **error)
{
  g_autoptr (WorkOverview) overview = work_school_load (school, 0, error);

  if (overview == NULL || year == NULL)
    return g_steal_pointer (&overview);
  for (guint i = 0; i < overview->years->len; i++)
    {
      const WorkYear *row = g_ptr_array_index (overview->years, i);

      if (g_str_equal (row->name, year))
        return work_school_load (school, row->id, error);
    }
  g_set_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND,
               _ ("There is no school year “%s” in this database."), year);
  return NULL;
}

static gboolean
has_place (WorkOverview *overview, const char *class_name, const char *period, GError **error)
{
  gboolean class_found = FALSE;

  for (guint c = 0; c < overview->classes->len; c++)
    {
      const WorkClass *group = g_ptr_array_index (overview->classes, c);

      if (class_name != NULL && !same_name (group->name, class_name))
        continue;
      class_found = TRUE;
      if (period == NULL)
        return TRUE;
      for (guint p = 0; p < group->periods->len; p++)
        if (same_name (((const WorkPeriod *) g_ptr_array_index (group->periods, p))->name, period))
          return TRUE;
    }
  if (class_name == NULL && period == NULL)
    return TRUE;
  if (class_found)
    g_set_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND,
                 _ ("There is no period “%s” there; “paraphectl list” shows those there are."),
                 period);
  else
    g_set_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND,
                 _ ("There is no class “%s”; “paraphectl list” shows those there are."),
                 class_name);
  return FALSE;
}

/**
 * cli_place_lines:
 * @overview: a school year
 * @class_name: (nullable): only this class; case and accents do not count
 * @period: (nullable): only this period
 * @error: return location
 *
 * Returns: (transfer container) (element-type ModelLine): the lines of that place, in the list's
 *   order; %NULL with %WORK_ERROR_NOT_FOUND when there is no such place.
 */
GPtrArray *
cli_place_lines (WorkOverview *overview, const char *class_name, const char *period, GError **error)
{
  GPtrArray *lines;

  if (!has_place (overview, class_name, period, error))
    return NULL;
  lines = g_ptr_array_new ();
  for (guint i = 0; i < overview->lines->len; i++)
    {
      ModelLine *line = g_ptr_array_index (overview->lines, i);

      if ((class_name == NULL || same_name (line->class_name, class_name))
          && (period == NULL || same_name (line->period_name, period)))
        g_ptr_array_add (lines, line);
    }
  return lines;
}

/**
 * cli_place_read_lines:
 * @call: DB, with --year, --class or --period
 * @overview: (out) (transfer full): the school year
 * @error: return location
 *
 * Opens the database, reads it and closes it.
 *
 * Returns: (transfer container) (element-type ModelLine): the lines that the call is about, of
 *   @overview; or %NULL
 */
GPtrArray *
cli_place_read_lines (CliCall *call, WorkOverview **overview, GError **error)
{
  g_autoptr (WorkSchool) school = cli_place_open (call, FALSE, error);
  GPtrArray *lines = NULL;

  *overview = NULL;
  if (school == NULL)
    return NULL;
  *overview = cli_place_load (school, call->year, error);
  if (*overview != NULL)
    lines = cli_place_lines (*overview, call->class_name, call->period, error);
  cli_place_close (school);
  return lines;
}

/**
 * cli_place_says:
 * @folded: folded text
 * @words: words as a person gave them
 *
 * Returns: whether there are words, and all of them in @folded
 */
gboolean
cli_place_says (const char *folded, const char *words)
{
  g_autofree char *wanted = base_text_fold (words);

  return wanted[0] != '\0' && base_text_folded_contains_all (folded, wanted);
}

/**
 * cli_place_is_student:
 * @line: a line
 * @student: what the person gave: a name, a part of it, an INE
 *
 * Returns: whether the line is of that student
 */
gboolean
cli_place_is_student (ModelLine *line, const char *student)
{
  g_autofree char *name = base_text_fold (line->student);

  /* Digits of an INE find a student where a name could find several. */
  return cli_place_says (name, student)
         || (strpbrk (student, "0123456789") != NULL && cli_place_says (line->search_key, student));
}

static gboolean
is_wanted (CliCall *call, ModelLine *line)
{
  return (call->student == NULL || cli_place_is_student (line, call->student))
         && (call->numbers == NULL
             || g_strv_contains ((const char *const *) call->numbers, line->number));
}

/**
 * cli_place_choose:
 * @call: a call, with --class, --period, --student or --number
 * @overview: a school year
 * @error: return location
 *
 * Returns: (transfer container) (element-type ModelLine): the lines that the call is about; %NULL
 *   with %WORK_ERROR_NOT_FOUND when there are none
 */
GPtrArray *
cli_place_choose (CliCall *call, WorkOverview *overview, GError **error)
{
  g_autoptr (GPtrArray) lines = cli_place_lines (overview, call->class_name, call->period, error);

  if (lines == NULL)
    return NULL;
  for (guint i = lines->len; i > 0; i--)
    if (!is_wanted (call, g_ptr_array_index (lines, i - 1)))
      g_ptr_array_remove_index (lines, i - 1);
  if (lines->len > 0)
    return g_steal_pointer (&lines);
  g_set_error_literal (error, WORK_ERROR, WORK_ERROR_NOT_FOUND,
                       _ ("There is no such student or agreement in this school year; “paraphectl "
                          "list” shows those there are."));
  return NULL;
}

/* A name that could be two people’s changes nothing. */
static gboolean
is_one_student (CliCall *call, GPtrArray *lines, GError **error)
{
  ModelLine *first = g_ptr_array_index (lines, 0);

  for (guint i = 1; call->student != NULL && i < lines->len; i++)
    {
      ModelLine *line = g_ptr_array_index (lines, i);

      if (line->student_id == first->student_id)
        continue;
      g_set_error (error, WORK_ERROR, WORK_ERROR_USAGE,
                   _ ("“%s” may be %s (%s) or %s (%s): give the whole name, the class or the INE."),
                   call->student, first->student, first->class_name, line->student,
                   line->class_name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_one_period (GPtrArray *lines, GError **error)
{
  ModelLine *first = g_ptr_array_index (lines, 0);

  for (guint i = 1; i < lines->len; i++)
    {
      ModelLine *line = g_ptr_array_index (lines, i);

      if (line->period_id == first->period_id)
        continue;
      g_set_error (error, WORK_ERROR, WORK_ERROR_USAGE,
                   _ ("The student has the periods “%s” and “%s”: say which, with --period."),
                   first->period_name, line->period_name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
has_number (GPtrArray *lines, const char *number)
{
  for (guint i = 0; i < lines->len; i++)
    if (g_str_equal (((ModelLine *) g_ptr_array_index (lines, i))->number, number))
      return TRUE;
  return FALSE;
}

/**
 * cli_place_choose_to_change:
 * @call: a call, with --class, --period, --student or --number
 * @overview: a school year
 * @error: return location
 *
 * As cli_place_choose(), for what is going to be changed: the call says what it is about, a student
 * is only one, and each number is found.
 *
 * Returns: (transfer container) (element-type ModelLine): the lines; or %NULL
 */
GPtrArray *
cli_place_choose_to_change (CliCall *call, WorkOverview *overview, GError **error)
{
  g_autoptr (GPtrArray) lines = NULL;

  if (call->class_name == NULL && call->period == NULL && call->student == NULL
      && call->numbers == NULL)
    {
      g_set_error_literal (error, WORK_ERROR, WORK_ERROR_USAGE,
                           _ ("Say what it is about, with --class, --period or --student."));
      return NULL;
    }
  lines = cli_place_choose (call, overview, error);
  if (lines == NULL || !is_one_student (call, lines, error))
    return NULL;
  for (guint i = 0; call->numbers != NULL && call->numbers[i] != NULL; i++)
    if (!has_number (lines, call->numbers[i]))
      {
        g_set_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND,
                     _ ("There is no agreement “%s” in this school year; “paraphectl list” shows "
                        "those there are."),
                     call->numbers[i]);
        return NULL;
      }
  return g_steal_pointer (&lines);
}

/**
 * cli_place_student:
 * @call: a call, with --student and --period
 * @overview: a school year
 * @error: return location
 *
 * Returns: (transfer none): the last line of the only student and period that are meant; or %NULL
 */
ModelLine *
cli_place_student (CliCall *call, WorkOverview *overview, GError **error)
{
  g_autoptr (GPtrArray) lines = cli_place_lines (overview, call->class_name, call->period, error);

  if (lines == NULL)
    return NULL;
  for (guint i = lines->len; i > 0; i--)
    {
      ModelLine *line = g_ptr_array_index (lines, i - 1);

      if (line->period_id == 0 || !cli_place_is_student (line, call->student))
        g_ptr_array_remove_index (lines, i - 1);
    }
  if (lines->len == 0)
    {
      g_set_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND,
                   _ ("There is no student “%s” in this period; “paraphectl list” shows those "
                      "there are."),
                   call->student);
      return NULL;
    }
  if (!is_one_student (call, lines, error) || !is_one_period (lines, error))
    return NULL;
  return g_ptr_array_index (lines, lines->len - 1);
}

static gboolean
is_called (const WorkPick *pick, const char *text)
{
  g_autofree char *title = base_text_fold (pick->title);
  g_autofree char *words = base_text_fold (text);

  return g_str_equal (title, words);
}

/**
 * cli_place_pick:
 * @school: an open school
 * @entity: what is looked for
 * @text: its whole name, else words that only one has: a SIRET, a town
 * @error: return location for a #WorkError
 *
 * Returns: the id of the only one so called; 0 with @error
 */
gint64
cli_place_pick (WorkSchool *school, ModelEntity entity, const char *text, GError **error)
{
  g_autoptr (GPtrArray) picks = work_school_read (school, work_query_picks_new (entity, 0), error);
  gint64 found = 0;

  if (picks == NULL)
    return 0;
  for (guint pass = 0; pass < 2 && found == 0; pass++)
    for (guint i = 0; i < picks->len; i++)
      {
        const WorkPick *pick = g_ptr_array_index (picks, i);

        if (pass == 0 ? !is_called (pick, text) : !cli_place_says (pick->key, text))
          continue;
        if (found != 0)
          {
            g_set_error (error, WORK_ERROR, WORK_ERROR_USAGE,
                         _ ("Several are called “%s”: give the whole name, or the SIRET."), text);
            return 0;
          }
        found = pick->id;
      }
  if (found == 0)
    g_set_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND,
                 _ ("There is no “%s” among those of the database (%s)."), text,
                 _ (model_entity_info (entity)->label));
  return found;
}
