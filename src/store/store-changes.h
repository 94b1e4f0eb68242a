/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-record.h"

G_BEGIN_DECLS

/**
 * StoreChangesCursor:
 * @line: the last line of history that is known; 0: none was looked for yet, -1: there was
 *   none
 * @moved: what the engine said at the last look
 * @opened: how often the connection had been opened then: what the engine says begins anew
 *
 * Up to where the changes of others are known. All 0: nothing was looked at yet.
 */
typedef struct
{
  gint64 line;
  gint64 moved;
  guint opened;
} StoreChangesCursor;

/**
 * StoreChangedRow:
 *
 * A row that was made, changed or deleted.
 */
typedef struct
{
  ModelEntity entity;
  gint64 id;
} StoreChangedRow;

/**
 * StoreChange:
 * @operation_id: (owned): the operation
 * @author: (owned): who did it
 * @seat: (owned) (nullable): on which computer
 * @at: (owned): UTC timestamp of its last line
 * @label: (owned): what it was: "step.move"…
 * @rows: (owned) (element-type StoreChangedRow): what it was about, each row once
 *
 * Something that was done by another connection.
 */
typedef struct
{
  char *operation_id;
  char *author;
  char *seat;
  char *at;
  char *label;
  GArray *rows;
} StoreChange;

void store_change_free (StoreChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreChange, store_change_free)

gboolean store_change_is_about (const StoreChange *change, ModelEntity entity, gint64 id);
gboolean
store_changes_begin (StoreConnection *connection, StoreChangesCursor *cursor, GError **error);
GPtrArray *store_changes_since (StoreConnection *connection,
                                StoreChangesCursor *cursor,
                                gboolean *moved,
                                GError **error);

G_END_DECLS
