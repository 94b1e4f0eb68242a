/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-vfs-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How SQLite works on a file of a share (SMB, NFS). SQLite's own "unix" cannot save there: it turns
 * a lock for reading into one for writing, which SMB does not know (data §3.1.1). Reading and
 * writing stay with SQLite's "unix-none", which takes no locks; locks are taken here.
 *
 *  - Locks are of the open file (OFD), on SQLite's own bytes, in the order of SQLite on Windows:
 *    with PENDING held nobody can come in, so that SHARED may be dropped for the moment that it
 *    takes to get EXCLUSIVE.
 *  - Sizes come from the server: what this computer remembers of a file that another seat has just
 *    written is old for a second.
 *  - There is no shared memory and no mapping (version 1 of the methods), hence no WAL. */

#define VFS_NAME "paraphe-net"
#define INNER    "unix-none"

/* SHARED is given back at once where nobody else can come in: only a server that stumbles refuses
 * it. */
#define RETAKE_TRIES   100
#define RETAKE_WAIT_US 2000

typedef struct
{
  sqlite3_file base;
  const char *path; /* (unowned): SQLite keeps it as long as the file is open */
  int fd;           /* for locks and sizes */
  int level;        /* SQLITE_LOCK_… */
  gboolean writable;
  sqlite3_file *inner; /* behind this struct */
} File;

static GMutex mutex;
static sqlite3_vfs vfs; /* (mutex mutex): while it is registered */
static sqlite3_vfs *inner_vfs;
static gint is_forced; /* (atomic) */

static int
lock_error (int number, int otherwise)
{
  switch (number)
    {
    case EACCES:
    case EAGAIN:
    case EBUSY:
    case EINTR:
    case ENOLCK:
    case ETIMEDOUT:
      return SQLITE_BUSY;
    case EPERM:
      return SQLITE_PERM;
    default:
      return otherwise;
    }
}

static int
take (File *self, short type, gint64 start, gint64 length)
{
  if (_store_vfs_lock (self->fd, type, start, length))
    return SQLITE_OK;
  return lock_error (errno, SQLITE_IOERR_LOCK);
}

static int
give (File *self, gint64 start, gint64 length)
{
  return _store_vfs_lock (self->fd, F_UNLCK, start, length) ? SQLITE_OK : SQLITE_IOERR_UNLOCK;
}

/* PENDING is asked for reading and given back: who wants to write holds it, so that new readers
 * wait and the writer's turn comes. */
static int
take_shared (File *self)
{
  int code = take (self, F_RDLCK, STORE_VFS_PENDING, 1);

  if (code != SQLITE_OK)
    return code;
  code = take (self, F_RDLCK, STORE_VFS_SHARED, STORE_VFS_N_SHARED);
  if (give (self, STORE_VFS_PENDING, 1) != SQLITE_OK)
    {
      give (self, STORE_VFS_SHARED, STORE_VFS_N_SHARED);
      return SQLITE_IOERR_UNLOCK;
    }
  if (code == SQLITE_OK)
    self->level = SQLITE_LOCK_SHARED;
  return code;
}

static int
retake_shared (File *self)
{
  for (guint i = 0; i < RETAKE_TRIES; i++)
    {
      if (take (self, F_RDLCK, STORE_VFS_SHARED, STORE_VFS_N_SHARED) == SQLITE_OK)
        return SQLITE_OK;
      g_usleep (RETAKE_WAIT_US);
    }
  return SQLITE_IOERR_RDLOCK; /* the connection is closed and opened again */
}

static int
take_exclusive (File *self)
{
  int code;

  if (self->level < SQLITE_LOCK_PENDING)
    {
      code = take (self, F_WRLCK, STORE_VFS_PENDING, 1);
      if (code != SQLITE_OK)
        return code;
      self->level = SQLITE_LOCK_PENDING;
    }
  if (give (self, STORE_VFS_SHARED, STORE_VFS_N_SHARED) != SQLITE_OK)
    return SQLITE_IOERR_LOCK;
  code = take (self, F_WRLCK, STORE_VFS_SHARED, STORE_VFS_N_SHARED);
  if (code == SQLITE_OK)
    self->level = SQLITE_LOCK_EXCLUSIVE;
  else if (retake_shared (self) != SQLITE_OK)
    return SQLITE_IOERR_RDLOCK;
  return code;
}

