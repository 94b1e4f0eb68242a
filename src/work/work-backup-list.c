/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-backup-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base-date.h"
#include "work-error.h"

/* "2026-11-26_0800.paraphe-backup", "2026-11-26_0800-2-before-restore.paraphe-backup": when, which
 * one of that minute, why. The time is that of the clock on the wall: people look for "yesterday
 * evening". */

#define SUFFIX       ".paraphe-backup"
#define STAMP_SIZE   15
#define STAMP_FORMAT "%Y-%m-%d_%H%M"
#define MAX_A_MINUTE 100

/* What a seat left that died while it was making one. */
#define PART_SUFFIX  ".part"
#define PART_SECONDS (24 * 60 * 60)

static const char *const reasons[] = {
  [WORK_BACKUP_DAILY] = "",
  [WORK_BACKUP_RESTORE] = "-before-restore",
  [WORK_BACKUP_PURGE] = "-before-purge",
};

/**
 * work_backup_free:
 * @backup: (nullable) (transfer full): a backup
 */
void
work_backup_free (WorkBackup *backup)
{
  if (backup == NULL)
    return;
  g_free (backup->path);
  g_free (backup->name);
  g_free (backup->at);
  g_free (backup);
}

/**
 * work_backup_folder:
 * @base: path of a base
 * @folder: (nullable): a folder for the backups of several bases; %NULL or "": beside the base
 *
 * Returns: (transfer full): the folder of the backups of @base: `BASE.backups`, beside it or in
 *   @folder
 */
char *
work_backup_folder (const char *base, const char *folder)
{
  g_autofree char *name = NULL;
  g_autofree char *own = NULL;

  g_return_val_if_fail (base != NULL, NULL);
  if (folder == NULL || folder[0] == '\0')
    return g_strconcat (base, ".backups", NULL);
  name = g_path_get_basename (base);
  own = g_strconcat (name, ".backups", NULL);
  return g_build_filename (folder, own, NULL);
}

static gboolean
read_reason (const char *text, WorkBackupReason *reason)
{
  /* Which one of its minute. */
  if (text[0] == '-' && g_ascii_isdigit (text[1]))
    for (text++; g_ascii_isdigit (*text);)
      text++;
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (text, reasons[i]))
      {
        *reason = (WorkBackupReason) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_stamp (const char *text)
{
  static const char pattern[] = "0000-00-00_0000";

  for (guint i = 0; i < STAMP_SIZE; i++)
    if (pattern[i] == '0' ? !g_ascii_isdigit (text[i]) : text[i] != pattern[i])
      return FALSE;
  return TRUE;
}

/* (transfer full) (nullable): %NULL for a file that has not the name of a backup */
static WorkBackup *
backup_new (const char *folder, const char *name)
{
  g_autofree char *tail = NULL;
  g_autofree char *path = g_build_filename (folder, name, NULL);
  WorkBackupReason reason;
  WorkBackup *backup;
  GStatBuf status;

  if (!g_str_has_suffix (name, SUFFIX) || strlen (name) < STAMP_SIZE + strlen (SUFFIX)
      || !is_stamp (name))
    return NULL;
  tail = g_strndup (name + STAMP_SIZE, strlen (name) - STAMP_SIZE - strlen (SUFFIX));
  if (!read_reason (tail, &reason) || g_lstat (path, &status) != 0 || !S_ISREG (status.st_mode))
    return NULL;
  backup = g_new0 (WorkBackup, 1);
  backup->at = g_strdup_printf ("%.10s %.2s:%.2s", name, name + 11, name + 13);
  backup->name = g_strdup (name);
  backup->size = status.st_size;
  backup->reason = reason;
  backup->is_sealed = store_seal_is_sealed (path);
  backup->path = g_steal_pointer (&path);
  return backup;
}

/* The number of the minute: -2 comes after what has none, -10 after -9. */
static guint64
number_of (const WorkBackup *backup)
{
  const char *tail = backup->name + STAMP_SIZE;

  return tail[0] == '-' ? g_ascii_strtoull (tail + 1, NULL, 10) : 0;
}

static int
compare_latest_first (gconstpointer a, gconstpointer b)
{
  const WorkBackup *one = *(const WorkBackup *const *) a;
  const WorkBackup *other = *(const WorkBackup *const *) b;
  int order = strcmp (other->at, one->at);
  guint64 n_one = number_of (one), n_other = number_of (other);

  return order != 0 ? order : n_one < n_other ? 1 : n_one > n_other ? -1 : 0;
}

/**
 * work_backup_list:
 * @folder: as work_backup_folder() gives it
 * @error: return location
 *
 * Returns: (transfer full) (element-type WorkBackup): the backups that are there, latest first;
 *   none when there is no folder yet; %NULL when it cannot be read
 */
GPtrArray *
work_backup_list (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) backups =
      g_ptr_array_new_with_free_func ((GDestroyNotify) work_backup_free);
  g_autoptr (GError) local = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &local);
  const char *name;

  if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return g_steal_pointer (&backups);
  if (dir == NULL)
    {
      g_set_error (error, WORK_ERROR, WORK_ERROR_REFUSED,
                   _ ("The backups in “%s” cannot be looked up (%s). Check the drive and your "
                      "rights there."),
                   folder, local->message);
      return NULL;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      WorkBackup *backup = backup_new (folder, name);

      if (backup != NULL)
        g_ptr_array_add (backups, backup);
    }
  g_ptr_array_sort (backups, compare_latest_first);
  return g_steal_pointer (&backups);
}

