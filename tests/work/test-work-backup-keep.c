/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "work-backup.h"
#include "work-fixture.h"

/* Which backups stay, over whole years of them, and that nothing else is ever removed. */

static WorkBackup *
backup_new (const char *at, WorkBackupReason reason)
{
  WorkBackup *backup = g_new0 (WorkBackup, 1);

  backup->at = g_strdup (at);
  backup->reason = reason;
  return backup;
}

/* Each: what there is, latest first ("!" before what was made before something grave), and what
 * stays of it. */
static const struct
{
  const char *name;
  WorkBackupRule rule;
  const char *have;
  const char *stay;
} cases[] = {
  { "none", { 7, 4, 12, 31 }, "", "" },
  { "one", { 0, 0, 0, 0 }, "2026-11-26 08:00", "2026-11-26 08:00" },
  { "of a day the last one",
    { 2, 0, 0, 0 },
    "2026-11-26 08:00,2026-11-25 18:00,2026-11-25 08:00,2026-11-24 18:00",
    "2026-11-26 08:00,2026-11-25 18:00" },
  { "all of the last day",
    { 1, 0, 0, 0 },
    "2026-11-26 18:00,2026-11-26 12:00,2026-11-26 08:00,2026-11-25 18:00",
    "2026-11-26 18:00,2026-11-26 12:00,2026-11-26 08:00" },
  { "days with a gap are counted, not skipped",
    { 3, 0, 0, 0 },
    "2026-09-01 08:00,2026-07-03 18:00,2026-07-02 18:00,2026-07-01 18:00",
    "2026-09-01 08:00,2026-07-03 18:00,2026-07-02 18:00" },
  { "weeks begin on Monday",
    { 1, 3, 0, 0 },
    /* 2026-11-23 is a Monday */
    "2026-11-26 08:00,2026-11-23 08:00,2026-11-22 08:00,2026-11-16 08:00,2026-11-15 08:00",
    "2026-11-26 08:00,2026-11-22 08:00,2026-11-15 08:00" },
  { "a week over the new year is one",
    { 1, 2, 0, 0 },
    /* from Monday 28 December 2026 to Sunday 3 January 2027 */
    "2027-01-03 08:00,2026-12-31 08:00,2026-12-28 08:00,2026-12-27 08:00",
    "2027-01-03 08:00,2026-12-27 08:00" },
  { "month ends",
    { 1, 0, 3, 0 },
    "2027-03-01 08:00,2027-02-28 18:00,2027-02-01 08:00,2027-01-31 18:00,2026-12-31 18:00",
    "2027-03-01 08:00,2027-02-28 18:00,2027-01-31 18:00" },
  { "the same month of two years",
    { 1, 0, 2, 0 },
    "2027-03-01 08:00,2026-03-15 08:00,2026-03-01 08:00",
    "2027-03-01 08:00,2026-03-15 08:00" },
  { "the hour that comes twice in October",
    { 1, 0, 0, 0 },
    "2026-10-25 02:30,2026-10-25 02:30,2026-10-24 18:00",
    "2026-10-25 02:30,2026-10-25 02:30" },
  { "the hour that lacks in March",
    { 2, 0, 0, 0 },
    "2026-03-29 03:01,2026-03-28 23:59,2026-03-28 08:00",
    "2026-03-29 03:01,2026-03-28 23:59" },
  { "leap day",
    { 2, 0, 0, 0 },
    "2028-03-01 08:00,2028-02-29 08:00,2028-02-28 08:00",
    "2028-03-01 08:00,2028-02-29 08:00" },
  { "before something grave: a month",
    { 1, 0, 0, 31 },
    "2026-11-26 08:00,!2026-11-01 09:00,2026-11-01 08:00,!2026-10-26 08:00,!2026-10-25 08:00",
    "2026-11-26 08:00,!2026-11-01 09:00,!2026-10-26 08:00" },
};

static GPtrArray *
parse (const char *text)
{
  GPtrArray *backups = g_ptr_array_new_with_free_func ((GDestroyNotify) work_backup_free);
  g_auto (GStrv) all = g_strsplit (text, ",", -1);

  for (guint i = 0; all[i] != NULL; i++)
    g_ptr_array_add (backups, all[i][0] == '!' ? backup_new (all[i] + 1, WORK_BACKUP_PURGE)
                                               : backup_new (all[i], WORK_BACKUP_DAILY));
  return backups;
}

