/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "base-ident.h"
#include "base-ident-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-error.h"
#include "base-text.h"

/* Check letters of the ministry of education: the number modulo 23. No I, O, Q. */
#define CHECK_LETTERS "ABCDEFGHJKLMNPRSTUVWXYZ"

/* La Poste has so many establishments that the check digit was given up for it (INSEE). */
#define LA_POSTE_SIREN "356000000"

/* Forms are written with 9 for a digit and A for a letter. */
#define UAI_FORM     "9999999A"
#define INE_BEA_FORM "9999999999A"
#define NAF_FORM     "9999A"

static const char *const ine_forms[] = {
  INE_BEA_FORM,  /* numbered by the academy */
  "999999999AA", /* RNIE, since 2018 */
  "9999A99999A", /* apprentices */
  "9999999A",    /* given by the CNED */
};

static char *
excerpt (const char *text)
{
  return base_text_excerpt (text, BASE_IDENT_QUOTED_CHARS);
}

/* @text without white space, dots and dashes of any kind, letters in ASCII capitals. */
static char *
compact (const char *text)
{
  g_autofree char *clean = base_text_clean (text);
  GString *out = g_string_sized_new (strlen (clean) + 1);
  const char *at;

  for (at = clean; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c < 0x80 ? strchr (". -\n", (char) c) == NULL
                   : g_unichar_type (c) != G_UNICODE_DASH_PUNCTUATION)
        g_string_append_unichar (out, c < 0x80 ? (gunichar) g_ascii_toupper ((char) c) : c);
    }
  return g_string_free (out, FALSE);
}

static gboolean
has_form (const char *text, const char *form)
{
  gsize i;

  for (i = 0; text[i] != '\0' && form[i] != '\0'; i++)
    if (form[i] == '9' ? !g_ascii_isdigit (text[i]) : !g_ascii_isupper (text[i]))
      return FALSE;
  return text[i] == form[i];
}

static char
check_letter (const char *text, gsize n_digits)
{
  g_autofree char *digits = g_strndup (text, n_digits);

  return CHECK_LETTERS[g_ascii_strtoull (digits, NULL, 10) % strlen (CHECK_LETTERS)];
}

static guint
digit_sum (const char *digits)
{
  guint sum = 0;

  for (; *digits != '\0'; digits++)
    sum += (guint) g_ascii_digit_value (*digits);
  return sum;
}

/* ISO/IEC 7812-1, annex B: from the right, each second digit is doubled. */
static gboolean
is_luhn (const char *digits)
{
  gsize length = strlen (digits), i;
  guint sum = 0;

  for (i = 0; i < length; i++)
    {
      guint digit = (guint) g_ascii_digit_value (digits[length - 1 - i]);

      if (i % 2 == 1)
        digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
      sum += digit;
    }
  return sum % 10 == 0;
}

/* Kinds below are all masculine in French: "n’est pas un %s valide". */
static char *
fail_form (const char *text,
           const char *kind,
           const char *form,
           const char *example,
           GError **error)
{
  g_autofree char *shown = excerpt (text);

  g_set_error (error, BASE_ERROR, BASE_ERROR_INVALID,
               /* Translators: “…” is not a valid SIRET number: write 14 digits, for example … */
               _ ("“%s” is not a valid %s: write %s, for example %s."), shown, kind, form, example);
  return NULL;
}

static gboolean
check_digits (const char *text,
              const char *digits,
              gsize expected,
              const char *kind,
              GError **error)
{
  gsize count = strspn (digits, "0123456789");
  g_autofree char *shown = excerpt (text);

  if (digits[count] != '\0')
    g_set_error (error, BASE_ERROR, BASE_ERROR_INVALID,
                 _ ("“%s” is not a valid %s: it should hold digits only."), shown, kind);
  else if (count != expected)
    g_set_error (error, BASE_ERROR, BASE_ERROR_INVALID,
                 /* Translators: %u digits; the first number is always more than one */
                 _ ("“%s” is not a valid %s: it should have %u digits, not %u."), shown, kind,
                 (guint) expected, (guint) count);
  else
    return TRUE;
  return FALSE;
}

