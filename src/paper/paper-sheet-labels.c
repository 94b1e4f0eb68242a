/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-sheet-private.h"

#define LABEL_SIZE   10.5
#define ADDRESS_SIZE 11.0
#define SENDER_SIZE  9.5

/* Printers leave out some 4 mm at the paper's edges, and sheets are drawn in a little askew. */
#define LABEL_INSET_X 5.0
#define LABEL_INSET_Y 4.0

/* The sheets that stationers sell most, as the makers of labels give their measures. */
static const PaperLabels formats[] = {
  { 24, 3, 8, 70.0, 37.0, 0.0, 0.5, 0.0, 0.0 },  { 21, 3, 7, 63.5, 38.1, 7.25, 15.15, 2.5, 0.0 },
  { 16, 2, 8, 105.0, 37.0, 0.0, 0.5, 0.0, 0.0 }, { 14, 2, 7, 99.1, 38.1, 4.65, 15.15, 2.5, 0.0 },
  { 12, 3, 4, 63.5, 72.0, 7.25, 4.5, 2.5, 0.0 }, { 8, 2, 4, 99.1, 67.7, 4.65, 13.1, 2.5, 0.0 },
};

/* French envelopes DL (220 × 110 mm) have their window on the right: 100 mm broad and 35 or 45 mm
 * high, 20 mm from the right edge and 20 mm from the bottom. That is from 100 to 200 mm, and from
 * 45 (or 55) to 90 mm, of the envelope. A page folded in three is 210 × 99 mm and slides by 10 mm
 * to the side and by 11 mm up and down: of the page, 100 to 190 mm are seen wherever it is, and
 * when it lies on the bottom, as in a hand that holds the letter, 44 to 79 mm of either window.
 * Some millimetres less on each side: what is printed is never quite straight. */
const PaperArea paper_sheet_window = { 104.0, 47.0, 84.0, 28.0 };

/* The sender stands left of the window, and is not seen through it. */
static const PaperArea sender_area = { 18.0, 15.0, 75.0, 30.0 };

static PaperArea
in_points (const PaperArea *area)
{
  return (PaperArea){ MM (area->x), MM (area->y), MM (area->width), MM (area->height) };
}

/**
 * paper_labels_get:
 * @index: from 0
 *
 * Returns: (transfer none) (nullable): a format, the usual one first; %NULL after the last
 */
const PaperLabels *
paper_labels_get (guint index)
{
  return index < G_N_ELEMENTS (formats) ? &formats[index] : NULL;
}

/**
 * paper_labels_find:
 * @n: how many labels a sheet has
 *
 * Returns: (transfer none) (nullable): the format, %NULL when there is none
 */
const PaperLabels *
paper_labels_find (guint n)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (formats[i].n == n)
      return &formats[i];
  return NULL;
}

/* From left to right, then down. */
static PaperArea
area_of (const PaperLabels *labels, guint position)
{
  guint column = position % labels->columns, row = position / labels->columns;
  const PaperArea area = {
    labels->left + column * (labels->width + labels->gap_x) + LABEL_INSET_X,
    labels->top + row * (labels->height + labels->gap_y) + LABEL_INSET_Y,
    labels->width - 2 * LABEL_INSET_X,
    labels->height - 2 * LABEL_INSET_Y,
  };

  return in_points (&area);
}

/**
 * paper_sheet_add_labels:
 * @self: papers
 * @labels: their format
 * @first: the first label of the first sheet that is still there, from 1
 * @texts: (array zero-terminated=1): lines of each label
 *
 * Adds as many sheets of labels as it takes.
 */
void
paper_sheet_add_labels (PaperSheet *self,
                        const PaperLabels *labels,
                        guint first,
                        const char *const *texts)
{
  guint position = first > 0 ? (first - 1) % labels->n : 0;

  if (texts[0] == NULL)
    return;
  _paper_sheet_colour (self, BLACK);
  for (guint i = 0; texts[i] != NULL; i++)
    {
      PaperArea area;

      if (position == labels->n)
        {
          _paper_sheet_end_page (self);
          position = 0;
        }
      area = area_of (labels, position++);
      _paper_sheet_fit (self, texts[i], &area, LABEL_SIZE, TRUE);
    }
  _paper_sheet_end_page (self);
}

/**
 * _paper_sheet_address:
 * @self: papers
 * @sender: lines of an address
 * @recipient: lines of an address
 *
 * Writes both where a page that is folded in three has them.
 */
void
_paper_sheet_address (PaperSheet *self, const char *sender, const char *recipient)
{
  const PaperArea from = in_points (&sender_area), to = in_points (&paper_sheet_window);

  _paper_sheet_colour (self, GREY);
  _paper_sheet_fit (self, sender, &from, SENDER_SIZE, FALSE);
  _paper_sheet_colour (self, BLACK);
  _paper_sheet_fit (self, recipient, &to, ADDRESS_SIZE, TRUE);
}

/**
 * paper_sheet_add_envelope:
 * @self: papers
 * @sender: lines of an address
 * @recipient: lines of an address
 *
 * Adds a page that shows the address through the window of an envelope.
 */
void
paper_sheet_add_envelope (PaperSheet *self, const char *sender, const char *recipient)
{
  _paper_sheet_address (self, sender, recipient);
  /* Where it is folded. */
  _paper_sheet_colour (self, PALE);
  for (guint i = 1; i <= 2; i++)
    _paper_sheet_rule (self, MM (5), PAGE_HEIGHT * i / 3, MM (4));
  _paper_sheet_end_page (self);
}
