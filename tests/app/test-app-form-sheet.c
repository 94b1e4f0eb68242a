/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-form.h"
#include "app-note.h"
#include "app-picker.h"
#include "app-picker-popover.h"
#include "app-test.h"
#include "app-week-grid.h"
#include "model-week.h"

/* A whole placement sheet in a form, filled in as an administrator does, with a page around it that
 * does what pages do: it answers to changes, and saves what is committed. */
typedef struct
{
  AppForm *form;
  AppWeekGrid *grid;
  ModelRecord *placement;
  ModelRecord *saved; /* as the base would have it */
  GListStore *companies;
  GListStore *tutors;
  char *asked_for;
  guint n_saves;
} Page;

static const char *const who[] = { "placement.company_id", "placement.site_id",
                                   "placement.tutor_id", "placement.teacher_id", NULL };
static const char *const when[] = { "placement.start", "placement.end", "placement.interruptions",
                                    NULL };
static const char *const what[] = { "placement.activities",
                                    "placement.weekly_hours",
                                    "placement.allowance",
                                    "placement.allowance_unit",
                                    "placement.night_work",
                                    "placement.meals",
                                    NULL };
static const char *const mandatory[] = { "placement.company_id",     "placement.tutor_id",
                                         "placement.start",          "placement.end",
                                         "placement.monday_morning", "placement.activities",
                                         "placement.allowance_unit", NULL };

static void
add_item (GListStore *store, gint64 id, const char *title)
{
  g_autoptr (AppPickerItem) item = app_picker_item_new (id, title, NULL, NULL);

  g_list_store_append (store, item);
}

/* Another company has other tutors. */
static void
on_company_changed (Page *page)
{
  gint64 company = model_record_get_int (page->placement, "company_id");

  g_list_store_remove_all (page->tutors);
  if (company == 7)
    add_item (page->tutors, 71, "ROUX Jean");
  if (company == 8)
    add_item (page->tutors, 81, "VIDAL Anne");
  model_record_set_canonical (page->placement, "tutor_id", NULL);
  app_form_refresh (page->form);
}

static void
on_changed_cb (AppForm *form, const char *key, Page *page)
{
  const char *start = model_record_get (page->placement, "start");
  const char *end = model_record_get (page->placement, "end");

  if (g_str_equal (key, "placement.company_id"))
    on_company_changed (page);
  app_form_clear_notes (form);
  if (start != NULL && end != NULL && g_strcmp0 (start, end) > 0)
    app_form_set_note (form, "placement.end", "The last day comes before the first.", "error");
}

static void
on_committed_cb (AppForm *form, const char *key, Page *page)
{
  const char *column = strchr (key, '.') + 1;

  page->n_saves++;
  model_record_set_canonical (page->saved, column, model_record_get (page->placement, column));
}

static void
on_create_requested_cb (AppForm *form, const char *key, const char *text, Page *page)
{
  g_free (page->asked_for);
  page->asked_for = g_strdup (text);
  /* The company is made, listed and chosen. */
  add_item (page->companies, 9, text);
  model_record_set_int (page->placement, "company_id", 9);
  app_form_refresh (form);
}

static void
set_up (Page *page, gconstpointer data)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  page->form = app_form_new ();
  page->grid = app_week_grid_new ();
  page->placement = model_record_new (MODEL_ENTITY_PLACEMENT);
  page->saved = model_record_new (MODEL_ENTITY_PLACEMENT);
  page->companies = g_list_store_new (APP_TYPE_PICKER_ITEM);
  page->tutors = g_list_store_new (APP_TYPE_PICKER_ITEM);
  add_item (page->companies, 7, "Garage Roux");
  add_item (page->companies, 8, "Boulangerie Vidal");
  app_form_add_group (page->form, "Who", NULL, who);
  app_form_add_group (page->form, "When", NULL, when);
  app_form_add_widget (page->form, GTK_WIDGET (page->grid));
  app_form_add_group (page->form, "What", NULL, what);
  app_form_set_mandatory (page->form, mandatory);
  app_form_set_choices (page->form, "placement.company_id", G_LIST_MODEL (page->companies));
  app_form_set_choices (page->form, "placement.tutor_id", G_LIST_MODEL (page->tutors));
  app_form_set_create_label (page->form, "placement.company_id", "Create the company");
  app_form_set_record (page->form, page->placement);
  g_signal_connect (page->form, "changed", G_CALLBACK (on_changed_cb), page);
  g_signal_connect (page->form, "committed", G_CALLBACK (on_committed_cb), page);
  g_signal_connect (page->form, "create-requested", G_CALLBACK (on_create_requested_cb), page);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (page->form));
  app_test_show (scrolled);
}

