/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-picker.h"
#include "app-picker-popover.h"
#include "app-test.h"
#include "app-text-cell.h"
#include "base-text.h"

static guint n_edited;
static char *created;

static void
on_edited_cb (AppPicker *picker, gpointer user_data)
{
  n_edited++;
}

static void
on_create_requested_cb (AppPicker *picker, const char *text, gpointer user_data)
{
  g_free (created);
  created = g_strdup (text);
}

static GListStore *
make_choices (guint n_others)
{
  GListStore *store = g_list_store_new (APP_TYPE_PICKER_ITEM);
  static const struct
  {
    gint64 id;
    const char *title, *subtitle, *search_key;
  } rows[] = {
    { 7, "Garage Roux", "Albi", "garage roux albi 36252187900035" },
    { 8, "Boulangerie Vidal", "Toulouse", NULL },
    { 9, "Établissements Échard", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (AppPickerItem) item =
          app_picker_item_new (rows[i].id, rows[i].title, rows[i].subtitle, rows[i].search_key);

      g_list_store_append (store, item);
    }
  for (guint i = 0; i < n_others; i++)
    {
      g_autofree char *title = g_strdup_printf ("Company %u", i);
      g_autoptr (AppPickerItem) item = app_picker_item_new (100 + i, title, "Castres", NULL);

      g_list_store_append (store, item);
    }
  return store;
}

static AppPicker *
make (GListModel *choices)
{
  AppPicker *picker = app_picker_new ();

  n_edited = 0;
  g_clear_pointer (&created, g_free);
  app_picker_set_choices (picker, choices);
  g_signal_connect (picker, "edited", G_CALLBACK (on_edited_cb), NULL);
  g_signal_connect (picker, "create-requested", G_CALLBACK (on_create_requested_cb), NULL);
  app_test_show (GTK_WIDGET (picker));
  return picker;
}

static GtkWidget *
open_list (AppPicker *picker, const char *text)
{
  GtkWidget *popover;

  app_picker_open (picker, NULL);
  popover = app_test_find (GTK_WIDGET (picker), APP_TYPE_PICKER_POPOVER, 0);
  g_assert_nonnull (popover);
  app_test_until (gtk_widget_get_mapped (popover));
  if (text != NULL)
    app_picker_popover_set_text (APP_PICKER_POPOVER (popover), text);
  return popover;
}

static GtkSingleSelection *
selection_of (GtkWidget *popover)
{
  GtkWidget *view = app_test_find (popover, GTK_TYPE_LIST_VIEW, 0);

  return GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (view)));
}

static const char *
title_at (GtkWidget *popover, guint position)
{
  g_autoptr (AppPickerItem) item =
      g_list_model_get_item (G_LIST_MODEL (selection_of (popover)), position);

  return item != NULL ? app_picker_item_get_title (item) : NULL;
}

static guint
count (GtkWidget *popover)
{
  return g_list_model_get_n_items (G_LIST_MODEL (selection_of (popover)));
}

static GtkWidget *
entry_of (GtkWidget *popover)
{
  return app_test_find (popover, GTK_TYPE_SEARCH_ENTRY, 0);
}

static gboolean
press (GtkWidget *popover, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (entry_of (popover));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller)
          && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
    }
  return handled;
}

/* Whether a row of the list is in sight: newer GTKs make rows further away too. */
static gboolean
shows (GtkWidget *popover, const char *title)
{
  GtkWidget *view = app_test_find (popover, GTK_TYPE_LIST_VIEW, 0), *cell;

  for (guint i = 0; (cell = app_test_find (view, APP_TYPE_TEXT_CELL, i)) != NULL; i++)
    if (g_strcmp0 (app_text_cell_get_text (APP_TEXT_CELL (cell)), title) == 0
        && gtk_widget_get_mapped (cell))
      {
        graphene_rect_t bounds;

        return gtk_widget_compute_bounds (cell, view, &bounds) && bounds.origin.y >= 0
               && bounds.origin.y < gtk_widget_get_height (view);
      }
  return FALSE;
}

