/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-export-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-date.h"
#include "base-file.h"

#define MAX_COLUMNS 24

typedef struct
{
  const char *key;
  const char *label;                /* English source label */
  const char *columns[MAX_COLUMNS]; /* the usual ones */
  gboolean (*wants) (ModelLine *line);
  int (*compare) (gconstpointer a, gconstpointer b);
  gboolean has_days; /* it asks for what days are counted from */
} ListInfo;

typedef struct
{
  WorkSchool *school;
  WorkExportOptions options; /* of copies */
  char **columns;            /* (nullable) */
  char *title;               /* (nullable) */
  char *path;
} Export;

/* What a list is made from, while it is. */
typedef struct
{
  const Export *export;
  WorkOverview *overview;
  char *today;
  GPtrArray *lines;   /* (element-type ModelLine): those that the list wants, in its order */
  GPtrArray *columns; /* (element-type WorkExportColumn) */
  GHashTable *records[MODEL_N_ROLES]; /* (nullable elements): by role: id → ModelRecord */
} Making;

/* ---- lists ---- */

static gboolean
wants_all (ModelLine *line)
{
  return TRUE;
}

static gboolean
wants_followed (ModelLine *line)
{
  return line->period_id != 0 && line->search_state != MODEL_SEARCH_EXEMPT && !line->cancelled;
}

/* The allowance is for the periods of vocational training, and for those that are said to be of no
 * kind. */
static gboolean
wants_days (ModelLine *line)
{
  return g_str_equal (line->placement_state, "validated") && !line->cancelled
         && (line->kind[0] == '\0' || g_str_equal (line->kind, "pfmp"));
}

static int
compare_students (const ModelLine *a, const ModelLine *b)
{
  int order = strcmp (a->student_key, b->student_key);

  if (order == 0)
    order = strcmp (a->start, b->start);
  return order != 0 ? order : a->rank - b->rank;
}

static int
compare_by_class (gconstpointer a, gconstpointer b)
{
  const ModelLine *first = *(ModelLine *const *) a, *second = *(ModelLine *const *) b;
  int order = strcmp (first->class_key, second->class_key);

  return order != 0 ? order : compare_students (first, second);
}

/* Who is followed by nobody comes last; two of the same name are two. */
static int
compare_by_teacher (gconstpointer a, gconstpointer b)
{
  const ModelLine *first = *(ModelLine *const *) a, *second = *(ModelLine *const *) b;
  int order = (first->teacher_id == 0) - (second->teacher_id == 0);

  if (order == 0)
    order = strcmp (first->teacher_key, second->teacher_key);
  if (order == 0)
    order = (first->teacher_id > second->teacher_id) - (first->teacher_id < second->teacher_id);
  return order != 0 ? order : compare_students (first, second);
}

static const ListInfo lists[] = {
  [WORK_EXPORT_AGREEMENTS] = { "agreements",
                               N_ ("Agreements"),
                               { "student", "class", "period", "search", "company", "siret",
                                 "tutor", "teacher", "dates", "agreement", "progress", "stage",
                                 "sent_on", "signed_on", "certificate_on", "contact", "notes" },
                               wants_all,
                               NULL,
                               FALSE },
  [WORK_EXPORT_TEACHERS] = { "teachers",
                             N_ ("Teachers and Students"),
                             { "teacher", "student", "class", "period", "dates", "company", "tutor",
                               "search", "stage" },
                             wants_followed,
                             compare_by_teacher,
                             FALSE },
  [WORK_EXPORT_COMPANIES] = { "companies", N_ ("Companies"), { NULL }, wants_all, NULL, FALSE },
  [WORK_EXPORT_DAYS] = { "days",
                         N_ ("Days Done"),
                         { "ine", "family_name", "given_name", "birth_date", "class", "period",
                           "company", "siret", "dates", "days_planned", "days_done",
                           "certificate_on" },
                         wants_days,
                         compare_by_class,
                         TRUE },
};

