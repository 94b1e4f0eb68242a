/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-values.h"

#include "model-role.h"
#include "work-fixture.h"

#define TODAY "2026-11-24"
#define NBSP  "\u00a0"

static gpointer
load_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return work_values_load (connection, *(const gint64 *) data, NULL, TODAY, error);
}

static WorkValues *
load (WorkFixture *fixture, gint64 placement_id)
{
  g_autoptr (GError) error = NULL;
  WorkValues *values = store_queue_run (work_school_get_queue (fixture->school), load_func,
                                        &placement_id, NULL, &error);

  g_assert_no_error (error);
  return values;
}

typedef struct
{
  const char *list;
  guint item;
  const char *name;
  MergeValueType type;
  const char *text;
} Expected;

static void
assert_items (WorkValues *values, const Expected *expected, guint n)
{
  MergeSource source = work_values_source (values);

  for (guint i = 0; i < n; i++)
    {
      MergeValue value = { MERGE_VALUE_TEXT, NULL };

      g_test_message ("%s %u %s", expected[i].list, expected[i].item, expected[i].name);
      g_assert_true (source.lookup_item (expected[i].list, expected[i].item, expected[i].name,
                                         &value, source.user_data));
      g_assert_cmpstr (value.text, ==, expected[i].text);
      g_assert_cmpint (value.type, ==, expected[i].type);
    }
}

static WorkValues *
thaw (const char *json)
{
  g_autoptr (GError) error = NULL;
  WorkValues *values = work_values_new_from_json (json, &error);

  g_assert_no_error (error);
  return values;
}

static void
add_guardian (WorkFixture *fixture, const char *rank, const char *given, const char *mobile)
{
  g_autofree char *student = work_fixture_id (fixture->students[0]);

  work_fixture_add (fixture, MODEL_ENTITY_GUARDIAN, "student_id", student, "rank", rank, "title",
                    "M.", "family_name", "Abadie", "given_name", given, "kinship", "Père",
                    "address1", "8 rue Basse", "postcode", "81956", "town", "Montcalvet", "mobile",
                    mobile, NULL);
}

/* Three guardians, though names are there for two only. */
static void
test_guardians (WorkFixture *fixture, gconstpointer data)
{
  static const Expected expected[] = {
    { "RESPONSABLES", 0, "NUMERO", MERGE_VALUE_NUMBER, "1" },
    { "RESPONSABLES", 0, "NOM", MERGE_VALUE_TEXT, "ABADIE" },
    { "RESPONSABLES", 0, "NOM_COMPLET", MERGE_VALUE_TEXT, "Mme Claire ABADIE" },
    { "RESPONSABLES", 0, "ADRESSE_COMPLETE", MERGE_VALUE_TEXT, NULL },
    { "RESPONSABLES", 0, "MOBILE", MERGE_VALUE_TEXT, "06 39 98 82 01" },
    { "Responsables légaux", 1, "prénom", MERGE_VALUE_TEXT, "Paul" },
    { "RESPONSABLES", 1, "LIEN", MERGE_VALUE_TEXT, "Père" },
    { "RESPONSABLES", 2, "RANG", MERGE_VALUE_NUMBER, "3" },
    { "RESPONSABLES", 2, "NUMERO", MERGE_VALUE_NUMBER, "3" },
    { "RESPONSABLES", 2, "NOM_COMPLET", MERGE_VALUE_TEXT, "M. Jean ABADIE" },
    { "RESPONSABLES", 2, "ADRESSE_COMPLETE", MERGE_VALUE_TEXT, "8 rue Basse, 81956 Montcalvet" },
  };
  g_autoptr (WorkValues) values = NULL;
  g_autoptr (WorkValues) again = NULL;
  g_autofree char *json = NULL;
  g_autofree char *json_again = NULL;

  add_guardian (fixture, "2", "Paul", NULL);
  add_guardian (fixture, "3", "Jean", "+33639988203");
  values = load (fixture, fixture->placements[0]);
  g_assert_cmpint (work_values_count_items ("RESPONSABLES", values), ==, 3);
  assert_items (values, expected, G_N_ELEMENTS (expected));

  /* Frozen with the agreement, they stay. */
  json = work_values_to_json (values);
  again = thaw (json);
  assert_items (again, expected, G_N_ELEMENTS (expected));
  json_again = work_values_to_json (again);
  g_assert_cmpstr (json_again, ==, json);
}

