/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-print.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *name;
  GBytes *pdf;
  char *printer; /* (nullable) */
  char **more;
  WorkPrintOptions options;
} Printing;

static void
printing_free (gpointer data)
{
  Printing *printing = data;

  g_free (printing->name);
  g_bytes_unref (printing->pdf);
  g_free (printing->printer);
  g_strfreev (printing->more);
  g_free (printing);
}

/* (transfer full) */
static char **
dup_more (const WorkPrintOptions *options)
{
  g_autoptr (GStrvBuilder) more = g_strv_builder_new ();

  if (options->more != NULL)
    g_strv_builder_addv (more, (const char **) options->more);
  if (options->is_exact)
    g_strv_builder_add (more, "print-scaling=none");
  return g_strv_builder_end (more);
}

static gboolean
print (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Printing *printing = data;
  g_autoptr (PaperSpooler) spooler = paper_spooler_new (NULL);
  const PaperJobOptions options = {
    .printer = printing->printer,
    .title = printing->name,
    .copies = MAX (1, printing->options.copies),
    .sides = printing->options.sides,
    .media = printing->options.media,
    .collate = TRUE,
    .more = (const char *const *) printing->more,
  };
  g_autoptr (PaperJob) sent = NULL;

  work_job_set_progress (job, 0, printing->name);
  sent = paper_spooler_print (spooler, printing->pdf, &options, cancellable, error);
  if (sent == NULL)
    return FALSE;
  work_job_add_success (job, 0, printing->name, NULL);
  work_job_set_progress (job, 1, NULL);
  return TRUE;
}

/**
 * work_print_document_new:
 * @name: what it is called in the queue of the printer
 * @pdf: a PDF, whose pages are sent as they are
 * @options: how it is printed; of cover slips and several jobs nothing is heard, and no copies are
 *   one
 *
 * A job of one item that prints what is no agreement: labels, slips, a scan.
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_print_document_new (const char *name, GBytes *pdf, const WorkPrintOptions *options)
{
  Printing *printing;

  g_return_val_if_fail (name != NULL && pdf != NULL, NULL);
  g_return_val_if_fail (options != NULL, NULL);

  printing = g_new0 (Printing, 1);
  printing->name = g_strdup (name);
  printing->pdf = g_bytes_ref (pdf);
  printing->printer = g_strdup (options->printer);
  printing->more = dup_more (options);
  printing->options = *options;
  return work_job_new (_ ("Printing…"), print, printing, printing_free);
}
