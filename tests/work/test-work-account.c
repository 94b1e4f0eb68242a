/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store-account.h"
#include "store-connection-private.h"
#include "store-vault-private.h"
#include "work-account.h"
#include "work-demo.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-history.h"
#include "work-message.h"
#include "work-note.h"
#include "work-opening.h"
#include "work-people.h"
#include "work-query.h"
#include "work-search.h"
#include "work-settings.h"
#include "work-sheet.h"
#include "work-template.h"

/* Accounts as the window and the command line use them, on the whole demo school: who signs in sees
 * and does what is theirs, in every list there is. */

#define PASSWORD "une phrase assez longue"
#define OTHER    "une autre phrase longue"

typedef struct
{
  char *folder;
  char *path;
  WorkSchool *school;
  gint64 teacher_id; /* of a sheet */
} Fixture;

static WorkSchool *
open_school (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  WorkSchool *school = work_school_open (fixture->path, STORE_OPEN_WRITE, &error);

  g_assert_no_error (error);
  return school;
}

static void
close_school (WorkSchool *school)
{
  work_school_close (school);
  store_queue_join (work_school_get_queue (school));
  g_object_unref (school);
}

static gint64
apply (WorkSchool *school, WorkAccountChange *change)
{
  g_autoptr (WorkAccountChange) owned = change;
  g_autoptr (GError) error = NULL;
  gint64 id = work_school_apply_account (school, owned, &error);

  g_assert_no_error (error);
  return id;
}

static void
assert_not_applied (WorkSchool *school, WorkAccountChange *change)
{
  g_autoptr (WorkAccountChange) owned = change;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (work_school_apply_account (school, owned, &error), ==, 0);
  g_assert_nonnull (error);
}

