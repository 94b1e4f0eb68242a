/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "../merge/merge-fixture.h"

#include "merge-error.h"

/* Many records in one document. A zip is loaded as a template; anything else becomes the main part
 * of a package that has headers, notes, comments, lists and settings to refer to. What is merged
 * must load again, and the same records must give the same bytes. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define N_RECORDS 4

#define PART(name) "<w:" name " xmlns:w=\"" FIXTURE_W "\">"
#define MARKED                                                                           \
  "<w:p><w:bookmarkStart w:id=\"1\" w:name=\"b\"/><w:r><w:t>{{NOM}}</w:t></w:r>"         \
  "<w:bookmarkEnd w:id=\"1\"/><w:fldSimple w:instr=\" REF a \"/><w:fldSimple w:instr=\"" \
  "NEXT\"/><w:fldSimple w:instr=\"NUMPAGES\"/></w:p>"

/* Texts by record. */
static const char *const answers[N_RECORDS] = { "Durand & <fils>", "", "1", "\x01 b \xFF" };

static gboolean
look_up (const char *name, MergeValue *value, gpointer text)
{
  value->type = MERGE_VALUE_TEXT;
  value->text = text;
  return g_str_hash (name) % 5 != 0;
}

/* Some names are those of lists, of none to three items. */
static int
count_items (const char *list, gpointer text)
{
  return (int) (g_str_hash (list) % 5) - 1;
}

static gboolean
look_up_item (const char *list, guint item, const char *name, MergeValue *value, gpointer text)
{
  return item % 2 == 0 && look_up (name, value, text);
}

static gboolean
give_record (guint record, MergeSource *source, gpointer user_data)
{
  if (record >= N_RECORDS)
    return FALSE;
  *source = (MergeSource){ look_up, count_items, look_up_item, NULL, (gpointer) answers[record] };
  return TRUE;
}

static GBytes *
as_template (const guint8 *data, gsize size)
{
  g_autofree char *document = NULL;

  if (size >= 2 && memcmp (data, "PK", 2) == 0)
    return g_bytes_new (data, size);
  document = g_strndup ((const char *) data, size);
  if (*document == '\0')
    return g_bytes_new (data, size);
  return fixture_package (&(FixturePackage){
      .document = document,
      .settings = PART ("settings") "<w:footnotePr><w:numStart w:val=\"2\"/></w:footnotePr>"
                                    "<w:compat/></w:settings>",
      .header = PART ("hdr") MARKED "</w:hdr>",
      .footer = PART ("ftr") "<w:p/></w:ftr>",
      .footnotes = PART ("footnotes") "<w:footnote w:id=\"1\">" MARKED "</w:footnote>"
                                      "</w:footnotes>",
      .endnotes = PART ("endnotes") "<w:endnote w:id=\"1\">" MARKED "</w:endnote></w:endnotes>",
      .more_rels =
          "<Relationship Id=\"n\" Type=\"" FIXTURE_R "/numbering\" Target=\"numbering.xml\"/>"
          "<Relationship Id=\"s\" Type=\"" FIXTURE_R "/styles\" Target=\"styles.xml\"/>",
      .extra = { { "word/numbering.xml",
                   PART ("numbering") "<w:abstractNum w:abstractNumId=\"1\"/><w:num w:numId=\"3\">"
                                      "<w:abstractNumId w:val=\"1\"/></w:num></w:numbering>",
                   0 },
                 { "word/styles.xml",
                   PART ("styles") "<w:style w:styleId=\"A\"><w:basedOn w:val=\"A\"/><w:pPr>"
                                   "<w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:style>"
                                   "</w:styles>",
                   0 } },
  });
}

static GBytes *
merge (MergeTemplate *template, gboolean two_sided, GError **error)
{
  g_autoptr (MergeReport) report = merge_report_new ();

  return merge_template_merge_many (template, give_record, NULL, two_sided, MERGE_MISSING_DOTS,
                                    report, error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = as_template (data, size);
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (bytes, NULL);
  g_autoptr (GBytes) merged = template != NULL ? merge (template, size % 2 == 0, &error) : NULL;
  g_autoptr (GBytes) other = NULL;
  g_autoptr (MergeTemplate) again = NULL;

  if (template == NULL)
    return 0;
  if (merged == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  other = merge (template, size % 2 == 0, NULL);
  g_assert_true (g_bytes_equal (merged, other));
  again = merge_template_new_from_bytes (merged, &error);
  /* Repeating one value may compress better than a document is allowed to. */
  if (!g_error_matches (error, MERGE_ERROR, MERGE_ERROR_HOSTILE))
    g_assert_no_error (error);
  return 0;
}
