/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-form.h"
#include "app-note.h"
#include "app-test.h"
#include "app-week-grid.h"
#include "model-week.h"

enum
{
  MORNING,
  PAUSE,
  AFTERNOON
};

typedef struct
{
  AppForm *form;
  AppWeekGrid *grid;
  ModelRecord *record;
  GPtrArray *changed;
  GPtrArray *committed;
} Fixture;

static void
remember_cb (AppForm *form, const char *key, GPtrArray *keys)
{
  g_ptr_array_add (keys, g_strdup (key));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  fixture->form = app_form_new ();
  fixture->grid = app_week_grid_new ();
  fixture->record = model_record_new (MODEL_ENTITY_PLACEMENT);
  fixture->changed = g_ptr_array_new_with_free_func (g_free);
  fixture->committed = g_ptr_array_new_with_free_func (g_free);
  app_form_set_record (fixture->form, fixture->record);
  app_form_add_widget (fixture->form, GTK_WIDGET (fixture->grid));
  g_signal_connect (fixture->form, "changed", G_CALLBACK (remember_cb), fixture->changed);
  g_signal_connect (fixture->form, "committed", G_CALLBACK (remember_cb), fixture->committed);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (fixture->form));
  app_test_show (scrolled);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  app_test_destroy (gtk_widget_get_ancestor (GTK_WIDGET (fixture->form), GTK_TYPE_SCROLLED_WINDOW));
  g_object_unref (fixture->record);
  g_ptr_array_unref (fixture->changed);
  g_ptr_array_unref (fixture->committed);
}

static GtkWidget *
cell (Fixture *fixture, GDateWeekday weekday, guint n)
{
  return app_field_editor_get_control (
      app_week_row_get_editor (app_week_grid_get_row (fixture->grid, weekday), n));
}

static void
type (Fixture *fixture, GDateWeekday weekday, guint n, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (cell (fixture, weekday, n)), text);
}

static const char *
value (Fixture *fixture, const char *column)
{
  return model_record_get (fixture->record, column);
}

/* The last label of a row is its total. */
static const char *
label_of (GtkWidget *root, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) == 0)
      return text;
  return NULL;
}

#define assert_says(root, text) g_assert_cmpstr (label_of (GTK_WIDGET (root), text), ==, text)

static GtkWidget *
day (Fixture *fixture, GDateWeekday weekday)
{
  return GTK_WIDGET (app_week_grid_get_row (fixture->grid, weekday));
}

static GtkWidget *
total_row (Fixture *fixture)
{
  return gtk_widget_get_next_sibling (day (fixture, G_DATE_SUNDAY));
}

static void
test_typed_freely (Fixture *fixture, gconstpointer data)
{
  static const char *const ways[] = { "8h-12h", "08:00-12:00", "8 à 12", "8h00 12h00",
                                      "8 h – 12 h" };

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      type (fixture, G_DATE_MONDAY, MORNING, "");
      type (fixture, G_DATE_MONDAY, MORNING, ways[i]);
      g_test_message ("%s", ways[i]);
      g_assert_cmpstr (value (fixture, "monday_morning"), ==, "08:00-12:00");
    }
  type (fixture, G_DATE_MONDAY, PAUSE, "45");
  type (fixture, G_DATE_MONDAY, AFTERNOON, "13h30-17h");
  type (fixture, G_DATE_SUNDAY, AFTERNOON, "14h-15h");
  g_assert_cmpstr (value (fixture, "monday_pause"), ==, "45");
  g_assert_cmpstr (value (fixture, "monday_afternoon"), ==, "13:30-17:00");
  g_assert_cmpstr (value (fixture, "sunday_afternoon"), ==, "14:00-15:00");
  g_assert_cmpuint (fixture->committed->len, ==, 0);
  g_assert_true (app_form_flush (fixture->form));
  g_assert_cmpuint (fixture->committed->len, ==, 4);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (cell (fixture, G_DATE_MONDAY, MORNING))),
                   ==, "8\302\240h – 12\302\240h");
}

