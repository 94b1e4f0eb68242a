/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-fixture.h"

/* Fields that reach outside of the document: none is followed, those that start a program leave,
 * and the template's author is told. */

#define R(text)     "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define BEGIN       "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
#define SEPARATE    "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
#define END         "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
#define INSTR(text) "<w:r><w:instrText xml:space=\"preserve\">" text "</w:instrText></w:r>"
#define FIELD(text, result) \
  BEGIN INSTR (text)        \
  SEPARATE result END
#define NAME FIELD ("MERGEFIELD NOM", R ("x"))

typedef struct
{
  const char *body; /* of one paragraph */
  const char *text; /* afterwards, codes included */
  const char *warning;
} Case;

static const Case cases[] = {
  { R ("a ") FIELD (" DDEAUTO c:\\\\cmd.exe \"/k calc\" ", R ("12")) R (" b"), "a 12 b", "DDE" },
  { R ("a ") FIELD ("dde Excel f.xls L1C1", R ("12")) NAME, "a 12Durand", "DDE" },
  { BEGIN INSTR ("DDEAUTO x ") NAME INSTR (" y") SEPARATE R ("12 ") NAME END, "12 Durand", "DDE" },
  { BEGIN INSTR ("DDE x y") END R ("a"), "a", "DDE" },
  { FIELD ("IF 1 = 1 \"a\" \"b\"", FIELD ("DDE x y", R ("12"))) R ("."), NULL, "DDE" },
  { "<w:fldSimple w:instr=\"DDEAUTO x y\">" R ("12") NAME "</w:fldSimple>" R (" b"), "12Durand b",
    "DDE" },
  { "<w:ins w:id=\"1\" w:author=\"a\">" BEGIN INSTR ("DDE x") "</w:ins>" SEPARATE R ("12") END,
    "12", "DDE" },
  { FIELD ("INCLUDETEXT \"file:///etc/passwd\"", R ("!")), "INCLUDETEXT \"file:///etc/passwd\"!",
    "kept outside" },
  { FIELD ("INCLUDEPICTURE \"http://127.0.0.1/a.png\" \\d", R ("!")),
    "INCLUDEPICTURE \"http://127.0.0.1/a.png\" \\d!", "kept outside" },
  { FIELD ("LINK Excel.Sheet.12 \"C:\\\\a.xlsx\"", R ("!")), NULL, "kept outside" },
  { "<w:fldSimple w:instr=\"DATABASE \\d x\">" R ("t") "</w:fldSimple>", "t", "kept outside" },
  { FIELD ("HYPERLINK \"https://exemple.fr\"", R ("lien")), "HYPERLINK \"https://exemple.fr\"lien",
    NULL },
  { FIELD ("PAGE", R ("1")) FIELD ("DDEX", R ("2")), "PAGE1DDEX2", NULL },
  { "<w:del w:id=\"1\" w:author=\"a\">" FIELD ("DDE x y", R ("12")) "</w:del>" R ("a"), NULL,
    NULL },
};

static const FixtureValue values[] = { { "NOM", "Durand", MERGE_VALUE_TEXT },
                                       { NULL, NULL, MERGE_VALUE_TEXT } };

static void
check (const Case *the, const char *body)
{
  g_autoptr (MergeTemplate) template = fixture_template (body);
  g_autofree char *merged = fixture_merge_body (body, values, MERGE_MISSING_BLANK);
  g_autofree char *text = fixture_text (merged);
  GPtrArray *warnings = merge_template_get_warnings (template);

  g_test_message ("%s", body);
  if (the->text != NULL)
    g_assert_cmpstr (text, ==, the->text);
  if (the->warning != NULL && strcmp (the->warning, "DDE") == 0)
    g_assert_null (strstr (text, "DDE"));
  g_assert_cmpuint (warnings->len, ==, the->warning != NULL ? 1 : 0);
  if (the->warning != NULL)
    g_assert_nonnull (strstr (g_ptr_array_index (warnings, 0), the->warning));
}

static void
test_fields (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *paragraph = g_strconcat ("<w:p>", cases[i].body, "</w:p>", NULL);
      g_autofree char *boxed = g_strconcat ("<w:p><w:r><w:pict><w:txbxContent>", paragraph,
                                            "</w:txbxContent></w:pict></w:r></w:p>", NULL);

      check (&cases[i], paragraph);
      check (&cases[i], boxed);
    }
}

/* What never ends is no field: it is left as it is. */
static void
test_unclosed (void)
{
  static const char body[] = "<w:p>" BEGIN INSTR ("DDE x y") R ("a") "</w:p>";
  g_autofree char *merged = fixture_merge_body (body, NULL, MERGE_MISSING_BLANK);
  g_autoptr (MergeTemplate) template = fixture_template (body);

  g_assert_cmpstr (merged, ==, body);
  g_assert_cmpuint (merge_template_get_warnings (template)->len, ==, 0);
}

static void
test_chunk (void)
{
  static const char body[] = "<w:p/><w:altChunk r:id=\"rId9\"/><w:sectPr/>";
  g_autoptr (MergeTemplate) template = fixture_template (body);
  GPtrArray *warnings = merge_template_get_warnings (template);

  g_assert_cmpuint (warnings->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (warnings, 0), "another file"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/outside/fields", test_fields);
  g_test_add_func ("/merge/outside/unclosed", test_unclosed);
  g_test_add_func ("/merge/outside/chunk", test_chunk);
  return g_test_run ();
}
