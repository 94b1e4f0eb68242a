/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-generate.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-error.h"
#include "base-file.h"
#include "store-document.h"
#include "store-error.h"
#include "work-agreement-private.h"
#include "work-error.h"
#include "work-file-name-private.h"
#include "work-output-private.h"
#include "work-template-choice-private.h"
#include "work-template-use-private.h"

#define DOCX_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

/* Agreements in hand at the same time: as many as there are cores, since the database does one
 * after the other and whoever stops waits for all that are begun. */
#define MOST_THREADS 4

/* All that a job needs, whichever of its items it does. */
typedef struct
{
  WorkSchool *school;
  GArray *placement_ids; /* (element-type gint64) */
  WorkGenerateOptions *options;
  StoreOperation *operation; /* one for the whole: it is undone as a whole */
  GHashTable *templates;     /* id, 0 for a file → WorkTemplate */
  WorkFileNames *names;
  GThreadPool *pool; /* merges and writes files, while the database is at the next item */
  GQueue items;      /* (element-type Item) in hand, in their order */
  GMutex mutex;      /* for @done of each item */
  GCond cond;
} Generation;

/* One agreement in hand. */
typedef struct
{
  WorkAgreement agreement;
  char *today;
  const WorkTemplate *template;
  char *name; /* of its file: a relative path */
  char *path; /* of its file, once it is there */
  GBytes *bytes;
  GError *error;     /* why it came to nothing */
  gboolean ends_all; /* @error is no matter of this item alone */
  gboolean done;     /* by the pool */
} Item;

/* One document to keep. */
typedef struct
{
  const WorkAgreement *agreement;
  const char *name;
  GBytes *bytes;
} Document;

/**
 * work_generate_options_new:
 * @folder: where the files go
 *
 * Returns: (transfer full): options with the usual values
 */
WorkGenerateOptions *
work_generate_options_new (const char *folder)
{
  WorkGenerateOptions *options = g_new0 (WorkGenerateOptions, 1);

  options->folder = g_strdup (folder);
  options->missing = MERGE_MISSING_BLANK;
  return options;
}

/**
 * work_generate_options_free:
 * @options: (nullable) (transfer full): options
 */
void
work_generate_options_free (WorkGenerateOptions *options)
{
  if (options == NULL)
    return;
  g_free (options->template_path);
  g_free (options->folder);
  g_free (options->pattern);
  g_free (options);
}

static void
generation_free (gpointer data)
{
  Generation *generation = data;

  g_object_unref (generation->school);
  g_array_unref (generation->placement_ids);
  work_generate_options_free (generation->options);
  store_operation_free (generation->operation);
  g_hash_table_unref (generation->templates);
  _work_file_names_free (generation->names);
  g_mutex_clear (&generation->mutex);
  g_cond_clear (&generation->cond);
  g_free (generation);
}

static gpointer
find_template_func (StoreConnection *connection,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error)
{
  return _work_template_of (connection, *(const gint64 *) data, error);
}

/* (transfer none): the template of a sheet's agreement, read and compiled once for all that use it
 */
static const WorkTemplate *
find_template (const Generation *generation, gint64 placement_id, GError **error)
{
  g_autoptr (ModelRecord) record = NULL;
  WorkTemplate *template = NULL;
  gint64 id = 0;

  if (generation->options->template_path == NULL)
    {
      record = store_queue_run (work_school_get_queue (generation->school), find_template_func,
                                &placement_id, NULL, error);
      if (record == NULL)
        return NULL;
      id = model_record_get_id (record);
    }
  template = g_hash_table_lookup (generation->templates, &id);
  if (template != NULL)
    return template;
  template = record != NULL
                 ? _work_template_new (record, error)
                 : _work_template_new_from_file (generation->options->template_path, error);
  if (template != NULL)
    g_hash_table_insert (generation->templates, g_memdup2 (&id, sizeof id), template);
  return template;
}

static gpointer
make_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  _work_agreement_make (connection, data, error);
  return NULL;
}

