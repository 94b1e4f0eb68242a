/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-icons.h"

/* GTK loads the picture of an icon in a thread, which holds the icon meanwhile. When the widgets
 * that showed it are gone by then (a window that is closed at once), the thread drops the last
 * reference; GTK's cache of icons, which holds none, can find the icon between that and its
 * finalization, and uses what it then has: nothing, and the program ends (seen with GTK 4.8). Where
 * the cache is looked up is the main thread, so that an icon that ends nowhere else is safe. */

static void (*dispose_icon) (GObject *icon);
static GThread *here;

static gboolean
on_idle_cb (gpointer icon)
{
  g_object_unref (icon);
  return G_SOURCE_REMOVE;
}

/* A reference taken in here keeps the object: g_object_unref() counts again after it. */
static void
on_dispose (GObject *icon)
{
  if (g_thread_self () == here)
    dispose_icon (icon);
  else
    g_idle_add_full (G_PRIORITY_DEFAULT, on_idle_cb, g_object_ref (icon), NULL);
}

/**
 * app_icons_end_here:
 *
 * From now on no icon is finalized in another thread than the one that calls this, the main one.
 */
void
app_icons_end_here (void)
{
  GObjectClass *class;

  if (here != NULL)
    return;
  here = g_thread_self ();
  /* Never let go: the class stays as it is now. */
  class = g_type_class_ref (GTK_TYPE_ICON_PAINTABLE);
  dispose_icon = class->dispose;
  class->dispose = on_dispose;
}
