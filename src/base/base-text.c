/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "base-text.h"

#include <string.h>

/* Texts come from spreadsheets and keyboards of all ages: every function here takes NULL for "" and
 * replaces what is not UTF-8 instead of failing. None asks the process locale anything: a list
 * sorts the same on every seat. */

/* Letters that keep no base letter when Unicode decomposes them. Sorted by code point. */
static const struct
{
  gunichar letter;
  const char *plain;
} plain_letters[] = {
  { 0x00df, "ss" }, /* ß */
  { 0x00e6, "ae" }, /* æ */
  { 0x00f0, "d" },  /* ð */
  { 0x00f8, "o" },  /* ø */
  { 0x00fe, "th" }, /* þ */
  { 0x0111, "d" },  /* đ */
  { 0x0127, "h" },  /* ħ */
  { 0x0131, "i" },  /* ı */
  { 0x0138, "k" },  /* ĸ */
  { 0x0142, "l" },  /* ł */
  { 0x014b, "n" },  /* ŋ */
  { 0x0153, "oe" }, /* œ */
  { 0x0167, "t" },  /* ŧ */
  { 0x0180, "b" },  /* ƀ */
  { 0x0192, "f" },  /* ƒ */
};

/* Lower-case letters whose capital is two letters (Unicode SpecialCasing). */
static const struct
{
  gunichar letter;
  const char *upper;
  const char *title;
} long_capitals[] = {
  { 0x00df, "SS", "Ss" },   /* ß */
  { 0x0149, "ʼN", "ʼN" },   /* ŉ */
  { 0xfb00, "FF", "Ff" },   /* ﬀ */
  { 0xfb01, "FI", "Fi" },   /* ﬁ */
  { 0xfb02, "FL", "Fl" },   /* ﬂ */
  { 0xfb03, "FFI", "Ffi" }, /* ﬃ */
  { 0xfb04, "FFL", "Ffl" }, /* ﬄ */
};

static char *
valid_text (const char *text)
{
  return text == NULL ? g_strdup ("") : g_utf8_make_valid (text, -1);
}

