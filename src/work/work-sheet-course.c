/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-sheet.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"
#include "model-person.h"
#include "work-amendment-private.h"
#include "work-error.h"
#include "work-rules-private.h"
#include "work-sheet-private.h"

/* From draft to validated and back: what happens to sheets, one or many. */

typedef struct _Move Move;

typedef gboolean (*MoveFunc) (WorkChanging *changing,
                              WorkSheet *sheet,
                              const Move *move,
                              GError **error);

struct _Move
{
  MoveFunc func;
  GArray *ids; /* (element-type gint64) */
  char *reason;
  GPtrArray *failures; /* (nullable) (element-type WorkSheetFailure), the caller's too */
};

static void
move_free (gpointer data)
{
  Move *move = data;

  g_array_unref (move->ids);
  g_free (move->reason);
  g_clear_pointer (&move->failures, g_ptr_array_unref);
  g_free (move);
}

static void
failure_free (gpointer data)
{
  WorkSheetFailure *failure = data;

  g_free (failure->student);
  g_free (failure->reason);
  g_free (failure);
}

/**
 * work_sheet_failures_new:
 *
 * Returns: (transfer full) (element-type WorkSheetFailure): where a change of several sheets tells
 *   which stay as they were; to be read once it is done
 */
GPtrArray *
work_sheet_failures_new (void)
{
  return g_ptr_array_new_with_free_func (failure_free);
}

/* ---- the search ---- */

/* What a search has come to is what its furthest sheet has. */
static const char *const furthest[] = { "validated", "to_validate", "draft", "refused" };

static const char *
find_furthest (GPtrArray *placements)
{
  for (guint i = 0; i < G_N_ELEMENTS (furthest); i++)
    for (guint p = 0; p < placements->len; p++)
      if (g_strcmp0 (furthest[i], model_record_get (g_ptr_array_index (placements, p), "state"))
          == 0)
        return furthest[i];
  return NULL;
}

static ModelSearchState
state_after (ModelSearchState state, GPtrArray *placements)
{
  const char *sheet = find_furthest (placements);

  if (sheet == NULL)
    return state == MODEL_SEARCH_EXEMPT ? state : MODEL_SEARCH_SEARCHING;
  /* A refused sheet leaves a validated search alone; here there is no validated sheet any more. */
  if (g_str_equal (sheet, "refused") && state == MODEL_SEARCH_VALIDATED)
    return MODEL_SEARCH_REFUSED;
  return model_search_state_suggest (state, sheet);
}

/**
 * _work_sheet_move_search:
 * @changing: a change under way
 * @search: a search, one of whose sheets was made, moved or deleted
 * @error: return location
 *
 * Moves the search to what its sheets suggest.
 *
 * Returns: whether it is there
 */
gboolean
_work_sheet_move_search (WorkChanging *changing, ModelRecord *search, GError **error)
{
  g_autoptr (GPtrArray) placements = _work_changing_find (
      changing, MODEL_ENTITY_PLACEMENT, "search_id", model_record_get_id (search), error);
  ModelSearchState state = MODEL_SEARCH_NOT_STARTED;

  if (placements == NULL)
    return FALSE;
  model_search_state_from_key (model_record_get (search, "state"), &state);
  model_record_set_canonical (search, "state",
                              model_search_state_info (state_after (state, placements))->key);
  return _work_changing_save (changing, search, error);
}

/* ---- one or many ---- */

static gboolean
add_failure (const Move *move, gint64 id, WorkSheet *sheet, GError *error)
{
  WorkSheetFailure *failure = g_new0 (WorkSheetFailure, 1);

  failure->placement_id = id;
  failure->student = model_person_name (sheet->roles[MODEL_ROLE_STUDENT]);
  failure->reason = g_strdup (error->message);
  g_ptr_array_add (move->failures, failure);
  g_error_free (error);
  return TRUE;
}

/* Moves refuse before they write: what is refused is as it was. */
static gboolean
move_one (WorkChanging *changing, const Move *move, gint64 id, guint *n_moved, GError **error)
{
  g_autoptr (WorkSheet) sheet = _work_sheet_load (changing->connection, id, error);
  GError *local = NULL;

  if (sheet == NULL)
    return FALSE;
  changing->n = 0;
  if (!move->func (changing, sheet, move, &local))
    {
      if (move->failures != NULL && g_error_matches (local, WORK_ERROR, WORK_ERROR_REFUSED))
        return add_failure (move, id, sheet, local);
      g_propagate_error (error, local);
      return FALSE;
    }
  *n_moved += changing->n > 0 ? 1 : 0;
  return TRUE;
}

static gboolean
move_all (WorkChanging *changing, gpointer data, GError **error)
{
  const Move *move = data;
  guint n_moved = 0;

  if (move->failures != NULL)
    g_ptr_array_set_size (move->failures, 0);
  for (guint i = 0; i < move->ids->len; i++)
    if (!move_one (changing, move, g_array_index (move->ids, gint64, i), &n_moved, error))
      return FALSE;
  changing->n = n_moved;
  changing->id = move->ids->len == 1 ? g_array_index (move->ids, gint64, 0) : 0;
  return TRUE;
}

