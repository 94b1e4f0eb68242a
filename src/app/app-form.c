/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-form.h"

#include <glib/gi18n-lib.h>

#include "app-form-layout-private.h"
#include "app-picker.h"

/**
 * AppForm:
 *
 * Edits records in place, by groups of fields of the catalogue: one #AppFieldRow a field, in one
 * column or two, and other parts such as the #AppWeekGrid. It does not scroll: put it into a
 * #GtkScrolledWindow.
 *
 * Emits "changed" with a field's key whenever a record's value has changed, even in the middle of a
 * word; "committed" with the key once when the person is through with a changed value, which is the
 * time to save; and "create-requested" with a reference's key and what was typed, when a new row is
 * asked for.
 */
struct _AppForm
{
  GtkWidget parent_instance;

  GPtrArray *parts; /* (element-type AppFormPart), in the order of the form */
  GHashTable *rows; /* key → AppFieldRow */
  ModelRecord *records[MODEL_N_ENTITIES];
  char **mandatory;
};

enum
{
  CHANGED,
  COMMITTED,
  CREATE_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppForm, app_form, GTK_TYPE_WIDGET)

static void
on_changed_cb (AppFormPart *part, const char *key, AppForm *self)
{
  g_signal_emit (self, signals[CHANGED], 0, key);
}

static void
on_committed_cb (AppFormPart *part, const char *key, AppForm *self)
{
  g_signal_emit (self, signals[COMMITTED], 0, key);
}

static void
on_create_requested_cb (AppPicker *picker, const char *text, AppForm *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (picker), APP_TYPE_FIELD_ROW);

  g_signal_emit (self, signals[CREATE_REQUESTED], 0,
                 app_field_row_get_field (APP_FIELD_ROW (row))->key, text);
}

static void
app_form_dispose (GObject *object)
{
  AppForm *self = APP_FORM (object);
  GtkWidget *child;

  g_ptr_array_set_size (self->parts, 0);
  g_hash_table_remove_all (self->rows);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  for (guint i = 0; i < MODEL_N_ENTITIES; i++)
    g_clear_object (&self->records[i]);
  G_OBJECT_CLASS (app_form_parent_class)->dispose (object);
}

static void
app_form_finalize (GObject *object)
{
  AppForm *self = APP_FORM (object);

  g_ptr_array_unref (self->parts);
  g_hash_table_unref (self->rows);
  g_strfreev (self->mandatory);
  G_OBJECT_CLASS (app_form_parent_class)->finalize (object);
}

