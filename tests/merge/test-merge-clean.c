/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-error.h"
#include "merge-fixture.h"

/* What a merged document forgets of its template, and what stays byte for byte. */

#define RELS(inside)                                                                              \
  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" inside \
  "</Relationships>"
#define REL(id, kind, target) \
  "<Relationship Id=\"" id "\" Type=\"" FIXTURE_R "/" kind "\" Target=\"" target "\"/>"
#define LINK(id, kind, target)                                                         \
  "<Relationship Id=\"" id "\" Type=\"" FIXTURE_R "/" kind "\" Target=\"" target "\" " \
  "TargetMode=\"External\"/>"
#define SETTINGS(inside) \
  "<w:settings xmlns:w=\"" FIXTURE_W "\" xmlns:r=\"" FIXTURE_R "\">" inside "</w:settings>"
#define MAIL_MERGE                                                                              \
  "<w:mailMerge><w:connectString w:val=\"Data Source=C:\\Secret\\eleves.xlsx\"/><w:dataSource " \
  "r:id=\"rId1\"/><w:odso><w:recipientData r:id=\"rId3\"/></w:odso></w:mailMerge>"

static MergeTemplate *
load (const FixturePackage *package)
{
  g_autoptr (GBytes) bytes = fixture_package (package);
  g_autoptr (GError) error = NULL;
  MergeTemplate *template = merge_template_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return template;
}

static GBytes *
merge (MergeTemplate *template)
{
  g_autoptr (GError) error = NULL;
  GBytes *merged =
      merge_template_merge (template, fixture_lookup, NULL, MERGE_MISSING_BLANK, NULL, &error);

  g_assert_no_error (error);
  return merged;
}

static void
test_mail_merge (void)
{
  FixturePackage package = {
    .settings =
        SETTINGS ("<w:zoom w:percent=\"100\"/><w:attachedTemplate r:id=\"rId4\"/>" MAIL_MERGE
                  "<w:updateFields w:val=\"true\"/><w:compat/>"),
    .settings_rels = RELS (
        LINK ("rId1", "mailMergeSource", "file:///C:\\Secret\\eleves.xlsx")
            REL ("rId3", "recipientData", "recipientData.xml")
                LINK ("rId2", "mailMergeHeaderSource", "file:///C:\\Secret\\h.xlsx")
                    LINK ("rId4", "attachedTemplate", "file:///\\\\serveur\\Secret\\modele.dotm")),
    .more_types = "<Override PartName=\"/word/recipientData.xml\" "
                  "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml."
                  "mailMergeRecipientData+xml\"/>",
    .extra = { { "word/recipientData.xml", "<w:recipients xmlns:w=\"" FIXTURE_W "\"/>", 0 } },
  };
  g_autoptr (MergeTemplate) template = load (&package);
  g_autoptr (GBytes) merged = merge (template);
  g_autofree char *settings = fixture_part (merged, "word/settings.xml");
  g_autofree char *types = fixture_part (merged, "[Content_Types].xml");
  g_autofree char *names = fixture_part_names (merged);

  g_assert_nonnull (strstr (settings, "><w:zoom w:percent=\"100\"/><w:compat/></w:settings>"));
  g_assert_null (strstr (types, "ecipientData"));
  g_assert_cmpstr (names, ==,
                   "[Content_Types].xml _rels/.rels word/document.xml word/settings.xml "
                   "word/_rels/document.xml.rels");
  g_assert_cmpuint (merge_template_get_warnings (template)->len, ==, 0);
}

#define MAP(type, name, mapped)                                                                  \
  "<w:fieldMapData><w:type w:val=\"" type "\"/><w:name w:val=\"" name "\"/><w:mappedName w:val=" \
  "\"" mapped "\"/><w:column w:val=\"0\"/></w:fieldMapData>"

