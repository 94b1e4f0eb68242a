/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-files.h"

#include <glib/gi18n-lib.h>

#include "model-file-name.h"
#include "work-generate.h"
#include "work-settings.h"

#define MAX_PATTERN 120

/**
 * AppPreferencesFiles:
 *
 * How files are named: the pattern, what it gives, and the fields that it may have.
 */
struct _AppPreferencesFiles
{
  AdwPreferencesGroup parent_instance;

  AdwActionRow *example;
  AdwExpanderRow *fields;

  AppSettingRow *row;
  GPtrArray *field_rows; /* (element-type GtkWidget), by position */
  AppPreferences *preferences;
};

static void app_preferences_files_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesFiles,
                               app_preferences_files,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_files_part_init))

static GtkEditable *
get_entry (AppPreferencesFiles *self)
{
  return GTK_EDITABLE (app_setting_row_get_control (self->row, MODEL_FILE_NAME_SETTING));
}

static void
on_chosen_cb (AppSettingRow *row, const char *name, const char *value, AppPreferencesFiles *self)
{
  app_preferences_apply (self->preferences, work_change_setting_new (name, value),
                         GTK_WIDGET (row));
}

/* What is being typed shows what it gives, or what is wrong with it. */
static void
on_changed_cb (GtkEditable *entry, AppPreferencesFiles *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = work_file_name_example (gtk_editable_get_text (entry), &error);

  adw_action_row_set_subtitle (self->example, name != NULL ? name : error->message);
}

static void
on_field_cb (AdwActionRow *row, AppPreferencesFiles *self)
{
  GtkEditable *entry = get_entry (self);
  const char *text = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  int position = gtk_editable_get_position (entry);

  if (!gtk_widget_is_sensitive (GTK_WIDGET (entry)))
    return;
  gtk_editable_insert_text (entry, text, -1, &position);
  gtk_editable_set_position (entry, position);
  app_setting_row_flush (self->row);
}

static void
add_field (AppPreferencesFiles *self, const ModelFileField *field)
{
  g_autofree char *text = g_strdup_printf ("{%s}", field->word);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (field->label));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_field_cb), self, 0);
  adw_expander_row_add_row (self->fields, row);
  g_ptr_array_add (self->field_rows, row);
}

static void
app_preferences_files_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppPreferencesFiles *self = APP_PREFERENCES_FILES (part);
  ModelSettings *settings = app_preferences_get_settings (preferences);

  g_set_object (&self->preferences, preferences);
  app_setting_row_show (self->row, MODEL_FILE_NAME_SETTING,
                        model_settings_get (settings, MODEL_FILE_NAME_SETTING));
  app_setting_row_set_editable (self->row, !app_preferences_is_read_only (preferences));
}

static void
app_preferences_files_flush (AppPreferencesPart *part)
{
  app_setting_row_flush (APP_PREFERENCES_FILES (part)->row);
}

static void
app_preferences_files_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_files_load;
  iface->flush = app_preferences_files_flush;
}

static void
app_preferences_files_dispose (GObject *object)
{
  g_clear_object (&APP_PREFERENCES_FILES (object)->preferences);
  G_OBJECT_CLASS (app_preferences_files_parent_class)->dispose (object);
}

static void
app_preferences_files_finalize (GObject *object)
{
  g_ptr_array_unref (APP_PREFERENCES_FILES (object)->field_rows);
  G_OBJECT_CLASS (app_preferences_files_parent_class)->finalize (object);
}

static void
app_preferences_files_class_init (AppPreferencesFilesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preferences_files_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_preferences_files_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-preferences-files.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesFiles, example);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesFiles, fields);
}

static void
app_preferences_files_init (AppPreferencesFiles *self)
{
  const ModelSetting *setting = model_setting_find (MODEL_FILE_NAME_SETTING);
  guint n;
  const ModelFileField *fields = model_file_field_list (&n);

  self->field_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->row = app_setting_row_new (_ (setting->label), NULL, TRUE);
  app_setting_row_add_text (self->row, setting->name, MAX_PATTERN);
  g_signal_connect_object (self->row, "chosen", G_CALLBACK (on_chosen_cb), self, 0);
  g_signal_connect_object (get_entry (self), "changed", G_CALLBACK (on_changed_cb), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->row));
  for (guint i = 0; i < n; i++)
    add_field (self, &fields[i]);
}

/**
 * app_preferences_files_new:
 *
 * Returns: (transfer floating): a group
 */
AppPreferencesFiles *
app_preferences_files_new (void)
{
  return g_object_new (APP_TYPE_PREFERENCES_FILES, NULL);
}

/**
 * app_preferences_files_get_row:
 * @self: a group
 *
 * Returns: (transfer none): what sets the names of the files
 */
AppSettingRow *
app_preferences_files_get_row (AppPreferencesFiles *self)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_FILES (self), NULL);
  return self->row;
}

/**
 * app_preferences_files_get_example:
 * @self: a group
 *
 * Returns: (transfer none): the name of a file as the pattern has it, or what is wrong with it
 */
const char *
app_preferences_files_get_example (AppPreferencesFiles *self)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_FILES (self), NULL);
  return adw_action_row_get_subtitle (self->example);
}

/**
 * app_preferences_files_get_field:
 * @self: a group
 * @position: of a field in model_file_field_list()
 *
 * Returns: (transfer none): the row that writes it
 */
GtkWidget *
app_preferences_files_get_field (AppPreferencesFiles *self, guint position)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_FILES (self), NULL);
  return g_ptr_array_index (self->field_rows, position);
}
