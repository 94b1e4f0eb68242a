/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-stage-swatch.h"
#include "app-test-demo.h"
#include "app-test.h"
#include "app-year-chart.h"
#include "app-year-window.h"
#include "work-change.h"

#define TODAY "2026-11-24"

static ModelStageFigures *
make_figures (gint64 class_id, const char *name)
{
  ModelStageFigures *figures = g_new0 (ModelStageFigures, 1);

  figures->class_group_id = class_id;
  figures->class_name = g_strdup (name);
  figures->class_key = g_strdup (name);
  return figures;
}

static void
put (ModelStageFigures *figures, ModelStage stage, guint n)
{
  figures->stages[stage] = n;
  figures->n_lines += n;
}

/* Three classes: one with three stages, one without a period, one with two stages. */
static GPtrArray *
make_classes (void)
{
  GPtrArray *classes = g_ptr_array_new_with_free_func ((GDestroyNotify) model_stage_figures_free);
  ModelStageFigures *one = make_figures (1, "1CAP"), *two = make_figures (3, "2MELEC");

  put (one, MODEL_STAGE_NO_PLACEMENT, 10);
  put (one, MODEL_STAGE_IN_SIGNATURE, 5);
  put (one, MODEL_STAGE_SIGNED, 25);
  put (two, MODEL_STAGE_NO_PLACEMENT, 20);
  put (two, MODEL_STAGE_CERTIFICATE, 20);
  g_ptr_array_add (classes, one);
  g_ptr_array_add (classes, make_figures (2, "2AGORA"));
  g_ptr_array_add (classes, two);
  return classes;
}

static AppYearChart *
make_chart (void)
{
  AppYearChart *chart = app_year_chart_new ();
  g_autoptr (GPtrArray) classes = make_classes ();

  app_year_chart_set_figures (chart, classes);
  app_test_show (GTK_WIDGET (chart));
  gtk_window_set_focus (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (chart))), NULL);
  return chart;
}

static GtkWidget *
segment (AppYearChart *chart, guint bar, ModelStage stage)
{
  return app_year_bar_get_segment (app_year_chart_get_bar (chart, bar), stage);
}

static void
assert_focus (AppYearChart *chart, guint bar, ModelStage stage)
{
  g_assert_cmpint (app_year_bar_get_focused (app_year_chart_get_bar (chart, bar)), ==, stage);
}

static float
width_of (GtkWidget *widget)
{
  return (float) gtk_widget_get_width (widget);
}

static void
test_bars (void)
{
  AppYearChart *chart = make_chart ();
  GtkWidget *none = segment (chart, 0, MODEL_STAGE_NO_PLACEMENT);
  GtkWidget *done = segment (chart, 0, MODEL_STAGE_SIGNED);
  AppStageSwatch *swatch = APP_STAGE_SWATCH (gtk_button_get_child (GTK_BUTTON (done)));

  g_assert_cmpuint (app_year_chart_get_n_bars (chart), ==, 3);
  g_assert_cmpint (app_year_bar_get_class_id (app_year_chart_get_bar (chart, 2)), ==, 3);
  g_assert_true (gtk_widget_get_visible (none));
  g_assert_false (gtk_widget_get_visible (segment (chart, 0, MODEL_STAGE_CANCELLED)));
  g_assert_false (gtk_widget_get_visible (segment (chart, 1, MODEL_STAGE_NO_PLACEMENT)));
  /* As long as they are many, but for what each needs to be seen. */
  g_assert_cmpfloat (width_of (done), >, 2.2 * (double) width_of (none));
  g_assert_cmpfloat (width_of (done), <, 2.6 * (double) width_of (none));
  g_assert_cmpstr (app_stage_swatch_get_text (swatch), ==, "25");
  g_assert_true (app_stage_swatch_shows_text (swatch));
  app_test_destroy (GTK_WIDGET (chart));
}

