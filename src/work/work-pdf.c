/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-pdf.h"

#include <glib/gi18n-lib.h>

#include "base-error.h"
#include "paper-fonts.h"
#include "work-file-name-private.h"
#include "work-output-private.h"
#include "work-pdf-private.h"

/* How many are held in memory at a time. */
#define AT_A_TIME 80

typedef struct
{
  WorkSchool *school;
  GArray *placement_ids; /* (element-type gint64) */
  char *folder;
  char *pattern; /* (nullable) */
  WorkFileNames *names;
} Making;

/* A part of them, on its way. */
typedef struct
{
  WorkJob *job;
  const Making *making;
  GHashTable *papers; /* id of the sheet → WorkPaper */
  guint n_done;       /* of all */
} Part;

static void
making_free (gpointer data)
{
  Making *making = data;

  g_object_unref (making->school);
  g_array_unref (making->placement_ids);
  g_free (making->folder);
  g_free (making->pattern);
  _work_file_names_free (making->names);
  g_free (making);
}

static gpointer
load_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  _work_paper_load (connection, data, error);
  return NULL;
}

static void
tell_progress (Part *part)
{
  guint n = part->making->placement_ids->len;
  g_autofree char *message = g_strdup_printf (_ ("PDF %u of %u"), MIN (part->n_done + 1, n), n);

  work_job_set_progress (part->job, n > 0 ? (double) part->n_done / n : 1, message);
}

/* Each is written as soon as it is there. */
static void
write_cb (PaperDocument *document, gpointer user_data)
{
  Part *part = user_data;
  const WorkPaper *paper = g_hash_table_lookup (part->papers, &document->id);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  if (g_error_matches (document->error, BASE_ERROR, BASE_ERROR_CANCELLED))
    return;
  if (document->result != NULL)
    {
      name =
          _work_file_names_make (part->making->names, work_school_get_queue (part->making->school),
                                 document->id, paper->values, &error);
      if (name != NULL)
        path = _work_output_write (part->making->folder, name, "pdf", document->result, &error);
    }
  if (path != NULL)
    work_job_add_success (part->job, document->id, paper->student, path);
  else
    work_job_add_failure (part->job, document->id, paper->student,
                          document->error != NULL ? document->error->message : error->message);
  part->n_done++;
  tell_progress (part);
}

/* Those of the first document of each part stand for all: a job's agreements are of one template or
 * of few. */
static void
note_fonts (WorkJob *job, const PaperDocument *document)
{
  g_autoptr (GPtrArray) fonts = paper_fonts_missing (document->source);

  for (guint i = 0; i < fonts->len; i++)
    {
      g_autofree char *sentence = paper_font_sentence (g_ptr_array_index (fonts, i));

      work_job_add_note (job, sentence);
    }
}

/* (transfer container): what can be converted of the part; what cannot is told */
static GPtrArray *
load_part (Part *part, const gint64 *ids, guint n, GCancellable *cancellable)
{
  GPtrArray *documents = g_ptr_array_new ();

  for (guint i = 0; i < n && !g_cancellable_is_cancelled (cancellable); i++)
    {
      WorkPaper *paper;
      g_autoptr (GError) error = NULL;

      if (!work_job_wants (part->job, ids[i]))
        {
          part->n_done++;
          continue;
        }
      paper = _work_paper_new (ids[i]);
      g_hash_table_replace (part->papers, &paper->placement_id, paper);
      store_queue_run (work_school_get_queue (part->making->school), load_func, paper, cancellable,
                       &error);
      if (paper->document != NULL)
        {
          g_ptr_array_add (documents, paper->document);
          continue;
        }
      if (g_cancellable_is_cancelled (cancellable))
        continue;
      work_job_add_failure (part->job, ids[i], paper->student != NULL ? paper->student : "",
                            error != NULL ? error->message : "");
      part->n_done++;
    }
  return documents;
}

static gboolean
make_part (Part *part, const gint64 *ids, guint n, GCancellable *cancellable, GError **error)
{
  g_autofree char *cache = _work_paper_cache_folder ();
  const PaperOptions options = {
    .format = PAPER_FORMAT_PDF, .cache_folder = cache, .done = write_cb, .done_data = part
  };
  g_autoptr (GPtrArray) documents = NULL;
  gboolean ok = TRUE;

  part->papers =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) _work_paper_free);
  tell_progress (part);
  documents = load_part (part, ids, n, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    ok = FALSE;
  else if (documents->len > 0)
    {
      note_fonts (part->job, g_ptr_array_index (documents, 0));
      ok = paper_convert (documents, &options, cancellable, error);
    }
  g_clear_pointer (&part->papers, g_hash_table_unref);
  return ok;
}

static gboolean
make (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  Making *making = data;
  Part part = { .job = job, .making = making };
  const GArray *ids = making->placement_ids;

  /* One that is done again has those of the first time. */
  g_clear_pointer (&making->names, _work_file_names_free);
  making->names = _work_file_names_new (work_school_get_queue (making->school), making->pattern,
                                        cancellable, error);
  if (making->names == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i += AT_A_TIME)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !make_part (&part, &g_array_index (ids, gint64, i), MIN (AT_A_TIME, ids->len - i),
                         cancellable, error))
        return FALSE;
    }
  work_job_set_progress (job, 1, NULL);
  return TRUE;
}

/**
 * work_pdf_new:
 * @school: a school
 * @placement_ids: (array length=n_ids): placement sheets
 * @n_ids: how many
 * @folder: where the files go; made when missing
 * @pattern: (nullable): names of the files, see model_file_name_check(); %NULL gives each the name
 *   that work_generate_new() gives the document, so that in the same folder they stand side by side
 *
 * A job that makes the PDF of the latest document of each sheet's agreement, and writes each as
 * soon as it is made. Nothing of the school is changed. Ids of its items are those of the sheets;
 * one without a document is a failure with the reason. Notes of the job say which fonts are
 * missing.
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_pdf_new (WorkSchool *school,
              const gint64 *placement_ids,
              guint n_ids,
              const char *folder,
              const char *pattern)
{
  Making *making;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);
  g_return_val_if_fail (folder != NULL, NULL);

  making = g_new0 (Making, 1);
  making->school = g_object_ref (school);
  making->placement_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_ids > 0)
    g_array_append_vals (making->placement_ids, placement_ids, n_ids);
  making->folder = g_strdup (folder);
  making->pattern = g_strdup (pattern);
  return work_job_new (_ ("Making PDF files…"), make, making, making_free);
}
