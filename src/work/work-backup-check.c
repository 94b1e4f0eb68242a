/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-backup-private.h"

#include <glib/gi18n-lib.h>

static void
check_age (const WorkBackupState *state, GPtrArray *problems)
{
  if (state->problem != NULL)
    g_ptr_array_add (problems, g_strdup (state->problem));
  else if (state->days < 0)
    g_ptr_array_add (problems, g_strdup (_ ("There is no backup of this database yet.")));
  else if (state->is_late)
    g_ptr_array_add (
        problems,
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The last backup is %d day old.",
                                      "The last backup is %d days old.", (gulong) state->days),
                         state->days));
}

/* Each is read as if it were to be put back. */
static void
check_files (GPtrArray *backups, StoreSeal *seal, GCancellable *cancellable, GPtrArray *problems)
{
  StoreBackupWatch watch = { NULL, NULL, cancellable };

  for (guint i = 0; i < backups->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const WorkBackup *backup = backups->pdata[i];
      g_autoptr (GError) error = NULL;

      if (!store_backup_verify (backup->path, backup->is_sealed ? seal : NULL, &watch, &error))
        g_ptr_array_add (problems, g_strdup (error->message));
    }
}

static gpointer
load_documents (StoreConnection *connection,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  return _work_backup_documents_load (connection, error);
}

/* Those that are in the base alone, once there is a backup that has them. */
static void
check_documents (const WorkBackupState *state,
                 GPtrArray *documents,
                 StoreSeal *seal,
                 GPtrArray *problems)
{
  if (state->last == NULL || state->is_changed || (state->last->is_sealed && seal == NULL))
    return;
  for (guint i = 0; i < documents->len; i++)
    {
      const WorkBackupDocument *document = documents->pdata[i];

      if (!_work_backup_document_is_there (state->folder, document,
                                           state->last->is_sealed ? seal : NULL))
        g_ptr_array_add (
            problems, g_strdup_printf (_ ("The document “%s” is in no backup."), document->name));
    }
}

/**
 * work_backup_check:
 * @school: a school
 * @passphrase: (nullable): what opens those that are encrypted; %NULL: what the keyring has
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Reads each backup that is kept as if it were to be put back, and looks at how old the last one is
 * and whether the documents are in them. Waits: not for the main thread.
 *
 * Returns: (transfer full) (element-type utf8): a sentence for each problem; %NULL when it could
 * not be looked at
 */
GPtrArray *
work_backup_check (WorkSchool *school,
                   const char *passphrase,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (WorkBackupState) state = work_backup_get_state (school, cancellable, error);
  g_autoptr (GPtrArray) documents = state != NULL
                                        ? store_queue_run (work_school_get_queue (school),
                                                           load_documents, NULL, cancellable, error)
                                        : NULL;
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (StoreSeal) seal = NULL;

  if (documents == NULL)
    return NULL;
  check_age (state, problems);
  backups = work_backup_list (state->folder, NULL);
  if (backups == NULL)
    return g_steal_pointer (&problems);
  seal = _work_backup_seal (school, state->folder, passphrase, state->is_sealed, cancellable, NULL);
  check_files (backups, seal, cancellable, problems);
  check_documents (state, documents, seal, problems);
  return g_steal_pointer (&problems);
}