/* The same content is kept once an agreement. */
static gboolean
keep_in_transaction (StoreConnection *connection, gpointer data, GError **error)
{
  const Document *document = data;
  g_autofree char *agreement =
      g_strdup_printf ("%" G_GINT64_FORMAT, document->agreement->agreement_id);
  g_autofree char *sha256 = base_file_sha256 (document->bytes);
  g_autoptr (GError) local = NULL;
  g_autoptr (ModelRecord) record =
      store_find_one (connection, MODEL_ENTITY_DOCUMENT, &local, "agreement_id", agreement, "kind",
                      "generated", "sha256", sha256, NULL);

  if (record == NULL && local == NULL)
    record = store_document_add (connection, document->agreement->agreement_id, "generated",
                                 document->name, DOCX_TYPE, document->bytes,
                                 document->agreement->operation, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gpointer
keep_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  store_connection_transaction (connection, keep_in_transaction, data, error);
  return NULL;
}

/* What the next item would meet too, and what asks to stop. */
static gboolean
ends_all (const GError *error)
{
  static const int codes[] = { STORE_ERROR_CONNECTION, STORE_ERROR_CORRUPT, STORE_ERROR_READ_ONLY,
                               STORE_ERROR_DENIED,     STORE_ERROR_NEWER,   STORE_ERROR_CANCELLED };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, STORE_ERROR, codes[i]))
      return TRUE;
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
item_free (gpointer data)
{
  Item *item = data;

  _work_agreement_clear (&item->agreement);
  g_free (item->today);
  g_free (item->name);
  g_free (item->path);
  g_clear_pointer (&item->bytes, g_bytes_unref);
  g_clear_error (&item->error);
  g_free (item);
}

/* In the pool: what needs no database. */
static void
merge_item (gpointer data, gpointer user_data)
{
  Item *item = data;
  Generation *generation = user_data;
  const WorkGenerateOptions *options = generation->options;
  MergeSource source = work_values_source (item->agreement.values);

  item->bytes =
      _work_template_merge (item->template, &source, options->missing, NULL, &item->error);
  if (item->bytes != NULL)
    item->path =
        _work_output_write (options->folder, item->name, "docx", item->bytes, &item->error);
  g_mutex_lock (&generation->mutex);
  item->done = TRUE;
  g_cond_signal (&generation->cond);
  g_mutex_unlock (&generation->mutex);
}

/* The agreement, frozen, and what its file is called. */
static void
make_item (Generation *generation, Item *item, GCancellable *cancellable)
{
  StoreQueue *queue = work_school_get_queue (generation->school);
  gint64 id = item->agreement.placement_id;

  item->template = find_template (generation, id, &item->error);
  item->ends_all = item->template == NULL;
  if (item->template == NULL)
    return;
  item->agreement.template_id = item->template->id;
  item->agreement.template_sha256 = item->template->sha256;
  store_queue_run (queue, make_func, &item->agreement, cancellable, &item->error);
  if (item->error == NULL)
    item->name =
        _work_file_names_make (generation->names, queue, id, item->agreement.values, &item->error);
  item->ends_all = item->error != NULL && ends_all (item->error);
}

static Item *
begin_item (Generation *generation, gint64 placement_id, GCancellable *cancellable)
{
  Item *item = g_new0 (Item, 1);

  item->today = base_date_today_iso ();
  item->agreement.placement_id = placement_id;
  item->agreement.today = item->today;
  item->agreement.operation = generation->operation;
  make_item (generation, item, cancellable);
  return item;
}

static void
wait_for_item (Generation *generation, Item *item)
{
  g_mutex_lock (&generation->mutex);
  while (!item->done)
    g_cond_wait (&generation->cond, &generation->mutex);
  g_mutex_unlock (&generation->mutex);
}

static void
keep_item (Generation *generation, Item *item)
{
  g_autofree char *file = g_path_get_basename (item->path);
  Document document = { &item->agreement, file, item->bytes };

  /* What is begun is done, whatever was pressed meanwhile. */
  store_queue_run (work_school_get_queue (generation->school), keep_func, &document, NULL,
                   &item->error);
  item->ends_all = item->error != NULL && ends_all (item->error);
}

/* Takes the first item in hand to its end. */
static gboolean
end_item (WorkJob *job, Generation *generation, GError **error)
{
  Item *item = g_queue_pop_head (&generation->items);
  const char *name;

  wait_for_item (generation, item);
  if (item->error == NULL)
    keep_item (generation, item);
  name = item->agreement.student != NULL ? item->agreement.student : "";
  if (item->error == NULL)
    work_job_add_success (job, item->agreement.placement_id, name, item->path);
  else if (!item->ends_all)
    work_job_add_failure (job, item->agreement.placement_id, name, item->error->message);
  else
    {
      g_propagate_error (error, g_steal_pointer (&item->error));
      item_free (item);
      return FALSE;
    }
  item_free (item);
  return TRUE;
}

static gboolean
end_items (WorkJob *job, Generation *generation, guint left, GError **error)
{
  while (g_queue_get_length (&generation->items) > left)
    if (!end_item (job, generation, error))
      return FALSE;
  return TRUE;
}