static WorkChange *
move_new (const char *label,
          MoveFunc func,
          const gint64 *ids,
          guint n_ids,
          const char *reason,
          GPtrArray *failures)
{
  Move *move = g_new0 (Move, 1);

  move->func = func;
  move->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_ids > 0)
    g_array_append_vals (move->ids, ids, n_ids);
  move->reason = base_text_clean (reason != NULL ? reason : "");
  move->failures = failures != NULL ? g_ptr_array_ref (failures) : NULL;
  return _work_change_new (label, move_all, move, move_free);
}

static gboolean
is_in (const WorkSheet *sheet, const char *state)
{
  return g_strcmp0 (model_record_get (sheet->roles[MODEL_ROLE_PLACEMENT], "state"), state) == 0;
}

/* Puts the sheet into a state, and its search with it. */
static gboolean
enter (WorkChanging *changing, WorkSheet *sheet, const char *state, GError **error)
{
  ModelRecord *placement = sheet->roles[MODEL_ROLE_PLACEMENT];

  model_record_set_canonical (placement, "state", state);
  model_record_set_canonical (placement, "validated_on",
                              g_str_equal (state, "validated") ? changing->today : NULL);
  if (!g_str_equal (state, "refused"))
    model_record_set_canonical (placement, "refusal_reason", NULL);
  return _work_changing_save (changing, placement, error)
         && _work_sheet_move_search (changing, sheet->search, error);
}

/* ---- the moves ---- */

static gboolean
submit (WorkChanging *changing, WorkSheet *sheet, const Move *move, GError **error)
{
  if (is_in (sheet, "to_validate"))
    return TRUE;
  if (is_in (sheet, "validated"))
    return _work_refuse (error, _ ("This sheet is validated already."));
  return _work_sheet_check_complete (sheet, error) && enter (changing, sheet, "to_validate", error);
}

/**
 * work_change_sheet_submit_new:
 * @placement_ids: (array length=n_ids): sheets
 * @n_ids: how many
 * @failures: (nullable): see work_sheet_failures_new(); %NULL: all of them or none
 *
 * Returns: (transfer full): the change that proposes complete sheets to be validated
 */
WorkChange *
work_change_sheet_submit_new (const gint64 *placement_ids, guint n_ids, GPtrArray *failures)
{
  return move_new ("sheet.submit", submit, placement_ids, n_ids, NULL, failures);
}

static gboolean
validate (WorkChanging *changing, WorkSheet *sheet, const Move *move, GError **error)
{
  return is_in (sheet, "validated")
         || (_work_sheet_check_complete (sheet, error)
             && _work_rules_allow (changing, sheet, NULL, error)
             && enter (changing, sheet, "validated", error));
}

/**
 * work_change_sheet_validate_new:
 * @placement_ids: (array length=n_ids): sheets
 * @n_ids: how many
 * @failures: (nullable): see work_sheet_failures_new(); %NULL: all of them or none
 *
 * Returns: (transfer full): the change that validates sheets that nothing blocks; each is then a
 *   line with an agreement of its own, several in a period too
 */
WorkChange *
work_change_sheet_validate_new (const gint64 *placement_ids, guint n_ids, GPtrArray *failures)
{
  return move_new ("sheet.validate", validate, placement_ids, n_ids, NULL, failures);
}

/* An agreement that nobody has seen goes with the validation that it was made from. */
static gboolean
cancel_agreement (WorkChanging *changing, ModelRecord *agreement, const Move *move, GError **error)
{
  const char *number = model_record_get (agreement, "number");
  WorkFollowing following;

  if (!_work_agreement_following (changing->connection,
                                  model_record_get_int (agreement, "placement_id"), &following,
                                  error))
    return FALSE;
  if (following == WORK_FOLLOWING_AMENDMENT || model_record_get_int (agreement, "amends_id") != 0)
    return _work_refuse (error,
                         _ ("The agreement %s is sent or signed already: cancel it, with the "
                            "reason, before you take the validation back."),
                         number);
  if (move->reason[0] == '\0')
    return _work_refuse (error,
                         _ ("The agreement %s was made from this sheet and is cancelled with its "
                            "validation: say why."),
                         number);
  model_record_set_canonical (agreement, "state", "cancelled");
  model_record_set_canonical (agreement, "reason", move->reason);
  return _work_changing_save (changing, agreement, error);
}

static gboolean
unvalidate (WorkChanging *changing, WorkSheet *sheet, const Move *move, GError **error)
{
  ModelRecord *agreement = sheet->roles[MODEL_ROLE_AGREEMENT];
  gboolean lives =
      agreement != NULL && g_strcmp0 (model_record_get (agreement, "state"), "active") == 0;

  if (!is_in (sheet, "validated"))
    return _work_refuse (error, _ ("This sheet is not validated: there is nothing to take back."));
  return (!lives || cancel_agreement (changing, agreement, move, error))
         && enter (changing, sheet, "to_validate", error);
}

