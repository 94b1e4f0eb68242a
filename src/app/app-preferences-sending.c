/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-sending.h"

#include <glib/gi18n-lib.h>

#include "app-message-plans-window.h"
#include "app-setting-controls.h"
#include "work-settings.h"

#define SWITCH "message.rules"

/**
 * AppPreferencesSending:
 *
 * What the program writes by itself: the switch for all of it, what would leave now, and a rule for
 * each occasion and kind of people.
 */
struct _AppPreferencesSending
{
  AdwPreferencesGroup parent_instance;

  AdwActionRow *plans_row;

  AppSettingRow *switch_row;
  GHashTable *rows;      /* "agreement.late|tutor" → AppMessageRuleRow */
  GHashTable *occasions; /* "agreement.late" → AdwExpanderRow */
  AppPreferences *preferences;
};

static void app_preferences_sending_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesSending,
                               app_preferences_sending,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_sending_part_init))

static char *
dup_key (const char *event, ModelMessageAudience audience)
{
  return g_strdup_printf ("%s|%s", event, model_message_audience_key (audience));
}

/* ---- what a person does ---- */

static void
on_switch_cb (AppSettingRow *row, const char *name, const char *value, AppPreferencesSending *self)
{
  app_preferences_apply (self->preferences, work_change_setting_new (name, value),
                         GTK_WIDGET (row));
}

static void
on_rule_cb (AppMessageRuleRow *row, AppPreferencesSending *self)
{
  app_preferences_apply (self->preferences,
                         work_change_message_rule_new (app_message_rule_row_get_rule (row)),
                         GTK_WIDGET (row));
}

static void
on_plans_cb (AdwActionRow *row, AppPreferencesSending *self)
{
  AppMessagePlansWindow *window;

  if (self->preferences == NULL)
    return;
  window = app_message_plans_window_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                         app_preferences_get_school (self->preferences));
  gtk_window_present (GTK_WINDOW (window));
}

/* ---- the rules ---- */

static AdwExpanderRow *
get_occasion (AppPreferencesSending *self, const char *event)
{
  const ModelMessageEvent *info = model_message_event_find (event);
  GtkWidget *occasion = g_hash_table_lookup (self->occasions, event);

  if (occasion != NULL)
    return ADW_EXPANDER_ROW (occasion);
  occasion = adw_expander_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (occasion), _ (info->label));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), occasion);
  g_hash_table_insert (self->occasions, (gpointer) info->key, occasion);
  return ADW_EXPANDER_ROW (occasion);
}

static void
show_rule (AppPreferencesSending *self, const WorkMessageRule *rule)
{
  char *key = dup_key (rule->event, rule->audience);
  AppMessageRuleRow *row = g_hash_table_lookup (self->rows, key);

  if (row != NULL)
    {
      app_message_rule_row_show (row, rule);
      g_free (key);
    }
  else
    {
      row = app_message_rule_row_new (rule);
      g_signal_connect_object (row, "chosen", G_CALLBACK (on_rule_cb), self, 0);
      adw_expander_row_add_row (get_occasion (self, rule->event), GTK_WIDGET (row));
      g_hash_table_insert (self->rows, key, row);
    }
  app_message_rule_row_set_editable (row, !app_preferences_is_read_only (self->preferences));
}

static void
append_rule (GString *text, const WorkMessageRule *rule)
{
  g_autofree char *sentence = app_message_rule_row_dup_sentence (rule);

  if (!rule->mail && !rule->sms)
    return;
  /* Translators: to whom, then when and how: "Tutors: 7 days before the first day, by e-mail". */
  g_string_append_printf (text, "\n");
  g_string_append_printf (text, _ ("%s: %s"), _ (model_message_audience_label (rule->audience)),
                          sentence);
}

/* What an occasion does is read without opening it. */
static void
show_occasion (AppPreferencesSending *self, const char *event, GPtrArray *rules)
{
  const ModelMessageEvent *info = model_message_event_find (event);
  g_autoptr (GString) text = g_string_new (_ (info->hint));

  for (guint i = 0; i < rules->len; i++)
    if (g_str_equal (((const WorkMessageRule *) rules->pdata[i])->event, event))
      append_rule (text, rules->pdata[i]);
  adw_expander_row_set_subtitle (g_hash_table_lookup (self->occasions, event), text->str);
}