static void
test_totals (Fixture *fixture, gconstpointer data)
{
  assert_says (day (fixture, G_DATE_MONDAY), "–");
  assert_says (total_row (fixture), "–");
  type (fixture, G_DATE_MONDAY, MORNING, "8h-12h");
  assert_says (day (fixture, G_DATE_MONDAY), "4\302\240h");
  type (fixture, G_DATE_MONDAY, AFTERNOON, "13h30-17h");
  assert_says (day (fixture, G_DATE_MONDAY), "7\302\240h\302\24030");
  type (fixture, G_DATE_TUESDAY, MORNING, "9h-12h15");
  assert_says (total_row (fixture), "10\302\240h\302\24045");
  /* Half an hour more of pause than lies between the halves. */
  type (fixture, G_DATE_MONDAY, PAUSE, "120");
  assert_says (day (fixture, G_DATE_MONDAY), "7\302\240h");
  /* What is not understood does not count, what was there before does. */
  app_form_flush (fixture->form);
  type (fixture, G_DATE_TUESDAY, MORNING, "9h-");
  assert_says (day (fixture, G_DATE_TUESDAY), "3\302\240h\302\24015");
  /* The program changes the record. */
  model_record_set_canonical (fixture->record, "monday_pause", NULL);
  model_record_set_canonical (fixture->record, "tuesday_morning", NULL);
  app_form_refresh (fixture->form);
  assert_says (day (fixture, G_DATE_MONDAY), "7\302\240h\302\24030");
  assert_says (total_row (fixture), "7\302\240h\302\24030");
  app_form_set_record (fixture->form, NULL);
  assert_says (total_row (fixture), "–");
  g_assert_false (gtk_widget_is_sensitive (cell (fixture, G_DATE_MONDAY, MORNING)));
}

static AppNote *
note_of (GtkWidget *root, guint n)
{
  return (AppNote *) app_test_find (root, APP_TYPE_NOTE, n);
}

