/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-number-private.h"

#include <stdlib.h>
#include <string.h>

#include "base-text.h"

/* Nothing that the catalogue counts is below zero, and nothing comes near a billion: a longer text
 * is a telephone or a SIRET in the wrong column. */
#define MAX_DIGITS 12

#define NO_BREAK_SPACE        "\302\240"
#define NARROW_NO_BREAK_SPACE "\342\200\257"

/* What people write behind a number. */
static const char *const hour_units[] = { "heures", "heure", "hrs", "km", NULL };
static const char *const money_units[] = { "euros", "euro", "eur", "€", NULL };

/* Lower case and without any space: "1 234,50 EUR" is "1234,50eur". */
static char *
squeeze (const char *text)
{
  g_autofree char *clean = base_text_clean (text);
  g_autofree char *lower = base_text_lower (clean);
  GString *out = g_string_new (NULL);

  for (const char *at = lower; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_isspace (g_utf8_get_char (at)))
      g_string_append_unichar (out, g_utf8_get_char (at));
  return g_string_free (out, FALSE);
}

static void
drop_unit (char *text, const char *const *units)
{
  for (gsize i = 0; units[i] != NULL; i++)
    if (g_str_has_suffix (text, units[i]))
      {
        text[strlen (text) - strlen (units[i])] = '\0';
        return;
      }
}

/* Takes the points and commas that only group thousands out of @text: where both occur the last is
 * the decimal one. The decimal one becomes a point. */
static gboolean
settle_separators (char *text)
{
  char *comma = strrchr (text, ','), *point = strrchr (text, '.');
  char decimal = comma != NULL && (point == NULL || comma > point) ? ',' : '.';
  gboolean both = comma != NULL && point != NULL, seen = FALSE;
  char *to = text;

  for (char *from = text; *from != '\0'; from++)
    {
      if (*from == decimal)
        {
          if (seen)
            return FALSE;
          seen = TRUE;
          *to++ = '.';
        }
      else if (both && (*from == ',' || *from == '.'))
        continue;
      else
        *to++ = *from;
    }
  *to = '\0';
  return TRUE;
}

/* Reads digits, perhaps a point and digits, and nothing else. Integer arithmetic: 2,675 is never
 * 2,67499. */
static gboolean
parse_hundredths (const char *text, gint64 *hundredths, guint *n_decimals)
{
  gsize whole = strspn (text, "0123456789"), decimals = 0;
  gint64 value = 0;

  if (text[whole] == '.')
    decimals = strspn (text + whole + 1, "0123456789");
  if (text[whole] != '\0' && (text[whole] != '.' || text[whole + 1 + decimals] != '\0'))
    return FALSE;
  if (whole > MAX_DIGITS || whole + decimals == 0)
    return FALSE;
  for (gsize i = 0; i < whole; i++)
    value = value * 10 + (text[i] - '0');
  for (gsize i = 0; i < 2; i++)
    value = value * 10 + (i < decimals ? text[whole + 1 + i] - '0' : 0);
  if (decimals > 2 && text[whole + 3] >= '5')
    value++;
  *hundredths = value;
  *n_decimals = decimals;
  return TRUE;
}

/* "35h30", squeezed. */
static gboolean
parse_clock (const char *text, gint64 *hundredths)
{
  gsize hours = strspn (text, "0123456789"), minutes;
  int n;

  if (hours == 0 || hours > MAX_DIGITS || text[hours] != 'h')
    return FALSE;
  minutes = strspn (text + hours + 1, "0123456789");
  if (minutes > 2
      || (text[hours + 1 + minutes] != '\0'
          && strcmp (text + hours + 1 + minutes, minutes > 0 ? "min" : "") != 0))
    return FALSE;
  n = minutes > 0 ? atoi (text + hours + 1) : 0;
  if (n >= 60)
    return FALSE;
  *hundredths = g_ascii_strtoll (text, NULL, 10) * 100 + (n * 100 + 30) / 60;
  return TRUE;
}

/**
 * model_number_parse_integer:
 * @text: what was typed: "12", "1 234", "12,0" (as spreadsheets write whole numbers)
 * @value: (out): the number, never below zero
 *
 * Returns: whether @text is a whole number
 */
gboolean
model_number_parse_integer (const char *text, gint64 *value)
{
  g_autofree char *squeezed = squeeze (text);
  gint64 hundredths;
  guint n_decimals;

  if (!settle_separators (squeezed) || !parse_hundredths (squeezed, &hundredths, &n_decimals))
    return FALSE;
  *value = hundredths / 100;
  return hundredths % 100 == 0;
}

/**
 * model_number_parse_hours:
 * @text: what was typed: "35", "35,5", "35.5", "35h30", "7 km"
 * @hundredths: (out): the number in hundredths: 3550 for "35h30"
 *
 * More than two decimals are rounded, half away from zero.
 *
 * Returns: whether @text is a number
 */
gboolean
model_number_parse_hours (const char *text, gint64 *hundredths)
{
  g_autofree char *squeezed = squeeze (text);
  guint n_decimals;

  if (parse_clock (squeezed, hundredths))
    return TRUE;
  drop_unit (squeezed, hour_units);
  return settle_separators (squeezed) && parse_hundredths (squeezed, hundredths, &n_decimals);
}

/**
 * model_number_parse_money:
 * @text: what was typed: "4,35 €", "1 234,5"
 * @cents: (out): the amount in cents
 *
 * Three decimals are refused: "1.234" is one euro to some and a thousand to others. More are what a
 * spreadsheet makes of a computed amount, and are rounded.
 *
 * Returns: whether @text is an amount
 */
gboolean
model_number_parse_money (const char *text, gint64 *cents)
{
  g_autofree char *squeezed = squeeze (text);
  guint n_decimals;

  drop_unit (squeezed, money_units);
  return settle_separators (squeezed) && parse_hundredths (squeezed, cents, &n_decimals)
         && n_decimals != 3;
}

/**
 * model_number_hours_to_canonical:
 * @hundredths: a number in hundredths
 *
 * Returns: (transfer full): "35", "35.5" or "35.25": a point, no useless zero
 */
char *
model_number_hours_to_canonical (gint64 hundredths)
{
  if (hundredths % 100 == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, hundredths / 100);
  if (hundredths % 10 == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT ".%d", hundredths / 100,
                            (int) (hundredths % 100) / 10);
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", hundredths / 100, (int) (hundredths % 100));
}

/**
 * model_number_format_hours:
 * @canonical: "35.5"
 *
 * Returns: (transfer full): "35,5"
 */
char *
model_number_format_hours (const char *canonical)
{
  return g_strdelimit (g_strdup (canonical), ".", ',');
}

/**
 * model_number_format_money:
 * @cents: an amount in cents
 *
 * Returns: (transfer full): "4,35 €", thousands apart by a narrow no-break space
 */
char *
model_number_format_money (gint64 cents)
{
  g_autofree char *units = g_strdup_printf ("%" G_GINT64_FORMAT, cents / 100);
  GString *out = g_string_new (NULL);
  gsize length = strlen (units);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (out, NARROW_NO_BREAK_SPACE);
      g_string_append_c (out, units[i]);
    }
  g_string_append_printf (out, ",%02d" NO_BREAK_SPACE "€", (int) (cents % 100));
  return g_string_free (out, FALSE);
}
