/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-field-row.h"

#include <glib/gi18n-lib.h>

#include "app-field-binding.h"
#include "app-field-mask.h"
#include "app-guard.h"
#include "app-note.h"

/**
 * AppFieldRow:
 *
 * Shows and edits one field of a #ModelRecord, as an #AppFieldBinding does: the name of the field,
 * its editor, and under it what is wrong with the text or what the rules say about the value.
 */
struct _AppFieldRow
{
  AdwPreferencesRow parent_instance;

  GtkBox *body;
  GtkBox *head;
  GtkLabel *title;
  GtkWidget *lock;
  GtkWidget *mandatory;
  GtkWidget *missing_icon;
  GtkLabel *mandatory_label;
  GtkBox *notes;
  GtkWidget *problem_note; /* the first of the notes, while there is a problem to show */

  const ModelField *field;
  AppFieldEditor *editor;
  AppFieldBinding *binding;
  AppFieldMask *mask; /* (nullable): of a field that may be masked or sealed */
  gboolean is_revealed;
  char *label;
  gboolean is_mandatory;
};

static void app_field_row_part_init (AppFormPartInterface *iface);
static void on_revealed_cb (AppFieldMask *mask, AppFieldRow *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppFieldRow,
                               app_field_row,
                               ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_FORM_PART, app_field_row_part_init))

static void
name_control (AppFieldRow *self)
{
  g_autofree char *name =
      self->is_mandatory
          /* Translators: the name of a field that must be filled in, for screen readers. */
          ? g_strdup_printf (_ ("%s, mandatory"), self->label)
          : g_strdup (self->label);

  app_field_editor_set_name (self->editor, name);
}

