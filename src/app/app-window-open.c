/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-reveal.h"
#include "work-query.h"

/* Files and folders that other programs show. */

static void
on_revealed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!app_reveal_finish (result, &error) && gtk_widget_get_visible (GTK_WIDGET (self)))
    _app_window_show_error (self, _ ("No Program Opens This"), error);
}

/**
 * _app_window_open_path:
 * @self: a window
 * @path: a file
 * @reveal: show it in its folder rather than open it
 *
 * Opens a file with the program that the person uses for it.
 */
void
_app_window_open_path (AppWindow *self, const char *path, gboolean reveal)
{
  if (reveal)
    app_reveal_in_folder (path, on_revealed_cb, g_object_ref (self));
  else
    app_reveal_open (path, on_revealed_cb, g_object_ref (self));
}

/* As all have signed it, else as it was sent to be. */
static void
on_request_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelRecord) request = work_school_read_finish (WORK_SCHOOL (source), result, &error);
  gint64 id;

  if (error != NULL && !_app_window_is_cancelled (error))
    _app_window_show_error (self, _ ("The Document Cannot Be Opened"), error);
  if (request == NULL || self->school != WORK_SCHOOL (source))
    return;
  id = model_record_get_int (request, "signed_document_id");
  if (id == 0)
    id = model_record_get_int (request, "document_id");
  if (id != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-kept", "x", id);
  else
    _app_window_toast (self, _ ("The document is not made yet."), NULL, NULL, NULL);
}

static gboolean
is_with_signatories (ModelLine *line)
{
  static const char *const states[] = { "ongoing", "completed", NULL };

  return g_strv_contains (states, line->request_state);
}

/* "open-document" and "reveal-document": what was made for the selected line. What is signed
 * electronically is kept, and is what counts. */
static void
on_document_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  gboolean reveals = g_str_has_prefix (g_action_get_name (G_ACTION (action)), "reveal");
  ModelLine *line = app_detail_get_line (self->detail);
  const char *path =
      line != NULL ? g_hash_table_lookup (self->documents, &line->placement_id) : NULL;

  if (line != NULL && !reveals && line->request_id != 0
      && (path == NULL || is_with_signatories (line)))
    work_school_read_async (
        self->school, work_query_record_new (MODEL_ENTITY_SIGNATURE_REQUEST, line->request_id),
        self->cancellable, on_request_cb, g_object_ref (self));
  else if (path != NULL)
    _app_window_open_path (self, path, reveals);
}

/* That of the agreements. */
static void
on_open_folder_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  g_autofree char *folder = _app_window_dup_folder (self);

  if (folder[0] != '\0')
    app_reveal_open (folder, on_revealed_cb, g_object_ref (self));
}

static void
on_reveal_file_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _app_window_open_path (APP_WINDOW (user_data), g_variant_get_string (parameter, NULL), TRUE);
}

static void
on_show_folder_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  app_reveal_folder (g_variant_get_string (parameter, NULL), on_revealed_cb,
                     g_object_ref (APP_WINDOW (user_data)));
}

static const GActionEntry entries[] = {
  { "open-document", on_document_cb },       { "reveal-document", on_document_cb },
  { "open-folder", on_open_folder_cb },      { "reveal-file", on_reveal_file_cb, "s" },
  { "show-folder", on_show_folder_cb, "s" },
};

/**
 * _app_window_install_open_actions:
 * @self: a window
 *
 * Adds what opens files and shows where they are, under "win.".
 */
void
_app_window_install_open_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
