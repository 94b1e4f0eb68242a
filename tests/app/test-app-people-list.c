/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-people-list.h"
#include "app-person-row.h"
#include "app-test.h"

static gint64 selected, opened;
static guint n_selected;

static void
on_selected_cb (AppPeopleList *list, gint64 id, gpointer user_data)
{
  selected = id;
  n_selected++;
}

static void
on_opened_cb (AppPeopleList *list, gint64 id, gpointer user_data)
{
  opened = id;
}

static void
set_text (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static ModelPerson *
make_person (gint64 id, const char *name, const char *key, ModelPersonWarning warnings)
{
  ModelPerson *person = model_person_new (MODEL_ENTITY_COMPANY);

  person->id = id;
  person->warnings = warnings;
  set_text (&person->name, name);
  set_text (&person->search_key, key);
  return person;
}

static GPtrArray *
make_people (void)
{
  GPtrArray *people = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (people, make_person (3, "Atelier Bois", "atelier bois albi vidal", 0));
  g_ptr_array_add (people,
                   make_person (1, "Garage Roux", "garage roux gaillac", MODEL_PERSON_CLOSED));
  g_ptr_array_add (people, make_person (2, "Zinc", "zinc albi", MODEL_PERSON_INCOMPLETE));
  return people;
}

static AppPeopleList *
make (void)
{
  AppPeopleList *list = g_object_new (APP_TYPE_PEOPLE_LIST, NULL);
  g_autoptr (GPtrArray) people = make_people ();

  selected = opened = 0;
  n_selected = 0;
  g_signal_connect (list, "selected", G_CALLBACK (on_selected_cb), NULL);
  g_signal_connect (list, "opened", G_CALLBACK (on_opened_cb), NULL);
  app_people_list_set_people (list, MODEL_ENTITY_COMPANY, people);
  app_test_show (GTK_WIDGET (list));
  return list;
}

static GtkSingleSelection *
selection_of (AppPeopleList *list)
{
  GtkWidget *view = app_test_find (GTK_WIDGET (list), GTK_TYPE_LIST_VIEW, 0);

  return GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (view)));
}

static const char *
total_of (AppPeopleList *list)
{
  GtkWidget *last = gtk_widget_get_last_child (gtk_widget_get_first_child (GTK_WIDGET (list)));

  return gtk_label_get_label (GTK_LABEL (last));
}

static GtkWidget *
entry_of (AppPeopleList *list)
{
  return app_test_find (GTK_WIDGET (list), GTK_TYPE_SEARCH_ENTRY, 0);
}

static void
test_rows (void)
{
  AppPeopleList *list = make ();
  GtkWidget *row;

  g_assert_cmpstr (app_people_list_get_page (list), ==, "some");
  g_assert_cmpuint (app_people_list_get_n_shown (list), ==, 3);
  g_assert_cmpstr (total_of (list), ==, "3 companies");
  app_test_until ((row = app_test_find (GTK_WIDGET (list), APP_TYPE_PERSON_ROW, 0)) != NULL);
  g_assert_nonnull (row);
  /* Nothing is chosen by being there. */
  g_assert_cmpint (app_people_list_get_selected (list), ==, 0);
  g_assert_cmpuint (n_selected, ==, 0);
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_select (void)
{
  AppPeopleList *list = make ();

  gtk_single_selection_set_selected (selection_of (list), 1);
  g_assert_cmpint (selected, ==, 1);
  g_assert_cmpint (app_people_list_get_selected (list), ==, 1);
  g_assert_cmpuint (n_selected, ==, 1);
  /* What the program selects is nobody's choice. */
  app_people_list_select (list, 2);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection_of (list)), ==, 2);
  g_assert_cmpuint (n_selected, ==, 1);
  app_people_list_select (list, 0);
  g_assert_null (gtk_single_selection_get_selected_item (selection_of (list)));
  g_assert_cmpuint (n_selected, ==, 1);
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_search (void)
{
  AppPeopleList *list = make ();

  app_people_list_select (list, 1);
  app_people_list_search (list, "Álbi");
  g_assert_cmpuint (app_people_list_get_n_shown (list), ==, 2);
  g_assert_cmpstr (total_of (list), ==, "2 of 3");
  /* Who is not found is not let go of. */
  g_assert_cmpint (app_people_list_get_selected (list), ==, 1);
  g_assert_null (gtk_single_selection_get_selected_item (selection_of (list)));
  app_people_list_search (list, "albi vid");
  g_assert_cmpuint (app_people_list_get_n_shown (list), ==, 1);
  app_people_list_search (list, "personne");
  g_assert_cmpstr (app_people_list_get_page (list), ==, "none");
  app_people_list_search (list, "");
  g_assert_cmpstr (app_people_list_get_page (list), ==, "some");
  g_assert_cmpuint (gtk_single_selection_get_selected (selection_of (list)), ==, 1);
  g_assert_cmpuint (n_selected, ==, 0);
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_typing (void)
{
  AppPeopleList *list = make ();

  app_people_list_focus_search (list);
  gtk_editable_set_text (GTK_EDITABLE (entry_of (list)), "zinc");
  app_test_until (app_people_list_get_n_shown (list) == 1);
  /* Enter goes to the first that is found. */
  g_signal_emit_by_name (entry_of (list), "activate");
  g_assert_cmpint (opened, ==, 2);
  g_assert_cmpint (selected, ==, 2);
  g_signal_emit_by_name (entry_of (list), "stop-search");
  app_test_until (app_people_list_get_n_shown (list) == 3);
  gtk_editable_set_text (GTK_EDITABLE (entry_of (list)), "personne");
  opened = 0;
  g_signal_emit_by_name (entry_of (list), "activate");
  g_assert_cmpint (opened, ==, 0);
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_warnings (void)
{
  AppPeopleList *list = make ();
  GtkWidget *button = app_test_find (GTK_WIDGET (list), GTK_TYPE_TOGGLE_BUTTON, 0);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  g_assert_cmpuint (app_people_list_get_n_shown (list), ==, 2);
  app_people_list_search (list, "albi");
  g_assert_cmpuint (app_people_list_get_n_shown (list), ==, 1);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), FALSE);
  g_assert_cmpuint (app_people_list_get_n_shown (list), ==, 2);
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_again (void)
{
  AppPeopleList *list = make ();
  g_autoptr (GPtrArray) people = make_people ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  app_people_list_select (list, 2);
  app_people_list_search (list, "zinc");
  /* Read again: words and selection stay. */
  app_people_list_set_people (list, MODEL_ENTITY_COMPANY, people);
  g_assert_cmpuint (app_people_list_get_n_shown (list), ==, 1);
  g_assert_cmpint (app_people_list_get_selected (list), ==, 2);
  /* Of another kind: neither. */
  app_people_list_set_people (list, MODEL_ENTITY_TEACHER, people);
  g_assert_cmpuint (app_people_list_get_n_shown (list), ==, 3);
  g_assert_cmpint (app_people_list_get_selected (list), ==, 0);
  g_assert_cmpstr (total_of (list), ==, "3 teachers");
  app_people_list_set_people (list, MODEL_ENTITY_STUDENT, none);
  g_assert_cmpstr (app_people_list_get_page (list), ==, "empty");
  g_assert_cmpstr (total_of (list), ==, "0 students");
  g_assert_cmpuint (n_selected, ==, 0);
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_activate (void)
{
  AppPeopleList *list = make ();
  GtkWidget *view = app_test_find (GTK_WIDGET (list), GTK_TYPE_LIST_VIEW, 0);

  g_signal_emit_by_name (view, "activate", 0u);
  g_assert_cmpint (opened, ==, 3);
  g_assert_cmpint (selected, ==, 3);
  app_people_list_focus (list);
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_many (void)
{
  AppPeopleList *list = make ();
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 start;

  for (guint i = 1; i <= 3000; i++)
    {
      g_autofree char *name = g_strdup_printf ("Company %u", i);
      g_autofree char *key = g_strdup_printf ("company %u albi", i);

      g_ptr_array_add (people, make_person (i, name, key, i % 2));
    }
  app_people_list_set_people (list, MODEL_ENTITY_COMPANY, people);
  app_people_list_select (list, 2999);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (list));
  start = g_get_monotonic_time ();
  app_people_list_search (list, "2999");
  g_test_message ("3000 rows are narrowed in %.1f ms", (g_get_monotonic_time () - start) / 1000.0);
  g_assert_cmpuint (app_people_list_get_n_shown (list), ==, 1);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection_of (list)), ==, 0);
  app_test_destroy (GTK_WIDGET (list));
}

