/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-form.h"

G_BEGIN_DECLS

#define APP_TYPE_RECORD_WINDOW (app_record_window_get_type ())
G_DECLARE_FINAL_TYPE (AppRecordWindow, app_record_window, APP, RECORD_WINDOW, AdwWindow)

AppRecordWindow *app_record_window_new (GtkWindow *parent,
                                        const char *title,
                                        const char *accept,
                                        ModelRecord *record,
                                        const char *const *keys);
void app_record_window_set_mandatory (AppRecordWindow *self, const char *const *keys);
void app_record_window_set_deletable (AppRecordWindow *self, gboolean deletable);
AppForm *app_record_window_get_form (AppRecordWindow *self);
ModelRecord *app_record_window_get_record (AppRecordWindow *self);

G_END_DECLS
