/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-restore-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base-secret.h"
#include "store-backup.h"
#include "store-seats.h"
#include "store-role.h"
#include "work-account.h"
#include "work-backup-private.h"
#include "work-change-private.h"
#include "work-error.h"
#include "work-signing-private.h"

/* What may still be under way, by the names of its leases. */
#define LEASE_OF_BACKUPS "backup"

typedef struct
{
  WorkSchool *school; /* (nullable): of one that is damaged there is none */
  char *base;
  char *backup;
  char *passphrase; /* (nullable): base_secret_free() */
  char *folder;     /* (nullable): where the present state is backed up */
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_clear_object (&wish->school);
  g_free (wish->base);
  g_free (wish->backup);
  g_free (wish->folder);
  base_secret_free (wish->passphrase);
  g_free (wish);
}

/* ---- who else is here ---- */

static gboolean
refuse_seats (GPtrArray *seats, GError **error)
{
  for (guint i = 0; seats != NULL && i < seats->len; i++)
    {
      const StoreSeat *seat = seats->pdata[i];

      if (seat->is_alive && !seat->is_mine)
        return _work_refuse (
            error,
            _ ("“%s” (%s) has this database open: a backup is put back when nobody "
               "else works on it. Close Paraphe there, then try again."),
            seat->name, seat->user);
    }
  return TRUE;
}

/* What is being sent, signed or backed up holds a lease. */
static gboolean
refuse_leases (StoreConnection *connection, GError **error)
{
  g_autofree char *now = _work_signing_time (0);
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "SELECT COUNT (*) FROM lease WHERE until >= $1 AND name <> $2", error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, now);
  store_statement_bind_text (statement, 2, LEASE_OF_BACKUPS);
  if (!store_statement_step (statement, &has_row, error))
    return FALSE;
  return store_statement_get_int (statement, 0) == 0
         || _work_refuse (error, _ ("Something is being sent or signed at this moment. Wait until "
                                    "it is done, then try again."));
}

static gpointer
look_around (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) seats = store_connection_get_seats (connection, error);

  return GINT_TO_POINTER (seats != NULL && refuse_seats (seats, error)
                          && refuse_leases (connection, error));
}

/* ---- what follows ---- */

static gboolean
bring_documents (WorkJob *job, const char *base, WorkRestoreCopy *copy, GError **error)
{
  g_autoptr (StoreConnection) connection =
      store_connection_open_copy (copy->path, STORE_OPEN_READ, error);
  g_autoptr (GPtrArray) documents =
      connection != NULL ? _work_backup_documents_load (connection, error) : NULL;

  if (connection != NULL)
    store_connection_close (connection);
  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      const WorkBackupDocument *document = documents->pdata[i];
      g_autoptr (GError) local = NULL;
      gboolean brought;

      if (!_work_backup_document_bring (base, copy->backups, document, copy->seal, &brought,
                                        &local))
        work_job_add_failure (job, document->id, document->name,
                              _ ("Its file is neither beside the database nor in the backups."));
    }
  return documents != NULL;
}

static void
add_notes (WorkJob *job, guint n_doubtful, gboolean stopped)
{
  if (n_doubtful > 0)
    {
      g_autofree char *text = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE,
                       "%u e-mail or SMS that waited in the backup may have left since: look at it "
                       "in the outbox.",
                       "%u e-mails and SMS that waited in the backup may have left since: look at "
                       "them in the outbox.",
                       n_doubtful),
          n_doubtful);

      work_job_add_note (job, text);
    }
  if (stopped)
    work_job_add_note (job,
                       _ ("Automatic sending is switched off, so that nothing is written twice: "
                          "switch it on again when all is as you want it."));
}

/* ---- into a base that works ---- */

static gboolean
back_up_present (WorkJob *job, const Wish *wish, GCancellable *cancellable, GError **error)
{
  WorkBackupWish present = { .reason = WORK_BACKUP_RESTORE,
                             .folder = wish->folder,
                             .passphrase = wish->passphrase };
  g_autoptr (WorkJob) backup = work_backup_new (wish->school, &present);
  g_autoptr (GError) local = NULL;
  GPtrArray *made;

  /* Documents that lack are no reason not to: they lack as before. */
  if (!work_job_run (backup, cancellable, &local)
      && !g_error_matches (local, WORK_ERROR, WORK_ERROR_PARTIAL))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  made = work_job_get_succeeded (backup);
  for (guint i = 0; i < made->len; i++)
    {
      const WorkJobItem *item = made->pdata[i];
      g_autofree char *text = g_strdup_printf (_ ("The state before is kept in “%s”."), item->name);

      work_job_add_note (job, text);
    }
  return TRUE;
}

