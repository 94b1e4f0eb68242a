/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-slips-private.h"

#include <glib/gi18n-lib.h>

#include "base-file.h"
#include "store-queue.h"
#include "work-error.h"

static const struct
{
  const char *key;
  const char *label; /* English source label */
  const char *none;  /* why there is nothing to make */
} kinds[] = {
  [WORK_SLIPS_COVER] = { "cover", N_ ("Cover Slips"),
                         N_ ("None of these students has an agreement: there is nothing to make "
                             "cover slips for. Generate the agreements first.") },
  [WORK_SLIPS_LABELS] = { "labels", N_ ("Labels"),
                          N_ ("None of these students has a company: there is nobody to write to. "
                              "Fill in the placement sheets first.") },
  [WORK_SLIPS_ENVELOPES] = { "envelopes", N_ ("Window Envelopes"),
                             N_ ("None of these students has a company: there is nobody to write "
                                 "to. Fill in the placement sheets first.") },
  [WORK_SLIPS_TRANSMISSION] = { "transmission", N_ ("Transmission Slips"),
                                N_ ("None of these students has an agreement with a company: there "
                                    "is nothing to send. Generate the agreements first.") },
};

typedef struct
{
  WorkSchool *school;
  WorkSlipsOptions options; /* of copies */
  char *path;               /* (nullable) */
  gboolean replace;
} Making;

/**
 * work_slips_key:
 * @kind: a kind of papers
 *
 * Returns: (transfer none): what scripts call it
 */
const char *
work_slips_key (WorkSlipsKind kind)
{
  g_return_val_if_fail ((guint) kind < WORK_N_SLIPS, NULL);
  return kinds[kind].key;
}

/**
 * work_slips_label:
 * @kind: a kind of papers
 *
 * Returns: (transfer none): what people call it
 */
const char *
work_slips_label (WorkSlipsKind kind)
{
  g_return_val_if_fail ((guint) kind < WORK_N_SLIPS, NULL);
  return _ (kinds[kind].label);
}

/**
 * work_slips_from_key:
 * @key: (nullable): key of a kind
 * @kind: (out): the kind; left alone when there is none
 *
 * Returns: whether @key is a kind's
 */
gboolean
work_slips_from_key (const char *key, WorkSlipsKind *kind)
{
  for (guint i = 0; i < WORK_N_SLIPS; i++)
    if (g_strcmp0 (kinds[i].key, key) == 0)
      {
        *kind = (WorkSlipsKind) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * work_slips_has_labels:
 * @n: how many labels a sheet has
 *
 * Returns: whether there is such a format
 */
gboolean
work_slips_has_labels (guint n)
{
  return paper_labels_find (n) != NULL;
}

/**
 * work_slips_dup_label_counts:
 *
 * Returns: (transfer full): how many labels a sheet may have: "24, 21, 16…"
 */
char *
work_slips_dup_label_counts (void)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; paper_labels_get (i) != NULL; i++)
    g_string_append_printf (all, "%s%u", i > 0 ? ", " : "", paper_labels_get (i)->n);
  return g_string_free (all, FALSE);
}

/**
 * work_slips_free:
 * @slips: (transfer full) (nullable): papers
 *
 * Frees them.
 */
void
work_slips_free (WorkSlips *slips)
{
  if (slips == NULL)
    return;
  g_free (slips->name);
  g_clear_pointer (&slips->pdf, g_bytes_unref);
  g_ptr_array_unref (slips->remarks);
  g_free (slips);
}

/* ---- making ---- */

static void
making_free (gpointer data)
{
  Making *making = data;

  g_object_unref (making->school);
  g_ptr_array_unref (making->options.lines);
  g_free (making->path);
  g_free (making);
}

static Making *
making_new (WorkSchool *school, const WorkSlipsOptions *options)
{
  Making *making = g_new0 (Making, 1);

  making->school = g_object_ref (school);
  making->options = *options;
  making->options.lines = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < options->lines->len; i++)
    g_ptr_array_add (making->options.lines, g_object_ref (options->lines->pdata[i]));
  return making;
}

static gpointer
load_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  _work_mailings_load (connection, data, error);
  return NULL;
}

/* The post would bring nothing to a company without a town: it is told, and nothing is wasted. */
static void
drop_incomplete (WorkMailings *mailings, WorkSlips *slips)
{
  if (mailings->kind != WORK_SLIPS_LABELS && mailings->kind != WORK_SLIPS_ENVELOPES)
    return;
  for (guint i = 0; i < mailings->all->len;)
    {
      const WorkMailing *mailing = mailings->all->pdata[i];

      if (mailing->is_complete)
        {
          i++;
          continue;
        }
      g_ptr_array_add (slips->remarks,
                       g_strdup_printf (_ ("%s is left out: its address has no postcode or no "
                                           "town. Fill them in."),
                                        mailing->name));
      g_ptr_array_remove_index (mailings->all, i);
    }
}

