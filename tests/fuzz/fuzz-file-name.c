/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base-file.h"
#include "model-file-name.h"
#include "work-generate.h"

/* A pattern, an empty line, and the value that all its fields have: whatever they say, the path
 * stays in the folder and is one that Windows takes. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static gboolean
look_up (const char *name, MergeValue *value, gpointer data)
{
  value->type = MERGE_VALUE_TEXT;
  value->text = data;
  return model_file_field_merge_name (name) != NULL;
}

static void
check_path (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);

  g_assert_true (g_utf8_validate (path, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (path, -1), <, 260);
  g_assert_nonnull (parts[0]);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *again = base_file_safe_name (parts[i]);

      g_assert_cmpstr (parts[i], ==, again);
      g_assert_cmpint (parts[i][0], !=, '.');
      g_assert_null (strpbrk (parts[i], "<>:\"\\|?*"));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  char *between = strstr (text, "\n\n");
  g_autoptr (GError) error = NULL;
  g_autofree char *example = NULL;
  g_autofree char *path = NULL;
  gboolean is_right;

  if (between != NULL)
    *between = '\0';
  /* What is no text at all is refused too. */
  g_assert_true (g_utf8_validate (raw, -1, NULL) || !model_file_name_check (raw, NULL));
  is_right = model_file_name_check (text, &error);
  g_assert_true (is_right == (error == NULL));
  g_assert_true (is_right || error->message[0] != '\0');
  g_clear_error (&error);
  example = work_file_name_example (text, &error);
  g_assert_true ((example == NULL) == (error != NULL));
  g_assert_true (example == NULL || g_str_has_suffix (example, ".docx"));
  if (!is_right)
    return 0;
  path = work_name_from_pattern (text, look_up, between != NULL ? between + 2 : NULL);
  check_path (path);
  /* The extension has its own room. */
  example[strlen (example) - strlen (".docx")] = '\0';
  check_path (example);
  return 0;
}
