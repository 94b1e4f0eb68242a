/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "merge-error.h"
#include "merge-fixture.h"
#include "merge-raw.h"

/* What is refused as a template, and with which sentence; what odd but honest files still load.
 * Hostile archives are written here byte by byte: no library would. */

#define CONTENT(text) text, sizeof (text) - 1
#define OLE           "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0"
#define RELS(target)                                                                       \
  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" \
  "<Relationship Id=\"a\" Type=\"" FIXTURE_R "/officeDocument\" Target=\"" target "\"/>"   \
  "</Relationships>"
#define TYPES(type)                                                                         \
  "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default " \
  "Extension=\"xml\" ContentType=\"" type "\"/></Types>"
#define DOCUMENT "<w:document xmlns:w=\"" FIXTURE_W "\"><w:body><w:p/></w:body></w:document>"

static const FixturePart good_parts[] = {
  { "[Content_Types].xml", TYPES (FIXTURE_TYPE), 0 },
  { "_rels/.rels", RELS ("word/document.xml"), 0 },
  { "word/document.xml", DOCUMENT, 0 },
};

static void
assert_refused (GBytes *bytes, MergeError code, const char *part_of_sentence)
{
  g_autoptr (GError) error = NULL;
  MergeTemplate *template = merge_template_new_from_bytes (bytes, &error);

  g_assert_null (template);
  g_assert_error (error, MERGE_ERROR, (int) code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part_of_sentence));
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
assert_accepted (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  g_assert_nonnull (template);
}

static const struct
{
  const char *bytes;
  gsize size;
  MergeError code;
  const char *sentence;
} kinds[] = {
  { CONTENT (""), MERGE_ERROR_DAMAGED, "empty" },
  { CONTENT (OLE "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"), MERGE_ERROR_ENCRYPTED,
    "password" },
  { CONTENT (OLE "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"), MERGE_ERROR_NOT_DOCX, ".doc format" },
  { CONTENT (OLE "W\0o\0r\0k\0b\0o\0o\0k\0"), MERGE_ERROR_NOT_DOCX, "old Office format" },
  { CONTENT ("{\\rtf1\\ansi bonjour}"), MERGE_ERROR_NOT_DOCX, "RTF" },
  { CONTENT ("%PDF-1.7\n%\xE2\xE3"), MERGE_ERROR_NOT_DOCX, "PDF" },
  { CONTENT ("<!DOCTYPE html><html></html>"), MERGE_ERROR_NOT_DOCX, "web page" },
  { CONTENT ("\xEF\xBB\xBF \n<HTML><body>x"), MERGE_ERROR_NOT_DOCX, "web page" },
  { CONTENT ("<?xml version='1.0'?><html xmlns='x'/>"), MERGE_ERROR_NOT_DOCX, "web page" },
  { CONTENT ("<?xml version='1.0'?><pkg:package/>"), MERGE_ERROR_NOT_DOCX, "XML file" },
  { CONTENT ("MIME-Version: 1.0\r\nContent-Type: multipart/related"), MERGE_ERROR_NOT_DOCX,
    "web page" },
  { CONTENT ("<?xml version=\"1.0\"?>\n<office:document "
             "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"/>"),
    MERGE_ERROR_NOT_DOCX, "LibreOffice" },
  { CONTENT ("Chère madame,\r\nbonjour."), MERGE_ERROR_NOT_DOCX, "plain text" },
  { CONTENT ("\x7F"
             "ELF\0\0\0"),
    MERGE_ERROR_NOT_DOCX, "not a Word document" },
  { CONTENT ("PK\003\004\024\0\0\0"), MERGE_ERROR_DAMAGED, "incomplete" },
};

static void
test_kinds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (kinds[i].bytes, kinds[i].size);

      assert_refused (bytes, kinds[i].code, kinds[i].sentence);
    }
}

