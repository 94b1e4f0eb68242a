/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-cups-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "paper-error.h"

/* How often a silence is looked at, in seconds. */
#define TICK 0.2

#define CHUNK ((gsize) 64 * 1024)

struct _PaperCups
{
  http_t *http;
  GCancellable *cancellable;
  gulong on_cancelled; /* handler */
  int is_cancelled;    /* as the library reads it */
  gint64 patience;     /* microseconds */
  gint64 deadline;     /* monotonic: the silence may last until then */
  gboolean is_sent;    /* the server has the whole document: its answer is waited for */
};

/* ---- waiting ---- */

static void
on_cancelled_cb (GCancellable *cancellable, gpointer data)
{
  g_atomic_int_set ((int *) data, 1);
}

static gboolean
is_over (const PaperCups *self)
{
  return g_get_monotonic_time () >= self->deadline;
}

static void
be_patient (PaperCups *self)
{
  self->deadline = g_get_monotonic_time () + self->patience;
}

/* Returns: whether to go on waiting */
static int
on_silence_cb (http_t *http, void *data)
{
  PaperCups *self = data;

  return (self->is_sent || g_atomic_int_get (&self->is_cancelled) == 0) && !is_over (self);
}

/* A window has no terminal where a password could be asked for. */
static const char *
on_password_cb (const char *prompt,
                http_t *http,
                const char *method,
                const char *resource,
                void *data)
{
  return NULL;
}

/* ---- what went wrong ---- */

/* What a status of the protocol means for who prints. */
static const struct
{
  ipp_status_t status;
  PaperError code;
  const char *text;
} failures[] = {
  { IPP_STATUS_ERROR_NOT_FOUND, PAPER_ERROR_MISSING,
    N_ ("The print server does not know this printer or this job any more. Choose another "
        "printer.") },
  { IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS, PAPER_ERROR_REFUSED,
    N_ ("The printer takes no jobs at the moment. Nothing was sent. Choose another one, or have "
        "it accept jobs again.") },
  { IPP_STATUS_ERROR_FORBIDDEN, PAPER_ERROR_REFUSED,
    N_ ("The print server does not let you do this. Ask who administers the printers.") },
  { IPP_STATUS_ERROR_NOT_AUTHENTICATED, PAPER_ERROR_REFUSED,
    N_ ("The print server does not let you do this. Ask who administers the printers.") },
  { IPP_STATUS_ERROR_NOT_AUTHORIZED, PAPER_ERROR_REFUSED,
    N_ ("The print server does not let you do this. Ask who administers the printers.") },
  { IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED, PAPER_ERROR_REFUSED,
    N_ ("The printer takes no PDF. Nothing was sent. Choose another one.") },
  { IPP_STATUS_ERROR_NOT_POSSIBLE, PAPER_ERROR_REFUSED,
    N_ ("The job has ended already: there is nothing to cancel.") },
  { IPP_STATUS_ERROR_TOO_MANY_JOBS, PAPER_ERROR_REFUSED,
    N_ ("The print server has too many jobs. Nothing was sent. Try again later.") },
  { IPP_STATUS_ERROR_REQUEST_ENTITY, PAPER_ERROR_FAILED,
    N_ ("The disk of the print server is full, or the document is larger than it takes. Nothing "
        "was printed. Make room and print again.") },
  { IPP_STATUS_ERROR_DEVICE, PAPER_ERROR_FAILED,
    N_ ("The print server cut the connection before it had the whole document: perhaps its disk "
        "is full. Nothing was printed. Check it and print again.") },
  { IPP_STATUS_ERROR_SERVICE_UNAVAILABLE, PAPER_ERROR_FAILED,
    N_ ("The print server does not answer. Nothing was sent. Check that printing (CUPS) is "
        "installed and running.") },
};

static void
set_from_status (ipp_status_t status, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    if (failures[i].status == status)
      {
        g_set_error_literal (error, PAPER_ERROR, (int) failures[i].code, _ (failures[i].text));
        return;
      }
  g_set_error (error, PAPER_ERROR, PAPER_ERROR_FAILED,
               _ ("The print server answers: %s. Try again, or choose another printer."),
               cupsLastErrorString ());
}

/**
 * _paper_cups_lost_text:
 *
 * Returns: (transfer none): what is said when nobody can tell whether something is printed
 */
const char *
_paper_cups_lost_text (void)
{
  return _ ("The print server was lost while it was given the document. Look in the queue of the "
            "printer before you print again.");
}

static void
set_error (PaperCups *self, ipp_status_t status, GError **error)
{
  guint seconds = (guint) (self->patience / G_USEC_PER_SEC);

  if (self->is_sent)
    g_set_error_literal (error, PAPER_ERROR, PAPER_ERROR_FAILED, _paper_cups_lost_text ());
  else if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return;
  else if (is_over (self))
    g_set_error (error, PAPER_ERROR, PAPER_ERROR_TIMED_OUT,
                 ngettext ("The print server has not answered for %u second. Nothing was "
                           "printed. Check that it runs and try again.",
                           "The print server has not answered for %u seconds. Nothing was "
                           "printed. Check that it runs and try again.",
                           seconds),
                 seconds);
  else
    set_from_status (status, error);
}

/* ---- the connection ---- */

/**
 * _paper_cups_close:
 * @self: (nullable) (transfer full): a connection
 */
