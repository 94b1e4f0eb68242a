/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <zip.h>

#include "merge-fixture.h"
#include "merge-raw.h"

/* The forms in which a Word document may come: kinds of archives, names and order of parts,
 * encodings, prefixes, strict and transitional. The same text comes out of all of them, and what
 * has nothing to be merged in keeps its compressed bytes. */

#define STRICT_W "http://purl.oclc.org/ooxml/wordprocessingml/main"
#define STRICT_R "http://purl.oclc.org/ooxml/officeDocument/relationships"
#define WORD     "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define RELS(inside)                                                                              \
  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" inside \
  "</Relationships>"
#define REL(id, space, kind, target) \
  "<Relationship Id=\"" id "\" Type=\"" space "/" kind "\" Target=\"" target "\"/>"
#define TYPES(inside)                                                                          \
  "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">" inside "</" \
  "Types>"
#define TYPE(part, type) "<Override PartName=\"" part "\" ContentType=\"" type "\"/>"
#define SIMPLE(result)   "<w:fldSimple w:instr=\"MERGEFIELD NOM\">" result "</w:fldSimple>"
#define FIELD            SIMPLE ("<w:r><w:t>x</w:t></w:r>")
#define STORY(root, space, inside) \
  "<w:" root " xmlns:w=\"" space "\"><w:p>" inside "</w:p></w:" root ">"
#define BODY(space)                                                                            \
  "<w:document xmlns:w=\"" space "\"><w:body><w:p><w:r><w:t>Élève </w:t></w:r>" FIELD "</w:p>" \
  "</w:body></w:document>"
#define SETTINGS(space, r)                                                                       \
  "<w:settings xmlns:w=\"" space "\" xmlns:r=\"" r "\"><w:zoom w:percent=\"100\"/><w:mailMerge>" \
  "<w:dataSource r:id=\"d\"/></w:mailMerge></w:settings>"
#define LINK(space)                      \
  "<Relationship Id=\"d\" Type=\"" space \
  "/mailMergeSource\" Target=\"e.xlsx\" TargetMode=\"External\"/>"

static const FixtureValue values[] = { { "NOM", "Durand", MERGE_VALUE_TEXT },
                                       { NULL, NULL, MERGE_VALUE_TEXT } };

static GBytes *
merge (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (bytes, &error);
  GBytes *merged;

  g_assert_no_error (error);
  merged = merge_template_merge (template, fixture_lookup, (gpointer) values, MERGE_MISSING_BLANK,
                                 NULL, &error);
  g_assert_no_error (error);
  return merged;
}

/* What can be read of a part, the declaration of XML aside. */
static void
assert_text (GBytes *merged, const char *name, const char *expected)
{
  g_autofree char *part = fixture_part (merged, name);
  g_autofree char *text = NULL;
  const char *start;

  g_assert_nonnull (part);
  g_assert_true (fixture_is_well_formed (part));
  start = strstr (part, "?>");
  text = fixture_text (start != NULL ? start + 2 : part);
  g_assert_cmpstr (text, ==, expected);
}

/* A package whose parts are named and written as usual. */
static const FixturePart usual[] = {
  { "[Content_Types].xml",
    TYPES (TYPE ("/word/document.xml", FIXTURE_TYPE) TYPE ("/word/header1.xml", WORD "header+xml")
               TYPE ("/word/settings.xml", WORD "settings+xml")),
    0 },
  { "_rels/.rels", RELS (REL ("a", FIXTURE_R, "officeDocument", "word/document.xml")), 0 },
  { "word/document.xml", BODY (FIXTURE_W), 0 },
  { "word/_rels/document.xml.rels",
    RELS (REL ("rIdS", FIXTURE_R, "settings", "settings.xml")
              REL ("h", FIXTURE_R, "header", "header1.xml")),
    0 },
  { "word/header1.xml", STORY ("hdr", FIXTURE_W, FIELD), 0 },
  { "word/settings.xml", SETTINGS (FIXTURE_W, FIXTURE_R), 0 },
  { "word/_rels/settings.xml.rels", RELS (LINK (FIXTURE_R)), 0 },
};
#define N_USUAL G_N_ELEMENTS (usual)