/* Packages that are not Word documents, or of which a part is wrong. */
static const struct
{
  FixturePart parts[5];
  MergeError code;
  const char *sentence;
} packages[] = {
  { { { "mimetype", "application/vnd.oasis.opendocument.text", 0 }, { "content.xml", "<a/>", 0 } },
    MERGE_ERROR_NOT_DOCX,
    "LibreOffice" },
  { { { "word/document.xml", DOCUMENT, 0 } }, MERGE_ERROR_NOT_DOCX, "not a Word document" },
  { { { "Modèles/Convention.DOCX", "x", 0 }, { "lisezmoi.txt", "x", 0 } },
    MERGE_ERROR_NOT_DOCX,
    "ZIP archive" },
  { { { "[Content_Types].xml", TYPES (FIXTURE_TYPE), 0 } }, MERGE_ERROR_DAMAGED, "main part" },
  { { { "[Content_Types].xml", TYPES (FIXTURE_TYPE), 0 },
      { "_rels/.rels", RELS ("word/document.xml"), 0 } },
    MERGE_ERROR_DAMAGED,
    "“word/document.xml” is missing" },
  { { { "[Content_Types].xml",
        TYPES ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), 0 },
      { "_rels/.rels", RELS ("xl/workbook.xml"), 0 },
      { "xl/workbook.xml", "<x/>", 0 } },
    MERGE_ERROR_NOT_DOCX,
    "Excel" },
  { { { "[Content_Types].xml",
        TYPES (
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
        0 },
      { "_rels/.rels", RELS ("ppt/presentation.xml"), 0 },
      { "ppt/presentation.xml", "<x/>", 0 } },
    MERGE_ERROR_NOT_DOCX,
    "PowerPoint" },
  { { { "[Content_Types].xml", "<Types>", 0 } }, MERGE_ERROR_DAMAGED, "“[Content_Types].xml”" },
  { { { "[Content_Types].xml", "<!DOCTYPE x><Types/>", 0 } },
    MERGE_ERROR_HOSTILE,
    "“[Content_Types].xml”" },
  { { { "[Content_Types].xml", TYPES (FIXTURE_TYPE), 0 },
      { "_rels/.rels", "<!DOCTYPE x><Relationships/>", 0 } },
    MERGE_ERROR_HOSTILE,
    "“_rels/.rels”" },
};

static void
test_packages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (packages); i++)
    {
      guint n = 0;
      g_autoptr (GBytes) bytes = NULL;

      while (packages[i].parts[n].name != NULL)
        n++;
      bytes = fixture_zip (packages[i].parts, n);
      assert_refused (bytes, packages[i].code, packages[i].sentence);
    }
}

static const struct
{
  const char *document;
  MergeError code;
} documents[] = {
  { "<!DOCTYPE w:document [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" DOCUMENT,
    MERGE_ERROR_HOSTILE },
  { "<?xml version=\"1.0\"?>\n<!-- a --><!DOCTYPE d SYSTEM \"http://127.0.0.1:9/x.dtd\">" DOCUMENT,
    MERGE_ERROR_HOSTILE },
  { "<!ENTITY % p SYSTEM \"file:///etc/hostname\">" DOCUMENT, MERGE_ERROR_HOSTILE },
  { "<w:document xmlns:w=\"" FIXTURE_W "\"><w:body>&x;</w:body></w:document>",
    MERGE_ERROR_DAMAGED },
  { "<w:document xmlns:w=\"" FIXTURE_W "\"><w:body>", MERGE_ERROR_DAMAGED },
  { "<w:document xmlns:w=\"" FIXTURE_W "\"/>\xFF", MERGE_ERROR_DAMAGED },
  { "<w:document xmlns:w=\"" FIXTURE_W "\" a=\"1\" a=\"2\"/>", MERGE_ERROR_DAMAGED },
  { "<w:settings xmlns:w=\"" FIXTURE_W "\"/>", MERGE_ERROR_DAMAGED },
  { "<html/>", MERGE_ERROR_DAMAGED },
  { " ", MERGE_ERROR_DAMAGED },
};

static GBytes *
with_document (const char *document, gssize size)
{
  FixturePart parts[] = { good_parts[0], good_parts[1], { "word/document.xml", document, size } };

  return fixture_zip (parts, G_N_ELEMENTS (parts));
}

static void
test_documents (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (GBytes) bytes = with_document (documents[i].document, 0);
      gsize size = 0;
      g_autofree char *wide =
          g_convert (documents[i].document, -1, "UTF-16BE", "UTF-8", NULL, &size, NULL);

      assert_refused (bytes, documents[i].code, "“word/document.xml”");
      if (wide != NULL && strlen (documents[i].document) > 1)
        {
          g_autoptr (GBytes) utf16 = with_document (wide, (gssize) size);

          assert_refused (utf16, documents[i].code, "“word/document.xml”");
        }
    }
}

