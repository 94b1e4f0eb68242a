/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-access.h"
#include "work-fixture.h"

static GPtrArray *
read_log (WorkFixture *fixture, const StoreAccessFilter *filter)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *lines = work_school_read (fixture->school, work_query_access_new (filter), &error);

  g_assert_no_error (error);
  return lines;
}

static void
assert_n (WorkFixture *fixture, StoreAccessFilter filter, guint n)
{
  g_autoptr (GPtrArray) lines = read_log (fixture, &filter);

  g_assert_cmpuint (lines->len, ==, n);
}

static void
test_lines (WorkFixture *fixture, gconstpointer data)
{
  const StoreAccessFilter all = { .entity = MODEL_ENTITY_NONE };
  g_autoptr (GPtrArray) lines = NULL;
  const WorkAccessLine *line;

  work_school_log_access_detail (fixture->school, STORE_ACCESS_REVEAL, MODEL_ENTITY_STUDENT,
                                 fixture->students[0], "social_number");
  work_school_log_access (fixture->school, STORE_ACCESS_EXPORT, MODEL_ENTITY_NONE, 0);
  lines = read_log (fixture, &all);
  g_assert_cmpuint (lines->len, ==, 2);
  line = g_ptr_array_index (lines, 0);
  g_assert_cmpstr (line->line->act, ==, STORE_ACCESS_EXPORT);
  g_assert_cmpstr (line->what, ==, "");
  g_assert_cmpstr (line->who, ==, "");
  line = g_ptr_array_index (lines, 1);
  g_assert_cmpstr (line->line->act, ==, STORE_ACCESS_REVEAL);
  g_assert_cmpstr (line->line->author, ==, work_school_get_author (fixture->school));
  g_assert_cmpstr (line->line->seat, ==, g_get_host_name ());
  g_assert_cmpstr (line->line->detail, ==, "social_number");
  g_assert_cmpstr (line->what, ==, "Student");
  g_assert_cmpstr (line->who, ==, "ABADIE Léa");
}

/* The same record twice is one look at it; another one is another. */
static void
test_same_look (WorkFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    work_school_log_access (fixture->school, STORE_ACCESS_OPEN, MODEL_ENTITY_STUDENT,
                            fixture->students[0]);
  work_school_log_access (fixture->school, STORE_ACCESS_OPEN, MODEL_ENTITY_STUDENT,
                          fixture->students[1]);
  for (guint i = 0; i < 2; i++)
    work_school_log_access (fixture->school, STORE_ACCESS_REVEAL, MODEL_ENTITY_STUDENT,
                            fixture->students[0]);
  assert_n (fixture, (StoreAccessFilter){ .entity = MODEL_ENTITY_NONE }, 4);
}

static void
test_filters (WorkFixture *fixture, gconstpointer data)
{
  const char *author = work_school_get_author (fixture->school);

  work_school_log_access (fixture->school, STORE_ACCESS_OPEN, MODEL_ENTITY_STUDENT,
                          fixture->students[0]);
  work_school_log_access (fixture->school, STORE_ACCESS_OPEN, MODEL_ENTITY_TEACHER,
                          fixture->teacher_id);
  work_school_log_access (fixture->school, STORE_ACCESS_PRINT, MODEL_ENTITY_NONE, 0);
  assert_n (fixture, (StoreAccessFilter){ .entity = MODEL_ENTITY_STUDENT }, 1);
  assert_n (
      fixture,
      (StoreAccessFilter){ .entity = MODEL_ENTITY_STUDENT, .entity_id = fixture->students[1] }, 0);
  assert_n (fixture, (StoreAccessFilter){ .entity = MODEL_ENTITY_NONE, .act = STORE_ACCESS_PRINT },
            1);
  assert_n (fixture, (StoreAccessFilter){ .entity = MODEL_ENTITY_NONE, .author = author }, 3);
  assert_n (fixture, (StoreAccessFilter){ .entity = MODEL_ENTITY_NONE, .author = "Nobody" }, 0);
  assert_n (fixture, (StoreAccessFilter){ .entity = MODEL_ENTITY_NONE, .from = "2999-01-01" }, 0);
  assert_n (fixture, (StoreAccessFilter){ .entity = MODEL_ENTITY_NONE, .until = "2001-01-01" }, 0);
  assert_n (fixture, (StoreAccessFilter){ .entity = MODEL_ENTITY_NONE, .until = "2999-01-01" }, 3);
  assert_n (fixture, (StoreAccessFilter){ .entity = MODEL_ENTITY_NONE, .max = 2 }, 2);
}

static void
test_authors (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) authors = NULL;

  work_school_log_access (fixture->school, STORE_ACCESS_PRINT, MODEL_ENTITY_NONE, 0);
  work_school_log_access (fixture->school, STORE_ACCESS_PRINT, MODEL_ENTITY_NONE, 0);
  authors = work_school_read (fixture->school, work_query_access_authors_new (), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (authors->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (authors, 0), ==, work_school_get_author (fixture->school));
}

/* Nothing is written, and nothing is said, where nothing can be. */
static void
test_read_only (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) reader = work_school_open (fixture->path, STORE_OPEN_READ, &error);

  g_assert_no_error (error);
  work_school_log_access (reader, STORE_ACCESS_OPEN, MODEL_ENTITY_STUDENT, fixture->students[0]);
  work_school_close (reader);
  store_queue_join (work_school_get_queue (reader));
  assert_n (fixture, (StoreAccessFilter){ .entity = MODEL_ENTITY_NONE }, 0);
}

