/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>

#include "store-messages.h"
#include "work-message-send-private.h"
#include "work-query-private.h"

typedef struct
{
  gint64 agreement_id;
  guint max;
} Wanted;

static void
row_free (gpointer data)
{
  WorkOutboxRow *row = data;

  g_free (row->state);
  g_free (row->event);
  g_free (row->name);
  g_free (row->address);
  g_free (row->student);
  g_free (row->subject);
  g_free (row->body);
  g_free (row->attachment);
  g_free (row->made_at);
  g_free (row->not_before);
  g_free (row->sent_at);
  g_free (row->answer);
  g_free (row->problem);
  g_free (row->cost);
  g_free (row->batch);
  g_free (row);
}

/**
 * work_outbox_free:
 * @outbox: (nullable) (transfer full): what a school has written
 */
void
work_outbox_free (WorkOutbox *outbox)
{
  if (outbox == NULL)
    return;
  g_ptr_array_unref (outbox->rows);
  g_free (outbox);
}

/* The server knows nobody of this address: what RFC 3463 says of it, or the number at least. */
static gboolean
says_nobody (const char *answer)
{
  guint code = 0, subject = 0, detail = 0;
  int n = answer != NULL ? sscanf (answer, "%3u 5.%3u.%3u", &code, &subject, &detail) : 0;

  if (n == 3)
    return (subject == 1 && (detail <= 6 || detail == 10)) || (subject == 2 && detail == 1);
  return n > 0 && (code == 550 || code == 551 || code == 553);
}

static char *
dup_of (ModelRecord *record, const char *column)
{
  return g_strdup (model_record_get (record, column));
}

static WorkOutboxRow *
row_new (const StoreMessage *message)
{
  WorkOutboxRow *row = g_new0 (WorkOutboxRow, 1);
  ModelRecord *record = message->record;

  row->id = model_record_get_id (record);
  row->channel = _work_message_channel_from_word (model_record_get (record, "channel"));
  row->state = dup_of (record, "state");
  row->event = dup_of (record, "event");
  if (!model_message_audience_find (model_record_get_or_empty (record, "audience"), &row->audience))
    row->audience = MODEL_MESSAGE_OFFICE;
  row->thing.student_id = model_record_get_int (record, "student_id");
  row->thing.period_id = model_record_get_int (record, "period_id");
  row->thing.placement_id = model_record_get_int (record, "placement_id");
  row->thing.agreement_id = model_record_get_int (record, "agreement_id");
  row->name = dup_of (record, "name");
  row->address = dup_of (record, "address");
  row->student = g_strdup (message->student);
  row->subject = dup_of (record, "subject");
  row->body = dup_of (record, "body");
  row->attachment = dup_of (record, "attachment");
  row->attempts = (guint) model_record_get_int (record, "attempts");
  row->parts = (guint) model_record_get_int (record, "parts");
  row->made_at = dup_of (record, "made_at");
  /* of what is sent, it is when it is asked whether it arrived */
  if (g_str_equal (row->state, "queued"))
    row->not_before = dup_of (record, "not_before");
  row->sent_at = dup_of (record, "sent_at");
  row->answer = dup_of (record, "answer");
  row->problem = dup_of (record, "problem");
  row->cost = dup_of (record, "cost");
  row->batch = dup_of (record, "batch");
  row->is_nobody = row->channel == WORK_MESSAGE_MAIL && g_str_equal (row->state, "refused")
                   && says_nobody (row->answer);
  return row;
}

static gboolean
read_rows (StoreConnection *connection, const Wanted *wanted, WorkOutbox *outbox, GError **error)
{
  const StoreMessageFilter filter = { .agreement_id = wanted->agreement_id, .max = wanted->max };
  g_autoptr (GPtrArray) messages = store_messages_load (connection, &filter, error);

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    g_ptr_array_add (outbox->rows, row_new (messages->pdata[i]));
  return messages != NULL;
}

static gboolean
read_counts (StoreConnection *connection, const Wanted *wanted, WorkOutbox *outbox, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      "SELECT COUNT (CASE WHEN state IN ('queued', 'sending') THEN 1 END),"
      " COUNT (CASE WHEN state IN ('refused', 'unknown') THEN 1 END) FROM message"
      " WHERE state NOT IN ('sent', 'cancelled') AND (agreement_id = $1 OR $1 = 0)",
      error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, wanted->agreement_id);
  if (!store_statement_step (statement, &has_row, error))
    return FALSE;
  outbox->n_waiting = (guint) store_statement_get_int (statement, 0);
  outbox->n_failed = (guint) store_statement_get_int (statement, 1);
  return TRUE;
}

static gpointer
read_outbox (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (WorkOutbox) outbox = g_new0 (WorkOutbox, 1);

  outbox->rows = g_ptr_array_new_with_free_func (row_free);
  return read_rows (connection, data, outbox, error)
                 && read_counts (connection, data, outbox, error)
             ? g_steal_pointer (&outbox)
             : NULL;
}

/**
 * work_query_outbox_new:
 * @agreement_id: an agreement; 0: all
 * @max: how many rows at most; 0: all. Counts are of all of them
 *
 * Returns: (transfer full): a query for the #WorkOutbox
 */
WorkQuery *
work_query_outbox_new (gint64 agreement_id, guint max)
{
  Wanted wanted = { agreement_id, max };

  return _work_query_new (read_outbox, g_memdup2 (&wanted, sizeof wanted), g_free,
                          (GDestroyNotify) work_outbox_free);
}
