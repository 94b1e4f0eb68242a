/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-backup-private.h"

#include <glib/gi18n-lib.h>

#include "base-file.h"
#include "base-secret.h"
#include "base-text.h"
#include "store-access.h"
#include "store-error.h"
#include "store-settings.h"
#include "work-account.h"
#include "work-change-private.h"
#include "work-error.h"
#include "work-signing-private.h"

#define LEASE         "backup"
#define LEASE_SECONDS (30 * 60)
#define SERVICE       "backup"

typedef struct
{
  WorkSchool *school;
  const char *holder; /* (nullable): of the lease, while it runs */
  WorkBackupReason reason;
  char *folder;     /* (nullable) */
  char *passphrase; /* (nullable): base_secret_free() */
  gboolean if_due;
} Wish;

/* What the base says of its backups and its documents. */
typedef struct
{
  char *folder; /* of the settings */
  gboolean is_sealed;
  GPtrArray *documents; /* (element-type WorkBackupDocument) */
} Facts;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_object_unref (wish->school);
  g_free (wish->folder);
  base_secret_free (wish->passphrase);
  g_free (wish);
}

static void
facts_free (gpointer data)
{
  Facts *facts = data;

  g_free (facts->folder);
  g_clear_pointer (&facts->documents, g_ptr_array_unref);
  g_free (facts);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Facts, facts_free)

/* ---- the passphrase ---- */

/**
 * work_backup_find_passphrase:
 * @base: path of a base
 * @cancellable: (nullable): to give up
 * @error: return location: %WORK_ERROR_KEY when there is none
 *
 * Asks the keyring, which may ask the person.
 *
 * Returns: (transfer full): what base_secret_free() takes, or %NULL
 */
char *
work_backup_find_passphrase (const char *base, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;
  char *secret = base_secret_lookup (SERVICE, base, cancellable, &cause);

  if (secret != NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return secret;
  if (cause != NULL)
    g_set_error (error, WORK_ERROR, WORK_ERROR_KEY,
                 _ ("The passphrase of the backups could not be read in the keyring: %s"),
                 cause->message);
  else
    g_set_error (error, WORK_ERROR, WORK_ERROR_KEY,
                 _ ("The passphrase of the backups is not in the keyring of this seat. Type it on "
                    "the page “Backups” of the preferences."));
  return NULL;
}

/**
 * work_backup_keep_passphrase:
 * @base: path of a base
 * @passphrase: (nullable): what its backups are encrypted with; %NULL to forget it
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Returns: whether the keyring has it
 */
gboolean
work_backup_keep_passphrase (const char *base,
                             const char *passphrase,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (StoreSeal) seal = NULL;

  if (passphrase == NULL)
    return base_secret_clear (SERVICE, base, cancellable, error);
  seal = store_seal_new (passphrase, error);
  return seal != NULL
         && base_secret_store (SERVICE, base, _ ("Paraphe: passphrase of the backups"), passphrase,
                               cancellable, error);
}

/* The last one that is encrypted gives its salt, when the passphrase opens it: one key for all. */
static void
adopt_last (StoreSeal *seal, const char *folder)
{
  g_autoptr (GPtrArray) backups = work_backup_list (folder, NULL);

  for (guint i = 0; backups != NULL && i < backups->len; i++)
    {
      const WorkBackup *backup = backups->pdata[i];

      if (backup->is_sealed)
        {
          store_seal_adopt (seal, backup->path, NULL);
          return;
        }
    }
}

/**
 * _work_backup_seal:
 * @school: a school
 * @folder: of its backups
 * @passphrase: (nullable): what was given
 * @wanted: whether the keyring is asked without one
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what seals and opens; %NULL without @error: nothing does
 */
StoreSeal *
_work_backup_seal (WorkSchool *school,
                   const char *folder,
                   const char *passphrase,
                   gboolean wanted,
                   GCancellable *cancellable,
                   GError **error)
{
  char *found = NULL;
  StoreSeal *seal = NULL;

  if (passphrase == NULL && !wanted)
    return NULL;
  if (passphrase == NULL)
    found = work_backup_find_passphrase (work_school_get_path (school), cancellable, error);
  if (passphrase != NULL || found != NULL)
    seal = store_seal_new (passphrase != NULL ? passphrase : found, error);
  base_secret_free (found);
  if (seal != NULL)
    adopt_last (seal, folder);
  return seal;
}

/* ---- the folder ---- */

static gpointer
read_facts (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Facts) facts = g_new0 (Facts, 1);
  g_autoptr (ModelSettings) settings = store_settings_load (connection, error);

  if (settings == NULL)
    return NULL;
  facts->folder = g_strdup (model_settings_get (settings, "backup.folder"));
  facts->is_sealed = model_settings_get_int (settings, "backup.sealed") != 0;
  facts->documents = _work_backup_documents_load (connection, error);
  return facts->documents != NULL ? g_steal_pointer (&facts) : NULL;
}