/* All that is in sight when the list opens has its row, and none can be chosen at once. */
static void
test_opening (void)
{
  g_autoptr (GListStore) choices = make_choices (200);
  AppPicker *picker = make (G_LIST_MODEL (choices));
  GtkWidget *popover;

  app_picker_set_chosen (picker, 101);
  popover = open_list (picker, NULL);
  app_test_until (shows (popover, "Company 1"));
  app_test_until (shows (popover, "None"));
  app_test_until (shows (popover, "Boulangerie Vidal"));
  app_picker_popover_set_text (APP_PICKER_POPOVER (popover), "company 19");
  app_test_until (shows (popover, "Company 19"));
  app_test_destroy (GTK_WIDGET (picker));
}

static void
test_finding (void)
{
  static const struct
  {
    const char *text, *first;
    guint n;
  } cases[] = {
    { "", "Garage Roux", 3 },
    { "roux", "Garage Roux", 1 },
    { "ROUX gar", "Garage Roux", 1 },
    { "toul", "Boulangerie Vidal", 1 },
    { "36252187", "Garage Roux", 1 },
    { "echard", "Établissements Échard", 1 },
    { "Écha", "Établissements Échard", 1 },
    { "a", "Garage Roux", 3 },
    { "zinc", NULL, 0 },
  };
  g_autoptr (GListStore) choices = make_choices (0);
  AppPicker *picker = make (G_LIST_MODEL (choices));
  GtkWidget *popover = open_list (picker, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      app_picker_popover_set_text (APP_PICKER_POPOVER (popover), cases[i].text);
      g_assert_cmpuint (count (popover), ==, cases[i].n);
      g_assert_cmpstr (title_at (popover, 0), ==, cases[i].first);
    }
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (entry_of (popover)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Nothing is found");
  g_signal_emit_by_name (entry_of (popover), "activate");
  g_assert_cmpuint (n_edited, ==, 0);
  app_test_destroy (GTK_WIDGET (picker));
}

static void
test_keys (void)
{
  g_autoptr (GListStore) choices = make_choices (20);
  AppPicker *picker = make (G_LIST_MODEL (choices));
  GtkWidget *popover = open_list (picker, NULL);
  GtkSingleSelection *selection = selection_of (popover);

  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 0);
  g_assert_true (press (popover, GDK_KEY_Up, 0));
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 22);
  g_assert_true (press (popover, GDK_KEY_Down, 0));
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 22);
  g_assert_true (press (popover, GDK_KEY_Page_Up, 0));
  g_assert_true (press (popover, GDK_KEY_Page_Up, 0));
  g_assert_true (press (popover, GDK_KEY_Page_Up, 0));
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 0);
  g_assert_true (press (popover, GDK_KEY_Down, 0));
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 1);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (entry_of (popover)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Boulangerie Vidal, 2 of 23");
  g_assert_false (press (popover, GDK_KEY_Down, GDK_ALT_MASK));
  g_assert_false (press (popover, GDK_KEY_a, 0));
  g_assert_true (press (popover, GDK_KEY_Page_Down, 0));
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 9);
  press (popover, GDK_KEY_Page_Down, 0);
  press (popover, GDK_KEY_Page_Down, 0);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 22);
  press (popover, GDK_KEY_Page_Up, 0);
  g_signal_emit_by_name (entry_of (popover), "activate");
  g_assert_cmpint (app_picker_get_chosen (picker), ==, 111);
  g_assert_cmpuint (n_edited, ==, 1);
  app_test_until (!gtk_widget_get_mapped (popover));

  /* Opened again it points at what is chosen, which is in sight. */
  open_list (picker, NULL);
  app_test_until (shows (popover, "Company 11"));
  g_assert_cmpstr (title_at (popover, gtk_single_selection_get_selected (selection)), ==,
                   "Company 11");
  app_test_destroy (GTK_WIDGET (picker));
}

