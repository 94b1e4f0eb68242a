/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "paper-sheet.h"

G_BEGIN_DECLS

/* All measures are in points, but those of tables of formats. */
#define MM(x)        ((x) *72.0 / 25.4)
#define PAGE_WIDTH   MM (210)
#define PAGE_HEIGHT  MM (297)
#define MARGIN       MM (18)
#define TEXT_WIDTH   (PAGE_WIDTH - 2 * MARGIN)
#define TEXT_BOTTOM  (PAGE_HEIGHT - MARGIN)
#define BLACK        0.0
#define WHITE        1.0
#define GREY         0.38
#define PALE         0.75
#define HAIRLINE     0.5
#define UNLIMITED    0
#define PLAIN(size)  (&(const PaperFont){ (size), FALSE })
#define STRONG(size) (&(const PaperFont){ (size), TRUE })

struct _PaperSheet
{
  GByteArray *bytes;
  cairo_surface_t *surface;
  cairo_t *cairo;
  guint n_pages;
};

typedef struct
{
  double size;
  gboolean strong;
} PaperFont;

PangoLayout *_paper_sheet_set (PaperSheet *self,
                               const PaperFont *font,
                               const char *text,
                               double width,
                               int max_lines);
double _paper_sheet_height (PangoLayout *layout);
double _paper_sheet_put (PaperSheet *self, PangoLayout *layout, double x, double y);
double _paper_sheet_write (PaperSheet *self,
                           const PaperFont *font,
                           const char *text,
                           const PaperArea *area,
                           int max_lines);
void _paper_sheet_fit (PaperSheet *self,
                       const char *text,
                       const PaperArea *area,
                       double size,
                       gboolean in_middle);
void _paper_sheet_colour (PaperSheet *self, double grey);
void _paper_sheet_rule (PaperSheet *self, double x, double y, double width);
void _paper_sheet_frame (PaperSheet *self, double x, double y, double width, double height);
void _paper_sheet_set_size (PaperSheet *self, double width, double height);
void _paper_sheet_end_page (PaperSheet *self);
void _paper_sheet_address (PaperSheet *self, const char *sender, const char *recipient);

G_END_DECLS