static char *
fail_check_digit (const char *text, const char *kind, GError **error)
{
  g_autofree char *shown = excerpt (text);

  g_set_error (error, BASE_ERROR, BASE_ERROR_INVALID,
               _ ("“%s” is not a valid %s: its check digit does not fit. Compare it with the "
                  "company’s papers."),
               shown, kind);
  return NULL;
}

static char *
normalize_siret (const char *text, GError **error)
{
  g_autofree char *digits = compact (text);
  gboolean ok;

  if (!check_digits (text, digits, 14, _ ("SIRET number"), error))
    return NULL;
  ok = is_luhn (digits) && !g_str_has_prefix (digits, "000000000");
  if (!ok && g_str_has_prefix (digits, LA_POSTE_SIREN))
    ok = digit_sum (digits) % 5 == 0;
  return ok ? g_steal_pointer (&digits) : fail_check_digit (text, _ ("SIRET number"), error);
}

static char *
normalize_siren (const char *text, GError **error)
{
  g_autofree char *digits = compact (text);

  if (!check_digits (text, digits, 9, _ ("SIREN number"), error))
    return NULL;
  if (!is_luhn (digits) || g_str_equal (digits, "000000000"))
    return fail_check_digit (text, _ ("SIREN number"), error);
  return g_steal_pointer (&digits);
}

static char *
normalize_uai (const char *text, GError **error)
{
  g_autofree char *code = compact (text);
  g_autofree char *shown = NULL;

  if (!has_form (code, UAI_FORM))
    return fail_form (text, _ ("UAI code"), _ ("7 digits and a letter"), "0932048W", error);
  if (code[7] == check_letter (code, 7))
    return g_steal_pointer (&code);
  shown = excerpt (text);
  g_set_error (error, BASE_ERROR, BASE_ERROR_INVALID,
               _ ("“%s” is not a valid UAI code: its digits call for the letter %c. Check them."),
               shown, check_letter (code, 7));
  return NULL;
}

static char *
normalize_ine (const char *text, GError **error)
{
  g_autofree char *code = compact (text);
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (ine_forms); i++)
    if (has_form (code, ine_forms[i]))
      return g_steal_pointer (&code);
  return fail_form (text, _ ("INE number"), _ ("11 digits and letters"),
                    _ ("123456789AB or 1234567890C"), error);
}

static char *
normalize_naf (const char *text, GError **error)
{
  g_autofree char *code = compact (text);

  if (!has_form (code, NAF_FORM))
    return fail_form (text, _ ("NAF code"), _ ("4 digits and a letter"), "62.01Z", error);
  return g_strdup_printf ("%.2s.%s", code, code + 2);
}

static char *
normalize_postcode (const char *text, GError **error)
{
  g_autofree char *digits = compact (text);
  g_autofree char *shown = NULL;
  int department;

  if (!check_digits (text, digits, 5, _ ("postcode"), error))
    return NULL;
  department = g_ascii_digit_value (digits[0]) * 10 + g_ascii_digit_value (digits[1]);
  if (department != 0 && department != 96 && department != 99)
    return g_steal_pointer (&digits);
  shown = excerpt (text);
  g_set_error (error, BASE_ERROR, BASE_ERROR_INVALID,
               _ ("“%s” is not a valid postcode: no French department begins with %.2s."), shown,
               digits);
  return NULL;
}

/* "123456789…" → "123 456 789 …" */
static char *
format_company (const char *normalized)
{
  gsize length = strlen (normalized);

  if (length != 9 && length != 14)
    return g_strdup (normalized);
  return g_strdup_printf ("%.3s %.3s %.3s%s%s", normalized, normalized + 3, normalized + 6,
                          length > 9 ? " " : "", normalized + 9);
}

