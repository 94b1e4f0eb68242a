/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-format-private.h"

#include "base-text.h"
#include "merge-number-private.h"
#include "merge-words-private.h"

#define DEFAULT_DATE_PICTURE "dd/MM/yyyy"

/* With a date it makes the first of a month “1er”, which Word does not know to do. */
#define ORDINAL "Ordinal"

/* The whole number that Word counts with. */
static gboolean
round_whole (const MergeDecimal *number, gint64 *whole)
{
  MergeDecimal rounded = *number;

  merge_decimal_round (&rounded, 0);
  return merge_decimal_to_integer (&rounded, whole);
}

static char *
write_arabic (const MergeDecimal *number)
{
  gint64 whole;

  return round_whole (number, &whole) ? g_strdup_printf ("%" G_GINT64_FORMAT, whole) : NULL;
}

static char *
write_arabic_dash (const MergeDecimal *number)
{
  gint64 whole;

  return round_whole (number, &whole) ? g_strdup_printf ("- %" G_GINT64_FORMAT " -", whole) : NULL;
}

static char *
write_roman (const MergeDecimal *number)
{
  gint64 whole;

  return round_whole (number, &whole) ? merge_words_roman (whole) : NULL;
}

static char *
write_alphabetic (const MergeDecimal *number)
{
  gint64 whole;

  return round_whole (number, &whole) ? merge_words_alphabetic (whole) : NULL;
}

static char *
write_ordinal (const MergeDecimal *number)
{
  gint64 whole;

  return round_whole (number, &whole) ? merge_words_short_ordinal (whole) : NULL;
}

static char *
write_cardinal_words (const MergeDecimal *number)
{
  gint64 whole;

  return round_whole (number, &whole) ? merge_words_cardinal (whole) : NULL;
}

static char *
write_ordinal_words (const MergeDecimal *number)
{
  gint64 whole;

  return round_whole (number, &whole) ? merge_words_ordinal (whole) : NULL;
}

static char *
write_hex (const MergeDecimal *number)
{
  gint64 whole;

  if (!round_whole (number, &whole) || whole < 0)
    return NULL;
  return g_strdup_printf ("%" G_GINT64_MODIFIER "X", whole);
}

/* Words that may follow \* (docx §7.5). One that writes numbers in another way has a function of
 * numbers, which is applied before those of letters. Without a function, a word says where the
 * formatting comes from and changes no letter. */
static const struct
{
  const char *word;
  char *(*change) (const char *text);
  char *(*number) (const MergeDecimal *number);
} text_formats[] = {
  { "Upper", base_text_upper, NULL },
  { "Lower", base_text_lower, NULL },
  { "FirstCap", base_text_first_cap, NULL },
  { "Caps", base_text_caps, NULL },
  { "Arabic", NULL, write_arabic },
  { "ArabicDash", NULL, write_arabic_dash },
  { "Roman", NULL, write_roman },
  { "Alphabetic", NULL, write_alphabetic },
  { ORDINAL, NULL, write_ordinal },
  { "CardText", NULL, write_cardinal_words },
  { "OrdText", NULL, write_ordinal_words },
  { "DollarText", NULL, merge_words_money },
  { "Hex", NULL, write_hex },
  { "MERGEFORMAT", NULL, NULL },
  { "MERGEFORMATINET", NULL, NULL },
  { "CHARFORMAT", NULL, NULL },
};

static void warn (GPtrArray *warnings, const char *sentence, ...) G_GNUC_PRINTF (2, 3);

static void
warn (GPtrArray *warnings, const char *sentence, ...)
{
  va_list arguments;

  va_start (arguments, sentence);
  g_ptr_array_add (warnings, g_strdup_vprintf (sentence, arguments));
  va_end (arguments);
}

/* “roman” and “alphabetic” are written in small letters, “Roman” and “ALPHABETIC” in capitals. */
static void
set_number_format (MergeFormat *format, guint index, const char *word)
{
  format->number = index + 1;
  format->small_letters = g_ascii_islower (*word)
                          && (text_formats[index].number == write_roman
                              || text_formats[index].number == write_alphabetic);
  format->ordinal = strcmp (text_formats[index].word, ORDINAL) == 0;
}

