/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-backup-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base-file.h"
#include "base-session.h"
#include "store-error.h"
#include "store-migrate-private.h"

/* A backup is looked at after it was made, and only then takes its name: whatever has the name of a
 * backup was whole once. */

static gboolean
fail (const char *path, const char *target, StoreError code, const char *why, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *shown = g_filename_display_name (target);

  g_set_error (
      error, STORE_ERROR, code,
      _ ("“%s” could not be copied to “%s” (%s). Make room or choose another folder, then try "
         "again."),
      name, shown, why);
  return FALSE;
}

static gboolean
fail_sqlite (const char *path, const char *target, int code, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);

  if (code == SQLITE_INTERRUPT)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_CANCELLED, _ ("“%s”: cancelled."), name);
      return FALSE;
    }
  return fail (path, target,
               (code & 0xff) == SQLITE_BUSY      ? STORE_ERROR_BUSY
               : (code & 0xff) == SQLITE_CORRUPT ? STORE_ERROR_CORRUPT
                                                 : STORE_ERROR_CONNECTION,
               sqlite3_errstr (code), error);
}

static gboolean
fail_copy (const char *backup, int code, GError **error)
{
  g_autofree char *name = g_filename_display_basename (backup);

  if ((code & 0xff) == SQLITE_NOTADB)
    g_set_error (error, STORE_ERROR, STORE_ERROR_NOT_OURS,
                 _ ("“%s” is no backup of a Paraphe database. Choose another file."), name);
  else
    g_set_error (error, STORE_ERROR, STORE_ERROR_CORRUPT,
                 _ ("“%s” is damaged (%s). Choose another backup."), name, sqlite3_errstr (code));
  return FALSE;
}

static gboolean
sync_file (const char *path)
{
  int fd = open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  gboolean synced = fd >= 0 && fsync (fd) == 0;
  int number = errno;

  if (fd >= 0)
    close (fd);
  errno = number;
  return synced;
}

static char *
name_part (const char *target)
{
  return g_strdup_printf ("%s.%08x.part", target, g_random_int ());
}

/* (transfer full) (nullable): an empty file beside @target, its owner's alone */
static char *
make_part (const char *target)
{
  g_autofree char *part = name_part (target);
  int fd = open (part, O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_RDWR, 0600);

  if (fd < 0)
    return NULL;
  close (fd);
  return g_steal_pointer (&part);
}

static gboolean
publish (const char *part, const char *target, gboolean replaces)
{
  g_autofree char *folder = NULL;
  int fd;

  if (!replaces)
    return base_file_publish (part, target);
  if (g_rename (part, target) != 0)
    return FALSE;
  folder = g_path_get_dirname (target);
  fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }
  return TRUE;
}

static gboolean
copy_to (const char *base, const char *part, const StoreBackupWatch *watch, GError **error)
{
  int version;
  int code = _store_backup_copy_pages (base, part, watch);

  if (code == SQLITE_OK)
    code = _store_backup_check (part, &version);
  if (code != SQLITE_OK)
    return fail_sqlite (base, part, code, error);
  return sync_file (part) || fail (base, part, STORE_ERROR_CONNECTION, g_strerror (errno), error);
}

/**
 * _store_backup_copy:
 * @base: a database
 * @target: the copy's path
 * @replaces: whether a file of that name may be replaced
 * @watch: (nullable): who follows it
 * @error: return location for a #StoreError
 *
 * Copies @base as it was last saved. The copy is checked and synced before it takes its name, and
 * is its owner's alone (0600).
 *
 * Returns: whether there is a good copy at @target
 */
gboolean
_store_backup_copy (const char *base,
                    const char *target,
                    gboolean replaces,
                    const StoreBackupWatch *watch,
                    GError **error)
{
  g_autofree char *part = make_part (target);
  gboolean done;

  if (part == NULL)
    return fail (base, target, STORE_ERROR_CONNECTION, g_strerror (errno), error);
  done = copy_to (base, part, watch, error);
  if (done && !publish (part, target, replaces))
    done = fail (base, target, STORE_ERROR_CONNECTION, g_strerror (errno), error);
  if (!done)
    g_unlink (part);
  return done;
}

/* (transfer full) (nullable): a new path for what is not to lie about in the clear */
static char *
dup_private_path (GError **error)
{
  g_autofree char *folder = base_session_folder ("backup", error);
  g_autofree char *name = g_strdup_printf ("%08x%08x.base", g_random_int (), g_random_int ());

  return folder != NULL ? g_build_filename (folder, name, NULL) : NULL;
}

static gboolean
make_sealed (const char *base,
             const char *target,
             StoreSeal *seal,
             const StoreBackupWatch *watch,
             GError **error)
{
  GCancellable *cancellable = watch != NULL ? watch->cancellable : NULL;
  g_autofree char *plain = dup_private_path (error);
  g_autofree char *part = name_part (target);
  gboolean done;

  if (plain == NULL)
    return FALSE;
  done = _store_backup_copy (base, plain, FALSE, watch, error)
         && store_seal_file (seal, plain, part, cancellable, error)
         && store_seal_open_file (seal, part, NULL, cancellable, error);
  if (done && !publish (part, target, FALSE))
    done = fail (base, target, STORE_ERROR_CONNECTION, g_strerror (errno), error);
  if (!done)
    g_unlink (part);
  g_unlink (plain);
  return done;
}

