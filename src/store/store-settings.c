/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-settings.h"

/**
 * store_settings_load:
 * @connection: a connection
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full): the school's settings over the defaults, or %NULL
 */
ModelSettings *
store_settings_load (StoreConnection *connection, GError **error)
{
  g_autoptr (ModelSettings) settings = model_settings_new ();
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (connection, "SELECT name, value FROM setting", error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  while (store_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&settings);
      model_settings_set (settings, store_statement_get_text (statement, 0),
                          store_statement_get_text (statement, 1));
    }
  return NULL;
}

/**
 * store_settings_save:
 * @connection: a connection
 * @name: a setting
 * @value: (nullable): its value; %NULL takes it back to the default
 * @operation: what it is part of
 * @error: return location for a #StoreError
 *
 * Writes a setting and its history line; nothing when it has this value already.
 *
 * Returns: whether it is saved
 */
gboolean
store_settings_save (StoreConnection *connection,
                     const char *name,
                     const char *value,
                     StoreOperation *operation,
                     GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (ModelRecord) record =
      store_find_one (connection, MODEL_ENTITY_SETTING, &local, "name", name, NULL);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (record == NULL)
    {
      if (value == NULL)
        return TRUE;
      record = model_record_new (MODEL_ENTITY_SETTING);
      model_record_set_canonical (record, "name", name);
    }
  model_record_set_canonical (record, "value", value);
  return store_save (connection, record, operation, NULL, error);
}
