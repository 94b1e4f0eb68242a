/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-error.h"
#include "many-fixture.h"
#include "merge-fixture.h"

/* Many records in one document (docx §7.10, and the cases of NEXT in §6). */

static const char *const three[] = { "Zoé", "Noé", "Éva", NULL };
static const char *const five[] = { "un", "deux", "trois", "quatre", "cinq", NULL };

/* (transfer full): the main part of the one document for all */
static char *
merge_body (const char *body, const char *const *names)
{
  g_autoptr (GBytes) docx = fixture_body (body);
  g_autoptr (GBytes) merged = many_merge (docx, names, FALSE, NULL);
  char *xml = fixture_part (merged, "word/document.xml");

  g_assert_true (fixture_is_well_formed (xml));
  return xml;
}

static void
test_sections (void)
{
  static const char section[] = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId9\"/>"
                                "<w:type w:val=\"continuous\"/><w:pgSz w:w=\"11906\"/>"
                                "<w:pgMar w:top=\"1\"/><w:cols w:space=\"708\"/></w:sectPr>";
  g_autofree char *name = fixture_field ("MERGEFIELD NOM");
  g_autofree char *body =
      g_strdup_printf ("<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr>%s</w:p>%s", name, section);
  g_autofree char *xml = merge_body (body, three);
  const char *type = "<w:type w:val=\"nextPage\"/><w:pgSz";
  const char *numbers = "<w:pgMar w:top=\"1\"/><w:pgNumType w:start=\"1\"/><w:cols";
  g_autofree char *text = many_text (xml);

  g_assert_cmpuint (many_count (text, "Zoé"), ==, 1);
  g_assert_true (strstr (text, "Zoé") < strstr (text, "Noé"));
  g_assert_true (strstr (text, "Noé") < strstr (text, "Éva"));
  /* Each begins on a new page, from page 1, its elements in the order of the schema. */
  g_assert_cmpuint (many_count (xml, type), ==, 3);
  g_assert_cmpuint (many_count (xml, numbers), ==, 3);
  g_assert_cmpuint (many_count (xml, "continuous"), ==, 0);
  /* All but the last end with their last paragraph. */
  g_assert_cmpuint (many_count (xml, "<w:jc w:val=\"left\"/><w:sectPr"), ==, 2);
  g_assert_cmpuint (many_count (xml, "</w:p><w:sectPr"), ==, 1);
  g_assert_cmpuint (many_count (xml, "<w:p>"), ==, 3);
}

/* A table at the end needs a paragraph behind it; a document may say nothing of its pages. */
static void
test_bare (void)
{
  g_autofree char *name = fixture_field ("MERGEFIELD NOM");
  g_autofree char *body =
      g_strdup_printf ("<w:tbl><w:tr><w:tc><w:p>%s</w:p></w:tc></w:tr></w:tbl>", name);
  g_autofree char *xml = merge_body (body, three);

  g_assert_cmpuint (many_count (xml, "</w:tbl><w:p><w:pPr><w:sectPr>"), ==, 2);
  g_assert_cmpuint (many_count (xml, "</w:tbl><w:sectPr>"), ==, 1);
}

static void
test_two_sided (void)
{
  g_autoptr (GBytes) docx = fixture_body ("<w:p><w:r><w:t>{{NOM}}</w:t></w:r></w:p><w:sectPr/>");
  g_autoptr (GBytes) merged = many_merge (docx, three, TRUE, NULL);
  g_autofree char *xml = fixture_part (merged, "word/document.xml");

  g_assert_cmpuint (many_count (xml, "<w:type w:val=\"oddPage\"/>"), ==, 3);
}

/* Sections within a record stay as they are: only its first one begins anew. */
static void
test_own_sections (void)
{
  g_autofree char *xml =
      merge_body ("<w:p><w:pPr><w:sectPr><w:pgSz w:w=\"1\"/></w:sectPr></w:pPr></w:p>"
                  "<w:p><w:r><w:t>{{NOM}}</w:t></w:r></w:p>"
                  "<w:sectPr><w:type w:val=\"continuous\"/><w:pgSz w:w=\"2\"/></w:sectPr>",
                  three);

  g_assert_cmpuint (
      many_count (xml,
                  "<w:type w:val=\"nextPage\"/><w:pgSz w:w=\"1\"/><w:pgNumType w:start=\"1\"/>"),
      ==, 3);
  g_assert_cmpuint (
      many_count (xml, "<w:type w:val=\"continuous\"/><w:pgSz w:w=\"2\"/></w:sectPr>"), ==, 3);
}

