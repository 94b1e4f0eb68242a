/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-import-fixture.h"

#define TEACHERS  WORK_IMPORT_TEACHERS
#define COMPANIES WORK_IMPORT_COMPANIES
#define PERIODS   WORK_IMPORT_PERIODS

/* A list, then another of the same kind; what the second does, and what is known afterwards. */
typedef struct
{
  const char *name;
  const char *first;
  const char *second;
  const char *counts;
  const char *sql;
  const char *expected;
} Pair;

static void
check_pairs (WorkImportKind kind, const Pair *pairs, gsize n_pairs)
{
  for (gsize i = 0; i < n_pairs; i++)
    {
      ImportFixture fixture;
      g_autoptr (WorkImportReport) report = NULL;
      g_autoptr (WorkImportReport) again = NULL;

      g_test_message ("%s", pairs[i].name);
      import_fixture_set_up (&fixture, NULL);
      import_all (&fixture, kind, pairs[i].first);
      report = import_take (&fixture, kind, pairs[i].second);
      import_expect_counts (report, pairs[i].counts);
      import_expect (&fixture, pairs[i].sql, pairs[i].expected);
      again = import_take (&fixture, kind, pairs[i].second);
      g_assert_cmpuint (again->created + again->changed, ==, 0);
      import_fixture_tear_down (&fixture, NULL);
    }
}

static const Pair teachers[] = {
  { "e-mail before the name", "Nom;Prénom;E-mail\nRoux;Anne;a@b.example\n",
    "Nom;Prénom;E-mail\nRoux-Blé;Anne;A@B.EXAMPLE\n", "0 1 0 0", "SELECT family_name FROM teacher",
    "Roux-Blé" },
  { "name, without accents", "Nom;Prénom\nBrûlé;Noé\n", "Nom;Prénom;Discipline\nBRULE;NOE;Maths\n",
    "0 1 0 0", "SELECT family_name, subject FROM teacher", "Brûlé|Maths" },
  { "given name not known yet", "Nom\nRoux\n", "Nom;Prénom\nRoux;Anne\n", "0 1 0 0",
    "SELECT given_name FROM teacher", "Anne" },
  { "given name not told", "Nom;Prénom\nRoux;Anne\n", "Nom;Discipline\nRoux;Maths\n", "0 1 0 0",
    "SELECT given_name, subject FROM teacher", "Anne|Maths" },
  { "given name not told, two of them", "Nom;Prénom\nRoux;Anne\nRoux;Paul\n",
    "Nom;Discipline\nRoux;Maths\n", "!0 0 0 1", "SELECT count(*) FROM teacher", "2" },
  { "namesakes with two addresses", "Nom\nBlé\n",
    "Nom;Prénom;E-mail\nRoux;Anne;a@b.example\nRoux;Anne;c@d.example\n", "2 0 0 0",
    "SELECT email FROM teacher WHERE email NOTNULL ORDER BY id", "a@b.example / c@d.example" },
  { "whole names", "Nom;Prénom\nRoux;Anne\n",
    "Professeur;Discipline\nMme Anne Roux;Maths\nM. BLÉ Paul;Anglais\n", "1 1 0 0",
    "SELECT title, family_name, given_name, subject FROM teacher ORDER BY id",
    "Mme|Roux|Anne|Maths / M.|BLÉ|Paul|Anglais" },
};

