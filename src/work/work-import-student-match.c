/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-import-private.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"

static void
refuse (WorkImport *import, const char *column, const char *text)
{
  _work_import_refuse (import, _work_import_heading (import, WORK_SLOT_STUDENT, column),
                       g_strdup (text));
}

/* Two values that are both known and not the same: two persons. */
static gboolean
contradicts (const char *a, const char *b)
{
  return a != NULL && b != NULL && !_work_import_same (a, b);
}

/* FALSE on error; *student when one index settles it. */
static gboolean
match_number (WorkImport *import, ModelRecord **student, GError **error)
{
  const char *ine = _work_import_get (import, WORK_SLOT_STUDENT, "ine");
  const char *number = _work_import_get (import, WORK_SLOT_STUDENT, "internal_number");
  const char *family = _work_import_get (import, WORK_SLOT_STUDENT, "family_name");
  g_autoptr (GPtrArray) by_ine =
      _work_import_find (import, WORK_INDEX_STUDENT_INE, ine, NULL, error);
  g_autoptr (GPtrArray) by_number = NULL;

  if (by_ine == NULL)
    return FALSE;
  if (by_ine->len > 1)
    refuse (import, "ine", _ ("Several students have this number. Correct them first."));
  if (by_ine->len > 0)
    {
      *student = g_ptr_array_index (by_ine, 0);
      return TRUE;
    }
  by_number = _work_import_find (import, WORK_INDEX_STUDENT_NUMBER, number, NULL, error);
  if (by_number == NULL)
    return FALSE;
  if (by_number->len == 0)
    return TRUE;
  *student = g_ptr_array_index (by_number, 0);
  if (by_number->len > 1 || contradicts (model_record_get (*student, "ine"), ine)
      || contradicts (model_record_get (*student, "family_name"), family))
    refuse (import, "internal_number",
            _ ("Another student has this number already. Check it, or leave the cell empty."));
  return TRUE;
}

/* Students of that name who may be the one of the line, their national number being known or not.
 */
static GPtrArray *
find_namesakes (WorkImport *import, GError **error)
{
  const char *family = _work_import_get (import, WORK_SLOT_STUDENT, "family_name");
  const char *given = _work_import_get (import, WORK_SLOT_STUDENT, "given_name");
  const char *ine = _work_import_get (import, WORK_SLOT_STUDENT, "ine");
  GPtrArray *found = _work_import_find (import, WORK_INDEX_STUDENT_NAME, family, given, error);

  if (found != NULL && found->len == 0 && import->header->whole_name[WORK_SLOT_STUDENT])
    {
      g_ptr_array_unref (found);
      found = _work_import_find (import, WORK_INDEX_STUDENT_NAME, given, family, error);
    }
  for (guint i = found != NULL ? found->len : 0; i > 0; i--)
    if (contradicts (model_record_get (g_ptr_array_index (found, i - 1), "ine"), ine))
      g_ptr_array_remove_index (found, i - 1);
  return found;
}

/* By date of birth: the same, else the one whose date is not known. */
static void
choose_by_birth (WorkImport *import, GPtrArray *found, const char *birth, ModelRecord **student)
{
  guint n_same = 0;
  guint n_unknown = 0;

  for (guint i = 0; i < found->len; i++)
    {
      ModelRecord *candidate = g_ptr_array_index (found, i);
      const char *known = model_record_get (candidate, "birth_date");

      if (g_strcmp0 (known, birth) == 0)
        {
          *student = candidate;
          n_same++;
        }
      else if (known == NULL && n_same == 0)
        {
          *student = candidate;
          n_unknown++;
        }
    }
  if (n_same > 1 || (n_same == 0 && n_unknown > 1))
    refuse (import, "family_name",
            _ ("Several students have this name. Add their national number (INE) to the list."));
  else if (n_same + n_unknown == 0 && found->len > 0)
    _work_import_notice (
        import, _work_import_heading (import, WORK_SLOT_STUDENT, "birth_date"),
        g_strdup (_ ("There is already a student of this name, born another day: this one is taken "
                     "for another person.")));
}

/* Where a namesake stands, seen from the class of the line. */
typedef enum
{
  STANDS_IN_CLASS,
  STANDS_ELSEWHERE,
  STANDS_NOWHERE, /* in no class of the year yet */
  STANDS_TAKEN,   /* elsewhere, as this very file says: another person */
  N_STANDS
} Stand;

