/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store-seal.h"

G_BEGIN_DECLS

/**
 * StoreBackupWatch:
 * @progress: (nullable): called now and then with what is done, 0 to 1
 * @data: for @progress
 * @cancellable: (nullable): to give up; nothing is left behind then
 *
 * How somebody follows a backup. Called in the thread that makes it.
 */
typedef struct
{
  void (*progress) (double fraction, gpointer data);
  gpointer data;
  GCancellable *cancellable;
} StoreBackupWatch;

gboolean store_backup_make (const char *base,
                            const char *target,
                            StoreSeal *seal,
                            const StoreBackupWatch *watch,
                            GError **error);
gboolean store_backup_verify (const char *backup,
                              StoreSeal *seal,
                              const StoreBackupWatch *watch,
                              GError **error);
gboolean store_backup_read (const char *backup,
                            const char *target,
                            StoreSeal *seal,
                            const StoreBackupWatch *watch,
                            GError **error);
gboolean store_backup_put_back (const char *copy,
                                const char *base,
                                const StoreBackupWatch *watch,
                                GError **error);

G_END_DECLS
