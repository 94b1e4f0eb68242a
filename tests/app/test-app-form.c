/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-form.h"
#include "app-note.h"
#include "app-picker.h"
#include "app-picker-popover.h"
#include "app-test.h"

static char *last_changed, *last_committed, *last_created;

static void
remember_cb (AppForm *form, const char *key, char **where)
{
  g_free (*where);
  *where = g_strdup (key);
}

static void
on_create_requested_cb (AppForm *form, const char *key, const char *text, gpointer user_data)
{
  g_free (last_created);
  last_created = g_strconcat (key, "=", text, NULL);
}

static const char *const company_keys[] = { "company.name", "company.siret", "company.email",
                                            "company.is_public", NULL };
static const char *const placement_keys[] = { "placement.company_id", "placement.start",
                                              "placement.end", "placement.activities", NULL };

typedef struct
{
  AppForm *form;
  GtkWidget *window;
  ModelRecord *company;
  ModelRecord *placement;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  fixture->form = app_form_new ();
  fixture->company = model_record_new (MODEL_ENTITY_COMPANY);
  fixture->placement = model_record_new (MODEL_ENTITY_PLACEMENT);
  model_record_set_canonical (fixture->company, "name", "Roux");
  app_form_add_group (fixture->form, "Company & site", NULL, company_keys);
  app_form_add_group (fixture->form, "Placement", "When <and> what", placement_keys);
  app_form_set_record (fixture->form, fixture->company);
  app_form_set_record (fixture->form, fixture->placement);
  g_signal_connect (fixture->form, "changed", G_CALLBACK (remember_cb), &last_changed);
  g_signal_connect (fixture->form, "committed", G_CALLBACK (remember_cb), &last_committed);
  g_signal_connect (fixture->form, "create-requested", G_CALLBACK (on_create_requested_cb), NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (fixture->form));
  app_test_show (scrolled);
  fixture->window = GTK_WIDGET (gtk_widget_get_root (scrolled));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  app_test_destroy (gtk_window_get_child (GTK_WINDOW (fixture->window)));
  g_clear_object (&fixture->company);
  g_clear_object (&fixture->placement);
  g_clear_pointer (&last_changed, g_free);
  g_clear_pointer (&last_committed, g_free);
  g_clear_pointer (&last_created, g_free);
}

static GtkWidget *
control_of (Fixture *fixture, const char *key)
{
  return app_field_editor_get_control (
      app_field_row_get_editor (app_form_get_row (fixture->form, key)));
}

static void
type (Fixture *fixture, const char *key, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (control_of (fixture, key)), text);
}

#define assert_keys(got, ...)                                             \
  G_STMT_START                                                            \
  {                                                                       \
    g_auto (GStrv) got_ = (got);                                          \
    g_assert_cmpstrv (got_, ((const char *const[]){ __VA_ARGS__ NULL })); \
  }                                                                       \
  G_STMT_END

static void
test_edits_in_place (Fixture *fixture, gconstpointer data)
{
  g_assert_true (app_form_get_record (fixture->form, MODEL_ENTITY_COMPANY) == fixture->company);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (control_of (fixture, "company.name"))), ==,
                   "Roux");
  type (fixture, "company.name", "Roux et fils");
  g_assert_cmpstr (last_changed, ==, "company.name");
  g_assert_null (last_committed);
  type (fixture, "placement.start", "12/1/2026");
  g_assert_cmpstr (last_changed, ==, "placement.start");
  g_assert_cmpstr (model_record_get (fixture->company, "name"), ==, "Roux et fils");
  g_assert_cmpstr (model_record_get (fixture->placement, "start"), ==, "2026-01-12");
  g_assert_true (app_form_flush (fixture->form));
  g_assert_cmpstr (last_committed, ==, "placement.start");
}

