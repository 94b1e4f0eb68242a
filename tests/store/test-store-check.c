/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "store-check.h"
#include "store-document.h"
#include "store-fixture.h"

/* The catalogue and the schema agree, and what disagrees is found. */

static GPtrArray *
check (StoreFixture *fixture, gboolean deep)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *problems = store_check (fixture->connection, deep, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (problems, i));
  return problems;
}

static void
test_sound (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) empty = check (fixture, TRUE);
  g_autoptr (GPtrArray) full = NULL;

  g_assert_cmpuint (empty->len, ==, 0);
  for (int entity = 0; entity < MODEL_N_ENTITIES; entity++)
    if (entity != MODEL_ENTITY_DOCUMENT)
      store_fixture_add (fixture->connection, entity, NULL);
  full = check (fixture, TRUE);
  g_assert_cmpuint (full->len, ==, 0);
}

/* Each: what happened to the file, and the one sentence that tells. */
static const struct
{
  const char *name;
  const char *sql;
  const char *says;
  gboolean deep;
} faults[] = {
  { "field-without-column", "ALTER TABLE company DROP COLUMN notes", "company.notes is missing" },
  { "column-without-field", "ALTER TABLE company ADD COLUMN secret TEXT",
    "company.secret is unknown" },
  { "renamed", "ALTER TABLE company RENAME COLUMN notes TO remarks", "company." },
  { "wrong-type",
    "ALTER TABLE company DROP COLUMN notes; ALTER TABLE company ADD COLUMN notes INTEGER",
    "company.notes is of type INTEGER instead of TEXT" },
  { "too-strict",
    "ALTER TABLE company DROP COLUMN notes;"
    "ALTER TABLE company ADD COLUMN notes TEXT NOT NULL DEFAULT ''",
    "company.notes requires" },
  { "too-lax",
    "ALTER TABLE setting RENAME TO old;"
    "CREATE TABLE setting (id INTEGER PRIMARY KEY, version INTEGER NOT NULL, name TEXT, value TEXT)"
    " STRICT; DROP TABLE old",
    "setting.name lets" },
  { "no-table", "DROP TABLE setting", "The table setting is missing" },
  { "strange-table", "CREATE TABLE intruder (id INTEGER)", "intruder" },
  { "strange-trigger",
    "CREATE TRIGGER intruder AFTER INSERT ON student BEGIN DELETE FROM setting; END", "intruder" },
  { "strange-view", "CREATE VIEW intruder AS SELECT 1", "intruder" },
  { "no-trigger", "DROP TRIGGER history_no_update", "history_no_update" },
  { "no-history", "DROP TABLE history_value", "history_value" },
  { "dangling", "PRAGMA foreign_keys = OFF; DELETE FROM company",
    "refers to something that is gone" },
  { "index-disagrees",
    "PRAGMA writable_schema = ON;"
    "UPDATE sqlite_schema SET sql = 'CREATE INDEX site_company ON site (postcode)'"
    " WHERE name = 'site_company'",
    "damaged", TRUE },
};

static void
test_faults (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      StoreFixture fixture;
      g_autoptr (GPtrArray) problems = NULL;
      gboolean told = FALSE;

      store_fixture_set_up (&fixture, NULL);
      store_fixture_add (fixture.connection, MODEL_ENTITY_SITE, NULL);
      g_clear_object (&fixture.connection);
      store_fixture_sql (fixture.path, faults[i].sql);
      fixture.connection = store_connection_open (fixture.path, STORE_OPEN_READ, NULL);
      g_assert_nonnull (fixture.connection);

      g_test_message ("%s", faults[i].name);
      problems = check (&fixture, faults[i].deep);
      g_assert_cmpuint (problems->len, >, 0);
      for (guint n = 0; n < problems->len; n++)
        told = told || strstr (g_ptr_array_index (problems, n), faults[i].says) != NULL;
      g_assert_true (told);
      store_fixture_tear_down (&fixture, NULL);
    }
}

static char *
add_document (StoreFixture *fixture)
{
  g_autoptr (StoreOperation) op = store_operation_new ("test", "test.document");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("%PDF-1.7 signed", 15);
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelRecord) record =
      store_document_add (fixture->connection, 0, "scan", "Convention ABADIE.pdf",
                          "application/pdf", bytes, op, &error);

  g_assert_no_error (error);
  return store_document_path (fixture->connection, model_record_get (record, "sha256"), "pdf");
}

static void
check_documents (StoreFixture *fixture, gboolean deep, const char *says)
{
  g_autoptr (GPtrArray) problems = check (fixture, deep);

  g_assert_cmpuint (problems->len, ==, says != NULL ? 1 : 0);
  if (says != NULL)
    {
      g_assert_nonnull (strstr (g_ptr_array_index (problems, 0), says));
      g_assert_nonnull (strstr (g_ptr_array_index (problems, 0), "Convention ABADIE.pdf"));
    }
}

static void
test_documents (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = add_document (fixture);

  check_documents (fixture, FALSE, NULL);
  check_documents (fixture, TRUE, NULL);
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  /* As long as the original: only reading it tells. */
  g_assert_true (g_file_set_contents (path, "%PDF-1.7 forged", 15, NULL));
  check_documents (fixture, FALSE, NULL);
  check_documents (fixture, TRUE, "altered");
  g_assert_true (g_file_set_contents (path, "%PDF", 4, NULL));
  check_documents (fixture, FALSE, "altered");
  g_assert_cmpint (g_unlink (path), ==, 0);
  check_documents (fixture, FALSE, "missing");
  check_documents (fixture, TRUE, "missing");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_add_test ("/store/check/sound", test_sound);
  g_test_add_func ("/store/check/faults", test_faults);
  store_fixture_add_test ("/store/check/documents", test_documents);
  return g_test_run ();
}
