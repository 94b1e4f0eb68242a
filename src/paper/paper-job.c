/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-spooler-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-text.h"
#include "paper-error.h"
#include "paper-printer-private.h"

/* What a name may have in the protocol. */
#define MAX_TITLE 255

static const char *const sides[] = {
  [PAPER_SIDES_DEFAULT] = NULL,
  [PAPER_SIDES_ONE] = "one-sided",
  [PAPER_SIDES_LONG_EDGE] = "two-sided-long-edge",
  [PAPER_SIDES_SHORT_EDGE] = "two-sided-short-edge",
};

static const char *const media[] = {
  [PAPER_MEDIA_DEFAULT] = NULL,
  [PAPER_MEDIA_A4] = "iso_a4_210x297mm",
  [PAPER_MEDIA_A3] = "iso_a3_297x420mm",
};

/**
 * paper_job_free:
 * @self: (nullable) (transfer full): a job
 */
void
paper_job_free (PaperJob *self)
{
  if (self == NULL)
    return;
  g_free (self->printer);
  g_free (self->title);
  g_free (self->reason);
  g_free (self);
}

/**
 * paper_job_has_ended:
 * @self: a job
 *
 * Returns: whether nothing more becomes of it
 */
gboolean
paper_job_has_ended (const PaperJob *self)
{
  g_return_val_if_fail (self != NULL, TRUE);
  return self->state >= PAPER_JOB_CANCELLED;
}

/* ---- what the server says of one ---- */

static PaperJobState
state_of (int state)
{
  switch (state)
    {
    case IPP_JSTATE_HELD:
      return PAPER_JOB_HELD;
    case IPP_JSTATE_PROCESSING:
      return PAPER_JOB_PRINTING;
    case IPP_JSTATE_STOPPED:
      return PAPER_JOB_STOPPED;
    case IPP_JSTATE_CANCELED:
      return PAPER_JOB_CANCELLED;
    case IPP_JSTATE_ABORTED:
      return PAPER_JOB_FAILED;
    case IPP_JSTATE_COMPLETED:
      return PAPER_JOB_DONE;
    default:
      return PAPER_JOB_WAITING;
    }
}

static PaperJob *
read_job (ipp_t *response, const char *printer, int id)
{
  PaperJob *self = g_new0 (PaperJob, 1);
  ipp_attribute_t *state = ippFindAttribute (response, "job-state", IPP_TAG_ENUM);
  ipp_attribute_t *title = ippFindAttribute (response, "job-name", IPP_TAG_NAME);
  ipp_attribute_t *number = ippFindAttribute (response, "job-id", IPP_TAG_INTEGER);
  ipp_attribute_t *reasons = ippFindAttribute (response, "job-state-reasons", IPP_TAG_KEYWORD);

  self->id = number != NULL ? ippGetInteger (number, 0) : id;
  self->printer = g_strdup (printer);
  self->title = g_utf8_make_valid (title != NULL ? ippGetString (title, 0, NULL) : "", -1);
  self->state = state != NULL ? state_of (ippGetInteger (state, 0)) : PAPER_JOB_WAITING;
  for (int i = 0; self->reason == NULL && reasons != NULL && i < ippGetCount (reasons); i++)
    self->reason = _paper_reason_text (ippGetString (reasons, i, NULL));
  return self;
}

/**
 * _paper_job_ask_new:
 * @operation: what is asked
 * @printer: name of the printer
 * @id: of a job that was sent to it
 *
 * Returns: (transfer full): a request about the job
 */
