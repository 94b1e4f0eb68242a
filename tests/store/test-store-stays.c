/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-stay.h"
#include "store-fixture.h"
#include "store-people.h"

/* What is remembered of one student, company or teacher: which lines there are, in which order, and
 * what each holds. */

/* Two years with one period each; the tests add the rest. */
typedef struct
{
  StoreFixture base;
  StoreConnection *connection;
  char *class_group;
  char *before; /* period of the year before */
  char *now;
  char *company;
  char *teacher;
} School;

static char *
add_period (School *school, const char *year_name, const char *name, const char *start)
{
  g_autofree char *year = store_fixture_id (
      store_fixture_add (school->connection, MODEL_ENTITY_SCHOOL_YEAR, "name", year_name, NULL));
  g_autofree char *end = g_strdup_printf ("%.8s28", start);

  return store_fixture_id (store_fixture_add (school->connection, MODEL_ENTITY_PERIOD,
                                              "school_year_id", year, "name", name, "start", start,
                                              "end", end, NULL));
}

static void
set_up (School *school, gconstpointer data)
{
  store_fixture_set_up (&school->base, NULL);
  school->connection = school->base.connection;
  school->before = add_period (school, "2025-2026", "PFMP 1", "2026-01-05");
  school->now = add_period (school, "2026-2027", "PFMP 2", "2027-01-11");
  school->class_group = store_fixture_id (
      store_fixture_add (school->connection, MODEL_ENTITY_CLASS_GROUP, "name", "1MELEC", NULL));
  store_fixture_add (school->connection, MODEL_ENTITY_PERIOD_CLASS, "period_id", school->now,
                     "class_group_id", school->class_group, NULL);
  school->company = store_fixture_id (store_fixture_add (
      school->connection, MODEL_ENTITY_COMPANY, "name", "Garage Roux", "town", "Albi", NULL));
  school->teacher = store_fixture_id (
      store_fixture_add (school->connection, MODEL_ENTITY_TEACHER, "family_name", "Astruc", NULL));
}

static void
tear_down (School *school, gconstpointer data)
{
  store_fixture_tear_down (&school->base, NULL);
  g_free (school->class_group);
  g_free (school->before);
  g_free (school->now);
  g_free (school->company);
  g_free (school->teacher);
}

static char *
add_student (School *school, const char *family, const char *given)
{
  return store_fixture_id (store_fixture_add (school->connection, MODEL_ENTITY_STUDENT,
                                              "family_name", family, "given_name", given, NULL));
}

static char *
add_search (School *school, const char *student, const char *period)
{
  return store_fixture_id (store_fixture_add (school->connection, MODEL_ENTITY_SEARCH, "student_id",
                                              student, "period_id", period, "state", "searching",
                                              NULL));
}

static char *
add_sheet (School *school, const char *search)
{
  return store_fixture_id (store_fixture_add (school->connection, MODEL_ENTITY_PLACEMENT,
                                              "search_id", search, "company_id", school->company,
                                              "state", "validated", NULL));
}

static void
change (School *school, ModelEntity entity, const char *id, const char *column, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelRecord) record =
      store_load (school->connection, entity, g_ascii_strtoll (id, NULL, 10), &error);

  g_assert_no_error (error);
  model_record_set_canonical (record, column, value);
  store_fixture_save_again (school->connection, record, NULL);
}

static GPtrArray *
load (School *school, ModelEntity entity, const char *id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *stays =
      store_stays_load (school->connection, entity, g_ascii_strtoll (id, NULL, 10), &error);

  g_assert_no_error (error);
  return stays;
}

static void
add_note (School *school,
          const char *student,
          const char *search,
          const char *tone,
          const char *text,
          const char *at)
{
  store_fixture_add (school->connection, MODEL_ENTITY_NOTE, "student_id", student, "search_id",
                     search, "tone", tone, "text", text, "made_at", at, NULL);
}

static void
test_none (School *school, gconstpointer data)
{
  static const ModelEntity entities[] = { MODEL_ENTITY_STUDENT, MODEL_ENTITY_COMPANY,
                                          MODEL_ENTITY_TEACHER };

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      g_autoptr (GPtrArray) stays = load (school, entities[i], "4242");

      g_assert_cmpuint (stays->len, ==, 0);
    }
}

