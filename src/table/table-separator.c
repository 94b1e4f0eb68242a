/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "table-separator-private.h"

#include <string.h>

#define MAX_LINES 24

/* In the order of preference when nothing tells them apart. */
static const char candidates[] = { ';', '\t', ',', '|' };

typedef struct
{
  guint counts[MAX_LINES];
  guint n_lines;
} Counts;

/* Separators of each of the first lines; a quote opens a cell only where a cell begins, so that
 * this sees quotes exactly as the parser will. */
static void
count_separators (const char *text, gsize length, char separator, Counts *counts)
{
  gboolean quoted = FALSE;
  gboolean at_start = TRUE;
  gboolean blank = TRUE;
  guint n = 0;
  gsize i;

  memset (counts, 0, sizeof *counts);
  for (i = 0; i < length && counts->n_lines < MAX_LINES; i++)
    {
      char c = text[i];

      if (c == '"')
        {
          quoted = quoted ? FALSE : (at_start || text[i - 1] == '"');
          at_start = FALSE;
        }
      else if (quoted)
        continue;
      else if (c == '\n' || c == '\r')
        {
          if (!blank)
            counts->counts[counts->n_lines++] = n;
          n = 0;
          at_start = blank = TRUE;
          continue;
        }
      else if (c == separator)
        {
          n++;
          at_start = TRUE;
        }
      else
        at_start = at_start && c == ' ';
      blank = FALSE;
    }
  if (!blank && i == length && counts->n_lines == 0)
    counts->counts[counts->n_lines++] = n;
}

/* The best separator cuts most lines in the same number of cells, the first line among them. */
static guint
score (const Counts *counts)
{
  guint best = 0;

  for (guint i = 0; i < counts->n_lines; i++)
    {
      guint same = 0;
      guint points;

      if (counts->counts[i] == 0)
        continue;
      for (guint j = 0; j < counts->n_lines; j++)
        same += counts->counts[j] == counts->counts[i];
      points = 100 * same / counts->n_lines + MIN (counts->counts[i], 40);
      if (counts->counts[0] > 0)
        points += 100;
      best = MAX (best, points);
    }
  return best;
}

/* Excel's own first line: “sep=;”, quoted or not. */
static char
read_sep_line (const char *text, gsize length, gsize *n_skip)
{
  gsize quote = length > 0 && text[0] == '"' ? 1 : 0;
  gsize end = quote + 5;
  char separator;

  if (length < end || g_ascii_strncasecmp (text + quote, "sep=", 4) != 0)
    return '\0';
  separator = text[quote + 4];
  if (separator == '"' || (!g_ascii_ispunct (separator) && separator != '\t'))
    return '\0';
  if (quote == 1 && end < length && text[end] == '"')
    end++;
  if (end < length && text[end] != '\n' && text[end] != '\r')
    return '\0';
  *n_skip = end;
  return separator;
}

/**
 * table_separator_detect:
 * @text: the beginning of a file, UTF-8, not necessarily cut between two lines
 * @length: its length in bytes
 * @n_skip: (out): bytes of a first “sep=;” line, its end of line left in place; else 0
 *
 * Returns: what stands between the cells: `;`, `,`, a tab or `|`, or what the “sep=” line says;
 *   `;` for a text with a single column
 */
char
table_separator_detect (const char *text, gsize length, gsize *n_skip)
{
  char separator;
  guint best = 0;

  *n_skip = 0;
  separator = read_sep_line (text, length, n_skip);
  if (separator != '\0')
    return separator;
  separator = candidates[0];
  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      Counts counts;
      guint points;

      count_separators (text, length, candidates[i], &counts);
      points = score (&counts);
      if (points > best)
        {
          best = points;
          separator = candidates[i];
        }
    }
  return separator;
}