ipp_t *
_paper_job_ask_new (ipp_op_t operation, const char *printer, int id)
{
  ipp_t *request = _paper_cups_request_new (operation, printer);

  ippAddInteger (request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", id);
  return request;
}

/**
 * paper_spooler_get_job:
 * @self: a print server
 * @printer: name of the printer
 * @id: of a job that was sent to it
 * @cancellable: (nullable): a cancellable
 * @error: return location for a #PaperError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): how far the job is, or %NULL
 */
PaperJob *
paper_spooler_get_job (PaperSpooler *self,
                       const char *printer,
                       int id,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (PaperCups) cups = NULL;
  g_autoptr (ipp_t) response = NULL;

  g_return_val_if_fail (PAPER_IS_SPOOLER (self), NULL);
  g_return_val_if_fail (printer != NULL, NULL);

  cups = _paper_spooler_open (self, cancellable, error);
  if (cups != NULL)
    response = _paper_cups_ask (cups, _paper_job_ask_new (IPP_OP_GET_JOB_ATTRIBUTES, printer, id),
                                "/", error);
  return response != NULL ? read_job (response, printer, id) : NULL;
}

static gboolean
cancel_job (PaperCups *cups, const char *printer, int id, GError **error)
{
  g_autoptr (ipp_t) response =
      _paper_cups_ask (cups, _paper_job_ask_new (IPP_OP_CANCEL_JOB, printer, id), "/jobs/", error);

  return response != NULL;
}

/**
 * paper_spooler_cancel_job:
 * @self: a print server
 * @printer: name of the printer
 * @id: of a job that was sent to it
 * @cancellable: (nullable): a cancellable
 * @error: return location for a %PAPER_ERROR_REFUSED when the job has ended, another #PaperError,
 *   or %G_IO_ERROR_CANCELLED
 *
 * Takes a job back; what is on paper already stays.
 *
 * Returns: whether it is cancelled
 */
gboolean
paper_spooler_cancel_job (PaperSpooler *self,
                          const char *printer,
                          int id,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (PaperCups) cups = NULL;

  g_return_val_if_fail (PAPER_IS_SPOOLER (self), FALSE);
  g_return_val_if_fail (printer != NULL, FALSE);

  cups = _paper_spooler_open (self, cancellable, error);
  return cups != NULL && cancel_job (cups, printer, id, error);
}

/* ---- printing ---- */

/**
 * _paper_job_check_document:
 * @document: what is to be printed
 * @error: return location for a %PAPER_ERROR_REFUSED
 *
 * Returns: whether it is a PDF
 */
gboolean
_paper_job_check_document (GBytes *document, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (document, &size);

  if (size >= 5 && memcmp (data, "%PDF-", 5) == 0)
    return TRUE;
  g_set_error_literal (error, PAPER_ERROR, PAPER_ERROR_REFUSED,
                       _ ("The document is no PDF. Nothing was sent. Make it again."));
  return FALSE;
}

/* One line that the protocol takes. */
static char *
clean_title (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *clean = base_text_clean (valid);
  char *end;

  g_strdelimit (clean, "\n\t", ' ');
  if (clean[0] == '\0')
    return g_strdup (_ ("Agreements"));
  if (strlen (clean) > MAX_TITLE)
    {
      end = g_utf8_find_prev_char (clean, clean + MAX_TITLE + 1);
      *end = '\0';
    }
  return g_steal_pointer (&clean);
}

static void
add_more (ipp_t *request, const char *const *more)
{
  for (guint i = 0; more != NULL && more[i] != NULL; i++)
    {
      const char *sign = strchr (more[i], '=');
      g_autofree char *name = sign != NULL ? g_strndup (more[i], sign - more[i]) : NULL;

      /* What is said elsewhere is not said twice. */
      if (name != NULL && ippFindAttribute (request, name, IPP_TAG_ZERO) == NULL)
        cupsEncodeOption (request, IPP_TAG_JOB, name, sign + 1);
    }
}

/**
 * _paper_job_request_new:
 * @operation: %IPP_OP_PRINT_JOB or %IPP_OP_CREATE_JOB
 * @printer: name of the printer
 * @options: how it is printed
 *
 * Returns: (transfer full): a request for a new job
 */
ipp_t *
_paper_job_request_new (ipp_op_t operation, const char *printer, const PaperJobOptions *options)
{
  ipp_t *request = _paper_cups_request_new (operation, printer);
  g_autofree char *title = clean_title (options->title);
  static const struct
  {
    const char *name;
    const char *const *values;
  } keywords[] = { { "sides", sides }, { "media", media } };
  const guint chosen[] = { options->sides, options->media };

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, title);
  if (operation == IPP_OP_PRINT_JOB)
    ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL,
                  "application/pdf");
  ippAddInteger (request, IPP_TAG_JOB, IPP_TAG_INTEGER, "copies", (int) MAX (options->copies, 1));
  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (keywords[i].values[chosen[i]] != NULL)
      ippAddString (request, IPP_TAG_JOB, IPP_TAG_KEYWORD, keywords[i].name, NULL,
                    keywords[i].values[chosen[i]]);
  ippAddString (request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "multiple-document-handling", NULL,
                options->collate ? "separate-documents-collated-copies"
                                 : "separate-documents-uncollated-copies");
  add_more (request, options->more);
  return request;
}

