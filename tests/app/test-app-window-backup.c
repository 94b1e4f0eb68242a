/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "app-preferences-backup.h"
#include "app-preferences-window.h"
#include "app-restore-dialog.h"
#include "app-sign-in-page.h"
#include "app-test-demo.h"
#include "app-window-private.h"
#include "base-date.h"
#include "store-seal-private.h"
#include "store-vault-private.h"
#include "work-account.h"
#include "work-backup.h"
#include "work-settings.h"
#include "work-sheet.h"

/* The backup of the day, a window whose database is put back under it, and one whose database is
 * damaged. */

#define PASSWORD "le stage commence lundi"
#define PHRASE   "sept jours en forêt"

/* ---- what is there ---- */

static guint
n_backups (const char *path)
{
  g_autofree char *folder = work_backup_folder (path, NULL);
  g_autoptr (GPtrArray) backups = work_backup_list (folder, NULL);

  return backups->len;
}

/* The path of the last one. */
static char *
last_backup (const char *path)
{
  g_autofree char *folder = work_backup_folder (path, NULL);
  g_autoptr (GPtrArray) backups = work_backup_list (folder, NULL);

  g_assert_cmpuint (backups->len, >, 0);
  return g_strdup (((WorkBackup *) backups->pdata[0])->path);
}

/* As if it had been made on the first of @year. */
static void
make_old (const char *path, const char *year)
{
  g_autofree char *folder = work_backup_folder (path, NULL);
  g_autofree char *from = last_backup (path);
  g_autofree char *name = g_strconcat (year, "-01-01_0800.paraphe-backup", NULL);
  g_autofree char *to = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_rename (from, to), ==, 0);
}

static WorkSchool *
open_school (const char *path)
{
  g_autoptr (GError) error = NULL;
  WorkSchool *school = work_school_open (path, STORE_OPEN_WRITE, &error);

  g_assert_no_error (error);
  return school;
}

static void
close_school (WorkSchool *school)
{
  work_school_close (school);
  store_queue_join (work_school_get_queue (school));
  g_object_unref (school);
}

