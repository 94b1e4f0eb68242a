/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <sodium.h>
#include <string.h>

#include "store-connection-private.h"
#include "store-record-private.h"
#include "store-vault-private.h"

/* Values that only the administration reads, encrypted in the file. The key is in the memory of the
 * seats on which one of its accounts has signed in, and nowhere else. */

#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG   crypto_aead_xchacha20poly1305_ietf_ABYTES

/**
 * _store_vault_forget:
 * @connection: a connection
 *
 * Wipes the key.
 */
void
_store_vault_forget (StoreConnection *connection)
{
  if (connection->vault_key != NULL)
    sodium_free (connection->vault_key);
  connection->vault_key = NULL;
}

/**
 * _store_vault_take_key:
 * @connection: a connection
 * @key: %STORE_VAULT_KEY_BYTES, copied to where it is neither swapped out nor dumped
 */
void
_store_vault_take_key (StoreConnection *connection, const guchar *key)
{
  _store_vault_forget (connection);
  _store_vault_ready ();
  connection->vault_key = sodium_malloc (STORE_VAULT_KEY_BYTES);
  if (connection->vault_key != NULL)
    memcpy (connection->vault_key, key, STORE_VAULT_KEY_BYTES);
}

/**
 * store_vault_is_sealed:
 * @text: (nullable): a value as the database has it
 *
 * Returns: whether it is encrypted
 */
gboolean
store_vault_is_sealed (const char *text)
{
  return text != NULL && g_str_has_prefix (text, STORE_VAULT_PREFIX);
}

/**
 * store_vault_is_open:
 * @connection: a connection
 *
 * Returns: whether the key of what is sealed is at hand
 */
gboolean
store_vault_is_open (StoreConnection *connection)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (connection), FALSE);

  return connection->vault_key != NULL;
}

static gboolean
refuse_closed (GError **error)
{
  g_set_error_literal (
      error, STORE_ERROR, STORE_ERROR_SEALED,
      _ ("This is encrypted, and your account does not have the key. Ask an administrator to give "
         "your account a new password."));
  return FALSE;
}

/* (transfer full): where a value belongs */
static char *
describe_place (const ModelField *field, gint64 id)
{
  return g_strdup_printf ("%s/%" G_GINT64_FORMAT, field->key, id);
}

/**
 * store_vault_seal:
 * @connection: a connection whose vault is open
 * @field: the field
 * @id: the row
 * @text: a value
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full): the value encrypted, for that place only; or %NULL
 */
char *
store_vault_seal (StoreConnection *connection,
                  const ModelField *field,
                  gint64 id,
                  const char *text,
                  GError **error)
{
  g_autofree char *place = describe_place (field, id);
  g_autofree guchar *bytes = NULL;
  g_autofree char *encoded = NULL;
  gsize size = strlen (text);

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);

  if (connection->vault_key == NULL)
    {
      refuse_closed (error);
      return NULL;
    }
  bytes = g_malloc (NONCE + size + TAG);
  randombytes_buf (bytes, NONCE);
  crypto_aead_xchacha20poly1305_ietf_encrypt (bytes + NONCE, NULL, (const guchar *) text, size,
                                              (const guchar *) place, strlen (place), NULL, bytes,
                                              connection->vault_key);
  encoded = g_base64_encode (bytes, NONCE + size + TAG);
  return g_strconcat (STORE_VAULT_PREFIX, encoded, NULL);
}

/**
 * store_vault_open:
 * @connection: a connection whose vault is open
 * @field: the field
 * @id: the row
 * @sealed: what the database has there
 * @error: return location for a #StoreError; %STORE_ERROR_CORRUPT when it was not sealed for this
 *   place with this key
 *
 * Returns: (transfer full): the value, or %NULL
 */
char *
store_vault_open (StoreConnection *connection,
                  const ModelField *field,
                  gint64 id,
                  const char *sealed,
                  GError **error)
{
  g_autofree char *place = describe_place (field, id);
  g_autofree guchar *bytes = NULL;
  g_autofree char *text = NULL;
  gsize size = 0;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (store_vault_is_sealed (sealed), NULL);

  if (connection->vault_key == NULL)
    {
      refuse_closed (error);
      return NULL;
    }
  bytes = g_base64_decode (sealed + strlen (STORE_VAULT_PREFIX), &size);
  if (size >= NONCE + TAG)
    {
      text = g_malloc0 (size - NONCE - TAG + 1);
      if (crypto_aead_xchacha20poly1305_ietf_decrypt ((guchar *) text, NULL, NULL, bytes + NONCE,
                                                      size - NONCE, (const guchar *) place,
                                                      strlen (place), bytes, connection->vault_key)
              == 0
          && g_utf8_validate (text, (gssize) (size - NONCE - TAG), NULL))
        return g_steal_pointer (&text);
    }
  g_set_error (error, STORE_ERROR, STORE_ERROR_CORRUPT,
               _ ("%s: what is encrypted here was altered, or was encrypted with another key. Look "
                  "for it in a backup."),
               _ (field->label));
  return NULL;
}

