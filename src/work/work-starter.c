/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-starter.h"

#include <glib/gi18n-lib.h>

#include "base-file.h"
#include "table-format.h"
#include "work-create-private.h"
#include "work-error.h"
#include "work-field-list.h"

/* Documents are part of the program; the table is made from the catalogue. */
static const struct
{
  const char *key;
  const char *resource; /* or NULL */
  const char *file_name;
} starters[] = {
  [WORK_STARTER_WORD] = { "word", "templates/depart.docx", N_ ("Agreement to be adapted.docx") },
  [WORK_STARTER_LIBREOFFICE] = { "libreoffice", "templates/depart-libreoffice.docx",
                                 N_ ("Agreement to be adapted (LibreOffice).docx") },
  [WORK_STARTER_FIELDS] = { "fields", NULL, N_ ("Fields of Paraphe.xlsx") },
};

/**
 * work_starter_key:
 * @starter: a beginning
 *
 * Returns: what paraphectl calls it
 */
const char *
work_starter_key (WorkStarter starter)
{
  g_return_val_if_fail ((guint) starter < WORK_N_STARTERS, NULL);

  return starters[starter].key;
}

/**
 * work_starter_file_name:
 * @starter: a beginning
 *
 * Returns: what its file is called unless somebody says otherwise, in the user's language
 */
const char *
work_starter_file_name (WorkStarter starter)
{
  g_return_val_if_fail ((guint) starter < WORK_N_STARTERS, NULL);

  return _ (starters[starter].file_name);
}

/* A heading each and one line, which Word shows as the first recipient. */
static TableBook *
make_book (void)
{
  g_autoptr (GPtrArray) fields = work_field_list_new ();
  TableBook *book = table_book_new (_ ("Fields of Paraphe"));
  TableSheet *sheet = table_book_add_sheet (book, _ ("Fields"));

  for (guint i = 0; i < fields->len; i++)
    {
      const WorkFieldInfo *field = fields->pdata[i];
      TableColumn column = { field->name, TABLE_COLUMN_TEXT, 0, TABLE_NO_COLOUR };

      table_sheet_add_column (sheet, &column);
    }
  for (guint i = 0; i < fields->len; i++)
    table_sheet_add_cell (sheet, ((const WorkFieldInfo *) fields->pdata[i])->example);
  return book;
}

static GBytes *
make_fields (const char *path, GError **error)
{
  const TableFormat *format = table_format_for_path (path, error);
  g_autoptr (TableBook) book = NULL;

  if (format == NULL)
    return NULL;
  if (format->from != NULL)
    {
      g_set_error_literal (error, WORK_ERROR, WORK_ERROR_REFUSED,
                           _ ("Word reads the list of fields from an XLSX or a CSV file: end the "
                              "name of the file with .xlsx or .csv."));
      return NULL;
    }
  book = make_book ();
  return table_book_to_bytes (book, format, NULL, error);
}

/**
 * work_starter_make:
 * @starter: a beginning
 * @path: the file that it is for; of a table, the end of its name says in which format
 * @error: return location, for an error of the table room or %WORK_ERROR_REFUSED
 *
 * Returns: (transfer full): the file, or %NULL
 */
GBytes *
work_starter_make (WorkStarter starter, const char *path, GError **error)
{
  g_return_val_if_fail ((guint) starter < WORK_N_STARTERS, NULL);

  return starters[starter].resource != NULL ? _work_create_resource (starters[starter].resource)
                                            : make_fields (path, error);
}

/**
 * work_starter_save:
 * @starter: a beginning
 * @path: the file to write
 * @replace: whether a file of that name may be replaced
 * @error: return location
 *
 * Returns: whether it is written
 */
gboolean
work_starter_save (WorkStarter starter, const char *path, gboolean replace, GError **error)
{
  g_autoptr (GBytes) bytes = work_starter_make (starter, path, error);

  return bytes != NULL && base_file_write_atomic (path, bytes, replace, error);
}

typedef struct
{
  WorkStarter starter;
  char *path;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_free (saving->path);
  g_free (saving);
}

static void
save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Saving *saving = data;
  GError *error = NULL;

  /* The person has named the file, and was asked when there was one. */
  if (work_starter_save (saving->starter, saving->path, TRUE, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * work_starter_save_async:
 * @starter: a beginning
 * @path: the file to write; one of that name is replaced
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Writes it while the window goes on.
 */
void
work_starter_save_async (WorkStarter starter,
                         const char *path,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Saving *saving = g_new0 (Saving, 1);

  saving->starter = starter;
  saving->path = g_strdup (path);
  g_task_set_source_tag (task, work_starter_save_async);
  g_task_set_task_data (task, saving, saving_free);
  g_task_run_in_thread (task, save_thread);
}

/**
 * work_starter_save_finish:
 * @result: of work_starter_save_async()
 * @error: return location
 *
 * Returns: whether the file is written
 */
gboolean
work_starter_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, work_starter_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