/* The last line of history: what is changed after it is in no backup yet. */
static gboolean
ask_last_line (StoreConnection *connection, gint64 *line, GError **error)
{
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (connection, "SELECT COALESCE (MAX (id), 0) FROM history", error);
  gboolean has_row;

  if (statement == NULL || !store_statement_step (statement, &has_row, error))
    return FALSE;
  *line = store_statement_get_int (statement, 0);
  return TRUE;
}

static gpointer
last_line_func (StoreConnection *connection,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  return GINT_TO_POINTER (ask_last_line (connection, data, error));
}

typedef struct
{
  const char *copy;
  const char *base;
  gint64 line; /* the last one when the present state was backed up */
} Putting;

/* In the thread of the base, so that nothing is changed between the look and the putting back. */
static gpointer
put_back_func (StoreConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  const Putting *putting = data;
  gint64 line = 0;

  if (!ask_last_line (connection, &line, error))
    return NULL;
  if (line != putting->line)
    {
      _work_refuse (error, _ ("Something was changed while the present state was being kept: "
                              "nothing was restored. Try again."));
      return NULL;
    }
  return GINT_TO_POINTER (store_backup_put_back (putting->copy, putting->base, NULL, error));
}

static gboolean
put_back (WorkJob *job,
          const Wish *wish,
          WorkRestoreCopy *copy,
          GCancellable *cancellable,
          GError **error)
{
  StoreQueue *queue = work_school_get_queue (wish->school);
  Putting putting = { copy->path, wish->base, 0 };
  guint n_doubtful = 0;
  gboolean stopped = FALSE;

  if (store_queue_run (queue, last_line_func, &putting.line, cancellable, error) == NULL
      || !back_up_present (job, wish, cancellable, error))
    return FALSE;
  work_job_set_progress (job, 0.5, NULL);
  if (!_work_restore_copy_prepare (copy, wish->school, work_school_get_author (wish->school),
                                   wish->backup, &n_doubtful, &stopped, error)
      || store_queue_run (queue, put_back_func, &putting, NULL, error) == NULL)
    return FALSE;
  /* From here on it is done, whatever comes. */
  work_job_add_success (job, 0, wish->backup, wish->base);
  work_job_set_progress (job, 0.8, NULL);
  add_notes (job, n_doubtful, stopped);
  return bring_documents (job, wish->base, copy, error);
}

/**
 * _work_restore_may:
 * @school: a school
 * @error: return location for %WORK_ERROR_REFUSED
 *
 * Returns: whether who works here may restore backups, and see what is in them
 */
gboolean
_work_restore_may (WorkSchool *school, GError **error)
{
  return work_school_may (school, MODEL_ACT_RESTORE) == MODEL_MAY_YES
         || _work_refuse (error, _ ("Your account may not restore backups. Ask an administrator."));
}

static gboolean
restore (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  Wish *wish = data;
  g_autoptr (WorkRestoreCopy) copy = NULL;

  if (!_work_restore_may (wish->school, error))
    return FALSE;
  if (work_school_is_read_only (wish->school))
    return _work_refuse (error, _ ("This database can only be read here. %s"),
                         work_school_get_read_only_reason (wish->school) != NULL
                             ? work_school_get_read_only_reason (wish->school)
                             : "");
  if (store_queue_run (work_school_get_queue (wish->school), look_around, NULL, cancellable, error)
      == NULL)
    return FALSE;
  copy = _work_restore_copy_new (wish->base, wish->backup, wish->passphrase, cancellable, error);
  return copy != NULL && put_back (job, wish, copy, cancellable, error);
}

static Wish *
wish_new (WorkSchool *school,
          const char *base,
          const char *backup,
          const char *passphrase,
          const char *folder)
{
  Wish *wish = g_new0 (Wish, 1);

  g_set_object (&wish->school, school);
  wish->base = g_strdup (base);
  wish->backup = g_strdup (backup);
  wish->passphrase = g_strdup (passphrase);
  wish->folder = g_strdup (folder);
  return wish;
}

