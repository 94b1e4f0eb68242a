/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge-compare-private.h"
#include "merge-number-private.h"

/* What conditions compare, and what is taken for a number. */

typedef struct
{
  const char *left;
  const char *op;
  const char *right;
  gboolean holds;
} Case;

static const Case cases[] = {
  /* Numbers, however they are written. */
  { "5", "=", "5,0", TRUE },
  { "10", ">", "9", TRUE },
  { "10", "<", "9", FALSE },
  { "1 234,56", "=", "1234.56", TRUE },
  { "1\u00A0234,56", "=", "1\u202F234.56", TRUE },
  { "1,234.56", "=", "1.234,56", TRUE },
  { "35,5", ">=", "35.5", TRUE },
  { "35,5", "<=", "35", FALSE },
  { "12 €", "<", "€ 13", TRUE },
  { "4,35 euros", "=", "4.350", TRUE },
  { "12 EUR", "!=", "12", FALSE },
  { "-3", "<", "2", TRUE },
  { "\u22123", "=", "-3", TRUE },
  { "-0", "=", "0", TRUE },
  { "9 %", "<", "12 %", TRUE },
  { "50 %", "=", "0,5", TRUE },
  { "01", "=", "1", TRUE },
  { " 7 ", "==", "7", TRUE },
  { "2.675", "=", "2,675", TRUE },
  { "0,1", "<>", "0,10", FALSE },
  { "100000000000000", "<", "100000000000001", TRUE },
  /* What looks like one and is none is compared as text. */
  { "06 12 34 56 78", "=", "612345678", FALSE },
  { "12345678901234567", "=", "12345678901234567,0", FALSE },
  { "12 rue Lepic", "=", "12", FALSE },
  { "35 h", "=", "35", FALSE },
  { "", "=", "0", FALSE },
  { "1 23", "=", "123", FALSE },
  { "0 123", "=", "123", FALSE },
  /* Dates, day first. */
  { "2026-01-12", "=", "12/01/2026", TRUE },
  { "12/01/2026", ">", "02/12/2025", TRUE },
  { "1/2/26", "=", "2026-02-01", TRUE },
  { "12 janvier 2026", "<", "13/01/2026", TRUE },
  { "12/01/2026 08:30", "<", "2026-01-12T14:00", TRUE },
  { "12/01/2026", "<>", "2026-01-12 00:00:01", TRUE },
  { "31/02/2026", "=", "2026-02-31", FALSE },
  { "12/01/2026 8 h 30", "=", "2026-01-12T08:30:00Z", TRUE },
  { "12 AOÛT 2026 08:30", "=", "12/08/2026 8h30", TRUE },
  { "2026-01-12T08:30:00.5+01:00", "=", "12/01/2026 8:30", TRUE },
  { "12/01/2026 8:30 ou 9:30", "=", "12/01/2026 8:30", FALSE },
  { "12/01/2026 24:00", "=", "12/01/2026 24h", FALSE },
  /* Hours and durations. */
  { "8h30", "<", "14:00", TRUE },
  { "8 h", "=", "08:00:00", TRUE },
  { "35h30", ">", "9h", TRUE },
  { "8:60", "=", "9:00", FALSE },
  { "8h30min", "=", "8h30", FALSE },
  { "8:", "=", "8:0", FALSE },
  { "8h", "=", "8", FALSE },
  { "1000h", "=", "1000 h", FALSE },
  /* Texts: case and accents count, the kind of space and apostrophe does not. */
  { "oui", "=", "oui", TRUE },
  { "Oui", "=", "oui", FALSE },
  { "été", "<>", "ete", TRUE },
  { "e\u0301te\u0301", "=", "été", TRUE },
  { "l’Haÿ", "=", "l'Haÿ", TRUE },
  { "M.\u00A0Durand", "=", "M. Durand", TRUE },
  { "abricot", "<", "banane", TRUE },
  { "Éric", "<", "Fabien", TRUE },
  { "Zoé", "<=", "zoé", TRUE },
  { "zoé", "<=", "zoé", TRUE },
  { "2GT1", ">", "2GT0", TRUE },
  { "", "=", "", TRUE },
  { NULL, "=", "", TRUE },
  { "", "<>", "x", TRUE },
  { "2*", "=", "2GT1", FALSE },
  { "2GT1", "≠", "2GT2", TRUE },
  { "3", "≤", "3", TRUE },
  { "3", "≥", "4", FALSE },
};

