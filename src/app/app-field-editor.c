/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-field-editor.h"

#include "app-choice-editor.h"
#include "app-date-editor.h"
#include "app-entry-editor.h"
#include "app-picker.h"
#include "app-switch-editor.h"
#include "app-text-editor.h"

enum
{
  EDITED,
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (AppFieldEditor, app_field_editor, GTK_TYPE_WIDGET)

static void
app_field_editor_default_init (AppFieldEditorInterface *iface)
{
  /* "edited": the person changed something; "done": and wants it kept now (Enter, a choice). */
  signals[EDITED] = g_signal_new ("edited", APP_TYPE_FIELD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[DONE] = g_signal_new ("done", APP_TYPE_FIELD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

/* @is_inline: it stands beside its title, not under it. Types that are not here have an entry. */
static const struct
{
  ModelType type;
  GType (*get_type) (void);
  gboolean is_inline;
} kinds[] = {
  { MODEL_TYPE_LONG_TEXT, app_text_editor_get_type, FALSE },
  { MODEL_TYPE_DATE, app_date_editor_get_type, FALSE },
  { MODEL_TYPE_BOOLEAN, app_switch_editor_get_type, TRUE },
  { MODEL_TYPE_CHOICE, app_choice_editor_get_type, TRUE },
  { MODEL_TYPE_REFERENCE, app_picker_get_type, FALSE },
};

/**
 * app_field_editor_new:
 * @field: a field of the catalogue, of any type but bytes
 *
 * Returns: (transfer floating): what edits a field of its type, still empty
 */
AppFieldEditor *
app_field_editor_new (const ModelField *field)
{
  GType type = APP_TYPE_ENTRY_EDITOR;
  AppFieldEditor *self;
  AppFieldEditorInterface *iface;

  g_return_val_if_fail (field != NULL && field->type != MODEL_TYPE_BYTES, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].type == field->type)
      type = kinds[i].get_type ();
  self = g_object_new (type, NULL);
  iface = APP_FIELD_EDITOR_GET_IFACE (self);
  if (iface->set_field != NULL)
    iface->set_field (self, field);
  return self;
}

/**
 * app_field_editor_is_inline:
 * @field: a field of the catalogue
 *
 * Returns: whether its editor stands beside its title, not under it
 */
gboolean
app_field_editor_is_inline (const ModelField *field)
{
  g_return_val_if_fail (field != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].type == field->type)
      return kinds[i].is_inline;
  return FALSE;
}

/**
 * app_field_editor_show:
 * @self: an editor
 * @canonical: (nullable): a value in canonical form
 *
 * Shows a value; nothing is emitted.
 */
void
app_field_editor_show (AppFieldEditor *self, const char *canonical)
{
  g_return_if_fail (APP_IS_FIELD_EDITOR (self));
  APP_FIELD_EDITOR_GET_IFACE (self)->show (self, canonical);
}

/**
 * app_field_editor_dup_text:
 * @self: an editor
 *
 * Returns: (transfer full): what stands in it, for model_value_parse()
 */
char *
app_field_editor_dup_text (AppFieldEditor *self)
{
  g_return_val_if_fail (APP_IS_FIELD_EDITOR (self), NULL);
  return APP_FIELD_EDITOR_GET_IFACE (self)->dup_text (self);
}

/**
 * app_field_editor_get_control:
 * @self: an editor
 *
 * Returns: (transfer none): the widget that takes the focus, and is named and described for screen
 *   readers
 */
GtkWidget *
app_field_editor_get_control (AppFieldEditor *self)
{
  AppFieldEditorInterface *iface;

  g_return_val_if_fail (APP_IS_FIELD_EDITOR (self), NULL);
  iface = APP_FIELD_EDITOR_GET_IFACE (self);
  return iface->get_control != NULL ? iface->get_control (self) : GTK_WIDGET (self);
}

/**
 * app_field_editor_set_name:
 * @self: an editor
 * @name: what is edited, for screen readers
 *
 * Names the editor's control.
 */
void
app_field_editor_set_name (AppFieldEditor *self, const char *name)
{
  AppFieldEditorInterface *iface;

  g_return_if_fail (APP_IS_FIELD_EDITOR (self));
  iface = APP_FIELD_EDITOR_GET_IFACE (self);
  if (iface->set_name != NULL)
    iface->set_name (self, name);
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (app_field_editor_get_control (self)),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * app_field_editor_set_editable:
 * @self: an editor
 * @editable: whether the value may be changed
 *
 * Locks the editor or opens it. A locked one can still be read, and its text copied.
 */
void
app_field_editor_set_editable (AppFieldEditor *self, gboolean editable)
{
  AppFieldEditorInterface *iface;

  g_return_if_fail (APP_IS_FIELD_EDITOR (self));
  iface = APP_FIELD_EDITOR_GET_IFACE (self);
  if (iface->set_editable != NULL)
    iface->set_editable (self, editable);
  else
    gtk_widget_set_sensitive (app_field_editor_get_control (self), editable);
}

/**
 * app_field_editor_edited:
 * @self: an editor
 *
 * For editors: emits "edited", the person changed something.
 */
void
app_field_editor_edited (AppFieldEditor *self)
{
  g_return_if_fail (APP_IS_FIELD_EDITOR (self));
  g_signal_emit (self, signals[EDITED], 0);
}

/**
 * app_field_editor_done:
 * @self: an editor
 *
 * For editors: emits "done", what stands there is what the person wants.
 */
void
app_field_editor_done (AppFieldEditor *self)
{
  g_return_if_fail (APP_IS_FIELD_EDITOR (self));
  g_signal_emit (self, signals[DONE], 0);
}
