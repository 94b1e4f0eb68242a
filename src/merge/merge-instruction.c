/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-instruction-private.h"

/* Splits a field's instruction the way Word does (docx §7.3):
 *
 *   instr  := ws type (ws? item)*        item := switch | arg
 *   switch := '\' char [ws* arg]
 *   arg    := quote qchar* quote | bare
 *
 * A bare word ends at white space, at a quote, and at a backslash that is not doubled: French
 * templates write NEE_LE\@"dd/MM/yyyy". A quote that is never closed runs to the end. */

typedef struct
{
  const char *text;
  const char *at;
  MergeInstruction *result;
} Tokenizer;

static gboolean
is_quote (gunichar c)
{
  return c == '"' || c == 0x201C || c == 0x201D;
}

static gboolean
is_space (gunichar c)
{
  return c == 0xA0 || c == 0x202F || g_unichar_isspace (c);
}

static void
skip_space (Tokenizer *tokenizer)
{
  while (*tokenizer->at != '\0' && is_space (g_utf8_get_char (tokenizer->at)))
    tokenizer->at = g_utf8_next_char (tokenizer->at);
}

/* Appends what follows a backslash; @raw keeps the backslash too. */
static void
take_escaped (Tokenizer *tokenizer, GString *text, gboolean raw)
{
  if (raw)
    g_string_append_c (text, '\\');
  tokenizer->at++;
  if (*tokenizer->at == '\0')
    return;
  g_string_append_unichar (text, g_utf8_get_char (tokenizer->at));
  tokenizer->at = g_utf8_next_char (tokenizer->at);
}

static void
take_quoted (Tokenizer *tokenizer, GString *text, gboolean raw)
{
  tokenizer->at = g_utf8_next_char (tokenizer->at);
  while (*tokenizer->at != '\0' && !is_quote (g_utf8_get_char (tokenizer->at)))
    {
      if (*tokenizer->at == '\\')
        {
          take_escaped (tokenizer, text, raw);
          continue;
        }
      g_string_append_unichar (text, g_utf8_get_char (tokenizer->at));
      tokenizer->at = g_utf8_next_char (tokenizer->at);
    }
  if (*tokenizer->at != '\0')
    tokenizer->at = g_utf8_next_char (tokenizer->at);
}

static void
take_bare (Tokenizer *tokenizer, GString *text, gboolean raw)
{
  while (*tokenizer->at != '\0')
    {
      gunichar c = g_utf8_get_char (tokenizer->at);

      if (is_space (c) || is_quote (c) || (c == '\\' && tokenizer->at[1] != '\\'))
        return;
      if (c == '\\')
        {
          take_escaped (tokenizer, text, raw);
          continue;
        }
      g_string_append_unichar (text, c);
      tokenizer->at = g_utf8_next_char (tokenizer->at);
    }
}

/* The argument at the cursor, or %NULL before a switch and at the end. */
static char *
take_argument (Tokenizer *tokenizer, gboolean raw, gboolean *quoted)
{
  GString *text;

  skip_space (tokenizer);
  if (*tokenizer->at == '\0' || (*tokenizer->at == '\\' && tokenizer->at[1] != '\\'))
    return NULL;
  text = g_string_new (NULL);
  *quoted = is_quote (g_utf8_get_char (tokenizer->at));
  if (*quoted)
    take_quoted (tokenizer, text, raw);
  else
    take_bare (tokenizer, text, raw);
  return g_string_free (text, FALSE);
}

static void
merge_switch_free (gpointer data)
{
  MergeSwitch *item = data;

  g_free (item->argument);
  g_free (item);
}

static MergeSwitch *
add_switch (MergeInstruction *result, gunichar letter, char *argument)
{
  MergeSwitch *item = g_new0 (MergeSwitch, 1);

  item->letter = letter;
  item->argument = argument;
  g_ptr_array_add (result->switches, item);
  return item;
}

/* Words after a switch's argument: more formats for \*, otherwise words that Word ignores. */
static void
take_extra_words (Tokenizer *tokenizer, MergeSwitch *item)
{
  gboolean quoted = FALSE;
  char *word;

  while ((word = take_argument (tokenizer, FALSE, &quoted)) != NULL)
    {
      if (item->letter == '*')
        add_switch (tokenizer->result, '*', word);
      else
        {
          item->extra_words = item->argument != NULL;
          g_free (word);
        }
    }
}

/* @begin is where the argument begins, the cursor stands behind it. */
static void
note_place (Tokenizer *tokenizer, MergeSwitch *item, const char *begin, gboolean quoted)
{
  const char *end = tokenizer->at;

  if (item->argument == NULL)
    return;
  if (quoted)
    {
      const char *last = g_utf8_prev_char (end);

      begin = g_utf8_next_char (begin);
      if (last >= begin && is_quote (g_utf8_get_char (last)))
        end = last;
    }
  item->start = (gsize) (begin - tokenizer->text);
  item->end = (gsize) (end - tokenizer->text);
}

