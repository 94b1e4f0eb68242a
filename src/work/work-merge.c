/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-merge.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-text.h"
#include "model-role.h"
#include "table-reader.h"
#include "work-error.h"
#include "work-generate.h"
#include "work-output-private.h"
#include "work-values-private.h"

/* What the name of a file is made of when the list has these columns. */
#define PEOPLE_PATTERN "{nom} {prénom}"

#define EXTENSION ".docx"

typedef struct
{
  char *template_path;
  char *csv_path;
  char *folder;
  char *pattern; /* (nullable) */
  char *name;    /* (nullable): of the one document for all, without ".docx" */
  gboolean two_sided;
  MergeMissing missing;
} Merge;

/* A list, read whole: rows are merged in any order, and counted first. */
typedef struct
{
  GPtrArray *headings; /* (element-type utf8): folded */
  GPtrArray *rows;     /* (element-type GStrv) */
  GArray *lines;       /* (element-type guint): line of the file of each row */
} List;

typedef struct
{
  const List *list;
  guint row;
  char number[16];    /* "001" */
  WorkValues *values; /* (nullable): the row by merge names, once a list is asked for */
} Row;

static void
merge_free (gpointer data)
{
  Merge *merge = data;

  g_free (merge->template_path);
  g_free (merge->csv_path);
  g_free (merge->folder);
  g_free (merge->pattern);
  g_free (merge->name);
  g_free (merge);
}

static void
list_free (List *list)
{
  g_ptr_array_unref (list->headings);
  g_ptr_array_unref (list->rows);
  g_array_unref (list->lines);
  g_free (list);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (List, list_free)

/* Without case and accents; Word writes "_" for a space of a heading. */
static char *
fold_name (const char *name)
{
  char *folded = base_text_fold (name);

  return g_strdelimit (folded, " _.-", '_');
}

static void
add_row (List *list, const TableRow *row)
{
  char **cells = g_new0 (char *, list->headings->len + 1);

  for (guint i = 0; i < list->headings->len; i++)
    cells[i] = g_strdup (i < row->n_cells ? row->cells[i] : "");
  g_ptr_array_add (list->rows, cells);
  g_array_append_val (list->lines, row->line);
}

static List *
read_list (const char *path, GError **error)
{
  g_autoptr (TableReader) reader = table_reader_open (path, error);
  g_autoptr (List) list = g_new0 (List, 1);
  g_autoptr (GError) local = NULL;
  const TableRow *row = NULL;

  list->headings = g_ptr_array_new_with_free_func (g_free);
  list->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  list->lines = g_array_new (FALSE, FALSE, sizeof (guint));
  if (reader == NULL)
    return NULL;
  while (table_reader_next (reader, &row, &local) && row != NULL)
    if (list->headings->len == 0)
      for (guint i = 0; i < row->n_cells; i++)
        g_ptr_array_add (list->headings, fold_name (row->cells[i]));
    else
      add_row (list, row);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (list->rows->len == 0)
    g_set_error (error, WORK_ERROR, WORK_ERROR_USAGE,
                 _ ("The list “%s” has no row under its headings: there is nothing to merge."),
                 path);
  else
    return g_steal_pointer (&list);
  return NULL;
}

/* The column that has the name, else the one that has another name of the same field. */
static int
find_column (const List *list, const char *name)
{
  g_autofree char *folded = fold_name (name);
  const ModelMergeName *wanted;

  for (guint i = 0; i < list->headings->len; i++)
    if (g_str_equal (g_ptr_array_index (list->headings, i), folded))
      return (int) i;
  wanted = model_merge_find (name);
  for (guint i = 0; wanted != NULL && i < list->headings->len; i++)
    if (model_merge_find (g_ptr_array_index (list->headings, i)) == wanted)
      return (int) i;
  return -1;
}

/* A MergeLookupFunc. */
static gboolean
look_up (const char *name, MergeValue *value, gpointer data)
{
  Row *row = data;
  int column = find_column (row->list, name);
  g_autofree char *folded = NULL;

  value->type = MERGE_VALUE_TEXT;
  if (column >= 0)
    {
      value->text = ((char **) g_ptr_array_index (row->list->rows, row->row))[column];
      return TRUE;
    }
  if (model_merge_is_signature (name))
    {
      value->type = MERGE_VALUE_NOTHING;
      return TRUE;
    }
  folded = fold_name (name);
  value->text = row->number;
  return g_str_equal (folded, "ligne");
}

/* A list of people has a column for each guardian and each half day: those tell of the lists too.
 */
static WorkValues *
get_values (Row *row)
{
  char **cells = g_ptr_array_index (row->list->rows, row->row);
  GHashTable *texts;

  if (row->values != NULL)
    return row->values;
  texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < row->list->headings->len; i++)
    {
      const ModelMergeName *name = model_merge_find (g_ptr_array_index (row->list->headings, i));

      if (name != NULL && !g_hash_table_contains (texts, name->name))
        g_hash_table_insert (texts, g_strdup (name->name), g_strdup (cells[i]));
    }
  row->values = _work_values_new_from_texts (texts);
  return row->values;
}

