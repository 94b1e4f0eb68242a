/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sheet-test.h"

#include "app-field-row.h"
#include "app-picker.h"
#include "app-picker-popover.h"

static void
on_saved_cb (AppSheetWindow *window, const char *operation_id, const char *said, SheetFixture *to)
{
  g_free (to->operation_id);
  g_free (to->said);
  to->operation_id = g_strdup (operation_id);
  to->said = g_strdup (said);
  to->n_saved++;
}

void
app_sheet_test_set_up (SheetFixture *fixture, gconstpointer data)
{
  g_autofree char *path = app_test_copy_demo ("sheet.paraphe");
  g_autoptr (GError) error = NULL;

  fixture->school =
      work_school_open (path, data != NULL ? STORE_OPEN_READ : STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  fixture->overview = work_school_load (fixture->school, 0, &error);
  g_assert_no_error (error);
}

void
app_sheet_test_tear_down (SheetFixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  app_test_until (fixture->window == NULL);
  work_school_close (fixture->school);
  store_queue_join (work_school_get_queue (fixture->school));
  g_clear_object (&fixture->school);
  g_clear_pointer (&fixture->overview, work_overview_free);
  g_free (fixture->operation_id);
  g_free (fixture->said);
}

/* The first line whose sheet is so; "" for one without a sheet. */
ModelLine *
app_sheet_test_find (SheetFixture *fixture, const char *placement_state)
{
  for (guint i = 0; i < fixture->overview->lines->len; i++)
    {
      ModelLine *line = fixture->overview->lines->pdata[i];

      if (line->period_id != 0 && g_str_equal (line->placement_state, placement_state))
        return line;
    }
  g_assert_not_reached ();
}

void
app_sheet_test_wait (SheetFixture *fixture)
{
  app_test_until (fixture->window == NULL || !app_sheet_window_is_busy (fixture->window));
}

void
app_sheet_test_open (SheetFixture *fixture, gint64 student, gint64 period, gint64 placement)
{
  fixture->window = app_sheet_window_new (NULL, fixture->school, NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  g_signal_connect (fixture->window, "saved", G_CALLBACK (on_saved_cb), fixture);
  app_sheet_window_open (fixture->window, student, period, placement);
  gtk_window_present (GTK_WINDOW (fixture->window));
  app_sheet_test_wait (fixture);
}

void
app_sheet_test_open_state (SheetFixture *fixture, const char *placement_state)
{
  app_sheet_test_open (fixture, 0, 0, app_sheet_test_find (fixture, placement_state)->placement_id);
}

void
app_sheet_test_act (SheetFixture *fixture, const char *action)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (fixture->window), action, NULL);
  app_sheet_test_wait (fixture);
}

static AppFieldEditor *
editor_of (SheetFixture *fixture, ModelRoleId role, const char *key)
{
  AppFormPart *part =
      app_sheet_form_get_part (app_sheet_window_get_form (fixture->window), role, key);

  g_assert_nonnull (part);
  return app_field_row_get_editor (APP_FIELD_ROW (part));
}

void
app_sheet_test_type (SheetFixture *fixture, ModelRoleId role, const char *key, const char *text)
{
  GtkWidget *control = app_field_editor_get_control (editor_of (fixture, role, key));

  if (GTK_IS_TEXT_VIEW (control))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (control)), text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (control), text);
}

/* As a person does with the list of a reference. */
void
app_sheet_test_choose (SheetFixture *fixture, const char *key, gint64 id)
{
  AppPicker *picker = APP_PICKER (editor_of (fixture, MODEL_ROLE_PLACEMENT, key));
  GtkWidget *popover;

  app_picker_open (picker, NULL);
  popover = app_test_find (GTK_WIDGET (picker), APP_TYPE_PICKER_POPOVER, 0);
  g_assert_nonnull (popover);
  g_signal_emit_by_name (popover, "chosen", id);
  gtk_popover_popdown (GTK_POPOVER (popover));
  app_sheet_test_wait (fixture);
}

/* The question that is asked. */
GtkWidget *
app_sheet_test_dialog (void)
{
  return app_test_find_window (ADW_TYPE_MESSAGE_DIALOG);
}

/* Presses a button of the question. */
void
app_sheet_test_respond (const char *label)
{
  GtkWidget *dialog, *button;

  app_test_until ((dialog = app_sheet_test_dialog ()) != NULL);
  button = app_test_find_button (dialog, label);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  app_test_until (app_sheet_test_dialog () == NULL);
  app_test_settle ();
}

/* Writes the reason that is asked for. */
void
app_sheet_test_answer (const char *text, const char *label)
{
  GtkWidget *dialog, *entry;

  app_test_until ((dialog = app_sheet_test_dialog ()) != NULL);
  entry = app_test_find (dialog, ADW_TYPE_ENTRY_ROW, 0);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  app_sheet_test_respond (label);
}

ModelRecord *
app_sheet_test_load (SheetFixture *fixture, ModelEntity entity, gint64 id)
{
  g_autoptr (GError) error = NULL;
  ModelRecord *record =
      work_school_read (fixture->school, work_query_record_new (entity, id), &error);

  g_assert_no_error (error);
  return record;
}

/* What another seat does. */
void
app_sheet_test_change (SheetFixture *fixture,
                       ModelEntity entity,
                       gint64 id,
                       const char *column,
                       const char *value)
{
  g_autoptr (ModelRecord) record = app_sheet_test_load (fixture, entity, id);
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;

  model_record_set_canonical (record, column, value);
  done = work_school_apply (fixture->school, work_change_save_new ("sheet.change", record), &error);
  g_assert_no_error (error);
}
