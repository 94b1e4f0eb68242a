/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-conflict.h"

#include "store-error.h"
#include "work-fixture.h"
#include "work-query.h"

/* A student whom two edit: what is typed here meets what was saved elsewhere. */

typedef struct
{
  WorkFixture school;
  WorkSchool *other;
  GPtrArray *records; /* the student, as edited here */
} Seats;

static ModelRecord *
mine (Seats *seats)
{
  return seats->records->pdata[0];
}

static void
set_up (Seats *seats, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  work_fixture_set_up (&seats->school, data);
  work_fixture_change (&seats->school, MODEL_ENTITY_STUDENT, seats->school.students[0], "town",
                       "Riom");
  seats->other = work_school_open (seats->school.path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  seats->records = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (seats->records, work_fixture_load (&seats->school, MODEL_ENTITY_STUDENT,
                                                      seats->school.students[0]));
}

static void
tear_down (Seats *seats, gconstpointer data)
{
  g_ptr_array_unref (seats->records);
  work_school_close (seats->other);
  store_queue_join (work_school_get_queue (seats->other));
  g_clear_object (&seats->other);
  work_fixture_tear_down (&seats->school, data);
}

static void
change_theirs (Seats *seats, const char *column, const char *value)
{
  g_autoptr (ModelRecord) record =
      work_fixture_load (&seats->school, MODEL_ENTITY_STUDENT, seats->school.students[0]);
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;

  model_record_set_canonical (record, column, value);
  done = work_school_apply (seats->other, work_change_save_new ("student.change", record), &error);
  g_assert_no_error (error);
}

static WorkConflict *
read_conflict (Seats *seats)
{
  g_autoptr (GError) error = NULL;
  WorkConflict *conflict =
      work_school_read (seats->school.school, work_query_conflict_new (seats->records), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (conflict->fresh->len, ==, seats->records->len);
  return conflict;
}

/* (transfer full): saved here; must succeed */
static WorkDone *
save (Seats *seats)
{
  return work_fixture_apply (&seats->school,
                             work_change_save_all_new ("student.change", seats->records));
}

static void
assert_kept (Seats *seats, const char *column, const char *value)
{
  g_autoptr (ModelRecord) record =
      work_fixture_load (&seats->school, MODEL_ENTITY_STUDENT, seats->school.students[0]);

  g_assert_cmpstr (model_record_get (record, column), ==, value);
}

static void
test_none (Seats *seats, gconstpointer data)
{
  g_autoptr (WorkConflict) conflict = NULL;

  model_record_set_canonical (mine (seats), "town", "Ambert");
  change_theirs (seats, "address1", "3 rue Neuve");
  conflict = read_conflict (seats);
  g_assert_cmpuint (conflict->clashes->len, ==, 0);
  g_assert_nonnull (conflict->who);
  g_assert_nonnull (conflict->at);
  work_conflict_settle (conflict, seats->records, NULL);
  g_assert_cmpstr (model_record_get (mine (seats), "town"), ==, "Ambert");
  g_assert_cmpstr (model_record_get (mine (seats), "address1"), ==, "3 rue Neuve");
}

/* Different fields are saved side by side, and it is known beside whose. */
static void
test_merged (Seats *seats, gconstpointer data)
{
  g_autoptr (WorkDone) done = NULL, again = NULL;
  g_autofree char *who =
      g_strdup_printf ("%s (seat %s)", work_school_get_author (seats->other), g_get_host_name ());

  model_record_set_canonical (mine (seats), "town", "Ambert");
  change_theirs (seats, "address1", "3 rue Neuve");
  done = save (seats);
  g_assert_cmpstr (done->merged_with, ==, who);
  assert_kept (seats, "town", "Ambert");
  assert_kept (seats, "address1", "3 rue Neuve");

  g_ptr_array_set_size (seats->records, 0);
  g_ptr_array_add (seats->records, work_fixture_load (&seats->school, MODEL_ENTITY_STUDENT,
                                                      seats->school.students[0]));
  model_record_set_canonical (mine (seats), "town", "Thiers");
  again = save (seats);
  g_assert_null (again->merged_with);
}

static void
clash (Seats *seats, WorkKeep keep, const char *kept)
{
  g_autoptr (WorkConflict) conflict = NULL;
  g_autoptr (WorkDone) done = NULL, saved = NULL;
  g_autoptr (GError) error = NULL;
  const WorkClash *found;

  model_record_set_canonical (mine (seats), "town", "Ambert");
  model_record_set_canonical (mine (seats), "address1", "1 place Vieille");
  change_theirs (seats, "town", "Thiers");
  done = work_school_apply (seats->school.school,
                            work_change_save_all_new ("student.change", seats->records), &error);
  g_assert_null (done);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CONFLICT);

  conflict = read_conflict (seats);
  g_assert_cmpuint (conflict->clashes->len, ==, 1);
  found = conflict->clashes->pdata[0];
  g_assert_cmpstr (found->field->key, ==, "student.town");
  g_assert_cmpstr (found->label, ==, "Town");
  g_assert_cmpstr (found->texts[WORK_KEEP_MINE], ==, "Ambert");
  g_assert_cmpstr (found->texts[WORK_KEEP_THEIRS], ==, "Thiers");
  g_assert_cmpstr (found->texts[WORK_KEEP_BEFORE], ==, "Riom");
  work_conflict_settle (conflict, seats->records, &keep);
  saved = save (seats);
  assert_kept (seats, "town", kept);
  /* What only we had changed goes with it. */
  assert_kept (seats, "address1", "1 place Vieille");
}

static void
test_mine (Seats *seats, gconstpointer data)
{
  clash (seats, WORK_KEEP_MINE, "Ambert");
}

static void
test_theirs (Seats *seats, gconstpointer data)
{
  clash (seats, WORK_KEEP_THEIRS, "Thiers");
}

static void
test_before (Seats *seats, gconstpointer data)
{
  clash (seats, WORK_KEEP_BEFORE, "Riom");
}

static void
test_cleared (Seats *seats, gconstpointer data)
{
  g_autoptr (WorkConflict) conflict = NULL;
  const WorkClash *found;

  model_record_set_canonical (mine (seats), "town", "Ambert");
  change_theirs (seats, "town", NULL);
  conflict = read_conflict (seats);
  found = conflict->clashes->pdata[0];
  g_assert_null (found->values[WORK_KEEP_THEIRS]);
  g_assert_cmpstr (found->texts[WORK_KEEP_THEIRS], ==, "");
}

/* Values of fields are for a person: days, choices, who is named. */
static void
test_texts (Seats *seats, gconstpointer data)
{
  g_autoptr (WorkConflict) conflict = NULL;
  const WorkClash *found;

  model_record_set_canonical (mine (seats), "birth_date", "2010-05-01");
  change_theirs (seats, "birth_date", "2010-06-02");
  conflict = read_conflict (seats);
  found = conflict->clashes->pdata[0];
  g_assert_cmpstr (found->values[WORK_KEEP_MINE], ==, "2010-05-01");
  g_assert_cmpstr (found->texts[WORK_KEEP_MINE], ==, "01/05/2010");
}

/* A new row clashes with nothing, and one that is gone is said to be. */
static void
test_new_and_gone (Seats *seats, gconstpointer data)
{
  g_autoptr (ModelRecord) teacher = model_record_new (MODEL_ENTITY_TEACHER);
  g_autoptr (WorkConflict) conflict = NULL, none = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (seats->records, g_object_ref (teacher));
  model_record_set_canonical (teacher, "family_name", "Blanc");
  conflict = read_conflict (seats);
  g_assert_cmpuint (conflict->clashes->len, ==, 0);
  work_conflict_settle (conflict, seats->records, NULL);
  g_assert_cmpstr (model_record_get (teacher, "family_name"), ==, "Blanc");

  model_record_set_id (teacher, 4711);
  none = work_school_read (seats->school.school, work_query_conflict_new (seats->records), &error);
  g_assert_null (none);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
}

#define add_test(path, func) g_test_add (path, Seats, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/conflict/none", test_none);
  add_test ("/conflict/merged", test_merged);
  add_test ("/conflict/mine", test_mine);
  add_test ("/conflict/theirs", test_theirs);
  add_test ("/conflict/before", test_before);
  add_test ("/conflict/cleared", test_cleared);
  add_test ("/conflict/texts", test_texts);
  add_test ("/conflict/new-and-gone", test_new_and_gone);
  return g_test_run ();
}
