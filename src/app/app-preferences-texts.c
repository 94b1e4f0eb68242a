/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-texts.h"

#include <glib/gi18n-lib.h>

#include "app-message-text-window.h"

/**
 * AppPreferencesTexts:
 *
 * On which occasions the school writes, to whom, and whether in words of its own. A row opens its
 * text.
 */
struct _AppPreferencesTexts
{
  AdwPreferencesGroup parent_instance;

  GHashTable *rows;      /* "agreement.to_sign|tutor" → AdwActionRow */
  GHashTable *occasions; /* "agreement.to_sign" → AdwExpanderRow */
  AppPreferences *preferences;
};

static void app_preferences_texts_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesTexts,
                               app_preferences_texts,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_texts_part_init))

static char *
dup_key (const char *event, const char *audience)
{
  return g_strdup_printf ("%s|%s", event, audience);
}

static void
on_activated_cb (AdwActionRow *row, AppPreferencesTexts *self)
{
  g_auto (GStrv) key = g_strsplit (g_object_get_data (G_OBJECT (row), "key"), "|", 2);
  ModelMessageAudience audience = MODEL_MESSAGE_STUDENT;
  AppMessageTextWindow *window;

  model_message_audience_find (key[1], &audience);
  window = app_message_text_window_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                        self->preferences, key[0], audience);
  gtk_window_present (GTK_WINDOW (window));
}

/* ---- the rows ---- */

static void
add_text (AppPreferencesTexts *self,
          AdwExpanderRow *occasion,
          const ModelMessageEvent *event,
          ModelMessageAudience audience)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  char *key = dup_key (event->key, model_message_audience_key (audience));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 _ (model_message_audience_label (audience)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "key", key);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_activated_cb), self, 0);
  adw_expander_row_add_row (occasion, row);
  g_hash_table_insert (self->rows, key, row);
}

static void
add_occasion (AppPreferencesTexts *self, const ModelMessageEvent *event)
{
  GtkWidget *occasion = adw_expander_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (occasion), _ (event->label));
  for (guint i = 0; i < MODEL_MESSAGE_N_AUDIENCES; i++)
    if ((event->audiences & MODEL_MESSAGE_AUDIENCE_BIT (i)) != 0)
      add_text (self, ADW_EXPANDER_ROW (occasion), event, (ModelMessageAudience) i);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), occasion);
  g_hash_table_insert (self->occasions, (gpointer) event->key, occasion);
}

/* ---- what the school has changed ---- */

static void
show_hints (AppPreferencesTexts *self, GHashTable *changed)
{
  GHashTableIter iter;
  gpointer key, occasion;

  g_hash_table_iter_init (&iter, self->occasions);
  while (g_hash_table_iter_next (&iter, &key, &occasion))
    {
      const char *hint = _ (model_message_event_find (key)->hint);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (changed, key));
      g_autofree char *own = g_strdup_printf (
          ngettext ("%u text of the school's own", "%u texts of the school's own", n), n);
      g_autofree char *text = n > 0 ? g_strdup_printf ("%s\n%s", hint, own) : g_strdup (hint);

      adw_expander_row_set_subtitle (occasion, text);
    }
}

static void
on_texts_cb (gpointer target, gpointer result)
{
  AppPreferencesTexts *self = target;
  g_autoptr (GPtrArray) records = result;
  g_autoptr (GHashTable) changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    adw_action_row_set_subtitle (row, "");
  for (guint i = 0; i < records->len; i++)
    {
      const char *event = model_record_get_or_empty (records->pdata[i], "event");
      g_autofree char *key =
          dup_key (event, model_record_get_or_empty (records->pdata[i], "audience"));
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (changed, event));

      row = g_hash_table_lookup (self->rows, key);
      if (row == NULL)
        continue;
      adw_action_row_set_subtitle (row, _ ("The school's own words"));
      g_hash_table_replace (changed, g_strdup (event), GUINT_TO_POINTER (n + 1));
    }
  show_hints (self, changed);
}

static void
app_preferences_texts_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppPreferencesTexts *self = APP_PREFERENCES_TEXTS (part);

  g_set_object (&self->preferences, preferences);
  app_preferences_read (preferences, work_query_records_new (MODEL_ENTITY_MESSAGE_TEXT, NULL, NULL),
                        on_texts_cb, self);
}

static void
app_preferences_texts_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_texts_load;
}

/* ---- the group ---- */

static void
app_preferences_texts_dispose (GObject *object)
{
  AppPreferencesTexts *self = APP_PREFERENCES_TEXTS (object);

  g_clear_object (&self->preferences);
  g_hash_table_remove_all (self->rows);
  g_hash_table_remove_all (self->occasions);
  G_OBJECT_CLASS (app_preferences_texts_parent_class)->dispose (object);
}

static void
app_preferences_texts_finalize (GObject *object)
{
  g_hash_table_unref (APP_PREFERENCES_TEXTS (object)->rows);
  g_hash_table_unref (APP_PREFERENCES_TEXTS (object)->occasions);
  G_OBJECT_CLASS (app_preferences_texts_parent_class)->finalize (object);
}

static void
app_preferences_texts_class_init (AppPreferencesTextsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_preferences_texts_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_preferences_texts_finalize;
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/org/paraphe/Paraphe/ui/app-preferences-texts.ui");
}

static void
app_preferences_texts_init (AppPreferencesTexts *self)
{
  guint n;
  const ModelMessageEvent *events = model_message_event_list (&n);

  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->occasions = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n; i++)
    add_occasion (self, &events[i]);
}

/**
 * app_preferences_texts_new:
 *
 * Returns: (transfer floating): a group
 */
AppPreferencesTexts *
app_preferences_texts_new (void)
{
  return g_object_new (APP_TYPE_PREFERENCES_TEXTS, NULL);
}

/**
 * app_preferences_texts_get_row:
 * @self: a group
 * @event: key of an occasion
 * @audience: to whom
 *
 * Returns: (transfer none) (nullable): what opens that text
 */
AdwActionRow *
app_preferences_texts_get_row (AppPreferencesTexts *self,
                               const char *event,
                               ModelMessageAudience audience)
{
  g_autofree char *key = dup_key (event, model_message_audience_key (audience));

  g_return_val_if_fail (APP_IS_PREFERENCES_TEXTS (self), NULL);
  return g_hash_table_lookup (self->rows, key);
}
