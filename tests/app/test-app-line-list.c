/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-act-button.h"
#include "app-line-list.h"
#include "app-lines.h"
#include "app-state-badge.h"
#include "app-test.h"
#include "app-text-cell.h"

static guint n_changes;

static void
on_selection_changed_cb (AppLineList *list, gpointer user_data)
{
  n_changes++;
}

static AppLineList *
make (void)
{
  AppLineList *list = app_line_list_new ();
  g_autoptr (GPtrArray) steps = model_step_list_default ();
  g_autoptr (GPtrArray) lines = app_test_lines ();
  g_autoptr (ModelSettings) settings = model_settings_new ();
  g_autoptr (ModelSearchLooks) looks = model_search_looks_new (settings);

  app_line_list_set_steps (list, steps);
  app_line_list_set_looks (list, looks);
  app_test_show (GTK_WIDGET (list));
  app_line_list_show (list, lines, APP_LINE_LIST_EMPTY_SCOPE);
  g_signal_connect (list, "selection-changed", G_CALLBACK (on_selection_changed_cb), NULL);
  n_changes = 0;
  return list;
}

static char *
names (GPtrArray *lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s%.3s%d", i > 0 ? " " : "",
                            ((ModelLine *) lines->pdata[i])->student,
                            ((ModelLine *) lines->pdata[i])->rank);
  return g_string_free (text, FALSE);
}

static void
assert_order (AppLineList *list, const char *wanted)
{
  g_autoptr (GPtrArray) lines = app_line_list_get_lines (list);
  g_autofree char *found = names (lines);

  g_assert_cmpstr (found, ==, wanted);
}

static void
assert_selected (AppLineList *list, const char *wanted)
{
  g_autoptr (GPtrArray) lines = app_line_list_get_selected (list);
  g_autofree char *found = names (lines);

  g_assert_cmpstr (found, ==, wanted);
}

static void
test_sort (void)
{
  static const struct
  {
    const char *column;
    gboolean descending;
    const char *order;
  } cases[] = {
    { "student", FALSE, "ABA0 ABA1 BEN0 CAZ0 DEL0 ÉC0" },
    { "student", TRUE, "ÉC0 DEL0 CAZ0 BEN0 ABA1 ABA0" },
    { "company", FALSE, "ÉC0 ABA0 CAZ0 BEN0 ABA1 DEL0" }, /* without a company: last */
    { "agreement", FALSE, "ABA0 ABA1 BEN0 ÉC0 CAZ0 DEL0" },
    { "search", FALSE, "DEL0 ABA0 ABA1 BEN0 CAZ0 ÉC0" },
    { "progress", TRUE, "BEN0 ÉC0 ABA1 ABA0 CAZ0 DEL0" },
    { "dates", FALSE, "ABA0 ABA1 BEN0 CAZ0 DEL0 ÉC0" },
  };
  AppLineList *list = make ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean descending = !cases[i].descending;

      g_assert_true (app_line_list_sort (list, cases[i].column, cases[i].descending));
      assert_order (list, cases[i].order);
      g_assert_cmpstr (app_line_list_get_sort (list, &descending), ==, cases[i].column);
      g_assert_cmpint (descending, ==, cases[i].descending);
    }
  g_assert_false (app_line_list_sort (list, "nothing", FALSE));
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_selection_survives_a_new_reading (void)
{
  AppLineList *list = make ();
  g_autoptr (GPtrArray) again = app_test_lines ();

  app_line_list_select (list, 1, TRUE);
  assert_selected (list, "ABA1");
  g_assert_cmpuint (n_changes, ==, 1);
  app_line_list_show (list, again, APP_LINE_LIST_EMPTY_SCOPE);
  assert_selected (list, "ABA1");
  app_line_list_sort (list, "student", TRUE);
  assert_selected (list, "ABA1");

  g_ptr_array_set_size (again, 3);
  app_line_list_show (list, again, APP_LINE_LIST_EMPTY_SCOPE);
  assert_selected (list, "");
  g_assert_cmpuint (app_line_list_get_n_lines (list), ==, 3);
  app_test_destroy (GTK_WIDGET (list));
}

