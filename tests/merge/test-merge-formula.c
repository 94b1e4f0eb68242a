/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-decimal-private.h"
#include "merge-formula-private.h"

/* What formula fields compute, and the arithmetic under them. */

static const struct
{
  const char *formula;
  const char *expected; /* or NULL: not understood */
} cases[] = {
  /* Signs and their order. */
  { "10+15", "25" },
  { "=10+15", "25" },
  { " 200 + 20 + 2 ", "222" },
  { "2+3*4", "14" },
  { "(2+3)*4", "20" },
  { "10-4-3", "3" },
  { "100/10/5", "2" },
  { "2^10", "1024" },
  { "2^3^2", "64" },
  { "2^-1", "0.5" },
  { "4^0,5", "2" },
  { "-2^2", "4" },
  { "--3", "3" },
  { "3 \u2212 1", "2" },
  { "3 \u2013 1", "2" },
  { "3 × 4 ÷ 6", "2" },
  { "50%*8", "4" },
  { "10%%", "0.001" },
  { "(1+2)*SUM(3,4)", "21" },
  { "1+(SUM(1,2))", "4" },
  { "3*(2+SUM(1;2;3)+7)", "45" },
  /* In tens. */
  { "0,1+0,2", "0.3" },
  { "ROUND(2,675;2)", "2.68" },
  { "ROUND(2.675,2)", "2.68" },
  { "ARRONDI(-2,675;2)", "-2.68" },
  { "ARRONDI(1,005;2)", "1.01" },
  { "ROUND(12345;-2)", "12300" },
  { "ROUND(0,5;0)", "1" },
  { "ROUND(0,49;0)", "0" },
  { "ROUND(2,5)", "2" },
  { "1/3*3", "1" },
  { "1/3", "0.333333333333333" },
  { "2/3", "0.666666666666667" },
  { "1-0,9", "0.1" },
  { "4,35*100", "435" },
  { "999999999999999+1", "1000000000000000" },
  /* Numbers as French people write them. */
  { "1 234,56 + 1", "1235.56" },
  { "1\u202F234,56 € * 2", "2469.12" },
  { "€ 3 + $2", "5" },
  { "1,234.56 * 1", "1234.56" },
  { "1,5*30", "45" },
  /* Commas that separate and commas that are decimal. */
  { "SUM(1,2)", "3" },
  { "SUM(1, 2, 3)", "6" },
  { "SUM(1,5; 2)", "3.5" },
  { "SUM(1,5, 2)", "3.5" },
  { "SUM(1,5;2,5)*1,5", "6" },
  { "INT(2,75)", "2" },
  { "ABS(-2,5)", "2.5" },
  { "ROUND(12,55,1)", "12.6" },
  { "MOD(7,5,2)", "1.5" },
  { "ROUND(7, 5)", "7" },
  { "SUM(X1,5)", "16" },
  { "SUM((1,5+1),2)", "4.5" },
  { "MAX(ROUND(1,26;1);1,2)", "1.3" },
  { "IF(1>0,2,3)", "2" },
  { "IF(X1>0, 2,5, 3)", "2.5" },
  { "IF(1>2,2, 3)", "3" },
  /* Functions, in both languages, however they are written. */
  { "SOMME(1;2;3)", "6" },
  { "moyenne(1;2)", "1.5" },
  { "AVERAGE(1;1;2)", "1.33333333333333" },
  { "NB(4;4;4)", "3" },
  { "COUNT(4)", "1" },
  { "MIN(3;-1;2)", "-1" },
  { "MAX(3;-1;2)", "3" },
  { "PRODUIT(2;3;4)", "24" },
  { "PRODUCT(2, 0,5)", "1" },
  { "ENT(-2,7)", "-2" },
  { "INT(0,7)", "0" },
  { "MOD(-7;3)", "-1" },
  { "MOD(7;-3)", "1" },
  { "SIGN(-0,2)", "-1" },
  { "SIGNE(3)", "1" },
  { "SIGN(0)", "0" },
  { "SI(1=1;10;20)", "10" },
  { "SI(1=2;10;20)", "20" },
  { "IF(0;1)", "0" },
  { "ET(1;1)", "1" },
  { "AND(1;0)", "0" },
  { "OU(0;0)", "0" },
  { "OR(0;2)", "1" },
  { "NON(0)", "1" },
  { "NOT(3)", "0" },
  { "TRUE", "1" },
  { "FAUX", "0" },
  { "VRAI()", "1" },
  { "FALSE ( )", "0" },
  { "Défini(HEURES)", "1" },
  { "DEFINED(NOM)", "1" },
  { "DEFINED(RIEN)", "0" },
  { "DEFINED(1/0)", "0" },
  { "DEFINED(1+1)", "1" },
  { "DEFINED(NOM+1)", "0" },
  { "AND(1,DEFINED(RIEN))", "0" },
  /* Comparisons count one or nought. */
  { "3 > 2", "1" },
  { "3 <> 3,0", "0" },
  { "2 <= 2", "1" },
  { "2 >= 3", "0" },
  { "1+1=2", "1" },
  { "(1<2)+(2<3)", "2" },
  /* Names. */
  { "HEURES*2", "71" },
  { "heures", NULL },
  { "VIDE+1", "1" },
  { "PRIX*2", "2469.12" },
  { "RESPONSABLES.NOTE + 1", "13" },
  { "NOM*2", NULL },
  { "RIEN+1", NULL },
  { "SUM(RIEN;1)", NULL },
  { "IF(VIDE=0;0;1/VIDE)", "0" },
  { "IF(1/0;1;2)", NULL },
  { "IF(1;RIEN;2)", NULL },
  { "PRÉNOM_ÉLÈVE", "7" },
  /* What is no formula. */
  { "", NULL },
  { "=", NULL },
  { "1+", NULL },
  { "*2", NULL },
  { "(1", NULL },
  { "1)", NULL },
  { "1 2", NULL },
  { "SUM()", NULL },
  { "SUM(1;)", NULL },
  { "SUM(;1)", NULL },
  { "SUM(1", NULL },
  { "SUM 1", NULL },
  { "MOD(1)", NULL },
  { "MOD(1;2;3)", NULL },
  { "INT(1;2)", NULL },
  { "TRUE(1)", NULL },
  { "SUM(ABOVE)", NULL },
  { "EXEC(1)", NULL },
  { "1/0", NULL },
  { "0^-1", NULL },
  { "MOD(1;0)", NULL },
  { "(-1)^0,5", NULL },
  { "10^61", NULL },
  { "9^1000", NULL },
  { "2^1001", NULL },
  { "PRODUCT(10^40;10^40)", NULL },
  { "10^40*10^40", NULL },
  { "1 =", NULL },
  { "12345678901234567", NULL },
};