/* A note for teachers is no secret of the administration; one that was, or becomes it, is. */
static gboolean
is_secret_note (ModelRecord *record)
{
  int index = model_field_index (MODEL_ENTITY_NOTE, "audience");

  return g_strcmp0 (model_record_get_at (record, (guint) index), "administration") == 0
         || g_strcmp0 (model_record_get_loaded_at (record, (guint) index), "administration") == 0;
}

/**
 * _store_vault_seals:
 * @record: a row
 * @index: one of its fields
 *
 * Returns: whether the value is kept encrypted in a database with accounts
 */
gboolean
_store_vault_seals (ModelRecord *record, guint index)
{
  ModelEntity entity = model_record_get_entity (record);

  if ((model_entity_info (entity)->fields[index].flags & MODEL_FIELD_SEALED) == 0)
    return FALSE;
  return entity != MODEL_ENTITY_NOTE || is_secret_note (record);
}

/**
 * _store_vault_value:
 * @connection: a connection
 * @record: a row
 * @index: one of its fields
 * @id: the row's id
 * @value: (nullable): what is to stand there
 * @sealed: (nullable): what stands there and cannot be read
 * @error: return location
 *
 * Returns: (transfer full): what goes into the database, "" for nothing; %NULL on error
 */
char *
_store_vault_value (StoreConnection *connection,
                    ModelRecord *record,
                    guint index,
                    gint64 id,
                    const char *value,
                    const char *sealed,
                    GError **error)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (record));

  if (value == NULL || value[0] == '\0')
    return g_strdup (sealed != NULL ? sealed : "");
  if (connection->account_id == 0 || !_store_vault_seals (record, index))
    return g_strdup (value);
  return store_vault_seal (connection, &info->fields[index], id, value, error);
}

static JsonNode *
open_node (StoreConnection *connection, const ModelField *field, gint64 id, JsonNode *node)
{
  const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
  g_autofree char *opened =
      store_vault_is_sealed (text) ? store_vault_open (connection, field, id, text, NULL) : NULL;

  if (opened == NULL)
    return json_node_copy (node);
  return json_node_init_string (json_node_alloc (), opened);
}

/**
 * _store_vault_open_changes:
 * @connection: a connection
 * @entity: an entity
 * @id: a row of it
 * @changes: JSON of a line of its history
 *
 * Returns: (transfer full): the same, with what is sealed in it as it reads when the key is at hand
 */
char *
_store_vault_open_changes (StoreConnection *connection,
                           ModelEntity entity,
                           gint64 id,
                           const char *changes)
{
  const ModelEntityInfo *info = entity != MODEL_ENTITY_NONE ? model_entity_info (entity) : NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;

  /* The prefix as JSON spells it: nearly no line has it. */
  if (info == NULL || connection->vault_key == NULL || changes == NULL
      || strstr (changes, "\\u0001S1:") == NULL)
    return g_strdup (changes);
  root = json_from_string (changes, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return g_strdup (changes);
  object = json_node_get_object (root);
  for (guint i = 0; i < info->n_fields; i++)
    {
      const ModelField *field = &info->fields[i];
      const char *column = model_field_column (field);
      JsonNode *member = json_object_get_member (object, column);
      JsonArray *pair =
          member != NULL && JSON_NODE_HOLDS_ARRAY (member) ? json_node_get_array (member) : NULL;
      JsonArray *opened;

      if (pair == NULL || json_array_get_length (pair) != 2)
        continue;
      opened = json_array_new ();
      for (guint side = 0; side < 2; side++)
        json_array_add_element (
            opened, open_node (connection, field, id, json_array_get_element (pair, side)));
      json_object_set_array_member (object, column, opened);
    }
  return json_to_string (root, FALSE);
}

/**
 * _store_vault_pair:
 * @connection: a connection
 * @action: what happens to a row
 * @record: the row
 * @index: one of its fields
 * @id: the row's id
 * @before: (out) (nullable): what history says of the value before; %NULL: as it is
 * @after: (out) (nullable): and after
 * @error: return location
 *
 * What is sealed in the row is in history, too.
 *
 * Returns: whether it could be sealed
 */
gboolean
_store_vault_pair (StoreConnection *connection,
                   StoreAction action,
                   ModelRecord *record,
                   guint index,
                   gint64 id,
                   char **before,
                   char **after,
                   GError **error)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (record));
  const char *was = model_record_get_loaded_at (record, index);
  const char *is = model_record_get_at (record, index);
  const char *sealed = model_record_get_sealed_at (record, index);

  if ((info->fields[index].flags & MODEL_FIELD_SEALED) == 0
      || (action == STORE_ACTION_UPDATE && _store_value_is_same (was, is)))
    return TRUE;
  if (action != STORE_ACTION_INSERT)
    *before = _store_vault_value (connection, record, index, id, was, sealed, error);
  if (action != STORE_ACTION_DELETE)
    *after = _store_vault_value (connection, record, index, id, is, NULL, error);
  return (action == STORE_ACTION_INSERT || *before != NULL)
         && (action == STORE_ACTION_DELETE || *after != NULL);
}
