/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-import-fixture.h"

#define PLACEMENTS WORK_IMPORT_PLACEMENTS

/* A class with two students, a teacher, two periods of one name and one more, a company. */
static void
set_up (ImportFixture *fixture)
{
  import_fixture_set_up (fixture, NULL);
  import_all (fixture, WORK_IMPORT_STUDENTS,
              "Nom;Prénom;INE;Né le;Classe\n"
              "Abadie;Léa;123456789AB;12/03/2010;2MELEC\n"
              "Brûlé;Noé;123456789CD;01/11/2009;2MELEC\n"
              "Cazals;Inès;123456789EF;;\n");
  import_all (fixture, WORK_IMPORT_TEACHERS, "Nom;Prénom\nMartin;Anne\n");
  import_all (fixture, WORK_IMPORT_PERIODS,
              "Période;Début;Fin;Classe\n"
              "PFMP 1;11/01/2027;29/01/2027;2MELEC\n"
              "PFMP 2;01/03/2027;12/03/2027;2MELEC\n"
              "PFMP 3;01/06/2027;11/06/2027;2AGORA\n"
              "Stage;07/12/2026;11/12/2026;2MELEC\n"
              "Stage;15/02/2027;19/02/2027;2MELEC\n");
  import_all (fixture, WORK_IMPORT_COMPANIES, "Nom;Ville;SIRET\nGarage Roux;Albi;00041300500018\n");
}

#define SHEET                                                                                     \
  "SELECT s.given_name, p.name, c.name, l.state, l.start, l.\"end\", r.state FROM placement l "   \
  "JOIN "                                                                                         \
  "search r ON r.id = l.search_id JOIN student s ON s.id = r.student_id JOIN period p ON p.id = " \
  "r.period_id LEFT JOIN company c ON c.id = l.company_id ORDER BY l.id"
#define SEARCH "SELECT state, reason FROM search"

/* A list, perhaps a second one; what the last does, what is known afterwards, or why it is refused.
 */
