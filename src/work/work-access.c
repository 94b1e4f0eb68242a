/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-access.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-date.h"
#include "model-person.h"
#include "store-record.h"
#include "table-format.h"
#include "work-account.h"
#include "work-export-private.h"
#include "work-one-document.h"
#include "work-query-private.h"
#include "work-school-private.h"

/* A person's record that is opened again so soon is the same look at it. */
#define SAME_LOOK_MINUTES 10

/* clang-format off: a table is read by columns */
static const struct
{
  const char *act;
  const char *label;
} acts[] = {
  { STORE_ACCESS_OPEN, N_ ("Record opened") },
  { STORE_ACCESS_REVEAL, N_ ("Masked value shown") },
  { STORE_ACCESS_DOCUMENT, N_ ("Document opened") },
  { STORE_ACCESS_PRINT, N_ ("Printed") },
  { STORE_ACCESS_EXPORT, N_ ("List exported") },
  { STORE_ACCESS_EXPORT_PERSON, N_ ("A person’s data exported") },
  { STORE_ACCESS_SIGN_IN, N_ ("Signed in") },
  { STORE_ACCESS_SIGN_IN_FAILED, N_ ("Sign-in refused") },
  { STORE_ACCESS_PASSWORD_FAILED, N_ ("Password refused") },
  { STORE_ACCESS_ACCOUNT, N_ ("Account changed") },
  { STORE_ACCESS_BACK_UP, N_ ("Backup made") },
  { STORE_ACCESS_RESTORE, N_ ("Backup restored") },
  { STORE_ACCESS_PURGE, N_ ("Personal data purged") },
};
/* clang-format on */

typedef struct
{
  char *author;
  gint64 account_id;
  char *act;
  ModelEntity entity;
  gint64 id;
  char *detail;
} Access;

static void
access_free (gpointer data)
{
  Access *access = data;

  g_free (access->author);
  g_free (access->act);
  g_free (access->detail);
  g_free (access);
}

/**
 * work_access_acts:
 *
 * Returns: (transfer none) (array zero-terminated=1): all that the log of accesses tells
 */
const char *const *
work_access_acts (void)
{
  static const char *keys[G_N_ELEMENTS (acts) + 1];
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
        keys[i] = acts[i].act;
      g_once_init_leave (&once, 1);
    }
  return keys;
}

/**
 * work_access_act_label:
 * @act: an act of the log
 *
 * Returns: (transfer none): the same for a person; @act itself when it is not known
 */
const char *
work_access_act_label (const char *act)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_strcmp0 (acts[i].act, act) == 0)
      return _ (acts[i].label);
  return act;
}

static gboolean
was_just_seen (StoreConnection *connection, const Access *access, gboolean *seen, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_minutes (now, -SAME_LOOK_MINUTES);
  g_autofree char *since = g_date_time_format (then, "%Y-%m-%dT%H:%M:%SZ");

  *seen = FALSE;
  if (!g_str_equal (access->act, STORE_ACCESS_OPEN))
    return TRUE;
  return store_access_has (connection, access->author, access->account_id, access->act,
                           access->entity, access->id, since, seen, error);
}

static gboolean
write_access (StoreConnection *connection, gpointer data, GError **error)
{
  const Access *access = data;

  return store_access_log (connection, access->author, access->account_id, access->act,
                           access->entity, access->id, access->detail, error);
}

/* Never fails: nobody is kept from their work by what is written of it. */
static gpointer
log_access (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean seen = FALSE;

  if (store_connection_is_read_only (connection))
    return NULL;
  if (!was_just_seen (connection, data, &seen, &local)
      || (!seen && !store_connection_transaction (connection, write_access, data, &local)))
    g_message ("An access could not be written down (%s)", ((const Access *) data)->act);
  return NULL;
}

/**
 * work_school_log_access_as:
 * @school: an open school
 * @account_id: who, 0 where there are no accounts
 * @act: an act of the log
 * @entity: what it is about, or %MODEL_ENTITY_NONE
 * @id: which row of it, or 0
 * @detail: (nullable): which field, which list, how many; never a value
 *
 * Writes down who looked at what, after what is already waited for. A record that was opened less
 * than ten minutes ago by the same person is not written down again.
 */
void
work_school_log_access_as (WorkSchool *school,
                           gint64 account_id,
                           const char *act,
                           ModelEntity entity,
                           gint64 id,
                           const char *detail)
{
  Access *access;

  g_return_if_fail (WORK_IS_SCHOOL (school));
  g_return_if_fail (act != NULL);

  if (work_school_is_read_only (school))
    return;
  access = g_new0 (Access, 1);
  access->author = g_strdup (work_school_get_author (school));
  access->account_id = account_id;
  access->act = g_strdup (act);
  access->entity = entity;
  access->id = id;
  access->detail = g_strdup (detail);
  store_queue_run_async (work_school_get_queue (school), log_access, access, access_free, NULL,
                         NULL, NULL, NULL);
}

