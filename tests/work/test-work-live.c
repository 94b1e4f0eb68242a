/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-live.h"

#include <glib/gstdio.h>

#include "store-error.h"
#include "store-seats.h"
#include "work-fixture.h"

/* Two schools on one file: two seats. */

typedef struct
{
  WorkFixture school;
  WorkSchool *other;
  StoreChangesCursor cursor;
} Seats;

static void
set_up (Seats *seats, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  work_fixture_set_up (&seats->school, data);
  seats->other = work_school_open (seats->school.path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Seats *seats, gconstpointer data)
{
  work_school_close (seats->other);
  store_queue_join (work_school_get_queue (seats->other));
  g_clear_object (&seats->other);
  work_fixture_tear_down (&seats->school, data);
}

static WorkChanges *
look (Seats *seats)
{
  g_autoptr (GError) error = NULL;
  WorkChanges *changes = work_school_poll (seats->school.school, &seats->cursor, &error);

  g_assert_no_error (error);
  g_assert_nonnull (changes);
  seats->cursor = changes->cursor;
  return changes;
}

static void
assert_says (Seats *seats, const char *text)
{
  g_autoptr (WorkChanges) changes = look (seats);
  g_autofree char *said = work_changes_describe (changes);

  g_assert_true (changes->is_reachable);
  g_assert_null (changes->reason);
  g_assert_cmpstr (said, ==, text);
}

/* (transfer full): what the other seat did */
static WorkDone *
change_theirs (Seats *seats, ModelEntity entity, gint64 id, const char *column, const char *value)
{
  g_autoptr (ModelRecord) record = work_fixture_load (&seats->school, entity, id);
  g_autofree char *label = g_strdup_printf ("%s.change", model_entity_info (entity)->key);
  g_autoptr (GError) error = NULL;
  WorkDone *done;

  model_record_set_canonical (record, column, value);
  done = work_school_apply (seats->other, work_change_save_new (label, record), &error);
  g_assert_no_error (error);
  return done;
}

static void
test_names (void)
{
  g_autofree char *with = work_seat_name ("Mme Martin", "VIE-SCO");
  g_autofree char *without = work_seat_name ("Mme Martin", NULL);

  g_assert_cmpstr (with, ==, "Mme Martin (seat VIE-SCO)");
  g_assert_cmpstr (without, ==, "Mme Martin");
}

static void
test_one (Seats *seats, gconstpointer data)
{
  g_autoptr (WorkDone) done = NULL;
  const char *seat = g_get_host_name ();
  g_autofree char *text = NULL;

  assert_says (seats, NULL);
  done = change_theirs (seats, MODEL_ENTITY_STUDENT, seats->school.students[0], "town", "Metz");
  {
    g_autoptr (WorkChanges) changes = look (seats);
    const WorkSeatChange *change = changes->changes->pdata[0];
    g_autofree char *who = work_seat_name (work_school_get_author (seats->other), seat);
    g_autofree char *said = work_changes_describe (changes);

    text = g_strdup_printf ("%s: change of 1 student", who);
    g_assert_cmpstr (said, ==, text);
    g_assert_cmpuint (changes->changes->len, ==, 1);
    g_assert_true (changes->has_moved);
    g_assert_cmpstr (change->seat, ==, seat);
    g_assert_true (
        work_seat_change_is_about (change, MODEL_ENTITY_STUDENT, seats->school.students[0]));
    g_assert_false (
        work_seat_change_is_about (change, MODEL_ENTITY_STUDENT, seats->school.students[1]));
  }
  assert_says (seats, NULL);
}

static void
test_several (Seats *seats, gconstpointer data)
{
  const char *seat = g_get_host_name ();
  g_autofree char *who = NULL, *text = NULL;
  g_autoptr (WorkDone) first = NULL, second = NULL;

  assert_says (seats, NULL);
  first = change_theirs (seats, MODEL_ENTITY_STUDENT, seats->school.students[0], "town", "Metz");
  second = change_theirs (seats, MODEL_ENTITY_TEACHER, seats->school.teacher_id, "phone",
                          "+33600000000");
  who = work_seat_name (work_school_get_author (seats->other), seat);
  text = g_strdup_printf ("%s: 2 changes, the last one: change of 1 teacher", who);
  assert_says (seats, text);
}

static void
test_undone (Seats *seats, gconstpointer data)
{
  const char *seat = g_get_host_name ();
  g_autofree char *who = NULL, *text = NULL, *name = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;

  done = change_theirs (seats, MODEL_ENTITY_STUDENT, seats->school.students[0], "town", "Metz");
  assert_says (seats, NULL);
  name = work_school_undo (seats->other, done->operation_id, &error);
  g_assert_no_error (error);
  who = work_seat_name (work_school_get_author (seats->other), seat);
  text = g_strdup_printf ("%s: Undone: change of 1 student", who);
  assert_says (seats, text);
}

static void
test_own (Seats *seats, gconstpointer data)
{
  assert_says (seats, NULL);
  work_fixture_change (&seats->school, MODEL_ENTITY_STUDENT, seats->school.students[0], "town",
                       "Metz");
  assert_says (seats, NULL);
}

/* From what was read on, nothing is lost between the reading and the first look. */
static void
test_since_overview (Seats *seats, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = work_school_load (seats->school.school, 0, &error);
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (WorkChanges) changes = NULL;

  g_assert_no_error (error);
  done = change_theirs (seats, MODEL_ENTITY_STUDENT, seats->school.students[0], "town", "Metz");
  seats->cursor.moved = overview->moved;
  seats->cursor.opened = overview->opened;
  changes = look (seats);
  g_assert_true (changes->has_moved);
}

static void
test_async (Seats *seats, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (WorkChanges) changes = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;

  assert_says (seats, NULL);
  done = change_theirs (seats, MODEL_ENTITY_STUDENT, seats->school.students[0], "town", "Metz");
  work_school_poll_async (seats->school.school, &seats->cursor, NULL, work_fixture_on_result_cb,
                          &result);
  changes = work_school_poll_finish (seats->school.school, work_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->changes->len, ==, 1);
}

/* A look that was cancelled is the one thing that is an error. */
static void
test_cancelled (Seats *seats, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  work_school_poll_async (seats->school.school, &seats->cursor, cancellable,
                          work_fixture_on_result_cb, &result);
  g_assert_null (
      work_school_poll_finish (seats->school.school, work_fixture_wait (&result), &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CANCELLED);
}

/* A database that cannot be asked says so, and is gone on with where it was left. */
static void
test_unreachable (Seats *seats, gconstpointer data)
{
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (WorkChanges) away = NULL, back = NULL;
  g_autoptr (GError) error = NULL;
  StoreChangesCursor before;

  assert_says (seats, NULL);
  done = change_theirs (seats, MODEL_ENTITY_STUDENT, seats->school.students[0], "town", "Metz");
  before = seats->cursor;
  work_school_close (seats->other);
  store_queue_join (work_school_get_queue (seats->other));
  away = work_school_poll (seats->other, &before, &error);
  g_assert_null (away);
  g_assert_true (work_error_is_unreachable (error));
  g_assert_false (work_error_is_unreachable (NULL));
  back = look (seats);
  g_assert_true (back->is_reachable);
  g_assert_cmpuint (back->changes->len, ==, 1);
}

static StoreSeat *
add_seat (GPtrArray *seats, const char *name)
{
  StoreSeat *seat = g_new0 (StoreSeat, 1);

  seat->name = g_strdup (name);
  seat->user = g_strdup ("martin");
  seat->program = g_strdup ("0.3.0");
  seat->is_alive = TRUE;
  g_ptr_array_add (seats, seat);
  return seat;
}

/* The one that does not answer is named, with what frees what it holds; so is one that has gone. */
static void
test_seats_described (void)
{
  g_autoptr (GPtrArray) seats = g_ptr_array_new_with_free_func ((GDestroyNotify) store_seat_free);
  g_autofree char *nobody = work_seats_describe (seats);
  g_autofree char *well = NULL, *badly = NULL;

  g_assert_nonnull (strstr (nobody, "this computer only"));
  add_seat (seats, "VIE-SCO")->is_mine = TRUE;
  add_seat (seats, "CPE");
  well = work_seats_describe (seats);
  g_assert_true (g_regex_match_simple (
      "^VIE-SCO — martin, since ..:.. \\(this seat\\)\nCPE — martin, since ..:..$", well, 0, 0));

  add_seat (seats, "DDF")->is_stuck = TRUE;
  add_seat (seats, "GARDE")->is_alive = FALSE;
  badly = work_seats_describe (seats);
  g_assert_true (g_str_has_prefix (badly, well));
  g_assert_nonnull (strstr (badly, "(does not answer)\nGARDE"));
  g_assert_nonnull (strstr (badly, "(stopped without being closed)\n\n“DDF” may keep"));
  g_assert_nonnull (strstr (badly, "session on the server closed, which frees"));
  g_assert_nonnull (strstr (badly, "“GARDE” was switched off"));
  g_assert_null (strstr (badly, "“CPE”"));
}

#define add_test(path, func) g_test_add (path, Seats, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/live/names", test_names);
  add_test ("/live/one", test_one);
  add_test ("/live/several", test_several);
  add_test ("/live/undone", test_undone);
  add_test ("/live/own", test_own);
  add_test ("/live/since-overview", test_since_overview);
  add_test ("/live/async", test_async);
  add_test ("/live/cancelled", test_cancelled);
  add_test ("/live/unreachable", test_unreachable);
  g_test_add_func ("/live/seats-described", test_seats_described);
  return g_test_run ();
}
