/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sidebar.h"
#include "app-test.h"

static AppSidebarPlace last;
static guint n_selected;

static void
on_place_selected_cb (AppSidebar *sidebar, const AppSidebarPlace *place, gpointer user_data)
{
  last = *place;
  n_selected++;
}

static AppSidebar *
make (void)
{
  AppSidebar *sidebar = app_sidebar_new ();
  g_autoptr (WorkOverview) overview = app_test_overview ();

  n_selected = 0;
  g_signal_connect (sidebar, "place-selected", G_CALLBACK (on_place_selected_cb), NULL);
  app_test_show (GTK_WIDGET (sidebar));
  app_sidebar_set_overview (sidebar, overview, app_counts_new (overview->lines, "2026-11-24"));
  return sidebar;
}

/* "label count" of every row. */
static char *
rows_of (AppSidebar *sidebar)
{
  GString *text = g_string_new (NULL);
  AppSidebarRow *row;

  for (int i = MODEL_N_TODOS; (row = app_sidebar_get_row (sidebar, i)) != NULL; i++)
    g_string_append_printf (text, "%s%s %s", text->len > 0 ? "|" : "",
                            app_sidebar_row_get_label (row), app_sidebar_row_get_count (row));
  return g_string_free (text, FALSE);
}

static void
test_counts (void)
{
  AppSidebar *sidebar = make ();
  g_autofree char *classes = rows_of (sidebar);

  g_assert_cmpstr (classes, ==, "1CAP 1/1|2MELEC 3/4");
  g_assert_cmpstr (app_sidebar_row_get_count (app_sidebar_get_row (sidebar, MODEL_TODO_ALL)), ==,
                   "6");
  g_assert_cmpstr (app_sidebar_row_get_count (app_sidebar_get_row (sidebar, MODEL_TODO_TO_MAKE)),
                   ==, "1");
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (app_sidebar_get_row (sidebar, MODEL_N_TODOS + 1)),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "2MELEC, 3 of 4 placed");
  app_test_destroy (GTK_WIDGET (sidebar));
}

/* A teacher has nothing to do with the making and sending of agreements. */
static void
test_teacher (void)
{
  AppSidebar *sidebar = make ();
  AppSidebarRow *all = app_sidebar_get_row (sidebar, MODEL_TODO_ALL);
  AppSidebarRow *to_make = app_sidebar_get_row (sidebar, MODEL_TODO_TO_MAKE);
  AppSidebarRow *messages = app_sidebar_get_row (sidebar, MODEL_TODO_MESSAGES);
  AppSidebarRow *today = app_sidebar_get_row (sidebar, MODEL_TODO_TODAY);

  g_assert_true (app_sidebar_select (sidebar, &(AppSidebarPlace){ MODEL_TODO_TO_MAKE, 0, 0 }));
  app_sidebar_set_for_teacher (sidebar, TRUE);
  g_assert_cmpstr (app_sidebar_row_get_label (all), ==, "My Students");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (to_make)));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (today)));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (messages)));
  g_assert_cmpstr (app_sidebar_todo_label (MODEL_TODO_ALL, TRUE), ==, "My Students");
  g_assert_cmpstr (app_sidebar_todo_label (MODEL_TODO_LATE, TRUE), ==, "Late");
  g_assert_true (app_sidebar_get_selected (sidebar) == all);
  app_sidebar_set_for_teacher (sidebar, FALSE);
  g_assert_cmpstr (app_sidebar_row_get_label (all), ==, "Everyone");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (to_make)));
  app_test_destroy (GTK_WIDGET (sidebar));
}

static void
test_new_counts_keep_the_rows (void)
{
  AppSidebar *sidebar = make ();
  AppSidebarRow *before = app_sidebar_get_row (sidebar, MODEL_N_TODOS);
  g_autoptr (WorkOverview) overview = app_test_overview ();

  g_ptr_array_set_size (overview->lines, 1);
  app_sidebar_set_overview (sidebar, overview, app_counts_new (overview->lines, "2026-11-24"));
  g_assert_true (app_sidebar_get_row (sidebar, MODEL_N_TODOS) == before);
  g_assert_cmpstr (app_sidebar_row_get_count (before), ==, "0/0");
  app_test_destroy (GTK_WIDGET (sidebar));
}

static void
test_another_year (void)
{
  AppSidebar *sidebar = make ();
  g_autoptr (WorkOverview) overview = app_test_overview ();
  AppSidebarPlace place = { MODEL_TODO_ALL, 2, 21 };
  g_autofree char *classes = NULL;

  g_assert_true (app_sidebar_select (sidebar, &place));
  g_ptr_array_remove_index (overview->classes, 0);
  app_sidebar_set_overview (sidebar, overview, app_counts_new (overview->lines, "2026-11-24"));
  classes = rows_of (sidebar);
  g_assert_cmpstr (classes, ==, "2MELEC 3/4");
  /* The selected class has gone: the first list takes its place, and says so. */
  g_assert_cmpint (last.class_group_id, ==, 0);
  g_assert_true (app_sidebar_get_selected (sidebar) == app_sidebar_get_row (sidebar, 0));
  app_test_destroy (GTK_WIDGET (sidebar));
}

