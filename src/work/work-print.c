/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-print.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"
#include "store-settings.h"
#include "work-pdf-private.h"

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

/* What one run of the job has at hand. */
typedef struct
{
  WorkJob *job;
  const Printing *printing;
  PaperSpooler *spooler;
  guint copies;
  guint n_done; /* of all */
} Run;

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
choose_copies (Run *run, GError **error)
{
  g_autoptr (ModelSettings) settings = NULL;

  run->copies = run->printing->options.copies;
  if (run->copies > 0)
    return TRUE;
  settings = store_queue_run (work_school_get_queue (run->printing->school), load_settings_func,
                              NULL, NULL, error);
  if (settings != NULL)
    run->copies = (guint) model_settings_get_int (settings, WORK_PRINT_COPIES_SETTING);
  return settings != NULL;
}

/* (transfer full): those that can be printed, in order; the others are told */
static GPtrArray *
load_papers (Run *run, const gint64 *ids, guint n, GCancellable *cancellable)
{
  GPtrArray *papers = g_ptr_array_new_with_free_func ((GDestroyNotify) _work_paper_free);

  for (guint i = 0; i < n && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr (GError) error = NULL;
      WorkPaper *paper;

      if (!work_job_wants (run->job, ids[i]))
        continue;
      paper = _work_paper_new (ids[i]);
      store_queue_run (work_school_get_queue (run->printing->school), load_func, paper, NULL,
                       &error);
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

/* One job an agreement: its copies come out together. Returns: whether the next one may follow; a
 * printer that took not this one would not take the next. */
static gboolean
print_paper (Run *run, const WorkPaper *paper, GCancellable *cancellable, GError **error)
{
  g_autofree char *title = make_title (paper);
  const PaperJobOptions options = {
    .printer = run->printing->printer,
    .title = title,
    .copies = run->copies,
    .sides = run->printing->options.sides,
    .media = run->printing->options.media,
    .collate = TRUE,
    .more = (const char *const *) run->printing->more,
  };
  g_autoptr (PaperJob) job = NULL;

  if (paper->document->result == NULL)
    {
      work_job_add_failure (run->job, paper->placement_id, paper->student,
                            paper->document->error != NULL ? paper->document->error->message : "");
      return TRUE;
    }
  job = paper_spooler_print (run->spooler, paper->document->result, &options, cancellable, error);
  if (job == NULL)
    return FALSE;
  work_job_add_success (run->job, paper->placement_id, paper->student, NULL);
  return TRUE;
}

static gboolean
print_part (Run *run, const gint64 *ids, guint n, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) papers = load_papers (run, ids, n, cancellable);
  guint n_all = run->printing->placement_ids->len;

  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !convert (papers, cancellable, error))
    return FALSE;
  for (guint i = 0; i < papers->len; i++)
    {
      g_autofree char *message =
          g_strdup_printf (_ ("Agreement %u of %u"), run->n_done + i + 1, n_all);

      work_job_set_progress (run->job, (double) (run->n_done + i) / n_all, message);
      if (!print_paper (run, papers->pdata[i], cancellable, error))
        return FALSE;
    }
  run->n_done += n;
  return TRUE;
}

static gboolean
print (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Printing *printing = data;
  const GArray *ids = printing->placement_ids;
  g_autoptr (PaperSpooler) spooler = paper_spooler_new (NULL);
  Run run = { .job = job, .printing = printing, .spooler = spooler };

  /* Nothing is converted for a printer that would not print it. */
  if (!paper_spooler_check (spooler, printing->printer, cancellable, error)
      || !choose_copies (&run, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i += AT_A_TIME)
    if (!print_part (&run, &g_array_index (ids, gint64, i), MIN (AT_A_TIME, ids->len - i),
                     cancellable, error))
      return FALSE;
  work_job_set_progress (job, 1, NULL);
  return TRUE;
}

/**
 * work_print_new:
 * @school: a school
 * @placement_ids: (array length=n_ids): placement sheets, in the order they come out
 * @n_ids: how many
 * @options: how they are printed
 *
 * A job that prints the latest document of each sheet's agreement, one job of the printer each: the
 * copies of a student come out together. It succeeds for what the print server has taken. Done
 * again after a failure, it prints what was not sent and nothing twice. Nothing of the school is
 * changed. Ids of its items are those of the sheets; one without a document is a failure with the
 * reason.
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
  return work_job_new (_ ("Printing agreements…"), print, printing, printing_free);
}
