/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-form-part.h"

enum
{
  CHANGED,
  COMMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (AppFormPart, app_form_part, GTK_TYPE_WIDGET)

static void
app_form_part_default_init (AppFormPartInterface *iface)
{
  /* With the field's key. "changed": the record's value is another one, even in the middle of a
   * word; "committed": once, when the person is through with a changed value. */
  signals[CHANGED] = g_signal_new ("changed", APP_TYPE_FORM_PART, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[COMMITTED] = g_signal_new ("committed", APP_TYPE_FORM_PART, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

/**
 * app_form_part_get_entity:
 * @self: a part of a form
 *
 * Returns: which entity's records it edits
 */
ModelEntity
app_form_part_get_entity (AppFormPart *self)
{
  g_return_val_if_fail (APP_IS_FORM_PART (self), MODEL_ENTITY_NONE);
  return APP_FORM_PART_GET_IFACE (self)->get_entity (self);
}

/**
 * app_form_part_set_record:
 * @self: a part of a form
 * @record: (nullable) (transfer none): a record of its entity
 *
 * Edits another record, in place. What was typed and is no value is dropped.
 */
void
app_form_part_set_record (AppFormPart *self, ModelRecord *record)
{
  g_return_if_fail (APP_IS_FORM_PART (self));
  APP_FORM_PART_GET_IFACE (self)->set_record (self, record);
}

/**
 * app_form_part_refresh:
 * @self: a part of a form
 *
 * Shows the record's values anew: the program has set some. What is being typed stays.
 */
void
app_form_part_refresh (AppFormPart *self)
{
  g_return_if_fail (APP_IS_FORM_PART (self));
  APP_FORM_PART_GET_IFACE (self)->refresh (self);
}

/**
 * app_form_part_flush:
 * @self: a part of a form
 *
 * Ends the typing: values are written as such values are, problems are said at once.
 *
 * Returns: whether all that stands there are values
 */
gboolean
app_form_part_flush (AppFormPart *self)
{
  g_return_val_if_fail (APP_IS_FORM_PART (self), FALSE);
  return APP_FORM_PART_GET_IFACE (self)->flush (self);
}

/**
 * app_form_part_list_invalid:
 * @self: a part of a form
 * @keys: what they are added to
 *
 * Adds the keys of the fields whose text is no value.
 */
void
app_form_part_list_invalid (AppFormPart *self, GStrvBuilder *keys)
{
  g_return_if_fail (APP_IS_FORM_PART (self));
  APP_FORM_PART_GET_IFACE (self)->list_invalid (self, keys);
}

/**
 * app_form_part_focus_field:
 * @self: a part of a form
 * @key: a field's key
 *
 * Puts the focus into a field; what scrolls around it follows.
 *
 * Returns: whether it has the field
 */
gboolean
app_form_part_focus_field (AppFormPart *self, const char *key)
{
  g_return_val_if_fail (APP_IS_FORM_PART (self), FALSE);
  return APP_FORM_PART_GET_IFACE (self)->focus_field (self, key);
}

/**
 * app_form_part_add_note:
 * @self: a part of a form
 * @key: a field's key
 * @text: a sentence about its value
 * @style: "neutral", "warning" or "error"
 *
 * Says something about a field, if it has it.
 */
void
app_form_part_add_note (AppFormPart *self, const char *key, const char *text, const char *style)
{
  g_return_if_fail (APP_IS_FORM_PART (self));
  APP_FORM_PART_GET_IFACE (self)->add_note (self, key, text, style);
}

/**
 * app_form_part_clear_notes:
 * @self: a part of a form
 * @key: (nullable): a field's key, or %NULL for all
 *
 * Takes away what app_form_part_add_note() said; what is wrong with a text stays said.
 */
void
app_form_part_clear_notes (AppFormPart *self, const char *key)
{
  g_return_if_fail (APP_IS_FORM_PART (self));
  APP_FORM_PART_GET_IFACE (self)->clear_notes (self, key);
}

/**
 * app_form_part_set_mandatory:
 * @self: a part of a form
 * @keys: (array zero-terminated=1): the fields that must be filled in, its own among them
 *
 * Marks its fields that are mandatory, and no others.
 */
void
app_form_part_set_mandatory (AppFormPart *self, const char *const *keys)
{
  g_return_if_fail (APP_IS_FORM_PART (self));
  APP_FORM_PART_GET_IFACE (self)->set_mandatory (self, keys);
}

/**
 * app_form_part_set_editable:
 * @self: a part of a form
 * @editable: whether values may be changed
 *
 * Locks it or opens it. What is locked can still be read and copied.
 */
void
app_form_part_set_editable (AppFormPart *self, gboolean editable)
{
  g_return_if_fail (APP_IS_FORM_PART (self));
  APP_FORM_PART_GET_IFACE (self)->set_editable (self, editable);
}

/**
 * app_form_part_changed:
 * @self: a part of a form
 * @key: a field's key
 *
 * For parts: emits "changed".
 */
void
app_form_part_changed (AppFormPart *self, const char *key)
{
  g_return_if_fail (APP_IS_FORM_PART (self));
  g_signal_emit (self, signals[CHANGED], 0, key);
}

/**
 * app_form_part_committed:
 * @self: a part of a form
 * @key: a field's key
 *
 * For parts: emits "committed".
 */
void
app_form_part_committed (AppFormPart *self, const char *key)
{
  g_return_if_fail (APP_IS_FORM_PART (self));
  g_signal_emit (self, signals[COMMITTED], 0, key);
}
