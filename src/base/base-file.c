/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "base-file.h"
#include "base-file-private.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base-error.h"

#define TEMP_ATTEMPTS 100

static const struct
{
  int number;
  const char *sentence;
} reasons[] = {
  { ENOSPC, N_ ("The disk is full: free some space, then try again.") },
  { EDQUOT, N_ ("Your share of the disk is used up: free some space, then try again.") },
  { EACCES, N_ ("You do not have the right to do this here: choose another folder or ask for the "
                "right.") },
  { EPERM, N_ ("You do not have the right to do this here: choose another folder or ask for the "
               "right.") },
  { EROFS, N_ ("The disk is read-only: choose another folder.") },
  { ENOENT, N_ ("It does not exist, or its folder does not: check the name.") },
  { ENOTDIR, N_ ("It does not exist, or its folder does not: check the name.") },
  { EISDIR, N_ ("There is a folder of that name: choose another name.") },
  { ENAMETOOLONG, N_ ("The name is too long: choose a shorter one.") },
  { EINVAL, N_ ("This disk does not accept such a name: choose another.") },
  { EFBIG, N_ ("This disk does not accept so large a file.") },
  { ELOOP, N_ ("The name is a link that leads nowhere: choose another.") },
  { EIO, N_ ("The disk or the share reports a fault: check it, then try again.") },
  { ESTALE, N_ ("The share no longer answers: check the network, then try again.") },
  { ETIMEDOUT, N_ ("The share no longer answers: check the network, then try again.") },
  { EHOSTDOWN, N_ ("The share no longer answers: check the network, then try again.") },
  { EHOSTUNREACH, N_ ("The share no longer answers: check the network, then try again.") },
  { ENETUNREACH, N_ ("The share no longer answers: check the network, then try again.") },
  { EMFILE, N_ ("Too many files are open: close some windows, then try again.") },
  { ENFILE, N_ ("Too many files are open: close some windows, then try again.") },
};

static const char *
reason_of (int number)
{
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (reasons[i].number == number)
      return _ (reasons[i].sentence);
  return g_strerror (number);
}

static gboolean
fail_writing (const char *path, int number, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (number == EEXIST)
    g_set_error (error, BASE_ERROR, BASE_ERROR_EXISTS,
                 _ ("“%s” already exists and was left as it is. Choose another name."), shown);
  else
    g_set_error (error, BASE_ERROR, BASE_ERROR_FILE, _ ("“%s” could not be written. %s"), shown,
                 reason_of (number));
  return FALSE;
}

static GBytes *
fail_reading (const char *path, int number, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, BASE_ERROR, BASE_ERROR_FILE, _ ("“%s” could not be read. %s"), shown,
               reason_of (number));
  return NULL;
}

/* Each step below returns 0 or an errno. */

static int
write_all (int fd, GBytes *bytes)
{
  gsize left = 0;
  const char *at = g_bytes_get_data (bytes, &left);

  while (left > 0)
    {
      ssize_t written = write (fd, at, left);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return errno;
      if (written == 0)
        return ENOSPC;
      at += written;
      left -= (gsize) written;
    }
  return 0;
}

/* Nothing counts before it is on the disk; a share tells of a full disk only here or when closing.
 */
static int
write_and_close (int fd, GBytes *bytes)
{
  int result = write_all (fd, bytes);

  if (result == 0 && fsync (fd) < 0)
    result = errno;
  if (close (fd) < 0 && result == 0 && errno != EINTR)
    result = errno;
  return result;
}

