/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-agreement-private.h"

#include <glib/gi18n-lib.h>

#include "model-person.h"
#include "work-error.h"
#include "work-signature-private.h"
#include "work-signing-private.h"

/* Why a sheet gives no agreement. */
static const struct
{
  const char *state;
  const char *reason;
} refusals[] = {
  { "draft", N_ ("The placement sheet is not complete: complete it and validate it first.") },
  { "to_validate", N_ ("The placement sheet is not validated yet: validate it first.") },
  { "refused", N_ ("The placement sheet was refused: there is nothing to agree on.") },
};

/**
 * _work_agreement_clear:
 * @self: an agreement to make
 *
 * Frees what _work_agreement_make() told.
 */
void
_work_agreement_clear (WorkAgreement *self)
{
  self->agreement_id = 0;
  g_clear_pointer (&self->student, g_free);
  g_clear_pointer (&self->values, work_values_free);
}

/**
 * _work_agreement_find_living:
 * @connection: a connection
 * @placement_id: a placement sheet
 * @agreement: (out) (transfer full) (nullable): its agreement that is neither cancelled nor
 *   replaced: there is one at most; %NULL when there is none
 * @error: return location
 *
 * Returns: whether it could be looked for
 */
gboolean
_work_agreement_find_living (StoreConnection *connection,
                             gint64 placement_id,
                             ModelRecord **agreement,
                             GError **error)
{
  g_autofree char *placement = g_strdup_printf ("%" G_GINT64_FORMAT, placement_id);
  g_autoptr (GError) local = NULL;

  *agreement = store_find_one (connection, MODEL_ENTITY_AGREEMENT, &local, "placement_id",
                               placement, "state", "active", NULL);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
check_open (ModelRecord *agreement, GError **error)
{
  if (!model_record_is_sealed (agreement, "snapshot"))
    return TRUE;
  g_set_error_literal (error, WORK_ERROR, WORK_ERROR_REFUSED,
                       _ ("What this agreement says is encrypted, and your account does not have "
                          "the key. Ask an administrator to give your account a new password."));
  return FALSE;
}

/**
 * _work_agreement_values:
 * @agreement: an agreement
 * @error: return location; %WORK_ERROR_REFUSED when it is sealed and cannot be opened
 *
 * Returns: (transfer full): what it was made with, nothing when it never was; or %NULL
 */
WorkValues *
_work_agreement_values (ModelRecord *agreement, GError **error)
{
  const char *snapshot = model_record_get_or_empty (agreement, "snapshot");

  if (!check_open (agreement, error))
    return NULL;
  return work_values_new_from_json (snapshot[0] != '\0' ? snapshot : "{}", error);
}

static gboolean
check_sheet (ModelRecord *placement, GError **error)
{
  const char *state = model_record_get (placement, "state");

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (g_strcmp0 (refusals[i].state, state) == 0)
      {
        g_set_error_literal (error, WORK_ERROR, WORK_ERROR_REFUSED, _ (refusals[i].reason));
        return FALSE;
      }
  return TRUE;
}

/* The calendar year in which the placement's school year begins: "2026". */
static char *
find_year (StoreConnection *connection, ModelRecord *search, GError **error)
{
  g_autoptr (ModelRecord) period = store_load (connection, MODEL_ENTITY_PERIOD,
                                               model_record_get_int (search, "period_id"), error);
  g_autoptr (ModelRecord) year = NULL;
  const char *start;

  if (period == NULL)
    return NULL;
  year = store_load (connection, MODEL_ENTITY_SCHOOL_YEAR,
                     model_record_get_int (period, "school_year_id"), error);
  if (year == NULL)
    return NULL;
  start = model_record_get (year, "start");
  return g_strndup (start != NULL ? start : "0000", 4);
}

/* The last number of the year is the longest and, among those, the greatest; those that people gave
 * in another form are passed over. In the transaction of the insertion, so that two seats never
 * take the same. */
static char *
next_number (StoreConnection *connection, const char *year, GError **error)
{
  g_autofree char *pattern = g_strconcat (year, "-%", NULL);
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (connection,
                                "SELECT number FROM agreement WHERE number LIKE $1"
                                " ORDER BY LENGTH (number) DESC, number DESC",
                                error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  store_statement_bind_text (statement, 1, pattern);
  while (store_statement_step (statement, &has_row, error))
    {
      const char *number = has_row ? store_statement_get_text (statement, 0) : NULL;
      const char *digits = number != NULL ? number + strlen (year) + 1 : "0000";
      gsize length = strlen (digits);

      if (length > 0 && length <= 9 && strspn (digits, "0123456789") == length)
        return g_strdup_printf ("%s-%04d", year, atoi (digits) + 1);
    }
  return NULL;
}

static ModelRecord *
new_agreement (StoreConnection *connection,
               const WorkAgreement *self,
               ModelRecord *search,
               GError **error)
{
  g_autofree char *year = find_year (connection, search, error);
  g_autofree char *number = year != NULL ? next_number (connection, year, error) : NULL;
  ModelRecord *agreement;

  if (number == NULL)
    return NULL;
  agreement = model_record_new (MODEL_ENTITY_AGREEMENT);
  model_record_set_int (agreement, "placement_id", self->placement_id);
  model_record_set_canonical (agreement, "number", number);
  model_record_set_canonical (agreement, "mode", "manual");
  model_record_set_int (agreement, "step", 0);
  model_record_set_canonical (agreement, "step_date", self->today);
  model_record_set_canonical (agreement, "state", "active");
  model_record_set_canonical (agreement, "made_on", self->today);
  return agreement;
}

/* (transfer full): the living agreement of the sheet, or a new one that is not saved yet */
static ModelRecord *
find_agreement (StoreConnection *connection,
                const WorkAgreement *self,
                ModelRecord *search,
                GError **error)
{
  ModelRecord *agreement;

  if (!_work_agreement_find_living (connection, self->placement_id, &agreement, error))
    return NULL;
  return agreement != NULL ? agreement : new_agreement (connection, self, search, error);
}

/**
 * _work_agreement_is_frozen:
 * @connection: a connection
 * @agreement: a living agreement
 * @frozen: (out): whether what it says stays
 * @error: return location; %WORK_ERROR_REFUSED when it is sealed and cannot be opened
 *
 * Past its first step it is a paper that somebody may have signed, and what is with its signatories
 * may be signed at any moment: it stays what it was.
 *
 * Returns: whether it could be told
 */
gboolean
_work_agreement_is_frozen (StoreConnection *connection,
                           ModelRecord *agreement,
                           gboolean *frozen,
                           GError **error)
{
  const char *snapshot = model_record_get (agreement, "snapshot");
  gboolean bound;

  if (!check_open (agreement, error)
      || !_work_signing_is_bound (connection, agreement, &bound, error))
    return FALSE;
  *frozen = snapshot != NULL && snapshot[0] != '\0'
            && (bound || model_record_get_int (agreement, "step") > 0);
  return TRUE;
}

/**
 * _work_agreement_freeze:
 * @connection: a connection, in a transaction
 * @agreement: a living agreement, perhaps not saved yet
 * @today: ISO day
 * @operation: what it is part of
 * @values: (out) (optional) (transfer full): what it says from now on
 * @error: return location
 *
 * Writes today's data into the agreement, saves it, and names its signatories.
 *
 * Returns: whether it is done
 */
gboolean
_work_agreement_freeze (StoreConnection *connection,
                        ModelRecord *agreement,
                        const char *today,
                        StoreOperation *operation,
                        WorkValues **values,
                        GError **error)
{
  gint64 placement_id = model_record_get_int (agreement, "placement_id");
  g_autoptr (WorkRecords) records = NULL;
  g_autoptr (WorkValues) own = NULL;
  g_autofree char *json = NULL;

  own = work_values_load (connection, placement_id, agreement, today, error);
  if (own == NULL)
    return FALSE;
  json = work_values_to_json (own);
  model_record_set_canonical (agreement, "snapshot", json);
  if (!store_save (connection, agreement, operation, NULL, error))
    return FALSE;
  records = _work_records_load (connection, placement_id, agreement, today, error);
  if (records == NULL
      || !_work_signatories_make (connection, model_record_get_id (agreement), records, operation,
                                  error))
    return FALSE;
  if (values != NULL)
    *values = g_steal_pointer (&own);
  return TRUE;
}

static gboolean
freeze (StoreConnection *connection, WorkAgreement *self, ModelRecord *agreement, GError **error)
{
  if (self->template_id != 0)
    model_record_set_int (agreement, "template_id", self->template_id);
  else
    model_record_set_canonical (agreement, "template_id", NULL);
  model_record_set_canonical (agreement, "template_sha256", self->template_sha256);
  return _work_agreement_freeze (connection, agreement, self->today, self->operation, &self->values,
                                 error);
}

static gboolean
add_school (StoreConnection *connection, WorkValues *values, GError **error)
{
  g_autoptr (GPtrArray) schools = store_load_all (connection, MODEL_ENTITY_SCHOOL, error);

  if (schools != NULL && schools->len > 0)
    _work_values_set_school (values, g_ptr_array_index (schools, 0));
  return schools != NULL;
}

static gboolean
make_in_transaction (StoreConnection *connection, gpointer data, GError **error)
{
  WorkAgreement *self = data;
  g_autoptr (ModelRecord) placement = NULL;
  g_autoptr (ModelRecord) search = NULL;
  g_autoptr (ModelRecord) student = NULL;
  g_autoptr (ModelRecord) agreement = NULL;
  gboolean frozen = FALSE;

  /* The transaction may be tried twice. */
  _work_agreement_clear (self);
  placement = store_load (connection, MODEL_ENTITY_PLACEMENT, self->placement_id, error);
  if (placement == NULL)
    return FALSE;
  search = store_load (connection, MODEL_ENTITY_SEARCH,
                       model_record_get_int (placement, "search_id"), error);
  if (search == NULL)
    return FALSE;
  student = store_load (connection, MODEL_ENTITY_STUDENT,
                        model_record_get_int (search, "student_id"), error);
  if (student == NULL)
    return FALSE;
  self->student = model_person_name (student);
  if (!check_sheet (placement, error))
    return FALSE;
  agreement = find_agreement (connection, self, search, error);
  if (agreement == NULL || !_work_agreement_is_frozen (connection, agreement, &frozen, error))
    return FALSE;
  if (!frozen)
    {
      if (!freeze (connection, self, agreement, error))
        return FALSE;
    }
  else
    {
      self->values = _work_agreement_values (agreement, error);
      if (self->values == NULL || !add_school (connection, self->values, error))
        return FALSE;
    }
  self->agreement_id = model_record_get_id (agreement);
  return TRUE;
}

/**
 * _work_agreement_make:
 * @connection: a connection
 * @self: what to make
 * @error: return location for a #StoreError; %WORK_ERROR_REFUSED for a sheet that is not validated
 *
 * Finds the living agreement of a sheet or makes one, with the year's next number, on its first
 * step. As long as it stands there its frozen values follow today's data; from then on they stay.
 * In the caller's transaction or one of its own.
 *
 * Returns: whether it is there
 */
gboolean
_work_agreement_make (StoreConnection *connection, WorkAgreement *self, GError **error)
{
  return store_connection_transaction (connection, make_in_transaction, self, error);
}
