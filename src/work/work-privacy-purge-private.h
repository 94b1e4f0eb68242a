/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-privacy-private.h"

G_BEGIN_DECLS

/**
 * WorkPurging:
 * @holder: of the lease
 * @id: of the row that says that it was begun
 * @n_done: people so far
 * @is_resumed: it was begun before
 *
 * A purge under way.
 */
typedef struct
{
  WorkSchool *school;
  WorkPurgeOptions options;
  char *author;
  char *basis;
  char *holder;
  char *started_at;
  StoreOperation *operation;
  WorkGone *gone;
  GArray *students; /* (element-type gint64) */
  GArray *contacts; /* (element-type gint64) */
  gint64 id;
  gint64 account_id;
  guint n_done;
  gboolean is_allowed;
  gboolean is_resumed;
} WorkPurging;

/* ---- work-privacy-purge-end.c: what follows the people; each is a #StoreQueueFunc ---- */

gpointer _work_purge_sweep_func (StoreConnection *connection,
                                 gpointer data,
                                 GCancellable *cancellable,
                                 GError **error);
gpointer _work_purge_files_func (StoreConnection *connection,
                                 gpointer data,
                                 GCancellable *cancellable,
                                 GError **error);
gpointer _work_purge_compact_func (StoreConnection *connection,
                                   gpointer data,
                                   GCancellable *cancellable,
                                   GError **error);
gpointer _work_purge_end_func (StoreConnection *connection,
                               gpointer data,
                               GCancellable *cancellable,
                               GError **error);
gpointer _work_purge_release_func (StoreConnection *connection,
                                   gpointer data,
                                   GCancellable *cancellable,
                                   GError **error);

/* ---- work-privacy-backup.c ---- */

gboolean
_work_purge_back_up (WorkJob *job, WorkPurging *purge, GCancellable *cancellable, GError **error);
GPtrArray *_work_purge_backups (const char *base, const char *folder);

G_END_DECLS
