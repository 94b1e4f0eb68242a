/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-sheet-private.h"

#include <glib/gi18n-lib.h>
#include <poppler.h>
#include <string.h>

#include "paper-error.h"

/* A name of ours, so that newer popplers may clean theirs up by themselves. */
typedef PopplerPage SheetPage;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheetPage, g_object_unref)
typedef PopplerDocument SheetDocument;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheetDocument, g_object_unref)

static gboolean
add_page (PaperSheet *self, SheetDocument *document, int n)
{
  g_autoptr (SheetPage) page = poppler_document_get_page (document, n);
  double width, height;

  if (page == NULL)
    return FALSE;
  poppler_page_get_size (page, &width, &height);
  _paper_sheet_set_size (self, width, height);
  cairo_save (self->cairo);
  poppler_page_render_for_printing (page, self->cairo);
  cairo_restore (self->cairo);
  _paper_sheet_end_page (self);
  return TRUE;
}

static gboolean
fail_damaged (GError **error)
{
  g_set_error_literal (error, PAPER_ERROR, PAPER_ERROR_DAMAGED,
                       _ ("The document’s PDF cannot be read: make the document again."));
  return FALSE;
}

/**
 * paper_pdf_has_texts:
 * @pdf: a whole PDF
 * @texts: (array length=n_texts): each of one line
 * @n_texts: how many
 * @found: (out caller-allocates) (array length=n_texts): which of them it has, in one piece
 * @error: return location for a %PAPER_ERROR_DAMAGED
 *
 * A text that goes on in the next line, or that was drawn, is not there.
 *
 * Returns: whether it could be looked for
 */
gboolean
paper_pdf_has_texts (GBytes *pdf,
                     const char *const *texts,
                     guint n_texts,
                     gboolean *found,
                     GError **error)
{
  g_autoptr (SheetDocument) document = poppler_document_new_from_bytes (pdf, NULL, NULL);
  int n = document != NULL ? poppler_document_get_n_pages (document) : 0;

  for (guint i = 0; i < n_texts; i++)
    found[i] = FALSE;
  for (int i = 0; i < n; i++)
    {
      g_autoptr (SheetPage) page = poppler_document_get_page (document, i);
      g_autofree char *text = page != NULL ? poppler_page_get_text (page) : NULL;

      if (text == NULL)
        return fail_damaged (error);
      for (guint j = 0; j < n_texts; j++)
        found[j] = found[j] || strstr (text, texts[j]) != NULL;
    }
  return n > 0 || fail_damaged (error);
}

/**
 * paper_sheet_add_pdf:
 * @self: papers
 * @pdf: a whole PDF
 * @error: return location for a %PAPER_ERROR_DAMAGED
 *
 * Adds the pages of a PDF in their own sizes. What was text in it is text afterwards, in the same
 * letters at the same places.
 *
 * Returns: whether they are there; else nothing more is added
 */
gboolean
paper_sheet_add_pdf (PaperSheet *self, GBytes *pdf, GError **error)
{
  g_autoptr (SheetDocument) document = poppler_document_new_from_bytes (pdf, NULL, NULL);
  int n = document != NULL ? poppler_document_get_n_pages (document) : 0;
  gboolean is_whole = n > 0;

  for (int i = 0; i < n && is_whole; i++)
    is_whole = add_page (self, document, i);
  return is_whole || fail_damaged (error);
}
