/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_SETTING_ROW (app_setting_row_get_type ())
G_DECLARE_FINAL_TYPE (AppSettingRow, app_setting_row, APP, SETTING_ROW, AdwPreferencesRow)

/**
 * AppSettingChoice:
 * @value: what is kept
 * @label: in the user's language
 * @icon: (nullable): symbolic icon shown beside it
 *
 * One value that a setting may have.
 */
typedef struct
{
  const char *value;
  const char *label;
  const char *icon;
} AppSettingChoice;

/**
 * AppSettingShow:
 * @control: what the setting is chosen with
 * @values: (nullable): of a choice, by position
 * @value: what it is
 *
 * Shows a value.
 */
typedef void (*AppSettingShow) (GtkWidget *control, char **values, const char *value);

/**
 * AppSettingDup:
 * @control: what the setting is chosen with
 * @values: (nullable): of a choice, by position
 *
 * Returns: (transfer full) (nullable): the value that it shows
 */
typedef char *(*AppSettingDup) (GtkWidget *control, char **values);

AppSettingRow *app_setting_row_new (const char *title, const char *explanation, gboolean is_tall);
void app_setting_row_set_explanation (AppSettingRow *self, const char *explanation);
void app_setting_row_add_number (AppSettingRow *self,
                                 const char *name,
                                 int minimum,
                                 int maximum,
                                 const char *unit);
void app_setting_row_add_choice (AppSettingRow *self,
                                 const char *name,
                                 const AppSettingChoice *choices,
                                 guint n_choices);
void app_setting_row_set_choices (AppSettingRow *self,
                                  const char *name,
                                  const AppSettingChoice *choices,
                                  guint n_choices);
void app_setting_row_add_text (AppSettingRow *self, const char *name, int max_length);
void app_setting_row_add_control (AppSettingRow *self,
                                  const char *name,
                                  GtkWidget *control,
                                  AppSettingShow show,
                                  AppSettingDup dup);
void app_setting_row_show (AppSettingRow *self, const char *name, const char *value);
GtkWidget *app_setting_row_get_control (AppSettingRow *self, const char *name);
void app_setting_row_set_editable (AppSettingRow *self, gboolean editable);
void app_setting_row_flush (AppSettingRow *self);
const char *app_setting_row_get_note (AppSettingRow *self);

G_END_DECLS
