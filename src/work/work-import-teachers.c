/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-import-private.h"

#include <glib/gi18n-lib.h>

/* Of a family name alone, or of one whose given name is not known: the only one, or nobody. */
static GPtrArray *
find_by_family (WorkImport *import, const char *family, gboolean any_given, GError **error)
{
  GPtrArray *found = _work_import_find (import, WORK_INDEX_TEACHER_FAMILY, family, NULL, error);

  for (guint i = found != NULL ? found->len : 0; i > 0 && !any_given; i--)
    if (model_record_get (g_ptr_array_index (found, i - 1), "given_name") != NULL)
      g_ptr_array_remove_index (found, i - 1);
  return found;
}

static GPtrArray *
find_by_full_name (WorkImport *import, GError **error)
{
  const char *family = _work_import_get (import, WORK_SLOT_TEACHER, "family_name");
  const char *given = _work_import_get (import, WORK_SLOT_TEACHER, "given_name");
  GPtrArray *found;

  if (given == NULL)
    return find_by_family (import, family, TRUE, error);
  found = _work_import_find (import, WORK_INDEX_TEACHER_NAME, family, given, error);
  if (found != NULL && found->len == 0 && import->header->whole_name[WORK_SLOT_TEACHER])
    {
      g_ptr_array_unref (found);
      found = _work_import_find (import, WORK_INDEX_TEACHER_NAME, given, family, error);
    }
  if (found != NULL && found->len == 0)
    {
      g_ptr_array_unref (found);
      found = find_by_family (import, family, FALSE, error);
    }
  return found;
}

/* Two lines of one file with two addresses are two persons, whatever their name. */
static GPtrArray *
find_by_name (WorkImport *import, GError **error)
{
  const char *email = _work_import_get (import, WORK_SLOT_TEACHER, "email");
  GPtrArray *found = find_by_full_name (import, error);

  for (guint i = found != NULL ? found->len : 0; i > 0 && email != NULL; i--)
    {
      ModelRecord *candidate = g_ptr_array_index (found, i - 1);

      if (model_record_get (candidate, "email") != NULL
          && _work_import_is_touched (import, candidate))
        g_ptr_array_remove_index (found, i - 1);
    }
  return found;
}

/**
 * _work_import_match_teacher:
 * @import: an import
 * @teacher: (out) (transfer none) (nullable): the teacher whom the line speaks of, %NULL for one
 * who is not known yet
 * @error: return location for a #StoreError
 *
 * By e-mail address, else by name; the line is refused when several could be meant.
 *
 * Returns: %FALSE on error
 */
gboolean
_work_import_match_teacher (WorkImport *import, ModelRecord **teacher, GError **error)
{
  const char *email = _work_import_get (import, WORK_SLOT_TEACHER, "email");
  g_autoptr (GPtrArray) found =
      _work_import_find (import, WORK_INDEX_TEACHER_EMAIL, email, NULL, error);

  *teacher = NULL;
  if (found == NULL)
    return FALSE;
  if (found->len == 0)
    {
      g_ptr_array_unref (found);
      found = find_by_name (import, error);
      if (found == NULL)
        return FALSE;
    }
  if (found->len > 1)
    _work_import_refuse (
        import, _work_import_heading (import, WORK_SLOT_TEACHER, "family_name"),
        g_strdup (_ ("Several teachers have this name. Add their e-mail address or "
                     "given name to the list.")));
  else if (found->len == 1)
    *teacher = g_ptr_array_index (found, 0);
  return TRUE;
}

/**
 * _work_import_teacher_line:
 * @import: an import
 * @error: return location for a #StoreError
 *
 * Takes a line of a list of teachers.
 *
 * Returns: %FALSE on error
 */
gboolean
_work_import_teacher_line (WorkImport *import, GError **error)
{
  ModelRecord *match = NULL;
  g_autoptr (ModelRecord) teacher = NULL;

  if (!_work_import_match_teacher (import, &match, error))
    return FALSE;
  teacher = match != NULL ? g_object_ref (match) : model_record_new (MODEL_ENTITY_TEACHER);
  if (match == NULL)
    {
      _work_import_merge (import, teacher, import->parts[WORK_SLOT_TEACHER], FALSE);
      _work_import_require (import, WORK_SLOT_TEACHER, teacher);
    }
  if (import->refused)
    return TRUE;
  if (match != NULL)
    _work_import_merge (import, teacher, import->parts[WORK_SLOT_TEACHER], FALSE);
  import->created = match == NULL;
  return _work_import_save (import, teacher, error);
}