/* A header whose fields differ is made for each record, with its relations; one without is not. */
static void
test_headers (void)
{
  g_autofree char *name = fixture_field ("MERGEFIELD NOM");
  g_autofree char *pages = fixture_field (" NUMPAGES ");
  g_autofree char *header =
      g_strdup_printf ("<w:hdr xmlns:w=\"%s\"><w:p>%s</w:p></w:hdr>", FIXTURE_W, name);
  g_autofree char *footer =
      g_strdup_printf ("<w:ftr xmlns:w=\"%s\"><w:p>%s</w:p></w:ftr>", FIXTURE_W, pages);
  g_autofree char *document =
      fixture_document ("<w:p/><w:sectPr><w:headerReference w:type=\"default\" r:id=\"rheader\"/>"
                        "<w:footerReference w:type=\"default\" r:id=\"rfooter\"/></w:sectPr>");
  const FixturePackage package = {
    .document = document,
    .header = header,
    .footer = footer,
    .extra = { { "word/_rels/header1.xml.rels", "<Relationships xmlns=\"x\"/>" } },
  };
  g_autoptr (GBytes) docx = fixture_package (&package);
  g_autoptr (GBytes) merged = many_merge (docx, three, FALSE, NULL);
  g_autofree char *names = fixture_part_names (merged);
  g_autofree char *xml = fixture_part (merged, "word/document.xml");
  g_autofree char *rels = fixture_part (merged, "word/_rels/document.xml.rels");
  g_autofree char *types = fixture_part (merged, "[Content_Types].xml");
  g_autofree char *first = fixture_part (merged, "word/header1.xml");
  g_autofree char *third = fixture_part (merged, "word/header1-3.xml");
  g_autofree char *foot = fixture_part (merged, "word/footer1.xml");

  g_assert_nonnull (strstr (first, "Zoé"));
  g_assert_nonnull (strstr (third, "Éva"));
  g_assert_nonnull (strstr (names, "word/_rels/header1-2.xml.rels"));
  g_assert_null (strstr (names, "footer1-"));
  g_assert_nonnull (strstr (foot, "SECTIONPAGES"));
  g_assert_null (strstr (foot, "NUMPAGES"));
  g_assert_cmpuint (many_count (rels, "/word/header1-"), ==, 2);
  g_assert_cmpuint (many_count (types, "/word/header1-"), ==, 2);
  g_assert_cmpuint (many_count (xml, "r:id=\"rheader\""), ==, 1);
  g_assert_cmpuint (many_count (xml, "r:id=\"rIdCopy"), ==, 2);
  g_assert_cmpuint (many_count (xml, "r:id=\"rfooter\""), ==, 3);
}

static void
test_notes (void)
{
  g_autofree char *notes = g_strdup_printf (
      "<w:footnotes xmlns:w=\"%s\"><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p/></w:footnote>"
      "<w:footnote w:id=\"1\"><w:p><w:r><w:t>Note de {{NOM}}</w:t></w:r></w:p></w:footnote>"
      "</w:footnotes>",
      FIXTURE_W);
  g_autofree char *document =
      fixture_document ("<w:p><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p><w:sectPr/>");
  const FixturePackage package = { .document = document, .footnotes = notes };
  g_autoptr (GBytes) docx = fixture_package (&package);
  g_autoptr (GBytes) merged = many_merge (docx, three, FALSE, NULL);
  g_autofree char *xml = fixture_part (merged, "word/document.xml");
  g_autofree char *all = fixture_part (merged, "word/footnotes.xml");

  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *reference = g_strdup_printf ("<w:footnoteReference w:id=\"%u\"/>", i);
      g_autofree char *note = g_strdup_printf ("<w:footnote w:id=\"%u\">", i);

      g_assert_cmpuint (many_count (xml, reference), ==, 1);
      g_assert_cmpuint (many_count (all, note), ==, 1);
    }
  g_assert_cmpuint (many_count (all, "separator"), ==, 1);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (many_count (all, three[i]), ==, 1);
}

