/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app-conflict-dialog.h"
#include "app-live-bar.h"
#include "app-people-window.h"
#include "app-test-demo.h"
#include "app-window-private.h"
#include "store-connection-private.h"
#include "work-people.h"

/* A window, and another seat on the same file. */

typedef struct
{
  AppWindow *window;
  WorkSchool *other;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->window = app_test_open_demo ("live.paraphe");
  fixture->path = app_test_demo_path ("live.paraphe");
  fixture->other = work_school_open (fixture->path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  app_test_settle ();
  app_test_close_window (fixture->window);
  work_school_close (fixture->other);
  store_queue_join (work_school_get_queue (fixture->other));
  g_clear_object (&fixture->other);
  g_free (fixture->path);
}

static const char *
away (Fixture *fixture)
{
  return app_live_bar_get_text (fixture->window->away_bar);
}

static const char *
news (Fixture *fixture)
{
  return app_live_bar_get_text (fixture->window->news_bar);
}

/* Looks until nothing is under way any more. */
static void
look (Fixture *fixture)
{
  app_test_until (!fixture->window->live.is_looking);
  g_signal_emit_by_name (fixture->window->away_bar, "activated");
  app_test_until (!fixture->window->live.is_looking && !app_window_is_busy (fixture->window));
}

static ModelRecord *
load (Fixture *fixture, ModelEntity entity, gint64 id)
{
  g_autoptr (GError) error = NULL;
  ModelRecord *record =
      work_school_read (fixture->other, work_query_record_new (entity, id), &error);

  g_assert_no_error (error);
  return record;
}

static void
change_theirs (Fixture *fixture,
               ModelEntity entity,
               gint64 id,
               const char *column,
               const char *value)
{
  g_autoptr (ModelRecord) record = load (fixture, entity, id);
  g_autofree char *label = g_strdup_printf ("%s.change", model_entity_info (entity)->key);
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;

  model_record_set_canonical (record, column, value);
  done = work_school_apply (fixture->other, work_change_save_new (label, record), &error);
  g_assert_no_error (error);
}

static ModelLine *
line_at (Fixture *fixture, guint position)
{
  return app_line_list_get_line (app_window_get_list (fixture->window), position);
}

/* What others change is in the list, and all that is looked at stays. */
static void
test_list (Fixture *fixture, gconstpointer data)
{
  AppLineList *list = app_window_get_list (fixture->window);
  g_autoptr (ModelLine) before = line_at (fixture, 3), after = NULL;
  g_autoptr (GPtrArray) selected = NULL;

  app_test_act (fixture->window, "win.select-line", "i", 3);
  look (fixture);
  g_assert_null (news (fixture));
  change_theirs (fixture, MODEL_ENTITY_STUDENT, before->student_id, "given_name", "Zéphyrine");
  look (fixture);
  g_assert_nonnull (strstr (news (fixture), "change of 1 student — about this student"));

  selected = app_line_list_get_selected (list);
  g_assert_cmpuint (selected->len, ==, 1);
  after = g_object_ref (selected->pdata[0]);
  g_assert_cmpint (after->student_id, ==, before->student_id);
  g_assert_nonnull (strstr (after->student, "Zéphyrine"));
  g_assert_true (app_detail_get_line (app_window_get_detail (fixture->window)) == after);
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ModelLine) first = line_at (fixture, 0), still = NULL;
  guint n;

  app_test_act (fixture->window, "win.search-for", "s", first->student);
  n = app_line_list_get_n_lines (app_window_get_list (fixture->window));
  g_assert_cmpuint (n, >, 0);
  change_theirs (fixture, MODEL_ENTITY_STUDENT, first->student_id, "town", "Ambert");
  look (fixture);
  g_assert_cmpuint (app_line_list_get_n_lines (app_window_get_list (fixture->window)), ==, n);
  still = line_at (fixture, 0);
  g_assert_cmpint (still->student_id, ==, first->student_id);
}

static void
test_own (Fixture *fixture, gconstpointer data)
{
  look (fixture);
  app_test_select_step (fixture->window, 1);
  app_test_act (fixture->window, "win.step-forward", NULL);
  app_test_until (!app_window_is_busy (fixture->window));
  look (fixture);
  g_assert_null (news (fixture));
}

/* (transfer full): the first line of another student than the one at the top */
static ModelLine *
other_line (Fixture *fixture)
{
  g_autoptr (ModelLine) first = line_at (fixture, 0);
  guint n = app_line_list_get_n_lines (app_window_get_list (fixture->window));

  for (guint i = 1; i < n; i++)
    {
      g_autoptr (ModelLine) line = line_at (fixture, i);

      if (line->student_id != first->student_id)
        return g_steal_pointer (&line);
    }
  g_assert_not_reached ();
}

