/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-conflict-dialog.h"
#include "app-live-bar.h"
#include "app-sheet-test.h"
#include "work-live.h"

#include "app-report-window.h"

/* How a sheet goes on from its window, how the window closes, and two seats at once. */

static gint64
open_state (SheetFixture *fixture, const char *state)
{
  ModelLine *line = app_sheet_test_find (fixture, state);

  app_sheet_test_open (fixture, 0, 0, line->placement_id);
  return line->placement_id;
}

static void
assert_state (SheetFixture *fixture, gint64 placement_id, const char *state)
{
  g_autoptr (ModelRecord) placement =
      app_sheet_test_load (fixture, MODEL_ENTITY_PLACEMENT, placement_id);

  g_assert_cmpstr (model_record_get (placement, "state"), ==, state);
}

static void
type_activities (SheetFixture *fixture, const char *text)
{
  app_sheet_test_type (fixture, MODEL_ROLE_PLACEMENT, "placement.activities", text);
}

static void
wait_closed (SheetFixture *fixture)
{
  app_test_until (fixture->window == NULL);
}

/* ---- the course ---- */

static void
test_submit (SheetFixture *fixture, gconstpointer data)
{
  gint64 id = open_state (fixture, "draft");

  app_sheet_test_act (fixture, "sheet.submit");
  g_assert_nonnull (fixture->window); /* something is missing */
  type_activities (fixture, "Accueil");
  app_sheet_test_act (fixture, "sheet.submit");
  wait_closed (fixture);
  g_assert_cmpuint (fixture->n_saved, ==, 2); /* saved, then proposed */
  g_assert_cmpstr (fixture->said, ==, "Sheet proposed to be validated");
  assert_state (fixture, id, "to_validate");
}

static void
test_validate (SheetFixture *fixture, gconstpointer data)
{
  gint64 id = open_state (fixture, "to_validate");
  g_autofree char *undone = NULL;
  g_autoptr (GError) error = NULL;

  app_sheet_test_act (fixture, "sheet.validate");
  wait_closed (fixture);
  assert_state (fixture, id, "validated");
  undone = work_school_undo (fixture->school, fixture->operation_id, &error);
  g_assert_no_error (error);
  assert_state (fixture, id, "to_validate");
}

static void
test_refuse (SheetFixture *fixture, gconstpointer data)
{
  gint64 id = open_state (fixture, "to_validate");
  g_autoptr (ModelRecord) placement = NULL;

  app_sheet_test_act (fixture, "sheet.refuse");
  app_sheet_test_respond ("Cancel");
  g_assert_nonnull (fixture->window);
  assert_state (fixture, id, "to_validate");
  app_sheet_test_act (fixture, "sheet.refuse");
  app_sheet_test_answer ("Trop loin", "Refuse");
  wait_closed (fixture);
  placement = app_sheet_test_load (fixture, MODEL_ENTITY_PLACEMENT, id);
  g_assert_cmpstr (model_record_get (placement, "state"), ==, "refused");
  g_assert_cmpstr (model_record_get (placement, "refusal_reason"), ==, "Trop loin");
}

static void
test_delete (SheetFixture *fixture, gconstpointer data)
{
  gint64 id = open_state (fixture, "draft");
  g_autoptr (GError) error = NULL;

  app_sheet_test_act (fixture, "sheet.delete");
  wait_closed (fixture);
  g_assert_null (work_school_read (fixture->school,
                                   work_query_record_new (MODEL_ENTITY_PLACEMENT, id), &error));
  g_assert_nonnull (error);
}

/* The first validated line with an agreement, or without one. */
static gint64
find_validated (SheetFixture *fixture, gboolean with_agreement, gboolean sent)
{
  for (guint i = 0; i < fixture->overview->lines->len; i++)
    {
      ModelLine *line = fixture->overview->lines->pdata[i];

      if (g_str_equal (line->placement_state, "validated")
          && (line->agreement_id != 0) == with_agreement && !line->cancelled
          && (!with_agreement || model_line_is_sent (line) == sent))
        return line->placement_id;
    }
  g_assert_not_reached ();
}

static void
test_unvalidate (SheetFixture *fixture, gconstpointer data)
{
  gint64 id = find_validated (fixture, FALSE, FALSE);

  app_sheet_test_open (fixture, 0, 0, id);
  app_sheet_test_act (fixture, "sheet.unvalidate");
  g_assert_nonnull (fixture->window);
  assert_state (fixture, id, "to_validate");
  g_assert_cmpstr (
      model_record_get (app_sheet_window_get_sheet (fixture->window)->roles[MODEL_ROLE_PLACEMENT],
                        "state"),
      ==, "to_validate");
}

/* A validated sheet without an agreement gets one that nobody has: written anew when it changes,
 * and cancelled for a reason with the validation. */
