/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "inspect-check.h"

#include <string.h>

#include "merge-inspect.h"

#define MOST 500

static const char *const places[] = { "body",    "header",  "footer",  "footnote",
                                      "endnote", "comment", "textbox", NULL };

static void
check_text (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strpbrk (text, "\r\n"));
}

static void
check_code (gpointer data, gpointer user_data)
{
  const MergeCode *code = data;

  check_text (code->type);
  check_text (code->text);
  g_assert_cmpstr (code->type, !=, "");
  g_assert_cmpstr (code->type, !=, "MERGEFIELD");
  g_assert_true (g_strv_contains (places, code->where));
  g_assert_cmpuint (code->count, >, 0);
}

static void
check_finding (gpointer data, gpointer user_data)
{
  const MergeFinding *finding = data;

  check_text (finding->text);
  g_assert_true (finding->where == NULL || g_strv_contains (places, finding->where));
  g_assert_cmpuint (finding->count, >, 0);
}

/* Says whatever it is asked for, and keeps the names; those of the day are the fields DATE and
 * TIME. */
static gboolean
record_name (const char *name, MergeValue *value, gpointer names)
{
  if (strcmp (name, "DATE_JOUR") != 0)
    g_hash_table_add (names, g_utf8_casefold (name, -1));
  value->type = MERGE_VALUE_TEXT;
  value->text = "x";
  return TRUE;
}

/* The place of each name is told before the merge asks for it. */
static void
check_names (MergeTemplate *template)
{
  g_autoptr (GHashTable) asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GBytes) merged =
      merge_template_merge (template, record_name, asked, MERGE_MISSING_BLANK, NULL, NULL);
  GPtrArray *fields = merge_template_get_fields (template);
  GHashTableIter iter;
  gpointer name;

  g_assert_nonnull (merged);
  for (guint i = 0; i < fields->len; i++)
    {
      const MergeField *field = fields->pdata[i];

      g_assert_true (g_strv_contains (places, field->where));
      g_hash_table_add (told, g_utf8_casefold (field->name, -1));
    }
  g_hash_table_iter_init (&iter, asked);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (told, name))
      g_error ("“%s” is asked for and was not told of", (char *) name);
}

/**
 * inspect_check:
 * @bytes: a file that is taken as a template
 * @template: what it is
 *
 * Looks into it: that does not fail, says what can be shown, and tells every name that a merge asks
 * for.
 */
void
inspect_check (GBytes *bytes, MergeTemplate *template)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeInspection) inspection = merge_inspect (bytes, &error);

  g_assert_no_error (error);
  g_assert_nonnull (inspection);
  g_assert_cmpuint (inspection->codes->len, <=, MOST);
  g_assert_cmpuint (inspection->findings->len, <=, MOST);
  g_ptr_array_foreach (inspection->codes, check_code, NULL);
  g_ptr_array_foreach (inspection->findings, check_finding, NULL);
  check_names (template);
}
