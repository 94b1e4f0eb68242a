/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-sqlite-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base-mount.h"

#include "store-migrate-private.h"
#include "store-vfs-private.h"

/* SQLite takes a file without even one page for an empty database. */
#define SMALLEST_PAGE 512

/* Tests of a file that is no good, in the order in which they are told. */
typedef struct
{
  gboolean (*applies) (const StoreSqliteFacts *facts);
  StoreError error;
  const char *text; /* goes on after the file's name */
} Refusal;

static gboolean
is_unreadable (const StoreSqliteFacts *facts)
{
  return !facts->readable;
}

static gboolean
is_empty (const StoreSqliteFacts *facts)
{
  return facts->size == 0;
}

static gboolean
is_no_database (const StoreSqliteFacts *facts)
{
  return (facts->header & 0xff) == SQLITE_NOTADB || facts->size < SMALLEST_PAGE;
}

/* A seat that died while it was saving leaves a file that only its journal makes whole: SQLite will
 * see to that, and only then can the file be judged. */
static gboolean
is_damaged (const StoreSqliteFacts *facts)
{
  return facts->header != SQLITE_OK && !facts->has_journal;
}

static gboolean
is_out_of_reach (const StoreSqliteFacts *facts)
{
  return (facts->header & 0xff) == SQLITE_IOERR || (facts->header & 0xff) == SQLITE_CANTOPEN;
}

static gboolean
is_of_another_program (const StoreSqliteFacts *facts)
{
  return facts->header == SQLITE_OK && facts->application_id != STORE_SQLITE_APPLICATION_ID;
}

/* Without shared memory WAL cannot be read, and with it pages are lost on shares (data §3.1). */
static gboolean
is_wal_on_share (const StoreSqliteFacts *facts)
{
  return facts->is_shared && facts->is_wal;
}

static const Refusal refusals[] = {
  { is_unreadable, STORE_ERROR_DENIED,
    N_ ("you do not have the right to read this file. Ask the person who manages the files.") },
  { is_empty, STORE_ERROR_NOT_OURS,
    N_ ("this file is empty, it is not a Paraphe database. Choose another file, or make a new "
        "database.") },
  { is_no_database, STORE_ERROR_NOT_OURS,
    N_ ("this is not a Paraphe database. Choose another file.") },
  { is_of_another_program, STORE_ERROR_NOT_OURS,
    N_ ("this is the database of another program, not of Paraphe. Choose another file.") },
  { is_out_of_reach, STORE_ERROR_CONNECTION,
    N_ ("the file could not be read or written. Check the disk or the network, then try again.") },
  { is_damaged, STORE_ERROR_CORRUPT,
    N_ ("this database is damaged. Keep the file as it is, and open the last good copy of it.") },
  { is_wal_on_share, STORE_ERROR_DENIED,
    N_ ("another program left this database in a mode (WAL) that damages it on a network drive. "
        "Close it everywhere, copy it to this computer with the files “-wal” and “-shm” beside "
        "it, open the copy once with Paraphe, then put it back.") },
};

static gboolean
is_mounted_for_reading (const StoreSqliteFacts *facts)
{
  return facts->is_mounted_for_reading;
}

static gboolean
is_write_protected (const StoreSqliteFacts *facts)
{
  return !facts->file_writable;
}

static gboolean
is_in_protected_folder (const StoreSqliteFacts *facts)
{
  return !facts->folder_writable;
}

/* Good files that can only be read; the error's code is of no use here. */
static const Refusal restrictions[] = {
  { is_mounted_for_reading, STORE_ERROR_READ_ONLY,
    N_ ("its drive is mounted for reading only. Have it mounted for writing to change the file.") },
  { is_write_protected, STORE_ERROR_READ_ONLY,
    N_ ("this file is write-protected. Ask for the right to change it.") },
  { is_in_protected_folder, STORE_ERROR_READ_ONLY,
    N_ ("the folder of this file is write-protected, and saving needs a second file there. Ask for "
        "the right to change the folder.") },
};

static const Refusal *
find_refusal (const Refusal *list, guint n, const StoreSqliteFacts *facts)
{
  for (guint i = 0; i < n; i++)
    if (list[i].applies (facts))
      return &list[i];
  return NULL;
}

/**
 * _store_sqlite_judge:
 * @facts: what is known of the file
 * @name: its name, for the sentence
 * @read_only_reason: (out) (transfer full) (nullable): why it can only be read
 * @error: return location
 *
 * Decides whether a file is a database of ours and whether it can be written.
 *
 * Returns: whether it can be opened at all
 */