static void
test_periods_open_and_close (void)
{
  AppSidebar *sidebar = make ();
  AppSidebarPlace place = { MODEL_TODO_ALL, 2, 21 };
  g_autofree char *open = NULL, *closed = NULL;

  g_assert_true (app_sidebar_select (sidebar, &place));
  g_assert_cmpint (last.period_id, ==, 21);
  open = rows_of (sidebar);
  g_assert_true (g_str_has_prefix (open, "1CAP 1/1|PFMP 1 · "));
  g_assert_nonnull (strstr (open, "|PFMP 2 · "));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (app_sidebar_get_row (sidebar, MODEL_N_TODOS)),
                                    GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);

  /* Closing a class over its selected period selects the class. */
  app_sidebar_set_expanded (sidebar, app_sidebar_get_selected (sidebar), FALSE);
  closed = rows_of (sidebar);
  g_assert_cmpstr (closed, ==, "1CAP 1/1|2MELEC 3/4");
  g_assert_cmpint (last.class_group_id, ==, 2);
  g_assert_cmpint (last.period_id, ==, 0);
  app_test_destroy (GTK_WIDGET (sidebar));
}

static void
test_arrow_button (void)
{
  AppSidebar *sidebar = make ();
  AppSidebarRow *row = app_sidebar_get_row (sidebar, MODEL_N_TODOS);
  GtkWidget *arrow = app_test_find (GTK_WIDGET (row), GTK_TYPE_BUTTON, 0);

  g_signal_emit_by_name (arrow, "clicked");
  g_assert_true (app_sidebar_row_get_expanded (row));
  g_signal_emit_by_name (arrow, "clicked");
  g_assert_false (app_sidebar_row_get_expanded (row));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Show or Hide the Periods");
  app_test_destroy (GTK_WIDGET (sidebar));
}

static void
test_unknown_place (void)
{
  AppSidebar *sidebar = make ();
  AppSidebarPlace place = { MODEL_TODO_ALL, 7, 0 };

  app_sidebar_select (sidebar, &(AppSidebarPlace){ MODEL_TODO_TO_MAKE, 0, 0 });
  n_selected = 0;
  g_assert_false (app_sidebar_select (sidebar, &place));
  g_assert_cmpuint (n_selected, ==, 0);
  app_test_destroy (GTK_WIDGET (sidebar));
}

/* The outbox stands under the lists, and says what calls for somebody. */
static void
test_outbox (void)
{
  AppSidebar *sidebar = make ();
  AppSidebarPlace outbox = { MODEL_TODO_ALL, 0, 0, TRUE };
  AppSidebarRow *row;

  g_assert_false (app_sidebar_select (sidebar, &outbox));
  app_sidebar_set_outbox (sidebar, TRUE, 5, 0);
  row = app_sidebar_get_row (sidebar, MODEL_N_TODOS);
  g_assert_true (app_sidebar_row_get_place (row)->is_outbox);
  g_assert_cmpstr (app_sidebar_row_get_count (row), ==, "5");
  app_sidebar_set_outbox (sidebar, TRUE, 5, 2);
  g_assert_cmpstr (app_sidebar_row_get_count (row), ==, "2");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Outbox, 2 failed");
  app_sidebar_set_outbox (sidebar, TRUE, 0, 0);
  g_assert_cmpstr (app_sidebar_row_get_count (row), ==, "");
  g_assert_true (app_sidebar_select (sidebar, &outbox));
  g_assert_true (last.is_outbox);
  app_sidebar_set_outbox (sidebar, FALSE, 0, 0);
  g_assert_false (app_sidebar_row_get_place (app_sidebar_get_selected (sidebar))->is_outbox);
  g_assert_false (app_sidebar_select (sidebar, &outbox));
  app_test_destroy (GTK_WIDGET (sidebar));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/sidebar/counts", test_counts);
  g_test_add_func ("/app/sidebar/teacher", test_teacher);
  g_test_add_func ("/app/sidebar/new-counts-keep-the-rows", test_new_counts_keep_the_rows);
  g_test_add_func ("/app/sidebar/another-year", test_another_year);
  g_test_add_func ("/app/sidebar/periods", test_periods_open_and_close);
  g_test_add_func ("/app/sidebar/arrow", test_arrow_button);
  g_test_add_func ("/app/sidebar/unknown-place", test_unknown_place);
  g_test_add_func ("/app/sidebar/outbox", test_outbox);
  return g_test_run ();
}
