/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-filter-bar.h"
#include "app-filter-panel.h"
#include "app-filter-row.h"
#include "app-test.h"

static ModelSearchLooks *looks;
static char *chosen; /* what a widget asked for last */

static void
on_filter_chosen_cb (GtkWidget *widget, guint64 conditions, gpointer user_data)
{
  ModelFilter filter = { conditions };

  g_free (chosen);
  chosen = model_filter_to_text (&filter);
}

/* ---- the bar ---- */

static AppFilterBar *
make_bar (const char *text)
{
  AppFilterBar *bar = app_filter_bar_new ();
  ModelFilter filter = model_filter_from_text (text);

  g_signal_connect (bar, "filter-chosen", G_CALLBACK (on_filter_chosen_cb), NULL);
  app_test_show (GTK_WIDGET (bar));
  app_filter_bar_set_filter (bar, &filter, looks);
  return bar;
}

static GtkWidget *
chip (AppFilterBar *bar, guint n)
{
  return app_test_find (GTK_WIDGET (bar), GTK_TYPE_BUTTON, n);
}

static void
test_chips (void)
{
  AppFilterBar *bar = make_bar ("search.promise,minor,unread");
  ModelFilter none = { 0 };

  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (bar)));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chip (bar, 1)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Remove “Minors”");
  g_signal_emit_by_name (chip (bar, 1), "clicked");
  g_assert_cmpstr (chosen, ==, "search.promise,unread");
  g_signal_emit_by_name (chip (bar, 0), "clicked");
  g_assert_cmpstr (chosen, ==, "minor,unread");
  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (bar), "Clear"), "clicked");
  g_assert_cmpstr (chosen, ==, "");
  /* It shows what it is told, and not what it has asked for. */
  g_assert_nonnull (chip (bar, 3));
  app_filter_bar_set_filter (bar, &none, looks);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (bar)));
  app_test_destroy (GTK_WIDGET (bar));
}

/* ---- the panel ---- */

typedef struct
{
  GSettings *settings;
  GtkWidget *button;
  AppFilterPanel *panel;
  char *removed;
} Fixture;

static void
on_filter_removed_cb (AppFilterPanel *panel, const char *saved, Fixture *fixture)
{
  g_free (fixture->removed);
  fixture->removed = g_strdup (saved);
}

static void
set_up (Fixture *fixture, gconstpointer text)
{
  ModelFilter filter = model_filter_from_text (text);

  fixture->settings = g_settings_new ("org.paraphe.Paraphe");
  g_settings_reset (fixture->settings, "saved-filters");
  fixture->button = gtk_menu_button_new ();
  fixture->panel = app_filter_panel_new ();
  fixture->removed = NULL;
  g_clear_pointer (&chosen, g_free);
  g_signal_connect (fixture->panel, "filter-chosen", G_CALLBACK (on_filter_chosen_cb), NULL);
  g_signal_connect (fixture->panel, "filter-removed", G_CALLBACK (on_filter_removed_cb), fixture);
  app_filter_panel_set_settings (fixture->panel, fixture->settings);
  app_filter_panel_set_filter (fixture->panel, &filter, looks);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (fixture->button), GTK_WIDGET (fixture->panel));
  app_test_show (fixture->button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (fixture->button));
  app_test_until (gtk_widget_get_mapped (GTK_WIDGET (fixture->panel)));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  app_test_destroy (fixture->button);
  g_settings_reset (fixture->settings, "saved-filters");
  g_object_unref (fixture->settings);
  g_free (fixture->removed);
}

