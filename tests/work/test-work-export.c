/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "table-error.h"
#include "table-reader.h"
#include "work-export.h"
#include "work-fixture.h"

/* What a table says, read again: rows of cells, the titles first. */
typedef struct
{
  GPtrArray *rows; /* (element-type GStrv) */
} Table;

static void
table_free (Table *table)
{
  g_ptr_array_unref (table->rows);
  g_free (table);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Table, table_free)

static Table *
read_table (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TableReader) reader = table_reader_open (path, &error);
  Table *table = g_new0 (Table, 1);
  const TableRow *row;

  g_assert_no_error (error);
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  while (table_reader_next (reader, &row, &error) && row != NULL)
    {
      char **cells = g_new0 (char *, row->n_cells + 1);

      for (guint i = 0; i < row->n_cells; i++)
        cells[i] = g_strdup (row->cells[i]);
      g_ptr_array_add (table->rows, cells);
    }
  g_assert_no_error (error);
  return table;
}

static const char *
cell (const Table *table, guint row, const char *title)
{
  char **titles = g_ptr_array_index (table->rows, 0), **cells;
  guint column = 0;

  g_assert_cmpuint (row, <, table->rows->len);
  cells = g_ptr_array_index (table->rows, row);
  while (titles[column] != NULL && !g_str_equal (titles[column], title))
    column++;
  g_assert_nonnull (titles[column]);
  return column < g_strv_length (cells) ? cells[column] : "";
}

static void
assert_titles (const Table *table, const char *joined)
{
  g_autofree char *titles = g_strjoinv ("|", g_ptr_array_index (table->rows, 0));

  g_assert_cmpstr (titles, ==, joined);
}

static WorkOverview *
load (WorkFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  WorkOverview *overview = work_school_load (fixture->school, fixture->year_id, &error);

  g_assert_no_error (error);
  return overview;
}

static gboolean
run (WorkFixture *fixture, WorkOverview *overview, WorkExportOptions options, GError **error)
{
  g_autoptr (WorkJob) job = NULL;

  options.year_id = overview->year_id;
  if (options.lines == NULL)
    options.lines = overview->lines;
  job = work_export_new (fixture->school, &options);
  if (!work_job_run (job, NULL, error))
    return FALSE;
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 1);
  g_assert_cmpstr (((WorkJobItem *) work_job_get_succeeded (job)->pdata[0])->path, ==,
                   options.path);
  return TRUE;
}

/* Exports to CSV for programs, and reads it again. */
static Table *
export_list (WorkFixture *fixture, WorkExportOptions options)
{
  g_autoptr (WorkOverview) overview = load (fixture);
  g_autofree char *path = g_build_filename (fixture->folder, "list.utf8.csv", NULL);
  g_autoptr (GError) error = NULL;

  options.path = path;
  options.replace = TRUE;
  g_assert_true (run (fixture, overview, options, &error));
  g_assert_no_error (error);
  return read_table (path);
}

static void
test_agreements (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (Table) table = NULL;
  g_autoptr (WorkOverview) overview = NULL;

  work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  table = export_list (fixture, (WorkExportOptions){ .list = WORK_EXPORT_AGREEMENTS });
  overview = load (fixture);
  g_assert_cmpuint (table->rows->len, ==, 1 + overview->lines->len);
  for (guint i = 0; i < overview->lines->len; i++)
    {
      ModelLine *line = overview->lines->pdata[i];

      g_assert_cmpstr (cell (table, i + 1, "Student"), ==, line->student);
      g_assert_cmpstr (cell (table, i + 1, "Class"), ==, line->class_name);
      g_assert_cmpstr (cell (table, i + 1, "Period"), ==, line->period_name);
      g_assert_cmpstr (cell (table, i + 1, "Company"), ==, line->company);
      g_assert_cmpstr (cell (table, i + 1, "First day"), ==, line->start);
      g_assert_cmpstr (cell (table, i + 1, "Last day"), ==, line->end);
      g_assert_cmpstr (cell (table, i + 1, "Agreement number"), ==, line->number);
      g_assert_cmpstr (cell (table, i + 1, "Placement Search"), ==,
                       overview->looks->states[line->search_state].label);
    }
}

static void
test_chosen_columns (WorkFixture *fixture, gconstpointer data)
{
  static const char *const columns[] = { "company", "dates", "student", "company", NULL };
  g_autoptr (Table) table = export_list (fixture, (WorkExportOptions){ .columns = columns });

  assert_titles (table, "Company|Town|First day|Last day|Student");
  g_assert_true (work_export_has_column ("dates"));
  g_assert_true (work_export_has_column ("start"));
  g_assert_false (work_export_has_column ("shoe_size"));
}

