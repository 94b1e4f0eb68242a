/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-record.h"

G_BEGIN_DECLS

/**
 * WorkCreate:
 * @connection: the new database, in a transaction
 * @operation: what filling it is part of
 * @cancellable: (nullable): what stops it
 *
 * A database that is being made.
 */
typedef struct
{
  StoreConnection *connection;
  StoreOperation *operation;
  GCancellable *cancellable;
} WorkCreate;

typedef gboolean (*WorkCreateFunc) (WorkCreate *create, GError **error);

/* work-create.c */
gboolean _work_create (const char *path,
                       const char *label,
                       WorkCreateFunc func,
                       GCancellable *cancellable,
                       GError **error);
GBytes *_work_create_resource (const char *name);
gboolean _work_create_frame (WorkCreate *create, GError **error);

/* work-demo-rows.c */
gboolean _work_demo_add_searches (WorkCreate *create, GError **error);
gboolean _work_demo_add_agreements (WorkCreate *create, GError **error);
gboolean _work_demo_add_notes (WorkCreate *create, GError **error);

G_END_DECLS