static void
add_text_format (MergeFormat *format,
                 const MergeSwitch *item,
                 const char *name,
                 GPtrArray *warnings)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (text_formats)
         && g_ascii_strcasecmp (text_formats[i].word, item->argument) != 0)
    i++;
  if (i == G_N_ELEMENTS (text_formats))
    warn (warnings,
          _ ("The field “%s” asks for the text format “%s”, which is not known. Its value is shown "
             "as it is."),
          name, item->argument);
  else if (text_formats[i].change != NULL)
    g_array_append_val (format->cases, i);
  else if (text_formats[i].number != NULL)
    set_number_format (format, i, item->argument);
  else if (strcmp (text_formats[i].word, "CHARFORMAT") == 0)
    format->from_type = TRUE;
}

static void
set_picture (char **picture, const MergeSwitch *item, const char *name, GPtrArray *warnings)
{
  g_free (*picture);
  *picture = g_strdup (item->argument);
  if (item->extra_words)
    warn (warnings,
          _ ("The format of the field “%s” has several words without quotes: only “%s” counts. Put "
             "the whole format between straight quotes."),
          name, item->argument);
}

static void
set_text (char **text, const MergeSwitch *item, const char *name, GPtrArray *warnings)
{
  g_free (*text);
  *text = g_strdup (item->argument);
  if (item->extra_words)
    warn (warnings,
          _ ("The text around the field “%s” has several words without quotes: only “%s” counts. "
             "Put the whole text between straight quotes."),
          name, item->argument);
}

static void
add_switch (MergeFormat *format, const MergeSwitch *item, const char *name, GPtrArray *warnings)
{
  char letter[7] = "";

  letter[g_unichar_to_utf8 (item->letter, letter)] = '\0';
  if (strchr ("@#*bf", *letter) != NULL && item->argument == NULL)
    {
      warn (warnings,
            _ ("The switch \\%2$s of the field “%1$s” says nothing more. Complete it in Word, or "
               "take it away."),
            name, letter);
      return;
    }
  switch (*letter)
    {
    case '@':
      set_picture (&format->date_picture, item, name, warnings);
      break;
    case '#':
      set_picture (&format->number_picture, item, name, warnings);
      break;
    case '*':
      add_text_format (format, item, name, warnings);
      break;
    case 'b':
      set_text (&format->before, item, name, warnings);
      break;
    case 'f':
      set_text (&format->after, item, name, warnings);
      break;
    case 'm': /* the name is one that Word maps, or is written vertically: nothing to do */
    case 'v':
      break;
    default:
      warn (warnings, _ ("The field “%s” has a switch \\%s that is not known. It is left out."),
            name, letter);
    }
}

/* A school's date in English is an oversight: Word's own, mostly. */
static void
warn_of_english (const MergeFormat *format, const char *name, GPtrArray *warnings)
{
  const char *picture = format->date_picture;

  if (format->language == MERGE_LANGUAGE_ENGLISH && picture != NULL
      && (strstr (picture, "MMM") != NULL || strstr (picture, "ddd") != NULL
          || strstr (picture, "DDD") != NULL))
    warn (
        warnings,
        _ ("The field “%s” is marked as English in the template: the names of its days and months "
           "will be English. Select it in Word and choose French as its language."),
        name);
}

/**
 * merge_format_init:
 * @format: (out caller-allocates): the format
 * @instruction: a merge field's instruction
 * @name: the field's name, for warnings
 * @warnings: (element-type utf8): sentences about switches that are not understood
 *
 * Reads the switches of a merge field.
 */
void
merge_format_init (MergeFormat *format,
                   const MergeInstruction *instruction,
                   const char *name,
                   GPtrArray *warnings)
{
  memset (format, 0, sizeof *format);
  format->cases = g_array_new (FALSE, FALSE, sizeof (guint));
  format->language = instruction != NULL ? instruction->language : MERGE_LANGUAGE_FRENCH;
  for (guint i = 0; instruction != NULL && i < instruction->switches->len; i++)
    add_switch (format, g_ptr_array_index (instruction->switches, i), name, warnings);
  warn_of_english (format, name, warnings);
}

