/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-compat.h"
#include "app-secret-dialog.h"
#include "base-secret.h"
#include "store-error.h"
#include "work-account.h"
#include "work-backup.h"
#include "work-restore.h"

/* The backup of the day, and the way out of a base that cannot be opened any more. */

/* Nobody waits for it, nor is anything else to wait for the disk meanwhile. */
#define DELAY_MS (30 * 1000)

/* A window that is open for days makes one each day; what failed is tried again. */
#define AGAIN_MS (20 * 60 * 1000)

static guint delay = DELAY_MS;
static guint again = AGAIN_MS;

/**
 * _app_window_set_backup_delay:
 * @milliseconds: how long after its first list a window looks whether a backup is due
 *
 * For tests.
 */
void
_app_window_set_backup_delay (guint milliseconds)
{
  delay = milliseconds;
}

/**
 * _app_window_set_backup_again:
 * @milliseconds: how long after it has looked a window looks again
 *
 * For tests.
 */
void
_app_window_set_backup_again (guint milliseconds)
{
  again = milliseconds;
}

/**
 * _app_window_stop_backup:
 * @self: a window
 *
 * Looks no more; a backup under way gives up and leaves nothing behind.
 */
void
_app_window_stop_backup (AppWindow *self)
{
  g_clear_handle_id (&self->backup.source, g_source_remove);
  g_cancellable_cancel (self->backup.cancellable);
  g_clear_object (&self->backup.cancellable);
}

static gboolean on_time_cb (gpointer user_data);

/* (nullable): what is wrong, which is said until it is not any more */
static void
end_look (AppWindow *self, const char *problem)
{
  self->backup.is_done = TRUE;
  if (problem == NULL)
    app_live_bar_clear (self->backup_bar);
  else if (g_strcmp0 (app_live_bar_get_text (self->backup_bar), problem) != 0)
    app_live_bar_warn (self->backup_bar, problem, _ ("_Backups"));
  self->backup.source = g_timeout_add (again, on_time_cb, self);
}

static gboolean
is_current (AppWindow *self, GObject *school, GCancellable *cancellable)
{
  return G_OBJECT (self->school) == school && !g_cancellable_is_cancelled (cancellable);
}

/* What an answer belongs to. */
typedef struct
{
  AppWindow *window;
  WorkSchool *school;
  GCancellable *cancellable;
} AppWindowBackupAsk;

static AppWindowBackupAsk *
ask_new (AppWindow *self)
{
  AppWindowBackupAsk *ask = g_new0 (AppWindowBackupAsk, 1);

  ask->window = g_object_ref (self);
  ask->school = g_object_ref (self->school);
  ask->cancellable = g_object_ref (self->backup.cancellable);
  return ask;
}

static void
ask_free (AppWindowBackupAsk *ask)
{
  g_object_unref (ask->window);
  g_object_unref (ask->school);
  g_object_unref (ask->cancellable);
  g_free (ask);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppWindowBackupAsk, ask_free)

static void
on_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindowBackupAsk) ask = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  work_job_run_finish (WORK_JOB (source), result, &error);
  if (!is_current (ask->window, G_OBJECT (ask->school), ask->cancellable))
    return;
  if (error != NULL && !_app_window_is_cancelled (error))
    text = g_strdup_printf (_ ("The backup of the day was not made whole. %s"), error->message);
  end_look (ask->window, text);
}

/* (nullable): where nothing is to be made */
static const char *
problem_of (const WorkBackupState *state)
{
  if (state == NULL)
    return NULL;
  if (state->problem != NULL)
    return state->problem;
  return state->is_late && !state->is_daily
             ? _ ("The last backup is old, and nothing makes one by itself.")
             : NULL;
}

static void
on_state_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindowBackupAsk) ask = user_data;
  AppWindow *self = ask->window;
  WorkBackupWish wish = { .if_due = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkBackupState) state = work_backup_get_state_finish (result, &error);
  g_autoptr (WorkJob) job = NULL;

  if (!is_current (self, source, ask->cancellable))
    return;
  if (state != NULL && state->is_daily && state->is_due && state->is_changed)
    {
      GCancellable *cancellable = ask->cancellable;

      job = work_backup_new (ask->school, &wish);
      work_job_run_async (job, cancellable, on_made_cb, g_steal_pointer (&ask));
    }
  else
    end_look (self, problem_of (state));
}