/* A screen reader that stands in the field says its description when it changes. */
static void
describe_control (AppFieldRow *self)
{
  GtkAccessible *control = GTK_ACCESSIBLE (app_field_editor_get_control (self->editor));
  g_autofree char *text = app_note_join (gtk_widget_get_first_child (GTK_WIDGET (self->notes)));

  gtk_widget_set_visible (GTK_WIDGET (self->notes), text[0] != '\0');
  gtk_accessible_update_property (control, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  gtk_accessible_update_state (
      control, GTK_ACCESSIBLE_STATE_INVALID,
      self->problem_note != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
show_mandatory (AppFieldRow *self)
{
  gboolean is_missing = app_field_row_is_missing (self);

  gtk_widget_set_visible (self->mandatory, self->is_mandatory);
  gtk_widget_set_visible (self->missing_icon, is_missing);
  gtk_label_set_label (self->mandatory_label,
                       is_missing ? _ ("mandatory, to fill in") : _ ("mandatory"));
  if (is_missing)
    gtk_widget_add_css_class (self->mandatory, "missing");
  else
    gtk_widget_remove_css_class (self->mandatory, "missing");
}

static gboolean
is_sealed (AppFieldRow *self)
{
  ModelRecord *record = app_field_binding_get_record (self->binding);

  return record != NULL && model_record_is_sealed (record, model_field_column (self->field));
}

/* What is there is not shown before it is asked for; where nothing is, one types. */
static void
show_mask (AppFieldRow *self)
{
  gboolean sealed = is_sealed (self);
  gboolean is_masked = sealed
                       || (app_guard_masks (self->field) && !self->is_revealed
                           && app_field_binding_get_value (self->binding) != NULL);

  if (self->mask == NULL && !is_masked)
    return;
  if (self->mask == NULL)
    {
      self->mask = APP_FIELD_MASK (app_field_mask_new ());
      g_signal_connect_object (self->mask, "revealed", G_CALLBACK (on_revealed_cb), self, 0);
      gtk_box_append (self->body, GTK_WIDGET (self->mask));
    }
  app_field_mask_show (self->mask, self->label, sealed, app_guard_may_reveal ());
  gtk_widget_set_visible (GTK_WIDGET (self->mask), is_masked);
  gtk_widget_set_visible (GTK_WIDGET (self->editor), !is_masked);
}

static void
on_revealed_cb (AppFieldMask *mask, AppFieldRow *self)
{
  ModelRecord *record = app_field_binding_get_record (self->binding);

  self->is_revealed = TRUE;
  show_mask (self);
  app_guard_tell (model_field_entity (self->field),
                  record != NULL ? model_record_get_id (record) : 0);
  gtk_widget_grab_focus (app_field_editor_get_control (self->editor));
}

/* Another page is shown, or nothing while the window is locked: it is hidden again. A text that is
 * no value stays, to be put right. */
static void
app_field_row_unmap (GtkWidget *widget)
{
  AppFieldRow *self = APP_FIELD_ROW (widget);

  GTK_WIDGET_CLASS (app_field_row_parent_class)->unmap (widget);
  if (self->mask == NULL || self->binding == NULL
      || app_field_binding_get_problem (self->binding) != NULL)
    return;
  self->is_revealed = FALSE;
  show_mask (self);
}

static void
on_told_cb (AppFieldBinding *binding, AppFieldRow *self)
{
  const char *problem = app_field_binding_get_told (binding);

  if (self->problem_note != NULL)
    gtk_box_remove (self->notes, self->problem_note);
  self->problem_note = NULL;
  gtk_widget_remove_css_class (GTK_WIDGET (self), "wrong");
  if (problem != NULL)
    {
      self->problem_note = app_note_new (problem, "error");
      gtk_box_prepend (self->notes, self->problem_note);
      gtk_widget_add_css_class (GTK_WIDGET (self), "wrong");
    }
  describe_control (self);
}

static void
on_changed_cb (AppFieldBinding *binding, AppFieldRow *self)
{
  /* What one types oneself is no secret to oneself. */
  self->is_revealed = TRUE;
  show_mandatory (self);
  app_form_part_changed (APP_FORM_PART (self), self->field->key);
}

static void
on_committed_cb (AppFieldBinding *binding, AppFieldRow *self)
{
  app_form_part_committed (APP_FORM_PART (self), self->field->key);
}

static void
on_leave_cb (GtkEventControllerFocus *controller, AppFieldRow *self)
{
  app_field_binding_flush (self->binding);
}

/* A click beside the editor, on the title, is meant for it too. */
static void
on_released_cb (GtkGestureClick *gesture, int n_press, double x, double y, AppFieldRow *self)
{
  GtkWidget *control = app_field_editor_get_control (self->editor);
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  if (picked == NULL || !gtk_widget_is_sensitive (control) || !gtk_widget_get_visible (control)
      || gtk_widget_is_ancestor (picked, GTK_WIDGET (self->editor)))
    return;
  if (self->field->type == MODEL_TYPE_BOOLEAN)
    gtk_widget_activate (control);
  else
    gtk_widget_grab_focus (control);
}

/* Tab goes from field to field: the row itself is no stop. */
static gboolean
app_field_row_focus_inside (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *child = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (widget));

  return child != NULL && gtk_widget_child_focus (child, direction);
}

static gboolean
focus_inside (AppFieldRow *self)
{
  if (self->mask != NULL && gtk_widget_get_visible (GTK_WIDGET (self->mask)))
    return gtk_widget_grab_focus (GTK_WIDGET (self->mask));
  return gtk_widget_grab_focus (app_field_editor_get_control (self->editor));
}

static gboolean
app_field_row_grab_focus (GtkWidget *widget)
{
  return focus_inside (APP_FIELD_ROW (widget));
}

static ModelEntity
app_field_row_get_entity (AppFormPart *part)
{
  return model_field_entity (APP_FIELD_ROW (part)->field);
}

/* Read anew, after a save or since another seat has changed it, it is still the one in which
 * somebody types. */
static gboolean
is_same_row (ModelRecord *record, ModelRecord *other)
{
  return record != NULL && other != NULL
         && (record == other
             || (model_record_get_id (record) != 0
                 && model_record_get_id (record) == model_record_get_id (other)));
}

static void
app_field_row_set_record (AppFormPart *part, ModelRecord *record)
{
  AppFieldRow *self = APP_FIELD_ROW (part);
  gboolean is_same = is_same_row (record, app_field_binding_get_record (self->binding));

  app_field_binding_set_record (self->binding, record);
  self->is_revealed = self->is_revealed && is_same;
  show_mask (self);
  show_mandatory (self);
}

static void
app_field_row_refresh (AppFormPart *part)
{
  AppFieldRow *self = APP_FIELD_ROW (part);

  app_field_binding_refresh (self->binding);
  show_mask (self);
  show_mandatory (self);
}

static gboolean
app_field_row_flush (AppFormPart *part)
{
  return app_field_binding_flush (APP_FIELD_ROW (part)->binding);
}

static void
app_field_row_list_invalid (AppFormPart *part, GStrvBuilder *keys)
{
  AppFieldRow *self = APP_FIELD_ROW (part);

  if (app_field_binding_get_problem (self->binding) != NULL)
    g_strv_builder_add (keys, self->field->key);
}

static gboolean
app_field_row_focus_field (AppFormPart *part, const char *key)
{
  AppFieldRow *self = APP_FIELD_ROW (part);

  if (g_strcmp0 (key, self->field->key) != 0)
    return FALSE;
  focus_inside (self);
  return TRUE;
}

static void
app_field_row_add_note (AppFormPart *part, const char *key, const char *text, const char *style)
{
  AppFieldRow *self = APP_FIELD_ROW (part);

  if (g_strcmp0 (key, self->field->key) != 0)
    return;
  gtk_box_append (self->notes, app_note_new (text, style));
  describe_control (self);
}

static void
app_field_row_clear_notes (AppFormPart *part, const char *key)
{
  AppFieldRow *self = APP_FIELD_ROW (part);
  GtkWidget *child, *next;

  if (key != NULL && !g_str_equal (key, self->field->key))
    return;
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->notes)); child != NULL; child = next)
    {
      next = gtk_widget_get_next_sibling (child);
      if (child != self->problem_note)
        gtk_box_remove (self->notes, child);
    }
  describe_control (self);
}