/* Whether a file of that name, or nearly, is being written: the one that comes second is then
 * called otherwise, so that it has to wait. */
static gboolean
has_name_in_hand (Generation *generation, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (GList *link = generation->items.head; link != NULL; link = link->next)
    {
      const Item *item = link->data;
      g_autofree char *other = item->name != NULL ? g_utf8_casefold (item->name, -1) : NULL;

      if (g_strcmp0 (folded, other) == 0)
        return TRUE;
    }
  return FALSE;
}

/* One more in hand; the first of them is ended when they are enough. */
static gboolean
generate_item (WorkJob *job,
               Generation *generation,
               gint64 placement_id,
               GCancellable *cancellable,
               GError **error)
{
  guint most = (guint) g_thread_pool_get_max_threads (generation->pool);
  Item *item = begin_item (generation, placement_id, cancellable);
  gboolean alone =
      item->ends_all || (item->name != NULL && has_name_in_hand (generation, item->name));

  if (alone && !end_items (job, generation, 0, error))
    {
      item_free (item);
      return FALSE;
    }
  item->done = item->error != NULL;
  g_queue_push_tail (&generation->items, item);
  if (!item->done)
    g_thread_pool_push (generation->pool, item, NULL);
  return end_items (job, generation, item->ends_all ? 0 : most, error);
}

/* Those that are in hand at its end are the caller's to end. */
static gboolean
generate_items (WorkJob *job, Generation *generation, GCancellable *cancellable, GError **error)
{
  guint n = generation->placement_ids->len;

  for (guint i = 0; i < n; i++)
    {
      gint64 id = g_array_index (generation->placement_ids, gint64, i);
      g_autofree char *message = g_strdup_printf (_ ("Agreement %u of %u"), i + 1, n);

      if (!work_job_wants (job, id))
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      work_job_set_progress (job, (double) i / n, message);
      if (!generate_item (job, generation, id, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
generate (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  Generation *generation = data;
  int n_threads = (int) CLAMP (g_get_num_processors (), 2, MOST_THREADS);
  gboolean done;

  /* One that is done again has those of the first time. */
  g_clear_pointer (&generation->names, _work_file_names_free);
  generation->names = _work_file_names_new (work_school_get_queue (generation->school),
                                            generation->options->pattern, cancellable, error);
  if (generation->names == NULL)
    return FALSE;
  generation->pool = g_thread_pool_new (merge_item, generation, n_threads, FALSE, NULL);
  done = generate_items (job, generation, cancellable, error);
  /* What is in hand is ended, unless that would meet the same. */
  while (!g_queue_is_empty (&generation->items))
    done = end_items (job, generation, 0, done ? error : NULL) && done;
  g_thread_pool_free (g_steal_pointer (&generation->pool), FALSE, TRUE);
  if (done)
    work_job_set_progress (job, 1, NULL);
  return done;
}

static WorkGenerateOptions *
options_copy (const WorkGenerateOptions *options)
{
  WorkGenerateOptions *copy = work_generate_options_new (options->folder);

  copy->template_path = g_strdup (options->template_path);
  copy->pattern = g_strdup (options->pattern);
  copy->missing = options->missing;
  return copy;
}

/**
 * work_generate_new:
 * @school: a school
 * @placement_ids: (array length=n_ids): placement sheets
 * @n_ids: how many
 * @options: what to make and where
 *
 * A job over placement sheets: for each, finds or makes its agreement, merges the template, writes
 * the file, keeps the document. Several are merged and written at once; numbers, names of files and
 * what is told of them follow the order of the sheets all the same. Done again it changes nothing:
 * no second agreement, no second number, no second document with the same content, and files that
 * are there stay. Ids of its items are those of the sheets; a sheet that is not validated is a
 * failure with the reason.
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_generate_new (WorkSchool *school,
                   const gint64 *placement_ids,
                   guint n_ids,
                   const WorkGenerateOptions *options)
{
  Generation *generation;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);
  g_return_val_if_fail (options != NULL && options->folder != NULL, NULL);

  generation = g_new0 (Generation, 1);
  generation->school = g_object_ref (school);
  generation->placement_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_mutex_init (&generation->mutex);
  g_cond_init (&generation->cond);
  g_queue_init (&generation->items);
  if (n_ids > 0)
    g_array_append_vals (generation->placement_ids, placement_ids, n_ids);
  generation->options = options_copy (options);
  generation->operation = store_operation_new (work_school_get_author (school), "agreement.make");
  generation->templates =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, _work_template_free);
  return work_job_new (_ ("Making agreements…"), generate, generation, generation_free);
}