/**
 * work_export_list_key:
 * @list: a list
 *
 * Returns: (transfer none): what scripts call it
 */
const char *
work_export_list_key (WorkExportList list)
{
  g_return_val_if_fail ((guint) list < WORK_N_EXPORT_LISTS, NULL);
  return lists[list].key;
}

/**
 * work_export_list_label:
 * @list: a list
 *
 * Returns: (transfer none): what people call it
 */
const char *
work_export_list_label (WorkExportList list)
{
  g_return_val_if_fail ((guint) list < WORK_N_EXPORT_LISTS, NULL);
  return _ (lists[list].label);
}

/**
 * work_export_list_from_key:
 * @key: key of a list
 * @list: (out): the list; left alone when there is none
 *
 * Returns: whether @key is a list's
 */
gboolean
work_export_list_from_key (const char *key, WorkExportList *list)
{
  for (guint i = 0; i < WORK_N_EXPORT_LISTS; i++)
    if (g_strcmp0 (lists[i].key, key) == 0)
      {
        *list = (WorkExportList) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * work_export_file_name:
 * @title: what is exported: "2MELEC"
 * @today: ISO day
 * @format: a format
 *
 * Returns: (transfer full): a name for the file, which every system takes: "2MELEC -
 *   2026-11-26.xlsx"
 */
char *
work_export_file_name (const char *title, const char *today, const TableFormat *format)
{
  g_autofree char *text = g_strdup_printf ("%s - %s", title, today);
  g_autofree char *name = base_file_safe_name (text);

  return g_strconcat (name, ".", format->extension, NULL);
}

/**
 * work_export_path:
 * @path: a file as a person named it
 * @chosen: (nullable): the format that he or she chose beside the name
 *
 * A format that was chosen counts more than how the name ends, but the one that is proposed, which
 * nobody need have looked at.
 *
 * Returns: (transfer full): @path, with the extension of its format
 */
char *
work_export_path (const char *path, const TableFormat *chosen)
{
  const TableFormat *said = table_format_for_path (path, NULL);
  g_autofree char *stem = NULL;

  if (said != NULL && (chosen == NULL || chosen == table_format_get (0) || chosen == said))
    return g_strdup (path);
  if (chosen == NULL)
    chosen = table_format_get (0);
  stem = g_strndup (path, strlen (path) - (said != NULL ? strlen (said->extension) + 1 : 0));
  return g_strconcat (stem, ".", chosen->extension, NULL);
}

/* ---- what is asked for ---- */

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->school);
  g_ptr_array_unref (export->options.lines);
  g_strfreev (export->columns);
  g_free (export->title);
  g_free (export->path);
  g_free (export);
}

static Export *
export_new (WorkSchool *school, const WorkExportOptions *options)
{
  Export *export = g_new0 (Export, 1);

  export->school = g_object_ref (school);
  export->columns = g_strdupv ((char **) options->columns);
  export->title = g_strdup (options->title);
  export->path = g_strdup (options->path);
  export->options = *options;
  export->options.columns = (const char *const *) export->columns;
  export->options.title = export->title;
  export->options.path = export->path;
  export->options.lines = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < options->lines->len; i++)
    g_ptr_array_add (export->options.lines, g_object_ref (options->lines->pdata[i]));
  return export;
}

static const char *
title_of (const Export *export)
{
  return export->title != NULL ? export->title : work_export_list_label (export->options.list);
}

/* ---- what it is made from ---- */

static void
making_free (Making *making)
{
  g_clear_pointer (&making->overview, work_overview_free);
  g_clear_pointer (&making->lines, g_ptr_array_unref);
  g_clear_pointer (&making->columns, g_ptr_array_unref);
  for (guint i = 0; i < MODEL_N_ROLES; i++)
    g_clear_pointer (&making->records[i], g_hash_table_unref);
  g_free (making->today);
  g_free (making);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Making, making_free)

