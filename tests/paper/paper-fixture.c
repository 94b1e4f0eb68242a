/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <zip.h>

/* The first of January 1980, the earliest that a zip knows. */
#define DOS_DATE ((1u << 5) | 1u)

#define HEAD  "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
#define TYPES "http://schemas.openxmlformats.org/package/2006/content-types"
#define RELS  "http://schemas.openxmlformats.org/package/2006/relationships"
#define WORD  "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define SHEET "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

static char *
content_types (const char *main_part, const char *type)
{
  return g_strdup_printf (
      HEAD "<Types xmlns=\"" TYPES "\"><Default Extension=\"rels\" ContentType=\"application/"
           "vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType="
           "\"application/xml\"/><Override PartName=\"/%s\" ContentType=\"application/"
           "vnd.openxmlformats-officedocument.%s.main+xml\"/>%s</Types>",
      main_part, type,
      g_str_has_prefix (main_part, "word")
          ? "<Override PartName=\"/word/styles.xml\" ContentType=\"application/"
            "vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>"
          : "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/"
            "vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>");
}

/* Names and contents of parts, by turns. */
GBytes *
paper_fixture_package (const char *first, ...)
{
  zip_source_t *source = zip_source_buffer_create (NULL, 0, 0, NULL);
  zip_t *zip;
  zip_stat_t st;
  va_list list;
  char *data;

  zip_source_keep (source);
  zip = zip_open_from_source (source, ZIP_TRUNCATE, NULL);
  g_assert_nonnull (zip);
  va_start (list, first);
  for (const char *name = first; name != NULL; name = va_arg (list, const char *))
    {
      const char *content = va_arg (list, const char *);
      zip_source_t *part = zip_source_buffer (zip, content, strlen (content), 0);
      zip_int64_t index = zip_file_add (zip, name, part, ZIP_FL_ENC_UTF_8);

      /* Else the same parts make another document two seconds later. */
      g_assert_cmpint (index, >=, 0);
      g_assert_cmpint (zip_file_set_dostime (zip, (zip_uint64_t) index, 0, DOS_DATE, 0), ==, 0);
    }
  va_end (list);
  g_assert_cmpint (zip_close (zip), ==, 0);
  zip_stat_init (&st);
  g_assert_cmpint (zip_source_stat (source, &st), ==, 0);
  g_assert_cmpint (zip_source_open (source), ==, 0);
  data = g_malloc (st.size);
  g_assert_cmpint (zip_source_read (source, data, st.size), ==, (zip_int64_t) st.size);
  zip_source_close (source);
  zip_source_free (source);
  return g_bytes_new_take (data, st.size);
}

static char *
relation (const char *kind, const char *target)
{
  return g_strdup_printf (
      "<Relationship Id=\"main\" Type=\"" PAPER_RELATIONS "/%s\" Target=\"%s\"/>", kind, target);
}

static char *
relations_part (const char *relations)
{
  return g_strdup_printf (HEAD "<Relationships xmlns=\"" RELS "\">%s</Relationships>", relations);
}

/* @body: paragraphs; @relations: of the main part; @styles: what its styles hold; each may be "" */
GBytes *
paper_fixture_docx_with (const char *body, const char *relations, const char *styles)
{
  g_autofree char *types = content_types ("word/document.xml", "wordprocessingml.document");
  g_autofree char *main_relation = relation ("officeDocument", "word/document.xml");
  g_autofree char *package_relations = relations_part (main_relation);
  g_autofree char *style_relation = relation ("styles", "styles.xml");
  g_autofree char *all = g_strconcat (style_relation, relations, NULL);
  g_autofree char *document_relations = relations_part (all);
  g_autofree char *document = g_strdup_printf (
      HEAD "<w:document xmlns:w=\"" WORD "\" xmlns:r=\"" PAPER_RELATIONS "\"><w:body>%s"
           "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr></w:body></w:document>",
      body);
  g_autofree char *style_part =
      g_strdup_printf (HEAD "<w:styles xmlns:w=\"" WORD "\">%s</w:styles>", styles);

  return paper_fixture_package ("[Content_Types].xml", types, "_rels/.rels", package_relations,
                                "word/document.xml", document, "word/styles.xml", style_part,
                                "word/_rels/document.xml.rels", document_relations, NULL);
}

