/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "many-fixture.h"
#include "merge-error.h"

/* Many records in one document: what stands beside the text, and what refers to it. */

#define TEXT(text) "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define SECTION    "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
#define PART(name) "<w:" name " xmlns:w=\"" FIXTURE_W "\" xmlns:wp=\"urn:wp\">"
#define FOOT       "<w:r><w:footnoteReference w:id=\"1\"/></w:r>"
#define END        "<w:r><w:endnoteReference w:id=\"1\"/></w:r>"
#define RESTART    "<w:numRestart w:val=\"eachSect\"/>"
#define FOOTNOTES  PART ("footnotes") "<w:footnote w:id=\"1\"><w:p/></w:footnote></w:footnotes>"
#define ENDNOTES                                                        \
  PART ("endnotes")                                                     \
  "<w:endnote w:id=\"1\"><w:p>" TEXT ("{{NOM}}") "</w:p></w:endnote></" \
                                                 "w:endnotes>"
#define SETTINGS(x) PART ("settings") x "</w:settings>"

static const char *const three[] = { "Zoé", "Noé", "Éva", NULL };
static const char *const four[] = { "un", "deux", "trois", "quatre", NULL };

/* (transfer full): the one document for all of a body and parts beside it */
static GBytes *
merge (const char *body, const FixturePackage *parts, const char *const *names, MergeReport *report)
{
  g_autofree char *document = fixture_document (body);
  FixturePackage package = *parts;
  g_autoptr (GBytes) docx = NULL;

  package.document = document;
  docx = fixture_package (&package);
  return many_merge (docx, names, FALSE, report);
}

/* (transfer full): the main part of what merge() makes */
static char *
merge_main (const char *body, const FixturePackage *parts)
{
  g_autoptr (GBytes) merged = merge (body, parts, three, NULL);
  char *xml = fixture_part (merged, "word/document.xml");

  g_assert_true (fixture_is_well_formed (xml));
  return xml;
}

static void
assert_count (const char *xml, const char *what, guint n)
{
  guint found = many_count (xml, what);

  if (found != n)
    g_error ("%s: %u times, not %u, in %s", what, found, n, xml);
}

/* ---- numbers of notes ---- */

/* Only the first section of a record begins anew: those behind it go on. */
static void
test_footnotes_restart (void)
{
  const FixturePackage parts = { .footnotes = FOOTNOTES };
  g_autofree char *one = merge_main ("<w:p>" FOOT "</w:p><w:sectPr/>", &parts);
  g_autofree char *two = merge_main ("<w:p>" FOOT "</w:p>" SECTION "<w:p/><w:sectPr/>", &parts);
  g_autofree char *none = merge_main ("<w:p/><w:sectPr/>", &parts);

  assert_count (one, "<w:footnotePr>" RESTART "</w:footnotePr><w:type", 3);
  assert_count (two, "<w:footnotePr>" RESTART "</w:footnotePr><w:type", 3);
  assert_count (two, "<w:sectPr/>", 3);
  assert_count (none, "footnotePr", 0);
}

/* LibreOffice cannot: who has notes is told, unless there is one record. */
static void
test_footnotes_told (void)
{
  static const char *const one[] = { "Zoé", NULL };
  static const char body[] = "<w:p>" FOOT "</w:p><w:sectPr/>";
  const FixturePackage parts = { .footnotes = FOOTNOTES };
  g_autoptr (MergeReport) report = merge_report_new ();
  g_autoptr (GBytes) alone = merge (body, &parts, one, report);
  g_autoptr (GBytes) merged = NULL;

  g_assert_nonnull (alone);
  g_assert_cmpuint (report->warnings->len, ==, 0);
  merged = merge (body, &parts, three, report);
  g_assert_nonnull (merged);
  g_assert_cmpuint (report->warnings->len, ==, 1);
}