static const Pair companies[] = {
  { "SIRET before the name", "Nom;SIRET\nGarage Roux;00041300500018\n",
    "Raison sociale;SIRET\nRoux Auto SAS;000 413 005 00018\n", "0 1 0 0",
    "SELECT name, siret FROM company", "Roux Auto SAS|00041300500018" },
  { "SIRET that lost its zeros", "Nom;SIRET\nGarage Roux;00041300500018\n",
    "Raison sociale;SIRET;Ville\nGarage Roux;41300500018;Albi\n", "0 1 0 0",
    "SELECT siret, town FROM company", "00041300500018|Albi" },
  { "SIRET rounded", "Nom\nBlé\n", "Nom;SIRET\nGarage Roux;4,13E+10\n", "!0 0 0 1",
    "SELECT count(*) FROM company", "1" },
  { "name and town", "Nom;Ville\nGarage Roux;Albi\nGarage Roux;Gaillac\n",
    "Nom;Ville;Tél\nGARAGE ROUX;GAILLAC;0536499627\n", "0 1 0 0",
    "SELECT town, phone FROM company ORDER BY id", "Albi|- / Gaillac|+33536499627" },
  { "name, town told by one only", "Nom;Ville\nGarage Roux;Albi\n",
    "Nom;Tél\nGarage Roux;0536499627\n", "0 1 0 0", "SELECT town, phone FROM company",
    "Albi|+33536499627" },
  { "name of two towns", "Nom;Ville\nGarage Roux;Albi\nGarage Roux;Gaillac\n",
    "Nom;Tél\nGarage Roux;0536499627\n", "!0 0 0 1", "SELECT count(*) FROM company", "2" },
  { "another SIRET: another company", "Nom;Ville;SIRET\nGarage Roux;Albi;00041300500018\n",
    "Nom;Ville;SIRET\nGarage Roux;Albi;00041337700011\n", "1 0 0 0",
    "SELECT siret FROM company ORDER BY id", "00041300500018 / 00041337700011" },
  { "trade name", "Nom;Enseigne\nRoux SAS;Roux Auto\n", "Nom;Ville\nROUX AUTO;Albi\n", "0 1 0 0",
    "SELECT name, town FROM company", "ROUX AUTO|Albi" },
  { "two lines, two tutors", "Nom\nBlé\n",
    "Nom;Tuteur nom;Tuteur prénom\nRoux;Martin;Anne\nRoux;Petit;Paul\n", "1 1 0 0",
    "SELECT family_name, is_tutor, is_representative FROM contact ORDER BY id",
    "Martin|1|- / Petit|1|-" },
  { "two lines that disagree: the first", "Nom\nBlé\n",
    "Nom;Ville;Tél\nRoux;Albi;0536499627\nRoux;Albi;0536499628\n", "1 0 1 0",
    "SELECT phone FROM company WHERE phone NOTNULL", "+33536499627" },
  { "host site by name", "Nom;Lieu d'accueil;Ville lieu\nRoux;Atelier;Albi\n",
    "Nom;Lieu d'accueil;Adresse lieu\nRoux;ATELIER;3 rue du Pré\nRoux;Dépôt;\n", "0 2 0 0",
    "SELECT name, address1, town FROM site ORDER BY id", "Atelier|3 rue du Pré|Albi / Dépôt|-|-" },
  { "host site by address", "Nom;Adresse lieu;Ville lieu\nRoux;3 rue du Pré;Albi\n",
    "Nom;Adresse lieu;Ville lieu;Distance\nRoux;3 RUE DU PRE;ALBI;7\nRoux;9 place Haute;Albi;8\n",
    "0 2 0 0", "SELECT address1, distance FROM site ORDER BY id",
    "3 rue du Pré|7 / 9 place Haute|8" },
  { "person without a name", "Nom\nBlé\n", "Nom;Tuteur tél\nRoux;0536499627\n", "1 0 0 0",
    "SELECT count(*) FROM contact", "0" },
};

#define LINKS                                                                                    \
  "SELECT p.name, p.start, c.name FROM period p LEFT JOIN period_class l ON l.period_id = p.id " \
  "LEFT "                                                                                        \
  "JOIN class_group c ON c.id = l.class_group_id ORDER BY p.id, c.id"
#define P "Période;Début;Fin;Classe\n"

