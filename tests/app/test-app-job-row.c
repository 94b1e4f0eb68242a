/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-job-row.h"
#include "app-test.h"
#include "work-error.h"

/* What is asked of a keyring or a server, from a row. */

static gboolean
succeed (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  work_job_add_note (job, "12 credits are left.");
  return TRUE;
}

static gboolean
fail (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  g_set_error_literal (error, WORK_ERROR, WORK_ERROR_REFUSED, "The server is closed.");
  return FALSE;
}

/* Until it is told to stop. */
static gboolean
wait_for_cancel (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  GPollFD fd;

  work_job_set_progress (job, 0.5, "Waiting for the browser…");
  if (g_cancellable_make_pollfd (cancellable, &fd))
    {
      g_poll (&fd, 1, -1);
      g_cancellable_release_fd (cancellable);
    }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static AppJobRow *
show (WorkJobFunc func)
{
  AppJobRow *row = app_job_row_new ("Account");
  GtkWidget *list = gtk_list_box_new ();

  app_job_row_add_button (row, "_Check", G_CALLBACK (gtk_widget_grab_focus), row);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (row));
  app_test_show (list);
  app_job_row_run (row, work_job_new ("", func, NULL, NULL), "It is fine.");
  return row;
}

static void
hide (AppJobRow *row)
{
  app_test_destroy (gtk_widget_get_parent (GTK_WIDGET (row)));
}

static gboolean
has_button (AppJobRow *row, const char *label)
{
  GtkWidget *button = app_test_find_button (GTK_WIDGET (row), label);

  return button != NULL && gtk_widget_get_mapped (button);
}

static void
on_done_cb (AppJobRow *row, gboolean ok, int *done)
{
  *done = ok;
}

static void
test_success (void)
{
  AppJobRow *row = show (succeed);
  int done = -1;

  g_signal_connect (row, "done", G_CALLBACK (on_done_cb), &done);
  g_assert_true (app_job_row_is_running (row));
  g_assert_false (has_button (row, "Check"));
  app_test_until (done >= 0);
  g_assert_cmpint (done, ==, TRUE);
  g_assert_cmpstr (app_job_row_get_text (row), ==, "It is fine.\n12 credits are left.");
  g_assert_true (has_button (row, "Check"));
  hide (row);
}

static void
test_failure (void)
{
  AppJobRow *row = show (fail);

  app_test_until (!app_job_row_is_running (row));
  g_assert_cmpstr (app_job_row_get_text (row), ==, "The server is closed.");
  hide (row);
}

static void
test_cancel (void)
{
  AppJobRow *row = show (wait_for_cancel);
  GtkWidget *spinner = app_test_find (GTK_WIDGET (row), GTK_TYPE_SPINNER, 0);
  GtkWidget *label = gtk_widget_get_next_sibling (spinner);

  app_test_until (
      g_str_equal (gtk_label_get_label (GTK_LABEL (label)), "Waiting for the browser…"));
  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (row), "Cancel"), "clicked");
  app_test_until (!app_job_row_is_running (row));
  g_assert_cmpstr (app_job_row_get_text (row), ==, "Stopped.");
  hide (row);
}

/* The window may be closed while a server is asked: that stops it. */
static void
test_gone (void)
{
  AppJobRow *row = show (wait_for_cancel);
  gpointer weak = row;

  g_object_add_weak_pointer (G_OBJECT (row), &weak);
  hide (row);
  app_test_until (weak == NULL);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/job-row/success", test_success);
  g_test_add_func ("/app/job-row/failure", test_failure);
  g_test_add_func ("/app/job-row/cancel", test_cancel);
  g_test_add_func ("/app/job-row/gone", test_gone);
  return g_test_run ();
}