static void
test_week (WorkFixture *fixture, gconstpointer data)
{
  static const Expected expected[] = {
    { "HORAIRES", 0, "JOUR", MERGE_VALUE_TEXT, "Lundi" },
    { "HORAIRES", 0, "MATIN", MERGE_VALUE_TEXT, "8" NBSP "h – 12" NBSP "h" },
    { "HORAIRES", 0, "PAUSE", MERGE_VALUE_NUMBER, "60" },
    { "HORAIRES", 0, "Après-midi", MERGE_VALUE_TEXT, "13" NBSP "h – 16" NBSP "h" },
    { "HORAIRES", 0, "HEURES", MERGE_VALUE_NUMBER, "7" },
    { "horaires", 1, "JOUR", MERGE_VALUE_TEXT, "Jeudi" },
    { "HORAIRES", 1, "MATIN", MERGE_VALUE_TEXT, "8" NBSP "h" NBSP "30 – 12" NBSP "h" },
    { "HORAIRES", 1, "APREM", MERGE_VALUE_TEXT, NULL },
    { "HORAIRES", 1, "HEURES", MERGE_VALUE_NUMBER, "3.5" },
  };
  g_autoptr (WorkValues) values = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "thursday_morning",
                       "08:30-12:00");
  values = load (fixture, fixture->placements[0]);
  g_assert_cmpint (work_values_count_items ("HORAIRES", values), ==, 2);
  assert_items (values, expected, G_N_ELEMENTS (expected));
}

static void
test_activities (WorkFixture *fixture, gconstpointer data)
{
  static const Expected expected[] = {
    { "ACTIVITES", 0, "ACTIVITE", MERGE_VALUE_TEXT, "Câblage" },
    { "ACTIVITES", 1, "ACTIVITE", MERGE_VALUE_TEXT, "Essais sous-tension" },
    { "ACTIVITES", 2, "N", MERGE_VALUE_NUMBER, "3" },
    { "ACTIVITES", 2, "ACTIVITE", MERGE_VALUE_TEXT, "Accueil" },
  };
  g_autoptr (WorkValues) values = NULL;
  g_autoptr (WorkValues) none = NULL;
  MergeValue value;

  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "activities",
                       "- Câblage\r\n • Essais sous-tension \n\n–\nAccueil");
  values = load (fixture, fixture->placements[0]);
  g_assert_cmpint (work_values_count_items ("ACTIVITES", values), ==, 3);
  assert_items (values, expected, G_N_ELEMENTS (expected));
  g_assert_false (work_values_lookup_item ("ACTIVITES", 3, "ACTIVITE", &value, values));
  g_assert_false (work_values_lookup_item ("ACTIVITES", 0, "NOM", &value, values));
  g_assert_false (work_values_lookup_item ("POINTURES", 0, "ACTIVITE", &value, values));
  g_assert_cmpint (work_values_count_items ("POINTURES", values), ==, -1);

  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "activities", NULL);
  none = load (fixture, fixture->placements[0]);
  g_assert_cmpint (work_values_count_items ("ACTIVITES", none), ==, 0);
}

/* That an interview was held may stand on a paper; what was said there does not. */
static void
test_visits (WorkFixture *fixture, gconstpointer data)
{
  static const Expected expected[] = {
    { "VISITES", 0, "DATE", MERGE_VALUE_DATE, "2026-10-12" },
    { "VISITES", 0, "PROF", MERGE_VALUE_TEXT, NULL },
    { "VISITES", 0, "MOYEN", MERGE_VALUE_TEXT, "téléphone" },
    { "VISITES", 1, "DATE", MERGE_VALUE_DATE, "2026-11-03" },
    { "VISITES", 1, "Professeur", MERGE_VALUE_TEXT, "M. Nordine BELKACEM" },
    { "VISITES", 1, "MOYEN", MERGE_VALUE_TEXT, "rencontre" },
  };
  g_autofree char *search = work_fixture_id (fixture->searches[0]);
  g_autofree char *teacher = work_fixture_id (fixture->teacher_id);
  g_autofree char *json = NULL;
  g_autoptr (WorkValues) values = NULL;
  MergeValue value;

  work_fixture_add (fixture, MODEL_ENTITY_INTERVIEW, "search_id", search, "day", "2026-11-03",
                    "teacher_id", teacher, "means", "meeting", "account", "Léa hésite.", NULL);
  work_fixture_add (fixture, MODEL_ENTITY_INTERVIEW, "search_id", search, "day", "2026-10-12",
                    "means", "phone", "account", "Un garage la rappelle.", NULL);
  values = load (fixture, fixture->placements[0]);
  g_assert_cmpint (work_values_count_items ("VISITES", values), ==, 2);
  assert_items (values, expected, G_N_ELEMENTS (expected));
  json = work_values_to_json (values);
  g_assert_null (strstr (json, "hésite"));
  g_assert_false (work_values_lookup_item ("VISITES", 0, "ACCOUNT", &value, values));
}

