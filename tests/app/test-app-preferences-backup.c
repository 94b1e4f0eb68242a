/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app-preferences-backup.h"
#include "app-preferences-test.h"
#include "app-restore-dialog.h"
#include "app-secret-dialog.h"
#include "store-seal-private.h"
#include "work-backup.h"
#include "work-demo.h"

/* The page of the backups: it says how they stand, makes one and lists it; one that is put back is
 * told of before, and the window hears of it after. */

#define PHRASE "sept jours en forêt"

typedef AppPreferencesTest Test;

static const char *
said (AppPreferencesBackup *page)
{
  return app_job_row_get_text (app_preferences_backup_get_row (page));
}

static AppPreferencesBackup *
show (Test *test)
{
  AppPreferencesBackup *page = app_preferences_backup_new ();

  app_preferences_test_show (test, GTK_WIDGET (page));
  app_test_until (said (page) != NULL && said (page)[0] != '\0');
  return page;
}

/* What became of a restoring stands in the third row. */
static const char *
restored (AppPreferencesBackup *page)
{
  const char *text =
      app_job_row_get_text (APP_JOB_ROW (app_test_find (GTK_WIDGET (page), APP_TYPE_JOB_ROW, 2)));

  return text != NULL ? text : "";
}

static gboolean
has_restored (AppPreferencesBackup *page, const char *words)
{
  return strstr (restored (page), words) != NULL;
}

static gint64
add_company (Test *test, const char *name)
{
  g_autoptr (ModelRecord) record = model_record_new (MODEL_ENTITY_COMPANY);

  model_record_set_canonical (record, "name", name);
  return app_preferences_test_apply (test, work_change_save_new ("test.save", record));
}

static guint
n_companies (Test *test)
{
  g_autoptr (GPtrArray) companies = app_preferences_test_records (test, MODEL_ENTITY_COMPANY);

  return companies->len;
}

