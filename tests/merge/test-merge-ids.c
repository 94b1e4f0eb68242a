/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-fixture.h"

/* Numbers and names that a document may hold once, in what lists repeat. */

#define R(text)         "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define P(inside)       "<w:p>" inside "</w:p>"
#define T(text)         P (R (text))
#define EACH            T ("{{#each DEUX}}")
#define END             T ("{{/each}}")
#define START(id, name) "<w:bookmarkStart w:id=\"" id "\" w:name=\"" name "\"/>"
#define STOP(id)        "<w:bookmarkEnd w:id=\"" id "\"/>"
#define WP              "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
#define W14             "http://schemas.microsoft.com/office/word/2010/wordml"
#define DRAWING(id)                                                   \
  "<w:r><w:drawing><wp:inline xmlns:wp=\"" WP "\"><wp:docPr id=\"" id \
  "\" name=\"Image\"/></wp:inline>"                                   \
  "</w:drawing></w:r>"

static int
count_items (const char *list, gpointer data)
{
  return strcmp (list, "DEUX") == 0 ? 2 : strcmp (list, "TROIS") == 0 ? 3 : -1;
}

static gboolean
look_up_item (const char *list, guint item, const char *name, MergeValue *value, gpointer data)
{
  static const char *const texts[] = { "un", "deux", "trois" };

  if (strcmp (name, "N") != 0)
    return FALSE;
  *value = (MergeValue){ MERGE_VALUE_TEXT, texts[item] };
  return TRUE;
}

static const MergeSource source = { fixture_lookup, count_items, look_up_item, NULL, NULL };

static void
assert_body (const char *given, const char *expected)
{
  g_autofree char *body = fixture_merge_body_source (given, &source, MERGE_MISSING_BLANK, NULL);

  g_assert_cmpstr (body, ==, expected);
}

/* The first item keeps what the template has; the others count on from the highest number. */
static void
test_bookmarks (void)
{
  assert_body (P (START ("9", "Ailleurs") STOP ("9"))
                   EACH P (START ("3", "Ici") R ("{{N}}") STOP ("3")) END,
               P (START ("9", "Ailleurs") STOP ("9")) P (START ("3", "Ici") R ("un") STOP ("3"))
                   P (START ("10", "_Item10") R ("deux") STOP ("10")));
  /* Two in one item, one within the other. */
  assert_body (EACH P (START ("1", "a") START ("2", "b") R ("{{N}}") STOP ("2") STOP ("1")) END,
               P (START ("1", "a") START ("2", "b") R ("un") STOP ("2") STOP ("1")) P (
                   START ("4", "_Item4") START ("3", "_Item3") R ("deux") STOP ("3") STOP ("4")));
}

static void
test_last_edit (void)
{
  assert_body (EACH P (START ("0", "_GoBack") STOP ("0") R ("{{N}}")) END, T ("un") T ("deux"));
  assert_body (P (START ("0", "_GoBack") STOP ("0")) EACH T ("{{N}}") END,
               P (START ("0", "_GoBack") STOP ("0")) T ("un") T ("deux"));
}

/* A bookmark that reaches into what is repeated is around all of it. */
static void
test_reaching_bookmarks (void)
{
  assert_body (P (START ("1", "a") R ("x")) EACH P (R ("{{N}}") STOP ("1")) END T ("z"),
               P (START ("1", "a") R ("x")) T ("un") T ("deux") STOP ("1") T ("z"));
  assert_body (EACH P (START ("1", "a") R ("{{N}}")) END P (STOP ("1") R ("z")),
               START ("1", "a") T ("un") T ("deux") P (STOP ("1") R ("z")));
  assert_body (EACH P (START ("1", "a") R ("{{N}}")) END EACH P (R ("{{N}}") STOP ("1")) END,
               START ("1", "a") T ("un") T ("deux") T ("un") T ("deux") STOP ("1"));
  /* Around all of it is around all of it. */
  assert_body (P (START ("1", "a") R ("x")) EACH T ("{{N}}") END P (STOP ("1")),
               P (START ("1", "a") R ("x")) T ("un") T ("deux") P (STOP ("1")));
  /* An end without a beginning, a beginning without an end. */
  assert_body (EACH P (STOP ("7") R ("{{N}}")) END, T ("un") T ("deux"));
}

/* Lists in lists: each item of each has its own. */
static void
test_nested (void)
{
  g_autofree char *body = fixture_merge_body_source (
      EACH P (START ("1", "a") STOP ("1")) T ("{{#each TROIS}}")
          P (START ("2", "b") R ("{{N}}") STOP ("2")) END P (START ("3", "c") STOP ("3")) END,
      &source, MERGE_MISSING_BLANK, NULL);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint starts = 0, ends = 0;

  for (const char *at = body; (at = strstr (at, "<w:bookmarkStart w:id=\"")) != NULL; starts++)
    {
      g_auto (GStrv) parts = g_strsplit (at, "\"", 5);
      g_autofree char *stop = g_strdup_printf ("<w:bookmarkEnd w:id=\"%s\"/>", parts[1]);

      g_assert_true (g_hash_table_add (ids, g_strdup (parts[1])));
      g_assert_true (g_hash_table_add (names, g_strdup (parts[3])));
      g_assert_nonnull (strstr (at, stop));
      at++;
    }
  for (const char *at = body; (at = strstr (at, "<w:bookmarkEnd")) != NULL; at++)
    ends++;
  g_assert_cmpuint (starts, ==, 2 * (1 + 3 + 1));
  g_assert_cmpuint (ends, ==, starts);
  g_assert_true (g_hash_table_contains (names, "a"));
  g_assert_true (g_hash_table_contains (names, "b"));
}