static void
assert_usual (GBytes *merged)
{
  g_autofree char *settings = fixture_part (merged, "word/settings.xml");

  assert_text (merged, "word/document.xml", "Élève Durand");
  assert_text (merged, "word/header1.xml", "Durand");
  g_assert_null (strstr (settings, "mailMerge"));
  g_assert_nonnull (strstr (settings, "zoom"));
}

/* The same parts in every order of which each part is the first once and the last once. */
static void
test_order (void)
{
  for (guint turn = 0; turn < N_USUAL; turn++)
    {
      FixturePart parts[N_USUAL], backwards[N_USUAL];
      g_autoptr (GBytes) turned = NULL;
      g_autoptr (GBytes) reversed = NULL;
      g_autoptr (GBytes) merged = NULL;
      g_autoptr (GBytes) other = NULL;

      for (guint i = 0; i < N_USUAL; i++)
        {
          parts[i] = usual[(i + turn) % N_USUAL];
          backwards[N_USUAL - 1 - i] = parts[i];
        }
      turned = fixture_zip (parts, N_USUAL);
      reversed = fixture_zip (backwards, N_USUAL);
      merged = merge (turned);
      other = merge (reversed);
      assert_usual (merged);
      assert_usual (other);
    }
}

static const RawStyle styles[] = {
  { .zip64 = FALSE },
  { .zip64 = TRUE },
  { .streamed = TRUE },
  { .zip64 = TRUE, .streamed = TRUE },
  { .comment = "PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", .comment_size = 22 },
  { .after = "what a mail server adds" },
};

static void
test_archives (void)
{
  for (guint style = 0; style < G_N_ELEMENTS (styles); style++)
    {
      Raw raws[N_USUAL] = { { NULL } };
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GBytes) merged = NULL;

      for (guint i = 0; i < N_USUAL; i++)
        {
          raws[i].name = usual[i].name;
          raws[i].data = usual[i].data;
          raws[i].size = (guint32) strlen (usual[i].data);
        }
      bytes = raw_zip_styled (raws, N_USUAL, &styles[style]);
      g_test_message ("style %u", style);
      merged = merge (bytes);
      assert_usual (merged);
    }
}

/* Every part in every encoding that Office may write, and with a byte order mark. */
static void
test_encodings (void)
{
  static const char *const charsets[] = { "UTF-16LE", "UTF-16BE", "UTF-8" };

  for (guint charset = 0; charset < G_N_ELEMENTS (charsets); charset++)
    for (guint only = 0; only <= N_USUAL; only++)
      {
        FixturePart parts[N_USUAL];
        g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
        g_autoptr (GBytes) bytes = NULL;
        g_autoptr (GBytes) merged = NULL;

        for (guint i = 0; i < N_USUAL; i++)
          {
            gsize size = 0;
            g_autofree char *marked = g_strconcat ("\xEF\xBB\xBF", usual[i].data, NULL);
            char *text = g_convert (marked, -1, charsets[charset], "UTF-8", NULL, &size, NULL);

            g_ptr_array_add (owned, text);
            parts[i] = usual[i];
            if (i == only || only == N_USUAL)
              parts[i] = (FixturePart){ usual[i].name, text, (gssize) size };
          }
        bytes = fixture_zip (parts, N_USUAL);
        merged = merge (bytes);
        assert_usual (merged);
      }
}

