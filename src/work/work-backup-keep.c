/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-backup-private.h"

#include <glib/gstdio.h>

#include "base-date.h"

/* Of each day, week and month that has any, the last backup stays, for a number of them: a summer
 * without work takes nothing away. */

const WorkBackupRule work_backup_rule = { 7, 4, 12, 31 };

/* A span of time as a number that grows: its day, its week from Monday on, its month. */
typedef guint32 (*Span) (const GDate *day);

static guint32
day_of (const GDate *day)
{
  return g_date_get_julian (day);
}

static guint32
week_of (const GDate *day)
{
  return g_date_get_julian (day) - (guint32) g_date_get_weekday (day);
}

static guint32
month_of (const GDate *day)
{
  return g_date_get_year (day) * 12u + (guint32) g_date_get_month (day);
}

static gboolean
get_day (const WorkBackup *backup, GDate *day)
{
  g_autofree char *text = g_strndup (backup->at, 10);

  g_date_clear (day, 1);
  return base_date_parse_iso (text, day);
}

/* The last of each of the last @n spans. @backups is in order, latest first. */
static void
choose_last (GPtrArray *backups, Span span, guint n, gboolean *stays)
{
  guint32 last = 0;

  for (guint i = 0; i < backups->len && n > 0; i++)
    {
      GDate day;
      guint32 here;

      if (!get_day (backups->pdata[i], &day))
        continue;
      here = span (&day);
      if (here == last)
        continue;
      last = here;
      stays[i] = TRUE;
      n--;
    }
}

/* Those of the last day, and for a while what was made before something grave. */
static void
choose_recent (GPtrArray *backups, guint grave_days, gboolean *stays)
{
  GDate newest, day;

  if (backups->len == 0 || !get_day (backups->pdata[0], &newest))
    return;
  for (guint i = 0; i < backups->len; i++)
    {
      const WorkBackup *backup = backups->pdata[i];
      guint32 limit = backup->reason != WORK_BACKUP_DAILY ? grave_days : 0;

      if (get_day (backup, &day) && g_date_get_julian (&newest) - g_date_get_julian (&day) <= limit)
        stays[i] = TRUE;
    }
}

/**
 * work_backup_choose:
 * @rule: how many are kept
 * @backups: (element-type WorkBackup): latest first, as work_backup_list() gives them
 * @stays: (out caller-allocates): for each, whether it stays
 *
 * The latest stays, whatever the rule; so does what has no day.
 */
void
work_backup_choose (const WorkBackupRule *rule, GPtrArray *backups, gboolean *stays)
{
  GDate day;

  for (guint i = 0; i < backups->len; i++)
    stays[i] = i == 0 || !get_day (backups->pdata[i], &day);
  choose_recent (backups, rule->grave_days, stays);
  choose_last (backups, day_of, rule->days, stays);
  choose_last (backups, week_of, rule->weeks, stays);
  choose_last (backups, month_of, rule->months, stays);
}

/**
 * work_backup_rotate:
 * @folder: as work_backup_folder() gives it
 * @error: return location
 *
 * Removes the backups that the rule does not keep. Files that have not the name of a backup are
 * none of ours and stay; so do those of days to come, of which none is the last one.
 *
 * Returns: how many were removed; 0 with @error when the folder cannot be read
 */
guint
work_backup_rotate (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) backups = work_backup_list (folder, error);
  g_autofree gboolean *stays = NULL;
  guint n = 0;

  if (backups == NULL)
    return 0;
  g_ptr_array_remove_range (backups, 0, _work_backup_count_ahead (backups));
  stays = g_new0 (gboolean, backups->len + 1);
  work_backup_choose (&work_backup_rule, backups, stays);
  for (guint i = 0; i < backups->len; i++)
    if (!stays[i] && g_unlink (((const WorkBackup *) backups->pdata[i])->path) == 0)
      n++;
  return n;
}