/* What the template says of its notes itself stays. */
static void
test_footnotes_kept (void)
{
  static const char own[] =
      "<w:p>" FOOT "</w:p><w:sectPr><w:footnotePr><w:numRestart w:val=\"eachPage\"/>"
      "</w:footnotePr></w:sectPr>";
  static const char plain[] = "<w:p>" FOOT "</w:p><w:sectPr/>";
  const FixturePackage parts = { .footnotes = FOOTNOTES };
  const FixturePackage pages = {
    .footnotes = FOOTNOTES,
    .settings = SETTINGS ("<w:footnotePr><w:numRestart w:val=\"eachPage\"/></w:footnotePr>"),
  };
  const FixturePackage roman = {
    .footnotes = FOOTNOTES,
    .settings = SETTINGS ("<w:footnotePr><w:numFmt w:val=\"lowerRoman\"/><w:numStart w:val=\"3\"/>"
                          "</w:footnotePr>"),
  };
  g_autofree char *section = merge_main (own, &parts);
  g_autofree char *document = merge_main (plain, &pages);
  g_autofree char *format = merge_main (plain, &roman);

  assert_count (section, "eachPage", 3);
  assert_count (section, "eachSect", 0);
  assert_count (document, "footnotePr", 0);
  assert_count (
      format, "<w:footnotePr><w:numFmt w:val=\"lowerRoman\"/><w:numStart w:val=\"3\"/>" RESTART, 3);
}

/* Endnotes of a record stand at its end, not at that of the document. */
static void
test_endnotes (void)
{
  static const char body[] = "<w:p>" END "</w:p>" SECTION "<w:p/><w:sectPr/>";
  const FixturePackage parts = {
    .endnotes = ENDNOTES,
    .settings = SETTINGS ("<w:zoom/><w:compat/>"),
  };
  g_autoptr (GBytes) merged = merge (body, &parts, three, NULL);
  g_autofree char *xml = fixture_part (merged, "word/document.xml");
  g_autofree char *notes = fixture_part (merged, "word/endnotes.xml");
  g_autofree char *settings = fixture_part (merged, "word/settings.xml");

  assert_count (settings,
                "<w:zoom/><w:endnotePr><w:pos w:val=\"sectEnd\"/></w:endnotePr><w:compat/>", 1);
  assert_count (xml, "<w:endnotePr>" RESTART "</w:endnotePr><w:type", 3);
  assert_count (xml, "<w:pgNumType w:start=\"1\"/><w:noEndnote/></w:sectPr>", 3);
  assert_count (xml, "noEndnote", 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *reference = g_strdup_printf ("<w:endnoteReference w:id=\"%u\"/>", i + 1);

      assert_count (xml, reference, 1);
      assert_count (notes, three[i], 1);
    }
}

/* Who has endnotes at the end of each section has them there. */
static void
test_endnotes_kept (void)
{
  const FixturePackage parts = {
    .endnotes = ENDNOTES,
    .settings = SETTINGS ("<w:endnotePr><w:pos w:val=\"sectEnd\"/></w:endnotePr>"),
  };
  g_autofree char *xml = merge_main ("<w:p>" END "</w:p>" SECTION "<w:p/><w:sectPr/>", &parts);

  assert_count (xml, "noEndnote", 0);
}

/* ---- headers ---- */

static const char named_header[] = PART ("hdr") "<w:p>" TEXT ("{{NOM}}") "</w:p></w:hdr>";

/* A section without a header would have that of the record before. */
static void
test_no_heir (void)
{
  static const char body[] =
      SECTION "<w:p/><w:sectPr><w:headerReference w:type=\"default\" r:id=\"rheader\"/></w:sectPr>";
  const FixturePackage parts = { .header = named_header };
  g_autoptr (GBytes) merged = merge (body, &parts, three, NULL);
  g_autofree char *xml = fixture_part (merged, "word/document.xml");
  g_autofree char *types = fixture_part (merged, "[Content_Types].xml");
  g_autofree char *names = fixture_part_names (merged);
  g_autofree char *blank = fixture_part (merged, "word/header1-3.xml");

  /* The first record's first section has nobody before it; the others' have an empty one. */
  assert_count (xml, "<w:sectPr><w:type", 1);
  assert_count (xml, "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rIdCopy", 4);
  assert_count (xml, "r:id=\"rheader\"", 1);
  /* A header for each, and an empty one for two of them. */
  assert_count (names, "word/header1", 4);
  assert_count (types, "/word/header1", 4);
  g_assert_nonnull (blank);
}

static void
test_no_heir_is_empty (void)
{
  static const char *const two[] = { "Zoé", "Noé", NULL };
  static const char body[] =
      SECTION "<w:p/><w:sectPr><w:headerReference w:type=\"first\" r:id=\"rheader\"/></w:sectPr>";
  const FixturePackage parts = {
    .header = PART ("hdr") "<w:p>" TEXT ("le même pour tous") "</w:p></w:hdr>",
  };
  g_autoptr (GBytes) merged = merge (body, &parts, two, NULL);
  g_autofree char *xml = fixture_part (merged, "word/document.xml");
  g_autofree char *blank = fixture_part (merged, "word/header1-2.xml");

  assert_count (xml, "<w:headerReference w:type=\"first\" r:id=\"rIdCopy", 1);
  assert_count (xml, "r:id=\"rheader\"", 2);
  g_assert_nonnull (strstr (blank, "<w:p/></w:hdr>"));
  g_assert_null (strstr (blank, "même"));
}

