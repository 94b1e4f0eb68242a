/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_PREVIEW_WINDOW (app_preview_window_get_type ())
G_DECLARE_FINAL_TYPE (AppPreviewWindow, app_preview_window, APP, PREVIEW_WINDOW, AdwWindow)

AppPreviewWindow *
app_preview_window_new (GtkWindow *parent, const char *title, const char *subtitle);
void app_preview_window_wait (AppPreviewWindow *self, const char *text);
void app_preview_window_open (AppPreviewWindow *self, const char *name, GBytes *pdf);
void app_preview_window_fail (AppPreviewWindow *self, const GError *error);
void app_preview_window_say (AppPreviewWindow *self, const char *text);
GCancellable *app_preview_window_get_cancellable (AppPreviewWindow *self);
const char *app_preview_window_get_state (AppPreviewWindow *self);
guint app_preview_window_get_n_pages (AppPreviewWindow *self);
guint app_preview_window_get_n_matches (AppPreviewWindow *self);
double app_preview_window_get_zoom (AppPreviewWindow *self);
void app_preview_window_find (AppPreviewWindow *self, const char *text);

G_END_DECLS