static gpointer
spoil (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  store_connection_execute (connection, data, error);
  return NULL;
}

/* Only ever added to, save for what is past its term. */
static void
test_guarded (WorkFixture *fixture, gconstpointer data)
{
  static const char *const spoiling[] = { "DELETE FROM access_log",
                                          "UPDATE access_log SET author = 'x'" };

  work_school_log_access (fixture->school, STORE_ACCESS_PRINT, MODEL_ENTITY_NONE, 0);
  for (guint i = 0; i < G_N_ELEMENTS (spoiling); i++)
    {
      g_autoptr (GError) error = NULL;

      store_queue_run (work_school_get_queue (fixture->school), spoil, (gpointer) spoiling[i], NULL,
                       &error);
      g_assert_nonnull (error);
    }
  assert_n (fixture, (StoreAccessFilter){ .entity = MODEL_ENTITY_NONE }, 1);
}

static gpointer
expire (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  store_access_expire (connection, "2999-01-01", data, error);
  return NULL;
}

static void
test_expire (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  work_school_log_access (fixture->school, STORE_ACCESS_PRINT, MODEL_ENTITY_NONE, 0);
  store_queue_run (work_school_get_queue (fixture->school), expire, &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1);
  assert_n (fixture, (StoreAccessFilter){ .entity = MODEL_ENTITY_NONE }, 0);
}

static void
test_table (WorkFixture *fixture, gconstpointer data)
{
  const StoreAccessFilter all = { .entity = MODEL_ENTITY_NONE };
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (TableBook) book = NULL;
  TableSheet *sheet;

  work_school_log_access (fixture->school, STORE_ACCESS_OPEN, MODEL_ENTITY_STUDENT,
                          fixture->students[1]);
  lines = read_log (fixture, &all);
  book = work_access_to_book (lines);
  sheet = table_book_get_sheet (book, 0);
  g_assert_cmpuint (table_sheet_get_n_rows (sheet), ==, 1);
  g_assert_cmpstr (table_sheet_get_cell (sheet, 0, 3), ==, "Record opened");
  g_assert_cmpstr (table_sheet_get_cell (sheet, 0, 6), ==, "BRÛLÉ Noé");
}

/* What more there is to say of a line is said in words, never in the keys of the program. */
static void
test_details (WorkFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *act;
    const char *detail;
    const char *words;
  } cases[] = {
    { STORE_ACCESS_ACCOUNT, "reset 3", "account no. 3: password given anew" },
    { STORE_ACCESS_ACCOUNT, "switch off 12", "account no. 12: accounts switched off" },
    { STORE_ACCESS_ACCOUNT, "of another version 1", "of another version 1" },
    { STORE_ACCESS_ACCOUNT, "edit", "edit" },
    { STORE_ACCESS_EXPORT, "teachers", "Teachers and Students" },
    { STORE_ACCESS_RESTORE, "reset 3", "reset 3" },
    { STORE_ACCESS_PRINT, NULL, "" },
  };
  const StoreAccessFilter all = { .entity = MODEL_ENTITY_NONE };
  g_autoptr (GPtrArray) lines = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    work_school_log_access_detail (fixture->school, cases[i].act, MODEL_ENTITY_NONE, 0,
                                   cases[i].detail);
  lines = read_log (fixture, &all);
  g_assert_cmpuint (lines->len, ==, G_N_ELEMENTS (cases));
  for (guint i = 0; i < lines->len; i++)
    {
      const WorkAccessLine *line = lines->pdata[lines->len - 1 - i];

      g_assert_cmpstr (line->detail, ==, cases[i].words);
    }
}

#define add(path, func) \
  g_test_add (path, WorkFixture, NULL, work_fixture_set_up, (func), work_fixture_tear_down)

static gboolean
export_to (WorkFixture *fixture, const char *path, GError **error)
{
  const StoreAccessFilter printed = { .act = STORE_ACCESS_PRINT, .entity = MODEL_ENTITY_NONE };
  g_autoptr (WorkJob) job = work_access_export_new (fixture->school, &printed, path);

  return work_job_run (job, NULL, error);
}

/* A file of it: what the filter lets through, in the format that the name says, in place of one of
 * that name. */
static void
test_export (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_strconcat (fixture->path, ".csv", NULL);
  g_autofree char *unknown = g_strconcat (fixture->path, ".odd", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  work_school_log_access (fixture->school, STORE_ACCESS_PRINT, MODEL_ENTITY_STUDENT,
                          fixture->students[0]);
  work_school_log_access (fixture->school, STORE_ACCESS_EXPORT, MODEL_ENTITY_NONE, 0);
  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  g_assert_true (export_to (fixture, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Printed"));
  g_assert_nonnull (strstr (text, "ABADIE"));
  g_assert_null (strstr (text, "List exported"));
  g_assert_null (strstr (text, "before"));
  g_assert_false (export_to (fixture, unknown, &error));
  g_assert_nonnull (error);
  g_assert_false (g_file_test (unknown, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/work/access/lines", test_lines);
  add ("/work/access/same-look", test_same_look);
  add ("/work/access/filters", test_filters);
  add ("/work/access/authors", test_authors);
  add ("/work/access/read-only", test_read_only);
  add ("/work/access/guarded", test_guarded);
  add ("/work/access/expire", test_expire);
  add ("/work/access/table", test_table);
  add ("/work/access/details", test_details);
  add ("/work/access/export", test_export);
  return g_test_run ();
}
