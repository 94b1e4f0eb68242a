/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-notices.h"

#include <glib/gi18n-lib.h>

/**
 * AppPreferencesNotices:
 *
 * What the desktop of this seat tells of. It is no choice of the school's: each seat has its own.
 */
struct _AppPreferencesNotices
{
  AdwPreferencesGroup parent_instance;

  GSettings *settings;
  GHashTable *switches; /* key → GtkSwitch */
};

G_DEFINE_FINAL_TYPE (AppPreferencesNotices, app_preferences_notices, ADW_TYPE_PREFERENCES_GROUP)

static const struct
{
  const char *key;
  const char *title;
} notices[] = {
  { "notify-signed", N_ ("An agreement is signed by all") },
  { "notify-declined", N_ ("A signature is declined or does not get on") },
  { "notify-failed", N_ ("An e-mail or SMS was not sent") },
  { "notify-teacher", N_ ("A teacher has written") },
  { "notify-jobs", N_ ("A long job has ended") },
};

static void
add_row (AppPreferencesNotices *self, guint i)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *control = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (notices[i].title));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (notices[i].title), -1);
  g_settings_bind (self->settings, notices[i].key, control, "active", G_SETTINGS_BIND_DEFAULT);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_hash_table_insert (self->switches, (gpointer) notices[i].key, control);
}

static void
app_preferences_notices_dispose (GObject *object)
{
  AppPreferencesNotices *self = APP_PREFERENCES_NOTICES (object);

  g_hash_table_remove_all (self->switches);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (app_preferences_notices_parent_class)->dispose (object);
}

static void
app_preferences_notices_finalize (GObject *object)
{
  g_hash_table_unref (APP_PREFERENCES_NOTICES (object)->switches);
  G_OBJECT_CLASS (app_preferences_notices_parent_class)->finalize (object);
}

static void
app_preferences_notices_class_init (AppPreferencesNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_preferences_notices_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_preferences_notices_finalize;
  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass), "/org/paraphe/Paraphe/ui/app-preferences-notices.ui");
}

static void
app_preferences_notices_init (AppPreferencesNotices *self)
{
  self->settings = g_settings_new (PARAPHE_APPLICATION_ID);
  self->switches = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (notices); i++)
    add_row (self, i);
}

/**
 * app_preferences_notices_new:
 *
 * Returns: (transfer floating): a group
 */
AppPreferencesNotices *
app_preferences_notices_new (void)
{
  return g_object_new (APP_TYPE_PREFERENCES_NOTICES, NULL);
}

/**
 * app_preferences_notices_get_switch:
 * @self: a group
 * @key: of a setting of the seat: "notify-signed"
 *
 * Returns: (transfer none) (nullable): what switches it
 */
GtkSwitch *
app_preferences_notices_get_switch (AppPreferencesNotices *self, const char *key)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_NOTICES (self), NULL);
  return g_hash_table_lookup (self->switches, key);
}