/* One of a thousand is still there to be clicked, but its number would be cut. */
static void
test_narrow (void)
{
  AppYearBar *bar = app_year_bar_new ();
  g_autoptr (ModelStageFigures) figures = make_figures (1, "1CAP");
  GtkWidget *one;

  put (figures, MODEL_STAGE_NO_PLACEMENT, 5000);
  put (figures, MODEL_STAGE_SIGNED, 100);
  app_year_bar_set_figures (bar, figures);
  app_test_show (GTK_WIDGET (bar));
  one = app_year_bar_get_segment (bar, MODEL_STAGE_SIGNED);
  g_assert_cmpfloat (width_of (one), >=, 9);
  g_assert_cmpfloat (width_of (one), <, 40);
  g_assert_false (
      app_stage_swatch_shows_text (APP_STAGE_SWATCH (gtk_button_get_child (GTK_BUTTON (one)))));
  g_assert_nonnull (gtk_widget_get_tooltip_text (one));
  app_test_destroy (GTK_WIDGET (bar));
}

static void
test_words (void)
{
  AppYearChart *chart = make_chart ();
  GtkWidget *one = segment (chart, 0, MODEL_STAGE_IN_SIGNATURE);

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (one), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "1CAP, Being signed: 5");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (one), ==, "Being signed: 5 (13%)");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (app_year_chart_get_bar (chart, 0)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "1CAP, No placement: 10, Being signed: 5, Signed: 25");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (app_year_chart_get_bar (chart, 1)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "2AGORA, no period");
  app_test_destroy (GTK_WIDGET (chart));
}

static gboolean
move (AppYearChart *chart, GtkDirectionType direction)
{
  return gtk_widget_child_focus (GTK_WIDGET (chart), direction);
}

static void
test_keyboard (void)
{
  AppYearChart *chart = make_chart ();

  g_assert_true (move (chart, GTK_DIR_TAB_FORWARD));
  assert_focus (chart, 0, MODEL_STAGE_NO_PLACEMENT);
  g_assert_true (move (chart, GTK_DIR_LEFT));
  assert_focus (chart, 0, MODEL_STAGE_NO_PLACEMENT);
  move (chart, GTK_DIR_RIGHT);
  assert_focus (chart, 0, MODEL_STAGE_IN_SIGNATURE);
  move (chart, GTK_DIR_RIGHT);
  move (chart, GTK_DIR_RIGHT);
  assert_focus (chart, 0, MODEL_STAGE_SIGNED);
  /* Over the class that has nothing, to what is below. */
  g_assert_true (move (chart, GTK_DIR_DOWN));
  assert_focus (chart, 2, MODEL_STAGE_CERTIFICATE);
  g_assert_false (move (chart, GTK_DIR_DOWN));
  g_assert_true (move (chart, GTK_DIR_UP));
  assert_focus (chart, 0, MODEL_STAGE_SIGNED);
  g_assert_false (move (chart, GTK_DIR_UP));
  /* One stop for Tab, which comes back to where one was. */
  g_assert_false (move (chart, GTK_DIR_TAB_FORWARD));
  gtk_window_set_focus (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (chart))), NULL);
  move (chart, GTK_DIR_TAB_BACKWARD);
  assert_focus (chart, 0, MODEL_STAGE_SIGNED);
  app_test_destroy (GTK_WIDGET (chart));
}

static void
test_right_to_left (void)
{
  AppYearChart *chart;
  graphene_rect_t first, last;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  chart = make_chart ();
  g_assert_true (gtk_widget_compute_bounds (segment (chart, 0, MODEL_STAGE_NO_PLACEMENT),
                                            GTK_WIDGET (chart), &first));
  g_assert_true (gtk_widget_compute_bounds (segment (chart, 0, MODEL_STAGE_SIGNED),
                                            GTK_WIDGET (chart), &last));
  g_assert_cmpfloat (first.origin.x, >, last.origin.x);
  move (chart, GTK_DIR_TAB_FORWARD);
  assert_focus (chart, 0, MODEL_STAGE_NO_PLACEMENT);
  move (chart, GTK_DIR_LEFT);
  assert_focus (chart, 0, MODEL_STAGE_IN_SIGNATURE);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  app_test_destroy (GTK_WIDGET (chart));
}

static gint64 activated_class;
static int activated_stage;

static void
on_stage_activated_cb (AppYearChart *chart, gint64 class_id, int stage, gpointer user_data)
{
  activated_class = class_id;
  activated_stage = stage;
}