/**
 * work_change_sheet_unvalidate_new:
 * @placement_ids: (array length=n_ids): validated sheets
 * @n_ids: how many
 * @reason: (nullable): why; an agreement that was made, and neither sent nor signed, is cancelled
 *   for it
 * @failures: (nullable): see work_sheet_failures_new(); %NULL: all of them or none
 *
 * Returns: (transfer full): the change that takes their validation back; refused once the agreement
 *   is sent or signed
 */
WorkChange *
work_change_sheet_unvalidate_new (const gint64 *placement_ids,
                                  guint n_ids,
                                  const char *reason,
                                  GPtrArray *failures)
{
  return move_new ("sheet.unvalidate", unvalidate, placement_ids, n_ids, reason, failures);
}

static gboolean
refuse (WorkChanging *changing, WorkSheet *sheet, const Move *move, GError **error)
{
  if (move->reason[0] == '\0')
    return _work_refuse (error, _ ("A sheet is refused for a reason: say which."));
  if (is_in (sheet, "validated"))
    return _work_refuse (error,
                         _ ("This sheet is validated: take its validation back before you refuse "
                            "it."));
  model_record_set_canonical (sheet->roles[MODEL_ROLE_PLACEMENT], "refusal_reason", move->reason);
  return enter (changing, sheet, "refused", error);
}

/**
 * work_change_sheet_refuse_new:
 * @placement_ids: (array length=n_ids): sheets
 * @n_ids: how many
 * @reason: why, for those who read it later
 * @failures: (nullable): see work_sheet_failures_new(); %NULL: all of them or none
 *
 * Returns: (transfer full): the change that refuses them
 */
WorkChange *
work_change_sheet_refuse_new (const gint64 *placement_ids,
                              guint n_ids,
                              const char *reason,
                              GPtrArray *failures)
{
  return move_new ("sheet.refuse", refuse, placement_ids, n_ids, reason, failures);
}

/* What was written about a sheet that is no more is still about the search. */
static gboolean
keep_notes (WorkChanging *changing, const WorkSheet *sheet, GError **error)
{
  gint64 id = model_record_get_id (sheet->roles[MODEL_ROLE_PLACEMENT]);
  g_autoptr (GPtrArray) notes =
      _work_changing_find (changing, MODEL_ENTITY_NOTE, "placement_id", id, error);

  for (guint i = 0; notes != NULL && i < notes->len; i++)
    {
      ModelRecord *note = g_ptr_array_index (notes, i);

      model_record_set_canonical (note, "placement_id", NULL);
      model_record_set_int (note, "search_id", model_record_get_id (sheet->search));
      if (!_work_changing_save (changing, note, error))
        return FALSE;
    }
  return notes != NULL;
}

/* So is what was sent about it, which names the student and the period by itself. */
static gboolean
keep_messages (WorkChanging *changing, const WorkSheet *sheet, GError **error)
{
  gint64 id = model_record_get_id (sheet->roles[MODEL_ROLE_PLACEMENT]);
  g_autoptr (GPtrArray) messages =
      _work_changing_find (changing, MODEL_ENTITY_MESSAGE, "placement_id", id, error);

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    {
      model_record_set_canonical (messages->pdata[i], "placement_id", NULL);
      if (!_work_changing_save (changing, messages->pdata[i], error))
        return FALSE;
    }
  return messages != NULL;
}

static gboolean delete (WorkChanging *changing, WorkSheet *sheet, const Move *move, GError **error)
{
  ModelRecord *agreement = sheet->roles[MODEL_ROLE_AGREEMENT];

  if (!is_in (sheet, "draft"))
    return _work_refuse (error, _ ("Only a draft is deleted: refuse this sheet instead."));
  if (agreement != NULL)
    return _work_refuse (error,
                         _ ("The agreement %s was made from this sheet and stays in the records: "
                            "refuse the sheet instead."),
                         model_record_get (agreement, "number"));
  if (!keep_notes (changing, sheet, error) || !keep_messages (changing, sheet, error)
      || !store_delete (changing->connection, sheet->roles[MODEL_ROLE_PLACEMENT],
                        changing->operation, error))
    return FALSE;
  changing->n++;
  return _work_sheet_move_search (changing, sheet->search, error);
}

/**
 * work_change_sheet_delete_new:
 * @placement_ids: (array length=n_ids): drafts
 * @n_ids: how many
 * @failures: (nullable): see work_sheet_failures_new(); %NULL: all of them or none
 *
 * Returns: (transfer full): the change that deletes them; the search, its interviews and its notes
 *   stay
 */
WorkChange *
work_change_sheet_delete_new (const gint64 *placement_ids, guint n_ids, GPtrArray *failures)
{
  return move_new ("sheet.delete", delete, placement_ids, n_ids, NULL, failures);
}
