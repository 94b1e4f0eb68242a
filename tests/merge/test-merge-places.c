/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-fixture.h"

/* Every place that a field may stand in, each with a complex field, a simple one and a placeholder:
 * what can be read of the part afterwards is compared whole. */

#define R(text) "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define P(text) "<w:p>" text "</w:p>"
#define SDT(properties, content)                                                     \
  "<w:sdt><w:sdtPr>" properties "</w:sdtPr><w:sdtContent>" content "</w:sdtContent>" \
  "</w:sdt>"
#define BOUND        "<w:dataBinding w:xpath=\"/a/b\" w:storeItemID=\"{1}\"/>"
#define ROW(cell)    "<w:tr><w:tc><w:tcPr/>" cell "</w:tc></w:tr>"
#define TABLE(rows)  "<w:tbl><w:tblPr/>" rows "</w:tbl>"
#define BOX(content) "<w:txbxContent>" content "</w:txbxContent>"
#define DRAWING(content)                                                           \
  "<w:drawing><wps:wsp xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/" \
  "wordprocessingShape\"><wps:txbx>" BOX (content) "</wps:txbx></wps:wsp></w:drawing>"
#define VML(content)                                                             \
  "<w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:textbox>" BOX ( \
      content) "</v:textbox></v:shape></w:pict>"
#define TWINS(choice, fallback)                                   \
  "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">" choice \
  "</mc:Choice><mc:Fallback>" fallback "</mc:Fallback></mc:AlternateContent></w:r>"
#define BEGIN       "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
#define SEPARATE    "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
#define END         "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
#define INSTR(text) "<w:r><w:instrText xml:space=\"preserve\">" text "</w:instrText></w:r>"
#define TRACK(element, content) \
  "<w:" element " w:id=\"1\" w:author=\"a\">" content "</w:" element ">"

/* Where @ stands in what is below, the field goes; afterwards Durand is there. */
typedef struct
{
  const char *name;
  const char *body;
  const char *text;
  const char *where;
} Place;

static const Place places[] = {
  { "body", P (R ("a ") "@" R (" b")), "a Durand b", "body" },
  { "table", TABLE (ROW (P ("@")) ROW (P (R ("x")))), "Durand/x", "body" },
  { "nested-table", TABLE (ROW (TABLE (ROW (TABLE (ROW (P ("@"))) P (""))) P (R ("x")))),
    "Durand//x", "body" },
  { "drawing", P ("<w:r>" DRAWING (P (R ("a ") "@")) "</w:r>" R ("b")), "a Durandb", "textbox" },
  { "vml", P ("<w:r>" VML (P (R ("a ") "@")) "</w:r>" R ("b")), "a Durandb", "textbox" },
  { "twins", P (R ("c") TWINS (DRAWING (P (R ("a ") "@")), VML (P (R ("a ") "@")))),
    "c/a Durand/a Durand", "textbox" },
  { "box-in-a-box",
    P (R ("c") TWINS (DRAWING (P ("<w:r>" DRAWING (P ("@")) "</w:r>")),
                      VML (P ("<w:r>" VML (P ("@")) "</w:r>")))),
    "c//Durand//Durand", "textbox" },
  { "box-in-a-table-in-a-box",
    P (R ("c") "<w:r>" VML (TABLE (ROW (P ("<w:r>" VML (P ("@")) "</w:r>"))) P (R ("x"))) "</w:r>"),
    "c//Durand/x", "textbox" },
  { "control-of-blocks", SDT ("<w:id w:val=\"1\"/>", P ("@") P (R ("x"))), "Durand/x", "body" },
  { "control-of-runs", P (R ("a ") SDT ("<w:text/>", "@") R (" b")), "a Durand b", "body" },
  { "control-of-a-row", TABLE (SDT ("<w:id w:val=\"1\"/>", ROW (P ("@")))), "Durand", "body" },
  { "control-of-a-cell",
    TABLE ("<w:tr>" SDT ("<w:id w:val=\"1\"/>", "<w:tc><w:tcPr/>" P ("@") "</w:tc>") "</w:tr>"),
    "Durand", "body" },
  { "control-in-a-control", SDT ("", SDT ("", P (SDT ("", SDT ("", "@"))))), "Durand", "body" },
  { "link",
    P ("<w:hyperlink r:id=\"r9\">" R ("a ") "@"
                                            "</w:hyperlink>" R (" b")),
    "a Durand b", "body" },
  { "inserted", P (R ("a ") TRACK ("ins", "@") R (" b")), "a Durand b", "body" },
  { "moved-here", P (R ("a ") TRACK ("moveTo", "@") R (" b")), "a Durand b", "body" },
  { "smart-tag",
    P ("<w:smartTag w:element=\"s\"><w:smartTagPr/>" R ("a ") "@"
                                                              "</w:smartTag>" R (" b")),
    "a Durand b", "body" },
  { "custom-xml-of-runs",
    P ("<w:customXml w:element=\"e\"><w:customXmlPr/>" R ("a ") "@"
                                                                "</w:customXml>"),
    "a Durand", "body" },
  { "custom-xml-of-blocks",
    "<w:customXml w:element=\"e\"><w:customXml w:element=\"f\">" P ("@") "</w:customXml>"
                                                                         "</w:customXml>",
    "Durand", "body" },
  { "inserted-in-a-control-in-a-link",
    P ("<w:hyperlink w:anchor=\"a\">" SDT ("", TRACK ("ins", R ("a ") "@")) "</w:hyperlink>"),
    "a Durand", "body" },
};

