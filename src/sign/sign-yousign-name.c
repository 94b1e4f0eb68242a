/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-yousign-private.h"

#include <string.h>

#include "base-text.h"

#define TITLE_CHARS 127 /* and what says that it was cut */

/* The letters beyond ASCII that it takes in a name. */
static const struct
{
  gunichar first, last;
} letters[] = {
  { 0x00c0, 0x00cf }, { 0x00d1, 0x00d6 }, { 0x00d8, 0x00dd }, { 0x00df, 0x00ef },
  { 0x00f1, 0x00f6 }, { 0x00f8, 0x00fd }, { 0x00ff, 0x017f }, { 0x0218, 0x021b },
};

static const struct
{
  gunichar from;
  const char *to;
} replaced[] = {
  { 0x2019, "'" }, { 0x2018, "'" },  { 0x02bc, "'" },  { 0x2032, "'" },  { 0x00b4, "'" },
  { 0x2010, "-" }, { 0x2011, "-" },  { 0x2012, "-" },  { 0x2013, "-" },  { 0x2014, "-" },
  { 0x2212, "-" }, { '/', "-" },     { '&', " et " },  { '+', " et " },  { 0x00d0, "D" },
  { 0x00f0, "d" }, { 0x00de, "Th" }, { 0x00fe, "th" }, { 0x1e9e, "SS" },
};

static gboolean
is_taken (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum ((char) c) || strchr ("`'() -", (char) c) != NULL;
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    if (c >= letters[i].first && c <= letters[i].last)
      return TRUE;
  return FALSE;
}

static const char *
find_replacement (gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (replaced); i++)
    if (replaced[i].from == c)
      return replaced[i].to;
  return NULL;
}

/* A letter with marks that are too many loses them; from another alphabet, it is written in ours
 * where that is known. */
static void
append_letter (GString *name, gunichar c)
{
  char text[7] = { 0 };
  g_autofree char *plain = NULL;

  g_unichar_to_utf8 (c, text);
  plain = g_str_to_ascii (text, "fr");
  for (const char *at = plain; *at != '\0'; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (name, *at);
}

static void
append_char (GString *name, gunichar c)
{
  const char *replacement = find_replacement (c);

  if (replacement != NULL)
    g_string_append (name, replacement);
  else if (c != 0 && is_taken (c))
    g_string_append_unichar (name, c);
  else if (g_unichar_isalpha (c) || g_unichar_ismark (c))
    append_letter (name, c);
  else
    g_string_append_c (name, ' ');
}

/* One space between words, none beside a hyphen or an apostrophe that something was taken from. */
static char *
tidy (const char *text)
{
  GString *name = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    {
      gboolean after = name->len == 0 || strchr (" -'", name->str[name->len - 1]) != NULL;

      if (*at != ' ')
        {
          if (*at == '-' && name->len > 0 && name->str[name->len - 1] == ' ')
            g_string_truncate (name, name->len - 1);
          g_string_append_c (name, *at);
        }
      else if (!after)
        g_string_append_c (name, *at);
    }
  while (name->len > 0 && name->str[name->len - 1] == ' ')
    g_string_truncate (name, name->len - 1);
  return g_string_free (name, FALSE);
}

/**
 * _sign_yousign_dup_name:
 * @name: a given or a family name, as typed
 *
 * It takes letters of Latin alphabets, digits, spaces, hyphens, straight apostrophes, parentheses,
 * and refuses the person for anything else.
 *
 * Returns: (transfer full): the nearest that it takes; "" when there is no letter in it
 */
char *
_sign_yousign_dup_name (const char *name)
{
  g_autofree char *composed = g_utf8_normalize (name, -1, G_NORMALIZE_NFC);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *tidied = NULL;
  gboolean lettered = FALSE;

  for (const char *at = composed != NULL ? composed : ""; *at != '\0'; at = g_utf8_next_char (at))
    append_char (text, g_utf8_get_char (at));
  tidied = tidy (text->str);
  for (const char *at = tidied; *at != '\0'; at = g_utf8_next_char (at))
    lettered = lettered || g_unichar_isalpha (g_utf8_get_char (at));
  return g_strdup (lettered ? tidied : "");
}

/**
 * _sign_yousign_dup_title:
 * @title: of a request
 *
 * Returns: (transfer full): it, without what could be a link or a tag, and no longer than is taken
 */
char *
_sign_yousign_dup_title (const char *title)
{
  g_autoptr (GString) text = g_string_new (title);
  g_autofree char *cleaned = NULL;

  g_string_replace (text, "://", " ", 0);
  g_string_replace (text, "www.", "www ", 0);
  g_strdelimit (text->str, "<>\\/", ' ');
  cleaned = base_text_clean (text->str);
  return base_text_excerpt (cleaned, TITLE_CHARS);
}
