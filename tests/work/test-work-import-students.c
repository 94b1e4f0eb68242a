/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-import-fixture.h"

#define STUDENTS WORK_IMPORT_STUDENTS

#define IN_CLASS                                                                             \
  "SELECT s.given_name, c.name FROM student s JOIN enrolment e ON e.student_id = s.id JOIN " \
  "class_group c ON c.id = e.class_group_id ORDER BY s.id, c.id"

/* --- files of the schools' programs --- */

static void
test_siecle (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkImportReport) report =
      import_file (fixture, WORK_IMPORT_AUTO, "EXP_Liste_des_eleves_par_division.csv");

  g_assert_cmpint (report->kind, ==, STUDENTS);
  import_expect_counts (report, "3 0 0 0");
  import_expect (fixture, "SELECT family_name, given_name, sex, birth_date, regime FROM student",
                 "ABADIE|LÉA|F|2010-03-12|DP / BRÛLÉ|NOÉ|M|2009-11-01|EXT / "
                 "D'ÀRGENT|INÈS|F|2010-06-30|INT");
  import_expect (fixture, "SELECT name, mef FROM class_group ORDER BY id",
                 "2MELEC|24721310021 / 2AGORA|24731211021");
  g_assert_true (import_says (report->notices, 1, "OPT1", "not known"));
  g_assert_true (import_says (report->notices, 1, "Doublant", "not known"));
}

static void
test_eleves_complete (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkImportReport) report =
      import_file (fixture, WORK_IMPORT_AUTO, "ElevesComplete.csv");

  import_expect_counts (report, "2 0 0 0");
  import_expect (fixture,
                 "SELECT ine, birth_date, birth_town, address1, address2, postcode, town "
                 "FROM student",
                 "123456789AB|2010-03-12|Cœuvres|3 rue du Pré|-|01000|PUYLATOUR / "
                 "123456789CD|2009-11-01|Castelbrun|8 quai de l’Agoust|Bât. B|81965|PUYLATOUR");
  import_expect (fixture, "SELECT count(*) FROM guardian", "0");
  import_expect (fixture, "SELECT name, diploma FROM class_group", "2MELEC|2NDE PRO MELEC");
  g_assert_true (import_says (report->notices, 2, "Date Naissance", "day number"));
  g_assert_true (import_says (report->notices, 2, "Code Postal Repr. Lég.", "Zeros"));
  g_assert_true (import_says (report->notices, 2, "", "guardian’s address"));
}

static void
test_pronote (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkImportReport) report = import_file (fixture, WORK_IMPORT_AUTO, "pronote.csv");

  import_expect_counts (report, "2 0 0 0");
  import_expect (fixture, IN_CLASS, "Léa|2MELEC / Noé|2MELEC");
  import_expect (fixture,
                 "SELECT rank, title, family_name, given_name, mobile FROM guardian "
                 "ORDER BY student_id, rank",
                 "1|Mme|ABADIE|Œlodie|+33612345678 / 2|M.|ROUX|Paul|- / "
                 "1|M.|BRÛLÉ|Marc|+33698765432");
}

/* --- who is meant --- */