static const FixtureValue values[] = {
  { "NOM", "Durand", MERGE_VALUE_TEXT },
  { "VIDE", "", MERGE_VALUE_TEXT },
  { NULL, NULL, MERGE_VALUE_TEXT },
};

/* The three ways of writing a field. */
static char *
field (guint way)
{
  switch (way)
    {
    case 0:
      return fixture_field (" MERGEFIELD NOM ");
    case 1:
      return g_strdup ("<w:fldSimple w:instr=\" MERGEFIELD NOM \"><w:r><w:t>«NOM»</w:t></w:r>"
                       "</w:fldSimple>");
    default:
      return g_strdup ("<w:r><w:t>{{N</w:t></w:r><w:r><w:t>OM}}</w:t></w:r>");
    }
}

static char *
with_field (const char *text, guint way)
{
  g_autofree char *xml = field (way);
  g_auto (GStrv) pieces = g_strsplit (text, "@", -1);

  return g_strjoinv (xml, pieces);
}

static void
test_place (gconstpointer data)
{
  const Place *place = data;

  for (guint way = 0; way < 3; way++)
    {
      g_autofree char *body = with_field (place->body, way);
      g_autofree char *merged = fixture_merge_body (body, values, MERGE_MISSING_BLANK);
      g_autofree char *text = fixture_text (merged);
      g_autoptr (MergeTemplate) template = fixture_template (body);
      GPtrArray *fields = merge_template_get_fields (template);

      g_assert_cmpstr (text, ==, place->text);
      g_assert_cmpuint (fields->len, ==, 1);
      g_assert_cmpstr (((MergeField *) g_ptr_array_index (fields, 0))->where, ==, place->where);
      g_assert_cmpuint (((MergeField *) g_ptr_array_index (fields, 0))->count, ==, 1);
    }
}

/* What was deleted or moved away stays as it is. */
static void
test_deleted (void)
{
  static const char *const elements[] = { "del", "moveFrom" };

  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    for (guint way = 0; way < 3; way++)
      {
        g_autofree char *one = field (way);
        g_autofree char *body =
            g_strdup_printf ("<w:p><w:%s w:id=\"1\" w:author=\"a\">%s</w:%s>%s</w:p>", elements[i],
                             one, elements[i], one);
        g_autofree char *merged = fixture_merge_body (body, values, MERGE_MISSING_BLANK);
        g_autofree char *expected = g_strdup_printf (
            "<w:p><w:%s w:id=\"1\" w:author=\"a\">%s</w:%s>", elements[i], one, elements[i]);
        g_autofree char *text = NULL;

        g_assert_true (g_str_has_prefix (merged, expected));
        *g_strrstr (merged, "</w:p>") = '\0';
        text = fixture_text (merged + strlen (expected));
        g_assert_cmpstr (text, ==, "Durand");
      }
}