static char *
look_up (const char *name, gpointer user_data)
{
  static const char *const names[][2] = {
    { "HEURES", "35,5" },          { "VIDE", " " }, { "PRIX", "1 234,56 €" },
    { "NOM", "Durand" },           { "X1", "11" },  { "PRÉNOM_ÉLÈVE", "7" },
    { "RESPONSABLES.NOTE", "12" },
  };

  g_assert_nonnull (user_data);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i][0], name) == 0)
      return g_strdup (names[i][1]);
  return NULL;
}

static void
check (const char *formula, const char *expected)
{
  int data = 0;
  g_autofree char *result = merge_formula_evaluate (formula, look_up, &data);

  g_test_message ("%.80s", formula);
  g_assert_cmpstr (result, ==, expected);
}

static void
test_formulas (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (cases[i].formula, cases[i].expected);
}

/* "((((1))))" as deep as it says. */
static char *
nested (const char *opening, guint depth)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (out, opening);
  g_string_append_c (out, '1');
  for (guint i = 0; i < depth; i++)
    g_string_append_c (out, ')');
  return g_string_free (out, FALSE);
}

static void
test_depth (void)
{
  static const char *const openings[] = { "(", "ABS(", "SUM(1;" };

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      g_autofree char *deep = nested (openings[i], 19);
      g_autofree char *too_deep = nested (openings[i], 20);
      g_autofree char *abyss = nested (openings[i], 500);

      check (deep, i == 2 ? "20" : "1");
      check (too_deep, NULL);
      check (abyss, NULL);
    }
}

