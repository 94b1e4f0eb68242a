/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "merge-picture-private.h"

#include "base-date.h"

/* Word's date pictures (docx §7.6). The words are French whatever the computer speaks: an agreement
 * is a French legal text. Only a field that its author's Word has in English speaks English. */

static const char *const english_months[] = {
  "January", "February", "March",     "April",   "May",      "June",
  "July",    "August",   "September", "October", "November", "December",
};

static const char *const english_weekdays[] = {
  "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
};

/* How a moment is written. */
typedef struct
{
  const MergeMoment *moment;
  MergeLanguage language;
  gboolean ordinal; /* "1er" */
} Writing;

typedef enum
{
  ITEM_NONE,
  ITEM_DAY,
  ITEM_MONTH,
  ITEM_YEAR,
  ITEM_HOUR_12,
  ITEM_HOUR_24,
  ITEM_MINUTE,
  ITEM_SECOND
} Item;

/* Letters of a picture. Month and minute differ by their case alone; j and a are what French
 * Word's own window calls day and year. */
static const struct
{
  char letter;
  Item item;
  gboolean french;
} letters[] = {
  { 'd', ITEM_DAY, FALSE },     { 'D', ITEM_DAY, FALSE },    { 'M', ITEM_MONTH, FALSE },
  { 'y', ITEM_YEAR, FALSE },    { 'Y', ITEM_YEAR, FALSE },   { 'h', ITEM_HOUR_12, FALSE },
  { 'H', ITEM_HOUR_24, FALSE }, { 'm', ITEM_MINUTE, FALSE }, { 's', ITEM_SECOND, FALSE },
  { 'S', ITEM_SECOND, FALSE },  { 'j', ITEM_DAY, TRUE },     { 'J', ITEM_DAY, TRUE },
  { 'a', ITEM_YEAR, TRUE },     { 'A', ITEM_YEAR, TRUE },
};

static Item
item_of (char letter, gboolean french)
{
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].letter == letter && (french || !letters[i].french))
      return letters[i].item;
  return ITEM_NONE;
}

/* “jj/MM/aaaa” is French, “dd 'jours' …” is not: literals do not count, and "am/pm" has an a. */
static gboolean
is_french (const char *picture)
{
  gboolean literal = FALSE, day = FALSE, year = FALSE;

  for (const char *at = picture; *at != '\0'; at++)
    {
      if (*at == '\'')
        literal = !literal;
      if (literal)
        continue;
      if (strchr ("dDyY", *at) != NULL)
        return FALSE;
      day = day || *at == 'j' || *at == 'J';
      year = year || g_ascii_strncasecmp (at, "aa", 2) == 0;
    }
  return day || year;
}

static void
add_number (GString *out, int value, guint width)
{
  g_string_append_printf (out, "%0*d", width >= 2 ? 2 : 1, value);
}

static void
add_english (GString *out, const char *word, guint count)
{
  g_string_append_len (out, word, count == 3 ? 3 : (gssize) strlen (word));
}

static void
add_day (GString *out, const Writing *writing, guint count)
{
  GDateWeekday weekday = g_date_get_weekday (&writing->moment->date);
  guint day = g_date_get_day (&writing->moment->date);

  if (count >= 3 && writing->language == MERGE_LANGUAGE_ENGLISH)
    add_english (out, english_weekdays[weekday - 1], count);
  else if (count >= 3)
    g_string_append (out, base_date_weekday_name (weekday, count == 3));
  else if (day == 1 && count == 1 && writing->ordinal && writing->language == MERGE_LANGUAGE_FRENCH)
    g_string_append (out, "1er");
  else
    add_number (out, (int) day, count);
}

static void
add_month (GString *out, const Writing *writing, guint count)
{
  GDateMonth month = g_date_get_month (&writing->moment->date);

  if (count >= 3 && writing->language == MERGE_LANGUAGE_ENGLISH)
    add_english (out, english_months[month - 1], count);
  else if (count >= 3)
    g_string_append (out, base_date_month_name (month, count == 3));
  else
    add_number (out, (int) month, count);
}