/* A text box in what was deleted went with it. */
static void
test_deleted_box (void)
{
  g_autofree char *body = with_field (P (TRACK ("del", "<w:r>" VML (P ("@")) "</w:r>") "@"), 1);
  g_autofree char *merged = fixture_merge_body (body, values, MERGE_MISSING_BLANK);
  g_autofree char *text = fixture_text (merged);

  g_assert_cmpstr (text, ==, "«NOM»Durand");
}

/* The address of a link is made of fields, in its instruction as well as in its result. */
static void
test_link_instruction (void)
{
  g_autofree char *body =
      with_field (P (BEGIN INSTR (" HYPERLINK \"mailto:") "@" INSTR ("?subject=") "@" INSTR ("\" ")
                         SEPARATE R ("écrire à ") "@" END),
                  0);
  g_autofree char *merged = fixture_merge_body (body, values, MERGE_MISSING_BLANK);
  g_autofree char *text = fixture_text (merged);

  g_assert_cmpstr (text, ==, " HYPERLINK \"mailto:Durand?subject=Durand\" écrire à Durand");
  g_assert_nonnull (strstr (merged, "w:fldCharType=\"begin\""));
}

typedef struct
{
  const char *body;
  gboolean bound; /* whether it still is afterwards */
} Control;

static const Control controls[] = {
  { SDT (BOUND "<w:text/>", P ("@")), FALSE },
  { P (SDT (BOUND "<w:text/>", "@")), FALSE },
  { TABLE (SDT (BOUND, ROW (P ("@")))), FALSE },
  { TABLE ("<w:tr>" SDT (BOUND, "<w:tc><w:tcPr/>" P ("@") "</w:tc>") "</w:tr>"), FALSE },
  { SDT (BOUND, P (SDT ("<w:text/>", "@"))), FALSE },
  { SDT (BOUND, P ("<w:r>" VML (P ("@")) "</w:r>")), FALSE },
  { SDT ("<w15:dataBinding xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\" "
         "w:xpath=\"/a\"/>",
         P ("@")),
    FALSE },
  { P (SDT ("<w:showingPlcHdr/>" BOUND, BEGIN INSTR ("HYPERLINK \"") "@" INSTR ("\"") END)),
    FALSE },
  { P ("@") SDT (BOUND "<w:text/>", P (R ("x"))), TRUE },
  { SDT ("<w:text/>", P ("@") SDT (BOUND, P (R ("x")))), TRUE },
  { P ("@" SDT (BOUND, TRACK ("del", "@") R ("x"))), TRUE },
};

/* Word would put what the store holds in the place of what was merged. */
static void
test_bound_controls (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    for (guint way = 0; way < 2; way++)
      {
        g_autofree char *body = with_field (controls[i].body, way);
        g_autofree char *merged = fixture_merge_body (body, values, MERGE_MISSING_BLANK);

        g_test_message ("%s", controls[i].body);
        g_assert_nonnull (strstr (merged, "Durand"));
        g_assert_nonnull (strstr (merged, "<w:sdt><w:sdtPr"));
        g_assert_cmpint (strstr (merged, "dataBinding") != NULL, ==, controls[i].bound);
        g_assert_null (strstr (merged, "showingPlcHdr"));
      }
}

#define REL(id, kind, target) \
  "<Relationship Id=\"" id "\" Type=\"" FIXTURE_R "/" kind "\" Target=\"" target "\"/>"
#define STORY(element, text)                                                               \
  "<w:" element " xmlns:w=\"" FIXTURE_W "\" xmlns:mc=\"http://schemas.openxmlformats.org/" \
  "markup-compatibility/2006\">" text "</w:" element ">"