static void
set (const char *path, const char *name, const char *value)
{
  WorkSchool *school = open_school (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done G_GNUC_UNUSED =
      work_school_apply (school, work_change_setting_new (name, value), &error);

  g_assert_no_error (error);
  close_school (school);
}

static char *
back_up (const char *path, const char *passphrase)
{
  WorkSchool *school = open_school (path);
  WorkBackupWish wish = { .passphrase = passphrase };
  g_autoptr (WorkJob) job = work_backup_new (school, &wish);

  work_job_run (job, NULL, NULL);
  close_school (school);
  return last_backup (path);
}

static void
add_account (WorkSchool *school, const char *name, ModelAccountRole role, gint64 teacher_id)
{
  g_autoptr (GError) error = NULL;
  WorkAccountChange *change = work_account_add_new (name, name, role, teacher_id, PASSWORD, FALSE);

  g_assert_cmpint (work_school_apply_account (school, change, &error), !=, 0);
  g_assert_no_error (error);
  work_account_change_free (change);
}

/* Both while nobody has to sign in yet. */
static void
add_accounts (const char *path)
{
  WorkSchool *school = open_school (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) teachers =
      work_school_read (school, work_query_picks_new (MODEL_ENTITY_TEACHER, 0), &error);

  g_assert_no_error (error);
  add_account (school, "administrator", MODEL_ACCOUNT_ADMINISTRATOR, 0);
  add_account (school, "teacher", MODEL_ACCOUNT_TEACHER,
               ((const WorkPick *) teachers->pdata[0])->id);
  close_school (school);
}

/* ---- a window ---- */

static const char *
toast (AppWindow *window)
{
  return window->toast != NULL ? adw_toast_get_title (window->toast) : "";
}

/* (nullable): what is wrong with the backups, as long as it is */
static const char *
warning (AppWindow *window)
{
  return app_live_bar_get_text (window->backup_bar);
}

static void
wait_look (AppWindow *window)
{
  app_test_until (window->backup.is_done && !app_window_is_busy (window));
}

/* Opens it and waits until the backup of the day is made, or found not to be needed. */
static AppWindow *
open_and_look (const char *path)
{
  AppWindow *window = app_test_open_window (path);

  g_assert_cmpstr (app_window_get_page (window), ==, "school");
  wait_look (window);
  return window;
}

static gboolean
press (GtkWidget *root, const char *label)
{
  GtkWidget *button = app_test_find_button (root, label);

  if (button != NULL)
    g_signal_emit_by_name (button, "clicked");
  return button != NULL;
}

/* ---- the backup of the day ---- */

static void
test_daily (void)
{
  g_autofree char *path = app_test_copy_demo ("daily.paraphe");
  g_autofree char *day = base_date_today_iso ();
  g_autofree char *same = NULL;
  AppWindow *window = open_and_look (path);

  g_assert_cmpuint (n_backups (path), ==, 1);
  g_assert_cmpstr (toast (window), ==, "");
  app_test_select_step (window, 0);
  app_test_act (window, "win.step-forward", NULL);
  app_test_close_window (window);
  window = open_and_look (path);
  same = base_date_today_iso ();
  if (g_str_equal (day, same))
    g_assert_cmpuint (n_backups (path), ==, 1);
  app_test_close_window (window);
}

/* As if it had been made long ago, before what was changed. */
static void
make_stale (const char *path)
{
  g_autofree char *backup = last_backup (path);
  g_autoptr (GFile) file = g_file_new_for_path (backup);

  g_assert_true (g_file_set_attribute_uint64 (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, 1580000000, 0,
                                              NULL, NULL));
  make_old (path, "2020");
}

/* A window that nobody closes makes the one of the next day, too. */
static void
test_stays_open (void)
{
  g_autofree char *path = app_test_copy_demo ("stays-open.paraphe");
  AppWindow *window;

  _app_window_set_backup_again (1);
  window = open_and_look (path);
  g_assert_cmpuint (n_backups (path), ==, 1);
  make_stale (path);
  app_test_until (n_backups (path) == 2);
  app_test_until (window->backup.is_done);
  g_assert_null (warning (window));
  _app_window_set_backup_again (G_MAXINT);
  app_test_close_window (window);
}

/* The day after: nothing was changed since, then something was. */
static void
test_next_day (void)
{
  g_autofree char *path = app_test_copy_demo ("next-day.paraphe");
  AppWindow *window = open_and_look (path);
  g_autofree char *backup = NULL;
  g_autoptr (GFile) file = NULL;

  app_test_close_window (window);
  make_old (path, "2020");
  window = open_and_look (path);
  g_assert_cmpuint (n_backups (path), ==, 1);
  g_assert_cmpstr (toast (window), ==, "");
  app_test_close_window (window);
  backup = last_backup (path);
  file = g_file_new_for_path (backup);
  g_assert_true (g_file_set_attribute_uint64 (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, 1580000000, 0,
                                              NULL, NULL));
  window = open_and_look (path);
  g_assert_cmpuint (n_backups (path), ==, 2);
  g_assert_cmpstr (toast (window), ==, "");
  app_test_close_window (window);
}

/* Nothing is made by itself: once the last one is old, that is said. */
static void
test_late (void)
{
  g_autofree char *path = app_test_copy_demo ("late.paraphe");
  g_autofree char *backup G_GNUC_UNUSED = back_up (path, NULL);
  g_autofree char *old = NULL;
  g_autoptr (GFile) file = NULL;
  AppWindow *window;

  set (path, "backup.daily", "0");
  make_old (path, "2020");
  old = last_backup (path);
  file = g_file_new_for_path (old);
  g_assert_true (g_file_set_attribute_uint64 (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, 1580000000, 0,
                                              NULL, NULL));
  window = open_and_look (path);
  g_assert_nonnull (strstr (warning (window), "The last backup is old"));
  g_assert_cmpuint (n_backups (path), ==, 1);
  app_test_close_window (window);
}

/* The stick is not plugged in: it is said as long as it lacks, with a way to the page, and no
 * folder is made up. */
static void
test_failure (void)
{
  g_autofree char *path = app_test_copy_demo ("failure.paraphe");
  g_autofree char *stick = app_test_demo_path ("stick");
  AppWindow *window;

  set (path, "backup.folder", stick);
  window = open_and_look (path);
  g_assert_nonnull (strstr (warning (window), "was not made whole"));
  g_assert_nonnull (strstr (warning (window), "stick"));
  g_assert_true (app_live_bar_is_warning (window->backup_bar));
  g_assert_false (g_file_test (stick, G_FILE_TEST_EXISTS));
  g_assert_true (press (GTK_WIDGET (window->backup_bar), "Backups"));
  app_test_until (app_test_find_window (APP_TYPE_PREFERENCES_WINDOW) != NULL);
  g_assert_cmpint (g_mkdir (stick, 0700), ==, 0);
  gtk_window_destroy (GTK_WINDOW (app_test_find_window (APP_TYPE_PREFERENCES_WINDOW)));
  app_test_until (window->backup.is_done && warning (window) == NULL);
  app_test_remove_folder (stick);
  app_test_close_window (window);
}

/* A database of a newer Paraphe can only be read: nobody keeps a backup of it unasked. */
static void
test_read_only (void)
{
  g_autofree char *path = app_test_copy_demo ("read-only.paraphe");
  sqlite3 *database = NULL;
  AppWindow *window;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, "PRAGMA user_version = 9999", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (database);
  window = open_and_look (path);
  g_assert_cmpuint (n_backups (path), ==, 0);
  app_test_close_window (window);
}

static void
sign_in (AppWindow *window, const char *name)
{
  g_signal_emit_by_name (app_test_find (GTK_WIDGET (window), APP_TYPE_SIGN_IN_PAGE, 0), "sign-in",
                         name, PASSWORD);
  app_test_until (g_strcmp0 (app_window_get_page (window), "school") == 0);
  wait_look (window);
}

/* Before anybody has signed in it is not even looked; then it is made for whoever may. */
static void
test_accounts (void)
{
  g_autofree char *path = app_test_copy_demo ("accounts.paraphe");
  AppWindow *window;

  add_accounts (path);
  window = app_test_open_window (path);
  g_assert_cmpstr (app_window_get_page (window), ==, "sign-in");
  app_test_settle ();
  g_assert_cmpuint (window->backup.source, ==, 0);
  g_assert_null (window->backup.cancellable);
  sign_in (window, "teacher");
  g_assert_cmpuint (n_backups (path), ==, 0);
  g_assert_cmpstr (toast (window), ==, "");
  app_test_act (window, "win.sign-out", NULL);
  app_test_until (g_strcmp0 (app_window_get_page (window), "sign-in") == 0);
  sign_in (window, "administrator");
  g_assert_cmpuint (n_backups (path), ==, 1);
  app_test_close_window (window);
}

/* ---- put back under the window ---- */

/* What the list shows after is what the backup has. */
static void
test_restore (void)
{
  g_autofree char *path = app_test_copy_demo ("restore.paraphe");
  AppWindow *window = open_and_look (path);
  guint position = app_test_select_step (window, 0);
  GtkWidget *preferences, *page;
  GtkWidget *dialog;

  app_test_act (window, "win.step-forward", NULL);
  g_assert_cmpint (app_test_step_at (window, position), ==, 1);
  app_test_act (window, "win.preferences-page", "s", "backups");
  app_test_until ((preferences = app_test_find_window (APP_TYPE_PREFERENCES_WINDOW)) != NULL);
  page = app_test_find (preferences, APP_TYPE_PREFERENCES_BACKUP, 0);
  g_assert_nonnull (page);
  app_test_until (app_preferences_backup_get_n_kept (APP_PREFERENCES_BACKUP (page)) == 1);
  g_assert_true (press (page, "Restore…"));
  app_test_until ((dialog = app_test_find_window (APP_TYPE_RESTORE_DIALOG)) != NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "accept");
  gtk_window_destroy (GTK_WINDOW (dialog));
  app_test_until (app_preferences_backup_get_n_kept (APP_PREFERENCES_BACKUP (page)) == 2);
  app_test_until (!app_window_is_busy (window));
  g_assert_cmpint (app_test_step_at (window, position), ==, 0);
  gtk_window_destroy (GTK_WINDOW (preferences));
  app_test_close_window (window);
}

/* ---- a database that is damaged ---- */

static void
damage (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize n;

  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  memset (bytes + 200, 0x5a, n - 200);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) n, NULL));
}

