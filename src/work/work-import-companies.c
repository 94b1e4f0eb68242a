/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-import-private.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"

static const char *
given (WorkImport *import, const char *column)
{
  return _work_import_get (import, WORK_SLOT_COMPANY, column);
}

static gboolean
contradicts (const char *a, const char *b)
{
  return a != NULL && b != NULL && !_work_import_same (a, b);
}

/* Companies of that name (or trade name) that may be the one of the line. */
static GPtrArray *
find_by_name (WorkImport *import, WorkImportIndex index, GError **error)
{
  GPtrArray *found = _work_import_find (import, index, given (import, "name"), NULL, error);

  for (guint i = found != NULL ? found->len : 0; i > 0; i--)
    {
      ModelRecord *company = g_ptr_array_index (found, i - 1);

      if (contradicts (model_record_get (company, "siret"), given (import, "siret"))
          || contradicts (model_record_get (company, "town"), given (import, "town")))
        g_ptr_array_remove_index (found, i - 1);
    }
  return found;
}

/**
 * _work_import_match_company:
 * @import: an import
 * @company: (out) (transfer none) (nullable): the company that the line speaks of, %NULL for one
 *   that is not known yet
 * @error: return location for a #StoreError
 *
 * By SIRET, else by name (or trade name) and town; a town that one of both does not know is no
 * difference. The line is refused when several could be meant.
 *
 * Returns: %FALSE on error
 */
gboolean
_work_import_match_company (WorkImport *import, ModelRecord **company, GError **error)
{
  g_autoptr (GPtrArray) found =
      _work_import_find (import, WORK_INDEX_COMPANY_SIRET, given (import, "siret"), NULL, error);

  *company = NULL;
  for (int index = WORK_INDEX_COMPANY_NAME;
       found != NULL && found->len == 0 && index <= WORK_INDEX_COMPANY_TRADE_NAME; index++)
    {
      g_ptr_array_unref (found);
      found = find_by_name (import, (WorkImportIndex) index, error);
    }
  if (found == NULL)
    return FALSE;
  if (found->len > 1)
    _work_import_refuse (
        import, _work_import_heading (import, WORK_SLOT_COMPANY, "name"),
        g_strdup (_ ("Several companies have this name. Add the town or the SIRET to the list.")));
  else if (found->len == 1)
    *company = g_ptr_array_index (found, 0);
  return TRUE;
}

static gboolean
is_same_site (ModelRecord *site, ModelRecord *values)
{
  const char *name = model_record_get (values, "name");
  const char *known = model_record_get (site, "name");

  if (name != NULL && known != NULL)
    return _work_import_same (name, known)
           && !contradicts (model_record_get (site, "town"), model_record_get (values, "town"));
  return !contradicts (model_record_get (site, "address1"), model_record_get (values, "address1"))
         && !contradicts (model_record_get (site, "town"), model_record_get (values, "town"));
}

/**
 * _work_import_save_site:
 * @import: an import
 * @company: a company
 * @fill: only fill what is not known
 * @site: (out) (transfer none) (nullable): the host site of the line, %NULL when it names none
 * @error: return location for a #StoreError
 *
 * Returns: %FALSE on error
 */
gboolean
_work_import_save_site (WorkImport *import,
                        ModelRecord *company,
                        gboolean fill,
                        ModelRecord **site,
                        GError **error)
{
  ModelRecord *values = import->parts[WORK_SLOT_SITE];
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (ModelRecord) owned = NULL;

  *site = NULL;
  if (values == NULL)
    return TRUE;
  if (model_record_get (values, "name") == NULL && model_record_get (values, "address1") == NULL
      && model_record_get (values, "town") == NULL)
    {
      _work_import_notice_once (import,
                                _ ("What is said of a host site was left out where the site "
                                   "has neither name nor address."));
      return TRUE;
    }
  found = _work_import_find_id (import, WORK_INDEX_SITE, model_record_get_id (company), error);
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len && owned == NULL; i++)
    if (is_same_site (g_ptr_array_index (found, i), values))
      owned = g_object_ref (g_ptr_array_index (found, i));
  if (owned == NULL)
    {
      owned = model_record_new (MODEL_ENTITY_SITE);
      model_record_set_int (owned, "company_id", model_record_get_id (company));
    }
  _work_import_merge (import, owned, values, fill);
  *site = owned;
  return _work_import_save (import, owned, error);
}

