/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-values.h"

#include "model-role.h"
#include "work-error.h"
#include "work-fixture.h"

#define TODAY "2026-11-24"
#define NBSP  "\u00a0"

typedef struct
{
  gint64 placement_id;
  gint64 agreement_id;
} Args;

static gpointer
load_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Args *args = data;
  g_autoptr (ModelRecord) agreement =
      args->agreement_id != 0
          ? store_load (connection, MODEL_ENTITY_AGREEMENT, args->agreement_id, error)
          : NULL;

  return work_values_load (connection, args->placement_id, agreement, TODAY, error);
}

static WorkValues *
load (WorkFixture *fixture, gint64 placement_id, gint64 agreement_id)
{
  Args args = { placement_id, agreement_id };
  g_autoptr (GError) error = NULL;
  WorkValues *values =
      store_queue_run (work_school_get_queue (fixture->school), load_func, &args, NULL, &error);

  g_assert_no_error (error);
  return values;
}

typedef struct
{
  const char *name;
  MergeValueType type;
  const char *text;
} Expected;

static void
assert_values (WorkValues *values, const Expected *expected, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      MergeValue value = { MERGE_VALUE_TEXT, NULL };

      g_test_message ("%s", expected[i].name);
      g_assert_true (work_values_lookup (expected[i].name, &value, values));
      g_assert_cmpstr (value.text, ==, expected[i].text);
      g_assert_cmpint (value.type, ==, expected[i].type);
    }
}