gboolean
_store_sqlite_judge (const StoreSqliteFacts *facts,
                     const char *name,
                     char **read_only_reason,
                     GError **error)
{
  const Refusal *refusal = find_refusal (refusals, G_N_ELEMENTS (refusals), facts);
  const Refusal *restriction = find_refusal (restrictions, G_N_ELEMENTS (restrictions), facts);

  *read_only_reason = NULL;
  if (refusal != NULL)
    {
      g_set_error (error, STORE_ERROR, refusal->error, _ ("“%s”: %s"), name, _ (refusal->text));
      return FALSE;
    }
  if (facts->mount_reason != NULL)
    *read_only_reason = g_strdup_printf (_ ("“%s”: %s"), name, facts->mount_reason);
  else if (restriction != NULL)
    *read_only_reason = g_strdup_printf (_ ("“%s”: %s"), name, _ (restriction->text));
  return TRUE;
}

static StoreLink *
link_new (const char *path)
{
  StoreLink *link = g_new0 (StoreLink, 1);

  link->path = g_strdup (path);
  link->name = g_path_get_basename (path);
  link->busy_timeout = STORE_SQLITE_BUSY_TIMEOUT_MS;
  return link;
}

/**
 * _store_sqlite_close:
 * @link: (transfer full): the database
 *
 * Closes. Every cursor must have been finalised.
 */
void
_store_sqlite_close (StoreLink *link)
{
  int code = sqlite3_close (link->db);

  if (code != SQLITE_OK)
    g_critical ("A database was closed with live statements");
  _store_sqlite_unclaim (link->claim);
  g_clear_object (&link->cancellable);
  g_free (link->place.warning);
  _store_sqlite_clear_role (link);
  g_free (link->path);
  g_free (link->name);
  g_free (link);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreLink, _store_sqlite_close)

static gboolean
has_content (const char *path, const char *suffix)
{
  g_autofree char *beside = g_strconcat (path, suffix, NULL);
  GStatBuf status;

  return g_lstat (beside, &status) == 0 && status.st_size > 0;
}

static void
collect_facts (const char *path, goffset size, StoreSqliteFacts *facts)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (BaseMount) mount = base_mount_find (path);

  facts->mount_reason = mount->reason;
  facts->is_mounted_for_reading = mount->is_read_only;
  facts->is_shared = base_mount_is_share (mount) || _store_vfs_is_forced ();
  facts->readable = faccessat (AT_FDCWD, path, R_OK, AT_EACCESS) == 0;
  facts->file_writable = faccessat (AT_FDCWD, path, W_OK, AT_EACCESS) == 0;
  facts->folder_writable = faccessat (AT_FDCWD, folder, W_OK, AT_EACCESS) == 0;
  facts->size = size;
  facts->has_journal = has_content (path, "-journal");
  facts->header = SQLITE_OK;
  if (facts->readable && size > 0)
    _store_sqlite_read_header (path, facts);
}

/* The folder's links are followed once and for all, the file's own never: SQLite refuses both. */
static char *
resolve_path (const char *path, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (absolute);
  g_autofree char *name = g_path_get_basename (absolute);
  char *real = realpath (folder, NULL);
  char *resolved;

  if (real == NULL)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                   _ ("The folder “%s” cannot be found. Check that its drive is connected."),
                   folder);
      return NULL;
    }
  resolved = g_build_filename (real, name, NULL);
  free (real);
  return resolved;
}

/* Made here and not by SQLite: the file is never seen with other rights than its owner's. No
 * SQLite connection exists on it yet, so that closing it drops no lock. */
static gboolean
create_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (BaseMount) mount = base_mount_find (folder);
  int fd;

  if (mount->reason != NULL)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_READ_ONLY,
                   _ ("“%s” cannot be made in this folder: %s"), name, mount->reason);
      return FALSE;
    }
  /* SQLite would play an old journal into the new file. */
  if (has_content (path, "-journal") || has_content (path, "-wal"))
    {
      g_set_error (
          error, STORE_ERROR, STORE_ERROR_EXISTS,
          _ ("The journal of an older “%s” is still in this folder. Choose another name, or "
             "move the old files away."),
          name);
      return FALSE;
    }
  fd = open (path, O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_RDWR, 0600);
  if (fd < 0 && errno == EEXIST)
    g_set_error (error, STORE_ERROR, STORE_ERROR_EXISTS,
                 _ ("There is a file “%s” already. Choose another name, or open that file."), name);
  else if (fd < 0)
    g_set_error (error, STORE_ERROR, STORE_ERROR_DENIED,
                 _ ("“%s” cannot be made in “%s” (%s). Choose another folder."), name, folder,
                 g_strerror (errno));
  else
    {
      if (base_mount_is_share (mount))
        _store_sqlite_share_with_folder (fd, folder);
      close (fd);
    }
  return fd >= 0;
}