/* As many lines as a large school has; every third is of the same family. */
static GPtrArray *
many_lines (guint n)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *student = g_strdup_printf ("%s %04u", i % 3 == 0 ? "ABADIE" : "BENALI", i);

      g_ptr_array_add (lines, app_test_line (i + 1, student, "Vidal", MODEL_SEARCH_SEARCHING, -1));
    }
  return lines;
}

static guint
count (GtkWidget *root, GType type)
{
  guint n = 0;

  while (app_test_find (root, type, n) != NULL)
    n++;
  return n;
}

/* Whether each visible row says what its line says. */
static void
assert_cells (AppLineList *list)
{
  GtkWidget *cell;
  guint n = 0;

  for (guint i = 0; (cell = app_test_find (GTK_WIDGET (list), APP_TYPE_TEXT_CELL, i)) != NULL; i++)
    {
      const char *text = app_text_cell_get_text (APP_TEXT_CELL (cell));

      if (g_str_has_prefix (text, "ABADIE") || g_str_has_prefix (text, "BENALI"))
        {
          g_autoptr (ModelLine) line = app_line_list_get_line (list, n++);

          g_assert_cmpstr (text, ==, line->student);
        }
    }
  g_assert_cmpuint (n, >, 0);
}

static void
test_rows_come_in_portions (void)
{
  AppLineList *list = make ();
  g_autoptr (GPtrArray) lines = many_lines (1000), few = g_ptr_array_new ();
  guint n;

  app_line_list_show (list, lines, APP_LINE_LIST_EMPTY_SCOPE);
  g_assert_cmpuint (app_line_list_get_n_lines (list), ==, 1000);
  n = count (GTK_WIDGET (list), APP_TYPE_STATE_BADGE);
  g_assert_cmpuint (n, >=, 30);
  g_assert_cmpuint (n, <, 100);
  app_test_until (count (GTK_WIDGET (list), APP_TYPE_STATE_BADGE) >= 190);
  assert_cells (list);

  app_line_list_sort (list, "student", TRUE);
  assert_cells (list);
  for (guint i = 0; i < 90; i += 3)
    g_ptr_array_add (few, lines->pdata[i]);
  app_line_list_show (list, few, APP_LINE_LIST_EMPTY_SCOPE);
  g_assert_cmpuint (count (GTK_WIDGET (list), APP_TYPE_STATE_BADGE), ==, 30);
  assert_cells (list);
  app_line_list_show (list, lines, APP_LINE_LIST_EMPTY_SCOPE);
  assert_cells (list);
  app_test_destroy (GTK_WIDGET (list));
}

/* What has no row yet can be selected all the same. */
static void
test_selection_far_down (void)
{
  AppLineList *list = make ();
  g_autoptr (GPtrArray) lines = many_lines (1000), again = many_lines (1000), all = NULL;

  app_line_list_show (list, lines, APP_LINE_LIST_EMPTY_SCOPE);
  app_line_list_select (list, 900, TRUE);
  assert_selected (list, "BEN0");
  g_assert_cmpuint (n_changes, ==, 2);
  app_line_list_sort (list, "student", TRUE);
  assert_selected (list, "BEN0");
  app_line_list_show (list, again, APP_LINE_LIST_EMPTY_SCOPE);
  assert_selected (list, "BEN0");

  app_line_list_show (list, lines, APP_LINE_LIST_EMPTY_SCOPE);
  app_line_list_select_all (list);
  all = app_line_list_get_selected (list);
  g_assert_cmpuint (all->len, ==, 1000);
  app_test_destroy (GTK_WIDGET (list));
}

