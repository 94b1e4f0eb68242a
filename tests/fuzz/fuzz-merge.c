/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "../merge/merge-fixture.h"

#include "merge-error.h"

/* What loads is merged, and what is merged must load again. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static const struct
{
  MergeValueType type;
  const char *text;
} answers[] = {
  { MERGE_VALUE_TEXT, "D'Été & <fils>\n\"x\"\t\\" },
  { MERGE_VALUE_TEXT, "" },
  { MERGE_VALUE_DATE, "2026-01-12" },
  { MERGE_VALUE_NUMBER, "-1234.50" },
  { MERGE_VALUE_TEXT, "\x01\xFF\xED\xA0\x80\xE2\x80\xA8" },
  { MERGE_VALUE_DATE, "12/01/2026 15:04:05" },
};

static gboolean
answer (guint index, MergeValue *value)
{
  index %= G_N_ELEMENTS (answers) + 1;
  if (index == G_N_ELEMENTS (answers))
    return FALSE;
  value->type = answers[index].type;
  value->text = answers[index].text;
  return TRUE;
}

static gboolean
lookup (const char *name, MergeValue *value, gpointer user_data)
{
  return answer (g_str_hash (name), value);
}

/* Some names are those of lists, of none to three items. */
static int
count_items (const char *list, gpointer user_data)
{
  return (int) (g_str_hash (list) % 5) - 1;
}

static gboolean
lookup_item (const char *list, guint item, const char *name, MergeValue *value, gpointer user_data)
{
  return answer (g_str_hash (name) + item, value);
}

static GBytes *
load_picture (const char *name, gpointer user_data)
{
  /* One transparent pixel. */
  static const guint8 png[] = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\b\6\0\0\0\x1F\x15\xC4"
                              "\x89\0\0\0\nIDATx\x9C\x63\0\1\0\0\5\0\1\r\n\x2D\xB4\0\0\0\0IEND\xAE"
                              "\x42\x60\x82";
  static const char jpeg[] = "\xFF\xD8\xFF\xE0 no picture";

  switch (g_str_hash (name) % 3)
    {
    case 0:
      return NULL;
    case 1:
      return g_bytes_new_static (jpeg, sizeof jpeg - 1);
    default:
      return g_bytes_new_static (png, sizeof png - 1);
    }
}

static const MergeSource source = { lookup, count_items, lookup_item, load_picture, NULL };

static void
check_merge (MergeTemplate *template, MergeMissing missing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeReport) report = merge_report_new ();
  g_autoptr (GBytes) merged =
      merge_template_merge_source (template, &source, missing, report, &error);
  g_autoptr (MergeTemplate) again = NULL;

  g_assert_no_error (error);
  again = merge_template_new_from_bytes (merged, &error);
  /* Repeating one value may compress better than a document is allowed to. */
  if (!g_error_matches (error, MERGE_ERROR, MERGE_ERROR_HOSTILE))
    g_assert_no_error (error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fixture_as_template (data, size);
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (bytes, &error);

  if (template == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  for (MergeMissing missing = MERGE_MISSING_BLANK; missing <= MERGE_MISSING_MARK; missing++)
    check_merge (template, missing);
  return 0;
}