GBytes *
paper_fixture_docx (const char *text)
{
  g_autofree char *body = g_strdup_printf ("<w:p><w:r><w:t>%s</w:t></w:r></w:p>", text);

  return paper_fixture_docx_with (body, "", "");
}

GBytes *
paper_fixture_xlsx (void)
{
  g_autofree char *types = content_types ("xl/workbook.xml", "spreadsheetml.sheet");
  g_autofree char *main_relation = relation ("officeDocument", "xl/workbook.xml");
  g_autofree char *package_relations = relations_part (main_relation);
  g_autofree char *sheet_relation = relation ("worksheet", "worksheets/sheet1.xml");
  g_autofree char *book_relations = relations_part (sheet_relation);

  return paper_fixture_package (
      "[Content_Types].xml", types, "_rels/.rels", package_relations, "xl/workbook.xml",
      HEAD "<workbook xmlns=\"" SHEET "\" xmlns:r=\"" PAPER_RELATIONS "\"><sheets><sheet "
           "name=\"2MELEC\" sheetId=\"1\" r:id=\"main\"/></sheets></workbook>",
      "xl/_rels/workbook.xml.rels", book_relations, "xl/worksheets/sheet1.xml",
      HEAD "<worksheet xmlns=\"" SHEET "\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is>"
           "<t>Élève</t></is></c><c r=\"B1\"><v>42</v></c></row></sheetData></worksheet>",
      NULL);
}

/* (transfer full) (nullable): a part of a package */
char *
paper_fixture_read (GBytes *package, const char *name)
{
  gsize size = 0;
  const void *data = g_bytes_get_data (package, &size);
  zip_source_t *source = zip_source_buffer_create (data, size, 0, NULL);
  zip_t *zip = zip_open_from_source (source, ZIP_RDONLY, NULL);
  zip_stat_t st;
  zip_file_t *file;
  char *text = NULL;

  g_assert_nonnull (zip);
  zip_stat_init (&st);
  if (zip_stat (zip, name, 0, &st) == 0)
    {
      text = g_malloc0 (st.size + 1);
      file = zip_fopen (zip, name, 0);
      g_assert_cmpint (zip_fread (file, text, st.size), ==, (zip_int64_t) st.size);
      zip_fclose (file);
    }
  zip_discard (zip);
  return text;
}

/* Documents called "Élève 1", "Élève 2"…, with these words in them. */
GPtrArray *
paper_fixture_documents (guint n)
{
  GPtrArray *documents = g_ptr_array_new_with_free_func ((GDestroyNotify) paper_document_free);

  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Élève %u", i);
      g_autoptr (GBytes) source = paper_fixture_docx (name);

      g_ptr_array_add (documents, paper_document_new (i, name, source));
    }
  return documents;
}

/* A program that stands for soffice.bin: for each document that it is given it does @each, where
 * "$name" is its file, "$number" the number of the document and "make" makes its PDF; then @after.
 * Returns: (transfer full): its path */
char *
paper_fixture_program (const char *folder, const char *each, const char *after)
{
  char *path = g_build_filename (folder, "soffice.bin", NULL);
  g_autofree char *script = g_strdup_printf (
      "#!/bin/sh\n"
      "folder='%s'\n"
      "echo call >> \"$folder/calls\"\n"
      "make() { printf '%%%%PDF-1.7\\n%%s\\n%%%%%%%%EOF\\n' \"$number\" > \"$number.pdf\"; }\n"
      "for name; do\n"
      "  number=${name%%.*}\n"
      "  case \"$name\" in [0-9]*.docx)\n    %s\n    ;;\n  esac\n"
      "done\n"
      "%s\n",
      folder, each, after);

  g_assert_true (g_file_set_contents_full (path, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  return path;
}

guint
paper_fixture_calls (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "calls", NULL);
  g_autofree char *text = NULL;
  guint n = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  for (const char *c = text; *c != '\0'; c++)
    n += *c == '\n';
  return n;
}
