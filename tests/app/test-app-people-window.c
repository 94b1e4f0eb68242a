/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-merge-window.h"
#include "app-part-list.h"
#include "app-people-window.h"
#include "app-record-window.h"
#include "app-stay-list.h"
#include "app-stay-row.h"
#include "app-test-demo.h"

#include <glib/gstdio.h>

/* The pages of students, companies and teachers, from the window of the school. */

typedef struct
{
  AppWindow *window;
  AppPeopleWindow *people;
} Fixture;

static gpointer
wait_for_window (GType type)
{
  app_test_until (app_test_find_window (type) != NULL);
  return app_test_find_window (type);
}

static void
settle (Fixture *fixture)
{
  app_test_until (!app_window_is_busy (fixture->window)
                  && !app_people_window_is_busy (fixture->people));
}

static void
open_people (Fixture *fixture, const char *name, const char *action)
{
  fixture->window = app_test_open_demo (name);
  app_test_act (fixture->window, action, NULL);
  fixture->people = wait_for_window (APP_TYPE_PEOPLE_WINDOW);
  settle (fixture);
}

static void
close_all (Fixture *fixture)
{
  app_test_settle ();
  app_test_close_window (fixture->window);
}

static void
act (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->people), action, NULL));
}

/* An action of a widget says only to its buttons whether it is enabled. */
static gboolean
can_save (Fixture *fixture)
{
  return gtk_widget_is_sensitive (app_test_find_button (GTK_WIDGET (fixture->people), "Save"));
}

static GtkSingleSelection *
selection_of (Fixture *fixture)
{
  GtkWidget *list = GTK_WIDGET (app_people_window_get_list (fixture->people));
  GtkWidget *view = app_test_find (list, GTK_TYPE_LIST_VIEW, 0);

  return GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (view)));
}

/* As a click does. */
static void
choose (Fixture *fixture, guint position)
{
  gtk_single_selection_set_selected (selection_of (fixture), position);
  settle (fixture);
}

/* The id of the row that has these words: there must be one. */
static gint64
find_id (Fixture *fixture, const char *words)
{
  AppPeopleList *list = app_people_window_get_list (fixture->people);
  g_autoptr (ModelPerson) person = NULL;

  app_people_list_search (list, words);
  g_assert_cmpuint (app_people_list_get_n_shown (list), ==, 1);
  person = g_list_model_get_item (G_LIST_MODEL (selection_of (fixture)), 0);
  app_people_list_search (list, "");
  return person->id;
}

static ModelRecord *
record_of (Fixture *fixture)
{
  AppPersonPage *page = app_people_window_get_page (fixture->people);

  g_assert_nonnull (page);
  return app_person_page_get_record (page);
}

static void
type_into (AppForm *form, const char *key, const char *text)
{
  AppFieldRow *row = app_form_get_row (form, key);

  gtk_editable_set_text (GTK_EDITABLE (app_test_find (GTK_WIDGET (row), GTK_TYPE_TEXT, 0)), text);
}

static void
type (Fixture *fixture, const char *key, const char *text)
{
  type_into (app_person_page_get_form (app_people_window_get_page (fixture->people)), key, text);
}

static void
answer (const char *button)
{
  GtkWidget *dialog = wait_for_window (ADW_TYPE_MESSAGE_DIALOG);

  g_signal_emit_by_name (app_test_find_button (dialog, button), "clicked");
  app_test_until (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  app_test_settle ();
}

static const char *
read_answer (void)
{
  return adw_message_dialog_get_body (wait_for_window (ADW_TYPE_MESSAGE_DIALOG));
}

static void
accept_record (Fixture *fixture, AppRecordWindow *window)
{
  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (window), "Save"), "clicked");
  settle (fixture);
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (selection_of (fixture)));
}

