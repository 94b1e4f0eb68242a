/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-error.h"
#include "merge-fixture.h"
#include "merge-inspect.h"

/* What is in a template beside its merge fields. */

/* Spelt apart: the letters together mark what is left undone. */
#define CROSSES \
  "X"           \
  "XX"
#define P(content)          "<w:p>" content "</w:p>"
#define T(text)             "<w:r><w:t>" text "</w:t></w:r>"
#define INSTR(code)         "<w:r><w:instrText>" code "</w:instrText></w:r>"
#define MARK(type)          "<w:r><w:fldChar w:fldCharType=\"" type "\"/></w:r>"
#define FIELD(code, result) MARK ("begin") INSTR (code) MARK ("separate") T (result) MARK ("end")
#define BOTH(choice, fallback)                                       \
  P ("<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">" choice \
     "</mc:Choice><mc:Fallback>" fallback "</mc:Fallback></mc:AlternateContent></w:r>")
#define BOX(content) "<w:txbxContent>" P (content) "</w:txbxContent>"

static MergeInspection *
inspect (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  MergeInspection *inspection = merge_inspect (bytes, &error);

  g_assert_no_error (error);
  return inspection;
}

static MergeInspection *
inspect_body (const char *body)
{
  g_autoptr (GBytes) bytes = fixture_body (body);

  return inspect (bytes);
}

static char *
describe_codes (const MergeInspection *inspection)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < inspection->codes->len; i++)
    {
      const MergeCode *code = g_ptr_array_index (inspection->codes, i);

      g_string_append_printf (text, "%s|%s|%s|%u\n", code->type, code->where, code->text,
                              code->count);
    }
  return g_string_free (text, FALSE);
}

static char *
describe_findings (const MergeInspection *inspection)
{
  static const char *const kinds[] = { "twins", "placeholder", "dots", "source", "program" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < inspection->findings->len; i++)
    {
      const MergeFinding *finding = g_ptr_array_index (inspection->findings, i);

      g_string_append_printf (text, "%s|%s|%s|%u\n", kinds[finding->kind],
                              finding->where != NULL ? finding->where : "", finding->text,
                              finding->count);
    }
  return g_string_free (text, FALSE);
}