/* Another company is another record: the placement's rows keep theirs. */
static void
test_other_record (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) other = model_record_new (MODEL_ENTITY_COMPANY);

  model_record_set_canonical (other, "name", "Vidal");
  type (fixture, "company.siret", "12");
  type (fixture, "placement.start", "nonsense");
  app_form_set_record (fixture->form, other);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (control_of (fixture, "company.name"))), ==,
                   "Vidal");
  assert_keys (app_form_get_invalid (fixture->form), "placement.start", );
  type (fixture, "company.name", "Vidal et fils");
  g_assert_cmpstr (model_record_get (fixture->company, "name"), ==, "Roux");

  app_form_set_record (fixture->form, NULL);
  assert_keys (app_form_get_invalid (fixture->form), );
  g_assert_null (app_form_get_record (fixture->form, MODEL_ENTITY_PLACEMENT));
  g_assert_false (gtk_widget_is_sensitive (control_of (fixture, "company.name")));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (control_of (fixture, "company.name"))), ==,
                   "");
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  static const char *const mandatory[] = { "placement.start",   "company.name",
                                           "company.siret",     "placement.monday_morning",
                                           "company.is_public", "student.ine",
                                           "no.such_field",     NULL };
  static const char *const none[] = { NULL };

  assert_keys (app_form_get_missing (fixture->form), );
  app_form_set_mandatory (fixture->form, mandatory);
  /* Those without a row count too; not those without a record, nor a switch. */
  assert_keys (app_form_get_missing (fixture->form), "placement.start", "company.siret",
               "placement.monday_morning", );
  g_assert_true (app_field_row_is_missing (app_form_get_row (fixture->form, "company.siret")));
  type (fixture, "company.siret", "36252187900035");
  type (fixture, "company.name", "");
  model_record_set_canonical (fixture->placement, "monday_morning", "08:00-12:00");
  assert_keys (app_form_get_missing (fixture->form), "placement.start", "company.name", );
  app_form_set_mandatory (fixture->form, none);
  assert_keys (app_form_get_missing (fixture->form), );
  g_assert_false (app_field_row_is_missing (app_form_get_row (fixture->form, "company.name")));
}

/* A row that is added later is as mandatory as the others, and has its record. */
static void
test_later_group (Fixture *fixture, gconstpointer data)
{
  static const char *const mandatory[] = { "company.town", NULL };
  static const char *const keys[] = { "company.town", NULL };

  app_form_set_mandatory (fixture->form, mandatory);
  app_form_add_group (fixture->form, NULL, NULL, keys);
  g_assert_true (app_field_row_is_missing (app_form_get_row (fixture->form, "company.town")));
  type (fixture, "company.town", "Albi");
  g_assert_cmpstr (model_record_get (fixture->company, "town"), ==, "Albi");
}

static void
test_invalid (Fixture *fixture, gconstpointer data)
{
  type (fixture, "placement.end", "31/31/2026");
  type (fixture, "company.email", "nobody");
  assert_keys (app_form_get_invalid (fixture->form), "company.email", "placement.end", );
  g_assert_null (app_test_find (GTK_WIDGET (fixture->form), APP_TYPE_NOTE, 0));
  g_assert_false (app_form_flush (fixture->form));
  g_assert_nonnull (app_test_find (GTK_WIDGET (fixture->form), APP_TYPE_NOTE, 1));
  type (fixture, "company.email", "nobody@roux.example");
  assert_keys (app_form_get_invalid (fixture->form), "placement.end", );
}

static void
test_notes (Fixture *fixture, gconstpointer data)
{
  GtkWidget *form = GTK_WIDGET (fixture->form);

  app_form_set_note (fixture->form, "placement.start", "One.", "warning");
  app_form_set_note (fixture->form, "placement.start", "Two.", "error");
  app_form_set_note (fixture->form, "placement.monday_morning", "Nowhere.", "error");
  g_assert_cmpstr (app_note_get_text (APP_NOTE (app_test_find (form, APP_TYPE_NOTE, 0))), ==,
                   "Two.");
  app_form_add_note (fixture->form, "placement.start", "Three.", "warning");
  app_form_add_note (fixture->form, "no.such_field", "Nowhere.", "warning");
  g_assert_nonnull (app_test_find (form, APP_TYPE_NOTE, 1));
  app_form_set_note (fixture->form, "company.name", "Four.", "neutral");
  app_form_set_note (fixture->form, "placement.start", NULL, NULL);
  g_assert_null (app_test_find (form, APP_TYPE_NOTE, 1));
  app_form_clear_notes (fixture->form);
  g_assert_null (app_test_find (form, APP_TYPE_NOTE, 0));
}

static void
test_going_to_a_field (Fixture *fixture, gconstpointer data)
{
  GtkWidget *scrolled = gtk_window_get_child (GTK_WINDOW (fixture->window));
  GtkAdjustment *down = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 200);
  app_test_until (gtk_widget_get_height (scrolled) <= 260);
  g_assert_true (app_form_focus_field (fixture->form, "placement.end"));
  app_test_until (gtk_adjustment_get_value (down) > 0);
  g_assert_true (
      gtk_widget_get_focus_child (GTK_WIDGET (app_form_get_row (fixture->form, "placement.end")))
      != NULL);
  g_assert_false (app_form_focus_field (fixture->form, "placement.monday_morning"));
}

/* Tab goes from field to field; the row in between is no stop. */
static void
test_tab (Fixture *fixture, gconstpointer data)
{
  static const char *const order[] = { "company.siret", "company.email", "company.is_public",
                                       "placement.company_id", "placement.start" };

  app_form_focus_field (fixture->form, "company.name");
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      GtkWidget *focus;

      gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD);
      focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
      g_assert_true (focus == control_of (fixture, order[i])
                     || gtk_widget_is_ancestor (focus, control_of (fixture, order[i])));
    }
}