static void
choose_lines (Making *making)
{
  const ListInfo *list = &lists[making->export->options.list];
  GPtrArray *lines = making->export->options.lines;

  making->lines = g_ptr_array_new ();
  for (guint i = 0; i < lines->len; i++)
    if (list->wants (lines->pdata[i]))
      g_ptr_array_add (making->lines, lines->pdata[i]);
  if (list->compare != NULL)
    g_ptr_array_sort (making->lines, list->compare);
}

static Making *
making_new (const Export *export, GError **error)
{
  g_autoptr (Making) making = g_new0 (Making, 1);
  const char *const *keys = export->options.columns;

  making->export = export;
  making->today = base_date_today_iso ();
  making->overview = work_school_load (export->school, export->options.year_id, error);
  if (making->overview == NULL)
    return NULL;
  making->columns =
      _work_export_columns (keys != NULL ? keys : lists[export->options.list].columns);
  choose_lines (making);
  return g_steal_pointer (&making);
}

/* (transfer full): id → ModelRecord, of all rows of an entity */
static GHashTable *
read_records (const Making *making, ModelEntity entity, GError **error)
{
  g_autoptr (GPtrArray) all =
      work_school_read (making->export->school, work_query_records_new (entity, NULL, NULL), error);
  GHashTable *by_id = NULL;

  if (all == NULL)
    return NULL;
  by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  for (guint i = 0; i < all->len; i++)
    {
      gint64 id = model_record_get_id (all->pdata[i]);

      g_hash_table_insert (by_id, g_memdup2 (&id, sizeof id), g_object_ref (all->pdata[i]));
    }
  return by_id;
}

/* What days are counted from, read in a few goes however many placements there are. */
static const ModelRoleId roles[] = { MODEL_ROLE_SCHOOL,  MODEL_ROLE_STUDENT, MODEL_ROLE_PERIOD,
                                     MODEL_ROLE_COMPANY, MODEL_ROLE_SITE,    MODEL_ROLE_PLACEMENT };

static gboolean
read_days (Making *making, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      ModelEntity entity = model_role_info (roles[i])->entity;

      making->records[roles[i]] = read_records (making, entity, error);
      if (making->records[roles[i]] == NULL)
        return FALSE;
    }
  return TRUE;
}

/* (transfer none) */
static ModelRecord *
find (const Making *making, ModelRoleId role, gint64 id)
{
  return g_hash_table_lookup (making->records[role], &id);
}

/* The one school of a base. */
static ModelRecord *
find_school (const Making *making)
{
  GHashTableIter iter;
  gpointer school = NULL;

  g_hash_table_iter_init (&iter, making->records[MODEL_ROLE_SCHOOL]);
  g_hash_table_iter_next (&iter, NULL, &school);
  return school;
}

/* @records: filled with what belongs to @making */
static void
find_records (const Making *making, ModelLine *line, WorkRecords *records)
{
  ModelRecord *placement = find (making, MODEL_ROLE_PLACEMENT, line->placement_id);

  records->roles[MODEL_ROLE_SCHOOL] = find_school (making);
  records->roles[MODEL_ROLE_STUDENT] = find (making, MODEL_ROLE_STUDENT, line->student_id);
  records->roles[MODEL_ROLE_PERIOD] = find (making, MODEL_ROLE_PERIOD, line->period_id);
  records->roles[MODEL_ROLE_PLACEMENT] = placement;
  if (placement == NULL)
    return;
  records->roles[MODEL_ROLE_COMPANY] =
      find (making, MODEL_ROLE_COMPANY, model_record_get_int (placement, "company_id"));
  records->roles[MODEL_ROLE_SITE] =
      find (making, MODEL_ROLE_SITE, model_record_get_int (placement, "site_id"));
}

/* ---- sheets ---- */

static void
add_columns (const Making *making, TableSheet *sheet)
{
  for (guint i = 0; i < making->columns->len; i++)
    {
      const WorkExportColumn *column = g_ptr_array_index (making->columns, i);

      table_sheet_add_column (sheet,
                              &(TableColumn){ _work_export_column_title (column), column->kind,
                                              column->width, TABLE_NO_COLOUR });
      if (column->add_rules != NULL)
        column->add_rules (sheet, i, making->overview);
    }
}

