/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-backup.h"

G_BEGIN_DECLS

/* store-backup-pages.c: codes of SQLite */
int _store_backup_copy_pages (const char *from, const char *to, const StoreBackupWatch *watch);
int _store_backup_check (const char *path, int *version);
int _store_backup_replace (const char *from, const char *to, const StoreBackupWatch *watch);

/* store-backup.c */
gboolean _store_backup_copy (const char *base,
                             const char *target,
                             gboolean replaces,
                             const StoreBackupWatch *watch,
                             GError **error);

G_END_DECLS
