/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signature.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "model-person.h"
#include "model-value.h"
#include "work-change-private.h"
#include "work-signature-private.h"
#include "work-signing-private.h"

/* Who fills a role of signature, and where the person's columns are. */
static const struct
{
  const char *role;
  ModelRoleId from;
  const char *prefix;
  const char *phone; /* (nullable): the number that a text message reaches first */
} people[] = {
  { "school", MODEL_ROLE_SCHOOL, "head_", NULL },
  { "student", MODEL_ROLE_STUDENT, "", "mobile" },
  { "guardian", MODEL_ROLE_GUARDIAN1, "", "mobile" },
  { "company", MODEL_ROLE_REPRESENTATIVE, "", "mobile" },
  { "tutor", MODEL_ROLE_TUTOR, "", "mobile" },
  { "teacher", MODEL_ROLE_TEACHER, "", "phone" },
};

static gboolean
is_minor (const WorkRecords *records)
{
  GDate birth, start;

  return _work_records_get_date (records, MODEL_ROLE_STUDENT, "birth_date", &birth)
         && _work_records_get_date (records, MODEL_ROLE_PLACEMENT, "start", &start)
         && base_date_age_on (&birth, &start) < 18;
}

static void
fill_in (ModelRecord *signatory, const char *column, const char *first, const char *otherwise)
{
  const char *value = first != NULL && first[0] != '\0' ? first : otherwise;

  if (value != NULL && value[0] != '\0')
    model_record_set_canonical (signatory, column, value);
}

/* A student has no title on paper. */
static char *
name_of (const WorkRecords *records, ModelRoleId role, const char *prefix)
{
  if (role != MODEL_ROLE_STUDENT)
    return _work_computed_name (records, role, prefix);
  return records->roles[role] != NULL ? model_person_full_name (records->roles[role]) : NULL;
}

/* The school's own choice of a person goes before the one that the sheet names. */
static void
fill_person (ModelRecord *signatory, ModelRecord *role, const WorkRecords *records)
{
  const char *key = model_record_get (role, "role");

  fill_in (signatory, "name", model_record_get (role, "name"), NULL);
  fill_in (signatory, "email", model_record_get (role, "email"), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *email = NULL;

      if (!g_str_equal (people[i].role, key) || model_record_get (role, "name") != NULL)
        continue;
      name = name_of (records, people[i].from, people[i].prefix);
      email = g_strconcat (people[i].prefix, "email", NULL);
      fill_in (signatory, "name", name, NULL);
      fill_in (signatory, "email", model_record_get (role, "email"),
               _work_records_get (records, people[i].from, email));
      if (people[i].phone != NULL)
        fill_in (signatory, "phone", _work_records_get (records, people[i].from, people[i].phone),
                 _work_records_get (records, people[i].from, "phone"));
    }
}

static void
fill_blank (ModelRecord *signatory, const char *column, const char *first, const char *otherwise)
{
  if (model_record_get_or_empty (signatory, column)[0] == '\0')
    fill_in (signatory, column, first, otherwise);
}

/**
 * _work_signatory_complete:
 * @signatory: a signatory of an agreement
 * @records: what the agreement is made from, as it is now
 *
 * Fills in what is not known of the person from where the rest came from: an address that was added
 * to a contact since. What is known stays.
 */
void
_work_signatory_complete (ModelRecord *signatory, const WorkRecords *records)
{
  const char *key = model_record_get (signatory, "role");

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *email = NULL;

      if (g_strcmp0 (people[i].role, key) != 0)
        continue;
      name = name_of (records, people[i].from, people[i].prefix);
      if (model_record_get (signatory, "name") != NULL
          && g_strcmp0 (model_record_get (signatory, "name"), name) != 0)
        continue;
      email = g_strconcat (people[i].prefix, "email", NULL);
      fill_blank (signatory, "name", name, NULL);
      fill_blank (signatory, "email", _work_records_get (records, people[i].from, email), NULL);
      if (people[i].phone != NULL)
        fill_blank (signatory, "phone",
                    _work_records_get (records, people[i].from, people[i].phone),
                    _work_records_get (records, people[i].from, "phone"));
    }
}