static void
test_open (void)
{
  Fixture fixture;
  guint n;

  open_people (&fixture, "open.paraphe", "win.companies");
  n = count (&fixture);
  g_assert_cmpuint (n, >, 20);
  g_assert_null (app_people_window_get_page (fixture.people));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture.people)), ==, "Companies");
  choose (&fixture, 3);
  g_assert_cmpint (model_record_get_entity (record_of (&fixture)), ==, MODEL_ENTITY_COMPANY);
  g_assert_cmpint (model_record_get_id (record_of (&fixture)), ==,
                   app_people_list_get_selected (app_people_window_get_list (fixture.people)));
  /* The same window for all three. */
  app_test_act (fixture.window, "win.show-student", "x", (gint64) 2);
  settle (&fixture);
  g_assert_cmpint (model_record_get_id (record_of (&fixture)), ==, 2);
  g_assert_cmpint (model_record_get_entity (record_of (&fixture)), ==, MODEL_ENTITY_STUDENT);
  g_assert_cmpuint (count (&fixture), >, n);
  app_test_act (fixture.window, "win.teachers", NULL);
  settle (&fixture);
  g_assert_null (app_people_window_get_page (fixture.people));
  app_test_act (fixture.window, "win.show-teacher", "x", (gint64) 1);
  settle (&fixture);
  g_assert_cmpint (model_record_get_entity (record_of (&fixture)), ==, MODEL_ENTITY_TEACHER);
  app_test_act (fixture.window, "win.show-company", "x", (gint64) 5);
  settle (&fixture);
  g_assert_cmpint (model_record_get_id (record_of (&fixture)), ==, 5);
  /* Somebody who is not there any more. */
  app_test_act (fixture.window, "win.show-company", "x", (gint64) 98765);
  settle (&fixture);
  g_assert_null (app_people_window_get_page (fixture.people));
  close_all (&fixture);
}

static void
test_buttons (void)
{
  Fixture fixture;
  GtkWidget *button;

  open_people (&fixture, "buttons.paraphe", "win.students");
  g_assert_false (
      gtk_widget_get_visible (app_test_find_button (GTK_WIDGET (fixture.people), "Save")));
  button = app_test_find_button (GTK_WIDGET (fixture.people), "Teachers");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  g_signal_emit_by_name (button, "clicked");
  settle (&fixture);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture.people)), ==, "Teachers");
  choose (&fixture, 0);
  g_assert_true (
      gtk_widget_get_visible (app_test_find_button (GTK_WIDGET (fixture.people), "Save")));
  g_assert_false (can_save (&fixture));
  act (&fixture, "people.search");
  act (&fixture, "people.back");
  close_all (&fixture);
}

static void
test_save (void)
{
  Fixture fixture;
  g_autofree char *before = NULL;

  open_people (&fixture, "save.paraphe", "win.companies");
  choose (&fixture, 0);
  before = g_strdup (model_record_get (record_of (&fixture), "town"));
  type (&fixture, "company.town", "Carmaux");
  g_assert_true (can_save (&fixture));
  act (&fixture, "people.save");
  settle (&fixture);
  g_assert_false (can_save (&fixture));
  g_assert_cmpstr (model_record_get (record_of (&fixture), "town"), ==, "Carmaux");
  g_assert_cmpint (model_record_get_version (record_of (&fixture)), ==, 2);
  find_id (&fixture, "carmaux");
  /* And back, with the words of history. */
  act (&fixture, "people.undo");
  settle (&fixture);
  g_assert_cmpstr (model_record_get (record_of (&fixture), "town"), ==, before);
  close_all (&fixture);
}

static void
test_toast (void)
{
  Fixture fixture;
  GtkWidget *button = NULL;

  open_people (&fixture, "toast.paraphe", "win.companies");
  choose (&fixture, 0);
  type (&fixture, "company.town", "Carmaux");
  act (&fixture, "people.save");
  settle (&fixture);
  app_test_until ((button = app_test_find_button (GTK_WIDGET (fixture.people), "Undo")) != NULL);
  g_signal_emit_by_name (button, "clicked");
  app_test_until (g_strcmp0 (model_record_get (record_of (&fixture), "town"), "Carmaux") != 0);
  settle (&fixture);
  close_all (&fixture);
}

