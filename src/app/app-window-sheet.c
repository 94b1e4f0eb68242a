/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-choices.h"
#include "app-lines.h"
#include "app-prompt.h"
#include "app-sheet-window.h"
#include "work-sheet.h"

/* Marks a text and its plural for translation, as ngettext() wants them. */
#define NP_(one, many) one, many

/* ---- one sheet ---- */

/* The window behind follows at once; what was done is said when one is back in it. */
static void
on_saved_cb (AppSheetWindow *sheet, const char *operation_id, const char *said, AppWindow *self)
{
  g_object_set_data_full (G_OBJECT (sheet), "operation", g_strdup (operation_id), g_free);
  g_object_set_data_full (G_OBJECT (sheet), "said", g_strdup (said), g_free);
  _app_window_reload (self);
}

static void
on_sheet_closed_cb (GtkWidget *sheet, AppWindow *self)
{
  const char *operation_id = g_object_get_data (G_OBJECT (sheet), "operation");

  if (operation_id != NULL && self->school != NULL)
    _app_window_say_done (self, g_object_get_data (G_OBJECT (sheet), "said"), operation_id);
}

static void
on_seats_changed_cb (AppWindow *window, WorkChanges *changes, AppSheetWindow *sheet)
{
  app_sheet_window_tell_changes (sheet, changes);
}

static void
open_sheet (AppWindow *self, gint64 student_id, gint64 period_id, gint64 placement_id)
{
  g_autoptr (GListModel) templates = NULL;
  AppSheetWindow *sheet;

  if (self->overview == NULL)
    return;
  templates = app_choices_new (self->overview->templates, APP_CHOICES_AGREEMENT);
  sheet = app_sheet_window_new (GTK_WINDOW (self), self->school, templates);
  g_signal_connect_object (sheet, "saved", G_CALLBACK (on_saved_cb), self, 0);
  g_signal_connect_object (sheet, "destroy", G_CALLBACK (on_sheet_closed_cb), self, 0);
  g_signal_connect_object (self, "seats-changed", G_CALLBACK (on_seats_changed_cb), sheet, 0);
  app_sheet_window_open (sheet, student_id, period_id, placement_id);
  gtk_window_present (GTK_WINDOW (sheet));
}

static void
on_edit_sheet_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gboolean is_new = g_str_equal (g_action_get_name (G_ACTION (action)), "new-sheet");
  gint64 student_id, period_id;

  g_variant_get (parameter, "(xx)", &student_id, &period_id);
  open_sheet (APP_WINDOW (user_data), student_id, period_id, is_new ? 0 : WORK_SHEET_ANY);
}

/* Another company in the same period. */
static void
on_new_sheet_of_selected_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  ModelLine *line = app_detail_get_line (self->detail);

  if (line != NULL && line->period_id != 0)
    open_sheet (self, line->student_id, line->period_id, 0);
}

static void
on_open_sheet_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_sheet (APP_WINDOW (user_data), 0, 0, g_variant_get_int64 (parameter));
}

/* ---- many ---- */

static GArray *
selected_sheets (AppWindow *self)
{
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);

  return app_lines_to_validate (selected);
}

/**
 * _app_window_has_sheets:
 * @self: a window
 *
 * Returns: whether a sheet is selected that is not validated
 */
gboolean
_app_window_has_sheets (AppWindow *self)
{
  g_autoptr (GArray) ids = selected_sheets (self);

  return ids->len > 0;
}

/* What is said of many sheets, and which of them stay as they were. */
typedef struct
{
  GPtrArray *failures;
  const char *heading;
  const char *one; /* what is said, with how many */
  const char *many;
} Bulk;

static void
bulk_free (gpointer data)
{
  Bulk *bulk = data;

  g_ptr_array_unref (bulk->failures);
  g_free (bulk);
}