/* The file beside @path to which it was moved; its journal goes with it, empty or not. */
static char *
find_aside (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *prefix = g_strconcat (name, ".damaged-", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *entry;

  while ((entry = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (entry, prefix) && !g_str_has_suffix (entry, "-journal"))
      return g_build_filename (folder, entry, NULL);
  return NULL;
}

static void
assert_same_file (const char *path, const char *bytes, gsize n)
{
  g_autofree char *now = NULL;
  gsize n_now;

  g_assert_true (g_file_get_contents (path, &now, &n_now, NULL));
  g_assert_cmpmem (now, n_now, bytes, n);
}

static AppWindow *
open_damaged (const char *path)
{
  AppWindow *window = app_test_open_window (path);

  g_assert_cmpstr (app_window_get_page (window), ==, "failed");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window->restore_button)));
  return window;
}

static void
test_damaged (void)
{
  g_autofree char *path = app_test_copy_demo ("damaged.paraphe");
  g_autofree char *backup = back_up (path, NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *aside = NULL;
  AppWindow *window;
  gsize n;

  damage (path);
  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  window = open_damaged (path);
  assert_same_file (path, bytes, n);
  _app_window_restore_damaged (window, backup, NULL);
  app_test_until (g_strcmp0 (app_window_get_page (window), "school") == 0
                  && !app_window_is_busy (window));
  g_assert_cmpuint (app_line_list_get_n_lines (app_window_get_list (window)), >, 0);
  g_assert_nonnull (strstr (toast (window), "kept beside it"));
  aside = find_aside (path);
  g_assert_nonnull (aside);
  assert_same_file (aside, bytes, n);
  app_test_close_window (window);
}

/* An encrypted one asks for its passphrase, again after another one; a file that is no backup is
 * told. Nothing is moved meanwhile. */
static void
test_damaged_refusals (void)
{
  g_autofree char *path = app_test_copy_demo ("refusals.paraphe");
  g_autofree char *stranger = app_test_demo_path ("stranger");
  g_autofree char *backup = back_up (path, PHRASE);
  g_autofree char *bytes = NULL;
  AppWindow *window;
  GtkWidget *dialog;
  gsize n;

  damage (path);
  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  g_assert_true (g_file_set_contents (stranger, "Chère Madame,", -1, NULL));
  window = open_damaged (path);
  _app_window_restore_damaged (window, stranger, NULL);
  app_test_until ((dialog = app_test_find_window (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), "stranger"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  for (guint i = 0; i < 2; i++)
    {
      if (i == 0)
        _app_window_restore_damaged (window, backup, NULL);
      app_test_until ((dialog = app_test_find_window (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
      g_assert_cmpstr (app_window_get_page (window), ==, "failed");
      assert_same_file (path, bytes, n);
      gtk_editable_set_text (GTK_EDITABLE (app_test_find (dialog, ADW_TYPE_ENTRY_ROW, 0)),
                             i == 0 ? "another passphrase" : PHRASE);
      adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "accept");
      gtk_window_destroy (GTK_WINDOW (dialog));
    }
  app_test_until (g_strcmp0 (app_window_get_page (window), "school") == 0
                  && !app_window_is_busy (window));
  app_test_close_window (window);
}

int
main (int argc, char **argv)
{
  int result;

  app_test_init (&argc, &argv);
  /* Keys in a moment: what they cost is tested elsewhere. */
  _store_seal_set_cost (1, 8192);
  _store_vault_set_cost (1, 8192);
  _app_window_set_backup_delay (0);
  app_test_make_demo ();
  g_test_add_func ("/app/window-backup/daily", test_daily);
  g_test_add_func ("/app/window-backup/next-day", test_next_day);
  g_test_add_func ("/app/window-backup/stays-open", test_stays_open);
  g_test_add_func ("/app/window-backup/late", test_late);
  g_test_add_func ("/app/window-backup/failure", test_failure);
  g_test_add_func ("/app/window-backup/read-only", test_read_only);
  g_test_add_func ("/app/window-backup/accounts", test_accounts);
  g_test_add_func ("/app/window-backup/restore", test_restore);
  g_test_add_func ("/app/window-backup/damaged", test_damaged);
  g_test_add_func ("/app/window-backup/damaged-refusals", test_damaged_refusals);
  result = g_test_run ();
  app_test_remove_demo ();
  return result;
}