static void
test_wrong (void)
{
  Fixture fixture;

  open_people (&fixture, "wrong.paraphe", "win.companies");
  choose (&fixture, 0);
  type (&fixture, "company.siret", "12");
  g_assert_true (can_save (&fixture));
  act (&fixture, "people.save");
  settle (&fixture);
  g_assert_cmpint (model_record_get_version (record_of (&fixture)), ==, 1);
  act (&fixture, "people.discard");
  g_assert_false (can_save (&fixture));
  close_all (&fixture);
}

/* A refusal keeps what is typed. */
static void
test_refused (void)
{
  Fixture fixture;
  g_autofree char *siret = NULL;

  open_people (&fixture, "refused.paraphe", "win.companies");
  choose (&fixture, 1);
  siret = g_strdup (model_record_get (record_of (&fixture), "siret"));
  choose (&fixture, 0);
  type (&fixture, "company.siret", siret);
  act (&fixture, "people.save");
  settle (&fixture);
  g_assert_nonnull (strstr (read_answer (), "SIRET"));
  answer ("Close");
  g_assert_true (can_save (&fixture));
  g_assert_cmpstr (model_record_get (record_of (&fixture), "siret"), ==, siret);
  act (&fixture, "people.discard");
  close_all (&fixture);
}

static void
test_leave (void)
{
  Fixture fixture;
  gint64 first, second;

  open_people (&fixture, "leave.paraphe", "win.companies");
  choose (&fixture, 1);
  second = model_record_get_id (record_of (&fixture));
  choose (&fixture, 0);
  first = model_record_get_id (record_of (&fixture));

  type (&fixture, "company.town", "Carmaux");
  choose (&fixture, 1);
  answer ("Cancel");
  g_assert_cmpint (model_record_get_id (record_of (&fixture)), ==, first);
  g_assert_cmpint (app_people_list_get_selected (app_people_window_get_list (fixture.people)), ==,
                   first);
  g_assert_true (can_save (&fixture));

  choose (&fixture, 1);
  answer ("Save");
  settle (&fixture);
  g_assert_cmpint (model_record_get_id (record_of (&fixture)), ==, second);
  g_assert_cmpint (find_id (&fixture, "carmaux"), ==, first);

  type (&fixture, "company.town", "Gaillac-le-Vieux");
  choose (&fixture, 0);
  answer ("Discard");
  settle (&fixture);
  g_assert_cmpint (model_record_get_id (record_of (&fixture)), ==, first);
  g_assert_cmpstr (model_record_get (record_of (&fixture), "town"), ==, "Carmaux");
  app_people_list_search (app_people_window_get_list (fixture.people), "gaillac vieux");
  g_assert_cmpuint (count (&fixture), ==, 0);
  close_all (&fixture);
}

/* What cannot be saved does not let go. */
static void
test_leave_wrong (void)
{
  Fixture fixture;
  gint64 first;

  open_people (&fixture, "leave-wrong.paraphe", "win.companies");
  choose (&fixture, 0);
  first = model_record_get_id (record_of (&fixture));
  type (&fixture, "company.siret", "12");
  app_test_act (fixture.window, "win.teachers", NULL);
  answer ("Save");
  settle (&fixture);
  g_assert_cmpint (model_record_get_id (record_of (&fixture)), ==, first);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture.people)), ==, "Companies");
  app_test_act (fixture.window, "win.teachers", NULL);
  answer ("Discard");
  settle (&fixture);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture.people)), ==, "Teachers");
  close_all (&fixture);
}

static void
test_close (void)
{
  Fixture fixture;
  gpointer weak;

  open_people (&fixture, "close.paraphe", "win.companies");
  choose (&fixture, 0);
  type (&fixture, "company.town", "Carmaux");
  gtk_window_close (GTK_WINDOW (fixture.people));
  answer ("Cancel");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture.people)));
  /* The window of the school asks too. */
  gtk_window_close (GTK_WINDOW (fixture.window));
  answer ("Cancel");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture.window)));
  weak = fixture.people;
  g_object_add_weak_pointer (G_OBJECT (fixture.people), &weak);
  gtk_window_close (GTK_WINDOW (fixture.people));
  answer ("Save");
  app_test_until (weak == NULL);
  /* Saved, and opened anew. */
  app_test_act (fixture.window, "win.companies", NULL);
  fixture.people = wait_for_window (APP_TYPE_PEOPLE_WINDOW);
  settle (&fixture);
  find_id (&fixture, "carmaux");
  close_all (&fixture);
}