static GtkCheckButton *
find_check (Fixture *fixture, const char *label)
{
  GtkWidget *check;

  for (guint i = 0;
       (check = app_test_find (GTK_WIDGET (fixture->panel), GTK_TYPE_CHECK_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_check_button_get_label (GTK_CHECK_BUTTON (check)), label) == 0)
      return GTK_CHECK_BUTTON (check);
  return NULL;
}

static GtkWidget *
button (Fixture *fixture, const char *label)
{
  return app_test_find_button (GTK_WIDGET (fixture->panel), label);
}

static AppFilterRow *
row (Fixture *fixture, guint n)
{
  GtkWidget *found = app_test_find (GTK_WIDGET (fixture->panel), APP_TYPE_FILTER_ROW, n);

  return found != NULL ? APP_FILTER_ROW (found) : NULL;
}

/* The entry for a new filter's name; those of the rows come before it. */
static GtkEditable *
name_entry (Fixture *fixture)
{
  GtkWidget *entry = NULL, *next;

  for (guint i = 0; (next = app_test_find (GTK_WIDGET (fixture->panel), GTK_TYPE_ENTRY, i)) != NULL;
       i++)
    entry = next;
  return GTK_EDITABLE (entry);
}

static void
keep (Fixture *fixture, const char *name)
{
  gtk_editable_set_text (name_entry (fixture), name);
  g_signal_emit_by_name (button (fixture, "Keep"), "clicked");
  app_test_settle ();
}

static void
assert_saved (Fixture *fixture, const char *wanted)
{
  g_auto (GStrv) saved = g_settings_get_strv (fixture->settings, "saved-filters");
  g_autofree char *found = g_strjoinv (" | ", saved);

  g_assert_cmpstr (found, ==, wanted);
}

static void
test_conditions (Fixture *fixture, gconstpointer data)
{
  ModelFilter filter = model_filter_from_text ("adult");

  g_assert_true (gtk_check_button_get_active (find_check (fixture, "Minors")));
  g_assert_false (gtk_check_button_get_active (find_check (fixture, "Of age")));
  gtk_check_button_set_active (find_check (fixture, "With unread notes"), TRUE);
  g_assert_cmpstr (chosen, ==, "minor,unread");
  gtk_check_button_set_active (find_check (fixture, "Minors"), FALSE);
  g_assert_cmpstr (chosen, ==, "");
  /* What the window tells is shown and not asked for again. */
  app_filter_panel_set_filter (fixture->panel, &filter, looks);
  g_assert_cmpstr (chosen, ==, "");
  g_assert_true (gtk_check_button_get_active (find_check (fixture, "Of age")));
  g_assert_false (gtk_check_button_get_active (find_check (fixture, "With unread notes")));
  gtk_check_button_set_active (find_check (fixture, "Promised"), TRUE);
  g_assert_cmpstr (chosen, ==, "search.promise,adult");
  g_signal_emit_by_name (button (fixture, "Clear"), "clicked");
  g_assert_cmpstr (chosen, ==, "");
}

static gboolean
is_offered (Fixture *fixture, const char *label)
{
  return gtk_widget_get_mapped (GTK_WIDGET (find_check (fixture, label)));
}

/* What is signed electronically is filtered by where there is any, or where one filters by it. */
static void
test_signing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = app_test_lines ();
  ModelLine *line = lines->pdata[0];
  ModelFilter filter = model_filter_from_text ("signing.declined");
  ModelFilter none = { 0 };
  ModelSigner *signer = model_signer_new ();

  app_filter_panel_set_lines (fixture->panel, lines);
  g_assert_false (is_offered (fixture, "In e-signature"));
  g_assert_false (is_offered (fixture, "Waits for the tutor"));
  g_assert_true (is_offered (fixture, "Minors"));
  app_filter_panel_set_filter (fixture->panel, &filter, looks);
  app_test_until (is_offered (fixture, "In e-signature"));
  g_assert_false (is_offered (fixture, "Waits for the tutor"));
  app_filter_panel_set_filter (fixture->panel, &none, looks);
  app_test_until (!is_offered (fixture, "In e-signature"));

  line->request_id = 1;
  app_filter_panel_set_lines (fixture->panel, lines);
  app_test_until (is_offered (fixture, "In e-signature"));
  app_test_until (is_offered (fixture, "Waits for the tutor"));
  /* neither provider of today tells that */
  g_assert_false (is_offered (fixture, "An address fails"));
  signer->state = MODEL_SIGNER_BOUNCED;
  line->signers = g_ptr_array_new_with_free_func ((GDestroyNotify) model_signer_unref);
  g_ptr_array_add (line->signers, signer);
  app_filter_panel_set_lines (fixture->panel, lines);
  app_test_until (is_offered (fixture, "An address fails"));
}