static const Case patterns[] = {
  { "2GT1", "=", "2GT*", TRUE },
  { "2GT1", "=", "*GT1", TRUE },
  { "2GT1", "=", "GT*", FALSE },
  { "2GT1", "=", "*GT", FALSE },
  { "2GT1", "<>", "2GT*", FALSE },
  { "2GT1", "=", "2?T?", TRUE },
  { "2GT1", "=", "2GT1?", FALSE },
  { "2GT1", "=", "2GT1*", TRUE },
  { "été", "=", "?t?", TRUE },
  { "", "=", "*", TRUE },
  { "", "=", "?", FALSE },
  { "abcbcd", "=", "a*bcd", TRUE },
  { "abcbce", "=", "a*bcd", FALSE },
  { "aaaaaaaaaaaaaaaaaaaaaaaaab", "=", "*a*a*a*a*a*a*a*c", FALSE },
  { "M. Durand", "=", "M.\u00A0*", TRUE },
  { "12", "=", "12,0", TRUE },
  { "12", "=", "1*", TRUE },
  { "2GT1", ">", "2*", TRUE },
  { "2GT1", "<", "2*", FALSE },
  { "2GT*", "=", "2GT1", FALSE },
};

static void
check (const Case *the, gboolean pattern)
{
  MergeComparison op;

  g_test_message ("%s %s %s", the->left, the->op, the->right);
  g_assert_true (merge_comparison_parse (the->op, &op));
  g_assert_cmpint (merge_compare (the->left, op, the->right, pattern), ==, the->holds);
}

static void
test_compare (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i], FALSE);
}

static void
test_patterns (void)
{
  MergeComparison op;

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    check (&patterns[i], TRUE);
  /* Not between quotes: a star is a star. */
  g_assert_true (merge_comparison_parse ("=", &op));
  g_assert_false (merge_compare ("2GT1", op, "2GT*", FALSE));
  g_assert_true (merge_compare ("2GT*", op, "2GT*", FALSE));
}

/* Both sides are what somebody wrote: invalid bytes and great lengths are texts like others. */
static void
test_hostile (void)
{
  g_autofree char *stars = g_strnfill (5000, '*');
  g_autofree char *letters = g_strnfill (5000, 'a');
  g_autofree char *digits = g_strnfill (5000, '1');

  g_assert_false (merge_compare ("a\xff", MERGE_COMPARISON_EQUAL, "a", FALSE));
  g_assert_true (merge_compare ("a\xff", MERGE_COMPARISON_EQUAL, "a?", TRUE));
  g_assert_true (merge_compare (letters, MERGE_COMPARISON_EQUAL, stars, TRUE));
  g_assert_true (merge_compare (digits, MERGE_COMPARISON_EQUAL, digits, FALSE));
  g_assert_true (merge_compare (digits, MERGE_COMPARISON_DIFFERENT, "1", FALSE));
}

static void
test_operators (void)
{
  static const char *const bad[] = { "", "=>", "<<", "===", "a", "!", "= ", "=1" };
  MergeComparison op;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (merge_comparison_parse (bad[i], &op));
  g_assert_cmpuint (merge_comparison_scan ("<>1", &op), ==, 2);
  g_assert_cmpint (op, ==, MERGE_COMPARISON_DIFFERENT);
  g_assert_cmpuint (merge_comparison_scan ("<1", &op), ==, 1);
  g_assert_cmpint (op, ==, MERGE_COMPARISON_LESS);
  g_assert_cmpuint (merge_comparison_scan ("1<", &op), ==, 0);
}

static const struct
{
  const char *text;
  const char *number; /* or NULL: it is none */
} numbers[] = {
  { "1234,56", "1234.56" },
  { "1 234 567,8", "1234567.8" },
  { "1'234.5", "1234.5" },
  { "1’234", "1234" },
  { "2,456,800", "2456800" },
  { "2.456.800", "2456800" },
  { "180,000.00", "180000" },
  { "1.234", "1.234" },
  { "12,345", "12.345" },
  { ",5", "0.5" },
  { "-.5", "-0.5" },
  { "+ 3", "3" },
  { "$15", "15" },
  { "000012345.006", "12345.006" },
  { "0,000", "0" },
  { "1 %", "0.01" },
  { "100%", "1" },
  { "0.", NULL },
  { "1,2,3", NULL },
  { "1.2.3", NULL },
  { "1 2", NULL },
  { "1234 567", NULL },
  { "€", NULL },
  { "-", NULL },
  { "", NULL },
  { "1e5", NULL },
  { "12/01", NULL },
  { "€12€", NULL },
  { "123 456 789 00012", NULL },
  { "1234567890123456", NULL },
  { "123456789012345", "123456789012345" },
};

static void
test_numbers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      MergeDecimal number;
      gboolean is_number = merge_number_parse (numbers[i].text, &number);
      g_autofree char *text = is_number ? merge_decimal_to_text (&number) : NULL;

      g_test_message ("%s", numbers[i].text);
      g_assert_cmpstr (text, ==, numbers[i].number);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/compare/compare", test_compare);
  g_test_add_func ("/merge/compare/patterns", test_patterns);
  g_test_add_func ("/merge/compare/hostile", test_hostile);
  g_test_add_func ("/merge/compare/operators", test_operators);
  g_test_add_func ("/merge/compare/numbers", test_numbers);
  return g_test_run ();
}
