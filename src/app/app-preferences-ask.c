/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-ask.h"

/**
 * app_preferences_ask_new:
 * @group: (type GObject): a group of the preferences
 * @id: what it asks about
 *
 * Returns: (transfer full): what its answer is about
 */
AppPreferencesAsk *
app_preferences_ask_new (gpointer group, gint64 id)
{
  AppPreferencesAsk *ask = g_new0 (AppPreferencesAsk, 1);

  ask->group = g_object_ref (group);
  ask->id = id;
  return ask;
}

/**
 * app_preferences_ask_free:
 * @ask: (transfer full): what has been answered
 */
void
app_preferences_ask_free (AppPreferencesAsk *ask)
{
  g_object_unref (ask->group);
  g_free (ask);
}