static const struct
{
  const char *name;
  const char *first; /* or NULL */
  const char *text;
  const char *counts;
  const char *sql;
  const char *expected;
  const char *column; /* of the refusal, or NULL */
  const char *says;
} cases[] = {
  { "student by INE, company by SIRET", NULL,
    "INE;Période;SIRET\n123456789AB;PFMP 1;00041300500018\n", "1 0 0 0", SHEET,
    "Léa|PFMP 1|Garage Roux|draft|2027-01-11|2027-01-29|sheet", NULL, NULL },
  { "student by name and class, company by name and town", NULL,
    "Nom;Prénom;Classe;Période;Entreprise;Ville;Fiche\n"
    "BRULE;NOE;2MELEC;pfmp 2;GARAGE ROUX;ALBI;validée\n",
    "1 0 0 0", SHEET, "Noé|PFMP 2|Garage Roux|validated|2027-03-01|2027-03-12|validated", NULL,
    NULL },
  { "student by name and date of birth, dates of its own", NULL,
    "Élève;Né le;Période;Entreprise;Début;Fin;Recherche\n"
    "ABADIE Léa;12/03/2010;PFMP 1;Garage Roux;12/01/2027;28/01/2027;À valider\n",
    "1 0 0 0", SHEET, "Léa|PFMP 1|Garage Roux|draft|2027-01-12|2027-01-28|to_validate", NULL,
    NULL },
  { "company made", NULL, "INE;Période;Entreprise;Ville\n123456789AB;PFMP 1;Boulange;Gaillac\n",
    "1 0 0 0", "SELECT name, town FROM company ORDER BY id", "Garage Roux|Albi / Boulange|Gaillac",
    NULL, NULL },
  { "what is known of the company stays", NULL,
    "INE;Période;Entreprise;SIRET;Adresse;Ville\n"
    "123456789AB;PFMP 1;Roux Auto;00041300500018;3 rue du Pré;Gaillac\n",
    "1 0 0 0", "SELECT name, address1, town FROM company", "Garage Roux|3 rue du Pré|Albi", NULL,
    NULL },
  { "people, site and teacher", NULL,
    "INE;Période;Entreprise;Tuteur;Représentant nom;Représentant prénom;Professeur référent;Lieu "
    "d'accueil\n"
    "123456789AB;PFMP 1;Garage Roux;Mme PETIT Anne;Roux;Jean;M. Martin;Atelier\n",
    "1 0 0 0",
    "SELECT t.family_name, r.given_name, p.given_name, i.name FROM placement l JOIN contact t ON "
    "t.id = l.tutor_id JOIN contact r ON r.id = l.representative_id JOIN teacher p ON p.id = "
    "l.teacher_id JOIN site i ON i.id = l.site_id",
    "PETIT|Jean|Anne|Atelier", NULL, NULL },
  { "values of the sheet", NULL,
    "INE;Période;Entreprise;Lundi matin;Lundi pause;Heures hebdo;Gratification;Travail de nuit\n"
    "123456789AB;PFMP 1;Garage Roux;8h-12h;60;33,5;4,35 €;non\n",
    "1 0 0 0",
    "SELECT monday_morning, monday_pause, weekly_hours, allowance, night_work FROM placement",
    "08:00-12:00|60|33.5|435|0", NULL, NULL },
  { "a search only", NULL, "INE;Période;Recherche;Motif\n123456789AB;PFMP 1;Dispensé;Santé\n",
    "1 0 0 0", SEARCH, "exempt|Santé", NULL, NULL },
  { "a search goes on", "INE;Période;Recherche\n123456789AB;PFMP 1;En recherche\n",
    "INE;Période;Recherche\n123456789AB;PFMP 1;Promesse\n", "0 1 0 0", SEARCH, "promise|-", NULL,
    NULL },
  { "a sheet moves a search on", "INE;Période;Recherche\n123456789AB;PFMP 1;En recherche\n",
    "INE;Période;Entreprise;Fiche\n123456789AB;PFMP 1;Garage Roux;à valider\n", "1 0 0 0", SEARCH,
    "to_validate|-", NULL, NULL },
  { "two companies in one period", "INE;Période;Entreprise\n123456789AB;PFMP 1;Garage Roux\n",
    "INE;Période;Entreprise\n123456789AB;PFMP 1;Garage Roux\n123456789AB;PFMP 1;Boulange\n",
    "1 0 1 0", "SELECT count(*) FROM placement", "2", NULL, NULL },
  { "two placements at one company", NULL,
    "INE;Période;Entreprise;Début;Fin\n123456789AB;PFMP 1;Garage Roux;11/01/2027;15/01/2027\n"
    "123456789AB;PFMP 1;Garage Roux;25/01/2027;29/01/2027\n",
    "2 0 0 0", "SELECT start FROM placement ORDER BY id", "2027-01-11 / 2027-01-25", NULL, NULL },
  { "other dates", "INE;Période;Entreprise;Début\n123456789AB;PFMP 1;Garage Roux;12/01/2027\n",
    "INE;Période;Entreprise;Début\n123456789AB;PFMP 1;Garage Roux;13/01/2027\n", "0 1 0 0",
    "SELECT start FROM placement", "2027-01-13", NULL, NULL },
  { "two periods of a name", NULL,
    "INE;Période;Entreprise;Début;Fin\n123456789AB;Stage;Garage Roux;16/02/2027;19/02/2027\n",
    "1 0 0 0", SHEET, "Léa|Stage|Garage Roux|draft|2027-02-16|2027-02-19|sheet", NULL, NULL },
  /* --- refused --- */
  { "no such student", NULL, "INE;Période\n999999999AB;PFMP 1\n", "!0 0 0 1", SEARCH, "", "INE",
    "no such student" },
  { "student of no class", NULL, "Nom;Prénom;INE;Période\nCazals;Inès;123456789EF;PFMP 1\n",
    "!0 0 0 1", SEARCH, "", "Nom", "no class" },
  { "period of another class", NULL, "INE;Période\n123456789AB;PFMP 3\n", "!0 0 0 1", SEARCH, "",
    "Période", "no period of this name" },
  { "two periods of a name, no date", NULL, "INE;Période\n123456789AB;Stage\n", "!0 0 0 1", SEARCH,
    "", "Période", "several periods" },
  { "teacher not known", NULL, "INE;Période;Entreprise;Prof\n123456789AB;PFMP 1;Roux;M. Blé\n",
    "!0 0 0 1", SEARCH, "", "Prof", "not known" },
  { "tutor of no company", NULL, "INE;Période;Tuteur\n123456789AB;PFMP 1;Mme Petit\n", "!0 0 0 1",
    SEARCH, "", "Tuteur", "names none" },
  { "company without a name", NULL, "INE;Période;SIRET\n123456789AB;PFMP 1;00041337700011\n",
    "!0 0 0 1", SEARCH, "", "", "missing" },
  { "backwards", NULL, "INE;Période;Entreprise;Fin\n123456789AB;PFMP 1;Garage Roux;10/01/2027\n",
    "!0 0 0 1", SEARCH, "", "Fin", "before the first" },
  { "a value that does not fit", NULL,
    "INE;Période;Entreprise;Lundi matin\n123456789AB;PFMP 1;Garage Roux;toujours\n", "!0 0 0 1",
    SEARCH, "", "Lundi matin", "toujours" },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImportFixture fixture;
      g_autoptr (WorkImportReport) report = NULL;
      g_autoptr (WorkImportReport) again = NULL;

      g_test_message ("%s", cases[i].name);
      set_up (&fixture);
      if (cases[i].first != NULL)
        import_all (&fixture, PLACEMENTS, cases[i].first);
      report = import_take (&fixture, PLACEMENTS, cases[i].text);
      import_expect_counts (report, cases[i].counts);
      import_expect (&fixture, cases[i].sql, cases[i].expected);
      if (cases[i].says != NULL)
        g_assert_true (import_says (report->problems, 2, cases[i].column, cases[i].says));
      again = import_take (&fixture, PLACEMENTS, cases[i].text);
      g_assert_cmpuint (again->created + again->changed, ==, 0);
      import_fixture_tear_down (&fixture, NULL);
    }
}

static void
test_undo (void)
{
  ImportFixture fixture;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (WorkImportReport) report = NULL;

  set_up (&fixture);
  before = import_dump (&fixture);
  report = import_take (&fixture, PLACEMENTS,
                        "INE;Période;Entreprise;Adresse entreprise;Tuteur;Lieu d'accueil\n"
                        "123456789AB;PFMP 1;Garage Roux;3 rue du Pré;Mme Petit;Atelier\n"
                        "123456789CD;PFMP 1;Boulange;;M. Blé;\n");
  import_expect_counts (report, "2 0 0 0");
  import_undo (&fixture, report->operation_id);
  after = import_dump (&fixture);
  g_assert_cmpstr (after, ==, before);
  import_fixture_tear_down (&fixture, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work/import/placements/cases", test_cases);
  g_test_add_func ("/work/import/placements/undo", test_undo);
  return g_test_run ();
}