/* Leaving a field is being through with it. */
static void
test_leaving (Fixture *fixture, gconstpointer data)
{
  app_form_focus_field (fixture->form, "company.siret");
  type (fixture, "company.siret", "732 829 320 00074");
  g_assert_null (last_committed);
  app_form_focus_field (fixture->form, "company.email");
  app_test_until (last_committed != NULL);
  g_assert_cmpstr (last_committed, ==, "company.siret");
}

static void
test_references (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListStore) choices = g_list_store_new (APP_TYPE_PICKER_ITEM);
  g_autoptr (AppPickerItem) item = app_picker_item_new (7, "Garage Roux", "Albi", NULL);
  AppFieldRow *row = app_form_get_row (fixture->form, "placement.company_id");
  AppPicker *picker = APP_PICKER (app_field_row_get_editor (row));
  GtkWidget *popover;

  g_list_store_append (choices, item);
  app_form_set_choices (fixture->form, "placement.company_id", G_LIST_MODEL (choices));
  app_form_set_create_label (fixture->form, "placement.company_id", "Create the company");
  app_picker_open (picker, "gar");
  popover = app_test_find (GTK_WIDGET (picker), APP_TYPE_PICKER_POPOVER, 0);
  g_signal_emit_by_name (app_test_find (popover, GTK_TYPE_SEARCH_ENTRY, 0), "activate");
  g_assert_cmpstr (model_record_get (fixture->placement, "company_id"), ==, "7");
  g_assert_cmpstr (last_committed, ==, "placement.company_id");
  app_picker_open (picker, "zinc");
  g_signal_emit_by_name (app_test_find (popover, GTK_TYPE_SEARCH_ENTRY, 0), "activate");
  g_assert_cmpstr (last_created, ==, "placement.company_id=zinc");
  model_record_set_canonical (fixture->placement, "company_id", NULL);
  app_form_refresh (fixture->form);
  g_assert_cmpint (app_picker_get_chosen (picker), ==, 0);
}

static int
column_of (GtkWidget *form, GtkWidget *group)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (group, form, &bounds));
  return (int) bounds.origin.x;
}

static void
test_columns (Fixture *fixture, gconstpointer data)
{
  GtkWidget *form = GTK_WIDGET (fixture->form);
  GtkWidget *first = gtk_widget_get_first_child (form);
  GtkWidget *second = gtk_widget_get_last_child (form);
  int minimum;

  /* A telephone's width is enough. */
  gtk_widget_measure (form, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 700);
  app_test_until (gtk_widget_get_width (form) > 1000);
  app_test_until (column_of (form, second) > column_of (form, first) + 300);
  g_assert_cmpint (gtk_widget_get_width (first), ==, gtk_widget_get_width (second));

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 700);
  app_test_until (gtk_widget_get_width (form) < 900);
  app_test_until (column_of (form, second) == column_of (form, first));
  g_assert_cmpint (gtk_widget_get_width (first), <=, 640);

  /* A group that is hidden takes no column. */
  gtk_widget_set_visible (second, FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 700);
  app_test_until (gtk_widget_get_width (form) > 1000);
  app_test_until (column_of (form, first) > 200);
}

static void
test_locks (Fixture *fixture, gconstpointer data)
{
  app_form_set_editable (fixture->form, FALSE);
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (control_of (fixture, "company.name"))));
  app_form_set_editable (fixture->form, TRUE);
  g_assert_true (gtk_editable_get_editable (GTK_EDITABLE (control_of (fixture, "company.name"))));
  app_form_set_sensitive_field (fixture->form, "company.name", FALSE);
  g_assert_false (gtk_widget_is_sensitive (control_of (fixture, "company.name")));
  g_assert_true (gtk_widget_is_sensitive (control_of (fixture, "company.siret")));
  app_form_set_label (fixture->form, "company.name", "Host");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (control_of (fixture, "company.name")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Host");
}

static const struct
{
  const char *path;
  void (*test) (Fixture *fixture, gconstpointer data);
} tests[] = {
  { "/app/form/in-place", test_edits_in_place },
  { "/app/form/other-record", test_other_record },
  { "/app/form/missing", test_missing },
  { "/app/form/later-group", test_later_group },
  { "/app/form/invalid", test_invalid },
  { "/app/form/notes", test_notes },
  { "/app/form/go-to-field", test_going_to_a_field },
  { "/app/form/tab", test_tab },
  { "/app/form/leaving", test_leaving },
  { "/app/form/references", test_references },
  { "/app/form/columns", test_columns },
  { "/app/form/locks", test_locks },
};

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
