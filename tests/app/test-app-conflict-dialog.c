/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-conflict-dialog.h"
#include "app-guard.h"
#include "app-test-demo.h"
#include "work-change.h"
#include "work-query.h"

/* Fields that clash, the second and the last one sensitive; the third has nothing before. */

typedef struct
{
  WorkConflict conflict;
  GtkWidget *parent;
  AppConflictDialog *dialog;
  GAsyncResult *result;
} Fixture;

static void
on_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_set_object (&fixture->result, result);
}

static void
clash_free (gpointer data)
{
  WorkClash *clash = data;

  for (guint i = 0; i < WORK_N_KEEPS; i++)
    g_free (clash->texts[i]);
  g_free (clash->label);
  g_free (clash);
}

static guint n_told;

static void
on_told_cb (ModelEntity entity, gint64 id, gpointer user_data)
{
  g_assert_cmpint (entity, ==, MODEL_ENTITY_STUDENT);
  g_assert_cmpint (id, ==, 7);
  n_told++;
}

static void
add (Fixture *fixture, const char *label, const char *mine, const char *theirs, const char *before)
{
  WorkClash *clash = g_new0 (WorkClash, 1);

  clash->label = g_strdup (label);
  clash->field = model_field_find ("student.social_number");
  clash->texts[WORK_KEEP_MINE] = g_strdup (mine);
  clash->texts[WORK_KEEP_THEIRS] = g_strdup (theirs);
  clash->texts[WORK_KEEP_BEFORE] = g_strdup (before);
  g_ptr_array_add (fixture->conflict.clashes, clash);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->conflict.clashes = g_ptr_array_new_with_free_func (clash_free);
  fixture->conflict.fresh = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (fixture->conflict.fresh, model_record_new (MODEL_ENTITY_STUDENT));
  model_record_set_id (fixture->conflict.fresh->pdata[0], 7);
  n_told = 0;
  app_guard_set (TRUE, TRUE, on_told_cb, NULL);
  fixture->conflict.who = (char *) "Mme Martin (seat VIE-SCO)";
  fixture->conflict.at = (char *) "2026-11-26T09:42:00Z";
  add (fixture, "Town", "Ambert", "Thiers & Riom", "");
  add (fixture, "Social security number", "1 05 05", "2 05 05", "");
  ((WorkClash *) fixture->conflict.clashes->pdata[1])->is_sensitive = TRUE;
  add (fixture, "Company", "Dupont", "Durand", NULL);
  add (fixture, "INE", "1", "2", NULL);
  ((WorkClash *) fixture->conflict.clashes->pdata[3])->is_sensitive = TRUE;
  fixture->parent = gtk_label_new ("parent");
  app_test_show (fixture->parent);
  fixture->dialog = app_conflict_dialog_ask_async (
      GTK_WINDOW (gtk_widget_get_root (fixture->parent)), &fixture->conflict, on_asked_cb, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->result);
  app_guard_set (FALSE, FALSE, NULL, NULL);
  g_ptr_array_unref (fixture->conflict.fresh);
  g_ptr_array_unref (fixture->conflict.clashes);
  app_test_destroy (fixture->parent);
}

static void
assert_value (Fixture *fixture, guint clash, WorkKeep keep, const char *text)
{
  g_autofree char *value = app_conflict_dialog_get_value (fixture->dialog, clash, keep);

  g_assert_cmpstr (value, ==, text);
}

static GtkWidget *
save_button (Fixture *fixture)
{
  return app_test_find_button (GTK_WIDGET (fixture->dialog), "Save");
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  GtkCheckButton *reveal =
      GTK_CHECK_BUTTON (app_test_find (GTK_WIDGET (fixture->dialog), GTK_TYPE_CHECK_BUTTON, 0));

  assert_value (fixture, 0, WORK_KEEP_MINE, "Ambert");
  assert_value (fixture, 0, WORK_KEEP_THEIRS, "Thiers &amp; Riom");
  assert_value (fixture, 0, WORK_KEEP_BEFORE, "nothing");
  /* Masked until it is asked for; that there is nothing is no secret. */
  assert_value (fixture, 1, WORK_KEEP_MINE, "••••••");
  assert_value (fixture, 1, WORK_KEEP_BEFORE, "nothing");
  g_assert_cmpuint (n_told, ==, 0);
  gtk_check_button_set_active (reveal, TRUE);
  assert_value (fixture, 1, WORK_KEEP_MINE, "1 05 05");
  /* One row, one line in the log of accesses, and none for hiding it again. */
  g_assert_cmpuint (n_told, ==, 1);
  gtk_check_button_set_active (reveal, FALSE);
  g_assert_cmpuint (n_told, ==, 1);
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  app_test_until (fixture->result != NULL);
}

