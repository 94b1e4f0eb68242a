/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "store-document.h"
#include "store-fixture.h"

/* Documents are files beside the base, named by what they hold. */

static ModelRecord *
add (StoreFixture *fixture, gint64 agreement, const char *content, StoreOperation *operation)
{
  g_autoptr (StoreOperation) own = store_operation_new ("test", "document.add");
  g_autoptr (GBytes) bytes = g_bytes_new (content, strlen (content));
  g_autoptr (GError) error = NULL;
  ModelRecord *record =
      store_document_add (fixture->connection, agreement, "signed", "Convention ABADIE.pdf",
                          "application/pdf", bytes, operation != NULL ? operation : own, &error);

  g_assert_no_error (error);
  return record;
}

static char *
path_of (StoreFixture *fixture, ModelRecord *document)
{
  return store_document_path (fixture->connection, model_record_get (document, "sha256"), "pdf");
}

static void
test_add_and_read (StoreFixture *fixture, gconstpointer data)
{
  gint64 agreement = store_fixture_add (fixture->connection, MODEL_ENTITY_AGREEMENT, NULL);
  g_autoptr (ModelRecord) document = add (fixture, agreement, "%PDF-1.7 été", NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = path_of (fixture, document);
  g_autofree char *folder = store_document_folder (fixture->connection);
  g_autofree char *expected = g_strconcat (fixture->path, ".documents", NULL);
  const char *sha256 = model_record_get (document, "sha256");
  GStatBuf status;

  g_assert_cmpint (model_record_get_int (document, "agreement_id"), ==, agreement);
  g_assert_cmpint (model_record_get_int (document, "size"), ==, strlen ("%PDF-1.7 été"));
  g_assert_cmpstr (model_record_get (document, "kind"), ==, "signed");
  g_assert_cmpstr (folder, ==, expected);
  g_assert_true (g_str_has_prefix (path, folder));
  g_assert_true (g_str_has_suffix (path, ".pdf"));
  g_assert_nonnull (strstr (path, sha256));
  g_assert_cmpint (g_lstat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);

  bytes = store_document_read (fixture->connection, document, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "%PDF-1.7 été",
                   strlen ("%PDF-1.7 été"));
}

/* The same content twice is one file and two rows. */
static void
test_same_content (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) one = add (fixture, 0, "same", NULL);
  g_autoptr (ModelRecord) two = add (fixture, 0, "same", NULL);
  g_autofree char *path = path_of (fixture, one);
  g_autofree char *again = path_of (fixture, two);
  g_autofree char *count =
      store_fixture_ask_here (fixture->connection, "SELECT COUNT (*) FROM document");

  g_assert_cmpstr (path, ==, again);
  g_assert_cmpstr (count, ==, "2");
}

/* Adding it again repairs a file that was spoilt. */
static void
test_spoilt (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) document = add (fixture, 0, "signed paper", NULL);
  g_autoptr (ModelRecord) again = NULL;
  g_autofree char *path = path_of (fixture, document);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "forged paper", -1, NULL));
  g_assert_null (store_document_read (fixture->connection, document, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CORRUPT);
  g_clear_error (&error);
  again = add (fixture, 0, "signed paper", NULL);
  bytes = store_document_read (fixture->connection, document, &error);
  g_assert_no_error (error);

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_null (store_document_read (fixture->connection, document, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "Convention ABADIE.pdf"));
}

/* Undo takes the row away, never the file; redo finds it again. */
static void
test_undo_keeps_files (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (StoreOperation) op = store_operation_new ("A", "document.add");
  g_autoptr (StoreOperation) undo = store_operation_new ("A", "undo");
  g_autoptr (StoreOperation) redo = store_operation_new ("A", "redo");
  g_autoptr (ModelRecord) document = add (fixture, 0, "kept", op);
  g_autoptr (ModelRecord) back = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *path = path_of (fixture, document);
  g_autoptr (GError) error = NULL;

  g_assert_true (store_undo (fixture->connection, op->id, undo, &error));
  g_assert_null (store_load (fixture->connection, MODEL_ENTITY_DOCUMENT,
                             model_record_get_id (document), NULL));
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_true (store_undo (fixture->connection, undo->id, redo, &error));
  g_assert_no_error (error);
  back = store_load (fixture->connection, MODEL_ENTITY_DOCUMENT, model_record_get_id (document),
                     &error);
  bytes = store_document_read (fixture->connection, back, &error);
  g_assert_no_error (error);
}

/* The row fails: the file may stay, without harm. The file fails: there is no row. */
static void
test_failures (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (StoreOperation) op = store_operation_new ("A", "document.add");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autofree char *folder = store_document_folder (fixture->connection);
  g_autofree char *count = NULL;
  g_autoptr (StoreConnection) reader = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (store_document_add (fixture->connection, 4242, "signed", "a.pdf",
                                     "application/pdf", bytes, op, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_FOREIGN_KEY);
  g_clear_error (&error);

  store_fixture_remove_folder (folder);
  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  g_assert_null (store_document_add (fixture->connection, 0, "signed", "a.pdf", "application/pdf",
                                     bytes, op, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CONNECTION);
  g_clear_error (&error);
  count = store_fixture_ask_here (fixture->connection, "SELECT COUNT (*) FROM document");
  g_assert_cmpstr (count, ==, "0");

  g_assert_cmpint (g_unlink (folder), ==, 0);
  reader = store_connection_open (fixture->path, STORE_OPEN_READ, NULL);
  g_assert_null (
      store_document_add (reader, 0, "signed", "a.pdf", "application/pdf", bytes, op, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_READ_ONLY);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
test_paths (StoreFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *media_type;
    const char *extension;
  } types[] = {
    { "application/pdf", "pdf" },
    { "Application/PDF", "pdf" },
    { "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx" },
    { "image/jpeg", "jpg" },
    { "application/x-sh", "bin" },
    { "../../etc", "bin" },
    { "", "bin" },
  };
  static const char *const wrong[] = {
    "",
    "..",
    "../../../../etc/passwd",
    "ABCDEF0000000000000000000000000000000000000000000000000000000000",
    "zz00000000000000000000000000000000000000000000000000000000000000",
    "00"
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    g_assert_cmpstr (store_document_extension (types[i].media_type), ==, types[i].extension);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (store_document_path (fixture->connection, wrong[i], "pdf"));
}

int
main (int argc, char *argv[])
{
  store_fixture_init (&argc, &argv);
  store_fixture_add_test ("/store/document/add-and-read", test_add_and_read);
  store_fixture_add_test ("/store/document/same-content", test_same_content);
  store_fixture_add_test ("/store/document/spoilt", test_spoilt);
  store_fixture_add_test ("/store/document/undo-keeps-files", test_undo_keeps_files);
  store_fixture_add_test ("/store/document/failures", test_failures);
  store_fixture_add_test ("/store/document/paths", test_paths);
  return g_test_run ();
}
