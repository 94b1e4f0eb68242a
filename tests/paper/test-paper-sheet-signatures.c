/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "paper-sheet.h"

#include <cairo-pdf.h>
#include <math.h>

#include "paper-error.h"
#include "paper-pages.h"

#define MM(x) ((x) *72.0 / 25.4)
#define MANY  20
#define LONG  "Madame Marie-Antoinette Montgolfier de Vaysseline et de Saint-Barthélemy d’Anjou"

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

static GBytes *
end_sheet (PaperSheet *sheet)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = paper_sheet_end (sheet, &error);

  g_assert_no_error (error);
  return bytes;
}

static PaperPages *
open_bytes (GBytes *bytes)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PaperPages *pages;

  paper_pages_open_async ("convention.pdf", bytes, NULL, on_ready_cb, &result);
  pages = paper_pages_open_finish (wait_for (&result), &error);
  g_assert_no_error (error);
  return pages;
}

static PaperMatch
find_one (PaperPages *pages, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) matches = NULL;

  paper_pages_find_async (pages, text, NULL, on_ready_cb, &result);
  matches = paper_pages_find_finish (pages, wait_for (&result), &error);
  g_assert_no_error (error);
  if (matches->len != 1)
    g_error ("“%s” is there %u times", text, matches->len);
  return g_array_index (matches, PaperMatch, 0);
}

/* A document of a page, which a word processor might have made. */
static GBytes *
make_document (void)
{
  g_autoptr (PaperSheet) sheet = paper_sheet_new ("Convention");
  const PaperSheetSlip slip = { .sender = "Lycée Ada-Lovelace",
                                .title = "Convention de stage",
                                .subject = "ABADIE Léa" };

  paper_sheet_add_slip (sheet, &slip);
  return end_sheet (sheet);
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* A3 on its side, as booklets are. */
static GBytes *
make_landscape (void)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream (append, bytes, MM (420), MM (297));
  cairo_t *cairo = cairo_create (surface);

  cairo_show_page (cairo);
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static void
add_signatures (PaperSheet *sheet, guint n, const char *name)
{
  PaperSheetPlace places[MANY];
  char *anchors[MANY];
  PaperSheetSignatures signatures = { "Signatures", "Convention 2026-0042", places, n };

  for (guint i = 0; i < n; i++)
    {
      anchors[i] = g_strdup_printf ("{{s%u|signature|138|60}}", i + 1);
      places[i] = (PaperSheetPlace){ name, "Tuteur", anchors[i] };
    }
  paper_sheet_add_signatures (sheet, &signatures);
  for (guint i = 0; i < n; i++)
    g_free (anchors[i]);
}

/* What stands in the document stands there still, in its place, as text. */
static void
test_document_stays (void)
{
  static const char *const texts[] = { "Convention de stage", "ABADIE Léa", "Lycée Ada-Lovelace" };
  g_autoptr (GBytes) before = make_document ();
  g_autoptr (PaperSheet) sheet = paper_sheet_new ("Convention");
  g_autoptr (GBytes) after = NULL;
  g_autoptr (PaperPages) old = open_bytes (before);
  g_autoptr (PaperPages) new = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (paper_sheet_add_pdf (sheet, before, &error));
  g_assert_no_error (error);
  add_signatures (sheet, 5, "Anne ROUX");
  after = end_sheet (sheet);
  new = open_bytes (after);

  g_assert_cmpuint (paper_pages_get_n_pages (new), ==, paper_pages_get_n_pages (old) + 1);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      PaperMatch there = find_one (old, texts[i]), here = find_one (new, texts[i]);

      g_assert_cmpuint (here.page, ==, there.page);
      g_assert_cmpfloat_with_epsilon (here.x, there.x, 1);
      g_assert_cmpfloat_with_epsilon (here.y, there.y, 1);
      g_assert_cmpfloat_with_epsilon (here.width, there.width, 1);
    }
}

