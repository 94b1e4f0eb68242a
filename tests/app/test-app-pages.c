/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-job-bar.h"
#include "app-report-window.h"
#include "app-test.h"
#include "app-welcome.h"

static void
test_welcome (void)
{
  static const char *const recent[] = { "/tmp/a b.paraphe", "/tmp/<é>&.paraphe", NULL };
  static const char *const none[] = { NULL };
  AppWelcome *welcome = app_welcome_new ();

  app_test_show (GTK_WIDGET (welcome));
  g_assert_nonnull (app_test_find_button (GTK_WIDGET (welcome), "Try with the Demo School"));
  g_assert_nonnull (app_test_find_button (GTK_WIDGET (welcome), "Create a Database…"));
  g_assert_nonnull (app_test_find_button (GTK_WIDGET (welcome), "Open a Database…"));
  g_assert_cmpuint (app_welcome_get_n_recent (welcome), ==, 0);
  app_welcome_set_recent (welcome, recent);
  g_assert_cmpuint (app_welcome_get_n_recent (welcome), ==, 2);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (welcome));
  app_welcome_set_recent (welcome, none);
  g_assert_cmpuint (app_welcome_get_n_recent (welcome), ==, 0);
  app_test_destroy (GTK_WIDGET (welcome));
}

/* The window is usable at 360 pixels: no page may ask for more. */
static void
test_welcome_is_narrow (void)
{
  GtkWidget *welcome = GTK_WIDGET (app_welcome_new ());
  int minimum;

  app_test_show (welcome);
  gtk_widget_measure (welcome, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  app_test_destroy (welcome);
}

static gboolean
do_nothing (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static gboolean
has_label (GtkWidget *root, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) == 0)
      return TRUE;
  return FALSE;
}

static void
test_job_bar (void)
{
  AppJobBar *bar = app_job_bar_new ();
  g_autoptr (WorkJob) job = work_job_new ("Making agreements", do_nothing, NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GtkProgressBar *progress;
  GtkWidget *cancel;

  app_test_show (GTK_WIDGET (bar));
  progress = GTK_PROGRESS_BAR (app_test_find (GTK_WIDGET (bar), GTK_TYPE_PROGRESS_BAR, 0));
  cancel = app_test_find_button (GTK_WIDGET (bar), "Cancel");
  g_signal_emit_by_name (cancel, "clicked");
  g_assert_null (app_job_bar_get_job (bar));

  app_job_bar_follow (bar, job, cancellable);
  g_assert_true (app_job_bar_get_job (bar) == job);
  g_assert_true (has_label (GTK_WIDGET (bar), "Making agreements"));
  work_job_set_progress (job, 0.25, "ABADIE Léa");
  app_test_until (has_label (GTK_WIDGET (bar), "ABADIE Léa"));
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (progress), ==, 0.25);

  g_signal_emit_by_name (cancel, "clicked");
  g_assert_true (g_cancellable_is_cancelled (cancellable));
  g_assert_false (gtk_widget_is_sensitive (cancel));
  g_assert_true (has_label (GTK_WIDGET (bar), "Stopping after the current item…"));

  app_job_bar_follow (bar, NULL, NULL);
  g_assert_null (app_job_bar_get_job (bar));
  app_test_destroy (GTK_WIDGET (bar));
}

static void
add_failures (GPtrArray *failed, WorkJobItem *items, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      items[i].id = i;
      items[i].name = (char *) "ABADIE <Léa>";
      items[i].error = (char *) "The template is missing: choose another.";
      g_ptr_array_add (failed, &items[i]);
    }
}

static void
close_report (AppReportWindow *report)
{
  gpointer weak = report;

  g_object_add_weak_pointer (G_OBJECT (report), &weak);
  gtk_window_destroy (GTK_WINDOW (report));
  app_test_until (weak == NULL);
}

static void
test_failures (void)
{
  AppReportWindow *report = app_report_window_new (NULL, "Generation", "1 made · 3 not made");
  g_autoptr (GPtrArray) failed = g_ptr_array_new ();
  WorkJobItem items[3] = { 0 };

  add_failures (failed, items, G_N_ELEMENTS (items));
  app_report_window_add_failures (report, failed);
  gtk_window_present (GTK_WINDOW (report));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (report));
  g_assert_cmpuint (app_report_window_get_n_rows (report), ==, 3);
  g_assert_true (has_label (GTK_WIDGET (report), "The template is missing: choose another."));
  close_report (report);
}

static void
on_done_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree char *printed = g_variant_print (parameter, FALSE);

  g_string_append_printf (user_data, "%s %s\n", g_action_get_name (G_ACTION (action)), printed);
}

static void
press (GtkWidget *root, const char *name)
{
  GtkWidget *widget = app_test_find_button (root, name);

  if (widget != NULL)
    {
      g_signal_emit_by_name (widget, "clicked");
      return;
    }
  for (guint i = 0; (widget = app_test_find (root, ADW_TYPE_ACTION_ROW, i)) != NULL; i++)
    if (g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), name))
      {
        g_signal_emit_by_name (widget, "activated");
        return;
      }
  g_assert_not_reached ();
}

