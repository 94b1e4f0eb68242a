/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-record.h"

G_BEGIN_DECLS

/* store-record.c */
const char *_store_field_sql_type (const ModelField *field);
gboolean _store_value_is_same (const char *a, const char *b);
void _store_bind_field (StoreStatement *statement,
                        int parameter,
                        const ModelField *field,
                        const char *canonical);
ModelRecord *_store_read_row (StoreStatement *statement, ModelEntity entity);
ModelRecord *
_store_load_if_any (StoreConnection *connection, ModelEntity entity, gint64 id, GError **error);

/* store-save.c: the row and its history line; the caller is in a transaction. */
gboolean _store_write_insert (StoreConnection *connection,
                              ModelRecord *record,
                              gint64 id,
                              gint64 version,
                              StoreOperation *operation,
                              gint64 *new_id,
                              GError **error);
gboolean _store_write_update (StoreConnection *connection,
                              ModelRecord *record,
                              StoreOperation *operation,
                              GError **error);
gboolean _store_write_delete (StoreConnection *connection,
                              ModelRecord *record,
                              StoreOperation *operation,
                              GError **error);

G_END_DECLS
