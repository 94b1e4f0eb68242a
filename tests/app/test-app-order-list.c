/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-note-holder.h"
#include "app-order-list.h"
#include "app-test.h"

/* Rows that a person puts in order, without any database. */

static AppOrderRow *
row_new (gint64 id)
{
  AppOrderRow *row = app_order_row_new (id);
  g_autofree char *title = g_strdup_printf ("Row %d", (int) id);

  app_order_row_set_texts (row, title, NULL);
  return row;
}

/* Rows 1 to @n. The list holds them. */
static GPtrArray *
fill (AppOrderList *list, guint n)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 1; i <= n; i++)
    g_ptr_array_add (rows, g_object_ref_sink (row_new (i)));
  app_order_list_set_rows (list, rows);
  return rows;
}

static void
assert_ids (AppOrderList *list, const char *wanted)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < app_order_list_get_n_rows (list); i++)
    g_string_append_printf (found, "%d",
                            (int) app_order_row_get_id (app_order_list_get_row (list, i)));
  g_assert_cmpstr (found->str, ==, wanted);
}

static AppOrderList *
show (gboolean may_move, gboolean may_remove)
{
  AppOrderList *list = app_order_list_new ();

  app_order_list_set_may (list, may_move, may_remove);
  app_test_show (GTK_WIDGET (list));
  return list;
}

static void
on_moved_cb (AppOrderList *list, AppOrderRow *row, GString *heard)
{
  g_string_append_printf (heard, "moved %d;", (int) app_order_row_get_id (row));
}

static void
on_removed_cb (AppOrderList *list, AppOrderRow *row, GString *heard)
{
  g_string_append_printf (heard, "removed %d;", (int) app_order_row_get_id (row));
}

static void
listen (AppOrderList *list, GString *heard)
{
  g_signal_connect (list, "moved", G_CALLBACK (on_moved_cb), heard);
  g_signal_connect (list, "removed", G_CALLBACK (on_removed_cb), heard);
}

static GtkWidget *
button_of (AppOrderRow *row, const char *action)
{
  GtkWidget *button;

  for (guint i = 0; (button = app_test_find (GTK_WIDGET (row), GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), action) == 0)
      return button;
  g_assert_not_reached ();
}

/* Other rows, other places: what is there already stays the same widget. */
static void
test_set_rows (void)
{
  static const struct
  {
    guint ids[5];
    const char *wanted;
  } cases[] = {
    { { 1, 2, 3, 4 }, "1234" },     { { 4, 3, 2, 1 }, "4321" },     { { 2, 4 }, "24" },
    { { 3, 2, 4, 1 }, "3241" },     { { 5, 1, 4, 2, 3 }, "51423" }, { { 0 }, "" },
    { { 1, 2, 3, 4, 5 }, "12345" },
  };
  AppOrderList *list = show (TRUE, TRUE);
  g_autoptr (GPtrArray) all = fill (list, 5);
  g_autoptr (GString) heard = g_string_new (NULL);

  listen (list, heard);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) rows = g_ptr_array_new ();

      for (guint j = 0; j < 5 && cases[i].ids[j] != 0; j++)
        g_ptr_array_add (rows, all->pdata[cases[i].ids[j] - 1]);
      app_order_list_set_rows (list, rows);
      assert_ids (list, cases[i].wanted);
      for (guint j = 0; j < rows->len; j++)
        g_assert_true ((gpointer) app_order_list_get_row (list, j) == rows->pdata[j]);
    }
  /* The program puts rows in order: nobody has moved anything. */
  g_assert_cmpstr (heard->str, ==, "");
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_move (void)
{
  AppOrderList *list = show (TRUE, TRUE);
  g_autoptr (GPtrArray) rows = fill (list, 3);
  g_autoptr (GString) heard = g_string_new (NULL);

  listen (list, heard);
  gtk_widget_activate_action (rows->pdata[0], "order.down", NULL);
  assert_ids (list, "213");
  g_signal_emit_by_name (button_of (rows->pdata[2], "order.up"), "clicked");
  assert_ids (list, "231");
  app_order_list_move (list, rows->pdata[1], 99);
  assert_ids (list, "312");
  app_order_list_move (list, rows->pdata[1], -5);
  assert_ids (list, "231");
  g_assert_cmpstr (heard->str, ==, "moved 1;moved 3;moved 2;moved 2;");
  /* Where it is already. */
  app_order_list_move (list, rows->pdata[1], 0);
  g_assert_cmpstr (heard->str, ==, "moved 1;moved 3;moved 2;moved 2;");
  app_test_destroy (GTK_WIDGET (list));
}

/* At both ends there is one way only. */
static void
test_ends (void)
{
  AppOrderList *list = show (TRUE, FALSE);
  g_autoptr (GPtrArray) rows = fill (list, 3);
  static const gboolean ways[3][2] = { { FALSE, TRUE }, { TRUE, TRUE }, { TRUE, FALSE } };

  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpint (gtk_widget_is_sensitive (button_of (rows->pdata[i], "order.up")), ==,
                       ways[i][0]);
      g_assert_cmpint (gtk_widget_is_sensitive (button_of (rows->pdata[i], "order.down")), ==,
                       ways[i][1]);
      g_assert_false (gtk_widget_get_visible (button_of (rows->pdata[i], "order.remove")));
    }
  app_test_destroy (GTK_WIDGET (list));
}

