/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-rules.h"

#include <glib/gi18n-lib.h>

#include "app-preferences-lock.h"
#include "work-settings.h"

#define MAX_LIMIT 9999

/**
 * AppPreferencesRules:
 *
 * Every rule of the table of rules: why it is there, what it does when it is broken, and its limit.
 */
struct _AppPreferencesRules
{
  AdwPreferencesPage parent_instance;

  AppSettingRow *rows[MODEL_N_RULES];
  AppPreferences *preferences;
};

static void app_preferences_rules_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesRules,
                               app_preferences_rules,
                               ADW_TYPE_PREFERENCES_PAGE,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_rules_part_init))

/* A level is told by its word and a symbol. */
static const char *const level_icons[MODEL_N_RULE_LEVELS] = {
  [MODEL_RULE_OFF] = "action-unavailable-symbolic",
  [MODEL_RULE_WARNING] = "dialog-warning-symbolic",
  [MODEL_RULE_BLOCKING] = "process-stop-symbolic",
};

static void
on_chosen_cb (AppSettingRow *row, const char *name, const char *value, AppPreferencesRules *self)
{
  app_preferences_apply (self->preferences, work_change_setting_new (name, value),
                         GTK_WIDGET (row));
}

static AppSettingRow *
row_new (AppPreferencesRules *self, ModelRuleId rule)
{
  const ModelRule *info = model_rule_info (rule);
  AppSettingRow *row =
      app_setting_row_new (_ (info->label), _ (info->explanation), info->unit != NULL);
  g_autofree char *level = model_rule_setting_name (rule, FALSE);
  g_autofree char *limit = model_rule_setting_name (rule, TRUE);
  AppSettingChoice choices[MODEL_N_RULE_LEVELS];

  for (guint i = 0; i < MODEL_N_RULE_LEVELS; i++)
    {
      choices[i].value = model_rule_level_key (i);
      choices[i].label = _ (model_rule_level_label (i));
      choices[i].icon = level_icons[i];
    }
  app_setting_row_add_choice (row, level, choices, MODEL_N_RULE_LEVELS);
  if (info->unit != NULL)
    app_setting_row_add_number (row, limit, 0, MAX_LIMIT, _ (info->unit));
  g_signal_connect_object (row, "chosen", G_CALLBACK (on_chosen_cb), self, 0);
  return row;
}

static void
add_rows (AppPreferencesRules *self)
{
  GtkWidget *groups[MODEL_N_RULE_GROUPS];

  for (guint i = 0; i < MODEL_N_RULE_GROUPS; i++)
    {
      groups[i] = adw_preferences_group_new ();
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (groups[i]),
                                       _ (model_rule_group_label (i)));
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (groups[i]));
    }
  for (guint i = 0; i < MODEL_N_RULES; i++)
    {
      self->rows[i] = row_new (self, i);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (groups[model_rule_info (i)->group]),
                                 GTK_WIDGET (self->rows[i]));
    }
}

static void
show_rule (AppPreferencesRules *self, const ModelRuleSettings *settings, ModelRuleId rule)
{
  g_autofree char *level = model_rule_setting_name (rule, FALSE);
  g_autofree char *limit = model_rule_setting_name (rule, TRUE);
  g_autofree char *number = g_strdup_printf ("%d", settings->limits[rule]);

  app_setting_row_show (self->rows[rule], level, model_rule_level_key (settings->levels[rule]));
  if (model_rule_info (rule)->unit != NULL)
    app_setting_row_show (self->rows[rule], limit, number);
}

static void
app_preferences_rules_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppPreferencesRules *self = APP_PREFERENCES_RULES (part);
  gboolean editable = !app_preferences_is_read_only (preferences);
  ModelRuleSettings settings;

  g_set_object (&self->preferences, preferences);
  if (self->rows[0] == NULL)
    add_rows (self);
  model_rule_settings_read (&settings, app_preferences_get_settings (preferences));
  for (guint i = 0; i < MODEL_N_RULES; i++)
    {
      show_rule (self, &settings, i);
      app_setting_row_set_editable (self->rows[i], editable);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preferences.restore", editable);
}

static void
app_preferences_rules_flush (AppPreferencesPart *part)
{
  AppPreferencesRules *self = APP_PREFERENCES_RULES (part);

  for (guint i = 0; i < MODEL_N_RULES && self->rows[i] != NULL; i++)
    app_setting_row_flush (self->rows[i]);
}

static void
app_preferences_rules_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_rules_load;
  iface->flush = app_preferences_rules_flush;
}

static void
on_restore_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppPreferencesRules *self = APP_PREFERENCES_RULES (widget);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  const char *values[2 * MODEL_N_RULES] = { NULL };

  for (guint i = 0; i < 2 * MODEL_N_RULES; i++)
    {
      g_autofree char *name = model_rule_setting_name (i / 2, i % 2 != 0);

      g_strv_builder_add (builder, name);
    }
  names = g_strv_builder_end (builder);
  app_preferences_apply_and_say (self->preferences,
                                 work_change_settings_new ((const char *const *) names, values),
                                 NULL, _ ("Recommended values restored"));
}

static void
app_preferences_rules_dispose (GObject *object)
{
  g_clear_object (&APP_PREFERENCES_RULES (object)->preferences);
  G_OBJECT_CLASS (app_preferences_rules_parent_class)->dispose (object);
}

static void
app_preferences_rules_class_init (AppPreferencesRulesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preferences_rules_dispose;
  g_type_ensure (APP_TYPE_PREFERENCES_LOCK);
  gtk_widget_class_install_action (widget_class, "preferences.restore", NULL, on_restore_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-preferences-rules.ui");
}

static void
app_preferences_rules_init (AppPreferencesRules *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_preferences_rules_new:
 *
 * Returns: (transfer floating): a page without rows yet
 */
AppPreferencesRules *
app_preferences_rules_new (void)
{
  return g_object_new (APP_TYPE_PREFERENCES_RULES, NULL);
}

/**
 * app_preferences_rules_get_row:
 * @self: a page that was loaded
 * @rule: a rule
 *
 * Returns: (transfer none): its row
 */
AppSettingRow *
app_preferences_rules_get_row (AppPreferencesRules *self, ModelRuleId rule)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_RULES (self), NULL);
  return self->rows[rule];
}
