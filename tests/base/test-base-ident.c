/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base-error.h"
#include "base-ident.h"

#define NBSP  "\xc2\xa0"
#define NNBSP "\xe2\x80\xaf"

static void
test_accepted (void)
{
  static const struct
  {
    BaseIdentKind kind;
    const char *text, *normalized, *formatted;
  } cases[] = {
    { BASE_IDENT_SIRET, "73282932000074", "73282932000074", "732 829 320 00074" },
    { BASE_IDENT_SIRET, " 732 829 320 00074 ", "73282932000074", "732 829 320 00074" },
    { BASE_IDENT_SIRET, "732" NBSP "829" NNBSP "320.000-74", "73282932000074",
      "732 829 320 00074" },
    { BASE_IDENT_SIRET, "356 000 000 00048", "35600000000048", "356 000 000 00048" },
    { BASE_IDENT_SIRET, "35600000049837", "35600000049837", "356 000 000 49837" },
    { BASE_IDENT_SIREN, "732829320", "732829320", "732 829 320" },
    { BASE_IDENT_SIREN, "356 000 000", "356000000", "356 000 000" },
    { BASE_IDENT_UAI, "0932048W", "0932048W", "0932048W" },
    { BASE_IDENT_UAI, " 044 2286 w", "0442286W", "0442286W" },
    { BASE_IDENT_UAI, "0310053P", "0310053P", "0310053P" },
    { BASE_IDENT_INE, "1234567890V", "1234567890V", "1234567890V" },
    { BASE_IDENT_INE, "1234567890a", "1234567890A", "1234567890A" },
    { BASE_IDENT_INE, "123456789ab", "123456789AB", "123456789AB" },
    { BASE_IDENT_INE, "123 456 789 AB", "123456789AB", "123456789AB" },
    { BASE_IDENT_INE, "1234A56789X", "1234A56789X", "1234A56789X" },
    { BASE_IDENT_INE, "1234567Z", "1234567Z", "1234567Z" },
    { BASE_IDENT_NAF, "62.01Z", "62.01Z", "62.01Z" },
    { BASE_IDENT_NAF, "6201z", "62.01Z", "62.01Z" },
    { BASE_IDENT_NAF, "62 01 Z", "62.01Z", "62.01Z" },
    { BASE_IDENT_POSTCODE, "75011", "75011", "75011" },
    { BASE_IDENT_POSTCODE, "75 011", "75011", "75011" },
    { BASE_IDENT_POSTCODE, "01000", "01000", "01000" },
    { BASE_IDENT_POSTCODE, "95880", "95880", "95880" },
    { BASE_IDENT_POSTCODE, "20090", "20090", "20090" },
    { BASE_IDENT_POSTCODE, "97400", "97400", "97400" },
    { BASE_IDENT_POSTCODE, "98800", "98800", "98800" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *got = base_ident_normalize (cases[i].kind, cases[i].text, &error);
      g_autofree char *again = NULL, *formatted = NULL, *read = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_no_error (error);
      g_assert_cmpstr (got, ==, cases[i].normalized);
      again = base_ident_normalize (cases[i].kind, got, NULL);
      g_assert_cmpstr (again, ==, got);
      formatted = base_ident_format (cases[i].kind, got);
      g_assert_cmpstr (formatted, ==, cases[i].formatted);
      read = base_ident_normalize (cases[i].kind, formatted, NULL);
      g_assert_cmpstr (read, ==, got);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    BaseIdentKind kind;
    const char *text, *part; /* of the error's sentence */
  } cases[] = {
    { BASE_IDENT_SIRET, NULL, "should have 14 digits, not 0" },
    { BASE_IDENT_SIRET, "7328293200007", "should have 14 digits, not 13" },
    { BASE_IDENT_SIRET, "732829320000745", "should have 14 digits, not 15" },
    { BASE_IDENT_SIRET, "7328293200007O", "digits only" },
    { BASE_IDENT_SIRET, "7,32829E+13", "digits only" },
    { BASE_IDENT_SIRET, "73282932000075", "check digit" },
    { BASE_IDENT_SIRET, "35600000049838", "check digit" },
    { BASE_IDENT_SIRET, "00000000000000", "check digit" },
    { BASE_IDENT_SIRET, "٧٣٢٨٢٩٣٢٠٠٠٠٧٤", "digits only" },
    { BASE_IDENT_SIREN, "73282932000074", "should have 9 digits, not 14" },
    { BASE_IDENT_SIREN, "123456789", "“123456789” is not a valid SIREN number" },
    { BASE_IDENT_SIREN, "000000000", "check digit" },
    { BASE_IDENT_UAI, "0750001A", "call for the letter U" },
    { BASE_IDENT_UAI, "0932048", "7 digits and a letter" },
    { BASE_IDENT_UAI, "09320488W", "7 digits and a letter" },
    { BASE_IDENT_UAI, "W0932048", "7 digits and a letter" },
    { BASE_IDENT_UAI, "0932048É", "7 digits and a letter" },
    { BASE_IDENT_UAI, "", "7 digits and a letter" },
    { BASE_IDENT_INE, "12345678901", "11 digits and letters" },
    { BASE_IDENT_INE, "12345678ABC", "11 digits and letters" },
    { BASE_IDENT_INE, "1234567890VV", "11 digits and letters" },
    { BASE_IDENT_INE, "", "11 digits and letters" },
    { BASE_IDENT_NAF, "62.01", "4 digits and a letter" },
    { BASE_IDENT_NAF, "62.01ZZ", "4 digits and a letter" },
    { BASE_IDENT_NAF, "Informatique", "“Informatique” is not a valid NAF code" },
    { BASE_IDENT_POSTCODE, "7501", "should have 5 digits, not 4" },
    { BASE_IDENT_POSTCODE, "750111", "should have 5 digits, not 6" },
    { BASE_IDENT_POSTCODE, "2A000", "digits only" },
    { BASE_IDENT_POSTCODE, "75011 CEDEX", "digits only" },
    { BASE_IDENT_POSTCODE, "00100", "begins with 00" },
    { BASE_IDENT_POSTCODE, "96000", "begins with 96" },
    { BASE_IDENT_POSTCODE, "99123", "begins with 99" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].text != NULL ? cases[i].text : "(null)");
      g_assert_null (base_ident_normalize (cases[i].kind, cases[i].text, &error));
      g_assert_error (error, BASE_ERROR, BASE_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].part));
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
}

