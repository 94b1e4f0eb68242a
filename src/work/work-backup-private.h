/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-backup.h"
#include "work-backup.h"

G_BEGIN_DECLS

/* work-backup-list.c */
char *_work_backup_new_path (const char *folder, WorkBackupReason reason, GError **error);
void _work_backup_clean (const char *folder);
guint _work_backup_count_ahead (GPtrArray *backups);

/* work-backup-documents.c */

/**
 * WorkBackupDocument:
 *
 * A document that the base names: the file of its content, as the base and its backups call it.
 */
typedef struct
{
  gint64 id;
  char *name;
  char *sha256;
  char *file; /* "AA/AA….pdf" */
} WorkBackupDocument;

GPtrArray *_work_backup_documents_load (StoreConnection *connection, GError **error);
gboolean _work_backup_documents_copy (WorkJob *job,
                                      const char *base,
                                      const char *folder,
                                      GPtrArray *documents,
                                      StoreSeal *seal,
                                      GCancellable *cancellable,
                                      GError **error);
gboolean _work_backup_document_is_kept (const char *base, const WorkBackupDocument *document);
gboolean _work_backup_document_is_there (const char *folder,
                                         const WorkBackupDocument *document,
                                         StoreSeal *seal);
gboolean _work_backup_document_bring (const char *base,
                                      const char *folder,
                                      const WorkBackupDocument *document,
                                      StoreSeal *seal,
                                      gboolean *brought,
                                      GError **error);

/* work-backup-expire.c */
guint _work_backup_documents_expire (const char *folder,
                                     GPtrArray *documents,
                                     StoreSeal *seal,
                                     GCancellable *cancellable);

/* work-backup.c */
StoreSeal *_work_backup_seal (WorkSchool *school,
                              const char *folder,
                              const char *passphrase,
                              gboolean wanted,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS
