/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-error.h"
#include "work-change.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-query.h"

/* What every change and every query has in common, through the plainest ones. */

static ModelRecord *
read_student (WorkFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  ModelRecord *student = work_school_read (
      fixture->school, work_query_record_new (MODEL_ENTITY_STUDENT, fixture->students[0]), &error);

  g_assert_no_error (error);
  return student;
}

static void
test_save_and_undo (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) student = read_student (fixture);
  g_autoptr (ModelRecord) after = NULL, before = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autofree char *label = NULL;

  model_record_set_canonical (student, "town", "Albi");
  done =
      work_school_apply (fixture->school, work_change_save_new ("student.change", student), &error);
  g_assert_no_error (error);
  g_assert_nonnull (done->operation_id);
  g_assert_cmpint (done->id, ==, fixture->students[0]);
  g_assert_cmpuint (done->n, ==, 1);
  after = read_student (fixture);
  g_assert_cmpstr (model_record_get (after, "town"), ==, "Albi");
  label = work_school_undo (fixture->school, done->operation_id, &error);
  g_assert_no_error (error);
  before = read_student (fixture);
  g_assert_cmpstr (model_record_get (before, "town"), !=, "Albi");
}

static void
test_nothing_to_do (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) student = read_student (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done =
      work_school_apply (fixture->school, work_change_save_new ("student.change", student), &error);

  g_assert_no_error (error);
  g_assert_null (done->operation_id);
  g_assert_cmpuint (done->n, ==, 0);
}

static void
test_all_or_nothing (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ModelRecord) after = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (records, read_student (fixture));
  model_record_set_canonical (records->pdata[0], "town", "Albi");
  /* Without a name it cannot be. */
  g_ptr_array_add (records, model_record_new (MODEL_ENTITY_COMPANY));
  done = work_school_apply (fixture->school, work_change_save_all_new ("company.change", records),
                            &error);
  g_assert_null (done);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CHECK);
  after = read_student (fixture);
  g_assert_cmpstr (model_record_get (after, "town"), !=, "Albi");
  /* What a form holds is as it was. */
  g_assert_cmpstr (model_record_get (records->pdata[0], "town"), ==, "Albi");
  g_assert_true (model_record_is_changed (records->pdata[0]));
}

static void
test_conflict (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) mine = read_student (fixture);
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_STUDENT, fixture->students[0], "town", "Gaillac");
  model_record_set_canonical (mine, "town", "Albi");
  done = work_school_apply (fixture->school, work_change_save_new ("student.change", mine), &error);
  g_assert_null (done);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CONFLICT);
}

static void
test_delete (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add (fixture, MODEL_ENTITY_TEACHER, "family_name", "Astruc", NULL);
  g_autoptr (WorkDone) done = NULL, refused = NULL;
  g_autoptr (GError) error = NULL;

  done = work_school_apply (
      fixture->school, work_change_delete_new ("teacher.delete", MODEL_ENTITY_TEACHER, id), &error);
  g_assert_no_error (error);
  g_assert_nonnull (done->operation_id);
  refused = work_school_apply (
      fixture->school,
      work_change_delete_new ("company.delete", MODEL_ENTITY_COMPANY, fixture->company_id), &error);
  g_assert_null (refused);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_FOREIGN_KEY);
}

static void
test_async (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) student = NULL;
  g_autoptr (GAsyncResult) read = NULL, applied = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;

  work_school_read_async (fixture->school,
                          work_query_record_new (MODEL_ENTITY_STUDENT, fixture->students[1]), NULL,
                          work_fixture_on_result_cb, &read);
  student = work_school_read_finish (fixture->school, work_fixture_wait (&read), &error);
  g_assert_no_error (error);
  model_record_set_canonical (student, "town", "Albi");
  work_school_apply_async (fixture->school, work_change_save_new ("student.change", student), NULL,
                           work_fixture_on_result_cb, &applied);
  done = work_school_apply_finish (fixture->school, work_fixture_wait (&applied), &error);
  g_assert_no_error (error);
  g_assert_nonnull (done->operation_id);
}

static void
test_queries (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *class_group = work_fixture_id (fixture->class_id);
  g_autoptr (GPtrArray) links = NULL, all = NULL;
  g_autoptr (ModelSettings) settings = NULL;
  g_autoptr (GError) error = NULL;
  gpointer nobody;

  links = work_school_read (
      fixture->school,
      work_query_records_new (MODEL_ENTITY_PERIOD_CLASS, "class_group_id", class_group), &error);
  g_assert_cmpuint (links->len, ==, 2);
  all = work_school_read (fixture->school,
                          work_query_records_new (MODEL_ENTITY_STUDENT, NULL, NULL), &error);
  g_assert_cmpuint (all->len, ==, 3);
  work_fixture_add (fixture, MODEL_ENTITY_SETTING, "name", "deadline.late", "value", "3", NULL);
  settings = work_school_read (fixture->school, work_query_settings_new (), &error);
  g_assert_cmpint (model_settings_get_int (settings, "deadline.late"), ==, 3);
  nobody = work_school_read (fixture->school, work_query_record_new (MODEL_ENTITY_STUDENT, 12345),
                             &error);
  g_assert_null (nobody);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
}

static void
test_given_up (void)
{
  g_autoptr (ModelRecord) record = model_record_new (MODEL_ENTITY_COMPANY);

  work_change_free (work_change_save_new ("company.create", record));
  work_query_free (work_query_records_new (MODEL_ENTITY_COMPANY, "name", "Roux"));
  work_change_free (NULL);
  work_query_free (NULL);
  work_done_free (NULL);
}

#define ADD(name, func)                                                           \
  g_test_add ("/work/change/" name, WorkFixture, NULL, work_fixture_set_up, func, \
              work_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("save-and-undo", test_save_and_undo);
  ADD ("nothing-to-do", test_nothing_to_do);
  ADD ("all-or-nothing", test_all_or_nothing);
  ADD ("conflict", test_conflict);
  ADD ("delete", test_delete);
  ADD ("async", test_async);
  ADD ("queries", test_queries);
  g_test_add_func ("/work/change/given-up", test_given_up);
  return g_test_run ();
}
