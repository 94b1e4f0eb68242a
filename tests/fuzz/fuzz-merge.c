/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "../merge/merge-fixture.h"

#include "merge-error.h"

/* A zip is loaded as a template; anything else becomes the main part of a minimal package, so that
 * the fuzzer gets past the archive. What loads is merged, and what is merged must load again. */

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
lookup (const char *name, MergeValue *value, gpointer user_data)
{
  guint index = g_str_hash (name) % (G_N_ELEMENTS (answers) + 1);

  if (index == G_N_ELEMENTS (answers))
    return FALSE;
  value->type = answers[index].type;
  value->text = answers[index].text;
  return TRUE;
}

static GBytes *
as_template (const guint8 *data, gsize size)
{
  g_autofree char *document = NULL;

  if (size >= 2 && memcmp (data, "PK", 2) == 0)
    return g_bytes_new (data, size);
  document = g_strndup ((const char *) data, size);
  if (*document == '\0')
    return g_bytes_new (data, size);
  return fixture_package (&(FixturePackage){ .document = document });
}

static void
check_merge (MergeTemplate *template, MergeMissing missing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeReport) report = merge_report_new ();
  g_autoptr (GBytes) merged =
      merge_template_merge (template, lookup, NULL, missing, report, &error);
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
  g_autoptr (GBytes) bytes = as_template (data, size);
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
