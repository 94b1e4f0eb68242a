/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "paper-pages.h"

#include <cairo-pdf.h>
#include <math.h>
#include <stdlib.h>

#include "paper-error.h"

#define A4_WIDTH  595.0
#define A4_HEIGHT 842.0

static void
on_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Pages that say which they are; the second is an A3 on its side with a black square. */
static GBytes *
make_pdf (guint n)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream (append, bytes, A4_WIDTH, A4_HEIGHT);
  cairo_t *context = cairo_create (surface);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("Lycée Évariste-Galois, page %u", i + 1);

      cairo_pdf_surface_set_size (surface, i == 1 ? 1191 : A4_WIDTH, A4_HEIGHT);
      cairo_set_font_size (context, 20);
      cairo_move_to (context, 100, 200);
      cairo_show_text (context, text);
      if (i == 1)
        {
          cairo_rectangle (context, 300, 400, 100, 100);
          cairo_fill (context);
        }
      cairo_show_page (context);
    }
  cairo_destroy (context);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static PaperPages *
open_pages (GBytes *bytes, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  paper_pages_open_async ("convention.pdf", bytes, NULL, on_ready_cb, &result);
  return paper_pages_open_finish (wait_for (&result), error);
}

static PaperPages *
open_made (guint n)
{
  g_autoptr (GBytes) bytes = make_pdf (n);
  g_autoptr (GError) error = NULL;
  PaperPages *pages = open_pages (bytes, &error);

  g_assert_no_error (error);
  return pages;
}

static void
test_sizes (void)
{
  g_autoptr (PaperPages) pages = open_made (3);
  double width, height;

  g_assert_cmpuint (paper_pages_get_n_pages (pages), ==, 3);
  paper_pages_get_size (pages, 0, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, A4_WIDTH, 0.5);
  g_assert_cmpfloat_with_epsilon (height, A4_HEIGHT, 0.5);
  paper_pages_get_size (pages, 1, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 1191, 0.5);
}

static guint32
pixel (cairo_surface_t *surface, int x, int y)
{
  const guchar *data = cairo_image_surface_get_data (surface);

  return (
      (const guint32 *) (gconstpointer) (data + y * cairo_image_surface_get_stride (surface)))[x];
}

static void
test_render (void)
{
  g_autoptr (PaperPages) pages = open_made (2);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface;

  paper_pages_render_async (pages, 1, 0.5, NULL, on_ready_cb, &result);
  surface = paper_pages_render_finish (pages, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 596);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 421);
  g_assert_cmphex (pixel (surface, 175, 225), ==, 0xff000000);
  g_assert_cmphex (pixel (surface, 500, 400), ==, 0xffffffff);
  cairo_surface_destroy (surface);
}

/* A damaged file may say that its pages measure kilometres, and one may zoom in without end. */
static void
test_render_limits (void)
{
  g_autoptr (PaperPages) pages = open_made (1);
  const double scales[] = { 100, 1e-9 };

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      cairo_surface_t *surface;

      paper_pages_render_async (pages, 0, scales[i], NULL, on_ready_cb, &result);
      surface = paper_pages_render_finish (pages, wait_for (&result), &error);
      if (scales[i] > 1)
        g_assert_error (error, PAPER_ERROR, PAPER_ERROR_DAMAGED);
      g_assert_true (surface == NULL || scales[i] < 1);
      g_clear_pointer (&surface, cairo_surface_destroy);
    }
}

static void
test_given_up (void)
{
  g_autoptr (PaperPages) pages = open_made (1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) drawn = NULL, found = NULL;
  g_autoptr (GError) error = NULL, other = NULL;

  g_cancellable_cancel (cancellable);
  paper_pages_render_async (pages, 0, 1, cancellable, on_ready_cb, &drawn);
  g_assert_null (paper_pages_render_finish (pages, wait_for (&drawn), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  paper_pages_find_async (pages, "page", cancellable, on_ready_cb, &found);
  g_assert_null (paper_pages_find_finish (pages, wait_for (&found), &other));
  g_assert_error (other, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static GArray *
find (PaperPages *pages, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *matches;

  paper_pages_find_async (pages, text, NULL, on_ready_cb, &result);
  matches = paper_pages_find_finish (pages, wait_for (&result), &error);
  g_assert_no_error (error);
  return matches;
}

/* Neither case nor accents count, and what is found is where it stands, from the top. */
static void
test_find (void)
{
  g_autoptr (PaperPages) pages = open_made (3);
  g_autoptr (GArray) all = find (pages, "EVARISTE");
  g_autoptr (GArray) one = find (pages, "page 3");
  g_autoptr (GArray) none = find (pages, "collège");
  const PaperMatch *match;

  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpuint (g_array_index (all, PaperMatch, 2).page, ==, 2);
  g_assert_cmpuint (one->len, ==, 1);
  match = &g_array_index (one, PaperMatch, 0);
  g_assert_cmpuint (match->page, ==, 2);
  g_assert_cmpfloat (match->x, >, 200);
  g_assert_cmpfloat (match->y, >, 170);
  g_assert_cmpfloat (match->y + match->height, <, 215);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_not_readable (void)
{
  g_autoptr (GBytes) whole = make_pdf (2);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, 40);
  g_autoptr (GBytes) text = g_bytes_new_static ("bonjour", 7);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  GBytes *all[] = { cut, text, nothing };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (open_pages (all[i], &error));
      g_assert_error (error, PAPER_ERROR, PAPER_ERROR_DAMAGED);
      g_assert_nonnull (strstr (error->message, "“convention.pdf”"));
    }
}

/* A program that ends while threads still draw. */
static void
test_end (void)
{
  if (g_test_subprocess ())
    {
      PaperPages *pages = open_made (3);
      GAsyncResult *results[12] = { NULL };

      for (guint i = 0; i < G_N_ELEMENTS (results); i++)
        paper_pages_render_async (pages, i % 3, 1, NULL, on_ready_cb, &results[i]);
      wait_for (&results[0]);
      exit (0);
    }
  for (guint i = 0; i < 10; i++)
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paper/pages/sizes", test_sizes);
  g_test_add_func ("/paper/pages/render", test_render);
  g_test_add_func ("/paper/pages/limits", test_render_limits);
  g_test_add_func ("/paper/pages/given-up", test_given_up);
  g_test_add_func ("/paper/pages/find", test_find);
  g_test_add_func ("/paper/pages/not-readable", test_not_readable);
  g_test_add_func ("/paper/pages/end", test_end);
  return g_test_run ();
}