/* A backup with one company, and two companies since. */
static char *
back_up (Test *test, const char *passphrase)
{
  WorkBackupWish wish = { .passphrase = passphrase };
  g_autoptr (WorkJob) job = work_backup_new (test->school, &wish);
  g_autoptr (GError) error = NULL;

  work_job_run (job, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (((WorkJobItem *) work_job_get_succeeded (job)->pdata[0])->path);
}

static void
press_restore (AppPreferencesBackup *page)
{
  GtkWidget *button = app_test_find_button (GTK_WIDGET (page), "Restore…");

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
add_labels (GString *text, GtkWidget *widget)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_labels (text, child);
}

/* The question that is asked before: all that it says. */
static char *
wait_question (void)
{
  GString *text = g_string_new (NULL);

  app_test_until (app_test_find_window (APP_TYPE_RESTORE_DIALOG) != NULL);
  add_labels (text, app_test_find_window (APP_TYPE_RESTORE_DIALOG));
  return g_string_free (text, FALSE);
}

static void
answer (const char *response)
{
  AdwMessageDialog *dialog = app_test_find_window (ADW_TYPE_MESSAGE_DIALOG);

  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
type_phrase (const char *phrase)
{
  GtkWidget *dialog;

  app_test_until ((dialog = app_test_find_window (APP_TYPE_SECRET_DIALOG)) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (app_test_find (dialog, ADW_TYPE_ENTRY_ROW, 0)), phrase);
  answer ("accept");
}

static void
end (Test *test, AppPreferencesBackup *page)
{
  app_preferences_test_wait (test);
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_make (Test *test, gconstpointer data)
{
  AppPreferencesBackup *page = show (test);
  GtkWidget *button =
      app_test_find_button (GTK_WIDGET (app_preferences_backup_get_row (page)), "Back Up Now");
  g_autofree char *folder = work_backup_folder (test->path, NULL);
  g_autoptr (GPtrArray) backups = NULL;

  g_assert_nonnull (strstr (said (page), "no backup"));
  g_assert_cmpuint (app_preferences_backup_get_n_kept (page), ==, 0);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  app_test_until (app_preferences_backup_get_n_kept (page) == 1);
  g_assert_nonnull (strstr (said (page), "checked"));
  backups = work_backup_list (folder, NULL);
  g_assert_cmpuint (backups->len, ==, 1);
  app_test_destroy (GTK_WIDGET (page));
}

/* Whoever has no mouse comes to what is kept, too. */
static void
test_keys (Test *test, gconstpointer data)
{
  AppPreferencesBackup *page;
  GtkWidget *button;
  GtkRoot *root;

  g_free (back_up (test, NULL));
  page = show (test);
  app_test_until (app_preferences_backup_get_n_kept (page) == 1);
  button = app_test_find_button (GTK_WIDGET (page), "Restore…");
  root = gtk_widget_get_root (GTK_WIDGET (page));
  gtk_root_set_focus (root, NULL);
  for (guint i = 0; i < 30 && gtk_root_get_focus (root) != button; i++)
    gtk_widget_child_focus (GTK_WIDGET (root), GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_root_get_focus (root) == button);
  end (test, page);
}

/* What would change is told, then it is done, listed and told to the window. */
static void
test_restore (Test *test, gconstpointer data)
{
  AppPreferencesBackup *page;
  g_autofree char *backup = NULL;
  g_autofree char *body = NULL;

  add_company (test, "Kept");
  backup = back_up (test, NULL);
  add_company (test, "Lost");
  page = show (test);
  app_test_until (app_preferences_backup_get_n_kept (page) == 1);
  press_restore (page);
  body = wait_question ();
  g_test_message ("%s", body);
  g_assert_nonnull (strstr (body, "Restore the Backup of "));
  g_assert_nonnull (strstr (body, "Companies and their sites\n1 would be lost\n"));
  g_assert_nonnull (strstr (body, "1 operation would be lost"));
  g_assert_nonnull (strstr (body, "The present state is backed up first"));
  g_assert_nonnull (strstr (body, ".backups"));
  g_assert_null (strstr (body, "another database"));
  g_assert_cmpuint (n_companies (test), ==, 2);
  g_assert_cmpuint (test->n_changed, ==, 0);
  answer ("accept");
  app_test_until (has_restored (page, "The backup is restored."));
  g_assert_cmpuint (n_companies (test), ==, 1);
  g_assert_cmpuint (test->n_changed, ==, 1);
  g_assert_true (has_restored (page, "before-restore"));
  app_test_until (app_preferences_backup_get_n_kept (page) == 2);
  g_assert_true (g_file_test (backup, G_FILE_TEST_EXISTS));
  end (test, page);
}

/* Whoever does not want it after all has lost nothing, and may ask again. */
static void
test_cancel (Test *test, gconstpointer data)
{
  AppPreferencesBackup *page;

  add_company (test, "Kept");
  g_free (back_up (test, NULL));
  add_company (test, "Lost");
  page = show (test);
  app_test_until (app_preferences_backup_get_n_kept (page) == 1);
  for (guint i = 0; i < 2; i++)
    {
      press_restore (page);
      g_free (wait_question ());
      answer ("cancel");
      app_test_until (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
      g_assert_cmpstr (restored (page), ==, "");
    }
  g_assert_cmpuint (n_companies (test), ==, 2);
  g_assert_cmpuint (test->n_changed, ==, 0);
  g_assert_cmpuint (app_preferences_backup_get_n_kept (page), ==, 1);
  end (test, page);
}

/* Two that are asked for at once: the second waits for the answer about the first. */
static void
test_one_at_a_time (Test *test, gconstpointer data)
{
  AppPreferencesBackup *page;

  g_free (back_up (test, NULL));
  page = show (test);
  app_test_until (app_preferences_backup_get_n_kept (page) == 1);
  press_restore (page);
  press_restore (page);
  {
    g_autofree char *body = wait_question ();

    g_assert_nonnull (strstr (body, "Nothing would change."));
  }
  answer ("cancel");
  app_test_settle ();
  g_assert_null (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG));
  end (test, page);
}

static void
test_sealed (Test *test, gconstpointer data)
{
  AppPreferencesBackup *page;
  g_autofree char *body = NULL;

  add_company (test, "Kept");
  g_free (back_up (test, PHRASE));
  add_company (test, "Lost");
  page = show (test);
  app_test_until (app_preferences_backup_get_n_kept (page) == 1);
  press_restore (page);
  type_phrase ("not the phrase of it");
  /* It is asked again, and nothing has happened. */
  type_phrase (PHRASE);
  app_test_until (app_test_find_window (APP_TYPE_SECRET_DIALOG) == NULL);
  body = wait_question ();
  g_assert_nonnull (strstr (body, "1 would be lost"));
  g_assert_cmpuint (n_companies (test), ==, 2);
  answer ("accept");
  app_test_until (has_restored (page, "The backup is restored."));
  g_assert_cmpuint (n_companies (test), ==, 1);
  end (test, page);
}

/* What cannot be put back is said where it was asked for; the next one can. */
static void
test_damaged (Test *test, gconstpointer data)
{
  AppPreferencesBackup *page;
  g_autofree char *backup = back_up (test, NULL);
  g_autofree char *bytes = NULL;
  gsize n;

  add_company (test, "Kept");
  g_assert_true (g_file_get_contents (backup, &bytes, &n, NULL));
  memset (bytes + 1024, 'x', n - 1024);
  g_assert_true (g_file_set_contents (backup, bytes, (gssize) n, NULL));
  page = show (test);
  app_test_until (app_preferences_backup_get_n_kept (page) == 1);
  press_restore (page);
  app_test_until (has_restored (page, "Choose another backup"));
  g_assert_null (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG));
  g_assert_cmpint (g_unlink (backup), ==, 0);
  press_restore (page);
  app_test_until (has_restored (page, "cannot be found"));
  g_assert_cmpuint (n_companies (test), ==, 1);
  g_assert_cmpuint (test->n_changed, ==, 0);
  end (test, page);
}

/* A backup that somebody has put there of another school. */
static void
test_other_base (Test *test, gconstpointer data)
{
  AppPreferencesBackup *page;
  g_autofree char *folder = work_backup_folder (test->path, NULL);
  g_autofree char *target = g_build_filename (folder, "2026-01-05_0800.paraphe-backup", NULL);
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  work_new_create (target, &error);
  g_assert_no_error (error);
  page = show (test);
  app_test_until (app_preferences_backup_get_n_kept (page) == 1);
  press_restore (page);
  body = wait_question ();
  g_assert_nonnull (strstr (body, "another database"));
  answer ("cancel");
  end (test, page);
}

static void
test_read_only (Test *test, gconstpointer data)
{
  AppPreferencesBackup *page;
  GtkWidget *button;

  g_free (back_up (test, NULL));
  app_preferences_test_reopen_read_only (test);
  page = show (test);
  app_test_until (app_preferences_backup_get_n_kept (page) == 1);
  button = app_test_find_button (GTK_WIDGET (page), "Restore…");
  g_assert_nonnull (button);
  g_assert_false (gtk_widget_is_sensitive (button));
  end (test, page);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  /* A key in a moment: what it costs is the seal's own test. */
  _store_seal_set_cost (1, 8192);
  APP_PREFERENCES_ADD ("/app/preferences-backup/make", test_make);
  APP_PREFERENCES_ADD ("/app/preferences-backup/keys", test_keys);
  APP_PREFERENCES_ADD ("/app/preferences-backup/restore", test_restore);
  APP_PREFERENCES_ADD ("/app/preferences-backup/cancel", test_cancel);
  APP_PREFERENCES_ADD ("/app/preferences-backup/one-at-a-time", test_one_at_a_time);
  APP_PREFERENCES_ADD ("/app/preferences-backup/sealed", test_sealed);
  APP_PREFERENCES_ADD ("/app/preferences-backup/damaged", test_damaged);
  APP_PREFERENCES_ADD ("/app/preferences-backup/other-base", test_other_base);
  APP_PREFERENCES_ADD ("/app/preferences-backup/read-only", test_read_only);
  return g_test_run ();
}
