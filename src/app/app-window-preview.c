/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-preview-window.h"
#include "work-preview.h"

static void
on_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreviewWindow) preview = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkPreview) made = work_preview_make_finish (result, &error);

  if (made != NULL)
    app_preview_window_open (preview, made->name, made->pdf);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    app_preview_window_fail (preview, error);
}

static void
on_preview_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;
  ModelLine *line = app_detail_get_line (self->detail);
  AppPreviewWindow *preview;

  if (line == NULL || line->agreement_id == 0)
    {
      _app_window_toast (self, _ ("There is no agreement to look at yet"), NULL, NULL, NULL);
      return;
    }
  preview = app_preview_window_new (GTK_WINDOW (self), line->student, line->company);
  app_preview_window_wait (preview, _ ("The pages are being made…"));
  gtk_window_present (GTK_WINDOW (preview));
  work_preview_make_async (self->school, line->agreement_id,
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
