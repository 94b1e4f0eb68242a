/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-check.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "store-account.h"
#include "store-connection-private.h"
#include "store-document.h"
#include "store-schema-private.h"
#include "store-vault.h"

static char *
find_document_problem (StoreConnection *connection, ModelRecord *document, gboolean deep)
{
  const char *name = model_record_get (document, "name");
  g_autofree char *path =
      store_document_path (connection, model_record_get (document, "sha256"),
                           store_document_extension (model_record_get (document, "media_type")));
  GStatBuf status;

  if (path == NULL || g_lstat (path, &status) != 0 || !S_ISREG (status.st_mode))
    return g_strdup_printf (
        _ ("The file of the document “%s” is missing. Look for it in a backup."), name);
  if (deep)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = store_document_read (connection, document, &error);

      return bytes == NULL ? g_strdup (error->message) : NULL;
    }
  if ((gint64) status.st_size == model_record_get_int (document, "size"))
    return NULL;
  return g_strdup_printf (
      _ ("The file of the document “%s” was altered since it was kept. Look for "
         "it in a backup."),
      name);
}

static gboolean
check_documents (StoreConnection *connection, gboolean deep, GPtrArray *problems, GError **error)
{
  g_autoptr (GPtrArray) documents = store_load_all (connection, MODEL_ENTITY_DOCUMENT, error);

  if (documents == NULL)
    return FALSE;
  for (guint i = 0; i < documents->len; i++)
    {
      char *problem = find_document_problem (connection, g_ptr_array_index (documents, i), deep);

      if (problem != NULL)
        g_ptr_array_add (problems, problem);
    }
  return TRUE;
}

typedef struct
{
  StoreConnection *connection;
  GPtrArray *problems;
  gboolean has_accounts;
} Vault;

/* What is sealed can be opened by who has the key, and nothing is sealed or in the clear where it
 * should not be. */
static void
check_sealed (const Vault *vault, ModelRecord *record, guint index)
{
  const ModelField *field = &model_entity_info (model_record_get_entity (record))->fields[index];
  const char *sealed = model_record_get_sealed_at (record, index);
  g_autofree char *number = NULL;

  if (sealed == NULL || (vault->has_accounts && !store_vault_is_open (vault->connection)))
    return;
  number = g_strdup_printf ("%" G_GINT64_FORMAT, model_record_get_id (record));
  g_ptr_array_add (
      vault->problems,
      g_strdup_printf (
          _ ("%s no. %s: what is encrypted there cannot be opened. Look for it in a backup."),
          _ (field->label), number));
}

static gboolean
check_vault (StoreConnection *connection, GPtrArray *problems, GError **error)
{
  Vault vault = { connection, problems, FALSE };

  if (!store_accounts_exist (connection, &vault.has_accounts, error))
    return FALSE;
  for (int entity = 0; entity < MODEL_N_ENTITIES; entity++)
    {
      const ModelEntityInfo *info = model_entity_info (entity);
      g_autoptr (GPtrArray) records = NULL;

      for (guint i = 0; i < info->n_fields; i++)
        {
          if ((info->fields[i].flags & MODEL_FIELD_SEALED) == 0)
            continue;
          if (records == NULL)
            records = store_load_all (connection, entity, error);
          if (records == NULL)
            return FALSE;
          for (guint n = 0; n < records->len; n++)
            check_sealed (&vault, g_ptr_array_index (records, n), i);
        }
    }
  return TRUE;
}

/**
 * store_check:
 * @connection: a connection
 * @deep: also every index, and the content of every document
 * @error: return location for a #StoreError
 *
 * Examines the file, its references, its agreement with the field catalogue, what keeps history,
 * and that each document has its file. Takes a while when @deep: not for the main thread.
 *
 * Returns: (transfer full) (element-type utf8): a sentence for each problem, none when all is
 *   sound; or %NULL when it could not be examined
 */
GPtrArray *
store_check (StoreConnection *connection, gboolean deep, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) differences = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);

  if (!_store_connection_ensure (connection, error)
      || !connection->driver->check (connection->link, deep, problems, error)
      || !_store_schema_compare (connection, differences, error))
    return NULL;
  /* Rows of a schema that is not ours cannot be read. */
  if (differences->len == 0
      && (!check_documents (connection, deep, problems, error)
          || !check_vault (connection, problems, error)))
    return NULL;
  g_ptr_array_extend_and_steal (problems, g_steal_pointer (&differences));
  return g_steal_pointer (&problems);
}
