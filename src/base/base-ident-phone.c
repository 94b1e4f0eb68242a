/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "base-ident-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-error.h"
#include "base-text.h"

/* ITU-T E.164: at most 15 digits; shorter than 8 is no number one can call from abroad. */
#define FOREIGN_MIN 8
#define FOREIGN_MAX 15

/* Overseas numbers are written like French ones but have a country code of their own (numbering
 * plan of Arcep). The first row that fits counts; after the code comes the number from @kept on. */
static const struct
{
  const char *national; /* how it begins, with its 0 */
  const char *code;
  guint kept;
} overseas[] = {
  { "063998", "+33", 1 }, /* kept for fiction, though Mayotte's range is around it */
  { "0262", "+262", 1 },  /* Réunion */
  { "0263", "+262", 1 },  { "0692", "+262", 1 },
  { "0693", "+262", 1 },  { "0269", "+262", 1 }, /* Mayotte */
  { "0639", "+262", 1 },  { "0590", "+590", 1 }, /* Guadeloupe, Saint-Martin, Saint-Barthélemy */
  { "0690", "+590", 1 },  { "0691", "+590", 1 },
  { "0594", "+594", 1 },                         /* Guyane */
  { "0694", "+594", 1 },  { "0596", "+596", 1 }, /* Martinique */
  { "0696", "+596", 1 },  { "0697", "+596", 1 },
  { "0508", "+508", 4 }, /* Saint-Pierre-et-Miquelon: six digits after the code */
};

/* Country codes whose numbers have a known length: a wrong one is a typing error. */
static const struct
{
  const char *code;
  gsize digits;
} lengths[] = {
  { "+33", 9 },  { "+262", 9 }, { "+590", 9 }, { "+594", 9 },
  { "+596", 9 }, { "+687", 6 }, { "+689", 8 },
};

static const char *const mobile_prefixes[] = {
  "+336",    "+337",    "+262692", "+262693", "+262639", "+590690", "+590691", "+594694",
  "+596696", "+596697", "+6877",   "+6878",   "+6879",   "+68987",  "+68989",
};

static char *
fail (const char *text, const char *reason, GError **error)
{
  g_autofree char *shown = base_text_excerpt (text, BASE_IDENT_QUOTED_CHARS);

  g_set_error (error, BASE_ERROR, BASE_ERROR_INVALID, _ ("“%s” is not a valid phone number. %s"),
               shown, reason);
  return NULL;
}

static char *
fail_count (const char *text, gsize count, GError **error)
{
  g_autofree char *reason =
      g_strdup_printf (_ ("A French number has 10 digits and this one %u; a foreign one begins "
                          "with + and its country code."),
                       (guint) count);

  return fail (text, reason, error);
}

static char *
fail_length (const char *text, gsize i, GError **error)
{
  g_autofree char *reason =
      g_strdup_printf (_ ("After %s come %u digits, without a 0 before them."), lengths[i].code,
                       (guint) lengths[i].digits);

  return fail (text, reason, error);
}

static char *
fail_signs (const char *text, GError **error)
{
  return fail (text, _ ("Write digits only, one number in each field."), error);
}

/* "+" and digits of @text, or NULL when there is anything else than the usual separators. */
static char *
compact (const char *text)
{
  g_autofree char *clean = base_text_clean (text);
  GString *out = g_string_sized_new (strlen (clean) + 1);
  const char *at;
  gboolean ok = TRUE;

  for (at = clean; *at != '\0' && ok; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if ((c < 0x80 && g_ascii_isdigit ((char) c)) || (c == '+' && out->len == 0))
        g_string_append_c (out, (char) c);
      else
        ok = c < 0x80 ? strchr (" .-/()_\n", (char) c) != NULL
                      : g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION;
    }
  return g_string_free (out, !ok);
}

/* "+33 (0)6…": the zero in brackets is the one to leave out when dialling the country code. */
static char *
drop_bracketed_zero (const char *text)
{
  g_autofree char *clean = base_text_clean (text);
  const char *bracket = strstr (clean, "(0)");
  const char *start = clean + strspn (clean, " (");

  if (bracket == NULL || (*start != '+' && !g_str_has_prefix (start, "00")))
    return g_steal_pointer (&clean);
  return g_strdup_printf ("%.*s%s", (int) (bracket - clean), clean, bracket + strlen ("(0)"));
}

static char *
from_national (const char *text, const char *digits, GError **error)
{
  gsize i;

  if (strlen (digits) != 10)
    return fail_count (text, strlen (digits), error);
  if (digits[0] != '0' || digits[1] == '0')
    return fail (
        text, _ ("A French number begins with one 0; a foreign one with + and its country code."),
        error);
  for (i = 0; i < G_N_ELEMENTS (overseas); i++)
    if (g_str_has_prefix (digits, overseas[i].national))
      return g_strconcat (overseas[i].code, digits + overseas[i].kept, NULL);
  return g_strconcat ("+33", digits + 1, NULL);
}