static const Pair periods[] = {
  { "classes in one cell", P "PFMP 0;01/02/2027;05/02/2027;2MELEC\n",
    P "PFMP 1;11/01/2027;29/01/2027;\"2MELEC, 2AGORA;1ASSP / TASSP\"\n", "1 0 0 0", LINKS,
    "PFMP 0|2027-02-01|2MELEC / PFMP 1|2027-01-11|2MELEC / PFMP 1|2027-01-11|2AGORA / "
    "PFMP 1|2027-01-11|1ASSP / PFMP 1|2027-01-11|TASSP" },
  { "a line a class", P "PFMP 1;11/01/2027;29/01/2027;2MELEC\n",
    P "PFMP 1;11/01/2027;29/01/2027;2AGORA\nPFMP 1;01/03/2027;12/03/2027;1ASSP\n", "1 1 0 0", LINKS,
    "PFMP 1|2027-01-11|2MELEC / PFMP 1|2027-01-11|2AGORA / PFMP 1|2027-03-01|1ASSP" },
  { "other dates for its classes", P "PFMP 1;11/01/2027;29/01/2027;\"2MELEC,2AGORA\"\n",
    P "pfmp 1;18/01/2027;05/02/2027;\"2MELEC,2AGORA\"\n", "0 1 0 0", LINKS,
    "pfmp 1|2027-01-18|2MELEC / pfmp 1|2027-01-18|2AGORA" },
  { "other dates for one of its classes", P "PFMP 1;11/01/2027;29/01/2027;\"2MELEC,2AGORA\"\n",
    P "PFMP 1;18/01/2027;05/02/2027;2MELEC\n", "!0 0 0 1", LINKS,
    "PFMP 1|2027-01-11|2MELEC / PFMP 1|2027-01-11|2AGORA" },
  { "two of a name in one class", P "PFMP 1;11/01/2027;29/01/2027;2MELEC\n",
    P "Stage;07/12/2026;11/12/2026;2MELEC\nStage;15/02/2027;19/02/2027;2MELEC\n", "2 0 0 0",
    "SELECT start FROM period ORDER BY id", "2027-01-11 / 2026-12-07 / 2027-02-15" },
  { "no classes", "Période;Du;Au\nPFMP 1;11/01/2027;29/01/2027\n",
    "Période;Du;Au\nPFMP 1;18/01/2027;29/01/2027\n", "0 1 0 0", LINKS, "PFMP 1|2027-01-18|-" },
  { "backwards", P "PFMP 1;11/01/2027;29/01/2027;2MELEC\n",
    P "PFMP 2;29/01/2027;11/01/2027;2MELEC\n", "!0 0 0 1", "SELECT count(*) FROM period", "1" },
  { "a date missing", P "PFMP 1;11/01/2027;29/01/2027;2MELEC\n", P "PFMP 2;29/01/2027;;2MELEC\n",
    "!0 0 0 1", "SELECT count(*) FROM period", "1" },
  { "a year a line", P "PFMP 1;11/01/2027;29/01/2027;2MELEC\n",
    "Année scolaire;Période;Début;Fin;Classe\n2027/2028;PFMP 1;10/01/2028;28/01/2028;2MELEC\n",
    "1 0 0 0", "SELECT y.name, p.start FROM period p JOIN school_year y ON y.id = p.school_year_id",
    "2026-2027|2027-01-11 / 2027-2028|2028-01-10" },
  { "no year at all", P "PFMP 1;11/01/2027;29/01/2027;2MELEC\n",
    "Année scolaire;Période;Début;Fin\nplus tard;PFMP 1;10/01/2028;28/01/2028\n", "!0 0 0 1",
    "SELECT count(*) FROM period", "1" },
};

static void
test_teachers (void)
{
  check_pairs (TEACHERS, teachers, G_N_ELEMENTS (teachers));
}

static void
test_companies (void)
{
  check_pairs (COMPANIES, companies, G_N_ELEMENTS (companies));
}

static void
test_periods (void)
{
  check_pairs (PERIODS, periods, G_N_ELEMENTS (periods));
}

static void
test_class_with_slash (ImportFixture *fixture, gconstpointer data)
{
  import_all (fixture, WORK_IMPORT_STUDENTS, "Nom;Prénom;Classe\nAbadie;Léa;2MELEC/A\n");
  import_all (fixture, PERIODS, P "PFMP 1;11/01/2027;29/01/2027;2MELEC/A\n");
  import_expect (fixture, LINKS, "PFMP 1|2027-01-11|2MELEC/A");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work/import/lists/teachers", test_teachers);
  g_test_add_func ("/work/import/lists/companies", test_companies);
  g_test_add_func ("/work/import/lists/periods", test_periods);
  import_fixture_add_test ("/work/import/lists/class-with-slash", test_class_with_slash);
  return g_test_run ();
}