/* \m: a name of Word's that the template matches with one of the data. */
static void
test_mapped_names (void)
{
  static const FixtureValue values[] = { { "NOM_ELEVE", "Martin", MERGE_VALUE_TEXT },
                                         { "Nom de famille", "Durand", MERGE_VALUE_TEXT },
                                         { "Ville", "Lyon", MERGE_VALUE_TEXT },
                                         { NULL, NULL, MERGE_VALUE_TEXT } };
  static const struct
  {
    const char *instruction;
    const char *shown;
    const char *name;
  } cases[] = {
    { "MERGEFIELD \"Nom de famille\" \\m", ">Martin<", "NOM_ELEVE" },
    { "MERGEFIELD NOM_de_famille \\m \\* Upper", ">MARTIN<", "NOM_ELEVE" },
    { "MERGEFIELD \"Nom de famille\"", ">Durand<", "Nom de famille" },
    { "MERGEFIELD Ville \\m", ">Lyon<", "Ville" }, /* matched with nothing */
    { "MERGEFIELD NOM_ELEVE \\m", ">Martin<", "NOM_ELEVE" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *field = fixture_field (cases[i].instruction);
      g_autofree char *paragraph = g_strdup_printf ("<w:p>%s</w:p>", field);
      g_autofree char *given = fixture_document (paragraph);
      FixturePackage package = {
        .document = given,
        .settings = SETTINGS ("<w:mailMerge><w:odso>" MAP ("null", "", "Ville") MAP (
            "dbColumn", "NOM_ELEVE", "Nom de famille") "</w:odso></w:mailMerge>"),
      };
      g_autoptr (MergeTemplate) template = load (&package);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) merged = merge_template_merge (template, fixture_lookup, (gpointer) values,
                                                        MERGE_MISSING_BLANK, NULL, &error);
      g_autofree char *document = NULL;
      const MergeField *counted = g_ptr_array_index (merge_template_get_fields (template), 0);

      g_assert_no_error (error);
      document = fixture_part (merged, "word/document.xml");
      g_assert_nonnull (strstr (document, cases[i].shown));
      g_assert_cmpstr (counted->name, ==, cases[i].name);
    }
}

/* Another relation of the settings stays, and so does an attached template that is inside. */
static void
test_other_relations (void)
{
  FixturePackage package = {
    .settings = SETTINGS (MAIL_MERGE "<w:attachedTemplate r:id=\"rId5\"/>"),
    .settings_rels = RELS (LINK ("rId1", "mailMergeSource", "eleves.xlsx")
                               REL ("rId5", "attachedTemplate", "modele.xml")),
  };
  g_autoptr (MergeTemplate) template = load (&package);
  g_autoptr (GBytes) merged = merge (template);
  g_autofree char *settings = fixture_part (merged, "word/settings.xml");
  g_autofree char *rels = fixture_part (merged, "word/_rels/settings.xml.rels");

  g_assert_nonnull (strstr (settings, "<w:attachedTemplate r:id=\"rId5\"/>"));
  g_assert_nonnull (strstr (rels, "modele.xml"));
  g_assert_null (strstr (rels, "eleves.xlsx"));
}

static void
test_glossary (void)
{
  FixturePackage package = {
    .more_rels = REL ("rG", "glossaryDocument", "glossary/document.xml"),
    .extra = { { "word/glossary/document.xml", "<w:glossaryDocument xmlns:w=\"" FIXTURE_W "\"/>",
                 0 },
               { "word/glossary/_rels/document.xml.rels",
                 RELS (REL ("rId1", "settings", "settings.xml")), 0 },
               { "word/glossary/settings.xml", SETTINGS (MAIL_MERGE), 0 },
               { "word/glossary/_rels/settings.xml.rels",
                 RELS (LINK ("rId1", "mailMergeSource", "eleves.xlsx")), 0 } },
  };
  g_autoptr (MergeTemplate) template = load (&package);
  g_autoptr (GBytes) merged = merge (template);
  g_autofree char *settings = fixture_part (merged, "word/glossary/settings.xml");

  g_assert_null (strstr (settings, "Secret"));
  g_assert_null (fixture_part (merged, "word/glossary/_rels/settings.xml.rels"));
}

/* Every kind of Word file becomes a plain document. */
static void
test_main_types (void)
{
  static const char *const types[] = {
    FIXTURE_TYPE,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (MergeTemplate) template = load (&(FixturePackage){ .type = types[i] });
      g_autoptr (GBytes) merged = merge (template);
      g_autofree char *text = fixture_part (merged, "[Content_Types].xml");

      g_assert_nonnull (
          strstr (text, "PartName=\"/word/document.xml\" ContentType=\"" FIXTURE_TYPE "\""));
      g_assert_cmpint (strstr (types[i], "acro") != NULL, ==,
                       merge_template_get_warnings (template)->len == 1);
    }
}