/* What was frozen before there were lists tells of them by its names. */
static void
test_frozen_before_lists (WorkFixture *fixture, gconstpointer data)
{
  static const char json[] =
      "{\"RL1\":\"Mme Claire ABADIE\",\"RL1_NOM\":\"ABADIE\",\"RL1_CIVILITE\":\"Mme\","
      "\"RL1_ADRESSE\":\"8 rue Basse\",\"RL1_VILLE\":\"Montcalvet\",\"RL2_NOM\":null,"
      "\"LUNDI_MATIN\":\"8\u00a0h – 12\u00a0h\",\"LUNDI_APREM\":\"13\u00a0h\u00a030 – 17\u00a0h\","
      "\"LUNDI_PAUSE\":\"90\",\"MARDI_MATIN\":\"tôt\",\"ACTIVITES\":\"Câblage\\nEssais\"}";
  static const Expected expected[] = {
    { "RESPONSABLES", 0, "NOM", MERGE_VALUE_TEXT, "ABADIE" },
    { "RESPONSABLES", 0, "CIVILITE", MERGE_VALUE_TEXT, "Mme" },
    { "RESPONSABLES", 0, "PRENOM", MERGE_VALUE_TEXT, NULL },
    { "RESPONSABLES", 0, "NOM_COMPLET", MERGE_VALUE_TEXT, "Mme Claire ABADIE" },
    { "RESPONSABLES", 0, "ADRESSE_COMPLETE", MERGE_VALUE_TEXT, "8 rue Basse, Montcalvet" },
    { "HORAIRES", 0, "JOUR", MERGE_VALUE_TEXT, "Lundi" },
    { "HORAIRES", 0, "APREM", MERGE_VALUE_TEXT, "13" NBSP "h" NBSP "30 – 17" NBSP "h" },
    { "HORAIRES", 0, "PAUSE", MERGE_VALUE_NUMBER, "90" },
    { "HORAIRES", 0, "HEURES", MERGE_VALUE_NUMBER, "7.5" },
    { "ACTIVITES", 1, "ACTIVITE", MERGE_VALUE_TEXT, "Essais" },
  };
  g_autoptr (WorkValues) values = thaw (json);

  g_assert_cmpint (work_values_count_items ("RESPONSABLES", values), ==, 1);
  g_assert_cmpint (work_values_count_items ("HORAIRES", values), ==, 1);
  g_assert_cmpint (work_values_count_items ("ACTIVITES", values), ==, 2);
  g_assert_cmpint (work_values_count_items ("VISITES", values), ==, 0);
  assert_items (values, expected, G_N_ELEMENTS (expected));
}

/* The names of today and those of yesterday tell the same. */
static void
test_guessed_as_loaded (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkValues) loaded = load (fixture, fixture->placements[0]);
  g_autofree char *json = work_values_to_json (loaded);
  g_autofree char *again = NULL;
  g_autoptr (WorkValues) guessed = NULL;
  char *member = strstr (json, "\"LISTES\":");

  g_assert_nonnull (member);
  member[1] = 'X'; /* as if it had never been there */
  guessed = thaw (json);
  member[1] = 'L';
  again = work_values_to_json (guessed);
  g_assert_cmpstr (strstr (again, "\"LISTES\":"), ==, member);
}

/* Whatever stands where lists should: it is passed over. */
static void
test_odd_lists (void)
{
  static const char *const texts[] = {
    "{\"LISTES\":1}",
    "{\"LISTES\":null}",
    "{\"LISTES\":[]}",
    "{\"LISTES\":{\"RESPONSABLES\":{}}}",
    "{\"LISTES\":{\"RESPONSABLES\":[1,null,[]]}}",
    "{\"LISTES\":{\"POINTURES\":[{\"NOM\":\"X\"}]}}",
  };
  g_autoptr (WorkValues) odd =
      thaw ("{\"LISTES\":{\"RESPONSABLES\":[{\"NOM\":1,\"PRENOM\":null,\"LIEN\":[],\"MAIL\":"
            "\"a@b.example\"}]}}");
  MergeValue value;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (WorkValues) values = thaw (texts[i]);

      g_assert_cmpint (work_values_count_items ("RESPONSABLES", values), ==, 0);
    }
  g_assert_cmpint (work_values_count_items ("RESPONSABLES", odd), ==, 1);
  g_assert_true (work_values_lookup_item ("RESPONSABLES", 0, "NOM", &value, odd));
  g_assert_null (value.text);
  g_assert_true (work_values_lookup_item ("RESPONSABLES", 0, "MAIL", &value, odd));
  g_assert_cmpstr (value.text, ==, "a@b.example");
}

#define ADD(path, test) \
  g_test_add (path, WorkFixture, NULL, work_fixture_set_up, test, work_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/work/list/guardians", test_guardians);
  ADD ("/work/list/week", test_week);
  ADD ("/work/list/activities", test_activities);
  ADD ("/work/list/visits", test_visits);
  ADD ("/work/list/frozen-before", test_frozen_before_lists);
  ADD ("/work/list/guessed", test_guessed_as_loaded);
  g_test_add_func ("/work/list/odd", test_odd_lists);
  return g_test_run ();
}
