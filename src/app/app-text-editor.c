/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-text-editor.h"

/**
 * AppTextEditor:
 *
 * Edits a text of several lines; it grows with what is written.
 */
struct _AppTextEditor
{
  AdwBin parent_instance;

  GtkTextView *view;

  gboolean is_showing;
};

static void app_text_editor_iface_init (AppFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppTextEditor,
                               app_text_editor,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_FIELD_EDITOR,
                                                      app_text_editor_iface_init))

static char *
app_text_editor_dup_text (AppFieldEditor *editor)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (APP_TEXT_EDITOR (editor)->view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
app_text_editor_show (AppFieldEditor *editor, const char *canonical)
{
  AppTextEditor *self = APP_TEXT_EDITOR (editor);
  g_autofree char *shown = app_text_editor_dup_text (editor);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);

  if (g_strcmp0 (shown, canonical != NULL ? canonical : "") == 0)
    return;
  self->is_showing = TRUE;
  /* Another value is no change of the one before: it cannot be undone into it. */
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, canonical != NULL ? canonical : "", -1);
  gtk_text_buffer_end_irreversible_action (buffer);
  self->is_showing = FALSE;
}

static GtkWidget *
app_text_editor_get_control (AppFieldEditor *editor)
{
  return GTK_WIDGET (APP_TEXT_EDITOR (editor)->view);
}

static void
app_text_editor_set_editable (AppFieldEditor *editor, gboolean editable)
{
  gtk_text_view_set_editable (APP_TEXT_EDITOR (editor)->view, editable);
}

static void
app_text_editor_iface_init (AppFieldEditorInterface *iface)
{
  iface->show = app_text_editor_show;
  iface->dup_text = app_text_editor_dup_text;
  iface->get_control = app_text_editor_get_control;
  iface->set_editable = app_text_editor_set_editable;
}

static void
on_changed_cb (GtkTextBuffer *buffer, AppTextEditor *self)
{
  if (!self->is_showing)
    app_field_editor_edited (APP_FIELD_EDITOR (self));
}

static void
app_text_editor_class_init (AppTextEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-text-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, AppTextEditor, view);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
}

static void
app_text_editor_init (AppTextEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