static int
net_lock (sqlite3_file *file, int level)
{
  File *self = (File *) file;
  int code = SQLITE_OK;

  if (self->level >= level)
    return SQLITE_OK;
  if (!self->writable && level > SQLITE_LOCK_SHARED)
    return SQLITE_READONLY;
  if (self->level == SQLITE_LOCK_NONE)
    code = take_shared (self);
  if (code == SQLITE_OK && level == SQLITE_LOCK_RESERVED)
    {
      code = take (self, F_WRLCK, STORE_VFS_RESERVED, 1);
      if (code == SQLITE_OK)
        self->level = SQLITE_LOCK_RESERVED;
    }
  else if (code == SQLITE_OK && level == SQLITE_LOCK_EXCLUSIVE)
    code = take_exclusive (self);
  return code;
}

/* From writing to reading: PENDING is still held, nobody comes in between. */
static int
lower_to_shared (File *self)
{
  if (self->level != SQLITE_LOCK_EXCLUSIVE)
    return SQLITE_OK;
  if (give (self, STORE_VFS_SHARED, STORE_VFS_N_SHARED) != SQLITE_OK)
    return SQLITE_IOERR_UNLOCK;
  return retake_shared (self);
}

static int
net_unlock (sqlite3_file *file, int level)
{
  File *self = (File *) file;
  int code = SQLITE_OK;

  if (self->level <= level)
    return SQLITE_OK;
  if (level == SQLITE_LOCK_SHARED)
    code = lower_to_shared (self);
  else if (give (self, STORE_VFS_SHARED, STORE_VFS_N_SHARED) != SQLITE_OK)
    code = SQLITE_IOERR_UNLOCK;
  /* One by one, as they were taken: not every server gives back two in one call. */
  if (self->level >= SQLITE_LOCK_RESERVED && give (self, STORE_VFS_RESERVED, 1) != SQLITE_OK)
    code = SQLITE_IOERR_UNLOCK;
  if (self->level >= SQLITE_LOCK_PENDING && give (self, STORE_VFS_PENDING, 1) != SQLITE_OK)
    code = SQLITE_IOERR_UNLOCK;
  self->level = level;
  return code;
}

/* Asked with a lock for reading: two seats that find a journal at the same moment must not take
 * each other for its writer, or both would leave it unplayed. */
static int
net_check_reserved (sqlite3_file *file, int *reserved)
{
  File *self = (File *) file;

  *reserved = self->level >= SQLITE_LOCK_RESERVED;
  if (*reserved)
    return SQLITE_OK;
  switch (take (self, F_RDLCK, STORE_VFS_RESERVED, 1))
    {
    case SQLITE_OK:
      return give (self, STORE_VFS_RESERVED, 1) == SQLITE_OK ? SQLITE_OK
                                                             : SQLITE_IOERR_CHECKRESERVEDLOCK;
    case SQLITE_BUSY:
      *reserved = TRUE;
      return SQLITE_OK;
    default:
      return SQLITE_IOERR_CHECKRESERVEDLOCK;
    }
}

static int
net_size (sqlite3_file *file, sqlite3_int64 *size)
{
  off_t end = lseek (((File *) file)->fd, 0, SEEK_END);

  if (end < 0)
    return SQLITE_IOERR_FSTAT;
  *size = end;
  return SQLITE_OK;
}

static int
net_control (sqlite3_file *file, int op, void *data)
{
  File *self = (File *) file;

  switch (op)
    {
    case SQLITE_FCNTL_MMAP_SIZE:
      *(sqlite3_int64 *) data = 0;
      return SQLITE_OK;
    case SQLITE_FCNTL_LOCKSTATE:
      *(int *) data = self->level;
      return SQLITE_OK;
    case SQLITE_FCNTL_HAS_MOVED:
      *(int *) data = _store_vfs_is_elsewhere (self->fd, self->path);
      return SQLITE_OK;
    default:
      return self->inner->pMethods->xFileControl (self->inner, op, data);
    }
}

#define REAL(file) (((File *) (file))->inner)

static int
net_close (sqlite3_file *file)
{
  int code = REAL (file)->pMethods->xClose (REAL (file));

  close (((File *) file)->fd); /* with its locks */
  return code;
}

static int
net_read (sqlite3_file *file, void *buffer, int n, sqlite3_int64 offset)
{
  return REAL (file)->pMethods->xRead (REAL (file), buffer, n, offset);
}

static int
net_write (sqlite3_file *file, const void *buffer, int n, sqlite3_int64 offset)
{
  return REAL (file)->pMethods->xWrite (REAL (file), buffer, n, offset);
}

static int
net_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  return REAL (file)->pMethods->xTruncate (REAL (file), size);
}

static int
net_sync (sqlite3_file *file, int flags)
{
  return REAL (file)->pMethods->xSync (REAL (file), flags);
}

