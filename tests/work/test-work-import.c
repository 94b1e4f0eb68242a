/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store-history.h"
#include "table-error.h"
#include "work-error.h"
#include "work-import-fixture.h"

#define STUDENTS "Nom;Prénom;INE;Classe;Téléphone\n"

static const char two_good[] = STUDENTS "Abadie;Léa;123456789AB;2MELEC;0536499627\n"
                                        "Brûlé;Noé;123456789CD;2MELEC;\n";
static const char one_bad[] = STUDENTS "Abadie;Léa;123456789AB;2MELEC;0536499627\n"
                                       "Brûlé;;123456789CD;2MELEC;12\n"
                                       "Cazals;Inès;99;2MELEC;\n";

static guint
count_history (ImportFixture *fixture)
{
  g_autofree char *count = import_ask (fixture, "SELECT count(*) FROM history");

  return (guint) g_ascii_strtoull (count, NULL, 10);
}

static void
test_twice (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkImportReport) first = import_take (fixture, WORK_IMPORT_STUDENTS, two_good);
  guint n = count_history (fixture);
  g_autoptr (WorkImportReport) second = import_take (fixture, WORK_IMPORT_STUDENTS, two_good);

  import_expect_counts (first, "2 0 0 0");
  g_assert_nonnull (first->operation_id);
  g_assert_cmpstr (first->file, ==, "test.csv");
  import_expect (fixture,
                 "SELECT DISTINCT label, operation_id = (SELECT max(operation_id) FROM "
                 "history) FROM history",
                 "import.students|1");
  import_expect_counts (second, "0 0 2 0");
  g_assert_null (second->operation_id);
  g_assert_cmpuint (second->notices->len, ==, 0);
  g_assert_cmpuint (count_history (fixture), ==, n);
}

static void
test_all_or_nothing (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkImportReport) report = import_take (fixture, WORK_IMPORT_STUDENTS, one_bad);

  import_expect_counts (report, "!1 0 0 2");
  g_assert_null (report->operation_id);
  g_assert_cmpuint (report->problems->len, ==, 3);
  g_assert_true (import_says (report->problems, 3, "Prénom", "missing"));
  g_assert_true (import_says (report->problems, 3, "Téléphone", "not understood"));
  g_assert_true (import_says (report->problems, 4, "INE", "student number"));
  import_expect (fixture, "SELECT count(*) FROM student", "0");
  import_expect (fixture, "SELECT count(*) FROM class_group", "0");
  g_assert_cmpuint (count_history (fixture), ==, 0);
}

static void
test_keep_valid (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkImportReport) report = import_take_valid (fixture, WORK_IMPORT_STUDENTS, one_bad);

  import_expect_counts (report, "1 0 0 2");
  g_assert_nonnull (report->operation_id);
  import_expect (fixture, "SELECT family_name FROM student", "Abadie");
}

static void
test_undo (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkImportReport) first = NULL;
  g_autoptr (WorkImportReport) second = NULL;
  g_autofree char *before = import_dump (fixture);
  g_autofree char *between = NULL;
  g_autofree char *after = NULL;
  g_autofree char *last = NULL;

  first = import_take (fixture, WORK_IMPORT_STUDENTS, two_good);
  between = import_dump (fixture);
  second = import_take (fixture, WORK_IMPORT_STUDENTS,
                        "INE;Nom;Prénom;Classe;RL1 nom;RL1 mobile\n"
                        "123456789AB;Abadie;Léa;1MELEC;Abadie;0639986684\n"
                        "123456789EF;Cazals;Inès;2MELEC;;\n");
  import_expect_counts (second, "1 1 0 0");
  import_undo (fixture, second->operation_id);
  after = import_dump (fixture);
  g_assert_cmpstr (after, ==, between);
  import_undo (fixture, first->operation_id);
  last = import_dump (fixture);
  g_assert_cmpstr (last, ==, before);
}

static void
test_given_operation (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (StoreOperation) operation = store_operation_new ("Anne", "demo.make");
  g_autoptr (GBytes) bytes = g_bytes_new_static (two_good, strlen (two_good));
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkImportReport) report = work_import_bytes (
      fixture->connection, "x", bytes, WORK_IMPORT_AUTO, "2025/26", FALSE, operation, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (report->kind, ==, WORK_IMPORT_STUDENTS);
  g_assert_cmpstr (report->operation_id, ==, operation->id);
  import_expect (fixture, "SELECT DISTINCT author, label FROM history", "Anne|demo.make");
  import_expect (fixture, "SELECT name, start, \"end\" FROM school_year",
                 "2025-2026|2025-09-01|2026-08-31");
}