static void
app_form_class_init (AppFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_form_dispose;
  object_class->finalize = app_form_finalize;
  signals[CHANGED] = g_signal_new ("changed", APP_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[COMMITTED] = g_signal_new ("committed", APP_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CREATE_REQUESTED] =
      g_signal_new ("create-requested", APP_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "form");
}

static void
app_form_init (AppForm *self)
{
  self->parts = g_ptr_array_new ();
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_widget_set_layout_manager (GTK_WIDGET (self), _app_form_layout_new ());
}

/**
 * app_form_new:
 *
 * Returns: (transfer floating): a form without fields
 */
AppForm *
app_form_new (void)
{
  return g_object_new (APP_TYPE_FORM, NULL);
}

static void
add_part (AppForm *self, AppFormPart *part)
{
  g_ptr_array_add (self->parts, part);
  app_form_part_set_record (part, self->records[app_form_part_get_entity (part)]);
  if (self->mandatory != NULL)
    app_form_part_set_mandatory (part, (const char *const *) self->mandatory);
  g_signal_connect_object (part, "changed", G_CALLBACK (on_changed_cb), self, 0);
  g_signal_connect_object (part, "committed", G_CALLBACK (on_committed_cb), self, 0);
}

static void
add_row (AppForm *self, AdwPreferencesGroup *group, const ModelField *field)
{
  AppFieldRow *row = app_field_row_new (field);
  AppFieldEditor *editor = app_field_row_get_editor (row);

  adw_preferences_group_add (group, GTK_WIDGET (row));
  g_hash_table_insert (self->rows, (gpointer) field->key, row);
  add_part (self, APP_FORM_PART (row));
  if (APP_IS_PICKER (editor))
    g_signal_connect_object (editor, "create-requested", G_CALLBACK (on_create_requested_cb), self,
                             0);
}

/**
 * app_form_add_group:
 * @self: a form
 * @title: (nullable): what the fields have in common
 * @description: (nullable): a sentence more
 * @keys: (array zero-terminated=1): "company.name"…, in the order to show them
 *
 * Adds a group of fields under those that are there. Fields of several entities may stand in one
 * form, each entity with its record.
 *
 * Returns: (transfer none): the #AdwPreferencesGroup, to be hidden or given a header suffix
 */
GtkWidget *
app_form_add_group (AppForm *self,
                    const char *title,
                    const char *description,
                    const char *const *keys)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *safe_title = g_markup_escape_text (title != NULL ? title : "", -1);
  g_autofree char *safe_description =
      g_markup_escape_text (description != NULL ? description : "", -1);

  g_return_val_if_fail (APP_IS_FORM (self), group);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), safe_title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), safe_description);
  for (gsize i = 0; keys[i] != NULL; i++)
    {
      const ModelField *field = model_field_find (keys[i]);

      g_return_val_if_fail (field != NULL, group);
      add_row (self, ADW_PREFERENCES_GROUP (group), field);
    }
  app_form_add_widget (self, group);
  return group;
}

/**
 * app_form_add_widget:
 * @self: a form
 * @widget: (transfer floating): a group of another kind: the weekly hours
 *
 * Adds a widget under the groups that are there. One that is an #AppFormPart edits the form's
 * record of its entity, and all that is asked of the form is asked of it too.
 */
void
app_form_add_widget (AppForm *self, GtkWidget *widget)
{
  g_return_if_fail (APP_IS_FORM (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));
  gtk_widget_set_parent (widget, GTK_WIDGET (self));
  if (APP_IS_FORM_PART (widget))
    add_part (self, APP_FORM_PART (widget));
}

/**
 * app_form_set_record:
 * @self: a form
 * @record: (nullable) (transfer none): what to edit, in place; %NULL empties the whole form
 *
 * Edits a record with the parts of its entity; those of other entities keep theirs. What was typed
 * and is no value is dropped: ask app_form_flush() before.
 */
void
app_form_set_record (AppForm *self, ModelRecord *record)
{
  ModelEntity entity;

  g_return_if_fail (APP_IS_FORM (self));
  g_return_if_fail (record == NULL || MODEL_IS_RECORD (record));
  entity = record != NULL ? model_record_get_entity (record) : MODEL_ENTITY_NONE;
  for (guint i = 0; i < MODEL_N_ENTITIES; i++)
    if (record == NULL || i == (guint) entity)
      g_set_object (&self->records[i], record);
  for (guint i = 0; i < self->parts->len; i++)
    if (record == NULL || app_form_part_get_entity (self->parts->pdata[i]) == entity)
      app_form_part_set_record (self->parts->pdata[i], record);
}

/**
 * app_form_get_record:
 * @self: a form
 * @entity: an entity
 *
 * Returns: (transfer none) (nullable): the record of that entity which the form edits
 */
ModelRecord *
app_form_get_record (AppForm *self, ModelEntity entity)
{
  g_return_val_if_fail (APP_IS_FORM (self), NULL);
  g_return_val_if_fail (entity >= 0 && entity < MODEL_N_ENTITIES, NULL);
  return self->records[entity];
}

/**
 * app_form_refresh:
 * @self: a form
 *
 * Shows the records' values anew: the program has set some. What is being typed stays.
 */
void
app_form_refresh (AppForm *self)
{
  g_return_if_fail (APP_IS_FORM (self));
  for (guint i = 0; i < self->parts->len; i++)
    app_form_part_refresh (self->parts->pdata[i]);
}

