/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-fixture.h"

/* Placeholders typed as text. */

#define R(text)  "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define RB(text) "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">" text "</w:t></w:r>"

static const FixtureValue values[] = {
  { "NOM", "Durand", MERGE_VALUE_TEXT },  { "Date de début", "2026-01-12", MERGE_VALUE_DATE },
  { "L’élève", "Zoé", MERGE_VALUE_TEXT }, { "a-b.c_1", "x", MERGE_VALUE_TEXT },
  { "VIDE", "", MERGE_VALUE_TEXT },       { NULL, NULL, MERGE_VALUE_TEXT },
};

static const struct
{
  const char *given;    /* the inside of a paragraph */
  const char *expected; /* NULL: untouched */
} cases[] = {
  { R ("{{NOM}}"), R ("Durand") },
  { R ("M. {{NOM}}, né"), R ("M. ") R ("Durand") R (", né") },
  { R ("{{NOM}}{{NOM}}"), R ("Durand") R ("Durand") },
  { R ("{{ NOM }} {{\u00A0NOM\u00A0}}"), R ("Durand") R (" ") R ("Durand") },
  { R ("{{nom}}"), R ("Durand") },
  { R ("{{Date de début}}"), R ("12/01/2026") },
  { R ("{{L’élève}}"), R ("Zoé") },
  { R ("{{a-b.c_1}}"), R ("x") },
  { R ("[{{VIDE}}]"), R ("[") R ("]") },
  { R ("{{{NOM}}}"), R ("{") R ("Durand") R ("}") },
  /* Cut into runs. The value is formatted as the first brace. */
  { RB ("{") R ("{NOM}}"), RB ("Durand") },
  { RB ("a {") R ("{") R ("N") RB ("OM") R ("}") R ("} b"), RB ("a ") RB ("Durand") R (" b") },
  { R ("{{N") "<w:proofErr w:type=\"spellStart\"/>" RB ("OM}} et {{N") R ("OM}}"),
    R ("Durand") "<w:proofErr w:type=\"spellStart\"/>" RB (" et ") RB ("Durand") },
  { R ("{{NO") "<w:bookmarkStart w:id=\"1\" w:name=\"b\"/>" R ("M}}") "<w:bookmarkEnd w:id=\"1\"/>",
    R ("Durand") "<w:bookmarkStart w:id=\"1\" w:name=\"b\"/><w:bookmarkEnd w:id=\"1\"/>" },
  { "<w:r><w:rPr><w:b/></w:rPr><w:tab/><w:t>{{NOM}}</w:t><w:tab/></w:r>",
    "<w:r><w:rPr><w:b/></w:rPr><w:tab/></w:r>" RB (
        "Durand") "<w:r><w:rPr><w:b/></w:rPr><w:tab/></w:r>" },
  { "<w:r><w:t>{{</w:t><w:t>NOM</w:t><w:t>}}.</w:t></w:r>", R ("Durand") R (".") },
  { "<w:hyperlink>" R ("{{NO") "</w:hyperlink>" R ("M}}"),
    "<w:hyperlink>" R ("Durand") "</w:hyperlink>" },
  /* Not placeholders. */
  { R ("{NOM}"), NULL },
  { R ("{{NOM}"), NULL },
  { R ("{{}}"), NULL },
  { R ("{{ }}"), NULL },
  { R ("{{#each eleves}}"), NULL },
  { R ("{{/each}}"), NULL },
  { R ("{{a{{b"), NULL },
  { "<w:r><w:t>{{NO</w:t><w:tab/><w:t>M}}</w:t></w:r>", NULL },
  { "<w:del w:id=\"1\"><w:r><w:delText>{{NOM}}</w:delText></w:r></w:del>", NULL },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *given = g_strconcat ("<w:p>", cases[i].given, "</w:p>", NULL);
      g_autofree char *body = fixture_merge_body (given, values, MERGE_MISSING_BLANK);
      g_autofree char *expected = g_strconcat (
          "<w:p>", cases[i].expected != NULL ? cases[i].expected : cases[i].given, "</w:p>", NULL);

      g_test_message ("%s", cases[i].given);
      g_assert_cmpstr (body, ==, expected);
    }
}

/* A placeholder is one of its paragraph. */
static void
test_two_paragraphs (void)
{
  static const char given[] = "<w:p>" R ("{{NO") "</w:p><w:p>" R ("M}}") "</w:p>";
  g_autofree char *body = fixture_merge_body (given, values, MERGE_MISSING_BLANK);

  g_assert_cmpstr (body, ==, given);
}

static void
test_text_box (void)
{
  g_autofree char *body =
      fixture_merge_body ("<w:p>" R ("{{N") "<w:r><w:pict><w:txbxContent><w:p>" R (
                              "{{NOM}}") "</w:p></w:txbxContent>"
                                         "</w:pict></w:r>" R ("OM}}") "</w:p>",
                          values, MERGE_MISSING_BLANK);

  g_assert_cmpstr (body, ==,
                   "<w:p>" R ("{{N") "<w:r><w:pict><w:txbxContent><w:p>" R (
                       "Durand") "</w:p></w:txbxContent></w:pict></w:r>" R ("OM}}") "</w:p>");
}

/* In what another field shows, and beside a merge field. */
static void
test_with_fields (void)
{
  g_autofree char *field = fixture_field ("MERGEFIELD NOM");
  g_autofree char *given = g_strdup_printf ("<w:p>%s" R (" {{NOM}}") "</w:p>", field);
  g_autofree char *body = fixture_merge_body (given, values, MERGE_MISSING_BLANK);

  g_assert_cmpstr (body, ==, "<w:p>" R ("Durand") R (" ") R ("Durand") "</w:p>");
}

static void
test_flattened (void)
{
  static const struct
  {
    const char *text;
    gboolean warned;
  } texts[] = {
    { "«NOM»", TRUE },      { "«Nom_eleve»", TRUE }, { "« NOM »", FALSE },
    { "«Bonjour»", FALSE }, { "«A»", FALSE },        { "«NOM", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *given =
          g_strdup_printf ("<w:p><w:r><w:t>%s</w:t></w:r></w:p>", texts[i].text);
      g_autoptr (MergeTemplate) template = fixture_template (given);

      g_assert_cmpint (merge_template_get_warnings (template)->len > 0, ==, texts[i].warned);
      g_assert_cmpuint (merge_template_get_fields (template)->len, ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/braces/cases", test_cases);
  g_test_add_func ("/merge/braces/two-paragraphs", test_two_paragraphs);
  g_test_add_func ("/merge/braces/text-box", test_text_box);
  g_test_add_func ("/merge/braces/with-fields", test_with_fields);
  g_test_add_func ("/merge/braces/flattened", test_flattened);
  return g_test_run ();
}