static StoreLink *
open_link (const char *path, gboolean writable, gboolean is_shared, GError **error)
{
  g_autoptr (StoreLink) link = link_new (path);
  int flags = STORE_SQLITE_OPEN_FLAGS | (writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
  int code;

  link->place.is_shared = is_shared;
  code = sqlite3_open_v2 (path, &link->db, flags, _store_vfs_get_name (is_shared));
  if (code != SQLITE_OK)
    {
      _store_sqlite_set_error (link, code, error);
      return NULL;
    }
  if (!_store_sqlite_settle (link, writable, error))
    return NULL;
  return g_steal_pointer (&link);
}

/* The first page of each table and the first of its rows: not all that may be damaged, but what
 * costs nothing to look at. */
static gboolean
touch_table (StoreLink *link, const char *table, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT COUNT (*) FROM (SELECT 1 FROM \"%s\" LIMIT 1)", table);
  int n;

  return _store_sqlite_query_int (link, sql, &n, error);
}

static gboolean
touch_tables (StoreLink *link, GError **error)
{
  g_autofree char *names = NULL;
  g_auto (GStrv) tables = NULL;

  if (!_store_sqlite_query (link,
                            "SELECT group_concat (name, '\n') FROM sqlite_schema"
                            " WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE '%\"%'",
                            &names, error))
    return FALSE;
  tables = g_strsplit (names != NULL ? names : "", "\n", -1);
  for (guint i = 0; tables[i] != NULL; i++)
    if (!touch_table (link, tables[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
identify (StoreLink *link, int *version, GError **error)
{
  int id;

  /* Again, now that a journal may have been played back. */
  if (!_store_sqlite_query_int (link, "PRAGMA application_id", &id, error)
      || !_store_sqlite_query_int (link, "PRAGMA user_version", version, error))
    return FALSE;
  if (id == STORE_SQLITE_APPLICATION_ID && *version >= 1)
    return touch_tables (link, error);
  g_set_error (error, STORE_ERROR, STORE_ERROR_NOT_OURS, _ ("“%s”: %s"), link->name,
               _ ("this is not a Paraphe database. Choose another file."));
  return FALSE;
}

/**
 * _store_sqlite_examine:
 * @link: the database
 * @error: return location; %STORE_ERROR_CORRUPT for a damaged file
 *
 * Looks at every page of the file: tens of milliseconds for each ten megabytes.
 *
 * Returns: whether it could be examined and is sound
 */
gboolean
_store_sqlite_examine (StoreLink *link, GError **error)
{
  g_autofree char *verdict = NULL;

  if (!_store_sqlite_query (link, "PRAGMA quick_check(1)", &verdict, error))
    return FALSE;
  if (g_strcmp0 (verdict, "ok") == 0)
    return TRUE;
  _store_sqlite_set_error (link, SQLITE_CORRUPT, error);
  return FALSE;
}

/* One that was open already waits for the seat that is saving. */
static gboolean
is_kept_from_writing (const GError *error, const StoreSqliteFacts *facts)
{
  return (g_error_matches (error, STORE_ERROR, STORE_ERROR_BUSY) && !facts->is_again)
         || g_error_matches (error, STORE_ERROR, STORE_ERROR_READ_ONLY);
}

/* (transfer full) (nullable): a sentence when the database can only be read */
static char *
find_version_reason (StoreLink *link, int version)
{
  if (version <= _store_migrate_latest ())
    return NULL;
  return g_strdup_printf (_ ("“%s” was made by a newer version of Paraphe. Update the program to "
                             "change it."),
                          link->name);
}

/* (transfer full) (nullable): likewise. A computer at work is no slow network: local files are only
 * measured. */
static char *
find_latency_reason (StoreLink *link)
{
  char *reason = NULL;

  if (link->place.is_shared && _store_sqlite_measure (link, &link->place.latency, NULL)
      && !_store_vfs_is_forced ())
    _store_sqlite_judge_latency (link->place.latency, link->name, &link->place.warning, &reason);
  return reason;
}

static StoreLink *
open_existing (const char *path,
               gboolean writable,
               const StoreSqliteFacts *facts,
               char **read_only_reason,
               GError **error)
{
  g_autoptr (StoreLink) link = NULL;
  g_autoptr (GError) local = NULL;
  char *reason;
  int version = 0;

  link = open_link (path, writable, facts->is_shared, &local);
  if (link == NULL && writable && is_kept_from_writing (local, facts))
    {
      *read_only_reason = g_strdup (local->message);
      return open_existing (path, FALSE, facts, read_only_reason, error);
    }
  if (link == NULL || !identify (link, &version, &local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  reason = find_version_reason (link, version);
  if (reason == NULL && writable && !facts->is_again)
    reason = find_latency_reason (link);
  if (reason == NULL)
    return g_steal_pointer (&link);

  g_free (*read_only_reason);
  *read_only_reason = reason;
  if (!writable)
    return g_steal_pointer (&link);
  g_clear_pointer (&link, _store_sqlite_close);
  return open_link (path, FALSE, facts->is_shared, error);
}

/* (transfer full) (nullable): a sentence when the database of a share cannot be changed from here
 */
static char *
prepare_share (const char *path, char **claim)
{
  char *reason = _store_sqlite_claim (path, claim);

  return reason != NULL ? reason : _store_sqlite_try_writing (path);
}

static StoreLink *
open_to_write (const char *path,
               const StoreSqliteFacts *facts,
               char **read_only_reason,
               GError **error)
{
  g_autofree char *claim = NULL;
  StoreLink *link;

  if (facts->is_shared)
    *read_only_reason = prepare_share (path, &claim);
  link = open_existing (path, *read_only_reason == NULL, facts, read_only_reason, error);
  if (link != NULL && *read_only_reason == NULL)
    link->claim = g_steal_pointer (&claim);
  else
    _store_sqlite_unclaim (g_steal_pointer (&claim));
  return link;
}

static StoreLink *
open_new (const char *path, GError **error)
{
  gboolean is_shared = _store_sqlite_is_shared (path);
  g_autofree char *claim = NULL;
  g_autofree char *reason = NULL;
  g_autoptr (StoreLink) link = NULL;

  if (!create_file (path, error))
    return NULL;
  if (is_shared)
    reason = prepare_share (path, &claim);
  if (reason == NULL)
    link = open_link (path, TRUE, is_shared, error);
  else
    g_set_error_literal (error, STORE_ERROR, STORE_ERROR_READ_ONLY, reason);
  if (link == NULL)
    {
      _store_sqlite_unclaim (g_steal_pointer (&claim));
      g_unlink (path);
      return NULL;
    }
  link->claim = g_steal_pointer (&claim);
  g_free (find_latency_reason (link)); /* told when it is opened again */
  return g_steal_pointer (&link);
}

/**
 * _store_sqlite_open:
 * @path: the file
 * @mode: as of store_connection_open()
 * @read_only_reason: (out) (transfer full) (nullable): why it can only be read
 * @error: return location
 *
 * Opens @path after all the checks of data §5, or makes it, empty. A file that is refused is left
 * as it was, byte for byte.
 *
 * Returns: (transfer full): the database, or %NULL
 */
StoreLink *
_store_sqlite_open (const char *path, StoreOpenMode mode, char **read_only_reason, GError **error)
{
  g_autofree char *resolved = resolve_path (path, error);
  g_autofree char *name = NULL;
  StoreSqliteFacts facts = { 0 };
  GStatBuf status;

  *read_only_reason = NULL;
  if (resolved == NULL)
    return NULL;
  if (mode == STORE_OPEN_CREATE)
    return open_new (resolved, error);

  name = g_path_get_basename (resolved);
  if (g_lstat (resolved, &status) != 0)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                   _ ("“%s” cannot be found. Check that it was not moved or renamed, and that its "
                      "drive is connected."),
                   resolved);
      return NULL;
    }
  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_NOT_OURS,
                   _ ("“%s” is a folder, a link or a device. Choose the database file itself."),
                   name);
      return NULL;
    }
  collect_facts (resolved, status.st_size, &facts);
  if (!_store_sqlite_judge (&facts, name, read_only_reason, error))
    return NULL;
  facts.is_again = mode == STORE_OPEN_AGAIN;
  if (mode != STORE_OPEN_READ && *read_only_reason == NULL)
    return open_to_write (resolved, &facts, read_only_reason, error);
  return open_existing (resolved, FALSE, &facts, read_only_reason, error);
}