/**
 * work_school_log_access_detail:
 * @school: an open school
 * @act: an act of the log
 * @entity: what it is about, or %MODEL_ENTITY_NONE
 * @id: which row of it, or 0
 * @detail: (nullable): which field, which list, how many; never a value
 *
 * As work_school_log_access_as(), of whoever has signed in, on the main thread.
 */
void
work_school_log_access_detail (WorkSchool *school,
                               const char *act,
                               ModelEntity entity,
                               gint64 id,
                               const char *detail)
{
  const WorkAccount *account = work_school_get_account (school);

  work_school_log_access_as (school, account != NULL ? account->id : 0, act, entity, id, detail);
}

/**
 * work_school_log_access:
 * @school: an open school
 * @act: an act of the log
 * @entity: what it is about, or %MODEL_ENTITY_NONE
 * @id: which row of it, or 0
 *
 * As work_school_log_access_detail(), of an act that needs no more words.
 */
void
work_school_log_access (WorkSchool *school, const char *act, ModelEntity entity, gint64 id)
{
  work_school_log_access_detail (school, act, entity, id, NULL);
}

/* ---- what is read ---- */

typedef struct
{
  StoreAccessFilter filter;
  char *texts[5];
} Wanted;

static Wanted *
wanted_new (const StoreAccessFilter *filter)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->filter = *filter;
  wanted->filter.author = wanted->texts[0] = g_strdup (filter->author);
  wanted->filter.act = wanted->texts[1] = g_strdup (filter->act);
  wanted->filter.from = wanted->texts[2] = g_strdup (filter->from);
  wanted->filter.until = wanted->texts[3] = g_strdup (filter->until);
  wanted->filter.name = wanted->texts[4] = g_strdup (filter->name);
  return wanted;
}

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  for (guint i = 0; i < G_N_ELEMENTS (wanted->texts); i++)
    g_free (wanted->texts[i]);
  g_free (wanted);
}

static void
line_free (gpointer data)
{
  WorkAccessLine *line = data;

  store_access_line_free (line->line);
  g_free (line->what);
  g_free (line->who);
  g_free (line->detail);
  g_free (line);
}

/* (transfer full) */
static char *
name_of_row (StoreConnection *connection, const StoreAccessLine *line)
{
  static const ModelEntity people[] = { MODEL_ENTITY_STUDENT, MODEL_ENTITY_GUARDIAN,
                                        MODEL_ENTITY_TEACHER, MODEL_ENTITY_CONTACT,
                                        MODEL_ENTITY_COMPANY };
  g_autoptr (ModelRecord) record = NULL;

  if (line->entity_id == 0)
    return g_strdup ("");
  for (guint i = 0; i < G_N_ELEMENTS (people) && record == NULL; i++)
    if (people[i] == line->entity)
      record = store_load (connection, line->entity, line->entity_id, NULL);
  return record != NULL ? model_person_name (record) : g_strdup ("");
}

/* What becomes of an account, as the store writes it down before the account's number. */
static const struct
{
  const char *key;
  const char *label;
} deeds[] = {
  { "add", N_ ("added") },
  { "edit", N_ ("name, role or teacher changed") },
  { "enable", N_ ("opened") },
  { "disable", N_ ("closed") },
  { "reset", N_ ("password given anew") },
  { "password", N_ ("own password changed") },
  { "switch off", N_ ("accounts switched off") },
};

/* (transfer full): "password given anew, no. 3" */
static char *
describe_deed (const char *detail)
{
  const char *number = strrchr (detail, ' ');

  for (guint i = 0; number != NULL && i < G_N_ELEMENTS (deeds); i++)
    if (strlen (deeds[i].key) == (gsize) (number - detail)
        && g_str_has_prefix (detail, deeds[i].key))
      return g_strdup_printf (_ ("account no. %s: %s"), number + 1, _ (deeds[i].label));
  return g_strdup (detail);
}

/* (transfer full) */
static char *
describe_detail (const StoreAccessLine *line)
{
  if (line->detail == NULL)
    return g_strdup ("");
  if (g_str_equal (line->act, STORE_ACCESS_ACCOUNT))
    return describe_deed (line->detail);
  if (g_str_equal (line->act, STORE_ACCESS_EXPORT)
      && g_str_equal (line->detail, WORK_ONE_DOCUMENT_KEY))
    return g_strdup (_ ("Merged into One Document"));
  for (guint i = 0; g_str_equal (line->act, STORE_ACCESS_EXPORT) && i < WORK_N_EXPORT_LISTS; i++)
    if (g_str_equal (work_export_list_key ((WorkExportList) i), line->detail))
      return g_strdup (work_export_list_label ((WorkExportList) i));
  return g_strdup (line->detail);
}

