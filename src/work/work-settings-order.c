/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-settings-private.h"

#include <glib/gi18n-lib.h>

static GPtrArray *
copy_records (GPtrArray *records)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; records != NULL && i < records->len; i++)
    g_ptr_array_add (copies, model_record_copy (g_ptr_array_index (records, i)));
  return copies;
}

/**
 * _work_order_new:
 * @records: (element-type ModelRecord): the list as it is to be. Copied
 * @removed: (nullable) (element-type ModelRecord): those that are to go. Copied
 *
 * Returns: (transfer full): a list with an order
 */
WorkOrder *
_work_order_new (GPtrArray *records, GPtrArray *removed)
{
  WorkOrder *order = g_new0 (WorkOrder, 1);

  order->records = copy_records (records);
  order->removed = copy_records (removed);
  return order;
}

/**
 * _work_order_copy:
 * @order: a list with an order
 *
 * A transaction may be tried twice: each time with records as they were given.
 *
 * Returns: (transfer full): the same
 */
WorkOrder *
_work_order_copy (const WorkOrder *order)
{
  return _work_order_new (order->records, order->removed);
}

/**
 * _work_order_free:
 * @order: (transfer full): a list with an order
 */
void
_work_order_free (WorkOrder *order)
{
  g_ptr_array_unref (order->records);
  g_ptr_array_unref (order->removed);
  g_free (order);
}

static gboolean
has_id (GPtrArray *records, gint64 id)
{
  for (guint i = 0; i < records->len; i++)
    if (model_record_get_id (g_ptr_array_index (records, i)) == id)
      return TRUE;
  return FALSE;
}

/* What another seat has added or removed meanwhile is in one of both lists only. */
static gboolean
check_is_whole (GPtrArray *present, const WorkOrder *order, GError **error)
{
  guint n_known = order->removed->len;
  gboolean is_whole = TRUE;

  for (guint i = 0; i < order->records->len; i++)
    n_known += model_record_get_id (g_ptr_array_index (order->records, i)) != 0;
  for (guint i = 0; i < present->len && is_whole; i++)
    {
      gint64 id = model_record_get_id (g_ptr_array_index (present, i));

      is_whole = has_id (order->records, id) || has_id (order->removed, id);
    }
  if (is_whole && n_known == present->len)
    return TRUE;
  return _work_refuse (error, _ ("Someone else has changed this list meanwhile. Nothing was saved: "
                                 "look at it again, then make your change."));
}

/**
 * _work_changing_save_order:
 * @changing: a change under way
 * @order: a list with an order, all of one entity that has a position
 * @error: return location; %WORK_ERROR_REFUSED when the list is another one by now
 *
 * Saves a list: every record at its place, new ones too; what was removed is gone.
 *
 * Returns: whether it is saved
 */
gboolean
_work_changing_save_order (WorkChanging *changing, const WorkOrder *order, GError **error)
{
  ModelRecord *first =
      g_ptr_array_index (order->records->len > 0 ? order->records : order->removed, 0);
  g_autoptr (GPtrArray) present =
      store_load_all (changing->connection, model_record_get_entity (first), error);

  if (present == NULL || !check_is_whole (present, order, error))
    return FALSE;
  for (guint i = 0; i < order->records->len; i++)
    {
      ModelRecord *record = g_ptr_array_index (order->records, i);

      model_record_set_int (record, "position", i);
      if (!_work_changing_save (changing, record, error))
        return FALSE;
    }
  for (guint i = 0; i < order->removed->len; i++)
    if (!store_delete (changing->connection, g_ptr_array_index (order->removed, i),
                       changing->operation, error))
      return FALSE;
  changing->n += order->removed->len;
  return TRUE;
}