/* Word refuses NEXT in a header: who has it there all the same has one record a copy. */
static void
test_next_beside (void)
{
  g_autofree char *next = fixture_field ("NEXT");
  g_autofree char *record = fixture_field ("MERGEREC");
  g_autofree char *header =
      g_strdup_printf (PART ("hdr") "<w:p>%s" TEXT ("{{NOM}} ") "%s</w:p></w:hdr>", next, record);
  g_autofree char *body = g_strdup_printf (
      "<w:p>" TEXT ("{{NOM}}") "%s</w:p><w:sectPr><w:headerReference w:type=\"default\" "
                               "r:id=\"rheader\"/></w:sectPr>",
      next);
  const FixturePackage parts = { .header = header };
  g_autoptr (MergeReport) report = merge_report_new ();
  g_autoptr (GBytes) merged = merge (body, &parts, four, report);
  g_autofree char *xml = fixture_part (merged, "word/document.xml");
  g_autofree char *first = fixture_part (merged, "word/header1.xml");
  g_autofree char *second = fixture_part (merged, "word/header1-2.xml");
  g_autofree char *text = many_text (xml);

  g_assert_nonnull (strstr (first, ">un<"));
  g_assert_nonnull (strstr (second, ">trois<"));
  g_assert_nonnull (strstr (first, ">1<"));
  g_assert_nonnull (strstr (second, ">3<"));
  g_assert_cmpstr (text, ==, "un/trois");
  g_assert_cmpuint (report->warnings->len, ==, 1);
}

/* ---- what refers to a bookmark of its own copy ---- */

#define NAMED                                                                        \
  "<w:p><w:bookmarkStart w:id=\"4\" w:name=\"Eleve\"/>" TEXT ("x") "<w:bookmarkEnd " \
                                                                   "w:id=\"4\"/></w:p>"

/* A header without merge fields that shows what stands in the text is one for each, too. */
static void
test_reference_in_header (void)
{
  g_autofree char *reference = fixture_field (" STYLEREF \"Titre\" ");
  g_autofree char *shown = fixture_field (" REF eleve \\h ");
  g_autofree char *header =
      g_strdup_printf (PART ("hdr") "<w:p>%s%s</w:p></w:hdr>", reference, shown);
  const FixturePackage parts = { .header = header };
  g_autoptr (GBytes) merged =
      merge (NAMED "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rheader\"/></w:sectPr>",
             &parts, three, NULL);
  g_autofree char *first = fixture_part (merged, "word/header1.xml");
  g_autofree char *second = fixture_part (merged, "word/header1-2.xml");
  g_autofree char *third = fixture_part (merged, "word/header1-3.xml");

  g_assert_nonnull (strstr (first, " REF Eleve \\h "));
  g_assert_nonnull (strstr (second, " REF _Copy1 \\h "));
  g_assert_nonnull (strstr (third, " REF _Copy2 \\h "));
  g_assert_nonnull (strstr (third, " STYLEREF \"Titre\" "));
}

static void
check_reference (const char *instruction, const char *expected)
{
  g_autofree char *field = fixture_field (instruction);
  g_autofree char *body =
      g_strconcat (NAMED "<w:p><w:bookmarkStart w:id=\"8\" w:name=\"Page\"/>", field,
                   "<w:bookmarkEnd w:id=\"8\"/><w:bookmarkStart w:id=\"10\" "
                   "w:name=\"h\"/><w:bookmarkEnd w:id=\"10\"/></w:p><w:sectPr/>",
                   NULL);
  g_autofree char *xml = merge_main (body, &(FixturePackage){ 0 });
  g_autofree char *escaped = g_markup_escape_text (expected, -1);
  g_auto (GStrv) pieces = g_strsplit (escaped, "&quot;", -1);
  g_autofree char *joined = g_strjoinv ("\"", pieces);
  g_autofree char *piece = g_strconcat (">", joined, "<", NULL);

  if (strstr (xml, piece) == NULL)
    g_error ("%s: not %s in %s", instruction, expected, xml);
}

