/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-field-row.h"

#include <glib/gi18n-lib.h>

#include "app-note.h"
#include "model-value.h"

/* A value is not called wrong while it is being typed: only once the typing rests this long. */
#define REST_MS 600

/**
 * AppFieldRow:
 *
 * Shows and edits one field of a #ModelRecord. What is typed goes into the record as soon as it is
 * a value of the field's type. While it is none, the record has the value from before the typing,
 * the row keeps the text and says what is wrong with it.
 *
 * Emits "changed" whenever the record's value has changed, and "committed" once when the person is
 * through with a changed value: Enter, a choice, or leaving the row.
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
  AppFieldEditor *editor;
  GtkWidget *problem_note; /* the first of the notes, while there is a problem to show */

  const ModelField *field;
  ModelRecord *record;
  char *label;
  char *base;    /* the value before the typing */
  char *problem; /* why the text is no value */
  guint rest_source;
  gboolean is_typed; /* something was typed that is not committed */
  gboolean is_mandatory;
};

enum
{
  CHANGED,
  COMMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppFieldRow, app_field_row, ADW_TYPE_PREFERENCES_ROW)

static const char *
get_value (AppFieldRow *self)
{
  return self->record != NULL ? model_record_get (self->record, model_field_column (self->field))
                              : NULL;
}

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

static void
hide_problem (AppFieldRow *self)
{
  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (self->problem_note == NULL)
    return;
  gtk_box_remove (self->notes, self->problem_note);
  self->problem_note = NULL;
  gtk_widget_remove_css_class (GTK_WIDGET (self), "wrong");
  describe_control (self);
}

static void
show_problem (AppFieldRow *self)
{
  hide_problem (self);
  self->problem_note = app_note_new (self->problem, "error");
  gtk_box_prepend (self->notes, self->problem_note);
  gtk_widget_add_css_class (GTK_WIDGET (self), "wrong");
  describe_control (self);
}

static gboolean
on_rest_cb (gpointer user_data)
{
  AppFieldRow *self = user_data;

  self->rest_source = 0;
  show_problem (self);
  return G_SOURCE_REMOVE;
}

static void
keep (AppFieldRow *self, const char *canonical)
{
  if (g_strcmp0 (get_value (self), canonical) == 0)
    return;
  model_record_set_canonical (self->record, model_field_column (self->field), canonical);
  show_mandatory (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_edited_cb (AppFieldEditor *editor, AppFieldRow *self)
{
  g_autofree char *text = NULL, *canonical = NULL;
  g_autoptr (GError) error = NULL;

  if (self->record == NULL)
    return;
  if (!self->is_typed && self->problem == NULL)
    {
      g_free (self->base);
      self->base = g_strdup (get_value (self));
    }
  self->is_typed = TRUE;
  text = app_field_editor_dup_text (editor);
  g_clear_pointer (&self->problem, g_free);
  if (model_value_parse (self->field, text, &canonical, &error))
    {
      hide_problem (self);
      keep (self, canonical);
      return;
    }
  self->problem = g_strdup (error->message);
  if (self->problem_note != NULL)
    show_problem (self);
  else
    {
      g_clear_handle_id (&self->rest_source, g_source_remove);
      self->rest_source = g_timeout_add (REST_MS, on_rest_cb, self);
    }
  /* Half a date may be a date of another year: what counts is the one from before. */
  keep (self, self->base);
}

static void
on_done_cb (AppFieldEditor *editor, AppFieldRow *self)
{
  app_field_row_flush (self);
}

static void
on_leave_cb (GtkEventControllerFocus *controller, AppFieldRow *self)
{
  app_field_row_flush (self);
}

/* Tab goes from field to field: the row itself is no stop. */
static gboolean
app_field_row_focus_inside (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *child = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (widget));

  return child != NULL && gtk_widget_child_focus (child, direction);
}

static gboolean
app_field_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (app_field_editor_get_control (APP_FIELD_ROW (widget)->editor));
}

static void
app_field_row_dispose (GObject *object)
{
  AppFieldRow *self = APP_FIELD_ROW (object);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_object (&self->record);
  G_OBJECT_CLASS (app_field_row_parent_class)->dispose (object);
}