/* A list, then another; what the second does, and what is known afterwards. */
static const struct
{
  const char *name;
  const char *first;
  const char *second;
  const char *counts;
  const char *sql;
  const char *expected;
} matches[] = {
  { "INE before the name", "Nom;Prénom;INE\nAbadie;Léa;123456789AB\n",
    "Nom;Prénom;INE\nRoux;Léa;123456789ab\n", "0 1 0 0", "SELECT family_name, ine FROM student",
    "Roux|123456789AB" },
  { "INE alone", "Nom;Prénom;INE\nAbadie;Léa;123456789AB\n",
    "INE;E-mail\n123456789AB;a@b.example\n", "0 1 0 0", "SELECT family_name, email FROM student",
    "Abadie|a@b.example" },
  { "INE alone, unknown", "Nom;Prénom\nAbadie;Léa\n", "INE;E-mail\n123456789AB;a@b.example\n",
    "!0 0 0 1", "SELECT family_name, ine FROM student", "Abadie|-" },
  { "internal number", "Nom;Prénom;N° interne\nAbadie;Léa;4063\n",
    "Nom;Prénom;N° interne;INE\nABADIE;Lea-Marie;4063;123456789AB\n", "0 1 0 0",
    "SELECT given_name, ine FROM student", "Lea-Marie|123456789AB" },
  { "internal number of another", "Nom;Prénom;N° interne\nAbadie;Léa;4063\n",
    "Nom;Prénom;N° interne\nRoux;Anne;4063\n", "!0 0 0 1", "SELECT family_name FROM student",
    "Abadie" },
  { "name and date of birth", "Nom;Prénom;Né le\nAbadie;Léa;12/03/2010\nAbadie;Léa;13/03/2010\n",
    "Nom;Prénom;Né le;Ville\nABADIE;lea;13/03/2010;Albi\n", "0 1 0 0",
    "SELECT birth_date, town FROM student ORDER BY id", "2010-03-12|- / 2010-03-13|Albi" },
  { "date not known yet", "Nom;Prénom\nAbadie;Léa\n", "Nom;Prénom;Né le\nAbadie;Léa;13/03/2010\n",
    "0 1 0 0", "SELECT birth_date FROM student", "2010-03-13" },
  { "another date: another person", "Nom;Prénom;Né le\nAbadie;Léa;12/03/2010\n",
    "Nom;Prénom;Né le\nAbadie;Léa;13/03/2010\n", "1 0 0 0", "SELECT birth_date FROM student",
    "2010-03-12 / 2010-03-13" },
  { "another INE: another person", "Nom;Prénom;INE\nAbadie;Léa;123456789AB\n",
    "Nom;Prénom;INE\nAbadie;Léa;123456789CD\n", "1 0 0 0", "SELECT ine FROM student",
    "123456789AB / 123456789CD" },
  { "INE filled in", "Nom;Prénom;Classe\nAbadie;Léa;2MELEC\n",
    "Nom;Prénom;Classe;INE\nAbadie;Léa;2MELEC;123456789CD\n", "0 1 0 0", "SELECT ine FROM student",
    "123456789CD" },
  { "name and class", "Nom;Prénom;Classe\nAbadie;Léa;2MELEC\nAbadie;Léa;2AGORA\n",
    "Nom;Prénom;Classe;Ville\nAbadie;Léa;2agora;Albi\nABADIE;LEA;2MELEC;Gaillac\n", "0 2 0 0",
    "SELECT given_name, town FROM student ORDER BY id", "Léa|Gaillac / Léa|Albi" },
  { "name in another class: who knows", "Nom;Prénom;Classe\nAbadie;Léa;2MELEC\n",
    "Nom;Prénom;Classe\nAbadie;Léa;2AGORA\n", "!0 0 0 1", IN_CLASS, "Léa|2MELEC" },
  { "name alone", "Nom;Prénom;Classe\nAbadie;Léa;2MELEC\n", "Nom;Prénom;Ville\nAbadie;Léa;Albi\n",
    "0 1 0 0", "SELECT town FROM student", "Albi" },
  { "name alone, two of them", "Nom;Prénom;Classe\nAbadie;Léa;2MELEC\nAbadie;Léa;2AGORA\n",
    "Nom;Prénom;Ville\nAbadie;Léa;Albi\n", "!0 0 0 1", "SELECT count(*) FROM student", "2" },
  { "whole name", "Nom;Prénom;Classe\nAbadie;Léa;2MELEC\n",
    "Élève;Classe;Ville\nLéa Abadie;2MELEC;Albi\n", "0 1 0 0",
    "SELECT given_name, town FROM student", "Léa|Albi" },
  /* --- what is written --- */
  { "empty cells erase nothing", "Nom;Prénom;Ville;E-mail\nAbadie;Léa;Albi;a@b.example\n",
    "Nom;Prénom;Ville;E-mail\nAbadie;Léa;;\n", "0 0 1 0", "SELECT town, email FROM student",
    "Albi|a@b.example" },
  { "capitals without accents say nothing new", "Nom;Prénom;Ville\nAbadie;Léa;Évry\n",
    "Nom;Prénom;Ville\nABADIE;LEA;EVRY\n", "0 0 1 0", "SELECT given_name, town FROM student",
    "Léa|Évry" },
  { "accents do", "Nom;Prénom;Ville\nABADIE;LEA;EVRY\n", "Nom;Prénom;Ville\nAbadie;Léa;Évry\n",
    "0 1 0 0", "SELECT given_name, town FROM student", "Léa|Évry" },
  { "class of the year changes", "Nom;Prénom;INE;Classe\nAbadie;Léa;123456789AB;2MELEC\n",
    "Nom;Prénom;INE;Classe\nAbadie;Léa;123456789AB;2AGORA\n", "0 1 0 0", IN_CLASS, "Léa|2AGORA" },
  { "same guardian, new telephone",
    "Nom;Prénom;RL1 nom;RL1 prénom;RL1 mobile\nAbadie;Léa;Roux;Anne;0612345678\n",
    "Nom;Prénom;RL1 nom;RL1 prénom;RL1 mobile\nAbadie;Léa;ROUX;ANNE;0698765432\n", "0 1 0 0",
    "SELECT given_name, mobile FROM guardian", "Anne|+33698765432" },
  { "another guardian keeps nothing of the former",
    "Nom;Prénom;RL1 nom;RL1 prénom;RL1 mobile\nAbadie;Léa;Roux;Anne;0612345678\n",
    "Nom;Prénom;RL1 nom;RL1 prénom;RL1 mobile\nAbadie;Léa;Roux;Paul;\n", "0 1 0 0",
    "SELECT given_name, mobile FROM guardian", "Paul|-" },
};

