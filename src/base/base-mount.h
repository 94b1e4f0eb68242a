/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BaseMountClass:
 * @BASE_MOUNT_LOCAL: a disk of this computer
 * @BASE_MOUNT_SMB: a share of Windows, Samba, a NAS (cifs)
 * @BASE_MOUNT_NFS: a share of NFS
 * @BASE_MOUNT_NETWORK: another network's
 * @BASE_MOUNT_FUSE: a program stands in between (sshfs…)
 * @BASE_MOUNT_GVFS: GNOME's Files stands in between
 * @BASE_MOUNT_SYNC: a folder of this computer that a program copies elsewhere (Nextcloud…)
 *
 * What holds a file, as far as two seats can keep out of each other's way there.
 */
typedef enum
{
  BASE_MOUNT_LOCAL,
  BASE_MOUNT_SMB,
  BASE_MOUNT_NFS,
  BASE_MOUNT_NETWORK,
  BASE_MOUNT_FUSE,
  BASE_MOUNT_GVFS,
  BASE_MOUNT_SYNC
} BaseMountClass;

/**
 * BaseMount:
 * @class: what holds the file
 * @point: (owned): where it is mounted, or the folder that is copied elsewhere
 * @type: (owned): type of the file system, as mount(8) says it
 * @source: (owned): what is mounted
 * @options: (owned): all options, with commas
 * @is_read_only: it is mounted for reading
 * @reason: (nullable): a sentence in the person's language, without the file's name: why a database
 *   there can only be read, and what helps
 *
 * How a file is reached.
 */
typedef struct
{
  BaseMountClass class;
  char *point;
  char *type;
  char *source;
  char *options;
  gboolean is_read_only;
  const char *reason;
} BaseMount;

BaseMount *base_mount_find (const char *path);
BaseMount *base_mount_find_in (const char *mountinfo, const char *path);
char *base_mount_find_sync_folder (const char *folder, const char *home);
void base_mount_free (BaseMount *mount);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BaseMount, base_mount_free)

gboolean base_mount_is_share (const BaseMount *mount);

G_END_DECLS
