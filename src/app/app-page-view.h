/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "paper-pages.h"

G_BEGIN_DECLS

#define APP_TYPE_PAGE_VIEW (app_page_view_get_type ())
G_DECLARE_FINAL_TYPE (AppPageView, app_page_view, APP, PAGE_VIEW, GtkWidget)

GtkWidget *app_page_view_new (void);
void app_page_view_set_page (AppPageView *self, PaperPages *pages, guint page);
void app_page_view_set_zoom (AppPageView *self, double zoom);
void app_page_view_set_matches (AppPageView *self, GArray *matches, guint current);
gboolean app_page_view_is_drawn (AppPageView *self);

G_END_DECLS