static void
test_none (void)
{
  g_autoptr (GListStore) choices = make_choices (0);
  AppPicker *picker = make (G_LIST_MODEL (choices));
  GtkWidget *popover;

  app_picker_set_chosen (picker, 8);
  popover = open_list (picker, NULL);
  g_assert_cmpuint (count (popover), ==, 4);
  g_assert_cmpstr (title_at (popover, 0), ==, "None");
  /* Who types looks for a row. */
  app_picker_popover_set_text (APP_PICKER_POPOVER (popover), "o");
  g_assert_cmpstr (title_at (popover, 0), ==, "Garage Roux");
  app_picker_popover_set_text (APP_PICKER_POPOVER (popover), "");
  g_signal_emit_by_name (app_test_find (popover, GTK_TYPE_LIST_VIEW, 0), "activate", 0u);
  g_assert_cmpint (app_picker_get_chosen (picker), ==, 0);
  g_assert_cmpuint (n_edited, ==, 1);
  app_test_until (!gtk_widget_get_mapped (popover));
  open_list (picker, NULL);
  g_assert_cmpuint (count (popover), ==, 3);
  app_test_destroy (GTK_WIDGET (picker));
}

static void
test_create (void)
{
  g_autoptr (GListStore) choices = make_choices (0);
  AppPicker *picker = make (G_LIST_MODEL (choices));
  GtkWidget *popover;

  app_picker_set_create_label (picker, "Create the company");
  popover = open_list (picker, NULL);
  g_assert_cmpstr (title_at (popover, 3), ==, "Create the company…");
  app_picker_popover_set_text (APP_PICKER_POPOVER (popover), " Zinc &  fils ");
  g_assert_cmpuint (count (popover), ==, 1);
  g_assert_cmpstr (title_at (popover, 0), ==, "Create the company “Zinc & fils”…");
  g_signal_emit_by_name (entry_of (popover), "activate");
  g_assert_cmpstr (created, ==, "Zinc & fils");
  g_assert_cmpuint (n_edited, ==, 0);
  g_assert_cmpint (app_picker_get_chosen (picker), ==, 0);
  app_picker_set_create_label (picker, NULL);
  g_assert_cmpuint (count (popover), ==, 0);
  app_test_destroy (GTK_WIDGET (picker));
}

static const char *
shown (AppPicker *picker, guint n)
{
  return gtk_label_get_label (GTK_LABEL (app_test_find (GTK_WIDGET (picker), GTK_TYPE_LABEL, n)));
}

/* The choices may come after what is chosen, and change. */
static void
test_late_choices (void)
{
  g_autoptr (GListStore) choices = make_choices (0);
  g_autoptr (AppPickerItem) item = app_picker_item_new (12, "Zinc", "Gaillac", NULL);
  AppPicker *picker = make (NULL);

  g_assert_cmpstr (shown (picker, 0), ==, "None");
  app_picker_set_chosen (picker, 12);
  g_assert_cmpstr (shown (picker, 0), ==, "Record no. 12");
  app_picker_set_choices (picker, G_LIST_MODEL (choices));
  g_assert_cmpstr (shown (picker, 0), ==, "Record no. 12");
  g_list_store_append (choices, item);
  g_assert_cmpstr (shown (picker, 0), ==, "Zinc");
  g_assert_cmpstr (shown (picker, 1), ==, "Gaillac");
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (app_test_find (GTK_WIDGET (picker), GTK_TYPE_MENU_BUTTON, 0)),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "Choice: Zinc");
  app_field_editor_show (APP_FIELD_EDITOR (picker), "7");
  g_assert_cmpstr (shown (picker, 0), ==, "Garage Roux");
  app_field_editor_show (APP_FIELD_EDITOR (picker), NULL);
  g_assert_cmpstr (shown (picker, 0), ==, "None");
  g_assert_cmpuint (n_edited, ==, 0);
  app_test_destroy (GTK_WIDGET (picker));
  /* Nobody listens any more. */
  g_list_store_remove_all (choices);
}