static void
test_references (void)
{
  check_reference (" PAGEREF Eleve ", " PAGEREF _Copy1 ");
  check_reference (" ELEVE \\h ", " _Copy1 \\h ");
  check_reference (" = Eleve+1 ", " = _Copy1+1 ");
  /* A bookmark may be called like a field or a switch. */
  check_reference (" PAGE \\* MERGEFORMAT ", " PAGE \\* MERGEFORMAT ");
  check_reference (" REF page \\h ", " REF _Copy2 \\h ");
  check_reference (" SEQ Eleves ", " SEQ Eleves ");
  /* The address of a link is no bookmark, whatever it is called; its place is. */
  check_reference (" HYPERLINK \"https://x.fr/Eleve\" \\l \"Eleve\" \\o \"Eleve\" ",
                   " HYPERLINK \"https://x.fr/Eleve\" \\l \"_Copy1\" \\o \"Eleve\" ");
  check_reference (" STYLEREF Eleve ", " STYLEREF Eleve ");
}

/* What a record does not have leads nowhere, rather than to the text of the first one. */
static void
test_reference_to_the_first (void)
{
  g_autofree char *field = fixture_field (" PAGEREF Eleve \\h ");
  g_autofree char *body = g_strconcat (
      "<w:p>" TEXT ("{{#if NOM = \"Zoé\"}}") "</w:p>" NAMED "<w:p>" TEXT ("{{/if}}") "</w:p><w:p>",
      field, "</w:p><w:sectPr/>", NULL);
  g_autofree char *xml = merge_main (body, &(FixturePackage){ 0 });

  assert_count (xml, "w:name=\"Eleve\"", 1);
  assert_count (xml, " PAGEREF Eleve \\h ", 1);
  assert_count (xml, " PAGEREF _CopyNone \\h ", 2);
}

/* A footer that refers to a bookmark of the header, which comes behind it. */
static void
test_reference_beside (void)
{
  g_autofree char *field = fixture_field (" PAGEREF Eleve \\h ");
  g_autofree char *footer = g_strdup_printf (PART ("hdr") "<w:p>%s</w:p></w:hdr>", field);
  const FixturePackage parts = {
    .header = footer,
    .footer = PART ("ftr") "<w:p><w:bookmarkStart w:id=\"7\" w:name=\"Eleve\"/>" TEXT (
        "{{NOM}}") "<w:bookmarkEnd w:id=\"7\"/></w:p></w:ftr>",
  };
  g_autoptr (GBytes) merged =
      merge ("<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rheader\"/>"
             "<w:footerReference w:type=\"default\" r:id=\"rfooter\"/></w:sectPr>",
             &parts, three, NULL);
  g_autofree char *second = fixture_part (merged, "word/header1-2.xml");

  g_assert_nonnull (second);
  g_assert_nonnull (strstr (second, " PAGEREF _Copy1 \\h "));
}

/* A mark within an instruction goes with its text. */
static void
test_mark_in_instruction (void)
{
  g_autofree char *xml = merge_main (
      NAMED "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGEREF Eleve "
            "<w:fldChar w:fldCharType=\"end\"/><w:instrText>a<w:instrText>b</w:instrText>"
            "</w:instrText></w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"
            "<w:sectPr/>",
      &(FixturePackage){ 0 });

  assert_count (xml, "w:name=\"Eleve\"", 1);
  assert_count (xml, "w:name=\"_Copy", 2);
}

/* An instruction stands in as many pieces as Word likes. */
static void
test_pieces (void)
{
#define PIECE(text) "<w:r><w:instrText xml:space=\"preserve\">" text "</w:instrText></w:r>"
  static const char body[] =
      NAMED "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>" PIECE (" PAGE") PIECE ("REF El")
          PIECE ("eve ") "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
                         "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>" PIECE (" NUM")
                             PIECE ("PAGES ") "<w:r><w:fldChar w:fldCharType="
                                              "\"end\"/></w:r></w:p><w:sectPr/>";
  g_autofree char *xml = merge_main (body, &(FixturePackage){ 0 });
  g_autofree char *text = many_text (xml);

  g_assert_cmpstr (text, ==,
                   "x/ PAGEREF Eleve  SECTIONPAGES /x/ PAGEREF _Copy1  SECTIONPAGES /x/ PAGEREF "
                   "_Copy2  SECTIONPAGES ");
}