static void
test_new_version (SheetFixture *fixture, gconstpointer data)
{
  gint64 id = find_validated (fixture, FALSE, FALSE);
  g_autofree char *placement = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (ModelRecord) agreement = model_record_new (MODEL_ENTITY_AGREEMENT);
  g_autoptr (WorkDone) made = NULL;
  g_autoptr (ModelRecord) revised = NULL, cancelled = NULL;

  model_record_set_canonical (agreement, "placement_id", placement);
  model_record_set_canonical (agreement, "number", "2026-7777");
  model_record_set_canonical (agreement, "mode", "manual");
  model_record_set_int (agreement, "step", 0);
  model_record_set_canonical (agreement, "state", "active");
  made =
      work_school_apply (fixture->school, work_change_save_new ("agreement.make", agreement), NULL);
  app_sheet_test_open (fixture, 0, 0, id);
  g_assert_cmpint (app_sheet_window_get_sheet (fixture->window)->editing, ==,
                   WORK_SHEET_NEW_VERSION);
  type_activities (fixture, "Autre chose");
  app_sheet_test_act (fixture, "sheet.save");
  app_sheet_test_respond ("Cancel");
  g_assert_cmpuint (fixture->n_saved, ==, 0);
  app_sheet_test_act (fixture, "sheet.save");
  app_sheet_test_respond ("Save");
  app_test_until (fixture->n_saved == 1 && !app_sheet_window_is_busy (fixture->window));
  revised = app_sheet_test_load (fixture, MODEL_ENTITY_AGREEMENT, made->id);
  g_assert_cmpint (model_record_get_int (revised, "revision"), ==, 2);

  app_sheet_test_act (fixture, "sheet.unvalidate");
  app_sheet_test_answer ("Le stage est annulé", "Take Back");
  app_test_until (fixture->n_saved == 2 && !app_sheet_window_is_busy (fixture->window));
  cancelled = app_sheet_test_load (fixture, MODEL_ENTITY_AGREEMENT, made->id);
  g_assert_cmpstr (model_record_get (cancelled, "state"), ==, "cancelled");
  assert_state (fixture, id, "to_validate");
}

/* An agreement that is sent: the validation is not taken back, and it is said why. */
static void
test_unvalidate_refused (SheetFixture *fixture, gconstpointer data)
{
  gint64 id = find_validated (fixture, TRUE, TRUE);

  app_sheet_test_open (fixture, 0, 0, id);
  app_sheet_test_act (fixture, "sheet.unvalidate");
  app_test_until (app_sheet_test_dialog () != NULL);
  app_sheet_test_respond ("Close");
  app_sheet_test_wait (fixture);
  assert_state (fixture, id, "validated");
}

/* ---- closing ---- */

static void
test_close (SheetFixture *fixture, gconstpointer data)
{
  gint64 id = open_state (fixture, "draft");
  g_autoptr (ModelRecord) kept = NULL;

  type_activities (fixture, "Accueil");
  gtk_window_close (GTK_WINDOW (fixture->window));
  gtk_window_close (GTK_WINDOW (fixture->window)); /* one question is enough */
  app_sheet_test_respond ("Cancel");
  g_assert_null (app_sheet_test_dialog ());
  g_assert_nonnull (fixture->window);
  g_assert_true (app_sheet_window_is_changed (fixture->window));
  gtk_window_close (GTK_WINDOW (fixture->window));
  app_sheet_test_respond ("Save");
  wait_closed (fixture);
  kept = app_sheet_test_load (fixture, MODEL_ENTITY_PLACEMENT, id);
  g_assert_cmpstr (model_record_get (kept, "activities"), ==, "Accueil");
}

static void
test_discard (SheetFixture *fixture, gconstpointer data)
{
  gint64 id = open_state (fixture, "draft");
  g_autoptr (ModelRecord) kept = NULL;

  type_activities (fixture, "Accueil");
  gtk_window_close (GTK_WINDOW (fixture->window));
  app_sheet_test_respond ("Discard");
  wait_closed (fixture);
  g_assert_cmpuint (fixture->n_saved, ==, 0);
  kept = app_sheet_test_load (fixture, MODEL_ENTITY_PLACEMENT, id);
  g_assert_null (model_record_get (kept, "activities"));
}

/* ---- two seats ---- */

static AppConflictDialog *
wait_for_conflict (void)
{
  app_test_until (app_test_find_window (APP_TYPE_CONFLICT_DIALOG) != NULL);
  return app_test_find_window (APP_TYPE_CONFLICT_DIALOG);
}