static void
test_formula (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkOverview) overview = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "bad.csv", NULL);
  g_autofree char *text = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_COMPANY, fixture->company_id, "name",
                       "=cmd|' /C calc'!A0");
  overview = load (fixture);
  g_assert_true (run (fixture, overview, (WorkExportOptions){ .path = path }, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, ";'=cmd|' /C calc'!A0;"));
  g_assert_null (strstr (text, ";=cmd"));
}

static void
test_teachers (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (Table) table =
      export_list (fixture, (WorkExportOptions){ .list = WORK_EXPORT_TEACHERS });
  gboolean is_nobody = FALSE;

  g_assert_cmpuint (table->rows->len, >, 2);
  g_assert_cmpstr (cell (table, 1, "Referent Teacher"), !=, "");
  for (guint i = 1; i < table->rows->len; i++)
    {
      /* Whom nobody follows comes last. */
      gboolean nobody = cell (table, i, "Referent Teacher")[0] == '\0';

      g_assert_true (nobody || !is_nobody);
      is_nobody = nobody;
    }
  g_assert_true (is_nobody);
}

static void
test_companies (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (Table) some = NULL, all = NULL;
  WorkExportOptions options = { .list = WORK_EXPORT_COMPANIES };

  work_fixture_add (fixture, MODEL_ENTITY_COMPANY, "name", "Zinc et Cuivre", "postcode", "01000",
                    NULL);
  some = export_list (fixture, options);
  options.is_whole = TRUE;
  all = export_list (fixture, options);
  g_assert_cmpuint (some->rows->len, ==, 2);
  g_assert_cmpstr (cell (some, 1, "Company name"), ==, "Garage Roux");
  g_assert_cmpstr (cell (some, 1, "Placements"), ==, "2");
  g_assert_cmpuint (all->rows->len, ==, 3);
  g_assert_cmpstr (cell (all, 2, "Company name"), ==, "Zinc et Cuivre");
  g_assert_cmpstr (cell (all, 2, "Postcode"), ==, "01000");
  g_assert_cmpstr (cell (all, 2, "Placements"), ==, "0");
}

static void
test_days (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (Table) before = NULL, after = NULL;
  WorkExportOptions options = { .list = WORK_EXPORT_DAYS };

  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "start",
                       "2020-01-06");
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "end",
                       "2020-01-31");
  before = export_list (fixture, options);
  /* Only what is validated is paid for: Noé's sheet is not. */
  g_assert_cmpuint (before->rows->len, ==, 2);
  g_assert_cmpstr (cell (before, 1, "Family name"), ==, "ABADIE");
  g_assert_cmpstr (cell (before, 1, "First day"), ==, "2020-01-06");
  g_assert_cmpstr (cell (before, 1, "Days of presence"), ==, "4");
  g_assert_cmpstr (cell (before, 1, "Days really done"), ==, "");
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "days_done", "3");
  after = export_list (fixture, options);
  g_assert_cmpstr (cell (after, 1, "Days really done"), ==, "3");
}

/* The allowance is not for a stay of observation. */
static void
test_days_of_kinds (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (Table) table = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_PERIOD, fixture->periods[0], "kind", "observation");
  work_fixture_change (fixture, MODEL_ENTITY_PERIOD, fixture->periods[1], "kind", "observation");
  table = export_list (fixture, (WorkExportOptions){ .list = WORK_EXPORT_DAYS });
  g_assert_cmpuint (table->rows->len, ==, 1);
}

static void
test_given_lines (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkOverview) overview = load (fixture);
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  g_autoptr (Table) table = NULL;
  guint n = overview->lines->len;

  g_ptr_array_add (lines, overview->lines->pdata[n - 1]);
  g_ptr_array_add (lines, overview->lines->pdata[0]);
  table = export_list (fixture, (WorkExportOptions){ .lines = lines });
  g_assert_cmpuint (table->rows->len, ==, 3);
  g_assert_cmpstr (cell (table, 1, "Student"), ==, ((ModelLine *) lines->pdata[0])->student);
  g_assert_cmpstr (cell (table, 2, "Student"), ==, ((ModelLine *) lines->pdata[1])->student);
}

/* ---- files ---- */