static void
test_drawings (void)
{
  assert_body (P (DRAWING ("41")) EACH P (DRAWING ("7") R ("{{N}}")) END,
               P (DRAWING ("41")) P (DRAWING ("7") R ("un")) P (DRAWING ("42") R ("deux")));
}

/* What may be without a number is, where it would stand twice. */
static void
test_without (void)
{
  static const char row[] =
      "<w:tbl><w:tr xmlns:w14=\"" W14 "\" w14:paraId=\"00000001\" w14:textId=\"00000002\"><w:tc>"
      "<w:p w14:paraId=\"00000003\" w14:textId=\"77777777\">"
      "<w:sdt><w:sdtPr><w:id w:val=\"5\"/><w:tag w:val=\"t\"/></w:sdtPr><w:sdtContent>" R (
          "{{DEUX.N}}") "</w:sdtContent></w:sdt></w:p></w:tc></w:tr></w:tbl>";
  g_autofree char *body = fixture_merge_body_source (row, &source, MERGE_MISSING_BLANK, NULL);

  g_assert_null (strstr (body, "paraId"));
  g_assert_null (strstr (body, "textId"));
  g_assert_null (strstr (body, "<w:id "));
  g_assert_nonnull (strstr (body, "<w:tag w:val=\"t\"/>"));
  assert_body (P ("<w:sdt><w:sdtPr><w:id w:val=\"5\"/></w:sdtPr><w:sdtContent>" R (
                   "a") "</w:sdtContent></w:sdt>") EACH T ("{{N}}") END,
               P ("<w:sdt><w:sdtPr><w:id w:val=\"5\"/></w:sdtPr><w:sdtContent>" R (
                   "a") "</w:sdtContent></w:sdt>") T ("un") T ("deux"));
}

/* A comment has one place and a note stands once: both are told of. */
static void
test_comments_and_notes (void)
{
  static const struct
  {
    const char *given;
    const char *expected;
    const char *told;
  } cases[] = {
    { EACH P ("<w:commentRangeStart w:id=\"1\"/>" R (
          "{{N}}") "<w:commentRangeEnd w:id=\"1\"/><w:r><w:commentReference w:id=\"1\"/></w:r>")
          END,
      P (R ("un") "<w:r/>") P (R ("deux") "<w:r/>"), "A comment" },
    { EACH P (R ("{{N}}") "<w:r><w:footnoteReference w:id=\"1\"/></w:r>") END,
      P (R ("un") "<w:r><w:footnoteReference w:id=\"1\"/></w:r>")
          P (R ("deux") "<w:r><w:footnoteReference w:id=\"1\"/></w:r>"),
      "A note" },
    { P ("<w:r><w:footnoteReference w:id=\"1\"/></w:r>") EACH T ("{{N}}") END,
      P ("<w:r><w:footnoteReference w:id=\"1\"/></w:r>") T ("un") T ("deux"), NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MergeTemplate) template = fixture_template (cases[i].given);
      GPtrArray *warnings = merge_template_get_warnings (template);

      assert_body (cases[i].given, cases[i].expected);
      g_assert_cmpuint (warnings->len, ==, cases[i].told != NULL ? 1 : 0);
      if (cases[i].told != NULL)
        g_assert_true (g_str_has_prefix (warnings->pdata[0], cases[i].told));
    }
}

/* Whatever stands where numbers should. */
static void
test_odd (void)
{
  assert_body (P (START ("4000000000", "x") STOP ("4000000000"))
                   EACH P (START ("a&amp;b", "é") R ("{{N}}") STOP ("a&amp;b")) END,
               P (START ("4000000000", "x") STOP ("4000000000"))
                   P (START ("a&amp;b", "é") R ("un") STOP ("a&amp;b"))
                       P (START ("1", "_Item1") R ("deux") STOP ("1")));
}

/* What loses its number may hold what it should not: what comes behind is numbered all the same. */
#define CONTROL(properties, inside) \
  "<w:sdt><w:sdtPr" properties "<w:sdtContent>" inside "</w:sdtContent></w:sdt>"
#define BOOKMARK(id, name, text) P (START (id, name) R (text) STOP (id))

static void
test_full_control (void)
{
  static const char given[] = EACH CONTROL ("><w:id w:val=\"5\"><w:x/></w:id></w:sdtPr>",
                                            BOOKMARK ("3", "Ici", "{{N}}")) END;
  static const char first[] = CONTROL ("/>", BOOKMARK ("3", "Ici", "un"));
  static const char second[] = CONTROL ("/>", BOOKMARK ("4", "_Item4", "deux"));
  g_autofree char *expected = g_strconcat (first, second, NULL);

  assert_body (given, expected);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/ids/bookmarks", test_bookmarks);
  g_test_add_func ("/merge/ids/last-edit", test_last_edit);
  g_test_add_func ("/merge/ids/reaching-bookmarks", test_reaching_bookmarks);
  g_test_add_func ("/merge/ids/nested", test_nested);
  g_test_add_func ("/merge/ids/drawings", test_drawings);
  g_test_add_func ("/merge/ids/without", test_without);
  g_test_add_func ("/merge/ids/comments-and-notes", test_comments_and_notes);
  g_test_add_func ("/merge/ids/odd", test_odd);
  g_test_add_func ("/merge/ids/full-control", test_full_control);
  return g_test_run ();
}