/* A row leads to what it is about, a button goes on; either way the report is done with. */
static void
test_ways (void)
{
  static const GActionEntry entries[] = { { "open", on_done_cb, "x" }, { "go", on_done_cb, "s" } };
  static const char *const pressed[] = { "ABADIE <Léa>", "All", "Some" };
  g_autoptr (GString) done = g_string_new (NULL);
  GtkWidget *parent = g_object_new (GTK_TYPE_APPLICATION_WINDOW, NULL);
  g_autoptr (GPtrArray) failed = g_ptr_array_new ();
  WorkJobItem items[2] = { 0 };

  add_failures (failed, items, G_N_ELEMENTS (items));
  items[0].id = 17;
  items[1].name = (char *) "BRÛLÉ Noé";
  g_action_map_add_action_entries (G_ACTION_MAP (parent), entries, G_N_ELEMENTS (entries), done);
  for (guint i = 0; i < G_N_ELEMENTS (pressed); i++)
    {
      AppReportWindow *report = app_report_window_new (GTK_WINDOW (parent), "Before", "");
      gpointer weak = report;

      app_report_window_add_items (report, "Missing", failed, "win.open");
      app_report_window_set_action (report, "_All", "win.go", g_variant_new_string ("all"));
      app_report_window_set_other_action (report, "_Some", "win.go", g_variant_new_string ("some"));
      gtk_window_present (GTK_WINDOW (report));
      g_object_add_weak_pointer (G_OBJECT (report), &weak);
      press (GTK_WIDGET (report), pressed[i]);
      app_test_until (weak == NULL);
    }
  g_assert_cmpstr (done->str, ==, "open 17\ngo 'all'\ngo 'some'\n");
  gtk_window_destroy (GTK_WINDOW (parent));
}

/* Thousands of the same mistake are said in a few rows, which come one after another, and a number.
 */
static void
test_many_failures (void)
{
  AppReportWindow *report = app_report_window_new (NULL, "Generation", "");
  g_autoptr (GPtrArray) failed = g_ptr_array_new ();
  g_autofree WorkJobItem *items = g_new0 (WorkJobItem, 1000);

  add_failures (failed, items, 1000);
  app_report_window_add_failures (report, failed);
  g_assert_cmpuint (app_report_window_get_n_rows (report), ==, 201);
  gtk_window_present (GTK_WINDOW (report));
  app_test_until (has_label (GTK_WIDGET (report), "and 800 more"));
  close_report (report);
}

static void
test_import (void)
{
  AppReportWindow *report = app_report_window_new (NULL, "Import", "1 file read");
  g_autoptr (GPtrArray) problems = g_ptr_array_new (), notices = g_ptr_array_new ();
  WorkImportProblem refused = { 12, (char *) "NOM", (char *) "The name is missing." };
  WorkImportProblem of_line = { 13, (char *) "", (char *) "The line is empty." };
  WorkImportProblem ignored = { 0, (char *) "COULEUR", (char *) "This column is not known." };
  WorkImportReport file = { .file = (char *) "/tmp/élèves.csv",
                            .created = 10,
                            .changed = 2,
                            .unchanged = 1,
                            .refused = 2,
                            .problems = problems,
                            .notices = notices,
                            .committed = TRUE };

  g_ptr_array_add (problems, &refused);
  g_ptr_array_add (problems, &of_line);
  g_ptr_array_add (notices, &ignored);
  app_report_window_add_import (report, &file);
  g_assert_cmpuint (app_report_window_get_n_rows (report), ==, 3);
  g_assert_true (has_label (GTK_WIDGET (report), "élèves.csv"));
  g_assert_true (has_label (GTK_WIDGET (report), "10 added, 2 changed, 1 unchanged, 2 refused"));
  g_assert_true (has_label (GTK_WIDGET (report), "Line 12, NOM"));
  g_assert_true (has_label (GTK_WIDGET (report), "Line 13"));
  g_assert_true (has_label (GTK_WIDGET (report), "COULEUR"));
  close_report (report);
}

static void
test_nothing_kept (void)
{
  AppReportWindow *report = app_report_window_new (NULL, "Import", "1 file read");
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  WorkImportReport file = {
    .file = (char *) "a.csv", .refused = 1, .problems = none, .notices = none
  };

  app_report_window_add_import (report, &file);
  g_assert_true (has_label (GTK_WIDGET (report),
                            "0 added, 0 changed, 0 unchanged, 1 refused\n"
                            "Nothing of this file was kept: correct it, then import it again."));
  close_report (report);
}

static void
on_retry_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  *(int *) user_data = g_variant_get_int32 (parameter);
}

/* The way to go on is an action of the window that the report belongs to. */
static void
test_retry (void)
{
  GtkWidget *parent = gtk_window_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) retry = g_simple_action_new ("retry", G_VARIANT_TYPE_INT32);
  AppReportWindow *report;
  GtkWidget *button;
  int heard = 0;

  g_signal_connect (retry, "activate", G_CALLBACK (on_retry_cb), &heard);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (retry));
  gtk_widget_insert_action_group (parent, "job", G_ACTION_GROUP (actions));
  gtk_window_present (GTK_WINDOW (parent));
  report = app_report_window_new (GTK_WINDOW (parent), "Generation", "");
  button = app_test_find_button (GTK_WIDGET (report), "Retry");
  g_assert_null (button);
  app_report_window_set_action (report, "_Retry", "job.retry", g_variant_new_int32 (42));
  gtk_window_present (GTK_WINDOW (report));
  button = app_test_find_button (GTK_WIDGET (report), "Retry");
  g_assert_true (gtk_widget_get_visible (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpint (heard, ==, 42);
  gtk_window_destroy (GTK_WINDOW (parent));
  app_test_settle ();
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/pages/welcome", test_welcome);
  g_test_add_func ("/app/pages/welcome-is-narrow", test_welcome_is_narrow);
  g_test_add_func ("/app/pages/job-bar", test_job_bar);
  g_test_add_func ("/app/pages/failures", test_failures);
  g_test_add_func ("/app/pages/many-failures", test_many_failures);
  g_test_add_func ("/app/pages/ways", test_ways);
  g_test_add_func ("/app/pages/import", test_import);
  g_test_add_func ("/app/pages/nothing-kept", test_nothing_kept);
  g_test_add_func ("/app/pages/retry", test_retry);
  return g_test_run ();
}