/* Long formulas are computed up to a length, and take no time beyond it. */
static void
test_length (void)
{
  g_autofree char *minus = g_strnfill (3999, '-');
  g_autofree char *long_one = g_strconcat (minus, "1", NULL);
  g_autofree char *too_long = g_strconcat (minus, minus, "1", NULL);
  GString *sum = g_string_new ("SUM(1");

  check (long_one, "-1");
  check (too_long, NULL);
  for (guint i = 0; i < 1999; i++)
    g_string_append (sum, ";1");
  g_string_append_c (sum, ')');
  check (sum->str, "2000");
  g_string_free (sum, TRUE);
  g_assert_null (merge_formula_evaluate ("X", NULL, NULL));
  g_assert_null (merge_formula_evaluate ("1\xff", NULL, NULL));
}

static char *
calculate (const char *left, char operation, const char *right)
{
  MergeDecimal a, b, out;
  gboolean done = FALSE;

  g_assert_true (merge_decimal_set_text (&a, left));
  g_assert_true (merge_decimal_set_text (&b, right));
  if (operation == '+')
    done = merge_decimal_add (&a, &b, &out);
  else if (operation == '-')
    done = merge_decimal_subtract (&a, &b, &out);
  else if (operation == '*')
    done = merge_decimal_multiply (&a, &b, &out);
  else if (operation == '/')
    done = merge_decimal_divide (&a, &b, &out);
  return done ? merge_decimal_to_text (&out) : NULL;
}