static void
test_macros (void)
{
  FixturePackage package = {
    .type = "application/vnd.ms-word.document.macroEnabled.main+xml",
    .more_types =
        "<Default Extension=\"bin\" "
        "ContentType=\"application/vnd.ms-office.vbaProject\"/><Override "
        "PartName=\"/word/vbaData.xml\" ContentType=\"application/vnd.ms-word.vbaData+xml\"/>",
    .more_rels = "<Relationship Id=\"rV\" "
                 "Type=\"http://schemas.microsoft.com/office/2006/relationships/vbaProject\" "
                 "Target=\"vbaProject.bin\"/>" REL ("rT", "theme", "theme.xml"),
    .extra = { { "word/vbaProject.bin", "\xD0\xCF\x11\xE0", 0 },
               { "word/_rels/vbaProject.bin.rels",
                 RELS (
                     "<Relationship Id=\"rId1\" "
                     "Type=\"http://schemas.microsoft.com/office/2006/relationships/wordVbaData\" "
                     "Target=\"vbaData.xml\"/>"),
                 0 },
               { "word/vbaData.xml", "<x/>", 0 },
               { "word/theme.xml", "<x/>", 0 } },
  };
  g_autoptr (MergeTemplate) template = load (&package);
  g_autoptr (GBytes) merged = merge (template);
  g_autofree char *names = fixture_part_names (merged);
  g_autofree char *types = fixture_part (merged, "[Content_Types].xml");
  g_autofree char *rels = fixture_part (merged, "word/_rels/document.xml.rels");

  g_assert_cmpstr (names, ==,
                   "[Content_Types].xml _rels/.rels word/document.xml word/theme.xml "
                   "word/_rels/document.xml.rels");
  g_assert_null (strstr (types, "vba"));
  g_assert_null (strstr (rels, "vba"));
  g_assert_nonnull (strstr (rels, "theme.xml"));
  g_assert_cmpuint (merge_template_get_warnings (template)->len, ==, 1);
}

#define VBA "application/vnd.ms-office.vbaProject"

/* Macros that nothing leads to go as well; another part of the same ending does not. */
static void
test_hidden_macros (void)
{
  static const char *const types[] = {
    "<Default Extension=\"BIN\" ContentType=\"" VBA "\"/><Override PartName=\"/word/Ole.bin\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.oleObject\"/>",
    "<Default Extension=\"bin\" ContentType=\"application/x\"/><Override PartName="
    "\"/word/x.bin\" ContentType=\"" VBA "\"/>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      FixturePackage package = {
        .more_types = types[i],
        .extra = { { "word/x.bin", "\xD0\xCF", 0 }, { "word/ole.bin", "\xD0\xCF", 0 } },
      };
      g_autoptr (MergeTemplate) template = load (&package);
      g_autoptr (GBytes) merged = merge (template);
      g_autofree char *names = fixture_part_names (merged);
      g_autofree char *text = fixture_part (merged, "[Content_Types].xml");

      g_assert_null (strstr (names, "x.bin"));
      g_assert_nonnull (strstr (names, "ole.bin"));
      g_assert_null (strstr (text, "vba"));
      g_assert_cmpuint (merge_template_get_warnings (template)->len, ==, 1);
    }
}

