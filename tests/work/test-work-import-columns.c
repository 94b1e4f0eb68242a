/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-error.h"
#include "work-import-fixture.h"

/* A heading beside those that the list cannot do without, a value, and where it ends up. */
typedef struct
{
  const char *heading;
  const char *value;
  const char *sql;
  const char *expected; /* NULL: as @value */
} Column;

static void
check_columns (WorkImportKind kind,
               const char *headings,
               const char *values,
               const Column *columns,
               gsize n_columns)
{
  for (gsize i = 0; i < n_columns; i++)
    {
      ImportFixture fixture;
      g_autofree char *text = g_strdup_printf ("%s;%s\n%s;%s\n", headings, columns[i].heading,
                                               values, columns[i].value);
      g_autoptr (WorkImportReport) report = NULL;

      g_test_message ("%s", columns[i].heading);
      import_fixture_set_up (&fixture, NULL);
      report = import_take (&fixture, kind, text);
      g_assert_true (report->committed);
      import_expect (&fixture, columns[i].sql,
                     columns[i].expected != NULL ? columns[i].expected : columns[i].value);
      import_fixture_tear_down (&fixture, NULL);
    }
}

#define GUARDIAN(column, rank) "SELECT " column " FROM guardian WHERE rank = " rank

static void
test_student_columns (void)
{
  static const Column columns[] = {
    { "INE", "123456789AB", "SELECT ine FROM student", NULL },
    { "  id_national ", "123456789AB", "SELECT ine FROM student", NULL },
    { "N° INE", "123456789AB", "SELECT ine FROM student", NULL },
    { "Numéro de l’élève", "4063", "SELECT internal_number FROM student", NULL },
    { "Né(e) le", "12/03/2010", "SELECT birth_date FROM student", "2010-03-12" },
    { "NE(E) LE", "12/03/10", "SELECT birth_date FROM student", "2010-03-12" },
    { "DATE_NAISS", "2010-03-12", "SELECT birth_date FROM student", NULL },
    { "Tél. portable", "06 12 34 56 78", "SELECT mobile FROM student", "+33612345678" },
    { "TEL_PORTABLE", "0612345678", "SELECT mobile FROM student", "+33612345678" },
    { "Adresse e-mail de l'élève", "a@b.example", "SELECT email FROM student", NULL },
    { "Courriel", "a@b.example", "SELECT email FROM student", NULL },
    { "Rég.", "DP DAN", "SELECT regime FROM student", "DP" },
    { "Date of birth", "12/03/2010", "SELECT birth_date FROM student", "2010-03-12" },
    { "DIV.", "2MELEC", "SELECT name FROM class_group", NULL },
    { "Resp. légal 1 nom", "ROUX", GUARDIAN ("family_name", "1"), NULL },
    { "Nom resp. légal 1", "ROUX", GUARDIAN ("family_name", "1"), NULL },
    { "RL1_NOM", "ROUX", GUARDIAN ("family_name", "1"), NULL },
    { "RL1 nom", "ROUX", GUARDIAN ("family_name", "1"), NULL },
    { "Responsable 1 - Nom", "ROUX", GUARDIAN ("family_name", "1"), NULL },
    { "Nom du responsable légal n°1", "ROUX", GUARDIAN ("family_name", "1"), NULL },
    { "Nom représentant légal", "ROUX", GUARDIAN ("family_name", "1"), NULL },
    { "RESP LEGAL 2 NOM", "ROUX", GUARDIAN ("family_name", "2"), NULL },
    { "Responsable légal 2 : nom de famille", "ROUX", GUARDIAN ("family_name", "2"), NULL },
    { "rl2.nom", "ROUX", GUARDIAN ("family_name", "2"), NULL },
    { "Responsable légal 1", "Mme ROUX Anne", GUARDIAN ("title, family_name, given_name", "1"),
      "Mme|ROUX|Anne" },
    { "Resp. légal 2", "Paul de La Tour", GUARDIAN ("title, family_name, given_name", "2"),
      "-|de La Tour|Paul" },
    { "RL1", "M. ROUX", GUARDIAN ("title, family_name, given_name", "1"), "M.|ROUX|-" },
    { "Parent 1", "ROUX ANNE", GUARDIAN ("family_name, given_name", "1"), "ROUX|ANNE" },
  };

  check_columns (WORK_IMPORT_STUDENTS, "Nom;Prénom", "Abadie;Léa", columns, G_N_ELEMENTS (columns));
}

