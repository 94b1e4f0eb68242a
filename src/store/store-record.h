/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-connection.h"
#include "model-record.h"

G_BEGIN_DECLS

/**
 * StoreOperation:
 * @id: UUID; the same in every history line of the operation
 * @author: who does it, as the session knows the person
 * @label: what it is: "step.move", "import.students", "agreement.make"…
 * @undoes: id of the operation that this one undoes, or %NULL
 *
 * One thing a person did, however many rows it touched: the unit of undo and of history.
 */
typedef struct
{
  char *id;
  char *author;
  char *label;
  char *undoes;
} StoreOperation;

StoreOperation *store_operation_new (const char *author, const char *label);
void store_operation_free (StoreOperation *operation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreOperation, store_operation_free)

/**
 * StoreConflict:
 * @field: the field that two seats changed
 * @base: value both started from; @mine: ours; @theirs: saved meanwhile (canonical, may be %NULL)
 */
typedef struct
{
  const ModelField *field;
  char *base;
  char *mine;
  char *theirs;
} StoreConflict;

ModelRecord *
store_load (StoreConnection *connection, ModelEntity entity, gint64 id, GError **error);
GPtrArray *store_load_all (StoreConnection *connection, ModelEntity entity, GError **error);
GPtrArray *store_find (StoreConnection *connection,
                       ModelEntity entity,
                       const char *column,
                       const char *canonical,
                       GError **error);
GPtrArray *store_find_by_id (StoreConnection *connection,
                             ModelEntity entity,
                             const char *column,
                             gint64 id,
                             GError **error);
ModelRecord *store_find_one (StoreConnection *connection, ModelEntity entity, GError **error, ...)
    G_GNUC_NULL_TERMINATED;
gboolean store_save (StoreConnection *connection,
                     ModelRecord *record,
                     StoreOperation *operation,
                     GPtrArray **conflicts,
                     GError **error);
gboolean store_delete (StoreConnection *connection,
                       ModelRecord *record,
                       StoreOperation *operation,
                       GError **error);

G_END_DECLS