/**
 * merge_format_clear:
 * @format: what merge_format_init() filled in
 *
 * Frees the members.
 */
void
merge_format_clear (MergeFormat *format)
{
  g_clear_pointer (&format->date_picture, g_free);
  g_clear_pointer (&format->number_picture, g_free);
  g_clear_pointer (&format->before, g_free);
  g_clear_pointer (&format->after, g_free);
  g_clear_pointer (&format->cases, g_array_unref);
}

/* A date in the wanted picture; a typed date without one is written the French way. */
static char *
format_date (const MergeFormat *format, const MergeValue *value, const char *text)
{
  const char *picture = format->date_picture;
  MergeMoment moment;

  if (picture == NULL && value->type == MERGE_VALUE_DATE)
    picture = DEFAULT_DATE_PICTURE;
  if (picture == NULL || value->type == MERGE_VALUE_NUMBER)
    return NULL;
  if (!merge_moment_parse (text, &moment)
      && (merge_picture_needs_day (picture) || !merge_moment_parse_time (text, &moment)))
    return NULL;
  return merge_picture_format_date (picture, &moment, format->language, format->ordinal);
}

/* A number in the wanted picture. */
static char *
format_number (const MergeFormat *format, const MergeValue *value, const char *text)
{
  MergeDecimal number;

  if (format->number_picture == NULL || value->type == MERGE_VALUE_DATE
      || !merge_number_find (text, &number))
    return NULL;
  return merge_number_picture (format->number_picture, &number, format->language);
}

/* The value without a picture: only the comma of a typed number is French. */
static char *
format_plain (const MergeFormat *format, const MergeValue *value, const char *text)
{
  char *copy = g_strdup (text);

  if (value->type != MERGE_VALUE_NUMBER || format->language == MERGE_LANGUAGE_ENGLISH)
    return copy;
  return g_strdelimit (copy, ".", ',');
}

/* A text that is a number in the way that \* wants; other texts stay. Returns whether it was one.
 */
static gboolean
write_number (const MergeFormat *format, char **text)
{
  MergeDecimal number;
  char *written = NULL;

  if (format->number == 0)
    return TRUE;
  if (merge_number_parse (*text, &number))
    written = text_formats[format->number - 1].number (&number);
  if (written == NULL)
    return FALSE;
  g_free (*text);
  *text = format->small_letters ? g_ascii_strdown (written, -1) : g_steal_pointer (&written);
  g_free (written);
  return TRUE;
}

static void
change_letters (const MergeFormat *format, char **text)
{
  for (guint i = 0; i < format->cases->len; i++)
    {
      char *changed = text_formats[g_array_index (format->cases, guint, i)].change (*text);

      g_free (*text);
      *text = changed;
    }
}

/**
 * merge_format_value:
 * @format: what a field's switches ask for
 * @value: a value whose text is not empty
 * @understood: (out): %FALSE when a date format was asked for a text that is no date, or a number
 *   format or words for one that is no number; the text is then shown as it is, as Word does
 *
 * Writes a value as the document shows it: the picture first, then \* on the value alone, then the
 * texts of \b and \f around it (docx §7.3).
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
merge_format_value (const MergeFormat *format, const MergeValue *value, gboolean *understood)
{
  g_autofree char *valid = g_utf8_make_valid (value->text, -1);
  char *text = format_date (format, value, valid);
  gboolean is_date = text != NULL;

  if (text == NULL)
    text = format_number (format, value, valid);
  *understood = text != NULL || (format->date_picture == NULL && format->number_picture == NULL);
  if (text == NULL)
    text = format_plain (format, value, valid);
  /* A date in words is no number, but its year alone is. */
  *understood = (write_number (format, &text) || is_date) && *understood;
  change_letters (format, &text);
  if (format->before != NULL || format->after != NULL)
    {
      char *around = g_strconcat (format->before != NULL ? format->before : "", text,
                                  format->after != NULL ? format->after : "", NULL);

      g_free (text);
      text = around;
    }
  return text;
}