static void
test_errors_in_words (Fixture *fixture, gconstpointer data)
{
  GtkWidget *wednesday = day (fixture, G_DATE_WEDNESDAY);
  g_auto (GStrv) invalid = NULL;

  type (fixture, G_DATE_WEDNESDAY, MORNING, "12h-8h");
  type (fixture, G_DATE_WEDNESDAY, PAUSE, "one");
  g_assert_null (note_of (wednesday, 0));
  g_assert_false (app_form_flush (fixture->form));
  g_assert_cmpstr (app_note_get_style (note_of (wednesday, 0)), ==, "error");
  g_assert_nonnull (strstr (app_note_get_text (note_of (wednesday, 0)), "Wednesday morning"));
  g_assert_nonnull (strstr (app_note_get_text (note_of (wednesday, 1)), "Wednesday pause"));
  g_assert_true (gtk_widget_has_css_class (cell (fixture, G_DATE_WEDNESDAY, MORNING), "error"));
  g_assert_false (gtk_widget_has_css_class (cell (fixture, G_DATE_WEDNESDAY, AFTERNOON), "error"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (cell (fixture, G_DATE_WEDNESDAY, MORNING)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       app_note_get_text (note_of (wednesday, 0)));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (cell (fixture, G_DATE_WEDNESDAY, MORNING)),
                                    GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  invalid = app_form_get_invalid (fixture->form);
  g_assert_cmpstrv (invalid, ((const char *const[]){ "placement.wednesday_morning",
                                                     "placement.wednesday_pause", NULL }));
  g_assert_null (value (fixture, "wednesday_morning"));
  type (fixture, G_DATE_WEDNESDAY, MORNING, "8h-12h");
  g_assert_null (note_of (wednesday, 1));
  type (fixture, G_DATE_WEDNESDAY, PAUSE, "");
  g_assert_null (note_of (wednesday, 0));
  g_assert_true (app_form_flush (fixture->form));
}

static void
test_notes_and_mandatory (Fixture *fixture, gconstpointer data)
{
  static const char *const mandatory[] = { "placement.monday_morning", "placement.monday_afternoon",
                                           NULL };
  GtkWidget *monday = day (fixture, G_DATE_MONDAY);
  g_auto (GStrv) missing = NULL;

  app_form_set_mandatory (fixture->form, mandatory);
  g_assert_cmpstr (app_note_get_text (note_of (monday, 0)), ==,
                   "Monday morning: mandatory, to fill in");
  g_assert_nonnull (note_of (monday, 1));
  type (fixture, G_DATE_MONDAY, MORNING, "8h-12h");
  g_assert_null (note_of (monday, 1));
  missing = app_form_get_missing (fixture->form);
  g_assert_cmpstrv (missing, ((const char *const[]){ "placement.monday_afternoon", NULL }));

  app_form_add_note (fixture->form, "placement.monday_morning", "Too early.", "warning");
  app_form_add_note (fixture->form, "placement.monday_pause", "Too short.", "error");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (cell (fixture, G_DATE_MONDAY, PAUSE)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Too short.");
  app_form_set_note (fixture->form, "placement.monday_pause", NULL, NULL);
  g_assert_cmpstr (app_note_get_text (note_of (monday, 1)), ==, "Too early.");
  g_assert_null (note_of (monday, 2));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (cell (fixture, G_DATE_MONDAY, PAUSE)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "");
  /* What is missing stays said. */
  app_form_clear_notes (fixture->form);
  g_assert_cmpstr (app_note_get_text (note_of (monday, 0)), ==,
                   "Monday afternoon: mandatory, to fill in");
  g_assert_null (note_of (monday, 1));
}

static gboolean
has_focus (Fixture *fixture, GDateWeekday weekday, guint n)
{
  GtkWidget *control = cell (fixture, weekday, n);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (control));

  return focus == control || gtk_widget_is_ancestor (focus, control);
}

static gboolean
press (Fixture *fixture, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->grid));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }
  return handled;
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  GtkEditable *entry = GTK_EDITABLE (cell (fixture, G_DATE_TUESDAY, PAUSE));

  gtk_window_set_focus (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (fixture->form))), NULL);
  g_assert_false (press (fixture, GDK_KEY_Down));
  g_assert_true (app_form_focus_field (fixture->form, "placement.monday_pause"));
  g_assert_true (has_focus (fixture, G_DATE_MONDAY, PAUSE));
  g_assert_false (press (fixture, GDK_KEY_Up));
  g_assert_true (press (fixture, GDK_KEY_Return));
  g_assert_true (has_focus (fixture, G_DATE_TUESDAY, PAUSE));
  g_assert_true (press (fixture, GDK_KEY_Down));
  g_assert_true (press (fixture, GDK_KEY_Up));
  g_assert_true (has_focus (fixture, G_DATE_TUESDAY, PAUSE));

  /* Left and right walk through the text before they leave it. */
  gtk_editable_set_text (entry, "45");
  gtk_editable_set_position (entry, 1);
  g_assert_false (press (fixture, GDK_KEY_Left));
  g_assert_false (press (fixture, GDK_KEY_Right));
  gtk_editable_set_position (entry, 2);
  g_assert_false (press (fixture, GDK_KEY_Left));
  g_assert_true (press (fixture, GDK_KEY_Right));
  g_assert_true (has_focus (fixture, G_DATE_TUESDAY, AFTERNOON));
  g_assert_false (press (fixture, GDK_KEY_Right));
  g_assert_true (press (fixture, GDK_KEY_Left));
  g_assert_true (has_focus (fixture, G_DATE_TUESDAY, PAUSE));
  gtk_editable_select_region (entry, 0, -1);
  g_assert_false (press (fixture, GDK_KEY_Left));
  gtk_editable_set_position (entry, 0);
  g_assert_true (press (fixture, GDK_KEY_Left));
  g_assert_true (has_focus (fixture, G_DATE_TUESDAY, MORNING));
  g_assert_false (press (fixture, GDK_KEY_x));

  app_form_focus_field (fixture->form, "placement.sunday_morning");
  g_assert_false (press (fixture, GDK_KEY_Return));
  g_assert_false (app_form_focus_field (fixture->form, "placement.weekly_hours"));
  /* Leaving a cell is being through with it. */
  app_test_until (fixture->committed->len == 1);
  g_assert_cmpstr (fixture->committed->pdata[0], ==, "placement.tuesday_pause");
}