/**
 * store_backup_make:
 * @base: a database, open or not
 * @target: the backup's path: nothing of that name is ever replaced
 * @seal: (nullable): what it is encrypted with
 * @watch: (nullable): who follows it
 * @error: return location for a #StoreError
 *
 * Makes a backup of @base as it was last saved, while others work on it. It is checked before it
 * takes its name. In the clear there is nothing but in the session's own folder when @seal is
 * given. Waits: not for the main thread.
 *
 * Returns: whether there is a good backup at @target
 */
gboolean
store_backup_make (const char *base,
                   const char *target,
                   StoreSeal *seal,
                   const StoreBackupWatch *watch,
                   GError **error)
{
  g_return_val_if_fail (base != NULL && target != NULL, FALSE);

  return seal != NULL ? make_sealed (base, target, seal, watch, error)
                      : _store_backup_copy (base, target, FALSE, watch, error);
}

static gboolean
check_level (const char *backup, int version, GError **error)
{
  g_autofree char *name = NULL;

  if (version <= _store_migrate_latest ())
    return TRUE;
  name = g_filename_display_basename (backup);
  g_set_error (error, STORE_ERROR, STORE_ERROR_NEWER,
               _ ("“%s” was made by a newer version of Paraphe. Update the program first."), name);
  return FALSE;
}

/* The name decides nothing: what the file is does. */
static gboolean
read_plain (const char *backup, const char *target, const StoreBackupWatch *watch, GError **error)
{
  int fd = open (target, O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_RDWR, 0600);
  int code;

  if (fd < 0)
    return fail (backup, target, STORE_ERROR_CONNECTION, g_strerror (errno), error);
  close (fd);
  code = _store_backup_copy_pages (backup, target, watch);
  if (code == SQLITE_OK)
    return TRUE;
  if ((code & 0xff) == SQLITE_NOTADB || (code & 0xff) == SQLITE_CORRUPT)
    return fail_copy (backup, code, error);
  return fail_sqlite (backup, target, code, error);
}

static gboolean
read_any (const char *backup,
          const char *target,
          StoreSeal *seal,
          const StoreBackupWatch *watch,
          GError **error)
{
  g_autofree char *name = NULL;

  if (!store_seal_is_sealed (backup))
    return read_plain (backup, target, watch, error);
  if (seal != NULL)
    return store_seal_open_file (seal, backup, target, watch != NULL ? watch->cancellable : NULL,
                                 error);
  name = g_filename_display_basename (backup);
  g_set_error (error, STORE_ERROR, STORE_ERROR_PASSPHRASE,
               _ ("“%s” is encrypted. Type the passphrase that was chosen for the backups."), name);
  return FALSE;
}

/**
 * store_backup_read:
 * @backup: a backup, encrypted or not; never a base that this process has open
 * @target: a new file, in a folder that is one's own
 * @seal: (nullable): what opens it when it is encrypted
 * @watch: (nullable): who follows it
 * @error: return location for a #StoreError: %STORE_ERROR_PASSPHRASE, %STORE_ERROR_CORRUPT,
 *   %STORE_ERROR_NOT_OURS, %STORE_ERROR_NEWER…
 *
 * Takes out what is in a backup, which itself is not touched, and looks at every page of it.
 *
 * Returns: whether a sound database is at @target
 */
gboolean
store_backup_read (const char *backup,
                   const char *target,
                   StoreSeal *seal,
                   const StoreBackupWatch *watch,
                   GError **error)
{
  int version = 0;
  int code;

  g_return_val_if_fail (backup != NULL && target != NULL, FALSE);
  if (!read_any (backup, target, seal, watch, error))
    {
      g_unlink (target);
      return FALSE;
    }
  code = _store_backup_check (target, &version);
  if (code == SQLITE_OK && check_level (backup, version, error))
    return TRUE;
  if (code != SQLITE_OK)
    fail_copy (backup, code, error);
  g_unlink (target);
  return FALSE;
}

/**
 * store_backup_verify:
 * @backup: a backup
 * @seal: (nullable): what opens it when it is encrypted
 * @watch: (nullable): who follows it
 * @error: return location for a #StoreError
 *
 * Returns: whether @backup could be restored now
 */
gboolean
store_backup_verify (const char *backup,
                     StoreSeal *seal,
                     const StoreBackupWatch *watch,
                     GError **error)
{
  g_autofree char *plain = dup_private_path (error);
  gboolean is_good = plain != NULL && store_backup_read (backup, plain, seal, watch, error);

  if (is_good)
    g_unlink (plain);
  return is_good;
}

/**
 * store_backup_put_back:
 * @copy: a sound database that nobody uses
 * @base: the base, which takes its content; this seat may have it open
 * @watch: (nullable): who follows it
 * @error: return location for a #StoreError
 *
 * Gives @base the content of @copy, in one transaction and without replacing its file: whatever
 * happens it has the one content or the other, whole.
 *
 * Returns: whether it has that of @copy
 */
gboolean
store_backup_put_back (const char *copy,
                       const char *base,
                       const StoreBackupWatch *watch,
                       GError **error)
{
  int code;

  g_return_val_if_fail (copy != NULL && base != NULL, FALSE);
  code = _store_backup_replace (copy, base, watch);
  return code == SQLITE_OK || fail_sqlite (copy, base, code, error);
}
