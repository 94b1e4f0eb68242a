/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-one-document-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-date.h"
#include "base-file.h"
#include "store-error.h"
#include "store-queue.h"
#include "store-record.h"
#include "work-access.h"
#include "work-account.h"
#include "work-change-private.h"

#define EXTENSION ".docx"

typedef struct
{
  WorkSchool *school;
  gint64 account_id;
  WorkOneDocumentOptions options; /* of copies */
  char *template_path;
  char *path;
  char *today;
} Making;

/* What is merged, while it is. */
typedef struct
{
  WorkJob *job;
  const Making *making;
  GCancellable *cancellable;
  WorkOneBlanks *blanks;
  guint next;    /* the line whose turn it is */
  GError *error; /* what ended it */
} Merging;

/* A line, to be read. */
typedef struct
{
  ModelLine *line;
  const char *today;
} Wanted;

static void
making_free (gpointer data)
{
  Making *making = data;

  g_object_unref (making->school);
  g_ptr_array_unref (making->options.lines);
  g_free (making->template_path);
  g_free (making->path);
  g_free (making->today);
  g_free (making);
}

/* ---- what a line says ---- */

/* (transfer full) (nullable): a row, a new one where there is none yet */
static ModelRecord *
load_or_new (StoreConnection *connection, ModelEntity entity, gint64 id, GError **error)
{
  return id != 0 ? store_load (connection, entity, id, error) : model_record_new (entity);
}

/* A search gets its row with the first thing said of it. */
static ModelRecord *
load_search (StoreConnection *connection, ModelLine *line, GError **error)
{
  ModelRecord *search = load_or_new (connection, MODEL_ENTITY_SEARCH, line->search_id, error);

  if (search == NULL || line->search_id != 0)
    return search;
  model_record_set_int (search, "student_id", line->student_id);
  if (line->period_id != 0)
    model_record_set_int (search, "period_id", line->period_id);
  return search;
}

/* What is known today, be it of a student who has found nothing yet: a letter goes where people
 * live now, whatever an agreement said once. */
static gpointer
load_values (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wanted *wanted = data;
  ModelLine *line = wanted->line;
  g_autoptr (ModelRecord) placement =
      load_or_new (connection, MODEL_ENTITY_PLACEMENT, line->placement_id, error);
  g_autoptr (ModelRecord) search = placement != NULL ? load_search (connection, line, error) : NULL;
  g_autoptr (ModelRecord) agreement =
      search != NULL ? load_or_new (connection, MODEL_ENTITY_AGREEMENT, line->agreement_id, error)
                     : NULL;
  g_autoptr (WorkRecords) records = NULL;

  if (agreement == NULL)
    return NULL;
  records =
      _work_records_load_around (connection, placement, search,
                                 line->agreement_id != 0 ? agreement : NULL, wanted->today, error);
  return records != NULL ? _work_values_new (records) : NULL;
}

static gpointer
load_template (StoreConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (ModelRecord) record =
      store_load (connection, MODEL_ENTITY_TEMPLATE, *(const gint64 *) data, error);

  return record != NULL ? _work_template_new (record, error) : NULL;
}

/* ---- merging ---- */

/* What concerns this line alone: it was deleted by another seat. */
static gboolean
is_of_line (const GError *error)
{
  return g_error_matches (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
}

static void
values_free (gpointer values)
{
  work_values_free (values);
}

/* (transfer full) (nullable): what is known of the line if it is in */
static WorkValues *
take_line (Merging *merging, ModelLine *line)
{
  const Making *making = merging->making;
  Wanted wanted = { line, making->today };
  g_autoptr (GError) error = NULL;
  WorkValues *values;

  if (line->cancelled && !making->options.with_cancelled)
    {
      work_job_add_failure (merging->job, line->placement_id, line->student,
                            _ ("Left out: the agreement is cancelled. Select the line to have it "
                               "in."));
      return NULL;
    }
  values = store_queue_run (work_school_get_queue (making->school), load_values, &wanted,
                            merging->cancellable, &error);
  if (values == NULL && is_of_line (error))
    work_job_add_failure (merging->job, line->placement_id, line->student, error->message);
  else if (values == NULL)
    merging->error = g_steal_pointer (&error);
  else
    _work_one_blanks_add (merging->blanks, line, values);
  return values;
}

/* A MergeRecordFunc: values are read when their turn has come. */
static gboolean
give_record (guint number, MergeSource *source, gpointer data)
{
  Merging *merging = data;
  GPtrArray *lines = merging->making->options.lines;
  WorkValues *values = NULL;

  while (values == NULL)
    {
      g_autofree char *message = NULL;

      if (merging->next >= lines->len || merging->error != NULL
          || g_cancellable_is_cancelled (merging->cancellable))
        return FALSE;
      message = g_strdup_printf (_ ("Line %u of %u"), merging->next + 1, lines->len);
      work_job_set_progress (merging->job, (double) merging->next / lines->len, message);
      values = take_line (merging, lines->pdata[merging->next++]);
    }
  *source = work_values_source (values);
  source->done = values_free;
  return TRUE;
}

static WorkTemplate *
open_template (const Making *making, GCancellable *cancellable, GError **error)
{
  gint64 id = making->options.template_id;

  if (id == 0)
    return _work_template_new_from_file (making->template_path, error);
  return store_queue_run (work_school_get_queue (making->school), load_template, &id, cancellable,
                          error);
}

/* (transfer full) (nullable): the document, whole */
static GBytes *
merge (Merging *merging, const WorkTemplate *template, MergeReport *report, GError **error)
{
  const WorkOneDocumentOptions *options = &merging->making->options;
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = _work_template_merge_many (
      template, give_record, merging, options->two_sided, options->missing, report, &local);

  /* A document that was stopped is not one: it lacks lines. */
  if (g_cancellable_set_error_if_cancelled (merging->cancellable, error))
    return NULL;
  if (merging->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&merging->error));
      return NULL;
    }
  if (_work_one_blanks_count (merging->blanks) == 0)
    {
      _work_refuse (error, _ ("None of these lines can be in the document: their agreements are "
                              "cancelled, or they are gone. Select others."));
      return NULL;
    }
  if (bytes == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return g_steal_pointer (&bytes);
}