static ModelLine *
focused_line (AppLineList *list)
{
  GtkWidget *row = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (list)));
  AppTextCell *cell =
      row != NULL ? APP_TEXT_CELL (app_test_find (row, APP_TYPE_TEXT_CELL, 0)) : NULL;
  guint n = app_line_list_get_n_lines (list);

  for (guint i = 0; cell != NULL && i < n; i++)
    {
      g_autoptr (ModelLine) line = app_line_list_get_line (list, i);

      if (g_str_equal (line->student, app_text_cell_get_text (cell)))
        return line; /* the list keeps it */
    }
  return NULL;
}

/* The keyboard stays with the selected line when others come before it. */
static void
test_focus_follows_the_selection (void)
{
  AppLineList *list = make ();
  g_autoptr (GPtrArray) lines = many_lines (1000);
  g_autoptr (ModelLine) line = NULL;

  app_line_list_show (list, lines, APP_LINE_LIST_EMPTY_SCOPE);
  line = app_line_list_get_line (list, 3);
  app_line_list_select (list, 3, TRUE);
  app_line_list_focus (list);
  g_assert_true (focused_line (list) == line);
  app_line_list_sort (list, "student", TRUE);
  g_assert_true (focused_line (list) == line);
  app_line_list_unselect (list);
  app_line_list_sort (list, "student", FALSE);
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_several (void)
{
  AppLineList *list = make ();

  app_line_list_select_all (list);
  assert_selected (list, "ABA0 ABA1 BEN0 CAZ0 DEL0 ÉC0");
  app_line_list_select (list, 99, FALSE);
  assert_selected (list, "ABA0 ABA1 BEN0 CAZ0 DEL0 ÉC0");
  app_line_list_unselect (list);
  assert_selected (list, "");
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_empty_places (void)
{
  AppLineList *list = make ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  static const struct
  {
    AppLineListEmpty why;
    const char *page, *button;
  } cases[] = {
    { APP_LINE_LIST_EMPTY_SCHOOL, "empty-school", "Import…" },
    { APP_LINE_LIST_EMPTY_SCOPE, "empty-scope", "Show All Students" },
    { APP_LINE_LIST_EMPTY_SEARCH, "empty-search", "Clear the Search" },
    { APP_LINE_LIST_EMPTY_FILTER, "empty-filter", "Clear the Filter" },
  };

  g_assert_cmpstr (app_line_list_get_page (list), ==, "list");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      app_line_list_show (list, none, cases[i].why);
      g_assert_cmpstr (app_line_list_get_page (list), ==, cases[i].page);
      g_assert_nonnull (app_test_find_button (GTK_WIDGET (list), cases[i].button));
    }
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_cells_say_the_line (void)
{
  AppLineList *list = make ();
  AppTextCell *cell = NULL;

  gtk_test_widget_wait_for_draw (GTK_WIDGET (list));
  g_assert_cmpuint (count (GTK_WIDGET (list), APP_TYPE_STATE_BADGE), ==, 6);
  cell = APP_TEXT_CELL (app_test_find (GTK_WIDGET (list), APP_TYPE_TEXT_CELL, 0));
  g_assert_cmpstr (app_text_cell_get_text (cell), ==, "ABADIE Léa");
  g_assert_cmpstr (app_text_cell_get_detail (cell), ==, "2MELEC · PFMP 1");
  app_test_destroy (GTK_WIDGET (list));
}

/* What is done to a line, without the mouse. */
static void
test_menu (void)
{
  AppLineList *list = make ();
  g_autoptr (GString) actions = g_string_new (" ");
  static const char *const wanted[] = {
    " win.interview-of-selected ",
    " win.sheet-of-selected ",
    " win.note-of-selected ",
    " win.generate ",
    " win.step-forward ",
    " win.step-back ",
    " win.choose-referent ",
    " win.choose-template ",
    " win.fill-down ",
    " win.copy ",
    " win.select-all ",
  };
  GMenuModel *menu = app_line_list_get_menu (list);
  int n_submenus = 0;

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);

      for (int j = 0; j < g_menu_model_get_n_items (section); j++)
        {
          g_autoptr (GMenuModel) submenu =
              g_menu_model_get_item_link (section, j, G_MENU_LINK_SUBMENU);
          g_autofree char *action = NULL;

          if (submenu != NULL)
            {
              n_submenus++;
              continue;
            }
          g_assert_true (
              g_menu_model_get_item_attribute (section, j, G_MENU_ATTRIBUTE_ACTION, "s", &action));
          g_string_append_printf (actions, "%s ", action);
        }
    }
  g_assert_cmpint (n_submenus, ==, 3); /* states, signature, small papers */
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_test_message ("%s", wanted[i]);
      g_assert_nonnull (strstr (actions->str, wanted[i]));
    }
  g_assert_cmpuint (app_line_list_get_n_selected (list), ==, 0);
  app_line_list_select_all (list);
  g_assert_cmpuint (app_line_list_get_n_selected (list), ==, 6);
  app_test_destroy (GTK_WIDGET (list));
}

