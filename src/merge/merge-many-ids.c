/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-many-private.h"

/* Drawings and bookmarks have numbers, and bookmarks names, that a document has once. The first
 * copy keeps its own; what refers to a bookmark follows it to its new name. */

#define LAST_EDIT "_GoBack"

/* What bookmarks of the other copies are called. */
#define COPY "_Copy"

/* A bookmark that nobody has. */
#define NOWHERE COPY "None"

/* Higher numbers are Word's own random ones. */
#define MAX_COUNTED 1000000000

static guint
count_of (const char *text)
{
  guint64 number = g_ascii_strtoull (text, NULL, 10);

  return number < MAX_COUNTED ? (guint) number : 0;
}

static guint
read_number (const xmlNode *node, const char *name)
{
  g_autofree char *text = merge_dom_get_plain (node, name);

  return text != NULL ? count_of (text) : 0;
}

static void
write_number (xmlNode *node, const char *name, guint number)
{
  char text[16];

  g_snprintf (text, sizeof text, "%u", number);
  merge_dom_set_plain (node, name, text);
}

static gboolean
is_drawing (const xmlNode *node)
{
  return merge_dom_is_plain (node, "docPr");
}

/* Bookmarks of the first copy keep their names, of which some may come from such a document. */
static void
note_bookmark (MergeManyIds *ids, const xmlNode *node)
{
  g_autofree char *name = merge_dom_get (node, "name");
  char *key;

  ids->last_bookmark = MAX (ids->last_bookmark, read_number (node, "id"));
  if (name == NULL)
    return;
  if (g_str_has_prefix (name, COPY))
    ids->n_names = MAX (ids->n_names, count_of (name + strlen (COPY)));
  key = g_utf8_strdown (name, -1);
  g_hash_table_replace (ids->names, key, g_steal_pointer (&name));
}

static void
note_highest (MergeManyIds *ids, xmlNode *root)
{
  for (const xmlNode *node = root; node != NULL; node = merge_dom_next (node, root))
    if (is_drawing (node))
      ids->last_drawing = MAX (ids->last_drawing, read_number (node, "id"));
    else if (merge_dom_is (node, "bookmarkStart"))
      note_bookmark (ids, node);
}

/* What a bookmark's beginning and its end have in common: old id → new number. */
typedef GHashTable Numbers;

static void
begin_bookmark (MergeManyIds *ids, Numbers *numbers, xmlNode *node)
{
  g_autofree char *name = merge_dom_get (node, "name");
  g_autofree char *id = merge_dom_get (node, "id");
  char *wanted;

  if (name == NULL || id == NULL)
    return;
  wanted = g_strdup_printf (COPY "%u", ++ids->n_names);
  merge_dom_set_plain (node, "name", wanted);
  g_hash_table_replace (ids->names, g_utf8_strdown (name, -1), wanted);
  g_hash_table_replace (numbers, g_steal_pointer (&id), GUINT_TO_POINTER (++ids->last_bookmark));
  write_number (node, "id", ids->last_bookmark);
}

/* One that ends nothing goes: it would have the number of another copy's. */
static void
end_bookmark (Numbers *numbers, xmlNode *node)
{
  g_autofree char *id = merge_dom_get (node, "id");
  guint number = id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (numbers, id)) : 0;

  if (number == 0)
    {
      merge_dom_remove (node);
      return;
    }
  write_number (node, "id", number);
  g_hash_table_remove (numbers, id);
}

/* ---- what refers to bookmarks ---- */