/* Whether a switch has something behind it: \d is a default only where Word asks. */
static gboolean
takes_argument (const MergeInstruction *instruction, gunichar letter)
{
  static const char *const asking[] = { "ASK", "DEMANDER", "FILLIN", "REMPLIR", NULL };

  if (letter == 'd')
    return g_strv_contains (asking, instruction->type);
  return letter < 0x80 && strchr ("@#*bf", (int) letter) != NULL;
}

static void
take_switch (Tokenizer *tokenizer)
{
  gunichar letter;
  gboolean quoted = FALSE;
  char *argument = NULL;
  const char *begin;
  MergeSwitch *item;

  tokenizer->at++;
  if (*tokenizer->at == '\0')
    return;
  letter = g_unichar_tolower (g_utf8_get_char (tokenizer->at));
  tokenizer->at = g_utf8_next_char (tokenizer->at);
  skip_space (tokenizer);
  begin = tokenizer->at;
  if (takes_argument (tokenizer->result, letter))
    argument = take_argument (tokenizer, letter == '@' || letter == '#', &quoted);
  item = add_switch (tokenizer->result, letter, argument);
  note_place (tokenizer, item, begin, quoted);
  take_extra_words (tokenizer, item);
}

/* The type may follow a backslash, which Word skips. */
static void
take_type (Tokenizer *tokenizer)
{
  gboolean quoted = FALSE;
  g_autofree char *type = NULL;

  skip_space (tokenizer);
  if (*tokenizer->at == '\\')
    tokenizer->at++;
  type = take_argument (tokenizer, FALSE, &quoted);
  tokenizer->result->type = type != NULL ? g_ascii_strup (type, -1) : g_strdup ("");
}

/**
 * merge_instruction_parse:
 * @text: the instruction of a field
 *
 * Returns: (transfer full): it, taken apart; an empty one has an empty type
 */
MergeInstruction *
merge_instruction_parse (const char *text)
{
  MergeInstruction *result = g_new0 (MergeInstruction, 1);
  Tokenizer tokenizer = { text, text, result };
  gboolean quoted = FALSE;
  char *argument;

  result->arguments = g_ptr_array_new_with_free_func (g_free);
  result->switches = g_ptr_array_new_with_free_func (merge_switch_free);
  take_type (&tokenizer);
  while ((argument = take_argument (&tokenizer, FALSE, &quoted)) != NULL)
    g_ptr_array_add (result->arguments, argument);
  skip_space (&tokenizer);
  result->switch_text = g_strstrip (g_strdup (tokenizer.at));
  while (skip_space (&tokenizer), *tokenizer.at != '\0')
    take_switch (&tokenizer);
  return result;
}

/**
 * merge_instruction_free:
 * @instruction: (transfer full): an instruction
 *
 * Frees it.
 */
void
merge_instruction_free (MergeInstruction *instruction)
{
  g_free (instruction->type);
  g_ptr_array_unref (instruction->arguments);
  g_ptr_array_unref (instruction->switches);
  g_free (instruction->switch_text);
  g_free (instruction);
}

/**
 * merge_instruction_is_merge_field:
 * @instruction: an instruction
 *
 * Returns: whether the field shows a column of the data, by its name in Word or in French Word's
 *   window
 */
gboolean
merge_instruction_is_merge_field (const MergeInstruction *instruction)
{
  return strcmp (instruction->type, "MERGEFIELD") == 0
         || strcmp (instruction->type, "CHAMPFUSION") == 0;
}

/**
 * merge_mapped_key:
 * @name: a name of Word's
 *
 * Returns: (transfer full): the name as a table of such names knows it: a field has low lines where
 *   the name has spaces
 */
char *
merge_mapped_key (const char *name)
{
  return g_strdelimit (g_utf8_strdown (name, -1), "_", ' ');
}

/**
 * merge_instruction_map:
 * @instruction: an instruction, changed
 * @mapped: (nullable): names of Word's → names in the data
 *
 * With the switch \m a merge field gets the name that its own is matched with, if there is one.
 */
void
merge_instruction_map (MergeInstruction *instruction, GHashTable *mapped)
{
  gboolean asked = FALSE;
  g_autofree char *key = NULL;
  const char *name;

  for (guint i = 0; i < instruction->switches->len; i++)
    asked = asked || ((MergeSwitch *) g_ptr_array_index (instruction->switches, i))->letter == 'm';
  if (mapped == NULL || !asked || instruction->arguments->len == 0
      || !merge_instruction_is_merge_field (instruction))
    return;
  key = merge_mapped_key (g_ptr_array_index (instruction->arguments, 0));
  name = g_hash_table_lookup (mapped, key);
  if (name == NULL)
    return;
  g_free (instruction->arguments->pdata[0]);
  instruction->arguments->pdata[0] = g_strdup (name);
}

/**
 * merge_quoting_feed:
 * @quoting: the state, changed
 * @text: the next piece of an instruction
 *
 * Follows the quotes of an instruction that is read in pieces.
 */
void
merge_quoting_feed (MergeQuoting *quoting, const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (quoting->escaped)
        quoting->escaped = FALSE;
      else if (*at == '\\')
        quoting->escaped = TRUE;
      else if (is_quote (g_utf8_get_char (at)))
        quoting->open = !quoting->open;
    }
}
