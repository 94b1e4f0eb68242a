/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-person.h"
#include "model-stay.h"

/* What people are called, what is missing of them, what is remembered. */

static void
test_name (void)
{
  static const struct
  {
    ModelEntity entity;
    const char *values[8];
    const char *name;
  } cases[] = {
    { MODEL_ENTITY_STUDENT, { "family_name", "Brûlé", "given_name", "Noé" }, "BRÛLÉ Noé" },
    { MODEL_ENTITY_STUDENT,
      { "family_name", "Brûlé", "given_name", "Noé", "used_name", "Weiß" },
      "WEISS Noé" },
    { MODEL_ENTITY_TEACHER, { "family_name", "Astruc" }, "ASTRUC" },
    { MODEL_ENTITY_CONTACT, { "given_name", "Élodie" }, "Élodie" },
    { MODEL_ENTITY_COMPANY, { "name", "Garage Roux" }, "Garage Roux" },
    { MODEL_ENTITY_SITE, { "town", "Albi" }, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ModelRecord) record = model_record_new (cases[i].entity);
      g_autofree char *name = NULL;

      for (guint j = 0; cases[i].values[j] != NULL; j += 2)
        model_record_set_canonical (record, cases[i].values[j], cases[i].values[j + 1]);
      name = model_person_name (record);
      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
test_full_name (void)
{
  g_autoptr (ModelRecord) student = model_record_new (MODEL_ENTITY_STUDENT);
  g_autofree char *nobody = model_person_full_name (student);
  g_autofree char *family = NULL, *full = NULL, *used = NULL;

  g_assert_cmpstr (nobody, ==, "");
  model_record_set_canonical (student, "family_name", "Brûlé");
  family = model_person_full_name (student);
  g_assert_cmpstr (family, ==, "BRÛLÉ");
  model_record_set_canonical (student, "given_name", "Noé");
  full = model_person_full_name (student);
  g_assert_cmpstr (full, ==, "Noé BRÛLÉ");
  model_record_set_canonical (student, "used_name", "Cazals");
  used = model_person_full_name (student);
  g_assert_cmpstr (used, ==, "Noé CAZALS");
}

static void
test_missing (void)
{
  g_autoptr (ModelRecord) teacher = model_record_new (MODEL_ENTITY_TEACHER);
  g_autoptr (ModelRecord) note = model_record_new (MODEL_ENTITY_NOTE);
  g_autoptr (GPtrArray) some = NULL, none = NULL, nothing = NULL;

  model_record_set_canonical (teacher, "title", "Mme");
  some = model_person_missing (teacher);
  g_assert_cmpuint (some->len, ==, 2);
  g_assert_cmpstr (((const ModelField *) some->pdata[0])->key, ==, "teacher.given_name");
  g_assert_cmpstr (((const ModelField *) some->pdata[1])->key, ==, "teacher.email");
  model_record_set_canonical (teacher, "given_name", "Jeanne");
  model_record_set_canonical (teacher, "email", "jeanne@lycee.example");
  none = model_person_missing (teacher);
  g_assert_cmpuint (none->len, ==, 0);
  /* Of other entities nothing is expected. */
  nothing = model_person_missing (note);
  g_assert_cmpuint (nothing->len, ==, 0);
}

/* Every column that is expected is one of the catalogue: queries are made of them. */
static void
test_expected (void)
{
  static const ModelEntity entities[] = { MODEL_ENTITY_STUDENT, MODEL_ENTITY_COMPANY,
                                          MODEL_ENTITY_TEACHER };

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      const char *const *columns = model_person_expected (entities[i]);

      g_assert_nonnull (columns[0]);
      for (guint j = 0; columns[j] != NULL; j++)
        g_assert_cmpint (model_field_index (entities[i], columns[j]), >=, 0);
    }
}

static void
test_warnings (void)
{
  g_autofree char *fine = model_person_warning_text (MODEL_PERSON_FINE);
  g_autofree char *two = model_person_warning_text (MODEL_PERSON_INCOMPLETE | MODEL_PERSON_CLOSED);

  g_assert_cmpstr (fine, ==, "");
  g_assert_cmpstr (two, ==, "Closed, Incomplete");
}

static void
test_matches (void)
{
  g_autoptr (ModelPerson) person = model_person_new (MODEL_ENTITY_COMPANY);

  g_assert_cmpstr (person->name, ==, "");
  g_assert_true (model_person_matches (person, NULL));
  g_assert_true (model_person_matches (person, ""));
  g_assert_false (model_person_matches (person, "roux"));
  g_free (person->search_key);
  person->search_key = g_strdup ("garage roux albi");
  g_assert_true (model_person_matches (person, "albi gar"));
  g_assert_false (model_person_matches (person, "garage albis"));
}

static void
set_text (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static void
test_stay (void)
{
  g_autoptr (ModelStay) stay = model_stay_new ();
  ModelTone tone;

  g_assert_false (model_stay_is_refused (stay));
  g_assert_false (model_stay_took_place (stay, "2027-01-11"));
  set_text (&stay->placement_state, "validated");
  /* Nobody knows when. */
  g_assert_false (model_stay_took_place (stay, "2027-01-11"));
  set_text (&stay->start, "2027-01-11");
  g_assert_false (model_stay_took_place (stay, "2027-01-10"));
  g_assert_true (model_stay_took_place (stay, "2027-01-11"));
  set_text (&stay->agreement_state, "cancelled");
  g_assert_true (model_stay_is_refused (stay));
  g_assert_false (model_stay_took_place (stay, "2027-01-11"));
  set_text (&stay->agreement_state, "active");
  set_text (&stay->placement_state, "refused");
  g_assert_true (model_stay_is_refused (stay));
  model_stay_free (NULL);

  g_assert_true (model_tone_from_key ("negative", &tone));
  g_assert_cmpint (tone, ==, MODEL_TONE_NEGATIVE);
  g_assert_false (model_tone_from_key ("angry", &tone));
  g_assert_false (model_tone_from_key (NULL, &tone));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/person/name", test_name);
  g_test_add_func ("/model/person/full-name", test_full_name);
  g_test_add_func ("/model/person/missing", test_missing);
  g_test_add_func ("/model/person/expected", test_expected);
  g_test_add_func ("/model/person/warnings", test_warnings);
  g_test_add_func ("/model/person/matches", test_matches);
  g_test_add_func ("/model/person/stay", test_stay);
  return g_test_run ();
}