static gint64
find_teacher (WorkSchool *school)
{
  g_autoptr (GPtrArray) sheets =
      work_school_read (school, work_query_records_new (MODEL_ENTITY_PLACEMENT, NULL, NULL), NULL);

  for (guint i = 0; i < sheets->len; i++)
    if (model_record_get_int (g_ptr_array_index (sheets, i), "teacher_id") != 0)
      return model_record_get_int (g_ptr_array_index (sheets, i), "teacher_id");
  g_assert_not_reached ();
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("paraphe-account-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "lycee.paraphe", NULL);
  work_demo_create (fixture->path, NULL, &error);
  g_assert_no_error (error);
  fixture->school = open_school (fixture);
  fixture->teacher_id = find_teacher (fixture->school);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_school (fixture->school);
  work_fixture_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
switch_on (Fixture *fixture)
{
  apply (fixture->school, work_account_add_new ("martin", "Mme Martin", MODEL_ACCOUNT_ADMINISTRATOR,
                                                0, PASSWORD, FALSE));
  apply (fixture->school, work_account_add_new ("delmas", "M. Delmas", MODEL_ACCOUNT_TEACHER,
                                                fixture->teacher_id, OTHER, FALSE));
  apply (fixture->school,
         work_account_add_new ("petit", "M. Petit", MODEL_ACCOUNT_READER, 0, OTHER, FALSE));
}

static WorkSchool *
sign_in (Fixture *fixture, const char *name, const char *password)
{
  g_autoptr (GError) error = NULL;
  WorkSchool *school = open_school (fixture);

  g_assert_true (work_school_needs_sign_in (school));
  work_school_sign_in (school, name, password, &error);
  g_assert_no_error (error);
  return school;
}

static void
test_without (Fixture *fixture, gconstpointer data)
{
  g_autofree char *author = g_strdup (work_school_get_author (fixture->school));

  g_assert_false (work_school_has_accounts (fixture->school));
  g_assert_false (work_school_needs_sign_in (fixture->school));
  g_assert_null (work_school_get_account (fixture->school));
  for (int act = 0; act < MODEL_N_ACTS; act++)
    g_assert_cmpint (work_school_may (fixture->school, act), ==, MODEL_MAY_YES);

  switch_on (fixture);
  g_assert_cmpstr (work_school_get_author (fixture->school), ==, "Mme Martin");
  g_assert_true (work_school_has_accounts (fixture->school));
  g_assert_false (work_school_needs_sign_in (fixture->school));
  apply (fixture->school, work_account_switch_off_new (PASSWORD));
  g_assert_false (work_school_has_accounts (fixture->school));
  g_assert_null (work_school_get_account (fixture->school));
  g_assert_cmpstr (work_school_get_author (fixture->school), ==, author);
}

static void
test_opening (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WorkOpening) opening = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) signing = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (WorkOverview) year = NULL;
  g_autoptr (GError) error = NULL;
  WorkSchool *school;

  switch_on (fixture);
  opening = work_opening_start (fixture->path, STORE_OPEN_WRITE);
  work_opening_wait_async (opening, work_fixture_on_result_cb, &result);
  school = work_opening_wait_finish (opening, work_fixture_wait (&result), &overview, &error);
  g_assert_nonnull (school);
  g_assert_null (overview);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_SIGN_IN);
  g_clear_error (&error);
  g_assert_false (work_school_require (school, MODEL_ACT_EXPORT_LIST, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_SIGN_IN);
  g_clear_error (&error);

  work_school_sign_in_async (school, "Delmas", OTHER, NULL, work_fixture_on_result_cb, &signing);
  g_assert_true (work_school_sign_in_finish (school, work_fixture_wait (&signing), &error));
  g_assert_no_error (error);
  g_assert_cmpstr (work_school_get_account (school)->label, ==, "M. Delmas");
  g_assert_false (work_school_require (school, MODEL_ACT_MANAGE_ACCOUNTS, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_NOT_ALLOWED);
  g_clear_error (&error);
  year = work_school_load (school, 0, &error);
  g_assert_no_error (error);

  work_school_sign_out (school);
  g_assert_true (work_school_needs_sign_in (school));
  g_assert_null (work_school_load (school, 0, &error));
  g_assert_nonnull (error);
  close_school (school);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_false (g_task_had_error (G_TASK (result)));
  *(gboolean *) data = TRUE;
}

/* The task knows how what is read is freed, which differs; it does so when nobody takes it. */
static void
assert_reads (WorkSchool *school, WorkQuery *query, const char *what)
{
  gboolean is_read = FALSE;

  g_test_message ("%s", what);
  work_school_read_async (school, query, NULL, on_read_cb, &is_read);
  while (!is_read)
    g_main_context_iteration (NULL, TRUE);
}

#define reads(query) assert_reads (school, query, #query)

/* Whatever a window shows can be shown, with less in it. */
static void
check_lists (WorkSchool *school, WorkOverview *overview)
{
  ModelLine *line = g_ptr_array_index (overview->lines, 0);

  reads (work_query_people_new (MODEL_ENTITY_STUDENT, overview->year_id));
  reads (work_query_people_new (MODEL_ENTITY_COMPANY, overview->year_id));
  reads (work_query_people_new (MODEL_ENTITY_TEACHER, overview->year_id));
  reads (work_query_person_new (MODEL_ENTITY_STUDENT, line->student_id));
  reads (work_query_history_new (line));
  reads (work_query_recent_history_new (50));
  reads (work_query_settings_new ());
  reads (work_query_calendar_new ());
  reads (work_query_templates_new ());
  reads (work_query_outbox_new (0, 10));
  reads (work_query_sheet_new (line->student_id, line->period_id, line->placement_id));
  reads (work_query_picks_new (MODEL_ENTITY_COMPANY, 0));
  reads (work_query_accounts_new ());
}

static void
test_teacher (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WorkOverview) all = NULL, own = NULL;
  g_autoptr (GPtrArray) students = NULL;
  g_autoptr (GError) error = NULL;
  WorkSchool *school;

  all = work_school_load (fixture->school, 0, &error);
  g_assert_no_error (error);
  switch_on (fixture);
  school = sign_in (fixture, "delmas", OTHER);
  own = work_school_load (school, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (own->lines->len, >, 0);
  g_assert_cmpuint (own->lines->len, <, all->lines->len);
  g_assert_cmpuint (own->n_waiting, ==, 0);
  check_lists (school, own);

  students =
      work_school_read (school, work_query_records_new (MODEL_ENTITY_STUDENT, NULL, NULL), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < students->len; i++)
    {
      ModelRecord *student = g_ptr_array_index (students, i);

      g_assert_cmpstr (model_record_get (student, "social_number"), ==, NULL);
      g_assert_cmpstr (model_record_get (student, "ine"), ==, NULL);
      g_assert_cmpstr (model_record_get (student, "family_name"), !=, NULL);
    }
  /* Accounts are not theirs to change, but their own password is. */
  assert_not_applied (school, work_account_activate_new (1, FALSE));
  assert_not_applied (school, work_account_password_new ("faux", PASSWORD));
  assert_not_applied (school, work_account_password_new (OTHER, "court"));
  apply (school, work_account_password_new (OTHER, "encore une autre phrase"));
  close_school (school);
  close_school (sign_in (fixture, "delmas", "encore une autre phrase"));
}

static void
test_reader (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelRecord) student = NULL;
  g_autoptr (WorkDone) done = NULL;
  WorkSchool *school;

  switch_on (fixture);
  school = sign_in (fixture, "petit", OTHER);
  overview = work_school_load (school, 0, &error);
  g_assert_no_error (error);
  check_lists (school, overview);
  student = work_school_read (
      school,
      work_query_record_new (MODEL_ENTITY_STUDENT,
                             ((ModelLine *) g_ptr_array_index (overview->lines, 0))->student_id),
      &error);
  g_assert_no_error (error);
  model_record_set_canonical (student, "family_name", "Autre");
  done = work_school_apply (school, work_change_save_new ("student.edit", student), &error);
  g_assert_null (done);
  g_assert_nonnull (error);
  close_school (school);
}

