/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-restore-private.h"

#include <glib/gstdio.h>

#include "base-secret.h"
#include "store-role.h"
#include "work-backup-private.h"

/* Rows are told apart by their version, which each saving raises. Two bases that went different
 * ways from one backup have other versions of the same row, but for a coincidence. */

/* What a base says of itself, be it the one in use or the one of a backup. */
typedef struct
{
  GHashTable *versions[MODEL_N_ENTITIES]; /* id → version */
  GPtrArray *documents;                   /* (element-type WorkBackupDocument) */
  char *first;                            /* (nullable): operation with which it began */
  char *last_at;
  gint64 last_id;
} Facts;

typedef struct
{
  gint64 since;
  WorkRestorePlan *plan;
} Authors;

static void
facts_free (gpointer data)
{
  Facts *facts = data;

  for (guint i = 0; i < MODEL_N_ENTITIES; i++)
    g_clear_pointer (&facts->versions[i], g_hash_table_unref);
  g_clear_pointer (&facts->documents, g_ptr_array_unref);
  g_free (facts->first);
  g_free (facts->last_at);
  g_free (facts);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Facts, facts_free)

static void
author_free (gpointer data)
{
  WorkRestoreAuthor *author = data;

  g_free (author->name);
  g_free (author);
}

/**
 * work_restore_plan_free:
 * @plan: (nullable) (transfer full): what would change
 */
void
work_restore_plan_free (WorkRestorePlan *plan)
{
  if (plan == NULL)
    return;
  g_free (plan->backup);
  g_free (plan->at_backup);
  g_free (plan->at_base);
  g_ptr_array_unref (plan->rows);
  g_ptr_array_unref (plan->authors);
  g_free (plan);
}

static GHashTable *
read_versions (StoreConnection *connection, ModelEntity entity, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT id, version FROM \"%s\"", model_entity_info (entity)->key);
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, sql, error);
  g_autoptr (GHashTable) versions =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  while (store_statement_step (statement, &has_row, error))
    {
      gint64 id, version;

      if (!has_row)
        return g_steal_pointer (&versions);
      id = store_statement_get_int (statement, 0);
      version = store_statement_get_int (statement, 1);
      g_hash_table_insert (versions, g_memdup2 (&id, sizeof id),
                           g_memdup2 (&version, sizeof version));
    }
  return NULL;
}

static gboolean
read_history (StoreConnection *connection, Facts *facts, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      "SELECT MAX (id), MAX (at), (SELECT operation_id FROM history ORDER BY id LIMIT 1)"
      " FROM history",
      error);
  gboolean has_row;

  if (statement == NULL || !store_statement_step (statement, &has_row, error))
    return FALSE;
  facts->last_id = store_statement_get_int (statement, 0);
  facts->last_at = g_strdup (store_statement_get_text (statement, 1));
  facts->first = g_strdup (store_statement_get_text (statement, 2));
  return TRUE;
}

static gpointer
read_facts (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Facts) facts = g_new0 (Facts, 1);

  for (guint i = 0; i < MODEL_N_ENTITIES; i++)
    {
      facts->versions[i] = read_versions (connection, (ModelEntity) i, error);
      if (facts->versions[i] == NULL)
        return NULL;
    }
  facts->documents = _work_backup_documents_load (connection, error);
  if (facts->documents == NULL || !read_history (connection, facts, error))
    return NULL;
  return g_steal_pointer (&facts);
}

static Facts *
read_facts_of (const char *path, GError **error)
{
  g_autoptr (StoreConnection) connection =
      store_connection_open_copy (path, STORE_OPEN_READ, error);
  Facts *facts = connection != NULL ? read_facts (connection, NULL, NULL, error) : NULL;

  if (connection != NULL)
    store_connection_close (connection);
  return facts;
}

/* Whose operations came after the last line that the backup has. */
static gpointer
read_authors (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Authors *authors = data;
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      "SELECT author, COUNT (DISTINCT operation_id) AS n FROM history WHERE id > $1"
      " GROUP BY author ORDER BY n DESC, author",
      error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  store_statement_bind_int (statement, 1, authors->since);
  while (store_statement_step (statement, &has_row, error))
    {
      WorkRestoreAuthor *author;

      if (!has_row)
        return authors;
      author = g_new0 (WorkRestoreAuthor, 1);
      author->name = g_strdup (store_statement_get_text (statement, 0));
      author->n = (guint) store_statement_get_int (statement, 1);
      authors->plan->n_operations += author->n;
      g_ptr_array_add (authors->plan->authors, author);
    }
  return NULL;
}

