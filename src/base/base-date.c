/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "base-date.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-error.h"
#include "base-text.h"

/* A typed year outside of these is a slip of the finger, not a date of a school. */
#define FIRST_YEAR 1900
#define LAST_YEAR  2199

/* As much of a text as a sentence quotes. */
#define QUOTED_CHARS 40

/* Two figures mean the 21st century up to this year, the 20th above. */
#define PIVOT_YEAR 50

/* Agreements are French papers: names as the French Unicode locale data (CLDR) spell them, whatever
 * the language of the window. */
static const struct
{
  const char *name;
  const char *abbreviated;
} months[] = {
  { "janvier", "janv." },   { "février", "févr." }, { "mars", "mars" },     { "avril", "avr." },
  { "mai", "mai" },         { "juin", "juin" },     { "juillet", "juil." }, { "août", "août" },
  { "septembre", "sept." }, { "octobre", "oct." },  { "novembre", "nov." }, { "décembre", "déc." },
};

static const struct
{
  const char *name;
  const char *abbreviated;
} weekdays[] = {
  { "lundi", "lun." },    { "mardi", "mar." },  { "mercredi", "mer." }, { "jeudi", "jeu." },
  { "vendredi", "ven." }, { "samedi", "sam." }, { "dimanche", "dim." },
};

/* Spreadsheets add midnight to a date; any other hour is not a date. */
#define MIDNIGHT "(?:[T ]0{1,2}:00(?::00(?:\\.0+)?)?Z?)?"

static const struct
{
  const char *pattern;
  guint day, month, year; /* groups */
} numeric_forms[] = {
  { "^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})" MIDNIGHT "$", 4, 3, 1 },
  { "^(\\d{1,2}) ?([-/.]) ?(\\d{1,2}) ?\\2 ?(\\d{4}|\\d{2})" MIDNIGHT "$", 1, 3, 4 },
};

/* Of a folded text: "lundi 1er janvier 2026", "lun. 12 janv. 2026", "le 12 janvier 2026". */
#define WORD_FORM \
  "^(?:le )?(?:([a-z]{3,})[.,]{0,2} )?(\\d{1,2})(?:er)? ([a-z]{3,})\\.? (\\d{4}|\\d{2})$"

static GRegex *
new_regex (const char *pattern)
{
  g_autoptr (GError) error = NULL;
  GRegex *regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, &error);

  g_assert_no_error (error);
  return regex;
}

static const GRegex *
numeric_form (gsize i)
{
  static GRegex *regexes[G_N_ELEMENTS (numeric_forms)];
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      gsize n;

      for (n = 0; n < G_N_ELEMENTS (numeric_forms); n++)
        regexes[n] = new_regex (numeric_forms[n].pattern);
      g_once_init_leave (&ready, 1);
    }
  return regexes[i];
}

static const GRegex *
word_form (void)
{
  static gsize regex;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, (gsize) new_regex (WORD_FORM));
  return (const GRegex *) regex;
}

static guint
fetch_number (GMatchInfo *match, guint group)
{
  g_autofree char *figures = g_match_info_fetch (match, (int) group);

  return (guint) g_ascii_strtoull (figures, NULL, 10);
}

static guint
fetch_year (GMatchInfo *match, guint group)
{
  g_autofree char *figures = g_match_info_fetch (match, (int) group);
  guint year = (guint) g_ascii_strtoull (figures, NULL, 10);

  if (strlen (figures) == 2)
    year += year <= PIVOT_YEAR ? 2000 : 1900;
  return year;
}

static gboolean
set_date (GDate *date, guint day, guint month, guint year)
{
  if (year < FIRST_YEAR || year > LAST_YEAR || day > 31 || month > 12
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

/* The only month whose folded name begins with @word, or 0. */
static guint
find_month (const char *word)
{
  guint found = 0;
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (months); i++)
    {
      g_autofree char *name = base_text_fold (months[i].name);

      if (!g_str_has_prefix (name, word))
        continue;
      if (found != 0)
        return 0;
      found = (guint) i + 1;
    }
  return found;
}

static guint
find_weekday (const char *word)
{
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (weekdays); i++)
    if (g_str_has_prefix (weekdays[i].name, word))
      return (guint) i + 1;
  return G_DATE_BAD_WEEKDAY;
}

