/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-people-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-compat.h"
#include "app-prompt.h"
#include "work-account.h"
#include "work-privacy.h"

#define EXPORT "export"

/* Whose data leave, until it is known where to. */
typedef struct
{
  AppPeopleWindow *window;
  ModelEntity entity;
  gint64 id;
  char *name;
  gboolean with_notes;
} Leaving;

static void
leaving_free (Leaving *leaving)
{
  g_object_unref (leaving->window);
  g_free (leaving->name);
  g_free (leaving);
}

static void
on_exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPeopleWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (work_job_run_finish (WORK_JOB (source), result, &error))
    adw_toast_overlay_add_toast (self->toasts,
                                 adw_toast_new (_ ("The person’s data is in the archive.")));
  else if (gtk_widget_get_visible (GTK_WIDGET (self)))
    app_prompt_say (GTK_WINDOW (self), _ ("The Data Was Not Exported"), error->message);
}

static void
on_path_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Leaving *leaving = user_data;
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);
  const WorkPersonExport options = { leaving->entity, leaving->id, leaving->with_notes,
                                     paths != NULL ? paths[0] : NULL };
  g_autoptr (WorkJob) job = NULL;

  if (paths != NULL && leaving->window->school != NULL)
    {
      job = work_person_export_new (leaving->window->school, &options);
      work_job_run_async (job, leaving->window->cancellable, on_exported_cb,
                          g_object_ref (leaving->window));
    }
  leaving_free (leaving);
}

static void
on_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Leaving *leaving = user_data;
  GtkSwitch *notes = g_object_get_data (G_OBJECT (dialog), "notes");

  if (!g_str_equal (response, EXPORT))
    {
      leaving_free (leaving);
      return;
    }
  leaving->with_notes = gtk_switch_get_active (notes);
  app_compat_choose_named_async (GTK_WINDOW (leaving->window), APP_CHOICE_ARCHIVE, leaving->name,
                                 on_path_cb, leaving);
}

static GtkWidget *
make_notes_row (AdwMessageDialog *dialog)
{
  GtkWidget *list = gtk_list_box_new (), *row = adw_action_row_new (), *notes = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 _ ("With the notes of the administration"));
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (row),
      _ ("They may tell of other people too: read them before they are handed over."));
  gtk_widget_set_valign (notes, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), notes);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), notes);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  g_object_set_data (G_OBJECT (dialog), "notes", notes);
  return list;
}

/**
 * _app_people_window_can_export:
 * @self: a window
 *
 * Returns: whether the page that is shown is a person's, and their data may leave
 */
gboolean
_app_people_window_can_export (AppPeopleWindow *self)
{
  return self->id != 0 && self->school != NULL
         && _app_people_window_get_entity (self) != MODEL_ENTITY_COMPANY
         && work_school_may (self->school, MODEL_ACT_EXPORT_PERSON) == MODEL_MAY_YES;
}

/**
 * _app_people_window_export:
 * @self: a window that shows a person
 *
 * Asks what is to be in the archive and where it goes, and writes it.
 */
void
_app_people_window_export (AppPeopleWindow *self)
{
  AppPersonPage *page = self->people[self->kind];
  ModelRecord *record = page != NULL ? app_person_page_get_record (page) : NULL;
  AdwMessageDialog *dialog;
  Leaving *leaving;

  if (record == NULL || !_app_people_window_can_export (self))
    return;
  leaving = g_new0 (Leaving, 1);
  leaving->window = g_object_ref (self);
  leaving->entity = model_record_get_entity (record);
  leaving->id = model_record_get_id (record);
  leaving->name = work_person_export_name (record);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
      GTK_WINDOW (self), _ ("Export This Person’s Data?"),
      _ ("An archive is made with all that the database has about the person: for whoever asks to "
         "see their data. That it was made is in the log of accesses.")));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), EXPORT, _ ("_Export…"), NULL);
  adw_message_dialog_set_response_appearance (dialog, EXPORT, ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, EXPORT);
  adw_message_dialog_set_close_response (dialog, "cancel");
  adw_message_dialog_set_extra_child (dialog, make_notes_row (dialog));
  g_signal_connect (dialog, "response", G_CALLBACK (on_response_cb), leaving);
  gtk_window_present (GTK_WINDOW (dialog));
}