/* Both wrote something else: both values are shown, and one chooses; that is saved. */
static void
clash (SheetFixture *fixture, WorkKeep keep, const char *kept_value)
{
  gint64 id = open_state (fixture, "draft");
  AppConflictDialog *dialog;
  g_autofree char *mine = NULL, *theirs = NULL;
  g_autoptr (ModelRecord) kept = NULL;

  app_sheet_test_change (fixture, MODEL_ENTITY_PLACEMENT, id, "activities", "Classement");
  type_activities (fixture, "Accueil");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "sheet.save", NULL));
  dialog = wait_for_conflict ();
  mine = app_conflict_dialog_get_value (dialog, 0, WORK_KEEP_MINE);
  theirs = app_conflict_dialog_get_value (dialog, 0, WORK_KEEP_THEIRS);
  g_assert_cmpstr (mine, ==, "Accueil");
  g_assert_cmpstr (theirs, ==, "Classement");
  app_conflict_dialog_choose (dialog, 0, keep);
  g_assert_true (app_conflict_dialog_accept (dialog));
  app_test_until (!app_sheet_window_is_busy (fixture->window)
                  && !app_sheet_window_is_changed (fixture->window));
  kept = app_sheet_test_load (fixture, MODEL_ENTITY_PLACEMENT, id);
  g_assert_cmpstr (model_record_get (kept, "activities"), ==, kept_value);
}

static void
test_clash_mine (SheetFixture *fixture, gconstpointer data)
{
  clash (fixture, WORK_KEEP_MINE, "Accueil");
}

static void
test_clash_theirs (SheetFixture *fixture, gconstpointer data)
{
  clash (fixture, WORK_KEEP_THEIRS, "Classement");
}

static void
test_clash_before (SheetFixture *fixture, gconstpointer data)
{
  clash (fixture, WORK_KEEP_BEFORE, NULL);
}

static void
test_clash_cancelled (SheetFixture *fixture, gconstpointer data)
{
  gint64 id = open_state (fixture, "draft");

  app_sheet_test_change (fixture, MODEL_ENTITY_PLACEMENT, id, "activities", "Classement");
  type_activities (fixture, "Accueil");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "sheet.save", NULL));
  gtk_window_close (GTK_WINDOW (wait_for_conflict ()));
  app_sheet_test_wait (fixture);
  g_assert_true (app_sheet_window_is_changed (fixture->window));
  g_assert_cmpuint (fixture->n_saved, ==, 0);
}

/* While it is open: it is said who has changed it, and what is typed stays until one wants to see.
 */
static void
test_told (SheetFixture *fixture, gconstpointer data)
{
  gint64 id = open_state (fixture, "draft");
  AppLiveBar *news =
      APP_LIVE_BAR (app_test_find (GTK_WIDGET (fixture->window), APP_TYPE_LIVE_BAR, 0));
  StoreChangesCursor cursor = { 0 };
  g_autoptr (WorkSchool) other =
      work_school_open (work_school_get_path (fixture->school), STORE_OPEN_WRITE, NULL);
  g_autoptr (WorkChanges) none = work_school_poll (other, &cursor, NULL);
  g_autoptr (WorkChanges) changes = NULL;

  type_activities (fixture, "Accueil");
  app_sheet_window_tell_changes (fixture->window, none);
  g_assert_null (app_live_bar_get_text (news));
  app_sheet_test_change (fixture, MODEL_ENTITY_PLACEMENT, id, "transport", "Train");
  changes = work_school_poll (other, &none->cursor, NULL);
  app_sheet_window_tell_changes (fixture->window, changes);
  g_assert_nonnull (app_live_bar_get_text (news));
  g_signal_emit_by_name (news, "activated");
  app_sheet_test_wait (fixture);
  {
    ModelRecord *placement =
        app_sheet_window_get_sheet (fixture->window)->roles[MODEL_ROLE_PLACEMENT];

    g_assert_cmpstr (model_record_get (placement, "transport"), ==, "Train");
    g_assert_cmpstr (model_record_get (placement, "activities"), ==, "Accueil");
  }
  g_assert_true (app_sheet_window_is_changed (fixture->window));
  work_school_close (other);
  store_queue_join (work_school_get_queue (other));
}

#define ADD(name, func)                                                                   \
  g_test_add ("/app/sheet-course/" name, SheetFixture, NULL, app_sheet_test_set_up, func, \
              app_sheet_test_tear_down)

int
main (int argc, char *argv[])
{
  int result;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  ADD ("submit", test_submit);
  ADD ("validate", test_validate);
  ADD ("refuse", test_refuse);
  ADD ("delete", test_delete);
  ADD ("unvalidate", test_unvalidate);
  ADD ("new-version", test_new_version);
  ADD ("unvalidate-refused", test_unvalidate_refused);
  ADD ("close", test_close);
  ADD ("discard", test_discard);
  ADD ("clash-mine", test_clash_mine);
  ADD ("clash-theirs", test_clash_theirs);
  ADD ("clash-before", test_clash_before);
  ADD ("clash-cancelled", test_clash_cancelled);
  ADD ("told", test_told);
  result = g_test_run ();
  app_test_remove_demo ();
  return result;
}
