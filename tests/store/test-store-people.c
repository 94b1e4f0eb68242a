/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"
#include "store-people.h"

/* What depends on the day: classes that are left, who is a minor, the last contact. */

typedef struct
{
  StoreFixture base;
  char *year;
  char *class_group;
  char *student;
  char *search;
  char *company;
} School;

static char *
add (School *school, ModelEntity entity, const char *column, const char *value)
{
  return store_fixture_id (
      store_fixture_add (school->base.connection, entity, column, value, NULL));
}

static void
set_up (School *school, gconstpointer data)
{
  StoreConnection *connection;
  g_autofree char *period = NULL;

  store_fixture_set_up (&school->base, NULL);
  connection = school->base.connection;
  school->year = add (school, MODEL_ENTITY_SCHOOL_YEAR, "name", "2026-2027");
  school->class_group =
      store_fixture_id (store_fixture_add (connection, MODEL_ENTITY_CLASS_GROUP, "school_year_id",
                                           school->year, "name", "2MELEC", NULL));
  school->student = store_fixture_id (
      store_fixture_add (connection, MODEL_ENTITY_STUDENT, "family_name", "Abadie", "given_name",
                         "Léa", "birth_date", "2009-03-01", "sex", "F", "address1",
                         "2 place du Marché", "postcode", "81956", "town", "Montcalvet", NULL));
  period = store_fixture_id (store_fixture_add (connection, MODEL_ENTITY_PERIOD, "school_year_id",
                                                school->year, "start", "2027-01-11", "end",
                                                "2027-02-05", NULL));
  school->search = store_fixture_id (store_fixture_add (
      connection, MODEL_ENTITY_SEARCH, "student_id", school->student, "period_id", period, NULL));
  school->company = add (school, MODEL_ENTITY_COMPANY, "name", "Garage Roux");
}

static void
tear_down (School *school, gconstpointer data)
{
  store_fixture_tear_down (&school->base, NULL);
  g_free (school->year);
  g_free (school->class_group);
  g_free (school->student);
  g_free (school->search);
  g_free (school->company);
}

/* The fixture adds others, to whom required references go. */
static ModelPerson *
load_one (School *school, ModelEntity entity, const char *today)
{
  gint64 id = g_ascii_strtoll (entity == MODEL_ENTITY_STUDENT ? school->student : school->company,
                               NULL, 10);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = store_people_load (
      school->base.connection, entity, g_ascii_strtoll (school->year, NULL, 10), today, &error);
  guint i = 0;

  g_assert_no_error (error);
  while (i < people->len && ((ModelPerson *) g_ptr_array_index (people, i))->id != id)
    i++;
  g_assert_cmpuint (i, <, people->len);
  return g_object_ref (g_ptr_array_index (people, i));
}

static void
test_left_class (School *school, gconstpointer data)
{
  g_autoptr (ModelPerson) last_day = NULL, day_after = NULL;

  store_fixture_add (school->base.connection, MODEL_ENTITY_ENROLMENT, "student_id", school->student,
                     "class_group_id", school->class_group, "end", "2026-11-30", NULL);
  last_day = load_one (school, MODEL_ENTITY_STUDENT, "2026-11-30");
  g_assert_cmpstr (last_day->subtitle, ==, "2MELEC");
  g_assert_cmpint (last_day->warnings & MODEL_PERSON_AWAY, ==, 0);
  day_after = load_one (school, MODEL_ENTITY_STUDENT, "2026-12-01");
  g_assert_cmpstr (day_after->subtitle, ==, "");
  g_assert_cmpint (day_after->warnings & MODEL_PERSON_AWAY, !=, 0);
}

/* Nobody signs for a minor without a guardian; from the birthday on nobody has to. */
static void
test_minor (School *school, gconstpointer data)
{
  g_autoptr (ModelPerson) eve = load_one (school, MODEL_ENTITY_STUDENT, "2027-02-28");
  g_autoptr (ModelPerson) birthday = load_one (school, MODEL_ENTITY_STUDENT, "2027-03-01");
  g_autoptr (ModelPerson) guarded = NULL;

  g_assert_cmpint (eve->warnings & MODEL_PERSON_INCOMPLETE, !=, 0);
  g_assert_cmpint (birthday->warnings & MODEL_PERSON_INCOMPLETE, ==, 0);
  store_fixture_add (school->base.connection, MODEL_ENTITY_GUARDIAN, "student_id", school->student,
                     "rank", "1", NULL);
  guarded = load_one (school, MODEL_ENTITY_STUDENT, "2027-02-28");
  g_assert_cmpint (guarded->warnings & MODEL_PERSON_INCOMPLETE, ==, 0);
}

static void
assert_last_contact (School *school, const char *today, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelPerson) company = load_one (school, MODEL_ENTITY_COMPANY, today);
  g_autofree char *day =
      store_people_last_contact (school->base.connection, company->id, today, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (day, ==, expected);
  g_assert_cmpstr (company->last_day, ==, expected);
}

/* Each thing that is a contact, later than the one before; never one that is still to come. */
static void
test_last_contact (School *school, gconstpointer data)
{
  StoreConnection *connection = school->base.connection;
  g_autofree char *placement = NULL, *agreement = NULL;

  assert_last_contact (school, "2030-01-01", "");
  placement = store_fixture_id (
      store_fixture_add (connection, MODEL_ENTITY_PLACEMENT, "search_id", school->search,
                         "company_id", school->company, "state", "validated", "start", "2027-01-11",
                         "end", "2027-02-05", "certificate_on", "2027-02-12", NULL));
  agreement = store_fixture_id (
      store_fixture_add (connection, MODEL_ENTITY_AGREEMENT, "placement_id", placement, "number",
                         "1", "sent_on", "2026-12-01", "signed_on", "2026-12-15", NULL));
  store_fixture_add (connection, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement, "position", "0",
                     "role", "tutor", "sent_on", "2026-12-02", "reminded_on", "2026-12-08",
                     "signed_on", "2026-12-10", "received_on", "2026-12-12", NULL);
  store_fixture_add (connection, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement, "position", "1",
                     "role", "guardian", "signed_on", "2026-12-14", NULL);
  assert_last_contact (school, "2026-11-30", "");
  assert_last_contact (school, "2026-12-01", "2026-12-01");
  assert_last_contact (school, "2026-12-02", "2026-12-02");
  assert_last_contact (school, "2026-12-09", "2026-12-08");
  assert_last_contact (school, "2026-12-11", "2026-12-10");
  assert_last_contact (school, "2026-12-14", "2026-12-12");
  assert_last_contact (school, "2026-12-20", "2026-12-15");
  assert_last_contact (school, "2027-02-05", "2027-02-05");
  assert_last_contact (school, "2030-01-01", "2027-02-12");
}

#define ADD(name, func) g_test_add ("/store/people/" name, School, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("left-class", test_left_class);
  ADD ("minor", test_minor);
  ADD ("last-contact", test_last_contact);
  return g_test_run ();
}