static gboolean
is_line_break (gunichar c)
{
  return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static gboolean
is_space (gunichar c)
{
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || (c >= 0x80 && g_unichar_isspace (c));
}

static gboolean
is_invisible (gunichar c)
{
  return c == 0xfeff || c == 0x200b || c == 0x2060;
}

/* What separates two words when texts are compared: "L’Haÿ-les-Roses" is "l hay les roses". */
static gboolean
is_fold_separator (gunichar c)
{
  if (c < 0x80)
    return c <= ' ' || c == 0x7f || c == '\'' || c == '-' || c == '`';
  switch (c)
    {
    case 0x02b9: /* ʹ */
    case 0x02bb: /* ʻ */
    case 0x02bc: /* ʼ */
    case 0x02bd: /* ʽ */
    case 0x2018: /* ‘ */
    case 0x2019: /* ’ */
    case 0x201b: /* ‛ */
    case 0x2032: /* ′ */
    case 0x2043: /* ⁃ */
    case 0x2212: /* − */
      return TRUE;
    default:
      return g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION || is_space (c)
             || g_unichar_iscntrl (c);
    }
}

/* The end of the leading part of @text that is ASCII. */
static const char *
skip_ascii (const char *text)
{
  while (*text != '\0' && (guchar) *text < 0x80)
    text++;
  return text;
}

static void
add_separator (GString *out)
{
  if (out->len > 0 && out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
}

static char *
finish_folded (GString *out)
{
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

/* Ten thousand rows are folded when a list is loaded: the common case must not allocate twice. */
static char *
fold_ascii (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length + 1);
  gsize i;

  for (i = 0; i < length; i++)
    {
      char c = text[i];

      if (g_ascii_isalnum (c))
        g_string_append_c (out, g_ascii_tolower (c));
      else if (is_fold_separator ((guchar) c))
        add_separator (out);
      else
        g_string_append_c (out, c);
    }
  return finish_folded (out);
}

static gboolean
add_plain_letter (GString *out, gunichar c)
{
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (plain_letters); i++)
    if (plain_letters[i].letter == c)
      {
        g_string_append (out, plain_letters[i].plain);
        return TRUE;
      }
  return FALSE;
}

/**
 * base_text_fold:
 * @text: (nullable): any text, not necessarily UTF-8
 *
 * Makes texts comparable that a person would take for the same: no case, no accents (NFKD without
 * marks), ligatures opened, and apostrophes, hyphens and white space of every kind as one space.
 * Folding a folded text changes nothing.
 *
 * Returns: (transfer full): the folded text, without spaces at its ends
 */
char *
base_text_fold (const char *text)
{
  g_autofree char *valid = NULL, *decomposed = NULL, *lower = NULL;
  const char *ascii_end, *at;
  GString *out;

  if (text == NULL)
    return g_strdup ("");
  ascii_end = skip_ascii (text);
  if (*ascii_end == '\0')
    return fold_ascii (text, ascii_end - text);

  valid = valid_text (text);
  decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  lower = g_utf8_casefold (decomposed, -1);
  out = g_string_sized_new (strlen (lower) + 1);
  for (at = lower; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (is_fold_separator (c))
        add_separator (out);
      else if (c < 0x80)
        g_string_append_c (out, (char) c);
      else if (!g_unichar_ismark (c) && g_unichar_type (c) != G_UNICODE_FORMAT
               && !add_plain_letter (out, c))
        g_string_append_unichar (out, c);
    }
  return finish_folded (out);
}

/**
 * base_text_sort_key:
 * @text: (nullable): any text
 *
 * Keys are compared with strcmp() (SQLite: BINARY), whatever the locale: first without case and
 * accents, then, for texts that only differ there, as written.
 *
 * Returns: (transfer full): the key; "" for a blank text
 */
char *
base_text_sort_key (const char *text)
{
  g_autofree char *folded = base_text_fold (text);
  g_autofree char *valid = NULL, *composed = NULL;

  if (*folded == '\0')
    return g_steal_pointer (&folded);
  valid = valid_text (text);
  composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  /* \x01 comes before the space: "Roux" before "Roux Anne". */
  return g_strconcat (folded, "\x01", composed, NULL);
}

/**
 * base_text_clean:
 * @text: (nullable): a text as typed, pasted or imported
 *
 * Takes away what nobody meant to write: white space and byte order marks at the ends, runs of
 * horizontal white space (no-break spaces too), spaces around line breaks, control characters. Line
 * breaks stay, all as "\n".
 *
 * Returns: (transfer full): the text, valid UTF-8
 */
char *
base_text_clean (const char *text)
{
  g_autofree char *valid = valid_text (text);
  GString *out = g_string_sized_new (strlen (valid) + 1);
  guint breaks = 0;
  gboolean space = FALSE;
  const char *at;

  for (at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (is_line_break (c))
        {
          if (c == '\r' && at[1] == '\n')
            continue;
          breaks++;
        }
      else if (is_space (c))
        space = TRUE;
      else if (!is_invisible (c) && !g_unichar_iscntrl (c))
        {
          if (out->len > 0 && breaks > 0)
            while (breaks-- > 0)
              g_string_append_c (out, '\n');
          else if (out->len > 0 && space)
            g_string_append_c (out, ' ');
          breaks = 0;
          space = FALSE;
          g_string_append_unichar (out, c);
        }
    }
  return g_string_free (out, FALSE);
}

/**
 * base_text_excerpt:
 * @text: (nullable): any text, of any length
 * @max_chars: the most characters to keep
 *
 * For a sentence that quotes what somebody wrote.
 *
 * Returns: (transfer full): @text cleaned, on one line, and cut with "…" when it is longer
 */
char *
base_text_excerpt (const char *text, guint max_chars)
{
  g_autofree char *clean = base_text_clean (text);
  g_autofree char *kept = NULL;

  g_strdelimit (clean, "\n", ' ');
  if (g_utf8_strlen (clean, -1) <= (glong) max_chars)
    return g_steal_pointer (&clean);
  kept = g_utf8_substring (clean, 0, MAX (max_chars, 1) - 1);
  return g_strconcat (kept, "…", NULL);
}

static void
add_capital (GString *out, gunichar c, gboolean title)
{
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (long_capitals); i++)
    if (long_capitals[i].letter == c)
      {
        g_string_append (out, title ? long_capitals[i].title : long_capitals[i].upper);
        return;
      }
  g_string_append_unichar (out, title ? g_unichar_totitle (c) : g_unichar_toupper (c));
}