static void
test_arithmetic (void)
{
  static const struct
  {
    const char *left;
    char operation;
    const char *right;
    const char *expected;
  } sums[] = {
    { "999.99", '+', "0.01", "1000" },
    { "-5", '+', "5", "0" },
    { "-5", '+', "3", "-2" },
    { "5", '-', "8", "-3" },
    { "0", '-', "8", "-8" },
    { "0", '+', "0", "0" },
    { "1000000", '-', "0.001", "999999.999" },
    { "-0.5", '*', "-0.5", "0.25" },
    { "0", '*', "-3", "0" },
    { "123456789012345", '*', "987654321098765", "121932631137021071359549253925" },
    { "999999999999999999999999999999", '+', "1", "1000000000000000000000000000000" },
    { "1", '/', "8", "0.125" },
    { "-7", '/', "2", "-3.5" },
    { "0", '/', "5", "0" },
    { "1", '/', "7", "0.142857142857142857142857142857" },
    { "2", '/', "3", "0.666666666666666666666666666667" },
    { "1", '/', "0", NULL },
    { "100000000000000000000000000000000000000000000000000000000000", '+', "0.1",
      "100000000000000000000000000000000000000000000000000000000000" },
    { "100000000000000000000000000000000000000000000000000000000000", '*', "10", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      g_autofree char *result = calculate (sums[i].left, sums[i].operation, sums[i].right);

      g_test_message ("%s %c %s", sums[i].left, sums[i].operation, sums[i].right);
      g_assert_cmpstr (result, ==, sums[i].expected);
    }
}

/* Against whole numbers of the machine: no digit is lost between them. */
static void
test_arithmetic_by_the_machine (void)
{
  static const char operations[] = "+-*";

  for (int i = -40; i <= 40; i++)
    for (int j = -40; j <= 40; j++)
      for (guint n = 0; n < 3; n++)
        {
          gint64 a = (gint64) i * 9973 * 31, b = (gint64) j * 65537;
          gint64 out = n == 0 ? a + b : n == 1 ? a - b : a * b;
          g_autofree char *left = g_strdup_printf ("%" G_GINT64_FORMAT, a);
          g_autofree char *right = g_strdup_printf ("%" G_GINT64_FORMAT, b);
          g_autofree char *expected = g_strdup_printf ("%" G_GINT64_FORMAT, out);
          g_autofree char *result = calculate (left, operations[n], right);

          g_assert_cmpstr (result, ==, expected);
        }
}

static void
test_rounding (void)
{
  static const struct
  {
    const char *text;
    int places;
    const char *expected;
  } roundings[] = {
    { "2.675", 2, "2.68" }, { "-2.675", 2, "-2.68" },   { "2.674", 2, "2.67" },
    { "9.995", 2, "10" },   { "0.005", 2, "0.01" },     { "0.004", 2, "0" },
    { "150", -2, "200" },   { "149", -2, "100" },       { "49", -2, "0" },
    { "50", -2, "100" },    { "4", -2, "0" },           { "1.5", 5, "1.5" },
    { "12", 1000, "12" },   { "12", -1000000000, "0" }, { "99.5", 0, "100" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (roundings); i++)
    {
      MergeDecimal number;
      g_autofree char *text = NULL;

      g_assert_true (merge_decimal_set_text (&number, roundings[i].text));
      merge_decimal_round (&number, roundings[i].places);
      text = merge_decimal_to_text (&number);
      g_test_message ("%s to %d places", roundings[i].text, roundings[i].places);
      g_assert_cmpstr (text, ==, roundings[i].expected);
    }
}

static void
test_texts (void)
{
  static const char *const bad[] = { "", "-", ".", "1.2.3", "1,2", "a", "+-1", " 1" };
  static const char *const same[] = { "0", "1", "-1", "0.001", "1200", "-1234.5", "100.01" };
  g_autofree char *digits = g_strnfill (61, '1');
  MergeDecimal number;
  gint64 whole;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (merge_decimal_set_text (&number, bad[i]));
  g_assert_false (merge_decimal_set_text (&number, digits));
  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *text = NULL;

      g_assert_true (merge_decimal_set_text (&number, same[i]));
      text = merge_decimal_to_text (&number);
      g_assert_cmpstr (text, ==, same[i]);
    }
  g_assert_true (merge_decimal_set_text (&number, "-1234.9"));
  g_assert_true (merge_decimal_to_integer (&number, &whole));
  g_assert_cmpint (whole, ==, -1234);
  g_assert_true (merge_decimal_set_text (&number, "0.9"));
  g_assert_true (merge_decimal_to_integer (&number, &whole));
  g_assert_cmpint (whole, ==, 0);
  g_assert_true (merge_decimal_set_text (&number, "1000000000000000"));
  g_assert_false (merge_decimal_to_integer (&number, &whole));
}

/* What is left by a division, and powers. */
static void
test_modulo_and_power (void)
{
  static const struct
  {
    const char *left;
    const char *right;
    const char *modulo; /* or NULL: there is none */
    const char *power;
  } pairs[] = {
    { "7", "3", "1", "343" },
    { "-7", "3", "-1", "-343" },
    { "4", "-2", "0", "0.0625" },
    { "7.5", "2", "1.5", "56.25" },
    { "2", "10", "2", "1024" },
    { "0", "5", "0", "0" },
    { "5", "0", NULL, "1" },
    { "9", "0.5", "0", "3" },
    { "-9", "0.5", "0", NULL },
    { "0.1", "3", "0.1", "0.001" },
    { "1", "1000", "1", "1" },
    { "1", "1001", "1", NULL },
    { "10", "59", "10", "100000000000000000000000000000000000000000000000000000000000" },
    { "10", "60", "10", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      MergeDecimal left, right, out;
      g_autofree char *modulo = NULL;
      g_autofree char *power = NULL;

      g_assert_true (merge_decimal_set_text (&left, pairs[i].left));
      g_assert_true (merge_decimal_set_text (&right, pairs[i].right));
      modulo = merge_decimal_modulo (&left, &right, &out) ? merge_decimal_to_text (&out) : NULL;
      g_assert_cmpstr (modulo, ==, pairs[i].modulo);
      power = merge_decimal_power (&left, &right, &out) ? merge_decimal_to_text (&out) : NULL;
      g_test_message ("%s and %s", pairs[i].left, pairs[i].right);
      g_assert_cmpstr (power, ==, pairs[i].power);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/formula/formulas", test_formulas);
  g_test_add_func ("/merge/formula/depth", test_depth);
  g_test_add_func ("/merge/formula/length", test_length);
  g_test_add_func ("/merge/decimal/arithmetic", test_arithmetic);
  g_test_add_func ("/merge/decimal/by-the-machine", test_arithmetic_by_the_machine);
  g_test_add_func ("/merge/decimal/rounding", test_rounding);
  g_test_add_func ("/merge/decimal/texts", test_texts);
  g_test_add_func ("/merge/decimal/modulo-and-power", test_modulo_and_power);
  return g_test_run ();
}