/* One that is closed while its owner works is shut out with the next thing asked. */
static void
test_shut_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WorkSchool *school;

  switch_on (fixture);
  school = sign_in (fixture, "petit", OTHER);
  infos = work_school_read (fixture->school, work_query_accounts_new (), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < infos->len; i++)
    {
      const WorkAccountInfo *info = g_ptr_array_index (infos, i);

      if (g_str_equal (info->name, "petit"))
        apply (fixture->school, work_account_activate_new (info->id, FALSE));
    }
  work_school_load_async (school, 0, NULL, work_fixture_on_result_cb, &result);
  g_assert_null (work_school_load_finish (school, work_fixture_wait (&result), &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_SIGN_IN);
  g_assert_true (work_school_needs_sign_in (school));
  close_school (school);
}

/* Whoever was given a password chooses another before anything else, and may all at once then. */
static void
test_must_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) students = NULL;
  g_autoptr (GError) error = NULL;
  WorkSchool *school;

  switch_on (fixture);
  apply (fixture->school,
         work_account_add_new ("leroy", "Mme Leroy", MODEL_ACCOUNT_SECRETARY, 0, OTHER, TRUE));
  school = sign_in (fixture, "leroy", OTHER);
  g_assert_false (work_school_needs_sign_in (school));
  for (int act = 0; act < MODEL_N_ACTS; act++)
    g_assert_cmpint (work_school_may (school, act), ==, MODEL_MAY_NO);
  g_assert_false (work_school_require (school, MODEL_ACT_EXPORT_LIST, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_NOT_ALLOWED);
  g_assert_true (g_str_has_prefix (error->message, "Choose a password of your own first"));
  g_clear_error (&error);
  none =
      work_school_read (school, work_query_records_new (MODEL_ENTITY_STUDENT, NULL, NULL), &error);
  g_assert_null (none);
  g_assert_true (g_str_has_prefix (error->message, "Choose a password of your own first"));
  g_clear_error (&error);
  assert_not_applied (school, work_account_password_new (OTHER, OTHER));
  apply (school, work_account_password_new (OTHER, PASSWORD));
  g_assert_cmpint (work_school_may (school, MODEL_ACT_EXPORT_LIST), ==, MODEL_MAY_YES);
  g_assert_true (work_school_require (school, MODEL_ACT_EXPORT_LIST, &error));
  students =
      work_school_read (school, work_query_records_new (MODEL_ENTITY_STUDENT, NULL, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (students->len, >, 0);
  close_school (school);
}

/* After too many wrong ones it is known until when none is taken, of that account alone. */
static void
test_closed_until (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDateTime) until = NULL;
  g_autoptr (GDateTime) now = NULL;
  WorkSchool *school;

  switch_on (fixture);
  school = open_school (fixture);
  for (guint i = 1; i < STORE_ACCOUNT_TRIES; i++)
    {
      g_assert_false (work_school_sign_in (school, "petit", "wrong", &error));
      g_assert_error (error, WORK_ERROR, WORK_ERROR_PASSWORD);
      g_assert_null (work_school_get_closed_until (school));
      g_clear_error (&error);
    }
  g_assert_false (work_school_sign_in (school, "petit", "wrong", &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_LOCKED);
  until = g_date_time_new_from_iso8601 (work_school_get_closed_until (school), NULL);
  g_assert_nonnull (until);
  now = g_date_time_new_now_utc ();
  g_assert_cmpint (g_date_time_difference (until, now), <=, G_TIME_SPAN_MINUTE);
  g_assert_true (work_school_sign_in (school, "delmas", OTHER, NULL));
  g_assert_null (work_school_get_closed_until (school));
  close_school (school);
}

static void
test_passwords (void)
{
  static const char *const weak[] = { "", "motdepasse", "delmas2026!!", "éàç" };

  for (guint i = 0; i < G_N_ELEMENTS (weak); i++)
    {
      g_autofree char *problem = work_password_problem (weak[i], "Delmas");

      g_assert_nonnull (problem);
    }
  g_assert_null (work_password_problem (PASSWORD, "Delmas"));
  g_assert_null (work_password_problem (PASSWORD, NULL));
}

#define add_test(path, func) \
  g_test_add ("/work/account/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  _store_vault_set_cost (1, 8192);
  add_test ("without", test_without);
  add_test ("opening", test_opening);
  add_test ("teacher", test_teacher);
  add_test ("reader", test_reader);
  add_test ("shut-out", test_shut_out);
  add_test ("must-change", test_must_change);
  add_test ("closed-until", test_closed_until);
  g_test_add_func ("/work/account/passwords", test_passwords);
  return g_test_run ();
}
