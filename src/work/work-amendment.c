/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "work-agreement-private.h"
#include "work-amendment-private.h"
#include "work-school-private.h"
#include "work-signing-private.h"

/* (transfer full) (nullable): the living agreement of a sheet; %NULL without @error for none */
static GPtrArray *
find_signatories (StoreConnection *connection, gint64 agreement_id, GError **error)
{
  return store_find_by_id (connection, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement_id, error);
}

static gboolean
judge (StoreConnection *connection,
       ModelRecord *agreement,
       WorkFollowing *following,
       GError **error)
{
  g_autoptr (GPtrArray) steps = _work_steps_load (connection, error);
  g_autoptr (GPtrArray) signatories = NULL;
  gboolean bound;

  if (steps == NULL)
    return FALSE;
  signatories = find_signatories (connection, model_record_get_id (agreement), error);
  if (signatories == NULL)
    return FALSE;
  if (!_work_signing_is_bound (connection, agreement, &bound, error))
    return FALSE;
  *following = _work_step_is_on_its_way (agreement, steps) || bound ? WORK_FOLLOWING_AMENDMENT
                                                                    : WORK_FOLLOWING_NEW_VERSION;
  for (guint i = 0; i < signatories->len; i++)
    if (model_record_get (signatories->pdata[i], "signed_on") != NULL)
      *following = WORK_FOLLOWING_AMENDMENT;
  return TRUE;
}

/**
 * _work_agreement_following:
 * @connection: a connection
 * @placement_id: a placement sheet
 * @following: (out): what changing it would do to its agreement
 * @error: return location
 *
 * Returns: whether it could be found out
 */
gboolean
_work_agreement_following (StoreConnection *connection,
                           gint64 placement_id,
                           WorkFollowing *following,
                           GError **error)
{
  g_autoptr (ModelRecord) agreement = NULL;

  *following = WORK_FOLLOWING_NOTHING;
  if (!_work_agreement_find_living (connection, placement_id, &agreement, error))
    return FALSE;
  return agreement == NULL || judge (connection, agreement, following, error);
}

static gboolean
write_anew (WorkChanging *changing, ModelRecord *agreement, GError **error)
{
  gint64 revision = model_record_get_int (agreement, "revision");

  model_record_set_int (agreement, "revision", MAX (revision, 1) + 1);
  /* What was printed says something else. */
  model_record_set_canonical (agreement, "printed_on", NULL);
  model_record_set_canonical (agreement, "printed_copies", NULL);
  return _work_agreement_freeze (changing->connection, agreement, changing->today,
                                 changing->operation, NULL, error);
}

/* Who amends signs what they had signed: the same persons (domain §3.2). */
static gboolean
copy_signatories (WorkChanging *changing, gint64 from, gint64 to, GError **error)
{
  static const char *const columns[] = { "position", "role",  "label",      "name",
                                         "email",    "phone", "substitute", "is_mandatory" };
  g_autoptr (GPtrArray) signatories = find_signatories (changing->connection, from, error);

  for (guint i = 0; signatories != NULL && i < signatories->len; i++)
    {
      g_autoptr (ModelRecord) copy = model_record_new (MODEL_ENTITY_SIGNATORY);

      model_record_set_int (copy, "agreement_id", to);
      for (guint j = 0; j < G_N_ELEMENTS (columns); j++)
        model_record_set_canonical (copy, columns[j],
                                    model_record_get (signatories->pdata[i], columns[j]));
      if (!store_save (changing->connection, copy, changing->operation, NULL, error))
        return FALSE;
    }
  return signatories != NULL;
}

