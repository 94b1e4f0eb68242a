/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-import-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-text.h"

static const WorkSlot guardian_slots[] = { WORK_SLOT_GUARDIAN1, WORK_SLOT_GUARDIAN2 };

/* SIECLE's lists give the address of the family without any name: it is where the student lives. */
static void
take_family_address (WorkImport *import, ModelRecord *student)
{
  static const char *const columns[] = { "address1", "address2", "postcode", "town" };
  gboolean taken = FALSE;

  if (_work_import_get (import, WORK_SLOT_GUARDIAN1, "family_name") != NULL
      || model_record_get (student, "address1") != NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const char *value = _work_import_get (import, WORK_SLOT_GUARDIAN1, columns[i]);

      if (value == NULL || model_record_get (student, columns[i]) != NULL)
        continue;
      model_record_set_canonical (student, columns[i], value);
      taken = TRUE;
    }
  if (taken)
    _work_import_notice_once (import, _ ("The list gives a guardian’s address without a name: it "
                                         "was taken for the student’s."));
}

/* Another person at the same rank: nothing of the former one may stay, least of all a telephone. */
static void
clear_if_replaced (WorkImport *import, ModelRecord *guardian, ModelRecord *values)
{
  const ModelEntityInfo *info = model_entity_info (MODEL_ENTITY_GUARDIAN);
  const char *given = model_record_get (values, "given_name");
  const char *before = model_record_get (guardian, "given_name");

  if (given == NULL || before == NULL || _work_import_same (given, before)
      || _work_import_is_touched (import, guardian))
    return;
  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].imports != NULL)
      model_record_set_canonical (guardian, model_field_column (&info->fields[i]), NULL);
  _work_import_notice (import, "",
                       g_strdup_printf (_ ("Guardian %s is now another person: what was known of "
                                           "the former one is replaced."),
                                        model_record_get (guardian, "rank")));
}

static gboolean
save_guardian (WorkImport *import, ModelRecord *student, guint rank, GError **error)
{
  ModelRecord *values = import->parts[guardian_slots[rank - 1]];
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (ModelRecord) guardian = NULL;
  char id[32], number[8];

  if (values == NULL)
    return TRUE;
  g_snprintf (id, sizeof id, "%" G_GINT64_FORMAT, model_record_get_id (student));
  g_snprintf (number, sizeof number, "%u", rank);
  found = _work_import_find (import, WORK_INDEX_GUARDIAN, id, number, error);
  if (found == NULL)
    return FALSE;
  if (found->len > 0)
    guardian = g_object_ref (g_ptr_array_index (found, 0));
  else if (model_record_get (values, "family_name") == NULL)
    {
      _work_import_notice_once (import, _ ("A guardian without a family name was left out."));
      return TRUE;
    }
  else
    {
      guardian = model_record_new (MODEL_ENTITY_GUARDIAN);
      model_record_set_canonical (guardian, "student_id", id);
      model_record_set_canonical (guardian, "rank", number);
    }
  if (model_record_get (values, "family_name") != NULL)
    clear_if_replaced (import, guardian, values);
  _work_import_merge (import, guardian, values, FALSE);
  return _work_import_save (import, guardian, error);
}

/* The enrolment in @group that ended, or NULL: a student may come back to a class. */
static gboolean
find_former (WorkImport *import,
             ModelRecord *student,
             ModelRecord *group,
             ModelRecord **former,
             GError **error)
{
  g_autoptr (GPtrArray) all =
      _work_import_find_id (import, WORK_INDEX_ENROLMENT, model_record_get_id (student), error);

  *former = NULL;
  for (guint i = 0; all != NULL && i < all->len; i++)
    if (model_record_get_int (g_ptr_array_index (all, i), "class_group_id")
        == model_record_get_id (group))
      *former = g_ptr_array_index (all, i);
  return all != NULL;
}

static void
notice_move (WorkImport *import, ModelRecord *group)
{
  _work_import_notice (import, _work_import_heading (import, WORK_SLOT_CLASS, "name"),
                       g_strdup_printf (_ ("The student moves to the class “%s”."),
                                        model_record_get (group, "name")));
}

static gboolean
save_enrolment (WorkImport *import, ModelRecord *student, ModelRecord *group, GError **error)
{
  ModelRecord *current = NULL;
  ModelRecord *former = NULL;
  g_autoptr (ModelRecord) enrolment = NULL;

  if (!_work_import_find_enrolment (import, student, &current, error)
      || !find_former (import, student, group, &former, error))
    return FALSE;
  if (current != NULL
      && model_record_get_int (current, "class_group_id") == model_record_get_id (group))
    return _work_import_save (import, current, error);
  if (current != NULL && _work_import_is_touched (import, current))
    {
      _work_import_notice (import, _work_import_heading (import, WORK_SLOT_CLASS, "name"),
                           g_strdup (_ ("An earlier line puts this student in another class: it "
                                        "was followed.")));
      return TRUE;
    }
  if (current != NULL)
    notice_move (import, group);
  if (former != NULL && current != NULL)
    {
      g_autofree char *today = base_date_today_iso ();

      model_record_set_canonical (current, "end", today);
      if (!_work_import_save (import, current, error))
        return FALSE;
    }
  if (former != NULL)
    model_record_set_canonical (former, "end", NULL);
  enrolment = former != NULL    ? g_object_ref (former)
              : current != NULL ? g_object_ref (current)
                                : model_record_new (MODEL_ENTITY_ENROLMENT);
  model_record_set_int (enrolment, "student_id", model_record_get_id (student));
  model_record_set_int (enrolment, "class_group_id", model_record_get_id (group));
  return _work_import_save (import, enrolment, error);
}

static gboolean
save_class (WorkImport *import, ModelRecord *student, GError **error)
{
  const char *name = _work_import_get (import, WORK_SLOT_CLASS, "name");
  ModelRecord *year = NULL;
  ModelRecord *group = NULL;

  if (name == NULL)
    return TRUE;
  return _work_import_save_year (import, import->year, &year, error)
         && _work_import_save_class (import, year, name, &group, error)
         && save_enrolment (import, student, group, error);
}

/**
 * _work_import_student_line:
 * @import: an import
 * @error: return location for a #StoreError
 *
 * Takes a line of a list of students: the student, the class of the year, and up to two guardians.
 *
 * Returns: %FALSE on error
 */
gboolean
_work_import_student_line (WorkImport *import, GError **error)
{
  ModelRecord *match = NULL;
  g_autoptr (ModelRecord) student = NULL;

  if (!_work_import_match_student (import, &match, error))
    return FALSE;
  student = match != NULL ? g_object_ref (match) : model_record_new (MODEL_ENTITY_STUDENT);
  if (match == NULL)
    {
      _work_import_merge (import, student, import->parts[WORK_SLOT_STUDENT], FALSE);
      _work_import_require (import, WORK_SLOT_STUDENT, student);
    }
  if (import->refused)
    return TRUE;
  if (match != NULL)
    _work_import_merge (import, student, import->parts[WORK_SLOT_STUDENT], FALSE);
  take_family_address (import, student);
  import->created = match == NULL;
  return _work_import_save (import, student, error) && save_class (import, student, error)
         && save_guardian (import, student, 1, error) && save_guardian (import, student, 2, error);
}