/* A signature holds for the template, not for what is made from it. */
static void
test_signature (void)
{
  static const char root[] = RELS (REL ("a", "officeDocument", "word/document.xml") REL (
      "s", "digital-signature/origin", "_xmlsignatures/origin.sigs"));
  static const char origin[] = RELS (REL ("s1", "digital-signature/signature", "sig1.xml"));
  const FixturePart parts[] = {
    { "[Content_Types].xml",
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override "
      "PartName=\"/word/document.xml\" ContentType=\"" FIXTURE_TYPE "\"/><Override "
      "PartName=\"/_xmlsignatures/sig1.xml\" ContentType=\"application/x\"/></Types>",
      0 },
    { "_rels/.rels", root, 0 },
    { "word/document.xml", "<w:document xmlns:w=\"" FIXTURE_W "\"><w:body/></w:document>", 0 },
    { "_xmlsignatures/origin.sigs", "", 0 },
    { "_xmlsignatures/_rels/origin.sigs.rels", origin, 0 },
    { "_xmlsignatures/sig1.xml", "<Signature/>", 0 },
  };
  g_autoptr (GBytes) bytes = fixture_zip (parts, G_N_ELEMENTS (parts));
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (bytes, NULL);
  g_autoptr (GBytes) merged = merge (template);
  g_autofree char *names = fixture_part_names (merged);
  g_autofree char *rels = fixture_part (merged, "_rels/.rels");
  g_autofree char *types = fixture_part (merged, "[Content_Types].xml");

  g_assert_cmpstr (names, ==, "[Content_Types].xml _rels/.rels word/document.xml");
  g_assert_null (strstr (rels, "signature"));
  g_assert_nonnull (strstr (rels, "officeDocument"));
  g_assert_null (strstr (types, "sig1"));
  g_assert_cmpuint (merge_template_get_warnings (template)->len, ==, 1);
  g_assert_nonnull (
      strstr (g_ptr_array_index (merge_template_get_warnings (template), 0), "digital signature"));
}

/* A signature that leads nowhere, to the package or to the document takes nothing of it along. */
static void
test_signature_of_the_document (void)
{
  static const char *const targets[] = { "", "/", ".", "word/document.xml", "WORD/document.xml" };
  static const char inside[] = RELS (REL ("s", "styles", "styles.xml"));

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *root = g_strdup_printf (
          RELS (REL ("a", "officeDocument", "word/document.xml") REL ("s", "x/origin", "%s")),
          targets[i]);
      const FixturePart parts[] = {
        { "[Content_Types].xml",
          "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override "
          "PartName=\"/word/document.xml\" ContentType=\"" FIXTURE_TYPE "\"/></Types>",
          0 },
        { "_rels/.rels", root, 0 },
        { "word/document.xml", "<w:document xmlns:w=\"" FIXTURE_W "\"><w:body/></w:document>", 0 },
        { "word/_rels/document.xml.rels", inside, 0 },
        { "word/styles.xml", "<w:styles xmlns:w=\"" FIXTURE_W "\"/>", 0 },
      };
      g_autoptr (GBytes) bytes = fixture_zip (parts, G_N_ELEMENTS (parts));
      g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (bytes, NULL);
      g_autoptr (GBytes) merged = merge (template);
      g_autofree char *names = fixture_part_names (merged);
      g_autofree char *rels = fixture_part (merged, "_rels/.rels");

      g_assert_cmpstr (names, ==,
                       "[Content_Types].xml _rels/.rels word/document.xml "
                       "word/_rels/document.xml.rels word/styles.xml");
      g_assert_null (strstr (rels, "origin"));
      g_assert_nonnull (strstr (rels, "officeDocument"));
    }
}

/* What claims that a part which a document needs is its data source, or a macro. */
static void
test_false_claims (void)
{
  static const char *const targets[] = { "/[content_types].XML", "/_rels/.rels", "document.xml",
                                         "settings.xml", "_rels/settings.xml.rels" };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *rels = g_strdup_printf (
          RELS (REL ("rId1", "recipientData", "%s") REL ("rId2", "other", "o.xml")), targets[i]);
      FixturePackage package = {
        .type = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        .settings = SETTINGS (MAIL_MERGE),
        .settings_rels = rels,
      };
      g_autoptr (GBytes) bytes = fixture_package (&package);
      g_autoptr (GError) error = NULL;
      g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (bytes, &error);
      g_autoptr (GBytes) merged = NULL;
      g_autofree char *names = NULL;

      g_test_message ("%s", targets[i]);
      if (template == NULL)
        {
          g_assert_error (error, MERGE_ERROR, MERGE_ERROR_DAMAGED);
          g_assert_cmpuint (i, >=, 3);
          continue;
        }
      merged = merge (template);
      names = fixture_part_names (merged);
      g_assert_true (
          g_str_has_prefix (names, "[Content_Types].xml _rels/.rels word/document.xml "));
    }
}