static void
app_field_row_set_mandatory (AppFormPart *part, const char *const *keys)
{
  AppFieldRow *self = APP_FIELD_ROW (part);

  self->is_mandatory = g_strv_contains (keys, self->field->key);
  name_control (self);
  show_mandatory (self);
}

static void
app_field_row_set_editable (AppFormPart *part, gboolean editable)
{
  app_field_editor_set_editable (APP_FIELD_ROW (part)->editor, editable);
}

static void
app_field_row_part_init (AppFormPartInterface *iface)
{
  iface->get_entity = app_field_row_get_entity;
  iface->set_record = app_field_row_set_record;
  iface->refresh = app_field_row_refresh;
  iface->flush = app_field_row_flush;
  iface->list_invalid = app_field_row_list_invalid;
  iface->focus_field = app_field_row_focus_field;
  iface->add_note = app_field_row_add_note;
  iface->clear_notes = app_field_row_clear_notes;
  iface->set_mandatory = app_field_row_set_mandatory;
  iface->set_editable = app_field_row_set_editable;
}

static void
app_field_row_dispose (GObject *object)
{
  g_clear_object (&APP_FIELD_ROW (object)->binding);
  G_OBJECT_CLASS (app_field_row_parent_class)->dispose (object);
}

static void
app_field_row_finalize (GObject *object)
{
  g_free (APP_FIELD_ROW (object)->label);
  G_OBJECT_CLASS (app_field_row_parent_class)->finalize (object);
}

static void
app_field_row_class_init (AppFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_field_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_field_row_finalize;
  widget_class->focus = app_field_row_focus_inside;
  widget_class->grab_focus = app_field_row_grab_focus;
  widget_class->unmap = app_field_row_unmap;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppFieldRow, body);
  gtk_widget_class_bind_template_child (widget_class, AppFieldRow, head);
  gtk_widget_class_bind_template_child (widget_class, AppFieldRow, title);
  gtk_widget_class_bind_template_child (widget_class, AppFieldRow, lock);
  gtk_widget_class_bind_template_child (widget_class, AppFieldRow, mandatory);
  gtk_widget_class_bind_template_child (widget_class, AppFieldRow, missing_icon);
  gtk_widget_class_bind_template_child (widget_class, AppFieldRow, mandatory_label);
  gtk_widget_class_bind_template_child (widget_class, AppFieldRow, notes);
  gtk_widget_class_bind_template_callback (widget_class, on_leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_released_cb);
}