/* A stick that is not plugged in is told; no folder is made where it would be. */
static gboolean
prepare_folder (const char *folder, GError **error)
{
  g_autofree char *above = g_path_get_dirname (folder);

  if (!g_file_test (above, G_FILE_TEST_IS_DIR))
    return _work_refuse (error,
                         _ ("The folder of the backups, “%s”, is not there. Plug in its drive, or "
                            "choose another folder in the preferences."),
                         above);
  if (!base_file_make_private_folder (folder, error))
    return FALSE;
  _work_backup_clean (folder);
  return TRUE;
}

static gboolean
has_of_today (const char *folder)
{
  g_autoptr (GPtrArray) backups = work_backup_list (folder, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  for (guint i = 0; backups != NULL && i < backups->len; i++)
    if (g_str_has_prefix (((const WorkBackup *) backups->pdata[i])->at, today))
      return TRUE;
  return FALSE;
}

/* ---- making one ---- */

/* A large base on a slow share takes longer than a lease that frees it soon of one who died. */
static void
renew_lease (const Wish *wish)
{
  if (wish->holder != NULL)
    _work_signing_renew (wish->school, wish->holder, LEASE_SECONDS);
}

static void
on_progress (double fraction, gpointer data)
{
  work_job_set_progress (data, fraction * 0.5, NULL);
}

static gboolean
make (WorkJob *job,
      Wish *wish,
      const Facts *facts,
      const char *folder,
      GCancellable *cancellable,
      GError **error)
{
  const char *base = work_school_get_path (wish->school);
  StoreBackupWatch watch = { on_progress, job, cancellable };
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  g_autoptr (StoreSeal) seal = NULL;
  g_autoptr (GError) local = NULL;

  if (!prepare_folder (folder, error))
    return FALSE;
  if (wish->if_due && has_of_today (folder))
    return TRUE;
  seal = _work_backup_seal (wish->school, folder, wish->passphrase, facts->is_sealed, cancellable,
                            &local);
  path = local == NULL ? _work_backup_new_path (folder, wish->reason, &local) : NULL;
  if (path == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!store_backup_make (base, path, seal, &watch, error))
    return FALSE;
  renew_lease (wish);
  name = g_path_get_basename (path);
  work_job_add_success (job, 0, name, path);
  if (!_work_backup_documents_copy (job, base, folder, facts->documents, seal, cancellable, error))
    return FALSE;
  renew_lease (wish);
  work_backup_rotate (folder, &local);
  if (local != NULL)
    work_job_add_note (job, local->message);
  /* Without a lease another seat may be at it. */
  if (!work_school_is_read_only (wish->school))
    _work_backup_documents_expire (folder, facts->documents, seal, cancellable);
  work_job_set_progress (job, 1, NULL);
  return TRUE;
}

typedef struct
{
  char *holder;
  gboolean taken;
  const char *author;
  gint64 account_id;
  gboolean made; /* for the log of accesses */
} Lease;

static gboolean
take_lease_in_transaction (StoreConnection *connection, gpointer data, GError **error)
{
  Lease *lease = data;

  return _work_lease_take (connection, LEASE, lease->holder, LEASE_SECONDS, &lease->taken, error);
}

static gpointer
take_lease (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (
      store_connection_transaction (connection, take_lease_in_transaction, data, error));
}

static gboolean
drop_lease_in_transaction (StoreConnection *connection, gpointer data, GError **error)
{
  Lease *lease = data;

  return (!lease->made
          || store_access_log (connection, lease->author, lease->account_id, STORE_ACCESS_BACK_UP,
                               MODEL_ENTITY_NONE, 0, NULL, error))
         && _work_lease_drop (connection, LEASE, lease->holder, error);
}

static gpointer
drop_lease (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (
      store_connection_transaction (connection, drop_lease_in_transaction, data, error));
}

/* One seat at a time: several hundred megabytes of documents are not copied twice. */
static gboolean
run (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  Wish *wish = data;
  StoreQueue *queue = work_school_get_queue (wish->school);
  g_autoptr (Facts) facts = store_queue_run (queue, read_facts, NULL, cancellable, error);
  g_autofree char *holder = _work_lease_holder_new ();
  g_autofree char *folder = NULL;
  const WorkAccount *account = work_school_get_account (wish->school);
  Lease lease = { holder, FALSE, work_school_get_author (wish->school),
                  account != NULL ? account->id : 0, FALSE };
  gboolean done;

  if (facts == NULL)
    return FALSE;
  if (work_school_may (wish->school, MODEL_ACT_BACK_UP) != MODEL_MAY_YES)
    return _work_refuse (error, _ ("Your account may not make backups. Ask an administrator."));
  folder = wish->folder != NULL
               ? g_strdup (wish->folder)
               : work_backup_folder (work_school_get_path (wish->school), facts->folder);
  if (work_school_is_read_only (wish->school))
    return make (job, wish, facts, folder, cancellable, error);
  if (store_queue_run (queue, take_lease, &lease, cancellable, error) == NULL)
    return FALSE;
  if (!lease.taken)
    return wish->if_due
           || _work_refuse (error, _ ("Another seat is making a backup. Wait a moment, then try "
                                      "again."));
  wish->holder = holder;
  done = make (job, wish, facts, folder, cancellable, error);
  wish->holder = NULL;
  lease.made = work_job_get_succeeded (job)->len > 0;
  store_queue_run (queue, drop_lease, &lease, NULL, NULL);
  return done;
}

/**
 * work_backup_new:
 * @school: a school
 * @wish: what to make
 *
 * A backup of the base and of the documents that are in none yet; then those that the rule does not
 * keep are removed. The first success is the backup.
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_backup_new (WorkSchool *school, const WorkBackupWish *wish)
{
  Wish *copy = g_new0 (Wish, 1);

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);
  copy->school = g_object_ref (school);
  copy->reason = wish->reason;
  copy->folder = g_strdup (wish->folder);
  copy->passphrase = g_strdup (wish->passphrase);
  copy->if_due = wish->if_due;
  return work_job_new (_ ("Backup"), run, copy, wish_free);
}

static gboolean
store_passphrase (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  Wish *wish = data;

  return work_backup_keep_passphrase (work_school_get_path (wish->school), wish->passphrase,
                                      cancellable, error);
}

/**
 * work_backup_store_passphrase_new:
 * @school: a school
 * @passphrase: (nullable): what its backups are encrypted with; %NULL to forget it
 *
 * Returns: (transfer full): a job that puts it in this person's keyring
 */
WorkJob *
work_backup_store_passphrase_new (WorkSchool *school, const char *passphrase)
{
  Wish *wish = g_new0 (Wish, 1);

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);
  wish->school = g_object_ref (school);
  wish->passphrase = g_strdup (passphrase);
  return work_job_new (_ ("Storing the passphrase…"), store_passphrase, wish, wish_free);
}
