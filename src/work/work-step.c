/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-school.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "work-error.h"
#include "work-school-private.h"

/* Where agreements go: to a step, or so many steps on or back. */
typedef struct
{
  char *author;
  GArray *ids; /* (element-type gint64) */
  int amount;
  gboolean is_distance;
} Move;

/* One attempt of it; a transaction may be tried twice. */
typedef struct
{
  const Move *move;
  StoreOperation *operation;
  gboolean changed;
} Attempt;

static void
move_free (gpointer data)
{
  Move *move = data;

  g_free (move->author);
  g_array_unref (move->ids);
  g_free (move);
}

static Move *
move_new (WorkSchool *school, const gint64 *ids, guint n_ids, int amount, gboolean is_distance)
{
  Move *move = g_new0 (Move, 1);

  move->author = g_strdup (work_school_get_author (school));
  move->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_ids > 0)
    g_array_append_vals (move->ids, ids, n_ids);
  move->amount = amount;
  move->is_distance = is_distance;
  return move;
}

static gboolean
is_electronic (ModelRecord *agreement)
{
  return g_strcmp0 (model_record_get (agreement, "mode"), "electronic") == 0;
}

static gboolean
may_move (ModelRecord *agreement, GError **error)
{
  const char *number = model_record_get (agreement, "number");
  const char *state = model_record_get (agreement, "state");

  if (is_electronic (agreement))
    g_set_error (error, WORK_ERROR, WORK_ERROR_REFUSED,
                 _ ("The agreement %s is signed electronically: its signatories move it. Nothing "
                    "was changed."),
                 number);
  else if (g_strcmp0 (state, "cancelled") == 0)
    g_set_error (error, WORK_ERROR, WORK_ERROR_REFUSED,
                 _ ("The agreement %s is cancelled: it has no step any more. Nothing was changed."),
                 number);
  else if (g_strcmp0 (state, "replaced") == 0)
    g_set_error (error, WORK_ERROR, WORK_ERROR_REFUSED,
                 _ ("The agreement %s was replaced by an amendment: move that one. Nothing was "
                    "changed."),
                 number);
  else
    return TRUE;
  return FALSE;
}

/* The first step that counts as sent, or as signed; -1 for none. */
static int
first_step (GPtrArray *steps, gboolean signed_by_all)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const ModelStep *step = g_ptr_array_index (steps, i);

      if (signed_by_all ? step->is_signed : step->is_sent)
        return (int) i;
    }
  return -1;
}

/* The day of sending, or signing, is that of the first time; going back takes it away. */
static void
follow (ModelRecord *agreement, const char *column, int target, int from, const char *today)
{
  if (from < 0)
    return;
  if (target < from)
    model_record_set_canonical (agreement, column, NULL);
  else if (model_record_get (agreement, column) == NULL)
    model_record_set_canonical (agreement, column, today);
}

/**
 * _work_step_set:
 * @agreement: an agreement
 * @steps: (element-type ModelStep): the school's steps
 * @target: a step, from 0
 * @today: ISO day
 *
 * Puts an agreement on a step, with the days of sending and of signing that this means.
 */
void
_work_step_set (ModelRecord *agreement, GPtrArray *steps, int target, const char *today)
{
  model_record_set_int (agreement, "step", target);
  model_record_set_canonical (agreement, "step_date", today);
  follow (agreement, "sent_on", target, first_step (steps, FALSE), today);
  follow (agreement, "signed_on", target, first_step (steps, TRUE), today);
  /* Whoever moves it follows it here. */
  if (target < first_step (steps, TRUE))
    model_record_set_canonical (agreement, "signed_outside", NULL);
}

/**
 * _work_step_is_signed:
 * @agreement: an agreement
 * @steps: (element-type ModelStep): the school's steps
 *
 * Returns: whether all have signed: it stands on the step that says so (the last one when none
 *   does) or beyond, or was signed outside Paraphe; one that is signed electronically is when the
 *   day is noted
 */
