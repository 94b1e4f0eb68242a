/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-changes.h"
#include "work-query.h"

G_BEGIN_DECLS

/**
 * WorkSeatChange:
 * @author: (owned): who did it
 * @seat: (owned) (nullable): on which computer
 * @at: (owned): UTC timestamp
 * @label: (owned): of the operation: "step.move"
 * @name: (owned): what it was, for a person: "step of 3 agreements", "Undone: step of 3 agreements"
 * @rows: (owned) (element-type StoreChangedRow): what it was about
 *
 * Something that was done at another seat.
 */
typedef struct
{
  char *author;
  char *seat;
  char *at;
  char *label;
  char *name;
  GArray *rows;
} WorkSeatChange;

/**
 * WorkChanges:
 * @cursor: where the next look begins
 * @changes: (owned) (element-type WorkSeatChange): what others did, in its order
 * @has_moved: whether anything at all was written by others, be it nothing that has a history
 * @is_reachable: whether the database could be asked
 * @reason: (owned) (nullable): a sentence: why it could not
 * @is_shared: whether other computers may have it open, too
 *
 * What came of a look at the database.
 */
typedef struct
{
  StoreChangesCursor cursor;
  GPtrArray *changes;
  gboolean has_moved;
  gboolean is_reachable;
  char *reason;
  gboolean is_shared;
} WorkChanges;

void work_changes_free (WorkChanges *changes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkChanges, work_changes_free)

gboolean work_seat_change_is_about (const WorkSeatChange *change, ModelEntity entity, gint64 id);
char *work_seat_name (const char *author, const char *seat);
char *work_changes_describe (WorkChanges *changes);
gboolean work_error_is_unreachable (const GError *error);

WorkChanges *work_school_poll (WorkSchool *self, const StoreChangesCursor *cursor, GError **error);
WorkQuery *work_query_seats_new (void); /* → GPtrArray of StoreSeat */
char *work_seats_describe (GPtrArray *seats);
void work_school_poll_async (WorkSchool *self,
                             const StoreChangesCursor *cursor,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
WorkChanges *work_school_poll_finish (WorkSchool *self, GAsyncResult *result, GError **error);

G_END_DECLS
