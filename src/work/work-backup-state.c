/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-backup-private.h"

#include <glib/gstdio.h>

#include "base-date.h"
#include "store-settings.h"

/* When something was saved, as history knows. */
typedef struct
{
  ModelSettings *settings;
  char *first;
  char *last;
} Facts;

static void
facts_free (gpointer data)
{
  Facts *facts = data;

  g_clear_pointer (&facts->settings, model_settings_unref);
  g_free (facts->first);
  g_free (facts->last);
  g_free (facts);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Facts, facts_free)

/**
 * work_backup_state_free:
 * @state: (nullable) (transfer full): how a base stands with its backups
 */
void
work_backup_state_free (WorkBackupState *state)
{
  if (state == NULL)
    return;
  g_free (state->folder);
  g_clear_pointer (&state->backups, g_ptr_array_unref);
  g_free (state->problem);
  g_free (state);
}

static gpointer
read_facts (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Facts) facts = g_new0 (Facts, 1);
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (connection, "SELECT MIN (at), MAX (at) FROM history", error);
  gboolean has_row;

  if (statement == NULL || !store_statement_step (statement, &has_row, error))
    return NULL;
  facts->first = g_strdup (store_statement_get_text (statement, 0));
  facts->last = g_strdup (store_statement_get_text (statement, 1));
  store_statement_reset (statement);
  facts->settings = store_settings_load (connection, error);
  return facts->settings != NULL ? g_steal_pointer (&facts) : NULL;
}

/* From a day that begins with an ISO date to today; -1 when there is none */
static int
days_since (const char *at)
{
  g_autofree char *today_iso = base_date_today_iso ();
  g_autofree char *text = g_strndup (at != NULL ? at : "", 10);
  GDate day, today;

  g_date_clear (&day, 1);
  g_date_clear (&today, 1);
  if (!base_date_parse_iso (text, &day) || !base_date_parse_iso (today_iso, &today))
    return -1;
  return MAX (0, g_date_days_between (&day, &today));
}

static gboolean
is_older_than (const WorkBackup *backup, const char *at)
{
  g_autoptr (GDateTime) made = NULL;
  g_autofree char *text = NULL;
  GStatBuf status;

  if (at == NULL || g_stat (backup->path, &status) != 0)
    return FALSE;
  made = g_date_time_new_from_unix_utc (status.st_mtime);
  text = g_date_time_format (made, "%Y-%m-%dT%H:%M:%SZ");
  return strcmp (at, text) > 0;
}

static void
judge (WorkBackupState *state, const Facts *facts)
{
  int limit = model_settings_get_int (facts->settings, "backup.late");

  state->days = state->last != NULL ? days_since (state->last->at) : -1;
  state->is_due = state->days != 0;
  state->is_changed =
      state->last != NULL ? is_older_than (state->last, facts->last) : facts->last != NULL;
  /* A base that is younger than that has nothing to reproach itself with. */
  state->is_late =
      limit > 0 && state->is_changed
      && (state->days > limit || (state->days < 0 && days_since (facts->first) > limit));
}

/**
 * work_backup_get_state:
 * @school: a school
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Waits for the database and the folder: not for the main thread.
 *
 * Returns: (transfer full): how it stands with its backups, or %NULL
 */
WorkBackupState *
work_backup_get_state (WorkSchool *school, GCancellable *cancellable, GError **error)
{
  g_autoptr (Facts) facts = NULL;
  g_autoptr (GError) local = NULL;
  WorkBackupState *state;
  guint n_ahead;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);
  facts = store_queue_run (work_school_get_queue (school), read_facts, NULL, cancellable, error);
  if (facts == NULL)
    return NULL;
  state = g_new0 (WorkBackupState, 1);
  state->folder = work_backup_folder (work_school_get_path (school),
                                      model_settings_get (facts->settings, "backup.folder"));
  state->is_daily = model_settings_get_int (facts->settings, "backup.daily") != 0;
  state->is_sealed = model_settings_get_int (facts->settings, "backup.sealed") != 0;
  state->backups = work_backup_list (state->folder, &local);
  n_ahead = state->backups != NULL ? _work_backup_count_ahead (state->backups) : 0;
  if (state->backups != NULL && state->backups->len > n_ahead)
    state->last = state->backups->pdata[n_ahead];
  if (local != NULL)
    state->problem = g_strdup (local->message);
  judge (state, facts);
  return state;
}

static void
state_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  WorkBackupState *state = work_backup_get_state (source, cancellable, &error);

  if (state != NULL)
    g_task_return_pointer (task, state, (GDestroyNotify) work_backup_state_free);
  else
    g_task_return_error (task, error);
}

/**
 * work_backup_get_state_async:
 * @school: a school
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * As work_backup_get_state(), without waiting.
 */
void
work_backup_get_state_async (WorkSchool *school,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (school, cancellable, callback, user_data);

  g_task_set_source_tag (task, work_backup_get_state_async);
  g_task_run_in_thread (task, state_thread);
}

/**
 * work_backup_get_state_finish:
 * @result: of work_backup_get_state_async()
 * @error: return location
 *
 * Returns: (transfer full): how it stands with its backups, or %NULL
 */
WorkBackupState *
work_backup_get_state_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, work_backup_get_state_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
