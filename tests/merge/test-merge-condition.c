/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-condition-private.h"
#include "merge-fixture.h"

/* How the instruction of IF and its like is taken apart, and what is decided then. */

typedef struct
{
  const char *instruction;
  const char *left;
  const char *right;
  const char *first; /* NULL: not there */
  const char *other;
  MergeComparison comparison;
} Choice;

static const Choice choices[] = {
  { " IF \"a\" = \"b\" \"c\" \"d\" ", "a", "b", "c", "d", MERGE_COMPARISON_EQUAL },
  { "if a <> b c d", "a", "b", "c", "d", MERGE_COMPARISON_DIFFERENT },
  { "IF a<b c d", "a", "b", "c", "d", MERGE_COMPARISON_LESS },
  { "IF a<=b c d", "a", "b", "c", "d", MERGE_COMPARISON_LESS_OR_EQUAL },
  { "IF a>b c d", "a", "b", "c", "d", MERGE_COMPARISON_GREATER },
  { "IF a>=b c d", "a", "b", "c", "d", MERGE_COMPARISON_GREATER_OR_EQUAL },
  { "IF a == b c d", "a", "b", "c", "d", MERGE_COMPARISON_EQUAL },
  { "IF a != b c d", "a", "b", "c", "d", MERGE_COMPARISON_DIFFERENT },
  { "IF \"a\"=\"b\"\"c\"\"d\"", "a", "b", "c", "d", MERGE_COMPARISON_EQUAL },
  { "IF “a” = “b\" \"c” “d“", "a", "b", "c", "d", MERGE_COMPARISON_EQUAL },
  { "IF \"a\\\"b\" = \"\\\\\" \"«c»\" d", "a\"b", "\\", "«c»", "d", MERGE_COMPARISON_EQUAL },
  { "IF a = b c \\* MERGEFORMAT", "a", "b", "c", NULL, MERGE_COMPARISON_EQUAL },
  { "IF a = b \\* Upper", "a", "b", NULL, NULL, MERGE_COMPARISON_EQUAL },
  { "IF  = \"\" c d", "", "", "c", "d", MERGE_COMPARISON_EQUAL },
  { "IF a = ", "a", NULL, NULL, NULL, MERGE_COMPARISON_EQUAL },
  { "IF deux mots = \"b\" c", "deux mots", "b", "c", NULL, MERGE_COMPARISON_EQUAL },
  { "IF a\xC2\xA0=\xC2\xA0"
    "b c",
    "a", "b", "c", NULL, MERGE_COMPARISON_EQUAL },
  { "IF a = \"b c", "a", "b c", NULL, NULL, MERGE_COMPARISON_EQUAL },
  { "IF a = b \"c d e", "a", "b", "c d e", NULL, MERGE_COMPARISON_EQUAL },
  { "IF = 0,\"\"", "", "0,", "", NULL, MERGE_COMPARISON_EQUAL },
  { "IF\xEF\xBF\xBC=\xEF\xBF\xBC \xEF\xBF\xBC \xEF\xBF\xBC", "\xEF\xBF\xBC", "\xEF\xBF\xBC",
    "\xEF\xBF\xBC", "\xEF\xBF\xBC", MERGE_COMPARISON_EQUAL },
  { "\\IF a = b c", "a", "b", "c", NULL, MERGE_COMPARISON_EQUAL },
  { "COMPARE a > 2", "a", "2", NULL, NULL, MERGE_COMPARISON_GREATER },
};

static void
assert_span (const MergeSpan *span, const char *instruction, const char *expected)
{
  g_autofree char *text = merge_span_get_text (span, instruction);

  g_assert_cmpint (span->there, ==, expected != NULL);
  g_assert_cmpstr (text, ==, expected != NULL ? expected : "");
}

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      const Choice *the = &choices[i];
      MergeChoice choice;

      g_test_message ("%s", the->instruction);
      g_assert_true (merge_choice_parse (the->instruction, &choice));
      g_assert_cmpint (choice.comparison, ==, the->comparison);
      assert_span (&choice.left, the->instruction, the->left);
      assert_span (&choice.right, the->instruction, the->right);
      assert_span (&choice.first, the->instruction, the->first);
      assert_span (&choice.other, the->instruction, the->other);
    }
}

static void
test_no_condition (void)
{
  static const char *const instructions[] = {
    "",   "IF", " IF ", "IF a", "IF a b c", "IF \"a\"", "IF \"a\" b \"c", "COMPARE \\* MERGEFORMAT",
    "\\", NULL
  };
  MergeChoice choice;

  for (guint i = 0; instructions[i] != NULL; i++)
    g_assert_false (merge_choice_parse (instructions[i], &choice));
}