static void
test_tab (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (fixture->form)));

  app_form_focus_field (fixture->form, "placement.monday_morning");
  gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
  g_assert_true (has_focus (fixture, G_DATE_MONDAY, PAUSE));
  gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
  g_assert_true (has_focus (fixture, G_DATE_MONDAY, AFTERNOON));
  gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
  g_assert_true (has_focus (fixture, G_DATE_TUESDAY, MORNING));
  gtk_widget_child_focus (window, GTK_DIR_TAB_BACKWARD);
  g_assert_true (has_focus (fixture, G_DATE_MONDAY, AFTERNOON));
}

static GtkWidget *
copy_button (Fixture *fixture)
{
  GtkWidget *content = app_test_find (GTK_WIDGET (fixture->grid), ADW_TYPE_BUTTON_CONTENT, 0);

  return gtk_widget_get_ancestor (content, GTK_TYPE_BUTTON);
}

static void
test_copying_monday (Fixture *fixture, gconstpointer data)
{
  g_assert_false (gtk_widget_is_sensitive (copy_button (fixture)));
  type (fixture, G_DATE_MONDAY, MORNING, "8h-12h");
  type (fixture, G_DATE_MONDAY, PAUSE, "30");
  type (fixture, G_DATE_WEDNESDAY, AFTERNOON, "14h-18h");
  type (fixture, G_DATE_THURSDAY, MORNING, "nonsense");
  type (fixture, G_DATE_FRIDAY, MORNING, "8h-12h");
  type (fixture, G_DATE_SATURDAY, MORNING, "9h-11h");
  g_assert_true (gtk_widget_is_sensitive (copy_button (fixture)));
  g_ptr_array_set_size (fixture->changed, 0);
  g_signal_emit_by_name (copy_button (fixture), "clicked");
  for (int weekday = G_DATE_MONDAY; weekday <= G_DATE_FRIDAY; weekday++)
    {
      const ModelWeekColumns *columns = model_week_columns ((GDateWeekday) weekday);

      g_assert_cmpstr (value (fixture, columns->halves[0]), ==, "08:00-12:00");
      g_assert_cmpstr (value (fixture, columns->pause), ==, "30");
      g_assert_null (value (fixture, columns->halves[1]));
      g_assert_cmpstr (
          gtk_editable_get_text (GTK_EDITABLE (cell (fixture, (GDateWeekday) weekday, PAUSE))), ==,
          "30");
    }
  g_assert_cmpstr (value (fixture, "saturday_morning"), ==, "09:00-11:00");
  /* Each value that is another one is told, and no others. */
  g_assert_cmpuint (fixture->changed->len, ==, 8);
  g_assert_true (app_form_flush (fixture->form));
  assert_says (total_row (fixture), "19\302\240h\302\24030");

  /* Not while Monday is not understood: one is led to it. */
  type (fixture, G_DATE_MONDAY, AFTERNOON, "13h-");
  g_ptr_array_set_size (fixture->changed, 0);
  app_week_grid_copy_monday (fixture->grid);
  g_assert_cmpuint (fixture->changed->len, ==, 0);
  g_assert_true (has_focus (fixture, G_DATE_MONDAY, AFTERNOON));

  app_form_set_editable (fixture->form, FALSE);
  g_assert_false (gtk_widget_is_sensitive (copy_button (fixture)));
  g_assert_false (
      gtk_editable_get_editable (GTK_EDITABLE (cell (fixture, G_DATE_MONDAY, MORNING))));
}

