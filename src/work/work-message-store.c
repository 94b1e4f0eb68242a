/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-send-private.h"

#include <glib/gi18n-lib.h>

#include "store-messages.h"
#include "work-message-rule-private.h"
#include "work-signing-private.h"

/* After so many seconds it is tried again: greylisting takes minutes, a full mailbox days. All of
 * them are two days about; being out of the network counts for none. */
static const guint pauses[] = {
  60, 5 * 60, 15 * 60, 3600, 2 * 3600, 4 * 3600, 4 * 3600, 8 * 3600, 8 * 3600, 8 * 3600, 8 * 3600,
};

/* What a clock that was wrong has written is yet to come by more than this. */
#define AHEAD_SECONDS (24 * 3600)

/* What has waited for longer is read again by a person before it leaves: it may have been sent in
 * another life of a base that was put back, or be about what is over. */
#define STALE_DAYS 7

#define FOR_EVER "9999-12-31T23:59:59Z"

/* Some may be somebody else's. */
#define MOST_CANDIDATES 20

/* ---- time ---- */

/**
 * _work_message_time:
 * @seconds: from now on, or before
 *
 * Returns: (transfer full): a UTC timestamp
 */
char *
_work_message_time (gint64 seconds)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_seconds (now, seconds);

  return g_date_time_format (then, "%Y-%m-%dT%H:%M:%SZ");
}

/* ---- whose turn it is ---- */

static GArray *
find_due (StoreConnection *connection, WorkMessageChannel channel, guint max, GError **error)
{
  g_autofree char *now = _work_message_time (0);
  g_autofree char *ahead = _work_message_time (AHEAD_SECONDS);
  const StoreMessageDue due = { _work_message_channel_key (channel), now, ahead, max };

  return store_messages_due (connection, &due, error);
}

/* The next one may leave when the one before had its share of a minute: a row that all seats
 * share, since the server counts them together. */
