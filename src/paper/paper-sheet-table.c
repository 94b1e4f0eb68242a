/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-sheet-private.h"

#define TITLE_TOP   MM (100) /* below the part that an envelope shows */
#define CELL_PAD_X  MM (2)
#define CELL_PAD_Y  MM (1.5)
#define CELL_LINES  3
#define PART_GAP    MM (7)
#define BOX_WIDTH   MM (82)
#define BOX_HEIGHT  MM (38)
#define FOOT_Y      (PAGE_HEIGHT - MM (12))
#define ROWS_BOTTOM (PAGE_HEIGHT - MM (20))

/* It is gone through twice: to know how many pages there are, then to draw them. */
typedef struct
{
  PaperSheet *sheet;
  const PaperSheetTable *table;
  gboolean draws;
  double y;
  guint page;    /* from 1 */
  guint n_pages; /* once it is known */
} Flow;

static void
write_at (Flow *flow, const PaperFont *font, double grey, const char *text, double gap)
{
  g_autoptr (PangoLayout) layout = _paper_sheet_set (flow->sheet, font, text, TEXT_WIDTH, 2);

  if (flow->draws)
    {
      _paper_sheet_colour (flow->sheet, grey);
      _paper_sheet_put (flow->sheet, layout, MARGIN, flow->y);
    }
  flow->y += _paper_sheet_height (layout) + gap;
}

/* ---- rows ---- */

static double
width_of (const Flow *flow, guint column)
{
  return TEXT_WIDTH * flow->table->columns[column].share;
}

/* @cells: a text for each column, perhaps fewer. Returns: how high the row is. */
static double
set_row (Flow *flow, const PaperFont *font, const char *const *cells, PangoLayout **layouts)
{
  double height = 0;

  for (guint i = 0; i < flow->table->n_columns; i++)
    {
      layouts[i] = _paper_sheet_set (flow->sheet, font, *cells != NULL ? *cells : "",
                                     width_of (flow, i) - 2 * CELL_PAD_X, CELL_LINES);
      height = MAX (height, _paper_sheet_height (layouts[i]));
      if (*cells != NULL)
        cells++;
    }
  return height + 2 * CELL_PAD_Y;
}

static void
put_row (Flow *flow, PangoLayout **layouts, double height)
{
  double x = MARGIN;

  if (flow->draws)
    {
      for (guint i = 0; i < flow->table->n_columns; i++)
        {
          _paper_sheet_colour (flow->sheet, BLACK);
          _paper_sheet_put (flow->sheet, layouts[i], x + CELL_PAD_X, flow->y + CELL_PAD_Y);
          x += width_of (flow, i);
        }
      _paper_sheet_colour (flow->sheet, PALE);
      _paper_sheet_rule (flow->sheet, MARGIN, flow->y + height, TEXT_WIDTH);
    }
  flow->y += height;
}

static void
free_row (const Flow *flow, PangoLayout **layouts)
{
  for (guint i = 0; i < flow->table->n_columns; i++)
    g_object_unref (layouts[i]);
}

static void
write_heading (Flow *flow)
{
  const char *titles[PAPER_SHEET_MAX_COLUMNS + 1] = { NULL };
  PangoLayout *layouts[PAPER_SHEET_MAX_COLUMNS];
  double height;

  for (guint i = 0; i < flow->table->n_columns; i++)
    titles[i] = flow->table->columns[i].title;
  height = set_row (flow, STRONG (10.5), titles, layouts);
  put_row (flow, layouts, height);
  if (flow->draws)
    {
      _paper_sheet_colour (flow->sheet, BLACK);
      _paper_sheet_rule (flow->sheet, MARGIN, flow->y, TEXT_WIDTH);
    }
  free_row (flow, layouts);
}

/* ---- pages ---- */

static void
write_number (Flow *flow)
{
  g_autofree char *text = g_strdup_printf ("%u/%u", flow->page, flow->n_pages);
  g_autoptr (PangoLayout) layout = _paper_sheet_set (flow->sheet, PLAIN (9), text, TEXT_WIDTH, 1);

  pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  _paper_sheet_colour (flow->sheet, GREY);
  _paper_sheet_put (flow->sheet, layout, MARGIN, FOOT_Y);
}

static void
end_page (Flow *flow)
{
  if (!flow->draws)
    return;
  if (flow->n_pages > 1)
    write_number (flow);
  _paper_sheet_end_page (flow->sheet);
}

static void
next_page (Flow *flow, gboolean has_rows)
{
  end_page (flow);
  flow->page++;
  flow->y = MARGIN;
  write_at (flow, PLAIN (10), GREY, flow->table->title, PART_GAP / 2);
  if (has_rows)
    write_heading (flow);
}

static void
write_first (Flow *flow)
{
  if (flow->draws)
    _paper_sheet_address (flow->sheet, flow->table->sender, flow->table->recipient);
  flow->y = TITLE_TOP;
  write_at (flow, STRONG (18), BLACK, flow->table->title, MM (1));
  write_at (flow, PLAIN (11), BLACK, flow->table->day, PART_GAP);
  write_heading (flow);
}

/* What was sent, and the box in which who has got it says so. */
static void
write_closing (Flow *flow)
{
  const PaperArea box = { MARGIN + TEXT_WIDTH - BOX_WIDTH, 0, BOX_WIDTH, BOX_HEIGHT };
  g_autoptr (PangoLayout) closing = _paper_sheet_set (flow->sheet, PLAIN (11), flow->table->closing,
                                                      TEXT_WIDTH - BOX_WIDTH - PART_GAP, 4);
  g_autoptr (PangoLayout) received = _paper_sheet_set (
      flow->sheet, PLAIN (10), flow->table->received, BOX_WIDTH - 2 * CELL_PAD_X, 2);

  flow->y += PART_GAP;
  if (flow->y + BOX_HEIGHT > ROWS_BOTTOM)
    next_page (flow, FALSE);
  if (!flow->draws)
    return;
  _paper_sheet_colour (flow->sheet, BLACK);
  _paper_sheet_put (flow->sheet, closing, MARGIN, flow->y);
  _paper_sheet_colour (flow->sheet, GREY);
  _paper_sheet_frame (flow->sheet, box.x, flow->y, box.width, box.height);
  _paper_sheet_put (flow->sheet, received, box.x + CELL_PAD_X, flow->y + CELL_PAD_Y);
}

static void
run (Flow *flow)
{
  flow->page = 1;
  write_first (flow);
  for (guint i = 0; i < flow->table->rows->len; i++)
    {
      PangoLayout *layouts[PAPER_SHEET_MAX_COLUMNS];
      double height = set_row (flow, PLAIN (10.5), flow->table->rows->pdata[i], layouts);

      if (flow->y + height > ROWS_BOTTOM)
        next_page (flow, TRUE);
      put_row (flow, layouts, height);
      free_row (flow, layouts);
    }
  write_closing (flow);
  end_page (flow);
}

/**
 * paper_sheet_add_table:
 * @self: papers
 * @table: what it says
 *
 * Adds a slip with a table: its pages are numbered when there are several, and the columns have
 * their titles on each.
 */
void
paper_sheet_add_table (PaperSheet *self, const PaperSheetTable *table)
{
  Flow flow = { .sheet = self, .table = table };

  g_return_if_fail (table->n_columns <= PAPER_SHEET_MAX_COLUMNS);

  run (&flow);
  flow.n_pages = flow.page;
  flow.draws = TRUE;
  run (&flow);
}