/* Exactly one of the 23 letters fits any number. */
static void
test_uai_letters (void)
{
  guint number, n_accepted = 0;
  char letter;

  for (number = 750000; number < 750046; number++)
    for (letter = 'A'; letter <= 'Z'; letter++)
      {
        g_autofree char *text = g_strdup_printf ("%07u%c", number, letter);
        g_autofree char *code = base_ident_normalize (BASE_IDENT_UAI, text, NULL);

        n_accepted += code != NULL;
        g_assert_false (code != NULL && strchr ("IOQ", letter) != NULL);
      }
  g_assert_cmpuint (n_accepted, ==, 46);
}

/* Luhn catches each wrong digit and each swap of neighbours but 09. */
static void
test_siret_slips (void)
{
  static const char good[] = "73282932000074";
  gsize i;
  char digit;

  for (i = 0; i < strlen (good); i++)
    for (digit = '0'; digit <= '9'; digit++)
      {
        g_autofree char *text = g_strdup (good);
        g_autofree char *code = NULL;

        text[i] = digit;
        code = base_ident_normalize (BASE_IDENT_SIRET, text, NULL);
        g_assert_cmpint (code != NULL, ==, digit == good[i]);
      }
}

static void
test_doubtful (void)
{
  static const struct
  {
    BaseIdentKind kind;
    const char *normalized;
    const char *part;
  } cases[] = {
    { BASE_IDENT_INE, "1234567890V", NULL },
    { BASE_IDENT_INE, "1234567890A", "call for the letter V, not A" },
    { BASE_IDENT_INE, "123456789AB", NULL },
    { BASE_IDENT_INE, "1234A56789X", NULL },
    { BASE_IDENT_INE, "1234567Z", NULL },
    { BASE_IDENT_INE, "", NULL },
    { BASE_IDENT_INE, NULL, NULL },
    { BASE_IDENT_SIRET, "73282932000074", NULL },
    { BASE_IDENT_EMAIL, "a@b.fr", NULL },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *why = NULL;
      gboolean doubtful = base_ident_is_doubtful (cases[i].kind, cases[i].normalized, &why);

      g_assert_cmpint (doubtful, ==, cases[i].part != NULL);
      g_assert_cmpint (why != NULL, ==, cases[i].part != NULL);
      if (why != NULL)
        g_assert_nonnull (strstr (why, cases[i].part));
      g_assert_cmpint (base_ident_is_doubtful (cases[i].kind, cases[i].normalized, NULL), ==,
                       doubtful);
    }
}

/* What is shown may be anything that was stored before a rule existed. */
static void
test_format_anything (void)
{
  static const char *const texts[] = {
    "", "x", "+", "+33", "+262", "+508", "12345", "+3361234567é"
  };
  guint kind;
  gsize i;

  for (kind = 0; kind <= BASE_IDENT_LAST; kind++)
    {
      g_autofree char *nothing = base_ident_format (kind, NULL);

      g_assert_cmpstr (nothing, ==, "");
      for (i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          g_autofree char *shown = base_ident_format (kind, texts[i]);

          if (!g_str_has_prefix (texts[i], "+33612"))
            g_assert_cmpstr (shown, ==, texts[i]);
        }
    }
}

static void
test_long_text (void)
{
  g_autofree char *text = g_strnfill (100000, '1');
  guint kind;

  for (kind = 0; kind <= BASE_IDENT_LAST; kind++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (base_ident_normalize (kind, text, &error));
      g_assert_cmpuint (strlen (error->message), <, 250);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/ident/accepted", test_accepted);
  g_test_add_func ("/base/ident/refused", test_refused);
  g_test_add_func ("/base/ident/uai-letters", test_uai_letters);
  g_test_add_func ("/base/ident/siret-slips", test_siret_slips);
  g_test_add_func ("/base/ident/doubtful", test_doubtful);
  g_test_add_func ("/base/ident/format-anything", test_format_anything);
  g_test_add_func ("/base/ident/long-text", test_long_text);
  return g_test_run ();
}