/* One that is closed while it reads is held until the answer comes: another one opens. */
static void
test_reopen (void)
{
  Fixture fixture;
  g_autoptr (GtkWindow) closed = NULL;

  open_people (&fixture, "reopen.paraphe", "win.companies");
  closed = g_object_ref (GTK_WINDOW (fixture.people));
  gtk_single_selection_set_selected (selection_of (&fixture), 0);
  g_assert_true (app_people_window_is_busy (fixture.people));
  gtk_window_close (closed);
  app_test_act (fixture.window, "win.companies", NULL);
  g_assert_nonnull (app_test_find_window (APP_TYPE_PEOPLE_WINDOW));
  g_assert_true (app_test_find_window (APP_TYPE_PEOPLE_WINDOW) != closed);
  fixture.people = app_test_find_window (APP_TYPE_PEOPLE_WINDOW);
  settle (&fixture);
  g_assert_cmpuint (count (&fixture), >, 0);
  app_test_until (!app_people_window_is_busy (APP_PEOPLE_WINDOW (closed)));
  close_all (&fixture);
}

static void
test_add (void)
{
  Fixture fixture;
  AppRecordWindow *record;
  g_autofree char *siret = NULL;
  guint n;

  open_people (&fixture, "add.paraphe", "win.companies");
  n = count (&fixture);
  choose (&fixture, 0);
  siret = g_strdup (model_record_get (record_of (&fixture), "siret"));
  act (&fixture, "people.add");
  record = wait_for_window (APP_TYPE_RECORD_WINDOW);
  type_into (app_record_window_get_form (record), "company.name", "Les Bois de Lune");
  type_into (app_record_window_get_form (record), "company.siret", siret);
  accept_record (&fixture, record);
  /* Refused: what was filled in is there again. */
  answer ("Close");
  record = wait_for_window (APP_TYPE_RECORD_WINDOW);
  g_assert_cmpstr (model_record_get (app_record_window_get_record (record), "name"), ==,
                   "Les Bois de Lune");
  type_into (app_record_window_get_form (record), "company.siret", "");
  accept_record (&fixture, record);
  g_assert_cmpstr (model_record_get (record_of (&fixture), "name"), ==, "Les Bois de Lune");
  g_assert_cmpuint (count (&fixture), ==, n + 1);
  close_all (&fixture);
}

static void
test_add_student (void)
{
  Fixture fixture;
  AppRecordWindow *window;
  AppForm *form;
  ModelRecord *enrolment;

  open_people (&fixture, "add-student.paraphe", "win.students");
  act (&fixture, "people.add");
  window = wait_for_window (APP_TYPE_RECORD_WINDOW);
  form = app_record_window_get_form (window);
  type_into (form, "student.family_name", "Zzdelmas");
  type_into (form, "student.given_name", "Yanis");
  enrolment = app_form_get_record (form, MODEL_ENTITY_ENROLMENT);
  g_assert_nonnull (enrolment);
  model_record_set_int (enrolment, "class_group_id", 1);
  accept_record (&fixture, window);
  g_assert_cmpstr (model_record_get (record_of (&fixture), "family_name"), ==, "Zzdelmas");
  g_assert_cmpuint (
      app_person_page_get_person (app_people_window_get_page (fixture.people))->enrolments->len, ==,
      1);
  close_all (&fixture);
}

static void
test_enrol (void)
{
  Fixture fixture;
  AppRecordWindow *window;
  WorkPerson *person;
  gint64 class_id;

  open_people (&fixture, "enrol.paraphe", "win.students");
  choose (&fixture, 0);
  person = app_person_page_get_person (app_people_window_get_page (fixture.people));
  class_id = ((WorkEnrolment *) person->enrolments->pdata[0])->class_group_id;
  g_signal_emit_by_name (app_people_window_get_page (fixture.people), "enrol");
  window = wait_for_window (APP_TYPE_RECORD_WINDOW);
  model_record_set_int (app_record_window_get_record (window), "class_group_id",
                        class_id == 1 ? 2 : 1);
  accept_record (&fixture, window);
  person = app_person_page_get_person (app_people_window_get_page (fixture.people));
  g_assert_cmpint (((WorkEnrolment *) person->enrolments->pdata[0])->class_group_id, ==,
                   class_id == 1 ? 2 : 1);
  close_all (&fixture);
}

