/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-send-private.h"

#include "base-text.h"
#include "store-document.h"

/**
 * _work_message_letter_free:
 * @letter: (nullable) (transfer full): a message on its way
 */
void
_work_message_letter_free (WorkMessageLetter *letter)
{
  if (letter == NULL)
    return;
  g_free (letter->name);
  g_free (letter->address);
  g_free (letter->subject);
  g_free (letter->body);
  g_free (letter->message_id);
  g_free (letter->reference);
  g_free (letter->attachment);
  g_free (letter->media_type);
  g_clear_pointer (&letter->content, g_bytes_unref);
  g_free (letter);
}

static gboolean
load_attachment (StoreConnection *connection,
                 ModelRecord *message,
                 WorkMessageLetter *letter,
                 GError **error)
{
  gint64 id = model_record_get_int (message, "document_id");
  g_autoptr (ModelRecord) document = NULL;

  if (id == 0)
    return TRUE;
  document = store_load (connection, MODEL_ENTITY_DOCUMENT, id, error);
  if (document == NULL)
    return FALSE;
  letter->attachment = g_strdup (model_record_get (message, "attachment"));
  if (base_text_is_blank (letter->attachment))
    {
      g_free (letter->attachment);
      letter->attachment = g_strdup (model_record_get_or_empty (document, "name"));
    }
  letter->media_type = g_strdup (model_record_get (document, "media_type"));
  letter->content = store_document_read (connection, document, error);
  return letter->content != NULL;
}

/**
 * _work_message_letter_load:
 * @connection: a connection
 * @message: a row of the outbox
 * @error: return location, when what goes with it is missing or was altered
 *
 * Returns: (transfer full): the message with the file that goes with it, or %NULL
 */
WorkMessageLetter *
_work_message_letter_load (StoreConnection *connection, ModelRecord *message, GError **error)
{
  g_autoptr (WorkMessageLetter) letter = g_new0 (WorkMessageLetter, 1);

  letter->channel =
      _work_message_channel_from_word (model_record_get_or_empty (message, "channel"));
  letter->name = g_strdup (model_record_get (message, "name"));
  letter->address = g_strdup (model_record_get_or_empty (message, "address"));
  letter->subject = g_strdup (model_record_get_or_empty (message, "subject"));
  letter->body = g_strdup (model_record_get_or_empty (message, "body"));
  letter->message_id = g_strdup (model_record_get (message, "message_id"));
  letter->reference = g_strdup_printf ("paraphe-%" G_GINT64_FORMAT, model_record_get_id (message));
  return load_attachment (connection, message, letter, error) ? g_steal_pointer (&letter) : NULL;
}
