/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sheet-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-prompt.h"
#include "model-value.h"
#include "store-error.h"

static void
go_on (AppSheetWindow *self, gint64 placement_id, AppSheetThen then)
{
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
      if (work_sheet_is_complete (self->sheet) && _app_sheet_window_is_in (self, "draft"))
        _app_sheet_window_toast (self, _ ("Sheet saved, and complete"), "sheet.submit");
      else
        _app_sheet_window_toast (self, _ ("Sheet saved"), NULL);
      _app_sheet_window_reload (self, placement_id);
    }
}

/* ---- two seats ---- */

static char *
format (const ModelField *field, const char *value)
{
  g_autofree char *text = value != NULL ? model_value_format (field, value) : NULL;

  if (text == NULL || text[0] == '\0')
    return g_strdup (_ ("nothing"));
  return field->type == MODEL_TYPE_REFERENCE ? g_strdup_printf (_ ("no. %s"), value)
                                             : g_steal_pointer (&text);
}

/* Both values of each field, a line each. */
static char *
tell_clashes (GPtrArray *clashes)
{
  g_autoptr (GString) text = g_string_new (
      _ ("Someone else has changed the same fields meanwhile. Which values are kept?"));

  for (guint i = 0; i < clashes->len; i++)
    {
      const WorkSheetClash *clash = g_ptr_array_index (clashes, i);
      WorkSheetField place = { clash->role, clash->field };
      g_autofree char *label = work_sheet_field_label (&place);
      g_autofree char *mine = format (clash->field, clash->mine);
      g_autofree char *theirs = format (clash->field, clash->theirs);

      g_string_append (text, "\n\n");
      /* Translators: a field, the value written here, the value written by somebody else. */
      g_string_append_printf (text, _ ("%s: “%s” here, “%s” elsewhere"), label, mine, theirs);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
on_clash_response_cb (AdwMessageDialog *dialog, const char *response, AppSheetWindow *self)
{
  WorkSheet *theirs = g_object_steal_data (G_OBJECT (dialog), "theirs");

  if (g_str_equal (response, "mine") || g_str_equal (response, "theirs"))
    {
      work_sheet_rebase (theirs, self->sheet, g_str_equal (response, "mine"));
      _app_sheet_window_show (self, theirs);
      _app_sheet_window_check (self);
    }
  else
    work_sheet_free (theirs);
}

static void
ask_which (AppSheetWindow *self, WorkSheet *theirs)
{
  g_autoptr (GPtrArray) clashes = work_sheet_clashes (self->sheet, theirs);
  g_autofree char *body = tell_clashes (clashes);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_WINDOW (self), _ ("Changed by Someone Else"), body));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "theirs",
                                    _ ("Keep the _Other Ones"), "mine", _ ("Keep _Mine"), NULL);
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "theirs", theirs, (GDestroyNotify) work_sheet_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_clash_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_theirs_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSheetWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  WorkSheet *theirs = work_school_read_finish (WORK_SCHOOL (source), result, &error);

  self->n_pending--;
  if (theirs == NULL && !self->is_closed)
    _app_sheet_window_fail (self, _ ("The Sheet Was Not Saved"), error);
  else if (self->is_closed)
    work_sheet_free (theirs);
  else
    ask_which (self, theirs);
}

static void
read_theirs (AppSheetWindow *self)
{
  self->n_pending++;
  work_school_read_async (self->school, work_query_sheet_new (0, 0, _app_sheet_window_id (self)),
                          self->cancellable, on_theirs_cb, g_object_ref (self));
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
    _app_sheet_window_saved (self, done, _ ("Placement sheet saved"));
  if (self->is_closed)
    return;
  if (g_error_matches (error, STORE_ERROR, STORE_ERROR_CONFLICT)
      && _app_sheet_window_id (self) != 0)
    read_theirs (self);
  else if (error != NULL)
    _app_sheet_window_fail (self, _ ("The Sheet Was Not Saved"), error);
  else
    {
      self->is_changed = FALSE;
      go_on (self, done->id, self->then);
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
    go_on (self, _app_sheet_window_id (self), then);
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