static const struct
{
  const char *document;
  const char *text;
} prefixes[] = {
  { "<zz:document xmlns:zz=\"" FIXTURE_W "\"><zz:body><zz:p><zz:fldSimple zz:instr=\"MERGEFIELD "
    "NOM\"/></zz:p></zz:body></zz:document>",
    "Durand" },
  { "<document xmlns=\"" FIXTURE_W "\" xmlns:a=\"" FIXTURE_W "\"><body><p><fldSimple "
    "a:instr=\"MERGEFIELD NOM\"/></p></body></document>",
    "Durand" },
  { "<a:document xmlns:a=\"" FIXTURE_W "\"><a:body><b:p xmlns:b=\"" FIXTURE_W "\"><b:fldSimple "
    "b:instr=\"MERGEFIELD NOM\"/></b:p></a:body></a:document>",
    "Durand" },
  { "<w:document xmlns:w=\"" FIXTURE_W "\"><w:body><w:p xmlns:w=\"" STRICT_W "\">" FIELD
    "</w:p></w:body></w:document>",
    "Durand" },
  { "<w:document xmlns:w=\"" FIXTURE_W "\"><w:body><w:p xmlns:w=\"urn:other\">" FIELD
    "</w:p></w:body></w:document>",
    "x" },
};

static void
test_prefixes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      g_autoptr (GBytes) bytes =
          fixture_package (&(FixturePackage){ .document = prefixes[i].document });
      g_autoptr (GBytes) merged = merge (bytes);

      g_test_message ("%s", prefixes[i].document);
      assert_text (merged, "word/document.xml", prefixes[i].text);
    }
}

/* A strict document stays one: every namespace and every relationship. */
static void
test_strict (void)
{
  static const FixturePart parts[] = {
    { "[Content_Types].xml",
      TYPES (TYPE ("/word/document.xml", FIXTURE_TYPE) TYPE ("/word/h.xml", WORD "header+xml")
                 TYPE ("/word/settings.xml", WORD "settings+xml")),
      0 },
    { "_rels/.rels", RELS (REL ("a", STRICT_R, "officeDocument", "word/document.xml")), 0 },
    { "word/document.xml", BODY (STRICT_W), 0 },
    { "word/_rels/document.xml.rels",
      RELS (REL ("s", STRICT_R, "settings", "settings.xml") REL ("h", STRICT_R, "header", "h.xml")),
      0 },
    { "word/h.xml", STORY ("hdr", STRICT_W, FIELD), 0 },
    { "word/settings.xml", SETTINGS (STRICT_W, STRICT_R), 0 },
    { "word/_rels/settings.xml.rels", RELS (LINK (STRICT_R)), 0 },
  };
  static const char *const names[] = { "_rels/.rels", "word/document.xml", "word/h.xml",
                                       "word/_rels/document.xml.rels", "word/settings.xml" };
  g_autoptr (GBytes) bytes = fixture_zip (parts, G_N_ELEMENTS (parts));
  g_autoptr (GBytes) merged = merge (bytes);

  assert_text (merged, "word/document.xml", "Élève Durand");
  assert_text (merged, "word/h.xml", "Durand");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = fixture_part (merged, names[i]);

      g_assert_null (strstr (text, "schemas.openxmlformats.org/wordprocessingml"));
      g_assert_null (strstr (text, "schemas.openxmlformats.org/officeDocument"));
      g_assert_null (strstr (text, "mailMerge"));
    }
}

/* Names are whatever the relationships say. */
static const struct
{
  const char *target; /* of the main part */
  const char *main;
  const char *header_target;
  const char *header;
} names[] = {
  { "word/document2.xml", "word/document2.xml", "h.xml", "word/h.xml" },
  { "/word/document.xml", "word/document.xml", "/autre/h.xml", "autre/h.xml" },
  { "./a/./b/../main", "a/main", "../h", "h" },
  { "/a%20b/%C3%A9l%C3%A8ve.xml", "a b/élève.xml", "en%20t%C3%AAte.xml", "a b/en tête.xml" },
  { "main.xml", "main.xml", "x/y/z/h.xml", "x/y/z/h.xml" },
  { "WORD/Document.XML", "word/document.xml", "H.xml", "word/h.XML" },
  { "word/a.xml?x#y", "word/a.xml", "h.xml#z", "word/h.xml" },
};