static void
test_values_of_a_placement (WorkFixture *fixture, gconstpointer data)
{
  static const Expected expected[] = {
    { "NOM", MERGE_VALUE_TEXT, "ABADIE" },
    { "Prénom", MERGE_VALUE_TEXT, "Léa" },
    { "né_le", MERGE_VALUE_DATE, "2010-02-03" },
    { "SEXE", MERGE_VALUE_TEXT, "F" },
    { "CIVILITE", MERGE_VALUE_TEXT, "Mme" },
    { "INITIALE", MERGE_VALUE_TEXT, "A." },
    { "AGE", MERGE_VALUE_NUMBER, "16" },
    { "MINEUR", MERGE_VALUE_TEXT, "oui" },
    { "ADRESSE_COMPLETE", MERGE_VALUE_TEXT, "2 place du Marché, 81956 Montcalvet" },
    { "CLASSE", MERGE_VALUE_TEXT, "2MELEC" },
    { "ETABLISSEMENT", MERGE_VALUE_TEXT, "Lycée Élise-Combarel" },
    { "ETAB_TEL", MERGE_VALUE_TEXT, "05 36 49 00 10" },
    { "FAIT_A", MERGE_VALUE_TEXT, "Castelbrun" },
    { "CHEF", MERGE_VALUE_TEXT, "Mme Hélène VAYSSELINE" },
    { "PROF", MERGE_VALUE_TEXT, "M. Nordine BELKACEM" },
    { "TUTEUR", MERGE_VALUE_TEXT, "M. Tomás IBÁÑEZ" },
    { "TUTEUR_NOM", MERGE_VALUE_TEXT, "IBÁÑEZ" },
    { "ENT_REP", MERGE_VALUE_TEXT, "Mme Élodie ROUX" },
    { "ENT_REP_FONCTION", MERGE_VALUE_TEXT, "Gérante" },
    { "RL1", MERGE_VALUE_TEXT, "Mme Claire ABADIE" },
    { "RL2", MERGE_VALUE_TEXT, NULL },
    { "RL2_NOM", MERGE_VALUE_TEXT, NULL },
    { "ENTREPRISE", MERGE_VALUE_TEXT, "Garage Roux" },
    { "ENT_ADRESSE_COMPLETE", MERGE_VALUE_TEXT, "3 rue des Entrepôts, 81967 Les Aubarèdes" },
    { "LIEU_NOM", MERGE_VALUE_TEXT, "Atelier nord" },
    { "LIEU_ADRESSE", MERGE_VALUE_TEXT, "3 rue des Entrepôts" },
    { "LIEU_ADRESSE_COMPLETE", MERGE_VALUE_TEXT, "3 rue des Entrepôts, 81967 Les Aubarèdes" },
    { "ANNEE_SCOLAIRE", MERGE_VALUE_TEXT, "2026-2027" },
    { "PERIODE", MERGE_VALUE_TEXT, "PFMP 1" },
    { "PERIODE_DATES", MERGE_VALUE_TEXT, "du lundi 11 janvier au vendredi 5 février 2027" },
    { "P1", MERGE_VALUE_TEXT, "11 janvier au 5 février" },
    { "P2", MERGE_VALUE_TEXT, "24 mai au 18 juin" },
    { "P3", MERGE_VALUE_TEXT, NULL },
    { "DATE_DEBUT", MERGE_VALUE_DATE, "2027-01-11" },
    { "DATES_TEXTE", MERGE_VALUE_TEXT, "du lundi 11 janvier au vendredi 5 février 2027" },
    { "LUNDI_MATIN", MERGE_VALUE_TEXT, "8" NBSP "h – 12" NBSP "h" },
    { "LUNDI_PAUSE", MERGE_VALUE_NUMBER, "60" },
    { "HORAIRES_TABLEAU", MERGE_VALUE_TEXT,
      "Lundi" NBSP ": 8" NBSP "h – 12" NBSP "h, 13" NBSP "h – 16" NBSP "h" },
    { "HEURES_HEBDO", MERGE_VALUE_NUMBER, "35" },
    { "NB_JOURS", MERGE_VALUE_NUMBER, "4" }, /* Mondays only */
    { "NB_SEMAINES", MERGE_VALUE_NUMBER, "4" },
    { "NB_HEURES", MERGE_VALUE_NUMBER, "28" },
    { "ACTIVITES", MERGE_VALUE_TEXT, "Câblage d’un tableau" },
    { "DATE_JOUR", MERGE_VALUE_DATE, TODAY },
    { "DATE_JOUR_LONG", MERGE_VALUE_TEXT, "mardi 24 novembre 2026" },
    { "NUM_CONVENTION", MERGE_VALUE_TEXT, "2026-0007" },
  };
  gint64 agreement = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0007");
  g_autoptr (WorkValues) values = load (fixture, fixture->placements[0], agreement);
  g_autoptr (WorkValues) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = work_values_to_json (values);
  g_autofree char *json_again = NULL;
  MergeValue value;

  assert_values (values, expected, G_N_ELEMENTS (expected));
  g_assert_false (work_values_lookup ("POINTURE", &value, values));
  g_assert_cmpstr (work_values_get (values, "numero convention"), ==, "2026-0007");

  /* Frozen and thawed, they are the same, with their types. */
  again = work_values_new_from_json (json, &error);
  g_assert_no_error (error);
  assert_values (again, expected, G_N_ELEMENTS (expected));
  json_again = work_values_to_json (again);
  g_assert_cmpstr (json_again, ==, json);
}

static void
change_placement (WorkFixture *fixture, const char *column, const char *value)
{
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], column, value);
}

static void
test_values_typed_and_worded (WorkFixture *fixture, gconstpointer data)
{
  static const Expected expected[] = {
    { "GRATIFICATION", MERGE_VALUE_NUMBER, "4.05" },
    { "GRATIFICATION_UNITE", MERGE_VALUE_TEXT, "par heure" },
    { "TRAVAIL_NUIT", MERGE_VALUE_TEXT, "non" },
    { "TRAVAIL_DIMANCHE", MERGE_VALUE_TEXT, "oui" },
    { "REGIME", MERGE_VALUE_TEXT, "demi-pensionnaire" },
    { "HEURES_HEBDO", MERGE_VALUE_NUMBER, "33.5" },
    { "NB_JOURS", MERGE_VALUE_NUMBER, "18" },
    { "TEL", MERGE_VALUE_TEXT, NULL },
    { "ACTIVITES", MERGE_VALUE_TEXT, "Câblage\nEssais" },
  };
  g_autoptr (WorkValues) values = NULL;

  change_placement (fixture, "allowance", "405");
  change_placement (fixture, "allowance_unit", "hour");
  change_placement (fixture, "night_work", "0");
  change_placement (fixture, "sunday_work", "1");
  change_placement (fixture, "weekly_hours", "33.5");
  change_placement (fixture, "total_days", "18");
  change_placement (fixture, "activities", "Câblage\nEssais");
  work_fixture_change (fixture, MODEL_ENTITY_STUDENT, fixture->students[0], "regime", "DP");
  values = load (fixture, fixture->placements[0], 0);
  assert_values (values, expected, G_N_ELEMENTS (expected));
}