/* Whatever is typed wherever: the totals are those of the record, which has only values. */
static void
test_at_random (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "8h-12h",   "8h30 12h30", "13h-17h45", "",      "45",
                                       "nonsense", "12h-8h",     "0",         "7 à 9", "90" };

  for (guint n = 0; n < 150; n++)
    {
      GDateWeekday weekday =
          (GDateWeekday) g_test_rand_int_range (G_DATE_MONDAY, G_DATE_SUNDAY + 1);
      g_autofree char *day_text = NULL, *total_text = NULL;
      ModelWeek week;

      switch (g_test_rand_int_range (0, 10))
        {
        case 0:
          app_week_grid_copy_monday (fixture->grid);
          break;
        case 1:
          app_form_flush (fixture->form);
          break;
        case 2:
          app_form_refresh (fixture->form);
          break;
        default:
          type (fixture, weekday, (guint) g_test_rand_int_range (0, 3),
                texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))]);
          break;
        }
      model_week_read (&week, fixture->record, NULL);
      day_text = week.days[weekday].minutes > 0 ? model_week_clock (week.days[weekday].minutes)
                                                : g_strdup ("–");
      total_text = week.has_timetable ? model_week_clock (week.minutes) : g_strdup ("–");
      assert_says (day (fixture, weekday), day_text);
      assert_says (total_row (fixture), total_text);
    }
}

/* Each cell is told from the others by its name, and by what it asks for while it is empty. */
static void
test_names (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    GDateWeekday weekday;
    guint n;
    const char *name, *hint;
  } cases[] = {
    { G_DATE_MONDAY, MORNING, "Monday morning", "Morning" },
    { G_DATE_MONDAY, PAUSE, "Monday pause (minutes)", "Pause" },
    { G_DATE_THURSDAY, AFTERNOON, "Thursday afternoon", "Afternoon" },
    { G_DATE_SUNDAY, MORNING, "Sunday morning", "Morning" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *control = cell (fixture, cases[i].weekday, cases[i].n);

      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           cases[i].name);
      g_assert_cmpstr (gtk_entry_get_placeholder_text (GTK_ENTRY (control)), ==, cases[i].hint);
    }
  assert_says (day (fixture, G_DATE_MONDAY), "Lundi");
  assert_says (day (fixture, G_DATE_SUNDAY), "Dimanche");
}

/* Another sheet: what was wrong in the one before is gone, and the button is as the new one's
 * Monday. */
static void
test_other_sheet (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) other = model_record_new (MODEL_ENTITY_PLACEMENT);

  type (fixture, G_DATE_MONDAY, MORNING, "8h-12h");
  type (fixture, G_DATE_FRIDAY, PAUSE, "long");
  app_form_flush (fixture->form);
  g_assert_nonnull (note_of (day (fixture, G_DATE_FRIDAY), 0));
  app_form_set_record (fixture->form, other);
  g_assert_null (note_of (day (fixture, G_DATE_FRIDAY), 0));
  g_assert_false (gtk_widget_has_css_class (cell (fixture, G_DATE_FRIDAY, PAUSE), "error"));
  g_assert_false (gtk_widget_is_sensitive (copy_button (fixture)));
  assert_says (total_row (fixture), "–");
  type (fixture, G_DATE_MONDAY, AFTERNOON, "13h-17h");
  g_assert_true (gtk_widget_is_sensitive (copy_button (fixture)));
  g_assert_cmpstr (model_record_get (other, "monday_afternoon"), ==, "13:00-17:00");
  g_assert_null (model_record_get (fixture->record, "monday_afternoon"));
}

