/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-document.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-error.h"
#include "base-file.h"
#include "store-connection-private.h"
#include "store-error.h"
#include "store-seats.h"

/* A signed agreement weighs 300 kB, a bad scan of it 20 MB. */
#define MAX_SIZE ((gsize) 256 * 1024 * 1024)

static const struct
{
  const char *media_type;
  const char *extension;
} extensions[] = {
  { "application/pdf", "pdf" },
  { "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx" },
  { "application/vnd.oasis.opendocument.text", "odt" },
  { "application/zip", "zip" },
  { "message/rfc822", "eml" },
  { "image/jpeg", "jpg" },
  { "image/png", "png" },
  { "image/tiff", "tif" },
  { "text/plain", "txt" },
};

/**
 * store_document_extension:
 * @media_type: a media type
 *
 * The type decides and not the name, which people may change.
 *
 * Returns: extension of the files of this type, without a dot: "bin" when it is unknown
 */
const char *
store_document_extension (const char *media_type)
{
  g_return_val_if_fail (media_type != NULL, "bin");

  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    if (g_ascii_strcasecmp (extensions[i].media_type, media_type) == 0)
      return extensions[i].extension;
  return "bin";
}

static gboolean
is_digest (const char *text)
{
  return strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

/**
 * store_document_folder:
 * @connection: a connection
 *
 * Returns: (transfer full): the folder of the documents, beside the base: `PATH.documents`
 */
char *
store_document_folder (StoreConnection *connection)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);

  return g_strconcat (store_connection_get_path (connection), ".documents", NULL);
}

/**
 * store_document_path:
 * @connection: a connection
 * @sha256: digest of the content, 64 lower-case hexadecimal digits
 * @extension: extension of the file, without a dot
 *
 * Documents are named by their content: `PATH.documents/AA/AA….pdf`, AA being the digest's first
 * two digits. They never change, and two seats never write one name differently.
 *
 * Returns: (transfer full) (nullable): where the file is, or would be; %NULL when @sha256 is none
 */
char *
store_document_path (StoreConnection *connection, const char *sha256, const char *extension)
{
  g_autofree char *folder = NULL;
  g_autofree char *head = NULL;
  g_autofree char *file = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (sha256 != NULL && extension != NULL, NULL);

  /* The digest comes from a row: never a way out of the folder. */
  if (!is_digest (sha256))
    return NULL;
  folder = store_document_folder (connection);
  head = g_strndup (sha256, 2);
  file = g_strconcat (sha256, ".", extension, NULL);
  return g_build_filename (folder, head, file, NULL);
}

static void
set_file_error (const char *name, const GError *cause, GError **error)
{
  g_set_error (error, STORE_ERROR, STORE_ERROR_CONNECTION,
               _ ("The document “%s” could not be kept. %s"), name, cause->message);
}

static gboolean
has_content (const char *path, const char *sha256)
{
  g_autoptr (GBytes) bytes = base_file_read (path, MAX_SIZE, NULL);
  g_autofree char *digest = bytes != NULL ? base_file_sha256 (bytes) : NULL;

  return g_strcmp0 (digest, sha256) == 0;
}

/* On this computer documents are the user's alone; on a share they are for whom the database is
 * for: the server says who that is. */
static gboolean
make_folders (StoreConnection *connection, const char *folder, const char *part, GError **error)
{
  g_autofree char *base = g_path_get_dirname (store_connection_get_path (connection));

  if (!base_file_make_private_folder (folder, error)
      || !base_file_make_private_folder (part, error))
    return FALSE;
  if (store_connection_is_shared (connection))
    {
      _store_share_rights (folder, base);
      _store_share_rights (part, base);
    }
  return TRUE;
}

static gboolean
write_new (StoreConnection *connection, const char *path, GBytes *bytes, GError **error)
{
  if (!base_file_write_atomic (path, bytes, FALSE, error))
    return FALSE;
  if (store_connection_is_shared (connection))
    _store_share_rights (path, store_connection_get_path (connection));
  return TRUE;
}