static void
test_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *folder = g_path_get_dirname (names[i].main);
      g_autofree char *base = g_path_get_basename (names[i].main);
      g_autofree char *rels = g_strdup_printf ("%s%s_rels/%s.rels", *folder == '.' ? "" : folder,
                                               *folder == '.' ? "" : "/", base);
      g_autofree char *root =
          g_strdup_printf (RELS (REL ("a", FIXTURE_R, "officeDocument", "%s")), names[i].target);
      g_autofree char *own =
          g_strdup_printf (RELS (REL ("r", FIXTURE_R, "header", "%s")), names[i].header_target);
      g_autofree char *types = g_strdup_printf (TYPES (TYPE ("/%s", FIXTURE_TYPE)), names[i].main);
      FixturePart parts[] = {
        { "[Content_Types].xml", types, 0 },
        { "_rels/.rels", root, 0 },
        { names[i].main, BODY (FIXTURE_W), 0 },
        { rels, own, 0 },
        { names[i].header, STORY ("hdr", FIXTURE_W, FIELD), 0 },
      };
      g_autoptr (GBytes) bytes = fixture_zip (parts, G_N_ELEMENTS (parts));
      g_autoptr (GBytes) merged = merge (bytes);

      g_test_message ("%s", names[i].target);
      assert_text (merged, names[i].main, "Élève Durand");
      assert_text (merged, names[i].header, "Durand");
    }
}

/* Of .docx, .dotx, .docm and .dotm alike a plain document is made. */
static void
test_kinds (void)
{
  static const char *const kinds[] = {
    FIXTURE_TYPE,
    WORD "template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint by_extension = 0; by_extension < 2; by_extension++)
      {
        g_autofree char *types =
            by_extension ? g_strdup_printf (
                TYPES ("<Default Extension=\"xml\" ContentType=\"%s\"/>"), kinds[i])
                         : g_strdup_printf (TYPES (TYPE ("/word/document.xml", "%s")), kinds[i]);
        FixturePart parts[] = { { "[Content_Types].xml", types, 0 }, usual[1], usual[2] };
        g_autoptr (GBytes) bytes = fixture_zip (parts, G_N_ELEMENTS (parts));
        g_autoptr (GBytes) merged = merge (bytes);
        g_autofree char *after = fixture_part (merged, "[Content_Types].xml");

        assert_text (merged, "word/document.xml", "Élève Durand");
        g_assert_nonnull (strstr (after, FIXTURE_TYPE));
        if (by_extension == 0)
          g_assert_null (strstr (after, "macroEnabled"));
      }
}

/* An entry's bytes as they stand in the archive. */
static GBytes *
stored_bytes (zip_t *zip, const char *name, zip_stat_t *st)
{
  zip_int64_t index = zip_name_locate (zip, name, 0);
  zip_file_t *file;
  guint8 *data;

  g_assert_cmpint (index, >=, 0);
  zip_stat_init (st);
  g_assert_cmpint (zip_stat_index (zip, (zip_uint64_t) index, 0, st), ==, 0);
  file = zip_fopen_index (zip, (zip_uint64_t) index, ZIP_FL_COMPRESSED);
  data = g_malloc (st->comp_size + 1);
  g_assert_cmpint (zip_fread (file, data, st->comp_size), ==, (zip_int64_t) st->comp_size);
  zip_fclose (file);
  return g_bytes_new_take (data, st->comp_size);
}

static zip_t *
open_zip (GBytes *bytes)
{
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);
  zip_t *zip =
      zip_open_from_source (zip_source_buffer_create (data, size, 0, NULL), ZIP_RDONLY, NULL);

  g_assert_nonnull (zip);
  return zip;
}