static void
compare_entity (WorkRestorePlan *plan, ModelEntity entity, GHashTable *then, GHashTable *now)
{
  WorkRestoreRow row = { .entity = entity };
  guint n_both = 0;
  GHashTableIter iter;
  gpointer id, version;

  g_hash_table_iter_init (&iter, then);
  while (g_hash_table_iter_next (&iter, &id, &version))
    {
      const gint64 *here = g_hash_table_lookup (now, id);

      n_both += here != NULL ? 1 : 0;
      row.n_back += here == NULL ? 1 : 0;
      row.n_changed += here != NULL && *here != *(const gint64 *) version ? 1 : 0;
    }
  row.n_gone = g_hash_table_size (now) - n_both;
  if (row.n_back + row.n_gone + row.n_changed > 0)
    g_ptr_array_add (plan->rows, g_memdup2 (&row, sizeof row));
}

static void
count_documents (WorkRestorePlan *plan,
                 const char *base,
                 const WorkRestoreCopy *copy,
                 const Facts *then)
{
  for (guint i = 0; i < then->documents->len; i++)
    {
      const WorkBackupDocument *document = then->documents->pdata[i];

      if (_work_backup_document_is_kept (base, document))
        continue;
      if (_work_backup_document_is_there (copy->backups, document, copy->seal))
        plan->n_documents++;
      else
        plan->n_lacking++;
    }
}

static WorkRestorePlan *
make_plan (WorkSchool *school,
           const WorkRestoreCopy *copy,
           const char *backup,
           const Facts *then,
           const Facts *now,
           GError **error)
{
  g_autoptr (WorkRestorePlan) plan = g_new0 (WorkRestorePlan, 1);
  Authors authors = { then->last_id, plan };

  plan->rows = g_ptr_array_new_with_free_func (g_free);
  plan->authors = g_ptr_array_new_with_free_func (author_free);
  plan->backup = g_strdup (backup);
  plan->at_backup = g_strdup (then->last_at != NULL ? then->last_at : "");
  plan->at_base = g_strdup (now->last_at != NULL ? now->last_at : "");
  plan->is_of_other_base = g_strcmp0 (then->first, now->first) != 0;
  for (guint i = 0; i < MODEL_N_ENTITIES; i++)
    compare_entity (plan, (ModelEntity) i, then->versions[i], now->versions[i]);
  count_documents (plan, work_school_get_path (school), copy, then);
  if (store_queue_run (work_school_get_queue (school), read_authors, &authors, NULL, error) == NULL)
    return NULL;
  return g_steal_pointer (&plan);
}

/**
 * work_restore_plan:
 * @school: a school
 * @backup: path of a backup
 * @passphrase: (nullable): what opens it; %NULL: what the keyring has
 * @cancellable: (nullable): to give up
 * @error: return location: %STORE_ERROR_PASSPHRASE, %STORE_ERROR_CORRUPT…
 *
 * Verifies a backup and finds out what would change if it were put back. Waits: not for the main
 * thread.
 *
 * Returns: (transfer full): what would change, or %NULL
 */
WorkRestorePlan *
work_restore_plan (WorkSchool *school,
                   const char *backup,
                   const char *passphrase,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (WorkRestoreCopy) copy = NULL;
  g_autoptr (Facts) then = NULL;
  g_autoptr (Facts) now = NULL;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);
  if (!_work_restore_may (school, error))
    return NULL;
  copy = _work_restore_copy_new (work_school_get_path (school), backup, passphrase, cancellable,
                                 error);
  if (copy == NULL)
    return NULL;
  then = read_facts_of (copy->path, error);
  if (then != NULL)
    now = store_queue_run (work_school_get_queue (school), read_facts, NULL, cancellable, error);
  return now != NULL ? make_plan (school, copy, backup, then, now, error) : NULL;
}

typedef struct
{
  char *backup;
  char *passphrase;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_free (asked->backup);
  base_secret_free (asked->passphrase);
  g_free (asked);
}

static void
plan_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Asked *asked = data;
  GError *error = NULL;
  WorkRestorePlan *plan =
      work_restore_plan (source, asked->backup, asked->passphrase, cancellable, &error);

  if (plan != NULL)
    g_task_return_pointer (task, plan, (GDestroyNotify) work_restore_plan_free);
  else
    g_task_return_error (task, error);
}

/**
 * work_restore_plan_async:
 * @school: a school
 * @backup: path of a backup
 * @passphrase: (nullable): what opens it
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * As work_restore_plan(), without waiting.
 */
void
work_restore_plan_async (WorkSchool *school,
                         const char *backup,
                         const char *passphrase,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (school, cancellable, callback, user_data);
  Asked *asked = g_new0 (Asked, 1);

  asked->backup = g_strdup (backup);
  asked->passphrase = g_strdup (passphrase);
  g_task_set_source_tag (task, work_restore_plan_async);
  g_task_set_task_data (task, asked, asked_free);
  g_task_run_in_thread (task, plan_thread);
}

/**
 * work_restore_plan_finish:
 * @result: of work_restore_plan_async()
 * @error: return location
 *
 * Returns: (transfer full): what would change, or %NULL
 */
WorkRestorePlan *
work_restore_plan_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, work_restore_plan_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
