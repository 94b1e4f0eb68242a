/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-sqlite-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base-mount.h"

#include "store-connection-private.h"
#include "store-vfs-private.h"

/* What a database on a share needs before it is changed there (data §5): the right to write all
 * that saving writes, a server that answers fast enough, and one program a computer. */

/* A question to the server: of these, the one in the middle counts. */
#define N_QUESTIONS 5
#define SLOW_MS     20
#define TOO_SLOW_MS 100

/**
 * _store_sqlite_is_shared:
 * @path: a file, or where one is about to be made
 *
 * Returns: whether it must be opened by the VFS for shares
 */
gboolean
_store_sqlite_is_shared (const char *path)
{
  g_autoptr (BaseMount) mount = NULL;

  if (_store_vfs_is_forced ())
    return TRUE;
  mount = base_mount_find (path);
  return base_mount_is_share (mount);
}

/* A new file on a share belongs to all who may use its folder: the server says who that is. */
static void
share_rights (int fd, const struct stat *like)
{
  if (fchown (fd, (uid_t) -1, like->st_gid) != 0)
    g_debug ("A new file of a share keeps its group");
  if (fchmod (fd, (like->st_mode & 0666) | 0600) != 0)
    g_debug ("A new file of a share keeps its rights");
}

/**
 * _store_sqlite_share_with_folder:
 * @fd: a file just made
 * @folder: its folder, on a share
 *
 * Gives the file the rights of its folder.
 */
void
_store_sqlite_share_with_folder (int fd, const char *folder)
{
  struct stat like;

  if (stat (folder, &like) == 0)
    share_rights (fd, &like);
}

/**
 * _store_share_rights:
 * @path: a file or a folder of ours on a share
 * @like: another one
 *
 * Lets those use @path who may use @like. What is another seat's keeps its rights.
 */
void
_store_share_rights (const char *path, const char *like)
{
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY);
  struct stat mine, theirs;

  if (fd < 0)
    return;
  if (fstat (fd, &mine) == 0 && stat (like, &theirs) == 0 && mine.st_uid == geteuid ()
      && (fchown (fd, (uid_t) -1, theirs.st_gid) != 0
          || fchmod (fd, (theirs.st_mode & 0777) | 0600) != 0))
    g_debug ("A file of a share keeps its rights");
  close (fd);
}

/**
 * _store_sqlite_open_beside:
 * @path: a database on a share
 * @suffix: what the file beside is called more
 *
 * Opens a file beside a shared database, and makes it with the database's rights when there is
 * none.
 *
 * Returns: a descriptor, or -1 with `errno`
 */
int
_store_sqlite_open_beside (const char *path, const char *suffix)
{
  g_autofree char *beside = g_strconcat (path, suffix, NULL);
  struct stat like;
  int fd = open (beside, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY);

  if (fd >= 0 || errno != ENOENT)
    return fd;
  fd = open (beside, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY, 0600);
  if (fd < 0)
    return errno == EEXIST ? open (beside, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY) : -1;
  if (stat (path, &like) == 0)
    share_rights (fd, &like);
  return fd;
}

/**
 * _store_sqlite_try_writing:
 * @path: a database on a share
 *
 * What this computer believes of rights is not what the server allows: only trying tells. The
 * journal is left there, empty, so that no seat remembers that there is none.
 *
 * Returns: (transfer full) (nullable): a sentence when saving would fail
 */
char *
_store_sqlite_try_writing (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  int fd = open (path, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY);
  struct stat facts;
  const char *why;

  if (fd < 0)
    return g_strdup_printf (_ ("“%s”: the server does not let you change this file (%s). Ask the "
                               "person who manages the files for the right to change it."),
                            name, g_strerror (errno));
  close (fd);
  fd = _store_sqlite_open_beside (path, "-journal");
  if (fd >= 0)
    {
      close (fd);
      return NULL;
    }
  why = g_strerror (errno);
  if (lstat (journal, &facts) == 0)
    return g_strdup_printf (_ ("“%s”: the server does not let you change “%s-journal” (%s), which "
                               "saving needs. Ask for the right to change both files, and all "
                               "others beside them."),
                            name, name, why);
  return g_strdup_printf (
      _ ("“%s”: no file can be made in the folder “%s” (%s), and saving needs a "
         "second one there. Ask for the right to make files in this folder."),
      name, folder, why);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return difference < 0 ? -1 : difference > 0;
}

/**
 * _store_sqlite_measure:
 * @link: a database on a share
 * @milliseconds: (out): how long the server takes to say whether anything changed
 * @error: return location
 *
 * Asks what each seat asks every few seconds.
 *
 * Returns: whether it answered
 */
gboolean
_store_sqlite_measure (StoreLink *link, double *milliseconds, GError **error)
{
  double times[N_QUESTIONS];

  for (guint i = 0; i < N_QUESTIONS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      int version;

      if (!_store_sqlite_query_int (link, "PRAGMA data_version", &version, error))
        return FALSE;
      times[i] = (double) (g_get_monotonic_time () - start) / 1000;
    }
  qsort (times, N_QUESTIONS, sizeof times[0], compare_times);
  *milliseconds = times[N_QUESTIONS / 2];
  return TRUE;
}

