/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-backup.h"

#include <glib/gi18n-lib.h>

#include "app-compat.h"
#include "app-preferences-lock.h"
#include "app-preferences-numbers.h"
#include "app-restore-dialog.h"
#include "app-secret-dialog.h"
#include "base-date.h"
#include "base-secret.h"
#include "store-error.h"
#include "work-account.h"
#include "work-backup.h"
#include "work-restore.h"
#include "work-settings.h"

#define FOLDER   "backup.folder"
#define PATH_KEY "app-backup-path"
#define WHEN_KEY "app-backup-when"

/* Whom a restoring tells that it is done, the page being there or not. */
#define PREFERENCES_KEY "app-backup-preferences"

/**
 * AppPreferencesBackup:
 *
 * The page of the backups: how the last one stands, a new one, where they go, and those that are
 * kept, each of which can be restored.
 */
struct _AppPreferencesBackup
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *now_group;
  AdwPreferencesGroup *place_group;
  AdwPreferencesGroup *restore_group;
  AdwPreferencesGroup *kept_group;
  AdwActionRow *folder_row;
  GtkButton *folder_button;
  GtkButton *beside_button;

  AppJobRow *now_row;
  AppJobRow *phrase_row;
  AppJobRow *restore_row;
  GPtrArray *kept_rows; /* (element-type GtkWidget) */
  AppPreferences *preferences;
  GCancellable *cancellable;
  gboolean has_said;     /* what the last backup did stands in its row */
  gboolean is_restoring; /* a backup is looked at or put back: one at a time */
  char *backup;          /* the one that is being looked at */
  char *when;            /* the same, for people */
  char *passphrase;      /* what opens it: base_secret_free() */
};

static void app_preferences_backup_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesBackup,
                               app_preferences_backup,
                               ADW_TYPE_PREFERENCES_PAGE,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_backup_part_init))

static WorkSchool *
get_school (AppPreferencesBackup *self)
{
  return app_preferences_get_school (self->preferences);
}

static GtkWindow *
get_window (AppPreferencesBackup *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* "lundi 12 janvier 2026, 08:00" of "2026-01-12 08:00" */
static char *
dup_when (const char *at)
{
  g_autofree char *iso = g_strndup (at, 10);
  g_autofree char *day = NULL;
  GDate date;

  g_date_clear (&date, 1);
  if (!base_date_parse_iso (iso, &date))
    return g_strdup (at);
  day = base_date_to_long (&date);
  return g_strdup_printf ("%s, %s", day, at + 11);
}

/* ---- restoring ---- */

static void look_at (AppPreferencesBackup *self);

/* "": nothing. It has a group of its own: a list whose first row takes no focus is passed over by
 * the Tab key as a whole. */
static void
say_restoring (AppPreferencesBackup *self, const char *text, const char *style)
{
  app_job_row_say (self->restore_row, text, style);
  gtk_widget_set_visible (GTK_WIDGET (self->restore_group), text[0] != '\0');
}

/* (nullable): why it is not quite all */
static void
say_restored (AppPreferencesBackup *self, WorkJob *job, const GError *error)
{
  GPtrArray *notes = work_job_get_notes (job);
  g_autoptr (GString) text = g_string_new (_ ("The backup is restored."));

  for (guint i = 0; i < notes->len; i++)
    g_string_append_printf (text, "\n%s", (const char *) notes->pdata[i]);
  if (error != NULL)
    g_string_append_printf (text, "\n%s", error->message);
  say_restoring (self, text->str, error != NULL ? "warning" : "success");
}

/* Whoever has closed the preferences meanwhile looks at the list: it is read again all the same. */
static void
on_restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreferencesBackup) self = user_data;
  g_autoptr (GError) error = NULL;
  WorkJob *job = WORK_JOB (source);
  gboolean is_here = self->preferences != NULL;
  gboolean is_restored;

  work_job_run_finish (job, result, &error);
  is_restored = work_job_get_succeeded (job)->len > 0;
  self->is_restoring = FALSE;
  if (is_here && is_restored)
    say_restored (self, job, error);
  else if (is_here && error != NULL)
    say_restoring (self, error->message, "error");
  if (is_restored)
    app_preferences_notify_changed (g_object_get_data (source, PREFERENCES_KEY));
}