static void
test_values_without_a_timetable (WorkFixture *fixture, gconstpointer data)
{
  static const Expected from_weeks[] = {
    { "NB_JOURS", MERGE_VALUE_NUMBER, "20" },     { "NB_SEMAINES", MERGE_VALUE_NUMBER, "4" },
    { "NB_HEURES", MERGE_VALUE_NUMBER, "140" },   { "HORAIRES_TABLEAU", MERGE_VALUE_TEXT, NULL },
    { "HEURES_HEBDO", MERGE_VALUE_NUMBER, "35" },
  };
  static const Expected continuous_day[] = {
    { "HEURES_HEBDO", MERGE_VALUE_NUMBER, "7.25" }, /* the pause is within the one piece */
    { "NB_HEURES", MERGE_VALUE_NUMBER, "29" },
  };
  g_autoptr (WorkValues) without = NULL;
  g_autoptr (WorkValues) continuous = NULL;

  change_placement (fixture, "monday_morning", NULL);
  change_placement (fixture, "monday_pause", NULL);
  change_placement (fixture, "monday_afternoon", NULL);
  change_placement (fixture, "weekly_hours", NULL); /* the period's then */
  without = load (fixture, fixture->placements[0], 0);
  assert_values (without, from_weeks, G_N_ELEMENTS (from_weeks));

  change_placement (fixture, "tuesday_morning", "07:00-14:45");
  change_placement (fixture, "tuesday_pause", "30");
  continuous = load (fixture, fixture->placements[0], 0);
  assert_values (continuous, continuous_day, G_N_ELEMENTS (continuous_day));
}

/* Mondays only, and 1 November 2027 is one: a public holiday in France, not abroad. */
static void
test_values_of_days (WorkFixture *fixture, gconstpointer data)
{
  static const Expected in_france[] = { { "NB_JOURS", MERGE_VALUE_NUMBER, "3" },
                                        { "NB_HEURES", MERGE_VALUE_NUMBER, "21" } };
  static const Expected elsewhere[] = { { "NB_JOURS", MERGE_VALUE_NUMBER, "4" } };
  static const Expected interrupted[] = { { "NB_JOURS", MERGE_VALUE_NUMBER, "2" } };
  static const Expected half_days[] = { { "NB_JOURS", MERGE_VALUE_NUMBER, "1" },
                                        { "NB_HEURES", MERGE_VALUE_NUMBER, "9" } };
  g_autoptr (WorkValues) france = NULL;
  g_autoptr (WorkValues) abroad = NULL;
  g_autoptr (WorkValues) less = NULL;
  g_autoptr (WorkValues) halved = NULL;

  change_placement (fixture, "start", "2027-11-01");
  change_placement (fixture, "end", "2027-11-23");
  france = load (fixture, fixture->placements[0], 0);
  assert_values (france, in_france, G_N_ELEMENTS (in_france));
  change_placement (fixture, "abroad", "1");
  abroad = load (fixture, fixture->placements[0], 0);
  assert_values (abroad, elsewhere, G_N_ELEMENTS (elsewhere));
  change_placement (fixture, "abroad", NULL);
  change_placement (fixture, "interruptions", "15/11/2027");
  less = load (fixture, fixture->placements[0], 0);
  assert_values (less, interrupted, G_N_ELEMENTS (interrupted));
  change_placement (fixture, "interruptions", NULL);
  change_placement (fixture, "monday_afternoon", NULL);
  halved = load (fixture, fixture->placements[0], 0);
  assert_values (halved, half_days, G_N_ELEMENTS (half_days));
}

