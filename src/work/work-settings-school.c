/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-settings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-file.h"
#include "work-settings-private.h"

/* It is printed a few centimetres wide, and every copy of the base has it. */
#define MAX_PICTURE_SIZE ((gsize) 1024 * 1024)
#define MAX_PICTURE_SIDE 10000

/* ---- the school ---- */

static gboolean
save_school (WorkChanging *changing, gpointer data, GError **error)
{
  g_autoptr (ModelRecord) school = model_record_copy (data);

  if (model_record_get (school, "name") == NULL)
    return _work_refuse (error, _ ("The school needs a name. Write it."));
  return _work_changing_save (changing, school, error);
}

/**
 * work_change_school_new:
 * @school: the school as it was loaded, with what was changed since. Copied
 *
 * Returns: (transfer full): the change that saves it
 */
WorkChange *
work_change_school_new (ModelRecord *school)
{
  return _work_change_new ("settings.change", save_school, model_record_copy (school),
                           g_object_unref);
}

/* ---- its pictures ---- */

static guint
read_number (const guchar *bytes, guint n)
{
  guint number = 0;

  for (guint i = 0; i < n; i++)
    number = number << 8 | bytes[i];
  return number;
}

static gboolean
is_size (guint width, guint height)
{
  return width > 0 && height > 0 && width <= MAX_PICTURE_SIDE && height <= MAX_PICTURE_SIDE;
}

/* PNG: its signature, then the chunk that says how large it is; the last one is empty. */
static gboolean
is_png (const guchar *bytes, gsize size)
{
  static const guchar head[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
  static const guchar tail[] = "\0\0\0\0IEND\xae\x42\x60\x82";
  gsize head_size = sizeof head - 1, tail_size = sizeof tail - 1;

  return size >= head_size + 8 + tail_size && memcmp (bytes, head, head_size) == 0
         && memcmp (bytes + size - tail_size, tail, tail_size) == 0
         && is_size (read_number (bytes + head_size, 4), read_number (bytes + head_size + 4, 4));
}

/* A frame header: C0 to CF but the tables C4, C8 and CC. */
static gboolean
is_frame (guchar marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* JPEG: segments, each with its length, until the one that says how large it is. */
static gboolean
is_jpeg (const guchar *bytes, gsize size)
{
  gsize at = 2;

  if (size < 4 || bytes[0] != 0xff || bytes[1] != 0xd8)
    return FALSE;
  while (at + 9 < size && bytes[at] == 0xff)
    {
      if (is_frame (bytes[at + 1]))
        return is_size (read_number (bytes + at + 7, 2), read_number (bytes + at + 5, 2));
      at += 2 + read_number (bytes + at + 2, 2);
    }
  return FALSE;
}

static gboolean
check_picture (GBytes *picture, GError **error)
{
  gsize size;
  const guchar *bytes = g_bytes_get_data (picture, &size);

  if (size > MAX_PICTURE_SIZE)
    return _work_refuse (error, _ ("This picture is larger than 1 MB. Choose a smaller one."));
  if (is_png (bytes, size) || is_jpeg (bytes, size))
    return TRUE;
  return _work_refuse (error, _ ("This file is no PNG or JPEG picture. Choose another."));
}

typedef struct
{
  const ModelField *field;
  GBytes *picture; /* (nullable) */
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_pointer (&change->picture, g_bytes_unref);
  g_free (change);
}

static gboolean
save_picture (WorkChanging *changing, gpointer data, GError **error)
{
  const Change *change = data;
  g_autoptr (GPtrArray) schools = NULL;
  g_autofree char *text = NULL;
  ModelRecord *school;

  if (change->picture != NULL)
    {
      if (!check_picture (change->picture, error))
        return FALSE;
      text = g_base64_encode (g_bytes_get_data (change->picture, NULL),
                              g_bytes_get_size (change->picture));
    }
  schools = store_load_all (changing->connection, MODEL_ENTITY_SCHOOL, error);
  if (schools == NULL)
    return FALSE;
  if (schools->len == 0)
    return _work_refuse (error, _ ("The school needs a name. Write it, then choose the picture."));
  school = g_ptr_array_index (schools, 0);
  model_record_set_canonical (school, model_field_column (change->field), text);
  return _work_changing_save (changing, school, error);
}

/**
 * work_change_school_picture_new:
 * @key: a picture of the school: "school.logo", "school.signature", "school.stamp"
 * @picture: (nullable): a PNG or JPEG file of 1 MB at most; %NULL for none
 *
 * Returns: (transfer full): the change that gives the school its picture; refused for what is no
 *   picture
 */
WorkChange *
work_change_school_picture_new (const char *key, GBytes *picture)
{
  const ModelField *field = model_field_find (key);
  Change *change;

  g_return_val_if_fail (field != NULL && field->type == MODEL_TYPE_BYTES, NULL);
  change = g_new0 (Change, 1);
  change->field = field;
  change->picture = picture != NULL ? g_bytes_ref (picture) : NULL;
  return _work_change_new ("settings.change", save_picture, change, change_free);
}

static void
read_picture (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GBytes) picture = base_file_read (data, MAX_PICTURE_SIZE, &error);

  if (picture == NULL || !check_picture (picture, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&picture), (GDestroyNotify) g_bytes_unref);
}

/**
 * work_picture_read_async:
 * @path: a file
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Reads a file that a person has chosen as picture of the school.
 */
void
work_picture_read_async (const char *path, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, work_picture_read_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, read_picture);
}

/**
 * work_picture_read_finish:
 * @result: of work_picture_read_async()
 * @error: return location; %WORK_ERROR_REFUSED for what is no picture or too large
 *
 * Returns: (transfer full): the picture, or %NULL
 */
GBytes *
work_picture_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, work_picture_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
