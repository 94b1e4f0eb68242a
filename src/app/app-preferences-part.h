/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-preferences.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_PART (app_preferences_part_get_type ())
G_DECLARE_INTERFACE (AppPreferencesPart, app_preferences_part, APP, PREFERENCES_PART, GtkWidget)

/**
 * AppPreferencesPartInterface:
 * @load: shows what there is now; called first once the settings were read, then after each change
 * @flush: (nullable): saves what is being typed: the window closes
 *
 * A group of the preferences.
 */
struct _AppPreferencesPartInterface
{
  GTypeInterface parent_iface;

  void (*load) (AppPreferencesPart *self, AppPreferences *preferences);
  void (*flush) (AppPreferencesPart *self);
};

void app_preferences_part_load (AppPreferencesPart *self, AppPreferences *preferences);
void app_preferences_part_flush (AppPreferencesPart *self);

G_END_DECLS
