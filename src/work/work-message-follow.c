/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-send-private.h"

#include <glib/gi18n-lib.h>

#include "message-error.h"
#include "work-signing-private.h"

/* Whether an SMS arrived is asked after so many seconds from when it left, and then no more. Until
 * then `not_before` of what is sent says when to ask. */
static const guint asks[] = { 60, 10 * 60, 3600, 6 * 3600, 24 * 3600 };

#define MOST_ASKS "50"

/* What is asked about, and what was told. */
typedef struct
{
  gint64 id;
  char *remote_id;
  MessageSmsState state;
} Ask;

static void
ask_clear (gpointer data)
{
  Ask *ask = data;

  g_free (ask->remote_id);
}

/**
 * _work_message_next_ask:
 * @sent_at: UTC timestamp: when it left
 * @now: UTC timestamp
 *
 * Returns: (transfer full) (nullable): when it is to be asked next whether it arrived; %NULL: never
 */
char *
_work_message_next_ask (const char *sent_at, const char *now)
{
  g_autoptr (GDateTime) sent = g_date_time_new_from_iso8601 (sent_at, NULL);

  for (guint i = 0; sent != NULL && i < G_N_ELEMENTS (asks); i++)
    {
      g_autoptr (GDateTime) next = g_date_time_add_seconds (sent, asks[i]);
      g_autofree char *text = g_date_time_format (next, "%Y-%m-%dT%H:%M:%SZ");

      if (strcmp (text, now) > 0)
        return g_steal_pointer (&text);
    }
  return NULL;
}

static gpointer
read_asks (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      "SELECT id, remote_id FROM message WHERE state = 'sent' AND channel = 'sms'"
      " AND not_before <= $1 AND remote_id IS NOT NULL ORDER BY not_before, id LIMIT " MOST_ASKS,
      error);
  g_autofree char *now = _work_message_time (0);
  g_autoptr (GArray) found = g_array_new (FALSE, TRUE, sizeof (Ask));
  gboolean has_row;

  g_array_set_clear_func (found, ask_clear);
  if (statement == NULL)
    return NULL;
  store_statement_bind_text (statement, 1, now);
  while (store_statement_step (statement, &has_row, error))
    {
      Ask ask;

      if (!has_row)
        return g_steal_pointer (&found);
      ask.id = store_statement_get_int (statement, 0);
      ask.remote_id = g_strdup (store_statement_get_text (statement, 1));
      ask.state = MESSAGE_SMS_UNTOLD;
      g_array_append_val (found, ask);
    }
  return NULL;
}

/**
 * _work_message_has_asks:
 * @school: a school
 * @due: (out): whether it is to be asked of some SMS whether it arrived
 * @error: return location for a #StoreError
 *
 * Returns: whether it could be read
 */
gboolean
_work_message_has_asks (WorkSchool *school, gboolean *due, GError **error)
{
  g_autoptr (GArray) found =
      store_queue_run (work_school_get_queue (school), read_asks, NULL, NULL, error);

  *due = found != NULL && found->len > 0;
  return found != NULL;
}

/* The next time that it is to be asked; no line of history. */
static gboolean
write_next (StoreConnection *connection, ModelRecord *message, GError **error)
{
  g_autofree char *now = _work_message_time (0);
  g_autofree char *next =
      _work_message_next_ask (model_record_get_or_empty (message, "sent_at"), now);
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "UPDATE message SET version = version + 1, not_before = $2 WHERE id = $1", error);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, model_record_get_id (message));
  store_statement_bind_text (statement, 2, next);
  return store_statement_run (statement, error);
}

static gboolean
write_told (StoreConnection *connection, gpointer data, GError **error)
{
  const Ask *ask = data;
  g_autoptr (ModelRecord) message = store_load (connection, MODEL_ENTITY_MESSAGE, ask->id, error);

  if (message == NULL)
    return FALSE;
  if (g_strcmp0 (model_record_get (message, "state"), "sent") != 0)
    return TRUE;
  if (ask->state != MESSAGE_SMS_DELIVERED && ask->state != MESSAGE_SMS_FAILED)
    return write_next (connection, message, error);
  model_record_set_canonical (message, "not_before", NULL);
  if (ask->state == MESSAGE_SMS_DELIVERED)
    model_record_set_canonical (message, "answer", _ ("Received by the phone."));
  else
    {
      model_record_set_canonical (message, "state", "refused");
      model_record_set_canonical (message, "problem",
                                  _ ("The SMS left but did not reach the phone: check the number, "
                                     "or write by e-mail."));
    }
  return _work_message_save_outcome (connection, message, error);
}

/* That one is not known says nothing of the others; that the provider does not answer does. */
static gboolean
ask_one (WorkSchool *school,
         WorkMessageAccount *account,
         Ask *ask,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GError) local = NULL;

  if (account != NULL
      && !_work_message_carrier ()->state (account->sms, ask->remote_id, &ask->state, cancellable,
                                           &local))
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      g_debug ("the state of a message was not told: %d", local->code);
      ask->state = MESSAGE_SMS_UNTOLD;
    }
  return _work_signing_write (school, write_told, ask, error);
}

/**
 * _work_message_follow:
 * @school: a school
 * @account: (nullable): open at the provider of SMS; %NULL: nobody can be asked
 * @cancellable: (nullable): stops it
 * @error: return location for a #StoreError
 *
 * Finds out whether SMS that left have arrived, those that are due.
 *
 * Returns: whether it could be written down
 */
gboolean
_work_message_follow (WorkSchool *school,
                      WorkMessageAccount *account,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GArray) found =
      store_queue_run (work_school_get_queue (school), read_asks, NULL, NULL, error);

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    if (!ask_one (school, account, &g_array_index (found, Ask, i), cancellable, error))
      return FALSE;
  return TRUE;
}