static void
assert_findings (const char *body, const char *expected)
{
  g_autoptr (MergeInspection) inspection = inspect_body (body);
  g_autofree char *text = describe_findings (inspection);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_codes (void)
{
  g_autoptr (MergeInspection) inspection =
      inspect_body (P (FIELD ("MERGEFIELD NOM", "«NOM»") FIELD ("PAGE", "1") FIELD (" page ", "1"))
                        P (MARK ("begin") INSTR ("IF ") FIELD ("MERGEFIELD SEXE", "F")
                               INSTR (" = \"F\" \"née\" \"né\"") MARK ("end"))
                            P ("<w:fldSimple w:instr=\" NUMPAGES \"/>")
                                P ("<w:del>" FIELD ("DATE", "x") "</w:del>")
                                    BOTH (BOX (FIELD ("TIME", "x")), BOX (FIELD ("TIME", "x"))));
  g_autofree char *text = describe_codes (inspection);

  g_assert_cmpstr (text, ==,
                   "NUMPAGES|body|NUMPAGES|1\n"
                   "PAGE|body|PAGE|1\n"
                   "PAGE|body|page|1\n"
                   "IF|body|IF {…} = \"F\" \"née\" \"né\"|1\n"
                   "TIME|textbox|TIME|1\n");
}

static void
test_places (void)
{
  g_autofree char *header = g_strdup_printf (
      "<w:hdr xmlns:w=\"%s\">" P (FIELD ("PAGE", "1") T ("[Lycée]")) "</w:hdr>", FIXTURE_W);
  g_autofree char *notes = g_strdup_printf (
      "<w:footnotes xmlns:w=\"%s\"><w:footnote w:id=\"1\">" P (T ("" CROSSES "")) "</w:footnote>"
                                                                                  "</w:footnotes>",
      FIXTURE_W);
  g_autoptr (GBytes) bytes =
      fixture_package (&(FixturePackage){ .header = header, .footnotes = notes });
  g_autoptr (MergeInspection) inspection = inspect (bytes);
  g_autofree char *codes = describe_codes (inspection);
  g_autofree char *findings = describe_findings (inspection);

  g_assert_cmpstr (codes, ==, "PAGE|header|PAGE|1\n");
  g_assert_cmpstr (findings, ==,
                   "placeholder|header|[Lycée]|1\n"
                   "placeholder|footnote|" CROSSES "|1\n");
}

static void
test_placeholders (void)
{
  assert_findings (P (T ("[Nom de l’élève]") T (" et [") T ("…] et [Nom de l’élève]")),
                   "placeholder|body|[Nom de l’élève]|2\nplaceholder|body|[…]|1\n");
  assert_findings (P (T ("M. " CROSSES ", né le xx/xx/xxxx")),
                   "placeholder|body|" CROSSES "|1\nplaceholder|body|xxxx|1\n");
}

/* Notes, boxes to tick, Roman figures and sizes are meant as they stand. */
static void
test_no_placeholder (void)
{
  assert_findings (P (T ("voir [1], [ ] oui [x] non, [], ][, XXL, " CROSSES "V, XX, taille " CROSSES
                         "L, voir [12]")),
                   "");
  assert_findings (P (T ("[une remarque de l’auteur qui est bien trop longue pour que quelqu’un "
                         "doive la remplacer un jour]")),
                   "");
  /* Brackets do not pair across paragraphs. */
  assert_findings (P (T ("[Nom")) P (T ("élève]")), "");
}

static void
test_dots (void)
{
  assert_findings (P (T ("Fait à ........, le …… ") T ("et signé ______")), "dots|body||3\n");
  assert_findings (P (T ("etc… ... fin.")), "");
}

/* What a field shows is no text of the template, nor is what was deleted. */
static void
test_not_in_fields (void)
{
  assert_findings (P (FIELD ("MERGEFIELD NOM", "[Nom] " CROSSES " ......")), "");
  assert_findings (P ("<w:fldSimple w:instr=\"MERGEFIELD NOM\">" T ("[Nom]") "</w:fldSimple>"), "");
  assert_findings (P ("<w:del>" T ("[Nom]") "</w:del>"), "");
  assert_findings (P (MARK ("end") T ("[Nom]")), "placeholder|body|[Nom]|1\n");
}

static void
test_twins (void)
{
  assert_findings (
      BOTH (BOX (FIELD ("MERGEFIELD NOM", "a")), BOX (FIELD ("MERGEFIELD PRENOM", "b"))),
      "twins|body||1\n");
  assert_findings (
      BOTH (BOX (FIELD ("MERGEFIELD NOM", "a")),
            BOX (MARK ("begin") INSTR ("MERGE") INSTR ("FIELD \"nom\" ") MARK ("end"))),
      "");
  assert_findings (
      BOTH (BOX (FIELD ("MERGEFIELD NOM", "a")), BOX ("<w:fldSimple w:instr=\"MERGEFIELD NOM\"/>")),
      "");
  assert_findings (BOTH (BOX (FIELD ("MERGEFIELD NOM", "a")), BOX (T ("no field"))),
                   "twins|body||1\n");
  /* A picture for older programs. */
  assert_findings (BOTH (BOX (FIELD ("MERGEFIELD NOM", "a")), "<w:pict/>"), "");
  /* What both halves say is said once. */
  assert_findings (BOTH (BOX (T ("[Nom]")), BOX (T ("[Nom]"))), "placeholder|textbox|[Nom]|1\n");
}

static void
test_data_source (void)
{
  g_autofree char *settings = g_strdup_printf ("<w:settings xmlns:w=\"%s\"/>", FIXTURE_W);
  g_autoptr (GBytes) bytes = fixture_package (&(FixturePackage){
      .settings = settings,
      .settings_rels =
          "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
          "<Relationship Id=\"rId1\" TargetMode=\"External\" Type=\"" FIXTURE_R
          "/mailMergeSource\" Target=\"file:///C:\\Users\\Martin\\Élèves.xlsx\"/>"
          "</Relationships>" });
  g_autoptr (MergeInspection) inspection = inspect (bytes);
  g_autofree char *text = describe_findings (inspection);

  g_assert_cmpstr (text, ==, "source||Élèves.xlsx|1\n");
}

static GBytes *
saved_by (const char *program)
{
  g_autofree char *properties =
      g_strdup_printf ("<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                       "extended-properties\"><Application>%s</Application></Properties>",
                       program);
  g_autofree char *document = fixture_document (P (T ("x")));
  const FixturePart parts[] = {
    { "[Content_Types].xml",
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      "<Override PartName=\"/word/document.xml\" ContentType=\"" FIXTURE_TYPE "\"/></Types>",
      0 },
    { "_rels/.rels",
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      "<Relationship Id=\"a\" Type=\"" FIXTURE_R "/officeDocument\" Target=\"word/document.xml\"/>"
      "<Relationship Id=\"b\" Type=\"" FIXTURE_R
      "/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>",
      0 },
    { "word/document.xml", document, 0 },
    { "docProps/app.xml", properties, 0 },
  };

  return fixture_zip (parts, G_N_ELEMENTS (parts));
}

static void
test_program (void)
{
  static const struct
  {
    const char *program, *expected;
  } cases[] = { { "LibreOffice/7.4.7.2$Linux_X86_64",
                  "program||LibreOffice/7.4.7.2$Linux_X86_64|1\n" },
                { "Microsoft Office Word", "" },
                { "<broken", "" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = saved_by (cases[i].program);
      g_autoptr (MergeInspection) inspection = inspect (bytes);
      g_autofree char *text = describe_findings (inspection);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* A file that was made to fill the memory does not. */
static void
test_bounded (void)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (MergeInspection) inspection = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (body, P (FIELD ("SEQ a%u", "1") T ("[a%u]")), i, i);
  inspection = inspect_body (body->str);
  g_assert_cmpuint (inspection->codes->len, ==, 500);
  g_assert_cmpuint (inspection->findings->len, ==, 500);
}

static void
test_refused (void)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("x", 1);
  g_autoptr (GBytes) broken = fixture_package (&(FixturePackage){ .document = "<w:document" });
  g_autoptr (GError) first = NULL, second = NULL;

  g_assert_null (merge_inspect (nothing, &first));
  g_assert_true (first->domain == MERGE_ERROR);
  g_assert_null (merge_inspect (broken, &second));
  g_assert_error (second, MERGE_ERROR, MERGE_ERROR_DAMAGED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/inspect/codes", test_codes);
  g_test_add_func ("/merge/inspect/places", test_places);
  g_test_add_func ("/merge/inspect/placeholders", test_placeholders);
  g_test_add_func ("/merge/inspect/no-placeholder", test_no_placeholder);
  g_test_add_func ("/merge/inspect/dots", test_dots);
  g_test_add_func ("/merge/inspect/not-in-fields", test_not_in_fields);
  g_test_add_func ("/merge/inspect/twins", test_twins);
  g_test_add_func ("/merge/inspect/data-source", test_data_source);
  g_test_add_func ("/merge/inspect/program", test_program);
  g_test_add_func ("/merge/inspect/bounded", test_bounded);
  g_test_add_func ("/merge/inspect/refused", test_refused);
  return g_test_run ();
}