#define CONTACT(column) "SELECT is_representative, is_tutor, " column " FROM contact"

static void
test_company_columns (void)
{
  static const Column columns[] = {
    { "N° SIRET", "00041300500018", "SELECT siret FROM company", NULL },
    { "Code APE", "4711F", "SELECT naf FROM company", "47.11F" },
    { "ENT_CP", "81955", "SELECT postcode FROM company", NULL },
    { "Ville de l’entreprise", "Albi", "SELECT town FROM company", NULL },
    { "Lieu d'accueil", "Drive", "SELECT name FROM site", NULL },
    { "Ville du lieu", "Albi", "SELECT town FROM site", NULL },
    { "Ville du lieu d'accueil", "Albi", "SELECT town FROM site", NULL },
    { "LIEU_VILLE", "Albi", "SELECT town FROM site", NULL },
    { "Tuteur nom", "Roux", CONTACT ("family_name"), "-|1|Roux" },
    { "Nom du tuteur", "Roux", CONTACT ("family_name"), "-|1|Roux" },
    { "TUTEUR_NOM", "Roux", CONTACT ("family_name"), "-|1|Roux" },
    { "Maître de stage", "Mme Anne ROUX", CONTACT ("title, family_name, given_name"),
      "-|1|Mme|ROUX|Anne" },
    { "Responsable nom", "Roux", CONTACT ("family_name"), "1|-|Roux" },
    { "Nom du représentant", "Roux", CONTACT ("family_name"), "1|-|Roux" },
    { "ENT_REP_NOM", "Roux", CONTACT ("family_name"), "1|-|Roux" },
    { "Représentant légal", "M. Jean Roux", CONTACT ("family_name, given_name"), "1|-|Roux|Jean" },
  };

  check_columns (WORK_IMPORT_COMPANIES, "Raison sociale", "Garage Roux", columns,
                 G_N_ELEMENTS (columns));
}

static void
test_teacher_columns (void)
{
  static const Column columns[] = {
    { "Prénom", "Anne", "SELECT given_name FROM teacher", NULL },
    { "Discipline", "Maths", "SELECT subject FROM teacher", NULL },
    { "PROF_MAIL", "a@b.example", "SELECT email FROM teacher", NULL },
    { "Civ.", "Madame", "SELECT title FROM teacher", "Mme" },
  };

  check_columns (WORK_IMPORT_TEACHERS, "Nom", "Roux", columns, G_N_ELEMENTS (columns));
}

/* --- two lines of headings --- */

static void
test_group_titles (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkImportReport) report = import_file (fixture, WORK_IMPORT_AUTO, "entreprises.csv");

  g_assert_cmpint (report->kind, ==, WORK_IMPORT_COMPANIES);
  import_expect_counts (report, "2 0 0 0");
  import_expect (fixture,
                 "SELECT name, trade_name, naf, address1, postcode, town, phone FROM company",
                 "GARAGE ROUX|Roux Auto|45.20A|3 rue des Prés|81965|Puylatour|+33536499627 / "
                 "BOULANGERIE \"LE PÉTRIN\"|-|10.71C|8, place du Marché|81955|Castelbrun|"
                 "+33536491122");
  /* The same name in both roles: one person. */
  import_expect (fixture,
                 "SELECT family_name, given_name, email, function, is_tutor, is_representative "
                 "FROM contact ORDER BY id",
                 "Roux|Anne|anne@roux.example|Gérante|1|1 / Blé|-|-|-|-|1");
  g_assert_true (import_says (report->notices, 3, "Téléphone fixe", "Zeros"));
}