static void
assert_part (GBytes *merged, const char *name, const char *expected)
{
  g_autofree char *part = fixture_part (merged, name);
  g_autofree char *text = NULL;

  g_assert_nonnull (part);
  g_assert_true (fixture_is_well_formed (part));
  text = fixture_text (strstr (part, "<w:"));
  g_assert_cmpstr (text, ==, expected);
}

static GBytes *
merge (const FixturePackage *package)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fixture_package (package);
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (bytes, &error);
  GBytes *merged;

  g_assert_no_error (error);
  merged = merge_template_merge (template, fixture_lookup, (gpointer) values, MERGE_MISSING_BLANK,
                                 NULL, &error);
  g_assert_no_error (error);
  return merged;
}

/* Two sections with headers and footers of every kind, one of them in a content control. */
static void
test_headers (void)
{
  for (guint way = 0; way < 3; way++)
    {
      g_autofree char *header = with_field (STORY ("hdr", P (R ("a ") "@")), way);
      g_autofree char *control = with_field (STORY ("hdr", SDT (BOUND, P ("@"))), way);
      g_autofree char *box =
          with_field (STORY ("hdr", P (TWINS (DRAWING (P ("@")), VML (P ("@"))))), way);
      g_autofree char *footer =
          with_field (STORY ("ftr", TABLE (ROW (P (R ("b ") "@"))) P ("")), way);
      FixturePackage package = {
        .header = header,
        .footer = footer,
        .more_rels = REL ("h2", "header", "header2.xml") REL ("h3", "header", "/word/h/three.xml")
            REL ("h4", "header", "../autre/quatre.xml") REL ("f2", "footer", "footer2.xml")
                REL ("f3", "footer", "absent.xml"),
        .extra = { { "word/header2.xml", control, 0 },
                   { "word/h/three.xml", box, 0 },
                   { "autre/quatre.xml", header, 0 },
                   { "word/footer2.xml", footer, 0 } },
      };
      g_autoptr (GBytes) merged = merge (&package);
      g_autofree char *second = fixture_part (merged, "word/header2.xml");

      assert_part (merged, "word/header1.xml", "a Durand");
      assert_part (merged, "word/header2.xml", "Durand");
      g_assert_null (strstr (second, "dataBinding"));
      assert_part (merged, "word/h/three.xml", "Durand/Durand");
      assert_part (merged, "autre/quatre.xml", "a Durand");
      assert_part (merged, "word/footer1.xml", "b Durand/");
      assert_part (merged, "word/footer2.xml", "b Durand/");
    }
}

/* Each note and each comment is a story of its own: a field that never ends does not swallow the
 * next one. */
static void
test_notes (void)
{
#define NOTE(element, id, text) "<w:" element " w:id=\"" id "\">" P (text) "</w:" element ">"
  for (guint way = 0; way < 3; way++)
    {
      g_autofree char *footnotes = with_field (
          STORY ("footnotes", NOTE ("footnote", "-1", "<w:r><w:separator/></w:r>") NOTE (
                                  "footnote", "1", BEGIN) NOTE ("footnote", "2", R ("a ") "@")),
          way);
      g_autofree char *endnotes = with_field (
          STORY ("endnotes", NOTE ("endnote", "1", "@") NOTE ("endnote", "2", "@")), way);
      g_autofree char *comments =
          with_field (STORY ("comments", NOTE ("comment", "1", BEGIN INSTR ("PAGE"))
                                             NOTE ("comment", "2", R ("voir ") "@")),
                      way);
      FixturePackage package = {
        .footnotes = footnotes,
        .endnotes = endnotes,
        .more_rels = REL ("c1", "comments", "comments.xml"),
        .extra = { { "word/comments.xml", comments, 0 } },
      };
      g_autoptr (GBytes) merged = merge (&package);

      assert_part (merged, "word/footnotes.xml", "a Durand");
      assert_part (merged, "word/endnotes.xml", "Durand/Durand");
      assert_part (merged, "word/comments.xml", "PAGE/voir Durand");
    }
#undef NOTE
}

