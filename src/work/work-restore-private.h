/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-seal.h"
#include "work-restore.h"

G_BEGIN_DECLS

/**
 * WorkRestoreCopy:
 * @folder: (owned): a folder of its own, which goes with it
 * @path: (owned): what was in the backup, brought up to date
 * @seal: (owned) (nullable): what opened it
 * @backups: (owned): the folder of the backup, where its documents are
 *
 * What was taken out of a backup, to be looked at or put back.
 */
typedef struct
{
  char *folder;
  char *path;
  char *backups;
  StoreSeal *seal;
} WorkRestoreCopy;

/* work-restore-copy.c */
WorkRestoreCopy *_work_restore_copy_new (const char *base,
                                         const char *backup,
                                         const char *passphrase,
                                         GCancellable *cancellable,
                                         GError **error);
void _work_restore_copy_free (WorkRestoreCopy *copy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkRestoreCopy, _work_restore_copy_free)
gboolean _work_restore_copy_prepare (WorkRestoreCopy *copy,
                                     WorkSchool *school,
                                     const char *author,
                                     const char *backup,
                                     guint *n_doubtful,
                                     gboolean *stopped,
                                     GError **error);

/* work-restore.c */
gboolean _work_restore_may (WorkSchool *school, GError **error);

G_END_DECLS