static void
test_matches (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (matches); i++)
    {
      ImportFixture fixture;
      g_autoptr (WorkImportReport) report = NULL;

      g_test_message ("%s", matches[i].name);
      import_fixture_set_up (&fixture, NULL);
      import_all (&fixture, STUDENTS, matches[i].first);
      report = import_take (&fixture, STUDENTS, matches[i].second);
      import_expect_counts (report, matches[i].counts);
      import_expect (&fixture, matches[i].sql, matches[i].expected);
      import_fixture_tear_down (&fixture, NULL);
    }
}

static void
test_same_student_twice (ImportFixture *fixture, gconstpointer data)
{
  const char *text = "Nom;Prénom;INE;Classe;Ville;E-mail\n"
                     "Abadie;Léa;123456789AB;2MELEC;Albi;\n"
                     "Abadie;Léa;123456789AB;2AGORA;Gaillac;a@b.example\n";
  g_autoptr (WorkImportReport) report = import_take (fixture, STUDENTS, text);
  g_autoptr (WorkImportReport) again = NULL;

  import_expect_counts (report, "1 1 0 0");
  g_assert_true (import_says (report->notices, 3, "", "line 2"));
  g_assert_true (import_says (report->notices, 3, "Classe", "earlier line"));
  import_expect (fixture, "SELECT town, email FROM student", "Albi|a@b.example");
  import_expect (fixture, IN_CLASS, "Léa|2MELEC");
  again = import_take (fixture, STUDENTS, text);
  import_expect_counts (again, "0 0 2 0");
}

static void
test_back_to_a_class (ImportFixture *fixture, gconstpointer data)
{
  import_all (fixture, STUDENTS,
              "Nom;Prénom;INE;Classe\nAbadie;Léa;123456789AB;2MELEC\n"
              "Brûlé;Noé;123456789CD;2AGORA\n");
  import_all (fixture, STUDENTS, "INE;Classe\n123456789AB;2AGORA\n");
  import_all (fixture, STUDENTS, "INE;Classe\n123456789AB;2MELEC\n");
  import_expect (fixture, IN_CLASS, "Léa|2MELEC / Noé|2AGORA");
}