static ModelRecord *
find_position (GPtrArray *signatories, gint64 position)
{
  for (guint i = 0; i < signatories->len; i++)
    if (model_record_get_int (signatories->pdata[i], "position") == position)
      return g_object_ref (signatories->pdata[i]);
  return NULL;
}

static gboolean
has_acted (ModelRecord *signatory)
{
  return model_record_get (signatory, "signed_on") != NULL
         || model_record_get (signatory, "received_on") != NULL;
}

static gboolean
make_one (StoreConnection *connection,
          gint64 agreement_id,
          ModelRecord *role,
          GPtrArray *existing,
          const WorkRecords *records,
          StoreOperation *operation,
          GError **error)
{
  static const char *const copied[] = { "role", "label", "substitute", "is_mandatory" };
  gint64 position = model_record_get_int (role, "position");
  g_autoptr (ModelRecord) signatory = find_position (existing, position);

  if (signatory != NULL && has_acted (signatory))
    return TRUE;
  if (signatory == NULL)
    {
      signatory = model_record_new (MODEL_ENTITY_SIGNATORY);
      model_record_set_int (signatory, "agreement_id", agreement_id);
      model_record_set_int (signatory, "position", position);
    }
  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    model_record_set_canonical (signatory, copied[i], model_record_get (role, copied[i]));
  fill_person (signatory, role, records);
  return store_save (connection, signatory, operation, NULL, error);
}

/**
 * _work_signatories_make:
 * @connection: a connection, in a transaction
 * @agreement_id: an agreement
 * @records: what it is made from
 * @operation: what making it is part of
 * @error: return location
 *
 * Gives an agreement its signatories, as the school has set them; those of an agreement that is
 * made anew follow today's data, save who has signed already.
 *
 * Returns: whether they are there
 */
