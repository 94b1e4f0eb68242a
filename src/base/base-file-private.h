/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base-file.h"

G_BEGIN_DECLS

/* The ways to give a finished file its name without ever replacing another, best first: not every
 * share knows the better ones. */
typedef enum
{
  BASE_FILE_PUBLISH_RENAME,  /* renameat2(): local disks */
  BASE_FILE_PUBLISH_LINK,    /* link() and unlink(): NFS */
  BASE_FILE_PUBLISH_RESERVE, /* an empty file made with O_EXCL, then replaced: SMB, FAT */
  BASE_FILE_PUBLISH_LAST = BASE_FILE_PUBLISH_RESERVE
} BaseFilePublish;

int base_file_publish_new (int folder_fd, const char *from, const char *to, BaseFilePublish first);
BaseFileKind base_file_kind_from_magic (guint32 magic);
gboolean base_file_mount_is_block (const char *mountinfo, guint device_major, guint device_minor);

G_END_DECLS