static void
tear_down (Page *page, gconstpointer data)
{
  app_test_destroy (gtk_widget_get_ancestor (GTK_WIDGET (page->form), GTK_TYPE_SCROLLED_WINDOW));
  g_object_unref (page->placement);
  g_object_unref (page->saved);
  g_object_unref (page->companies);
  g_object_unref (page->tutors);
  g_free (page->asked_for);
}

static AppFieldEditor *
editor_of (Page *page, const char *key)
{
  return app_field_row_get_editor (app_form_get_row (page->form, key));
}

static GtkWidget *
control_of (Page *page, const char *key)
{
  return app_field_editor_get_control (editor_of (page, key));
}

static void
type (Page *page, const char *key, const char *text)
{
  g_assert_true (app_form_focus_field (page->form, key));
  gtk_editable_set_text (GTK_EDITABLE (control_of (page, key)), text);
}

static void
write_text (Page *page, const char *key, const char *text)
{
  g_assert_true (app_form_focus_field (page->form, key));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (control_of (page, key))), text,
                            -1);
}

static void
pick (Page *page, const char *key, const char *text)
{
  AppPicker *picker = APP_PICKER (editor_of (page, key));
  GtkWidget *popover;

  app_picker_open (picker, text);
  popover = app_test_find (GTK_WIDGET (picker), APP_TYPE_PICKER_POPOVER, 0);
  g_signal_emit_by_name (app_test_find (popover, GTK_TYPE_SEARCH_ENTRY, 0), "activate");
  app_test_until (!gtk_widget_get_mapped (popover));
}

static GtkEditable *
morning_of (Page *page, GDateWeekday weekday)
{
  return GTK_EDITABLE (app_field_editor_get_control (
      app_week_row_get_editor (app_week_grid_get_row (page->grid, weekday), 0)));
}

static guint
count_missing (Page *page)
{
  g_auto (GStrv) missing = app_form_get_missing (page->form);

  return g_strv_length (missing);
}

/* Goes to what is missing, one after the other, as "go to field" does. */
static char *
go_to_missing (Page *page)
{
  g_auto (GStrv) missing = app_form_get_missing (page->form);

  if (missing[0] == NULL)
    return NULL;
  g_assert_true (app_form_focus_field (page->form, missing[0]));
  return g_strdup (missing[0]);
}

static void
fill_in (Page *page)
{
  pick (page, "placement.company_id", "roux");
  pick (page, "placement.tutor_id", "jean");
  type (page, "placement.start", "12/1/26");
  type (page, "placement.end", "6 février 2026");
  app_form_focus_field (page->form, "placement.monday_morning");
  gtk_editable_set_text (morning_of (page, G_DATE_MONDAY), "8h-12h");
  write_text (page, "placement.activities", "Câblage\nDépannage");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (control_of (page, "placement.allowance_unit")), 3);
}

static void
test_filling_in (Page *page, gconstpointer data)
{
  g_autofree char *first = go_to_missing (page);
  g_autofree char *none = NULL;

  g_assert_cmpuint (count_missing (page), ==, G_N_ELEMENTS (mandatory) - 1);
  g_assert_cmpstr (first, ==, "placement.company_id");
  fill_in (page);
  none = go_to_missing (page);
  g_assert_null (none);
  g_assert_true (app_form_flush (page->form));
  g_assert_cmpstr (model_record_get (page->placement, "company_id"), ==, "7");
  g_assert_cmpstr (model_record_get (page->placement, "tutor_id"), ==, "71");
  g_assert_cmpstr (model_record_get (page->placement, "start"), ==, "2026-01-12");
  g_assert_cmpstr (model_record_get (page->placement, "end"), ==, "2026-02-06");
  g_assert_cmpstr (model_record_get (page->placement, "allowance_unit"), ==, "week");
  g_assert_null (app_test_find (GTK_WIDGET (page->form), APP_TYPE_NOTE, 0));
}

/* All that was changed has been committed once it is left or flushed, each field once. */
static void
test_what_is_saved (Page *page, gconstpointer data)
{
  const ModelEntityInfo *info = model_entity_info (MODEL_ENTITY_PLACEMENT);

  fill_in (page);
  app_form_flush (page->form);
  for (guint i = 0; i < info->n_fields; i++)
    g_assert_cmpstr (model_record_get_at (page->saved, i), ==,
                     model_record_get_at (page->placement, i));
  g_assert_cmpuint (page->n_saves, ==, 7);
  app_form_flush (page->form);
  g_assert_cmpuint (page->n_saves, ==, 7);
}

/* The page takes a choice back when what it hangs from changes. */
static void
test_another_company (Page *page, gconstpointer data)
{
  fill_in (page);
  pick (page, "placement.company_id", "vidal");
  g_assert_null (model_record_get (page->placement, "tutor_id"));
  g_assert_cmpint (app_picker_get_chosen (APP_PICKER (editor_of (page, "placement.tutor_id"))), ==,
                   0);
  g_assert_true (app_field_row_is_missing (app_form_get_row (page->form, "placement.tutor_id")));
  pick (page, "placement.tutor_id", "");
  g_assert_cmpstr (model_record_get (page->placement, "tutor_id"), ==, "81");
  /* What was typed elsewhere is still there. */
  g_assert_cmpstr (model_record_get (page->placement, "activities"), ==, "Câblage\nDépannage");
}