/* A document made of @count times @piece, in which # is its number, between two halves, and of
 * @closing as often. */
static GBytes *
repeated (const char *before,
          const char *piece,
          const char *after,
          const char *closing,
          guint count)
{
  GString *text = g_string_new ("<w:document xmlns:w=\"" FIXTURE_W "\"><w:body");
  GBytes *bytes;

  g_string_append (text, before);
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_auto (GStrv) halves = g_strsplit (piece, "#", -1);
      g_autofree char *numbered = g_strjoinv (number, halves);

      g_string_append (text, numbered);
    }
  g_string_append (text, after);
  for (guint i = 0; i < count; i++)
    g_string_append (text, closing);
  g_string_append (text, "</w:body></w:document>");
  bytes = with_document (text->str, 0);
  g_string_free (text, TRUE);
  return bytes;
}

static void
test_xml_limits (void)
{
  g_autoptr (GBytes) attributes = repeated ("", " a#='1'", ">", "", 257);
  g_autoptr (GBytes) some_attributes = repeated ("", " a#='1'", ">", "", 256);
  g_autoptr (GBytes) deep = repeated (">", "<w:p w#='1'>", "", "</w:p>", 255);
  g_autoptr (GBytes) less_deep = repeated (">", "<w:p w#='1'>", "", "</w:p>", 250);
  g_autoptr (GBytes) namespaces =
      repeated (">",
                "<w:p xmlns:a#='a' xmlns:b#='a' xmlns:c#='a' xmlns:d#='a' "
                "xmlns:e#='a'>",
                "", "</w:p>", 210);
  g_autoptr (GBytes) tricks = repeated ("><!-- <!DOCTYPE x> -->", "<w:p a='&lt;>' b=\"'>'\"/>#",
                                        "<w:p><![CDATA[<!DOCTYPE x>]]></w:p>", "", 300);

  assert_refused (attributes, MERGE_ERROR_HOSTILE, "“word/document.xml”");
  assert_accepted (some_attributes);
  assert_refused (deep, MERGE_ERROR_HOSTILE, "“word/document.xml”");
  assert_accepted (less_deep);
  assert_refused (namespaces, MERGE_ERROR_HOSTILE, "“word/document.xml”");
  assert_accepted (tricks);
}

#define GOOD_RAWS                                    \
  RAW ("[Content_Types].xml", TYPES (FIXTURE_TYPE)), \
      RAW ("_rels/.rels", RELS ("word/document.xml")), RAW ("word/document.xml", DOCUMENT)

static const struct
{
  const char *name;
  gboolean accepted;
} names[] = {
  { "../../evil.txt", FALSE },
  { "word/../../evil", FALSE },
  { "/etc/evil", FALSE },
  { "C:\\evil.txt", FALSE },
  { "c:evil", FALSE },
  { "word\\document2.xml", FALSE },
  { "word/a\x01.png", FALSE },
  { "word/a\x7F", FALSE },
  { "word/./a", FALSE },
  { "WORD/Document.xml", FALSE /* a second main part */ },
  { "word/média/logo.png", TRUE },
  { "word/..a/b..c", TRUE },
};

static void
test_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      Raw raws[] = { GOOD_RAWS, { names[i].name, "x", 1, 0, 0, 0, 0, 0 } };
      g_autoptr (GBytes) bytes = raw_zip (raws, G_N_ELEMENTS (raws));

      g_test_message ("%s", names[i].name);
      if (names[i].accepted)
        assert_accepted (bytes);
      else
        assert_refused (bytes, MERGE_ERROR_HOSTILE, "refused");
    }
}