static void
test_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ModelLine) other = other_line (fixture);

  app_test_act (fixture->window, "win.select-line", "i", 0);
  change_theirs (fixture, MODEL_ENTITY_STUDENT, other->student_id, "town", "Ambert");
  look (fixture);
  g_assert_nonnull (news (fixture));
  g_assert_null (strstr (news (fixture), "about this student"));
  g_signal_emit_by_name (app_test_find (GTK_WIDGET (fixture->window->news_bar), GTK_TYPE_BUTTON, 1),
                         "clicked");
  g_assert_null (news (fixture));
}

/* ---- the database is away ---- */

static gpointer
reopen_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  _store_connection_reopen (connection, error);
  return NULL;
}

/* As an I/O error does. */
static void
reopen (Fixture *fixture, gboolean fails)
{
  g_autoptr (GError) error = NULL;

  store_queue_run (work_school_get_queue (fixture->window->school), reopen_func, NULL, NULL,
                   &error);
  g_assert_true (fails == (error != NULL));
}

static void
test_away (Fixture *fixture, gconstpointer data)
{
  g_autofree char *hidden = g_strconcat (fixture->path, ".away", NULL);
  GtkWidget *dialog;
  guint position = app_test_select_step (fixture->window, 1);
  int step = app_test_step_at (fixture->window, position);

  look (fixture);
  g_assert_cmpint (g_rename (fixture->path, hidden), ==, 0);
  reopen (fixture, TRUE);
  look (fixture);
  g_assert_nonnull (away (fixture));
  g_assert_true (app_live_bar_is_warning (fixture->window->away_bar));
  g_assert_nonnull (strstr (away (fixture), "cannot be reached"));
  /* Nothing is saved, and that is said; the list is still there. */
  app_test_act (fixture->window, "win.step-forward", NULL);
  app_test_until ((dialog = app_test_find_window (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  gtk_window_close (GTK_WINDOW (dialog));
  app_test_until (!app_window_is_busy (fixture->window));
  g_assert_nonnull (away (fixture));
  g_assert_cmpuint (app_line_list_get_n_lines (app_window_get_list (fixture->window)), >, 0);

  g_assert_cmpint (g_rename (hidden, fixture->path), ==, 0);
  look (fixture);
  g_assert_null (away (fixture));
  g_assert_nonnull (strstr (news (fixture), "there again"));
  g_assert_cmpint (app_test_step_at (fixture->window, position), ==, step);
}

/* ---- a page that two change ---- */

static AppPeopleWindow *
open_student (Fixture *fixture, gint64 id)
{
  AppPeopleWindow *people;

  app_test_act (fixture->window, "win.show-student", "x", id);
  app_test_until ((people = app_test_find_window (APP_TYPE_PEOPLE_WINDOW)) != NULL
                  && !app_people_window_is_busy (people)
                  && app_people_window_get_page (people) != NULL);
  return people;
}

static void
type (AppPeopleWindow *people, const char *key, const char *text)
{
  AppForm *form = app_person_page_get_form (app_people_window_get_page (people));
  AppFieldRow *row = app_form_get_row (form, key);

  gtk_editable_set_text (GTK_EDITABLE (app_test_find (GTK_WIDGET (row), GTK_TYPE_TEXT, 0)), text);
}

static void
save (AppPeopleWindow *people)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (people), "people.save", NULL));
}

static const char *
town (AppPeopleWindow *people)
{
  return model_record_get_or_empty (
      app_person_page_get_record (app_people_window_get_page (people)), "town");
}

static AppConflictDialog *
wait_for_dialog (void)
{
  app_test_until (app_test_find_window (APP_TYPE_CONFLICT_DIALOG) != NULL);
  return app_test_find_window (APP_TYPE_CONFLICT_DIALOG);
}

static void
assert_town (Fixture *fixture, gint64 id, const char *value)
{
  g_autoptr (ModelRecord) record = load (fixture, MODEL_ENTITY_STUDENT, id);

  g_assert_cmpstr (model_record_get (record, "town"), ==, value);
}

/* Two write the same field: it is asked which one is kept, and that is saved. */
static void
conflict (Fixture *fixture, WorkKeep keep, const char *kept)
{
  g_autoptr (ModelLine) line = line_at (fixture, 0);
  AppPeopleWindow *people;
  AppConflictDialog *dialog;
  g_autofree char *mine = NULL, *theirs = NULL, *before = NULL;

  change_theirs (fixture, MODEL_ENTITY_STUDENT, line->student_id, "town", "Riom");
  people = open_student (fixture, line->student_id);
  type (people, "student.town", "Ambert");
  change_theirs (fixture, MODEL_ENTITY_STUDENT, line->student_id, "town", "Thiers");
  look (fixture);
  /* What is typed is not read over. */
  g_assert_cmpstr (town (people), ==, "Ambert");
  g_assert_nonnull (app_live_bar_get_text (
      APP_LIVE_BAR (app_test_find (GTK_WIDGET (people), APP_TYPE_LIVE_BAR, 0))));

  save (people);
  dialog = wait_for_dialog ();
  mine = app_conflict_dialog_get_value (dialog, 0, WORK_KEEP_MINE);
  theirs = app_conflict_dialog_get_value (dialog, 0, WORK_KEEP_THEIRS);
  before = app_conflict_dialog_get_value (dialog, 0, WORK_KEEP_BEFORE);
  g_assert_cmpstr (mine, ==, "Ambert");
  g_assert_cmpstr (theirs, ==, "Thiers");
  g_assert_cmpstr (before, ==, "Riom");
  /* Nothing is chosen for the person. */
  g_assert_false (app_conflict_dialog_accept (dialog));
  app_conflict_dialog_choose (dialog, 0, keep);
  g_assert_true (app_conflict_dialog_accept (dialog));
  app_test_until (!app_people_window_is_busy (people) && !app_window_is_busy (fixture->window)
                  && !app_person_page_is_changed (app_people_window_get_page (people)));
  assert_town (fixture, line->student_id, kept);
  g_assert_cmpstr (town (people), ==, kept);
}

