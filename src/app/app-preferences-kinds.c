/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-kinds.h"

#include <glib/gi18n-lib.h>

#include "app-choices.h"
#include "app-order-list.h"
#include "work-settings.h"

#define MAX_LABEL 60
#define MAX_KINDS 8

/* One kind of agreement. */
typedef struct
{
  const char *key;
  AppOrderRow *row; /* (owned) */
  AppSettingRow *label;
  AppSettingRow *template;
  AdwActionRow *fields;
} Kind;

/**
 * AppPreferencesKinds:
 *
 * The kinds of agreement: their words, their template, and the way to their mandatory fields.
 */
struct _AppPreferencesKinds
{
  AdwPreferencesGroup parent_instance;

  AppOrderList *list;

  Kind kinds[MAX_KINDS];
  guint n_kinds;
  AppPreferences *preferences;
};

static void app_preferences_kinds_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesKinds,
                               app_preferences_kinds,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_kinds_part_init))

static void
on_chosen_cb (AppSettingRow *row, const char *name, const char *value, AppPreferencesKinds *self)
{
  app_preferences_apply (self->preferences, work_change_setting_new (name, value),
                         GTK_WIDGET (row));
}

static AppSettingRow *
add_setting (AppPreferencesKinds *self, Kind *kind, const char *title, const char *explanation)
{
  AppSettingRow *row = app_setting_row_new (title, explanation, FALSE);

  adw_expander_row_add_row (ADW_EXPANDER_ROW (kind->row), GTK_WIDGET (row));
  g_signal_connect_object (row, "chosen", G_CALLBACK (on_chosen_cb), self, 0);
  return row;
}

/* Leads to the fields of the kind: an action of the window, which has the place for them. */
static void
add_link (Kind *kind)
{
  GtkWidget *row = adw_action_row_new ();

  kind->fields = ADW_ACTION_ROW (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Mandatory Fields"));
  adw_action_row_add_suffix (kind->fields, gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "preferences.show-fields");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", kind->key);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (kind->row), row);
}

static void
add_kind (AppPreferencesKinds *self, const char *key)
{
  Kind *kind = &self->kinds[self->n_kinds];
  g_autofree char *label = model_kind_setting (key, "label");
  g_autofree char *template = model_kind_setting (key, "template");

  kind->key = key;
  kind->row = g_object_ref_sink (app_order_row_new (self->n_kinds));
  kind->label = add_setting (self, kind, _ ("Name"), NULL);
  app_setting_row_add_text (kind->label, label, MAX_LABEL);
  kind->template =
      add_setting (self, kind, _ ("Template"), _ ("Unless its class or its period has another."));
  app_setting_row_add_choice (kind->template, template, NULL, 0);
  add_link (kind);
  self->n_kinds++;
}

static void
show_kind (AppPreferencesKinds *self, Kind *kind)
{
  ModelSettings *settings = app_preferences_get_settings (self->preferences);
  g_autofree char *label = model_kind_label (settings, kind->key);
  g_autofree char *name = model_kind_setting (kind->key, "label");
  g_auto (GStrv) fields = model_kind_mandatory (settings, kind->key);
  guint n = g_strv_length (fields);
  g_autofree char *number =
      g_strdup_printf (ngettext ("%u mandatory field", "%u mandatory fields", n), n);
  gboolean editable = !app_preferences_is_read_only (self->preferences);

  app_setting_row_show (kind->label, name, label);
  app_order_row_set_texts (kind->row, label, number);
  adw_action_row_set_subtitle (kind->fields, number);
  app_setting_row_set_editable (kind->label, editable);
  app_setting_row_set_editable (kind->template, editable);
}

/* @templates: (element-type WorkChoice) */
static void
show_template (AppPreferencesKinds *self, Kind *kind, GPtrArray *templates)
{
  g_autofree char *name = model_kind_setting (kind->key, "template");
  const char *value = model_settings_get (app_preferences_get_settings (self->preferences), name);
  g_autofree AppSettingChoice *choices = g_new0 (AppSettingChoice, templates->len + 1);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  guint n = 0;

  choices[n].value = "";
  choices[n++].label = _ ("The one used by default");
  for (guint i = 0; i < templates->len; i++)
    {
      const WorkChoice *template = templates->pdata[i];

      if (!g_str_equal (template->kind, APP_CHOICES_AGREEMENT))
        continue;
      g_ptr_array_add (ids, g_strdup_printf ("%" G_GINT64_FORMAT, template->id));
      choices[n].value = ids->pdata[ids->len - 1];
      choices[n++].label = template->name;
    }
  app_setting_row_set_choices (kind->template, name, choices, n);
  app_setting_row_show (kind->template, name, value != NULL ? value : "");
}

static void
on_read (gpointer target, gpointer result)
{
  AppPreferencesKinds *self = target;
  g_autoptr (WorkCalendar) calendar = result;

  if (self->preferences == NULL)
    return;
  for (guint i = 0; i < self->n_kinds; i++)
    show_template (self, &self->kinds[i], calendar->templates);
}

static void
app_preferences_kinds_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppPreferencesKinds *self = APP_PREFERENCES_KINDS (part);

  g_set_object (&self->preferences, preferences);
  for (guint i = 0; i < self->n_kinds; i++)
    show_kind (self, &self->kinds[i]);
  app_preferences_read (preferences, work_query_calendar_new (), on_read, self);
}

static void
app_preferences_kinds_flush (AppPreferencesPart *part)
{
  AppPreferencesKinds *self = APP_PREFERENCES_KINDS (part);

  for (guint i = 0; i < self->n_kinds; i++)
    app_setting_row_flush (self->kinds[i].label);
}

static void
app_preferences_kinds_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_kinds_load;
  iface->flush = app_preferences_kinds_flush;
}

static void
app_preferences_kinds_dispose (GObject *object)
{
  AppPreferencesKinds *self = APP_PREFERENCES_KINDS (object);

  g_clear_object (&self->preferences);
  for (guint i = 0; i < self->n_kinds; i++)
    g_clear_object (&self->kinds[i].row);
  self->n_kinds = 0;
  G_OBJECT_CLASS (app_preferences_kinds_parent_class)->dispose (object);
}

static void
app_preferences_kinds_class_init (AppPreferencesKindsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preferences_kinds_dispose;
  g_type_ensure (APP_TYPE_ORDER_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-preferences-kinds.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesKinds, list);
}

static void
app_preferences_kinds_init (AppPreferencesKinds *self)
{
  const char *const *keys = model_kind_keys ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; keys[i] != NULL && i < MAX_KINDS; i++)
    {
      add_kind (self, keys[i]);
      g_ptr_array_add (rows, self->kinds[i].row);
    }
  app_order_list_set_rows (self->list, rows);
}

/**
 * app_preferences_kinds_new:
 *
 * Returns: (transfer floating): a group with a row for each kind
 */
AppPreferencesKinds *
app_preferences_kinds_new (void)
{
  return g_object_new (APP_TYPE_PREFERENCES_KINDS, NULL);
}

/**
 * app_preferences_kinds_get_row:
 * @self: a group
 * @kind: a kind of agreement
 * @what: "label" or "template"
 *
 * Returns: (transfer none) (nullable): what sets it
 */
AppSettingRow *
app_preferences_kinds_get_row (AppPreferencesKinds *self, const char *kind, const char *what)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_KINDS (self), NULL);
  for (guint i = 0; i < self->n_kinds; i++)
    if (g_str_equal (self->kinds[i].key, kind))
      return g_str_equal (what, "label") ? self->kinds[i].label : self->kinds[i].template;
  return NULL;
}
