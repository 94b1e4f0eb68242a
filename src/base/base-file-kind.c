/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "base-file.h"
#include "base-file-private.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

#define FUSE_MAGIC 0x65735546u

/* f_type of statfs(2) for what other computers serve; numbers from Linux' magic.h and the file
 * systems' own sources. */
static const guint32 network_magics[] = {
  0xff534d42, /* CIFS */
  0xfe534d42, /* SMB 2 and 3 */
  0x0000517b, /* SMB 1 */
  0x00006969, /* NFS */
  0x5346414f, /* OpenAFS */
  0x6b414653, /* AFS of the kernel */
  0x73757245, /* Coda */
  0x01021997, /* 9P */
  0x0000564c, /* NCP */
  0x00c36400, /* Ceph */
  0x01161970, /* GFS2 */
  0x7461636f, /* OCFS2 */
  0x0bd00bd0, /* Lustre */
  0x47504653, /* GPFS */
  0x20030528, /* OrangeFS */
  0x786f4256, /* VirtualBox shared folders */
  0xbacbacbc, /* VMware shared folders */
  0x7c7c6673, /* Parallels shared folders */
};

/**
 * base_file_kind_from_magic:
 * @magic: f_type of statfs(2)
 *
 * Returns: the kind of such a file system; what is not known to be a network's is local
 */
BaseFileKind
base_file_kind_from_magic (guint32 magic)
{
  gsize i;

  if (magic == FUSE_MAGIC)
    return BASE_FILE_KIND_FUSE;
  for (i = 0; i < G_N_ELEMENTS (network_magics); i++)
    if (network_magics[i] == magic)
      return BASE_FILE_KIND_NETWORK;
  return BASE_FILE_KIND_LOCAL;
}

/**
 * base_file_mount_is_block:
 * @mountinfo: text of /proc/self/mountinfo, see proc(5)
 * @device_major: major number of a file's st_dev
 * @device_minor: minor number of a file's st_dev
 *
 * FUSE also drives disks of this very computer (NTFS of a USB key), which have locks like any
 * other: their type is "fuseblk".
 *
 * Returns: whether the file's mount is such a disk
 */
gboolean
base_file_mount_is_block (const char *mountinfo, guint device_major, guint device_minor)
{
  g_autofree char *device = g_strdup_printf ("%u:%u", device_major, device_minor);
  g_auto (GStrv) lines = g_strsplit (mountinfo, "\n", -1);
  gsize i;

  for (i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], " ", -1);
      const char *type = strstr (lines[i], " - ");

      if (g_strv_length (cells) > 6 && g_str_equal (cells[2], device) && type != NULL)
        return g_str_has_prefix (type, " - fuseblk ");
    }
  return FALSE;
}

static gboolean
is_fuse_disk (const char *path)
{
  g_autofree char *mountinfo = NULL;
  struct stat facts;

  if (stat (path, &facts) < 0
      || !g_file_get_contents ("/proc/self/mountinfo", &mountinfo, NULL, NULL))
    return FALSE;
  return base_file_mount_is_block (mountinfo, major (facts.st_dev), minor (facts.st_dev));
}

/**
 * base_file_kind:
 * @path: a file or a folder; where it does not exist yet, the nearest folder above is asked
 *
 * A share that no longer answers is of the network.
 *
 * Returns: what holds @path
 */
BaseFileKind
base_file_kind (const char *path)
{
  g_autofree char *at = g_strdup (path);
  struct statfs facts;

  while (statfs (at, &facts) < 0)
    {
      int number = errno;
      g_autofree char *above = g_path_get_dirname (at);

      if (number == ESTALE || number == EIO || number == ETIMEDOUT || number == EHOSTDOWN)
        return BASE_FILE_KIND_NETWORK;
      if (g_str_equal (above, at))
        return BASE_FILE_KIND_LOCAL;
      g_free (at);
      at = g_steal_pointer (&above);
    }
  if ((guint32) facts.f_type == FUSE_MAGIC && is_fuse_disk (at))
    return BASE_FILE_KIND_LOCAL;
  return base_file_kind_from_magic ((guint32) facts.f_type);
}
