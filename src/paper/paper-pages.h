/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* Where a text stands on a page: points (1/72 inch) from the page's top left corner. */
typedef struct
{
  guint page; /* from 0 */
  double x, y, width, height;
} PaperMatch;

#define PAPER_TYPE_PAGES (paper_pages_get_type ())
G_DECLARE_FINAL_TYPE (PaperPages, paper_pages, PAPER, PAGES, GObject)

void paper_pages_open_async (const char *name,
                             GBytes *bytes,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
PaperPages *paper_pages_open_finish (GAsyncResult *result, GError **error);

guint paper_pages_get_n_pages (PaperPages *self);
void paper_pages_get_size (PaperPages *self, guint page, double *width, double *height);

void paper_pages_render_async (PaperPages *self,
                               guint page,
                               double scale,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
cairo_surface_t *paper_pages_render_finish (PaperPages *self, GAsyncResult *result, GError **error);

void paper_pages_find_async (PaperPages *self,
                             const char *text,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
GArray *paper_pages_find_finish (PaperPages *self, GAsyncResult *result, GError **error);

G_END_DECLS