static gboolean
fail_calendar (const char *text, GError **error)
{
  g_autofree char *shown = base_text_excerpt (text, QUOTED_CHARS);

  g_set_error (error, BASE_ERROR, BASE_ERROR_INVALID,
               _ ("“%s” is not in the calendar. Check the day, the month and the year."), shown);
  return FALSE;
}

static gboolean
fail_weekday (const char *text, GError **error)
{
  g_autofree char *shown = base_text_excerpt (text, QUOTED_CHARS);

  g_set_error (error, BASE_ERROR, BASE_ERROR_INVALID,
               _ ("“%s” does not fall on that day of the week. Check the date or leave the day of "
                  "the week out."),
               shown);
  return FALSE;
}

static gboolean
fail_form (const char *text, GError **error)
{
  g_autofree char *shown = base_text_excerpt (text, QUOTED_CHARS);

  g_set_error (error, BASE_ERROR, BASE_ERROR_INVALID,
               _ ("“%s” is not a date. Write the day first, for example 12/01/2026."), shown);
  return FALSE;
}

static gboolean
parse_words (const char *text, GDate *date, gboolean *matched, GError **error)
{
  g_autofree char *folded = base_text_fold (text);
  g_autofree char *weekday = NULL, *month = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  guint number;

  *matched = g_regex_match (word_form (), folded, 0, &match);
  if (!*matched)
    return FALSE;
  weekday = g_match_info_fetch (match, 1);
  month = g_match_info_fetch (match, 3);
  number = find_month (month);
  if (number == 0 || (*weekday != '\0' && find_weekday (weekday) == G_DATE_BAD_WEEKDAY))
    {
      *matched = FALSE;
      return FALSE;
    }
  if (!set_date (date, fetch_number (match, 2), number, fetch_year (match, 4)))
    return fail_calendar (text, error);
  if (*weekday != '\0' && find_weekday (weekday) != (guint) g_date_get_weekday (date))
    {
      g_date_clear (date, 1);
      return fail_weekday (text, error);
    }
  return TRUE;
}

/**
 * base_date_parse:
 * @text: (nullable): a date as people and spreadsheets write it, with or without spaces around
 * @date: (out): the date; untouched or cleared on error
 * @error: return location for a #BASE_ERROR_INVALID
 *
 * Understands "2026-01-12", "12/01/2026", "12.1.26", "12-01-2026" (always day first; two figures up
 * to 50 are 20xx), "12 janvier 2026", "lundi 1er janv. 2026", and a spreadsheet's midnight after a
 * date. A day of the week that does not fit is an error.
 *
 * Returns: whether @text is a date
 */
gboolean
base_date_parse (const char *text, GDate *date, GError **error)
{
  g_autofree char *clean = base_text_clean (text);
  gboolean matched, ok;
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (numeric_forms); i++)
    {
      g_autoptr (GMatchInfo) match = NULL;

      if (!g_regex_match (numeric_form (i), clean, 0, &match))
        continue;
      if (!set_date (date, fetch_number (match, numeric_forms[i].day),
                     fetch_number (match, numeric_forms[i].month),
                     fetch_year (match, numeric_forms[i].year)))
        return fail_calendar (clean, error);
      return TRUE;
    }
  ok = parse_words (clean, date, &matched, error);
  if (!matched)
    return fail_form (clean, error);
  return ok;
}

/**
 * base_date_parse_iso:
 * @text: (nullable): exactly "yyyy-mm-dd"
 * @date: (out): the date; untouched when @text is not one
 *
 * For what Paraphe itself stored. Never reads anything else than ten characters.
 *
 * Returns: whether @text is an ISO date
 */
