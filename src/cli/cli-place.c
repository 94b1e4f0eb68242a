/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-place.h"
#include "base-text.h"
#include "store-error.h"
#include "work-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
same_name (const char *a, const char *b)
{
  g_autofree char *one = base_text_fold (a);
  g_autofree char *other = base_text_fold (b);

  return g_str_equal (one, other);
}

/**
 * cli_place_open_to_read:
 * @path: path of a database
 * @error: return location for a #StoreError
 *
 * Opens a database that is only to be looked at. One that a power cut left in the middle of a
 * change has to be put right first, which is writing.
 *
 * Returns: (transfer full): the school, or %NULL
 */
WorkSchool *
cli_place_open_to_read (const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  WorkSchool *school = work_school_open (path, STORE_OPEN_READ, &local);

  if (school == NULL && g_error_matches (local, STORE_ERROR, STORE_ERROR_READ_ONLY))
    return work_school_open (path, STORE_OPEN_WRITE, error);
  if (school == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return school;
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
