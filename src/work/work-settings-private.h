/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-change-private.h"

G_BEGIN_DECLS

/* work-settings-order.c */

/**
 * WorkOrder:
 * @records: (element-type ModelRecord): the list as it is to be; new ones have the id 0
 * @removed: (element-type ModelRecord): those that are to go
 *
 * A list with an order as a person has left it.
 */
typedef struct
{
  GPtrArray *records;
  GPtrArray *removed;
} WorkOrder;

WorkOrder *_work_order_new (GPtrArray *records, GPtrArray *removed);
void _work_order_free (WorkOrder *order);
WorkOrder *_work_order_copy (const WorkOrder *order);
gboolean _work_changing_save_order (WorkChanging *changing, const WorkOrder *order, GError **error);

/* work-settings-calendar.c */
gboolean _work_changing_save_row (WorkChanging *changing, ModelRecord *record, GError **error);

/* work-settings-uses.c */
gboolean _work_is_same_name (ModelRecord *record, const char *name);
char *_work_new_name (GPtrArray *others, const char *name, const char *within, const char *value);
gboolean
_work_check_name (GPtrArray *others, ModelRecord *record, const char *within, GError **error);
gboolean _work_changing_remove (WorkChanging *changing, ModelRecord *record, GError **error);
gboolean _work_changing_count (WorkChanging *changing,
                               const char *query,
                               gint64 first,
                               gint64 second,
                               guint *n,
                               GError **error);

G_END_DECLS