/* An end that no beginning has would end a bookmark of another record. */
static void
test_stray_end (void)
{
  g_autofree char *xml = merge_main ("<w:p><w:bookmarkEnd w:id=\"2\"/></w:p>" NAMED "<w:sectPr/>",
                                     &(FixturePackage){ 0 });

  assert_count (xml, "<w:bookmarkEnd w:id=\"2\"/>", 1);
  assert_count (xml, "<w:bookmarkEnd", 4);
}

/* Notes have bookmarks and drawings too. */
static void
test_ids_of_notes (void)
{
  const FixturePackage parts = {
    .footnotes = PART ("footnotes") "<w:footnote w:id=\"1\"><w:p><w:bookmarkStart w:id=\"9\" "
                                    "w:name=\"n\"/><w:bookmarkEnd w:id=\"9\"/><w:r><w:drawing>"
                                    "<wp:docPr id=\"5\" name=\"x\"/></w:drawing></w:r></w:p>"
                                    "</w:footnote></w:footnotes>",
  };
  g_autofree char *link = fixture_field ("REF n");
  g_autofree char *body = g_strconcat ("<w:p>" FOOT, link, "</w:p><w:sectPr/>", NULL);
  g_autoptr (GBytes) merged = merge (body, &parts, three, NULL);
  g_autofree char *notes = fixture_part (merged, "word/footnotes.xml");
  g_autofree char *xml = fixture_part (merged, "word/document.xml");

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *start = g_strdup_printf ("<w:bookmarkStart w:id=\"%u\"", 9 + i);
      g_autofree char *end = g_strdup_printf ("<w:bookmarkEnd w:id=\"%u\"", 9 + i);
      g_autofree char *drawing = g_strdup_printf ("<wp:docPr id=\"%u\"", 5 + i);

      assert_count (notes, start, 1);
      assert_count (notes, end, 1);
      assert_count (notes, drawing, 1);
    }
  assert_count (xml, ">REF n<", 1);
  assert_count (xml, ">REF _Copy1<", 1);
  assert_count (xml, ">REF _Copy2<", 1);
}

/* ---- the number of pages ---- */

static void
check_pages (const char *sections, const char *expected)
{
  g_autofree char *pages = fixture_field (" NUMPAGES ");
  g_autofree char *body = g_strconcat ("<w:p>", pages, "</w:p>", sections, "<w:sectPr/>", NULL);
  g_autoptr (MergeReport) report = merge_report_new ();
  g_autoptr (GBytes) merged = merge (body, &(FixturePackage){ 0 }, three, report);

  g_assert_nonnull (merged);
  g_assert_cmpuint (report->warnings->len, ==, 1);
  g_assert_nonnull (strstr (report->warnings->pdata[0], expected));
}

static void
test_pages (void)
{
  g_autoptr (MergeReport) report = merge_report_new ();
  g_autoptr (GBytes) merged = merge ("<w:p/><w:sectPr/>", &(FixturePackage){ 0 }, three, report);

  check_pages ("", "SECTIONPAGES");
  check_pages (SECTION, "several sections");
  g_assert_nonnull (merged);
  g_assert_cmpuint (report->warnings->len, ==, 0);
}

/* A cover that is page 0 stays so. */
static void
test_first_page (void)
{
  g_autofree char *xml = merge_main ("<w:p/><w:sectPr><w:pgNumType w:start=\"0\"/></w:sectPr>",
                                     &(FixturePackage){ 0 });

  assert_count (xml, "<w:pgNumType w:start=\"0\"/>", 3);
}

/* ---- pictures and damage ---- */

static GBytes *
load_logo (const char *name, gpointer user_data)
{
  static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0,  0, 13,
                                'I',  'H', 'D', 'R', 0,    0,    0,    200,  0, 0,  0, 100,
                                8,    2,   0,   0,   0,    1,    2,    3,    4, 'x' };

  return g_bytes_new_static (png, sizeof png);
}

static gboolean
give_with_logo (guint record, MergeSource *source, gpointer records)
{
  source->load_picture = load_logo;
  return many_give (record, source, records);
}

