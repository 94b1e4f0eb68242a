/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-entry-editor.h"

#include "model-value.h"

/**
 * AppEntryEditor:
 *
 * Edits a value that is one line: texts, numbers, amounts, hours, identifiers.
 */
struct _AppEntryEditor
{
  AdwBin parent_instance;

  GtkEntry *entry;

  const ModelField *field;
  gboolean is_showing;
};

static void app_entry_editor_iface_init (AppFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppEntryEditor,
                               app_entry_editor,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_FIELD_EDITOR,
                                                      app_entry_editor_iface_init))

/* What is typed, for keyboards on a screen. Identifiers hold letters or spaces. */
static const struct
{
  ModelType type;
  GtkInputPurpose purpose;
} purposes[] = {
  { MODEL_TYPE_EMAIL, GTK_INPUT_PURPOSE_EMAIL },
  { MODEL_TYPE_PHONE, GTK_INPUT_PURPOSE_PHONE },
  { MODEL_TYPE_POSTCODE, GTK_INPUT_PURPOSE_DIGITS },
};

static void
app_entry_editor_set_field (AppFieldEditor *editor, const ModelField *field)
{
  AppEntryEditor *self = APP_ENTRY_EDITOR (editor);

  self->field = field;
  for (guint i = 0; i < G_N_ELEMENTS (purposes); i++)
    if (purposes[i].type == field->type)
      gtk_entry_set_input_purpose (self->entry, purposes[i].purpose);
  app_field_editor_set_editable (editor, TRUE);
}

static void
app_entry_editor_show (AppFieldEditor *editor, const char *canonical)
{
  AppEntryEditor *self = APP_ENTRY_EDITOR (editor);
  /* A name is edited as it was written: its capitals are for papers and lists. */
  g_autofree char *text = self->field->type == MODEL_TYPE_TEXT
                              ? g_strdup (canonical != NULL ? canonical : "")
                              : model_value_format (self->field, canonical);

  if (g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    return;
  self->is_showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->is_showing = FALSE;
}

static char *
app_entry_editor_dup_text (AppFieldEditor *editor)
{
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (APP_ENTRY_EDITOR (editor)->entry)));
}

static GtkWidget *
app_entry_editor_get_control (AppFieldEditor *editor)
{
  return GTK_WIDGET (APP_ENTRY_EDITOR (editor)->entry);
}

static void
app_entry_editor_set_editable (AppFieldEditor *editor, gboolean editable)
{
  AppEntryEditor *self = APP_ENTRY_EDITOR (editor);

  /* A moment is the program's to note: nobody types one. */
  gtk_editable_set_editable (GTK_EDITABLE (self->entry),
                             editable && self->field->type != MODEL_TYPE_TIMESTAMP);
}

static void
app_entry_editor_iface_init (AppFieldEditorInterface *iface)
{
  iface->set_field = app_entry_editor_set_field;
  iface->show = app_entry_editor_show;
  iface->dup_text = app_entry_editor_dup_text;
  iface->get_control = app_entry_editor_get_control;
  iface->set_editable = app_entry_editor_set_editable;
}

static void
on_changed_cb (GtkEditable *entry, AppEntryEditor *self)
{
  if (!self->is_showing)
    app_field_editor_edited (APP_FIELD_EDITOR (self));
}

static void
on_activate_cb (GtkEntry *entry, AppEntryEditor *self)
{
  app_field_editor_done (APP_FIELD_EDITOR (self));
}

static void
app_entry_editor_class_init (AppEntryEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-entry-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, AppEntryEditor, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
}

static void
app_entry_editor_init (AppEntryEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
