/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-print-private.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"

/**
 * _work_print_begin:
 * @run: a run that knows its job, its school and its options
 *
 * Makes ready what the others need.
 */
void
_work_print_begin (WorkPrintRun *run)
{
  run->lines = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_object_unref);
  run->sent = g_ptr_array_new_with_free_func ((GDestroyNotify) _work_paper_free);
  run->operation = store_operation_new (work_school_get_author (run->school), "agreement.print");
}

/**
 * _work_print_clear:
 * @run: a run that is over
 *
 * Frees what _work_print_begin() made; a job that is not whole is taken back.
 */
void
_work_print_clear (WorkPrintRun *run)
{
  g_clear_pointer (&run->batch, paper_batch_free);
  g_ptr_array_unref (run->sent);
  g_hash_table_unref (run->lines);
  store_operation_free (run->operation);
}

/* ---- titles ---- */

/* What the person finds it by in the queue: "2MELEC, ABADIE Léa (Garage Roux)". */
static char *
make_title (const WorkPaper *paper)
{
  const char *class_name = work_values_get (paper->values, "CLASSE");
  const char *company = work_values_get (paper->values, "ENT_NOM");
  GString *title = g_string_new (NULL);

  if (!base_text_is_blank (class_name))
    g_string_append_printf (title, "%s, ", class_name);
  g_string_append (title, paper->student);
  if (!base_text_is_blank (company))
    g_string_append_printf (title, " (%s)", company);
  return g_string_free (title, FALSE);
}

/* "12 agreements, from 2MELEC, ABADIE Léa (Garage Roux) on" */
static char *
make_title_of_all (const WorkPrintRun *run, const WorkPaper *first)
{
  g_autofree char *title = make_title (first);

  if (run->n_all == 1)
    return g_steal_pointer (&title);
  /* Translators: the name of a print job; %s is the first agreement: class, student, company. */
  return g_strdup_printf (
      ngettext ("%u agreement from %s on", "%u agreements from %s on", run->n_all), run->n_all,
      title);
}

static PaperJobOptions
make_options (const WorkPrintRun *run, const char *title, guint copies)
{
  return (PaperJobOptions){
    .printer = run->options->printer,
    .title = title,
    .copies = copies,
    .sides = run->options->sides,
    .media = run->options->media,
    .collate = TRUE,
    .more = run->options->more,
  };
}

/* ---- one agreement ---- */

/* Printers do not agree on what copies of several documents are: each is sent as often as it is
 * wanted. */
static gboolean
add_to_batch (WorkPrintRun *run,
              PaperBatch *batch,
              GBytes *slip,
              GBytes *document,
              GCancellable *cancellable,
              GError **error)
{
  if (slip != NULL && !paper_batch_add (batch, slip, cancellable, error))
    return FALSE;
  for (guint i = 0; i < run->copies; i++)
    if (!paper_batch_add (batch, document, cancellable, error))
      return FALSE;
  return TRUE;
}

static gboolean
send_alone (WorkPrintRun *run,
            const WorkPaper *paper,
            GBytes *slip,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *title = make_title (paper);
  const PaperJobOptions options = make_options (run, title, slip == NULL ? run->copies : 1);
  GBytes *document = paper->document->result;
  g_autoptr (PaperBatch) batch = NULL;
  g_autoptr (PaperJob) job = NULL;

  if (slip == NULL)
    job = paper_spooler_print (run->spooler, document, &options, cancellable, error);
  else if ((batch = paper_batch_begin (run->spooler, &options, cancellable, error)) != NULL
           && add_to_batch (run, batch, slip, document, cancellable, error))
    job = paper_batch_end (batch, cancellable, error);
  return job != NULL;
}

static gboolean
send_with_others (WorkPrintRun *run,
                  const WorkPaper *paper,
                  GBytes *slip,
                  GCancellable *cancellable,
                  GError **error)
{
  if (run->batch == NULL)
    {
      g_autofree char *title = make_title_of_all (run, paper);
      const PaperJobOptions options = make_options (run, title, 1);

      run->batch = paper_batch_begin (run->spooler, &options, cancellable, error);
    }
  return run->batch != NULL
         && add_to_batch (run, run->batch, slip, paper->document->result, cancellable, error);
}

static void
add_success (const WorkPrintRun *run, const WorkPaper *paper)
{
  work_job_add_success (run->job, paper->placement_id, paper->student, NULL);
  _work_print_trace (run, paper);
}

static void
add_failure (WorkPrintRun *run, const WorkPaper *paper, const GError *error)
{
  work_job_add_failure (run->job, paper->placement_id, paper->student,
                        error != NULL ? error->message : "");
}

/* Returns: whether the agreement can be printed with what goes with it; it is told when it cannot
 */
static gboolean
make_slip (WorkPrintRun *run, const WorkPaper *paper, GBytes **slip, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (!run->options->has_slips)
    return TRUE;
  *slip =
      _work_slips_make_cover (work_school_get_queue (run->school), run->lines, paper->placement_id,
                              run->options->media == PAPER_MEDIA_A3, cancellable, &error);
  if (*slip == NULL && !g_cancellable_is_cancelled (cancellable))
    add_failure (run, paper, error);
  return *slip != NULL;
}

/**
 * _work_print_send:
 * @run: the run
 * @paper: (transfer full): an agreement that was converted, or was to be
 * @cancellable: (nullable): to give up
 * @error: return location for a #PaperError or %G_IO_ERROR_CANCELLED
 *
 * Sends an agreement, or adds it to the job that all are in.
 *
 * Returns: whether the next one may follow; a printer that took not this one would not take the
 *   next
 */
gboolean
_work_print_send (WorkPrintRun *run, WorkPaper *paper, GCancellable *cancellable, GError **error)
{
  g_autoptr (WorkPaper) owned = paper;
  g_autoptr (GBytes) slip = NULL;

  if (paper->document->result == NULL)
    {
      add_failure (run, paper, paper->document->error);
      return TRUE;
    }
  if (!make_slip (run, paper, &slip, cancellable))
    return !g_cancellable_set_error_if_cancelled (cancellable, error);
  if (!run->options->is_one_job)
    {
      if (!send_alone (run, paper, slip, cancellable, error))
        return FALSE;
      add_success (run, paper);
      return TRUE;
    }
  if (!send_with_others (run, paper, slip, cancellable, error))
    return FALSE;
  /* The server has it. */
  g_clear_pointer (&paper->document, paper_document_free);
  g_ptr_array_add (run->sent, g_steal_pointer (&owned));
  return TRUE;
}

/**
 * _work_print_end:
 * @run: a run that has sent all
 * @cancellable: (nullable): to give up
 * @error: return location for a #PaperError or %G_IO_ERROR_CANCELLED
 *
 * Has the one job printed: it is done for all that is in it, or for none.
 *
 * Returns: whether what was sent is printed
 */
gboolean
_work_print_end (WorkPrintRun *run, GCancellable *cancellable, GError **error)
{
  g_autoptr (PaperJob) job = NULL;

  if (run->batch == NULL)
    return TRUE;
  job = paper_batch_end (run->batch, cancellable, error);
  for (guint i = 0; job != NULL && i < run->sent->len; i++)
    add_success (run, run->sent->pdata[i]);
  return job != NULL;
}