gboolean
_work_step_is_signed (ModelRecord *agreement, GPtrArray *steps)
{
  int step = (int) model_record_get_int (agreement, "step");
  int signed_by_all = first_step (steps, TRUE);

  return model_record_get (agreement, "signed_on") != NULL
         || model_record_get_int (agreement, "signed_outside") != 0
         || (!is_electronic (agreement)
             && (signed_by_all >= 0 ? step >= signed_by_all
                                    : model_step_is_last (step, (int) steps->len)));
}

/**
 * _work_step_is_on_its_way:
 * @agreement: an agreement
 * @steps: (element-type ModelStep): the school's steps
 *
 * Returns: whether it has left the school or is signed: what it says can no longer change
 */
gboolean
_work_step_is_on_its_way (ModelRecord *agreement, GPtrArray *steps)
{
  int step = (int) model_record_get_int (agreement, "step");
  int sent = first_step (steps, FALSE), signed_by_all = first_step (steps, TRUE);

  return model_record_get (agreement, "sent_on") != NULL
         || model_record_get (agreement, "signed_on") != NULL
         || model_record_get_int (agreement, "signed_outside") != 0
         || (!is_electronic (agreement)
             && ((sent >= 0 && step >= sent) || (signed_by_all >= 0 && step >= signed_by_all)));
}

/**
 * _work_step_advance:
 * @agreement: an agreement
 * @steps: (element-type ModelStep): the school's steps
 * @today: ISO day
 *
 * Puts an agreement on its next step, if there is one. It is not saved.
 *
 * Returns: whether it may be moved by hand: it is alive, and not signed electronically
 */
gboolean
_work_step_advance (ModelRecord *agreement, GPtrArray *steps, const char *today)
{
  int step = (int) model_record_get_int (agreement, "step");
  int target;

  if (!may_move (agreement, NULL))
    return FALSE;
  target = steps->len > 0 ? model_step_move (step, 1, (int) steps->len) : step;
  if (target != step)
    _work_step_set (agreement, steps, target, today);
  return TRUE;
}

static gboolean
move_one (StoreConnection *connection,
          Attempt *attempt,
          gint64 id,
          GPtrArray *steps,
          GError **error)
{
  g_autoptr (ModelRecord) agreement = store_load (connection, MODEL_ENTITY_AGREEMENT, id, error);
  const Move *move = attempt->move;
  int step, target;
  g_autofree char *today = NULL;

  if (agreement == NULL || !may_move (agreement, error))
    return FALSE;
  step = (int) model_record_get_int (agreement, "step");
  target =
      move->is_distance ? model_step_move (step, move->amount, (int) steps->len) : move->amount;
  if (target == step)
    return TRUE;
  today = base_date_today_iso ();
  _work_step_set (agreement, steps, target, today);
  attempt->changed = TRUE;
  return store_save (connection, agreement, attempt->operation, NULL, error);
}

static gboolean
move_in_transaction (StoreConnection *connection, gpointer data, GError **error)
{
  Attempt *attempt = data;
  const Move *move = attempt->move;
  g_autoptr (GPtrArray) steps = _work_steps_load (connection, error);

  attempt->changed = FALSE;
  if (steps == NULL)
    return FALSE;
  if (steps->len == 0
      || (!move->is_distance && (move->amount < 0 || move->amount >= (int) steps->len)))
    {
      g_set_error_literal (error, WORK_ERROR, WORK_ERROR_USAGE,
                           _ ("There is no such step any more. Reload, then choose another."));
      return FALSE;
    }
  for (guint i = 0; i < move->ids->len; i++)
    if (!move_one (connection, attempt, g_array_index (move->ids, gint64, i), steps, error))
      return FALSE;
  return TRUE;
}

static gpointer
move_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Move *move = data;
  g_autoptr (StoreOperation) operation = store_operation_new (move->author, "step.move");
  Attempt attempt = { move, operation, FALSE };

  if (!store_connection_transaction (connection, move_in_transaction, &attempt, error))
    return NULL;
  return attempt.changed ? g_strdup (operation->id) : NULL;
}