static void
test_second_rows (void)
{
  static const struct
  {
    const char *text;
    const char *expected; /* of family_name, given_name, postcode */
  } cases[] = {
    { "Nom;Prénom;Code postal\nAbadie;Léa;81965\n", "Abadie|Léa|81965" },
    /* Repeated, in another spelling. */
    { "Nom;Prénom;Code postal\nNOM;PRENOM;CODE POSTAL\nAbadie;Léa;81965\n", "Abadie|Léa|81965" },
    /* A title over all. */
    { "Liste des élèves;;\nNom;Prénom;Code postal\nAbadie;Léa;81965\n", "Abadie|Léa|81965" },
    /* Cells merged over two lines. */
    { "Nom;Prénom;Adresse;\n;;Rue;Code postal\nAbadie;Léa;;81965\n", "Abadie|Léa|81965" },
    /* A student may be called like a column. */
    { "Nom;Prénom;Code postal\nVille;Rue;81965\n", "Ville|Rue|81965" },
    { "Nom;Prénom;Code postal;Ville;Adresse;E-mail;Classe\n"
      "Rue;Nom;81965;Sexe;3 rue;a@b.example;2MELEC\n",
      "Rue|Nom|81965" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImportFixture fixture;

      g_test_message ("%s", cases[i].text);
      import_fixture_set_up (&fixture, NULL);
      import_all (&fixture, WORK_IMPORT_STUDENTS, cases[i].text);
      import_expect (&fixture, "SELECT family_name, given_name, postcode FROM student",
                     cases[i].expected);
      import_fixture_tear_down (&fixture, NULL);
    }
}

static void
test_notices (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkImportReport) report =
      import_take (fixture, WORK_IMPORT_STUDENTS,
                   "Nom;Prénom;NOM;Couleur;;Téléphone;Tél. fixe;Nom de famille\n"
                   "Abadie;Léa;Autre;bleu;x;0536499627;0536499628;Encore\n");

  g_assert_true (report->committed);
  g_assert_cmpuint (report->notices->len, ==, 4);
  g_assert_true (import_says (report->notices, 1, "NOM", "same as “Nom”"));
  g_assert_true (import_says (report->notices, 1, "Couleur", "not known"));
  g_assert_true (import_says (report->notices, 1, "Tél. fixe", "same as “Téléphone”"));
  g_assert_true (import_says (report->notices, 1, "Nom de famille", "same as “Nom”"));
  import_expect (fixture, "SELECT family_name, phone FROM student", "Abadie|+33536499627");
}

static void
test_kinds_found (void)
{
  static const struct
  {
    const char *headings;
    WorkImportKind kind;
  } cases[] = {
    { "Nom;Prénom;Classe", WORK_IMPORT_STUDENTS },
    { "Élève;Classe;INE", WORK_IMPORT_STUDENTS },
    { "Civilité;Nom;Prénom;Discipline;E-mail", WORK_IMPORT_TEACHERS },
    { "Raison sociale;Ville", WORK_IMPORT_COMPANIES },
    { "Nom;Adresse;Ville;SIRET", WORK_IMPORT_COMPANIES },
    { "Classe;Période;Début;Fin", WORK_IMPORT_PERIODS },
    { "Élève;Classe;Période;Entreprise;Début;Fin", WORK_IMPORT_PLACEMENTS },
    { "Nom;Prénom;Classe;PFMP;Raison sociale;Tuteur", WORK_IMPORT_PLACEMENTS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImportFixture fixture;
      g_autofree char *text = g_strconcat (cases[i].headings, "\n", NULL);
      g_autoptr (WorkImportReport) report = NULL;

      import_fixture_set_up (&fixture, NULL);
      g_test_message ("%s", text);
      report = import_take (&fixture, WORK_IMPORT_AUTO, text);
      g_assert_cmpint (report->kind, ==, cases[i].kind);
      import_expect_counts (report, "0 0 0 0");
      import_fixture_tear_down (&fixture, NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work/import/columns/students", test_student_columns);
  g_test_add_func ("/work/import/columns/companies", test_company_columns);
  g_test_add_func ("/work/import/columns/teachers", test_teacher_columns);
  import_fixture_add_test ("/work/import/columns/group-titles", test_group_titles);
  g_test_add_func ("/work/import/columns/second-rows", test_second_rows);
  import_fixture_add_test ("/work/import/columns/notices", test_notices);
  g_test_add_func ("/work/import/columns/kinds", test_kinds_found);
  return g_test_run ();
}
