/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-plan-private.h"

#include <glib/gi18n-lib.h>

#include "base-ident.h"
#include "base-text.h"
#include "message-sms-text.h"
#include "store-record.h"
#include "work-change-private.h"

static const char *const channel_keys[] = {
  [WORK_MESSAGE_MAIL] = "mail",
  [WORK_MESSAGE_SMS] = "sms",
};

/* Why nobody writes to an address any more. */
static const struct
{
  const char *reason;
  const char *sentence;
} reasons[] = {
  { "opt_out", N_ ("Whoever is there does not want to be written to by the school.") },
  { "bounced", N_ ("What was sent there came back: check the address.") },
};

typedef struct
{
  WorkMessageChannel channel;
  char *address;
  char *reason;
  char *detail;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_free (asked->address);
  g_free (asked->reason);
  g_free (asked->detail);
  g_free (asked);
}

/**
 * _work_message_channel_key:
 * @channel: how somebody is reached
 *
 * Returns: (transfer none): how databases and scripts call it
 */
const char *
_work_message_channel_key (WorkMessageChannel channel)
{
  g_return_val_if_fail ((guint) channel < G_N_ELEMENTS (channel_keys), channel_keys[0]);

  return channel_keys[channel];
}

/* ---- who is on the list ---- */

static char *
dup_key (const char *channel, const char *address)
{
  g_autofree char *lower = base_text_lower (address);

  return g_strconcat (channel, ":", lower, NULL);
}

/**
 * _work_message_blocks_load:
 * @connection: a connection
 * @error: return location
 *
 * Returns: (transfer full): the addresses that nobody writes to; or %NULL
 */
GHashTable *
_work_message_blocks_load (StoreConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) records = store_load_all (connection, MODEL_ENTITY_MESSAGE_BLOCK, error);
  GHashTable *blocks;

  if (records == NULL)
    return NULL;
  blocks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < records->len; i++)
    g_hash_table_insert (blocks,
                         dup_key (model_record_get_or_empty (records->pdata[i], "channel"),
                                  model_record_get_or_empty (records->pdata[i], "address")),
                         g_strdup (model_record_get_or_empty (records->pdata[i], "reason")));
  return blocks;
}

/**
 * _work_message_block_find:
 * @blocks: from _work_message_blocks_load()
 * @channel: how
 * @address: where to
 *
 * Returns: (transfer none) (nullable): why nobody writes there, a sentence
 */
const char *
_work_message_block_find (GHashTable *blocks, WorkMessageChannel channel, const char *address)
{
  g_autofree char *key = dup_key (_work_message_channel_key (channel), address);
  const char *reason = g_hash_table_lookup (blocks, key);

  for (guint i = 0; reason != NULL && i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reasons[i].reason, reason))
      return _ (reasons[i].sentence);
  return reason != NULL ? _ (reasons[0].sentence) : NULL;
}

/* ---- changing it ---- */

/* (transfer full) (nullable): as the database has it */
static char *
normalize (WorkMessageChannel channel, const char *address, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *plain = channel == WORK_MESSAGE_SMS
                               ? message_sms_number (address, &local)
                               : base_ident_normalize (BASE_IDENT_EMAIL, address, &local);

  if (plain != NULL)
    return base_text_lower (plain);
  _work_refuse (error, "%s", local != NULL ? local->message : _ ("Give an address."));
  return NULL;
}

/* @record is %NULL when nobody has asked that it be blocked. */
static gboolean
find_block (WorkChanging *changing,
            const Asked *asked,
            const char *address,
            ModelRecord **record,
            GError **error)
{
  g_autoptr (GError) local = NULL;

  *record = store_find_one (changing->connection, MODEL_ENTITY_MESSAGE_BLOCK, &local, "channel",
                            _work_message_channel_key (asked->channel), "address", address, NULL);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
block (WorkChanging *changing, gpointer data, GError **error)
{
  const Asked *asked = data;
  g_autofree char *address = normalize (asked->channel, asked->address, error);
  g_autoptr (ModelRecord) record = NULL;

  if (address == NULL || !find_block (changing, asked, address, &record, error))
    return FALSE;
  if (record == NULL)
    {
      record = model_record_new (MODEL_ENTITY_MESSAGE_BLOCK);
      model_record_set_canonical (record, "since", changing->today);
    }
  model_record_set_canonical (record, "channel", _work_message_channel_key (asked->channel));
  model_record_set_canonical (record, "address", address);
  model_record_set_canonical (record, "detail", asked->detail);
  return model_record_set (record, "reason", asked->reason, error)
         && _work_changing_save (changing, record, error);
}

static WorkChange *
change_new (WorkChangeFunc func,
            WorkMessageChannel channel,
            const char *address,
            const char *reason,
            const char *detail)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->channel = channel;
  asked->address = g_strdup (address);
  asked->reason = g_strdup (reason);
  asked->detail = g_strdup (detail);
  return _work_change_new ("message.block", func, asked, asked_free);
}

/**
 * work_change_message_block_new:
 * @channel: how
 * @address: an e-mail address or a number
 * @reason: "opt_out" or "bounced"
 * @detail: (nullable): more of it
 *
 * Returns: (transfer full): the change after which nobody is written to there
 */
WorkChange *
work_change_message_block_new (WorkMessageChannel channel,
                               const char *address,
                               const char *reason,
                               const char *detail)
{
  g_return_val_if_fail (address != NULL && reason != NULL, NULL);

  return change_new (block, channel, address, reason, detail);
}

static gboolean
unblock (WorkChanging *changing, gpointer data, GError **error)
{
  const Asked *asked = data;
  g_autofree char *address = normalize (asked->channel, asked->address, error);
  g_autoptr (ModelRecord) record = NULL;

  if (address == NULL || !find_block (changing, asked, address, &record, error))
    return FALSE;
  if (record == NULL)
    return _work_refuse (error, _ ("“%s” is not among the addresses that nobody writes to."),
                         asked->address);
  changing->n = 1;
  return store_delete (changing->connection, record, changing->operation, error);
}

/**
 * work_change_message_unblock_new:
 * @channel: how
 * @address: an e-mail address or a number
 *
 * Returns: (transfer full): the change after which one may be written to there again
 */
WorkChange *
work_change_message_unblock_new (WorkMessageChannel channel, const char *address)
{
  g_return_val_if_fail (address != NULL, NULL);

  return change_new (unblock, channel, address, NULL, NULL);
}