static char *
move_and_wait (WorkSchool *self, Move *move, GError **error)
{
  char *operation_id = store_queue_run (work_school_get_queue (self), move_func, move, NULL, error);

  move_free (move);
  return operation_id;
}

/**
 * work_school_set_step:
 * @self: a school
 * @agreement_ids: (array length=n_ids): agreements
 * @n_ids: how many
 * @step: where to, from 0
 * @error: return location for a #StoreError; %WORK_ERROR_REFUSED for an agreement that is signed
 *   electronically or no longer lives, %WORK_ERROR_USAGE for no such step
 *
 * Moves agreements to a step, dated today, as one operation: all of them or none. Waits for it.
 *
 * Returns: (transfer full) (nullable): the operation's id; %NULL without @error when all were there
 *   already
 */
char *
work_school_set_step (WorkSchool *self,
                      const gint64 *agreement_ids,
                      guint n_ids,
                      int step,
                      GError **error)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (self), NULL);

  return move_and_wait (self, move_new (self, agreement_ids, n_ids, step, FALSE), error);
}

/**
 * work_school_set_step_async:
 * @self: a school
 * @agreement_ids: (array length=n_ids): agreements
 * @n_ids: how many
 * @step: where to, from 0
 * @cancellable: (nullable): what stops it
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Moves agreements to a step, as work_school_set_step() does.
 */
void
work_school_set_step_async (WorkSchool *self,
                            const gint64 *agreement_ids,
                            guint n_ids,
                            int step,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (WORK_IS_SCHOOL (self));

  _work_school_run_async (self, work_school_set_step_async, move_func,
                          move_new (self, agreement_ids, n_ids, step, FALSE), move_free, g_free,
                          cancellable, callback, user_data);
}

/**
 * work_school_set_step_finish:
 * @self: a school
 * @result: of work_school_set_step_async()
 * @error: return location, as for work_school_set_step()
 *
 * Returns: (transfer full) (nullable): the operation's id; %NULL without @error when nothing moved
 */
char *
work_school_set_step_finish (WorkSchool *self, GAsyncResult *result, GError **error)
{
  return _work_school_run_finish (self, work_school_set_step_async, result, error);
}

/**
 * work_school_move_step:
 * @self: a school
 * @agreement_ids: (array length=n_ids): agreements
 * @n_ids: how many
 * @delta: how many steps on; negative: back
 * @error: return location, as for work_school_set_step()
 *
 * Moves agreements as work_school_move_step_async() does, and waits for it.
 *
 * Returns: (transfer full) (nullable): the operation's id; %NULL without @error when nothing moved
 */
char *
work_school_move_step (WorkSchool *self,
                       const gint64 *agreement_ids,
                       guint n_ids,
                       int delta,
                       GError **error)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (self), NULL);

  return move_and_wait (self, move_new (self, agreement_ids, n_ids, delta, TRUE), error);
}

/**
 * work_school_move_step_async:
 * @self: a school
 * @agreement_ids: (array length=n_ids): agreements
 * @n_ids: how many
 * @delta: how many steps on; negative: back
 * @cancellable: (nullable): what stops it
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Moves agreements on or back, each from where it is and none beyond the ends, as one operation.
 */
void
work_school_move_step_async (WorkSchool *self,
                             const gint64 *agreement_ids,
                             guint n_ids,
                             int delta,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (WORK_IS_SCHOOL (self));

  _work_school_run_async (self, work_school_move_step_async, move_func,
                          move_new (self, agreement_ids, n_ids, delta, TRUE), move_free, g_free,
                          cancellable, callback, user_data);
}

/**
 * work_school_move_step_finish:
 * @self: a school
 * @result: of work_school_move_step_async()
 * @error: return location, as for work_school_set_step()
 *
 * Returns: (transfer full) (nullable): the operation's id; %NULL without @error when nothing moved
 */
char *
work_school_move_step_finish (WorkSchool *self, GAsyncResult *result, GError **error)
{
  return _work_school_run_finish (self, work_school_move_step_async, result, error);
}
