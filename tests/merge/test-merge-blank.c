/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-fixture.h"

/* Paragraphs that fields have left empty go, and no others. In the table, a body is written short:
 * "A" is a paragraph with the letter, "1" one whose field has a value, "0" one whose field has
 * none,
 * "-" a blank paragraph, "T(…)" a table of one cell, "B(…)" a text box in a paragraph, "S" the last
 * section. */

static const struct
{
  const char *given;
  const char *expected;
} cases[] = {
  { "A0A", "AA" },
  { "A1A", "A1A" },
  { "A00A", "AA" },
  { "A-0-A", "A--A" },
  { "A0S", "A0S" },
  { "A00S", "A0S" },
  { "A0-S", "A-S" },
  { "0", "0" },
  { "T(0)A", "T(0)A" },
  { "T(00)A", "T(0)A" },
  { "T(10)A", "T(1)A" },
  { "T(01)A", "T(1)A" },
  { "T(010)A", "T(1)A" },
  { "T(A0)A", "T(A)A" },
  { "T(0A0)A", "T(A)A" },
  { "T(T(A)0)A", "T(T(A)0)A" },
  { "T(A)0T(A)A", "T(A)0T(A)A" },
  { "T(A)00T(A)A", "T(A)0T(A)A" },
  { "T(A)0", "T(A)0" },
  { "T(A)0A", "T(A)A" },
  { "B(0)A", "B(0)A" },
  { "B(100)0A", "B(1)A" },
};

static const FixtureValue values[] = {
  { "PLEIN", "1", MERGE_VALUE_TEXT },
  { "VIDE", "", MERGE_VALUE_TEXT },
  { NULL, NULL, MERGE_VALUE_TEXT },
};

/* The same pieces, before and after merging. */
static const struct
{
  char sign;
  const char *given;
  const char *merged;
} pieces[] = {
  { '1',
    "<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr><w:fldSimple w:instr=\"MERGEFIELD PLEIN\"/></w:p>",
    "<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr><w:r><w:t "
    "xml:space=\"preserve\">1</w:t></w:r></w:p>" },
  { '0', "<w:p><w:r><w:t> </w:t></w:r><w:fldSimple w:instr=\"MERGEFIELD VIDE\"/></w:p>",
    "<w:p><w:r><w:t> </w:t></w:r></w:p>" },
  { '-', "<w:p/>", "<w:p/>" },
  { 'T', "<w:tbl><w:tr><w:tc><w:tcPr/>", "<w:tbl><w:tr><w:tc><w:tcPr/>" },
  { 'B', "<w:p><w:r><w:pict><w:txbxContent>", "<w:p><w:r><w:pict><w:txbxContent>" },
  { 'S', "<w:sectPr/>", "<w:sectPr/>" },
};

static char *
write_out (const char *signs, gboolean merged)
{
  GString *body = g_string_new (NULL);
  GString *open = g_string_new (NULL);

  for (const char *at = signs; *at != '\0'; at++)
    {
      guint i = 0;

      while (i < G_N_ELEMENTS (pieces) && pieces[i].sign != *at)
        i++;
      if (i < G_N_ELEMENTS (pieces))
        g_string_append (body, merged ? pieces[i].merged : pieces[i].given);
      else if (*at == 'A')
        g_string_append (body, "<w:p><w:r><w:t>A</w:t></w:r></w:p>");
      else if (*at == '(')
        g_string_append_c (open, at[-1]);
      else if (*at == ')')
        {
          g_string_append (body, open->str[open->len - 1] == 'T'
                                     ? "</w:tc></w:tr></w:tbl>"
                                     : "</w:txbxContent></w:pict></w:r></w:p>");
          g_string_truncate (open, open->len - 1);
        }
    }
  g_string_free (open, TRUE);
  return g_string_free (body, FALSE);
}

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *given = write_out (cases[i].given, FALSE);
      g_autofree char *expected = write_out (cases[i].expected, TRUE);
      g_autofree char *body = fixture_merge_body (given, values, MERGE_MISSING_BLANK);

      g_test_message ("%s", cases[i].given);
      g_assert_cmpstr (body, ==, expected);
    }
}

#define EMPTY   "<w:fldSimple w:instr=\"MERGEFIELD VIDE\"/>"
#define AFTER   "<w:p><w:r><w:t>A</w:t></w:r></w:p>"
#define GO_BACK "<w:bookmarkStart w:id=\"0\" w:name=\"_GoBack\"/><w:bookmarkEnd w:id=\"0\"/>"

