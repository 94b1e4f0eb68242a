/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-sheet-private.h"

#define GAP         MM (6)
#define PADDING     MM (3)
#define BOX_WIDTH   ((TEXT_WIDTH - GAP) / 2)
#define BOX_HEIGHT  MM (46)
#define COLUMNS     2
#define HEAD_HEIGHT MM (15) /* of a box, for the name; what is below is signed */
#define ANCHOR_SIZE 10.0    /* what providers read best */

static double
write_head (PaperSheet *sheet, const PaperSheetSignatures *signatures, gboolean is_first)
{
  double y = MARGIN;

  _paper_sheet_colour (sheet, BLACK);
  if (is_first)
    y = _paper_sheet_write (sheet, STRONG (18), signatures->title,
                            &(PaperArea){ MARGIN, y, TEXT_WIDTH, 0 }, 2)
        + MM (2);
  _paper_sheet_colour (sheet, GREY);
  y = _paper_sheet_write (sheet, PLAIN (11), signatures->subject,
                          &(PaperArea){ MARGIN, y, TEXT_WIDTH, 0 }, 2);
  return y + GAP;
}

/* The anchor is one line of text as wide as it likes: one that wraps is not found any more. */
static void
write_anchor (PaperSheet *sheet, const char *anchor, double x, double y)
{
  g_autoptr (PangoLayout) layout =
      _paper_sheet_set (sheet, PLAIN (ANCHOR_SIZE), anchor, PAGE_WIDTH, UNLIMITED);

  pango_layout_set_width (layout, -1);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  _paper_sheet_colour (sheet, WHITE);
  _paper_sheet_put (sheet, layout, x, y);
}

static void
write_place (PaperSheet *sheet, const PaperSheetPlace *place, double x, double y)
{
  const PaperArea area = { x + PADDING, y + PADDING, BOX_WIDTH - 2 * PADDING, 0 };
  double below;

  _paper_sheet_colour (sheet, PALE);
  _paper_sheet_frame (sheet, x, y, BOX_WIDTH, BOX_HEIGHT);
  _paper_sheet_colour (sheet, BLACK);
  below = _paper_sheet_write (sheet, STRONG (11), place->name, &area, 1);
  _paper_sheet_colour (sheet, GREY);
  _paper_sheet_write (sheet, PLAIN (10), place->detail,
                      &(PaperArea){ area.x, below, area.width, 0 }, 1);
  write_anchor (sheet, place->anchor, area.x, y + HEAD_HEIGHT);
}

/**
 * paper_sheet_add_signatures:
 * @self: papers
 * @signatures: who signs
 *
 * Adds a page with a box for each who signs, and more pages where there are many.
 */
void
paper_sheet_add_signatures (PaperSheet *self, const PaperSheetSignatures *signatures)
{
  double y;

  _paper_sheet_set_size (self, PAGE_WIDTH, PAGE_HEIGHT);
  y = write_head (self, signatures, TRUE);
  for (guint i = 0; i < signatures->n_places; i++)
    {
      guint column = i % COLUMNS;

      if (column == 0 && y + BOX_HEIGHT > TEXT_BOTTOM)
        {
          _paper_sheet_end_page (self);
          y = write_head (self, signatures, FALSE);
        }
      write_place (self, &signatures->places[i], MARGIN + column * (BOX_WIDTH + GAP), y);
      if (column == COLUMNS - 1)
        y += BOX_HEIGHT + GAP;
    }
  _paper_sheet_end_page (self);
}