static void
test_never_overwrites (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkOverview) overview = load (fixture);
  g_autofree char *path = g_build_filename (fixture->folder, "mine.xlsx", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  WorkExportOptions options = { .path = path };

  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  g_assert_false (run (fixture, overview, options, &error));
  g_assert_error (error, TABLE_ERROR, TABLE_ERROR_EXISTS);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
  options.replace = TRUE;
  g_assert_true (run (fixture, overview, options, NULL));
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "PK"));
}

static void
test_refused (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkOverview) overview = load (fixture);
  g_autofree char *wrong = g_build_filename (fixture->folder, "list.pdf", NULL);
  g_autofree char *away = g_build_filename (fixture->folder, "none", "list.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (run (fixture, overview, (WorkExportOptions){ .path = wrong }, &error));
  g_assert_error (error, TABLE_ERROR, TABLE_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_false (run (fixture, overview, (WorkExportOptions){ .path = away }, &error));
  g_assert_error (error, TABLE_ERROR, TABLE_ERROR_FILE);
}

static void
test_cancelled (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkOverview) overview = load (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = g_build_filename (fixture->folder, "list.xlsx", NULL);
  g_autoptr (GError) error = NULL;
  WorkExportOptions options = { .lines = overview->lines,
                                .year_id = overview->year_id,
                                .path = path };
  g_autoptr (WorkJob) job = work_export_new (fixture->school, &options);

  g_cancellable_cancel (cancellable);
  g_assert_false (work_job_run (job, cancellable, &error));
  g_assert_nonnull (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_names (void)
{
  const TableFormat *format = table_format_find ("xlsx");
  g_autofree char *name = work_export_file_name ("2MELEC / PFMP 1", "2026-11-26", format);
  WorkExportList list = WORK_EXPORT_AGREEMENTS;

  g_assert_cmpstr (name, ==, "2MELEC - PFMP 1 - 2026-11-26.xlsx");
  for (guint i = 0; i < WORK_N_EXPORT_LISTS; i++)
    {
      g_assert_true (work_export_list_from_key (work_export_list_key (i), &list));
      g_assert_cmpint (list, ==, i);
      g_assert_cmpstr (work_export_list_label (i), !=, "");
    }
  g_assert_false (work_export_list_from_key ("cats", &list));
}

/* What is offered can be written. */
static void
test_formats (void)
{
  const TableFormat *one;

  for (guint i = 0; (one = table_format_get (i)) != NULL; i++)
    g_assert_true (work_export_can_write (one));
}

/* A format that was chosen counts more than the name, but the one that is proposed. */
static void
test_paths (void)
{
  static const struct
  {
    const char *path;
    const char *chosen; /* or NULL */
    const char *expected;
  } cases[] = {
    { "/a/b.xlsx", NULL, "/a/b.xlsx" },          { "/a/b", NULL, "/a/b.xlsx" },
    { "/a/b.csv", "xlsx", "/a/b.csv" },          { "/a/b.xlsx", "csv", "/a/b.csv" },
    { "/a/b.csv", "csv-utf8", "/a/b.utf8.csv" }, { "/a/b.utf8.csv", "csv", "/a/b.csv" },
    { "/a/b.v2", "csv", "/a/b.v2.csv" },         { "/a.csv/b", "csv", "/a.csv/b.csv" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TableFormat *chosen =
          cases[i].chosen != NULL ? table_format_find (cases[i].chosen) : NULL;
      g_autofree char *path = work_export_path (cases[i].path, chosen);

      g_assert_cmpstr (path, ==, cases[i].expected);
    }
}

#define ADD(path, func) \
  g_test_add (path, WorkFixture, NULL, work_fixture_set_up, func, work_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/work/export/agreements", test_agreements);
  ADD ("/work/export/chosen-columns", test_chosen_columns);
  ADD ("/work/export/formula", test_formula);
  ADD ("/work/export/teachers", test_teachers);
  ADD ("/work/export/companies", test_companies);
  ADD ("/work/export/days", test_days);
  ADD ("/work/export/days-of-kinds", test_days_of_kinds);
  ADD ("/work/export/given-lines", test_given_lines);
  ADD ("/work/export/never-overwrites", test_never_overwrites);
  ADD ("/work/export/refused", test_refused);
  ADD ("/work/export/cancelled", test_cancelled);
  g_test_add_func ("/work/export/names", test_names);
  g_test_add_func ("/work/export/formats", test_formats);
  g_test_add_func ("/work/export/paths", test_paths);
  return g_test_run ();
}