/* Latest period first; in it by name, as the list of the window has them. */
static void
test_order (School *school, gconstpointer data)
{
  static const struct
  {
    const char *family, *given;
    gboolean now;
  } students[] = { { "Zola", "Éva", TRUE },
                   { "Émard", "Paul", TRUE },
                   { "Emard", "Anne", TRUE },
                   { "Abadie", "Léa", FALSE } };
  static const char *const expected[] = { "EMARD Anne", "ÉMARD Paul", "ZOLA Éva", "ABADIE Léa" };
  g_autoptr (GPtrArray) stays = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (students); i++)
    {
      g_autofree char *student = add_student (school, students[i].family, students[i].given);
      g_autofree char *search =
          add_search (school, student, students[i].now ? school->now : school->before);
      G_GNUC_UNUSED g_autofree char *sheet = add_sheet (school, search);
    }
  stays = load (school, MODEL_ENTITY_COMPANY, school->company);
  g_assert_cmpuint (stays->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < stays->len; i++)
    g_assert_cmpstr (((ModelStay *) stays->pdata[i])->student, ==, expected[i]);
  g_assert_cmpstr (((ModelStay *) stays->pdata[3])->year_name, ==, "2025-2026");
}

/* A student's periods count without a sheet; a company's only with one. */
static void
test_without_sheet (School *school, gconstpointer data)
{
  g_autofree char *student = add_student (school, "Abadie", "Léa");
  G_GNUC_UNUSED g_autofree char *search = add_search (school, student, school->now);
  g_autoptr (GPtrArray) of_student = load (school, MODEL_ENTITY_STUDENT, student);
  g_autoptr (GPtrArray) of_company = load (school, MODEL_ENTITY_COMPANY, school->company);
  const ModelStay *stay;

  g_assert_cmpuint (of_company->len, ==, 0);
  g_assert_cmpuint (of_student->len, ==, 1);
  stay = g_ptr_array_index (of_student, 0);
  g_assert_cmpint (stay->placement_id, ==, 0);
  g_assert_cmpstr (stay->placement_state, ==, "");
  g_assert_cmpstr (stay->search_state, ==, "searching");
  g_assert_cmpstr (stay->company, ==, "");
  g_assert_cmpstr (stay->step, ==, "");
  g_assert_cmpstr (stay->start, ==, "2027-01-11");
  g_assert_cmpstr (stay->end, ==, "2027-01-28");
  /* In no class that has the period. */
  g_assert_cmpstr (stay->class_name, ==, "");
}

static void
test_values (School *school, gconstpointer data)
{
  g_autofree char *student = add_student (school, "Abadie", "Léa");
  g_autofree char *search = add_search (school, student, school->now);
  g_autofree char *sheet = add_sheet (school, search);
  g_autofree char *site =
      store_fixture_id (store_fixture_add (school->connection, MODEL_ENTITY_SITE, "company_id",
                                           school->company, "town", "Gaillac", NULL));
  g_autofree char *tutor =
      store_fixture_id (store_fixture_add (school->connection, MODEL_ENTITY_CONTACT, "company_id",
                                           school->company, "family_name", "Ibáñez", NULL));
  g_autoptr (GPtrArray) stays = NULL;
  const ModelStay *stay;

  store_fixture_add (school->connection, MODEL_ENTITY_ENROLMENT, "student_id", student,
                     "class_group_id", school->class_group, NULL);
  change (school, MODEL_ENTITY_STUDENT, student, "used_name", "Ruiz");
  change (school, MODEL_ENTITY_PLACEMENT, sheet, "site_id", site);
  change (school, MODEL_ENTITY_PLACEMENT, sheet, "tutor_id", tutor);
  change (school, MODEL_ENTITY_PLACEMENT, sheet, "start", "2027-01-18");
  change (school, MODEL_ENTITY_SEARCH, search, "teacher_id", school->teacher);
  stays = load (school, MODEL_ENTITY_COMPANY, school->company);
  g_assert_cmpuint (stays->len, ==, 1);
  stay = g_ptr_array_index (stays, 0);
  g_assert_cmpstr (stay->student, ==, "RUIZ Léa");
  g_assert_cmpstr (stay->class_name, ==, "1MELEC");
  g_assert_cmpstr (stay->company, ==, "Garage Roux");
  /* Where the student really is. */
  g_assert_cmpstr (stay->town, ==, "Gaillac");
  g_assert_cmpstr (stay->tutor, ==, "IBÁÑEZ");
  /* Who follows the search, as long as the sheet names nobody. */
  g_assert_cmpstr (stay->teacher, ==, "ASTRUC");
  g_assert_cmpstr (stay->start, ==, "2027-01-18");
  g_assert_cmpstr (stay->end, ==, "2027-01-28");
}