static void
app_field_row_init (AppFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_editor (AppFieldRow *self)
{
  gboolean is_inline = app_field_editor_is_inline (self->field);

  self->editor = app_field_editor_new (self->field);
  gtk_box_append (self->body, GTK_WIDGET (self->editor));
  gtk_widget_set_hexpand (GTK_WIDGET (self->editor), !is_inline);
  gtk_widget_add_css_class (GTK_WIDGET (self), is_inline ? "inline" : "stacked");
  if (is_inline)
    {
      gtk_orientable_set_orientation (GTK_ORIENTABLE (self->body), GTK_ORIENTATION_HORIZONTAL);
      gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head), GTK_ORIENTATION_VERTICAL);
      gtk_widget_set_valign (GTK_WIDGET (self->head), GTK_ALIGN_CENTER);
    }
  self->binding = app_field_binding_new (self->field, self->editor);
  g_signal_connect_object (self->binding, "changed", G_CALLBACK (on_changed_cb), self, 0);
  g_signal_connect_object (self->binding, "committed", G_CALLBACK (on_committed_cb), self, 0);
  g_signal_connect_object (self->binding, "told", G_CALLBACK (on_told_cb), self, 0);
}

/**
 * app_field_row_new:
 * @field: a field of the catalogue, of any type but bytes
 *
 * Returns: (transfer floating): a row for the field, of no record yet
 */
AppFieldRow *
app_field_row_new (const ModelField *field)
{
  AppFieldRow *self = g_object_new (APP_TYPE_FIELD_ROW, NULL);

  g_return_val_if_fail (field != NULL && field->type != MODEL_TYPE_BYTES, self);

  self->field = field;
  add_editor (self);
  gtk_widget_set_visible (self->lock, (field->flags & MODEL_FIELD_SENSITIVE) != 0);
  app_field_row_set_label (self, _ (field->label));
  app_field_binding_set_record (self->binding, NULL);
  show_mandatory (self);
  return self;
}

/**
 * app_field_row_get_field:
 * @self: a row
 *
 * Returns: (transfer none): the field that it edits
 */
const ModelField *
app_field_row_get_field (AppFieldRow *self)
{
  g_return_val_if_fail (APP_IS_FIELD_ROW (self), NULL);
  return self->field;
}

/**
 * app_field_row_get_editor:
 * @self: a row
 *
 * Returns: (transfer none): what edits it: an #AppPicker for a reference
 */
AppFieldEditor *
app_field_row_get_editor (AppFieldRow *self)
{
  g_return_val_if_fail (APP_IS_FIELD_ROW (self), NULL);
  return self->editor;
}

/**
 * app_field_row_set_label:
 * @self: a row
 * @label: the field's name in this place, when the catalogue's does not do
 *
 * Names the row.
 */
void
app_field_row_set_label (AppFieldRow *self, const char *label)
{
  g_return_if_fail (APP_IS_FIELD_ROW (self));
  g_free (self->label);
  self->label = g_strdup (label);
  gtk_label_set_label (self->title, self->label);
  name_control (self);
}

/**
 * app_field_row_is_missing:
 * @self: a row
 *
 * A switch always says something: no value is no.
 *
 * Returns: whether the field is mandatory and the record has no value in it
 */
gboolean
app_field_row_is_missing (AppFieldRow *self)
{
  g_return_val_if_fail (APP_IS_FIELD_ROW (self), FALSE);
  return self->is_mandatory && app_field_binding_get_record (self->binding) != NULL
         && self->field->type != MODEL_TYPE_BOOLEAN && !is_sealed (self)
         && app_field_binding_get_value (self->binding) == NULL;
}

/**
 * app_field_row_get_problem:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the sentence that says why the text that stands there is no
 *   value of the field; %NULL when it is one
 */
const char *
app_field_row_get_problem (AppFieldRow *self)
{
  g_return_val_if_fail (APP_IS_FIELD_ROW (self), NULL);
  return app_field_binding_get_problem (self->binding);
}