static gboolean
take_turn (StoreConnection *connection, WorkMessageClaim *claim, GError **error)
{
  g_autofree char *name =
      g_strconcat ("message.pace.", _work_message_channel_key (claim->channel), NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) next = NULL;
  g_autoptr (GDateTime) after = NULL;
  g_autofree char *text = NULL;
  g_autofree char *until = NULL;
  g_autoptr (GError) local = NULL;
  GTimeSpan share, wait = 0;

  if (claim->per_minute == 0)
    return TRUE;
  share = G_TIME_SPAN_MINUTE / claim->per_minute;
  until = _work_lease_get (connection, name, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  next = until != NULL ? g_date_time_new_from_iso8601 (until, NULL) : NULL;
  if (next != NULL)
    wait = g_date_time_difference (next, now);
  /* a clock that was put back is no reason to wait */
  if (wait > 0 && wait <= G_TIME_SPAN_MINUTE)
    {
      claim->kind = WORK_MESSAGE_CLAIM_WAIT;
      claim->wait_ms = (guint) (wait / G_TIME_SPAN_MILLISECOND) + 1;
      return TRUE;
    }
  after = g_date_time_add (now, share);
  text = g_date_time_format (after, "%Y-%m-%dT%H:%M:%S.%fZ");
  return _work_lease_set (connection, name, _work_lease_seat (), text, error);
}

/* ---- taking one ---- */

static char *
lease_name (gint64 id)
{
  return g_strdup_printf ("message.%" G_GINT64_FORMAT, id);
}

/**
 * _work_message_lease_take:
 * @connection: a connection, in a transaction
 * @id: a message
 * @holder: who asks
 * @taken: (out): whether it is @holder's now
 * @error: return location for a #StoreError
 *
 * Returns: whether it could be asked for
 */
gboolean
_work_message_lease_take (StoreConnection *connection,
                          gint64 id,
                          const char *holder,
                          gboolean *taken,
                          GError **error)
{
  g_autofree char *name = lease_name (id);

  return _work_lease_take (connection, name, holder, WORK_MESSAGE_LEASE_SECONDS, taken, error);
}

/**
 * _work_message_lease_drop:
 * @connection: a connection, in a transaction
 * @id: a message
 * @holder: whose it was
 * @error: return location for a #StoreError
 *
 * Returns: whether it is nobody's any more
 */
gboolean
_work_message_lease_drop (StoreConnection *connection,
                          gint64 id,
                          const char *holder,
                          GError **error)
{
  g_autofree char *name = lease_name (id);

  return _work_lease_drop (connection, name, holder, error);
}

static gboolean
find_block (StoreConnection *connection, ModelRecord *message, char **problem, GError **error)
{
  g_autoptr (GHashTable) blocks = _work_message_blocks_load (connection, error);
  const char *channel = model_record_get (message, "channel");

  if (blocks == NULL)
    return FALSE;
  *problem = g_strdup (_work_message_block_find (blocks, _work_message_channel_from_word (channel),
                                                 model_record_get_or_empty (message, "address")));
  return TRUE;
}

/**
 * _work_message_save_outcome:
 * @connection: a connection, in a transaction
 * @message: a row of the outbox
 * @error: return location for a #StoreError
 *
 * Writes down what became of it: nobody did it, so that nobody's undo meets it.
 *
 * Returns: whether it is written
 */
gboolean
_work_message_save_outcome (StoreConnection *connection, ModelRecord *message, GError **error)
{
  g_autoptr (StoreOperation) operation = store_operation_new ("Paraphe", "message.outcome");

  return store_save (connection, message, operation, NULL, error);
}

static gboolean
refuse_at_once (StoreConnection *connection,
                WorkMessageClaim *claim,
                ModelRecord *message,
                char *problem,
                GError **error)
{
  claim->problem = problem;
  model_record_set_canonical (message, "state", "refused");
  model_record_set_canonical (message, "problem", problem);
  model_record_set_canonical (message, "not_before", NULL);
  return _work_message_save_outcome (connection, message, error)
         && _work_message_lease_drop (connection, claim->id, claim->holder, error);
}

static gboolean
is_stale (ModelRecord *message)
{
  const char *since = model_record_get (message, "not_before");
  g_autofree char *limit = _work_message_time (-STALE_DAYS * 24 * 3600);

  if (since == NULL)
    since = model_record_get_or_empty (message, "made_at");
  return strcmp (since, limit) < 0;
}

/* (transfer full) (nullable): why it is not sent any more, a sentence */
static char *
find_problem (ModelRecord *message, char *blocked)
{
  if (blocked == NULL && is_stale (message))
    return g_strdup (_ ("This has waited for more than a week, so that it does not leave by itself "
                        "any more: read it again, then send it once more."));
  return blocked;
}

static gboolean
take_message (StoreConnection *connection, WorkMessageClaim *claim, GError **error)
{
  g_autoptr (ModelRecord) message = store_load (connection, MODEL_ENTITY_MESSAGE, claim->id, error);
  g_autoptr (GError) local = NULL;
  char *problem = NULL;
  gboolean begun;

  if (message == NULL || !find_block (connection, message, &problem, error))
    return FALSE;
  claim->kind = WORK_MESSAGE_CLAIM_DONE;
  claim->attempt = model_record_get_int (message, "attempts") + 1;
  claim->name = g_strdup (model_record_get_or_empty (message, "name"));
  problem = find_problem (message, problem);
  if (problem != NULL)
    return refuse_at_once (connection, claim, message, problem, error);
  claim->letter = _work_message_letter_load (connection, message, &local);
  if (claim->letter == NULL)
    return refuse_at_once (connection, claim, message, g_strdup (local->message), error);
  /* it is due, whatever a clock has written */
  return store_messages_begin (connection, claim->id, FOR_EVER, &begun, error) && begun;
}

static gboolean
claim_in_transaction (StoreConnection *connection, gpointer data, GError **error)
{
  WorkMessageClaim *claim = data;
  g_autoptr (GArray) ids = NULL;

  _work_message_claim_clear (claim);
  if (!_work_message_keep_quiet (connection, error))
    return FALSE;
  ids = find_due (connection, claim->channel, MOST_CANDIDATES, error);
  if (ids == NULL)
    return FALSE;
  if (ids->len == 0)
    return TRUE;
  if (!take_turn (connection, claim, error))
    return FALSE;
  for (guint i = 0; claim->kind == WORK_MESSAGE_CLAIM_NONE && i < ids->len; i++)
    {
      gboolean taken;

      claim->id = g_array_index (ids, gint64, i);
      if (!_work_message_lease_take (connection, claim->id, claim->holder, &taken, error)
          || (taken && !take_message (connection, claim, error)))
        return FALSE;
    }
  return TRUE;
}

/**
 * _work_message_claim_clear:
 * @claim: what was taken
 *
 * Forgets what was found.
 */
void
_work_message_claim_clear (WorkMessageClaim *claim)
{
  claim->kind = WORK_MESSAGE_CLAIM_NONE;
  claim->wait_ms = 0;
  claim->id = 0;
  claim->attempt = 0;
  g_clear_pointer (&claim->name, g_free);
  g_clear_pointer (&claim->letter, _work_message_letter_free);
  g_clear_pointer (&claim->problem, g_free);
}

/**
 * _work_message_claim:
 * @school: a school
 * @claim: what is looked for; what is found
 * @error: return location for a #StoreError
 *
 * Takes the next message that is due, in one transaction: nobody else sends it from then on, even
 * if this program ends here. One that is not to be sent any more is refused in passing.
 *
 * Returns: whether it could be looked for
 */
gboolean
_work_message_claim (WorkSchool *school, WorkMessageClaim *claim, GError **error)
{
  return _work_signing_write (school, claim_in_transaction, claim, error);
}

static gpointer
read_due (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) ids = find_due (connection, GPOINTER_TO_UINT (data), 1, error);

  return ids != NULL && ids->len > 0 ? GUINT_TO_POINTER (1) : NULL;
}

