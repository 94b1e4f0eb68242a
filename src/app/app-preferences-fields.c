/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-fields.h"

#include <glib/gi18n-lib.h>

#include "app-setting-row.h"
#include "base-text.h"
#include "work-settings.h"

/* What the database keeps when nothing is mandatory: an empty text would stand for the default. */
#define NOTHING "|"

/* One field that may be made mandatory. */
typedef struct
{
  const ModelField *field;
  char *search_key;
  GtkWidget *group;
  GtkWidget *row;
  GtkCheckButton *check;
} Field;

/**
 * AppPreferencesFields:
 *
 * Which fields the sheets of one kind of agreement cannot go without, put together by what they
 * belong to.
 */
struct _AppPreferencesFields
{
  AdwBin parent_instance;

  AdwWindowTitle *title;
  GtkEditable *search;
  GtkStack *pages;
  AdwPreferencesPage *page;

  char *kind;
  GArray *fields; /* (element-type Field) */
  gboolean is_showing;
  AppPreferences *preferences;
};

static void app_preferences_fields_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesFields,
                               app_preferences_fields,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_fields_part_init))

static void
field_clear (gpointer data)
{
  g_free (((Field *) data)->search_key);
}

static Field *
field_at (AppPreferencesFields *self, guint i)
{
  return &g_array_index (self->fields, Field, i);
}

/* ---- what a person does ---- */

static void
save (AppPreferencesFields *self, const char *value, const char *said)
{
  g_autofree char *name = model_kind_setting (self->kind, "mandatory");
  WorkChange *change = work_change_setting_new (name, value);

  if (said != NULL)
    app_preferences_apply_and_say (self->preferences, change, NULL, said);
  else
    app_preferences_apply (self->preferences, change, NULL);
}

static void
on_toggled_cb (GtkCheckButton *check, AppPreferencesFields *self)
{
  g_autoptr (GString) value = g_string_new (NULL);

  if (self->is_showing)
    return;
  for (guint i = 0; i < self->fields->len; i++)
    if (gtk_check_button_get_active (field_at (self, i)->check))
      g_string_append_printf (value, "%s%s", value->len > 0 ? "|" : "",
                              field_at (self, i)->field->key);
  save (self, value->len > 0 ? value->str : NOTHING, NULL);
}

static void
on_restore_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  save (APP_PREFERENCES_FIELDS (widget), NULL, _ ("Recommended fields restored"));
}

static void
find (AppPreferencesFields *self)
{
  g_autofree char *words = base_text_fold (gtk_editable_get_text (self->search));
  guint n = 0;

  /* A group without rows to show is hidden with its title. */
  for (guint i = 0; i < self->fields->len; i++)
    gtk_widget_set_visible (field_at (self, i)->group, FALSE);
  for (guint i = 0; i < self->fields->len; i++)
    {
      Field *field = field_at (self, i);
      gboolean found = base_text_folded_contains_all (field->search_key, words);

      gtk_widget_set_visible (field->row, found);
      if (found)
        gtk_widget_set_visible (field->group, TRUE);
      n += found ? 1 : 0;
    }
  gtk_stack_set_visible_child_name (self->pages, n > 0 ? "fields" : "none");
}

static void
on_search_changed_cb (GtkSearchEntry *entry, AppPreferencesFields *self)
{
  find (self);
}

/* ---- rows ---- */

static void
add_field (AppPreferencesFields *self, GtkWidget *group, const ModelField *field)
{
  const ModelEntityInfo *info = model_entity_info (model_field_entity (field));
  g_autofree char *text = g_strdup_printf ("%s %s", _ (field->label), _ (info->label));
  Field one = { field, base_text_fold (text), group, adw_action_row_new (),
                GTK_CHECK_BUTTON (gtk_check_button_new ()) };

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (one.row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (one.row), _ (field->label));
  gtk_widget_set_valign (GTK_WIDGET (one.check), GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (one.row), GTK_WIDGET (one.check));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (one.row), GTK_WIDGET (one.check));
  gtk_accessible_update_property (GTK_ACCESSIBLE (one.check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (field->label), -1);
  g_signal_connect_object (one.check, "toggled", G_CALLBACK (on_toggled_cb), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), one.row);
  g_array_append_val (self->fields, one);
}

static void
add_entity (AppPreferencesFields *self, const ModelEntityInfo *info)
{
  GtkWidget *group = NULL;

  for (guint i = 0; i < info->n_fields; i++)
    {
      if ((info->fields[i].flags & MODEL_FIELD_MANDATABLE) == 0)
        continue;
      if (group == NULL)
        {
          group = adw_preferences_group_new ();
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ (info->label));
          adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
        }
      add_field (self, group, &info->fields[i]);
    }
}