static void
test_activation_and_refresh (void)
{
  AppYearChart *chart = make_chart ();
  g_autoptr (GPtrArray) classes = make_classes ();

  g_signal_connect (chart, "stage-activated", G_CALLBACK (on_stage_activated_cb), NULL);
  gtk_widget_grab_focus (segment (chart, 2, MODEL_STAGE_CERTIFICATE));
  gtk_widget_activate (segment (chart, 2, MODEL_STAGE_CERTIFICATE));
  app_test_until (activated_class != 0);
  g_assert_cmpint (activated_class, ==, 3);
  g_assert_cmpint (activated_stage, ==, MODEL_STAGE_CERTIFICATE);
  /* Other figures: the same bar, the same focus. */
  put (classes->pdata[2], MODEL_STAGE_CERTIFICATE, 21);
  app_year_chart_set_figures (chart, classes);
  assert_focus (chart, 2, MODEL_STAGE_CERTIFICATE);
  g_ptr_array_set_size (classes, 1);
  app_year_chart_set_figures (chart, classes);
  g_assert_cmpuint (app_year_chart_get_n_bars (chart), ==, 1);
  g_ptr_array_set_size (classes, 0);
  app_year_chart_set_figures (chart, classes);
  g_assert_false (move (chart, GTK_DIR_TAB_FORWARD));
  app_test_destroy (GTK_WIDGET (chart));
}

