/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-words-private.h"

/* Numbers in words, in French, and in figures that are not Arabic. */

static const struct
{
  gint64 number;
  const char *cardinal; /* or NULL: it has none */
  const char *ordinal;
} words[] = {
  { 0, "zéro", NULL },
  { 1, "un", "premier" },
  { 2, "deux", "deuxième" },
  { 3, "trois", "troisième" },
  { 4, "quatre", "quatrième" },
  { 5, "cinq", "cinquième" },
  { 6, "six", "sixième" },
  { 9, "neuf", "neuvième" },
  { 10, "dix", "dixième" },
  { 11, "onze", "onzième" },
  { 16, "seize", "seizième" },
  { 17, "dix-sept", "dix-septième" },
  { 19, "dix-neuf", "dix-neuvième" },
  { 20, "vingt", "vingtième" },
  { 21, "vingt et un", "vingt et unième" },
  { 22, "vingt-deux", "vingt-deuxième" },
  { 30, "trente", "trentième" },
  { 45, "quarante-cinq", "quarante-cinquième" },
  { 61, "soixante et un", "soixante et unième" },
  { 70, "soixante-dix", "soixante-dixième" },
  { 71, "soixante et onze", "soixante et onzième" },
  { 72, "soixante-douze", "soixante-douzième" },
  { 79, "soixante-dix-neuf", "soixante-dix-neuvième" },
  { 80, "quatre-vingts", "quatre-vingtième" },
  { 81, "quatre-vingt-un", "quatre-vingt-unième" },
  { 90, "quatre-vingt-dix", "quatre-vingt-dixième" },
  { 91, "quatre-vingt-onze", "quatre-vingt-onzième" },
  { 99, "quatre-vingt-dix-neuf", "quatre-vingt-dix-neuvième" },
  { 100, "cent", "centième" },
  { 101, "cent un", "cent unième" },
  { 111, "cent onze", "cent onzième" },
  { 180, "cent quatre-vingts", "cent quatre-vingtième" },
  { 200, "deux cents", "deux centième" },
  { 201, "deux cent un", "deux cent unième" },
  { 280, "deux cent quatre-vingts", "deux cent quatre-vingtième" },
  { 999, "neuf cent quatre-vingt-dix-neuf", "neuf cent quatre-vingt-dix-neuvième" },
  { 1000, "mille", "millième" },
  { 1001, "mille un", "mille unième" },
  { 1100, "mille cent", "mille centième" },
  { 1999, "mille neuf cent quatre-vingt-dix-neuf", "mille neuf cent quatre-vingt-dix-neuvième" },
  { 2000, "deux mille", "deux millième" },
  { 2026, "deux mille vingt-six", "deux mille vingt-sixième" },
  { 21000, "vingt et un mille", "vingt et un millième" },
  { 80000, "quatre-vingt mille", "quatre-vingt millième" },
  { 80080, "quatre-vingt mille quatre-vingts", "quatre-vingt mille quatre-vingtième" },
  { 100000, "cent mille", "cent millième" },
  { 200000, "deux cent mille", "deux cent millième" },
  { 200200, "deux cent mille deux cents", "deux cent mille deux centième" },
  { 1000000, "un million", "millionième" },
  { 1000001, "un million un", "un million unième" },
  { 2000000, "deux millions", "deux millionième" },
  { 80000000, "quatre-vingts millions", "quatre-vingts millionième" },
  { 200001000, "deux cents millions mille", "deux cents millions millième" },
  { 999999999,
    "neuf cent quatre-vingt-dix-neuf millions neuf cent quatre-vingt-dix-neuf mille neuf cent "
    "quatre-vingt-dix-neuf",
    "neuf cent quatre-vingt-dix-neuf millions neuf cent quatre-vingt-dix-neuf mille neuf cent "
    "quatre-vingt-dix-neuvième" },
  { 1000000000, NULL, NULL },
  { -21, "moins vingt et un", NULL },
  { -1000000000, NULL, NULL },
  { G_MININT64, NULL, NULL },
  { G_MAXINT64, NULL, NULL },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *cardinal = merge_words_cardinal (words[i].number);
      g_autofree char *ordinal = merge_words_ordinal (words[i].number);

      g_assert_cmpstr (cardinal, ==, words[i].cardinal);
      g_assert_cmpstr (ordinal, ==, words[i].ordinal);
    }
}