/**
 * _work_message_has_due:
 * @school: a school
 * @channel: how it goes
 * @due: (out): whether one is to be sent now
 * @error: return location for a #StoreError
 *
 * Returns: whether it could be read
 */
gboolean
_work_message_has_due (WorkSchool *school,
                       WorkMessageChannel channel,
                       gboolean *due,
                       GError **error)
{
  g_autoptr (GError) local = NULL;

  *due = store_queue_run (work_school_get_queue (school), read_due, GUINT_TO_POINTER (channel),
                          NULL, &local)
         != NULL;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* ---- what became of it ---- */

typedef struct
{
  const WorkMessageClaim *claim;
  const WorkMessageOutcome *outcome;
} Settling;

static gboolean
put_back (StoreConnection *connection,
          const Settling *settling,
          const char *not_before,
          GError **error)
{
  gboolean done;

  return store_messages_put_back (connection, settling->claim->id, not_before,
                                  settling->outcome->answer, settling->outcome->problem, &done,
                                  error);
}

/* The attempt was none. */
static gboolean
hold (StoreConnection *connection, const Settling *settling, ModelRecord *message, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "UPDATE message SET attempts = attempts - 1 WHERE id = $1", error);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, settling->claim->id);
  return store_statement_run (statement, error)
         && put_back (connection, settling, model_record_get (message, "not_before"), error);
}

static gboolean
note_reminder (StoreConnection *connection, ModelRecord *message, GError **error)
{
  g_autoptr (StoreOperation) operation = store_operation_new ("Paraphe", "message.outcome");

  return _work_message_note_reminder (connection, message, operation, error);
}

