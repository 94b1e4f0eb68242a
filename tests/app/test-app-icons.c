/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-icons.h"
#include "app-test.h"

/* Icons that a thread of GTK lets go last. */

static GThread *ended_in;

static void
on_end_cb (gpointer data, GObject *icon)
{
  ended_in = g_thread_self ();
}

static gpointer
let_go (gpointer icon)
{
  g_object_unref (icon);
  return NULL;
}

static GtkIconPaintable *
look_up (const char *name)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  /* Larger than what the theme itself keeps. */
  return gtk_icon_theme_lookup_icon (theme, name, NULL, 256, 1, GTK_TEXT_DIR_LTR, 0);
}

static void
test_ends_here (void)
{
  GtkIconPaintable *icon = look_up ("edit-find-symbolic");

  ended_in = NULL;
  g_object_weak_ref (G_OBJECT (icon), on_end_cb, NULL);
  g_thread_join (g_thread_new ("icon", let_go, icon));
  g_assert_null (ended_in);
  app_test_until (ended_in != NULL);
  g_assert_true (ended_in == g_thread_self ());
}

/* Until then it can be found again, and is whole. */
static void
test_is_found_again (void)
{
  GtkIconPaintable *icon = look_up ("go-next-symbolic"), *again;

  ended_in = NULL;
  g_object_weak_ref (G_OBJECT (icon), on_end_cb, NULL);
  g_thread_join (g_thread_new ("icon", let_go, icon));
  again = look_up ("go-next-symbolic");
  g_assert_true (again == icon);
  app_test_settle ();
  g_assert_null (ended_in);
  g_object_unref (again);
  g_assert_true (ended_in == g_thread_self ());
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/icons/end-here", test_ends_here);
  g_test_add_func ("/app/icons/found-again", test_is_found_again);
  return g_test_run ();
}