/* A comment is spoken of three times: where it begins, where it ends, and where it stands. */
static void
test_comments (void)
{
  g_autofree char *document = fixture_document (
      "<w:p><w:commentRangeStart w:id=\"7\"/><w:r><w:t>{{NOM}}</w:t></w:r>"
      "<w:commentRangeEnd w:id=\"7\"/><w:r><w:commentReference w:id=\"7\"/></w:r></w:p>"
      "<w:sectPr/>");
  const FixturePackage package = {
    .document = document,
    .more_rels = "<Relationship Id=\"c\" Type=\"" FIXTURE_R "/comments\" Target=\"comments.xml\"/>",
    .extra = { { "word/comments.xml", "<w:comments xmlns:w=\"" FIXTURE_W "\"><w:comment w:id=\"7\" "
                                      "w:author=\"A\"><w:p/></w:comment></w:comments>" } },
  };
  g_autoptr (GBytes) docx = fixture_package (&package);
  g_autoptr (GBytes) merged = many_merge (docx, three, FALSE, NULL);
  g_autofree char *xml = fixture_part (merged, "word/document.xml");
  g_autofree char *all = fixture_part (merged, "word/comments.xml");

  for (guint i = 7; i <= 9; i++)
    {
      g_autofree char *reference = g_strdup_printf (" w:id=\"%u\"/>", i);
      g_autofree char *comment = g_strdup_printf ("<w:comment w:id=\"%u\"", i);

      g_assert_cmpuint (many_count (xml, reference), ==, 3);
      g_assert_cmpuint (many_count (all, comment), ==, 1);
    }
}

/* Numbers and names of bookmarks and drawings stay single; what refers to a bookmark follows. */
static void
test_ids (void)
{
  g_autofree char *reference = fixture_field (" REF suite \\h ");
  g_autofree char *body = g_strdup_printf (
      "<w:p w14:paraId=\"00000001\" xmlns:w14=\"urn:w14\"><w:bookmarkStart w:id=\"4\" "
      "w:name=\"suite\"/><w:r><w:t>{{NOM}}</w:t></w:r><w:bookmarkEnd w:id=\"4\"/>"
      "<w:bookmarkStart w:id=\"0\" w:name=\"_GoBack\"/><w:bookmarkEnd w:id=\"0\"/>"
      "<w:hyperlink w:anchor=\"suite\"><w:r><w:t>là</w:t></w:r></w:hyperlink>%s"
      "<w:r><w:drawing><wp:docPr xmlns:wp=\"urn:wp\" id=\"7\" name=\"Logo\"/></w:drawing></w:r>"
      "</w:p><w:sectPr/>",
      reference);
  g_autofree char *xml = merge_body (body, three);

  g_assert_null (strstr (xml, "_GoBack"));
  g_assert_cmpuint (many_count (xml, "w14:paraId"), ==, 1);
  for (guint i = 7; i <= 9; i++)
    {
      g_autofree char *drawing = g_strdup_printf (" id=\"%u\" name=\"Logo\"", i);

      g_assert_cmpuint (many_count (xml, drawing), ==, 1);
    }
  for (guint i = 4; i <= 6; i++)
    {
      g_autofree char *start = g_strdup_printf ("<w:bookmarkStart w:id=\"%u\"", i);
      g_autofree char *end = g_strdup_printf ("<w:bookmarkEnd w:id=\"%u\"", i);

      g_assert_cmpuint (many_count (xml, start), ==, 1);
      g_assert_cmpuint (many_count (xml, end), ==, 1);
    }
  g_assert_cmpuint (many_count (xml, "w:name=\"suite\""), ==, 1);
  g_assert_cmpuint (many_count (xml, "w:name=\"_Copy1\""), ==, 1);
  g_assert_cmpuint (many_count (xml, "w:anchor=\"_Copy1\""), ==, 1);
  g_assert_cmpuint (many_count (xml, "w:anchor=\"_Copy2\""), ==, 1);
  g_assert_cmpuint (many_count (xml, " REF _Copy2 \\h "), <=, 1);
}

/* What a file has put into a bookmark's beginning goes with it, and nothing else does. */
static void
test_full_bookmark (void)
{
  g_autofree char *xml =
      merge_body ("<w:p><w:bookmarkStart w:id=\"0\" w:name=\"_GoBack\"><w:r><w:t>gone</w:t></w:r>"
                  "</w:bookmarkStart><w:bookmarkEnd w:id=\"0\"><w:r/></w:bookmarkEnd>"
                  "<w:r><w:t>{{NOM}};</w:t></w:r></w:p><w:p><w:bookmarkStart w:id=\"1\" "
                  "w:name=\"_GoBack\"/><w:bookmarkEnd w:id=\"1\"/></w:p><w:sectPr/>",
                  three);

  g_assert_null (strstr (xml, "_GoBack"));
  g_assert_null (strstr (xml, "bookmark"));
  g_assert_null (strstr (xml, "gone"));
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (many_count (xml, three[i]), ==, 1);
}

