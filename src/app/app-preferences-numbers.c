/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-numbers.h"

#include <glib/gi18n-lib.h>

#include "app-setting-controls.h"
#include "work-settings.h"

/**
 * AppPreferencesNumbers:
 *
 * The settings that are numbers and whose names begin with the property "prefix": deadlines,
 * retention.
 */
struct _AppPreferencesNumbers
{
  AdwPreferencesGroup parent_instance;

  GHashTable *rows; /* name → AppSettingRow */
  char *prefix;
  AppPreferences *preferences;
};

enum
{
  PROP_0,
  PROP_PREFIX,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void app_preferences_numbers_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesNumbers,
                               app_preferences_numbers,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_numbers_part_init))

static void
on_chosen_cb (AppSettingRow *row, const char *name, const char *value, AppPreferencesNumbers *self)
{
  app_preferences_apply (self->preferences, work_change_setting_new (name, value),
                         GTK_WIDGET (row));
}

static void
add_rows (AppPreferencesNumbers *self)
{
  guint n;
  const ModelSetting *table = model_setting_list (&n);

  for (guint i = 0; i < n; i++)
    {
      AppSettingRow *row;

      if (table[i].maximum == 0 || !g_str_has_prefix (table[i].name, self->prefix))
        continue;
      row = app_setting_row_new (_ (table[i].label), NULL, FALSE);
      if (table[i].minimum == 0 && table[i].maximum == 1)
        app_setting_row_add_switch (row, table[i].name);
      else
        app_setting_row_add_number (row, table[i].name, table[i].minimum, table[i].maximum, NULL);
      g_signal_connect_object (row, "chosen", G_CALLBACK (on_chosen_cb), self, 0);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
      g_hash_table_insert (self->rows, (gpointer) table[i].name, row);
    }
}

static void
app_preferences_numbers_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppPreferencesNumbers *self = APP_PREFERENCES_NUMBERS (part);
  GHashTableIter iter;
  gpointer name, row;

  g_set_object (&self->preferences, preferences);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &name, &row))
    {
      g_autofree char *value = g_strdup_printf (
          "%d", model_settings_get_int (app_preferences_get_settings (preferences), name));

      app_setting_row_show (row, name, value);
      app_setting_row_set_editable (row, !app_preferences_is_read_only (preferences));
    }
}

static void
app_preferences_numbers_flush (AppPreferencesPart *part)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, APP_PREFERENCES_NUMBERS (part)->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    app_setting_row_flush (row);
}

static void
app_preferences_numbers_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_numbers_load;
  iface->flush = app_preferences_numbers_flush;
}

static void
app_preferences_numbers_set_property (GObject *object,
                                      guint id,
                                      const GValue *value,
                                      GParamSpec *pspec)
{
  AppPreferencesNumbers *self = APP_PREFERENCES_NUMBERS (object);

  if (id == PROP_PREFIX)
    self->prefix = g_value_dup_string (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
app_preferences_numbers_constructed (GObject *object)
{
  G_OBJECT_CLASS (app_preferences_numbers_parent_class)->constructed (object);
  add_rows (APP_PREFERENCES_NUMBERS (object));
}

static void
app_preferences_numbers_dispose (GObject *object)
{
  AppPreferencesNumbers *self = APP_PREFERENCES_NUMBERS (object);

  g_clear_object (&self->preferences);
  g_hash_table_remove_all (self->rows);
  G_OBJECT_CLASS (app_preferences_numbers_parent_class)->dispose (object);
}

static void
app_preferences_numbers_finalize (GObject *object)
{
  AppPreferencesNumbers *self = APP_PREFERENCES_NUMBERS (object);

  g_hash_table_unref (self->rows);
  g_free (self->prefix);
  G_OBJECT_CLASS (app_preferences_numbers_parent_class)->finalize (object);
}

static void
app_preferences_numbers_class_init (AppPreferencesNumbersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = app_preferences_numbers_constructed;
  object_class->dispose = app_preferences_numbers_dispose;
  object_class->finalize = app_preferences_numbers_finalize;
  object_class->set_property = app_preferences_numbers_set_property;
  /* What the names of its settings begin with: "deadline.". */
  properties[PROP_PREFIX] =
      g_param_spec_string ("prefix", NULL, NULL, NULL,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass), "/org/paraphe/Paraphe/ui/app-preferences-numbers.ui");
}

static void
app_preferences_numbers_init (AppPreferencesNumbers *self)
{
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_preferences_numbers_new:
 * @prefix: what the names of its settings begin with: "deadline."
 *
 * Returns: (transfer floating): a group of numbers
 */
AppPreferencesNumbers *
app_preferences_numbers_new (const char *prefix)
{
  return g_object_new (APP_TYPE_PREFERENCES_NUMBERS, "prefix", prefix, NULL);
}

/**
 * app_preferences_numbers_get_row:
 * @self: a group
 * @name: a setting
 *
 * Returns: (transfer none) (nullable): its row
 */
AppSettingRow *
app_preferences_numbers_get_row (AppPreferencesNumbers *self, const char *name)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_NUMBERS (self), NULL);
  return g_hash_table_lookup (self->rows, name);
}