/**
 * work_restore_new:
 * @school: a school
 * @backup: path of a backup
 * @passphrase: (nullable): what opens it; %NULL: what the keyring has
 * @folder: (nullable): where the present state is backed up, as work_backup_folder() gives it;
 * %NULL: the school's setting
 *
 * Puts a backup back into the open base, after a backup of its present state: in one transaction,
 * without replacing the file. What waited to be sent is not sent by it. Refused while another seat
 * has the base open or something is being sent.
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_restore_new (WorkSchool *school,
                  const char *backup,
                  const char *passphrase,
                  const char *folder)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);

  return work_job_new (_ ("Restoring a Backup"), restore,
                       wish_new (school, work_school_get_path (school), backup, passphrase, folder),
                       wish_free);
}

/* ---- in place of one that is damaged ---- */

static gboolean
move_aside (const char *base,
            const char *suffix,
            const char *aside,
            gboolean needed,
            GError **error)
{
  g_autofree char *from = g_strconcat (base, suffix, NULL);
  g_autofree char *to = g_strconcat (aside, suffix, NULL);

  if (!needed && !g_file_test (from, G_FILE_TEST_EXISTS))
    return TRUE;
  if (g_rename (from, to) == 0)
    return TRUE;
  return _work_refuse (error, _ ("“%s” could not be moved aside (%s). Nothing was changed."), from,
                       g_strerror (errno));
}

/* The base as it was, with its journal. */
static void
put_it_again (const char *aside, const char *base, const char *part)
{
  g_autofree char *journal_aside = g_strconcat (aside, "-journal", NULL);
  g_autofree char *journal = g_strconcat (base, "-journal", NULL);

  if (g_rename (aside, base) != 0 || g_unlink (part) != 0)
    g_warning ("A database that could not be replaced has another name now");
  g_rename (journal_aside, journal);
}

/* Nobody can work on it, so that its name is free for another file; its journal goes with it, which
 * alone may make it whole. */
static gboolean
replace_damaged (WorkJob *job, const Wish *wish, WorkRestoreCopy *copy, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "%Y-%m-%d_%H%M%S");
  g_autofree char *aside = g_strdup_printf ("%s.damaged-%s", wish->base, stamp);
  g_autofree char *text = g_strdup_printf (_ ("The damaged file is kept as “%s”."), aside);
  g_autofree char *part = g_strdup_printf ("%s.restored-%s", wish->base, stamp);

  /* Whole and on the disk beside it, before anything is moved. */
  if (!store_backup_make (copy->path, part, NULL, NULL, error))
    return FALSE;
  if (!move_aside (wish->base, "", aside, TRUE, error))
    {
      g_unlink (part);
      return FALSE;
    }
  if (!move_aside (wish->base, "-journal", aside, FALSE, error)
      || !move_aside (part, "", wish->base, TRUE, error))
    {
      put_it_again (aside, wish->base, part);
      return FALSE;
    }
  work_job_add_success (job, 0, wish->backup, wish->base);
  work_job_add_note (job, text);
  return TRUE;
}

static gboolean
restore_damaged (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  Wish *wish = data;
  g_autoptr (WorkRestoreCopy) copy =
      _work_restore_copy_new (wish->base, wish->backup, wish->passphrase, cancellable, error);
  guint n_doubtful = 0;
  gboolean stopped = FALSE;

  if (copy == NULL
      || !_work_restore_copy_prepare (copy, NULL, g_get_real_name (), wish->backup, &n_doubtful,
                                      &stopped, error)
      || !replace_damaged (job, wish, copy, error))
    return FALSE;
  add_notes (job, n_doubtful, stopped);
  return bring_documents (job, wish->base, copy, error);
}

/**
 * work_restore_damaged_new:
 * @base: path of a base that is damaged and that nobody has open
 * @backup: path of a backup
 * @passphrase: (nullable): what opens it; %NULL: what the keyring has
 *
 * Puts what is in a backup in the place of a base that cannot be opened any more; the damaged file
 * is kept beside it.
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_restore_damaged_new (const char *base, const char *backup, const char *passphrase)
{
  g_return_val_if_fail (base != NULL && backup != NULL, NULL);

  return work_job_new (_ ("Restoring a Backup"), restore_damaged,
                       wish_new (NULL, base, backup, passphrase, NULL), wish_free);
}
