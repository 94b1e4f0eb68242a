/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-page-view.h"
#include "app-preview-window.h"
#include "app-save.h"
#include "app-test-demo.h"

#include <cairo-pdf.h>

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
make_pdf (guint n)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append, bytes, 595, 842);
  cairo_t *context = cairo_create (surface);

  for (guint i = 0; i < n; i++)
    {
      cairo_set_font_size (context, 20);
      cairo_move_to (context, 100, 200);
      cairo_show_text (context, "Convention de stage");
      cairo_show_page (context);
    }
  cairo_destroy (context);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static AppPreviewWindow *
open_preview (guint n)
{
  AppPreviewWindow *preview = app_preview_window_new (NULL, "ABADIE Giorgi", "Garage");
  g_autoptr (GBytes) pdf = make_pdf (n);

  app_preview_window_wait (preview, "The pages are being made…");
  g_assert_cmpstr (app_preview_window_get_state (preview), ==, "waiting");
  gtk_window_present (GTK_WINDOW (preview));
  app_preview_window_open (preview, "convention.docx", pdf);
  app_test_until (g_str_equal (app_preview_window_get_state (preview), "pages"));
  return preview;
}

static void
close_preview (AppPreviewWindow *preview)
{
  gpointer weak = preview;

  g_object_add_weak_pointer (G_OBJECT (preview), &weak);
  gtk_window_close (GTK_WINDOW (preview));
  app_test_until (weak == NULL);
}

static AppPageView *
first_page (AppPreviewWindow *preview)
{
  GtkWidget *view;

  /* The small ones come first, or last: the large ones are wider. */
  for (guint i = 0; (view = app_test_find (GTK_WIDGET (preview), APP_TYPE_PAGE_VIEW, i)); i++)
    if (gtk_widget_get_mapped (view) && gtk_widget_get_width (view) > 200)
      return APP_PAGE_VIEW (view);
  return NULL;
}

static void
test_pages (void)
{
  AppPreviewWindow *preview = open_preview (3);

  g_assert_cmpuint (app_preview_window_get_n_pages (preview), ==, 3);
  app_test_until (first_page (preview) != NULL && app_page_view_is_drawn (first_page (preview)));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (first_page (preview)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Page 1");
  close_preview (preview);
}

static void
test_zoom (void)
{
  AppPreviewWindow *preview = open_preview (2);
  double before;

  app_test_until (first_page (preview) != NULL);
  g_assert_cmpfloat (app_preview_window_get_zoom (preview), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (preview), "preview.zoom-out", NULL);
  before = app_preview_window_get_zoom (preview);
  g_assert_cmpfloat (before, >, 0);
  gtk_widget_activate_action (GTK_WIDGET (preview), "preview.zoom-in", NULL);
  g_assert_cmpfloat (app_preview_window_get_zoom (preview), >, before);
  for (guint i = 0; i < 20; i++)
    gtk_widget_activate_action (GTK_WIDGET (preview), "preview.zoom-in", NULL);
  g_assert_cmpfloat (app_preview_window_get_zoom (preview), ==, 4);
  app_test_until (gtk_widget_get_width (GTK_WIDGET (first_page (preview))) == 3174);
  gtk_widget_activate_action (GTK_WIDGET (preview), "preview.zoom-width", NULL);
  app_test_until (gtk_widget_get_width (GTK_WIDGET (first_page (preview))) < 900);
  close_preview (preview);
}

static void
test_find (void)
{
  AppPreviewWindow *preview = open_preview (3);

  app_preview_window_find (preview, "STAGE");
  app_test_until (app_preview_window_get_n_matches (preview) == 3);
  app_preview_window_find (preview, "embauche");
  app_test_until (app_preview_window_get_n_matches (preview) == 0);
  app_preview_window_find (preview, "");
  g_assert_cmpuint (app_preview_window_get_n_matches (preview), ==, 0);
  close_preview (preview);
}

static void
on_print_cb (AppPreviewWindow *preview, const char *name, GBytes *pdf, guint *size)
{
  g_assert_cmpstr (name, ==, "convention");
  *size = (guint) g_bytes_get_size (pdf);
  app_preview_window_say (preview, "Sent to the printer");
}

/* What is shown is given to who prints it; what cannot be shown is not, nor where nobody prints. */
static void
test_print (void)
{
  AppPreviewWindow *preview = app_preview_window_new (NULL, "ABADIE Giorgi", "Garage");
  g_autoptr (GBytes) pdf = make_pdf (2), broken = g_bytes_new_static ("<none>", 6);
  guint size = 0;

  g_signal_connect (preview, "print", G_CALLBACK (on_print_cb), &size);
  gtk_window_present (GTK_WINDOW (preview));
  app_preview_window_open (preview, "convention.docx", pdf);
  app_test_until (g_str_equal (app_preview_window_get_state (preview), "pages"));
  gtk_widget_activate_action (GTK_WIDGET (preview), "preview.print", NULL);
  g_assert_cmpuint (size, ==, g_bytes_get_size (pdf));
  g_assert_nonnull (app_test_find (GTK_WIDGET (preview), ADW_TYPE_TOAST_OVERLAY, 0));
  close_preview (preview);
  preview = app_preview_window_new (NULL, "ABADIE Giorgi", "Garage");
  gtk_window_present (GTK_WINDOW (preview));
  size = 0;
  g_signal_connect (preview, "print", G_CALLBACK (on_print_cb), &size);
  app_preview_window_open (preview, "convention.pdf", broken);
  gtk_widget_activate_action (GTK_WIDGET (preview), "preview.print", NULL);
  app_test_until (g_str_equal (app_preview_window_get_state (preview), "failure"));
  gtk_widget_activate_action (GTK_WIDGET (preview), "preview.print", NULL);
  g_assert_cmpuint (size, ==, 0);
  close_preview (preview);
}

static void
test_failure (void)
{
  AppPreviewWindow *preview = app_preview_window_new (NULL, "ABADIE Giorgi", "Garage");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("<none> & broken", 15);

  gtk_window_present (GTK_WINDOW (preview));
  app_preview_window_open (preview, "a <b> & c.pdf", bytes);
  app_test_until (g_str_equal (app_preview_window_get_state (preview), "failure"));
  g_assert_cmpuint (app_preview_window_get_n_pages (preview), ==, 0);
  close_preview (preview);
}

/* Closed while its pages are still read. */
static void
test_closed_early (void)
{
  AppPreviewWindow *preview = app_preview_window_new (NULL, "ABADIE Giorgi", "Garage");
  g_autoptr (GBytes) pdf = make_pdf (40);

  gtk_window_present (GTK_WINDOW (preview));
  app_preview_window_open (preview, "convention.pdf", pdf);
  close_preview (preview);
}

/* From the window: a line without an agreement has nothing to show, and says so. */
static void
test_from_the_list (void)
{
  AppWindow *window = app_test_open_demo ("preview.paraphe");

  app_test_select_step (window, -1);
  app_test_act (window, "win.preview", NULL);
  g_assert_null (app_test_find_window (APP_TYPE_PREVIEW_WINDOW));
  app_test_select_step (window, 1);
  app_test_act (window, "win.preview", NULL);
  g_assert_nonnull (app_test_find_window (APP_TYPE_PREVIEW_WINDOW));
  app_test_until (!g_str_equal (
      app_preview_window_get_state (app_test_find_window (APP_TYPE_PREVIEW_WINDOW)), "waiting"));
  close_preview (app_test_find_window (APP_TYPE_PREVIEW_WINDOW));
  app_test_close_window (window);
}

static GtkWidget *
save_button (AppPreviewWindow *preview)
{
  GtkWidget *button;

  for (guint i = 0; (button = app_test_find (GTK_WIDGET (preview), GTK_TYPE_BUTTON, i)); i++)
    if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), "preview.save") == 0)
      return button;
  g_assert_not_reached ();
}

