/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-school.h"

G_BEGIN_DECLS

/**
 * WorkChange:
 *
 * One thing that a person does to a school: what history calls it, and how it is done. The use
 * cases make them (`work_change_…_new()`), work_school_apply() does them: in one transaction and as
 * one operation, so that one undo takes all of it back.
 */
typedef struct _WorkChange WorkChange;

/**
 * WorkDone:
 * @operation_id: (nullable): what undo takes; %NULL when all was so already
 * @id: the row that it is about: a new one's id; 0 when there is none or several
 * @n: how many things were changed, as the use case counts them
 * @merged_with: (nullable): whose changes of the same row were kept beside these: “Mme Martin (seat
 *   VIE-SCO)”
 *
 * What became of a change.
 */
typedef struct
{
  char *operation_id;
  gint64 id;
  guint n;
  char *merged_with;
} WorkDone;

void work_done_free (WorkDone *done);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkDone, work_done_free)

void work_change_free (WorkChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkChange, work_change_free)

WorkDone *work_school_apply (WorkSchool *self, WorkChange *change, GError **error);
void work_school_apply_async (WorkSchool *self,
                              WorkChange *change,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
WorkDone *work_school_apply_finish (WorkSchool *self, GAsyncResult *result, GError **error);

/* The plainest ones: rows as they are edited in a form. */
WorkChange *work_change_save_new (const char *label, ModelRecord *record);
WorkChange *work_change_save_all_new (const char *label, GPtrArray *records);
WorkChange *work_change_delete_new (const char *label, ModelEntity entity, gint64 id);

G_END_DECLS
