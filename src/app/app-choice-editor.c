/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-choice-editor.h"

#include <glib/gi18n-lib.h>

#include "model-value.h"

/**
 * AppChoiceEditor:
 *
 * Edits a choice: its labels, before them none where the field may be empty.
 */
struct _AppChoiceEditor
{
  AdwBin parent_instance;

  GtkDropDown *control;

  char **keys; /* by position; "" is no value */
  char *name;  /* of the field, for screen readers */
  gboolean is_showing;
};

static void app_choice_editor_iface_init (AppFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppChoiceEditor,
                               app_choice_editor,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_FIELD_EDITOR,
                                                      app_choice_editor_iface_init))

/* The toggle in the drop-down takes the focus, and says nothing of what is chosen. */
static void
say_choice (AppChoiceEditor *self)
{
  GtkWidget *toggle = gtk_widget_get_first_child (GTK_WIDGET (self->control));
  GtkStringObject *label = gtk_drop_down_get_selected_item (self->control);
  g_autofree char *spoken = NULL;

  if (self->name == NULL)
    return;
  /* Translators: the name of a field, then what is chosen in it. */
  spoken = g_strdup_printf (_ ("%s: %s"), self->name,
                            label != NULL ? gtk_string_object_get_string (label) : _ ("Not given"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

static void
app_choice_editor_set_field (AppFieldEditor *editor, const ModelField *field)
{
  AppChoiceEditor *self = APP_CHOICE_EDITOR (editor);
  g_autofree char *all = NULL;
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  all = (field->flags & MODEL_FIELD_REQUIRED) != 0 ? g_strdup (field->detail)
                                                   : g_strconcat ("|", field->detail, NULL);
  self->keys = g_strsplit (all, "|", -1);
  for (guint i = 0; self->keys[i] != NULL; i++)
    {
      const char *label = model_value_choice_label (field, self->keys[i]);

      /* Translators: in a list of choices: none is chosen. */
      gtk_string_list_append (labels, label != NULL ? _ (label) : _ ("Not given"));
    }
  self->is_showing = TRUE;
  gtk_drop_down_set_model (self->control, G_LIST_MODEL (labels));
  self->is_showing = FALSE;
}

static void
app_choice_editor_show (AppFieldEditor *editor, const char *canonical)
{
  AppChoiceEditor *self = APP_CHOICE_EDITOR (editor);
  guint position = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; self->keys[i] != NULL; i++)
    if (g_str_equal (self->keys[i], canonical != NULL ? canonical : ""))
      position = i;
  self->is_showing = TRUE;
  gtk_drop_down_set_selected (self->control, position);
  self->is_showing = FALSE;
}

static char *
app_choice_editor_dup_text (AppFieldEditor *editor)
{
  AppChoiceEditor *self = APP_CHOICE_EDITOR (editor);
  guint position = gtk_drop_down_get_selected (self->control);

  return g_strdup (position < g_strv_length (self->keys) ? self->keys[position] : "");
}

static void
app_choice_editor_set_name (AppFieldEditor *editor, const char *name)
{
  AppChoiceEditor *self = APP_CHOICE_EDITOR (editor);

  g_free (self->name);
  self->name = g_strdup (name);
  say_choice (self);
}

static GtkWidget *
app_choice_editor_get_control (AppFieldEditor *editor)
{
  return GTK_WIDGET (APP_CHOICE_EDITOR (editor)->control);
}

static void
app_choice_editor_iface_init (AppFieldEditorInterface *iface)
{
  iface->set_field = app_choice_editor_set_field;
  iface->show = app_choice_editor_show;
  iface->dup_text = app_choice_editor_dup_text;
  iface->get_control = app_choice_editor_get_control;
  iface->set_name = app_choice_editor_set_name;
}

static void
on_selected_cb (GtkDropDown *control, GParamSpec *pspec, AppChoiceEditor *self)
{
  say_choice (self);
  if (self->is_showing)
    return;
  app_field_editor_edited (APP_FIELD_EDITOR (self));
  app_field_editor_done (APP_FIELD_EDITOR (self));
}

static void
app_choice_editor_finalize (GObject *object)
{
  g_strfreev (APP_CHOICE_EDITOR (object)->keys);
  g_free (APP_CHOICE_EDITOR (object)->name);
  G_OBJECT_CLASS (app_choice_editor_parent_class)->finalize (object);
}

static void
app_choice_editor_class_init (AppChoiceEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_choice_editor_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-choice-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, AppChoiceEditor, control);
  gtk_widget_class_bind_template_callback (widget_class, on_selected_cb);
}

static void
app_choice_editor_init (AppChoiceEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