/* Forty classes: all within reach, and the window no higher for it. */
static void
test_many_classes (void)
{
  g_autoptr (WorkOverview) overview = app_test_overview ();
  AppYearWindow *window = app_year_window_new (NULL);

  for (gint64 i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("C%02d", (int) i);
      ModelLine *line = app_test_line (900 + i, "VIDAL Zoé", "", MODEL_SEARCH_SEARCHING, -1);

      app_test_line_place (line, 100 + i, name, 1000 + i, "PFMP 1");
      g_ptr_array_add (overview->lines, line);
    }
  app_year_window_set_overview (window, overview, TODAY);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  g_assert_cmpuint (app_year_chart_get_n_bars (app_year_window_get_chart (window)), ==, 42);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (window)), <, 900);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_window (void)
{
  g_autoptr (WorkOverview) overview = app_test_overview ();
  AppYearWindow *window = app_year_window_new (NULL);
  AppYearChart *chart = app_year_window_get_chart (window);
  g_autofree char *year = NULL, *period = NULL;

  app_year_window_set_overview (window, overview, TODAY);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  g_assert_null (app_year_window_get_period (window));
  g_assert_cmpuint (app_year_chart_get_n_bars (chart), ==, 2);
  year = app_year_window_dup_table (window);
  g_assert_true (g_str_has_prefix (year, "Class\tSearches\tNo placement\tSheet in progress\t"));
  g_assert_nonnull (strstr (year, "\n1CAP\t1\t0\t0\t0\t0\t0\t1\t0\t0\t0\t0\t0\t1\t0\t0\n"));
  g_assert_nonnull (strstr (year, "\nTotal\t5\t1\t0\t0\t1\t0\t3\t1\t0\t0\t0\t0\t4\t1\t0\n"));
  app_year_window_set_period (window, "PFMP 2");
  g_assert_cmpstr (app_year_window_get_period (window), ==, "PFMP 2");
  g_assert_cmpuint (app_year_chart_get_n_bars (chart), ==, 1);
  /* Read again, it stays on what was chosen, as long as it is there. */
  app_year_window_set_overview (window, overview, TODAY);
  g_assert_cmpstr (app_year_window_get_period (window), ==, "PFMP 2");
  g_ptr_array_set_size (overview->classes, 0);
  app_year_window_set_overview (window, overview, TODAY);
  g_assert_null (app_year_window_get_period (window));
  period = app_year_window_dup_table (window);
  g_assert_cmpstr (period, ==, year);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_empty_window (void)
{
  g_autoptr (WorkOverview) overview = app_test_overview ();
  AppYearWindow *window = app_year_window_new (NULL);
  GtkWidget *stack;

  g_ptr_array_set_size (overview->lines, 0);
  app_year_window_set_overview (window, overview, TODAY);
  stack = app_test_find (GTK_WIDGET (window), GTK_TYPE_STACK, 0);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkDropDown *
choice_of (AppYearWindow *window)
{
  return GTK_DROP_DOWN (app_test_find (GTK_WIDGET (window), GTK_TYPE_DROP_DOWN, 0));
}

static const char *
choice_at (AppYearWindow *window, guint n)
{
  GListModel *model = gtk_drop_down_get_model (choice_of (window));

  return gtk_string_list_get_string (GTK_STRING_LIST (model), n);
}

static void
set_start (WorkOverview *overview,
           guint class_at,
           guint period_at,
           const char *name,
           const char *day)
{
  WorkClass *class_group = overview->classes->pdata[class_at];
  WorkPeriod *period = class_group->periods->pdata[period_at];

  g_free (period->name);
  period->name = g_strdup (name);
  g_free (period->start);
  period->start = g_strdup (day);
}

/* Periods are offered by name, once, in the order of the year. */
static void
test_choice_of_period (void)
{
  g_autoptr (WorkOverview) overview = app_test_overview ();
  AppYearWindow *window = app_year_window_new (NULL);

  set_start (overview, 0, 0, "Stage 2", "2027-03-01");
  set_start (overview, 0, 1, "PFMP 1", "2027-05-10");
  set_start (overview, 1, 0, "PFMP 1", "2026-11-02");
  app_year_window_set_overview (window, overview, TODAY);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (choice_of (window))), ==, 3);
  g_assert_cmpstr (choice_at (window, 0), ==, "The Whole Year");
  g_assert_cmpstr (choice_at (window, 1), ==, "PFMP 1");
  g_assert_cmpstr (choice_at (window, 2), ==, "Stage 2");
  gtk_drop_down_set_selected (choice_of (window), 2);
  g_assert_cmpstr (app_year_window_get_period (window), ==, "Stage 2");
  app_year_window_set_period (window, "nowhere");
  g_assert_cmpstr (app_year_window_get_period (window), ==, "Stage 2");
  app_year_window_set_period (window, NULL);
  g_assert_null (app_year_window_get_period (window));
  /* With one period there is nothing to choose. */
  g_ptr_array_remove_index (overview->classes, 0);
  app_year_window_set_overview (window, overview, TODAY);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (choice_of (window))));
  gtk_window_destroy (GTK_WINDOW (window));
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
test_totals (void)
{
  g_autoptr (WorkOverview) overview = app_test_overview ();
  AppYearWindow *window = app_year_window_new (NULL);

  app_year_window_set_overview (window, overview, TODAY);
  g_assert_true (has_label (GTK_WIDGET (window), "80%"));
  g_assert_true (has_label (GTK_WIDGET (window), "4 of 5"));
  g_assert_true (has_label (GTK_WIDGET (window), "20%"));
  g_assert_true (has_label (GTK_WIDGET (window), "1 of 5"));
  g_assert_true (has_label (GTK_WIDGET (window), "of 6"));
  /* The day before, all that is not signed is late. */
  app_year_window_set_overview (window, overview, "2027-01-11");
  g_assert_true (has_label (GTK_WIDGET (window), "5"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
on_text_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_copy (void)
{
  g_autoptr (WorkOverview) overview = app_test_overview ();
  AppYearWindow *window = app_year_window_new (NULL);
  g_autofree char *table = NULL, *copied = NULL;
  ModelLine *line = overview->lines->pdata[0];
  GtkWidget *copy;

  /* A spreadsheet has no way to know that this is one cell. */
  app_test_line_place (line, 1, "2ME\tLEC", 11, "PFMP 1");
  app_year_window_set_overview (window, overview, TODAY);
  table = app_year_window_dup_table (window);
  g_assert_nonnull (strstr (table, "\n2ME LEC\t"));
  gtk_window_present (GTK_WINDOW (window));
  copy = app_test_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, 0);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (copy), ==, "Copy the Table");
  gtk_widget_activate (copy);
  g_signal_emit_by_name (copy, "clicked");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL, on_text_cb,
                                 &copied);
  app_test_until (copied != NULL);
  g_assert_cmpstr (copied, ==, table);
  gtk_window_destroy (GTK_WINDOW (window));
}

static AppYearWindow *
find_year_window (void)
{
  return app_test_find_window (APP_TYPE_YEAR_WINDOW);
}