static char *
doubt_ine (const char *normalized)
{
  char expected;

  if (!has_form (normalized, INE_BEA_FORM))
    return NULL;
  expected = check_letter (normalized, 10);
  if (normalized[10] == expected)
    return NULL;
  return g_strdup_printf (_ ("The digits of this INE number call for the letter %c, not %c. Check "
                             "it if you can."),
                          expected, normalized[10]);
}

/* NULL: shown as stored; never in doubt. */
static const struct
{
  char *(*normalize) (const char *text, GError **error);
  char *(*format) (const char *normalized);
  char *(*doubt) (const char *normalized);
} kinds[] = {
  [BASE_IDENT_SIRET] = { normalize_siret, format_company, NULL },
  [BASE_IDENT_SIREN] = { normalize_siren, format_company, NULL },
  [BASE_IDENT_UAI] = { normalize_uai, NULL, NULL },
  [BASE_IDENT_INE] = { normalize_ine, NULL, doubt_ine },
  [BASE_IDENT_NAF] = { normalize_naf, NULL, NULL },
  [BASE_IDENT_POSTCODE] = { normalize_postcode, NULL, NULL },
  [BASE_IDENT_PHONE] = { base_ident_phone_normalize, base_ident_phone_format, NULL },
  [BASE_IDENT_EMAIL] = { base_ident_email_normalize, NULL, NULL },
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == BASE_IDENT_LAST + 1);

/**
 * base_ident_normalize:
 * @kind: which identifier
 * @text: (nullable): as typed or imported, with any spaces, dots and dashes
 * @error: return location for a #BASE_ERROR_INVALID that says what is wrong
 *
 * Checks an identifier and gives the one form that is stored: SIRET and SIREN as digits (Luhn; La
 * Poste by its digit sum), UAI "0932048W", INE in capitals, NAF "62.01Z", postcode as five digits,
 * phone as E.164 ("+33612345678"), e-mail with its domain in small letters. A blank text is an
 * error.
 *
 * Returns: (transfer full) (nullable): the canonical text, or %NULL
 */
char *
base_ident_normalize (BaseIdentKind kind, const char *text, GError **error)
{
  g_return_val_if_fail ((guint) kind <= BASE_IDENT_LAST, NULL);

  return kinds[kind].normalize (text, error);
}

/**
 * base_ident_format:
 * @kind: which identifier
 * @normalized: (nullable): what base_ident_normalize() gave; anything else is shown as it is
 *
 * Returns: (transfer full): the identifier as French papers write it: "123 456 789 00012", "06 12
 * 34 56 78"
 */
char *
base_ident_format (BaseIdentKind kind, const char *normalized)
{
  g_return_val_if_fail ((guint) kind <= BASE_IDENT_LAST, NULL);

  if (normalized == NULL)
    return g_strdup ("");
  return kinds[kind].format != NULL ? kinds[kind].format (normalized) : g_strdup (normalized);
}

/**
 * base_ident_is_doubtful:
 * @kind: which identifier
 * @normalized: (nullable): what base_ident_normalize() gave
 * @why: (out) (optional) (transfer full): a sentence, when the answer is %TRUE
 *
 * An identifier that is accepted may still deserve a warning: the letter of an academy's INE is not
 * published as a rule without exceptions.
 *
 * Returns: whether somebody should look at it
 */
gboolean
base_ident_is_doubtful (BaseIdentKind kind, const char *normalized, char **why)
{
  g_autofree char *doubt = NULL;
  gboolean doubtful;

  g_return_val_if_fail ((guint) kind <= BASE_IDENT_LAST, FALSE);

  if (normalized != NULL && kinds[kind].doubt != NULL)
    doubt = kinds[kind].doubt (normalized);
  doubtful = doubt != NULL;
  if (why != NULL)
    *why = g_steal_pointer (&doubt);
  return doubtful;
}