/* The sheet's referent has it, not the one who followed the search. */
static void
test_teacher (School *school, gconstpointer data)
{
  g_autofree char *other = store_fixture_id (
      store_fixture_add (school->connection, MODEL_ENTITY_TEACHER, "family_name", "Vidal", NULL));
  g_autofree char *student = add_student (school, "Abadie", "Léa");
  g_autofree char *search = add_search (school, student, school->now);
  g_autofree char *sheet = add_sheet (school, search);
  g_autoptr (GPtrArray) of_first = NULL, of_other = NULL;

  change (school, MODEL_ENTITY_SEARCH, search, "teacher_id", school->teacher);
  change (school, MODEL_ENTITY_PLACEMENT, sheet, "teacher_id", other);
  of_first = load (school, MODEL_ENTITY_TEACHER, school->teacher);
  of_other = load (school, MODEL_ENTITY_TEACHER, other);
  g_assert_cmpuint (of_first->len, ==, 0);
  g_assert_cmpuint (of_other->len, ==, 1);
}

/* A step is told by its place in the list, whatever its position says; one beyond is not told. */
static void
test_steps (School *school, gconstpointer data)
{
  static const struct
  {
    const char *step, *label;
  } cases[] = { { "0", "Préparée" }, { "1", "Signée" }, { "2", "" } };
  g_autofree char *student = add_student (school, "Abadie", "Léa");
  g_autofree char *search = add_search (school, student, school->now);
  g_autofree char *sheet = add_sheet (school, search);
  g_autofree char *agreement = store_fixture_id (store_fixture_add (
      school->connection, MODEL_ENTITY_AGREEMENT, "placement_id", sheet, "state", "active", NULL));

  store_fixture_add (school->connection, MODEL_ENTITY_STEP, "position", "20", "label", "Signée",
                     NULL);
  store_fixture_add (school->connection, MODEL_ENTITY_STEP, "position", "10", "label", "Préparée",
                     NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) stays = NULL;

      change (school, MODEL_ENTITY_AGREEMENT, agreement, "step", cases[i].step);
      stays = load (school, MODEL_ENTITY_STUDENT, student);
      g_assert_cmpuint (stays->len, ==, 1);
      g_assert_cmpstr (((ModelStay *) stays->pdata[0])->step, ==, cases[i].label);
    }
}

static void
test_notes (School *school, gconstpointer data)
{
  g_autofree char *student = add_student (school, "Abadie", "Léa");
  g_autofree char *other = add_student (school, "Brûlé", "Noé");
  g_autofree char *search = add_search (school, student, school->now);
  g_autofree char *other_search = add_search (school, other, school->now);
  G_GNUC_UNUSED g_autofree char *sheet = add_sheet (school, search);
  G_GNUC_UNUSED g_autofree char *other_sheet = add_sheet (school, other_search);
  g_autofree char *long_text = g_strnfill (1000, 'x');
  g_autoptr (GPtrArray) stays = NULL;
  const ModelStay *stay;

  add_note (school, student, search, "negative", "En retard", "2027-01-12T08:00:00Z");
  add_note (school, student, search, "positive", long_text, "2027-01-20T08:00:00Z");
  add_note (school, student, search, "information", "Vu", "2027-01-25T08:00:00Z");
  add_note (school, other, other_search, "information", "Première", "2027-01-13T08:00:00Z");
  add_note (school, other, other_search, "information", "Seconde", "2027-01-14T08:00:00Z");
  /* About the student, not about the period. */
  add_note (school, other, NULL, "negative", "Absent", "2027-01-15T08:00:00Z");
  stays = load (school, MODEL_ENTITY_COMPANY, school->company);
  g_assert_cmpuint (stays->len, ==, 2);
  stay = g_ptr_array_index (stays, 0);
  g_assert_cmpint (stay->n_notes[MODEL_TONE_NEGATIVE], ==, 1);
  g_assert_cmpint (stay->n_notes[MODEL_TONE_POSITIVE], ==, 1);
  g_assert_cmpint (stay->n_notes[MODEL_TONE_INFORMATION], ==, 1);
  /* The latest that says how it went, as much of it as a line shows. */
  g_assert_true (g_str_has_prefix (stay->note, "xxxx"));
  g_assert_cmpint (g_utf8_strlen (stay->note, -1), <=, 160);
  stay = g_ptr_array_index (stays, 1);
  g_assert_cmpstr (stay->note, ==, "Seconde");
  g_assert_cmpint (stay->n_notes[MODEL_TONE_INFORMATION], ==, 2);
  g_assert_cmpint (stay->n_notes[MODEL_TONE_NEGATIVE], ==, 0);
}

#define ADD(name, func) g_test_add ("/store/stays/" name, School, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("none", test_none);
  ADD ("order", test_order);
  ADD ("without-sheet", test_without_sheet);
  ADD ("values", test_values);
  ADD ("teacher", test_teacher);
  ADD ("steps", test_steps);
  ADD ("notes", test_notes);
  return g_test_run ();
}