static void
test_new_company (Page *page, gconstpointer data)
{
  pick (page, "placement.company_id", "Zinc et fils");
  g_assert_cmpstr (page->asked_for, ==, "Zinc et fils");
  g_assert_cmpint (app_picker_get_chosen (APP_PICKER (editor_of (page, "placement.company_id"))),
                   ==, 9);
  g_assert_nonnull (
      app_test_find (GTK_WIDGET (editor_of (page, "placement.company_id")), GTK_TYPE_LABEL, 0));
  g_assert_false (app_field_row_is_missing (app_form_get_row (page->form, "placement.company_id")));
}

/* A rule's finding comes and goes while the dates are typed, beside what is wrong with a text. */
static void
test_findings (Page *page, gconstpointer data)
{
  GtkWidget *row = GTK_WIDGET (app_form_get_row (page->form, "placement.end"));

  type (page, "placement.start", "12/01/2026");
  type (page, "placement.end", "10/01/2026");
  g_assert_cmpstr (app_note_get_text (APP_NOTE (app_test_find (row, APP_TYPE_NOTE, 0))), ==,
                   "The last day comes before the first.");
  type (page, "placement.end", "10/02/2026");
  g_assert_null (app_test_find (row, APP_TYPE_NOTE, 0));
  type (page, "placement.end", "10/02/20266");
  g_assert_false (app_form_flush (page->form));
  g_assert_cmpstr (app_note_get_style (APP_NOTE (app_test_find (row, APP_TYPE_NOTE, 0))), ==,
                   "error");
  type (page, "placement.start", "10/03/2026");
  g_assert_cmpstr (app_note_get_style (APP_NOTE (app_test_find (row, APP_TYPE_NOTE, 0))), ==,
                   "error");
  g_assert_null (app_test_find (row, APP_TYPE_NOTE, 2));
}

/* A validated sheet is read: nothing in it changes, and it can still be walked through. */
static void
test_frozen (Page *page, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (page->form)));

  fill_in (page);
  app_form_flush (page->form);
  app_form_set_editable (page->form, FALSE);
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (control_of (page, "placement.start"))));
  g_assert_false (gtk_editable_get_editable (morning_of (page, G_DATE_MONDAY)));
  g_assert_false (gtk_widget_is_sensitive (control_of (page, "placement.company_id")));
  g_assert_false (gtk_widget_is_sensitive (control_of (page, "placement.night_work")));
  g_assert_true (app_form_focus_field (page->form, "placement.start"));
  gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
  g_assert_nonnull (gtk_widget_get_focus_child (GTK_WIDGET (page->form)));
  app_form_set_editable (page->form, TRUE);
  g_assert_true (gtk_widget_is_sensitive (control_of (page, "placement.company_id")));
}

/* The next sheet starts from its own values: nothing of the one before is left. */
static void
test_next_sheet (Page *page, gconstpointer data)
{
  g_autoptr (ModelRecord) next = model_record_new (MODEL_ENTITY_PLACEMENT);

  fill_in (page);
  type (page, "placement.end", "nonsense");
  app_form_flush (page->form);
  model_record_set_canonical (next, "meals", "Cantine");
  app_form_set_record (page->form, next);
  g_assert_cmpuint (count_missing (page), ==, G_N_ELEMENTS (mandatory) - 1);
  g_assert_true (app_form_flush (page->form));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (control_of (page, "placement.end"))), ==,
                   "");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (control_of (page, "placement.meals"))), ==,
                   "Cantine");
  g_assert_cmpstr (gtk_editable_get_text (morning_of (page, G_DATE_MONDAY)), ==, "");
  g_assert_cmpint (app_picker_get_chosen (APP_PICKER (editor_of (page, "placement.company_id"))),
                   ==, 0);
  /* And looking at it has changed nothing. */
  model_record_set_canonical (next, "meals", NULL);
  g_assert_false (model_record_is_changed (next));
}

static const struct
{
  const char *path;
  void (*test) (Page *page, gconstpointer data);
} tests[] = {
  { "/app/form-sheet/filling-in", test_filling_in },
  { "/app/form-sheet/saved", test_what_is_saved },
  { "/app/form-sheet/another-company", test_another_company },
  { "/app/form-sheet/new-company", test_new_company },
  { "/app/form-sheet/findings", test_findings },
  { "/app/form-sheet/frozen", test_frozen },
  { "/app/form-sheet/next", test_next_sheet },
};

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Page, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