/* What else a paragraph may hold, and whether it then goes. */
static const struct
{
  const char *paragraph;
  gboolean goes;
} contents[] = {
  { "<w:p>" EMPTY "<w:r><w:rPr><w:b/></w:rPr></w:r><w:proofErr w:type=\"gramEnd\"/></w:p>", TRUE },
  { "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/></w:numPr></w:pPr>" EMPTY "</w:p>", TRUE },
  { "<w:p>" EMPTY "<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>" EMPTY "</w:p>", TRUE },
  { "<w:p><w:r><w:t>{{VIDE}}</w:t></w:r></w:p>", TRUE },
  { "<w:p><w:ins w:id=\"1\">" EMPTY "</w:ins></w:p>", TRUE },
  { "<w:p>" EMPTY GO_BACK "</w:p>", TRUE },
  { "<w:p>" EMPTY "<w:bookmarkStart w:id=\"0\" w:name=\"cible\"/><w:bookmarkEnd w:id=\"0\"/></w:p>",
    FALSE },
  { "<w:p>" EMPTY "<w:bookmarkEnd w:id=\"7\"/></w:p>", FALSE },
  { "<w:p>" EMPTY "<w:r><w:t>Tél. </w:t></w:r></w:p>", FALSE },
  { "<w:p>" EMPTY "<w:r><w:t>,</w:t></w:r></w:p>", FALSE },
  { "<w:p>" EMPTY "<w:r><w:tab/></w:r></w:p>", FALSE },
  { "<w:p>" EMPTY "<w:r><w:br w:type=\"page\"/></w:r></w:p>", FALSE },
  { "<w:p>" EMPTY "<w:r><w:drawing/></w:r></w:p>", FALSE },
  { "<w:p><w:pPr><w:sectPr/></w:pPr>" EMPTY "</w:p>", FALSE },
  { "<w:p>" EMPTY "<w:r><w:footnoteRef/></w:r></w:p>", FALSE },
  { "<w:p>" EMPTY "<w:fldSimple w:instr=\"MERGEFIELD PLEIN\"/></w:p>", FALSE },
  { "<w:p>" EMPTY "<w:fldSimple w:instr=\"PAGE\"/></w:p>", FALSE },
};

static void
test_contents (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autofree char *given = g_strconcat (AFTER, contents[i].paragraph, AFTER, NULL);
      g_autofree char *body = fixture_merge_body (given, values, MERGE_MISSING_BLANK);

      g_test_message ("%s", contents[i].paragraph);
      g_assert_cmpint (strcmp (body, AFTER AFTER) == 0, ==, contents[i].goes);
    }
}

/* Dots and marks are there to be seen: nothing goes. */
static void
test_stand_ins (void)
{
  static const MergeMissing ways[] = { MERGE_MISSING_DOTS, MERGE_MISSING_MARK };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *body =
          fixture_merge_body (AFTER "<w:p>" EMPTY "</w:p>" AFTER, values, ways[i]);

      g_assert_true (g_str_has_prefix (body, AFTER "<w:p><w:r><w:t xml:space=\"preserve\">"));
    }
}

static void
test_setting (void)
{
  static const struct
  {
    const char *setting;
    gboolean goes;
  } settings[] = {
    { "<w:doNotSuppressBlankLines/>", FALSE },
    { "<w:doNotSuppressBlankLines w:val=\"true\"/>", FALSE },
    { "<w:doNotSuppressBlankLines w:val=\"0\"/>", TRUE },
    { "", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *xml = g_strdup_printf ("<w:settings xmlns:w=\"" FIXTURE_W "\"><w:mailMerge>"
                                              "%s</w:mailMerge></w:settings>",
                                              settings[i].setting);
      FixturePackage package = {
        .document = "<w:document xmlns:w=\"" FIXTURE_W "\"><w:body>" AFTER "<w:p>" EMPTY
                    "</w:p>" AFTER "</w:body></w:document>",
        .settings = xml,
      };
      g_autoptr (GBytes) bytes = fixture_package (&package);
      g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (bytes, NULL);
      g_autoptr (GBytes) merged = merge_template_merge (template, fixture_lookup, (gpointer) values,
                                                        MERGE_MISSING_BLANK, NULL, NULL);
      g_autofree char *text = fixture_part (merged, "word/document.xml");

      g_assert_cmpint (strstr (text, AFTER AFTER) != NULL, ==, settings[i].goes);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/blank/rows", test_rows);
  g_test_add_func ("/merge/blank/contents", test_contents);
  g_test_add_func ("/merge/blank/stand-ins", test_stand_ins);
  g_test_add_func ("/merge/blank/setting", test_setting);
  return g_test_run ();
}