static gboolean
is_same_contact (WorkImport *import, WorkSlot slot, ModelRecord *contact, ModelRecord *values)
{
  const char *family = model_record_get (values, "family_name");
  const char *first = model_record_get (values, "given_name");
  const char *known_family = model_record_get (contact, "family_name");
  const char *known_first = model_record_get (contact, "given_name");

  if (_work_import_same (family, known_family))
    return !contradicts (first, known_first);
  return import->header->whole_name[slot] && first != NULL && known_first != NULL
         && _work_import_same (first, known_family) && _work_import_same (family, known_first);
}

/**
 * _work_import_save_contact:
 * @import: an import
 * @slot: %WORK_SLOT_TUTOR or %WORK_SLOT_REPRESENTATIVE
 * @company: a company
 * @fill: only fill what is not known
 * @contact: (out) (transfer none) (nullable): the person of the line, %NULL when it names none
 * @error: return location for a #StoreError
 *
 * Finds a person of a company by name, or adds one; either way the person has the role from then
 * on.
 *
 * Returns: %FALSE on error
 */
gboolean
_work_import_save_contact (WorkImport *import,
                           WorkSlot slot,
                           ModelRecord *company,
                           gboolean fill,
                           ModelRecord **contact,
                           GError **error)
{
  ModelRecord *values = import->parts[slot];
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (ModelRecord) owned = NULL;

  *contact = NULL;
  if (values == NULL)
    return TRUE;
  if (model_record_get (values, "family_name") == NULL)
    {
      _work_import_notice_once (
          import, _ ("What is said of a person of a company was left out where there is no name."));
      return TRUE;
    }
  found = _work_import_find_id (import, WORK_INDEX_CONTACT, model_record_get_id (company), error);
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len && owned == NULL; i++)
    if (is_same_contact (import, slot, g_ptr_array_index (found, i), values))
      owned = g_object_ref (g_ptr_array_index (found, i));
  if (owned == NULL)
    {
      owned = model_record_new (MODEL_ENTITY_CONTACT);
      model_record_set_int (owned, "company_id", model_record_get_id (company));
    }
  else if (import->header->whole_name[slot])
    {
      /* Known under both names: how the list cuts them says nothing more. */
      model_record_set_canonical (values, "family_name", NULL);
      model_record_set_canonical (values, "given_name", NULL);
    }
  _work_import_merge (import, owned, values, fill);
  model_record_set_canonical (owned, slot == WORK_SLOT_TUTOR ? "is_tutor" : "is_representative",
                              "1");
  *contact = owned;
  return _work_import_save (import, owned, error);
}

static gboolean
save_people (WorkImport *import, ModelRecord *company, GError **error)
{
  ModelRecord *ignored;

  return _work_import_save_site (import, company, FALSE, &ignored, error)
         && _work_import_save_contact (import, WORK_SLOT_REPRESENTATIVE, company, FALSE, &ignored,
                                       error)
         && _work_import_save_contact (import, WORK_SLOT_TUTOR, company, FALSE, &ignored, error);
}

/**
 * _work_import_company_line:
 * @import: an import
 * @error: return location for a #StoreError
 *
 * Takes a line of a list of companies: the company, a host site, a representative, a tutor. Several
 * lines may speak of one company.
 *
 * Returns: %FALSE on error
 */
gboolean
_work_import_company_line (WorkImport *import, GError **error)
{
  ModelRecord *match = NULL;
  g_autoptr (ModelRecord) company = NULL;

  if (!_work_import_match_company (import, &match, error))
    return FALSE;
  company = match != NULL ? g_object_ref (match) : model_record_new (MODEL_ENTITY_COMPANY);
  if (match == NULL)
    {
      _work_import_merge (import, company, import->parts[WORK_SLOT_COMPANY], FALSE);
      _work_import_require (import, WORK_SLOT_COMPANY, company);
    }
  if (import->refused)
    return TRUE;
  if (match != NULL)
    _work_import_merge (import, company, import->parts[WORK_SLOT_COMPANY], FALSE);
  import->created = match == NULL;
  return _work_import_save (import, company, error) && save_people (import, company, error);
}
