/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-sheet-private.h"

#define LABEL_WIDTH  MM (38)
#define TICK_SIZE    MM (4.5)
#define TICK_GAP     MM (4)
#define BLANKS_WIDTH MM (78)
#define ROW_GAP      MM (2.5)
#define PART_GAP     MM (8)
#define PADDING      MM (4)
#define FACT_LINES   3
#define TICK_LINES   2

/* How far down the page it is written. */
typedef struct
{
  PaperSheet *sheet;
  double y;
} Cursor;

/* What is so high stands on one page. */
static void
make_room (Cursor *cursor, double height)
{
  if (cursor->y + height <= TEXT_BOTTOM)
    return;
  _paper_sheet_end_page (cursor->sheet);
  cursor->y = MARGIN;
}

static void
write_line (Cursor *cursor, const PaperFont *font, double grey, const char *text, int max_lines)
{
  _paper_sheet_colour (cursor->sheet, grey);
  cursor->y = _paper_sheet_write (cursor->sheet, font, text,
                                  &(PaperArea){ MARGIN, cursor->y, TEXT_WIDTH, 0 }, max_lines);
}

static void
write_head (Cursor *cursor, const PaperSheetSlip *slip)
{
  write_line (cursor, PLAIN (10), GREY, slip->sender, 2);
  cursor->y += PART_GAP;
  write_line (cursor, PLAIN (16), GREY, slip->title, 2);
  write_line (cursor, STRONG (26), BLACK, slip->subject, 2);
  cursor->y += ROW_GAP;
  _paper_sheet_colour (cursor->sheet, BLACK);
  _paper_sheet_rule (cursor->sheet, MARGIN, cursor->y, TEXT_WIDTH);
  cursor->y += PART_GAP;
}

static void
write_fact (Cursor *cursor, const PaperSheetFact *fact)
{
  g_autoptr (PangoLayout) label =
      _paper_sheet_set (cursor->sheet, PLAIN (12), fact->label, LABEL_WIDTH, 2);
  g_autoptr (PangoLayout) value = _paper_sheet_set (cursor->sheet, PLAIN (12), fact->value,
                                                    TEXT_WIDTH - LABEL_WIDTH - PADDING, FACT_LINES);
  double height = MAX (_paper_sheet_height (label), _paper_sheet_height (value));

  make_room (cursor, height);
  _paper_sheet_colour (cursor->sheet, GREY);
  _paper_sheet_put (cursor->sheet, label, MARGIN, cursor->y);
  _paper_sheet_colour (cursor->sheet, BLACK);
  _paper_sheet_put (cursor->sheet, value, MARGIN + LABEL_WIDTH + PADDING, cursor->y);
  cursor->y += height + ROW_GAP;
}

/* ---- who signs ---- */

static void
draw_tick (PaperSheet *sheet, double x, double y)
{
  cairo_set_line_width (sheet->cairo, 1.5);
  cairo_move_to (sheet->cairo, x + TICK_SIZE * 0.2, y + TICK_SIZE * 0.5);
  cairo_line_to (sheet->cairo, x + TICK_SIZE * 0.42, y + TICK_SIZE * 0.75);
  cairo_line_to (sheet->cairo, x + TICK_SIZE * 0.82, y + TICK_SIZE * 0.22);
  cairo_stroke (sheet->cairo);
}

/* A word, and a line to write on. */
static void
draw_blank (PaperSheet *sheet, const char *word, double x, double y, double width)
{
  g_autoptr (PangoLayout) layout = _paper_sheet_set (sheet, PLAIN (10), word, width * 0.6, 1);
  int length;

  pango_layout_get_size (layout, &length, NULL);
  _paper_sheet_colour (sheet, GREY);
  _paper_sheet_put (sheet, layout, x, y);
  x += (double) length / PANGO_SCALE + MM (1.5);
  width -= (double) length / PANGO_SCALE + MM (1.5) + MM (3);
  _paper_sheet_rule (sheet, x, y + _paper_sheet_height (layout) - 1, width);
}