/* Only where there is no sheet and one is wanted. */
static void
test_lines_without_sheet_offer_one (void)
{
  AppLineList *list = make ();
  g_autoptr (GPtrArray) lines = app_test_lines ();
  ModelLine *line = lines->pdata[3];

  g_assert_cmpstr (line->student, ==, "DELMAS Hugo");
  g_assert_cmpuint (count (GTK_WIDGET (list), APP_TYPE_ACT_BUTTON), ==, 2);
  line->search_state = MODEL_SEARCH_EXEMPT;
  app_line_list_show (list, lines, APP_LINE_LIST_EMPTY_SCOPE);
  g_assert_false (
      gtk_widget_get_mapped (app_test_find (GTK_WIDGET (list), APP_TYPE_ACT_BUTTON, 0)));
  app_test_destroy (GTK_WIDGET (list));
}

/* What all lines have in common is not repeated in each. */
static void
test_scope_shortens_cells (void)
{
  AppLineList *list = make ();
  g_autoptr (GPtrArray) lines = app_test_lines ();
  AppTextCell *cell;

  app_line_list_set_scope (list, TRUE, TRUE);
  app_line_list_show (list, lines, APP_LINE_LIST_EMPTY_SCOPE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (list));
  cell = APP_TEXT_CELL (app_test_find (GTK_WIDGET (list), APP_TYPE_TEXT_CELL, 0));
  g_assert_cmpstr (app_text_cell_get_detail (cell), ==, "");
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_narrow (void)
{
  AppLineList *list = make ();
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (list)));
  AppTextCell *cell;

  g_assert_cmpuint (count (GTK_WIDGET (list), APP_TYPE_STATE_BADGE), ==, 6);
  gtk_window_destroy (GTK_WINDOW (window));

  list = app_line_list_new ();
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 380, 600);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (list));
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  {
    g_autoptr (GPtrArray) lines = app_test_lines ();

    app_line_list_show (list, lines, APP_LINE_LIST_EMPTY_SCOPE);
  }
  app_test_until (count (GTK_WIDGET (list), APP_TYPE_STATE_BADGE) == 0);
  app_test_until ((cell = APP_TEXT_CELL (app_test_find (GTK_WIDGET (list), APP_TYPE_TEXT_CELL, 0)))
                  && g_str_equal (app_text_cell_get_detail (cell), "2MELEC · Garage Roux"));
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_widths (void)
{
  AppLineList *list = make ();
  g_autoptr (GVariant) widths = NULL;
  int width = 0;

  app_line_list_set_widths (list, g_variant_new_parsed ("{'dates': 222, 'no such column': 5}"));
  widths = g_variant_ref_sink (app_line_list_get_widths (list));
  g_assert_true (g_variant_lookup (widths, "dates", "i", &width));
  g_assert_cmpint (width, ==, 222);
  app_test_destroy (GTK_WIDGET (list));
}

/* The school again, so many times that the list takes them a part at a time. */
#define N_SCHOOLS 2000