/* @number: "+" and digits */
static char *
from_international (const char *text, const char *number, GError **error)
{
  gsize count = strlen (number + 1), i;

  for (i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      const char *rest = number + strlen (lengths[i].code);
      g_autofree char *national = NULL;

      if (!g_str_has_prefix (number, lengths[i].code))
        continue;
      /* "+33 06…": the zero of the national form was left in */
      if (*rest == '0' && strlen (rest) == lengths[i].digits + 1)
        rest++;
      if (strlen (rest) != lengths[i].digits || *rest == '0')
        return fail_length (text, i, error);
      if (i > 0)
        return g_strconcat (lengths[i].code, rest, NULL);
      /* an overseas number behind +33 is written with its own code */
      national = g_strconcat ("0", rest, NULL);
      return from_national (text, national, error);
    }
  if (count < FOREIGN_MIN || count > FOREIGN_MAX || number[1] == '0')
    return fail_count (text, count, error);
  return g_strdup (number);
}

/**
 * base_ident_phone_normalize:
 * @text: (nullable): a phone number as people write it
 * @error: return location for a #BASE_ERROR_INVALID
 *
 * Accepts the national form, overseas too, with its first zero lost in a spreadsheet, and "+" or
 * "00" before a country code. Foreign numbers are kept when their length can be right.
 *
 * Returns: (transfer full) (nullable): E.164: "+33612345678", or %NULL
 */
char *
base_ident_phone_normalize (const char *text, GError **error)
{
  g_autofree char *plain = drop_bracketed_zero (text);
  g_autofree char *number = compact (plain);
  g_autofree char *fixed = NULL;
  gsize count;

  if (number == NULL)
    return fail_signs (text, error);
  if (*number == '+')
    return from_international (text, number, error);
  count = strlen (number);
  if (g_str_has_prefix (number, "00") && count > 10)
    {
      fixed = g_strconcat ("+", number + 2, NULL);
      return from_international (text, fixed, error);
    }
  if (count == 9 && *number != '0')
    fixed = g_strconcat ("0", number, NULL);
  else if (count == 11 && g_str_has_prefix (number, "33"))
    /* a spreadsheet took the + for a sign */
    fixed = g_strconcat ("0", number + 2, NULL);
  return from_national (text, fixed != NULL ? fixed : number, error);
}

static gboolean
is_overseas_code (const char *normalized, gsize *code_length, guint *kept)
{
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (overseas); i++)
    if (g_str_has_prefix (normalized, overseas[i].code))
      {
        *code_length = strlen (overseas[i].code);
        *kept = overseas[i].kept;
        return TRUE;
      }
  return FALSE;
}

/**
 * base_ident_phone_format:
 * @normalized: an E.164 number
 *
 * Returns: (transfer full): the national form for France ("06 12 34 56 78") and overseas ("0692 12
 *   34 56"), the number itself for the rest of the world
 */
char *
base_ident_phone_format (const char *normalized)
{
  gsize length = strlen (normalized), code_length;
  const char *rest;
  guint kept;

  if (g_str_has_prefix (normalized, "+33") && length == 12)
    return g_strdup_printf ("0%.1s %.2s %.2s %.2s %.2s", normalized + 3, normalized + 4,
                            normalized + 6, normalized + 8, normalized + 10);
  if (!is_overseas_code (normalized, &code_length, &kept))
    return g_strdup (normalized);
  rest = normalized + length - MIN (length, 6);
  if (kept == 4 && length == code_length + 6)
    return g_strdup_printf ("0508 %.2s %.2s %.2s", rest, rest + 2, rest + 4);
  if (kept == 1 && length == code_length + 9)
    return g_strdup_printf ("0%.3s %.2s %.2s %.2s", normalized + code_length, rest, rest + 2,
                            rest + 4);
  return g_strdup (normalized);
}

/**
 * base_ident_phone_is_mobile:
 * @normalized: (nullable): an E.164 number
 *
 * Returns: whether it is a French mobile number, overseas too: one that takes an SMS
 */
gboolean
base_ident_phone_is_mobile (const char *normalized)
{
  gsize i;

  if (normalized == NULL)
    return FALSE;
  for (i = 0; i < G_N_ELEMENTS (mobile_prefixes); i++)
    if (g_str_has_prefix (normalized, mobile_prefixes[i]))
      return TRUE;
  return FALSE;
}