/* A student who had left a class for another one, each with its own dates. */
static void
test_ended_enrolment (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (StoreOperation) operation = store_operation_new ("test", "test");
  g_autoptr (ModelRecord) enrolment = NULL;
  g_autoptr (GError) error = NULL;

  import_all (fixture, STUDENTS, "Nom;Prénom;INE;Classe\nAbadie;Léa;123456789AB;2MELEC\n");
  enrolment = store_find_one (fixture->connection, MODEL_ENTITY_ENROLMENT, &error, NULL, NULL);
  g_assert_nonnull (enrolment);
  model_record_set_canonical (enrolment, "end", "2026-10-01");
  g_assert_true (store_save (fixture->connection, enrolment, operation, NULL, &error));
  import_all (fixture, STUDENTS, "INE;Classe\n123456789AB;2AGORA\n");
  import_expect (fixture, "SELECT count(*), sum (\"end\" IS NULL) FROM enrolment", "2|1");

  /* Back where it was: that enrolment goes on, and the other one has ended. */
  import_all (fixture, STUDENTS, "INE;Classe\n123456789AB;2MELEC\n");
  import_expect (fixture,
                 "SELECT c.name, e.\"end\" IS NULL FROM enrolment e JOIN class_group c ON c.id = "
                 "e.class_group_id ORDER BY c.name",
                 "2AGORA|0 / 2MELEC|1");
}

/* --- guardians --- */

#define GUARDIANS "SELECT rank, family_name, given_name, mobile FROM guardian ORDER BY rank"
#define G                                                                       \
  "Nom;Prénom;RL1 nom;RL1 prénom;RL1 mobile;RL2 nom;RL2 prénom;RL2 mobile\n" \
  "Abadie;Léa;"

static const struct
{
  const char *name;
  const char *first;
  const char *second;
  const char *expected;
} guardians[] = {
  { "a second one comes", G "Roux;Anne;0612345678;;;\n", G ";;;Abadie;Marc;0698765432\n",
    "1|Roux|Anne|+33612345678 / 2|Abadie|Marc|+33698765432" },
  { "none in the list: all stay", G "Roux;Anne;0612345678;Abadie;Marc;\n", G ";;;;;\n",
    "1|Roux|Anne|+33612345678 / 2|Abadie|Marc|-" },
  { "they change places", G "Roux;Anne;0612345678;Abadie;Marc;\n",
    G "Abadie;Marc;;Roux;Anne;0612345678\n", "1|Abadie|Marc|- / 2|Roux|Anne|+33612345678" },
  { "a telephone alone is of the one who is known", G "Roux;Anne;0612345678;;;\n",
    G ";;0698765432;;;\n", "1|Roux|Anne|+33698765432" },
  { "a telephone of nobody is left out", G ";;;;;\n", G ";;0698765432;;;\n", "" },
  { "a new family name is the same person", G "Roux;Anne;0612345678;;;\n", G "Roux-Blé;Anne;;;;\n",
    "1|Roux-Blé|Anne|+33612345678" },
  { "capitals are the same person", G "Roux;Anne;0612345678;;;\n", G "ROUX;ANNE;;;;\n",
    "1|Roux|Anne|+33612345678" },
};

static void
test_guardians (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (guardians); i++)
    {
      ImportFixture fixture;

      g_test_message ("%s", guardians[i].name);
      import_fixture_set_up (&fixture, NULL);
      import_all (&fixture, STUDENTS, guardians[i].first);
      import_all (&fixture, STUDENTS, guardians[i].second);
      import_expect (&fixture, GUARDIANS, guardians[i].expected);
      import_fixture_tear_down (&fixture, NULL);
    }
}

