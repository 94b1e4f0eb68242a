/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-preview-window.h"
#include "work-preview.h"

/* Whose document is shown, as long as its preview is there. */
typedef struct
{
  AppWindow *window;
  WorkSchool *school;
  gint64 placement_id;
  gboolean is_agreement; /* what is shown is what is printed of it, and it is in force */
} AppShowing;

static const char showing_key[] = "app-showing";

static void
showing_free (gpointer data)
{
  AppShowing *showing = data;

  g_object_unref (showing->window);
  g_object_unref (showing->school);
  g_free (showing);
}

/* An agreement is printed as from the list, with all that this does; a scan as it is. */
static void
on_print_cb (AppPreviewWindow *preview, const char *name, GBytes *pdf, AppShowing *showing)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (showing->window->school != showing->school)
    return;
  g_array_append_val (ids, showing->placement_id);
  if (showing->is_agreement)
    _app_window_print_agreements (showing->window, GTK_WINDOW (preview), ids);
  else
    _app_window_print_document (showing->window, GTK_WINDOW (preview), name, pdf, FALSE);
}

static void
on_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreviewWindow) preview = user_data;
  AppShowing *showing = g_object_get_data (G_OBJECT (preview), showing_key);
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkPreview) made = work_school_read_finish (WORK_SCHOOL (source), result, &error);

  if (made != NULL)
    {
      showing->is_agreement = showing->is_agreement && made->is_generated;
      app_preview_window_open (preview, made->name, made->pdf);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    app_preview_window_fail (preview, error);
}

static void
on_preview_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;
  ModelLine *line = app_detail_get_line (self->detail);
  AppPreviewWindow *preview;
  AppShowing *showing;

  if (line == NULL || line->agreement_id == 0)
    {
      _app_window_toast (self, _ ("There is no agreement to look at yet"), NULL, NULL, NULL);
      return;
    }
  showing = g_new0 (AppShowing, 1);
  showing->window = g_object_ref (self);
  showing->school = g_object_ref (self->school);
  showing->placement_id = line->placement_id;
  showing->is_agreement = !line->cancelled;
  preview = app_preview_window_new (GTK_WINDOW (self), line->student, line->company);
  g_object_set_data_full (G_OBJECT (preview), showing_key, showing, showing_free);
  g_signal_connect (preview, "print", G_CALLBACK (on_print_cb), showing);
  app_preview_window_wait (preview, _ ("The pages are being made…"));
  gtk_window_present (GTK_WINDOW (preview));
  work_school_read_async (self->school, work_query_preview_new (line->agreement_id),
                          app_preview_window_get_cancellable (preview), on_made_cb,
                          g_object_ref (preview));
}

static const GActionEntry entries[] = {
  { "preview", on_preview_cb },
};

/**
 * _app_window_install_preview_actions:
 * @self: a window
 *
 * Adds "win.preview": the pages of the selected line's latest document.
 */
void
_app_window_install_preview_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
