/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "table-cell-private.h"

#include <string.h>

#include "base-text.h"
#include "table-reader.h"

/* Zeros that a number of @n_digits may have lost: a SIRET may begin with several, a postcode or a
 * telephone number that lost two was something else. */
#define MAX_LOST_ZEROS(n_digits) ((n_digits) > 10 ? 3u : 1u)

/* Excel writes ="0612" to keep a zero, a leading apostrophe says “text”, and SIECLE puts whole
 * values between apostrophes. Changes @text; returns what is inside. */
static char *
unwrap (char *text)
{
  gsize length = strlen (text);

  if (length >= 3 && g_str_has_prefix (text, "=\"") && text[length - 1] == '"')
    {
      text[length - 1] = '\0';
      return text + 2;
    }
  if (text[0] == '\'')
    {
      if (length >= 2 && text[length - 1] == '\'')
        text[length - 1] = '\0';
      return text + 1;
    }
  return text;
}

/**
 * table_cell_clean:
 * @text: a cell as the parser gives it, UTF-8, not necessarily terminated
 * @length: its length in bytes
 *
 * Returns: (transfer full): what a person meant to write in it
 */
char *
table_cell_clean (const char *text, gsize length)
{
  g_autofree char *raw = g_strndup (text, length);
  g_autofree char *clean = base_text_clean (raw);
  char *inside = unwrap (clean);

  if (inside == clean)
    return g_steal_pointer (&clean);
  return base_text_clean (inside);
}

/* “3,0612345678901E+13”: the digits before the exponent, the point taken out. %NULL when @cell is
 * no number of this kind. @n_after: digits behind the point; @exponent: tens to shift by. */
static char *
read_scientific (const char *cell, guint *n_after, guint64 *exponent)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  gboolean fraction = FALSE;

  *n_after = 0;
  for (; g_ascii_isdigit (*cell) || (!fraction && (*cell == ',' || *cell == '.')); cell++)
    if (g_ascii_isdigit (*cell))
      {
        g_string_append_c (digits, *cell);
        *n_after += fraction;
      }
    else
      fraction = TRUE;
  if (digits->len == 0 || (*cell != 'E' && *cell != 'e'))
    return NULL;
  cell += cell[1] == '+' ? 2 : 1;
  if (*cell == '\0' || strspn (cell, "0123456789") != strlen (cell) || strlen (cell) > 3)
    return NULL;
  *exponent = g_ascii_strtoull (cell, NULL, 10);
  return g_string_free (g_steal_pointer (&digits), FALSE);
}

/* The digits of a bare number, “31000.0” too; %NULL for any other text. */
static char *
read_bare (const char *cell)
{
  gsize n = strspn (cell, "0123456789");
  const char *rest = cell + n;

  if (n == 0)
    return NULL;
  if (*rest == '\0'
      || ((*rest == '.' || *rest == ',') && rest[1] == '0'
          && strspn (rest + 1, "0") == strlen (rest + 1)))
    return g_strndup (cell, n);
  return NULL;
}

/**
 * table_repair_digits:
 * @cell: a cell that should hold an identifier made of digits
 * @n_digits: how many digits the identifier has: 5 for a postcode, 10 for a telephone number, 14
 *   for a SIRET
 *
 * Undoes what a spreadsheet does to an identifier that it takes for a number: zeros lost in front,
 * `.0` behind, scientific notation. A text that is no bare number, or has another number of digits,
 * is given back as it is: whoever checks the value judges it.
 *
 * Returns: (transfer full) (nullable): the identifier, or %NULL when the notation has dropped
 *   digits for good (`3,06E+13`)
 */
char *
table_repair_digits (const char *cell, guint n_digits)
{
  g_autofree char *digits = NULL;
  guint n_after;
  guint64 exponent;
  gsize length;

  g_return_val_if_fail (cell != NULL, NULL);

  digits = read_scientific (cell, &n_after, &exponent);
  if (digits != NULL)
    {
      if (n_after != exponent)
        return NULL;
    }
  else
    {
      digits = read_bare (cell);
      if (digits == NULL)
        return g_strdup (cell);
    }
  length = strlen (digits);
  if (length > n_digits || n_digits - length > MAX_LOST_ZEROS (n_digits))
    return g_strdup (cell);
  return g_strdup_printf ("%.*s%s", (int) (n_digits - length), "000", digits);
}
