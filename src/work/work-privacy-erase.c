/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-privacy-private.h"

#include "base-date.h"
#include "base-ident.h"
#include "base-json.h"
#include "message-sms-text.h"
#include "store-history.h"
#include "store-history-rewrite.h"

/* ---- history ---- */

/* (transfer full): what a line may go on saying: what was changed, but not from what to what */
static char *
erase_changes (ModelEntity entity, const char *changes)
{
  g_autoptr (JsonNode) root = base_json_parse (changes, -1);
  JsonObject *object = root != NULL ? base_json_object (root) : NULL;
  g_autoptr (GList) members = object != NULL ? json_object_get_members (object) : NULL;

  if (object == NULL)
    return g_strdup ("{}");
  for (GList *l = members; l != NULL; l = l->next)
    {
      int index = model_field_index (entity, l->data);
      JsonArray *nothing;

      if (index >= 0 && _work_privacy_keeps (&model_entity_info (entity)->fields[index]))
        continue;
      nothing = json_array_new ();
      json_array_add_null_element (nothing);
      json_array_add_null_element (nothing);
      json_object_set_array_member (object, l->data, nothing);
    }
  return json_to_string (root, FALSE);
}

static gboolean
rewrite_line (StoreConnection *connection, const StoreHistoryLine *line, GError **error)
{
  g_autofree char *changes = erase_changes (line->entity, line->changes);
  g_autoptr (StoreStatement) statement = NULL;

  if (g_str_equal (changes, line->changes))
    return TRUE;
  statement =
      store_connection_prepare (connection, "UPDATE history SET changes = $1 WHERE id = $2", error);
  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, changes);
  store_statement_bind_int (statement, 2, line->id);
  return store_statement_run (statement, error);
}

/**
 * _work_privacy_erase_history:
 * @connection: a connection in store_history_rewrite()
 * @keys: (element-type WorkRowKey): rows, there or gone
 * @error: return location
 *
 * Takes from their history all values by which somebody could be known: that something was changed,
 * when and by whom stays.
 *
 * Returns: whether it is done
 */
gboolean
_work_privacy_erase_history (StoreConnection *connection, GArray *keys, GError **error)
{
  for (guint i = 0; i < keys->len; i++)
    {
      const WorkRowKey *key = &g_array_index (keys, WorkRowKey, i);
      g_autoptr (GPtrArray) lines = store_history_of (connection, key->entity, key->id, error);

      if (lines == NULL)
        return FALSE;
      for (guint j = 0; j < lines->len; j++)
        if (!rewrite_line (connection, g_ptr_array_index (lines, j), error))
          return FALSE;
    }
  return TRUE;
}

/* What history keeps aside is named in it by its SHA-256. */
static void
add_digests (GHashTable *used, const char *changes)
{
  const char *at = changes;

  while ((at = strstr (at, "sha256:")) != NULL)
    {
      at += strlen ("sha256:");
      g_hash_table_add (used, g_strndup (at, strspn (at, "0123456789abcdef")));
    }
}

static GHashTable *
read_used_values (StoreConnection *connection, GError **error)
{
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "SELECT changes FROM history WHERE changes LIKE '%sha256:%'", error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  while (store_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&used);
      add_digests (used, store_statement_get_text (statement, 0));
    }
  return NULL;
}

/* (transfer full) (element-type utf8) */
static GPtrArray *
read_unused_values (StoreConnection *connection, GError **error)
{
  g_autoptr (GHashTable) used = read_used_values (connection, error);
  g_autoptr (GPtrArray) unused = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (StoreStatement) statement = NULL;
  gboolean has_row = TRUE;

  if (used == NULL)
    return NULL;
  statement = store_connection_prepare (connection, "SELECT sha256 FROM history_value", error);
  if (statement == NULL)
    return NULL;
  while (store_statement_step (statement, &has_row, error))
    {
      const char *digest;

      if (!has_row)
        return g_steal_pointer (&unused);
      digest = store_statement_get_text (statement, 0);
      if (!g_hash_table_contains (used, digest))
        g_ptr_array_add (unused, g_strdup (digest));
    }
  return NULL;
}

/**
 * _work_privacy_drop_values:
 * @connection: a connection in store_history_rewrite()
 * @error: return location
 *
 * Deletes the long values that were kept aside for history and that no line of it names any more.
 *
 * Returns: whether it is done
 */
