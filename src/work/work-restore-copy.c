/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-restore-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base-file.h"
#include "base-secret.h"
#include "base-session.h"
#include "store-access.h"
#include "store-backup.h"
#include "store-error.h"
#include "store-settings.h"
#include "store-role.h"
#include "work-account.h"
#include "work-backup.h"
#include "work-change-private.h"

/* A backup is never worked on itself: what is in it is taken out into a folder of the session,
 * brought up to date there, and what must not happen twice is stopped in it before it comes back.
 */

#define LABEL "backup.restore"
#define RULES "message.rules"
#define TRACE "backup.restored"

typedef struct
{
  StoreOperation *operation;
  const char *backup;
  GArray *sequences; /* (element-type Sequence): of the base */
  gint64 account_id;
  guint n_doubtful;
  gboolean stopped;
} Preparing;

typedef struct
{
  char name[64];
  gint64 last;
} Sequence;

/**
 * _work_restore_copy_free:
 * @copy: (nullable) (transfer full): what was taken out of a backup; its files are removed
 */
void
_work_restore_copy_free (WorkRestoreCopy *copy)
{
  if (copy == NULL)
    return;
  if (copy->folder != NULL)
    base_file_remove_folder (copy->folder);
  g_clear_object (&copy->seal);
  g_free (copy->folder);
  g_free (copy->path);
  g_free (copy->backups);
  g_free (copy);
}

/* Reading the base as a file would drop the locks that this process has on it (howtocorrupt 2.2).
 */
static gboolean
is_same_file (const char *one, const char *other)
{
  GStatBuf a, b;

  return g_stat (one, &a) == 0 && g_stat (other, &b) == 0 && a.st_dev == b.st_dev
         && a.st_ino == b.st_ino;
}

static gboolean
check_place (const char *base, const char *backup, GError **error)
{
  if (!g_file_test (backup, G_FILE_TEST_IS_REGULAR))
    return _work_refuse (error, _ ("“%s” cannot be found. Check that its drive is connected."),
                         backup);
  if (is_same_file (base, backup))
    return _work_refuse (error, _ ("“%s” is the database itself. Choose one of its backups."),
                         backup);
  return TRUE;
}

/* What was given, else what the keyring has; without either the reading says what it lacks. */
static gboolean
find_seal (WorkRestoreCopy *copy,
           const char *base,
           const char *backup,
           const char *passphrase,
           GCancellable *cancellable,
           GError **error)
{
  char *found = NULL;

  if (!store_seal_is_sealed (backup))
    return TRUE;
  if (passphrase == NULL)
    found = work_backup_find_passphrase (base, cancellable, NULL);
  if (passphrase == NULL && found == NULL)
    return TRUE;
  copy->seal = store_seal_new (passphrase != NULL ? passphrase : found, error);
  base_secret_free (found);
  return copy->seal != NULL;
}

/* Opening it brings it up to date. */
static gboolean
bring_up_to_date (const char *path, GError **error)
{
  g_autoptr (StoreConnection) connection = store_connection_open (path, STORE_OPEN_WRITE, error);

  if (connection == NULL)
    return FALSE;
  store_connection_close (connection);
  return TRUE;
}

/**
 * _work_restore_copy_new:
 * @base: path of the base
 * @backup: path of a backup
 * @passphrase: (nullable): what opens it; %NULL: what the keyring has
 * @cancellable: (nullable): to give up
 * @error: return location: %STORE_ERROR_PASSPHRASE…
 *
 * Returns: (transfer full): what is in @backup, sound and brought up to date; or %NULL
 */
WorkRestoreCopy *
_work_restore_copy_new (const char *base,
                        const char *backup,
                        const char *passphrase,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (WorkRestoreCopy) copy = g_new0 (WorkRestoreCopy, 1);
  StoreBackupWatch watch = { NULL, NULL, cancellable };
  g_autofree char *session = NULL;
  g_autofree char *name = g_strdup_printf ("%08x%08x", g_random_int (), g_random_int ());

  if (!check_place (base, backup, error))
    return NULL;
  session = base_session_folder ("restore", error);
  if (session == NULL)
    return NULL;
  copy->folder = g_build_filename (session, name, NULL);
  copy->path = g_build_filename (copy->folder, "base", NULL);
  copy->backups = g_path_get_dirname (backup);
  if (!base_file_make_private_folder (copy->folder, error)
      || !find_seal (copy, base, backup, passphrase, cancellable, error)
      || !store_backup_read (backup, copy->path, copy->seal, &watch, error)
      || !bring_up_to_date (copy->path, error))
    return NULL;
  return g_steal_pointer (&copy);
}

/* ---- what must not happen twice ---- */

