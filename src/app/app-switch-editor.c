/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-switch-editor.h"

/**
 * AppSwitchEditor:
 *
 * Edits yes or no. No value is shown as no, and stays none until the switch is moved.
 */
struct _AppSwitchEditor
{
  AdwBin parent_instance;

  GtkSwitch *control;

  gboolean is_showing;
};

static void app_switch_editor_iface_init (AppFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppSwitchEditor,
                               app_switch_editor,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_FIELD_EDITOR,
                                                      app_switch_editor_iface_init))

static void
app_switch_editor_show (AppFieldEditor *editor, const char *canonical)
{
  AppSwitchEditor *self = APP_SWITCH_EDITOR (editor);

  self->is_showing = TRUE;
  gtk_switch_set_active (self->control, g_strcmp0 (canonical, "1") == 0);
  self->is_showing = FALSE;
}

static char *
app_switch_editor_dup_text (AppFieldEditor *editor)
{
  return g_strdup (gtk_switch_get_active (APP_SWITCH_EDITOR (editor)->control) ? "1" : "0");
}

static GtkWidget *
app_switch_editor_get_control (AppFieldEditor *editor)
{
  return GTK_WIDGET (APP_SWITCH_EDITOR (editor)->control);
}

static void
app_switch_editor_iface_init (AppFieldEditorInterface *iface)
{
  iface->show = app_switch_editor_show;
  iface->dup_text = app_switch_editor_dup_text;
  iface->get_control = app_switch_editor_get_control;
}

static void
on_active_cb (GtkSwitch *control, GParamSpec *pspec, AppSwitchEditor *self)
{
  if (self->is_showing)
    return;
  app_field_editor_edited (APP_FIELD_EDITOR (self));
  app_field_editor_done (APP_FIELD_EDITOR (self));
}

static void
app_switch_editor_class_init (AppSwitchEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-switch-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSwitchEditor, control);
  gtk_widget_class_bind_template_callback (widget_class, on_active_cb);
}

static void
app_switch_editor_init (AppSwitchEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
