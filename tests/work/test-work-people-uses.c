/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-error.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-people.h"

/* What stands in the way of a deletion, each kind by itself, and what does not. */

/* The sentence with which a deletion is refused, or NULL when it is done and taken back. */
static char *
try_delete (WorkFixture *fixture, ModelEntity entity, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done =
      work_school_apply (fixture->school, work_change_person_delete_new (entity, id), &error);

  if (done != NULL)
    {
      g_autofree char *undone = work_school_undo (fixture->school, done->operation_id, &error);

      g_assert_no_error (error);
      g_assert_nonnull (undone);
      g_assert_cmpuint (done->n, ==, 1);
      return NULL;
    }
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  return g_strdup (error->message);
}

static void
assert_blocked (WorkFixture *fixture, ModelEntity entity, gint64 id, const char *by)
{
  g_autofree char *message = try_delete (fixture, entity, id);
  g_autofree char *expected = by != NULL ? g_strdup_printf ("(%s)", by) : NULL;

  if (by == NULL)
    g_assert_null (message);
  else if (message == NULL || strstr (message, expected) == NULL)
    g_error ("“%s” is not in: %s", expected, message);
}

static void
test_teacher (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add (fixture, MODEL_ENTITY_TEACHER, "family_name", "Vidal", NULL);
  g_autofree char *teacher = work_fixture_id (id);
  g_autofree char *student = work_fixture_id (fixture->students[2]);
  g_autofree char *search = work_fixture_id (fixture->searches[2]);

  assert_blocked (fixture, MODEL_ENTITY_TEACHER, id, NULL);
  work_fixture_change (fixture, MODEL_ENTITY_CLASS_GROUP, fixture->class_id, "main_teacher_id",
                       teacher);
  assert_blocked (fixture, MODEL_ENTITY_TEACHER, id, "1 class");
  work_fixture_change (fixture, MODEL_ENTITY_CLASS_GROUP, fixture->class_id, "main_teacher_id",
                       NULL);
  work_fixture_change (fixture, MODEL_ENTITY_SEARCH, fixture->searches[0], "teacher_id", teacher);
  work_fixture_change (fixture, MODEL_ENTITY_SEARCH, fixture->searches[1], "teacher_id", teacher);
  assert_blocked (fixture, MODEL_ENTITY_TEACHER, id, "2 searches");
  work_fixture_add (fixture, MODEL_ENTITY_INTERVIEW, "search_id", search, "teacher_id", teacher,
                    "day", "2026-11-02", "account", "Cherche", NULL);
  assert_blocked (fixture, MODEL_ENTITY_TEACHER, id, "2 searches, 1 interview");
  work_fixture_add (fixture, MODEL_ENTITY_NOTE, "student_id", student, "teacher_id", teacher,
                    "tone", "information", "audience", "teachers", "author_role", "teacher",
                    "author", "Vidal", "text", "Vu", "made_at", "2026-11-02T08:00:00Z", NULL);
  assert_blocked (fixture, MODEL_ENTITY_TEACHER, id, "2 searches, 1 interview, 1 note");
}

static void
test_student (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = fixture->students[2];
  g_autofree char *student = work_fixture_id (id);
  g_autofree char *search = work_fixture_id (fixture->searches[2]);

  /* Guardians, classes and an empty search go along. */
  work_fixture_add (fixture, MODEL_ENTITY_GUARDIAN, "student_id", student, "rank", "1",
                    "family_name", "Cazals", NULL);
  assert_blocked (fixture, MODEL_ENTITY_STUDENT, id, NULL);
  work_fixture_add (fixture, MODEL_ENTITY_NOTE, "student_id", student, "tone", "information",
                    "audience", "teachers", "author_role", "administration", "author", "Hélène",
                    "text", "Vu", "made_at", "2026-11-02T08:00:00Z", NULL);
  assert_blocked (fixture, MODEL_ENTITY_STUDENT, id, "1 note");
  work_fixture_add (fixture, MODEL_ENTITY_INTERVIEW, "search_id", search, "day", "2026-11-02",
                    "account", "Cherche", NULL);
  work_fixture_add (fixture, MODEL_ENTITY_PLACEMENT, "search_id", search, "state", "draft", NULL);
  assert_blocked (fixture, MODEL_ENTITY_STUDENT, id, "1 interview, 1 placement sheet, 1 note");
  work_fixture_assert_sound (fixture);
}

/* A sheet that names the company in four ways is one sheet. */
static void
test_company (WorkFixture *fixture, gconstpointer data)
{
  gint64 alone = work_fixture_add (fixture, MODEL_ENTITY_COMPANY, "name", "Lune", NULL);
  g_autofree char *company = work_fixture_id (alone);
  g_autofree char *site = NULL;

  site = work_fixture_id (
      work_fixture_add (fixture, MODEL_ENTITY_SITE, "company_id", company, "town", "Albi", NULL));
  assert_blocked (fixture, MODEL_ENTITY_COMPANY, alone, NULL);
  assert_blocked (fixture, MODEL_ENTITY_COMPANY, fixture->company_id, "2 placement sheets");
  assert_blocked (fixture, MODEL_ENTITY_SITE, fixture->site_id, "2 placement sheets");
  assert_blocked (fixture, MODEL_ENTITY_SITE, g_ascii_strtoll (site, NULL, 10), NULL);
  assert_blocked (fixture, MODEL_ENTITY_CONTACT, fixture->contacts[0], "2 placement sheets");
  /* The site of a company is another's in a sheet: it stands in the way of its own. */
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "site_id", site);
  assert_blocked (fixture, MODEL_ENTITY_COMPANY, alone, "1 placement sheet");
}

