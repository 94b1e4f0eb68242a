/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-import-fixture.h"

#include <string.h>
#include <glib/gstdio.h>

#include "store-history.h"

#define YEAR "2026-2027"

void
import_fixture_set_up (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("import-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "school.paraphe", NULL);
  fixture->connection = store_connection_open (path, STORE_OPEN_CREATE, &error);
  g_assert_no_error (error);
}

static void
remove_folder (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_rmdir (folder);
}

void
import_fixture_tear_down (ImportFixture *fixture, gconstpointer data)
{
  store_connection_close (fixture->connection);
  g_object_unref (fixture->connection);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static WorkImportReport *
take (ImportFixture *fixture,
      const char *name,
      GBytes *bytes,
      WorkImportKind kind,
      gboolean keep_valid,
      GError **error)
{
  return work_import_bytes (fixture->connection, name, bytes, kind, YEAR, keep_valid, NULL, NULL,
                            error);
}

static void
tell (WorkImportReport *report)
{
  GPtrArray *lists[] = { report->problems, report->notices };

  for (guint i = 0; i < 2; i++)
    for (guint j = 0; j < lists[i]->len; j++)
      {
        const WorkImportProblem *problem = g_ptr_array_index (lists[i], j);

        g_test_message ("%s %u [%s] %s", i == 0 ? "refused" : "notice", problem->line,
                        problem->column, problem->text);
      }
}

static WorkImportReport *
take_text (ImportFixture *fixture, WorkImportKind kind, const char *text, gboolean keep_valid)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  WorkImportReport *report = take (fixture, "test.csv", bytes, kind, keep_valid, &error);

  g_assert_no_error (error);
  tell (report);
  return report;
}

WorkImportReport *
import_take (ImportFixture *fixture, WorkImportKind kind, const char *text)
{
  return take_text (fixture, kind, text, FALSE);
}

WorkImportReport *
import_take_valid (ImportFixture *fixture, WorkImportKind kind, const char *text)
{
  return take_text (fixture, kind, text, TRUE);
}

void
import_all (ImportFixture *fixture, WorkImportKind kind, const char *text)
{
  g_autoptr (WorkImportReport) report = import_take (fixture, kind, text);

  g_assert_true (report->committed);
  g_assert_cmpuint (report->refused, ==, 0);
}

WorkImportReport *
import_file (ImportFixture *fixture, WorkImportKind kind, const char *name)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("PARAPHE_SRCDIR"),
                        strchr (name, '/') != NULL ? "." : "tests/work/import", name, NULL);
  g_autofree char *content = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  WorkImportReport *report;
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new (content, length);
  report = take (fixture, name, bytes, kind, FALSE, &error);
  g_assert_no_error (error);
  tell (report);
  return report;
}

GError *
import_failure (ImportFixture *fixture, WorkImportKind kind, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  GError *error = NULL;

  g_assert_null (take (fixture, "test.csv", bytes, kind, FALSE, &error));
  g_assert_nonnull (error);
  return error;
}

static guint
count_columns (const char *sql)
{
  guint n = 1;
  guint depth = 0;

  /* Commas of the list between SELECT and FROM. */
  for (const char *at = sql; *at != '\0' && !(depth == 0 && g_str_has_prefix (at, " FROM ")); at++)
    {
      depth += *at == '(';
      depth -= *at == ')';
      n += *at == ',' && depth == 0;
    }
  return n;
}

char *
import_ask (ImportFixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (fixture->connection, sql, &error);
  GString *text = g_string_new (NULL);
  guint n_columns = count_columns (sql);
  gboolean has_row;

  g_assert_no_error (error);
  while (store_statement_step (statement, &has_row, &error) && has_row)
    {
      if (text->len > 0)
        g_string_append (text, " / ");
      for (guint i = 0; i < n_columns; i++)
        g_string_append_printf (text, "%s%s", i > 0 ? "|" : "",
                                store_statement_is_null (statement, (int) i)
                                    ? "-"
                                    : store_statement_get_text (statement, (int) i));
    }
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

void
import_expect (ImportFixture *fixture, const char *sql, const char *expected)
{
  g_autofree char *got = import_ask (fixture, sql);

  g_assert_cmpstr (got, ==, expected);
}

char *
import_dump (ImportFixture *fixture)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < MODEL_N_ENTITIES; i++)
    {
      const ModelEntityInfo *info = model_entity_info ((ModelEntity) i);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) rows = store_load_all (fixture->connection, (ModelEntity) i, &error);

      g_assert_no_error (error);
      for (guint j = 0; j < rows->len; j++)
        {
          ModelRecord *record = g_ptr_array_index (rows, j);

          g_string_append_printf (text, "%s %d:", info->key, (int) model_record_get_id (record));
          for (guint k = 0; k < info->n_fields; k++)
            if (model_record_get_at (record, k) != NULL)
              g_string_append_printf (text, " %s", model_record_get_at (record, k));
          g_string_append_c (text, '\n');
        }
    }
  return g_string_free (text, FALSE);
}

void
import_expect_counts (WorkImportReport *report, const char *expected)
{
  g_autofree char *got =
      g_strdup_printf ("%s%u %u %u %u", report->committed ? "" : "!", report->created,
                       report->changed, report->unchanged, report->refused);

  g_assert_cmpstr (got, ==, expected);
}

gboolean
import_says (GPtrArray *problems, guint line, const char *column, const char *text)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const WorkImportProblem *problem = g_ptr_array_index (problems, i);

      if (problem->line == line && g_str_equal (problem->column, column)
          && strstr (problem->text, text) != NULL)
        return TRUE;
    }
  return FALSE;
}

void
import_undo (ImportFixture *fixture, const char *operation_id)
{
  g_autoptr (StoreOperation) operation = store_operation_new ("test", "undo");
  g_autoptr (GError) error = NULL;

  store_undo (fixture->connection, operation_id, operation, &error);
  g_assert_no_error (error);
}