static gboolean
write_file (StoreConnection *connection,
            const char *path,
            const char *sha256,
            GBytes *bytes,
            GError **error)
{
  g_autofree char *folder = store_document_folder (connection);
  g_autofree char *part = g_path_get_dirname (path);
  g_autoptr (GError) local = NULL;

  if (!make_folders (connection, folder, part, error))
    return FALSE;
  if (write_new (connection, path, bytes, &local))
    return TRUE;
  if (!g_error_matches (local, BASE_ERROR, BASE_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  /* The same content was kept before; a file that was spoilt since is made good. */
  return has_content (path, sha256) || base_file_write_atomic (path, bytes, TRUE, error);
}

static ModelRecord *
make_row (gint64 agreement_id,
          const char *kind,
          const char *name,
          const char *media_type,
          const char *sha256,
          gsize size)
{
  ModelRecord *record = model_record_new (MODEL_ENTITY_DOCUMENT);
  g_autofree char *now = base_date_now_utc ();

  if (agreement_id != 0)
    model_record_set_int (record, "agreement_id", agreement_id);
  model_record_set_canonical (record, "kind", kind);
  model_record_set_canonical (record, "name", name);
  model_record_set_canonical (record, "media_type", media_type);
  model_record_set_canonical (record, "sha256", sha256);
  model_record_set_int (record, "size", (gint64) size);
  model_record_set_canonical (record, "made_at", now);
  return record;
}

/**
 * store_document_add:
 * @connection: a connection
 * @agreement_id: the agreement that it belongs to, or 0
 * @kind: key of `document.kind`
 * @name: name to show and to save it under
 * @media_type: what it is
 * @bytes: its content
 * @operation: what this is part of
 * @error: return location for a #StoreError
 *
 * Keeps a document: first the file, synced, then the row that names it. A row never names a file
 * that is not there; a file without a row does no harm.
 *
 * Returns: (transfer full): its row, saved; or %NULL
 */
ModelRecord *
store_document_add (StoreConnection *connection,
                    gint64 agreement_id,
                    const char *kind,
                    const char *name,
                    const char *media_type,
                    GBytes *bytes,
                    StoreOperation *operation,
                    GError **error)
{
  g_autofree char *sha256 = NULL;
  g_autofree char *path = NULL;
  g_autoptr (ModelRecord) record = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (kind != NULL && name != NULL && media_type != NULL, NULL);
  g_return_val_if_fail (bytes != NULL && operation != NULL, NULL);

  if (store_connection_is_read_only (connection))
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_READ_ONLY,
                   _ ("The document “%s” could not be kept: the database can only be read."), name);
      return NULL;
    }
  sha256 = base_file_sha256 (bytes);
  path = store_document_path (connection, sha256, store_document_extension (media_type));
  if (!write_file (connection, path, sha256, bytes, &local))
    {
      set_file_error (name, local, error);
      return NULL;
    }
  record = make_row (agreement_id, kind, name, media_type, sha256, g_bytes_get_size (bytes));
  if (!store_save (connection, record, operation, NULL, error))
    return NULL;
  return g_steal_pointer (&record);
}

/**
 * store_document_read:
 * @connection: a connection
 * @document: a row of `document`
 * @error: return location for a #StoreError; %STORE_ERROR_NOT_FOUND without its file,
 *   %STORE_ERROR_CORRUPT when the file is not what was kept
 *
 * Returns: (transfer full): the content, which has the row's SHA-256; or %NULL
 */
GBytes *
store_document_read (StoreConnection *connection, ModelRecord *document, GError **error)
{
  const char *sha256;
  const char *name;
  g_autofree char *path = NULL;
  g_autofree char *digest = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (model_record_get_entity (document) == MODEL_ENTITY_DOCUMENT, NULL);

  sha256 = model_record_get (document, "sha256");
  name = model_record_get (document, "name");
  path = store_document_path (connection, sha256 != NULL ? sha256 : "",
                              store_document_extension (model_record_get (document, "media_type")));
  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                   _ ("The file of the document “%s” is missing. Look for it in a backup."), name);
      return NULL;
    }
  bytes = base_file_read (path, MAX_SIZE, error);
  if (bytes == NULL)
    return NULL;
  digest = base_file_sha256 (bytes);
  if (g_strcmp0 (digest, sha256) == 0)
    return g_steal_pointer (&bytes);
  g_set_error (error, STORE_ERROR, STORE_ERROR_CORRUPT,
               _ ("The file of the document “%s” was altered since it was kept. Look for it in a "
                  "backup."),
               name);
  return NULL;
}
