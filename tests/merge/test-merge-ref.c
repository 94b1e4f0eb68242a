/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-fixture.h"

/* Bookmarks are the document's: headers, footers and notes show what is merged in the body (ISO
 * 29500-1, 17.16.5.50), and what comes behind is known in front. */

#define R(text)   "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define P(inside) "<w:p>" inside "</w:p>"
#define FIELD(instruction, shown) \
  "<w:fldSimple w:instr=\" " instruction " \">" R (shown) "</w:fldSimple>"
#define MARK(id, name, inside)                                                                     \
  "<w:bookmarkStart w:id=\"" id "\" w:name=\"" name "\"/>" inside "<w:bookmarkEnd w:id=\"" id "\"" \
  "/>"
#define STORY(element, inside) "<w:" element " xmlns:w=\"" FIXTURE_W "\">" inside "</w:" element ">"
#define NOTES(inside)          STORY ("footnotes", "<w:footnote w:id=\"1\">" inside "</w:footnote>")

static const FixtureValue values[] = {
  { "NOM", "Durand", MERGE_VALUE_TEXT },
  { "VILLE", "Le Puy", MERGE_VALUE_TEXT },
  { NULL, NULL, MERGE_VALUE_TEXT },
};

static char *
text_of (GBytes *merged, const char *part)
{
  g_autofree char *xml = fixture_part (merged, part);
  const char *start = xml;

  if (g_str_has_prefix (start, "<?xml"))
    start = strstr (start, "?>") + 2;
  return fixture_text (start);
}

static MergeTemplate *
make (const char *body, const char *story)
{
  g_autofree char *document = fixture_document (body);
  g_autofree char *header = g_strdup_printf (STORY ("hdr", "%s"), story);
  g_autofree char *footer = g_strdup_printf (STORY ("ftr", "%s"), story);
  g_autofree char *notes = g_strdup_printf (NOTES ("%s"), story);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fixture_package (&(FixturePackage){
      .document = document, .header = header, .footer = footer, .footnotes = notes });
  MergeTemplate *template = merge_template_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return template;
}

static void
assert_story (const char *body, const char *story, const char *expected)
{
  static const char *const parts[] = { "word/header1.xml", "word/footer1.xml",
                                       "word/footnotes.xml" };
  g_autoptr (MergeTemplate) template = make (body, story);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) merged = merge_template_merge (template, fixture_lookup, (gpointer) values,
                                                    MERGE_MISSING_BLANK, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *text = text_of (merged, parts[i]);

      g_test_message ("%s in %s", story, parts[i]);
      g_assert_cmpstr (text, ==, expected);
    }
}

static void
test_stories (void)
{
  static const char body[] =
      P (MARK ("1", "Eleve", FIELD ("MERGEFIELD NOM", "x")) MARK ("2", "Rien", R ("fixe")))
          P (MARK ("3", "Lieu", R ("à ") FIELD ("MERGEFIELD VILLE \\* Upper", "x")));

  assert_story (body, P (FIELD ("REF Eleve", "x")), "Durand");
  assert_story (body, P (FIELD ("REF eleve \\h", "x")), "Durand");
  assert_story (body, P (FIELD ("REF Lieu", "x") R (".")), "à LE PUY.");
  /* What is the same in all documents, the number of a page and what nobody marked are Word's. */
  assert_story (body, P (FIELD ("REF Rien", "fixe")), "fixe");
  assert_story (body, P (FIELD ("REF Eleve \\p", "x")), "x");
  assert_story (body, P (FIELD ("REF Inconnu", "x")), "x");
  /* A bookmark of its own comes first. */
  assert_story (
      body, P (MARK ("9", "Eleve", FIELD ("MERGEFIELD VILLE", "x"))) P (FIELD ("REF Eleve", "x")),
      "Le Puy/Le Puy");
}

/* What the body sets at last, whichever part comes first in the package. */
static void
test_set (void)
{
  static const char body[] = P (FIELD ("SET Chef {{NOM}}", "") FIELD ("REF Chef", "x"))
      P (FIELD ("SET Chef Martin", "") FIELD ("REF Chef", "x"));
  g_autoptr (MergeTemplate) template = make (body, P (FIELD ("REF Chef", "x")));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) merged = merge_template_merge (template, fixture_lookup, (gpointer) values,
                                                    MERGE_MISSING_BLANK, NULL, &error);
  g_autofree char *text = text_of (merged, "word/document.xml");

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "Durand/Martin");
  assert_story (body, P (FIELD ("REF Chef", "x")), "Martin");
}

