/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-seats-private.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "store-vfs-private.h"

/* The list of seats beside a shared database: reading and writing of it, and its locks. */

/**
 * _store_seats_read_file:
 * @path: the database
 * @size: (out): how much there is
 *
 * Opens the list anew: on NFS nothing else shows what others have written since.
 *
 * Returns: (transfer full) (nullable): what is in it, filled up with zeros, or %NULL with `errno`
 */
char *
_store_seats_read_file (const char *path, gsize *size)
{
  g_autofree char *beside = g_strconcat (path, STORE_SEATS_SUFFIX, NULL);
  char *bytes = g_malloc0 (STORE_SEATS_N * STORE_SEATS_SIZE);
  int fd = open (beside, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY);
  gssize n = -1;

  if (fd >= 0)
    {
      if (lseek (fd, 0, SEEK_END) >= 0)
        n = pread (fd, bytes, STORE_SEATS_N * STORE_SEATS_SIZE, 0);
      close (fd);
    }
  *size = n > 0 ? (gsize) n : 0;
  if (n >= 0 || (fd < 0 && errno == ENOENT))
    return bytes;
  g_free (bytes);
  return NULL;
}

/**
 * _store_seats_record_at:
 * @bytes: of the list
 * @size: how much of it there is
 * @slot: a place
 *
 * Returns: (transfer full) (nullable): what a seat wrote there
 */
StoreSeatRecord *
_store_seats_record_at (const char *bytes, gsize size, guint slot)
{
  gsize at = (gsize) slot * STORE_SEATS_SIZE;

  return at < size ? _store_seat_record_parse (bytes + at, MIN (size - at, STORE_SEATS_SIZE))
                   : NULL;
}

/**
 * _store_seats_write_at:
 * @fd: the list
 * @slot: a place
 * @record: (nullable): what to write there, %NULL for nothing
 *
 * Returns: whether it is on the server's disk
 */
gboolean
_store_seats_write_at (int fd, guint slot, const StoreSeatRecord *record)
{
  char bytes[STORE_SEATS_SIZE] = { 0 };

  if (record != NULL)
    _store_seat_record_write (record, bytes);
  return pwrite (fd, bytes, sizeof bytes, (off_t) slot * STORE_SEATS_SIZE) == sizeof bytes
         && fdatasync (fd) == 0;
}

/**
 * _store_seats_lock:
 * @fd: the list
 * @slot: a place
 * @type: `F_RDLCK`, `F_WRLCK` or `F_UNLCK`
 *
 * Takes the byte of a place, or gives it back.
 *
 * Returns: whether it was done
 */
gboolean
_store_seats_lock (int fd, guint slot, short type)
{
  return _store_vfs_lock (fd, type, STORE_SEATS_LOCKS + slot, 1);
}

/**
 * _store_seats_is_held:
 * @fd: the list
 * @slot: a place, not one's own
 *
 * Returns: whether somebody holds the byte of the place
 */
gboolean
_store_seats_is_held (int fd, guint slot)
{
  if (!_store_seats_lock (fd, slot, F_WRLCK))
    return TRUE;
  _store_seats_lock (fd, slot, F_UNLCK);
  return FALSE;
}

/**
 * _store_seats_look:
 * @path: a database on a share
 *
 * For who only reads, and is no seat itself.
 *
 * Returns: (transfer full) (element-type StoreSeat) (nullable): the seats, as one look tells
 */
GPtrArray *
_store_seats_look (const char *path)
{
  gsize size;
  g_autofree char *bytes = _store_seats_read_file (path, &size);
  g_autofree char *beside = g_strconcat (path, STORE_SEATS_SUFFIX, NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) store_seat_free);
  int fd;

  if (bytes == NULL)
    return NULL;
  fd = open (beside, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY);
  for (guint slot = 0; slot < STORE_SEATS_N; slot++)
    {
      g_autoptr (StoreSeatRecord) record = _store_seats_record_at (bytes, size, slot);
      StoreSeat *seat;

      if (record == NULL)
        continue;
      seat = _store_seat_new (record);
      seat->is_alive = fd >= 0 && !_store_seats_lock (fd, slot, F_RDLCK);
      if (!seat->is_alive && fd >= 0)
        _store_seats_lock (fd, slot, F_UNLCK);
      g_ptr_array_add (list, seat);
    }
  if (fd >= 0)
    close (fd);
  return g_steal_pointer (&list);
}