gboolean
base_date_parse_iso (const char *text, GDate *date)
{
  guint parts[3] = { 0, 0, 0 };
  gsize i, part = 0;

  if (text == NULL || strnlen (text, 11) != 10)
    return FALSE;
  for (i = 0; i < 10; i++)
    {
      if (i == 4 || i == 7)
        {
          if (text[i] != '-')
            return FALSE;
          part++;
        }
      else if (g_ascii_isdigit (text[i]))
        parts[part] = parts[part] * 10 + (guint) g_ascii_digit_value (text[i]);
      else
        return FALSE;
    }
  if (!g_date_valid_dmy ((GDateDay) parts[2], (GDateMonth) parts[1], (GDateYear) parts[0]))
    return FALSE;
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) parts[2], (GDateMonth) parts[1], (GDateYear) parts[0]);
  return TRUE;
}

/**
 * base_date_to_iso:
 * @date: a date
 *
 * Returns: (transfer full): "2026-01-12"; "" for an invalid date, as from every writer here
 */
char *
base_date_to_iso (const GDate *date)
{
  if (!g_date_valid (date))
    return g_strdup ("");
  return g_strdup_printf ("%04u-%02u-%02u", (guint) g_date_get_year (date),
                          (guint) g_date_get_month (date), (guint) g_date_get_day (date));
}

/**
 * base_date_to_short:
 * @date: a date
 *
 * Returns: (transfer full): "12/01/2026"
 */
char *
base_date_to_short (const GDate *date)
{
  if (!g_date_valid (date))
    return g_strdup ("");
  return g_strdup_printf ("%02u/%02u/%04u", (guint) g_date_get_day (date),
                          (guint) g_date_get_month (date), (guint) g_date_get_year (date));
}

/* "1er", then "2", "3"…: only the first of a month is an ordinal in French. */
static char *
day_text (const GDate *date)
{
  guint day = g_date_get_day (date);

  return g_strdup_printf ("%u%s", day, day == 1 ? "er" : "");
}

/* "lundi 12 janvier" */
static char *
day_and_month (const GDate *date)
{
  g_autofree char *day = day_text (date);

  return g_strdup_printf ("%s %s %s", base_date_weekday_name (g_date_get_weekday (date), FALSE),
                          day, base_date_month_name (g_date_get_month (date), FALSE));
}

/* "12 janv. 2026", without what the caller does not want */
static char *
short_words (const GDate *date, gboolean with_month, gboolean with_year)
{
  g_autofree char *day = day_text (date);

  if (!with_month)
    return g_steal_pointer (&day);
  if (!with_year)
    return g_strdup_printf ("%s %s", day, base_date_month_name (g_date_get_month (date), TRUE));
  return g_strdup_printf ("%s %s %u", day, base_date_month_name (g_date_get_month (date), TRUE),
                          (guint) g_date_get_year (date));
}

/**
 * base_date_to_long:
 * @date: a date
 *
 * Returns: (transfer full): "lundi 12 janvier 2026", "jeudi 1er janvier 2026"
 */
char *
base_date_to_long (const GDate *date)
{
  g_autofree char *words = NULL;

  if (!g_date_valid (date))
    return g_strdup ("");
  words = day_and_month (date);
  return g_strdup_printf ("%s %u", words, (guint) g_date_get_year (date));
}

/**
 * base_date_range_to_text:
 * @start: the first day
 * @end: the last day, included
 *
 * A placement's dates as an agreement words them; the year is said once when it is the same.
 *
 * Returns: (transfer full): "du lundi 19 janvier au vendredi 20 février 2026", "le lundi 19 janvier
 *   2026" for one day
 */
char *
base_date_range_to_text (const GDate *start, const GDate *end)
{
  g_autofree char *first = NULL, *last = NULL;

  if (!g_date_valid (start) || !g_date_valid (end))
    return g_strdup ("");
  last = base_date_to_long (end);
  if (g_date_compare (start, end) == 0)
    return g_strdup_printf ("le %s", last);
  first = g_date_get_year (start) == g_date_get_year (end) ? day_and_month (start)
                                                           : base_date_to_long (start);
  return g_strdup_printf ("du %s au %s", first, last);
}

/**
 * base_date_range_to_short:
 * @start: the first day
 * @end: the last day, included
 *
 * A placement's dates for a column: nothing twice that is the same.
 *
 * Returns: (transfer full): "12 janv. – 6 févr. 2026", "12 – 23 janv. 2026", "14 déc. 2026 – 8
 * janv. 2027", "12 janv. 2026" for one day
 */