static void
test_find_argument (void)
{
  static const char set[] = " SET Nom \"une valeur\" \\* Upper";
  MergeSpan span;

  merge_span_find_argument (set, 0, &span);
  assert_span (&span, set, "Nom");
  merge_span_find_argument (set, 1, &span);
  assert_span (&span, set, "une valeur");
  merge_span_find_argument (set, 2, &span);
  assert_span (&span, set, NULL);
}

typedef struct
{
  const char *instruction;
  const char *expected; /* NULL: it stays a field */
} Vector;

/* Instructions found in public documents, with what Word had kept of them. Fields that were nested
 * in them have left their text, or nothing. */
static const Vector agreed[] = {
  { "IF 1 < 2 \"true\" \"false\" \\* MERGEFORMAT", "true" },
  { "IF \"{{ GENDER }}\" = “MALE” “true text” “false text”", "false text" },
  { "IF  = \"*Siège*\" \"La salle de formation répond aux exigences\" \"\"", "" },
  { "IF  = \"1 checked out of 1\" \"Coût pour les personnes accompagnées :\" \"\"", "" },
  { "IF  = 0,\"\"", "" },
  { "IF  = “Monday\" 1", "" },
  { "IF  = “Sunday\" 1 \"\"", "" },
  { "IF   <    \"\"", "" },
  { "IF  <> 0  \"\"", "" },
  { "if  =   \"\"", "" },
  { "if  = \"1\" \"\" \"\"", "" },
  { "=10+15", "25" },
  { "=200 + 20 + 2", "222" },
  { "=50*40", "2000" },
  { "=50*40 \\# \"0%\"", "2000%" },
  { "=90", "90" },
  { "=1+(SUM(1,2))", "4" },
  { "=INT(5.65)", "5" },
};

/* Cells of tables, names that nobody has set and what is no condition: what Word keeps stays. */
static const Vector left[] = {
  { "=A1", NULL },
  { "=A10+1", NULL },
  { "=SUM(LEFT)", NULL },
  { "=AVERAGE(RIGHT)", NULL },
  { "=PRODUCT(B2:B3)", NULL },
  { "=AND(A1=1,B1=2)", NULL },
  { "=(1+2)*SUM(C1,D1)", NULL },
  { "= VariableX <> 40 \\# 0.00000000", NULL },
  { "=defined(ExpectedResult)", NULL },
  { "COMPARE  \\* MERGEFORMAT", NULL }, /* Word: Error! Missing test condition. */
};

/* What Word had kept is another record's: the nested fields say something else by now. */
static const Vector other_record[] = {
  { "IF \"Sunday\" = \"Thursday\" 1 0", "0" },                           /* Word: 1 */
  { "IF \"x.x@x.x\" = \"\" \"\" \"email: x.x@x.x\"", "email: x.x@x.x" }, /* email: test@test.test */
  { "IF  = \"\" \"\" \"phone: \"", "" },                                 /* phone: 1234567890 */
  { "IF  <> \"one\" \"\" \"- one -\" \\* MERGEFORMAT", "" },             /* more: «fieldname» */
  { "IF Siège de la FSH = \"*Siège*\" \"La salle\" \"\"", "La salle" },  /* nothing */
};

static void
assert_vectors (const Vector *vectors, guint count)
{
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *field = fixture_field (vectors[i].instruction);
      g_autofree char *given = g_strconcat ("<w:p><w:r><w:t>.</w:t></w:r>", field, "</w:p>", NULL);
      g_autofree char *body = fixture_merge_body (given, NULL, MERGE_MISSING_BLANK);
      g_autofree char *text = fixture_text (body);

      g_test_message ("%s", vectors[i].instruction);
      if (vectors[i].expected == NULL)
        g_assert_nonnull (strstr (body, "fldChar"));
      else
        g_assert_cmpstr (text + 1, ==, vectors[i].expected);
    }
}

static void
test_vectors (void)
{
  assert_vectors (agreed, G_N_ELEMENTS (agreed));
  assert_vectors (left, G_N_ELEMENTS (left));
  assert_vectors (other_record, G_N_ELEMENTS (other_record));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/condition/parse", test_parse);
  g_test_add_func ("/merge/condition/none", test_no_condition);
  g_test_add_func ("/merge/condition/argument", test_find_argument);
  g_test_add_func ("/merge/condition/vectors", test_vectors);
  return g_test_run ();
}
