/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-settings.h"

#include <glib/gi18n-lib.h>

#include "work-settings-private.h"

static gboolean
check_roles (const WorkOrder *order, GError **error)
{
  if (order->records->len == 0)
    return _work_refuse (error, _ ("Someone signs an agreement. Add a signatory before you remove "
                                   "the last one."));
  for (guint i = 0; i < order->records->len; i++)
    {
      ModelRecord *role = g_ptr_array_index (order->records, i);

      if (g_strcmp0 (model_record_get (role, "role"), "other") == 0
          && model_record_get (role, "label") == NULL)
        return _work_refuse (error, _ ("A signatory of another kind needs words of its own. Write "
                                       "what this one is called."));
    }
  return TRUE;
}

static gboolean
change_roles (WorkChanging *changing, gpointer data, GError **error)
{
  WorkOrder *order = _work_order_copy (data);
  gboolean done = check_roles (order, error) && _work_changing_save_order (changing, order, error);

  _work_order_free (order);
  return done;
}

/**
 * work_change_signatory_roles_new:
 * @roles: (element-type ModelRecord): who signs the agreements to come, in order, as loaded, with
 *   what was changed since; new ones have the id 0. Copied
 * @removed: (nullable) (element-type ModelRecord): those that are to go. Copied
 *
 * Agreements that were made keep their signatories.
 *
 * Returns: (transfer full): the change; refused when nobody would sign
 */
WorkChange *
work_change_signatory_roles_new (GPtrArray *roles, GPtrArray *removed)
{
  return _work_change_new ("settings.change", change_roles, _work_order_new (roles, removed),
                           (GDestroyNotify) _work_order_free);
}