/* Lists begin anew in each record, those that a style makes too. */
static void
test_lists (void)
{
  g_autofree char *document = fixture_document (
      "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>"
      "<w:r><w:t>{{NOM}}</w:t></w:r></w:p>"
      "<w:p><w:pPr><w:pStyle w:val=\"Article\"/><w:jc w:val=\"both\"/></w:pPr></w:p><w:sectPr/>");
  const FixturePackage package = {
    .document = document,
    .more_rels =
        "<Relationship Id=\"n\" Type=\"" FIXTURE_R "/numbering\" Target=\"numbering.xml\"/>"
        "<Relationship Id=\"s\" Type=\"" FIXTURE_R "/styles\" Target=\"styles.xml\"/>",
    .extra = { { "word/numbering.xml",
                 "<w:numbering xmlns:w=\"" FIXTURE_W "\"><w:abstractNum w:abstractNumId=\"1\">"
                 "<w:lvl w:ilvl=\"0\"><w:start w:val=\"5\"/></w:lvl></w:abstractNum>"
                 "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>" },
               { "word/styles.xml",
                 "<w:styles xmlns:w=\"" FIXTURE_W "\">"
                 "<w:style w:type=\"paragraph\" w:styleId=\"Base\"><w:pPr><w:numPr>"
                 "<w:numId w:val=\"3\"/></w:numPr></w:pPr></w:style>"
                 "<w:style w:type=\"paragraph\" w:styleId=\"Article\"><w:basedOn w:val=\"Base\"/>"
                 "<w:pPr><w:numPr><w:ilvl w:val=\"1\"/></w:numPr></w:pPr></w:style></w:styles>" } },
  };
  g_autoptr (GBytes) docx = fixture_package (&package);
  g_autoptr (GBytes) merged = many_merge (docx, three, FALSE, NULL);
  g_autofree char *xml = fixture_part (merged, "word/document.xml");
  g_autofree char *numbering = fixture_part (merged, "word/numbering.xml");

  g_assert_cmpuint (many_count (xml, "<w:numId w:val=\"3\"/>"), ==, 1);
  g_assert_cmpuint (many_count (xml, "<w:numId w:val=\"4\"/>"), ==, 2);
  g_assert_cmpuint (many_count (xml, "<w:numId w:val=\"5\"/>"), ==, 2);
  g_assert_cmpuint (many_count (xml, "<w:pStyle w:val=\"Article\"/><w:numPr><w:ilvl w:val=\"1\"/>"),
                    ==, 2);
  g_assert_cmpuint (many_count (numbering, "<w:num "), ==, 3);
  g_assert_cmpuint (
      many_count (numbering,
                  "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>"),
      ==, 2);
}

/* ---- NEXT, NEXTIF, SKIPIF ---- */