static void
app_field_row_finalize (GObject *object)
{
  AppFieldRow *self = APP_FIELD_ROW (object);

  g_free (self->label);
  g_free (self->base);
  g_free (self->problem);
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
  signals[CHANGED] = g_signal_new ("changed", APP_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[COMMITTED] = g_signal_new ("committed", APP_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
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
  g_signal_connect_object (self->editor, "edited", G_CALLBACK (on_edited_cb), self, 0);
  g_signal_connect_object (self->editor, "done", G_CALLBACK (on_done_cb), self, 0);
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
  app_field_row_set_record (self, NULL);
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
 * app_field_row_set_record:
 * @self: a row
 * @record: (nullable) (transfer none): a row of the field's entity
 *
 * Edits another record, in place. What was typed and is no value is dropped.
 */
void
app_field_row_set_record (AppFieldRow *self, ModelRecord *record)
{
  g_return_if_fail (APP_IS_FIELD_ROW (self));
  g_return_if_fail (record == NULL
                    || model_record_get_entity (record) == model_field_entity (self->field));
  g_set_object (&self->record, record);
  self->is_typed = FALSE;
  g_clear_pointer (&self->problem, g_free);
  hide_problem (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->editor), record != NULL);
  app_field_row_refresh (self);
}

/**
 * app_field_row_refresh:
 * @self: a row
 *
 * Shows the record's value anew: the program has set it. What is being typed stays, unless it
 * stands for another value than the record has now.
 */
void
app_field_row_refresh (AppFieldRow *self)
{
  g_autofree char *text = NULL, *canonical = NULL;

  g_return_if_fail (APP_IS_FIELD_ROW (self));
  show_mandatory (self);
  if (self->is_typed || self->problem != NULL)
    {
      text = app_field_editor_dup_text (self->editor);
      if (!model_value_parse (self->field, text, &canonical, NULL))
        canonical = g_strdup (self->base);
      if (g_strcmp0 (canonical, get_value (self)) == 0)
        return;
    }
  self->is_typed = FALSE;
  g_clear_pointer (&self->problem, g_free);
  hide_problem (self);
  app_field_editor_show (self->editor, get_value (self));
}

/**
 * app_field_row_set_mandatory:
 * @self: a row
 * @mandatory: whether the field must be filled in
 *
 * Marks the row as mandatory, and as missing while its field is empty.
 */
void
app_field_row_set_mandatory (AppFieldRow *self, gboolean mandatory)
{
  g_return_if_fail (APP_IS_FIELD_ROW (self));
  self->is_mandatory = mandatory;
  name_control (self);
  show_mandatory (self);
}

/**
 * app_field_row_set_editable:
 * @self: a row
 * @editable: whether the value may be changed
 *
 * Locks the row or opens it. What a locked one shows can still be read and copied.
 */
void
app_field_row_set_editable (AppFieldRow *self, gboolean editable)
{
  g_return_if_fail (APP_IS_FIELD_ROW (self));
  app_field_editor_set_editable (self->editor, editable);
  if (editable)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "locked");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "locked");
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
  return self->is_mandatory && self->record != NULL && self->field->type != MODEL_TYPE_BOOLEAN
         && get_value (self) == NULL;
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
  return self->problem;
}

/**
 * app_field_row_add_note:
 * @self: a row
 * @text: a sentence about the value
 * @style: "neutral", "warning" or "error"
 *
 * Says something more under the field.
 */
void
app_field_row_add_note (AppFieldRow *self, const char *text, const char *style)
{
  g_return_if_fail (APP_IS_FIELD_ROW (self));
  gtk_box_append (self->notes, app_note_new (text, style));
  describe_control (self);
}

/**
 * app_field_row_clear_notes:
 * @self: a row
 *
 * Takes away what app_field_row_add_note() said; not what is wrong with the text.
 */
void
app_field_row_clear_notes (AppFieldRow *self)
{
  GtkWidget *child, *next;

  g_return_if_fail (APP_IS_FIELD_ROW (self));
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->notes)); child != NULL; child = next)
    {
      next = gtk_widget_get_next_sibling (child);
      if (child != self->problem_note)
        gtk_box_remove (self->notes, child);
    }
  describe_control (self);
}

/**
 * app_field_row_flush:
 * @self: a row
 *
 * Ends the typing: a value is written as such values are, a problem is said at once.
 *
 * Returns: whether what stands there is a value of the field
 */
gboolean
app_field_row_flush (AppFieldRow *self)
{
  g_return_val_if_fail (APP_IS_FIELD_ROW (self), FALSE);
  if (self->problem != NULL)
    {
      if (self->problem_note == NULL)
        show_problem (self);
      return FALSE;
    }
  if (!self->is_typed)
    return TRUE;
  self->is_typed = FALSE;
  app_field_editor_show (self->editor, get_value (self));
  if (g_strcmp0 (self->base, get_value (self)) != 0)
    g_signal_emit (self, signals[COMMITTED], 0);
  return TRUE;
}

/**
 * app_field_row_focus:
 * @self: a row on the screen
 *
 * Puts the focus into the field; what scrolls around it follows.
 */
void
app_field_row_focus (AppFieldRow *self)
{
  g_return_if_fail (APP_IS_FIELD_ROW (self));
  gtk_widget_grab_focus (app_field_editor_get_control (self->editor));
}