/**
 * app_form_flush:
 * @self: a form
 *
 * Ends what is being typed: the records are about to be saved.
 *
 * Returns: whether all that stands in the form are values; see app_form_get_invalid()
 */
gboolean
app_form_flush (AppForm *self)
{
  gboolean is_valid = TRUE;

  g_return_val_if_fail (APP_IS_FORM (self), FALSE);
  for (guint i = 0; i < self->parts->len; i++)
    is_valid = app_form_part_flush (self->parts->pdata[i]) && is_valid;
  return is_valid;
}

/**
 * app_form_get_row:
 * @self: a form
 * @key: (nullable): a field's key
 *
 * Returns: (transfer none) (nullable): its row, or %NULL when the form has none
 */
AppFieldRow *
app_form_get_row (AppForm *self, const char *key)
{
  g_return_val_if_fail (APP_IS_FORM (self), NULL);
  return key != NULL ? g_hash_table_lookup (self->rows, key) : NULL;
}

/**
 * app_form_focus_field:
 * @self: a form on the screen
 * @key: a field's key
 *
 * Goes to a field: puts the focus into it, and what scrolls around the form follows.
 *
 * Returns: whether the form has the field
 */
gboolean
app_form_focus_field (AppForm *self, const char *key)
{
  g_return_val_if_fail (APP_IS_FORM (self), FALSE);
  for (guint i = 0; i < self->parts->len; i++)
    if (app_form_part_focus_field (self->parts->pdata[i], key))
      return TRUE;
  return FALSE;
}

/**
 * app_form_set_label:
 * @self: a form
 * @key: a field's key
 * @label: its name in this form
 *
 * Names a field otherwise than the catalogue does.
 */
void
app_form_set_label (AppForm *self, const char *key, const char *label)
{
  AppFieldRow *row = app_form_get_row (self, key);

  g_return_if_fail (row != NULL);
  app_field_row_set_label (row, label);
}

/**
 * app_form_set_sensitive_field:
 * @self: a form
 * @key: a field's key
 * @sensitive: whether the field makes sense now
 *
 * Greys a field out, or not.
 */
void
app_form_set_sensitive_field (AppForm *self, const char *key, gboolean sensitive)
{
  AppFieldRow *row = app_form_get_row (self, key);

  g_return_if_fail (row != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (row), sensitive);
}

/**
 * app_form_set_editable:
 * @self: a form
 * @editable: whether values may be changed
 *
 * Locks all fields, or opens them. What a locked form shows can still be read and copied.
 */
void
app_form_set_editable (AppForm *self, gboolean editable)
{
  g_return_if_fail (APP_IS_FORM (self));
  for (guint i = 0; i < self->parts->len; i++)
    app_form_part_set_editable (self->parts->pdata[i], editable);
}

static AppPicker *
get_picker (AppForm *self, const char *key)
{
  AppFieldRow *row = app_form_get_row (self, key);

  g_return_val_if_fail (row != NULL, NULL);
  g_return_val_if_fail (APP_IS_PICKER (app_field_row_get_editor (row)), NULL);
  return APP_PICKER (app_field_row_get_editor (row));
}

/**
 * app_form_set_choices:
 * @self: a form
 * @key: the key of a reference
 * @choices: (nullable) (transfer none): a model of #AppPickerItem
 *
 * Says which rows a reference may point at. May come after the record.
 */
void
app_form_set_choices (AppForm *self, const char *key, GListModel *choices)
{
  AppPicker *picker = get_picker (self, key);

  if (picker != NULL)
    app_picker_set_choices (picker, choices);
}

/**
 * app_form_set_create_label:
 * @self: a form
 * @key: the key of a reference
 * @label: (nullable): "Create the company", or %NULL for nothing
 *
 * Offers to make a new row for a reference; choosing that emits "create-requested".
 */