static void
add_row (const Making *making, TableSheet *sheet, ModelLine *line)
{
  WorkRecords records = { 0 };
  WorkExportRow row = { line, making->overview, making->today, NULL };

  if (lists[making->export->options.list].has_days)
    {
      find_records (making, line, &records);
      row.records = &records;
    }
  for (guint i = 0; i < making->columns->len; i++)
    {
      g_autofree char *text = _work_export_cell (g_ptr_array_index (making->columns, i), &row);

      table_sheet_add_cell (sheet, text);
    }
}

/* @class_group_id: only lines of this class, or 0 */
static void
add_sheet (const Making *making, TableBook *book, const char *name, gint64 class_group_id)
{
  TableSheet *sheet = table_book_add_sheet (book, name);

  add_columns (making, sheet);
  for (guint i = 0; i < making->lines->len; i++)
    {
      ModelLine *line = g_ptr_array_index (making->lines, i);

      if (class_group_id == 0 || line->class_group_id == class_group_id)
        add_row (making, sheet, line);
    }
}

/* Of one class the first sheet says all. */
static void
add_class_sheets (const Making *making, TableBook *book)
{
  g_autoptr (GPtrArray) all = model_stage_figures_new (making->lines, NULL, making->today);

  for (guint i = 0; all->len > 1 && i < all->len; i++)
    {
      const ModelStageFigures *figures = g_ptr_array_index (all, i);

      add_sheet (making, book, figures->class_name, figures->class_group_id);
    }
}

static gboolean
fill_book (const Making *making, TableBook *book, gboolean has_sheets, GError **error)
{
  const Export *export = making->export;

  if (export->options.list == WORK_EXPORT_COMPANIES)
    return _work_export_fill_companies (table_book_add_sheet (book, title_of (export)),
                                        export->school, &export->options, error);
  add_sheet (making, book, title_of (export), 0);
  if (has_sheets && export->options.list == WORK_EXPORT_AGREEMENTS)
    {
      _work_export_add_synthesis (book, making->lines, making->today);
      add_class_sheets (making, book);
    }
  if (has_sheets && export->options.list == WORK_EXPORT_TEACHERS)
    _work_export_add_loads (book, making->lines);
  return TRUE;
}

/* ---- the job ---- */

/* (transfer full) (nullable): the file in any format */
static GBytes *
make_file (const Export *export,
           const TableFormat *format,
           WorkJob *job,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (Making) making = making_new (export, error);
  g_autoptr (TableBook) book = table_book_new (title_of (export));
  g_autofree char *name = g_path_get_basename (export->path);

  if (making == NULL)
    return NULL;
  if (lists[export->options.list].has_days && !read_days (making, error))
    return NULL;
  if (!fill_book (making, book, _work_export_written_first (format)->has_sheets, error))
    return NULL;
  return _work_export_bytes (book, format, name, job, cancellable, error);
}

static gboolean
run_export (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Export *export = data;
  const TableFormat *format = table_format_for_path (export->path, error);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = g_path_get_basename (export->path);

  if (format == NULL)
    return FALSE;
  work_job_set_progress (job, 0, name);
  bytes = make_file (export, format, job, cancellable, error);
  if (bytes == NULL || !table_write_file (export->path, bytes, export->options.replace, error))
    return FALSE;
  work_job_add_success (job, 0, name, export->path);
  work_job_set_progress (job, 1, NULL);
  return TRUE;
}

/**
 * work_export_new:
 * @school: an open school
 * @options: what is exported, and where
 *
 * A job that writes one file, whole or not at all, and changes nothing in the database.
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_export_new (WorkSchool *school, const WorkExportOptions *options)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);
  g_return_val_if_fail (options->lines != NULL && options->path != NULL, NULL);

  return work_job_new (_ ("Exporting…"), run_export, export_new (school, options), export_free);
}