static void
add_item (GString *out, Item item, const Writing *writing, guint count)
{
  const MergeMoment *moment = writing->moment;

  switch (item)
    {
    case ITEM_DAY:
      add_day (out, writing, count);
      break;
    case ITEM_MONTH:
      add_month (out, writing, count);
      break;
    case ITEM_YEAR:
      if (count >= 3)
        g_string_append_printf (out, "%04d", g_date_get_year (&moment->date));
      else
        add_number (out, g_date_get_year (&moment->date) % 100, 2);
      break;
    case ITEM_HOUR_12:
      add_number (out, moment->hour % 12 == 0 ? 12 : moment->hour % 12, count);
      break;
    case ITEM_HOUR_24:
      add_number (out, moment->hour, count);
      break;
    case ITEM_MINUTE:
      add_number (out, moment->minute, count);
      break;
    case ITEM_SECOND:
      add_number (out, moment->second, count);
      break;
    case ITEM_NONE:
    default:
      break;
    }
}

/* Copies one character as it is. “févr.” followed by the picture's own point keeps one. */
static const char *
add_literal (GString *out, const char *at, const char *previous_item_end)
{
  const char *next = g_utf8_next_char (at);

  if (*at != '.' || at != previous_item_end || out->len == 0 || out->str[out->len - 1] != '.')
    g_string_append_len (out, at, next - at);
  return next;
}

/* 'text' is literal, `item` is a caption's number, which has no sense here. */
static const char *
add_quoted (GString *out, const char *at)
{
  const char *close = strchr (at + 1, *at);
  const char *end = close != NULL ? close : at + strlen (at);

  if (*at == '\'')
    g_string_append_len (out, at + 1, end - at - 1);
  return close != NULL ? close + 1 : end;
}

/* English Word writes capitals whatever the picture has; in French, which has no such halves, it is
 * as the picture wants. */
static gboolean
add_half_of_day (GString *out, const char **at, const Writing *writing)
{
  gboolean capitals = **at == 'A' || writing->language == MERGE_LANGUAGE_ENGLISH;
  gboolean morning = writing->moment->hour < 12;

  if (g_ascii_strncasecmp (*at, "am/pm", 5) != 0)
    return FALSE;
  if (capitals)
    g_string_append (out, morning ? "AM" : "PM");
  else
    g_string_append (out, morning ? "am" : "pm");
  *at += 5;
  return TRUE;
}

/**
 * merge_picture_format_date:
 * @picture: what follows \@ in an instruction, backslashes kept
 * @moment: a date
 * @language: which words it is written in
 * @ordinal: whether the first of a month, in French, is "1er" where the picture has one d and the
 *   month in words
 *
 * Returns: (transfer full): the date as the picture wants it
 */
char *
merge_picture_format_date (const char *picture,
                           const MergeMoment *moment,
                           MergeLanguage language,
                           gboolean ordinal)
{
  Writing writing = { moment, language, ordinal && strstr (picture, "MMM") != NULL };
  GString *out = g_string_new (NULL);
  gboolean french = is_french (picture);
  const char *item_end = NULL;
  const char *at = picture;

  while (*at != '\0')
    {
      Item item = item_of (*at, french);
      guint count = 1;

      if (add_half_of_day (out, &at, &writing))
        continue;
      if (*at == '\'' || *at == '`')
        at = add_quoted (out, at);
      else if (*at == '\\' && at[1] != '\0')
        at = add_literal (out, at + 1, NULL);
      else if (item == ITEM_NONE)
        at = add_literal (out, at, item_end);
      else
        {
          while (item_of (at[count], french) == item)
            count++;
          add_item (out, item, &writing, count);
          at += count;
          item_end = at;
        }
    }
  return g_string_free (out, FALSE);
}

/**
 * merge_picture_needs_day:
 * @picture: what follows \@ in an instruction
 *
 * Returns: whether @picture writes anything of a day, so that an hour alone does not do
 */
