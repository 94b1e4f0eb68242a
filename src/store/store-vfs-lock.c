/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-vfs-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Nobody else locks it: one byte behind those of SQLite. */
#define IDENTITY_BYTE (STORE_VFS_SHARED + STORE_VFS_N_SHARED + 64)

/**
 * _store_vfs_lock:
 * @fd: a descriptor
 * @type: `F_RDLCK`, `F_WRLCK` or `F_UNLCK`
 * @start: first byte
 * @length: number of bytes
 *
 * Takes or gives back a lock of the open file, not of the process: a close() elsewhere in this
 * program does not drop it. Never waits.
 *
 * Returns: whether it was done; else `errno` says why
 */
gboolean
_store_vfs_lock (int fd, short type, gint64 start, gint64 length)
{
  struct flock lock = { .l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = length };
  int answer;

  do
    answer = fcntl (fd, F_OFD_SETLK, &lock);
  while (answer < 0 && errno == EINTR);
  return answer == 0;
}

/**
 * _store_vfs_fresh_size:
 * @path: a file
 *
 * The size that the server knows, not the one that this computer remembers: opening asks the server
 * on NFS, looking for the end does on SMB.
 *
 * Returns: the size, or -1 when there is no such file
 */
gint64
_store_vfs_fresh_size (const char *path)
{
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  gint64 size;

  if (fd < 0)
    return -1;
  size = lseek (fd, 0, SEEK_END);
  close (fd);
  return size;
}

/* Two handles of one file keep each other out, whatever number the server gives the file. */
static gboolean
keep_out (int fd, int other)
{
  gboolean kept_out;

  if (!_store_vfs_lock (fd, F_WRLCK, IDENTITY_BYTE, 1))
    return TRUE; /* somebody else is looking: nothing is told this time */
  kept_out = !_store_vfs_lock (other, F_WRLCK, IDENTITY_BYTE, 1);
  _store_vfs_lock (fd, F_UNLCK, IDENTITY_BYTE, 1);
  return kept_out;
}

/**
 * _store_vfs_is_elsewhere:
 * @fd: an open file
 * @path: where it was opened
 *
 * Some servers give a file another number each time it is looked at: where the numbers differ,
 * locks tell.
 *
 * Returns: whether @path is another file by now, or none
 */
gboolean
_store_vfs_is_elsewhere (int fd, const char *path)
{
  struct stat here;
  struct stat there;
  gboolean kept_out;
  int other;

  if (lstat (path, &there) != 0)
    return errno == ENOENT || errno == ENOTDIR;
  if (fstat (fd, &here) != 0 || (here.st_dev == there.st_dev && here.st_ino == there.st_ino))
    return FALSE;
  other = open (path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
  if (other < 0)
    return errno != EIO && errno != ETIMEDOUT;
  kept_out = keep_out (fd, other);
  close (other);
  return !kept_out;
}