/* Without a year it is the one that today is in. */
static void
test_year_of_today (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (two_good, strlen (two_good));
  g_autoptr (GError) error = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  int year = g_date_time_get_year (now) - (g_date_time_get_month (now) < 8 ? 1 : 0);
  g_autofree char *start = g_strdup_printf ("%d-09-01", year);
  g_autoptr (WorkImportReport) report = work_import_bytes (
      fixture->connection, "x", bytes, WORK_IMPORT_STUDENTS, NULL, FALSE, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (report->committed);
  if (g_date_time_get_month (now) != 8)
    import_expect (fixture, "SELECT start FROM school_year", start);
}

static void
test_cancelled (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (two_good, strlen (two_good));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (work_import_bytes (fixture->connection, "x", bytes, WORK_IMPORT_STUDENTS, NULL,
                                    FALSE, NULL, cancellable, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_CANCELLED);
  import_expect (fixture, "SELECT count(*) FROM student", "0");
}

static void
test_failures (ImportFixture *fixture, gconstpointer data)
{
  static const struct
  {
    WorkImportKind kind;
    const char *text;
    gboolean of_table;
    int code;
    const char *says;
  } cases[] = {
    { WORK_IMPORT_AUTO, "", FALSE, WORK_ERROR_USAGE, "empty" },
    { WORK_IMPORT_AUTO, "Fruit;Prix\nPomme;2\n", FALSE, WORK_ERROR_USAGE, "no list" },
    { WORK_IMPORT_AUTO, "Nom;Prénom;E-mail\nA;B;\n", FALSE, WORK_ERROR_USAGE, "several kinds" },
    { WORK_IMPORT_COMPANIES, "SIRET;Ville\n;Albi\n", FALSE, WORK_ERROR_USAGE, "Company name" },
    { WORK_IMPORT_PERIODS, "Période;Début\nPFMP 1;01/02/2027\n", FALSE, WORK_ERROR_USAGE,
      "Last day" },
    { WORK_IMPORT_STUDENTS, "%PDF-1.4", TRUE, TABLE_ERROR_NOT_TABLE, "PDF" },
    { WORK_IMPORT_STUDENTS, "Nom;Prénom\nA;B\nC;\"D\n", TRUE, TABLE_ERROR_SYNTAX,
      "Line 3, column 3" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = import_failure (fixture, cases[i].kind, cases[i].text);

      g_test_message ("%s", error->message);
      g_assert_true (error->domain == (cases[i].of_table ? TABLE_ERROR : WORK_ERROR));
      g_assert_cmpint (error->code, ==, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      import_expect (fixture, "SELECT count(*) FROM student", "0");
    }
}

static void
test_bad_year (ImportFixture *fixture, gconstpointer data)
{
  static const char *const years[] = { "", "26", "2026-2028", "2026-2027-2028", "demain" };
  g_autoptr (GBytes) bytes = g_bytes_new_static (two_good, strlen (two_good));

  for (gsize i = 0; i < G_N_ELEMENTS (years); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (work_import_bytes (fixture->connection, "x", bytes, WORK_IMPORT_STUDENTS,
                                        years[i], FALSE, NULL, NULL, &error));
      g_assert_error (error, WORK_ERROR, WORK_ERROR_USAGE);
    }
}

static void
test_kind_keys (void)
{
  WorkImportKind kind;

  for (int i = WORK_IMPORT_AUTO; i <= WORK_IMPORT_PLACEMENTS; i++)
    {
      g_assert_true (work_import_kind_from_key (work_import_kind_key ((WorkImportKind) i), &kind));
      g_assert_cmpint (kind, ==, i);
    }
  g_assert_cmpstr (work_import_kind_key (WORK_IMPORT_PLACEMENTS), ==, "placements");
  g_assert_false (work_import_kind_from_key ("agreements", &kind));
  g_assert_false (work_import_kind_from_key (NULL, &kind));
}

/* The demo school, kind found out, then once more: nothing moves. */
static void
test_demo (ImportFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *file;
    WorkImportKind kind;
    guint n_lines;
    const char *count;
  } files[] = {
    { "data/demo/teachers.csv", WORK_IMPORT_TEACHERS, 24, "SELECT count(*) FROM teacher" },
    { "data/demo/students.csv", WORK_IMPORT_STUDENTS, 320, "SELECT count(*) FROM student" },
    { "data/demo/companies.csv", WORK_IMPORT_COMPANIES, 70, NULL },
    { "data/demo/periods.csv", WORK_IMPORT_PERIODS, 36, NULL },
    { "data/demo/placements.csv", WORK_IMPORT_PLACEMENTS, 180, "SELECT count(*) FROM placement" },
  };

  for (guint round = 0; round < 2; round++)
    for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
      {
        g_autoptr (WorkImportReport) report =
            import_file (fixture, WORK_IMPORT_AUTO, files[i].file);
        g_autofree char *count = g_strdup_printf ("%u", files[i].n_lines);

        g_test_message ("%s: %u created, %u changed, %u unchanged", files[i].file, report->created,
                        report->changed, report->unchanged);
        g_assert_true (report->committed);
        g_assert_cmpint (report->kind, ==, files[i].kind);
        g_assert_cmpuint (report->refused, ==, 0);
        g_assert_cmpuint (report->created + report->changed + report->unchanged, ==,
                          files[i].n_lines);
        if (round == 1)
          g_assert_cmpuint (report->unchanged, ==, files[i].n_lines);
        if (files[i].count != NULL)
          import_expect (fixture, files[i].count, count);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  import_fixture_add_test ("/work/import/twice", test_twice);
  import_fixture_add_test ("/work/import/all-or-nothing", test_all_or_nothing);
  import_fixture_add_test ("/work/import/keep-valid", test_keep_valid);
  import_fixture_add_test ("/work/import/undo", test_undo);
  import_fixture_add_test ("/work/import/given-operation", test_given_operation);
  import_fixture_add_test ("/work/import/year-of-today", test_year_of_today);
  import_fixture_add_test ("/work/import/cancelled", test_cancelled);
  import_fixture_add_test ("/work/import/failures", test_failures);
  import_fixture_add_test ("/work/import/bad-year", test_bad_year);
  g_test_add_func ("/work/import/kind-keys", test_kind_keys);
  import_fixture_add_test ("/work/import/demo", test_demo);
  return g_test_run ();
}