void
_paper_cups_close (PaperCups *self)
{
  if (self == NULL)
    return;
  g_cancellable_disconnect (self->cancellable, self->on_cancelled);
  g_clear_pointer (&self->http, httpClose);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/**
 * _paper_cups_open:
 * @server: (nullable): host or socket of the server, %NULL for the one of this machine
 * @patience: seconds that it may be silent
 * @cancellable: (nullable): a cancellable
 * @error: return location for a #PaperError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): a connection, or %NULL
 */
PaperCups *
_paper_cups_open (const char *server, guint patience, GCancellable *cancellable, GError **error)
{
  g_autoptr (PaperCups) self = g_new0 (PaperCups, 1);

  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : g_cancellable_new ();
  self->patience = patience * G_USEC_PER_SEC;
  self->on_cancelled = g_cancellable_connect (self->cancellable, G_CALLBACK (on_cancelled_cb),
                                              &self->is_cancelled, NULL);
  be_patient (self);
  /* Of this thread alone. */
  cupsSetPasswordCB2 (on_password_cb, NULL);
  if (g_atomic_int_get (&self->is_cancelled) == 0)
    self->http = httpConnect2 (server != NULL ? server : cupsServer (), ippPort (), NULL, AF_UNSPEC,
                               cupsEncryption (), 1, (int) patience * 1000, &self->is_cancelled);
  if (self->http == NULL)
    {
      set_error (self, IPP_STATUS_ERROR_SERVICE_UNAVAILABLE, error);
      return NULL;
    }
  httpSetTimeout (self->http, TICK, on_silence_cb, self);
  return g_steal_pointer (&self);
}

/* ---- asking ---- */

/**
 * _paper_cups_request_new:
 * @operation: what is asked
 * @printer: (nullable): name of the printer that it is asked of
 *
 * Returns: (transfer full): a request in the user's name
 */
ipp_t *
_paper_cups_request_new (ipp_op_t operation, const char *printer)
{
  ipp_t *request = ippNewRequest (operation);
  char uri[HTTP_MAX_URI];

  if (printer != NULL)
    {
      httpAssembleURIf (HTTP_URI_CODING_ALL, uri, sizeof uri, "ipp", NULL, "localhost", 0,
                        "/printers/%s", printer);
      ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, uri);
    }
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL,
                cupsUser ());
  return request;
}

static gboolean
is_good (ipp_t *response)
{
  return response != NULL && ippGetStatusCode (response) < IPP_STATUS_REDIRECTION_OTHER_SITE;
}

/**
 * _paper_cups_ask:
 * @self: a connection
 * @request: (transfer full): a request without a document
 * @resource: path that it is asked at
 * @error: return location for a #PaperError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the answer, or %NULL
 */
ipp_t *
_paper_cups_ask (PaperCups *self, ipp_t *request, const char *resource, GError **error)
{
  g_autoptr (ipp_t) response = NULL;

  be_patient (self);
  response = cupsDoRequest (self->http, request, resource);
  if (is_good (response))
    return g_steal_pointer (&response);
  set_error (self, cupsLastError (), error);
  return NULL;
}

/* Returns: whether all was written; the server says why not */
static gboolean
write_document (PaperCups *self, GBytes *document)
{
  gsize size, at = 0;
  const char *data = g_bytes_get_data (document, &size);
  http_status_t status = HTTP_STATUS_CONTINUE;

  while (at < size && status == HTTP_STATUS_CONTINUE && g_atomic_int_get (&self->is_cancelled) == 0)
    {
      gsize length = MIN (CHUNK, size - at);

      be_patient (self);
      status = cupsWriteRequestData (self->http, data + at, length);
      at += length;
    }
  return status == HTTP_STATUS_CONTINUE && at == size;
}

/* Why the server has not taken the document; a full disk is not always said before the connection
 * is cut. */
static ipp_status_t
find_status (PaperCups *self, gboolean is_cut)
{
  if (httpGetStatus (self->http) == HTTP_STATUS_REQUEST_TOO_LARGE)
    return IPP_STATUS_ERROR_REQUEST_ENTITY;
  return is_cut ? IPP_STATUS_ERROR_DEVICE : cupsLastError ();
}

/**
 * _paper_cups_send:
 * @self: a connection
 * @request: (transfer full): a request that a document follows
 * @document: the document
 * @error: return location for a #PaperError or %G_IO_ERROR_CANCELLED
 *
 * Sends a document. Cut off in the middle, the server throws away what it has: there is a job for
 * the whole document, or none. Once it has all, its answer is waited for, cancelled or not.
 *
 * Returns: (transfer full): the answer, or %NULL
 */
ipp_t *
_paper_cups_send (PaperCups *self, ipp_t *request, GBytes *document, GError **error)
{
  g_autoptr (ipp_t) response = NULL;
  const char *resource = "/";
  gsize length = ippLength (request) + g_bytes_get_size (document);
  gboolean is_taken, is_whole;

  be_patient (self);
  is_taken = cupsSendRequest (self->http, request, resource, length) == HTTP_STATUS_CONTINUE;
  is_whole = is_taken && write_document (self, document);
  if (is_whole)
    {
      be_patient (self);
      self->is_sent = TRUE;
      response = cupsGetResponse (self->http, resource);
      self->is_sent = response == NULL && httpGetStatus (self->http) < HTTP_STATUS_BAD_REQUEST;
    }
  ippDelete (request);
  if (is_good (response))
    return g_steal_pointer (&response);
  set_error (self,
             response != NULL ? ippGetStatusCode (response)
                              : find_status (self, is_taken && !is_whole),
             error);
  return NULL;
}

/**
 * _paper_cups_default_printer:
 * @self: a connection
 *
 * Returns: (transfer full) (nullable): name of the printer that is meant when none is named: the
 *   user's, else the server's
 */
char *
_paper_cups_default_printer (PaperCups *self)
{
  be_patient (self);
  return g_strdup (cupsGetDefault2 (self->http));
}