static GPtrArray *
many (const char *company)
{
  GPtrArray *lines = g_ptr_array_new_full (0, g_object_unref);

  for (guint i = 0; i < N_SCHOOLS; i++)
    {
      g_autoptr (GPtrArray) school = app_test_lines ();

      for (guint j = 0; j < school->len; j++)
        {
          ModelLine *line = g_ptr_array_index (school, j);

          line->student_id += i * 100;
          g_free (line->company);
          line->company = g_strdup (company);
          g_ptr_array_add (lines, g_object_ref (line));
        }
    }
  return lines;
}

static guint
count_of (AppLineList *list, const char *company)
{
  g_autoptr (GPtrArray) lines = app_line_list_get_lines (list);
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    n += g_str_equal (((ModelLine *) lines->pdata[i])->company, company);
  return n;
}

static void
test_many_again (void)
{
  AppLineList *list = make ();
  g_autoptr (GPtrArray) before = many ("Before"), after = many ("After");
  g_autoptr (GPtrArray) selected = NULL;
  g_autoptr (ModelLine) line = NULL;
  guint n;

  app_line_list_show (list, before, APP_LINE_LIST_EMPTY_SCOPE);
  line = app_line_list_get_line (list, before->len - 2);
  app_line_list_select (list, before->len - 2, FALSE);
  app_line_list_show_again (list, after, APP_LINE_LIST_EMPTY_SCOPE);
  n = count_of (list, "After");
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, after->len);
  g_assert_cmpuint (app_line_list_get_n_lines (list), ==, after->len);
  n_changes = 0;
  app_test_until (count_of (list, "After") == after->len);
  g_assert_cmpuint (n_changes, ==, 1);
  selected = app_line_list_get_selected (list);
  g_assert_cmpuint (selected->len, ==, 1);
  g_assert_true (selected->pdata[0] != line);
  g_assert_true (app_lines_same_place (selected->pdata[0], line));
}

/* What is asked for meanwhile is what stays. */
static void
test_many_and_others (void)
{
  AppLineList *list = make ();
  g_autoptr (GPtrArray) before = many ("Before"), after = many ("After");
  g_autoptr (GPtrArray) few = app_test_lines ();

  app_line_list_show (list, before, APP_LINE_LIST_EMPTY_SCOPE);
  app_line_list_show_again (list, after, APP_LINE_LIST_EMPTY_SCOPE);
  app_line_list_show (list, few, APP_LINE_LIST_EMPTY_SCOPE);
  app_test_settle ();
  assert_order (list, "ABA0 ABA1 BEN0 CAZ0 DEL0 ÉC0");
  /* Others than those that are there come at once. */
  app_line_list_show_again (list, after, APP_LINE_LIST_EMPTY_SCOPE);
  g_assert_cmpuint (count_of (list, "After"), ==, after->len);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/line-list/sort", test_sort);
  g_test_add_func ("/app/line-list/selection", test_selection_survives_a_new_reading);
  g_test_add_func ("/app/line-list/portions", test_rows_come_in_portions);
  g_test_add_func ("/app/line-list/far-down", test_selection_far_down);
  g_test_add_func ("/app/line-list/focus", test_focus_follows_the_selection);
  g_test_add_func ("/app/line-list/several", test_several);
  g_test_add_func ("/app/line-list/empty-places", test_empty_places);
  g_test_add_func ("/app/line-list/cells", test_cells_say_the_line);
  g_test_add_func ("/app/line-list/menu", test_menu);
  g_test_add_func ("/app/line-list/acts", test_lines_without_sheet_offer_one);
  g_test_add_func ("/app/line-list/scope", test_scope_shortens_cells);
  g_test_add_func ("/app/line-list/narrow", test_narrow);
  g_test_add_func ("/app/line-list/widths", test_widths);
  g_test_add_func ("/app/line-list/many-again", test_many_again);
  g_test_add_func ("/app/line-list/many-and-others", test_many_and_others);
  return g_test_run ();
}