/* Nothing is saved before each field has its value. */
static void
test_each (Fixture *fixture, gconstpointer data)
{
  g_autofree WorkKeep *keeps = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (gtk_widget_is_sensitive (save_button (fixture)));
  g_assert_false (app_conflict_dialog_accept (fixture->dialog));
  app_conflict_dialog_choose (fixture->dialog, 0, WORK_KEEP_BEFORE);
  app_conflict_dialog_choose (fixture->dialog, 1, WORK_KEEP_MINE);
  app_conflict_dialog_choose (fixture->dialog, 3, WORK_KEEP_MINE);
  g_assert_false (app_conflict_dialog_accept (fixture->dialog));
  app_conflict_dialog_choose (fixture->dialog, 2, WORK_KEEP_MINE);
  /* One may change one's mind. */
  app_conflict_dialog_choose (fixture->dialog, 2, WORK_KEEP_THEIRS);
  g_assert_true (gtk_widget_is_sensitive (save_button (fixture)));
  g_assert_true (app_conflict_dialog_accept (fixture->dialog));
  app_test_until (fixture->result != NULL);
  keeps = app_conflict_dialog_ask_finish (fixture->result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (keeps[0], ==, WORK_KEEP_BEFORE);
  g_assert_cmpint (keeps[1], ==, WORK_KEEP_MINE);
  g_assert_cmpint (keeps[2], ==, WORK_KEEP_THEIRS);
}

static void
test_all (Fixture *fixture, gconstpointer data)
{
  g_autofree WorkKeep *keeps = NULL;

  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "conflict.all-mine", NULL));
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "conflict.all-theirs", NULL));
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "conflict.accept", NULL));
  app_test_until (fixture->result != NULL);
  keeps = app_conflict_dialog_ask_finish (fixture->result, NULL);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (keeps[i], ==, WORK_KEEP_THEIRS);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  app_conflict_dialog_choose_all (fixture->dialog, WORK_KEEP_MINE);
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  app_test_until (fixture->result != NULL);
  g_assert_null (app_conflict_dialog_ask_finish (fixture->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
on_solved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

/* The window in which it was edited is closed while the other's values are read: nobody is asked
 * above it, and nothing is saved. */
static void
test_closed (void)
{
  g_autofree char *path = app_test_copy_demo ("closed.paraphe");
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = work_school_open (path, STORE_OPEN_WRITE, &error);
  g_autoptr (GPtrArray) companies =
      work_school_read (school, work_query_records_new (MODEL_ENTITY_COMPANY, NULL, NULL), &error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkWindow) window = g_object_ref (GTK_WINDOW (gtk_window_new ()));
  g_autoptr (ModelRecord) theirs = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  ModelRecord *mine = companies->pdata[0];

  theirs = work_school_read (
      school, work_query_record_new (MODEL_ENTITY_COMPANY, model_record_get_id (mine)), &error);
  model_record_set_canonical (mine, "town", "Ambert");
  model_record_set_canonical (theirs, "town", "Thiers");
  done = work_school_apply (school, work_change_save_new ("company.change", theirs), &error);
  g_assert_no_error (error);
  g_ptr_array_add (records, g_object_ref (mine));
  app_conflict_solve_async (window, school, records, on_solved_cb, &result);
  gtk_window_destroy (window);
  app_test_until (result != NULL);
  g_assert_false (app_conflict_solve_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (app_test_find_window (APP_TYPE_CONFLICT_DIALOG));
  g_clear_object (&result);
  work_school_close (school);
}

static void
test_merged (void)
{
  WorkDone alone = { NULL, 1, 1, NULL }, both = { NULL, 1, 1, (char *) "Mme Martin" };
  g_autofree char *plain = app_conflict_say_merged ("Sheet saved", &alone);
  g_autofree char *merged = app_conflict_say_merged ("Sheet saved", &both);
  g_autofree char *nothing = app_conflict_say_merged ("Sheet saved", NULL);

  g_assert_cmpstr (plain, ==, "Sheet saved");
  g_assert_cmpstr (nothing, ==, "Sheet saved");
  g_assert_cmpstr (merged, ==, "Sheet saved, together with what Mme Martin has changed");
}

#define ADD(name, func) \
  g_test_add ("/app/conflict-dialog/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  int status;

  app_test_init (&argc, &argv);
  ADD ("values", test_values);
  ADD ("each", test_each);
  ADD ("all", test_all);
  ADD ("cancelled", test_cancelled);
  g_test_add_func ("/app/conflict-dialog/merged", test_merged);
  g_test_add_func ("/app/conflict-dialog/closed", test_closed);
  app_test_make_demo ();
  status = g_test_run ();
  app_test_remove_demo ();
  return status;
}
