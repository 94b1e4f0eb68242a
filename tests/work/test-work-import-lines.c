/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-import-fixture.h"

/* --- whole names in one cell --- */

static const struct
{
  const char *cell;
  const char *expected; /* title, family name, given name */
} names[] = {
  { "Mme ROUX Anne", "Mme|ROUX|Anne" },
  { "Madame Anne ROUX", "Mme|ROUX|Anne" },
  { "Anne Roux", "-|Roux|Anne" },
  { "ROUX Anne", "-|ROUX|Anne" },
  { "ROUX ANNE", "-|ROUX|ANNE" },
  { "Roux", "-|Roux|-" },
  { "ROUX", "-|ROUX|-" },
  { "M. Roux", "M.|Roux|-" },
  { "M Roux", "M.|Roux|-" },
  { "Monsieur Jean-Paul de La Tour", "M.|de La Tour|Jean-Paul" },
  { "DE LA TOUR Jean-Paul", "-|DE LA TOUR|Jean-Paul" },
  { "O'BRIEN Kévin", "-|O'BRIEN|Kévin" },
  { "Mlle ÉLIE-BLÉ Zoé Marie", "Mme|ÉLIE-BLÉ|Zoé Marie" },
};

static void
test_names (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      ImportFixture fixture;
      g_autofree char *text = g_strdup_printf ("Professeur;Discipline\n%s;Maths\n", names[i].cell);
      g_autoptr (WorkImportReport) again = NULL;

      g_test_message ("%s", names[i].cell);
      import_fixture_set_up (&fixture, NULL);
      import_all (&fixture, WORK_IMPORT_TEACHERS, text);
      import_expect (&fixture, "SELECT title, family_name, given_name FROM teacher",
                     names[i].expected);
      again = import_take (&fixture, WORK_IMPORT_TEACHERS, text);
      import_expect_counts (again, "0 0 1 0");
      import_fixture_tear_down (&fixture, NULL);
    }
}

/* --- school years --- */

static void
test_years (void)
{
  static const struct
  {
    const char *cell;
    const char *expected; /* NULL: refused */
  } years[] = {
    { "2026-2027", "2026-2027" }, { "2026/2027", "2026-2027" }, { "2026 – 2027", "2026-2027" },
    { "2026-27", "2026-2027" },   { "2026", "2026-2027" },      { "2099-2100", "2099-2100" },
    { "2026-2028", NULL },        { "2027-2026", NULL },        { "26-27", NULL },
    { "2026-2027 bis", NULL },    { "année prochaine", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (years); i++)
    {
      ImportFixture fixture;
      g_autofree char *text = g_strdup_printf ("Année scolaire;Période;Début;Fin\n"
                                               "%s;PFMP 1;11/01/2027;29/01/2027\n",
                                               years[i].cell);
      g_autoptr (WorkImportReport) report = NULL;

      g_test_message ("%s", years[i].cell);
      import_fixture_set_up (&fixture, NULL);
      report = import_take (&fixture, WORK_IMPORT_PERIODS, text);
      import_expect_counts (report, years[i].expected != NULL ? "1 0 0 0" : "!0 0 0 1");
      import_expect (&fixture, "SELECT name FROM school_year",
                     years[i].expected != NULL ? years[i].expected : "");
      import_fixture_tear_down (&fixture, NULL);
    }
}

/* --- where a mistake is --- */

/* The line is the file's own, whatever stands between: empty lines, cells of several lines, a
 * “sep=” line, a second line of headings. */
static void
test_line_numbers (ImportFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text;
    guint line;
  } cases[] = {
    { "Nom;Prénom;E-mail\nAbadie;Léa;lea\n", 2 },
    { "\n\nNom;Prénom;E-mail\n\nAbadie;Léa;lea\n", 5 },
    { "sep=;\r\nNom;Prénom;E-mail\r\nAbadie;Léa;lea\r\n", 3 },
    { "Nom;Prénom;E-mail\nRoux;\"Anne\nMarie\";\nAbadie;Léa;lea\n", 4 },
    { "Liste;;\nNom;Prénom;E-mail\nAbadie;Léa;lea\n", 3 },
    { "Nom;Prénom;\"E-mail\nde l'élève\"\nAbadie;Léa;lea\n", 3 },
    { "Nom;Prénom;E-mail\rRoux;Anne;\rAbadie;Léa;lea\r", 3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WorkImportReport) report =
          import_take (fixture, WORK_IMPORT_STUDENTS, cases[i].text);
      const WorkImportProblem *problem;

      g_assert_false (report->committed);
      g_assert_cmpuint (report->problems->len, ==, 1);
      problem = g_ptr_array_index (report->problems, 0);
      g_assert_cmpuint (problem->line, ==, cases[i].line);
      g_assert_cmpstr (problem->column, ==, i == 5 ? "E-mail de l'élève" : "E-mail");
    }
}

