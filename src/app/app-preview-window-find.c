/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preview-window-private.h"

#include <glib/gi18n-lib.h>

static void
show_match (AppPreviewWindow *self)
{
  guint n = self->matches != NULL ? self->matches->len : 0;
  g_autofree char *text = NULL;

  if (n > 0)
    text = g_strdup_printf (_ ("%u of %u"), self->current + 1, n);
  else
    text = g_strdup (self->matches != NULL ? _ ("Not found") : "");
  gtk_label_set_text (self->found, text);
  for (guint i = 0; i < self->views->len; i++)
    app_page_view_set_matches (self->views->pdata[i], self->matches, self->current);
  if (n > 0)
    _app_preview_window_go_to_page (self,
                                    g_array_index (self->matches, PaperMatch, self->current).page);
}

static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreviewWindow) self = user_data;
  g_autoptr (GArray) matches = paper_pages_find_finish (PAPER_PAGES (source), result, NULL);

  if (matches == NULL)
    return;
  g_clear_pointer (&self->matches, g_array_unref);
  self->matches = g_steal_pointer (&matches);
  self->current = 0;
  show_match (self);
}

/**
 * _app_preview_window_search_changed:
 * @self: a preview
 *
 * Other words are looked for.
 */
void
_app_preview_window_search_changed (AppPreviewWindow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  if (text[0] == '\0' || self->pages == NULL)
    {
      g_clear_pointer (&self->matches, g_array_unref);
      show_match (self);
      return;
    }
  self->finding = g_cancellable_new ();
  paper_pages_find_async (self->pages, text, self->finding, on_found_cb, g_object_ref (self));
}

static void
move_match (AppPreviewWindow *self, guint by)
{
  if (self->matches == NULL || self->matches->len == 0)
    return;
  self->current = (self->current + by) % self->matches->len;
  show_match (self);
}

/**
 * _app_preview_window_next_match:
 * @self: a preview
 *
 * Shows the next place where the words stand.
 */
void
_app_preview_window_next_match (AppPreviewWindow *self)
{
  move_match (self, 1);
}

/**
 * _app_preview_window_previous_match:
 * @self: a preview
 *
 * Shows the place before.
 */
void
_app_preview_window_previous_match (AppPreviewWindow *self)
{
  move_match (self, self->matches != NULL ? self->matches->len - 1 : 0);
}

/**
 * _app_preview_window_search:
 * @widget: a preview
 * @name: of the action
 * @parameter: of the action
 *
 * Asks for the words.
 */
void
_app_preview_window_search (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppPreviewWindow *self = APP_PREVIEW_WINDOW (widget);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/**
 * app_preview_window_get_n_matches:
 * @self: a preview
 *
 * Returns: how often the text looked for was found
 */
guint
app_preview_window_get_n_matches (AppPreviewWindow *self)
{
  g_return_val_if_fail (APP_IS_PREVIEW_WINDOW (self), 0);
  return self->matches != NULL ? self->matches->len : 0;
}

/**
 * app_preview_window_find:
 * @self: a preview
 * @text: words
 *
 * Looks for words as if they were typed.
 */
void
app_preview_window_find (AppPreviewWindow *self, const char *text)
{
  g_return_if_fail (APP_IS_PREVIEW_WINDOW (self));
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
}