static void
test_values_of_a_bare_sheet (WorkFixture *fixture, gconstpointer data)
{
  static const Expected expected[] = {
    { "NOM", MERGE_VALUE_TEXT, "CAZALS" },
    { "DATE_DEBUT", MERGE_VALUE_DATE, "2027-01-11" }, /* the period's */
    { "DATES_TEXTE", MERGE_VALUE_TEXT, "du lundi 11 janvier au vendredi 5 février 2027" },
    { "ENT_NOM", MERGE_VALUE_TEXT, NULL },
    { "ENT_ADRESSE_COMPLETE", MERGE_VALUE_TEXT, NULL },
    { "LIEU_ADRESSE", MERGE_VALUE_TEXT, NULL },
    { "TUTEUR", MERGE_VALUE_TEXT, NULL },
    { "RL1", MERGE_VALUE_TEXT, NULL },
    { "PROF", MERGE_VALUE_TEXT, NULL },
    { "NUM_CONVENTION", MERGE_VALUE_TEXT, NULL },
  };
  g_autofree char *search = work_fixture_id (fixture->searches[2]);
  gint64 id = work_fixture_add (fixture, MODEL_ENTITY_PLACEMENT, "search_id", search, "state",
                                "draft", NULL);
  g_autoptr (WorkValues) values = load (fixture, id, 0);
  g_autofree char *teacher = work_fixture_id (fixture->teacher_id);
  g_autoptr (WorkValues) followed = NULL;

  assert_values (values, expected, G_N_ELEMENTS (expected));

  work_fixture_change (fixture, MODEL_ENTITY_SEARCH, fixture->searches[2], "teacher_id", teacher);
  followed = load (fixture, id, 0);
  g_assert_cmpstr (work_values_get (followed, "PROF"), ==, "M. Nordine BELKACEM");
}

static void
test_values_of_a_site_with_its_own_address (WorkFixture *fixture, gconstpointer data)
{
  static const Expected expected[] = {
    { "LIEU_ADRESSE", MERGE_VALUE_TEXT, NULL },
    { "LIEU_VILLE", MERGE_VALUE_TEXT, "Puylatour" },
    { "LIEU_ADRESSE_COMPLETE", MERGE_VALUE_TEXT, "Puylatour" },
    { "LIEU_SIRET", MERGE_VALUE_TEXT, NULL },
  };
  g_autoptr (WorkValues) values = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_SITE, fixture->site_id, "town", "Puylatour");
  values = load (fixture, fixture->placements[0], 0);
  assert_values (values, expected, G_N_ELEMENTS (expected));
}

static void
test_values_take_the_class_of_the_period (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *year = work_fixture_id (fixture->year_id);
  g_autofree char *student = work_fixture_id (fixture->students[0]);
  g_autofree char *other = NULL;
  g_autofree char *moved = NULL;
  g_autofree char *period = work_fixture_id (fixture->periods[0]);
  g_autoptr (WorkValues) values = NULL;
  g_autoptr (WorkValues) after = NULL;
  g_autoptr (GPtrArray) enrolments = NULL;

  other = work_fixture_id (work_fixture_add (fixture, MODEL_ENTITY_CLASS_GROUP, "school_year_id",
                                             year, "name", "1ASSP", NULL));
  work_fixture_add (fixture, MODEL_ENTITY_ENROLMENT, "student_id", student, "class_group_id", other,
                    NULL);
  values = load (fixture, fixture->placements[0], 0);
  g_assert_cmpstr (work_values_get (values, "CLASSE"), ==, "2MELEC");

  /* Moved in December to a class that has the period too. */
  moved = work_fixture_id (work_fixture_add (fixture, MODEL_ENTITY_CLASS_GROUP, "school_year_id",
                                             year, "name", "2TNE", NULL));
  work_fixture_add (fixture, MODEL_ENTITY_PERIOD_CLASS, "period_id", period, "class_group_id",
                    moved, NULL);
  work_fixture_add (fixture, MODEL_ENTITY_ENROLMENT, "student_id", student, "class_group_id", moved,
                    "start", "2026-12-01", NULL);
  enrolments = work_fixture_load_all (fixture, MODEL_ENTITY_ENROLMENT);
  work_fixture_change (fixture, MODEL_ENTITY_ENROLMENT,
                       model_record_get_id (g_ptr_array_index (enrolments, 0)), "end",
                       "2026-11-30");
  after = load (fixture, fixture->placements[0], 0);
  g_assert_cmpstr (work_values_get (after, "CLASSE"), ==, "2TNE");
  g_assert_cmpstr (work_values_get (after, "P1"), ==, "11 janvier au 5 février");
  g_assert_null (work_values_get (after, "P2"));
}

