/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-number-private.h"

/* Number pictures, and the numbers that are found in texts. "_" stands for a narrow no-break space,
 * which parts thousands in French. */

static const struct
{
  const char *picture;
  const char *number;
  const char *expected;
} cases[] = {
  /* Slots. */
  { "00,00", "9", "09,00" },
  { "00,00", "9.006", "09,01" },
  { "0", "0", "0" },
  { "000", "7", "007" },
  { "0", "1234", "1234" },
  { "##,##", "9", "9" },
  { "##,##", "9.006", "9,01" },
  { "##", "0", "0" },
  { "#,##", "0", "0" },
  { "0,####", "123.456", "123,456" },
  { "####,0000", "123.456", "123,4560" },
  { "##,##0000", "9.006", "9,006" },
  { "##,##00#0", "9.006", "9,006" },
  { ",00", "0.756", ",76" },
  { ",00", "95.4", "95,40" },
  { "#,0#", "0.5", ",5" },
  { "0,0##", "0.5", "0,5" },
  /* The mark is seen in the picture, and written in French. */
  { "0.00", "1234.5", "1234,50" },
  { "# ##0,00", "2000", "2_000,00" },
  { "# ##0,00", "5.5", "5,50" },
  { "# ##0", "1234567", "1_234_567" },
  { "#\u00A0##0,00", "1234.5", "1_234,50" },
  { "#\u202F##0,00", "1234.5", "1_234,50" },
  { "#,##0.00", "1234.5", "1_234,50" },
  { "#.##0,00", "1234.5", "1_234,50" },
  { "#,##0", "1234.5", "1_235" },
  { "#,###,###", "2456800", "2_456_800" },
  { "#.###.###", "2456800", "2_456_800" },
  { "0,000", "1.5", "1,500" },
  { "# ##0,000", "1234.5", "1_234,500" },
  { "#,00", "1.5", "1,50" },
  { "0 000", "12", "0_012" },
  { "0 000 000", "12", "0_000_012" },
  /* Spaces that are no thousands stay where they are. */
  { "00 00 00 00 00", "102030405", "01 02 03 04 05" },
  { "0# ## ## ## ##", "102030405", "01 02 03 04 05" },
  { "### ### ### #####", "12345678900012", "123 456 789 00012" },
  { "## ##", "5", "5" },
  { "00 000", "29000", "29_000" },
  /* Half goes away from zero, in tens. */
  { "0,00", "2.675", "2,68" },
  { "0,00", "-2.675", "-2,68" },
  { "0,00", "1.005", "1,01" },
  { "0", "0.5", "1" },
  { "0", "2.5", "3" },
  { "0", "0.49", "0" },
  { "0,0", "9.95", "10,0" },
  { "# ##0", "999.5", "1_000" },
  /* x. */
  { "x##", "222492", "492" },
  { "x00", "5", "05" },
  { "0x", "1234", "04" },
  { "0,00x", "0.125678", "0,126" },
  { "0,00xx", "0.125678", "0,1257" },
  { "0,x0x", "0.125678", "0,126" },
  { ",000x", "0.75", ",7500" },
  { ",###x", "0.75", ",75" },
  { "'taux' 0", "5", "taux 5" },
  { "taux 0", "5", "taux 5" },
  { "0 exact", "5", "5 exact" },
  /* Sections. */
  { "0,00;(0,00)", "3", "3,00" },
  { "0,00;(0,00)", "-3", "(3,00)" },
  { "0;(0);rien", "0", "rien" },
  { "0;(0)", "0", "0" },
  { "0;-0;", "0", "" },
  { "0;", "-4", "" },
  { "0,0;(0,0);nul", "0.04", "nul" },
  { "0,0;(0,0);nul", "-0.04", "nul" },
  { "'a;b' 0;'c;d' 0", "-1", "c;d 1" },
  { "0\\;0;1", "5", "0;5" },
  { "oui;non;sans", "1", "oui" },
  { "oui;non;sans", "-1", "non" },
  /* Signs. */
  { "0", "-3", "-3" },
  { "-##", "-10", "-10" },
  { "-##", "10", "10" },
  { "+##", "10", "+10" },
  { "+##", "-10", "-10" },
  { "##-", "-10", "10-" },
  { "0,00", "-0.001", "0,00" },
  { "Total : 0", "-5", "Total : -5" },
  { "$#", "-5", "$-5" },
  { "peut-être 0", "-5", "peut-être -5" },
  /* Words and marks around. */
  { "0%", "2000", "2000%" },
  { "0,00%", "2000", "2000,00%" },
  { "# ##0,00 €", "1234.5", "1_234,50 €" },
  { "# ##0,00 Ft;(# ##0,00 Ft)", "2000", "2_000,00 Ft" },
  { "$###", "15", "$15" },
  { "$###,00", "95.4", "$95,40" },
  { "$##0,00 'is the sales tax'", "3.89", "$3,89 is the sales tax" },
  { "$##0.00 is the '##.00' goodness", "3.89", "$3,89 is the ##.00 goodness" },
  { "0,00 T.T.C.", "3", "3,00 T.T.C." },
  { "le 0, puis", "3", "le 3, puis" },
  { "0\\0", "3", "30" },
  { "`Figure`0", "3", "3" },
  { "0 'h", "3", "3 h" },
  { "#%#", "33", "3%3" },
  { "#'y'#", "34", "3y4" },
  { "'N°' 000", "12", "N° 012" },
  { "", "12", "" },
  { "é", "12", "é" },
  /* Great and small ones. */
  { "# ##0", "999999999999999", "999_999_999_999_999" },
  { "0,00", "0.000000000000001", "0,00" },
};