static gboolean
write_document (Merging *merging, const WorkTemplate *template, GError **error)
{
  const Making *making = merging->making;
  g_autoptr (MergeReport) report = merge_report_new ();
  g_autoptr (WorkOneBlanks) blanks = merging->blanks = _work_one_blanks_new (template);
  g_autoptr (GBytes) bytes = merge (merging, template, report, error);
  g_autofree char *name = g_path_get_basename (making->path);

  if (bytes == NULL
      || !base_file_write_atomic (making->path, bytes, making->options.replace, error))
    return FALSE;
  work_school_log_access_as (making->school, making->account_id, STORE_ACCESS_EXPORT,
                             MODEL_ENTITY_NONE, 0, WORK_ONE_DOCUMENT_KEY);
  work_job_add_success (merging->job, 0, name, making->path);
  _work_one_document_note (merging->job, blanks, report);
  work_job_set_progress (merging->job, 1, NULL);
  return TRUE;
}

static gboolean
run (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Making *making = data;
  g_autoptr (WorkTemplate) template = open_template (making, cancellable, error);
  Merging merging = { .job = job, .making = making, .cancellable = cancellable };
  gboolean done = template != NULL && write_document (&merging, template, error);

  g_clear_error (&merging.error);
  return done;
}

/**
 * work_one_document_new:
 * @school: a school
 * @options: what is asked for
 *
 * A job that merges lines into one document, each on pages of its own, and writes it whole or not
 * at all. A template that goes on to the next record by itself, as labels and lists do, has several
 * on a page. Nothing of the school is changed: what is made so is no agreement. What is empty is a
 * note of the job, a line that is left out one of its failures.
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_one_document_new (WorkSchool *school, const WorkOneDocumentOptions *options)
{
  const WorkAccount *account;
  Making *making;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);
  g_return_val_if_fail (options->lines != NULL && options->path != NULL, NULL);
  g_return_val_if_fail (options->template_id != 0 || options->template_path != NULL, NULL);

  making = g_new0 (Making, 1);
  account = work_school_get_account (school);
  making->school = g_object_ref (school);
  making->account_id = account != NULL ? account->id : 0;
  making->options = *options;
  making->template_path = g_strdup (options->template_path);
  making->path = g_strdup (options->path);
  making->today = base_date_today_iso ();
  making->options.lines = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < options->lines->len; i++)
    g_ptr_array_add (making->options.lines, g_object_ref (options->lines->pdata[i]));
  return work_job_new (_ ("Merging into one document…"), run, making, making_free);
}

/* ---- its name ---- */

/* (nullable): what all lines have there */
static const char *
common_text (GPtrArray *lines, const char *(*get) (const ModelLine *line))
{
  const char *text = lines->len > 0 ? get (lines->pdata[0]) : "";

  for (guint i = 1; i < lines->len; i++)
    if (!g_str_equal (get (lines->pdata[i]), text))
      return NULL;
  return text[0] != '\0' ? text : NULL;
}

static const char *
get_period (const ModelLine *line)
{
  return line->period_name;
}

static const char *
get_class (const ModelLine *line)
{
  return line->class_name;
}

static gboolean
has_extension (const char *name)
{
  gsize length = strlen (name);

  return length > strlen (EXTENSION)
         && g_ascii_strcasecmp (name + length - strlen (EXTENSION), EXTENSION) == 0;
}

/**
 * work_one_document_name:
 * @lines: (element-type ModelLine): what goes into a document
 * @template_name: what its template is called, or its file
 *
 * Returns: (transfer full): a name for the file, which every system takes, after the period and the
 *   class where all lines have the same: "PFMP 1 - 2MELEC - Courrier.docx"
 */
char *
work_one_document_name (GPtrArray *lines, const char *template_name)
{
  const char *period, *class_name;
  g_autofree char *base = NULL;
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (lines != NULL && template_name != NULL, NULL);

  period = common_text (lines, get_period);
  class_name = common_text (lines, get_class);
  base = g_strdup (template_name);
  if (has_extension (base))
    base[strlen (base) - strlen (EXTENSION)] = '\0';
  text = g_strconcat (period != NULL ? period : "", period != NULL ? " - " : "",
                      class_name != NULL ? class_name : "", class_name != NULL ? " - " : "", base,
                      NULL);
  name = base_file_safe_name (text);
  return g_strconcat (name, EXTENSION, NULL);
}

/**
 * work_one_document_path:
 * @path: a file as a person named it
 *
 * Returns: (transfer full): @path, as a Word document is called
 */
char *
work_one_document_path (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  return has_extension (path) ? g_strdup (path) : g_strconcat (path, EXTENSION, NULL);
}
