/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AppPreferencesAsk:
 * @group: (type GObject): the group of the preferences that asks, held meanwhile
 * @id: what it asks about
 *
 * One thing that is under way, a file that is chosen or read: it holds what its answer is about.
 */
typedef struct
{
  gpointer group;
  gint64 id;
} AppPreferencesAsk;

AppPreferencesAsk *app_preferences_ask_new (gpointer group, gint64 id);
void app_preferences_ask_free (AppPreferencesAsk *ask);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppPreferencesAsk, app_preferences_ask_free)

G_END_DECLS