static void
test_values_know_every_name (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkValues) values = load (fixture, fixture->placements[0], 0);
  g_autofree char *json = work_values_to_json (values);
  const char *const *names = model_merge_computed_names ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *member = g_strdup_printf ("\"%s\":", names[i]);

      g_assert_nonnull (strstr (json, member));
    }
  for (guint role = 0; role < MODEL_N_ROLES; role++)
    {
      const ModelEntityInfo *info = model_entity_info (model_role_info (role)->entity);

      for (guint i = 0; i < info->n_fields; i++)
        {
          const char *name = model_merge_name_for (role, &info->fields[i]);
          g_autofree char *member = g_strdup_printf ("\"%s\":", name != NULL ? name : "NOM");

          g_assert_true ((strstr (json, member) != NULL)
                         == !model_merge_is_picture (model_merge_find (name)));
        }
    }
}

/* Where people sign nothing is missing on paper. */
static void
test_values_leave_signatures_alone (WorkFixture *fixture, gconstpointer data)
{
  static const Expected expected[] = {
    { "SIGNATURE_ETABLISSEMENT", MERGE_VALUE_NOTHING, NULL },
    { "SIGNATURE_ELEVE", MERGE_VALUE_NOTHING, NULL },
    { "signature élève", MERGE_VALUE_NOTHING, NULL },
    { "SIGNATURE_RESPONSABLE", MERGE_VALUE_NOTHING, NULL },
    { "SIGNATURE_ENTREPRISE", MERGE_VALUE_NOTHING, NULL },
    { "SIGNATURE_TUTEUR", MERGE_VALUE_NOTHING, NULL },
    { "SIGNATURE_PROFESSEUR", MERGE_VALUE_NOTHING, NULL },
  };
  g_autoptr (WorkValues) values = load (fixture, fixture->placements[0], 0);

  assert_values (values, expected, G_N_ELEMENTS (expected));
}

static void
test_values_refuse_what_is_not_theirs (void)
{
  static const char *const texts[] = { "", "null", "[1]", "{\"NOM\":", "NOM=ABADIE" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WorkValues) values = work_values_new_from_json (texts[i], &error);

      g_assert_null (values);
      g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
    }
}

/* ---- what differs ---- */

