/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-print-private.h"

#include <glib/gi18n-lib.h>

#include "store-settings.h"

/* How many are held in memory at a time. */
#define AT_A_TIME 80

typedef struct
{
  WorkSchool *school;
  GArray *placement_ids; /* (element-type gint64) */
  char *printer;         /* (nullable) */
  char **more;           /* (nullable) */
  WorkPrintOptions options;
} Printing;

static void
printing_free (gpointer data)
{
  Printing *printing = data;

  g_object_unref (printing->school);
  g_array_unref (printing->placement_ids);
  g_free (printing->printer);
  g_strfreev (printing->more);
  g_free (printing);
}

static gpointer
load_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  _work_paper_load (connection, data, error);
  return NULL;
}

static gpointer
load_settings_func (StoreConnection *connection,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error)
{
  return store_settings_load (connection, error);
}

static gboolean
choose_copies (WorkPrintRun *run, GError **error)
{
  g_autoptr (ModelSettings) settings = NULL;

  run->copies = run->options->copies;
  if (run->copies > 0)
    return TRUE;
  settings =
      store_queue_run (work_school_get_queue (run->school), load_settings_func, NULL, NULL, error);
  if (settings != NULL)
    run->copies = (guint) model_settings_get_int (settings, WORK_PRINT_COPIES_SETTING);
  return settings != NULL;
}

/* (transfer full): those that can be printed, in order; the others are told */
static GPtrArray *
load_papers (WorkPrintRun *run, const gint64 *ids, guint n, GCancellable *cancellable)
{
  GPtrArray *papers = g_ptr_array_new_with_free_func ((GDestroyNotify) _work_paper_free);

  for (guint i = 0; i < n && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr (GError) error = NULL;
      WorkPaper *paper;

      if (!work_job_wants (run->job, ids[i]))
        continue;
      paper = _work_paper_new (ids[i]);
      store_queue_run (work_school_get_queue (run->school), load_func, paper, NULL, &error);
      if (paper->document != NULL)
        {
          g_ptr_array_add (papers, paper);
          continue;
        }
      work_job_add_failure (run->job, ids[i], paper->student, error != NULL ? error->message : "");
      _work_paper_free (paper);
    }
  return papers;
}

static gboolean
convert (GPtrArray *papers, GCancellable *cancellable, GError **error)
{
  g_autofree char *cache = _work_paper_cache_folder ();
  const PaperOptions options = { .format = PAPER_FORMAT_PDF, .cache_folder = cache };
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();

  for (guint i = 0; i < papers->len; i++)
    g_ptr_array_add (documents, ((WorkPaper *) papers->pdata[i])->document);
  return documents->len == 0 || paper_convert (documents, &options, cancellable, error);
}

static gboolean
print_part (WorkPrintRun *run,
            const gint64 *ids,
            guint n,
            guint n_done,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GPtrArray) papers = load_papers (run, ids, n, cancellable);

  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !convert (papers, cancellable, error))
    return FALSE;
  for (guint i = 0; i < papers->len; i++)
    {
      g_autofree char *message =
          g_strdup_printf (_ ("Agreement %u of %u"), n_done + i + 1, run->n_all);

      work_job_set_progress (run->job, (double) (n_done + i) / run->n_all, message);
      if (!_work_print_send (run, g_steal_pointer (&papers->pdata[i]), cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
print_all (WorkPrintRun *run, const GArray *ids, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < ids->len; i += AT_A_TIME)
    if (!print_part (run, &g_array_index (ids, gint64, i), MIN (AT_A_TIME, ids->len - i), i,
                     cancellable, error))
      return FALSE;
  return _work_print_end (run, cancellable, error);
}

static gboolean
print (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Printing *printing = data;
  g_autoptr (PaperSpooler) spooler = paper_spooler_new (NULL);
  WorkPrintRun run = { .job = job,
                       .school = printing->school,
                       .options = &printing->options,
                       .n_all = printing->placement_ids->len,
                       .spooler = spooler };
  gboolean is_done;

  /* Nothing is converted for a printer that would not print it. */
  if (!paper_spooler_check (spooler, printing->printer, cancellable, error)
      || !choose_copies (&run, error))
    return FALSE;
  _work_print_begin (&run);
  is_done = print_all (&run, printing->placement_ids, cancellable, error);
  _work_print_clear (&run);
  if (is_done)
    work_job_set_progress (job, 1, NULL);
  return is_done;
}

/**
 * work_print_new:
 * @school: a school
 * @placement_ids: (array length=n_ids): placement sheets, in the order they come out
 * @n_ids: how many
 * @options: how they are printed
 *
 * A job that prints the latest document of each sheet's agreement, in one job of the printer each
 * or in one for all: either way the copies of a student come out together, behind their cover slip
 * where that is asked for. It succeeds for what the print server has taken: with one job for all
 * that is everything in it or nothing. What succeeded is written down in the agreement and its
 * history, as one operation (work_job_get_operation()). Done again after a failure, it prints what
 * was not sent and nothing twice. Ids of its items are those of the sheets; one without a document
 * is a failure with the reason.
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_print_new (WorkSchool *school,
                const gint64 *placement_ids,
                guint n_ids,
                const WorkPrintOptions *options)
{
  Printing *printing;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);
  g_return_val_if_fail (options != NULL, NULL);

  printing = g_new0 (Printing, 1);
  printing->school = g_object_ref (school);
  printing->placement_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_ids > 0)
    g_array_append_vals (printing->placement_ids, placement_ids, n_ids);
  printing->printer = g_strdup (options->printer);
  printing->more = g_strdupv ((char **) options->more);
  printing->options = *options;
  printing->options.printer = printing->printer;
  printing->options.more = (const char *const *) printing->more;
  return work_job_new (_ ("Printing agreements…"), print, printing, printing_free);
}
