/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-privacy-purge-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "work-backup.h"
#include "work-error.h"

/* What follows the name of the database in the name of a copy that a migration made of it. */
#define COPY_MARK ".before-"

/**
 * _work_purge_back_up:
 * @job: the job
 * @purge: a purge that is about to begin
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Makes a backup of the database as it is, which is the only way back.
 *
 * Returns: whether there is one
 */
gboolean
_work_purge_back_up (WorkJob *job, WorkPurging *purge, GCancellable *cancellable, GError **error)
{
  const WorkBackupWish wish = { WORK_BACKUP_PURGE, NULL, NULL, FALSE };
  g_autoptr (WorkJob) backup = work_backup_new (purge->school, &wish);
  g_autoptr (GError) local = NULL;

  work_job_run (backup, cancellable, &local);
  /* Documents that lack are said and stop nothing: they lacked before. */
  if (work_job_get_succeeded (backup)->len > 0)
    return TRUE;
  if (g_error_matches (local, WORK_ERROR, WORK_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_set_error (error, WORK_ERROR, WORK_ERROR_REFUSED,
               _ ("No backup could be made, so nothing was purged. %s"),
               local != NULL ? local->message : "");
  return FALSE;
}

/* ---- which copies hold what was erased ---- */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* Copies of a migration: nothing deletes them. */
static void
add_copies (GPtrArray *found, const char *base)
{
  g_autofree char *folder = g_path_get_dirname (base);
  g_autofree char *name = g_path_get_basename (base);
  g_autofree char *prefix = g_strconcat (name, COPY_MARK, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (entry, prefix))
      g_ptr_array_add (found, g_strdup_printf (_ ("%s (to be deleted by hand)"), entry));
}

/* (transfer full): the last day on which the rule may leave a backup where it is */
static char *
last_day (const WorkBackup *backup)
{
  g_autofree char *day = g_strndup (backup->at, strlen ("YYYY-MM-DD"));
  GDate date;

  if (!base_date_parse_iso (day, &date))
    return g_strdup ("?");
  if (backup->reason == WORK_BACKUP_DAILY)
    g_date_add_months (&date, work_backup_rule.months);
  else
    g_date_add_days (&date, work_backup_rule.grave_days);
  return base_date_to_long (&date);
}

/**
 * _work_purge_backups:
 * @base: path of a database
 * @folder: (nullable): the school's folder for backups
 *
 * Returns: (transfer full) (element-type utf8): for a person, the copies of it that are there and
 *   until when they may be, by name
 */
GPtrArray *
_work_purge_backups (const char *base, const char *folder)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *place = work_backup_folder (base, folder);
  g_autoptr (GPtrArray) backups = work_backup_list (place, NULL);

  add_copies (found, base);
  for (guint i = 0; backups != NULL && i < backups->len; i++)
    {
      const WorkBackup *backup = g_ptr_array_index (backups, i);
      g_autofree char *day = last_day (backup);

      g_ptr_array_add (found,
                       g_strdup_printf (_ ("%s (at the latest until %s)"), backup->name, day));
    }
  g_ptr_array_sort (found, compare_names);
  return found;
}