static int
count_items (const char *list, gpointer row)
{
  return work_values_count_items (list, get_values (row));
}

static gboolean
look_up_item (const char *list, guint item, const char *name, MergeValue *value, gpointer row)
{
  return work_values_lookup_item (list, item, name, value, get_values (row));
}

static const char *
choose_pattern (const Merge *merge, const List *list)
{
  if (merge->pattern != NULL)
    return merge->pattern;
  return find_column (list, "nom") >= 0 && find_column (list, "prénom") >= 0 ? PEOPLE_PATTERN
                                                                             : "document-{ligne}";
}

static MergeSource
row_source (Row *row)
{
  return (MergeSource){
    .lookup = look_up, .count_items = count_items, .lookup_item = look_up_item, .user_data = row
  };
}

static void
merge_row (WorkJob *job, const Merge *merge, const List *list, MergeTemplate *template, guint n)
{
  Row row = { .list = list, .row = n };
  const MergeSource source = row_source (&row);
  gint64 id = g_array_index (list->lines, guint, n);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  g_snprintf (row.number, sizeof row.number, "%03u", n + 1);
  name = work_name_from_pattern (choose_pattern (merge, list), look_up, &row);
  bytes = merge_template_merge_source (template, &source, merge->missing, NULL, &error);
  if (bytes != NULL)
    path = _work_output_write (merge->folder, name, "docx", bytes, &error);
  if (path != NULL)
    work_job_add_success (job, id, name, path);
  else
    work_job_add_failure (job, id, name, error->message);
  work_values_free (row.values);
}

static gboolean
merge_list (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Merge *merge = data;
  g_autoptr (MergeTemplate) template = merge_template_new_from_file (merge->template_path, error);
  g_autoptr (List) list = template != NULL ? read_list (merge->csv_path, error) : NULL;

  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->rows->len; i++)
    {
      g_autofree char *message = g_strdup_printf (_ ("Document %u of %u"), i + 1, list->rows->len);

      if (!work_job_wants (job, g_array_index (list->lines, guint, i)))
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      work_job_set_progress (job, (double) i / list->rows->len, message);
      merge_row (job, merge, list, template, i);
    }
  work_job_set_progress (job, 1, NULL);
  return TRUE;
}

/* ---- one document for all ---- */

typedef struct
{
  WorkJob *job;
  const List *list;
  GCancellable *cancellable;
} Rows;

static void
row_free (gpointer data)
{
  Row *row = data;

  work_values_free (row->values);
  g_free (row);
}

/* A MergeRecordFunc. */
static gboolean
give_row (guint record, MergeSource *source, gpointer data)
{
  Rows *rows = data;
  guint n = rows->list->rows->len;
  g_autofree char *message = NULL;
  Row *row;

  if (record >= n || g_cancellable_is_cancelled (rows->cancellable))
    return FALSE;
  message = g_strdup_printf (_ ("Line %u of %u"), record + 1, n);
  work_job_set_progress (rows->job, (double) record / n, message);
  row = g_new0 (Row, 1);
  row->list = rows->list;
  row->row = record;
  g_snprintf (row->number, sizeof row->number, "%03u", record + 1);
  *source = row_source (row);
  source->done = row_free;
  return TRUE;
}