static void
test_parts (void)
{
  Fixture fixture;
  AppRecordWindow *window;
  WorkPerson *person;
  guint n;

  open_people (&fixture, "parts.paraphe", "win.companies");
  choose (&fixture, 0);
  /* What is typed in the form stays, whatever is added meanwhile. */
  type (&fixture, "company.town", "Carmaux");
  n = app_person_page_get_person (app_people_window_get_page (fixture.people))->contacts->len;
  g_signal_emit_by_name (app_people_window_get_page (fixture.people), "add-part",
                         MODEL_ENTITY_CONTACT);
  window = wait_for_window (APP_TYPE_RECORD_WINDOW);
  type_into (app_record_window_get_form (window), "contact.family_name", "Aavidal");
  accept_record (&fixture, window);
  person = app_person_page_get_person (app_people_window_get_page (fixture.people));
  g_assert_cmpuint (person->contacts->len, ==, n + 1);
  g_assert_true (can_save (&fixture));
  g_assert_cmpstr (model_record_get (record_of (&fixture), "town"), ==, "Carmaux");
  /* Edited, then deleted. */
  g_signal_emit_by_name (app_people_window_get_page (fixture.people), "edit-part",
                         person->contacts->pdata[0]);
  window = wait_for_window (APP_TYPE_RECORD_WINDOW);
  type_into (app_record_window_get_form (window), "contact.given_name", "Anne");
  accept_record (&fixture, window);
  person = app_person_page_get_person (app_people_window_get_page (fixture.people));
  g_assert_cmpstr (model_record_get (person->contacts->pdata[0], "given_name"), ==, "Anne");
  g_signal_emit_by_name (app_people_window_get_page (fixture.people), "edit-part",
                         person->contacts->pdata[0]);
  window = wait_for_window (APP_TYPE_RECORD_WINDOW);
  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (window), "Delete"), "clicked");
  settle (&fixture);
  person = app_person_page_get_person (app_people_window_get_page (fixture.people));
  g_assert_cmpuint (person->contacts->len, ==, n);
  act (&fixture, "people.discard");
  close_all (&fixture);
}

static void
test_delete (void)
{
  Fixture fixture;
  AppRecordWindow *window;
  guint n;

  open_people (&fixture, "delete.paraphe", "win.companies");
  n = count (&fixture);
  choose (&fixture, 0);
  act (&fixture, "people.delete");
  settle (&fixture);
  g_assert_nonnull (strstr (read_answer (), "placement sheet"));
  answer ("Close");
  g_assert_nonnull (app_people_window_get_page (fixture.people));
  act (&fixture, "people.add");
  window = wait_for_window (APP_TYPE_RECORD_WINDOW);
  type_into (app_record_window_get_form (window), "company.name", "Les Bois de Lune");
  accept_record (&fixture, window);
  g_assert_cmpuint (count (&fixture), ==, n + 1);
  act (&fixture, "people.delete");
  settle (&fixture);
  g_assert_cmpuint (count (&fixture), ==, n);
  g_assert_null (app_people_window_get_page (fixture.people));
  act (&fixture, "people.undo");
  settle (&fixture);
  g_assert_cmpuint (count (&fixture), ==, n + 1);
  close_all (&fixture);
}

