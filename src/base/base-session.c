/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "base-session.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base-error.h"
#include "base-file.h"

#define OURS       "paraphe"
#define PREFIX     "paraphe-session-"
#define ATTEMPTS   10
#define KEY_LENGTH 16

/* Of a process in a session without a folder. */
static GMutex mutex;
static char *private_folder;
static pid_t private_owner;

/* A link to one is none. */
static gboolean
is_my_folder (const char *path)
{
  struct stat facts;

  return lstat (path, &facts) == 0 && S_ISDIR (facts.st_mode) && facts.st_uid == geteuid ();
}

/* (transfer full) (nullable): in the folder that the system removes when the person logs out. One
 * that is another's, as after “sudo”, is none. */
static char *
folder_of_session (void)
{
  const char *runtime = g_getenv ("XDG_RUNTIME_DIR");

  return runtime != NULL && g_path_is_absolute (runtime) && is_my_folder (runtime)
             ? g_build_filename (runtime, OURS, NULL)
             : NULL;
}

/* While a process lives it holds its folder's lock. Returns: the lock, or -1 */
static int
take_folder (const char *path)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) < 0)
    {
      close (fd);
      return -1;
    }
  return fd;
}

static void
remove_private_folder (void)
{
  if (private_folder != NULL && private_owner == getpid ())
    base_file_remove_folder (private_folder);
}

static const char *
make_private_folder (GError **error)
{
  for (guint i = 0; i < ATTEMPTS && private_folder == NULL; i++)
    {
      g_autofree char *path = g_build_filename (g_get_tmp_dir (), PREFIX "XXXXXX", NULL);

      if (g_mkdtemp (path) == NULL)
        break;
      /* Another process that cleans up may have taken it for one that was left. */
      if (take_folder (path) < 0 || !is_my_folder (path))
        continue;
      private_folder = g_steal_pointer (&path);
      private_owner = getpid ();
      atexit (remove_private_folder);
    }
  if (private_folder == NULL)
    g_set_error (
        error, BASE_ERROR, BASE_ERROR_FILE,
        _ ("The folder “%s” could not be written to: check its rights and that the disk is "
           "not full."),
        g_get_tmp_dir ());
  return private_folder;
}

/**
 * base_session_folder:
 * @name: (nullable): of a folder in it
 * @error: return location for a #BASE_ERROR_FILE
 *
 * Makes a folder that only this person can read, for what is not to outlive the session: in the
 * session's own where there is one, else one of this process that is removed when it ends.
 *
 * Returns: (transfer full): its path, or %NULL
 */
char *
base_session_folder (const char *name, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  g_autofree char *session = folder_of_session ();
  const char *parent = session != NULL ? session : private_folder;
  g_autofree char *path = NULL;

  if (parent == NULL && (parent = make_private_folder (error)) == NULL)
    return NULL;
  path = g_build_filename (parent, name, NULL);
  if (!base_file_make_private_folder (path, error))
    return NULL;
  /* What was there with wider rights, of whatever made it. */
  g_chmod (parent, 0700);
  g_chmod (path, 0700);
  return g_steal_pointer (&path);
}

static void
remove_matching (const char *folder, gboolean (*is_left) (const char *name, const char *path))
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (is_my_folder (path) && is_left (name, path))
        base_file_remove_folder (path);
    }
}

/* Of a process that ended before it could remove it. */
static gboolean
is_left_by_process (const char *name, const char *path)
{
  int lock;

  if (!g_str_has_prefix (name, PREFIX))
    return FALSE;
  lock = take_folder (path);
  if (lock >= 0)
    close (lock);
  return lock >= 0;
}

/* What was kept in the person's cache once, where there was no folder of the session. */
static gboolean
is_left_in_cache (const char *name, const char *path)
{
  return g_str_equal (name, "pdf") || g_str_has_prefix (name, "office-")
         || (strlen (name) == KEY_LENGTH && strspn (name, "0123456789abcdef") == KEY_LENGTH);
}

/**
 * base_session_clean:
 *
 * Removes what earlier sessions may have left: agreements as PDF, copies of documents.
 */
void
base_session_clean (void)
{
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), OURS, NULL);

  remove_matching (g_get_tmp_dir (), is_left_by_process);
  remove_matching (cache, is_left_in_cache);
}
