/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-connection.h"

G_BEGIN_DECLS

/**
 * StoreMigration:
 * @version: level of the schema once it is applied
 * @resource: path of its SQL among our resources, or %NULL
 * @sql: its SQL, when it has no @resource
 *
 * One step of the schema, applied in one transaction.
 */
typedef struct
{
  int version;
  const char *resource;
  const char *sql;
} StoreMigration;

const StoreMigration *_store_migrate_list (guint *n);
int _store_migrate_latest (void);
gboolean
_store_migrate (StoreConnection *connection, const StoreMigration *list, guint n, GError **error);

G_END_DECLS
