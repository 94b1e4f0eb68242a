/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-toplevel.h"

/* A window that is closed while somebody waits for an answer for it goes on being there, for as
 * long as they hold it: GTK disposes of it only with the last reference. It is no window any more,
 * and whatever is shown of it, or above it, is never seen. */

/**
 * app_toplevel_is_open:
 * @window: a window
 *
 * Returns: whether it was not closed yet, be it hidden or not
 */
gboolean
app_toplevel_is_open (GtkWindow *window)
{
  GListModel *all = gtk_window_get_toplevels ();

  g_return_val_if_fail (GTK_IS_WINDOW (window), FALSE);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWindow) one = g_list_model_get_item (all, i);

      if (one == window)
        return TRUE;
    }
  return FALSE;
}

static void
on_unrealize_cb (GtkWidget *window, gpointer data)
{
  gpointer *slot = data;

  if (*slot == window)
    (g_clear_weak_pointer) (slot);
  /* GTK 4.8 forgets nothing of the parent of one that is closed but still held, and the parent may
   * go first. */
  gtk_window_set_transient_for (GTK_WINDOW (window), NULL);
}

/**
 * app_toplevel_remember:
 * @owner: a #GObject: whose window it is
 * @slot: address of where @owner keeps it, cleared as soon as it is closed; @owner clears it as a
 * weak pointer
 * @window: a window
 *
 * Keeps a window that is shown again while it is open, and made anew once it was closed.
 */
void
app_toplevel_remember (gpointer owner, gpointer slot, GtkWindow *window)
{
  GClosure *closure = g_cclosure_new (G_CALLBACK (on_unrealize_cb), slot, NULL);

  (g_set_weak_pointer) (slot, G_OBJECT (window));
  g_object_watch_closure (owner, closure);
  g_signal_connect_closure (window, "unrealize", closure, FALSE);
}