static int
net_sector_size (sqlite3_file *file)
{
  return REAL (file)->pMethods->xSectorSize (REAL (file));
}

static int
net_device (sqlite3_file *file)
{
  return REAL (file)->pMethods->xDeviceCharacteristics (REAL (file));
}

static const sqlite3_io_methods methods = {
  1,        net_close,  net_read,           net_write,   net_truncate,    net_sync,   net_size,
  net_lock, net_unlock, net_check_reserved, net_control, net_sector_size, net_device,
};

static int
net_open (sqlite3_vfs *self, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
  File *opened = (File *) file;
  int out = flags;
  int code;

  if ((flags & SQLITE_OPEN_MAIN_DB) == 0 || path == NULL)
    return inner_vfs->xOpen (inner_vfs, path, file, flags, out_flags);
  memset (opened, 0, sizeof *opened);
  opened->inner = (sqlite3_file *) (opened + 1);
  code = inner_vfs->xOpen (inner_vfs, path, opened->inner, flags, &out);
  if (code != SQLITE_OK)
    return code;
  opened->path = path;
  opened->writable = (out & SQLITE_OPEN_READWRITE) != 0;
  opened->fd =
      open (path, (opened->writable ? O_RDWR : O_RDONLY) | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY);
  if (opened->fd < 0)
    {
      opened->inner->pMethods->xClose (opened->inner);
      return SQLITE_CANTOPEN;
    }
  opened->base.pMethods = &methods;
  if (out_flags != NULL)
    *out_flags = out;
  return SQLITE_OK;
}

static gboolean
says_absent (int number)
{
  return number == ENOENT || number == ENOTDIR || number == ENAMETOOLONG;
}

/* SQLite asks whether there is a journal with something in it: a seat that died may have left one
 * just now, and what this computer remembers of the folder is older. One that is there and may not
 * be opened is there. Where the server does not tell nobody knows: who took that for "no" would
 * read a file that is half written. */
static int
net_access (sqlite3_vfs *self, const char *path, int flags, int *answer)
{
  gint64 size;
  struct stat facts;

  if (flags != SQLITE_ACCESS_EXISTS)
    return inner_vfs->xAccess (inner_vfs, path, flags, answer);
  size = _store_vfs_fresh_size (path);
  if (size < 0 && !says_absent (errno))
    {
      if (stat (path, &facts) == 0)
        size = facts.st_size;
      else if (!says_absent (errno))
        return SQLITE_IOERR_ACCESS;
    }
  *answer = size > 0;
  return SQLITE_OK;
}

static void
register_vfs (const char *inner)
{
  inner_vfs = sqlite3_vfs_find (inner);
  g_assert (inner_vfs != NULL);
  vfs = *inner_vfs;
  vfs.iVersion = MIN (inner_vfs->iVersion, 2);
  vfs.zName = VFS_NAME;
  vfs.pNext = NULL;
  vfs.szOsFile = (int) sizeof (File) + inner_vfs->szOsFile;
  vfs.xOpen = net_open;
  vfs.xAccess = net_access;
  sqlite3_vfs_register (&vfs, FALSE);
}

/**
 * _store_vfs_get_name:
 * @is_shared: whether the file lies on a share
 *
 * Returns: (nullable): the name of the VFS to open it with, %NULL for SQLite's own
 */
const char *
_store_vfs_get_name (gboolean is_shared)
{
  if (!is_shared)
    return NULL;
  g_mutex_lock (&mutex);
  if (inner_vfs == NULL)
    register_vfs (INNER);
  g_mutex_unlock (&mutex);
  return VFS_NAME;
}

/**
 * _store_vfs_force:
 * @force: whether local files count as those of a share
 *
 * For tests, which have no share.
 */
void
_store_vfs_force (gboolean force)
{
  g_atomic_int_set (&is_forced, force);
}

/**
 * _store_vfs_is_forced:
 *
 * Returns: whether local files count as those of a share
 */
gboolean
_store_vfs_is_forced (void)
{
  return g_atomic_int_get (&is_forced);
}

/**
 * _store_vfs_set_inner:
 * @name: (nullable): a VFS that takes no locks, %NULL for SQLite's own
 *
 * For tests with a disk that fails. No file may be open.
 */
void
_store_vfs_set_inner (const char *name)
{
  g_mutex_lock (&mutex);
  if (inner_vfs != NULL)
    sqlite3_vfs_unregister (&vfs);
  register_vfs (name != NULL ? name : INNER);
  g_mutex_unlock (&mutex);
}
