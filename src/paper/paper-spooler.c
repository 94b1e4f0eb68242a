/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-spooler-private.h"

#include <glib/gi18n-lib.h>

#include "paper-error.h"
#include "paper-printer-private.h"

/* Seconds that a print server may be silent: it may have to wake. */
#define PATIENCE 30

/**
 * PaperSpooler:
 *
 * The print server (CUPS): its printers, what is sent to them, and what becomes of it.
 */
struct _PaperSpooler
{
  GObject parent_instance;

  char *server; /* (nullable) */
  guint patience;
};

G_DEFINE_FINAL_TYPE (PaperSpooler, paper_spooler, G_TYPE_OBJECT)

static void
paper_spooler_finalize (GObject *object)
{
  g_free (PAPER_SPOOLER (object)->server);
  G_OBJECT_CLASS (paper_spooler_parent_class)->finalize (object);
}

static void
paper_spooler_class_init (PaperSpoolerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = paper_spooler_finalize;
}

static void
paper_spooler_init (PaperSpooler *self)
{
  self->patience = PATIENCE;
}

/**
 * paper_spooler_new:
 * @server: (nullable): host or socket of a print server, %NULL for the one that this machine uses
 *
 * Returns: (transfer full): the print server; nothing is asked of it yet
 */
PaperSpooler *
paper_spooler_new (const char *server)
{
  PaperSpooler *self = g_object_new (PAPER_TYPE_SPOOLER, NULL);

  self->server = g_strdup (server);
  return self;
}

/**
 * paper_spooler_set_patience:
 * @self: a print server that nothing is asked of yet
 * @seconds: how long it may be silent before it is taken for dead; 30 by default
 */
void
paper_spooler_set_patience (PaperSpooler *self, guint seconds)
{
  g_return_if_fail (PAPER_IS_SPOOLER (self));
  g_return_if_fail (seconds > 0);

  self->patience = seconds;
}

/**
 * _paper_spooler_open:
 * @self: a print server
 * @cancellable: (nullable): a cancellable
 * @error: return location for a #PaperError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): a connection, or %NULL
 */
PaperCups *
_paper_spooler_open (PaperSpooler *self, GCancellable *cancellable, GError **error)
{
  return _paper_cups_open (self->server, self->patience, cancellable, error);
}

/* ---- its printers ---- */

static int
compare_printers (gconstpointer a, gconstpointer b)
{
  const PaperPrinter *first = *(const PaperPrinter *const *) a;
  const PaperPrinter *second = *(const PaperPrinter *const *) b;

  if (first->is_default != second->is_default)
    return first->is_default ? -1 : 1;
  return g_utf8_collate (first->label, second->label);
}

static ipp_t *
list_request_new (ipp_op_t operation, const char *printer)
{
  ipp_t *request = _paper_cups_request_new (operation, printer);

  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                 _paper_n_printer_attributes, NULL, _paper_printer_attributes);
  return request;
}

/**
 * paper_spooler_list:
 * @self: a print server
 * @cancellable: (nullable): a cancellable
 * @error: return location for a #PaperError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type PaperPrinter): its printers, the default one first, none
 *   where it has none; %NULL when it could not be asked
 */
GPtrArray *
paper_spooler_list (PaperSpooler *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (PaperCups) cups = NULL;
  g_autoptr (ipp_t) response = NULL;
  g_autoptr (GPtrArray) printers = NULL;
  g_autofree char *by_default = NULL;
  g_autoptr (GError) local = NULL;
  ipp_attribute_t *at;
  PaperPrinter *printer;

  g_return_val_if_fail (PAPER_IS_SPOOLER (self), NULL);

  printers = g_ptr_array_new_with_free_func ((GDestroyNotify) paper_printer_free);
  cups = _paper_spooler_open (self, cancellable, error);
  if (cups == NULL)
    return NULL;
  response = _paper_cups_ask (cups, list_request_new (IPP_OP_CUPS_GET_PRINTERS, NULL), "/", &local);
  /* A server without a printer answers that it found none. */
  if (g_error_matches (local, PAPER_ERROR, PAPER_ERROR_MISSING))
    return g_steal_pointer (&printers);
  if (response == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  by_default = _paper_cups_default_printer (cups);
  at = ippFirstAttribute (response);
  while ((printer = _paper_printer_read (response, &at)) != NULL)
    {
      printer->is_default = g_strcmp0 (printer->name, by_default) == 0;
      g_ptr_array_add (printers, printer);
    }
  g_ptr_array_sort (printers, compare_printers);
  return g_steal_pointer (&printers);
}

/**
 * _paper_spooler_find:
 * @cups: a connection
 * @name: (nullable): name of a printer, %NULL for the default one
 * @error: return location for a #PaperError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the printer, or %NULL
 */
PaperPrinter *
_paper_spooler_find (PaperCups *cups, const char *name, GError **error)
{
  g_autofree char *by_default = name == NULL ? _paper_cups_default_printer (cups) : NULL;
  const char *wanted = name != NULL ? name : by_default;
  g_autoptr (GError) local = NULL;
  g_autoptr (ipp_t) response = NULL;
  ipp_attribute_t *at;
  PaperPrinter *printer;

  if (wanted == NULL)
    {
      g_set_error_literal (error, PAPER_ERROR, PAPER_ERROR_MISSING,
                           _ ("There is no default printer. Choose one, or add one in the "
                              "settings of the system."));
      return NULL;
    }
  response =
      _paper_cups_ask (cups, list_request_new (IPP_OP_GET_PRINTER_ATTRIBUTES, wanted), "/", &local);
  at = response != NULL ? ippFirstAttribute (response) : NULL;
  printer = at != NULL ? _paper_printer_read (response, &at) : NULL;
  if (printer != NULL)
    return printer;
  if (local == NULL || g_error_matches (local, PAPER_ERROR, PAPER_ERROR_MISSING))
    g_set_error (error, PAPER_ERROR, PAPER_ERROR_MISSING,
                 _ ("There is no printer “%s” any more. Choose another one."), wanted);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * paper_spooler_check:
 * @self: a print server
 * @printer: (nullable): name of a printer, %NULL for the default one
 * @cancellable: (nullable): a cancellable
 * @error: return location for a #PaperError that says why not, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether something sent to it now would be printed
 */
gboolean
paper_spooler_check (PaperSpooler *self,
                     const char *printer,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (PaperCups) cups = NULL;
  g_autoptr (PaperPrinter) found = NULL;

  g_return_val_if_fail (PAPER_IS_SPOOLER (self), FALSE);

  cups = _paper_spooler_open (self, cancellable, error);
  if (cups != NULL)
    found = _paper_spooler_find (cups, printer, error);
  return found != NULL && _paper_printer_check (found, error);
}

/* ---- without waiting ---- */

static void
list_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *printers = paper_spooler_list (source, cancellable, &error);

  if (printers != NULL)
    g_task_return_pointer (task, printers, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * paper_spooler_list_async:
 * @self: a print server
 * @cancellable: (nullable): a cancellable
 * @callback: called with its printers
 * @user_data: for @callback
 *
 * Like paper_spooler_list(), without waiting.
 */
void
paper_spooler_list_async (PaperSpooler *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_run_in_thread (task, list_thread);
}

/**
 * paper_spooler_list_finish:
 * @self: a print server
 * @result: what the callback was given
 * @error: return location for a #PaperError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type PaperPrinter): its printers, or %NULL
 */
GPtrArray *
paper_spooler_list_finish (PaperSpooler *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