/* ---- one row ---- */

static GtkLabel *
label_of (GtkWidget *row, guint n)
{
  return GTK_LABEL (app_test_find (row, GTK_TYPE_LABEL, n));
}

static void
test_row (void)
{
  GtkWidget *row = app_test_show (app_person_row_new ());
  g_autoptr (ModelPerson) person = make_person (1, "Garage <Roux>", "", 0);
  GtkWidget *warning = app_test_find (row, GTK_TYPE_IMAGE, 0);

  app_person_row_set_person (APP_PERSON_ROW (row), person);
  g_assert_cmpstr (gtk_label_get_text (label_of (row, 0)), ==, "Garage <Roux>");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (label_of (row, 1))));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (label_of (row, 2))));
  g_assert_false (gtk_widget_get_visible (warning));
  set_text (&person->subtitle, "Albi");
  set_text (&person->detail, "123 456 789 00012");
  set_text (&person->status, "to_call");
  set_text (&person->last_day, "2026-11-12");
  person->n = 1;
  person->warnings = MODEL_PERSON_CLOSED | MODEL_PERSON_INCOMPLETE;
  app_person_row_set_person (APP_PERSON_ROW (row), person);
  g_assert_cmpstr (gtk_label_get_text (label_of (row, 1)), ==,
                   "Albi · 123 456 789 00012 · To call back");
  g_assert_cmpstr (gtk_label_get_text (label_of (row, 2)), ==, "1 placement");
  g_assert_cmpstr (gtk_label_get_text (label_of (row, 3)), ==, "12/11/2026");
  g_assert_true (gtk_widget_get_visible (warning));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (warning), ==, "Closed, Incomplete");
  gtk_test_accessible_assert_property (warning, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Closed, Incomplete");
  app_test_destroy (row);
}

static void
test_row_of_teacher (void)
{
  GtkWidget *row = app_test_show (app_person_row_new ());
  g_autoptr (ModelPerson) person = model_person_new (MODEL_ENTITY_TEACHER);

  person->n = 12;
  app_person_row_set_person (APP_PERSON_ROW (row), person);
  g_assert_cmpstr (gtk_label_get_text (label_of (row, 2)), ==, "12 students");
  app_test_destroy (row);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/people-list/rows", test_rows);
  g_test_add_func ("/app/people-list/select", test_select);
  g_test_add_func ("/app/people-list/search", test_search);
  g_test_add_func ("/app/people-list/typing", test_typing);
  g_test_add_func ("/app/people-list/warnings", test_warnings);
  g_test_add_func ("/app/people-list/again", test_again);
  g_test_add_func ("/app/people-list/activate", test_activate);
  g_test_add_func ("/app/people-list/many", test_many);
  g_test_add_func ("/app/people-list/row", test_row);
  g_test_add_func ("/app/people-list/row-of-teacher", test_row_of_teacher);
  return g_test_run ();
}
