/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-sheet-private.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "paper-error.h"

/* The first that is there; both have the letters of French, and print well in small sizes. */
#define FAMILIES "Carlito, Liberation Sans, sans-serif"

/* Below this a paper is not read any more. */
#define SMALLEST 7.0

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* @left: how much wider the paper is than what is drawn */
static PaperSheet *
sheet_new (const char *title, double left)
{
  PaperSheet *self = g_new0 (PaperSheet, 1);

  self->bytes = g_byte_array_new ();
  self->surface =
      cairo_pdf_surface_create_for_stream (append, self->bytes, left + PAGE_WIDTH, PAGE_HEIGHT);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATOR, "Paraphe");
  self->cairo = cairo_create (self->surface);
  cairo_translate (self->cairo, left, 0);
  return self;
}

/**
 * paper_sheet_new:
 * @title: what the PDF is called
 *
 * Returns: (transfer full): a PDF without any page
 */
PaperSheet *
paper_sheet_new (const char *title)
{
  return sheet_new (title, 0);
}

/**
 * paper_sheet_new_folded:
 * @title: what the PDF is called
 *
 * What is drawn stands on the front of an A3 that is folded: a jacket for what goes with it.
 *
 * Returns: (transfer full): a PDF without any page
 */
PaperSheet *
paper_sheet_new_folded (const char *title)
{
  return sheet_new (title, PAGE_WIDTH);
}

/**
 * paper_sheet_free:
 * @self: (transfer full) (nullable): papers
 *
 * Drops them.
 */
void
paper_sheet_free (PaperSheet *self)
{
  if (self == NULL)
    return;
  /* The surface writes its end to the bytes. */
  cairo_destroy (self->cairo);
  cairo_surface_destroy (self->surface);
  g_byte_array_unref (self->bytes);
  g_free (self);
}

/**
 * paper_sheet_get_n_pages:
 * @self: papers
 *
 * Returns: how many pages there are so far
 */
guint
paper_sheet_get_n_pages (PaperSheet *self)
{
  return self->n_pages;
}

/**
 * paper_sheet_end:
 * @self: papers, to which nothing is added any more
 * @error: return location for a %PAPER_ERROR_FAILED
 *
 * Returns: (transfer full): the PDF, or %NULL
 */
