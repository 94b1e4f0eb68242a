/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-record.h"
#include "work-change.h"

G_BEGIN_DECLS

/**
 * WorkChanging:
 * @connection: in a transaction
 * @operation: what all that is saved is part of; its label may be made more precise
 * @author: who does it
 * @today: ISO day
 * @now: UTC timestamp
 * @id: (out): see #WorkDone
 * @n: (out): see #WorkDone
 * @merged_with: (out) (owned) (nullable): see #WorkDone
 *
 * A change under way. A transaction may be tried twice: @id and @n are 0 each time.
 */
typedef struct
{
  StoreConnection *connection;
  StoreOperation *operation;
  const char *author;
  const char *today;
  const char *now;
  gint64 id;
  guint n;
  char *merged_with;
} WorkChanging;

typedef gboolean (*WorkChangeFunc) (WorkChanging *changing, gpointer data, GError **error);

WorkChange *
_work_change_new (const char *label, WorkChangeFunc func, gpointer data, GDestroyNotify destroy);
gboolean _work_changing_save (WorkChanging *changing, ModelRecord *record, GError **error);
ModelRecord *
_work_changing_load (WorkChanging *changing, ModelEntity entity, gint64 id, GError **error);
GPtrArray *_work_changing_find (WorkChanging *changing,
                                ModelEntity entity,
                                const char *column,
                                gint64 id,
                                GError **error);
gboolean _work_refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