/* The sheet itself comes first: most of what is mandatory is there. */
static void
add_fields (AppPreferencesFields *self)
{
  add_entity (self, model_entity_info (MODEL_ENTITY_PLACEMENT));
  for (guint i = 0; i < MODEL_N_ENTITIES; i++)
    if (i != MODEL_ENTITY_PLACEMENT)
      add_entity (self, model_entity_info (i));
}

static void
app_preferences_fields_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppPreferencesFields *self = APP_PREFERENCES_FIELDS (part);
  ModelSettings *settings = app_preferences_get_settings (preferences);
  gboolean editable = !app_preferences_is_read_only (preferences);
  g_auto (GStrv) keys = model_kind_mandatory (settings, self->kind);
  g_autofree char *label = model_kind_label (settings, self->kind);

  g_set_object (&self->preferences, preferences);
  adw_window_title_set_subtitle (self->title, label);
  self->is_showing = TRUE;
  for (guint i = 0; i < self->fields->len; i++)
    {
      Field *field = field_at (self, i);

      gtk_check_button_set_active (field->check,
                                   g_strv_contains ((const char *const *) keys, field->field->key));
      gtk_widget_set_sensitive (field->row, editable);
    }
  self->is_showing = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preferences.restore", editable);
}

static void
app_preferences_fields_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_fields_load;
}

static void
app_preferences_fields_dispose (GObject *object)
{
  AppPreferencesFields *self = APP_PREFERENCES_FIELDS (object);

  g_clear_object (&self->preferences);
  g_array_set_size (self->fields, 0);
  G_OBJECT_CLASS (app_preferences_fields_parent_class)->dispose (object);
}

static void
app_preferences_fields_finalize (GObject *object)
{
  AppPreferencesFields *self = APP_PREFERENCES_FIELDS (object);

  g_array_unref (self->fields);
  g_free (self->kind);
  G_OBJECT_CLASS (app_preferences_fields_parent_class)->finalize (object);
}

static void
app_preferences_fields_class_init (AppPreferencesFieldsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preferences_fields_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_preferences_fields_finalize;
  gtk_widget_class_install_action (widget_class, "preferences.restore", NULL, on_restore_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-preferences-fields.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesFields, title);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesFields, search);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesFields, pages);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesFields, page);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
}

static void
app_preferences_fields_init (AppPreferencesFields *self)
{
  self->fields = g_array_new (FALSE, FALSE, sizeof (Field));
  g_array_set_clear_func (self->fields, field_clear);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_fields (self);
}

/**
 * app_preferences_fields_new:
 * @kind: a kind of agreement
 *
 * Returns: (transfer floating): the fields of the kind
 */
AppPreferencesFields *
app_preferences_fields_new (const char *kind)
{
  AppPreferencesFields *self = g_object_new (APP_TYPE_PREFERENCES_FIELDS, NULL);

  self->kind = g_strdup (kind);
  return self;
}

/**
 * app_preferences_fields_get_check:
 * @self: the fields of a kind
 * @key: a field's key
 *
 * Returns: (transfer none) (nullable): what makes it mandatory
 */
GtkCheckButton *
app_preferences_fields_get_check (AppPreferencesFields *self, const char *key)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_FIELDS (self), NULL);
  for (guint i = 0; i < self->fields->len; i++)
    if (g_str_equal (field_at (self, i)->field->key, key))
      return field_at (self, i)->check;
  return NULL;
}

/**
 * app_preferences_fields_count_visible:
 * @self: the fields of a kind
 *
 * Returns: how many are shown
 */
guint
app_preferences_fields_count_visible (AppPreferencesFields *self)
{
  guint n = 0;

  g_return_val_if_fail (APP_IS_PREFERENCES_FIELDS (self), 0);
  for (guint i = 0; i < self->fields->len; i++)
    n += gtk_widget_get_visible (field_at (self, i)->row) ? 1 : 0;
  return n;
}

/**
 * app_preferences_fields_find:
 * @self: the fields of a kind
 * @words: what to look for
 *
 * Shows the fields that have all words, as typing them does.
 */
void
app_preferences_fields_find (AppPreferencesFields *self, const char *words)
{
  g_return_if_fail (APP_IS_PREFERENCES_FIELDS (self));
  gtk_editable_set_text (self->search, words);
  find (self);
}