gboolean
_work_privacy_drop_values (StoreConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) unused = read_unused_values (connection, error);

  if (unused == NULL)
    return FALSE;
  for (guint i = 0; i < unused->len; i++)
    {
      g_autoptr (StoreStatement) statement = store_connection_prepare (
          connection, "DELETE FROM history_value WHERE sha256 = $1", error);

      if (statement == NULL)
        return FALSE;
      store_statement_bind_text (statement, 1, g_ptr_array_index (unused, i));
      if (!store_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- rows ---- */

/* Whatever referred to a document that goes. */
static gboolean
forget_document (StoreConnection *connection,
                 gint64 document_id,
                 StoreOperation *operation,
                 GError **error)
{
  static const struct
  {
    ModelEntity entity;
    const char *column;
  } references[] = {
    { MODEL_ENTITY_SIGNATURE_REQUEST, "document_id" },
    { MODEL_ENTITY_SIGNATURE_REQUEST, "signed_document_id" },
    { MODEL_ENTITY_SIGNATURE_REQUEST, "proof_document_id" },
    { MODEL_ENTITY_MESSAGE, "document_id" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autoptr (GPtrArray) found = store_find_by_id (connection, references[i].entity,
                                                      references[i].column, document_id, error);

      if (found == NULL)
        return FALSE;
      for (guint j = 0; j < found->len; j++)
        {
          ModelRecord *record = g_ptr_array_index (found, j);

          model_record_set_canonical (record, references[i].column, NULL);
          if (!store_save (connection, record, operation, NULL, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
erase_record (StoreConnection *connection,
              ModelRecord *record,
              StoreOperation *operation,
              GError **error)
{
  g_autofree char *today = base_date_today_iso ();

  if (model_record_get_entity (record) == MODEL_ENTITY_DOCUMENT)
    return forget_document (connection, model_record_get_id (record), operation, error)
           && store_delete (connection, record, operation, error);
  _work_privacy_erase_record (record, today);
  /* What has not left does not leave any more: it says nothing now. */
  if (model_record_get_entity (record) == MODEL_ENTITY_MESSAGE
      && g_strcmp0 (model_record_get (record, "state"), "sent") != 0)
    model_record_set_canonical (record, "state", "cancelled");
  return !model_record_is_changed (record)
         || store_save (connection, record, operation, NULL, error);
}

/* Documents first: what names them is saved then, and read anew. */
static gboolean
erase_records (StoreConnection *connection,
               GPtrArray *records,
               StoreOperation *operation,
               GError **error)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < records->len; i++)
      {
        ModelRecord *record = g_ptr_array_index (records, i);
        ModelEntity entity = model_record_get_entity (record);
        g_autoptr (ModelRecord) fresh = NULL;

        if ((entity == MODEL_ENTITY_DOCUMENT) != (pass == 0))
          continue;
        fresh = store_load (connection, entity, model_record_get_id (record), error);
        if (fresh == NULL || !erase_record (connection, fresh, operation, error))
          return FALSE;
      }
  return TRUE;
}

/* ---- addresses to which nothing is written ---- */

static void
add_address (GHashTable *addresses, const char *channel, char *address)
{
  if (address == NULL)
    return;
  g_hash_table_add (addresses, g_strconcat (channel, " ", address, NULL));
  g_free (address);
}

static void
add_addresses (GHashTable *addresses, ModelRecord *record)
{
  ModelEntity entity = model_record_get_entity (record);
  const ModelEntityInfo *info = model_entity_info (entity);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const char *value = model_record_get_at (record, i);

      if (value != NULL && info->fields[i].type == MODEL_TYPE_EMAIL)
        add_address (addresses, "mail", base_ident_normalize (BASE_IDENT_EMAIL, value, NULL));
      if (value != NULL && info->fields[i].type == MODEL_TYPE_PHONE)
        add_address (addresses, "sms", message_sms_number (value, NULL));
    }
}

/* (transfer full): addresses of a student and of those who answer for them */
static GHashTable *
addresses_of (GPtrArray *records)
{
  GHashTable *addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < records->len; i++)
    {
      ModelRecord *record = g_ptr_array_index (records, i);
      ModelEntity entity = model_record_get_entity (record);

      if (entity == MODEL_ENTITY_STUDENT || entity == MODEL_ENTITY_GUARDIAN
          || entity == MODEL_ENTITY_CONTACT)
        add_addresses (addresses, record);
    }
  return addresses;
}

/* After the rows were erased: whoever has the address still has it by right. */
static gboolean
drop_shared_addresses (StoreConnection *connection, GHashTable *addresses, GError **error)
{
  static const ModelEntity holders[] = { MODEL_ENTITY_STUDENT, MODEL_ENTITY_GUARDIAN,
                                         MODEL_ENTITY_CONTACT, MODEL_ENTITY_TEACHER };
  g_autoptr (GHashTable) held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer name;

  for (guint i = 0; i < G_N_ELEMENTS (holders); i++)
    {
      g_autoptr (GPtrArray) people = store_load_all (connection, holders[i], error);

      if (people == NULL)
        return FALSE;
      for (guint j = 0; j < people->len; j++)
        add_addresses (held, g_ptr_array_index (people, j));
    }
  g_hash_table_iter_init (&iter, addresses);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_hash_table_contains (held, name))
      g_hash_table_iter_remove (&iter);
  return TRUE;
}

static gboolean
erase_block (StoreConnection *connection,
             ModelRecord *block,
             StoreOperation *operation,
             GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (WorkRowKey));
  WorkRowKey key = { MODEL_ENTITY_MESSAGE_BLOCK, model_record_get_id (block) };

  g_array_append_val (keys, key);
  return store_delete (connection, block, operation, error)
         && _work_privacy_erase_history (connection, keys, error);
}

static gboolean
erase_blocks (StoreConnection *connection,
              GHashTable *addresses,
              StoreOperation *operation,
              GError **error)
{
  g_autoptr (GPtrArray) blocks = store_load_all (connection, MODEL_ENTITY_MESSAGE_BLOCK, error);

  if (blocks == NULL)
    return FALSE;
  if (blocks->len == 0)
    return TRUE;
  if (!drop_shared_addresses (connection, addresses, error))
    return FALSE;
  for (guint i = 0; i < blocks->len; i++)
    {
      ModelRecord *block = g_ptr_array_index (blocks, i);
      g_autofree char *name = g_strconcat (model_record_get_or_empty (block, "channel"), " ",
                                           model_record_get_or_empty (block, "address"), NULL);

      if (g_hash_table_contains (addresses, name)
          && !erase_block (connection, block, operation, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * _work_privacy_erase_person:
 * @connection: a connection in store_history_rewrite()
 * @gone: what was deleted before
 * @entity: a student, or a contact
 * @id: the person
 * @operation: the operation
 * @error: return location
 *
 * Takes from the database all by which a person could be known: from their row and all that hangs
 * from it, from its history and from the history of what was deleted. Documents go wholly; the rest
 * stays to be counted.
 *
 * Returns: whether it is done
 */
gboolean
_work_privacy_erase_person (StoreConnection *connection,
                            WorkGone *gone,
                            ModelEntity entity,
                            gint64 id,
                            StoreOperation *operation,
                            GError **error)
{
  g_autoptr (WorkPersonRows) rows = _work_person_rows_load (connection, gone, entity, id, error);
  g_autoptr (GHashTable) addresses = rows != NULL ? addresses_of (rows->records) : NULL;

  return rows != NULL && erase_records (connection, rows->records, operation, error)
         && _work_privacy_erase_history (connection, rows->keys, error)
         && erase_blocks (connection, addresses, operation, error);
}

static const char messages_query[] =
    "SELECT m.id FROM message m JOIN school_year y ON y.id = $1"
    " LEFT JOIN period p ON p.id = m.period_id"
    " WHERE m.student_id IS NULL AND m.placement_id IS NULL AND m.agreement_id IS NULL"
    " AND (p.school_year_id = y.id OR (p.id IS NULL AND substr (m.made_at, 1, 10) >= y.start"
    "      AND substr (m.made_at, 1, 10) <= y.\"end\"))";

/**
 * _work_privacy_erase_messages:
 * @connection: a connection in store_history_rewrite()
 * @year_id: a school year
 * @operation: the operation
 * @error: return location
 *
 * Erases the messages of a year that were about no one student: they may name many.
 *
 * Returns: whether it is done
 */
gboolean
_work_privacy_erase_messages (StoreConnection *connection,
                              gint64 year_id,
                              StoreOperation *operation,
                              GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (WorkRowKey));
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (connection, messages_query, error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, year_id);
  while (has_row)
    {
      WorkRowKey key = { MODEL_ENTITY_MESSAGE, 0 };

      if (!store_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      key.id = store_statement_get_int (statement, 0);
      g_array_append_val (keys, key);
    }
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr (ModelRecord) record = store_load (connection, MODEL_ENTITY_MESSAGE,
                                                   g_array_index (keys, WorkRowKey, i).id, error);

      if (record == NULL || !erase_record (connection, record, operation, error))
        return FALSE;
    }
  return _work_privacy_erase_history (connection, keys, error);
}
