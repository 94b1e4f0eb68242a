/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-number-private.h"
#include "merge-picture-private.h"
#include "merge-words-private.h"

/* The first line is a picture of a template, the rest a value. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Every part of a picture writes itself, or the digits of one number and what parts them. */
#define LONGEST_NUMBER 256

static const MergeLanguage languages[] = { MERGE_LANGUAGE_FRENCH, MERGE_LANGUAGE_ENGLISH };

static void
check_text (const char *text, const char *picture)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (strlen (text), <=, 32 * strlen (picture) + LONGEST_NUMBER);
}

static void
check_words (const MergeDecimal *number)
{
  g_autofree char *money = merge_words_money (number);
  gint64 whole;

  g_assert_true (money == NULL || g_utf8_validate (money, -1, NULL));
  if (!merge_decimal_to_integer (number, &whole))
    return;
  {
    g_autofree char *cardinal = merge_words_cardinal (whole);
    g_autofree char *ordinal = merge_words_ordinal (whole);
    g_autofree char *roman = merge_words_roman (whole);
    g_autofree char *alphabetic = merge_words_alphabetic (whole);

    g_assert_true (ordinal == NULL || cardinal != NULL);
    g_assert_true (alphabetic == NULL || roman != NULL);
  }
}

/* What is found in a value is found again in its plain digits. */
static void
check_number (const char *picture, const char *value)
{
  MergeDecimal number, again;
  g_autofree char *plain = NULL;

  if (!merge_number_find (value, &number))
    return;
  plain = merge_decimal_to_text (&number);
  g_assert_true (merge_number_parse (plain, &again));
  g_assert_cmpint (merge_decimal_compare (&number, &again), ==, 0);
  check_words (&number);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *text = merge_number_picture (picture, &number, languages[i]);

      check_text (text, picture);
    }
}

static void
check_date (const char *picture, const char *value)
{
  MergeMoment moment;

  if (!merge_moment_parse (value, &moment))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *text = merge_picture_format_date (picture, &moment, languages[i], i == 0);

      check_text (text, picture);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *given = g_strndup ((const char *) data, size);
  g_autofree char *picture = g_utf8_make_valid (given, -1);
  char *value = strchr (picture, '\n');

  if (value == NULL)
    return 0;
  *value++ = '\0';
  check_number (picture, value);
  check_date (picture, value);
  return 0;
}