static const struct
{
  Raw odd; /* the fourth entry */
  gboolean accepted;
  MergeError code;
  const char *sentence;
} oddities[] = {
  { RAW ("word/media/a.png", "image"), TRUE, 0, NULL },
  { RAW ("word/document.xml", "<other/>"), FALSE, MERGE_ERROR_HOSTILE, "twice" },
  { { "a.png", "image", 5, 0, 1, 0, 0, 0 }, FALSE, MERGE_ERROR_ENCRYPTED, "password" },
  { { "a.png", "image", 5, 12, 0, 0, 0, 0 }, FALSE, MERGE_ERROR_DAMAGED, "“a.png”" },
  { { "a.png", "image", 5, 14, 0, 0, 0, 0 }, FALSE, MERGE_ERROR_DAMAGED, "“a.png”" },
  { { "a.png", "image", 5, 0, 0, 0, 0x12345678, 0 }, FALSE, MERGE_ERROR_DAMAGED, "“a.png”" },
  { { "a.png", "image", 5, 8, 0, 0, 0, 0 }, FALSE, MERGE_ERROR_DAMAGED, "“a.png”" },
  { { "media/", "", 0, 0, 0, 0, 0, 0 }, TRUE, 0, NULL },
};

static void
test_raw (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (oddities); i++)
    {
      Raw raws[] = { GOOD_RAWS, oddities[i].odd };
      g_autoptr (GBytes) bytes = raw_zip (raws, G_N_ELEMENTS (raws));

      g_test_message ("%s", oddities[i].odd.name);
      if (oddities[i].accepted)
        assert_accepted (bytes);
      else
        assert_refused (bytes, oddities[i].code, oddities[i].sentence);
    }
}

/* Zeros inflate a thousand times, and the directory may say that they do not. */
static void
test_bomb (void)
{
  gsize size = 4 * 1024 * 1024;
  g_autofree char *zeros = g_malloc0 (size);
  FixturePart parts[] = {
    good_parts[0], good_parts[1], good_parts[2], { "word/media/a.png", zeros, (gssize) size }
  };
  g_autoptr (GBytes) honest = fixture_zip (parts, G_N_ELEMENTS (parts));
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (honest, &length);
  g_autofree guint8 *copy = g_memdup2 (data, length);
  g_autoptr (GBytes) lying = NULL;
  guint changed = 0;

  assert_refused (honest, MERGE_ERROR_HOSTILE, "bigger");
  for (gsize i = 0; i + 4 <= length; i++)
    if (memcmp (copy + i, "\0\0\x40\0", 4) == 0)
      {
        memcpy (copy + i, "\x0A\0\0\0", 4);
        changed++;
      }
  g_assert_cmpuint (changed, >, 0);
  lying = g_bytes_new (copy, length);
  assert_refused (lying, MERGE_ERROR_HOSTILE, "bigger");
}

/* A long archive may say that it holds more than any memory: nothing is believed, and nothing is
 * made ready for it. */
static void
test_long_lies (void)
{
  static const guint64 lies[] = {
    1, 100, G_MAXINT32, G_MAXUINT32, (guint64) G_MAXUINT32 + 1, G_MAXINT64, G_MAXUINT64
  };
  const Raw raws[] = { GOOD_RAWS };
  RawStyle style = { .zip64 = TRUE };
  g_autoptr (GBytes) honest = raw_zip_styled (raws, G_N_ELEMENTS (raws), &style);

  assert_accepted (honest);
  for (guint number = 0; number < RAW_N_LIES; number++)
    for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
      {
        RawStyle lying = { .zip64 = TRUE };
        g_autoptr (GBytes) bytes = NULL;
        g_autoptr (GError) error = NULL;

        g_test_message ("number %u, %" G_GUINT64_FORMAT " more", number, lies[i]);
        lying.lies[number] = lies[i];
        bytes = raw_zip_styled (raws, G_N_ELEMENTS (raws), &lying);
        g_assert_null (merge_template_new_from_bytes (bytes, &error));
        g_assert_true (g_error_matches (error, MERGE_ERROR, MERGE_ERROR_DAMAGED)
                       || g_error_matches (error, MERGE_ERROR, MERGE_ERROR_HOSTILE));
      }
}

/* Many names over the same bytes: each is counted. */
static void
test_overlap (void)
{
  guint32 size = 22 * 1024 * 1024;
  g_autofree char *zeros = g_malloc0 (size);
  g_autoptr (GBytes) bytes = NULL;
  guint32 crc = raw_crc32 (zeros, size);
  Raw raws[14] = { GOOD_RAWS };
  char names_of[11][4];

  for (guint i = 0; i < 11; i++)
    {
      g_snprintf (names_of[i], sizeof names_of[i], "n%02u", i);
      raws[3 + i] = (Raw){ names_of[i], zeros, size, 0, 0, 0, crc, i == 0 ? 0 : 4 };
    }
  bytes = raw_zip (raws, 4);
  assert_accepted (bytes);
  g_bytes_unref (bytes);
  bytes = raw_zip (raws, G_N_ELEMENTS (raws));
  assert_refused (bytes, MERGE_ERROR_HOSTILE, "bigger");
}