static gpointer
read_lines (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wanted *wanted = data;
  g_autoptr (GPtrArray) found = store_access_find (connection, &wanted->filter, error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);

  if (found == NULL)
    return NULL;
  g_ptr_array_set_free_func (found, NULL);
  for (guint i = 0; i < found->len; i++)
    {
      WorkAccessLine *line = g_new0 (WorkAccessLine, 1);

      line->line = g_ptr_array_index (found, i);
      line->what = line->line->entity == MODEL_ENTITY_NONE
                       ? g_strdup ("")
                       : g_strdup (_ (model_entity_info (line->line->entity)->label));
      line->who = name_of_row (connection, line->line);
      line->detail = describe_detail (line->line);
      g_ptr_array_add (lines, line);
    }
  return g_steal_pointer (&lines);
}

/**
 * work_query_access_new:
 * @filter: which lines
 *
 * Returns: (transfer full): a query for the #GPtrArray of #WorkAccessLine, newest first
 */
WorkQuery *
work_query_access_new (const StoreAccessFilter *filter)
{
  return _work_query_new (read_lines, wanted_new (filter), wanted_free,
                          (GDestroyNotify) g_ptr_array_unref);
}

static gpointer
read_authors (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return store_access_authors (connection, error);
}

/**
 * work_query_access_authors_new:
 *
 * Returns: (transfer full): a query for the #GPtrArray of all names in the log
 */
WorkQuery *
work_query_access_authors_new (void)
{
  return _work_query_new (read_authors, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * work_access_to_book:
 * @lines: (element-type WorkAccessLine): lines of the log
 *
 * Returns: (transfer full): the same as a table
 */
TableBook *
work_access_to_book (GPtrArray *lines)
{
  const TableColumn columns[] = {
    { _ ("When (UTC)"), TABLE_COLUMN_TEXT, 22, TABLE_NO_COLOUR },
    { _ ("Who"), TABLE_COLUMN_TEXT, 26, TABLE_NO_COLOUR },
    { _ ("Computer"), TABLE_COLUMN_TEXT, 18, TABLE_NO_COLOUR },
    { _ ("What was done"), TABLE_COLUMN_TEXT, 26, TABLE_NO_COLOUR },
    { _ ("About"), TABLE_COLUMN_TEXT, 18, TABLE_NO_COLOUR },
    { _ ("Number"), TABLE_COLUMN_INTEGER, 10, TABLE_NO_COLOUR },
    { _ ("Name today"), TABLE_COLUMN_TEXT, 30, TABLE_NO_COLOUR },
    { _ ("Detail"), TABLE_COLUMN_TEXT, 30, TABLE_NO_COLOUR },
  };
  TableBook *book = table_book_new (_ ("Log of accesses"));
  TableSheet *sheet = table_book_add_sheet (book, _ ("Log of accesses"));

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    table_sheet_add_column (sheet, &columns[i]);
  for (guint i = 0; i < lines->len; i++)
    {
      const WorkAccessLine *line = g_ptr_array_index (lines, i);

      table_sheet_add_cell (sheet, line->line->at);
      table_sheet_add_cell (sheet, line->line->author);
      table_sheet_add_cell (sheet, line->line->seat);
      table_sheet_add_cell (sheet, work_access_act_label (line->line->act));
      table_sheet_add_cell (sheet, line->what);
      if (line->line->entity_id != 0)
        table_sheet_add_number (sheet, line->line->entity_id);
      else
        table_sheet_add_cell (sheet, "");
      table_sheet_add_cell (sheet, line->who);
      table_sheet_add_cell (sheet, line->detail);
    }
  return book;
}

typedef struct
{
  WorkSchool *school;
  Wanted *wanted;
  char *path;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->school);
  wanted_free (export->wanted);
  g_free (export->path);
  g_free (export);
}

static gboolean
run_export (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Export *export = data;
  const TableFormat *format = table_format_for_path (export->path, error);
  g_autofree char *name = g_path_get_basename (export->path);
  g_autoptr (GPtrArray) lines =
      format != NULL ? work_school_read (export->school,
                                         work_query_access_new (&export->wanted->filter), error)
                     : NULL;
  g_autoptr (TableBook) book = lines != NULL ? work_access_to_book (lines) : NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (book != NULL)
    bytes = _work_export_bytes (book, format, name, job, cancellable, error);
  /* The person was asked when there was one of that name. */
  if (bytes == NULL || !table_write_file (export->path, bytes, TRUE, error))
    return FALSE;
  work_job_add_success (job, 0, name, export->path);
  work_job_set_progress (job, 1, NULL);
  return TRUE;
}

/**
 * work_access_export_new:
 * @school: an open school
 * @filter: which lines. Copied.
 * @path: the file; the end of its name says in which format. One of that name is replaced
 *
 * Returns: (transfer full): a job that writes the log of accesses as a table
 */
WorkJob *
work_access_export_new (WorkSchool *school, const StoreAccessFilter *filter, const char *path)
{
  Export *export;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);
  g_return_val_if_fail (filter != NULL && path != NULL, NULL);

  export = g_new0 (Export, 1);
  export->school = g_object_ref (school);
  export->wanted = wanted_new (filter);
  export->path = g_strdup (path);
  return work_job_new (_ ("Exporting…"), run_export, export, export_free);
}