static void
test_merge (void)
{
  Fixture fixture;
  AppRecordWindow *window;
  AppMergeWindow *merge;
  g_autofree char *name = NULL, *town = NULL;
  gint64 id;
  guint n, n_stays;

  open_people (&fixture, "merge.paraphe", "win.companies");
  n = count (&fixture);
  choose (&fixture, 0);
  id = model_record_get_id (record_of (&fixture));
  name = g_strdup (model_record_get (record_of (&fixture), "name"));
  town = g_strdup (model_record_get (record_of (&fixture), "town"));
  n_stays = app_person_page_get_person (app_people_window_get_page (fixture.people))->stays->len;
  act (&fixture, "people.add");
  window = wait_for_window (APP_TYPE_RECORD_WINDOW);
  type_into (app_record_window_get_form (window), "company.name", name);
  type_into (app_record_window_get_form (window), "company.town", town);
  accept_record (&fixture, window);
  g_assert_cmpuint (count (&fixture), ==, n + 1);

  act (&fixture, "people.merge");
  merge = wait_for_window (APP_TYPE_MERGE_WINDOW);
  app_test_until (g_str_equal (app_merge_window_get_page (merge), "groups"));
  app_merge_window_open (merge, 0);
  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (merge), "Merge"), "clicked");
  app_test_until (g_str_equal (app_merge_window_get_page (merge), "none"));
  settle (&fixture);
  g_assert_cmpuint (count (&fixture), ==, n);
  g_assert_cmpint (model_record_get_id (record_of (&fixture)), ==, id);
  g_assert_cmpuint (
      app_person_page_get_person (app_people_window_get_page (fixture.people))->stays->len, ==,
      n_stays);
  gtk_window_close (GTK_WINDOW (merge));
  app_test_until (app_test_find_window (APP_TYPE_MERGE_WINDOW) == NULL);
  act (&fixture, "people.undo");
  settle (&fixture);
  g_assert_cmpuint (count (&fixture), ==, n + 1);
  close_all (&fixture);
}

/* From what is remembered to the line in the list of the school. */
static void
test_line (void)
{
  Fixture fixture;
  AppLineList *lines;
  g_autoptr (GPtrArray) selected = NULL;
  WorkPerson *person;
  const ModelStay *stay;
  GtkWidget *row;

  open_people (&fixture, "line.paraphe", "win.companies");
  choose (&fixture, 0);
  person = app_person_page_get_person (app_people_window_get_page (fixture.people));
  stay = person->stays->pdata[0];
  row = app_test_find (GTK_WIDGET (app_people_window_get_page (fixture.people)), APP_TYPE_STAY_ROW,
                       0);
  app_test_act (fixture.window, "win.search-for", "s", "zzzz");
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  settle (&fixture);
  lines = app_window_get_list (fixture.window);
  selected = app_line_list_get_selected (lines);
  g_assert_cmpuint (selected->len, ==, 1);
  g_assert_cmpint (((ModelLine *) selected->pdata[0])->student_id, ==, stay->student_id);
  g_assert_cmpint (((ModelLine *) selected->pdata[0])->period_id, ==, stay->period_id);
  /* A line that is not there is no harm. */
  app_test_act (fixture.window, "win.show-line", "(xxx)", stay->school_year_id, (gint64) 98765,
                (gint64) 1);
  close_all (&fixture);
}

/* From the line to the pages of those whom it names. */
static void
test_of_selected (void)
{
  static const struct
  {
    const char *action;
    ModelEntity entity;
  } cases[] = { { "win.student-of-selected", MODEL_ENTITY_STUDENT },
                { "win.company-of-selected", MODEL_ENTITY_COMPANY },
                { "win.teacher-of-selected", MODEL_ENTITY_TEACHER } };
  Fixture fixture;
  AppLineList *lines;
  g_autoptr (ModelLine) line = NULL;
  gboolean seen_none = FALSE;

  open_people (&fixture, "of-selected.paraphe", "win.students");
  lines = app_window_get_list (fixture.window);
  for (guint i = 0; i < app_line_list_get_n_lines (lines) && !(line != NULL && seen_none); i++)
    {
      g_autoptr (ModelLine) one = app_line_list_get_line (lines, i);

      if (one->company_id != 0 && one->teacher_id != 0 && line == NULL)
        line = g_object_ref (one);
      if (one->company_id != 0 || seen_none)
        continue;
      /* Without a sheet there is no company to go to. */
      seen_none = TRUE;
      app_test_act (fixture.window, "win.select-line", "i", (int) i);
      g_assert_false (app_test_is_enabled (fixture.window, "company-of-selected"));
      g_assert_true (app_test_is_enabled (fixture.window, "student-of-selected"));
    }
  g_assert_nonnull (line);
  app_test_act (fixture.window, "win.show-line", "(xxx)", (gint64) 1, line->student_id,
                line->period_id);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const gint64 ids[] = { line->student_id, line->company_id, line->teacher_id };

      app_test_act (fixture.window, cases[i].action, NULL);
      settle (&fixture);
      g_assert_cmpint (model_record_get_entity (record_of (&fixture)), ==, cases[i].entity);
      g_assert_cmpint (model_record_get_id (record_of (&fixture)), ==, ids[i]);
    }
  close_all (&fixture);
}