static void
on_accepted_cb (AppRestoreDialog *dialog, AppPreferencesBackup *self)
{
  g_autoptr (WorkJob) job = NULL;

  if (self->preferences == NULL || self->is_restoring)
    return;
  self->is_restoring = TRUE;
  say_restoring (self, _ ("The backup is being restored…"), "neutral");
  job = work_restore_new (get_school (self), self->backup, self->passphrase, NULL);
  g_object_set_data_full (G_OBJECT (job), PREFERENCES_KEY, g_object_ref (self->preferences),
                          g_object_unref);
  work_job_run_async (job, self->cancellable, on_restored_cb, g_object_ref (self));
}

static void
ask (AppPreferencesBackup *self, const WorkRestorePlan *plan)
{
  AppRestoreDialog *dialog = app_restore_dialog_new (
      get_window (self), self->when, adw_action_row_get_subtitle (self->folder_row), plan);

  g_signal_connect_object (dialog, "accepted", G_CALLBACK (on_accepted_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_phrase_for_backup_cb (AppSecretDialog *dialog, AppPreferencesBackup *self)
{
  base_secret_free (self->passphrase);
  self->passphrase = g_strdup (app_secret_dialog_get_secret (dialog));
  look_at (self);
}

static void
ask_passphrase (AppPreferencesBackup *self, const char *why)
{
  AppSecretDialog *dialog = app_secret_dialog_new (
      get_window (self), _ ("Passphrase of the Backup"), _ ("Passphrase"), why);

  app_secret_dialog_set_keeps_visible (dialog, FALSE);
  adw_message_dialog_set_response_label (ADW_MESSAGE_DIALOG (dialog), "accept", _ ("_Open"));
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (on_phrase_for_backup_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_plan_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreferencesBackup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkRestorePlan) plan = work_restore_plan_finish (result, &error);

  if (self->preferences == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  self->is_restoring = FALSE;
  say_restoring (self, "", "neutral");
  if (g_error_matches (error, STORE_ERROR, STORE_ERROR_PASSPHRASE))
    ask_passphrase (self, error->message);
  else if (plan == NULL)
    say_restoring (self, error->message, "error");
  else
    ask (self, plan);
}

static void
look_at (AppPreferencesBackup *self)
{
  self->is_restoring = TRUE;
  say_restoring (self, _ ("What would change is being looked up…"), "neutral");
  work_restore_plan_async (get_school (self), self->backup, self->passphrase, self->cancellable,
                           on_plan_cb, g_object_ref (self));
}

static void
on_restore_cb (GtkButton *button, AppPreferencesBackup *self)
{
  if (self->is_restoring)
    return;
  g_free (self->backup);
  self->backup = g_strdup (g_object_get_data (G_OBJECT (button), PATH_KEY));
  g_free (self->when);
  self->when = g_strdup (g_object_get_data (G_OBJECT (button), WHEN_KEY));
  base_secret_free (g_steal_pointer (&self->passphrase));
  look_at (self);
}

/* ---- what there is ---- */

static GtkWidget *
kept_row_new (AppPreferencesBackup *self, const WorkBackup *backup, gboolean editable)
{
  static const char *const reasons[] = {
    [WORK_BACKUP_DAILY] = "",
    [WORK_BACKUP_RESTORE] = N_ ("before a backup was restored"),
    [WORK_BACKUP_PURGE] = N_ ("before data were purged"),
  };
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Restore…"));
  g_autofree char *when = dup_when (backup->at);
  g_autofree char *size = g_format_size ((guint64) backup->size);
  const char *why = reasons[backup->reason];
  g_autofree char *text =
      g_strjoin (" · ", size, backup->is_sealed ? _ ("encrypted") : _ ("not encrypted"),
                 why[0] != '\0' ? _ (why) : NULL, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), when);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, editable);
  g_object_set_data_full (G_OBJECT (button), PATH_KEY, g_strdup (backup->path), g_free);
  g_object_set_data_full (G_OBJECT (button), WHEN_KEY, g_strdup (when), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_restore_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_kept (AppPreferencesBackup *self, GPtrArray *backups)
{
  gboolean editable = !app_preferences_is_read_only (self->preferences)
                      && work_school_may (get_school (self), MODEL_ACT_RESTORE) == MODEL_MAY_YES;

  for (guint i = 0; i < self->kept_rows->len; i++)
    adw_preferences_group_remove (self->kept_group, self->kept_rows->pdata[i]);
  g_ptr_array_set_size (self->kept_rows, 0);
  for (guint i = 0; backups != NULL && i < backups->len; i++)
    {
      GtkWidget *row = kept_row_new (self, backups->pdata[i], editable);

      adw_preferences_group_add (self->kept_group, row);
      g_ptr_array_add (self->kept_rows, row);
    }
}

static void
show_last (AppPreferencesBackup *self, const WorkBackupState *state)
{
  g_autofree char *when = state->last != NULL ? dup_when (state->last->at) : NULL;
  g_autofree char *text = NULL;

  if (self->has_said || app_job_row_is_running (self->now_row))
    return;
  if (state->problem != NULL)
    text = g_strdup (state->problem);
  else if (when == NULL)
    text = g_strdup (_ ("There is no backup of this database yet."));
  else
    text = g_strdup_printf (_ ("The last one: %s."), when);
  app_job_row_say (self->now_row, text,
                   state->problem != NULL || state->is_late || when == NULL ? "warning"
                                                                            : "neutral");
}

static void
on_state_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreferencesBackup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkBackupState) state = work_backup_get_state_finish (result, &error);

  if (self->preferences == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (state == NULL)
    {
      app_job_row_say (self->now_row, error->message, "error");
      return;
    }
  show_last (self, state);
  adw_action_row_set_subtitle (self->folder_row, state->folder);
  show_kept (self, state->backups);
}

static void
read_state (AppPreferencesBackup *self)
{
  work_backup_get_state_async (get_school (self), self->cancellable, on_state_cb,
                               g_object_ref (self));
}

/* ---- what a person does ---- */

static void
on_now_cb (GtkButton *button, AppPreferencesBackup *self)
{
  WorkBackupWish wish = { 0 };

  app_job_row_run (self->now_row, work_backup_new (get_school (self), &wish),
                   _ ("The backup is made, and was checked."));
}

/* What the job said stays. */
static void
on_done_cb (AppJobRow *row, gboolean ok, AppPreferencesBackup *self)
{
  if (self->preferences == NULL)
    return;
  self->has_said = TRUE;
  read_state (self);
}

static void
on_phrase_cb (AppSecretDialog *dialog, AppPreferencesBackup *self)
{
  app_job_row_run (
      self->phrase_row,
      work_backup_store_passphrase_new (get_school (self), app_secret_dialog_get_secret (dialog)),
      _ ("The passphrase is in the keyring of this session."));
}

static void
on_enter_phrase_cb (GtkButton *button, AppPreferencesBackup *self)
{
  AppSecretDialog *dialog =
      app_secret_dialog_new (get_window (self), _ ("Passphrase of the Backups"), _ ("Passphrase"),
                             _ ("At least 12 characters, such as a sentence. It stays in the "
                                "keyring of this session: each "
                                "seat has its own."));

  app_secret_dialog_set_keeps_visible (dialog, FALSE);
  adw_message_dialog_set_response_label (ADW_MESSAGE_DIALOG (dialog), "accept", _ ("_Keep"));
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (on_phrase_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
set_folder (AppPreferencesBackup *self, const char *path)
{
  app_preferences_apply (self->preferences, work_change_setting_new (FOLDER, path),
                         GTK_WIDGET (self->folder_row));
}

static void
on_folder_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreferencesBackup) self = user_data;
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);

  if (paths != NULL && self->preferences != NULL)
    set_folder (self, paths[0]);
}

static void
on_choose_folder_cb (GtkButton *button, AppPreferencesBackup *self)
{
  app_compat_choose_async (get_window (self), APP_CHOICE_BACKUP_FOLDER, on_folder_chosen_cb,
                           g_object_ref (self));
}

static void
on_beside_cb (GtkButton *button, AppPreferencesBackup *self)
{
  set_folder (self, "");
}

/* ---- the page ---- */

static void
app_preferences_backup_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppPreferencesBackup *self = APP_PREFERENCES_BACKUP (part);
  const char *folder = model_settings_get (app_preferences_get_settings (preferences), FOLDER);
  gboolean editable = !app_preferences_is_read_only (preferences);

  g_set_object (&self->preferences, preferences);
  gtk_widget_set_sensitive (GTK_WIDGET (self->folder_button), editable);
  gtk_widget_set_visible (GTK_WIDGET (self->beside_button),
                          editable && folder != NULL && folder[0] != '\0');
  read_state (self);
}

static void
app_preferences_backup_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_backup_load;
}