static gboolean
refuse (const WorkSlips *slips, WorkSlipsKind kind, GError **error)
{
  g_set_error_literal (error, WORK_ERROR, WORK_ERROR_REFUSED,
                       slips->remarks->len > 0
                           ? _ ("None of these companies has a whole address: fill in their "
                                "postcodes and towns first.")
                           : _ (kinds[kind].none));
  return FALSE;
}

static gboolean
fill (WorkSlips *slips,
      const Making *making,
      WorkMailings *mailings,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (PaperSheet) sheet = NULL;
  g_autoptr (GError) local = NULL;

  store_queue_run (work_school_get_queue (making->school), load_func, mailings, cancellable,
                   &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  drop_incomplete (mailings, slips);
  slips->n = mailings->all->len;
  if (slips->n == 0)
    return refuse (slips, mailings->kind, error);
  /* Outside of the queue, which goes on serving others meanwhile. */
  sheet = paper_sheet_new (slips->name);
  _work_mailings_draw (mailings, &making->options, sheet);
  slips->pdf = paper_sheet_end (sheet, error);
  return slips->pdf != NULL;
}

/* (transfer full) (nullable) */
static WorkSlips *
make (const Making *making, GCancellable *cancellable, GError **error)
{
  WorkMailings mailings = { .kind = making->options.kind, .lines = making->options.lines };
  g_autoptr (WorkSlips) slips = g_new0 (WorkSlips, 1);
  gboolean is_made;

  slips->name = g_strdup (work_slips_label (making->options.kind));
  slips->remarks = g_ptr_array_new_with_free_func (g_free);
  is_made = fill (slips, making, &mailings, cancellable, error);
  _work_mailings_clear (&mailings);
  return is_made ? g_steal_pointer (&slips) : NULL;
}

static void
make_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  WorkSlips *slips = make (data, cancellable, &error);

  if (slips != NULL)
    g_task_return_pointer (task, slips, (GDestroyNotify) work_slips_free);
  else
    g_task_return_error (task, error);
}

/**
 * work_slips_make_async:
 * @school: a school
 * @options: what is asked for
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Makes papers. Nothing is written, and nothing of the school is changed.
 */
void
work_slips_make_async (WorkSchool *school,
                       const WorkSlipsOptions *options,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (WORK_IS_SCHOOL (school));
  g_return_if_fail ((guint) options->kind < WORK_N_SLIPS && options->lines != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, work_slips_make_async);
  g_task_set_task_data (task, making_new (school, options), making_free);
  g_task_run_in_thread (task, make_thread);
}

/**
 * work_slips_make_finish:
 * @result: of work_slips_make_async()
 * @error: return location: %WORK_ERROR_REFUSED when there is nothing to make, a %STORE_ERROR or a
 *   %PAPER_ERROR
 *
 * Returns: (transfer full): the papers, or %NULL
 */
WorkSlips *
work_slips_make_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, work_slips_make_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- the job ---- */

static gboolean
run (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Making *making = data;
  g_autofree char *name = g_path_get_basename (making->path);
  g_autoptr (WorkSlips) slips = NULL;

  work_job_set_progress (job, 0, name);
  slips = make (making, cancellable, error);
  if (slips == NULL || !base_file_write_atomic (making->path, slips->pdf, making->replace, error))
    return FALSE;
  work_job_add_success (job, 0, name, making->path);
  for (guint i = 0; i < slips->remarks->len; i++)
    work_job_add_note (job, slips->remarks->pdata[i]);
  work_job_set_progress (job, 1, NULL);
  return TRUE;
}

/**
 * work_slips_new:
 * @school: a school
 * @options: what is asked for
 * @path: the PDF file
 * @replace: whether a file of that name may be replaced
 *
 * A job that makes papers and writes them to a file, whole or not at all. What is missing is a note
 * of the job.
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_slips_new (WorkSchool *school,
                const WorkSlipsOptions *options,
                const char *path,
                gboolean replace)
{
  Making *making;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);
  g_return_val_if_fail ((guint) options->kind < WORK_N_SLIPS && options->lines != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  making = making_new (school, options);
  making->path = g_strdup (path);
  making->replace = replace;
  return work_job_new (_ ("Making papers…"), run, making, making_free);
}