/* One row has no order: no handle and no arrows for nothing. */
static void
test_alone (void)
{
  AppOrderList *list = show (TRUE, TRUE);
  g_autoptr (GPtrArray) rows = fill (list, 1);
  AppOrderRow *row = rows->pdata[0];

  g_assert_false (gtk_widget_get_visible (app_order_row_get_handle (row)));
  g_assert_false (gtk_widget_get_visible (button_of (row, "order.up")));
  g_assert_true (gtk_widget_get_visible (button_of (row, "order.remove")));
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_may_not (void)
{
  AppOrderList *list = show (TRUE, TRUE);
  g_autoptr (GPtrArray) rows = fill (list, 2);
  g_autoptr (GString) heard = g_string_new (NULL);

  listen (list, heard);
  g_assert_true (gtk_widget_get_visible (app_order_row_get_handle (rows->pdata[0])));
  app_order_list_set_may (list, FALSE, FALSE);
  g_assert_false (gtk_widget_get_visible (app_order_row_get_handle (rows->pdata[0])));
  app_order_list_move (list, rows->pdata[0], 1);
  gtk_widget_activate_action (rows->pdata[0], "order.down", NULL);
  gtk_widget_activate_action (rows->pdata[0], "order.remove", NULL);
  assert_ids (list, "12");
  g_assert_cmpstr (heard->str, ==, "");
  app_test_destroy (GTK_WIDGET (list));
}

/* Whoever has the list removes the row, when that is done. */
static void
test_remove (void)
{
  AppOrderList *list = show (FALSE, TRUE);
  g_autoptr (GPtrArray) rows = fill (list, 2);
  g_autoptr (GString) heard = g_string_new (NULL);

  listen (list, heard);
  g_signal_emit_by_name (button_of (rows->pdata[1], "order.remove"), "clicked");
  g_assert_cmpstr (heard->str, ==, "removed 2;");
  assert_ids (list, "12");
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_placeholder (void)
{
  AppOrderList *list = show (TRUE, TRUE);
  GtkWidget *label = app_test_find (GTK_WIDGET (list), GTK_TYPE_LABEL, 0);
  g_autoptr (GPtrArray) rows = NULL;

  app_order_list_set_placeholder (list, "Nothing yet. Add <something> & go on.");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==,
                   "Nothing yet. Add <something> & go on.");
  g_assert_true (gtk_widget_get_child_visible (label));
  rows = fill (list, 1);
  g_assert_false (gtk_widget_get_child_visible (label));
  app_test_destroy (GTK_WIDGET (list));
}

static char *
accessible_label (GtkWidget *widget)
{
  return gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                             "");
}

/* Three buttons that say “Remove” say nothing to one who does not see the rows. */
static void
test_names_of_buttons (void)
{
  AppOrderList *list = show (TRUE, TRUE);
  g_autoptr (GPtrArray) rows = fill (list, 2);
  static const struct
  {
    const char *action;
    const char *name;
  } buttons[] = { { "order.up", "Move Up: Row 1" },
                  { "order.down", "Move Down: Row 1" },
                  { "order.remove", "Remove: Row 1" } };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      g_autofree char *found = accessible_label (button_of (rows->pdata[0], buttons[i].action));

      g_assert_cmpstr (found, ==, buttons[i].name);
    }
  app_test_destroy (GTK_WIDGET (list));
}

/* Why something was refused opens the row, and is its description for a screen reader. */
static void
test_note (void)
{
  AppOrderList *list = show (TRUE, TRUE);
  g_autoptr (GPtrArray) rows = fill (list, 1);
  AppOrderRow *row = rows->pdata[0];
  g_autofree char *wrong = NULL;

  g_assert_null (app_order_row_get_note (row));
  app_note_holder_set_note (APP_NOTE_HOLDER (row), "This is still used.");
  g_assert_cmpstr (app_order_row_get_note (row), ==, "This is still used.");
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  wrong = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "This is still used.");
  g_assert_null (wrong);
  app_note_holder_set_note (APP_NOTE_HOLDER (row), NULL);
  g_assert_null (app_order_row_get_note (row));
  app_test_destroy (GTK_WIDGET (list));
}

/* Titles are the school's words, never markup. */
static void
test_words (void)
{
  AppOrderList *list = show (FALSE, FALSE);
  g_autoptr (GPtrArray) rows = fill (list, 1);
  AppOrderRow *row = rows->pdata[0];
  GtkWidget *label;
  gboolean found = FALSE;

  app_order_row_set_texts (row, "<b>R&D</b> _x", "1 < 2");
  for (guint i = 0; (label = app_test_find (GTK_WIDGET (row), GTK_TYPE_LABEL, i)) != NULL; i++)
    found = found || g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), "<b>R&D</b> _x") == 0;
  g_assert_true (found);
  app_test_destroy (GTK_WIDGET (list));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/order-list/set-rows", test_set_rows);
  g_test_add_func ("/app/order-list/move", test_move);
  g_test_add_func ("/app/order-list/ends", test_ends);
  g_test_add_func ("/app/order-list/alone", test_alone);
  g_test_add_func ("/app/order-list/may-not", test_may_not);
  g_test_add_func ("/app/order-list/remove", test_remove);
  g_test_add_func ("/app/order-list/placeholder", test_placeholder);
  g_test_add_func ("/app/order-list/names-of-buttons", test_names_of_buttons);
  g_test_add_func ("/app/order-list/note", test_note);
  g_test_add_func ("/app/order-list/words", test_words);
  return g_test_run ();
}