GBytes *
paper_sheet_end (PaperSheet *self, GError **error)
{
  cairo_status_t status = cairo_status (self->cairo);

  cairo_surface_finish (self->surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (self->surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_bytes_new (self->bytes->data, self->bytes->len);
  g_set_error (error, PAPER_ERROR, PAPER_ERROR_FAILED,
               _ ("The pages could not be made: %s. Try again with fewer of them."),
               cairo_status_to_string (status));
  return NULL;
}

/* ---- what pages are drawn with ---- */

/**
 * _paper_sheet_set:
 * @self: papers
 * @font: how large
 * @text: what is written
 * @width: after which it goes on in the next line
 * @max_lines: of each paragraph, the last one cut with an ellipsis; %UNLIMITED for all
 *
 * Returns: (transfer full): the text, set in type
 */
PangoLayout *
_paper_sheet_set (PaperSheet *self,
                  const PaperFont *font,
                  const char *text,
                  double width,
                  int max_lines)
{
  PangoLayout *layout = pango_cairo_create_layout (self->cairo);
  PangoFontDescription *description = pango_font_description_new ();

  pango_font_description_set_family_static (description, FAMILIES);
  pango_font_description_set_absolute_size (description, font->size * PANGO_SCALE);
  pango_font_description_set_weight (description,
                                     font->strong ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (max_lines != UNLIMITED)
    {
      pango_layout_set_height (layout, -max_lines);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  pango_layout_set_text (layout, text != NULL ? text : "", -1);
  return layout;
}

/**
 * _paper_sheet_height:
 * @layout: a text
 *
 * Returns: how high it is
 */
double
_paper_sheet_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

/**
 * _paper_sheet_put:
 * @self: papers
 * @layout: a text
 * @x: its left
 * @y: its top
 *
 * Returns: its bottom
 */
double
_paper_sheet_put (PaperSheet *self, PangoLayout *layout, double x, double y)
{
  cairo_move_to (self->cairo, x, y);
  pango_cairo_show_layout (self->cairo, layout);
  return y + _paper_sheet_height (layout);
}

/**
 * _paper_sheet_write:
 * @self: papers
 * @font: how large
 * @text: what is written
 * @area: where, in points; its height does not matter
 * @max_lines: of each paragraph, or %UNLIMITED
 *
 * Returns: the text's bottom
 */
double
_paper_sheet_write (PaperSheet *self,
                    const PaperFont *font,
                    const char *text,
                    const PaperArea *area,
                    int max_lines)
{
  g_autoptr (PangoLayout) layout = _paper_sheet_set (self, font, text, area->width, max_lines);

  return _paper_sheet_put (self, layout, area->x, area->y);
}

/* (transfer full): as large as there is room for, wrapped; else a line for each paragraph */
static PangoLayout *
set_to_fit (PaperSheet *self, const char *text, const PaperArea *area, double size)
{
  for (double s = size; s >= SMALLEST; s -= 0.5)
    {
      g_autoptr (PangoLayout) layout = _paper_sheet_set (self, PLAIN (s), text, area->width, 2);

      if (_paper_sheet_height (layout) <= area->height)
        return g_steal_pointer (&layout);
    }
  return _paper_sheet_set (self, PLAIN (SMALLEST), text, area->width, 1);
}

/**
 * _paper_sheet_fit:
 * @self: papers
 * @text: lines
 * @area: in points; nothing is written outside of it
 * @size: of the letters, which are smaller where there are too many
 * @in_middle: whether what is left of the height is above and below
 *
 * Writes lines where there is so much room and no more.
 */
void
_paper_sheet_fit (PaperSheet *self,
                  const char *text,
                  const PaperArea *area,
                  double size,
                  gboolean in_middle)
{
  g_autoptr (PangoLayout) layout = set_to_fit (self, text, area, size);
  double left = area->height - _paper_sheet_height (layout);

  cairo_save (self->cairo);
  cairo_rectangle (self->cairo, area->x, area->y, area->width, area->height);
  cairo_clip (self->cairo);
  _paper_sheet_put (self, layout, area->x, area->y + (in_middle && left > 0 ? left / 2 : 0));
  cairo_restore (self->cairo);
}

/**
 * _paper_sheet_colour:
 * @self: papers
 * @grey: %BLACK, %GREY or %PALE
 */
void
_paper_sheet_colour (PaperSheet *self, double grey)
{
  cairo_set_source_rgb (self->cairo, grey, grey, grey);
}

/**
 * _paper_sheet_rule:
 * @self: papers
 * @x: its left
 * @y: how far down
 * @width: how long
 */
void
_paper_sheet_rule (PaperSheet *self, double x, double y, double width)
{
  cairo_set_line_width (self->cairo, HAIRLINE);
  cairo_move_to (self->cairo, x, y);
  cairo_line_to (self->cairo, x + width, y);
  cairo_stroke (self->cairo);
}

/**
 * _paper_sheet_frame:
 * @self: papers
 * @x: its left
 * @y: its top
 * @width: how broad
 * @height: how high
 */
void
_paper_sheet_frame (PaperSheet *self, double x, double y, double width, double height)
{
  cairo_set_line_width (self->cairo, HAIRLINE);
  cairo_rectangle (self->cairo, x, y, width, height);
  cairo_stroke (self->cairo);
}

/**
 * _paper_sheet_set_size:
 * @self: papers
 * @width: of the next page, and those that follow, until it is set again
 * @height: alike
 *
 * A page is an A4 one when nobody says otherwise.
 */
void
_paper_sheet_set_size (PaperSheet *self, double width, double height)
{
  cairo_pdf_surface_set_size (self->surface, width, height);
}

/**
 * _paper_sheet_end_page:
 * @self: papers
 *
 * What follows is on the next page.
 */
void
_paper_sheet_end_page (PaperSheet *self)
{
  cairo_show_page (self->cairo);
  self->n_pages++;
}
