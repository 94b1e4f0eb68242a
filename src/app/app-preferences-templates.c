/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-templates.h"

#include <glib/gi18n-lib.h>

#include "app-compat.h"
#include "app-note-bin.h"
#include "app-preferences-ask.h"
#include "base-text.h"
#include "model-value.h"
#include "work-template.h"

/**
 * AppPreferencesTemplates:
 *
 * The Word documents that agreements are made from.
 */
struct _AppPreferencesTemplates
{
  AdwPreferencesGroup parent_instance;

  AppRecordList *list;
  GtkWidget *note;

  GHashTable *files; /* id → AppTemplateRow, as long as the list has the row */
  AppPreferences *preferences;
};

static void app_preferences_templates_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesTemplates,
                               app_preferences_templates,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_templates_part_init))

static const char *const keys[] = { "template.name", "template.kind", "template.is_default", NULL };

static char *
dup_title (ModelRecord *record)
{
  return g_strdup (model_record_get (record, "name"));
}

static char *
dup_subtitle (ModelRecord *record, gpointer data)
{
  const ModelField *field = model_field_find ("template.kind");
  const char *kind = model_value_choice_label (field, model_record_get (record, "kind"));

  if (kind == NULL || model_record_get_int (record, "is_default") == 0)
    return g_strdup (kind != NULL ? _ (kind) : NULL);
  return g_strdup_printf ("%s · %s", _ (kind), _ (model_field_find ("template.is_default")->label));
}

static const AppRecordShape shape = {
  N_ ("No template yet. Add a Word document with merge fields."), keys, dup_title, dup_subtitle,
  FALSE
};

/* What the name of a file tells of the document that it is for. */
static const struct
{
  const char *word;
  const char *kind;
} words[] = {
  { "avenant", "amendment" },
  { "attestation", "certificate" },
  { "certificat", "certificate" },
};

static GtkWidget *
row_of (AppPreferencesTemplates *self, gint64 id)
{
  AppOrderRow *row = app_record_list_get_row (self->list, id);

  return row != NULL ? GTK_WIDGET (row) : self->note;
}

/* ---- a file comes in ---- */

static void
on_added (gpointer target, gint64 id)
{
  app_record_list_open (APP_PREFERENCES_TEMPLATES (target)->list, id);
}

static const char *
guess_kind (const char *name)
{
  g_autofree char *folded = base_text_fold (name);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (folded, words[i].word) != NULL)
      return words[i].kind;
  return "agreement";
}

static void
add (AppPreferencesTemplates *self, const WorkTemplateFile *file)
{
  const char *dot = strrchr (file->name, '.');
  g_autofree char *name =
      dot != NULL ? g_strndup (file->name, dot - file->name) : g_strdup (file->name);

  app_preferences_apply_then (self->preferences,
                              work_change_template_add_new (name, guess_kind (name), file),
                              self->note, on_added, self);
}

static void
on_file_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreferencesAsk) ask = user_data;
  AppPreferencesTemplates *self = ask->group;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkTemplateFile) file = work_template_read_finish (result, &error);

  if (self->preferences == NULL)
    return;
  if (file == NULL)
    app_note_holder_set_note (APP_NOTE_HOLDER (row_of (self, ask->id)), error->message);
  else if (ask->id == 0)
    add (self, file);
  else
    app_preferences_apply (self->preferences, work_change_template_replace_new (ask->id, file),
                           row_of (self, ask->id));
}

static void
on_file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppPreferencesAsk *ask = user_data;
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);

  if (paths != NULL)
    work_template_read_async (paths[0], on_file_read_cb, ask);
  else
    app_preferences_ask_free (ask);
}

static void
choose (AppPreferencesTemplates *self, gint64 id)
{
  app_compat_choose_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                           APP_CHOICE_TEMPLATE, on_file_chosen_cb,
                           app_preferences_ask_new (self, id));
}

static void
on_choose_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose (APP_PREFERENCES_TEMPLATES (widget), 0);
}

/* (xs): a template to replace, or 0, and a file */
static void
on_load_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *path;
  gint64 id;

  g_variant_get (parameter, "(x&s)", &id, &path);
  work_template_read_async (path, on_file_read_cb,
                            app_preferences_ask_new (APP_PREFERENCES_TEMPLATES (widget), id));
}

/* ---- and goes out ---- */