static GBytes *
merge_rows (Rows *rows, const Merge *merge, MergeTemplate *template, GError **error)
{
  g_autoptr (MergeReport) report = merge_report_new ();
  GBytes *bytes = merge_template_merge_many (template, give_row, rows, merge->two_sided,
                                             merge->missing, report, error);

  for (guint i = 0; bytes != NULL && i < report->warnings->len; i++)
    work_job_add_note (rows->job, report->warnings->pdata[i]);
  return bytes;
}

static gboolean
merge_into_one (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Merge *merge = data;
  g_autoptr (MergeTemplate) template = merge_template_new_from_file (merge->template_path, error);
  g_autoptr (List) list = template != NULL ? read_list (merge->csv_path, error) : NULL;
  Rows rows = { .job = job, .list = list, .cancellable = cancellable };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *path = NULL;

  if (list == NULL)
    return FALSE;
  bytes = merge_rows (&rows, merge, template, &local);
  /* A document that was stopped is not one: it lacks lines. */
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (bytes != NULL)
    path = _work_output_write (merge->folder, merge->name, "docx", bytes, &local);
  if (path == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  work_job_add_success (job, 0, merge->name, path);
  work_job_set_progress (job, 1, NULL);
  return TRUE;
}

/**
 * work_merge_csv_into_one_new:
 * @template_path: a DOCX template
 * @csv_path: a CSV file, as for work_merge_csv_new()
 * @path: of the document; nothing that is there already is written over
 * @two_sided: whether each row begins on the front of a sheet
 * @missing: what stands for an empty value
 *
 * A job that makes one document of all rows, each on pages of its own.
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_merge_csv_into_one_new (const char *template_path,
                             const char *csv_path,
                             const char *path,
                             gboolean two_sided,
                             MergeMissing missing)
{
  Merge *merge;
  gsize length;

  g_return_val_if_fail (template_path != NULL && csv_path != NULL && path != NULL, NULL);

  merge = g_new0 (Merge, 1);
  merge->template_path = g_strdup (template_path);
  merge->csv_path = g_strdup (csv_path);
  merge->folder = g_path_get_dirname (path);
  merge->name = g_path_get_basename (path);
  merge->two_sided = two_sided;
  merge->missing = missing;
  length = strlen (merge->name);
  if (length > strlen (EXTENSION)
      && g_ascii_strcasecmp (merge->name + length - strlen (EXTENSION), EXTENSION) == 0)
    merge->name[length - strlen (EXTENSION)] = '\0';
  return work_job_new (_ ("Merging documents…"), merge_into_one, merge, merge_free);
}

/**
 * work_merge_csv_new:
 * @template_path: a DOCX template
 * @csv_path: a CSV file whose headings are the template's fields, whatever their case and accents,
 *   or other names of the same fields
 * @folder: where the files go; made when missing
 * @pattern: (nullable): names of the files, see work_name_from_pattern(); "{ligne}" is the number
 *   of the row. By default "{nom} {prénom}", or "document-001" for a list without these
 * @missing: what stands for an empty value
 *
 * A job that makes one document a row. Ids of its items are lines of the file.
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_merge_csv_new (const char *template_path,
                    const char *csv_path,
                    const char *folder,
                    const char *pattern,
                    MergeMissing missing)
{
  Merge *merge;

  g_return_val_if_fail (template_path != NULL && csv_path != NULL && folder != NULL, NULL);

  merge = g_new0 (Merge, 1);
  merge->template_path = g_strdup (template_path);
  merge->csv_path = g_strdup (csv_path);
  merge->folder = g_strdup (folder);
  merge->pattern = g_strdup (pattern);
  merge->missing = missing;
  return work_job_new (_ ("Merging documents…"), merge_list, merge, merge_free);
}
