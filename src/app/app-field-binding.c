/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-field-binding.h"

#include "model-value.h"

/* A value is not called wrong while it is being typed: only once the typing rests this long. */
#define REST_MS 600

/**
 * AppFieldBinding:
 *
 * Between an editor and a field of a record. What is typed goes into the record as soon as it is a
 * value of the field's type. While it is none, the record has the value from before the typing, the
 * editor keeps the text, and there is a problem to tell.
 *
 * Emits "changed" whenever the record's value has changed; "committed" once when the person is
 * through with a changed value; "told" when app_field_binding_get_told() says something else.
 */
struct _AppFieldBinding
{
  GObject parent_instance;

  const ModelField *field;
  AppFieldEditor *editor; /* not held: it holds its binding's owner */
  ModelRecord *record;
  char *base;    /* the value before the typing */
  char *problem; /* why the text is no value */
  guint rest_source;
  gboolean is_typed; /* something was typed that is not committed */
  gboolean is_told;  /* the problem is shown */
};

enum
{
  CHANGED,
  COMMITTED,
  TOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppFieldBinding, app_field_binding, G_TYPE_OBJECT)

static void
set_told (AppFieldBinding *self, gboolean is_told)
{
  gboolean was_told = self->is_told;

  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->is_told = is_told;
  if (was_told || is_told)
    g_signal_emit (self, signals[TOLD], 0);
}

