/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-report-window.h"
#include "app-test.h"

/* What a job could not do: the rows of a long report come one after another. */

#define N_ITEMS 40

static void
item_free (gpointer data)
{
  WorkJobItem *item = data;

  g_free (item->name);
  g_free (item->error);
  g_free (item);
}

static GPtrArray *
make_items (void)
{
  GPtrArray *items = g_ptr_array_new_full (N_ITEMS, item_free);

  for (guint i = 0; i < N_ITEMS; i++)
    {
      WorkJobItem *item = g_new0 (WorkJobItem, 1);

      item->id = i + 1;
      item->name = g_strdup_printf ("Student %u", i + 1);
      item->error = g_strdup ("The sheet has no tutor.");
      g_ptr_array_add (items, item);
    }
  return items;
}

static guint
count_visible (AppReportWindow *report)
{
  GtkWidget *row;
  guint n = 0;

  for (guint i = 0; (row = app_test_find (GTK_WIDGET (report), ADW_TYPE_ACTION_ROW, i)) != NULL;
       i++)
    n += (guint) gtk_widget_get_visible (row);
  return n;
}

static void
on_open_cb (GSimpleAction *action, GVariant *parameter, gint64 *opened)
{
  *opened = g_variant_get_int64 (parameter);
}

/* A window whose action opens something. */
static GtkWindow *
make_parent (gint64 *opened)
{
  GtkWidget *window = gtk_window_new ();
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("open", G_VARIANT_TYPE_INT64);

  g_signal_connect (action, "activate", G_CALLBACK (on_open_cb), opened);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (window, "test", G_ACTION_GROUP (group));
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

static void
test_rows_come (void)
{
  gint64 opened = 0;
  GtkWindow *parent = make_parent (&opened);
  AppReportWindow *report = app_report_window_new (parent, "Report", "40 not done");
  g_autoptr (GPtrArray) items = make_items (), notes = g_ptr_array_new ();
  GtkWidget *row;

  g_ptr_array_add (notes, (gpointer) "A font is missing.");
  app_report_window_add_items (report, "Not Done", items, "test.open");
  app_report_window_add_notes (report, "To Know", notes);
  g_clear_pointer (&items, g_ptr_array_unref);
  gtk_window_present (GTK_WINDOW (report));
  g_assert_cmpuint (app_report_window_get_n_rows (report), ==, N_ITEMS + 1);
  g_assert_cmpuint (count_visible (report), <, 4);
  app_test_until (count_visible (report) == N_ITEMS + 1);
  /* In the order in which they were told, each with its own way. */
  row = app_test_find (GTK_WIDGET (report), ADW_TYPE_ACTION_ROW, N_ITEMS);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==,
                   "A font is missing.");
  row = app_test_find (GTK_WIDGET (report), ADW_TYPE_ACTION_ROW, N_ITEMS - 1);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Student 40");
  g_signal_emit_by_name (row, "activated");
  app_test_until (app_test_find_window (APP_TYPE_REPORT_WINDOW) == NULL);
  g_assert_cmpint (opened, ==, N_ITEMS);
  gtk_window_destroy (parent);
}

static void
test_closed_meanwhile (void)
{
  gint64 opened = 0;
  GtkWindow *parent = make_parent (&opened);
  AppReportWindow *report = app_report_window_new (parent, "Report", "40 not done");
  g_autoptr (GPtrArray) items = make_items ();

  app_report_window_add_failures (report, items);
  gtk_window_present (GTK_WINDOW (report));
  gtk_window_destroy (GTK_WINDOW (report));
  app_test_settle ();
  g_assert_null (app_test_find_window (APP_TYPE_REPORT_WINDOW));
  gtk_window_destroy (parent);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/report-window/rows-come", test_rows_come);
  g_test_add_func ("/app/report-window/closed-meanwhile", test_closed_meanwhile);
  return g_test_run ();
}