/* The same picture in all copies is in the file once. */
static void
test_picture (void)
{
  g_autofree char *document = fixture_document (
      "<w:p><w:r><w:drawing><wp:inline xmlns:wp=\"urn:wp\"><wp:extent cx=\"10\" cy=\"10\"/>"
      "<wp:docPr id=\"1\" name=\"Image\" descr=\"{{LOGO}}\"/><a:blip xmlns:a=\"urn:a\" "
      "r:embed=\"rId9\"/></wp:inline></w:drawing></w:r></w:p><w:sectPr/>");
  const FixturePackage package = {
    .document = document,
    .more_rels = "<Relationship Id=\"rId9\" Type=\"" FIXTURE_R "/image\" Target=\"media/a.png\"/>",
    .more_types = "<Default Extension=\"png\" ContentType=\"image/png\"/>",
    .extra = { { "word/media/a.png", "old", 0 } },
  };
  ManyRecords records = many_records (three);
  g_autoptr (GBytes) docx = fixture_package (&package);
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (docx, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) merged = merge_template_merge_many (template, give_with_logo, &records, FALSE,
                                                         MERGE_MISSING_BLANK, NULL, &error);
  g_autofree char *names = NULL;
  g_autofree char *xml = NULL;
  g_autofree char *rels = NULL;

  g_assert_no_error (error);
  names = fixture_part_names (merged);
  xml = fixture_part (merged, "word/document.xml");
  rels = fixture_part (merged, "word/_rels/document.xml.rels");
  assert_count (names, ".png", 1);
  assert_count (rels, "/image\"", 1);
  assert_count (xml, "<a:blip", 3);
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("<wp:docPr id=\"%u\"", i);

      assert_count (xml, id, 1);
    }
}

static void
test_no_body (void)
{
  g_autoptr (GBytes) docx =
      fixture_package (&(FixturePackage){ .document = PART ("document") "</w:document>" });
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (docx, NULL);
  ManyRecords records = many_records (three);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (template);
  g_assert_null (merge_template_merge_many (template, many_give, &records, FALSE,
                                            MERGE_MISSING_BLANK, NULL, &error));
  g_assert_error (error, MERGE_ERROR, MERGE_ERROR_DAMAGED);
}

/* One record reads as it would alone. */
static void
test_one (void)
{
  static const char *const one[] = { "Zoé", NULL };
  static const FixtureValue values[] = { { "NOM", "Zoé", MERGE_VALUE_TEXT },
                                         { NULL, NULL, MERGE_VALUE_TEXT } };
  g_autofree char *shown = fixture_field (" IF 1 = 1 \"oui\" \"non\" ");
  g_autofree char *body = g_strconcat ("<w:p>" TEXT ("{{NOM}}, ") "</w:p>" NAMED "<w:p>", shown,
                                       "</w:p>" SECTION "<w:p/><w:sectPr/>", NULL);
  g_autofree char *alone = fixture_merge_body (body, values, MERGE_MISSING_BLANK);
  g_autofree char *expected = fixture_text (alone);
  g_autoptr (GBytes) merged = merge (body, &(FixturePackage){ 0 }, one, NULL);
  g_autofree char *xml = fixture_part (merged, "word/document.xml");
  g_autofree char *text = many_text (xml);

  g_assert_cmpstr (text, ==, expected);
  assert_count (xml, "w:name=\"Eleve\"", 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/many/reference-to-the-first", test_reference_to_the_first);
  g_test_add_func ("/merge/many/reference-beside", test_reference_beside);
  g_test_add_func ("/merge/many/mark-in-instruction", test_mark_in_instruction);
  g_test_add_func ("/merge/many/footnotes-restart", test_footnotes_restart);
  g_test_add_func ("/merge/many/footnotes-told", test_footnotes_told);
  g_test_add_func ("/merge/many/footnotes-kept", test_footnotes_kept);
  g_test_add_func ("/merge/many/endnotes", test_endnotes);
  g_test_add_func ("/merge/many/endnotes-kept", test_endnotes_kept);
  g_test_add_func ("/merge/many/no-heir", test_no_heir);
  g_test_add_func ("/merge/many/no-heir-is-empty", test_no_heir_is_empty);
  g_test_add_func ("/merge/many/next-beside", test_next_beside);
  g_test_add_func ("/merge/many/reference-in-header", test_reference_in_header);
  g_test_add_func ("/merge/many/references", test_references);
  g_test_add_func ("/merge/many/pieces", test_pieces);
  g_test_add_func ("/merge/many/stray-end", test_stray_end);
  g_test_add_func ("/merge/many/ids-of-notes", test_ids_of_notes);
  g_test_add_func ("/merge/many/pages", test_pages);
  g_test_add_func ("/merge/many/first-page", test_first_page);
  g_test_add_func ("/merge/many/picture", test_picture);
  g_test_add_func ("/merge/many/no-body", test_no_body);
  g_test_add_func ("/merge/many/one", test_one);
  return g_test_run ();
}
