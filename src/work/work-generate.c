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

/* All that a job needs, whichever of its items it does. */
typedef struct
{
  WorkSchool *school;
  GArray *placement_ids; /* (element-type gint64) */
  WorkGenerateOptions *options;
  StoreOperation *operation; /* one for the whole: it is undone as a whole */
  GHashTable *templates;     /* id, 0 for a file → WorkTemplate */
  WorkFileNames *names;
} Generation;

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

/* (transfer full) (nullable): path of the file */
static char *
generate_one (const Generation *generation,
              const WorkTemplate *template,
              WorkAgreement *agreement,
              GCancellable *cancellable,
              GError **error)
{
  StoreQueue *queue = work_school_get_queue (generation->school);
  const WorkGenerateOptions *options = generation->options;
  MergeSource source;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autofree char *file = NULL;
  Document document;

  store_queue_run (queue, make_func, agreement, cancellable, &local);
  if (local == NULL)
    {
      source = work_values_source (agreement->values);
      bytes = _work_template_merge (template, &source, options->missing, NULL, &local);
    }
  if (local == NULL)
    name = _work_file_names_make (generation->names, queue, agreement->placement_id,
                                  agreement->values, &local);
  if (local == NULL)
    path = _work_output_write (options->folder, name, "docx", bytes, &local);
  if (local == NULL)
    {
      file = g_path_get_basename (path);
      document = (Document){ agreement, file, bytes };
      store_queue_run (queue, keep_func, &document, cancellable, &local);
    }
  if (local == NULL)
    return g_steal_pointer (&path);
  g_propagate_error (error, g_steal_pointer (&local));
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

static gboolean
generate_item (WorkJob *job,
               const Generation *generation,
               gint64 placement_id,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *today = base_date_today_iso ();
  WorkAgreement agreement = { .placement_id = placement_id,
                              .today = today,
                              .operation = generation->operation };
  g_autoptr (GError) local = NULL;
  const WorkTemplate *template = find_template (generation, placement_id, &local);
  g_autofree char *path = NULL;
  const char *name;
  gboolean goes_on = TRUE;

  if (template == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  agreement.template_id = template->id;
  agreement.template_sha256 = template->sha256;
  path = generate_one (generation, template, &agreement, cancellable, &local);
  name = agreement.student != NULL ? agreement.student : "";

  if (path != NULL)
    work_job_add_success (job, placement_id, name, path);
  else if (ends_all (local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      goes_on = FALSE;
    }
  else
    work_job_add_failure (job, placement_id, name, local->message);
  _work_agreement_clear (&agreement);
  return goes_on;
}

static gboolean
generate (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  Generation *generation = data;
  guint n = generation->placement_ids->len;

  /* One that is done again has those of the first time. */
  g_clear_pointer (&generation->names, _work_file_names_free);
  generation->names = _work_file_names_new (work_school_get_queue (generation->school),
                                            generation->options->pattern, cancellable, error);
  if (generation->names == NULL)
    return FALSE;

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
  work_job_set_progress (job, 1, NULL);
  return TRUE;
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
 * A job over placement sheets, one at a time: finds or makes its agreement, merges the template,
 * writes the file, keeps the document. Done again it changes nothing: no second agreement, no
 * second number, no second document with the same content, and files that are there stay. Ids of
 * its items are those of the sheets; a sheet that is not validated is a failure with the reason.
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
  if (n_ids > 0)
    g_array_append_vals (generation->placement_ids, placement_ids, n_ids);
  generation->options = options_copy (options);
  generation->operation = store_operation_new (work_school_get_author (school), "agreement.make");
  generation->templates =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, _work_template_free);
  return work_job_new (_ ("Making agreements…"), generate, generation, generation_free);
}
