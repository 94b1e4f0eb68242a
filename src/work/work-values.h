/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-template.h"
#include "store-record.h"

G_BEGIN_DECLS

/**
 * WorkValues:
 *
 * What each merge name stands for in one agreement.
 */
typedef struct _WorkValues WorkValues;

WorkValues *work_values_load (StoreConnection *connection,
                              gint64 placement_id,
                              ModelRecord *agreement,
                              const char *today,
                              GError **error);
WorkValues *work_values_new_from_json (const char *json, GError **error);
char *work_values_to_json (WorkValues *self);
void work_values_free (WorkValues *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkValues, work_values_free)

const char *work_values_get (WorkValues *self, const char *name);
char *work_values_difference (WorkValues *before, WorkValues *after);
gboolean work_values_lookup (const char *name, MergeValue *value, gpointer values);
gboolean work_values_lookup_plain (const char *name, MergeValue *value, gpointer values);
int work_values_count_items (const char *list, gpointer values);
gboolean work_values_lookup_item (const char *list,
                                  guint item,
                                  const char *name,
                                  MergeValue *value,
                                  gpointer values);
GBytes *work_values_load_picture (const char *name, gpointer values);
MergeSource work_values_source (WorkValues *self);

G_END_DECLS