static void
test_many_entries (void)
{
  static const guint counts[] = { 2000, 2001 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree Raw *raws = g_new0 (Raw, counts[i]);
      g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GBytes) bytes = NULL;
      const Raw good[] = { GOOD_RAWS };

      memcpy (raws, good, sizeof good);
      for (guint j = G_N_ELEMENTS (good); j < counts[i]; j++)
        {
          char *name = g_strdup_printf ("x/%u", j);

          g_ptr_array_add (owned, name);
          raws[j] = (Raw){ name, "x", 1, 0, 0, 0, 0, 0 };
        }
      bytes = raw_zip (raws, counts[i]);
      if (counts[i] <= 2000)
        assert_accepted (bytes);
      else
        assert_refused (bytes, MERGE_ERROR_HOSTILE, "bigger");
    }
}

/* Cut anywhere, a document is refused and nothing worse happens. */
static void
test_truncated (void)
{
  g_autoptr (GBytes) whole = fixture_zip (good_parts, G_N_ELEMENTS (good_parts));
  gsize size = g_bytes_get_size (whole);

  for (gsize length = 2; length < size; length += 7)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (whole, 0, length);

      assert_refused (part, MERGE_ERROR_DAMAGED, "incomplete");
    }
}

static void
test_odd_but_honest (void)
{
  FixturePart other_case[] = {
    { "_rels/.rels", RELS ("/Word/document.xml"), 0 },
    { "Word/Document.xml", DOCUMENT, 0 },
    { "[content_types].xml", TYPES (FIXTURE_TYPE), 0 },
  };
  g_autoptr (GBytes) bytes = fixture_zip (other_case, G_N_ELEMENTS (other_case));
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (bytes, NULL);
  g_autoptr (GBytes) merged = NULL;
  g_autofree char *merged_names = NULL;
  g_autoptr (GBytes) latin = with_document ("<?xml version=\"1.0\" encoding='iso-8859-1'?>"
                                            "<w:document xmlns:w=\"" FIXTURE_W "\"><w:body><w:p "
                                            "a=\"\xE9\"/></w:body></w:document>",
                                            0);
  g_autoptr (GBytes) with_mark = with_document ("\xEF\xBB\xBF" DOCUMENT, 0);

  g_assert_nonnull (template);
  merged = merge_template_merge (template, fixture_lookup, NULL, MERGE_MISSING_BLANK, NULL, NULL);
  merged_names = fixture_part_names (merged);
  g_assert_cmpstr (merged_names, ==, "[Content_Types].xml _rels/.rels Word/Document.xml");
  assert_accepted (latin);
  assert_accepted (with_mark);
}

static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fixture_zip (good_parts, G_N_ELEMENTS (good_parts));
  g_autofree char *folder = g_dir_make_tmp ("paraphe-merge-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "modèle.docx", NULL);
  g_autoptr (MergeTemplate) template = NULL;

  g_assert_no_error (error);
  g_assert_null (merge_template_new_from_file (path, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                       &error);
  g_assert_no_error (error);
  template = merge_template_new_from_file (path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (template);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/package/kinds", test_kinds);
  g_test_add_func ("/merge/package/packages", test_packages);
  g_test_add_func ("/merge/package/names", test_names);
  g_test_add_func ("/merge/package/documents", test_documents);
  g_test_add_func ("/merge/package/xml-limits", test_xml_limits);
  g_test_add_func ("/merge/package/raw", test_raw);
  g_test_add_func ("/merge/package/bomb", test_bomb);
  g_test_add_func ("/merge/package/long-lies", test_long_lies);
  g_test_add_func ("/merge/package/overlap", test_overlap);
  g_test_add_func ("/merge/package/many-entries", test_many_entries);
  g_test_add_func ("/merge/package/truncated", test_truncated);
  g_test_add_func ("/merge/package/odd-but-honest", test_odd_but_honest);
  g_test_add_func ("/merge/package/file", test_file);
  return g_test_run ();
}
