/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-part.h"

G_DEFINE_INTERFACE (AppPreferencesPart, app_preferences_part, GTK_TYPE_WIDGET)

static void
app_preferences_part_default_init (AppPreferencesPartInterface *iface)
{
}

/**
 * app_preferences_part_load:
 * @self: a group of the preferences
 * @preferences: what is shared; always the same
 *
 * Shows what there is now. What is being typed stays.
 */
void
app_preferences_part_load (AppPreferencesPart *self, AppPreferences *preferences)
{
  g_return_if_fail (APP_IS_PREFERENCES_PART (self));
  APP_PREFERENCES_PART_GET_IFACE (self)->load (self, preferences);
}

/**
 * app_preferences_part_flush:
 * @self: a group of the preferences
 *
 * Saves what is being typed.
 */
void
app_preferences_part_flush (AppPreferencesPart *self)
{
  g_return_if_fail (APP_IS_PREFERENCES_PART (self));
  if (APP_PREFERENCES_PART_GET_IFACE (self)->flush != NULL)
    APP_PREFERENCES_PART_GET_IFACE (self)->flush (self);
}
