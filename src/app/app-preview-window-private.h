/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-preview-window.h"

#include "app-page-view.h"

G_BEGIN_DECLS

/**
 * AppPreviewWindow:
 *
 * The pages of a document, one below the other, beside small ones that lead to each. Escape or the
 * space bar closes it, so that it can be opened and closed line after line.
 */
struct _AppPreviewWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwWindowTitle *heading;
  GtkStack *stack;
  GtkLabel *waiting;
  AdwStatusPage *failure;
  AdwFlap *flap;
  GtkListView *list, *thumbnails;
  GtkSingleSelection *selection;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkLabel *found, *zoom_label;

  GCancellable *cancellable, *finding;
  PaperPages *pages;
  char *name;  /* of what is shown, without an extension */
  GBytes *pdf; /* (nullable): what is shown */
  GtkStringList *numbers;
  GPtrArray *views; /* of AppPageView, the large ones that exist: neither owned nor in an order */
  GArray *matches;
  guint current;
  double zoom; /* 0 for the width of the window */
};

/* app-preview-window.c */
void _app_preview_window_go_to_page (AppPreviewWindow *self, guint page);

/* app-preview-window-find.c */
void _app_preview_window_search_changed (AppPreviewWindow *self);
void _app_preview_window_next_match (AppPreviewWindow *self);
void _app_preview_window_previous_match (AppPreviewWindow *self);
void _app_preview_window_search (GtkWidget *widget, const char *name, GVariant *parameter);

G_END_DECLS