gboolean
merge_picture_needs_day (const char *picture)
{
  gboolean french = is_french (picture), literal = FALSE;

  for (const char *at = picture; *at != '\0'; at++)
    {
      Item item = item_of (*at, french);

      if (*at == '\'')
        literal = !literal;
      else if (*at == '\\' && at[1] != '\0')
        at++;
      else if (!literal && (item == ITEM_DAY || item == ITEM_MONTH || item == ITEM_YEAR))
        return TRUE;
      else if (g_ascii_strncasecmp (at, "am/pm", 5) == 0)
        at += 4;
    }
  return FALSE;
}

static const char *
skip_blank (const char *at)
{
  gunichar c = g_utf8_get_char (at);

  while (c == ' ' || c == 0xA0 || c == 0x202F)
    {
      at = g_utf8_next_char (at);
      c = g_utf8_get_char (at);
    }
  return at;
}

/* One or two digits, or three where so many are allowed; -1 when there is none. */
static int
take_digits (const char **at, gsize most)
{
  gsize length = strspn (*at, "0123456789");
  int value = length > 0 && length <= most ? atoi (*at) : -1;

  *at += length;
  return value;
}

/* Parts of a second and the zone, which only a computer's own times have. */
static const char *
skip_zone (const char *at)
{
  if (*at == '.')
    at += 1 + strspn (at + 1, "0123456789");
  if (*at == 'Z')
    return at + 1;
  if ((*at == '+' || *at == '-') && strspn (at + 1, "0123456789:") >= 4)
    return at + 1 + strspn (at + 1, "0123456789:");
  return at;
}

/**
 * merge_clock_parse:
 * @text: valid UTF-8: "8:30", "08:30:00", "8h30", "8 h", also of a duration: "35h30"
 * @hour: (out): up to 999
 * @minute: (out): below 60
 * @second: (out): below 61
 *
 * Returns: whether @text is that
 */
gboolean
merge_clock_parse (const char *text, int *hour, int *minute, int *second)
{
  const char *at = skip_blank (text);
  gboolean letter;

  *minute = *second = 0;
  *hour = take_digits (&at, 3);
  at = skip_blank (at);
  letter = *at == 'h' || *at == 'H';
  if (*hour < 0 || (!letter && *at != ':'))
    return FALSE;
  at++;
  at = letter ? skip_blank (at) : at;
  if (!letter || *at != '\0')
    *minute = take_digits (&at, 2);
  if (!letter && *at == ':')
    {
      at++;
      *second = take_digits (&at, 2);
      at = skip_zone (at);
    }
  return *minute >= 0 && *minute < 60 && *second >= 0 && *second < 61 && *skip_blank (at) == '\0';
}

/**
 * merge_moment_parse_time:
 * @text: an hour of a day, as merge_clock_parse() reads it
 * @moment: (out caller-allocates): it, of no day
 *
 * Returns: whether @text is one
 */
gboolean
merge_moment_parse_time (const char *text, MergeMoment *moment)
{
  g_date_clear (&moment->date, 1);
  return merge_clock_parse (text, &moment->hour, &moment->minute, &moment->second)
         && moment->hour < 24;
}

/* Where the hour begins in "2026-01-12T08:30" and "12/01/2026 8 h 30", or NULL. */
static char *
find_time (char *text)
{
  char *split = strrchr (text, 'T');

  if (split != NULL && split > text && g_ascii_isdigit (split[-1]) && g_ascii_isdigit (split[1]))
    return split;
  for (split = strchr (text, ' '); split != NULL; split = strchr (split + 1, ' '))
    {
      MergeMoment moment;

      if (merge_moment_parse_time (split + 1, &moment))
        return split;
    }
  return NULL;
}

/**
 * merge_moment_parse:
 * @text: a date as base_date_parse() reads it, perhaps followed by a time
 * @moment: (out caller-allocates): it
 *
 * Returns: whether @text is a date
 */
gboolean
merge_moment_parse (const char *text, MergeMoment *moment)
{
  g_autofree char *day = g_strstrip (g_strdup (text));
  char *split;

  memset (moment, 0, sizeof *moment);
  g_date_clear (&moment->date, 1);
  if (base_date_parse (day, &moment->date, NULL))
    return TRUE;
  split = find_time (day);
  if (split == NULL)
    return FALSE;
  *split = '\0';
  return merge_moment_parse_time (split + 1, moment) && base_date_parse (day, &moment->date, NULL);
}