void
app_form_set_create_label (AppForm *self, const char *key, const char *label)
{
  AppPicker *picker = get_picker (self, key);

  if (picker != NULL)
    app_picker_set_create_label (picker, label);
}

/**
 * app_form_set_mandatory:
 * @self: a form
 * @keys: (array zero-terminated=1): the fields that must be filled in; those that have no row in
 *   the form count in app_form_get_missing() too
 *
 * Marks fields as mandatory, and no others.
 */
void
app_form_set_mandatory (AppForm *self, const char *const *keys)
{
  g_return_if_fail (APP_IS_FORM (self));
  g_strfreev (self->mandatory);
  self->mandatory = g_strdupv ((char **) keys);
  for (guint i = 0; i < self->parts->len; i++)
    app_form_part_set_mandatory (self->parts->pdata[i], keys);
}

/**
 * app_form_get_missing:
 * @self: a form
 *
 * Returns: (transfer full) (array zero-terminated=1): the keys of the mandatory fields that are
 *   empty, in the order they were given in
 */
char **
app_form_get_missing (AppForm *self)
{
  g_autoptr (GStrvBuilder) missing = g_strv_builder_new ();

  g_return_val_if_fail (APP_IS_FORM (self), NULL);
  for (gsize i = 0; self->mandatory != NULL && self->mandatory[i] != NULL; i++)
    {
      const ModelField *field = model_field_find (self->mandatory[i]);
      ModelRecord *record = field != NULL ? self->records[model_field_entity (field)] : NULL;

      if (record != NULL && field->type != MODEL_TYPE_BOOLEAN
          && model_record_get (record, model_field_column (field)) == NULL)
        g_strv_builder_add (missing, field->key);
    }
  return g_strv_builder_end (missing);
}

/**
 * app_form_get_invalid:
 * @self: a form
 *
 * Returns: (transfer full) (array zero-terminated=1): the keys of the fields whose text is no
 *   value, in the order of the form
 */
char **
app_form_get_invalid (AppForm *self)
{
  g_autoptr (GStrvBuilder) invalid = g_strv_builder_new ();

  g_return_val_if_fail (APP_IS_FORM (self), NULL);
  for (guint i = 0; i < self->parts->len; i++)
    app_form_part_list_invalid (self->parts->pdata[i], invalid);
  return g_strv_builder_end (invalid);
}

/**
 * app_form_set_note:
 * @self: a form
 * @key: a field's key; one that the form has not says nothing
 * @text: (nullable): a sentence about its value, or %NULL for none
 * @style: "neutral", "warning" or "error"
 *
 * Says one thing under a field, in place of what app_form_add_note() said there before.
 */
void
app_form_set_note (AppForm *self, const char *key, const char *text, const char *style)
{
  g_return_if_fail (APP_IS_FORM (self));
  g_return_if_fail (key != NULL);
  for (guint i = 0; i < self->parts->len; i++)
    app_form_part_clear_notes (self->parts->pdata[i], key);
  if (text != NULL)
    app_form_add_note (self, key, text, style);
}

/**
 * app_form_add_note:
 * @self: a form
 * @key: a field's key; one that the form has not says nothing
 * @text: a sentence about its value
 * @style: "neutral", "warning" or "error"
 *
 * Says one thing more under a field.
 */
void
app_form_add_note (AppForm *self, const char *key, const char *text, const char *style)
{
  g_return_if_fail (APP_IS_FORM (self));
  for (guint i = 0; i < self->parts->len; i++)
    app_form_part_add_note (self->parts->pdata[i], key, text, style);
}

/**
 * app_form_clear_notes:
 * @self: a form
 *
 * Takes all notes away; what is wrong with a text stays said.
 */
void
app_form_clear_notes (AppForm *self)
{
  g_return_if_fail (APP_IS_FORM (self));
  for (guint i = 0; i < self->parts->len; i++)
    app_form_part_clear_notes (self->parts->pdata[i], NULL);
}
