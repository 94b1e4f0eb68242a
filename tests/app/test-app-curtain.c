/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-absence.h"
#include "app-curtain.h"
#include "app-test.h"

/* What hides the windows of the program, and what notices that nobody is there. */

static GtkWidget *
open_window (GtkWidget *entry)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), entry != NULL ? entry : gtk_entry_new ());
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  return window;
}

static void
test_hides_and_brings_back (void)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *window = open_window (NULL), *other = open_window (entry);
  g_autoptr (AppCurtain) curtain = app_curtain_new (GTK_WINDOW (window));

  gtk_editable_set_text (GTK_EDITABLE (entry), "half a sen");
  app_curtain_draw (curtain);
  app_curtain_draw (curtain);
  g_assert_true (app_curtain_is_drawn (curtain));
  g_assert_true (gtk_widget_get_visible (window));
  g_assert_false (gtk_widget_get_visible (other));
  g_assert_cmpuint (app_curtain_get_n_hidden (curtain), ==, 1);
  app_curtain_open (curtain);
  g_assert_true (gtk_widget_get_visible (other));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "half a sen");
  g_assert_cmpuint (app_curtain_get_n_hidden (curtain), ==, 0);
  gtk_window_destroy (GTK_WINDOW (other));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A report of a job that goes on meanwhile waits behind it. */
static void
test_hides_what_comes (void)
{
  GtkWidget *window = open_window (NULL), *late = gtk_window_new ();
  g_autoptr (AppCurtain) curtain = app_curtain_new (GTK_WINDOW (window));
  GtkWidget *later;

  app_curtain_draw (curtain);
  gtk_window_present (GTK_WINDOW (late));
  g_assert_false (gtk_widget_get_visible (late));
  later = gtk_window_new ();
  gtk_window_present (GTK_WINDOW (later));
  g_assert_false (gtk_widget_get_visible (later));
  g_assert_cmpuint (app_curtain_get_n_hidden (curtain), ==, 2);
  app_curtain_open (curtain);
  g_assert_true (gtk_widget_get_visible (late));
  g_assert_true (gtk_widget_get_visible (later));
  gtk_window_destroy (GTK_WINDOW (later));
  gtk_window_destroy (GTK_WINDOW (late));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_forgets_what_went (void)
{
  GtkWidget *window = open_window (NULL), *gone = open_window (NULL), *kept = open_window (NULL);
  g_autoptr (AppCurtain) curtain = app_curtain_new (GTK_WINDOW (window));

  app_curtain_draw (curtain);
  gtk_window_destroy (GTK_WINDOW (gone));
  g_assert_cmpuint (app_curtain_get_n_hidden (curtain), ==, 1);
  app_curtain_open (curtain);
  g_assert_true (gtk_widget_get_visible (kept));
  /* Once it is open, windows come and go as they like. */
  gtk_widget_set_visible (kept, FALSE);
  gtk_widget_set_visible (kept, TRUE);
  g_assert_true (gtk_widget_get_visible (kept));
  gtk_window_destroy (GTK_WINDOW (kept));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_closes_what_it_hides (void)
{
  GtkWidget *window = open_window (NULL), *other = open_window (NULL);
  g_autoptr (AppCurtain) curtain = app_curtain_new (GTK_WINDOW (window));
  gpointer weak = other;

  g_object_add_weak_pointer (G_OBJECT (other), &weak);
  app_curtain_draw (curtain);
  app_curtain_close_hidden (curtain);
  app_test_until (weak == NULL);
  app_curtain_open (curtain);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What is asked in front of it is shown, and stays so; what comes after is hidden again. */
static void
test_admits (void)
{
  GtkWidget *window = open_window (NULL), *before = open_window (NULL);
  GtkWidget *question = gtk_window_new (), *after = gtk_window_new ();
  g_autoptr (AppCurtain) curtain = app_curtain_new (GTK_WINDOW (window));

  app_curtain_draw (curtain);
  app_curtain_set_admits (curtain, TRUE);
  gtk_window_present (GTK_WINDOW (question));
  g_assert_true (gtk_widget_get_visible (question));
  g_assert_false (gtk_widget_get_visible (before));
  app_curtain_set_admits (curtain, FALSE);
  gtk_window_present (GTK_WINDOW (after));
  g_assert_false (gtk_widget_get_visible (after));
  g_assert_true (gtk_widget_get_visible (question));
  g_assert_cmpuint (app_curtain_get_n_hidden (curtain), ==, 2);
  app_curtain_close_hidden (curtain);
  g_assert_true (gtk_widget_get_visible (question));
  /* It was asked once: the next time it is a window as others. */
  app_curtain_open (curtain);
  app_curtain_draw (curtain);
  g_assert_false (gtk_widget_get_visible (question));
  app_curtain_open (curtain);
  g_assert_true (gtk_widget_get_visible (question));
  gtk_window_destroy (GTK_WINDOW (question));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
on_away_cb (AppAbsence *absence, guint *n)
{
  (*n)++;
}

static void
test_rest (void)
{
  gint64 minute = 60 * G_USEC_PER_SEC;

  g_assert_cmpuint (app_absence_rest (0, 0, 10), ==, 600);
  g_assert_cmpuint (app_absence_rest (minute, 2 * minute, 10), ==, 540);
  g_assert_cmpuint (app_absence_rest (0, 10 * minute - 1, 10), ==, 1);
  g_assert_cmpuint (app_absence_rest (0, 10 * minute, 10), ==, 0);
  g_assert_cmpuint (app_absence_rest (0, 30 * minute, 10), ==, 0);
}

static void
send_active (GDBusConnection *bus, const char *interface, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (bus, NULL, "/ScreenSaver", interface, "ActiveChanged", parameters,
                                 &error);
  g_assert_no_error (error);
  g_dbus_connection_flush_sync (bus, NULL, &error);
  g_assert_no_error (error);
}

/* Until a first one is heard it is sent again: nobody tells when somebody listens. */
static gboolean
on_send_cb (gpointer bus)
{
  send_active (bus, "org.freedesktop.ScreenSaver", g_variant_new ("(b)", TRUE));
  return G_SOURCE_CONTINUE;
}

static void
test_screen_saver (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (AppAbsence) absence = app_absence_new ();
  guint n = 0, n_before, source;

  if (bus == NULL)
    {
      g_test_skip ("there is no session bus");
      return;
    }
  g_signal_connect (absence, "away", G_CALLBACK (on_away_cb), &n);
  app_absence_start (absence, 0);
  source = g_timeout_add (50, on_send_cb, bus);
  app_test_until (n > 0);
  g_source_remove (source);
  /* The end of it is no absence, nor is what does not say; the next beginning is. */
  send_active (bus, "org.gnome.ScreenSaver", g_variant_new ("(b)", TRUE));
  n_before = n;
  app_test_until (n > n_before);
  app_absence_stop (absence);
  app_test_settle ();
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/curtain/hides-and-brings-back", test_hides_and_brings_back);
  g_test_add_func ("/app/curtain/hides-what-comes", test_hides_what_comes);
  g_test_add_func ("/app/curtain/forgets-what-went", test_forgets_what_went);
  g_test_add_func ("/app/curtain/closes-what-it-hides", test_closes_what_it_hides);
  g_test_add_func ("/app/curtain/admits", test_admits);
  g_test_add_func ("/app/absence/rest", test_rest);
  g_test_add_func ("/app/absence/screen-saver", test_screen_saver);
  return g_test_run ();
}
