/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-import-private.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"

/* A school year is counted from its first of September to the day before the next one. */
#define YEAR_START "%d-09-01"
#define YEAR_END   "%d-08-31"

/**
 * _work_import_year_name:
 * @text: (nullable): a school year as people write it: "2026-2027", "2026/27", "2026"
 *
 * Returns: (transfer full) (nullable): "2026-2027", or %NULL when @text is no school year
 */
char *
_work_import_year_name (const char *text)
{
  g_autoptr (GRegex) regex =
      g_regex_new ("^\\s*(20\\d\\d)(?:\\s*[-/–]\\s*(\\d{4}|\\d{2}))?\\s*$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  int year, next;

  if (text == NULL || !g_regex_match (regex, text, 0, &match))
    return NULL;
  first = g_match_info_fetch (match, 1);
  second = g_match_info_fetch (match, 2);
  year = (int) g_ascii_strtoll (first, NULL, 10);
  next = second != NULL && *second != '\0' ? (int) g_ascii_strtoll (second, NULL, 10) : year + 1;
  if (next != year + 1 && next != (year + 1) % 100)
    return NULL;
  return g_strdup_printf ("%d-%d", year, year + 1);
}

/**
 * _work_import_find_year:
 * @import: an import
 * @name: "2026-2027"
 * @year: (out) (transfer none) (nullable): the school year, %NULL when there is none yet
 * @error: return location for a #StoreError
 *
 * Returns: %FALSE on error
 */
gboolean
_work_import_find_year (WorkImport *import, const char *name, ModelRecord **year, GError **error)
{
  g_autoptr (GPtrArray) found = _work_import_find (import, WORK_INDEX_YEAR, name, NULL, error);

  if (found == NULL)
    return FALSE;
  *year = found->len > 0 ? g_ptr_array_index (found, 0) : NULL;
  return TRUE;
}

/* Everything that is saved is owned by the import's rows: what is given out is not. */
static gboolean
save_new (WorkImport *import, ModelRecord *record, GError **error)
{
  g_autoptr (ModelRecord) owned = record;

  return _work_import_save (import, owned, error);
}

/**
 * _work_import_save_year:
 * @import: an import
 * @name: "2026-2027"
 * @year: (out) (transfer none): the school year, made when there was none
 * @error: return location for a #StoreError
 *
 * Returns: %FALSE on error
 */
gboolean
_work_import_save_year (WorkImport *import, const char *name, ModelRecord **year, GError **error)
{
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  int first = (int) g_ascii_strtoll (name, NULL, 10);

  if (!_work_import_find_year (import, name, year, error))
    return FALSE;
  if (*year != NULL)
    return TRUE;
  start = g_strdup_printf (YEAR_START, first);
  end = g_strdup_printf (YEAR_END, first + 1);
  *year = model_record_new (MODEL_ENTITY_SCHOOL_YEAR);
  model_record_set_canonical (*year, "name", name);
  model_record_set_canonical (*year, "start", start);
  model_record_set_canonical (*year, "end", end);
  return save_new (import, *year, error);
}

/**
 * _work_import_find_class:
 * @import: an import
 * @year: (nullable): a school year
 * @name: (nullable): the name of a class
 * @group: (out) (transfer none) (nullable): the class, %NULL when there is none of that name
 * @error: return location for a #StoreError
 *
 * Returns: %FALSE on error
 */
gboolean
_work_import_find_class (WorkImport *import,
                         ModelRecord *year,
                         const char *name,
                         ModelRecord **group,
                         GError **error)
{
  g_autoptr (GPtrArray) found = NULL;
  char id[32];

  *group = NULL;
  if (year == NULL || base_text_is_blank (name))
    return TRUE;
  g_snprintf (id, sizeof id, "%" G_GINT64_FORMAT, model_record_get_id (year));
  found = _work_import_find (import, WORK_INDEX_CLASS, id, name, error);
  if (found == NULL)
    return FALSE;
  *group = found->len > 0 ? g_ptr_array_index (found, 0) : NULL;
  return TRUE;
}

/**
 * _work_import_save_class:
 * @import: an import
 * @year: a school year
 * @name: the name of a class
 * @group: (out) (transfer none): the class, made when there was none of that name
 * @error: return location for a #StoreError
 *
 * What the line says of the class fills what is not known of it yet, and changes nothing: the lines
 * of its students need not agree.
 *
 * Returns: %FALSE on error
 */
gboolean
_work_import_save_class (WorkImport *import,
                         ModelRecord *year,
                         const char *name,
                         ModelRecord **group,
                         GError **error)
{
  gboolean is_new;

  if (!_work_import_find_class (import, year, name, group, error))
    return FALSE;
  is_new = *group == NULL;
  if (is_new)
    {
      *group = model_record_new (MODEL_ENTITY_CLASS_GROUP);
      model_record_set_int (*group, "school_year_id", model_record_get_id (year));
      model_record_set_canonical (*group, "name", name);
      _work_import_notice (import, _work_import_heading (import, WORK_SLOT_CLASS, "name"),
                           g_strdup_printf (_ ("The class “%s” was created in %s."), name,
                                            model_record_get (year, "name")));
    }
  _work_import_merge (import, *group, import->parts[WORK_SLOT_CLASS], TRUE);
  return is_new ? save_new (import, *group, error) : _work_import_save (import, *group, error);
}
