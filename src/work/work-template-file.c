/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-template.h"

#include "base-file.h"
#include "store-record.h"
#include "work-query-private.h"
#include "work-template-private.h"

/* Word templates with pictures weigh a few megabytes. */
#define MAX_TEMPLATE_SIZE ((gsize) 64 * 1024 * 1024)

/**
 * work_template_file_free:
 * @file: (nullable) (transfer full): a file
 */
void
work_template_file_free (WorkTemplateFile *file)
{
  if (file == NULL)
    return;
  g_free (file->name);
  g_clear_pointer (&file->content, g_bytes_unref);
  g_clear_pointer (&file->fields, g_ptr_array_unref);
  g_clear_pointer (&file->warnings, g_ptr_array_unref);
  g_free (file);
}

/**
 * work_template_file_count_unknown:
 * @file: a file
 *
 * Returns: how many of its fields stand for nothing that is known
 */
guint
work_template_file_count_unknown (const WorkTemplateFile *file)
{
  guint n = 0;

  for (guint i = 0; i < file->fields->len; i++)
    n += !((const WorkTemplateField *) g_ptr_array_index (file->fields, i))->known;
  return n;
}

static WorkTemplateFile *
file_new (const char *name, GBytes *content, GError **error)
{
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (content, error);
  WorkTemplateFile *file;

  if (template == NULL)
    return NULL;
  file = g_new0 (WorkTemplateFile, 1);
  file->name = g_strdup (name);
  file->content = g_bytes_ref (content);
  file->fields = _work_template_describe (template, &file->warnings);
  return file;
}

/* ---- a file to come in ---- */

static void
read_file (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autofree char *name = g_path_get_basename (data);
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr (GBytes) content = base_file_read (data, MAX_TEMPLATE_SIZE, &error);
  WorkTemplateFile *file = content != NULL ? file_new (shown, content, &error) : NULL;

  if (file == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, file, (GDestroyNotify) work_template_file_free);
}

/**
 * work_template_read_async:
 * @path: a DOCX file
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Reads a file that a person has chosen as template and looks into it.
 */
void
work_template_read_async (const char *path, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, work_template_read_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, read_file);
}

/**
 * work_template_read_finish:
 * @result: of work_template_read_async()
 * @error: return location, for an error of the base or the merge room
 *
 * Returns: (transfer full): the file, or %NULL when it is no template
 */
WorkTemplateFile *
work_template_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, work_template_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- one that is kept ---- */

static gpointer
read_kept (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (ModelRecord) record =
      store_load (connection, MODEL_ENTITY_TEMPLATE, *(const gint64 *) data, error);
  g_autoptr (GBytes) content = NULL;
  guchar *bytes;
  gsize size;

  if (record == NULL)
    return NULL;
  bytes = g_base64_decode (model_record_get (record, "content"), &size);
  content = g_bytes_new_take (bytes, size);
  return file_new (model_record_get (record, "file_name"), content, error);
}

/**
 * work_query_template_file_new:
 * @template_id: a template of the school
 *
 * Returns: (transfer full): a query for its #WorkTemplateFile
 */
WorkQuery *
work_query_template_file_new (gint64 template_id)
{
  return _work_query_new (read_kept, g_memdup2 (&template_id, sizeof template_id), g_free,
                          (GDestroyNotify) work_template_file_free);
}

static gpointer
read_all (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return store_load_all (connection, MODEL_ENTITY_TEMPLATE, error);
}

/**
 * work_query_templates_new:
 *
 * Returns: (transfer full): a query for the #GPtrArray of #ModelRecord of all templates, by name
 */
WorkQuery *
work_query_templates_new (void)
{
  return _work_query_new (read_all, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
}

/* ---- back to a file ---- */

typedef struct
{
  WorkSchool *school;
  gint64 id;
  char *path;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->school);
  g_free (export->path);
  g_free (export);
}

static void
export_file (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Export *export = data;
  GError *error = NULL;
  g_autoptr (WorkTemplateFile) file =
      work_school_read (export->school, work_query_template_file_new (export->id), &error);

  /* The person has named the file, and was asked when there was one. */
  if (file != NULL && base_file_write_atomic (export->path, file->content, TRUE, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * work_template_export_async:
 * @school: a school
 * @template_id: one of its templates
 * @path: the file to write
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Writes a template to a file, as it came in.
 */
void
work_template_export_async (WorkSchool *school,
                            gint64 template_id,
                            const char *path,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Export *export = g_new0 (Export, 1);

  export->school = g_object_ref (school);
  export->id = template_id;
  export->path = g_strdup (path);
  g_task_set_source_tag (task, work_template_export_async);
  g_task_set_task_data (task, export, export_free);
  g_task_run_in_thread (task, export_file);
}

/**
 * work_template_export_finish:
 * @result: of work_template_export_async()
 * @error: return location
 *
 * Returns: whether the file is written
 */
gboolean
work_template_export_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, work_template_export_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
