/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-format-private.h"

#include "base-text.h"
#include "merge-number-private.h"

#define DEFAULT_DATE_PICTURE "dd/MM/yyyy"

/* Words that may follow \* (docx §7.5). Without a function, a word says where the formatting comes
 * from and changes no letter. */
static const struct
{
  const char *word;
  char *(*change) (const char *text);
} text_formats[] = {
  { "Upper", base_text_upper }, { "Lower", base_text_lower }, { "FirstCap", base_text_first_cap },
  { "Caps", base_text_caps },   { "MERGEFORMAT", NULL },      { "MERGEFORMATINET", NULL },
  { "CHARFORMAT", NULL },
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
  for (guint i = 0; instruction != NULL && i < instruction->switches->len; i++)
    add_switch (format, g_ptr_array_index (instruction->switches, i), name, warnings);
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
  if (picture == NULL || value->type == MERGE_VALUE_NUMBER || !merge_moment_parse (text, &moment))
    return NULL;
  return merge_picture_format_date (picture, &moment);
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

/**
 * merge_format_value:
 * @format: what a field's switches ask for
 * @value: a value whose text is not empty
 * @understood: (out): %FALSE when a date format was asked for a text that is no date, or a number
 *   format for one that is no number; the text is then shown as it is, as Word does
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

  if (text == NULL)
    text = format_number (format, value, valid);
  *understood = text != NULL || (format->date_picture == NULL && format->number_picture == NULL);
  if (text == NULL)
    text = format_plain (format, value, valid);
  for (guint i = 0; i < format->cases->len; i++)
    {
      char *changed = text_formats[g_array_index (format->cases, guint, i)].change (text);

      g_free (text);
      text = changed;
    }
  if (format->before != NULL || format->after != NULL)
    {
      char *around = g_strconcat (format->before != NULL ? format->before : "", text,
                                  format->after != NULL ? format->after : "", NULL);

      g_free (text);
      text = around;
    }
  return text;
}