/**
 * base_text_upper:
 * @text: (nullable): any text
 *
 * Returns: (transfer full): @text in capitals, accents kept ("É", "Œ"), ß as "SS"
 */
char *
base_text_upper (const char *text)
{
  g_autofree char *valid = valid_text (text);
  GString *out = g_string_sized_new (strlen (valid) + 1);
  const char *at;

  for (at = valid; *at != '\0'; at = g_utf8_next_char (at))
    add_capital (out, g_utf8_get_char (at), FALSE);
  return g_string_free (out, FALSE);
}

/**
 * base_text_lower:
 * @text: (nullable): any text
 *
 * Returns: (transfer full): @text in small letters
 */
char *
base_text_lower (const char *text)
{
  g_autofree char *valid = valid_text (text);
  GString *out = g_string_sized_new (strlen (valid) + 1);
  const char *at;

  for (at = valid; *at != '\0'; at = g_utf8_next_char (at))
    g_string_append_unichar (out, g_unichar_tolower (g_utf8_get_char (at)));
  return g_string_free (out, FALSE);
}

/**
 * base_text_first_cap:
 * @text: (nullable): any text
 *
 * Word's `\* FirstCap`: the first letter becomes a capital, the rest stays. A text that begins with
 * a figure stays as it is.
 *
 * Returns: (transfer full): the text
 */
char *
base_text_first_cap (const char *text)
{
  g_autofree char *valid = valid_text (text);
  const char *at = valid;
  GString *out;

  while (*at != '\0' && !g_unichar_isalnum (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  if (*at == '\0')
    return g_steal_pointer (&valid);
  out = g_string_sized_new (strlen (valid) + 2);
  g_string_append_len (out, valid, at - valid);
  add_capital (out, g_utf8_get_char (at), TRUE);
  g_string_append (out, g_utf8_next_char (at));
  return g_string_free (out, FALSE);
}

/**
 * base_text_caps:
 * @text: (nullable): any text
 *
 * Word's `\* Caps`, as French names want it: a capital at the start and after a space, a hyphen, an
 * apostrophe, "_" or any other sign; small letters elsewhere. A figure is part of its word ("3e
 * Étage"), and so is a combining accent.
 *
 * Returns: (transfer full): the text
 */
char *
base_text_caps (const char *text)
{
  g_autofree char *valid = valid_text (text);
  GString *out = g_string_sized_new (strlen (valid) + 1);
  gboolean inside = FALSE;
  const char *at;

  for (at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isalpha (c) && !inside)
        add_capital (out, c, TRUE);
      else
        g_string_append_unichar (out, g_unichar_tolower (c));
      if (!g_unichar_ismark (c))
        inside = g_unichar_isalnum (c);
    }
  return g_string_free (out, FALSE);
}

/**
 * base_text_is_blank:
 * @text: (nullable): any text
 *
 * Returns: whether @text holds nothing to read: no text, white space or byte order marks only
 */
gboolean
base_text_is_blank (const char *text)
{
  const char *at = text;

  while (at != NULL && *at != '\0')
    {
      gunichar c = (guchar) *at < 0x80 ? (gunichar) *at : g_utf8_get_char_validated (at, -1);

      if (c == (gunichar) -1 || c == (gunichar) -2 || (!is_space (c) && !is_invisible (c)))
        return FALSE;
      at = g_utf8_next_char (at);
    }
  return TRUE;
}

/**
 * base_text_folded_contains_all:
 * @folded: (nullable): what is searched, folded by base_text_fold()
 * @folded_words: (nullable): what the user typed, folded
 *
 * The search of every list: each blank-separated word of @folded_words must be somewhere in
 * @folded, in any order. Runs for every row at every key: it allocates nothing.
 *
 * Returns: whether all words were found; %TRUE when there is none to find
 */
gboolean
base_text_folded_contains_all (const char *folded, const char *folded_words)
{
  const char *word = folded_words != NULL ? folded_words : "";
  gsize length = folded != NULL ? strlen (folded) : 0;

  for (word += strspn (word, " "); *word != '\0'; word += strspn (word, " "))
    {
      gsize word_length = strcspn (word, " ");

      if (length < word_length || memmem (folded, length, word, word_length) == NULL)
        return FALSE;
      word += word_length;
    }
  return TRUE;
}