/* A note or a comment that its value leaves empty keeps its paragraph: Word needs one there. */
static void
test_empty_notes (void)
{
  g_autofree char *empty = g_strdup ("<w:fldSimple w:instr=\"MERGEFIELD VIDE\"/>");
  g_autofree char *comments = g_strdup_printf (
      STORY ("comments", "<w:comment w:id=\"1\"><w:p>%s</w:p><w:p>%s</w:p></w:comment>"), empty,
      empty);
  FixturePackage package = {
    .more_rels = REL ("c1", "comments", "comments.xml"),
    .extra = { { "word/comments.xml", comments, 0 } },
  };
  g_autoptr (GBytes) merged = merge (&package);
  g_autofree char *part = fixture_part (merged, "word/comments.xml");

  g_assert_nonnull (strstr (part, "<w:comment w:id=\"1\"><w:p></w:p></w:comment>"));
}

#define OPEN_FIELD        P (BEGIN INSTR ("MERGEFIELD NOM"))
#define SIMPLE_FIELD      P ("<w:fldSimple w:instr=\"MERGEFIELD NOM\"/>")
#define COMMENT(id, text) "<w:comment w:id=\"" id "\">" text "</w:comment>"

static void
test_comment_fields (void)
{
  static const char comments[] =
      STORY ("comments", COMMENT ("1", OPEN_FIELD) COMMENT ("2", SIMPLE_FIELD));
  FixturePackage package = {
    .more_rels = REL ("c1", "comments", "comments.xml"),
    .extra = { { "word/comments.xml", comments, 0 } },
  };
  g_autoptr (GBytes) bytes = fixture_package (&package);
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (bytes, NULL);
  GPtrArray *fields = merge_template_get_fields (template);
  GPtrArray *warnings = merge_template_get_warnings (template);

  g_assert_cmpuint (fields->len, ==, 1);
  g_assert_cmpstr (((MergeField *) g_ptr_array_index (fields, 0))->where, ==, "comment");
  g_assert_cmpuint (warnings->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (warnings, 0), "in a comment has a beginning"));
}

/* Charts, diagrams, building blocks and stores are no text of the document. */
static void
test_left_alone (void)
{
#define LEFT "<x>{{NOM}} <w:fldSimple xmlns:w=\"" FIXTURE_W "\" w:instr=\"MERGEFIELD NOM\"/></x>"
  static const char *const names[] = { "word/charts/chart1.xml", "word/diagrams/data1.xml",
                                       "word/glossary/document.xml", "customXml/item1.xml",
                                       "word/embeddings/x.docx" };
  FixturePackage package = {
    .more_rels =
        REL ("a", "chart", "charts/chart1.xml") REL ("b", "diagramData", "diagrams/data1.xml")
            REL ("c", "glossaryDocument", "glossary/document.xml")
                REL ("d", "customXml", "../customXml/item1.xml")
                    REL ("e", "package", "embeddings/x.docx"),
  };
  g_autoptr (GBytes) merged = NULL;
  g_autofree char *body = with_field (P ("@"), 0);
  g_autofree char *document = fixture_document (body);

  package.document = document;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    package.extra[i] = (FixturePart){ names[i], LEFT, 0 };
  merged = merge (&package);
  assert_part (merged, "word/document.xml", "Durand");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *part = fixture_part (merged, names[i]);

      g_assert_cmpstr (part, ==, LEFT);
    }
#undef LEFT
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_strconcat ("/merge/places/", places[i].name, NULL);

      g_test_add_data_func (path, &places[i], test_place);
    }
  g_test_add_func ("/merge/places/deleted", test_deleted);
  g_test_add_func ("/merge/places/deleted-box", test_deleted_box);
  g_test_add_func ("/merge/places/link-instruction", test_link_instruction);
  g_test_add_func ("/merge/places/bound-controls", test_bound_controls);
  g_test_add_func ("/merge/places/headers", test_headers);
  g_test_add_func ("/merge/places/notes", test_notes);
  g_test_add_func ("/merge/places/empty-notes", test_empty_notes);
  g_test_add_func ("/merge/places/comment-fields", test_comment_fields);
  g_test_add_func ("/merge/places/left-alone", test_left_alone);
  return g_test_run ();
}