/* The header stands before the body in the package. */
static void
test_order (void)
{
  static const FixturePart types = {
    "[Content_Types].xml",
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" "
    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Override PartName=\"/h.xml\" ContentType=\"application/vnd.openxmlformats-"
    "officedocument.wordprocessingml.header+xml\"/>"
    "<Override PartName=\"/d.xml\" ContentType=\"" FIXTURE_TYPE "\"/></Types>"
  };
  static const FixturePart relations = {
    "_rels/.rels",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"a\" Type=\"" FIXTURE_R "/officeDocument\" Target=\"d.xml\"/>"
    "</Relationships>"
  };
  static const FixturePart own = {
    "_rels/d.xml.rels",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"b\" Type=\"" FIXTURE_R "/header\" Target=\"h.xml\"/></Relationships>"
  };
  static const FixturePart header = { "h.xml", STORY ("hdr", P (FIELD ("REF Chef", "x"))) };
  static const FixturePart document = {
    "d.xml", STORY ("document", "<w:body>" P (FIELD ("REF Chef", "x") FIELD ("SET Chef un", ""))
                                    P (FIELD ("SET Chef deux", "")) "</w:body>")
  };
  const FixturePart parts[] = { types, relations, own, header, document };
  g_autoptr (GBytes) bytes = fixture_zip (parts, G_N_ELEMENTS (parts));
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (bytes, &error);
  g_autoptr (GBytes) merged = NULL;
  g_autofree char *body_text = NULL, *header_text = NULL;

  g_assert_no_error (error);
  merged = merge_template_merge (template, fixture_lookup, (gpointer) values, MERGE_MISSING_BLANK,
                                 NULL, &error);
  g_assert_no_error (error);
  header_text = text_of (merged, "h.xml");
  body_text = text_of (merged, "d.xml");
  g_assert_cmpstr (header_text, ==, "deux");
  g_assert_cmpstr (body_text, ==, "un/");
}

/* A REF may stand before its bookmark. */
static void
test_before (void)
{
  static const struct
  {
    const char *body;
    const char *expected;
  } cases[] = {
    { P (FIELD ("REF Eleve", "x")) P (MARK ("1", "Eleve", FIELD ("MERGEFIELD NOM", "x"))),
      "Durand/Durand" },
    { P (FIELD ("REF Eleve", "x")) P (MARK ("1", "Eleve", R ("{{NOM}}, {{VILLE}}"))),
      "Durand, Le Puy/Durand, Le Puy" },
    { P (FIELD ("REF Chef", "x") FIELD ("SET Chef un", "")), "un" },
    { P (FIELD ("REF Eleve", "x")) P (MARK ("1", "Eleve", R ("fixe"))), "x/fixe" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = fixture_merge_body (cases[i].body, values, MERGE_MISSING_BLANK);
      g_autofree char *text = fixture_text (body);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* ---- many records ---- */

static gboolean
look_up_record (const char *name, MergeValue *value, gpointer data)
{
  static const char *const names[] = { "Durand", "Petit" };

  if (strcmp (name, "NOM") != 0)
    return FALSE;
  *value = (MergeValue){ MERGE_VALUE_TEXT, names[GPOINTER_TO_UINT (data)] };
  return TRUE;
}

static gboolean
give_record (guint index, MergeSource *source, gpointer user_data)
{
  *source = (MergeSource){ .lookup = look_up_record, .user_data = GUINT_TO_POINTER (index) };
  return index < 2;
}

/* Each record has its own in its own header. */
static void
test_many (void)
{
  static const char body[] = P (MARK ("1", "Eleve", FIELD ("MERGEFIELD NOM", "x")) FIELD (
      "SET Chef &quot;M. {{NOM}}&quot;",
      "")) "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rheader\"/></w:sectPr>";
  static const char story[] = P (FIELD ("REF Eleve", "x") R ("-") FIELD ("REF Chef", "x"));
  g_autoptr (MergeTemplate) template = make (body, story);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) merged = merge_template_merge_many (template, give_record, NULL, FALSE,
                                                         MERGE_MISSING_BLANK, NULL, &error);
  g_autofree char *names = NULL;
  g_auto (GStrv) parts = NULL;
  g_autoptr (GString) texts = g_string_new (NULL);

  g_assert_no_error (error);
  names = fixture_part_names (merged);
  parts = g_strsplit (names, " ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_has_prefix (parts[i], "word/header"))
      {
        g_autofree char *text = text_of (merged, parts[i]);

        g_string_append_printf (texts, "%s;", text);
      }
  g_assert_cmpstr (texts->str, ==, "Durand-M. Durand;Petit-M. Petit;");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/ref/stories", test_stories);
  g_test_add_func ("/merge/ref/set", test_set);
  g_test_add_func ("/merge/ref/order", test_order);
  g_test_add_func ("/merge/ref/before", test_before);
  g_test_add_func ("/merge/ref/many", test_many);
  return g_test_run ();
}