/* Compares all entries but those in @touched; an archive may hold no other than the other one. */
static void
assert_same_but (GBytes *before, GBytes *after, const char *const *touched)
{
  zip_t *from = open_zip (before);
  zip_t *to = open_zip (after);
  zip_int64_t n = zip_get_num_entries (from, 0);

  g_assert_cmpint (zip_get_num_entries (to, 0), ==, n);
  for (zip_int64_t i = 0; i < n; i++)
    {
      const char *name = zip_get_name (from, (zip_uint64_t) i, 0);
      zip_stat_t old, new;
      g_autoptr (GBytes) one = stored_bytes (from, name, &old);
      g_autoptr (GBytes) two = stored_bytes (to, name, &new);

      g_assert_cmpstr (zip_get_name (to, (zip_uint64_t) i, 0), ==, name);
      if (g_strv_contains (touched, name))
        {
          g_assert_false (g_bytes_equal (one, two));
          continue;
        }
      g_assert_true (g_bytes_equal (one, two));
      g_assert_cmpuint (old.comp_method, ==, new.comp_method);
      g_assert_cmpuint (old.crc, ==, new.crc);
      g_assert_cmpuint (old.size, ==, new.size);
    }
  zip_discard (from);
  zip_discard (to);
}

/* Deflated in another way than ours, stored, empty, unknown, named in other letters. */
static void
test_round_trip (void)
{
  static const char *const touched[] = { "word/document.xml", NULL };
  gsize size = 0;
  g_autofree char *image = raw_deflate ('i', 1, &size);
  g_autofree char *pixels = g_malloc (1024 * 1024);
  Raw raws[] = {
    RAW ("[Content_Types].xml", TYPES (TYPE ("/word/document.xml", FIXTURE_TYPE)) "\r\n<!-- a -->"),
    RAW ("_rels/.rels", RELS (REL ("a", FIXTURE_R, "officeDocument", "word/document.xml")) "\n"),
    RAW ("word/document.xml", BODY (FIXTURE_W)),
    RAW ("word/_rels/document.xml.rels", RELS (REL ("s", FIXTURE_R, "settings", "settings.xml"))),
    RAW ("word/settings.xml", "<w:settings  xmlns:w='" FIXTURE_W "'><!-- b --></w:settings>\n"),
    RAW ("word/header1.xml", STORY ("hdr", FIXTURE_W, FIELD)),
    RAW ("word/header2.xml", "<not even xml"),
    RAW ("empty.bin", ""),
    RAW ("inconnu/partie.bin", "\x89PNG\r\n\x1a\n"),
    { "word/media/image.png", image, (guint32) size, RAW_DEFLATED, 0, 1024 * 1024, 0, 0 },
    RAW ("docProps/é.xml", "<a/>"),
  };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) merged = NULL;

  memset (pixels, 'i', 1024 * 1024);
  raws[9].crc = raw_crc32 (pixels, 1024 * 1024);
  bytes = raw_zip (raws, G_N_ELEMENTS (raws));
  merged = merge (bytes);
  assert_text (merged, "word/document.xml", "Élève Durand");
  assert_same_but (bytes, merged, touched);
}

/* Without a field, nothing at all differs but the archive around it. */
static void
test_no_field (void)
{
  static const char *const touched[] = { NULL };
  FixturePart parts[] = { usual[0], usual[1], { "word/document.xml", NULL, 0 } };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) merged = NULL;

  parts[2].data = "<?xml version='1.0'?>\r\n<w:document xmlns:w='" FIXTURE_W
                  "'><w:body ><w:p></w:p><w:p><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
                  "</w:body></w:document>";
  bytes = fixture_zip (parts, G_N_ELEMENTS (parts));
  merged = merge (bytes);
  assert_same_but (bytes, merged, touched);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/forms/order", test_order);
  g_test_add_func ("/merge/forms/archives", test_archives);
  g_test_add_func ("/merge/forms/encodings", test_encodings);
  g_test_add_func ("/merge/forms/prefixes", test_prefixes);
  g_test_add_func ("/merge/forms/strict", test_strict);
  g_test_add_func ("/merge/forms/names", test_names);
  g_test_add_func ("/merge/forms/kinds", test_kinds);
  g_test_add_func ("/merge/forms/round-trip", test_round_trip);
  g_test_add_func ("/merge/forms/no-field", test_no_field);
  return g_test_run ();
}
