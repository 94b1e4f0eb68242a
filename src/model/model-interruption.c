/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-interruption.h"

#include <string.h>

#include "base-date.h"
#include "base-text.h"

/* A first day whose year the last one tells is no further before it than this. */
#define LONGEST 100

/* What stands between the first and the last day. "-" last: it also stands within dates. */
static const char *const separators[] = { " jusqu'au ", " jusqu’au ", " au ", " à ", "→",
                                          "–",          "—",          " - ",  "-",   NULL };

/* What may stand before a day. */
static const char *const openings[] = { "du ", "le ", "de ", "les ", NULL };

/* What stands between days of one line. */
#define CONJUNCTIONS ",| et | puis "

/* A day without a year is one of the placement's. */
typedef struct
{
  const GDate *start;
  const GDate *end;
} Around;

static const char *
skip_opening (const char *text)
{
  text += strspn (text, " ");
  for (gsize i = 0; openings[i] != NULL; i++)
    if (g_str_has_prefix (text, openings[i]))
      return text + strlen (openings[i]);
  return text;
}

static gboolean
parse_with (const char *text, const char *ending, GDate *day)
{
  g_autofree char *start = g_strstrip (g_strdup (text));
  g_autofree char *whole = g_strconcat (start, ending, NULL);

  g_date_clear (day, 1);
  return base_date_parse (whole, day, NULL) && g_date_valid (day);
}

/* "15/02" or "15 février" of a year. */
static gboolean
parse_of_year (const char *text, guint year, GDate *day)
{
  g_autofree char *figures = g_strdup_printf ("/%u", year);
  g_autofree char *words = g_strdup_printf (" %u", year);

  return parse_with (text, figures, day) || parse_with (text, words, day);
}

/* "15", "lundi 15" of a month. */
static gboolean
parse_of_month (const char *text, const GDate *month, GDate *day)
{
  g_autofree char *ending =
      g_strdup_printf (" %s %u", base_date_month_name (g_date_get_month (month), FALSE),
                       (guint) g_date_get_year (month));

  return parse_with (text, ending, day);
}

/* The first such day since the placement began, as far as its years go. */
static gboolean
parse_near (const char *text, const Around *around, GDate *day)
{
  GDate other;

  if (!g_date_valid (around->start) || !g_date_valid (around->end)
      || !parse_of_year (text, g_date_get_year (around->start), day))
    return FALSE;
  if (g_date_compare (day, around->start) < 0
      && parse_of_year (text, g_date_get_year (around->end), &other))
    *day = other;
  return TRUE;
}

/* A day may leave to a later one what both share: "15 au 19 février 2027", "15/02 au 19/02/2027",
 * "21 décembre au 3 janvier 2027". */
static gboolean
parse_before (const char *text, const GDate *later, GDate *day)
{
  guint year = g_date_get_year (later);

  if (parse_of_month (text, later, day))
    return g_date_compare (day, later) <= 0;
  for (guint back = 0; back < 2; back++)
    if (parse_of_year (text, year - back, day) && g_date_compare (day, later) <= 0)
      return g_date_days_between (day, later) <= LONGEST;
  return FALSE;
}

/* @later: (nullable): the day after it in the same line */
static gboolean
parse_day (const char *text, const Around *around, const GDate *later, GDate *day)
{
  const char *at = skip_opening (text);

  return parse_with (at, "", day) || (later != NULL && parse_before (at, later, day))
         || parse_near (at, around, day);
}

static gboolean
parse_halves (const char *first,
              const char *last,
              const Around *around,
              const GDate *later,
              ModelDays *days)
{
  return parse_day (last, around, later, &days->end)
         && parse_day (first, around, &days->end, &days->start)
         && g_date_compare (&days->start, &days->end) <= 0;
}

