/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-live-bar.h"
#include "app-test.h"

static void
on_activated_cb (AppLiveBar *bar, guint *n)
{
  (*n)++;
}

static AppLiveBar *
show_bar (guint *n)
{
  AppLiveBar *bar = app_live_bar_new ();

  g_signal_connect (bar, "activated", G_CALLBACK (on_activated_cb), n);
  app_test_show (GTK_WIDGET (bar));
  return bar;
}

static void
test_says (void)
{
  guint n = 0;
  AppLiveBar *bar = show_bar (&n);

  g_assert_null (app_live_bar_get_text (bar));
  app_live_bar_tell (bar, "Mme Martin: step of 3 agreements", 600);
  g_assert_cmpstr (app_live_bar_get_text (bar), ==, "Mme Martin: step of 3 agreements");
  g_assert_false (app_live_bar_is_warning (bar));
  app_live_bar_tell (bar, "M. Petit: step of 1 agreement", 600);
  g_assert_cmpstr (app_live_bar_get_text (bar), ==, "M. Petit: step of 1 agreement");
  app_live_bar_clear (bar);
  g_assert_null (app_live_bar_get_text (bar));
  app_test_destroy (GTK_WIDGET (bar));
}

/* It goes by itself, and takes no focus while it is there. */
static void
test_ends (void)
{
  guint n = 0;
  AppLiveBar *bar = show_bar (&n);
  GtkWidget *before = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (bar)));

  app_live_bar_tell (bar, "Mme Martin: step of 3 agreements", 1);
  g_assert_true (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (bar))) == before);
  app_test_until (app_live_bar_get_text (bar) == NULL);
  app_test_destroy (GTK_WIDGET (bar));
}

static void
test_offers (void)
{
  guint n = 0;
  AppLiveBar *bar = show_bar (&n);
  GtkWidget *button;

  app_live_bar_offer (bar, "Changed by Mme Martin at 10:42.", "_Compare…");
  button = app_test_find_button (GTK_WIDGET (bar), "Compare…");
  g_assert_true (gtk_widget_get_visible (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (n, ==, 1);
  app_live_bar_tell (bar, "M. Petit: step of 1 agreement", 600);
  g_assert_false (gtk_widget_get_visible (button));
  app_test_destroy (GTK_WIDGET (bar));
}

/* What does not work is not hidden before it does. */
static void
test_warns (void)
{
  guint n = 0;
  AppLiveBar *bar = show_bar (&n);
  GtkWidget *close;

  app_live_bar_warn (bar, "The database cannot be reached.", "_Retry");
  g_assert_true (app_live_bar_is_warning (bar));
  close = app_test_find (GTK_WIDGET (bar), GTK_TYPE_BUTTON, 1);
  g_assert_false (gtk_widget_get_visible (close));
  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (bar), "Retry"), "clicked");
  g_assert_cmpuint (n, ==, 1);
  app_live_bar_clear (bar);
  g_assert_false (app_live_bar_is_warning (bar));
  app_live_bar_offer (bar, "Changed by Mme Martin at 10:42.", "_Show");
  g_assert_true (gtk_widget_get_visible (close));
  g_signal_emit_by_name (close, "clicked");
  g_assert_null (app_live_bar_get_text (bar));
  app_test_destroy (GTK_WIDGET (bar));
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/live-bar/says", test_says);
  g_test_add_func ("/app/live-bar/ends", test_ends);
  g_test_add_func ("/app/live-bar/offers", test_offers);
  g_test_add_func ("/app/live-bar/warns", test_warns);
  return g_test_run ();
}
