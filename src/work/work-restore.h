/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-entity.h"
#include "work-job.h"
#include "work-school.h"

G_BEGIN_DECLS

/**
 * WorkRestoreRow:
 * @entity: what is counted
 * @n_back: rows that are in the backup alone: they come back
 * @n_gone: rows that are in the base alone: they go
 * @n_changed: rows that are in both and differ
 *
 * What putting a backup back would do to one entity.
 */
typedef struct
{
  ModelEntity entity;
  guint n_back;
  guint n_gone;
  guint n_changed;
} WorkRestoreRow;

/**
 * WorkRestoreAuthor:
 * @name: who
 * @n: how many operations of theirs would be lost
 *
 * Whose work would be lost.
 */
typedef struct
{
  char *name;
  guint n;
} WorkRestoreAuthor;

/**
 * WorkRestorePlan:
 * @backup: the backup's path
 * @at_backup: UTC timestamp of the last change in the backup, or ""
 * @at_base: UTC timestamp of the last change in the base, or ""
 * @rows: (element-type WorkRestoreRow): entities that would change
 * @authors: (element-type WorkRestoreAuthor): who changed something since, most first
 * @n_operations: how many operations would be lost
 * @n_documents: files of documents that lack beside the base and are in the backups
 * @n_lacking: those that are in neither
 * @is_of_other_base: the backup is of another base
 *
 * What would change if a backup were put back. It was looked at page by page.
 */
typedef struct
{
  char *backup;
  char *at_backup;
  char *at_base;
  GPtrArray *rows;
  GPtrArray *authors;
  guint n_operations;
  guint n_documents;
  guint n_lacking;
  gboolean is_of_other_base;
} WorkRestorePlan;

void work_restore_plan_free (WorkRestorePlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkRestorePlan, work_restore_plan_free)

WorkRestorePlan *work_restore_plan (WorkSchool *school,
                                    const char *backup,
                                    const char *passphrase,
                                    GCancellable *cancellable,
                                    GError **error);
void work_restore_plan_async (WorkSchool *school,
                              const char *backup,
                              const char *passphrase,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
WorkRestorePlan *work_restore_plan_finish (GAsyncResult *result, GError **error);

WorkJob *work_restore_new (WorkSchool *school,
                           const char *backup,
                           const char *passphrase,
                           const char *folder);
WorkJob *work_restore_damaged_new (const char *base, const char *backup, const char *passphrase);

G_END_DECLS