/* No two numbers have the same words. */
static void
test_words_differ (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < 5000; i++)
    g_assert_true (g_hash_table_add (seen, merge_words_cardinal (i)));
  for (int i = 1; i < 5000; i++)
    g_assert_true (g_hash_table_add (seen, merge_words_ordinal (i)));
}

static void
test_money (void)
{
  static const char *const amounts[][2] = {
    { "0", "zéro euro" },
    { "1", "un euro" },
    { "2", "deux euros" },
    { "80", "quatre-vingts euros" },
    { "1.5", "un euro et cinquante centimes" },
    { "123.45", "cent vingt-trois euros et quarante-cinq centimes" },
    { "0.01", "un centime" },
    { "0.8", "quatre-vingts centimes" },
    { "2.01", "deux euros et un centime" },
    { "2.675", "deux euros et soixante-huit centimes" },
    { "1.999", "deux euros" },
    { "-3.5", "moins trois euros et cinquante centimes" },
    { "-0.001", "zéro euro" },
    { "1000", "mille euros" },
    { "1000000", "un million d’euros" },
    { "2000000.5", "deux millions d’euros et cinquante centimes" },
    { "1000001", "un million un euros" },
    { "999999999.99", "neuf cent quatre-vingt-dix-neuf millions neuf cent quatre-vingt-dix-neuf "
                      "mille neuf cent quatre-vingt-dix-neuf euros et quatre-vingt-dix-neuf "
                      "centimes" },
    { "1000000000", NULL },
    { "100000000000000000000", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      MergeDecimal amount;
      g_autofree char *text = NULL;

      g_assert_true (merge_decimal_set_text (&amount, amounts[i][0]));
      text = merge_words_money (&amount);
      g_assert_cmpstr (text, ==, amounts[i][1]);
    }
}

static void
test_figures (void)
{
  static const struct
  {
    gint64 number;
    const char *roman;
    const char *alphabetic;
    const char *ordinal;
  } figures[] = {
    { 1, "I", "A", "1er" },
    { 2, "II", "B", "2e" },
    { 4, "IV", "D", "4e" },
    { 14, "XIV", "N", "14e" },
    { 26, "XXVI", "Z", "26e" },
    { 27, "XXVII", "AA", "27e" },
    { 53, "LIII", "AAA", "53e" },
    { 99, "XCIX", "UUUU", "99e" },
    { 780, "DCCLXXX", "ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ", "780e" },
    { 781, "DCCLXXXI", NULL, "781e" },
    { 1994, "MCMXCIV", NULL, "1994e" },
    { 3999, "MMMCMXCIX", NULL, "3999e" },
    { 4000, NULL, NULL, "4000e" },
    { 0, NULL, NULL, "0e" },
    { -1, NULL, NULL, "-1e" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autofree char *roman = merge_words_roman (figures[i].number);
      g_autofree char *alphabetic = merge_words_alphabetic (figures[i].number);
      g_autofree char *ordinal = merge_words_short_ordinal (figures[i].number);

      g_assert_cmpstr (roman, ==, figures[i].roman);
      g_assert_cmpstr (alphabetic, ==, figures[i].alphabetic);
      g_assert_cmpstr (ordinal, ==, figures[i].ordinal);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/words/words", test_words);
  g_test_add_func ("/merge/words/differ", test_words_differ);
  g_test_add_func ("/merge/words/money", test_money);
  g_test_add_func ("/merge/words/figures", test_figures);
  return g_test_run ();
}
