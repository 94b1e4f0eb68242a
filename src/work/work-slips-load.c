/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-slips-private.h"

#include <string.h>

#include "base-date.h"
#include "base-text.h"
#include "model-value.h"
#include "store-record.h"
#include "store-settings.h"
#include "work-print.h"

/* These are French papers, whatever language the program speaks: nothing here is translated. */

static void
mailing_free (gpointer data)
{
  WorkMailing *mailing = data;

  g_free (mailing->name);
  g_free (mailing->address);
  g_ptr_array_unref (mailing->lines);
  g_clear_pointer (&mailing->signatories, g_ptr_array_unref);
  g_free (mailing);
}

/**
 * _work_mailings_clear:
 * @self: what was read
 *
 * Frees what _work_mailings_load() told.
 */
void
_work_mailings_clear (WorkMailings *self)
{
  g_clear_pointer (&self->school, g_free);
  g_clear_pointer (&self->school_name, g_free);
  g_clear_pointer (&self->day, g_free);
  g_clear_pointer (&self->all, g_ptr_array_unref);
}

/* ---- addresses ---- */

/* (nullable): "" is none either */
static const char *
value_of (ModelRecord *record, const char *column)
{
  const char *value = model_field_index (model_record_get_entity (record), column) >= 0
                          ? model_record_get (record, column)
                          : NULL;

  return base_text_is_blank (value) ? NULL : value;
}

static void
add_line (GString *address, const char *line)
{
  if (line != NULL)
    g_string_append_printf (address, "%s%s", address->len > 0 ? "\n" : "", line);
}

/* The last line is in capitals: machines read it. */
static gboolean
add_place (GString *address, ModelRecord *record)
{
  static const char *const columns[] = { "address1", "address2", "address3", "address4" };
  const char *postcode = value_of (record, "postcode"), *town = value_of (record, "town");
  const char *country = value_of (record, "country");
  g_autofree char *place =
      g_strconcat (postcode != NULL ? postcode : "", postcode != NULL && town != NULL ? " " : "",
                   town != NULL ? town : "", NULL);
  g_autofree char *capitals = g_utf8_strup (place, -1);
  g_autofree char *folded = country != NULL ? base_text_fold (country) : NULL;
  g_autofree char *abroad = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    add_line (address, value_of (record, columns[i]));
  add_line (address, capitals[0] != '\0' ? capitals : NULL);
  if (folded != NULL && !g_str_equal (folded, "france"))
    {
      abroad = g_utf8_strup (country, -1);
      add_line (address, abroad);
    }
  return postcode != NULL && town != NULL;
}

/* "Mme Élodie ROUX" */
static char *
dup_attention (ModelRecord *contact)
{
  const char *title = value_of (contact, "title"), *given = value_of (contact, "given_name");
  const char *family = value_of (contact, "family_name");
  g_autofree char *capitals = g_utf8_strup (family != NULL ? family : "", -1);

  return g_strdup_printf ("À l’attention de %s%s%s%s%s", title != NULL ? title : "",
                          title != NULL ? " " : "", given != NULL ? given : "",
                          given != NULL ? " " : "", capitals);
}

/* @id: 0 for none. Returns: whether it could be looked for */
static gboolean
load_some (StoreConnection *connection,
           ModelEntity entity,
           gint64 id,
           ModelRecord **record,
           GError **error)
{
  *record = id != 0 ? store_load (connection, entity, id, error) : NULL;
  return id == 0 || *record != NULL;
}

/* A company that is known by its site alone is written to there. */
static gboolean
load_address (StoreConnection *connection,
              WorkMailing *mailing,
              gint64 company_id,
              gint64 site_id,
              gint64 contact_id,
              GError **error)
{
  g_autoptr (ModelRecord) company = NULL, site = NULL, contact = NULL;
  g_autoptr (GString) address = g_string_new (NULL);
  g_autofree char *attention = NULL;

  if (!load_some (connection, MODEL_ENTITY_COMPANY, company_id, &company, error)
      || !load_some (connection, MODEL_ENTITY_SITE, site_id, &site, error)
      || !load_some (connection, MODEL_ENTITY_CONTACT, contact_id, &contact, error))
    return FALSE;
  if (contact != NULL)
    attention = dup_attention (contact);
  if (company != NULL)
    {
      mailing->name = g_strdup (model_record_get_or_empty (company, "name"));
      add_line (address, mailing->name);
      add_line (address, attention);
      if (value_of (company, "town") == NULL && site != NULL)
        mailing->is_complete = add_place (address, site);
      else
        mailing->is_complete = add_place (address, company);
    }
  mailing->address = g_string_free (g_steal_pointer (&address), FALSE);
  return TRUE;
}

/* ---- whom they are for ---- */

static gboolean
is_wanted (const WorkMailings *self, ModelLine *line)
{
  if (line->cancelled)
    return FALSE;
  if (self->kind == WORK_SLIPS_COVER)
    return line->agreement_id != 0;
  return line->company_id != 0
         && (self->kind == WORK_SLIPS_TRANSMISSION
                 ? line->agreement_id != 0
                 : !g_str_equal (line->placement_state, "refused"));
}