static void
check_labels (const char *between, const char *const *names, const char *expected)
{
  g_autofree char *name = fixture_field ("MERGEFIELD NOM");
  g_autofree char *next = fixture_field (between);
  g_autofree char *body =
      g_strdup_printf ("<w:p>%s<w:r><w:t>|</w:t></w:r>%s%s<w:r><w:t>;</w:t></w:r></w:p><w:sectPr/>",
                       name, next, name);
  g_autofree char *xml = merge_body (body, names);
  g_autofree char *text = many_text (xml);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *joined = g_strjoinv ("", lines);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_next (void)
{
  /* Five records on labels of two: the last one stays blank. */
  check_labels ("NEXT", five, "un|deux;/trois|quatre;/cinq|;");
  check_labels ("NEXTIF 1 = 2", three, "Zoé|Zoé;/Noé|Noé;/Éva|Éva;");
  check_labels ("NEXTIF 1 = 1", three, "Zoé|Noé;/Éva|;");
}

static void
test_skip (void)
{
  g_autofree char *body = g_strdup_printf (
      "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText "
      "xml:space=\"preserve\"> SKIPIF </w:instrText></w:r>"
      "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>MERGEFIELD "
      "NOM</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
      "<w:r><w:instrText xml:space=\"preserve\"> = \"deux\"</w:instrText></w:r>"
      "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
      "<w:r><w:t>{{NOM}};</w:t></w:r></w:p><w:sectPr/>");
  g_autofree char *xml = merge_body (body, five);
  g_autofree char *text = many_text (xml);

  g_assert_cmpuint (many_count (text, ";"), ==, 4);
  g_assert_null (strstr (text, "deux"));
}

/* A bookmark that a record does not set has nothing of the record before. */
static void
test_bookmarks (void)
{
  g_autofree char *shown = fixture_field (" REF Chef ");
  g_autofree char *body = g_strdup_printf (
      "<w:p><w:r><w:t>{{#if NOM = \"un\"}}</w:t></w:r>"
      "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
      "<w:r><w:instrText xml:space=\"preserve\"> SET Chef </w:instrText></w:r>"
      "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>MERGEFIELD "
      "NOM</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
      "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>{{/if}}</w:t></w:r>%s"
      "<w:r><w:t>;</w:t></w:r></w:p><w:sectPr/>",
      shown);
  g_autofree char *xml = merge_body (body, five);
  g_autofree char *text = many_text (xml);

  g_assert_cmpuint (many_count (text, "un;"), ==, 1);
}

/* MERGEREC counts all records, MERGESEQ those that are merged. */
static void
test_counts (void)
{
  g_autofree char *record = fixture_field ("MERGEREC");
  g_autofree char *sequence = fixture_field ("MERGESEQ");
  g_autofree char *body = g_strdup_printf ("<w:p>%s<w:r><w:t>.</w:t></w:r>%s<w:r><w:t>;</w:t></w:r>"
                                           "</w:p><w:sectPr/>",
                                           record, sequence);
  g_autofree char *xml = merge_body (body, three);
  g_autofree char *text = many_text (xml);

  g_assert_nonnull (strstr (text, "1.1;"));
  g_assert_nonnull (strstr (text, "3.3;"));
}

static void
test_none (void)
{
  static const char *const none[] = { NULL };
  g_autoptr (GBytes) docx = fixture_body ("<w:p/>");
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (docx, NULL);
  ManyRecords records = many_records (none);
  g_autoptr (GError) error = NULL;

  g_assert_null (merge_template_merge_many (template, many_give, &records, FALSE,
                                            MERGE_MISSING_BLANK, NULL, &error));
  g_assert_error (error, MERGE_ERROR, MERGE_ERROR_FAILED);
}

/* The same records give the same bytes, and one record what it would be alone but for its section.
 */
static void
test_same (void)
{
  g_autoptr (GBytes) docx = fixture_body ("<w:p><w:r><w:t>{{NOM}}</w:t></w:r></w:p><w:sectPr/>");
  g_autoptr (GBytes) one = many_merge (docx, five, FALSE, NULL);
  g_autoptr (GBytes) other = many_merge (docx, five, FALSE, NULL);
  g_autoptr (MergeReport) report = merge_report_new ();
  g_autoptr (GBytes) unknown = fixture_body ("<w:p><w:r><w:t>{{AUTRE}}</w:t></w:r></w:p>");
  g_autoptr (GBytes) merged = many_merge (unknown, five, FALSE, report);

  g_assert_true (g_bytes_equal (one, other));
  g_assert_nonnull (merged);
  /* What every record lacks is said once. */
  g_assert_cmpuint (report->unknown->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/many/sections", test_sections);
  g_test_add_func ("/merge/many/bare", test_bare);
  g_test_add_func ("/merge/many/two-sided", test_two_sided);
  g_test_add_func ("/merge/many/own-sections", test_own_sections);
  g_test_add_func ("/merge/many/headers", test_headers);
  g_test_add_func ("/merge/many/notes", test_notes);
  g_test_add_func ("/merge/many/comments", test_comments);
  g_test_add_func ("/merge/many/ids", test_ids);
  g_test_add_func ("/merge/many/full-bookmark", test_full_bookmark);
  g_test_add_func ("/merge/many/bookmarks", test_bookmarks);
  g_test_add_func ("/merge/many/lists", test_lists);
  g_test_add_func ("/merge/many/next", test_next);
  g_test_add_func ("/merge/many/skip", test_skip);
  g_test_add_func ("/merge/many/counts", test_counts);
  g_test_add_func ("/merge/many/none", test_none);
  g_test_add_func ("/merge/many/same", test_same);
  return g_test_run ();
}