static gboolean
on_rest_cb (gpointer user_data)
{
  AppFieldBinding *self = user_data;

  self->rest_source = 0;
  set_told (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
keep (AppFieldBinding *self, const char *canonical)
{
  if (g_strcmp0 (app_field_binding_get_value (self), canonical) == 0)
    return;
  model_record_set_canonical (self->record, model_field_column (self->field), canonical);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_edited_cb (AppFieldEditor *editor, AppFieldBinding *self)
{
  g_autofree char *text = NULL, *canonical = NULL;
  g_autoptr (GError) error = NULL;

  if (self->record == NULL)
    return;
  if (!self->is_typed && self->problem == NULL)
    {
      g_free (self->base);
      self->base = g_strdup (app_field_binding_get_value (self));
    }
  self->is_typed = TRUE;
  text = app_field_editor_dup_text (editor);
  g_clear_pointer (&self->problem, g_free);
  if (model_value_parse (self->field, text, &canonical, &error))
    {
      set_told (self, FALSE);
      keep (self, canonical);
      return;
    }
  self->problem = g_strdup (error->message);
  if (self->is_told)
    set_told (self, TRUE);
  else
    {
      g_clear_handle_id (&self->rest_source, g_source_remove);
      self->rest_source = g_timeout_add (REST_MS, on_rest_cb, self);
    }
  /* Half a date may be a date of another year: what counts is the one from before. */
  keep (self, self->base);
}

static void
on_done_cb (AppFieldEditor *editor, AppFieldBinding *self)
{
  app_field_binding_flush (self);
}

static void
app_field_binding_dispose (GObject *object)
{
  AppFieldBinding *self = APP_FIELD_BINDING (object);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_object (&self->record);
  G_OBJECT_CLASS (app_field_binding_parent_class)->dispose (object);
}

static void
app_field_binding_finalize (GObject *object)
{
  AppFieldBinding *self = APP_FIELD_BINDING (object);

  g_clear_weak_pointer (&self->editor);
  g_free (self->base);
  g_free (self->problem);
  G_OBJECT_CLASS (app_field_binding_parent_class)->finalize (object);
}

static void
app_field_binding_class_init (AppFieldBindingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_field_binding_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_field_binding_finalize;
  signals[CHANGED] = g_signal_new ("changed", APP_TYPE_FIELD_BINDING, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[COMMITTED] = g_signal_new ("committed", APP_TYPE_FIELD_BINDING, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TOLD] = g_signal_new ("told", APP_TYPE_FIELD_BINDING, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
app_field_binding_init (AppFieldBinding *self)
{
}

/**
 * app_field_binding_new:
 * @field: a field of the catalogue
 * @editor: (transfer none): what edits it
 *
 * Returns: (transfer full): a binding, to no record yet
 */
AppFieldBinding *
app_field_binding_new (const ModelField *field, AppFieldEditor *editor)
{
  AppFieldBinding *self = g_object_new (APP_TYPE_FIELD_BINDING, NULL);

  self->field = field;
  g_set_weak_pointer (&self->editor, editor);
  g_signal_connect_object (editor, "edited", G_CALLBACK (on_edited_cb), self, 0);
  g_signal_connect_object (editor, "done", G_CALLBACK (on_done_cb), self, 0);
  return self;
}

/**
 * app_field_binding_get_field:
 * @self: a binding
 *
 * Returns: (transfer none): the field
 */
const ModelField *
app_field_binding_get_field (AppFieldBinding *self)
{
  g_return_val_if_fail (APP_IS_FIELD_BINDING (self), NULL);
  return self->field;
}

/**
 * app_field_binding_get_editor:
 * @self: a binding
 *
 * Returns: (transfer none): what edits the field
 */
AppFieldEditor *
app_field_binding_get_editor (AppFieldBinding *self)
{
  g_return_val_if_fail (APP_IS_FIELD_BINDING (self), NULL);
  return self->editor;
}

/**
 * app_field_binding_set_record:
 * @self: a binding
 * @record: (nullable) (transfer none): a row of the field's entity
 *
 * Edits another record, in place. What was typed and is no value is dropped.
 */
void
app_field_binding_set_record (AppFieldBinding *self, ModelRecord *record)
{
  g_return_if_fail (APP_IS_FIELD_BINDING (self));
  g_return_if_fail (record == NULL
                    || model_record_get_entity (record) == model_field_entity (self->field));
  g_set_object (&self->record, record);
  self->is_typed = FALSE;
  g_clear_pointer (&self->problem, g_free);
  set_told (self, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->editor), record != NULL);
  app_field_editor_show (self->editor, app_field_binding_get_value (self));
}

/**
 * app_field_binding_get_record:
 * @self: a binding
 *
 * Returns: (transfer none) (nullable): the record that is edited
 */
ModelRecord *
app_field_binding_get_record (AppFieldBinding *self)
{
  g_return_val_if_fail (APP_IS_FIELD_BINDING (self), NULL);
  return self->record;
}

/**
 * app_field_binding_get_value:
 * @self: a binding
 *
 * Returns: (transfer none) (nullable): the record's value in canonical form
 */
const char *
app_field_binding_get_value (AppFieldBinding *self)
{
  g_return_val_if_fail (APP_IS_FIELD_BINDING (self), NULL);
  return self->record != NULL ? model_record_get (self->record, model_field_column (self->field))
                              : NULL;
}

/**
 * app_field_binding_refresh:
 * @self: a binding
 *
 * Shows the record's value anew: the program has set it. What is being typed stays, unless it
 * stands for another value than the record has now.
 */
void
app_field_binding_refresh (AppFieldBinding *self)
{
  g_autofree char *text = NULL, *canonical = NULL;

  g_return_if_fail (APP_IS_FIELD_BINDING (self));
  if (self->is_typed || self->problem != NULL)
    {
      text = app_field_editor_dup_text (self->editor);
      if (!model_value_parse (self->field, text, &canonical, NULL))
        canonical = g_strdup (self->base);
      if (g_strcmp0 (canonical, app_field_binding_get_value (self)) == 0)
        return;
    }
  self->is_typed = FALSE;
  g_clear_pointer (&self->problem, g_free);
  set_told (self, FALSE);
  app_field_editor_show (self->editor, app_field_binding_get_value (self));
}

/**
 * app_field_binding_get_problem:
 * @self: a binding
 *
 * Returns: (transfer none) (nullable): the sentence that says why the text in the editor is no
 *   value of the field; %NULL when it is one
 */
const char *
app_field_binding_get_problem (AppFieldBinding *self)
{
  g_return_val_if_fail (APP_IS_FIELD_BINDING (self), NULL);
  return self->problem;
}

/**
 * app_field_binding_get_told:
 * @self: a binding
 *
 * Returns: (transfer none) (nullable): the problem, once it is to be shown: not in the middle of
 *   typing
 */
const char *
app_field_binding_get_told (AppFieldBinding *self)
{
  g_return_val_if_fail (APP_IS_FIELD_BINDING (self), NULL);
  return self->is_told ? self->problem : NULL;
}

/**
 * app_field_binding_flush:
 * @self: a binding
 *
 * Ends the typing: a value is written as such values are, a problem is told at once.
 *
 * Returns: whether what stands in the editor is a value of the field
 */
gboolean
app_field_binding_flush (AppFieldBinding *self)
{
  g_return_val_if_fail (APP_IS_FIELD_BINDING (self), FALSE);
  if (self->problem != NULL)
    {
      if (!self->is_told)
        set_told (self, TRUE);
      return FALSE;
    }
  if (!self->is_typed)
    return TRUE;
  self->is_typed = FALSE;
  app_field_editor_show (self->editor, app_field_binding_get_value (self));
  if (g_strcmp0 (self->base, app_field_binding_get_value (self)) != 0)
    g_signal_emit (self, signals[COMMITTED], 0);
  return TRUE;
}