/* What a placement says of the company's people; 0 where those of one company do not agree. */
typedef struct
{
  gint64 company_id;
  gint64 site_id;
  gint64 contact_id;
} Addressee;

static gboolean
find_addressee (StoreConnection *connection, GPtrArray *lines, Addressee *addressee, GError **error)
{
  for (guint i = 0; i < lines->len; i++)
    {
      ModelLine *line = lines->pdata[i];
      g_autoptr (ModelRecord) placement =
          store_load (connection, MODEL_ENTITY_PLACEMENT, line->placement_id, error);
      gint64 contact_id, site_id;

      if (placement == NULL)
        return FALSE;
      contact_id = model_record_get_int (placement, "representative_id");
      site_id = model_record_get_int (placement, "site_id");
      if (i == 0)
        *addressee = (Addressee){ line->company_id, site_id, contact_id };
      if (addressee->contact_id != contact_id)
        addressee->contact_id = 0;
      if (addressee->site_id != site_id)
        addressee->site_id = 0;
    }
  return TRUE;
}

static WorkMailing *
add_mailing (WorkMailings *self, ModelLine *line)
{
  WorkMailing *mailing = g_new0 (WorkMailing, 1);

  mailing->lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (mailing->lines, g_object_ref (line));
  g_ptr_array_add (self->all, mailing);
  return mailing;
}

/* One for each company, or for each line. */
static void
group (WorkMailings *self)
{
  g_autoptr (GHashTable) by_company = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < self->lines->len; i++)
    {
      ModelLine *line = self->lines->pdata[i];
      WorkMailing *known;

      if (!is_wanted (self, line))
        continue;
      known = self->kind != WORK_SLIPS_COVER ? g_hash_table_lookup (by_company, &line->company_id)
                                             : NULL;
      if (known != NULL)
        g_ptr_array_add (known->lines, g_object_ref (line));
      else
        g_hash_table_insert (by_company, &line->company_id, add_mailing (self, line));
    }
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  gint64 first = model_record_get_int (*(ModelRecord *const *) a, "position");
  gint64 second = model_record_get_int (*(ModelRecord *const *) b, "position");

  return (first > second) - (first < second);
}

static gboolean
load_signatories (StoreConnection *connection, WorkMailing *mailing, GError **error)
{
  ModelLine *line = mailing->lines->pdata[0];

  mailing->signatories = store_find_by_id (connection, MODEL_ENTITY_SIGNATORY, "agreement_id",
                                           line->agreement_id, error);
  if (mailing->signatories != NULL)
    g_ptr_array_sort (mailing->signatories, compare_positions);
  return mailing->signatories != NULL;
}

static gboolean
load_mailing (StoreConnection *connection, WorkMailings *self, WorkMailing *mailing, GError **error)
{
  Addressee addressee = { 0 };

  if (self->kind == WORK_SLIPS_COVER)
    return load_signatories (connection, mailing, error);
  return find_addressee (connection, mailing->lines, &addressee, error)
         && load_address (connection, mailing, addressee.company_id, addressee.site_id,
                          addressee.contact_id, error);
}

static gboolean
load_school (StoreConnection *connection, WorkMailings *self, GError **error)
{
  g_autoptr (GPtrArray) schools = store_load_all (connection, MODEL_ENTITY_SCHOOL, error);
  g_autoptr (GString) address = g_string_new (NULL);
  g_autofree char *iso = base_date_today_iso ();
  g_autofree char *long_day = NULL;
  g_autofree char *town = NULL;
  GDate today;

  if (schools == NULL)
    return FALSE;
  if (base_date_parse_iso (iso, &today))
    long_day = base_date_to_long (&today);
  if (schools->len > 0)
    {
      ModelRecord *school = schools->pdata[0];

      self->school_name = g_strdup (model_record_get_or_empty (school, "name"));
      add_line (address, self->school_name);
      add_place (address, school);
      town = g_strdup (value_of (school, "done_at") != NULL ? value_of (school, "done_at")
                                                            : value_of (school, "town"));
    }
  self->school = g_string_free (g_steal_pointer (&address), FALSE);
  self->day = town == NULL ? g_strdup_printf ("Le %s", long_day)
                           : g_strdup_printf ("%s, le %s", town, long_day);
  return TRUE;
}

static gboolean
load_copies (StoreConnection *connection, WorkMailings *self, GError **error)
{
  g_autoptr (ModelSettings) settings = store_settings_load (connection, error);

  if (settings == NULL)
    return FALSE;
  self->n_copies = (guint) model_settings_get_int (settings, WORK_PRINT_COPIES_SETTING);
  return TRUE;
}

/**
 * _work_mailings_load:
 * @connection: a connection
 * @self: what is asked for
 * @error: return location for a #StoreError
 *
 * Reads whom the papers are for, and what they say.
 *
 * Returns: whether it is read
 */
gboolean
_work_mailings_load (StoreConnection *connection, WorkMailings *self, GError **error)
{
  self->all = g_ptr_array_new_with_free_func (mailing_free);
  group (self);
  if (!load_school (connection, self, error) || !load_copies (connection, self, error))
    return FALSE;
  for (guint i = 0; i < self->all->len; i++)
    if (!load_mailing (connection, self, self->all->pdata[i], error))
      return FALSE;
  return TRUE;
}
