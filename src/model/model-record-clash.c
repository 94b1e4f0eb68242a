/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-record.h"

/* What two people have changed at once. */

/**
 * model_record_clashes_at:
 * @self: a record that a person edits
 * @fresh: the same row as it is in the database now
 * @index: one of its fields
 *
 * Returns: whether both were changed there since @self was loaded, to different values
 */
gboolean
model_record_clashes_at (ModelRecord *self, ModelRecord *fresh, guint index)
{
  g_return_val_if_fail (MODEL_IS_RECORD (self), FALSE);
  g_return_val_if_fail (model_record_get_entity (fresh) == model_record_get_entity (self), FALSE);

  return model_record_is_changed_at (self, index)
         && g_strcmp0 (model_record_get_at (fresh, index), model_record_get_loaded_at (self, index))
                != 0
         && g_strcmp0 (model_record_get_at (fresh, index), model_record_get_at (self, index)) != 0;
}

/**
 * model_record_clashes:
 * @self: a record that a person edits
 * @fresh: the same row as it is in the database now
 *
 * Returns: whether a field was changed in both, to different values
 */
gboolean
model_record_clashes (ModelRecord *self, ModelRecord *fresh)
{
  g_return_val_if_fail (MODEL_IS_RECORD (self), FALSE);

  for (guint i = 0; i < model_entity_info (model_record_get_entity (self))->n_fields; i++)
    if (model_record_clashes_at (self, fresh, i))
      return TRUE;
  return FALSE;
}