char *
base_date_range_to_short (const GDate *start, const GDate *end)
{
  g_autofree char *first = NULL, *last = NULL;
  gboolean same_year;

  if (!g_date_valid (start) || !g_date_valid (end))
    return g_strdup ("");
  last = short_words (end, TRUE, TRUE);
  if (g_date_compare (start, end) == 0)
    return g_steal_pointer (&last);
  same_year = g_date_get_year (start) == g_date_get_year (end);
  first = short_words (start, !same_year || g_date_get_month (start) != g_date_get_month (end),
                       !same_year);
  return g_strdup_printf ("%s – %s", first, last);
}

/**
 * base_date_today_iso:
 *
 * Returns: (transfer full): today where the computer is: "2026-11-24"
 */
char *
base_date_today_iso (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

/**
 * base_date_now_utc:
 *
 * Returns: (transfer full): this second, for what is stored: "2026-11-24T08:00:00Z"
 */
char *
base_date_now_utc (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
}

/**
 * base_date_month_name:
 * @month: a month
 * @abbreviated: whether to abbreviate
 *
 * Returns: (transfer none): "janvier" or "janv."; "" when @month is none
 */
const char *
base_date_month_name (GDateMonth month, gboolean abbreviated)
{
  if (!g_date_valid_month (month))
    return "";
  return abbreviated ? months[month - 1].abbreviated : months[month - 1].name;
}

/**
 * base_date_weekday_name:
 * @weekday: a day of the week
 * @abbreviated: whether to abbreviate
 *
 * Returns: (transfer none): "lundi" or "lun."; "" when @weekday is none
 */
const char *
base_date_weekday_name (GDateWeekday weekday, gboolean abbreviated)
{
  if (!g_date_valid_weekday (weekday))
    return "";
  return abbreviated ? weekdays[weekday - 1].abbreviated : weekdays[weekday - 1].name;
}

/**
 * base_date_age_on:
 * @birth: a birth date
 * @day: the day on which the age is asked
 *
 * Born on 29 February, one is a year older on 1 March of a common year: French law counts from date
 * to date, and minority protects until the day has come.
 *
 * Returns: the age in full years, or -1 before birth or for an invalid date
 */
int
base_date_age_on (const GDate *birth, const GDate *day)
{
  int age;

  if (!g_date_valid (birth) || !g_date_valid (day) || g_date_compare (birth, day) > 0)
    return -1;
  age = (int) g_date_get_year (day) - (int) g_date_get_year (birth);
  if (g_date_get_month (day) < g_date_get_month (birth)
      || (g_date_get_month (day) == g_date_get_month (birth)
          && g_date_get_day (day) < g_date_get_day (birth)))
    age--;
  return age;
}

/**
 * base_date_birthday:
 * @birth: a birth date
 * @age: an age in full years
 * @day: (out caller-allocates): the first day on which base_date_age_on() gives @age
 *
 * Born on 29 February: 1 March of a common year.
 */
void
base_date_birthday (const GDate *birth, guint age, GDate *day)
{
  guint year = g_date_get_year (birth) + age;

  g_date_clear (day, 1);
  if (g_date_valid_dmy (g_date_get_day (birth), g_date_get_month (birth), (GDateYear) year))
    g_date_set_dmy (day, g_date_get_day (birth), g_date_get_month (birth), (GDateYear) year);
  else
    g_date_set_dmy (day, 1, G_DATE_MARCH, (GDateYear) year);
}

/**
 * base_date_school_year:
 * @date: a date
 *
 * Holidays in July still belong to the year that ends; 1 August begins the next.
 *
 * Returns: (transfer full): "2026-2027"
 */
char *
base_date_school_year (const GDate *date)
{
  guint year;

  if (!g_date_valid (date))
    return g_strdup ("");
  year = g_date_get_year (date);
  if (g_date_get_month (date) < G_DATE_AUGUST)
    year--;
  return g_strdup_printf ("%u-%u", year, year + 1);
}
