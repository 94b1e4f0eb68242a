/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-queue-private.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"
#include "store-record.h"
#include "store-settings.h"

/* Of Message-IDs as long as the school has given no address to write from. */
#define NO_DOMAIN "paraphe.invalid"

/* What is written into the outbox at once. */
typedef struct
{
  ModelSettings *settings;
  GHashTable *blocks;
  char *batch;
  char *not_before; /* (nullable): when nobody can take it back any more */
} Queueing;

static void
queueing_clear (Queueing *queueing)
{
  model_settings_unref (queueing->settings);
  g_clear_pointer (&queueing->blocks, g_hash_table_unref);
  g_free (queueing->batch);
  g_free (queueing->not_before);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Queueing, queueing_clear)

/* (transfer full) (nullable): a person may still say no */
static char *
dup_delay (ModelSettings *settings)
{
  int seconds = model_settings_get_int (settings, "message.delay");
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_seconds (now, seconds);

  return seconds > 0 ? g_date_time_format (then, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

/* The one Message-ID of a mail, however often it is tried: mail programs drop the double. */
static char *
dup_message_id (ModelSettings *settings)
{
  const char *from = model_settings_get (settings, "message.from_address");
  const char *at = from != NULL ? strrchr (from, '@') : NULL;
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *domain = at != NULL ? g_hostname_to_ascii (at + 1) : NULL;

  return g_strdup_printf ("<%s@%s>", uuid, base_text_is_blank (domain) ? NO_DOMAIN : domain);
}

static const char *
later (const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return a != NULL ? a : b;
  return strcmp (a, b) > 0 ? a : b;
}

static void
set_reference (ModelRecord *record, const char *column, gint64 id)
{
  if (id != 0)
    model_record_set_int (record, column, id);
}

static ModelRecord *
record_new (const Queueing *queueing, const WorkMessagePlan *plan, const char *now)
{
  ModelRecord *record = model_record_new (MODEL_ENTITY_MESSAGE);
  g_autofree char *message_id = NULL;

  if (plan->channel == WORK_MESSAGE_MAIL)
    message_id = dup_message_id (queueing->settings);
  model_record_set_canonical (record, "channel", _work_message_channel_key (plan->channel));
  model_record_set_canonical (record, "event", plan->event);
  model_record_set_canonical (record, "audience", model_message_audience_key (plan->audience));
  set_reference (record, "student_id", plan->thing.student_id);
  set_reference (record, "period_id", plan->thing.period_id);
  set_reference (record, "placement_id", plan->thing.placement_id);
  set_reference (record, "agreement_id", plan->thing.agreement_id);
  model_record_set_canonical (record, "name", plan->name);
  model_record_set_canonical (record, "address", plan->address);
  model_record_set_canonical (record, "subject", plan->subject);
  model_record_set_canonical (record, "body", plan->body);
  set_reference (record, "document_id", plan->document_id);
  model_record_set_canonical (record, "attachment", plan->attachment);
  model_record_set_canonical (record, "state", "queued");
  model_record_set_int (record, "attempts", 0);
  /* what the program writes by itself, nobody has to think over */
  model_record_set_canonical (record, "not_before",
                              plan->once != NULL ? plan->not_before
                                                 : later (plan->not_before, queueing->not_before));
  model_record_set_canonical (record, "made_at", now);
  model_record_set_canonical (record, "message_id", message_id);
  set_reference (record, "parts", plan->parts);
  model_record_set_canonical (record, "batch", queueing->batch);
  model_record_set_canonical (record, "once", plan->once);
  return record;
}

/* What another seat has written meanwhile is not written again. */
static gboolean
is_written (StoreConnection *connection, const char *once, gboolean *written, GError **error)
{
  g_autoptr (StoreStatement) statement = NULL;

  *written = FALSE;
  if (once == NULL)
    return TRUE;
  statement = store_connection_prepare (connection, "SELECT 1 FROM message WHERE once = $1", error);
  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, once);
  return store_statement_step (statement, written, error);
}

static gboolean
queue_one (WorkChanging *changing,
           const Queueing *queueing,
           const WorkMessagePlan *plan,
           GError **error)
{
  g_autoptr (ModelRecord) record = NULL;
  const char *blocked = _work_message_block_find (queueing->blocks, plan->channel, plan->address);
  gboolean written;

  /* What was shown may have been answered since: "do not write to me". */
  if (blocked != NULL && plan->once == NULL)
    return _work_refuse (error, _ ("%s: %s Look again who gets what."), plan->name, blocked);
  if (!is_written (changing->connection, plan->once, &written, error))
    return FALSE;
  if (written || blocked != NULL)
    return TRUE;
  record = record_new (queueing, plan, changing->now);
  return _work_changing_save (changing, record, error);
}

/**
 * _work_message_queue:
 * @changing: a change under way
 * @plans: (element-type WorkMessagePlan): what is to be written
 * @error: return location
 *
 * Writes those that are chosen and can be sent into the outbox.
 *
 * Returns: whether they are there
 */
gboolean
_work_message_queue (WorkChanging *changing, GPtrArray *plans, GError **error)
{
  g_auto (Queueing) queueing = { NULL };

  queueing.settings = store_settings_load (changing->connection, error);
  if (queueing.settings == NULL)
    return FALSE;
  queueing.blocks = _work_message_blocks_load (changing->connection, error);
  if (queueing.blocks == NULL)
    return FALSE;
  queueing.batch = g_uuid_string_random ();
  queueing.not_before = dup_delay (queueing.settings);
  for (guint i = 0; i < plans->len; i++)
    {
      const WorkMessagePlan *plan = plans->pdata[i];

      if (plan->is_chosen && plan->can_be_sent && !queue_one (changing, &queueing, plan, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
queue (WorkChanging *changing, gpointer data, GError **error)
{
  GPtrArray *plans = data;

  for (guint i = 0; i < plans->len; i++)
    {
      const WorkMessagePlan *plan = plans->pdata[i];

      if (plan->is_chosen && plan->can_be_sent)
        return _work_message_queue (changing, plans, error);
    }
  return _work_refuse (error, _ ("Nobody is chosen: there is nothing to send."));
}

static GPtrArray *
copy_plans (GPtrArray *plans)
{
  GPtrArray *copies = _work_message_plans_new ();

  for (guint i = 0; i < plans->len; i++)
    g_ptr_array_add (copies, work_message_plan_copy (plans->pdata[i]));
  return copies;
}

/**
 * work_change_messages_new:
 * @plans: (element-type WorkMessagePlan): what was shown and agreed to. Copied
 *
 * Those that are chosen and can be sent wait in the outbox then, as one operation: undoing it takes
 * them back as long as none has begun to leave.
 *
 * Returns: (transfer full): the change
 */
WorkChange *
work_change_messages_new (GPtrArray *plans)
{
  g_return_val_if_fail (plans != NULL, NULL);

  return _work_change_new ("message.queue", queue, copy_plans (plans),
                           (GDestroyNotify) g_ptr_array_unref);
}
