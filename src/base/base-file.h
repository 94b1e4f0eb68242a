/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean base_file_write_atomic (const char *path, GBytes *bytes, gboolean replace, GError **error);
gboolean base_file_publish (const char *part, const char *path);
GBytes *base_file_read (const char *path, gsize max_size, GError **error);
gboolean base_file_make_private_folder (const char *path, GError **error);
gboolean base_file_remove_folder (const char *path);
char *base_file_safe_name (const char *text);
char *base_file_unique_path (const char *folder, const char *name, const char *extension);
char *base_file_sha256 (GBytes *bytes);

/**
 * BaseFileKind:
 *
 * What holds a file, as far as locks and syncs can be trusted there (data §3.1.3).
 */
typedef enum
{
  BASE_FILE_KIND_LOCAL,
  BASE_FILE_KIND_NETWORK, /* CIFS, SMB, NFS, AFS… */
  BASE_FILE_KIND_FUSE     /* sshfs, gvfs: locks are not shared */
} BaseFileKind;

BaseFileKind base_file_kind (const char *path);

G_END_DECLS