static void
on_exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreferencesAsk) ask = user_data;
  AppPreferencesTemplates *self = ask->group;
  g_autoptr (GError) error = NULL;
  gboolean done = work_template_export_finish (result, &error);

  if (self->preferences == NULL)
    return;
  app_note_holder_set_note (APP_NOTE_HOLDER (row_of (self, ask->id)), done ? NULL : error->message);
  if (done)
    app_preferences_say (self->preferences, _ ("Copy of the template saved"));
}

static void
export_to (AppPreferencesAsk *ask, const char *path)
{
  AppPreferencesTemplates *self = ask->group;

  work_template_export_async (app_preferences_get_school (self->preferences), ask->id, path,
                              on_exported_cb, ask);
}

static void
on_place_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppPreferencesAsk *ask = user_data;
  AppPreferencesTemplates *self = ask->group;
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);

  if (paths != NULL && self->preferences != NULL)
    export_to (ask, paths[0]);
  else
    app_preferences_ask_free (ask);
}

/* (xs): a template and where to write it */
static void
on_export_to_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *path;
  gint64 id;

  g_variant_get (parameter, "(x&s)", &id, &path);
  export_to (app_preferences_ask_new (APP_PREFERENCES_TEMPLATES (widget), id), path);
}

static gint64
id_of (AppTemplateRow *file)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (file), APP_TYPE_ORDER_ROW);

  return app_order_row_get_id (APP_ORDER_ROW (row));
}

static void
on_replace_cb (AppTemplateRow *file, AppPreferencesTemplates *self)
{
  choose (self, id_of (file));
}

static void
on_inspect_cb (AppTemplateRow *file, AppPreferencesTemplates *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "preferences.show-template", "x", id_of (file));
}

static void
on_export_cb (AppTemplateRow *file, AppPreferencesTemplates *self)
{
  gint64 id = id_of (file);
  ModelRecord *record = app_record_list_get_record (self->list, id);

  app_compat_choose_named_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 APP_CHOICE_COPY_TEMPLATE, model_record_get (record, "file_name"),
                                 on_place_chosen_cb, app_preferences_ask_new (self, id));
}

/* ---- rows ---- */

static void
on_committed_cb (AppRecordList *list, ModelRecord *record, AppPreferencesTemplates *self)
{
  app_preferences_save (self->preferences, record, work_change_template_new,
                        row_of (self, model_record_get_id (record)));
}

static void
on_removed_cb (AppRecordList *list, ModelRecord *record, AppPreferencesTemplates *self)
{
  gint64 id = model_record_get_id (record);

  app_preferences_apply_and_say (self->preferences, work_change_template_remove_new (id),
                                 row_of (self, id), _ ("Template removed"));
}

/* The row that waits for what is in the file. */
static void
on_content_read (gpointer target, gpointer result)
{
  g_autoptr (WorkTemplateFile) file = result;

  if (gtk_widget_get_root (GTK_WIDGET (target)) != NULL)
    app_template_row_show (target, file);
}

static void
read_content (AppPreferencesTemplates *self, AppOrderRow *row)
{
  gint64 id = app_order_row_get_id (row);

  app_preferences_read (self->preferences, work_query_template_file_new (id), on_content_read,
                        g_hash_table_lookup (self->files, &id));
}

static void
on_row_opened_cb (AppRecordList *list,
                  AppOrderRow *row,
                  ModelRecord *record,
                  AppPreferencesTemplates *self)
{
  gint64 id = model_record_get_id (record);
  AppTemplateRow *file = app_template_row_new ();

  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), GTK_WIDGET (file));
  g_hash_table_insert (self->files, g_memdup2 (&id, sizeof id), g_object_ref (file));
  g_signal_connect_object (file, "inspect", G_CALLBACK (on_inspect_cb), self, 0);
  g_signal_connect_object (file, "replace", G_CALLBACK (on_replace_cb), self, 0);
  g_signal_connect_object (file, "export", G_CALLBACK (on_export_cb), self, 0);
  app_template_row_set_editable (file, !app_preferences_is_read_only (self->preferences));
  read_content (self, row);
}