static void
write_done (Cursor *cursor, const PaperSheetSlip *slip, const PaperSheetTick *tick)
{
  double x = MARGIN + TEXT_WIDTH - BLANKS_WIDTH, width = BLANKS_WIDTH / 2;

  if (tick->done != NULL)
    {
      draw_tick (cursor->sheet, MARGIN, cursor->y + 1);
      _paper_sheet_write (cursor->sheet, PLAIN (10), tick->done,
                          &(PaperArea){ x, cursor->y + 1, BLANKS_WIDTH, 0 }, 2);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (slip->blanks); i++)
    if (slip->blanks[i] != NULL)
      draw_blank (cursor->sheet, slip->blanks[i], x + i * width, cursor->y + 1, width);
}

static void
write_tick (Cursor *cursor, const PaperSheetSlip *slip, const PaperSheetTick *tick)
{
  double x = MARGIN + TICK_SIZE + TICK_GAP, width = MARGIN + TEXT_WIDTH - BLANKS_WIDTH - x - MM (3);
  g_autoptr (PangoLayout) name =
      _paper_sheet_set (cursor->sheet, STRONG (12), tick->name, width, TICK_LINES);
  g_autoptr (PangoLayout) detail =
      _paper_sheet_set (cursor->sheet, PLAIN (10), tick->detail, width, TICK_LINES);
  double height =
      _paper_sheet_height (name) + (tick->detail != NULL ? _paper_sheet_height (detail) : 0);

  make_room (cursor, height);
  _paper_sheet_colour (cursor->sheet, BLACK);
  _paper_sheet_frame (cursor->sheet, MARGIN, cursor->y + 1, TICK_SIZE, TICK_SIZE);
  write_done (cursor, slip, tick);
  _paper_sheet_colour (cursor->sheet, BLACK);
  _paper_sheet_put (cursor->sheet, name, x, cursor->y);
  _paper_sheet_colour (cursor->sheet, GREY);
  if (tick->detail != NULL)
    _paper_sheet_put (cursor->sheet, detail, x, cursor->y + _paper_sheet_height (name));
  cursor->y += height + 2 * ROW_GAP;
}

/* ---- where it comes back to ---- */

static void
write_return (Cursor *cursor, const PaperSheetSlip *slip)
{
  double width = TEXT_WIDTH - 2 * PADDING;
  g_autoptr (PangoLayout) title =
      _paper_sheet_set (cursor->sheet, STRONG (11), slip->return_title, width, 1);
  g_autoptr (PangoLayout) address =
      _paper_sheet_set (cursor->sheet, PLAIN (12), slip->return_to, width, 2);
  double height = _paper_sheet_height (title) + _paper_sheet_height (address) + 2 * PADDING;
  double y;

  cursor->y += PART_GAP;
  make_room (cursor, height);
  _paper_sheet_colour (cursor->sheet, GREY);
  _paper_sheet_frame (cursor->sheet, MARGIN, cursor->y, TEXT_WIDTH, height);
  y = _paper_sheet_put (cursor->sheet, title, MARGIN + PADDING, cursor->y + PADDING);
  _paper_sheet_colour (cursor->sheet, BLACK);
  _paper_sheet_put (cursor->sheet, address, MARGIN + PADDING, y);
  cursor->y += height;
}

/**
 * paper_sheet_add_slip:
 * @self: papers
 * @slip: what it says
 *
 * Adds a slip that goes round with a document: one page, and more when many sign.
 */
void
paper_sheet_add_slip (PaperSheet *self, const PaperSheetSlip *slip)
{
  Cursor cursor = { self, MARGIN };

  write_head (&cursor, slip);
  for (guint i = 0; i < slip->n_facts; i++)
    write_fact (&cursor, &slip->facts[i]);
  cursor.y += PART_GAP;
  make_room (&cursor, 3 * PART_GAP);
  write_line (&cursor, STRONG (13), BLACK, slip->ticks_title, 1);
  cursor.y += 2 * ROW_GAP;
  for (guint i = 0; i < slip->n_ticks; i++)
    write_tick (&cursor, slip, &slip->ticks[i]);
  write_return (&cursor, slip);
  _paper_sheet_end_page (self);
}