/* Fields of Word: a bookmark that is called like one is not meant by their first word. */
static const char *const keywords[] = { "ADDRESSBLOCK",
                                        "ADVANCE",
                                        "ASK",
                                        "AUTHOR",
                                        "AUTONUM",
                                        "AUTONUMLGL",
                                        "AUTONUMOUT",
                                        "AUTOTEXT",
                                        "BARCODE",
                                        "BIBLIOGRAPHY",
                                        "CITATION",
                                        "COMMENTS",
                                        "COMPARE",
                                        "CREATEDATE",
                                        "DATABASE",
                                        "DATE",
                                        "DISPLAYBARCODE",
                                        "DOCPROPERTY",
                                        "DOCVARIABLE",
                                        "EDITTIME",
                                        "EMBED",
                                        "EQ",
                                        "FILENAME",
                                        "FILESIZE",
                                        "FILLIN",
                                        "FORMCHECKBOX",
                                        "FORMTEXT",
                                        "FORMDROPDOWN",
                                        "GOTOBUTTON",
                                        "GREETINGLINE",
                                        "HYPERLINK",
                                        "IF",
                                        "INCLUDETEXT",
                                        "INDEX",
                                        "INCLUDEPICTURE",
                                        "INFO",
                                        "KEYWORDS",
                                        "LASTSAVEDBY",
                                        "LINK",
                                        "LISTNUM",
                                        "MACROBUTTON",
                                        "MERGEFIELD",
                                        "MERGEREC",
                                        "MERGESEQ",
                                        "NEXT",
                                        "NEXTIF",
                                        "NOTEREF",
                                        "NUMCHARS",
                                        "NUMPAGES",
                                        "NUMWORDS",
                                        "PAGE",
                                        "PAGEREF",
                                        "PRINT",
                                        "PRINTDATE",
                                        "PRIVATE",
                                        "QUOTE",
                                        "RD",
                                        "REF",
                                        "REVNUM",
                                        "SAVEDATE",
                                        "SECTION",
                                        "SECTIONPAGES",
                                        "SEQ",
                                        "SET",
                                        "SKIPIF",
                                        "STYLEREF",
                                        "SUBJECT",
                                        "SYMBOL",
                                        "TA",
                                        "TC",
                                        "TEMPLATE",
                                        "TIME",
                                        "TITLE",
                                        "TOA",
                                        "TOC",
                                        "USERADDRESS",
                                        "USERINITIALS",
                                        "USERNAME",
                                        "XE",
                                        NULL };

/* Nothing in these is a bookmark of the document. */
static const char *const others[] = { "DOCPROPERTY",    "DOCVARIABLE", "FILLIN",
                                      "INCLUDEPICTURE", "STYLEREF",    NULL };

/* What stands in quotes in these is text. */
static const char *const speaking[] = { "IF", "COMPARE", "QUOTE", "SKIPIF", "NEXTIF", "=", NULL };

typedef struct
{
  GHashTable *names; /* old name in small letters → new name */
  guint n;           /* how often one was met */
} Following;

static gboolean
is_letter (const char *at)
{
  gunichar c = g_utf8_get_char (at);

  return c == '_' || g_unichar_isalnum (c) || g_unichar_ismark (c);
}

static const char *
end_of_word (const char *at)
{
  while (*at != '\0' && is_letter (at))
    at = g_utf8_next_char (at);
  return at;
}

/* Appends a word, or the new name of the bookmark that it names. */
static void
add_word (Following *following, GString *out, const char *text, gsize length, gboolean kept)
{
  g_autofree char *key = g_utf8_strdown (text, (gssize) length);
  const char *name = kept ? NULL : g_hash_table_lookup (following->names, key);

  following->n += name != NULL;
  g_string_append_len (out, name != NULL ? name : text,
                       name != NULL ? (gssize) strlen (name) : (gssize) length);
}

/* A MergeManyFieldFunc. */
static char *
rename_words (const char *type, const char *text, gboolean first, gpointer user_data)
{
  Following *following = user_data;
  GString *out = g_string_new (NULL);
  gboolean speaks = g_strv_contains (speaking, type);
  /* The address of a link is none; its place in the document stands behind \l. */
  gboolean links = strcmp (type, "HYPERLINK") == 0, leads = !links;
  gboolean quoted = FALSE, kept = first && g_strv_contains (keywords, type);
  const char *end;

  if (g_strv_contains (others, type))
    return g_string_free (out, TRUE);
  for (const char *at = text; *at != '\0'; at = end)
    {
      end = end_of_word (at);
      if (end > at)
        {
          add_word (following, out, at, (gsize) (end - at), kept || !leads || (quoted && speaks));
          kept = FALSE;
          continue;
        }
      quoted = quoted != (*at == '"');
      /* A switch is no name. */
      end = g_utf8_next_char (at);
      if (*at == '\\' && *end != '\0')
        {
          leads = !links || (quoted ? leads : g_ascii_tolower (*end) == 'l');
          end = g_utf8_next_char (end);
        }
      g_string_append_len (out, at, end - at);
    }
  return g_string_free (out, FALSE);
}

/**
 * merge_many_ids_follow:
 * @ids: the numbers that are given so far
 * @root: of a part of the copy at hand, or some of it
 *
 * Has what refers to a bookmark of the copy refer to its new name.
 *
 * Returns: how often a bookmark was met
 */