static void
test_gone (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = work_school_apply (
      fixture->school, work_change_person_delete_new (MODEL_ENTITY_COMPANY, 4242), &error);

  g_assert_null (done);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
}

/* What each change is called when it is undone. */
static void
test_names (WorkFixture *fixture, gconstpointer data)
{
  static const struct
  {
    ModelEntity entity;
    const char *column, *value;
    const char *owner;
    const char *created, *changed, *deleted;
  } cases[] = {
    { MODEL_ENTITY_STUDENT, "family_name", "Vidal", NULL, "addition of 1 student",
      "change of 1 student", "deletion of 1 student" },
    { MODEL_ENTITY_COMPANY, "name", "Lune", NULL, "addition of 1 company", "change of 1 company",
      "deletion of 1 company" },
    { MODEL_ENTITY_TEACHER, "family_name", "Vidal", NULL, "addition of 1 teacher",
      "change of 1 teacher", "deletion of 1 teacher" },
    { MODEL_ENTITY_GUARDIAN, "family_name", "Vidal", "student_id", "addition of 1 guardian",
      "change of 1 guardian", "deletion of 1 guardian" },
    { MODEL_ENTITY_SITE, "name", "Dépôt", "company_id", "addition of 1 host site",
      "change of 1 host site", "deletion of 1 host site" },
    { MODEL_ENTITY_CONTACT, "family_name", "Vidal", "company_id", "addition of 1 contact",
      "change of 1 contact", "deletion of 1 contact" },
  };
  g_autofree char *student = work_fixture_id (fixture->students[2]);
  g_autofree char *company = work_fixture_id (fixture->company_id);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ModelRecord) record = model_record_new (cases[i].entity);
      g_autoptr (ModelRecord) saved = NULL;
      g_autoptr (WorkDone) created = NULL, changed = NULL, deleted = NULL;
      g_autoptr (GError) error = NULL;

      model_record_set_canonical (record, cases[i].column, cases[i].value);
      if (cases[i].entity == MODEL_ENTITY_STUDENT)
        model_record_set_canonical (record, "given_name", "Anne");
      if (cases[i].owner != NULL)
        model_record_set_canonical (record, cases[i].owner,
                                    cases[i].entity == MODEL_ENTITY_GUARDIAN ? student : company);
      created = work_school_apply (fixture->school, work_change_person_save_new (record), &error);
      g_assert_no_error (error);
      saved = work_fixture_load (fixture, cases[i].entity, created->id);
      model_record_set_canonical (saved, cases[i].column, "Autre");
      changed = work_school_apply (fixture->school, work_change_person_save_new (saved), &error);
      g_assert_no_error (error);
      deleted = work_school_apply (
          fixture->school, work_change_person_delete_new (cases[i].entity, created->id), &error);
      g_assert_no_error (error);
      for (guint j = 0; j < 3; j++)
        {
          const char *const expected[] = { cases[i].deleted, cases[i].changed, cases[i].created };
          g_autofree char *name = work_school_undo (fixture->school, NULL, &error);

          g_assert_no_error (error);
          g_assert_cmpstr (name, ==, expected[j]);
        }
    }
}

/* A change that says nothing new is none. */
static void
test_nothing_new (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) teacher =
      work_fixture_load (fixture, MODEL_ENTITY_TEACHER, fixture->teacher_id);
  g_autoptr (WorkDone) done = NULL, enrolled = NULL;
  g_autoptr (GError) error = NULL;

  done = work_school_apply (fixture->school, work_change_person_save_new (teacher), &error);
  g_assert_no_error (error);
  g_assert_null (done->operation_id);
  /* In the class already. */
  enrolled = work_school_apply (
      fixture->school, work_change_enrol_new (fixture->students[0], fixture->class_id), &error);
  g_assert_no_error (error);
  g_assert_null (enrolled->operation_id);
}

/* A required value may not be taken away, and two seats do not overwrite each other. */
static void
test_refused (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) mine =
      work_fixture_load (fixture, MODEL_ENTITY_TEACHER, fixture->teacher_id);
  g_autoptr (WorkDone) done = NULL, late = NULL;
  g_autoptr (GError) error = NULL, conflict = NULL;

  model_record_set_canonical (mine, "family_name", NULL);
  done = work_school_apply (fixture->school, work_change_person_save_new (mine), &error);
  g_assert_null (done);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Family name"));
  model_record_set_canonical (mine, "family_name", "Belkacem-Roux");
  work_fixture_change (fixture, MODEL_ENTITY_TEACHER, fixture->teacher_id, "family_name", "Bel");
  late = work_school_apply (fixture->school, work_change_person_save_new (mine), &conflict);
  g_assert_null (late);
  g_assert_error (conflict, STORE_ERROR, STORE_ERROR_CONFLICT);
}

#define ADD(name, func)                                                                \
  g_test_add ("/work/people-uses/" name, WorkFixture, NULL, work_fixture_set_up, func, \
              work_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("teacher", test_teacher);
  ADD ("student", test_student);
  ADD ("company", test_company);
  ADD ("gone", test_gone);
  ADD ("names", test_names);
  ADD ("nothing-new", test_nothing_new);
  ADD ("refused", test_refused);
  return g_test_run ();
}
