/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-compare-private.h"
#include "merge-decimal-private.h"
#include "merge-format-private.h"
#include "merge-formula-private.h"

/* The first line is an instruction of a template, which is also computed as a formula and compared,
 * the rest a value. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_format (const char *instruction, const char *value)
{
  static const MergeValueType types[] = { MERGE_VALUE_TEXT, MERGE_VALUE_DATE, MERGE_VALUE_NUMBER };
  g_autoptr (MergeInstruction) parsed = merge_instruction_parse (instruction);
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  MergeFormat format;

  g_assert_true (g_utf8_validate (parsed->type, -1, NULL));
  g_assert_nonnull (strstr (instruction, parsed->switch_text));
  merge_format_init (&format, parsed, "X", warnings);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      MergeValue typed = { types[i], value };
      gboolean understood;
      g_autofree char *text = merge_format_value (&format, &typed, &understood);

      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
  for (guint i = 0; i < warnings->len; i++)
    g_assert_true (g_utf8_validate (g_ptr_array_index (warnings, i), -1, NULL));
  merge_format_clear (&format);
}

static char *
look_up (const char *name, gpointer user_data)
{
  g_assert_true (*name != '\0');
  return *name == 'X' ? g_strdup (user_data) : NULL;
}

/* A result is a formula that amounts to itself. */
static void
check_formula (const char *formula, char *value)
{
  g_autofree char *result = merge_formula_evaluate (formula, look_up, value);
  g_autofree char *again = NULL;
  MergeDecimal number;

  if (result == NULL)
    return;
  g_assert_true (merge_decimal_set_text (&number, result));
  again = merge_formula_evaluate (result, NULL, NULL);
  g_assert_cmpstr (again, ==, result);
}

/* Of two texts one is the lesser, or they are equal. */
static void
check_comparison (const char *left, const char *right)
{
  gboolean less = merge_compare (left, MERGE_COMPARISON_LESS, right, FALSE);
  gboolean equal = merge_compare (left, MERGE_COMPARISON_EQUAL, right, FALSE);
  gboolean greater = merge_compare (left, MERGE_COMPARISON_GREATER, right, FALSE);

  g_assert_cmpint (less + equal + greater, ==, 1);
  g_assert_cmpint (merge_compare (right, MERGE_COMPARISON_GREATER, left, FALSE), ==, less);
  g_assert_true (merge_compare (left, MERGE_COMPARISON_EQUAL, left, FALSE));
  g_assert_true (merge_compare (left, MERGE_COMPARISON_EQUAL, "*", TRUE));
  merge_compare (left, MERGE_COMPARISON_DIFFERENT, right, TRUE);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *given = g_strndup ((const char *) data, size);
  g_autofree char *instruction = g_utf8_make_valid (given, -1);
  char *value = strchr (instruction, '\n');

  if (value == NULL)
    return 0;
  *value++ = '\0';
  check_format (instruction, value);
  check_formula (instruction, value);
  check_comparison (instruction, value);
  return 0;
}
