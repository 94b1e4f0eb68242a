/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-inspect-private.h"
#include "merge-story-private.h"

/* What stands in brackets for a person to replace is a few words; a remark is longer. */
#define MAX_PLACEHOLDER 60

/* Shorter ones are an ellipsis, or "etc…" */
#define MIN_DOTS 5

#define ELLIPSIS "…"

/* "[Nom de l’élève]", "[…]": but not "[1]", a reference, nor "[ ]", a box to tick. */
static gboolean
is_meant_to_go (const char *text, gsize length)
{
  const char *end = text + length;

  if (length == 0 || g_utf8_strlen (text, (gssize) length) > MAX_PLACEHOLDER)
    return FALSE;
  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    if (g_unichar_isalpha (g_utf8_get_char (at)) || g_str_has_prefix (at, ELLIPSIS)
        || g_str_has_prefix (at, ".."))
      return length > 1;
  return FALSE;
}

static void
find_brackets (MergeInspector *self, const char *text)
{
  const char *at = text;

  while ((at = strchr (at, '[')) != NULL)
    {
      gsize length = strcspn (at + 1, "[]");

      if (at[1 + length] == ']' && is_meant_to_go (at + 1, length))
        {
          g_autofree char *found = g_strndup (at, length + 2);

          merge_inspector_add_finding (self, MERGE_FINDING_PLACEHOLDER, found);
        }
      at += 1 + length;
    }
}

static gboolean
is_letter_at (const char *at)
{
  return g_unichar_isalnum (g_utf8_get_char (at));
}

/* Three crosses or more in the place of a word; not those of a number in Roman figures or of a
 * size. */
static void
find_crosses (MergeInspector *self, const char *text)
{
  const char *at = text;

  while ((at = strpbrk (at, "Xx")) != NULL)
    {
      gsize length = strspn (at, "Xx");
      const char *before = at > text ? g_utf8_prev_char (at) : NULL;

      if (length >= 3 && (before == NULL || !is_letter_at (before)) && !is_letter_at (at + length))
        {
          g_autofree char *found = g_strndup (at, MIN (length, MAX_PLACEHOLDER));

          merge_inspector_add_finding (self, MERGE_FINDING_PLACEHOLDER, found);
        }
      at += length;
    }
}

/* How long a line of dots or of low lines is, in bytes and in dots. */
static gsize
measure_dots (const char *at, guint *dots)
{
  const char *start = at;

  *dots = 0;
  for (; *at != '\0'; at = g_utf8_next_char (at))
    if (*at == '.' || *at == '_')
      (*dots)++;
    else if (g_str_has_prefix (at, ELLIPSIS))
      *dots += 3;
    else
      break;
  return (gsize) (at - start);
}

static void
find_dots (MergeInspector *self, const char *text)
{
  const char *at = text;

  while (*at != '\0')
    {
      guint dots;
      gsize length = measure_dots (at, &dots);

      if (dots >= MIN_DOTS)
        merge_inspector_add_finding (self, MERGE_FINDING_DOTS, "");
      at = length > 0 ? at + length : g_utf8_next_char (at);
    }
}

static void
look_at (MergeInspector *self, GString *text)
{
  if (text->len > 0 && g_utf8_validate (text->str, (gssize) text->len, NULL))
    {
      find_brackets (self, text->str);
      find_crosses (self, text->str);
      find_dots (self, text->str);
    }
  g_string_truncate (text, 0);
}

static int
step_of_mark (xmlNode *node)
{
  g_autofree char *type = merge_dom_get (node, "fldCharType");

  if (g_strcmp0 (type, "begin") == 0)
    return 1;
  return g_strcmp0 (type, "end") == 0 ? -1 : 0;
}

static void
take_simple (MergeInspector *self, xmlNode *simple)
{
  g_autofree char *instruction = merge_dom_get (simple, "instr");

  merge_inspector_add_field (self, instruction);
}

/**
 * merge_inspect_text:
 * @self: an inspection
 * @story: the element that holds a story
 *
 * Looks for what stands in the place of a field: what fields show is none of it.
 * Simple fields are counted on the way.
 */
void
merge_inspect_text (MergeInspector *self, xmlNode *story)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int depth = 0;

  for (xmlNode *node = story->children, *next; node != NULL; node = next)
    {
      next = merge_dom_next (node, story);
      if (merge_dom_is (node, "fldSimple"))
        take_simple (self, node);
      if (merge_story_is_left_out (node) || merge_dom_is (node, "fldSimple"))
        next = merge_dom_next_skip (node, story);
      else if (merge_dom_is (node, "fldChar"))
        depth = MAX (depth + step_of_mark (node), 0);
      else if (merge_dom_is (node, "p"))
        look_at (self, text);
      else if (merge_dom_is (node, "t") && depth == 0)
        {
          xmlChar *content = xmlNodeGetContent (node);

          g_string_append (text, (const char *) content);
          xmlFree (content);
        }
      else if (merge_dom_is (node, "tab") || merge_dom_is (node, "br"))
        g_string_append_c (text, ' ');
    }
  look_at (self, text);
}