static void
test_mine (Fixture *fixture, gconstpointer data)
{
  conflict (fixture, WORK_KEEP_MINE, "Ambert");
}

static void
test_theirs (Fixture *fixture, gconstpointer data)
{
  conflict (fixture, WORK_KEEP_THEIRS, "Thiers");
}

static void
test_before (Fixture *fixture, gconstpointer data)
{
  conflict (fixture, WORK_KEEP_BEFORE, "Riom");
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ModelLine) line = line_at (fixture, 0);
  AppPeopleWindow *people = open_student (fixture, line->student_id);

  type (people, "student.town", "Ambert");
  change_theirs (fixture, MODEL_ENTITY_STUDENT, line->student_id, "town", "Thiers");
  save (people);
  gtk_window_close (GTK_WINDOW (wait_for_dialog ()));
  app_test_until (!app_people_window_is_busy (people));
  g_assert_cmpstr (town (people), ==, "Ambert");
  g_assert_true (app_person_page_is_changed (app_people_window_get_page (people)));
  assert_town (fixture, line->student_id, "Thiers");
  app_person_page_discard (app_people_window_get_page (people));
}

/* Different fields are both kept, and that is said. */
static void
test_merged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ModelLine) line = line_at (fixture, 0);
  AppPeopleWindow *people = open_student (fixture, line->student_id);
  g_autoptr (ModelRecord) record = NULL;

  type (people, "student.town", "Ambert");
  change_theirs (fixture, MODEL_ENTITY_STUDENT, line->student_id, "address1", "3 rue Neuve");
  save (people);
  app_test_until (!app_people_window_is_busy (people) && !app_window_is_busy (fixture->window)
                  && !app_person_page_is_changed (app_people_window_get_page (people)));
  g_assert_null (app_test_find_window (APP_TYPE_CONFLICT_DIALOG));
  record = load (fixture, MODEL_ENTITY_STUDENT, line->student_id);
  g_assert_cmpstr (model_record_get (record, "town"), ==, "Ambert");
  g_assert_cmpstr (model_record_get (record, "address1"), ==, "3 rue Neuve");
}

/* What others have saved can be seen before anything is saved here. */
static void
test_compared (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ModelLine) line = line_at (fixture, 0);
  AppPeopleWindow *people = open_student (fixture, line->student_id);
  ModelRecord *record;

  type (people, "student.town", "Ambert");
  look (fixture);
  change_theirs (fixture, MODEL_ENTITY_STUDENT, line->student_id, "address1", "3 rue Neuve");
  look (fixture);
  g_signal_emit_by_name (app_test_find (GTK_WIDGET (people), APP_TYPE_LIVE_BAR, 0), "activated");
  app_test_until (!app_people_window_is_busy (people));
  record = app_person_page_get_record (app_people_window_get_page (people));
  g_assert_cmpstr (model_record_get (record, "address1"), ==, "3 rue Neuve");
  g_assert_cmpstr (model_record_get (record, "town"), ==, "Ambert");
  g_assert_true (app_person_page_is_changed (app_people_window_get_page (people)));
  app_person_page_discard (app_people_window_get_page (people));
}

/* What is done from here on is told. */
static void
set_up_and_look (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, data);
  look (fixture);
}

#define ADD(name, func) \
  g_test_add ("/app/window-live/" name, Fixture, NULL, set_up_and_look, func, tear_down)

int
main (int argc, char *argv[])
{
  int result;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  ADD ("list", test_list);
  ADD ("search", test_search);
  ADD ("own", test_own);
  ADD ("elsewhere", test_elsewhere);
  ADD ("away", test_away);
  ADD ("mine", test_mine);
  ADD ("theirs", test_theirs);
  ADD ("before", test_before);
  ADD ("cancelled", test_cancelled);
  ADD ("merged", test_merged);
  ADD ("compared", test_compared);
  result = g_test_run ();
  app_test_remove_demo ();
  return result;
}