static void
test_keys (void)
{
  static const struct
  {
    const char *action, *title;
  } cases[] = { { "people.companies", "Companies" },
                { "people.teachers", "Teachers" },
                { "people.students", "Students" } };
  Fixture fixture;

  open_people (&fixture, "keys.paraphe", "win.students");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      act (&fixture, cases[i].action);
      settle (&fixture);
      g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture.people)), ==, cases[i].title);
    }
  close_all (&fixture);
}

/* What is typed is not thrown away by opening another school. */
static void
test_another_school_asks (void)
{
  Fixture fixture;
  g_autofree char *other = app_test_copy_demo ("asks-other.paraphe");

  open_people (&fixture, "asks.paraphe", "win.companies");
  choose (&fixture, 0);
  type (&fixture, "company.town", "Carmaux");
  app_window_open (fixture.window, other);
  answer ("Cancel");
  g_assert_cmpstr (model_record_get (record_of (&fixture), "town"), ==, "Carmaux");
  g_assert_cmpstr (app_window_get_page (fixture.window), ==, "school");
  app_test_act (fixture.window, "win.welcome", NULL);
  answer ("Cancel");
  g_assert_cmpstr (app_window_get_page (fixture.window), ==, "school");
  act (&fixture, "people.discard");
  close_all (&fixture);
}

static void
test_another_school (void)
{
  Fixture fixture;
  g_autofree char *other = app_test_copy_demo ("other.paraphe");

  open_people (&fixture, "first.paraphe", "win.students");
  choose (&fixture, 0);
  app_window_open (fixture.window, other);
  app_test_until (!app_window_is_busy (fixture.window));
  g_assert_null (app_test_find_window (APP_TYPE_PEOPLE_WINDOW));
  close_all (&fixture);
}

static void
test_read_only (void)
{
  Fixture fixture;
  g_autofree char *path = app_test_copy_demo ("read-only.paraphe");
  GtkWidget *add;

  g_chmod (path, 0400);
  if (g_access (path, W_OK) == 0)
    {
      /* Root may write everywhere. */
      g_test_skip ("this user writes to every file");
      return;
    }
  fixture.window = app_test_open_window (path);
  app_test_act (fixture.window, "win.companies", NULL);
  fixture.people = wait_for_window (APP_TYPE_PEOPLE_WINDOW);
  settle (&fixture);
  add = app_test_find (GTK_WIDGET (fixture.people), GTK_TYPE_BUTTON, 0);
  g_assert_false (gtk_widget_is_sensitive (add));
  choose (&fixture, 0);
  g_assert_false (can_save (&fixture));
  close_all (&fixture);
}

/* How many companies of the school at @path are in Carmaux, as whoever opens it next sees it. */
static guint
count_in_carmaux (const char *path)
{
  Fixture fixture;
  guint n;

  fixture.window = app_test_open_window (path);
  app_test_act (fixture.window, "win.companies", NULL);
  fixture.people = wait_for_window (APP_TYPE_PEOPLE_WINDOW);
  settle (&fixture);
  app_people_list_search (app_people_window_get_list (fixture.people), "carmaux");
  n = count (&fixture);
  close_all (&fixture);
  return n;
}