static int
write_temp (int folder_fd, GBytes *bytes, char **name)
{
  int fd = -1, attempt, result;

  for (attempt = 0; fd < 0 && attempt < TEMP_ATTEMPTS; attempt++)
    {
      g_free (*name);
      *name = g_strdup_printf (".paraphe-%08x%08x.tmp", g_random_int (), g_random_int ());
      fd = openat (folder_fd, *name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
      if (fd < 0 && errno != EEXIST && errno != EINTR)
        return errno;
    }
  if (fd < 0)
    return EEXIST;
  result = write_and_close (fd, bytes);
  if (result != 0)
    unlinkat (folder_fd, *name, 0);
  return result;
}

static int
publish_by_rename (int folder_fd, const char *from, const char *to)
{
  return renameat2 (folder_fd, from, folder_fd, to, RENAME_NOREPLACE) == 0 ? 0 : errno;
}

static int
publish_by_link (int folder_fd, const char *from, const char *to)
{
  if (linkat (folder_fd, from, folder_fd, to, 0) < 0)
    return errno;
  unlinkat (folder_fd, from, 0);
  return 0;
}

static int
publish_by_reserve (int folder_fd, const char *from, const char *to)
{
  int fd, result;

  fd = openat (folder_fd, to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    return errno;
  close (fd);
  if (renameat (folder_fd, from, folder_fd, to) == 0)
    return 0;
  result = errno;
  unlinkat (folder_fd, to, 0);
  return result;
}

static int (*const publish_ways[]) (int folder_fd, const char *from, const char *to) = {
  [BASE_FILE_PUBLISH_RENAME] = publish_by_rename,
  [BASE_FILE_PUBLISH_LINK] = publish_by_link,
  [BASE_FILE_PUBLISH_RESERVE] = publish_by_reserve,
};

/* What file systems answer that do not know a call at all. */
static gboolean
is_unknown_there (int number)
{
  return number == EINVAL || number == ENOSYS || number == EOPNOTSUPP || number == EPERM
         || number == EMLINK;
}

/**
 * base_file_publish_new:
 * @folder_fd: an open folder
 * @from: a finished file of that folder
 * @to: its name to be; nothing of that name is ever replaced
 * @first: the first way to try; for tests of the others
 *
 * Returns: 0, %EEXIST when something has that name, or another errno; @from is still there then
 */
int
base_file_publish_new (int folder_fd, const char *from, const char *to, BaseFilePublish first)
{
  int result = ENOSYS;
  guint way;

  for (way = first; way <= BASE_FILE_PUBLISH_LAST; way++)
    {
      result = publish_ways[way](folder_fd, from, to);
      if (!is_unknown_there (result))
        break;
    }
  return result;
}

static int
sync_folder (int folder_fd)
{
  if (fsync (folder_fd) == 0)
    return 0;
  /* Shares often cannot sync a folder; a disk that fails is another matter. */
  return errno == EIO || errno == ENOSPC || errno == EDQUOT ? errno : 0;
}

static int
write_in_folder (int folder_fd, const char *name, GBytes *bytes, gboolean replace)
{
  g_autofree char *temp = NULL;
  int result = write_temp (folder_fd, bytes, &temp);

  if (result != 0)
    return result == EEXIST ? EIO : result;
  if (!replace)
    result = base_file_publish_new (folder_fd, temp, name, BASE_FILE_PUBLISH_RENAME);
  else if (renameat (folder_fd, temp, folder_fd, name) < 0)
    result = errno;
  if (result != 0)
    {
      unlinkat (folder_fd, temp, 0);
      /* replacing a full folder fails with "exists" too, but that is not our EXISTS */
      return replace && (result == EEXIST || result == ENOTEMPTY) ? EISDIR : result;
    }
  return sync_folder (folder_fd);
}

/**
 * base_file_write_atomic:
 * @path: the file to write; its folder must exist
 * @bytes: its whole content
 * @replace: whether a file of that name may be replaced
 * @error: return location for a #BASE_ERROR_FILE or, without @replace, a #BASE_ERROR_EXISTS
 *
 * Whoever looks, at any moment and after a power cut, finds the old file or the new one, whole. The
 * new file is the user's alone (mode 0600). A symbolic link of that name is replaced itself; what
 * it leads to is not touched.
 *
 * Returns: whether the file is written and on the disk
 */
gboolean
base_file_write_atomic (const char *path, GBytes *bytes, gboolean replace, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  int folder_fd, result;

  if (g_str_has_suffix (path, G_DIR_SEPARATOR_S) || g_str_equal (name, ".")
      || g_str_equal (name, ".."))
    return fail_writing (path, EISDIR, error);
  folder_fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder_fd < 0)
    return fail_writing (path, errno, error);
  result = write_in_folder (folder_fd, name, bytes, replace);
  close (folder_fd);
  return result == 0 ? TRUE : fail_writing (path, result, error);
}

/**
 * base_file_publish:
 * @part: a finished file
 * @path: its name to be, in the same folder; nothing of that name is ever replaced
 *
 * Gives a file that was written elsewhere its name, on any disk or share. Sync it before.
 *
 * Returns: whether it has it, and the folder is synced; else `errno` says why not, and @part is
 *   still there
 */
gboolean
base_file_publish (const char *part, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *from = g_path_get_basename (part);
  g_autofree char *to = g_path_get_basename (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int result;

  if (fd < 0)
    return FALSE;
  result = base_file_publish_new (fd, from, to, BASE_FILE_PUBLISH_RENAME);
  if (result == 0)
    result = sync_folder (fd);
  close (fd);
  errno = result;
  return result == 0;
}

static GBytes *
fail_size (const char *path, gsize max_size, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *size = g_format_size (max_size);

  g_set_error (error, BASE_ERROR, BASE_ERROR_FILE,
               _ ("“%s” is larger than %s and was not read. Check that it is the right file."),
               shown, size);
  return NULL;
}

/* Reads one byte more than allowed, so that a file that grows meanwhile is noticed. */
static GBytes *
read_fd (int fd, const char *path, gsize expected, gsize max_size, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new ((guint) MIN (expected, 1u << 30) + 1);
  guint8 part[65536];

  for (;;)
    {
      ssize_t got = read (fd, part, sizeof part);

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        return fail_reading (path, errno, error);
      if (got == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      if ((gsize) got > max_size - bytes->len || bytes->len + (gsize) got > G_MAXUINT / 2)
        return fail_size (path, max_size, error);
      g_byte_array_append (bytes, part, (guint) got);
    }
}

/**
 * base_file_read:
 * @path: the file to read
 * @max_size: the most bytes to accept, %G_MAXSIZE for no limit of the caller's
 * @error: return location for a #BASE_ERROR_FILE
 *
 * Reads plain files only: a pipe or a device, which might never end, is refused. Never more than 2
 * GiB.
 *
 * Returns: (transfer full): the whole content, or %NULL
 */
GBytes *
base_file_read (const char *path, gsize max_size, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (GBytes) bytes = NULL;
  struct stat facts;
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

  if (fd < 0)
    return fail_reading (path, errno, error);
  if (fstat (fd, &facts) < 0)
    fail_reading (path, errno, error);
  else if (!S_ISREG (facts.st_mode))
    g_set_error (error, BASE_ERROR, BASE_ERROR_FILE,
                 _ ("“%s” is not a file that can be read. Choose a file."), shown);
  else if ((guint64) facts.st_size > max_size)
    fail_size (path, max_size, error);
  else
    bytes = read_fd (fd, path, (gsize) facts.st_size, max_size, error);
  close (fd);
  return g_steal_pointer (&bytes);
}

/**
 * base_file_make_private_folder:
 * @path: a folder, which may exist already
 * @error: return location for a #BASE_ERROR_FILE
 *
 * Makes @path and the folders above it that are missing, readable by the user alone. A folder that
 * exists keeps its rights.
 *
 * Returns: whether the folder is there
 */
gboolean
base_file_make_private_folder (const char *path, GError **error)
{
  g_autofree char *shown = NULL;

  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;
  shown = g_filename_display_name (path);
  g_set_error (error, BASE_ERROR, BASE_ERROR_FILE, _ ("The folder “%s” could not be made. %s"),
               shown, reason_of (errno == EEXIST ? ENOTDIR : errno));
  return FALSE;
}

static int
remove_cb (const char *path, const struct stat *facts, int kind, struct FTW *place)
{
  if (remove (path) < 0 && errno != ENOENT)
    g_debug ("A file could not be removed: %s", g_strerror (errno));
  return 0;
}

/**
 * base_file_remove_folder:
 * @path: a folder, or nothing
 *
 * Removes a folder with all that is in it. Links are removed, never followed.
 *
 * Returns: whether nothing of it is left
 */
gboolean
base_file_remove_folder (const char *path)
{
  struct stat facts;

  nftw (path, remove_cb, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
  return lstat (path, &facts) < 0 && errno == ENOENT;
}

/**
 * base_file_sha256:
 * @bytes: any bytes
 *
 * Returns: (transfer full): their SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal figures
 */
char *
base_file_sha256 (GBytes *bytes)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}
