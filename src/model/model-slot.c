/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-value.h"

#include <string.h>

#include "base-text.h"

#define DAY_MINUTES (24 * 60)

/* What stands between the two hours, once lower case and without spaces. Longest first. */
static const char *const separators[] = { "jusqu'à", "jusqu’à", "au", "à", "a", "-",
                                          "–",       "—",       "→",  "/", NULL };

static void
skip_word (const char **at, const char *const *words)
{
  for (gsize i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (*at, words[i]))
      {
        *at += strlen (words[i]);
        return;
      }
}

static gboolean
read_digits (const char **at, int *value, gsize *n_digits)
{
  gsize n = 0;

  *value = 0;
  while (n < 2 && g_ascii_isdigit (**at))
    {
      *value = *value * 10 + (**at - '0');
      (*at)++;
      n++;
    }
  if (n_digits != NULL)
    *n_digits = n;
  return n > 0;
}

/* "8", "8h", "8h30", "08:30", "8.30", "8h30min". */
static gboolean
read_time (const char **at, int *minutes)
{
  static const char *const units[] = { "min", "mn", NULL };
  int hour, minute = 0;
  gsize n_digits = 0;

  if (!read_digits (at, &hour, NULL))
    return FALSE;
  if (**at == 'h' || **at == ':' || **at == '.')
    {
      gboolean is_letter = **at == 'h';

      (*at)++;
      read_digits (at, &minute, &n_digits);
      if (n_digits == 1 || (n_digits == 0 && !is_letter))
        return FALSE;
      if (n_digits == 2)
        skip_word (at, units);
    }
  *minutes = hour * 60 + minute;
  return minute < 60 && *minutes <= DAY_MINUTES;
}

static char *
without_spaces (const char *text)
{
  g_autofree char *clean = base_text_clean (text);
  g_autofree char *lower = base_text_lower (clean);
  g_auto (GStrv) words = g_strsplit_set (lower, " \n", -1);

  return g_strjoinv ("", words);
}

/**
 * model_slot_parse:
 * @text: (nullable): hours of a half day: "8h-12h", "08:00-12:00", "8h30 à 12h", "8:00/12:00"
 * @start_minutes: (out) (optional): minutes from midnight
 * @end_minutes: (out) (optional): minutes from midnight, after @start_minutes
 *
 * Reads both what is typed and the canonical form.
 *
 * Returns: whether @text is a slot of one day
 */
gboolean
model_slot_parse (const char *text, int *start_minutes, int *end_minutes)
{
  static const char *const openings[] = { "de", NULL };
  g_autofree char *squeezed = without_spaces (text);
  const char *at = squeezed, *first;
  int start, end;

  skip_word (&at, openings);
  first = at;
  if (!read_time (&at, &start))
    return FALSE;
  /* "1012" may be anything; "8h0012h00" had a space once. */
  if (g_ascii_isdigit (*at) && first + strcspn (first, "h:.") >= at)
    return FALSE;
  skip_word (&at, separators);
  if (!read_time (&at, &end) || *at != '\0' || end <= start)
    return FALSE;
  if (start_minutes != NULL)
    *start_minutes = start;
  if (end_minutes != NULL)
    *end_minutes = end;
  return TRUE;
}