static gboolean
all_at (AppLineList *list, gint64 class_id, ModelStage stage)
{
  guint n = app_line_list_get_n_lines (list);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ModelLine) line = app_line_list_get_line (list, i);

      if (line->class_group_id != class_id || model_line_stage (line, NULL) != stage)
        return FALSE;
    }
  return n > 0;
}

static guint
number_of (GtkWidget *one)
{
  GtkWidget *swatch = gtk_button_get_child (GTK_BUTTON (one));

  return (guint) g_ascii_strtoull (app_stage_swatch_get_text (APP_STAGE_SWATCH (swatch)), NULL, 10);
}

/* What is done in the window is seen in the overview that stays open beside it. */
static void
test_alive (void)
{
  AppWindow *window = app_test_open_demo ("year.paraphe");
  g_autofree char *before = NULL, *after = NULL;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.year-overview", NULL);
  before = app_year_window_dup_table (find_year_window ());
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-todo", "i", MODEL_TODO_IN_SIGNATURE);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.select-all", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.set-step", "i", 4);
  app_test_until (!app_window_is_busy (window));
  after = app_year_window_dup_table (find_year_window ());
  g_assert_cmpstr (before, !=, after);
  /* Another school is another overview. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.welcome", NULL);
  g_assert_null (find_year_window ());
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "year-overview"));
  app_test_close_window (window);
}

static void
add_year (const char *path, const char *name, const char *start, const char *end)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = work_school_open (path, STORE_OPEN_WRITE, &error);
  g_autoptr (ModelRecord) year = model_record_new (MODEL_ENTITY_SCHOOL_YEAR);

  g_assert_no_error (error);
  model_record_set_canonical (year, "name", name);
  model_record_set_canonical (year, "start", start);
  model_record_set_canonical (year, "end", end);
  work_done_free (
      work_school_apply (school, work_change_save_new ("settings.change", year), &error));
  g_assert_no_error (error);
  work_school_close (school);
  store_queue_join (work_school_get_queue (school));
}

static GMenuModel *
years_of (AppWindow *window)
{
  GtkWidget *button;

  for (guint i = 0;; i++)
    {
      button = app_test_find (GTK_WIDGET (window), GTK_TYPE_MENU_BUTTON, i);
      if (g_strcmp0 (gtk_widget_get_tooltip_text (button), "School Year") == 0)
        return gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (button));
    }
}

static char *
label_at (GMenuModel *menu, int n)
{
  char *label = NULL;

  g_menu_model_get_item_attribute (menu, n, G_MENU_ATTRIBUTE_LABEL, "s", &label);
  return label;
}

/* Years that are past the school's term are a step away, and no further. */
static void
test_archived_years (void)
{
  g_autofree char *path = app_test_copy_demo ("archived.paraphe");
  g_autoptr (GMenuModel) archived = NULL;
  g_autofree char *old = NULL, *older = NULL;
  g_autoptr (GVariant) target = NULL;
  AppWindow *window;
  GMenuModel *years;
  int n;

  add_year (path, "2001-2002", "2001-09-01", "2002-08-31");
  add_year (path, "2000-2001", "2000-09-01", "2001-08-31");
  window = app_test_open_window (path);
  years = years_of (window);
  n = g_menu_model_get_n_items (years);
  g_assert_cmpint (n, ==, 2);
  archived = g_menu_model_get_item_link (years, n - 1, G_MENU_LINK_SUBMENU);
  g_assert_nonnull (archived);
  g_assert_cmpint (g_menu_model_get_n_items (archived), ==, 2);
  old = label_at (archived, 0);
  older = label_at (archived, 1);
  g_assert_cmpstr (old, ==, "2001-2002");
  g_assert_cmpstr (older, ==, "2000-2001");
  target = g_menu_model_get_item_attribute_value (archived, 0, G_MENU_ATTRIBUTE_TARGET,
                                                  G_VARIANT_TYPE_INT64);
  gtk_widget_activate_action_variant (GTK_WIDGET (window), "win.year", target);
  app_test_until (!app_window_is_busy (window));
  g_assert_cmpuint (app_line_list_get_n_lines (app_window_get_list (window)), ==, 0);
  app_test_close_window (window);
}

static gboolean
says_only (AppWindow *window, const char *text)
{
  GtkWidget *revealer;

  for (guint i = 0; (revealer = app_test_find (GTK_WIDGET (window), GTK_TYPE_REVEALER, i)) != NULL;
       i++)
    if (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)) && has_label (revealer, text))
      return TRUE;
  return FALSE;
}