/* What waited in the backup may have left since: only a person's word sends it again. */
static gboolean
doubt_messages (StoreConnection *connection,
                Preparing *preparing,
                const char *state,
                GError **error)
{
  g_autoptr (GPtrArray) messages =
      store_find (connection, MODEL_ENTITY_MESSAGE, "state", state, error);

  if (messages == NULL)
    return FALSE;
  for (guint i = 0; i < messages->len; i++)
    {
      model_record_set_canonical (messages->pdata[i], "state", "unknown");
      if (!store_save (connection, messages->pdata[i], preparing->operation, NULL, error))
        return FALSE;
      preparing->n_doubtful++;
    }
  return TRUE;
}

/* Nor does a rule write again what it wrote after the backup: the school switches them on again. */
static gboolean
stop_rules (StoreConnection *connection, Preparing *preparing, GError **error)
{
  g_autoptr (ModelSettings) settings = store_settings_load (connection, error);

  if (settings == NULL)
    return FALSE;
  preparing->stopped = model_settings_get_int (settings, RULES) != 0;
  return !preparing->stopped
         || store_settings_save (connection, RULES, "0", preparing->operation, error);
}

/* An id is never given twice, not even to what was made after the backup. */
static gboolean
raise_sequence (StoreConnection *connection, const Sequence *sequence, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "UPDATE sqlite_sequence SET seq = $2 WHERE name = $1 AND seq < $2", error);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, sequence->name);
  store_statement_bind_int (statement, 2, sequence->last);
  return store_statement_run (statement, error);
}

static gboolean
prepare (StoreConnection *connection, gpointer data, GError **error)
{
  Preparing *preparing = data;

  preparing->n_doubtful = 0;
  for (guint i = 0; i < preparing->sequences->len; i++)
    if (!raise_sequence (connection, &g_array_index (preparing->sequences, Sequence, i), error))
      return FALSE;
  return doubt_messages (connection, preparing, "queued", error)
         && doubt_messages (connection, preparing, "sending", error)
         && stop_rules (connection, preparing, error)
         && store_settings_save (connection, TRACE, preparing->backup, preparing->operation, error)
         && store_access_log (connection, preparing->operation->author, preparing->account_id,
                              STORE_ACCESS_RESTORE, MODEL_ENTITY_NONE, 0, preparing->backup, error)
         && store_connection_execute (connection, "DELETE FROM lease", error);
}

static gpointer
read_sequences (StoreConnection *connection,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GArray) sequences = g_array_new (FALSE, TRUE, sizeof (Sequence));
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (connection, "SELECT name, seq FROM sqlite_sequence", error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  while (store_statement_step (statement, &has_row, error))
    {
      Sequence sequence = { 0 };

      if (!has_row)
        return g_steal_pointer (&sequences);
      g_strlcpy (sequence.name, store_statement_get_text (statement, 0), sizeof sequence.name);
      sequence.last = store_statement_get_int (statement, 1);
      g_array_append_val (sequences, sequence);
    }
  return NULL;
}

/**
 * _work_restore_copy_prepare:
 * @copy: what was taken out of a backup
 * @school: (nullable): the base that it is put into
 * @author: who puts it back
 * @backup: path of the backup
 * @n_doubtful: (out): messages of which nobody knows whether they left
 * @stopped: (out): whether automatic sending is switched off by it
 * @error: return location
 *
 * Stops in @copy what must not happen twice, and writes into its history who put it back.
 *
 * Returns: whether it can be put back
 */
gboolean
_work_restore_copy_prepare (WorkRestoreCopy *copy,
                            WorkSchool *school,
                            const char *author,
                            const char *backup,
                            guint *n_doubtful,
                            gboolean *stopped,
                            GError **error)
{
  g_autoptr (StoreConnection) connection = NULL;
  g_autoptr (StoreOperation) operation = store_operation_new (author, LABEL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *when = g_date_time_format (now, "%Y-%m-%d %H:%M:%S");
  g_autofree char *name = g_path_get_basename (backup);
  g_autofree char *trace = g_strdup_printf ("%s, %s", name, when);
  g_autoptr (GArray) sequences = NULL;
  const WorkAccount *account;
  Preparing preparing = { operation, trace, NULL, 0, 0, FALSE };
  gboolean done;

  sequences = school != NULL ? store_queue_run (work_school_get_queue (school), read_sequences,
                                                NULL, NULL, error)
                             : g_array_new (FALSE, TRUE, sizeof (Sequence));
  connection =
      sequences != NULL ? store_connection_open_copy (copy->path, STORE_OPEN_WRITE, error) : NULL;
  if (connection == NULL)
    return FALSE;
  preparing.sequences = sequences;
  account = school != NULL ? work_school_get_account (school) : NULL;
  preparing.account_id = account != NULL ? account->id : 0;
  done = store_connection_transaction (connection, prepare, &preparing, error);
  store_connection_close (connection);
  *n_doubtful = preparing.n_doubtful;
  *stopped = preparing.stopped;
  return done;
}