static char *
with_spaces (const char *expected)
{
  g_auto (GStrv) pieces = g_strsplit (expected, "_", -1);

  return g_strjoinv ("\u202F", pieces);
}

static void
test_pictures (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = merge_number_format (cases[i].picture, cases[i].number);
      g_autofree char *expected = with_spaces (cases[i].expected);

      g_test_message ("%s with %s", cases[i].picture, cases[i].number);
      g_assert_cmpstr (text, ==, expected);
    }
}

static void
test_english (void)
{
  static const char *const pictures[][2] = {
    { "# ##0,00", "1,234.50" },
    { "#,##0.00", "1,234.50" },
    { "0", "1235" },
    { "$0.0", "$1234.5" },
  };
  MergeDecimal number;

  g_assert_true (merge_number_parse ("1234,5", &number));
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autofree char *text =
          merge_number_picture (pictures[i][0], &number, MERGE_LANGUAGE_ENGLISH);

      g_assert_cmpstr (text, ==, pictures[i][1]);
    }
}

static const struct
{
  const char *text;
  const char *found; /* with the picture 0,##; or NULL: no number is meant */
} texts[] = {
  { "12", "12" },
  { "1 234,56", "1234,56" },
  { "1\u00A0234,56\u202F€", "1234,56" },
  { "€180,000.00 EUR", "180000" },
  { "180 000 € par an", "180000" },
  { "Total : -12,5", "-12,5" },
  { "Total : \u221212,5", "-12,5" },
  { "PFMP-2", "2" },
  { "33 %", "33" },
  { "35h", "35" },
  { ",5", "0,5" },
  { "N°12", "12" },
  { "(-4)", "-4" },
  { "-0", "0" },
  { "environ 3.", "3" },
  { "35h30", NULL },
  { "2GT", "2" },
  { "GT2", NULL },
  { "é2", NULL },
  { "06 12 34 56 78", NULL },
  { "12/01/2026", NULL },
  { "de 3 à 5", NULL },
  { "12345678901234567", NULL },
  { "123 456 789 00012", NULL },
  { "à définir", NULL },
  { "", NULL },
  { "-", NULL },
};

static void
test_find (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = merge_number_format ("0,##", texts[i].text);

      g_test_message ("%s", texts[i].text);
      g_assert_cmpstr (text, ==, texts[i].found);
    }
  g_assert_null (merge_number_format ("0", NULL));
}

/* A picture is somebody's file: no length of it or of the number is too much. */
static void
test_hostile (void)
{
  g_autofree char *zeros = g_strnfill (2000, '0');
  g_autofree char *decimals = g_strconcat ("0,", zeros, NULL);
  g_autofree char *semicolons = g_strnfill (2000, ';');
  g_autofree char *quotes = g_strnfill (2001, '\'');
  g_autofree char *whole = merge_number_format (zeros, "12");
  g_autofree char *fraction = merge_number_format (decimals, "1,5");
  g_autofree char *nothing = merge_number_format (semicolons, "-12");
  g_autofree char *quoted = merge_number_format (quotes, "12");
  g_autofree char *escape = merge_number_format ("0\\", "12");

  g_assert_cmpuint (strlen (whole), ==, 2000);
  g_assert_true (g_str_has_suffix (whole, "00012"));
  g_assert_cmpuint (strlen (fraction), ==, 2002);
  g_assert_true (g_str_has_prefix (fraction, "1,500"));
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (quoted, ==, "");
  g_assert_cmpstr (escape, ==, "12\\");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/number/pictures", test_pictures);
  g_test_add_func ("/merge/number/english", test_english);
  g_test_add_func ("/merge/number/find", test_find);
  g_test_add_func ("/merge/number/hostile", test_hostile);
  return g_test_run ();
}
