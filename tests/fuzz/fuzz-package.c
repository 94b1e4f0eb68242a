/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "../merge/merge-fixture.h"
#include "../merge/merge-raw.h"

#include "merge-error.h"
#include "merge-package-private.h"

/* A list of parts, each after a line “@name”, becomes an archive whose sums are right, so that the
 * fuzzer gets to what relationships, content types and settings say; anything else is an archive
 * itself. What loads as a template is merged, and what is merged must load again, with nothing left
 * of a data source or a macro. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define MAX_PARTS 32

static gboolean
lookup (const char *name, MergeValue *value, gpointer user_data)
{
  value->type = MERGE_VALUE_TEXT;
  value->text = "Élève & <fils>";
  return TRUE;
}

/* Where the next part begins, or @end. */
static const char *
next_part (const char *at, const char *end)
{
  while (at < end)
    {
      const char *found = memchr (at, '\n', (gsize) (end - at));

      if (found == NULL || found + 1 == end)
        return end;
      if (found[1] == '@')
        return found + 1;
      at = found + 1;
    }
  return end;
}

static GBytes *
pack (const char *data, gsize size)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *at = data, *end = data + size;
  Raw raws[MAX_PARTS];
  guint n = 0;

  memset (raws, 0, sizeof raws);
  while (at < end && n < MAX_PARTS)
    {
      const char *next = next_part (at, end);
      const char *line = memchr (at, '\n', (gsize) (next - at));
      const char *text = line != NULL ? line + 1 : next;
      const char *last = next < end ? next - 1 : next; /* without the line's end before “@” */

      g_ptr_array_add (names, g_strndup (at + 1, (gsize) ((line != NULL ? line : next) - at - 1)));
      raws[n].name = g_ptr_array_index (names, n);
      raws[n].data = text;
      raws[n].size = last > text ? (guint32) (last - text) : 0;
      n++;
      at = next;
    }
  return raw_zip (raws, n);
}

/* Reads the package alone: its entries hold what they say. */
static void
check_package (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MergePackage) package = merge_package_read (bytes, &error);

  if (package == NULL)
    {
      g_assert_nonnull (error);
      return;
    }
  for (guint i = 0; i < package->entries->len; i++)
    {
      const MergeEntry *entry = g_ptr_array_index (package->entries, i);
      g_autoptr (GBytes) part = NULL;

      g_assert_true (merge_package_check_name (entry->name));
      g_assert_true (merge_package_find (package, entry->name) == entry);
      part = merge_package_load_xml (package, entry->name, NULL);
      if (part != NULL)
        g_assert_cmpuint (g_bytes_get_size (part), ==, entry->size);
    }
}

static void
check_merged (GBytes *merged)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MergePackage) package = merge_package_read (merged, &error);
  g_autoptr (MergeTemplate) again = NULL;
  g_autoptr (GBytes) types = NULL;

  if (g_error_matches (error, MERGE_ERROR, MERGE_ERROR_HOSTILE))
    return; /* repeating one value may compress better than a document is allowed to */
  g_assert_no_error (error);
  types = merge_package_load_xml (package, MERGE_PART_CONTENT_TYPES, &error);
  g_assert_no_error (error);
  again = merge_template_new_from_bytes (merged, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < merge_template_get_warnings (again)->len; i++)
    {
      const char *warning = g_ptr_array_index (merge_template_get_warnings (again), i);

      g_assert_null (strstr (warning, "macros"));
      g_assert_null (strstr (warning, "digital signature"));
      g_assert_null (strstr (warning, "(DDE)"));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes =
      size > 0 && *data == '@' ? pack ((const char *) data, size) : g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeTemplate) template = NULL;
  g_autoptr (GBytes) merged = NULL;

  check_package (bytes);
  template = merge_template_new_from_bytes (bytes, &error);
  if (template == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  merged = merge_template_merge (template, lookup, NULL, MERGE_MISSING_BLANK, NULL, &error);
  g_assert_no_error (error);
  check_merged (merged);
  return 0;
}
