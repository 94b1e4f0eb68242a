/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-popovers.h"

/* GTK 4.8 on X11 tells a popover where the pointer is even when it is closed meanwhile: the window
 * behind was laid out while the popover had the pointer, as a list that is read anew is, and what
 * was asked for then comes with the pointer's next move. From there on the closed popover is what
 * the pointer is over, wherever it is, and takes every click until the pointer moves again. Without
 * its surface, which it gets anew when it opens again, it can be told nothing. */

static gboolean
on_idle_cb (gpointer user_data)
{
  GtkWidget *popover = user_data;

  if (!gtk_widget_get_visible (popover))
    gtk_widget_unrealize (popover);
  return G_SOURCE_REMOVE;
}

/* Not at once: GDK may be about to close the one from which it was opened. But before the pointer
 * is heard of again. */
static gboolean
on_closed_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  g_idle_add_full (G_PRIORITY_HIGH, on_idle_cb, g_value_dup_object (&values[0]), g_object_unref);
  return TRUE;
}

/**
 * app_popovers_let_go:
 *
 * From now on no popover of the program keeps the pointer when it is closed.
 */
void
app_popovers_let_go (void)
{
  static gboolean is_done;

  if (is_done)
    return;
  is_done = TRUE;
  g_type_class_unref (g_type_class_ref (GTK_TYPE_POPOVER));
  g_signal_add_emission_hook (g_signal_lookup ("closed", GTK_TYPE_POPOVER), 0, on_closed_cb, NULL,
                              NULL);
}