static void
test_rule (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) backups = parse (cases[i].have);
      g_autofree gboolean *stays = g_new0 (gboolean, backups->len + 1);
      g_autoptr (GString) found = g_string_new (NULL);

      work_backup_choose (&cases[i].rule, backups, stays);
      for (guint j = 0; j < backups->len; j++)
        {
          const WorkBackup *backup = backups->pdata[j];

          if (stays[j])
            g_string_append_printf (found, "%s%s%s", found->len > 0 ? "," : "",
                                    backup->reason == WORK_BACKUP_PURGE ? "!" : "", backup->at);
        }
      g_test_message ("%s", cases[i].name);
      g_assert_cmpstr (found->str, ==, cases[i].stay);
    }
}

/* A backup a day for three years, rotated each day: never fewer than the rule wants, never more,
 * and those of the last week always. */
static void
test_years (void)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) work_backup_free);
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 1, G_DATE_SEPTEMBER, 2026);
  for (guint n = 0; n < 3 * 365; n++)
    {
      g_autofree char *at = g_strdup_printf ("%04u-%02u-%02u 18:00", g_date_get_year (&day),
                                             g_date_get_month (&day), g_date_get_day (&day));
      g_autofree gboolean *stays = NULL;

      g_ptr_array_insert (kept, 0, backup_new (at, WORK_BACKUP_DAILY));
      stays = g_new0 (gboolean, kept->len);
      work_backup_choose (&work_backup_rule, kept, stays);
      for (guint i = kept->len; i > 0; i--)
        if (!stays[i - 1])
          g_ptr_array_remove_index (kept, i - 1);
      g_assert_cmpuint (kept->len, >=, MIN (n + 1, 7));
      g_assert_cmpuint (kept->len, <=, 7 + 4 + 12);
      g_assert_cmpstr (((WorkBackup *) kept->pdata[0])->at, ==, at);
      g_date_add_days (&day, 1);
    }
  /* 31 August 2029: the oldest is of the end of a September. */
  g_assert_cmpstr (((WorkBackup *) kept->pdata[kept->len - 1])->at, ==, "2028-09-30 18:00");
}

static void
touch (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
}

/* What has not the name of a backup is none of ours. */
static void
test_files (void)
{
  static const char *const strangers[] = {
    "2026-01-01_0800.paraphe",
    "2026-01-01_0800.paraphe-backup.0123.part",
    "2026-01-01_0800-holiday.paraphe-backup",
    "2026-1-1_0800.paraphe-backup",
    "copy of 2026-01-01_0800.paraphe-backup",
    ".paraphe-backup",
    "notes.txt",
  };
  static const char *const in_order[] = {
    "2026-11-26_0800-10.paraphe-backup",
    "2026-11-26_0800-2-before-restore.paraphe-backup",
    "2026-11-26_0800.paraphe-backup",
    "2026-11-25_0800-before-purge.paraphe-backup",
  };
  g_autofree char *folder = g_dir_make_tmp ("paraphe-test-XXXXXX", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "no", NULL);
  g_autofree char *below = g_build_filename (folder, "2026-01-01_0900.paraphe-backup", NULL);
  g_autoptr (GPtrArray) none = work_backup_list (nowhere, NULL);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpint (g_mkdir (below, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    touch (folder, strangers[i]);
  for (guint i = 0; i < G_N_ELEMENTS (in_order); i++)
    touch (folder, in_order[i]);
  list = work_backup_list (folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, G_N_ELEMENTS (in_order));
  for (guint i = 0; i < list->len; i++)
    g_assert_cmpstr (((WorkBackup *) list->pdata[i])->name, ==, in_order[i]);
  g_assert_cmpint (((WorkBackup *) list->pdata[1])->reason, ==, WORK_BACKUP_RESTORE);
  g_assert_cmpstr (((WorkBackup *) list->pdata[3])->at, ==, "2026-11-25 08:00");

  for (guint i = 10; i < 30; i++)
    {
      g_autofree char *name = g_strdup_printf ("2026-10-%02u_0800.paraphe-backup", i);

      touch (folder, name);
    }
  g_assert_cmpuint (work_backup_rotate (folder, &error), >, 0);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    {
      g_autofree char *path = g_build_filename (folder, strangers[i], NULL);

      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  g_assert_cmpuint (work_backup_rotate (folder, &error), ==, 0);
  work_fixture_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work/backup-keep/rule", test_rule);
  g_test_add_func ("/work/backup-keep/years", test_years);
  g_test_add_func ("/work/backup-keep/files", test_files);
  return g_test_run ();
}