static void
test_keep_and_use (Fixture *fixture, gconstpointer data)
{
  ModelFilter none = { 0 };

  g_assert_false (gtk_widget_get_sensitive (button (fixture, "Keep")));
  gtk_editable_set_text (name_entry (fixture), "   ");
  g_assert_false (gtk_widget_get_sensitive (button (fixture, "Keep")));
  keep (fixture, " Zoé, à voir ");
  keep (fixture, "Élèves | mineurs");
  assert_saved (fixture, "minor Élèves | mineurs | minor Zoé, à voir");
  g_assert_cmpstr (gtk_editable_get_text (name_entry (fixture)), ==, "");
  g_assert_cmpstr (app_filter_row_get_name (row (fixture, 0)), ==, "Élèves | mineurs");
  g_assert_null (row (fixture, 2));

  /* The same name again is the same filter changed. */
  none = model_filter_from_text ("adult,unread");
  app_filter_panel_set_filter (fixture->panel, &none, looks);
  keep (fixture, "Zoé, à voir");
  assert_saved (fixture, "minor Élèves | mineurs | adult,unread Zoé, à voir");

  none = (ModelFilter){ 0 };
  app_filter_panel_set_filter (fixture->panel, &none, looks);
  gtk_editable_set_text (name_entry (fixture), "Tous");
  g_assert_false (gtk_widget_get_sensitive (button (fixture, "Keep")));
  g_signal_emit_by_name (name_entry (fixture), "activate");
  assert_saved (fixture, "minor Élèves | mineurs | adult,unread Zoé, à voir");

  g_signal_emit_by_name (app_test_find (GTK_WIDGET (row (fixture, 1)), GTK_TYPE_BUTTON, 0),
                         "clicked");
  g_assert_cmpstr (chosen, ==, "adult,unread");
  app_test_until (!gtk_widget_get_mapped (GTK_WIDGET (fixture->panel)));
}

static void
test_rename (Fixture *fixture, gconstpointer data)
{
  GtkEditable *entry;
  GtkWidget *rename;

  keep (fixture, "Mineurs");
  rename = app_test_find (GTK_WIDGET (row (fixture, 0)), GTK_TYPE_BUTTON, 1);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (rename), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Rename “Mineurs”");
  g_signal_emit_by_name (rename, "clicked");
  entry = GTK_EDITABLE (app_test_find (GTK_WIDGET (row (fixture, 0)), GTK_TYPE_ENTRY, 0));
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "Mineurs");
  gtk_editable_set_text (entry, "Moins de 18 ans");
  g_signal_emit_by_name (entry, "activate");
  app_test_settle ();
  assert_saved (fixture, "minor Moins de 18 ans");
  g_assert_cmpstr (app_filter_row_get_name (row (fixture, 0)), ==, "Moins de 18 ans");

  /* An empty name changes nothing. */
  entry = GTK_EDITABLE (app_test_find (GTK_WIDGET (row (fixture, 0)), GTK_TYPE_ENTRY, 0));
  gtk_editable_set_text (entry, "  ");
  g_signal_emit_by_name (entry, "activate");
  app_test_settle ();
  assert_saved (fixture, "minor Moins de 18 ans");
}

static void
test_remove_and_undo (Fixture *fixture, gconstpointer data)
{
  keep (fixture, "Mineurs");
  keep (fixture, "Tous les mineurs");
  g_signal_emit_by_name (app_test_find (GTK_WIDGET (row (fixture, 0)), GTK_TYPE_BUTTON, 2),
                         "clicked");
  app_test_settle ();
  assert_saved (fixture, "minor Tous les mineurs");
  g_assert_cmpstr (fixture->removed, ==, "minor Mineurs");
  app_filter_panel_keep (fixture->panel, fixture->removed);
  app_test_settle ();
  assert_saved (fixture, "minor Mineurs | minor Tous les mineurs");
  g_assert_nonnull (row (fixture, 1));
}

/* Kept by another version, or written by hand. */
static void
test_strange_settings (Fixture *fixture, gconstpointer data)
{
  const char *const strange[] = { "minor", "shoe.size,adult Majeurs", "", NULL };

  g_settings_set_strv (fixture->settings, "saved-filters", strange);
  app_test_settle ();
  g_assert_cmpstr (app_filter_row_get_name (row (fixture, 0)), ==, "minor");
  g_signal_emit_by_name (app_test_find (GTK_WIDGET (row (fixture, 1)), GTK_TYPE_BUTTON, 0),
                         "clicked");
  g_assert_cmpstr (chosen, ==, "adult");
}

int
main (int argc, char **argv)
{
  g_autoptr (ModelSettings) settings = model_settings_new ();
  static const struct
  {
    const char *name;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/app/filter/conditions", test_conditions },
    { "/app/filter/signing", test_signing },
    { "/app/filter/keep", test_keep_and_use },
    { "/app/filter/rename", test_rename },
    { "/app/filter/remove", test_remove_and_undo },
    { "/app/filter/strange", test_strange_settings },
  };
  int status;

  app_test_init (&argc, &argv);
  model_settings_set (settings, "search_state.promise.label", "Promised");
  looks = model_search_looks_new (settings);
  g_test_add_func ("/app/filter/chips", test_chips);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, "minor", set_up, tests[i].test, tear_down);
  status = g_test_run ();
  model_search_looks_unref (looks);
  g_free (chosen);
  return status;
}