static graphene_rect_t
place_of (Fixture *fixture, GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (fixture->form), &bounds));
  return bounds;
}

/* At any width no cell lies over another or beyond the grid. */
static void
test_no_overlap (Fixture *fixture, gconstpointer data)
{
  static const int widths[] = { 360, 420, 530, 560, 700, 880 };
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (fixture->form)));

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      graphene_rect_t grid, before;

      gtk_window_set_default_size (GTK_WINDOW (window), widths[i], 600);
      app_test_until (ABS (gtk_widget_get_width (GTK_WIDGET (fixture->form)) - widths[i]) < 40);
      grid = place_of (fixture, GTK_WIDGET (fixture->grid));
      for (int weekday = G_DATE_MONDAY; weekday <= G_DATE_SUNDAY; weekday++)
        for (guint n = 0; n < APP_WEEK_N_CELLS; n++)
          {
            graphene_rect_t place = place_of (fixture, cell (fixture, (GDateWeekday) weekday, n));

            g_assert_cmpfloat (place.size.width, >=, 40);
            g_assert_cmpfloat (place.origin.x, >=, grid.origin.x);
            g_assert_cmpfloat (place.origin.x + place.size.width, <=,
                               grid.origin.x + grid.size.width);
            if (n > 0)
              g_assert_cmpfloat (place.origin.x, >=, before.origin.x + before.size.width);
            else if (weekday > G_DATE_MONDAY)
              g_assert_cmpfloat (place.origin.y, >=, before.origin.y + before.size.height);
            before = place;
          }
    }
}

static int
top_of (Fixture *fixture, GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (fixture->form), &bounds));
  return (int) bounds.origin.y;
}

/* On a telephone the three cells stand under the day's name; all days have the same columns. */
static void
test_widths (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (fixture->form)));
  GtkWidget *name = app_test_find (day (fixture, G_DATE_MONDAY), GTK_TYPE_LABEL, 0);
  GtkWidget *morning = cell (fixture, G_DATE_MONDAY, MORNING);
  int minimum;

  type (fixture, G_DATE_TUESDAY, MORNING, "8h30-12h30");
  gtk_widget_measure (GTK_WIDGET (fixture->form), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  app_test_until (gtk_widget_get_width (GTK_WIDGET (fixture->grid)) > 550);
  g_assert_cmpint (ABS (top_of (fixture, name) - top_of (fixture, morning)), <, 20);
  g_assert_cmpint (gtk_widget_get_width (cell (fixture, G_DATE_TUESDAY, MORNING)), ==,
                   gtk_widget_get_width (cell (fixture, G_DATE_SUNDAY, AFTERNOON)));
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 600);
  app_test_until (gtk_widget_get_width (GTK_WIDGET (fixture->grid)) < 400);
  app_test_until (top_of (fixture, morning)
                  >= top_of (fixture, name) + gtk_widget_get_height (name));
  g_assert_cmpint (gtk_widget_get_width (morning), >, 90);
}

static const struct
{
  const char *path;
  void (*test) (Fixture *fixture, gconstpointer data);
} tests[] = {
  { "/app/week-grid/typed-freely", test_typed_freely },
  { "/app/week-grid/totals", test_totals },
  { "/app/week-grid/errors", test_errors_in_words },
  { "/app/week-grid/notes", test_notes_and_mandatory },
  { "/app/week-grid/keys", test_keys },
  { "/app/week-grid/tab", test_tab },
  { "/app/week-grid/copying-monday", test_copying_monday },
  { "/app/week-grid/random", test_at_random },
  { "/app/week-grid/names", test_names },
  { "/app/week-grid/other-sheet", test_other_sheet },
  { "/app/week-grid/no-overlap", test_no_overlap },
  { "/app/week-grid/widths", test_widths },
};

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