/* There is nothing to save before there are pages. */
static void
test_can_be_saved (void)
{
  AppPreviewWindow *preview = app_preview_window_new (NULL, "ABADIE Giorgi", "Garage");
  g_autoptr (GBytes) pdf = make_pdf (1);

  gtk_window_present (GTK_WINDOW (preview));
  g_assert_false (gtk_widget_is_sensitive (save_button (preview)));
  app_preview_window_open (preview, "convention.docx", pdf);
  app_test_until (g_str_equal (app_preview_window_get_state (preview), "pages"));
  g_assert_true (gtk_widget_is_sensitive (save_button (preview)));
  close_preview (preview);
}

static void
test_saved (void)
{
  AppPreviewWindow *preview = open_preview (1);
  g_autofree char *path = app_test_demo_path ("saved.pdf");
  g_autofree char *nowhere = app_test_demo_path ("nowhere/saved.pdf");
  g_autoptr (GBytes) pdf = make_pdf (1);
  g_autofree char *content = NULL;
  gsize length = 0;
  GtkWindow *said;

  app_save_write (GTK_WINDOW (preview), path, pdf);
  app_test_until (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpmem (content, length, g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf));
  /* What goes wrong is said. */
  app_save_write (GTK_WINDOW (preview), nowhere, pdf);
  app_test_until ((said = app_test_find_window (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  gtk_window_destroy (said);
  close_preview (preview);
}

int
main (int argc, char **argv)
{
  int result;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  g_test_add_func ("/app/preview/pages", test_pages);
  g_test_add_func ("/app/preview/zoom", test_zoom);
  g_test_add_func ("/app/preview/find", test_find);
  g_test_add_func ("/app/preview/can-be-saved", test_can_be_saved);
  g_test_add_func ("/app/preview/saved", test_saved);
  g_test_add_func ("/app/preview/print", test_print);
  g_test_add_func ("/app/preview/failure", test_failure);
  g_test_add_func ("/app/preview/closed-early", test_closed_early);
  g_test_add_func ("/app/preview/from-the-list", test_from_the_list);
  result = g_test_run ();
  app_test_remove_demo ();
  return result;
}
