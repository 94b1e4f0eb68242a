/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-batch.h"

#include <glib/gi18n-lib.h>

#include "paper-error.h"
#include "paper-printer-private.h"
#include "paper-spooler-private.h"

/* Says when a job is printed, in the words of the protocol. */
#define HOLD "job-hold-until"

struct _PaperBatch
{
  PaperSpooler *spooler;
  PaperJob *job;
  gboolean is_held_on; /* it was asked to wait: it goes on waiting when it is ended */
  gboolean is_ended;
};

/* A batch that is given up is taken back: what the server had of it is not printed. */
static gboolean
take_back (PaperBatch *self)
{
  self->is_ended = TRUE;
  return paper_spooler_cancel_job (self->spooler, self->job->printer, self->job->id, NULL, NULL);
}

/* Whether somebody at the print server took the job away. */
static gboolean
is_taken_away (PaperBatch *self)
{
  g_autoptr (PaperJob) now =
      paper_spooler_get_job (self->spooler, self->job->printer, self->job->id, NULL, NULL);

  return now != NULL && (now->state == PAPER_JOB_CANCELLED || now->state == PAPER_JOB_FAILED);
}

/* @local: (transfer full): why the server did not do what it was asked to */
static void
fail (PaperBatch *self, GError *local, GError **error)
{
  if (!g_error_matches (local, PAPER_ERROR, PAPER_ERROR_REFUSED) || !is_taken_away (self))
    {
      g_propagate_error (error, local);
      return;
    }
  g_error_free (local);
  g_set_error_literal (error, PAPER_ERROR, PAPER_ERROR_REFUSED,
                       _ ("The job was cancelled at the print server. Nothing was printed. Print "
                          "again if you still want it."));
}

/**
 * paper_batch_free:
 * @self: (nullable) (transfer full): a batch
 *
 * Frees a batch; one that was not ended is taken back.
 */
void
paper_batch_free (PaperBatch *self)
{
  if (self == NULL)
    return;
  if (!self->is_ended)
    take_back (self);
  g_object_unref (self->spooler);
  paper_job_free (self->job);
  g_free (self);
}

/**
 * paper_batch_begin:
 * @spooler: a print server
 * @options: how all of it is printed
 * @cancellable: (nullable): a cancellable
 * @error: return location for a #PaperError or %G_IO_ERROR_CANCELLED
 *
 * Begins a job of several documents on a printer that would print it. The copies are those of the
 * whole, and printers do not agree on what that means for several documents: a document that is
 * wanted three times is better added three times.
 *
 * Returns: (transfer full): a batch without documents, or %NULL
 */
PaperBatch *
paper_batch_begin (PaperSpooler *spooler,
                   const PaperJobOptions *options,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (PaperCups) cups = NULL;
  g_autoptr (PaperPrinter) printer = NULL;
  g_autoptr (ipp_t) response = NULL;
  PaperBatch *self;
  ipp_t *request;
  gboolean is_held_on;

  g_return_val_if_fail (PAPER_IS_SPOOLER (spooler), NULL);
  g_return_val_if_fail (options != NULL, NULL);

  cups = _paper_spooler_open (spooler, cancellable, error);
  if (cups != NULL)
    printer = _paper_spooler_find (cups, options->printer, error);
  if (printer == NULL || !_paper_printer_check (printer, error))
    return NULL;
  request = _paper_job_request_new (IPP_OP_CREATE_JOB, printer->name, options);
  /* The server prints what it has of a job when nothing more comes: this one it keeps, even when we
   * are no more. */
  is_held_on = ippFindAttribute (request, HOLD, IPP_TAG_ZERO) != NULL;
  if (!is_held_on)
    ippAddString (request, IPP_TAG_JOB, IPP_TAG_KEYWORD, HOLD, NULL, "indefinite");
  response = _paper_cups_ask (cups, request, "/", error);
  if (response == NULL)
    return NULL;
  self = g_new0 (PaperBatch, 1);
  self->spooler = g_object_ref (spooler);
  self->job = _paper_job_read (response, printer->name, options);
  self->is_held_on = is_held_on;
  return self;
}

/**
 * paper_batch_add:
 * @self: a batch that is not ended
 * @document: a PDF, whose pages are sent as they are
 * @cancellable: (nullable): a cancellable
 * @error: return location for a #PaperError or %G_IO_ERROR_CANCELLED
 *
 * Sends one more document. When that fails the batch is only good to be freed.
 *
 * Returns: whether the server has it
 */
gboolean
paper_batch_add (PaperBatch *self, GBytes *document, GCancellable *cancellable, GError **error)
{
  g_autoptr (PaperCups) cups = NULL;
  g_autoptr (ipp_t) response = NULL;
  GError *local = NULL;
  ipp_t *request;

  g_return_val_if_fail (self != NULL && !self->is_ended, FALSE);
  g_return_val_if_fail (document != NULL, FALSE);

  if (!_paper_job_check_document (document, error)
      || !(cups = _paper_spooler_open (self->spooler, cancellable, error)))
    return FALSE;
  request = _paper_job_ask_new (IPP_OP_SEND_DOCUMENT, self->job->printer, self->job->id);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL,
                "application/pdf");
  ippAddBoolean (request, IPP_TAG_OPERATION, "last-document", 0);
  response = _paper_cups_send (cups, request, document, &local);
  if (response == NULL)
    fail (self, local, error);
  return response != NULL;
}

static gboolean
ask (PaperBatch *self, PaperCups *cups, ipp_op_t operation, GError **error)
{
  g_autoptr (ipp_t) response =
      _paper_cups_ask (cups, _paper_job_ask_new (operation, self->job->printer, self->job->id),
                       operation == IPP_OP_RELEASE_JOB ? "/jobs/" : "/", error);

  return response != NULL;
}

/**
 * paper_batch_end:
 * @self: a batch that is not ended
 * @cancellable: (nullable): a cancellable
 * @error: return location for a #PaperError or %G_IO_ERROR_CANCELLED
 *
 * Has the documents printed. It is not cancelled any more once the server is asked to.
 *
 * Returns: (transfer full): the job, or %NULL when nothing is printed, or when nobody can tell,
 *   which the error says
 */
PaperJob *
paper_batch_end (PaperBatch *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (PaperCups) cups = NULL;
  GError *local = NULL;

  g_return_val_if_fail (self != NULL && !self->is_ended, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !(cups = _paper_spooler_open (self->spooler, NULL, error)))
    return NULL;
  if (ask (self, cups, IPP_OP_CLOSE_JOB, &local)
      && (self->is_held_on || ask (self, cups, IPP_OP_RELEASE_JOB, &local)))
    {
      self->is_ended = TRUE;
      return g_steal_pointer (&self->job);
    }
  if (take_back (self) || is_taken_away (self))
    {
      fail (self, local, error);
      return NULL;
    }
  g_error_free (local);
  g_set_error_literal (error, PAPER_ERROR, PAPER_ERROR_FAILED, _paper_cups_lost_text ());
  return NULL;
}