/* A list that is narrowed says so, and how to see all of it. */
static void
test_says_what_is_shown (void)
{
  AppWindow *window = app_test_open_demo ("year.paraphe");
  AppLineList *list = app_window_get_list (window);
  guint n_school;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-all", NULL);
  n_school = app_line_list_get_n_lines (list);
  g_assert_false (says_only (window, "Only: Being signed"));
  /* A stage that this program does not know narrows nothing. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-stage", "(xss)", (gint64) 0, "",
                              "nowhere");
  g_assert_cmpuint (app_line_list_get_n_lines (list), ==, n_school);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-stage", "(xss)", (gint64) 0, "",
                              "in_signature");
  g_assert_true (says_only (window, "Only: Being signed"));
  g_assert_cmpuint (app_line_list_get_n_lines (list), <, n_school);
  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (window), "Show All"), "clicked");
  g_assert_cmpuint (app_line_list_get_n_lines (list), ==, n_school);
  g_assert_false (says_only (window, "Only: Being signed"));
  app_test_close_window (window);
}

/* From the chart to the lines of one segment, and back to all. */
static void
test_to_the_list (void)
{
  AppWindow *window = app_test_open_demo ("year.paraphe");
  AppLineList *list = app_window_get_list (window);
  AppYearBar *bar;
  guint n_all, n_here, n_school;
  gint64 class_id;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-all", NULL);
  n_school = app_line_list_get_n_lines (list);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.year-overview", NULL);
  g_assert_nonnull (find_year_window ());
  gtk_test_widget_wait_for_draw (GTK_WIDGET (find_year_window ()));
  /* Asked for twice, there is but one. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.year-overview", NULL);
  bar = app_year_chart_get_bar (app_year_window_get_chart (find_year_window ()), 0);
  class_id = app_year_bar_get_class_id (bar);
  n_here = number_of (app_year_bar_get_segment (bar, MODEL_STAGE_NO_PLACEMENT));
  gtk_widget_activate (app_year_bar_get_segment (bar, MODEL_STAGE_NO_PLACEMENT));
  app_test_until (find_year_window () == NULL);
  g_assert_true (all_at (list, class_id, MODEL_STAGE_NO_PLACEMENT));
  g_assert_cmpuint (app_line_list_get_n_lines (list), ==, n_here);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-all-stages", NULL);
  n_all = app_line_list_get_n_lines (list);
  g_assert_false (all_at (list, class_id, MODEL_STAGE_NO_PLACEMENT));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-stage", "(xss)", class_id, "",
                              "no_placement");
  g_assert_cmpuint (app_line_list_get_n_lines (list), <, n_all);
  /* Another place is looked at whole. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-all", NULL);
  g_assert_cmpuint (app_line_list_get_n_lines (list), ==, n_school);
  app_test_close_window (window);
}

int
main (int argc, char **argv)
{
  int code;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  g_test_add_func ("/app/year/bars", test_bars);
  g_test_add_func ("/app/year/narrow", test_narrow);
  g_test_add_func ("/app/year/words", test_words);
  g_test_add_func ("/app/year/keyboard", test_keyboard);
  g_test_add_func ("/app/year/rtl", test_right_to_left);
  g_test_add_func ("/app/year/activation", test_activation_and_refresh);
  g_test_add_func ("/app/year/many", test_many_classes);
  g_test_add_func ("/app/year/window", test_window);
  g_test_add_func ("/app/year/empty", test_empty_window);
  g_test_add_func ("/app/year/choice", test_choice_of_period);
  g_test_add_func ("/app/year/totals", test_totals);
  g_test_add_func ("/app/year/copy", test_copy);
  g_test_add_func ("/app/year/alive", test_alive);
  g_test_add_func ("/app/year/archived", test_archived_years);
  g_test_add_func ("/app/year/says", test_says_what_is_shown);
  g_test_add_func ("/app/year/list", test_to_the_list);
  code = g_test_run ();
  app_test_remove_demo ();
  return code;
}