/* "2026-0042-A2": the agreement that was amended first, and how many times it has been. */
static char *
number_amendment (WorkChanging *changing, ModelRecord *agreement, GError **error)
{
  const char *number = model_record_get (agreement, "number");
  const char *mark = g_strrstr (number, "-A");
  g_autofree char *root = model_record_get_int (agreement, "amends_id") != 0 && mark != NULL
                              ? g_strndup (number, (gsize) (mark - number))
                              : g_strdup (number);

  for (guint i = 1;; i++)
    {
      g_autofree char *wanted = g_strdup_printf ("%s-A%u", root, i);
      g_autoptr (GError) local = NULL;
      g_autoptr (ModelRecord) taken = store_find_one (changing->connection, MODEL_ENTITY_AGREEMENT,
                                                      &local, "number", wanted, NULL);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      if (taken == NULL)
        return g_steal_pointer (&wanted);
    }
}

static gboolean
replace (WorkChanging *changing, ModelRecord *agreement, const char *number, GError **error)
{
  g_autofree char *reason = g_strdup_printf (_ ("Amended by %s"), number);

  model_record_set_canonical (agreement, "state", "replaced");
  model_record_set_canonical (agreement, "reason", reason);
  return store_save (changing->connection, agreement, changing->operation, NULL, error);
}

static gboolean
amend (WorkChanging *changing, ModelRecord *agreement, const char *difference, GError **error)
{
  g_autofree char *number = number_amendment (changing, agreement, error);
  g_autoptr (ModelRecord) amendment = model_record_new (MODEL_ENTITY_AGREEMENT);
  gint64 id = model_record_get_id (agreement);

  /* One living agreement a sheet: the old one steps back first. */
  if (number == NULL || !replace (changing, agreement, number, error))
    return FALSE;
  model_record_set_int (amendment, "placement_id",
                        model_record_get_int (agreement, "placement_id"));
  model_record_set_canonical (amendment, "number", number);
  model_record_set_canonical (amendment, "mode", "manual");
  model_record_set_int (amendment, "step", 0);
  model_record_set_canonical (amendment, "step_date", changing->today);
  model_record_set_canonical (amendment, "state", "active");
  model_record_set_canonical (amendment, "made_on", changing->today);
  model_record_set_int (amendment, "amends_id", id);
  model_record_set_canonical (amendment, "difference", difference);
  if (!store_save (changing->connection, amendment, changing->operation, NULL, error)
      || !copy_signatories (changing, id, model_record_get_id (amendment), error))
    return FALSE;
  return _work_agreement_freeze (changing->connection, amendment, changing->today,
                                 changing->operation, NULL, error);
}

/* (transfer full): what differs between what the agreement says and the sheet of today */
static char *
find_difference (WorkChanging *changing, ModelRecord *agreement, GError **error)
{
  g_autoptr (WorkValues) before = NULL;
  g_autoptr (WorkValues) after = NULL;

  after = work_values_load (changing->connection, model_record_get_int (agreement, "placement_id"),
                            agreement, changing->today, error);
  if (after == NULL)
    return NULL;
  before = _work_agreement_values (agreement, error);
  return before != NULL ? work_values_difference (before, after) : NULL;
}

/**
 * _work_agreement_follow_sheet:
 * @changing: a change under way
 * @placement_id: a validated sheet that has just been changed
 * @error: return location
 *
 * Lets the agreement of a sheet follow it: written anew, as its next version, while nobody outside
 * has it; else replaced by an amendment that says what changes, with a number and signatories of
 * its own. The old one and its documents stay as they were signed.
 *
 * Returns: whether it is done
 */
gboolean
_work_agreement_follow_sheet (WorkChanging *changing, gint64 placement_id, GError **error)
{
  g_autoptr (ModelRecord) agreement = NULL;
  g_autofree char *difference = NULL;
  WorkFollowing following;

  if (!_work_agreement_find_living (changing->connection, placement_id, &agreement, error))
    return FALSE;
  if (agreement == NULL)
    return TRUE;
  difference = find_difference (changing, agreement, error);
  if (difference == NULL)
    return FALSE;
  if (difference[0] == '\0')
    return TRUE;
  if (!_work_signing_check_free (changing->connection, agreement, error)
      || !judge (changing->connection, agreement, &following, error))
    return FALSE;
  return following == WORK_FOLLOWING_NEW_VERSION ? write_anew (changing, agreement, error)
                                                 : amend (changing, agreement, difference, error);
}
