/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-words-private.h"

/* Numbers in French words, as contracts spell them: hyphens below a hundred where there is no "et",
 * "cents" and "vingts" with an s at the end of a number and before "millions", but not before
 * "mille". */

#define MAX_WORDS      999999999
#define MAX_ROMAN      3999
#define MAX_ALPHABETIC 780

static const char *const units[] = {
  "zéro",     "un",     "deux",  "trois",    "quatre",   "cinq",     "six",
  "sept",     "huit",   "neuf",  "dix",      "onze",     "douze",    "treize",
  "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
};

static const char *const tens[] = {
  "",          "",         "vingt",    "trente",       "quarante",
  "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt",
};

static void
add_word (GString *out, const char *word)
{
  if (out->len > 0)
    g_string_append_c (out, ' ');
  g_string_append (out, word);
}

/* Below a hundred, not nought. */
static void
add_tens (GString *out, guint number, gboolean plural)
{
  guint ten = number / 10, unit = number % 10;

  if (number < 20)
    {
      add_word (out, units[number]);
      return;
    }
  add_word (out, tens[ten]);
  if (ten == 7 || ten == 9)
    unit += 10;
  if (number == 80)
    g_string_append (out, plural ? "s" : "");
  else if ((unit == 1 || unit == 11) && ten < 8)
    g_string_append_printf (out, " et %s", units[unit]);
  else if (unit > 0)
    g_string_append_printf (out, "-%s", units[unit]);
}

/* Below a thousand, not nought. */
static void
add_hundreds (GString *out, guint number, gboolean plural)
{
  guint hundred = number / 100;

  if (hundred > 1)
    add_word (out, units[hundred]);
  if (hundred > 0)
    add_word (out, hundred > 1 && number % 100 == 0 && plural ? "cents" : "cent");
  if (number % 100 > 0)
    add_tens (out, number % 100, plural);
}

/**
 * merge_words_cardinal:
 * @number: a whole number
 *
 * Returns: (transfer full) (nullable): "quatre-vingts", "deux mille cent un"; %NULL beyond
 *   999 999 999
 */
char *
merge_words_cardinal (gint64 number)
{
  GString *out;
  guint left;

  if (number > MAX_WORDS || number < -MAX_WORDS)
    return NULL;
  if (number == 0)
    return g_strdup (units[0]);
  out = g_string_new (number < 0 ? "moins" : "");
  left = (guint) ABS (number);
  if (left >= 1000000)
    {
      add_hundreds (out, left / 1000000, TRUE);
      add_word (out, left >= 2000000 ? "millions" : "million");
    }
  left %= 1000000;
  if (left >= 2000)
    add_hundreds (out, left / 1000, FALSE);
  if (left >= 1000)
    add_word (out, "mille");
  if (left % 1000 > 0)
    add_hundreds (out, left % 1000, TRUE);
  return g_string_free (out, FALSE);
}

/**
 * merge_words_ordinal:
 * @number: a whole number
 *
 * Returns: (transfer full) (nullable): "premier", "vingt et unième"; %NULL when it has none
 */
char *
merge_words_ordinal (gint64 number)
{
  static const char *const plurals[] = { "cents", "vingts", "millions" };
  g_autofree char *words = NULL;
  gsize length;

  if (number < 1 || number > MAX_WORDS)
    return NULL;
  if (number == 1)
    return g_strdup ("premier");
  words = merge_words_cardinal (number);
  for (guint i = 0; i < G_N_ELEMENTS (plurals); i++)
    if (g_str_has_suffix (words, plurals[i]))
      words[strlen (words) - 1] = '\0';
  length = strlen (words);
  if (words[length - 1] == 'e')
    words[length - 1] = '\0';
  else if (g_str_has_suffix (words, "neuf"))
    words[length - 1] = 'v';
  return g_strdup_printf ("%s%sième", number == 1000000 ? words + strlen ("un ") : words,
                          g_str_has_suffix (words, "cinq") ? "u" : "");
}

/**
 * merge_words_short_ordinal:
 * @number: a whole number
 *
 * Returns: (transfer full): "1er", "2e"
 */
char *
merge_words_short_ordinal (gint64 number)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "%s", number, number == 1 ? "er" : "e");
}

/* "deux euros", "un million d’euros" */
static char *
words_of_euros (gint64 euros)
{
  g_autofree char *words = merge_words_cardinal (euros);
  gboolean millions = euros > 0 && euros % 1000000 == 0;

  if (words == NULL)
    return NULL;
  return g_strdup_printf ("%s %s%s", words, millions ? "d’" : "", euros < 2 ? "euro" : "euros");
}

/**
 * merge_words_money:
 * @amount: a number
 *
 * Returns: (transfer full) (nullable): "douze euros et cinquante centimes"; %NULL beyond
 *   999 999 999 euros
 */
char *
merge_words_money (const MergeDecimal *amount)
{
  MergeDecimal cents = *amount;
  g_autofree char *euros = NULL;
  g_autofree char *rest = NULL;
  const char *minus;
  gint64 whole;

  merge_decimal_round (&cents, 2);
  if (cents.count > 0)
    cents.exponent += 2;
  minus = cents.negative ? "moins " : "";
  cents.negative = FALSE;
  if (!merge_decimal_to_integer (&cents, &whole) || whole / 100 > MAX_WORDS)
    return NULL;
  euros = words_of_euros (whole / 100);
  rest = merge_words_cardinal (whole % 100);
  if (whole % 100 == 0)
    return g_strconcat (minus, euros, NULL);
  return g_strconcat (minus, whole < 100 ? "" : euros, whole < 100 ? "" : " et ", rest,
                      whole % 100 == 1 ? " centime" : " centimes", NULL);
}

/**
 * merge_words_roman:
 * @number: a whole number
 *
 * Returns: (transfer full) (nullable): "XIV"; %NULL when it has no such figures
 */
char *
merge_words_roman (gint64 number)
{
  static const struct
  {
    gint64 value;
    const char *figures;
  } romans[] = {
    { 1000, "M" }, { 900, "CM" }, { 500, "D" }, { 400, "CD" }, { 100, "C" },
    { 90, "XC" },  { 50, "L" },   { 40, "XL" }, { 10, "X" },   { 9, "IX" },
    { 5, "V" },    { 4, "IV" },   { 1, "I" },
  };
  GString *out;

  if (number < 1 || number > MAX_ROMAN)
    return NULL;
  out = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (romans); i++)
    for (; number >= romans[i].value; number -= romans[i].value)
      g_string_append (out, romans[i].figures);
  return g_string_free (out, FALSE);
}

/**
 * merge_words_alphabetic:
 * @number: a whole number
 *
 * Returns: (transfer full) (nullable): "A", then "AA" after "Z", "BB" after that, as Word counts;
 *   %NULL when it does not
 */
char *
merge_words_alphabetic (gint64 number)
{
  if (number < 1 || number > MAX_ALPHABETIC)
    return NULL;
  return g_strnfill ((gsize) ((number - 1) / 26 + 1), (char) ('A' + (number - 1) % 26));
}