static gboolean
on_time_cb (gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);

  self->backup.source = 0;
  self->backup.is_done = FALSE;
  if (self->school == NULL || _app_window_is_read_only (self)
      || work_school_may (self->school, MODEL_ACT_BACK_UP) != MODEL_MAY_YES)
    end_look (self, NULL);
  else
    work_backup_get_state_async (self->school, self->backup.cancellable, on_state_cb,
                                 ask_new (self));
  return G_SOURCE_REMOVE;
}

/**
 * _app_window_plan_backup:
 * @self: a window that shows its first list
 *
 * Makes the backup of the day in a while, when there is none yet and anything has changed, and
 * looks again while it is open; says so as long as it fails, and while the last one is old.
 */
void
_app_window_plan_backup (AppWindow *self)
{
  _app_window_stop_backup (self);
  self->backup.is_done = FALSE;
  self->backup.cancellable = g_cancellable_new ();
  self->backup.source = g_timeout_add (delay, on_time_cb, self);
}

/* ---- a base that is damaged ---- */

/* Of which backup, while its passphrase is asked for. */
#define BACKUP_KEY "app-window-backup"

static void
on_passphrase_cb (AppSecretDialog *dialog, AppWindow *self)
{
  _app_window_restore_damaged (self, g_object_get_data (G_OBJECT (dialog), BACKUP_KEY),
                               app_secret_dialog_get_secret (dialog));
}

static void
ask_passphrase (AppWindow *self, const char *backup, const char *why)
{
  AppSecretDialog *dialog = app_secret_dialog_new (
      GTK_WINDOW (self), _ ("Passphrase of the Backup"), _ ("Passphrase"), why);

  app_secret_dialog_set_keeps_visible (dialog, FALSE);
  adw_message_dialog_set_response_label (ADW_MESSAGE_DIALOG (dialog), "accept", _ ("_Open"));
  g_object_set_data_full (G_OBJECT (dialog), BACKUP_KEY, g_strdup (backup), g_free);
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (on_passphrase_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  WorkJob *job = WORK_JOB (source);
  g_autofree char *backup = g_strdup (g_object_get_data (source, BACKUP_KEY));
  g_autoptr (GError) error = NULL;

  work_job_run_finish (job, result, &error);
  if (!_app_window_end_job (self))
    return;
  if (work_job_get_succeeded (job)->len > 0)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.reopen", NULL);
      _app_window_toast (self, _ ("The backup is restored; the damaged file is kept beside it."),
                         NULL, NULL, NULL);
    }
  else if (g_error_matches (error, STORE_ERROR, STORE_ERROR_PASSPHRASE))
    ask_passphrase (self, backup, error->message);
  else if (error != NULL && !_app_window_is_cancelled (error))
    _app_window_show_error (self, _ ("The Backup Cannot Be Restored"), error);
}

/**
 * _app_window_restore_damaged:
 * @self: a window that cannot open its database
 * @backup: path of a backup
 * @passphrase: (nullable): what opens it; it is asked for when that is needed
 *
 * Puts @backup in the place of the database, which is kept beside it, and opens that.
 */
void
_app_window_restore_damaged (AppWindow *self, const char *backup, const char *passphrase)
{
  g_autoptr (WorkJob) job = NULL;

  if (self->school != NULL || self->path == NULL || self->job != NULL)
    return;
  job = work_restore_damaged_new (self->path, backup, passphrase);
  g_object_set_data_full (G_OBJECT (job), BACKUP_KEY, g_strdup (backup), g_free);
  _app_window_start_job (self, job, on_restored_cb, g_object_ref (self));
}

static void
on_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);

  if (paths != NULL)
    _app_window_restore_damaged (self, paths[0], NULL);
}

static void
on_restore_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);

  app_compat_choose_async (GTK_WINDOW (self), APP_CHOICE_BACKUP, on_chosen_cb, g_object_ref (self));
}

static void
on_bar_cb (AppLiveBar *bar, AppWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.preferences-page", "s", "backups");
}

/**
 * _app_window_look_at_backups:
 * @self: a window whose preferences were closed
 *
 * What was wrong may be mended.
 */
void
_app_window_look_at_backups (AppWindow *self)
{
  if (self->backup.source == 0 || app_live_bar_get_text (self->backup_bar) == NULL)
    return;
  g_source_remove (self->backup.source);
  on_time_cb (self);
}

static const GActionEntry entries[] = {
  { "restore-damaged", on_restore_cb },
};

/**
 * _app_window_install_backup_actions:
 * @self: a window
 *
 * Adds what is about backups, under "win.".
 */
void
_app_window_install_backup_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->backup_bar, "activated", G_CALLBACK (on_bar_cb), self, 0);
}