/**
 * _paper_job_read:
 * @response: what the server answered to a request for a new job
 * @printer: name of the printer
 * @options: of the request
 *
 * Returns: (transfer full): the job
 */
PaperJob *
_paper_job_read (ipp_t *response, const char *printer, const PaperJobOptions *options)
{
  PaperJob *self = read_job (response, printer, 0);

  g_free (self->title);
  self->title = clean_title (options->title);
  return self;
}

/**
 * paper_spooler_print:
 * @self: a print server
 * @document: a PDF, whose pages are sent as they are
 * @options: how it is printed
 * @cancellable: (nullable): a cancellable
 * @error: return location for a #PaperError or %G_IO_ERROR_CANCELLED
 *
 * Sends a document to a printer that would print it: one that is stopped, or takes no jobs, gets
 * nothing, so that nothing comes out unexpectedly later. There is a job for the whole document or
 * none; what is cancelled while it is sent is taken back.
 *
 * Returns: (transfer full): the job, or %NULL
 */
PaperJob *
paper_spooler_print (PaperSpooler *self,
                     GBytes *document,
                     const PaperJobOptions *options,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (PaperCups) cups = NULL;
  g_autoptr (PaperPrinter) printer = NULL;
  g_autoptr (ipp_t) response = NULL;
  g_autoptr (PaperJob) job = NULL;

  g_return_val_if_fail (PAPER_IS_SPOOLER (self), NULL);
  g_return_val_if_fail (document != NULL && options != NULL, NULL);

  if (!_paper_job_check_document (document, error)
      || !(cups = _paper_spooler_open (self, cancellable, error))
      || !(printer = _paper_spooler_find (cups, options->printer, error))
      || !_paper_printer_check (printer, error))
    return NULL;
  response = _paper_cups_send (
      cups, _paper_job_request_new (IPP_OP_PRINT_JOB, printer->name, options), document, error);
  if (response == NULL)
    return NULL;
  job = _paper_job_read (response, printer->name, options);
  if (!g_cancellable_is_cancelled (cancellable))
    return g_steal_pointer (&job);
  /* The connection hears no other question once it is cancelled. */
  g_clear_pointer (&cups, _paper_cups_close);
  if (paper_spooler_cancel_job (self, job->printer, job->id, NULL, error))
    g_cancellable_set_error_if_cancelled (cancellable, error);
  return NULL;
}

/* ---- without waiting ---- */

typedef struct
{
  GBytes *document;
  char *printer;
  char *title;
  PaperJobOptions options;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_bytes_unref (order->document);
  g_free (order->printer);
  g_free (order->title);
  g_free (order);
}

static void
print_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Order *order = data;
  GError *error = NULL;
  PaperJob *job =
      paper_spooler_print (source, order->document, &order->options, cancellable, &error);

  if (job != NULL)
    g_task_return_pointer (task, job, (GDestroyNotify) paper_job_free);
  else
    g_task_return_error (task, error);
}

/**
 * paper_spooler_print_async:
 * @self: a print server
 * @document: a PDF
 * @options: how it is printed; copied
 * @cancellable: (nullable): a cancellable
 * @callback: called with the job
 * @user_data: for @callback
 *
 * Like paper_spooler_print(), without waiting.
 */
void
paper_spooler_print_async (PaperSpooler *self,
                           GBytes *document,
                           const PaperJobOptions *options,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Order *order = g_new0 (Order, 1);

  order->document = g_bytes_ref (document);
  order->printer = g_strdup (options->printer);
  order->title = g_strdup (options->title);
  order->options = *options;
  order->options.printer = order->printer;
  order->options.title = order->title;
  /* A job that was made is told, however late it was cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, order, order_free);
  g_task_run_in_thread (task, print_thread);
}

/**
 * paper_spooler_print_finish:
 * @self: a print server
 * @result: what the callback was given
 * @error: return location for a #PaperError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the job, or %NULL
 */
PaperJob *
paper_spooler_print_finish (PaperSpooler *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