/**
 * _work_backup_count_ahead:
 * @backups: (element-type WorkBackup): latest first
 *
 * What was made while the clock was wrong would pass for the last one for years.
 *
 * Returns: how many of the first ones are of days that are still to come
 */
guint
_work_backup_count_ahead (GPtrArray *backups)
{
  g_autofree char *today = base_date_today_iso ();
  guint n = 0;

  while (n < backups->len
         && strncmp (((const WorkBackup *) backups->pdata[n])->at, today, strlen (today)) > 0)
    n++;
  return n;
}

/* Whether any backup has that stamp and number, whatever it was for. */
static gboolean
is_taken (GPtrArray *backups, const char *head)
{
  for (guint i = 0; i < backups->len; i++)
    {
      const WorkBackup *backup = backups->pdata[i];
      WorkBackupReason reason;

      if (g_str_has_prefix (backup->name, head) && !g_ascii_isdigit (backup->name[strlen (head)]))
        {
          g_autofree char *tail =
              g_strndup (backup->name + strlen (head),
                         strlen (backup->name) - strlen (head) - strlen (SUFFIX));

          /* "…-2" goes on from "…", but is another one. */
          if (tail[0] != '-' || !g_ascii_isdigit (tail[1]))
            return read_reason (tail, &reason);
        }
    }
  return FALSE;
}

/**
 * _work_backup_new_path:
 * @folder: as work_backup_folder() gives it
 * @reason: what for
 * @error: return location
 *
 * Returns: (transfer full): the path of a backup to be made now, or %NULL
 */
char *
_work_backup_new_path (const char *folder, WorkBackupReason reason, GError **error)
{
  g_autoptr (GPtrArray) backups = work_backup_list (folder, error);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, STAMP_FORMAT);
  g_autofree char *head = g_strdup (stamp);
  g_autofree char *name = NULL;

  if (backups == NULL)
    return NULL;
  for (guint i = 2; i < MAX_A_MINUTE && is_taken (backups, head); i++)
    {
      g_free (head);
      head = g_strdup_printf ("%s-%u", stamp, i);
    }
  name = g_strconcat (head, reasons[reason], SUFFIX, NULL);
  return g_build_filename (folder, name, NULL);
}

/**
 * _work_backup_clean:
 * @folder: as work_backup_folder() gives it
 *
 * Removes what seats left that died a day ago and more while they were making a backup.
 */
void
_work_backup_clean (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf status;

      if (strlen (name) > STAMP_SIZE && is_stamp (name) && strstr (name, SUFFIX ".") != NULL
          && g_str_has_suffix (name, PART_SUFFIX) && g_lstat (path, &status) == 0
          && now - (gint64) status.st_mtime > PART_SECONDS)
        g_unlink (path);
    }
}