static guint
count_matches (GListModel *choices, const char *text)
{
  g_autofree char *words = base_text_fold (text);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr (AppPickerItem) item = g_list_model_get_item (choices, i);

      n += base_text_folded_contains_all (app_picker_item_get_search_key (item), words);
    }
  return n;
}

/* Whatever is typed after whatever: what is found is what the text asks for, no more and no less
 * for having been narrowed or widened from the text before. */
static void
test_at_random (void)
{
  static const char *const pieces[] = {
    "c", "o", "m", "1", "2", "9", " ", "É", "roux", "albi ", "x"
  };
  g_autoptr (GListStore) choices = make_choices (300);
  AppPicker *picker = make (G_LIST_MODEL (choices));
  GtkWidget *popover = open_list (picker, NULL);
  GtkEditable *entry = GTK_EDITABLE (entry_of (popover));

  for (guint n = 0; n < 300; n++)
    {
      int length = (int) g_utf8_strlen (gtk_editable_get_text (entry), -1);
      int at = g_test_rand_int_range (0, length + 1);

      if (length > 6 || g_test_rand_int_range (0, 3) == 0)
        gtk_editable_delete_text (entry, at, g_test_rand_int_range (at, length + 1));
      else
        gtk_editable_insert_text (entry, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))],
                                  -1, &at);
      g_test_message ("“%s”", gtk_editable_get_text (entry));
      g_assert_cmpuint (count (popover), ==,
                        count_matches (G_LIST_MODEL (choices), gtk_editable_get_text (entry)));
      if (count (popover) > 0)
        g_assert_cmpuint (gtk_single_selection_get_selected (selection_of (popover)), <,
                          count (popover));
    }
  app_test_destroy (GTK_WIDGET (picker));
}

/* The choices change while the list is open: a company has been made meanwhile. */
static void
test_changing_choices (void)
{
  g_autoptr (GListStore) choices = make_choices (0);
  g_autoptr (GListStore) others = make_choices (5);
  g_autoptr (AppPickerItem) item = app_picker_item_new (50, "Garage Zinc", NULL, NULL);
  AppPicker *picker = make (G_LIST_MODEL (choices));
  GtkWidget *popover = open_list (picker, "garage");

  g_assert_cmpuint (count (popover), ==, 1);
  g_list_store_append (choices, item);
  g_assert_cmpuint (count (popover), ==, 2);
  g_assert_cmpstr (title_at (popover, 1), ==, "Garage Zinc");
  g_list_store_remove (choices, 0);
  g_assert_cmpstr (title_at (popover, 0), ==, "Garage Zinc");
  app_picker_set_choices (picker, G_LIST_MODEL (others));
  g_assert_cmpstr (title_at (popover, 0), ==, "Garage Roux");
  app_picker_popover_set_text (APP_PICKER_POPOVER (popover), "");
  g_assert_cmpuint (count (popover), ==, 8);
  app_picker_set_choices (picker, NULL);
  g_assert_cmpuint (count (popover), ==, 0);
  app_test_destroy (GTK_WIDGET (picker));
}

/* Choosing what is chosen already is no change; a click chooses as Enter does. */
static void
test_same_again (void)
{
  g_autoptr (GListStore) choices = make_choices (0);
  AppPicker *picker = make (G_LIST_MODEL (choices));
  GtkWidget *popover = open_list (picker, NULL);
  GtkWidget *view = app_test_find (popover, GTK_TYPE_LIST_VIEW, 0);

  g_signal_emit_by_name (view, "activate", 1u);
  g_assert_cmpint (app_picker_get_chosen (picker), ==, 8);
  g_assert_cmpuint (n_edited, ==, 1);
  open_list (picker, "vidal");
  g_signal_emit_by_name (view, "activate", 0u);
  g_assert_cmpint (app_picker_get_chosen (picker), ==, 8);
  g_assert_cmpuint (n_edited, ==, 1);
  /* Escape leaves all as it was. */
  open_list (picker, "roux");
  g_signal_emit_by_name (entry_of (popover), "stop-search");
  app_test_until (!gtk_widget_get_mapped (popover));
  g_assert_cmpint (app_picker_get_chosen (picker), ==, 8);
  g_assert_cmpuint (n_edited, ==, 1);
  app_test_destroy (GTK_WIDGET (picker));
}