static void
say_bulk (AppWindow *self, const WorkDone *done, const GError *error, gpointer data)
{
  const Bulk *bulk = data;
  g_autofree char *summary = g_strdup_printf (
      ngettext ("%u sheet stays as it was", "%u sheets stay as they were", bulk->failures->len),
      bulk->failures->len);

  if (error != NULL)
    {
      _app_window_show_error (self, _ (bulk->heading), error);
      return;
    }
  if (done->operation_id != NULL)
    {
      g_autofree char *n = g_strdup_printf ("%u", done->n);
      g_autoptr (GString) said = g_string_new (ngettext (bulk->one, bulk->many, done->n));

      g_string_replace (said, "{n}", n, 0);
      _app_window_say_done (self, said->str, done->operation_id);
    }
  if (bulk->failures->len > 0)
    _app_window_say_left (self, _ (bulk->heading), summary, bulk->failures, NULL);
}

/* Takes @change and @failures. */
static void
apply_bulk (AppWindow *self, WorkChange *change, const Bulk *what, GPtrArray *failures)
{
  Bulk *bulk = g_memdup2 (what, sizeof *what);

  bulk->failures = failures;
  _app_window_apply_then (self, change, say_bulk, bulk, bulk_free);
}

/* Translators: {n} is how many. */
static const Bulk validation = { NULL, N_ ("Not All Sheets Were Validated"),
                                 NP_ ("{n} sheet validated", "{n} sheets validated") };
static const Bulk submission = { NULL, N_ ("Not All Sheets Were Proposed"),
                                 NP_ ("{n} sheet proposed to be validated",
                                      "{n} sheets proposed to be validated") };
static const Bulk refusal = { NULL, N_ ("Not All Sheets Were Refused"),
                              NP_ ("{n} sheet refused", "{n} sheets refused") };

static void
on_validate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  gboolean is_submission = g_str_equal (g_action_get_name (G_ACTION (action)), "submit-sheet");
  g_autoptr (GArray) ids = selected_sheets (self);
  GPtrArray *failures;

  if (ids->len == 0 || _app_window_is_read_only (self))
    return;
  failures = work_sheet_failures_new ();
  if (is_submission)
    apply_bulk (self, work_change_sheet_submit_new (_app_window_ids (ids), ids->len, failures),
                &submission, failures);
  else
    apply_bulk (self, work_change_sheet_validate_new (_app_window_ids (ids), ids->len, failures),
                &validation, failures);
}

static void
on_refusal_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autofree char *reason = app_prompt_ask_finish (result, NULL);
  g_autoptr (GArray) ids = selected_sheets (self);
  GPtrArray *failures;

  if (reason == NULL || ids->len == 0 || _app_window_is_read_only (self))
    return;
  failures = work_sheet_failures_new ();
  apply_bulk (self,
              work_change_sheet_refuse_new (_app_window_ids (ids), ids->len, reason, failures),
              &refusal, failures);
}

static void
on_refuse_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  g_autoptr (GArray) ids = selected_sheets (self);
  g_autofree char *heading =
      g_strdup_printf (ngettext ("Refuse %u Sheet?", "Refuse %u Sheets?", ids->len), ids->len);

  if (ids->len > 0)
    app_prompt_ask_async (GTK_WINDOW (self), heading, _ ("The reason is kept with the sheet."),
                          _ ("Reason"), _ ("_Refuse"), TRUE, on_refusal_cb, g_object_ref (self));
}

static const GActionEntry entries[] = {
  { "new-sheet-of-selected", on_new_sheet_of_selected_cb },
  { "edit-sheet", on_edit_sheet_cb, "(xx)" },
  { "new-sheet", on_edit_sheet_cb, "(xx)" },
  { "open-sheet", on_open_sheet_cb, "x" },
  { "validate", on_validate_cb },
  { "submit-sheet", on_validate_cb },
  { "refuse-sheet", on_refuse_cb },
};

/**
 * _app_window_install_sheet_actions:
 * @self: a window
 *
 * Adds what can be done with placement sheets.
 */
void
_app_window_install_sheet_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
