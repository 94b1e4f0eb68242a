/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PaperSheet:
 *
 * Small papers on A4, one after the other in one PDF: it is given texts, and knows not whose they
 * are. What is too long wraps, and is cut with an ellipsis where there is no more room.
 */
typedef struct _PaperSheet PaperSheet;

/* A part of a page, in millimetres from its top left corner. */
typedef struct
{
  double x, y, width, height;
} PaperArea;

/* Where an address stands to be read through the window of an envelope, when the page is folded in
 * three; see paper-sheet-labels.c. */
extern const PaperArea paper_sheet_window;

/**
 * PaperLabels:
 * @n: how many a sheet has: 24
 * @columns: how many beside each other
 * @rows: how many below each other
 * @width: of a label, in millimetres; @height, @left, @top and the gaps as well
 * @left: from the paper's edge to the first one
 * @top: alike
 * @gap_x: between two labels beside each other
 * @gap_y: between two below each other
 *
 * A format of sheets of labels.
 */
typedef struct
{
  guint n;
  guint columns;
  guint rows;
  double width;
  double height;
  double left;
  double top;
  double gap_x;
  double gap_y;
} PaperLabels;

const PaperLabels *paper_labels_get (guint index);
const PaperLabels *paper_labels_find (guint n);

/* "Class: 2MELEC" */
typedef struct
{
  const char *label;
  const char *value;
} PaperSheetFact;

/**
 * PaperSheetTick:
 * @name: who
 * @detail: (nullable): in what quality, in small letters
 * @done: (nullable): what is said when it is done; the box is ticked then
 *
 * One who has a box to tick.
 */
typedef struct
{
  const char *name;
  const char *detail;
  const char *done;
} PaperSheetTick;

/**
 * PaperSheetSlip:
 * @sender: whose paper it is
 * @title: what it is
 * @subject: about whom, in large letters
 * @facts: (array length=n_facts): lines below
 * @n_facts: how many
 * @ticks_title: above @ticks
 * @ticks: (array length=n_ticks): those who sign
 * @n_ticks: how many
 * @blanks: (nullable elements): before what is filled in by hand behind each of them
 * @return_title: above @return_to
 * @return_to: lines of an address
 *
 * What goes round with a document.
 */
typedef struct
{
  const char *sender;
  const char *title;
  const char *subject;
  const PaperSheetFact *facts;
  guint n_facts;
  const char *ticks_title;
  const PaperSheetTick *ticks;
  guint n_ticks;
  const char *blanks[2];
  const char *return_title;
  const char *return_to;
} PaperSheetSlip;

#define PAPER_SHEET_MAX_COLUMNS 8

/**
 * PaperSheetColumn:
 * @title: above it
 * @share: of the width of the table, from 0 to 1
 */
typedef struct
{
  const char *title;
  double share;
} PaperSheetColumn;

/**
 * PaperSheetTable:
 * @sender: lines of an address
 * @recipient: lines of an address, which a window envelope shows
 * @day: where and when
 * @title: what it is
 * @columns: (array length=n_columns): at most %PAPER_SHEET_MAX_COLUMNS
 * @n_columns: how many
 * @rows: (element-type GStrv): a text for each column
 * @closing: below the table
 * @received: in the box that the recipient signs
 *
 * What goes with several documents, and is signed by who gets them.
 */
typedef struct
{
  const char *sender;
  const char *recipient;
  const char *day;
  const char *title;
  const PaperSheetColumn *columns;
  guint n_columns;
  GPtrArray *rows;
  const char *closing;
  const char *received;
} PaperSheetTable;

/**
 * PaperSheetPlace:
 * @name: who signs
 * @detail: (nullable): in what quality
 * @anchor: what tells a provider of signatures that this one's goes here; written, but not seen
 *
 * Where one person signs.
 */
typedef struct
{
  const char *name;
  const char *detail;
  const char *anchor;
} PaperSheetPlace;

/**
 * PaperSheetSignatures:
 * @title: what the page is
 * @subject: of which document
 * @places: (array length=n_places): who signs, in their order
 * @n_places: how many
 *
 * A page on which the signatures of a document go.
 */
typedef struct
{
  const char *title;
  const char *subject;
  const PaperSheetPlace *places;
  guint n_places;
} PaperSheetSignatures;

PaperSheet *paper_sheet_new (const char *title);
PaperSheet *paper_sheet_new_folded (const char *title);
void paper_sheet_free (PaperSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PaperSheet, paper_sheet_free)

void paper_sheet_add_slip (PaperSheet *self, const PaperSheetSlip *slip);
void paper_sheet_add_labels (PaperSheet *self,
                             const PaperLabels *labels,
                             guint first,
                             const char *const *texts);
void paper_sheet_add_envelope (PaperSheet *self, const char *sender, const char *recipient);
void paper_sheet_add_table (PaperSheet *self, const PaperSheetTable *table);
void paper_sheet_add_signatures (PaperSheet *self, const PaperSheetSignatures *signatures);
gboolean paper_sheet_add_pdf (PaperSheet *self, GBytes *pdf, GError **error);
gboolean paper_pdf_has_texts (GBytes *pdf,
                              const char *const *texts,
                              guint n_texts,
                              gboolean *found,
                              GError **error);
guint paper_sheet_get_n_pages (PaperSheet *self);
GBytes *paper_sheet_end (PaperSheet *self, GError **error);

G_END_DECLS
