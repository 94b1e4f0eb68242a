/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_ABSENCE (app_absence_get_type ())
G_DECLARE_FINAL_TYPE (AppAbsence, app_absence, APP, ABSENCE, GObject)

AppAbsence *app_absence_new (void);
void app_absence_start (AppAbsence *self, guint minutes);
void app_absence_stop (AppAbsence *self);
void app_absence_touch (AppAbsence *self);
guint app_absence_rest (gint64 last, gint64 now, guint minutes);

G_END_DECLS