static gboolean
conclude (StoreConnection *connection,
          const Settling *settling,
          ModelRecord *message,
          const char *state,
          const char *problem,
          GError **error)
{
  const WorkMessageOutcome *outcome = settling->outcome;
  g_autofree char *now = _work_message_time (0);
  gboolean is_sent = g_str_equal (state, "sent");
  g_autofree char *ask = is_sent && outcome->asks_state ? _work_message_next_ask (now, now) : NULL;

  model_record_set_canonical (message, "state", state);
  model_record_set_canonical (message, "sent_at", is_sent ? now : NULL);
  model_record_set_canonical (message, "not_before", ask);
  model_record_set_canonical (message, "answer", outcome->answer);
  model_record_set_canonical (message, "problem", problem);
  model_record_set_canonical (message, "remote_id", outcome->remote_id);
  model_record_set_canonical (message, "cost", outcome->cost);
  if (outcome->parts > 0)
    model_record_set_int (message, "parts", outcome->parts);
  if (!_work_message_save_outcome (connection, message, error))
    return FALSE;
  return !is_sent || note_reminder (connection, message, error);
}

static gboolean
give_up (StoreConnection *connection,
         const Settling *settling,
         ModelRecord *message,
         GError **error)
{
  const char *why = settling->outcome->problem != NULL ? settling->outcome->problem : "";
  /* Translators: why it was not sent, a sentence. */
  g_autofree char *problem = g_strdup_printf (_ ("Tried for two days, then given up. %s"), why);

  return conclude (connection, settling, message, "refused", problem, error);
}

static gboolean
write_outcome (StoreConnection *connection,
               const Settling *settling,
               ModelRecord *message,
               GError **error)
{
  const WorkMessageOutcome *outcome = settling->outcome;
  gint64 attempts = settling->claim->attempt;
  g_autofree char *later = NULL;

  switch (outcome->end)
    {
    case WORK_MESSAGE_SENT:
      return conclude (connection, settling, message, "sent", NULL, error);
    case WORK_MESSAGE_REFUSED:
      return conclude (connection, settling, message, "refused", outcome->problem, error);
    case WORK_MESSAGE_UNKNOWN:
      return conclude (connection, settling, message, "unknown", outcome->problem, error);
    case WORK_MESSAGE_HELD:
      return hold (connection, settling, message, error);
    default:
      if (attempts > (gint64) G_N_ELEMENTS (pauses))
        return give_up (connection, settling, message, error);
      later = _work_message_time (pauses[attempts - 1]);
      return put_back (connection, settling, later, error);
    }
}

/* While it took long, somebody else may have thought that this seat was gone, and a person may have
 * decided what becomes of the message. That it has left is still true, unless it leaves once more
 * just now: then that tells. */
static gboolean
is_to_be_written (const Settling *settling, ModelRecord *message, gboolean held)
{
  const char *state = model_record_get_or_empty (message, "state");

  if (g_str_equal (state, "sending"))
    return held;
  return settling->outcome->end == WORK_MESSAGE_SENT && !g_str_equal (state, "sent");
}

static gboolean
settle_in_transaction (StoreConnection *connection, gpointer data, GError **error)
{
  const Settling *settling = data;
  gint64 id = settling->claim->id;
  g_autofree char *name = lease_name (id);
  g_autoptr (ModelRecord) message = store_load (connection, MODEL_ENTITY_MESSAGE, id, error);
  gboolean held;

  if (message == NULL
      || !_work_lease_is_held (connection, name, settling->claim->holder, &held, error))
    return FALSE;
  if (is_to_be_written (settling, message, held)
      && !write_outcome (connection, settling, message, error))
    return FALSE;
  return _work_message_lease_drop (connection, id, settling->claim->holder, error);
}

/**
 * _work_message_settle:
 * @school: a school
 * @claim: a message that was taken
 * @outcome: what became of it
 * @error: return location for a #StoreError
 *
 * Writes down what became of a message. Where that cannot be, it stays as one that is being sent,
 * and is unknown in the end: never sent again.
 *
 * Returns: whether it is written
 */
gboolean
_work_message_settle (WorkSchool *school,
                      const WorkMessageClaim *claim,
                      const WorkMessageOutcome *outcome,
                      GError **error)
{
  Settling settling = { claim, outcome };

  return _work_signing_write (school, settle_in_transaction, &settling, error);
}