/* The same class the year after is another class, and the student stays in the former one too. */
static void
test_next_year (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("Nom;Prénom;Classe\nAbadie;Léa;2MELEC\n", 38);
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkImportReport) report = NULL;

  import_all (fixture, STUDENTS, "Nom;Prénom;Classe\nAbadie;Léa;2MELEC\n");
  report = work_import_bytes (fixture->connection, "x", bytes, STUDENTS, "2027", FALSE, NULL, NULL,
                              &error);
  g_assert_no_error (error);
  import_expect_counts (report, "0 1 0 0");
  import_expect (fixture, IN_CLASS, "Léa|2MELEC / Léa|2MELEC");
  import_expect (fixture, "SELECT name FROM school_year ORDER BY id", "2026-2027 / 2027-2028");
}

/* --- values --- */

static const struct
{
  const char *heading;
  const char *value;
  const char *notice;  /* NULL: none */
  const char *refusal; /* NULL: taken */
  const char *column;
  const char *expected;
} values[] = {
  { "CP", "1000", "Zeros", NULL, "postcode", "01000" },
  { "CP", "81000", NULL, NULL, "postcode", "81000" },
  { "Tél", "612345678", "Zeros", NULL, "phone", "+33612345678" },
  { "Tél", "=\"0612345678\"", NULL, NULL, "phone", "+33612345678" },
  { "Tél", "6,12E+08", NULL, "lost digits", NULL, NULL },
  { "Tél", "12", NULL, "telephone", NULL, NULL },
  { "Né le", "40249", "day number", NULL, "birth_date", "2010-03-12" },
  { "Né le", "40249,0", "day number", NULL, "birth_date", "2010-03-12" },
  { "Né le", "12/03/2010 00:00", NULL, NULL, "birth_date", "2010-03-12" },
  { "Né le", "19999", NULL, "date", NULL, NULL },
  { "Né le", "60001", NULL, "date", NULL, NULL },
  { "Né le", "31/02/2010", NULL, "date", NULL, NULL },
  { "Sexe", "Fille", NULL, NULL, "sex", "F" },
  { "Sexe", "Z", NULL, "Choose", NULL, NULL },
  { "INE", "1234567890A", "call for the letter", NULL, "ine", "1234567890A" },
  { "E-mail", "lea", NULL, "e-mail", NULL, NULL },
};

static void
test_values (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      ImportFixture fixture;
      g_autofree char *text =
          g_strdup_printf ("Nom;Prénom;%s\nAbadie;Léa;%s\n", values[i].heading, values[i].value);
      g_autofree char *sql = g_strdup_printf (
          "SELECT %s FROM student", values[i].column != NULL ? values[i].column : "count(*)");
      g_autoptr (WorkImportReport) report = NULL;

      import_fixture_set_up (&fixture, NULL);
      g_test_message ("%s “%s”", values[i].heading, values[i].value);
      report = import_take (&fixture, STUDENTS, text);
      import_expect_counts (report, values[i].refusal == NULL ? "1 0 0 0" : "!0 0 0 1");
      g_assert_cmpuint (report->notices->len, ==, values[i].notice != NULL ? 1 : 0);
      if (values[i].notice != NULL)
        g_assert_true (import_says (report->notices, 2, values[i].heading, values[i].notice));
      if (values[i].refusal != NULL)
        g_assert_true (import_says (report->problems, 2, values[i].heading, values[i].refusal));
      import_expect (&fixture, sql, values[i].expected != NULL ? values[i].expected : "0");
      import_fixture_tear_down (&fixture, NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  import_fixture_add_test ("/work/import/students/siecle", test_siecle);
  import_fixture_add_test ("/work/import/students/eleves-complete", test_eleves_complete);
  import_fixture_add_test ("/work/import/students/pronote", test_pronote);
  g_test_add_func ("/work/import/students/matches", test_matches);
  import_fixture_add_test ("/work/import/students/same-twice", test_same_student_twice);
  import_fixture_add_test ("/work/import/students/back-to-a-class", test_back_to_a_class);
  import_fixture_add_test ("/work/import/students/ended-enrolment", test_ended_enrolment);
  g_test_add_func ("/work/import/students/guardians", test_guardians);
  import_fixture_add_test ("/work/import/students/next-year", test_next_year);
  g_test_add_func ("/work/import/students/values", test_values);
  return g_test_run ();
}