static void
app_preferences_backup_dispose (GObject *object)
{
  AppPreferencesBackup *self = APP_PREFERENCES_BACKUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->preferences);
  G_OBJECT_CLASS (app_preferences_backup_parent_class)->dispose (object);
}

static void
app_preferences_backup_finalize (GObject *object)
{
  AppPreferencesBackup *self = APP_PREFERENCES_BACKUP (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->kept_rows);
  g_free (self->backup);
  g_free (self->when);
  base_secret_free (self->passphrase);
  G_OBJECT_CLASS (app_preferences_backup_parent_class)->finalize (object);
}

static void
app_preferences_backup_class_init (AppPreferencesBackupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preferences_backup_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_preferences_backup_finalize;
  g_type_ensure (APP_TYPE_PREFERENCES_LOCK);
  g_type_ensure (APP_TYPE_PREFERENCES_NUMBERS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-preferences-backup.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesBackup, now_group);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesBackup, place_group);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesBackup, restore_group);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesBackup, kept_group);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesBackup, folder_row);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesBackup, folder_button);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesBackup, beside_button);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_beside_cb);
}

static void
app_preferences_backup_init (AppPreferencesBackup *self)
{
  self->cancellable = g_cancellable_new ();
  self->kept_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->now_row = app_job_row_new (_ ("Backup"));
  app_job_row_add_button (self->now_row, _ ("_Back Up Now"), G_CALLBACK (on_now_cb), self);
  adw_preferences_group_add (self->now_group, GTK_WIDGET (self->now_row));
  self->phrase_row = app_job_row_new (_ ("Passphrase"));
  app_job_row_add_button (self->phrase_row, _ ("_Enter…"), G_CALLBACK (on_enter_phrase_cb), self);
  adw_preferences_group_add (self->place_group, GTK_WIDGET (self->phrase_row));
  self->restore_row = app_job_row_new (_ ("Restoring"));
  adw_preferences_group_add (self->restore_group, GTK_WIDGET (self->restore_row));
  g_signal_connect_object (self->now_row, "done", G_CALLBACK (on_done_cb), self, 0);
}

/**
 * app_preferences_backup_new:
 *
 * Returns: (transfer floating): a page, which shows nothing before it is loaded
 */
AppPreferencesBackup *
app_preferences_backup_new (void)
{
  return g_object_new (APP_TYPE_PREFERENCES_BACKUP, NULL);
}

/**
 * app_preferences_backup_get_row:
 * @self: a page
 *
 * Returns: (transfer none): what says how the last backup stands, and makes one
 */
AppJobRow *
app_preferences_backup_get_row (AppPreferencesBackup *self)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_BACKUP (self), NULL);
  return self->now_row;
}

/**
 * app_preferences_backup_get_n_kept:
 * @self: a page that was loaded
 *
 * Returns: how many backups it lists
 */
guint
app_preferences_backup_get_n_kept (AppPreferencesBackup *self)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_BACKUP (self), 0);
  return self->kept_rows->len;
}
