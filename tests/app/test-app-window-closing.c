/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-people-window.h"
#include "app-test-demo.h"
#include "app-window-private.h"
#include "work-people.h"

/* A window that is closed while its drive hangs: the database thread is held at a gate. */

typedef struct
{
  AppWindow *window;
  gpointer weak; /* %NULL once the window has gone */
  StoreQueue *queue;
  gint64 student_id;
  GMutex mutex;
  GCond changed;
  gboolean is_waiting;
  gboolean is_open;
} Fixture;

static gpointer
gate_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;

  g_mutex_lock (&fixture->mutex);
  fixture->is_waiting = TRUE;
  g_cond_broadcast (&fixture->changed);
  while (!fixture->is_open)
    g_cond_wait (&fixture->changed, &fixture->mutex);
  g_mutex_unlock (&fixture->mutex);
  return NULL;
}

static gpointer
nothing_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return NULL;
}

static void
open_gate (Fixture *fixture)
{
  g_mutex_lock (&fixture->mutex);
  fixture->is_open = TRUE;
  g_cond_broadcast (&fixture->changed);
  g_mutex_unlock (&fixture->mutex);
}

/* From here on nothing comes from the database, which a look that lasts has told. */
static void
hang (Fixture *fixture)
{
  app_test_until (!fixture->window->live.is_looking && !app_window_is_busy (fixture->window));
  /* What was asked for before has come. */
  store_queue_run (fixture->queue, nothing_func, NULL, NULL, NULL);
  app_test_settle ();
  store_queue_run_async (fixture->queue, gate_func, fixture, NULL, NULL, NULL, NULL, NULL);
  g_mutex_lock (&fixture->mutex);
  while (!fixture->is_waiting)
    g_cond_wait (&fixture->changed, &fixture->mutex);
  g_mutex_unlock (&fixture->mutex);
  fixture->window->live.is_away = TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ModelLine) line = NULL;

  g_mutex_init (&fixture->mutex);
  g_cond_init (&fixture->changed);
  fixture->window = app_test_open_demo ("closing.paraphe");
  fixture->weak = fixture->window;
  g_object_add_weak_pointer (G_OBJECT (fixture->window), &fixture->weak);
  fixture->queue = g_object_ref (work_school_get_queue (fixture->window->school));
  line = app_line_list_get_line (app_window_get_list (fixture->window), 0);
  fixture->student_id = line->student_id;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  open_gate (fixture);
  app_test_until (fixture->weak == NULL);
  store_queue_join (fixture->queue);
  g_clear_object (&fixture->queue);
  g_mutex_clear (&fixture->mutex);
  g_cond_clear (&fixture->changed);
}

static AdwMessageDialog *
question (void)
{
  return app_test_find_window (ADW_TYPE_MESSAGE_DIALOG);
}

static void
accept (void)
{
  GtkWidget *button = app_test_find_button (GTK_WIDGET (question ()), "Close Anyway");

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
is_shown (Fixture *fixture)
{
  return fixture->weak != NULL && gtk_widget_get_visible (GTK_WIDGET (fixture->window));
}

/* Something that the person has done, and that waits behind the gate. */
static void
begin_change (Fixture *fixture)
{
  app_test_select_step (fixture->window, 1);
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.step-forward", NULL));
  app_test_until (fixture->window->n_pending > 0);
}

/* Nothing but readings: the window goes at once. */
static void
test_idle (Fixture *fixture, gconstpointer data)
{
  hang (fixture);
  gtk_window_close (GTK_WINDOW (fixture->window));
  app_test_until (fixture->weak == NULL);
  g_assert_null (question ());
  g_assert_false (store_queue_join_within (fixture->queue, 0));
}

/* What was done last waits: the person says whether to go all the same. */
static void
test_given_up (Fixture *fixture, gconstpointer data)
{
  hang (fixture);
  begin_change (fixture);
  gtk_window_close (GTK_WINDOW (fixture->window));
  app_test_until (question () != NULL);
  gtk_window_close (GTK_WINDOW (question ()));
  app_test_until (fixture->window->giving_up == NULL);
  g_assert_true (is_shown (fixture));
  g_assert_false (fixture->window->is_closing);

  gtk_window_close (GTK_WINDOW (fixture->window));
  app_test_until (question () != NULL);
  accept ();
  app_test_until (!is_shown (fixture));
}

/* It is not asked before the drive is seen to hang, and once that is seen it is. */
static void
test_seen_later (Fixture *fixture, gconstpointer data)
{
  hang (fixture);
  begin_change (fixture);
  fixture->window->live.is_away = FALSE;
  gtk_window_close (GTK_WINDOW (fixture->window));
  app_test_settle ();
  g_assert_null (question ());
  g_assert_true (is_shown (fixture));

  fixture->window->live.is_away = TRUE;
  _app_window_offer_to_give_up (fixture->window);
  _app_window_offer_to_give_up (fixture->window);
  app_test_until (question () != NULL);
  /* The drive is there again: all is saved, and the window goes by itself. */
  open_gate (fixture);
  app_test_until (fixture->weak == NULL);
}

/* What a page saves is waited for in the same way. */
static void
test_people (Fixture *fixture, gconstpointer data)
{
  AppPeopleWindow *people;
  AppFieldRow *row;

  app_test_act (fixture->window, "win.show-student", "x", fixture->student_id);
  app_test_until ((people = app_test_find_window (APP_TYPE_PEOPLE_WINDOW)) != NULL
                  && !app_people_window_is_busy (people)
                  && app_people_window_get_page (people) != NULL);
  row = app_form_get_row (app_person_page_get_form (app_people_window_get_page (people)),
                          "student.town");
  gtk_editable_set_text (GTK_EDITABLE (app_test_find (GTK_WIDGET (row), GTK_TYPE_TEXT, 0)),
                         "Ambert");
  hang (fixture);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (people), "people.save", NULL));
  app_test_until (app_people_window_is_busy (people));
  gtk_window_close (GTK_WINDOW (fixture->window));
  app_test_until (question () != NULL);
  accept ();
  app_test_until (!is_shown (fixture));
  g_assert_null (app_test_find_window (APP_TYPE_PEOPLE_WINDOW));
}

#define ADD(name, func) \
  g_test_add ("/app/window-closing/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  int result;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  ADD ("idle", test_idle);
  ADD ("given-up", test_given_up);
  ADD ("seen-later", test_seen_later);
  ADD ("people", test_people);
  result = g_test_run ();
  app_test_remove_demo ();
  return result;
}
