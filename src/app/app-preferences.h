/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "app-note-holder.h"
#include "work-change.h"
#include "work-query.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES (app_preferences_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferences, app_preferences, APP, PREFERENCES, GObject)

/**
 * AppPreferencesDone:
 * @target: who asked
 * @id: the row that it was about
 *
 * Called when a change is done, before everything is read again.
 */
typedef void (*AppPreferencesDone) (gpointer target, gint64 id);

/**
 * AppPreferencesRead:
 * @target: who asked
 * @result: (transfer full): what the maker of the query says
 *
 * Called with what was read.
 */
typedef void (*AppPreferencesRead) (gpointer target, gpointer result);

/**
 * AppPreferencesMake:
 * @record: a row as it was loaded, with what was changed since
 *
 * Returns: (transfer full): the change that saves it
 */
typedef WorkChange *(*AppPreferencesMake) (ModelRecord *record);

AppPreferences *app_preferences_new (WorkSchool *school, gint64 year_id);
WorkSchool *app_preferences_get_school (AppPreferences *self);
gint64 app_preferences_get_year (AppPreferences *self);
ModelSettings *app_preferences_get_settings (AppPreferences *self);
void app_preferences_notify_changed (AppPreferences *self);
gboolean app_preferences_is_read_only (AppPreferences *self);
gboolean app_preferences_is_busy (AppPreferences *self);

void app_preferences_reload (AppPreferences *self);
void app_preferences_read (AppPreferences *self,
                           WorkQuery *query,
                           AppPreferencesRead func,
                           gpointer target);
void app_preferences_apply (AppPreferences *self, WorkChange *change, GtkWidget *about);
void app_preferences_save (AppPreferences *self,
                           ModelRecord *record,
                           AppPreferencesMake make,
                           GtkWidget *about);
void app_preferences_apply_and_say (AppPreferences *self,
                                    WorkChange *change,
                                    GtkWidget *about,
                                    const char *said);
void app_preferences_apply_then (AppPreferences *self,
                                 WorkChange *change,
                                 GtkWidget *about,
                                 AppPreferencesDone func,
                                 gpointer target);
void app_preferences_undo (AppPreferences *self, const char *operation_id);
void app_preferences_redo (AppPreferences *self);
void app_preferences_say (AppPreferences *self, const char *text);

G_END_DECLS
