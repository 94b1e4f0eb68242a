/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

#include "store-connection-private.h"
#include "store-vfs-private.h"

/* Takes the argument out: what the test works on is opened as a file of a share is. */
void
store_fixture_take_share (int *argc, char ***argv)
{
  if (*argc < 2 || g_strcmp0 ((*argv)[1], STORE_FIXTURE_SHARE) != 0)
    return;
  _store_vfs_force (TRUE);
  (*argv)[1] = (*argv)[0];
  (*argv)++;
  (*argc)--;
}

void
store_fixture_init (int *argc, char ***argv)
{
  store_fixture_take_share (argc, argv);
  g_test_init (argc, argv, NULL);
}

/* In memory where there is such a place: hundreds of syncs would wait for the disk, and no test
 * pulls the plug. */
char *
store_fixture_make_folder (void)
{
  const char *place = g_access ("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : g_get_tmp_dir ();
  char *folder = g_build_filename (place, "paraphe-store-XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (folder));
  return folder;
}

void
store_fixture_set_up (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = store_fixture_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "lycée.paraphe", NULL);
  fixture->connection = store_connection_open (fixture->path, STORE_OPEN_CREATE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fixture->connection);
}

void
store_fixture_tear_down (StoreFixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->connection);
  store_fixture_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

char *
store_fixture_file (StoreFixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

void
store_fixture_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        store_fixture_remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static char *
sample_choice (const ModelField *field, guint n)
{
  g_auto (GStrv) keys = g_strsplit (field->detail, "|", -1);

  return g_strdup (keys[n % g_strv_length (keys)]);
}

char *
store_fixture_sample (const ModelField *field, guint n)
{
  switch (field->type)
    {
    case MODEL_TYPE_DATE:
      return g_strdup_printf ("20%02u-%02u-%02u", n / 336 % 100, n / 28 % 12 + 1, n % 28 + 1);
    case MODEL_TYPE_TIMESTAMP:
      return g_strdup_printf ("2026-11-24T%02u:%02u:%02uZ", n / 3600 % 24, n / 60 % 60, n % 60);
    case MODEL_TYPE_INTEGER:
    case MODEL_TYPE_MONEY:
      return g_strdup_printf ("%u", n + 1);
    case MODEL_TYPE_DECIMAL:
      return g_strdup_printf ("%u.5", n + 1);
    case MODEL_TYPE_BOOLEAN:
      return g_strdup (n % 2 != 0 ? "1" : "0");
    case MODEL_TYPE_CHOICE:
      return sample_choice (field, n);
    case MODEL_TYPE_BYTES:
      {
        const guchar bytes[] = { 'P', 'K', 0, 0xff, (guchar) (n & 0xff), (guchar) (n >> 8) };

        return g_base64_encode (bytes, sizeof bytes);
      }
    case MODEL_TYPE_SLOT:
      return g_strdup_printf ("%02u:%02u-18:00", n / 60 % 12, n % 60);
    default:
      return g_strdup_printf ("Été d’œuvre %u", n);
    }
}

ModelRecord *
store_fixture_make (StoreConnection *connection, ModelEntity entity, gboolean all)
{
  static guint n = 0;
  const ModelEntityInfo *info = model_entity_info (entity);
  ModelRecord *record = model_record_new (entity);

  n++;
  for (guint i = 0; i < info->n_fields; i++)
    {
      const ModelField *field = &info->fields[i];
      g_autofree char *value = NULL;

      if (!all && (field->flags & MODEL_FIELD_REQUIRED) == 0)
        continue;
      /* A row that refers to one of its own kind must end somewhere. */
      if (field->type == MODEL_TYPE_REFERENCE && model_field_target (field) == entity)
        continue;
      value =
          field->type == MODEL_TYPE_REFERENCE
              ? store_fixture_id (store_fixture_add (connection, model_field_target (field), NULL))
              : store_fixture_sample (field, n);
      model_record_set_canonical (record, model_field_column (field), value);
    }
  return record;
}

void
store_fixture_save_again (StoreConnection *connection,
                          ModelRecord *record,
                          StoreOperation *operation)
{
  g_autoptr (StoreOperation) own = NULL;
  g_autoptr (GError) error = NULL;

  if (operation == NULL)
    operation = own = store_operation_new (
        connection->account_label != NULL ? connection->account_label : "test", "test.save");
  store_save (connection, record, operation, NULL, &error);
  g_assert_no_error (error);
}

static ModelRecord *
save_with (StoreConnection *connection, ModelEntity entity, va_list args)
{
  ModelRecord *record = store_fixture_make (connection, entity, FALSE);
  const char *column;

  while ((column = va_arg (args, const char *)) != NULL)
    model_record_set_canonical (record, column, va_arg (args, const char *));
  store_fixture_save_again (connection, record, NULL);
  return record;
}

ModelRecord *
store_fixture_save (StoreConnection *connection, ModelEntity entity, ...)
{
  ModelRecord *record;
  va_list args;

  va_start (args, entity);
  record = save_with (connection, entity, args);
  va_end (args);
  return record;
}

gint64
store_fixture_add (StoreConnection *connection, ModelEntity entity, ...)
{
  g_autoptr (ModelRecord) record = NULL;
  va_list args;

  va_start (args, entity);
  record = save_with (connection, entity, args);
  va_end (args);
  return model_record_get_id (record);
}

char *
store_fixture_id (gint64 id)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

void
store_fixture_sql (const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

char *
store_fixture_ask (const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  char *answer = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (sqlite3_step (statement) == SQLITE_ROW)
    answer = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  return answer;
}

char *
store_fixture_ask_here (StoreConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, sql, &error);
  gboolean has_row;

  g_assert_no_error (error);
  store_statement_step (statement, &has_row, &error);
  g_assert_no_error (error);
  return has_row ? g_strdup (store_statement_get_text (statement, 0)) : NULL;
}

static void
append_file (GString *text, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *content = NULL;
  g_autofree char *digest = NULL;
  gsize size = 0;
  GStatBuf status;

  g_assert_cmpint (g_lstat (path, &status), ==, 0);
  if (S_ISREG (status.st_mode) && g_file_get_contents (path, &content, &size, NULL))
    digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, size);
  g_string_append_printf (text, "%s %s %" G_GINT64_FORMAT ".%09ld %o\n", name,
                          digest != NULL ? digest : "-", (gint64) status.st_mtim.tv_sec,
                          status.st_mtim.tv_nsec, status.st_mode);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
store_fixture_footprint (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GString *text = g_string_new (NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    append_file (text, folder, g_ptr_array_index (names, i));
  return g_string_free (text, FALSE);
}