guint
merge_many_ids_follow (MergeManyIds *ids, xmlNode *root)
{
  Following following = { .names = ids->names };

  if (ids->names == NULL || g_hash_table_size (ids->names) == 0)
    return 0;
  merge_many_change_fields (root, rename_words, &following);
  for (xmlNode *node = root; node != NULL; node = merge_dom_next (node, root))
    {
      g_autofree char *anchor =
          merge_dom_is (node, "hyperlink") ? merge_dom_get (node, "anchor") : NULL;
      g_autofree char *key = anchor != NULL ? g_utf8_strdown (anchor, -1) : NULL;
      const char *name = key != NULL ? g_hash_table_lookup (ids->names, key) : NULL;

      if (name == NULL)
        continue;
      merge_dom_set_plain (node, "anchor", name);
      following.n++;
    }
  return following.n;
}

/* Word's own bookmark of the last place that was edited is no target of anything. */
static void
drop_last_edit (xmlNode *root)
{
  g_autofree char *id = NULL;
  xmlNode *node = root, *next;

  for (; node != NULL; node = next)
    {
      g_autofree char *name = NULL;
      g_autofree char *its = NULL;

      gboolean starts = merge_dom_is (node, "bookmarkStart");
      gboolean ends = merge_dom_is (node, "bookmarkEnd");

      /* What a file has put into either goes with it. */
      next = starts || ends ? merge_dom_next_skip (node, root) : merge_dom_next (node, root);
      if (starts)
        name = merge_dom_get (node, "name");
      else if (ends)
        its = merge_dom_get (node, "id");
      if (g_strcmp0 (name, LAST_EDIT) == 0)
        {
          g_free (id);
          id = merge_dom_get (node, "id");
          merge_dom_remove (node);
        }
      else if (id != NULL && g_strcmp0 (its, id) == 0)
        merge_dom_remove (node);
    }
}

/**
 * merge_many_ids_begin:
 * @ids: the numbers that are given so far
 *
 * Begins a copy: names of bookmarks are those of this one.
 */
void
merge_many_ids_begin (MergeManyIds *ids)
{
  if (ids->names == NULL)
    ids->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_remove_all (ids->names);
  if (ids->first != NULL)
    {
      GHashTableIter iter;
      gpointer key;

      /* What this copy does not have must not lead to what the first one has. */
      g_hash_table_iter_init (&iter, ids->first);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        g_hash_table_insert (ids->names, g_strdup (key), g_strdup (NOWHERE));
    }
}

/**
 * merge_many_ids_keep:
 * @ids: the numbers that are given so far, to the text of the first copy alone
 *
 * Notes which bookmarks the first copy has: another one may lack them.
 */
void
merge_many_ids_keep (MergeManyIds *ids)
{
  GHashTableIter iter;
  gpointer key;

  ids->first = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, ids->names);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (ids->first, g_strdup (key));
}

/**
 * merge_many_ids_renumber:
 * @ids: the numbers that are given so far
 * @root: a part of a copy, its body or a note
 * @first: whether it is of the first copy, which keeps its own
 *
 * Gives what a document has once numbers and names that no other copy has. What refers to bookmarks
 * follows them by merge_many_ids_follow().
 */
void
merge_many_ids_renumber (MergeManyIds *ids, xmlNode *root, gboolean first)
{
  g_autoptr (GHashTable) numbers = NULL;

  drop_last_edit (root);
  if (first)
    {
      note_highest (ids, root);
      return;
    }
  numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (xmlNode *node = root, *next; node != NULL; node = next)
    {
      next = merge_dom_next (node, root);
      if (node->type != XML_ELEMENT_NODE)
        continue;
      /* What may be without a number loses it. */
      merge_dom_drop_plain (node, "paraId");
      merge_dom_drop_plain (node, "textId");
      if (is_drawing (node))
        write_number (node, "id", ++ids->last_drawing);
      else if (merge_dom_is (node, "bookmarkStart"))
        begin_bookmark (ids, numbers, node);
      else if (merge_dom_is (node, "bookmarkEnd"))
        {
          /* What a file has put into it goes with it. */
          next = merge_dom_next_skip (node, root);
          end_bookmark (numbers, node);
        }
      else if (merge_dom_is (node, "id") && merge_dom_is (node->parent, "sdtPr"))
        {
          next = merge_dom_next_skip (node, root);
          merge_dom_remove (node);
        }
    }
}

/**
 * merge_many_ids_clear:
 * @ids: numbers
 *
 * Frees what they hold.
 */
void
merge_many_ids_clear (MergeManyIds *ids)
{
  g_clear_pointer (&ids->names, g_hash_table_unref);
  g_clear_pointer (&ids->first, g_hash_table_unref);
}
