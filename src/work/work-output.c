/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-output-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-error.h"
#include "base-file.h"
#include "base-text.h"
#include "model-file-name.h"
#include "model-setting.h"
#include "work-generate.h"

/* What stands between two values, and is left over when one of them is empty. */
#define SEPARATORS " -_,;."

/* Windows takes paths of 260 characters, in which the share and the folder chosen have their part.
 */
#define MAX_CHARACTERS 180

static gboolean
look_up (const char *name, MergeLookupFunc lookup, gpointer user_data, MergeValue *value)
{
  const char *merge;

  if (lookup (name, value, user_data))
    return TRUE;
  merge = model_file_field_merge_name (name);
  return merge != NULL && lookup (merge, value, user_data);
}

/* @part: of a pattern, without "/". A name that nobody knows stays as it was written. */
static char *
fill_in (const char *part, MergeLookupFunc lookup, gpointer user_data)
{
  GString *text = g_string_new (NULL);
  const char *open;

  while ((open = strchr (part, '{')) != NULL)
    {
      const char *close = strchr (open, '}');
      g_autofree char *name = NULL;
      MergeValue value = { MERGE_VALUE_TEXT, NULL };

      if (close == NULL)
        break;
      name = g_strstrip (g_strndup (open + 1, (gsize) (close - open - 1)));
      g_string_append_len (text, part, open - part);
      if (!look_up (name, lookup, user_data, &value))
        g_string_append_len (text, open, close - open + 1);
      else if (value.text != NULL)
        g_string_append (text, value.text);
      part = close + 1;
    }
  g_string_append (text, part);
  return g_string_free (text, FALSE);
}

static void
trim (char *text)
{
  gsize start = strspn (text, SEPARATORS);
  gsize length;

  memmove (text, text + start, strlen (text + start) + 1);
  length = strlen (text);
  while (length > 0 && strchr (SEPARATORS, text[length - 1]) != NULL)
    text[--length] = '\0';
}

static glong
count_characters (GPtrArray *names)
{
  glong n = 0;

  for (guint i = 0; i < names->len; i++)
    n += g_utf8_strlen (names->pdata[i], -1);
  return n;
}

/* Shortens the parts that are too long for the whole to be a path that a Windows share takes. */
static void
shorten (GPtrArray *names)
{
  glong most = MAX_CHARACTERS / (glong) MAX (names->len, 1);

  if (count_characters (names) <= MAX_CHARACTERS)
    return;
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *whole = names->pdata[i];
      g_autofree char *start = g_utf8_substring (whole, 0, MIN (most, g_utf8_strlen (whole, -1)));

      names->pdata[i] = base_file_safe_name (start);
    }
}

typedef struct
{
  MergeLookupFunc lookup;
  gpointer user_data;
  char *day;
} Texts;

/* A MergeLookupFunc: days as a letter says them. */
static gboolean
look_up_text (const char *name, MergeValue *value, gpointer data)
{
  Texts *texts = data;
  GDate day;

  if (!look_up (name, texts->lookup, texts->user_data, value))
    return FALSE;
  if (value->type != MERGE_VALUE_DATE || !base_date_parse_iso (value->text, &day))
    return TRUE;
  g_free (texts->day);
  value->text = texts->day = base_date_to_long (&day);
  return TRUE;
}

/**
 * work_text_from_pattern:
 * @pattern: names in braces: "Convention de {prénom} {nom}"
 * @lookup: tells the values
 * @user_data: for @lookup
 *
 * Makes a text for people from what an agreement says: the subject and the words of an invitation.
 *
 * Returns: (transfer full): the text
 */
char *
work_text_from_pattern (const char *pattern, MergeLookupFunc lookup, gpointer user_data)
{
  Texts texts = { lookup, user_data, NULL };
  char *text;

  g_return_val_if_fail (pattern != NULL && lookup != NULL, NULL);

  text = fill_in (pattern, look_up_text, &texts);
  g_free (texts.day);
  return text;
}

/**
 * work_name_from_pattern:
 * @pattern: (nullable): names in braces, folders apart by "/": "{classe}/{nom} {prénom}"; %NULL for
 *   the usual one
 * @lookup: tells the values
 * @user_data: for @lookup
 *
 * Makes the name of a file from what it holds. Each folder and the file have a name that every
 * system takes; no value ever makes a folder or leads out of one.
 *
 * Returns: (transfer full): a relative path, without an extension
 */
char *
work_name_from_pattern (const char *pattern, MergeLookupFunc lookup, gpointer user_data)
{
  g_auto (GStrv) parts = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (lookup != NULL, NULL);

  if (base_text_is_blank (pattern))
    pattern = model_setting_find (MODEL_FILE_NAME_SETTING)->value;
  parts = g_strsplit (pattern, "/", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *text = fill_in (parts[i], lookup, user_data);

      trim (text);
      if (text[0] != '\0' || parts[i + 1] == NULL)
        g_ptr_array_add (names, base_file_safe_name (text));
    }
  shorten (names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv ("/", (char **) names->pdata);
}

static gboolean
make_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;
  g_set_error (error, BASE_ERROR, BASE_ERROR_FILE,
               _ ("The folder “%s” cannot be made: %s. Choose another folder."), path,
               g_strerror (errno));
  return FALSE;
}

static gboolean
has_content (const char *path, GBytes *bytes)
{
  g_autoptr (GBytes) found = base_file_read (path, g_bytes_get_size (bytes), NULL);

  return found != NULL && g_bytes_equal (found, bytes);
}

/**
 * _work_output_write:
 * @folder: where the files go; made when missing
 * @name: a relative path, from work_name_from_pattern()
 * @extension: of the file, without a dot
 * @bytes: its content
 * @error: return location for a #BaseError
 *
 * Writes a file, whole or not at all. A file of that name that holds the same is left as it is; one
 * that holds anything else is never touched: the new one is then "name (2)", and so on.
 *
 * Returns: (transfer full): path of the file, or %NULL
 */
char *
_work_output_write (const char *folder,
                    const char *name,
                    const char *extension,
                    GBytes *bytes,
                    GError **error)
{
  g_autofree char *stem = g_build_filename (folder, name, NULL);
  g_autofree char *last_folder = g_path_get_dirname (stem);
  g_autofree char *path = g_strconcat (stem, ".", extension, NULL);

  if (!make_folder (last_folder, error))
    return NULL;
  for (guint n = 2;; n++)
    {
      g_autoptr (GError) local = NULL;

      if (base_file_write_atomic (path, bytes, FALSE, &local))
        return g_steal_pointer (&path);
      if (!g_error_matches (local, BASE_ERROR, BASE_ERROR_EXISTS))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      if (has_content (path, bytes))
        return g_steal_pointer (&path);
      g_free (path);
      path = g_strdup_printf ("%s (%u).%s", stem, n, extension);
    }
}