static void
test_links (void)
{
  static const struct
  {
    const char *relation;
    guint warnings;
  } links[] = {
    { LINK ("rL", "hyperlink", "https://exemple.fr"), 0 },
    { LINK ("rL", "image", "https://exemple.fr/logo.png"), 1 },
    { LINK ("rL", "image", "file:///C:/logo.png") LINK ("rM", "oleObject", "file:///C:/a.xlsx"),
      1 },
    { REL ("rL", "image", "media/logo.png"), 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autoptr (MergeTemplate) template =
          load (&(FixturePackage){ .more_rels = links[i].relation });

      g_assert_cmpuint (merge_template_get_warnings (template)->len, ==, links[i].warnings);
    }
}

/* A header's links are its own. */
static void
test_header_links (void)
{
  static const struct
  {
    const char *relation;
    guint warnings;
  } links[] = {
    { LINK ("rL", "image", "https://exemple.fr/logo.png"), 1 },
    { LINK ("rL", "hyperlink", "https://exemple.fr/"), 0 },
    { REL ("rL", "image", "media/logo.png"), 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *rels = g_strdup_printf (RELS ("%s"), links[i].relation);
      FixturePackage package = {
        .header = "<w:hdr xmlns:w='" FIXTURE_W "'/>",
        .extra = { { "word/_rels/header1.xml.rels", rels, 0 } },
      };
      g_autoptr (MergeTemplate) template = load (&package);

      g_assert_cmpuint (merge_template_get_warnings (template)->len, ==, links[i].warnings);
    }
}

/* Parts that nothing is merged in are the same bytes, whatever they hold. */
static void
test_untouched (void)
{
  FixturePackage package = {
    .settings = "<?xml version='1.0'?>\r\n<w:settings  xmlns:w='" FIXTURE_W "'><!-- a --><w:zoom/>"
                "</w:settings>\n",
    .header = "<w:hdr xmlns:w='" FIXTURE_W "' ><w:p></w:p></w:hdr>",
    .extra = { { "customXml/item1.xml", "<a  b='1'></a>\r\n", 0 },
               { "word/media/image1.png", "\x89PNG\r\n\x1a\n\0\0\0", 11 },
               { "inconnu/partie.bin", "\0\1\2", 3 } },
  };
  g_autoptr (MergeTemplate) template = load (&package);
  g_autoptr (GBytes) merged = merge (template);
  g_autofree char *settings = fixture_part (merged, "word/settings.xml");
  g_autofree char *header = fixture_part (merged, "word/header1.xml");
  g_autofree char *custom = fixture_part (merged, "customXml/item1.xml");
  g_autofree char *image = fixture_part (merged, "word/media/image1.png");
  g_autofree char *unknown = fixture_part (merged, "inconnu/partie.bin");

  g_assert_cmpstr (settings, ==, package.settings);
  g_assert_cmpstr (header, ==, package.header);
  g_assert_cmpstr (custom, ==, package.extra[0].data);
  g_assert_cmpmem (image, 11, package.extra[1].data, 11);
  g_assert_cmpmem (unknown, 3, package.extra[2].data, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/clean/mail-merge", test_mail_merge);
  g_test_add_func ("/merge/clean/mapped-names", test_mapped_names);
  g_test_add_func ("/merge/clean/other-relations", test_other_relations);
  g_test_add_func ("/merge/clean/glossary", test_glossary);
  g_test_add_func ("/merge/clean/main-types", test_main_types);
  g_test_add_func ("/merge/clean/macros", test_macros);
  g_test_add_func ("/merge/clean/hidden-macros", test_hidden_macros);
  g_test_add_func ("/merge/clean/signature", test_signature);
  g_test_add_func ("/merge/clean/signature-of-the-document", test_signature_of_the_document);
  g_test_add_func ("/merge/clean/false-claims", test_false_claims);
  g_test_add_func ("/merge/clean/links", test_links);
  g_test_add_func ("/merge/clean/header-links", test_header_links);
  g_test_add_func ("/merge/clean/untouched", test_untouched);
  return g_test_run ();
}