/**
 * _store_sqlite_judge_latency:
 * @milliseconds: how long the server takes to answer
 * @name: the file's name
 * @warning: (out) (transfer full) (nullable): a sentence when it is slow
 * @read_only_reason: (out) (transfer full) (nullable): a sentence when it is too slow
 *
 * Decides whether the network is good enough to save over it.
 */
void
_store_sqlite_judge_latency (double milliseconds,
                             const char *name,
                             char **warning,
                             char **read_only_reason)
{
  *warning = NULL;
  *read_only_reason = NULL;
  if (milliseconds > TOO_SLOW_MS)
    *read_only_reason = g_strdup_printf (
        _ ("“%s”: the server answers too slowly (%.0f ms) for a shared database: one save would "
           "hold up all seats. Use a computer of the school’s wired network."),
        name, milliseconds);
  else if (milliseconds > SLOW_MS)
    *warning = g_strdup_printf (_ ("“%s”: the server answers slowly (%.0f ms), and so will saving. "
                                   "A cable is faster than Wi-Fi; a VPN is too far."),
                                name, milliseconds);
}

/* Locks of this computer, by the file that they are for. Two connections of one process share one:
 * a process is what counts. */
typedef struct
{
  int fd;
  guint n_users;
} Claim;

static GMutex mutex;
static GHashTable *claims;    /* (mutex mutex): name of the lock file → Claim */
static char *claims_folder;   /* (mutex mutex) (nullable): for tests */
static gint is_one_a_machine; /* (atomic): also of local files, for tests */

static int
open_claim (const char *key)
{
  g_autofree char *path = g_build_filename (
      claims_folder != NULL ? claims_folder : g_get_user_runtime_dir (), key, NULL);

  return open (path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY, 0600);
}

/* Whether it is ours, or nobody can tell. */
static gboolean
take_claim (const char *key)
{
  Claim *claim = g_hash_table_lookup (claims, key);
  int fd;

  if (claim != NULL)
    {
      claim->n_users++;
      return TRUE;
    }
  fd = open_claim (key);
  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    {
      close (fd);
      return FALSE;
    }
  claim = g_new (Claim, 1);
  claim->fd = fd;
  claim->n_users = 1;
  g_hash_table_insert (claims, g_strdup (key), claim);
  return TRUE;
}

/**
 * _store_sqlite_claim:
 * @path: a database on a share
 * @key: (out) (transfer full) (nullable): what to give to _store_sqlite_unclaim()
 *
 * Makes this process the one of this computer that changes the database: with two, Linux' SMB
 * client stands still for half a minute now and then (data §3.1.1).
 *
 * Returns: (transfer full) (nullable): a sentence when another process is it
 */
char *
_store_sqlite_claim (const char *path, char **key)
{
  g_autofree char *name = g_path_get_basename (path);
  gboolean taken;
  struct stat facts;

  *key = NULL;
  if ((_store_vfs_is_forced () && !g_atomic_int_get (&is_one_a_machine))
      || stat (path, &facts) != 0)
    return NULL;
  *key = g_strdup_printf ("paraphe-%llx-%llx.lock", (unsigned long long) facts.st_dev,
                          (unsigned long long) facts.st_ino);
  g_mutex_lock (&mutex);
  if (claims == NULL)
    claims = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  taken = take_claim (*key);
  g_mutex_unlock (&mutex);
  if (taken)
    return NULL;
  g_clear_pointer (key, g_free);
  return g_strdup_printf (_ ("“%s” is open in another Paraphe of this computer already. Change it "
                             "there, or close that one and open the file again."),
                          name);
}

/**
 * _store_sqlite_unclaim:
 * @key: (transfer full) (nullable): of _store_sqlite_claim()
 *
 * Lets another process of this computer change the database.
 */
void
_store_sqlite_unclaim (char *key)
{
  Claim *claim;

  if (key == NULL)
    return;
  g_mutex_lock (&mutex);
  claim = g_hash_table_lookup (claims, key);
  if (claim != NULL && --claim->n_users == 0)
    {
      if (claim->fd >= 0)
        close (claim->fd);
      g_hash_table_remove (claims, key);
    }
  g_mutex_unlock (&mutex);
  g_free (key);
}

/**
 * _store_sqlite_set_one_a_machine:
 * @folder: (nullable): where lock files are kept, %NULL for the usual again
 *
 * For tests: also local files that count as shared are changed by one process only.
 */
void
_store_sqlite_set_one_a_machine (const char *folder)
{
  g_mutex_lock (&mutex);
  g_free (claims_folder);
  claims_folder = g_strdup (folder);
  g_mutex_unlock (&mutex);
  g_atomic_int_set (&is_one_a_machine, folder != NULL);
}
