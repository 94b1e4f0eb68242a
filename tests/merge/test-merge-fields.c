/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-fixture.h"

/* Which fields are found in a document, and what is left of it once they are merged. */

#define BEGIN       "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
#define SEPARATE    "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
#define END         "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
#define INSTR(text) "<w:r><w:instrText xml:space=\"preserve\">" text "</w:instrText></w:r>"
#define TEXT(text)  "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define FIELD(code)  \
  BEGIN INSTR (code) \
  SEPARATE TEXT ("«x»") END
#define VALUE "<w:r><w:t xml:space=\"preserve\">Durand</w:t></w:r>"

static const FixtureValue values[] = {
  { "NOM", "Durand", MERGE_VALUE_TEXT },
  { "MEL", "zoe@exemple.fr", MERGE_VALUE_TEXT },
  { "PIEGE", "a\" = \"a\\", MERGE_VALUE_TEXT },
  { "NOMBRE", "12", MERGE_VALUE_NUMBER },
  { "VIDE", "", MERGE_VALUE_TEXT },
  { NULL, NULL, MERGE_VALUE_TEXT },
};

typedef struct
{
  const char *name;
  const char *body;
  const char *expected; /* NULL: untouched */
} Case;

/* The whole body, element by element. */
static const Case exact_cases[] = {
  { "complex", "<w:p>" FIELD (" MERGEFIELD NOM ") "</w:p>", "<w:p>" VALUE "</w:p>" },
  { "complex-without-separate", "<w:p>" BEGIN INSTR (" MERGEFIELD NOM ") END "</w:p>",
    "<w:p>" VALUE "</w:p>" },
  { "complex-without-result", "<w:p>" BEGIN INSTR (" MERGEFIELD NOM ") SEPARATE END "</w:p>",
    "<w:p>" VALUE "</w:p>" },
  { "simple", "<w:p><w:fldSimple w:instr=\"MERGEFIELD NOM\">" TEXT ("x") "</w:fldSimple></w:p>",
    "<w:p>" VALUE "</w:p>" },
  { "simple-empty", "<w:p><w:fldSimple w:instr=\" MERGEFIELD NOM \"/></w:p>",
    "<w:p>" VALUE "</w:p>" },
  { "simple-several-runs",
    "<w:p><w:fldSimple w:instr=\" MERGEFIELD NOM \">" TEXT ("«N")
        TEXT ("OM»") "</w:fldSimple></w:p>",
    "<w:p>" VALUE "</w:p>" },
  { "simple-holding-complex",
    "<w:p><w:fldSimple w:instr=\" MERGEFIELD NOM \">" FIELD (" PAGE ") "</w:fldSimple></w:p>",
    "<w:p>" VALUE "</w:p>" },
  { "simple-in-content-control",
    "<w:p><w:sdt><w:sdtContent><w:fldSimple w:instr=\" MERGEFIELD NOM \"/></w:sdtContent></w:sdt>"
    "</w:p>",
    "<w:p><w:sdt><w:sdtContent>" VALUE "</w:sdtContent></w:sdt></w:p>" },
  { "lower-case-type", "<w:p>" FIELD (" mergefield NOM ") "</w:p>", "<w:p>" VALUE "</w:p>" },
  { "french-type", "<w:p>" FIELD (" CHAMPFUSION NOM ") "</w:p>", "<w:p>" VALUE "</w:p>" },
  { "one-run-holds-all",
    "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText> MERGEFIELD NOM </w:instrText>"
    "<w:fldChar w:fldCharType=\"separate\"/><w:t>«NOM»</w:t><w:fldChar w:fldCharType=\"end\"/>"
    "</w:r></w:p>",
    "<w:p><w:r><w:t xml:space=\"preserve\">Durand</w:t></w:r></w:p>" },
  { "run-shared-with-text",
    "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>M. </w:t><w:fldChar "
    "w:fldCharType=\"begin\"/></w:r>" INSTR (" MERGEFIELD NOM ")
        SEPARATE TEXT ("x") "<w:r><w:rPr><w:i/></w:rPr><w:fldChar "
                            "w:fldCharType=\"end\"/><w:t>, né</w:t></w:r></w:p>",
    "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>M. </w:t></w:r>" VALUE
    "<w:r><w:rPr><w:i/></w:rPr><w:t>, né</w:t></w:r></w:p>" },
  { "two-fields-share-a-run",
    "<w:p>" BEGIN INSTR (" MERGEFIELD NOM ") "<w:r><w:fldChar w:fldCharType=\"end\"/><w:fldChar "
                                             "w:fldCharType=\"begin\"/></w:r>" INSTR (
                                                 " MERGEFIELD MEL ") END "</w:p>",
    "<w:p>" VALUE "<w:r><w:t xml:space=\"preserve\">zoe@exemple.fr</w:t></w:r></w:p>" },
  { "instruction-split",
    "<w:p>" BEGIN INSTR (" MERGE") "<w:proofErr w:type=\"spellStart\"/>" INSTR (
        "FIELD N") "<w:bookmarkStart w:id=\"3\" w:name=\"repere\"/>" INSTR ("OM ")
        INSTR ("\\* MERGEFORMAT") SEPARATE TEXT ("«NOM»") "<w:bookmarkEnd w:id=\"3\"/>" END
                                                          "</w:p>",
    "<w:p><w:bookmarkStart w:id=\"3\" w:name=\"repere\"/>" VALUE "<w:bookmarkEnd w:id=\"3\"/>"
    "</w:p>" },
  { "instruction-with-tab-and-break",
    "<w:p>" BEGIN "<w:r><w:instrText>MERGEFIELD</w:instrText><w:tab/><w:instrText>NOM</w:instrText>"
    "<w:br/><w:instrText>\\* Upper</w:instrText></w:r>" SEPARATE END "</w:p>",
    "<w:p><w:r><w:t xml:space=\"preserve\">DURAND</w:t></w:r></w:p>" },
  { "instruction-in-plain-text",
    "<w:p>" BEGIN TEXT (" MERGEFIELD NOM ") SEPARATE TEXT ("«x»") END "</w:p>",
    "<w:p>" VALUE "</w:p>" },
  { "result-of-several-runs",
    "<w:p>" BEGIN INSTR (" MERGEFIELD NOM ") SEPARATE
    "<w:r><w:rPr><w:b/></w:rPr><w:t>«N</w:t></w:r>"
    "<w:r><w:rPr><w:i/></w:rPr><w:t>OM»</w:t></w:r>"
    "<w:r><w:drawing/></w:r>" END "</w:p>",
    "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">Durand</w:t></w:r></w:p>" },
  { "inserted-text", "<w:p><w:ins w:id=\"1\">" FIELD (" MERGEFIELD NOM ") "</w:ins></w:p>",
    "<w:p><w:ins w:id=\"1\">" VALUE "</w:ins></w:p>" },
  { "begin-inserted-alone",
    "<w:p><w:ins w:id=\"1\">" BEGIN "</w:ins>" INSTR (" MERGEFIELD NOM ")
        SEPARATE TEXT ("x") "<w:ins w:id=\"2\">" END "</w:ins></w:p>",
    "<w:p>" VALUE "</w:p>" },
  { "deleted-field",
    "<w:p><w:del w:id=\"1\">" BEGIN
    "<w:r><w:delInstrText> MERGEFIELD NOM </w:delInstrText></w:r>" END
    "</w:del>" TEXT ("reste") "</w:p>",
    NULL },
  { "deleted-field-written-plainly",
    "<w:p><w:del w:id=\"1\">" FIELD (" MERGEFIELD NOM ") TEXT ("{{NOM}}") "</w:del></w:p>", NULL },
  { "moved-away", "<w:p><w:moveFrom w:id=\"1\">" FIELD (" MERGEFIELD NOM ") "</w:moveFrom></w:p>",
    NULL },
  { "deleted-words-in-the-instruction",
    "<w:p>" BEGIN INSTR (" MERGEFIELD ") "<w:del w:id=\"1\"><w:r><w:delInstrText>VIEUX"
                                         "</w:delInstrText></w:r></w:del>" INSTR ("NOM ")
                                             SEPARATE TEXT ("x") END "</w:p>",
    "<w:p>" VALUE "</w:p>" },
  { "two-paragraphs",
    "<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr>" TEXT ("a ") BEGIN INSTR (" MERGEFIELD NOM ")
        SEPARATE TEXT ("x") "</w:p><w:p><w:bookmarkStart w:id=\"4\" w:name=\"b\"/><w:bookmarkEnd "
                            "w:id=\"4\"/>" TEXT ("y") "</w:p><w:p>" TEXT ("z")
                                END TEXT (" b") "</w:p>",
    "<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr>" TEXT ("a ") VALUE
    "<w:bookmarkStart w:id=\"4\" w:name=\"b\"/><w:bookmarkEnd w:id=\"4\"/>" TEXT (" b") "</w:p>" },
  { "over-a-section-end",
    "<w:p><w:pPr><w:sectPr/></w:pPr>" BEGIN INSTR (" MERGEFIELD NOM ") "</w:p><w:p>" END "</w:p>",
    NULL },
  { "over-two-cells",
    "<w:tbl><w:tr><w:tc><w:p>" BEGIN INSTR (" MERGEFIELD NOM ") "</w:p></w:tc><w:tc><w:p>" END
                                                                "</w:p></w:tc></w:tr></w:tbl>",
    NULL },
  { "hyperlink-wrapper", "<w:p><w:hyperlink>" FIELD (" MERGEFIELD NOM ") "</w:hyperlink></w:p>",
    "<w:p><w:hyperlink>" VALUE "</w:hyperlink></w:p>" },
  { "page-number", "<w:p>" FIELD (" PAGE ") "</w:p>", NULL },
  { "empty-field", "<w:p>" BEGIN INSTR ("  ") END TEXT (" suite") "</w:p>", NULL },
  { "no-name", "<w:p>" FIELD (" MERGEFIELD ") "</w:p>", NULL },
  { "unclosed", "<w:p>" BEGIN INSTR (" MERGEFIELD NOM ") SEPARATE TEXT ("x") "</w:p>", NULL },
  { "unclosed-before-another",
    "<w:p>" BEGIN INSTR (" MERGEFIELD NOM ") "</w:p><w:p>" FIELD (" MERGEFIELD NOM ") "</w:p>",
    "<w:p>" BEGIN INSTR (" MERGEFIELD NOM ") "</w:p><w:p>" VALUE "</w:p>" },
  { "stray-end", "<w:p>" END FIELD (" MERGEFIELD NOM ") SEPARATE "</w:p>",
    "<w:p>" END VALUE SEPARATE "</w:p>" },
  { "name-from-another-field", "<w:p>" BEGIN INSTR (" MERGEFIELD ") FIELD (" PAGE ") END "</w:p>",
    NULL },
  { "text-box-begins-a-story",
    "<w:p>" BEGIN INSTR (" MERGEFIELD ") "<w:r><w:pict><w:txbxContent><w:p>" FIELD (
        " MERGEFIELD NOM ") END "</w:p></w:txbxContent></w:pict></w:r></w:p>",
    "<w:p>" BEGIN INSTR (" MERGEFIELD ") "<w:r><w:pict><w:txbxContent><w:p>" VALUE END
                                         "</w:p></w:txbxContent></w:pict></w:r></w:p>" },
  { "both-halves-of-a-text-box",
    "<w:p><w:r><mc:AlternateContent><mc:Choice "
    "Requires=\"wps\"><w:drawing><w:txbxContent><w:p>" FIELD (
        "MERGEFIELD NOM") "</w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict>"
                          "<w:txbxContent><w:p>" FIELD (
                              "MERGEFIELD NOM") "</w:p></w:txbxContent></w:pict></mc:Fallback>"
                                                "</mc:AlternateContent></w:r></w:p>",
    "<w:p><w:r><mc:AlternateContent><mc:Choice "
    "Requires=\"wps\"><w:drawing><w:txbxContent><w:p>" VALUE
    "</w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p>" VALUE
    "</w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>" },
  { "result-holds-a-merge-field",
    "<w:p>" BEGIN INSTR (" MERGEFIELD NOM ") SEPARATE FIELD (" MERGEFIELD MEL ") END "</w:p>",
    "<w:p>" VALUE "</w:p>" },
  { "namespace-declared-on-a-split-run",
    "<w:p><w:r xmlns:x=\"urn:x\"><w:fldChar w:fldCharType=\"begin\"/><w:instrText>MERGEFIELD NOM"
    "</w:instrText><w:fldChar w:fldCharType=\"end\"/><x:y x:z=\"1\"/></w:r></w:p>",
    "<w:p>" VALUE "<w:r><x:y xmlns:x=\"urn:x\" x:z=\"1\"/></w:r></w:p>" },
  { "namespace-of-an-element-alone",
    "<w:p><w:r xmlns:x=\"urn:x\"><w:fldChar w:fldCharType=\"begin\"/><w:instrText>MERGEFIELD NOM"
    "</w:instrText><w:fldChar w:fldCharType=\"end\"/><x:y/></w:r></w:p>",
    "<w:p>" VALUE "<w:r><x:y xmlns:x=\"urn:x\"/></w:r></w:p>" },
  { "comment-range-kept",
    "<w:p>" BEGIN "<w:commentRangeStart w:id=\"0\"/>" INSTR (" MERGEFIELD NOM ") END
    "<w:commentRangeEnd w:id=\"0\"/></w:p>",
    "<w:p>" VALUE "<w:commentRangeStart w:id=\"0\"/><w:commentRangeEnd w:id=\"0\"/></w:p>" },
};

/* Merge fields in the instruction of other fields: what can be read, codes included. */
static const Case nested_cases[] = {
  { "operand", " SEQ %s = \"Durand\" \"oui\" \"non\" ",
    " SEQ \"Durand\" = \"Durand\" \"oui\" \"non\" " },
  { "quoted", " HYPERLINK \"mailto:%s\" ", " HYPERLINK \"mailto:zoe@exemple.fr\" " },
  { "after-quotes", " SEQ \"a\" = %s 1 0 ", " SEQ \"a\" = \"Durand\" 1 0 " },
  { "escaped-quote", " SEQ \"a\\\"%s\" = \"b\" 1 0 ", " SEQ \"a\\\"Durand\" = \"b\" 1 0 " },
  { "data-in-operand", " SEQ %s = \"x\" 1 0 ", " SEQ \"a\\\" = \\\"a\\\\\" = \"x\" 1 0 " },
  { "data-in-quotes", " TOC \"%s\" ", " TOC \"a\\\" = \\\"a\\\\\" " },
  { "figure", " SEQ %s * 2 ", " SEQ 12 * 2 " },
  { "empty-operand", " SEQ %s = \"\" 1 0 ", " SEQ \"\" = \"\" 1 0 " },
};

static void
test_exact (gconstpointer data)
{
  const Case *the = data;
  g_autofree char *body = fixture_merge_body (the->body, values, MERGE_MISSING_BLANK);

  g_assert_cmpstr (body, ==, the->expected != NULL ? the->expected : the->body);
}

static const char *
nested_name (const char *name)
{
  if (g_str_has_prefix (name, "data"))
    return "PIEGE";
  if (strcmp (name, "figure") == 0)
    return "NOMBRE";
  if (strcmp (name, "quoted") == 0)
    return "MEL";
  return strcmp (name, "empty-operand") == 0 ? "VIDE" : "NOM";
}

static void
test_nested (gconstpointer data)
{
  const Case *the = data;
  const char *mark = strstr (the->body, "%s");
  g_autofree char *inner =
      g_strdup_printf (" MERGEFIELD %s \\* MERGEFORMAT ", nested_name (the->name));
  g_autofree char *field = fixture_field (inner);
  g_autofree char *given = g_strdup_printf (
      "<w:p>" BEGIN "<w:r><w:instrText>%.*s</w:instrText></w:r>%s"
      "<w:r><w:instrText>%s</w:instrText></w:r>" SEPARATE TEXT ("ancien") END "</w:p>",
      (int) (mark - the->body), the->body, field, mark + 2);
  /* What stands for an empty value on paper must not change a condition. */
  g_autofree char *body = fixture_merge_body (given, values, MERGE_MISSING_DOTS);
  g_autofree char *text = fixture_text (body);
  g_autofree char *expected = g_strconcat (the->expected, "ancien", NULL);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_merge_field_in_result (void)
{
  g_autofree char *field = fixture_field (" MERGEFIELD NOM ");
  g_autofree char *given = g_strdup_printf (
      "<w:p>" BEGIN INSTR (" HYPERLINK \"https://exemple.fr\" ") SEPARATE "%s" END "</w:p>", field);
  g_autofree char *body = fixture_merge_body (given, values, MERGE_MISSING_BLANK);

  g_assert_cmpstr (body, ==,
                   "<w:p>" BEGIN INSTR (" HYPERLINK \"https://exemple.fr\" ") SEPARATE VALUE END
                   "</w:p>");
}

/* Any prefix, the strict namespace, UTF-16, and a declared charset of old: one document. */
static void
test_spellings (void)
{
  static const char document[] =
      "<?xml version=\"1.0\"?><%1$sdocument xmlns%2$s=\"%3$s\"><%1$sbody><%1$sp><%1$sfldSimple "
      "%4$sinstr=\"MERGEFIELD NOM\"/></%1$sp></%1$sbody></%1$sdocument>";
  static const struct
  {
    const char *prefix;
    const char *declared;
    const char *namespace;
    const char *expected;
  } spellings[] = {
    { "zz:", ":zz", FIXTURE_W, "<zz:r><zz:t xml:space=\"preserve\">Durand</zz:t></zz:r>" },
    { "w:", ":w", "http://purl.oclc.org/ooxml/wordprocessingml/main",
      "<w:r><w:t xml:space=\"preserve\">Durand</w:t></w:r>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    for (guint utf16 = 0; utf16 < 2; utf16++)
      {
        g_autoptr (GError) error = NULL;
        g_autofree char *xml =
            g_strdup_printf (document, spellings[i].prefix, spellings[i].declared,
                             spellings[i].namespace, spellings[i].prefix);
        gsize size = strlen (xml);
        g_autofree char *wide = g_convert (xml, -1, "UTF-16", "UTF-8", NULL, &size, NULL);
        FixturePart parts[] = {
          { "[Content_Types].xml",
            "<Types "
            "xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default "
            "Extension=\"xml\" ContentType=\"" FIXTURE_TYPE "\"/></Types>",
            0 },
          { "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            "<Relationship Id=\"a\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/"
            "officeDocument\" Target=\"/word/document2.xml\"/></Relationships>",
            0 },
          { "word/document2.xml", utf16 ? wide : xml, utf16 ? (gssize) size : 0 },
        };
        g_autoptr (GBytes) bytes = fixture_zip (parts, G_N_ELEMENTS (parts));
        g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (bytes, &error);
        g_autoptr (GBytes) merged = NULL;
        g_autofree char *text = NULL;

        g_assert_no_error (error);
        merged = merge_template_merge (template, fixture_lookup, (gpointer) values,
                                       MERGE_MISSING_BLANK, NULL, &error);
        g_assert_no_error (error);
        text = fixture_part (merged, "word/document2.xml");
        g_assert_true (fixture_is_well_formed (text));
        g_assert_nonnull (strstr (text, spellings[i].expected));
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (exact_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/merge/fields/", exact_cases[i].name, NULL);

      g_test_add_data_func (path, &exact_cases[i], test_exact);
    }
  for (guint i = 0; i < G_N_ELEMENTS (nested_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/merge/fields/nested/", nested_cases[i].name, NULL);

      g_test_add_data_func (path, &nested_cases[i], test_nested);
    }
  g_test_add_func ("/merge/fields/in-a-result", test_merge_field_in_result);
  g_test_add_func ("/merge/fields/spellings", test_spellings);
  return g_test_run ();
}