/* Nothing that only a refused line spoke of is made on the way. */
static void
test_refused_leaves_nothing (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkImportReport) students = NULL;
  g_autoptr (WorkImportReport) periods = NULL;
  g_autoptr (WorkImportReport) placements = NULL;

  students = import_take_valid (fixture, WORK_IMPORT_STUDENTS,
                                "Nom;Prénom;INE;Classe;RL1 nom;Tél\n"
                                "Abadie;Léa;123456789AB;2MELEC;;\n"
                                "Brûlé;Noé;;2AGORA;Roux;12\n");
  import_expect_counts (students, "1 0 0 1");
  periods = import_take_valid (fixture, WORK_IMPORT_PERIODS,
                               "Période;Début;Fin;Classe\n"
                               "PFMP 1;11/01/2027;29/01/2027;2MELEC\n"
                               "PFMP 2;plus tard;;2ASSP\n");
  import_expect_counts (periods, "1 0 0 1");
  placements = import_take_valid (fixture, WORK_IMPORT_PLACEMENTS,
                                  "INE;Période;Entreprise;Tuteur;Fin\n"
                                  "123456789AB;PFMP 1;Garage;M. Blé;\n"
                                  "123456789AB;PFMP 9;Boulange;;\n"
                                  "123456789AB;PFMP 1;Drive;;hier\n");
  import_expect_counts (placements, "1 0 0 2");
  import_expect (fixture, "SELECT name FROM class_group", "2MELEC");
  import_expect (fixture, "SELECT count(*) FROM guardian", "0");
  import_expect (fixture, "SELECT name FROM company", "Garage");
  import_expect (fixture, "SELECT family_name FROM contact", "Blé");
  import_expect (fixture, "SELECT count(*) FROM placement", "1");
}

/* A person's own correction is only overruled by what a list says anew; undo then gives it back. */
static void
test_after_a_correction (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (StoreOperation) operation = store_operation_new ("Anne", "student.edit");
  g_autoptr (ModelRecord) student = NULL;
  g_autoptr (WorkImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  import_all (fixture, WORK_IMPORT_STUDENTS, "Nom;Prénom;INE;Ville\nAbadie;Léa;123456789AB;Albi\n");
  student = store_find_one (fixture->connection, MODEL_ENTITY_STUDENT, &error, "ine", "123456789AB",
                            NULL);
  g_assert_nonnull (student);
  model_record_set_canonical (student, "town", "Gaillac");
  g_assert_true (store_save (fixture->connection, student, operation, NULL, &error));

  import_all (fixture, WORK_IMPORT_STUDENTS, "INE;Ville\n123456789AB;\n");
  import_expect (fixture, "SELECT town FROM student", "Gaillac");
  report = import_take (fixture, WORK_IMPORT_STUDENTS, "INE;Ville\n123456789AB;Cordes\n");
  import_expect_counts (report, "0 1 0 0");
  import_expect (fixture, "SELECT town FROM student", "Cordes");
  import_undo (fixture, report->operation_id);
  import_expect (fixture, "SELECT town FROM student", "Gaillac");
}

/* Undo of each of the other kinds. */
static void
test_undo_lists (ImportFixture *fixture, gconstpointer data)
{
  static const struct
  {
    WorkImportKind kind;
    const char *text;
  } lists[] = {
    { WORK_IMPORT_TEACHERS, "Nom;Prénom\nRoux;Anne\nBlé;Paul\n" },
    { WORK_IMPORT_COMPANIES,
      "Nom;Ville;Lieu d'accueil;Tuteur;Représentant\nGarage;Albi;Atelier;M. Blé;Mme Roux\n" },
    { WORK_IMPORT_PERIODS,
      "Période;Début;Fin;Classes\nPFMP 1;11/01/2027;29/01/2027;\"2MELEC, 2AGORA\"\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *before = import_dump (fixture);
      g_autoptr (WorkImportReport) report = import_take (fixture, lists[i].kind, lists[i].text);
      g_autofree char *after = NULL;

      g_assert_true (report->committed);
      import_undo (fixture, report->operation_id);
      after = import_dump (fixture);
      g_assert_cmpstr (after, ==, before);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work/import/lines/names", test_names);
  g_test_add_func ("/work/import/lines/years", test_years);
  import_fixture_add_test ("/work/import/lines/numbers", test_line_numbers);
  import_fixture_add_test ("/work/import/lines/refused-leaves-nothing",
                           test_refused_leaves_nothing);
  import_fixture_add_test ("/work/import/lines/after-a-correction", test_after_a_correction);
  import_fixture_add_test ("/work/import/lines/undo", test_undo_lists);
  return g_test_run ();
}