/* Each page keeps its size; ours is A4. */
static void
test_sizes_stay (void)
{
  g_autoptr (GBytes) before = make_landscape ();
  g_autoptr (PaperPages) old = open_bytes (before);
  g_autoptr (PaperSheet) sheet = paper_sheet_new ("Convention");
  g_autoptr (GBytes) after = NULL;
  g_autoptr (PaperPages) new = NULL;
  double width, height, old_width, old_height;

  g_assert_true (paper_sheet_add_pdf (sheet, before, NULL));
  add_signatures (sheet, 2, "Anne ROUX");
  after = end_sheet (sheet);
  new = open_bytes (after);
  paper_pages_get_size (old, 0, &old_width, &old_height);
  paper_pages_get_size (new, 0, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, old_width, 0.5);
  g_assert_cmpfloat_with_epsilon (height, old_height, 0.5);
  paper_pages_get_size (new, 1, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, MM (210), 0.5);
  g_assert_cmpfloat_with_epsilon (height, MM (297), 0.5);
}

/* Whether nothing is seen where the text stands. */
static gboolean
is_blank (PaperPages *pages, const PaperMatch *at)
{
  g_autoptr (GAsyncResult) result = NULL;
  cairo_surface_t *surface;
  gboolean blank = TRUE;
  int stride;

  paper_pages_render_async (pages, at->page, 1, NULL, on_ready_cb, &result);
  surface = paper_pages_render_finish (pages, wait_for (&result), NULL);
  stride = cairo_image_surface_get_stride (surface);
  for (int y = (int) at->y; y < (int) (at->y + at->height); y++)
    {
      const guint32 *row = (gconstpointer) (cairo_image_surface_get_data (surface) + y * stride);

      for (int x = (int) at->x + 1; x < (int) (at->x + at->width); x++)
        blank = blank && row[x] == 0xffffffff;
    }
  cairo_surface_destroy (surface);
  return blank;
}

/* Each anchor is text of one line that is not seen, in a box of its own. */
static void
test_anchors (void)
{
  g_autoptr (PaperSheet) sheet = paper_sheet_new ("Signatures");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PaperPages) pages = NULL;
  PaperMatch title;

  add_signatures (sheet, 5, LONG);
  bytes = end_sheet (sheet);
  pages = open_bytes (bytes);
  g_assert_cmpuint (paper_pages_get_n_pages (pages), ==, 1);
  for (guint i = 1; i <= 5; i++)
    {
      g_autofree char *anchor = g_strdup_printf ("{{s%u|signature|138|60}}", i);
      PaperMatch match = find_one (pages, anchor);

      g_assert_cmpfloat (match.height, <, 20);
      g_assert_true (is_blank (pages, &match));
    }
  title = find_one (pages, "Signatures");
  g_assert_false (is_blank (pages, &title));
}

/* However many there are, none is lost and none stands below the page. */
static void
test_many (void)
{
  g_autoptr (PaperSheet) sheet = paper_sheet_new ("Signatures");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PaperPages) pages = NULL;

  add_signatures (sheet, MANY, "Anne ROUX");
  bytes = end_sheet (sheet);
  pages = open_bytes (bytes);
  g_assert_cmpuint (paper_pages_get_n_pages (pages), ==, 3);
  for (guint i = 1; i <= MANY; i++)
    {
      g_autofree char *anchor = g_strdup_printf ("{{s%u|signature|138|60}}", i);

      g_assert_cmpfloat (find_one (pages, anchor).y, <, MM (297 - 18 - 25));
    }
}

static void
test_no_pdf (void)
{
  g_autoptr (PaperSheet) sheet = paper_sheet_new ("Convention");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("not a PDF", 9);
  g_autoptr (GError) error = NULL;

  g_assert_false (paper_sheet_add_pdf (sheet, bytes, &error));
  g_assert_error (error, PAPER_ERROR, PAPER_ERROR_DAMAGED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paper/sheet/document-stays", test_document_stays);
  g_test_add_func ("/paper/sheet/sizes-stay", test_sizes_stay);
  g_test_add_func ("/paper/sheet/anchors", test_anchors);
  g_test_add_func ("/paper/sheet/many-signatures", test_many);
  g_test_add_func ("/paper/sheet/no-pdf", test_no_pdf);
  return g_test_run ();
}