static void
test_difference (WorkFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *before;
    const char *after;
    const char *difference;
  } cases[] = {
    { "{}", "{}", "" },
    { "{\"NOM\":\"ABADIE\"}", "{\"NOM\":\"ABADIE\"}", "" },
    { "{\"NOM\":\"ABADIE\"}", "{\"NOM\":\"ABADI\"}", "Student, Family name: ABADIE → ABADI" },
    /* None is none, however it is written. */
    { "{\"NOM\":null}", "{\"NOM\":\"\"}", "" },
    { "{}", "{\"NOM\":null}", "" },
    { "{}", "{\"NOM\":\"ABADIE\"}", "Student, Family name: — → ABADIE" },
    { "{\"NOM\":\"ABADIE\"}", "{\"NOM\":null}", "Student, Family name: ABADIE → —" },
    /* Days and numbers as people write them, unless they are none. */
    { "{\"DATE_DEBUT\":\"2026-11-30\"}", "{\"DATE_DEBUT\":\"2026-12-01\"}",
      "Placement sheet, First day: 30/11/2026 → 01/12/2026" },
    { "{\"DATE_DEBUT\":\"soon\"}", "{\"DATE_DEBUT\":\"2026-12-01\"}",
      "Placement sheet, First day: soon → 01/12/2026" },
    { "{\"GRATIFICATION\":\"4.35\"}", "{\"GRATIFICATION\":\"4.5\"}",
      "Placement sheet, Allowance: 4,35\u00a0€ → 4,50\u00a0€" },
    /* Nor is what an agreement says of itself, or what nobody knows. */
    { "{\"NUM_CONVENTION\":\"2026-0001\"}", "{\"NUM_CONVENTION\":\"2026-0002\"}", "" },
    { "{\"COLOUR\":\"red\"}", "{\"COLOUR\":\"blue\"}", "" },
    /* Guardians that only lists tell of: come, changed, gone. */
    { "{\"LISTES\":{\"RESPONSABLES\":[{},{}]}}",
      "{\"LISTES\":{\"RESPONSABLES\":[{},{},{\"NOM\":\"ROUX\"}]}}",
      "Guardian 3, Family name: — → ROUX" },
    { "{\"LISTES\":{\"RESPONSABLES\":[{},{},{},{\"NOM\":\"ROUX\",\"MOBILE\":\"06\"}]}}",
      "{\"LISTES\":{\"RESPONSABLES\":[{},{},{},{\"NOM\":\"ROUX\",\"MOBILE\":\"07\"}]}}",
      "Guardian 4, Mobile: 06 → 07" },
    { "{\"LISTES\":{\"RESPONSABLES\":[{},{},{\"NOM\":\"ROUX\"}]}}",
      "{\"LISTES\":{\"RESPONSABLES\":[]}}", "Guardian 3, Family name: ROUX → —" },
    /* The first two have names; before there were lists nobody counted further. */
    { "{\"LISTES\":{\"RESPONSABLES\":[{\"NOM\":\"A\"}]}}",
      "{\"LISTES\":{\"RESPONSABLES\":[{\"NOM\":\"B\"}]}}", "" },
    { "{}", "{\"LISTES\":{\"RESPONSABLES\":[{},{},{\"NOM\":\"ROUX\"}]}}", "" },
    /* Numbers, lists and truths stand in no agreement. */
    { "{\"NOM\":[1]}", "{\"NOM\":{\"a\":true}}", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WorkValues) before = work_values_new_from_json (cases[i].before, &error);
      g_autoptr (WorkValues) after = work_values_new_from_json (cases[i].after, &error);
      g_autofree char *difference = NULL;

      g_assert_no_error (error);
      difference = work_values_difference (before, after);
      g_assert_cmpstr (difference, ==, cases[i].difference);
    }
}

/* In one order, whatever the table of values does with them. */
static void
test_differences_are_in_order (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkValues) before = work_values_new_from_json ("{}", &error);
  g_autoptr (WorkValues) after = load (fixture, fixture->placements[0], 0);
  g_autofree char *difference = work_values_difference (before, after);
  g_autofree char *none = work_values_difference (after, after);
  g_auto (GStrv) lines = g_strsplit (difference, "\n", -1);

  g_assert_no_error (error);
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpuint (g_strv_length (lines), >, 10);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_nonnull (strstr (lines[i], ": — → "));
      g_assert_true (i == 0 || strcmp (lines[i - 1], lines[i]) <= 0);
    }
}

#define ADD(path, test) \
  g_test_add (path, WorkFixture, NULL, work_fixture_set_up, test, work_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/work/values/placement", test_values_of_a_placement);
  ADD ("/work/values/typed", test_values_typed_and_worded);
  ADD ("/work/values/no-timetable", test_values_without_a_timetable);
  ADD ("/work/values/days", test_values_of_days);
  ADD ("/work/values/bare", test_values_of_a_bare_sheet);
  ADD ("/work/values/site", test_values_of_a_site_with_its_own_address);
  ADD ("/work/values/class", test_values_take_the_class_of_the_period);
  ADD ("/work/values/all-names", test_values_know_every_name);
  ADD ("/work/values/signatures", test_values_leave_signatures_alone);
  ADD ("/work/values/difference", test_difference);
  ADD ("/work/values/differences-in-order", test_differences_are_in_order);
  g_test_add_func ("/work/values/not-theirs", test_values_refuse_what_is_not_theirs);
  return g_test_run ();
}
