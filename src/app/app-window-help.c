/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-reveal.h"

/* The guide is written in the language of those who use Paraphe first. */
#define FALLBACK_LANGUAGE "fr"

static char *
find_in (const char *folder, const char *language)
{
  g_autofree char *path = g_build_filename (folder, language, "index.html", NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&path) : NULL;
}

/**
 * app_window_dup_help:
 *
 * Looks in PARAPHE_HELPDIR of the environment, or where the program was installed: a folder a
 * language.
 *
 * Returns: (transfer full) (nullable): the first page of the guide in the person's language or else
 *   in French, %NULL when there is none
 */
char *
app_window_dup_help (void)
{
  const char *const *languages = g_get_language_names ();
  const char *folder = g_getenv ("PARAPHE_HELPDIR");
  char *path = NULL;

  if (folder == NULL)
    folder = PARAPHE_HELPDIR;
  for (guint i = 0; languages[i] != NULL && path == NULL; i++)
    path = find_in (folder, languages[i]);
  return path != NULL ? path : find_in (folder, FALLBACK_LANGUAGE);
}

static void
on_help_shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!app_reveal_finish (result, &error) && gtk_widget_get_visible (GTK_WIDGET (self)))
    _app_window_show_error (self, _ ("The Guide Cannot Be Opened"), error);
}

static void
on_help_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  g_autofree char *path = app_window_dup_help ();
  g_autoptr (GError) error = NULL;

  if (path != NULL)
    {
      app_reveal_open (path, on_help_shown_cb, g_object_ref (self));
      return;
    }
  error =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           _ ("The guide is not where it should be: install Paraphe again, or set "
                              "PARAPHE_HELPDIR to the folder that holds it."));
  _app_window_show_error (self, _ ("The Guide Cannot Be Opened"), error);
}

static const GActionEntry entries[] = {
  { "help", on_help_cb },
};

/**
 * _app_window_install_help_actions:
 * @self: a window
 *
 * Adds the guide, under "win.".
 */
void
_app_window_install_help_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