gboolean
_work_signatories_make (StoreConnection *connection,
                        gint64 agreement_id,
                        const WorkRecords *records,
                        StoreOperation *operation,
                        GError **error)
{
  g_autoptr (GPtrArray) existing = NULL;
  g_autoptr (GPtrArray) roles = store_load_all (connection, MODEL_ENTITY_SIGNATORY_ROLE, error);
  gboolean minor = is_minor (records);

  if (roles == NULL)
    return FALSE;
  existing =
      store_find_by_id (connection, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement_id, error);
  if (existing == NULL)
    return FALSE;
  for (guint i = 0; i < roles->len; i++)
    {
      ModelRecord *role = roles->pdata[i];

      if (model_record_get_int (role, "minors_only") != 0 && !minor)
        continue;
      if (!make_one (connection, agreement_id, role, existing, records, operation, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * work_signatory_title:
 * @signatory: a signatory, or one of the school's by default
 *
 * Returns: (transfer full): in what quality they sign, for a person: "Tuteur", or the school's
 * words
 */
char *
work_signatory_title (ModelRecord *signatory)
{
  const char *label = model_record_get (signatory, "label");
  const char *role = model_record_get (signatory, "role");
  const char *choice;

  if (label != NULL && label[0] != '\0')
    return g_strdup (label);
  choice = model_value_choice_label (model_field_find ("signatory.role"), role);
  return g_strdup (choice != NULL ? _ (choice) : "");
}

static const char *const dates[] = { "sent_on", "reminded_on", "signed_on", "received_on" };

static gboolean
is_date (const char *column)
{
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    if (g_strcmp0 (dates[i], column) == 0)
      return TRUE;
  return FALSE;
}

/* Dates that contradict each other are slips of the hand: none is kept. */
static gboolean
check_dates (WorkChanging *changing, ModelRecord *signatory, GError **error)
{
  const char *sent = model_record_get (signatory, "sent_on");
  const char *signed_on = model_record_get (signatory, "signed_on");
  const char *received = model_record_get (signatory, "received_on");

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    if (g_strcmp0 (model_record_get (signatory, dates[i]), changing->today) > 0)
      return _work_refuse (error,
                           _ ("A date of %s is still to come: only what has happened is "
                              "noted. Correct the date."),
                           model_record_get (signatory, "name"));
  if (signed_on != NULL && sent != NULL && strcmp (signed_on, sent) < 0)
    return _work_refuse (error,
                         _ ("%s would have signed before the agreement was given: correct "
                            "one of the two dates."),
                         model_record_get (signatory, "name"));
  if (signed_on != NULL && received != NULL && strcmp (received, signed_on) < 0)
    return _work_refuse (error,
                         _ ("The agreement would have come back from %s before it was "
                            "signed: correct one of the two dates."),
                         model_record_get (signatory, "name"));
  return TRUE;
}

/* What is with its signatories at a provider goes to whom it was sent: the provider is told of a
 * change, and tells the dates. */
static gboolean
check_free (WorkChanging *changing, gint64 agreement_id, GError **error)
{
  g_autoptr (ModelRecord) agreement =
      _work_changing_load (changing, MODEL_ENTITY_AGREEMENT, agreement_id, error);

  return agreement != NULL && _work_signing_check_free (changing->connection, agreement, error);
}

static gboolean
save_signatory (WorkChanging *changing, gpointer data, GError **error)
{
  g_autoptr (ModelRecord) signatory = model_record_copy (data);

  return check_free (changing, model_record_get_int (signatory, "agreement_id"), error)
         && check_dates (changing, signatory, error)
         && _work_changing_save (changing, signatory, error);
}

/**
 * work_change_signatory_new:
 * @signatory: a signatory of an agreement, with what was changed. Copied.
 *
 * Returns: (transfer full): the change that saves it
 */
WorkChange *
work_change_signatory_new (ModelRecord *signatory)
{
  return _work_change_new ("signatory.change", save_signatory, model_record_copy (signatory),
                           g_object_unref);
}

typedef struct
{
  GArray *ids; /* (element-type gint64) */
  char *role;
  char *column;
  char *day;
} Signatures;

static void
signatures_free (gpointer data)
{
  Signatures *signatures = data;

  g_array_unref (signatures->ids);
  g_free (signatures->role);
  g_free (signatures->column);
  g_free (signatures->day);
  g_free (signatures);
}

/* A reminder is for those who have not signed. */
static gboolean
is_concerned (const Signatures *signatures, ModelRecord *signatory)
{
  if (signatures->role != NULL
      && g_strcmp0 (model_record_get (signatory, "role"), signatures->role) != 0)
    return FALSE;
  return !g_str_equal (signatures->column, "reminded_on")
         || model_record_get (signatory, "signed_on") == NULL;
}

static gboolean
set_dates (WorkChanging *changing, gpointer data, GError **error)
{
  const Signatures *signatures = data;

  if (!is_date (signatures->column))
    return _work_refuse (error, _ ("A signatory has no date “%s”."), signatures->column);
  for (guint i = 0; i < signatures->ids->len; i++)
    {
      g_autoptr (GPtrArray) all =
          _work_changing_find (changing, MODEL_ENTITY_SIGNATORY, "agreement_id",
                               g_array_index (signatures->ids, gint64, i), error);

      if (all == NULL || !check_free (changing, g_array_index (signatures->ids, gint64, i), error))
        return FALSE;
      for (guint j = 0; j < all->len; j++)
        {
          ModelRecord *signatory = all->pdata[j];

          if (!is_concerned (signatures, signatory))
            continue;
          model_record_set_canonical (signatory, signatures->column, signatures->day);
          if (!check_dates (changing, signatory, error)
              || !_work_changing_save (changing, signatory, error))
            return FALSE;
        }
    }
  return TRUE;
}

/**
 * work_change_signatures_new:
 * @agreement_ids: (array length=n_ids): agreements
 * @n_ids: how many
 * @role: (nullable): only signatories of this role; %NULL for all
 * @column: "sent_on", "reminded_on", "signed_on" or "received_on"
 * @day: (nullable): ISO day; %NULL takes it back
 *
 * Returns: (transfer full): the change that notes the day for the signatories of many agreements. A
 *   reminder is noted for those only who have not signed.
 */
WorkChange *
work_change_signatures_new (const gint64 *agreement_ids,
                            guint n_ids,
                            const char *role,
                            const char *column,
                            const char *day)
{
  Signatures *signatures = g_new0 (Signatures, 1);

  signatures->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_ids > 0)
    g_array_append_vals (signatures->ids, agreement_ids, n_ids);
  signatures->role = g_strdup (role);
  signatures->column = g_strdup (column);
  signatures->day = g_strdup (day);
  return _work_change_new ("signatory.change", set_dates, signatures, signatures_free);
}