/* Saved or not, what was to be done with the school is done then. */
static void
test_close_school (void)
{
  static const char *const answers[] = { "Discard", "Save" };
  g_autofree char *path = app_test_copy_demo ("close-school.paraphe");
  guint n = count_in_carmaux (path);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      Fixture fixture;
      gpointer weak;

      open_people (&fixture, "close-school.paraphe", "win.companies");
      choose (&fixture, 0);
      type (&fixture, "company.town", "Carmaux");
      weak = fixture.window;
      g_object_add_weak_pointer (G_OBJECT (fixture.window), &weak);
      gtk_window_close (GTK_WINDOW (fixture.window));
      answer (answers[i]);
      app_test_until (weak == NULL);
      g_assert_null (app_test_find_window (APP_TYPE_PEOPLE_WINDOW));
      g_assert_cmpuint (count_in_carmaux (path), ==, n + i);
    }
}

/* Both stay, with what was typed, as long as it is neither saved nor given up. */
static void
test_keep_school (void)
{
  Fixture fixture;

  open_people (&fixture, "keep-school.paraphe", "win.companies");
  choose (&fixture, 0);
  type (&fixture, "company.siret", "12");
  for (guint i = 0; i < 2; i++)
    {
      gtk_window_close (GTK_WINDOW (fixture.window));
      answer (i == 0 ? "Cancel" : "Save"); /* such a number cannot be saved */
      settle (&fixture);
      g_assert_true (app_test_find_window (APP_TYPE_WINDOW) == fixture.window);
      g_assert_true (app_test_find_window (APP_TYPE_PEOPLE_WINDOW) == fixture.people);
      g_assert_true (can_save (&fixture));
    }
  gtk_window_close (GTK_WINDOW (fixture.people));
  answer ("Discard");
  g_assert_null (app_test_find_window (APP_TYPE_PEOPLE_WINDOW));
  /* The window of the school was to be closed before, not now. */
  g_assert_true (app_test_find_window (APP_TYPE_WINDOW) == fixture.window);
  close_all (&fixture);
}

static void
test_leave_school (void)
{
  Fixture fixture;

  open_people (&fixture, "leave-school.paraphe", "win.companies");
  choose (&fixture, 0);
  type (&fixture, "company.town", "Carmaux");
  app_test_act (fixture.window, "win.welcome", NULL);
  g_assert_cmpstr (app_window_get_page (fixture.window), ==, "school");
  answer ("Save");
  app_test_until (g_str_equal (app_window_get_page (fixture.window), "welcome"));
  g_assert_null (app_test_find_window (APP_TYPE_PEOPLE_WINDOW));
  app_test_close_window (fixture.window);
}

int
main (int argc, char **argv)
{
  int status;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  g_test_add_func ("/app/people-window/open", test_open);
  g_test_add_func ("/app/people-window/buttons", test_buttons);
  g_test_add_func ("/app/people-window/save", test_save);
  g_test_add_func ("/app/people-window/toast", test_toast);
  g_test_add_func ("/app/people-window/wrong", test_wrong);
  g_test_add_func ("/app/people-window/refused", test_refused);
  g_test_add_func ("/app/people-window/leave", test_leave);
  g_test_add_func ("/app/people-window/leave-wrong", test_leave_wrong);
  g_test_add_func ("/app/people-window/close-school", test_close_school);
  g_test_add_func ("/app/people-window/keep-school", test_keep_school);
  g_test_add_func ("/app/people-window/leave-school", test_leave_school);
  g_test_add_func ("/app/people-window/close", test_close);
  g_test_add_func ("/app/people-window/reopen", test_reopen);
  g_test_add_func ("/app/people-window/add", test_add);
  g_test_add_func ("/app/people-window/add-student", test_add_student);
  g_test_add_func ("/app/people-window/enrol", test_enrol);
  g_test_add_func ("/app/people-window/parts", test_parts);
  g_test_add_func ("/app/people-window/delete", test_delete);
  g_test_add_func ("/app/people-window/merge", test_merge);
  g_test_add_func ("/app/people-window/line", test_line);
  g_test_add_func ("/app/people-window/of-selected", test_of_selected);
  g_test_add_func ("/app/people-window/keys", test_keys);
  g_test_add_func ("/app/people-window/another-school-asks", test_another_school_asks);
  g_test_add_func ("/app/people-window/another-school", test_another_school);
  g_test_add_func ("/app/people-window/read-only", test_read_only);
  status = g_test_run ();
  app_test_remove_demo ();
  return status;
}
