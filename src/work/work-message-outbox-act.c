/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "work-change-private.h"
#include "work-message-plan-private.h"
#include "work-message-send-private.h"

/* What a person does with messages of the outbox. */
typedef struct
{
  const char *states[6]; /* from which it can be done */
  void (*set) (WorkChanging *changing, ModelRecord *message);
} Act;

typedef struct
{
  const Act *act;
  gint64 *ids;
  guint n_ids;
  gboolean sure;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->ids);
  g_free (choice);
}

static void
set_cancelled (WorkChanging *changing, ModelRecord *message)
{
  model_record_set_canonical (message, "state", "cancelled");
  model_record_set_canonical (message, "not_before", NULL);
}

static void
set_queued (WorkChanging *changing, ModelRecord *message)
{
  static const char *const columns[] = {
    "sent_at", "answer", "problem", "remote_id", "cost", NULL
  };

  model_record_set_canonical (message, "state", "queued");
  model_record_set_canonical (message, "not_before", changing->now);
  model_record_set_int (message, "attempts", 0);
  for (guint i = 0; columns[i] != NULL; i++)
    model_record_set_canonical (message, columns[i], NULL);
}

static void
set_by_hand (WorkChanging *changing, ModelRecord *message)
{
  /* Translators: a person. */
  g_autofree char *answer = g_strdup_printf (_ ("Sent by hand by %s."), changing->author);

  model_record_set_canonical (message, "state", "sent");
  model_record_set_canonical (message, "sent_at", changing->now);
  model_record_set_canonical (message, "not_before", NULL);
  model_record_set_canonical (message, "problem", NULL);
  model_record_set_canonical (message, "answer", answer);
}

static const Act cancelling = { { "queued", "refused", "unknown" }, set_cancelled };
static const Act retrying = { { "queued", "refused", "unknown", "cancelled" }, set_queued };
static const Act by_hand = { { "queued", "refused", "unknown", "cancelled" }, set_by_hand };

static gboolean
refuse_state (const char *state, GError **error)
{
  if (g_str_equal (state, "sending"))
    return _work_refuse (error, _ ("This message is being sent just now: wait for what becomes of "
                                   "it."));
  if (g_str_equal (state, "sent"))
    return _work_refuse (error, _ ("This message has left: it cannot be taken back. Write a new "
                                   "one instead."));
  return TRUE;
}

/* One that was given up when nobody knew whether it had left may have left still: history tells. */
static gboolean
may_have_left (WorkChanging *changing, ModelRecord *message, gboolean *may, GError **error)
{
  const char *state = model_record_get_or_empty (message, "state");
  g_autoptr (StoreStatement) statement = NULL;

  *may = g_str_equal (state, "unknown");
  if (!g_str_equal (state, "cancelled"))
    return TRUE;
  statement = store_connection_prepare (changing->connection,
                                        "SELECT 1 FROM history WHERE entity = 'message'"
                                        " AND entity_id = $1 AND changes LIKE '%\"unknown\"%'"
                                        " LIMIT 1",
                                        error);
  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, model_record_get_id (message));
  return store_statement_step (statement, may, error);
}

static gboolean
check_sure (WorkChanging *changing, const Choice *choice, ModelRecord *message, GError **error)
{
  gboolean may;

  if (choice->act != &retrying || choice->sure)
    return TRUE;
  if (!may_have_left (changing, message, &may, error))
    return FALSE;
  return !may
         || _work_refuse (error, _ ("This message may have left already: find out whether it "
                                    "arrived, then say that it is to be sent again."));
}

/* Where it goes may have been what was wrong. */
static gboolean
correct (WorkChanging *changing, const Choice *choice, ModelRecord *message, GError **error)
{
  const char *state = model_record_get_or_empty (message, "state");

  if (choice->act != &retrying
      || (!g_str_equal (state, "refused") && !g_str_equal (state, "cancelled")))
    return TRUE;
  return _work_message_correct_address (changing->connection, message, changing->today, error);
}

/* What cannot be done with some is left out, as long as it can with others. */
static gboolean
act (WorkChanging *changing, gpointer data, GError **error)
{
  const Choice *choice = data;
  g_autofree char *refused = NULL;

  for (guint i = 0; i < choice->n_ids; i++)
    {
      g_autoptr (ModelRecord) message =
          _work_changing_load (changing, MODEL_ENTITY_MESSAGE, choice->ids[i], error);
      const char *state;

      if (message == NULL)
        return FALSE;
      state = model_record_get_or_empty (message, "state");
      if (!check_sure (changing, choice, message, error)
          || !correct (changing, choice, message, error))
        return FALSE;
      if (!g_strv_contains (choice->act->states, state))
        {
          g_free (refused);
          refused = g_strdup (state);
          continue;
        }
      choice->act->set (changing, message);
      if (!_work_changing_save (changing, message, error)
          || (choice->act == &by_hand
              && !_work_message_note_reminder (changing->connection, message, changing->operation,
                                               error)))
        return FALSE;
    }
  return changing->n > 0 || refused == NULL || refuse_state (refused, error);
}

static WorkChange *
change_new (const char *label, const Act *what, const gint64 *ids, guint n_ids, gboolean sure)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->act = what;
  choice->ids = g_memdup2 (ids, n_ids * sizeof *ids);
  choice->n_ids = n_ids;
  choice->sure = sure;
  return _work_change_new (label, act, choice, choice_free);
}

/**
 * work_change_messages_cancel_new:
 * @ids: (array length=n_ids): messages
 * @n_ids: how many
 *
 * Returns: (transfer full): the change that takes back those that have not left; refused when all
 *   have, or are leaving
 */
WorkChange *
work_change_messages_cancel_new (const gint64 *ids, guint n_ids)
{
  return change_new ("message.cancel", &cancelling, ids, n_ids, FALSE);
}

/**
 * work_change_messages_retry_new:
 * @ids: (array length=n_ids): messages
 * @n_ids: how many
 * @sure: whether those that may have left are to leave again: a person has said so
 *
 * They keep their Message-ID, by which a mail program knows one that arrives twice. What was
 * refused goes where the record of whom it is for says now.
 *
 * Returns: (transfer full): the change that lets them leave at once, those that wait too; refused
 *   when one of them may have left and @sure is %FALSE
 */
WorkChange *
work_change_messages_retry_new (const gint64 *ids, guint n_ids, gboolean sure)
{
  return change_new ("message.retry", &retrying, ids, n_ids, sure);
}

/**
 * work_change_messages_by_hand_new:
 * @ids: (array length=n_ids): messages
 * @n_ids: how many
 *
 * Returns: (transfer full): the change that writes down that a person has sent them with a program
 *   of their own
 */
WorkChange *
work_change_messages_by_hand_new (const gint64 *ids, guint n_ids)
{
  return change_new ("message.by_hand", &by_hand, ids, n_ids, FALSE);
}
