/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* SQLite's own lock bytes: whoever else opens the file with locks that work keeps out too. */
#define STORE_VFS_PENDING  0x40000000
#define STORE_VFS_RESERVED (STORE_VFS_PENDING + 1)
#define STORE_VFS_SHARED   (STORE_VFS_PENDING + 2)
#define STORE_VFS_N_SHARED 510

/* store-vfs.c */
const char *_store_vfs_get_name (gboolean is_shared);

/* For tests: local files are opened as those of a share are. */
void _store_vfs_force (gboolean force);
gboolean _store_vfs_is_forced (void);
/* For tests: @name reads and writes instead of "unix-none", %NULL for that one again. */
void _store_vfs_set_inner (const char *name);

/* store-vfs-lock.c */
gboolean _store_vfs_lock (int fd, short type, gint64 start, gint64 length);
gint64 _store_vfs_fresh_size (const char *path);
gboolean _store_vfs_is_elsewhere (int fd, const char *path);

G_END_DECLS