static void
on_rules_cb (gpointer target, gpointer result)
{
  AppPreferencesSending *self = target;
  g_autoptr (GPtrArray) rules = result;
  GHashTableIter iter;
  gpointer event;

  if (self->preferences == NULL)
    return;
  for (guint i = 0; i < rules->len; i++)
    show_rule (self, rules->pdata[i]);
  g_hash_table_iter_init (&iter, self->occasions);
  while (g_hash_table_iter_next (&iter, &event, NULL))
    show_occasion (self, event, rules);
}

static void
app_preferences_sending_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppPreferencesSending *self = APP_PREFERENCES_SENDING (part);

  g_set_object (&self->preferences, preferences);
  app_setting_row_show (self->switch_row, SWITCH,
                        model_settings_get (app_preferences_get_settings (preferences), SWITCH));
  app_setting_row_set_editable (self->switch_row, !app_preferences_is_read_only (preferences));
  app_preferences_read (preferences, work_query_message_rules_new (), on_rules_cb, self);
}

static void
app_preferences_sending_flush (AppPreferencesPart *part)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, APP_PREFERENCES_SENDING (part)->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    app_message_rule_row_flush (row);
}

static void
app_preferences_sending_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_sending_load;
  iface->flush = app_preferences_sending_flush;
}

/* ---- the group ---- */

static void
app_preferences_sending_dispose (GObject *object)
{
  AppPreferencesSending *self = APP_PREFERENCES_SENDING (object);

  g_clear_object (&self->preferences);
  g_hash_table_remove_all (self->rows);
  g_hash_table_remove_all (self->occasions);
  G_OBJECT_CLASS (app_preferences_sending_parent_class)->dispose (object);
}

static void
app_preferences_sending_finalize (GObject *object)
{
  g_hash_table_unref (APP_PREFERENCES_SENDING (object)->rows);
  g_hash_table_unref (APP_PREFERENCES_SENDING (object)->occasions);
  G_OBJECT_CLASS (app_preferences_sending_parent_class)->finalize (object);
}

static void
app_preferences_sending_class_init (AppPreferencesSendingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preferences_sending_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_preferences_sending_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/paraphe/Paraphe/ui/app-preferences-sending.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesSending, plans_row);
  gtk_widget_class_bind_template_callback (widget_class, on_plans_cb);
}

static void
app_preferences_sending_init (AppPreferencesSending *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->occasions = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->switch_row = app_setting_row_new (
      _ (model_setting_find (SWITCH)->label),
      _ ("Switched off, nothing leaves but what a person sends, whatever stands below."), FALSE);
  app_setting_row_add_switch (self->switch_row, SWITCH);
  g_signal_connect_object (self->switch_row, "chosen", G_CALLBACK (on_switch_cb), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->switch_row));
}

/**
 * app_preferences_sending_new:
 *
 * Returns: (transfer floating): a group, which has no rules before it is loaded
 */
AppPreferencesSending *
app_preferences_sending_new (void)
{
  return g_object_new (APP_TYPE_PREFERENCES_SENDING, NULL);
}

/**
 * app_preferences_sending_get_switch:
 * @self: a group
 *
 * Returns: (transfer none): what switches all of it on
 */
AppSettingRow *
app_preferences_sending_get_switch (AppPreferencesSending *self)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_SENDING (self), NULL);
  return self->switch_row;
}

/**
 * app_preferences_sending_get_row:
 * @self: a group that was loaded
 * @event: key of an occasion
 * @audience: to whom
 *
 * Returns: (transfer none) (nullable): the rule's row
 */
AppMessageRuleRow *
app_preferences_sending_get_row (AppPreferencesSending *self,
                                 const char *event,
                                 ModelMessageAudience audience)
{
  g_autofree char *key = dup_key (event, audience);

  g_return_val_if_fail (APP_IS_PREFERENCES_SENDING (self), NULL);
  return g_hash_table_lookup (self->rows, key);
}