/* Two days with one of the separators between them, wherever it stands. */
static gboolean
parse_range (const char *text, const Around *around, const GDate *later, ModelDays *days)
{
  for (gsize i = 0; separators[i] != NULL; i++)
    for (const char *at = strstr (text, separators[i]); at != NULL;
         at = strstr (at + strlen (separators[i]), separators[i]))
      {
        g_autofree char *first = g_strndup (text, (gsize) (at - text));

        if (parse_halves (first, at + strlen (separators[i]), around, later, days))
          return TRUE;
      }
  return FALSE;
}

static gboolean
parse_days (const char *text, const Around *around, const GDate *later, ModelDays *days)
{
  if (parse_day (text, around, later, &days->start))
    {
      days->end = days->start;
      return TRUE;
    }
  return parse_range (text, around, later, days);
}

/* "les 15, 16 et 17 février 2027": from the last, which has what the others leave out. */
static gboolean
parse_list (const char *text, const Around *around, GArray *days)
{
  g_auto (GStrv) parts = g_regex_split_simple (CONJUNCTIONS, text, 0, 0);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (ModelDays));
  const GDate *later = NULL;

  for (guint i = g_strv_length (parts); i > 0; i--)
    {
      ModelDays piece;

      if (base_text_is_blank (parts[i - 1]))
        continue;
      if (!parse_days (parts[i - 1], around, later, &piece))
        return FALSE;
      g_array_prepend_val (found, piece);
      later = &g_array_index (found, ModelDays, 0).start;
    }
  g_array_append_vals (days, found->data, found->len);
  return TRUE;
}

/* A line may say before a colon or in brackets why: "Vacances : 15/02/2027 (fermeture)". */
static char *
bare (const char *line)
{
  g_autoptr (GRegex) why = g_regex_new ("\\([^)]*\\)|^[^:0-9]*:", 0, 0, NULL);
  g_autofree char *lower = base_text_lower (line);
  g_autofree char *without = g_regex_replace_literal (why, lower, -1, 0, " ", 0, NULL);

  return base_text_clean (without);
}

static void
read_line (ModelInterruptions *self, const char *line, const Around *around)
{
  g_autofree char *text = bare (line);
  ModelDays days;

  if (text[0] == '\0')
    return;
  if (parse_days (text, around, NULL, &days))
    g_array_append_val (self->days, days);
  else if (!parse_list (text, around, self->days) && self->unclear == NULL)
    self->unclear = base_text_clean (line);
}

/**
 * model_interruptions_parse:
 * @text: (nullable): what the sheet says: lines, or pieces between semicolons
 * @start: first day of the placement; invalid when it is not known
 * @end: last day of the placement; invalid when it is not known
 *
 * Understands "15/02/2027", "du 15/02/2027 au 19/02/2027", "15/02/2027-19/02/2027", "lundi 15
 * février 2027 au vendredi 19 février 2027", "du 15 au 19 février", "les 15, 16 et 17/02/2027",
 * each with a reason before a colon or in brackets. A year left out is the placement's.
 *
 * Returns: (transfer full): the days, and the first piece that is not understood
 */
ModelInterruptions *
model_interruptions_parse (const char *text, const GDate *start, const GDate *end)
{
  ModelInterruptions *self = g_new0 (ModelInterruptions, 1);
  const Around around = { start, end };
  g_auto (GStrv) lines = NULL;

  self->days = g_array_new (FALSE, FALSE, sizeof (ModelDays));
  if (text == NULL)
    return self;
  lines = g_strsplit_set (text, "\n;", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    read_line (self, lines[i], &around);
  return self;
}

/**
 * model_interruptions_contain:
 * @self: interruptions
 * @day: a day
 *
 * Returns: whether there is no presence on @day
 */
gboolean
model_interruptions_contain (const ModelInterruptions *self, const GDate *day)
{
  for (guint i = 0; i < self->days->len; i++)
    {
      const ModelDays *days = &g_array_index (self->days, ModelDays, i);

      if (g_date_compare (&days->start, day) <= 0 && g_date_compare (day, &days->end) <= 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * model_interruptions_free:
 * @self: (nullable) (transfer full): interruptions
 */
void
model_interruptions_free (ModelInterruptions *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->days);
  g_free (self->unclear);
  g_free (self);
}