static gboolean
find_stand (WorkImport *import,
            ModelRecord *student,
            const char *name,
            Stand *stand,
            GError **error)
{
  ModelRecord *enrolment = NULL;
  g_autoptr (GPtrArray) groups = NULL;

  if (!_work_import_find_enrolment (import, student, &enrolment, error))
    return FALSE;
  *stand = STANDS_NOWHERE;
  if (enrolment == NULL)
    return TRUE;
  groups = _work_import_find_id (import, WORK_INDEX_CLASS_ID,
                                 model_record_get_int (enrolment, "class_group_id"), error);
  if (groups == NULL)
    return FALSE;
  if (groups->len > 0
      && _work_import_same (model_record_get (g_ptr_array_index (groups, 0), "name"), name))
    *stand = STANDS_IN_CLASS;
  else
    *stand = _work_import_is_touched (import, student) ? STANDS_TAKEN : STANDS_ELSEWHERE;
  return TRUE;
}

/* By class, where no date of birth is given. A namesake in another class may be the same person who
 * has moved, or another one: nobody but the school can tell. */
static gboolean
choose_by_class (WorkImport *import,
                 GPtrArray *found,
                 const char *name,
                 ModelRecord **student,
                 GError **error)
{
  ModelRecord *last[N_STANDS] = { NULL };
  guint n[N_STANDS] = { 0 };

  for (guint i = 0; i < found->len; i++)
    {
      Stand stand;

      if (!find_stand (import, g_ptr_array_index (found, i), name, &stand, error))
        return FALSE;
      last[stand] = g_ptr_array_index (found, i);
      n[stand]++;
    }
  if (n[STANDS_IN_CLASS] == 1)
    *student = last[STANDS_IN_CLASS];
  else if (n[STANDS_IN_CLASS] > 1 || n[STANDS_ELSEWHERE] > 0 || n[STANDS_NOWHERE] > 1)
    refuse (import, "family_name",
            _ ("A student of this name is in another class, or several are in this one. Add the "
               "date of birth or the national number (INE) to the list."));
  else
    *student = last[STANDS_NOWHERE];
  return TRUE;
}

/**
 * _work_import_match_student:
 * @import: an import
 * @student: (out) (transfer none) (nullable): the student whom the line speaks of, %NULL for one
 * who is not known yet
 * @error: return location for a #StoreError
 *
 * By national number, else by the school's own, else by name and date of birth, or class when there
 * is no date. Where several could be meant the line is refused.
 *
 * Returns: %FALSE on error
 */
gboolean
_work_import_match_student (WorkImport *import, ModelRecord **student, GError **error)
{
  const char *birth = _work_import_get (import, WORK_SLOT_STUDENT, "birth_date");
  const char *class_name = _work_import_get (import, WORK_SLOT_CLASS, "name");
  g_autoptr (GPtrArray) found = NULL;

  *student = NULL;
  if (!match_number (import, student, error))
    return FALSE;
  if (*student != NULL || import->refused)
    return TRUE;
  found = find_namesakes (import, error);
  if (found == NULL)
    return FALSE;
  if (birth != NULL)
    choose_by_birth (import, found, birth, student);
  else if (class_name != NULL)
    return choose_by_class (import, found, class_name, student, error);
  else if (found->len > 1)
    refuse (import, "family_name",
            _ ("Several students have this name. Add their national number (INE) to the list."));
  else if (found->len == 1)
    *student = g_ptr_array_index (found, 0);
  return TRUE;
}

/**
 * _work_import_find_enrolment:
 * @import: an import
 * @student: a student
 * @enrolment: (out) (transfer none) (nullable): what puts the student in a class of the year, now
 * @error: return location for a #StoreError
 *
 * Returns: %FALSE on error
 */
gboolean
_work_import_find_enrolment (WorkImport *import,
                             ModelRecord *student,
                             ModelRecord **enrolment,
                             GError **error)
{
  g_autoptr (GPtrArray) all = NULL;
  ModelRecord *year = NULL;

  *enrolment = NULL;
  if (!_work_import_find_year (import, import->year, &year, error))
    return FALSE;
  all = _work_import_find_id (import, WORK_INDEX_ENROLMENT, model_record_get_id (student), error);
  if (all == NULL)
    return FALSE;
  for (guint i = 0; year != NULL && i < all->len; i++)
    {
      ModelRecord *candidate = g_ptr_array_index (all, i);
      g_autoptr (GPtrArray) groups = _work_import_find_id (
          import, WORK_INDEX_CLASS_ID, model_record_get_int (candidate, "class_group_id"), error);

      if (groups == NULL)
        return FALSE;
      if (model_record_get (candidate, "end") == NULL && groups->len > 0
          && model_record_get_int (g_ptr_array_index (groups, 0), "school_year_id")
                 == model_record_get_id (year))
        *enrolment = candidate;
    }
  return TRUE;
}