static void
update_files (AppPreferencesTemplates *self)
{
  gboolean editable = !app_preferences_is_read_only (self->preferences);
  GHashTableIter iter;
  gpointer id, file;

  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &id, &file))
    {
      AppOrderRow *row = app_record_list_get_row (self->list, *(gint64 *) id);

      if (row == NULL)
        {
          g_hash_table_iter_remove (&iter);
          continue;
        }
      app_template_row_set_editable (file, editable);
      read_content (self, row);
    }
}

static void
on_read (gpointer target, gpointer result)
{
  AppPreferencesTemplates *self = target;
  g_autoptr (GPtrArray) records = result;

  if (self->preferences == NULL)
    return;
  app_record_list_set_records (self->list, records);
  update_files (self);
}

static void
app_preferences_templates_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppPreferencesTemplates *self = APP_PREFERENCES_TEMPLATES (part);
  gboolean editable = !app_preferences_is_read_only (preferences);

  g_set_object (&self->preferences, preferences);
  app_record_list_set_editable (self->list, editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preferences.choose-template", editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preferences.load-template", editable);
  app_preferences_read (preferences, work_query_templates_new (), on_read, self);
}

static void
app_preferences_templates_flush (AppPreferencesPart *part)
{
  app_record_list_flush (APP_PREFERENCES_TEMPLATES (part)->list);
}

static void
app_preferences_templates_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_templates_load;
  iface->flush = app_preferences_templates_flush;
}

static void
app_preferences_templates_dispose (GObject *object)
{
  AppPreferencesTemplates *self = APP_PREFERENCES_TEMPLATES (object);

  g_clear_object (&self->preferences);
  g_hash_table_remove_all (self->files);
  G_OBJECT_CLASS (app_preferences_templates_parent_class)->dispose (object);
}

static void
app_preferences_templates_finalize (GObject *object)
{
  g_hash_table_unref (APP_PREFERENCES_TEMPLATES (object)->files);
  G_OBJECT_CLASS (app_preferences_templates_parent_class)->finalize (object);
}

static void
app_preferences_templates_class_init (AppPreferencesTemplatesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preferences_templates_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_preferences_templates_finalize;
  g_type_ensure (APP_TYPE_RECORD_LIST);
  g_type_ensure (APP_TYPE_NOTE_BIN);
  gtk_widget_class_install_action (widget_class, "preferences.choose-template", NULL, on_choose_cb);
  gtk_widget_class_install_action (widget_class, "preferences.load-template", "(xs)", on_load_cb);
  gtk_widget_class_install_action (widget_class, "preferences.export-template", "(xs)",
                                   on_export_to_cb);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/paraphe/Paraphe/ui/app-preferences-templates.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesTemplates, list);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesTemplates, note);
}

static void
app_preferences_templates_init (AppPreferencesTemplates *self)
{
  self->files = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  app_record_list_set_shape (self->list, &shape, NULL);
  g_signal_connect_object (self->list, "row-opened", G_CALLBACK (on_row_opened_cb), self, 0);
  g_signal_connect_object (self->list, "committed", G_CALLBACK (on_committed_cb), self, 0);
  g_signal_connect_object (self->list, "removed", G_CALLBACK (on_removed_cb), self, 0);
}

/**
 * app_preferences_templates_new:
 *
 * Returns: (transfer floating): a group without rows yet
 */
AppPreferencesTemplates *
app_preferences_templates_new (void)
{
  return g_object_new (APP_TYPE_PREFERENCES_TEMPLATES, NULL);
}

/**
 * app_preferences_templates_get_list:
 * @self: a group
 *
 * Returns: (transfer none): its list
 */
AppRecordList *
app_preferences_templates_get_list (AppPreferencesTemplates *self)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_TEMPLATES (self), NULL);
  return self->list;
}

/**
 * app_preferences_templates_get_file:
 * @self: a group
 * @id: a template
 *
 * Returns: (transfer none) (nullable): what says what is in its file, once its row was opened
 */
AppTemplateRow *
app_preferences_templates_get_file (AppPreferencesTemplates *self, gint64 id)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_TEMPLATES (self), NULL);
  return g_hash_table_lookup (self->files, &id);
}

/**
 * app_preferences_templates_get_note:
 * @self: a group
 *
 * Returns: (transfer none) (nullable): why a file was refused
 */
const char *
app_preferences_templates_get_note (AppPreferencesTemplates *self)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_TEMPLATES (self), NULL);
  return app_note_bin_get_note (APP_NOTE_BIN (self->note));
}
