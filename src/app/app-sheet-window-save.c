/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sheet-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-conflict-dialog.h"
#include "app-prompt.h"
#include "store-error.h"

static void
go_on (AppSheetWindow *self, gint64 placement_id, AppSheetThen then, const WorkDone *done)
{
  gboolean is_whole =
      work_sheet_is_complete (self->sheet) && _app_sheet_window_is_in (self, "draft");
  g_autofree char *said = app_conflict_say_merged (
      is_whole ? _ ("Sheet saved, and complete") : _ ("Sheet saved"), done);

  switch (then)
    {
    case APP_SHEET_CLOSE:
      gtk_window_destroy (GTK_WINDOW (self));
      break;
    case APP_SHEET_SUBMIT:
    case APP_SHEET_VALIDATE:
      _app_sheet_window_move_on (self, placement_id, then);
      break;
    default:
      _app_sheet_window_toast (self, said, is_whole ? "sheet.submit" : NULL);
      _app_sheet_window_reload (self, placement_id);
    }
}

/* ---- saving ---- */

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSheetWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = work_school_apply_finish (WORK_SCHOOL (source), result, &error);

  self->n_pending--;
  self->is_saving = FALSE;
  if (done != NULL)
    {
      g_autofree char *said = app_conflict_say_merged (_ ("Placement sheet saved"), done);

      app_live_bar_clear (self->news);
      _app_sheet_window_saved (self, done, said);
    }
  if (self->is_closed)
    return;
  if (g_error_matches (error, STORE_ERROR, STORE_ERROR_CONFLICT)
      && _app_sheet_window_id (self) != 0)
    _app_sheet_window_meet (self, TRUE);
  else if (error != NULL)
    _app_sheet_window_fail (self, _ ("The Sheet Was Not Saved"), error);
  else
    {
      self->is_changed = FALSE;
      go_on (self, done->id, self->then, done);
    }
}

static void
apply (AppSheetWindow *self)
{
  self->n_pending++;
  self->is_saving = TRUE;
  work_school_apply_async (self->school, work_change_sheet_save_new (self->sheet), NULL,
                           on_saved_cb, g_object_ref (self));
}

static void
on_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSheetWindow) self = user_data;

  if (app_prompt_confirm_finish (result, NULL) && !self->is_closed)
    apply (self);
}

/**
 * _app_sheet_window_save:
 * @self: a window
 * @then: what comes next
 *
 * Saves what is changed; asks before that makes a new version of an agreement, or an amendment.
 * While it is being saved nothing is saved twice: only what comes next is remembered.
 */
void
_app_sheet_window_save (AppSheetWindow *self, AppSheetThen then)
{
  if (self->sheet == NULL || work_school_is_read_only (self->school))
    return;
  self->then = then;
  if (self->is_saving)
    return;
  if (!app_sheet_form_flush (self->form))
    {
      _app_sheet_window_toast (self, _ ("Correct what is marked first"), NULL);
      app_sheet_form_go_to_invalid (self->form);
      return;
    }
  if (!self->is_changed && _app_sheet_window_id (self) != 0)
    go_on (self, _app_sheet_window_id (self), then, NULL);
  else if (self->sheet->editing == WORK_SHEET_NEW_VERSION
           || self->sheet->editing == WORK_SHEET_AMENDMENT)
    app_prompt_confirm_async (
        GTK_WINDOW (self),
        self->sheet->editing == WORK_SHEET_AMENDMENT ? _ ("Make an Amendment?")
                                                     : _ ("Make a New Version of the Agreement?"),
        self->sheet->consequence, _ ("_Save"), FALSE, on_confirmed_cb, g_object_ref (self));
  else
    apply (self);
}

/* ---- closing ---- */

static void
on_leaving_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSheetWindow) self = user_data;
  AppLeaving leaving = app_prompt_leave_finish (result);

  self->is_asking = FALSE;
  if (self->is_closed || leaving == APP_LEAVING_STAY)
    return;
  if (leaving == APP_LEAVING_SAVE)
    _app_sheet_window_save (self, APP_SHEET_CLOSE);
  else
    gtk_window_destroy (GTK_WINDOW (self));
}

/**
 * _app_sheet_window_may_close:
 * @self: a window that is asked to close
 *
 * Asks what becomes of changes that are not saved.
 *
 * Returns: whether it may close at once
 */
gboolean
_app_sheet_window_may_close (AppSheetWindow *self)
{
  if (!self->is_changed || work_school_is_read_only (self->school))
    return TRUE;
  if (self->is_saving)
    {
      self->then = APP_SHEET_CLOSE;
      return FALSE;
    }
  if (!self->is_asking)
    app_prompt_leave_async (GTK_WINDOW (self),
                            _ ("What was changed on the placement sheet is not saved."),
                            on_leaving_cb, g_object_ref (self));
  self->is_asking = TRUE;
  return FALSE;
}