static gboolean
press_button (AppPicker *picker, guint keyval, GdkModifierType state)
{
  GtkWidget *button = app_test_find (GTK_WIDGET (picker), GTK_TYPE_MENU_BUTTON, 0);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (button);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
    }
  return handled;
}

/* The first letter opens the list, and is in it. */
static void
test_typing_on_the_button (void)
{
  g_autoptr (GListStore) choices = make_choices (0);
  AppPicker *picker = make (G_LIST_MODEL (choices));
  GtkWidget *popover;

  g_assert_false (press_button (picker, GDK_KEY_Tab, 0));
  g_assert_false (press_button (picker, GDK_KEY_space, 0));
  g_assert_false (press_button (picker, GDK_KEY_b, GDK_CONTROL_MASK));
  g_assert_null (app_test_find (GTK_WIDGET (picker), APP_TYPE_PICKER_POPOVER, 0));
  g_assert_true (press_button (picker, GDK_KEY_Eacute, GDK_SHIFT_MASK));
  popover = app_test_find (GTK_WIDGET (picker), APP_TYPE_PICKER_POPOVER, 0);
  app_test_until (gtk_widget_get_mapped (popover));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry_of (popover))), ==, "É");
  g_assert_cmpstr (title_at (popover, 0), ==, "Garage Roux");
  app_test_destroy (GTK_WIDGET (picker));
}

/* A letter more or less among 3,000 companies is a blink, not a wait: 20 letters in under a second
 * on a machine that does other things too. */
static void
test_thousands (void)
{
  g_autoptr (GListStore) choices = make_choices (3000);
  AppPicker *picker = make (G_LIST_MODEL (choices));
  GtkWidget *popover = open_list (picker, NULL);
  const char *word = "company 29";
  gint64 start = g_get_monotonic_time ();

  for (guint n = 1; n <= strlen (word); n++)
    {
      g_autofree char *text = g_strndup (word, n);

      app_picker_popover_set_text (APP_PICKER_POPOVER (popover), text);
    }
  g_assert_cmpuint (count (popover), >, 100);
  app_picker_popover_set_text (APP_PICKER_POPOVER (popover), "company 2999");
  g_assert_cmpuint (count (popover), ==, 1);
  app_picker_popover_set_text (APP_PICKER_POPOVER (popover), "");
  g_assert_cmpuint (count (popover), ==, 3003);
  g_test_message ("%d µs", (int) (g_get_monotonic_time () - start));
  app_test_destroy (GTK_WIDGET (picker));
}

int
main (int argc, char **argv)
{
  int status;

  app_test_init (&argc, &argv);
  g_test_add_func ("/app/picker/opening", test_opening);
  g_test_add_func ("/app/picker/finding", test_finding);
  g_test_add_func ("/app/picker/keys", test_keys);
  g_test_add_func ("/app/picker/none", test_none);
  g_test_add_func ("/app/picker/create", test_create);
  g_test_add_func ("/app/picker/late-choices", test_late_choices);
  g_test_add_func ("/app/picker/random", test_at_random);
  g_test_add_func ("/app/picker/changing-choices", test_changing_choices);
  g_test_add_func ("/app/picker/same-again", test_same_again);
  g_test_add_func ("/app/picker/typing", test_typing_on_the_button);
  g_test_add_func ("/app/picker/thousands", test_thousands);
  status = g_test_run ();
  g_free (created);
  return status;
}
