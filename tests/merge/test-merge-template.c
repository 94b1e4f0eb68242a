/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-error.h"
#include "merge-fixture.h"

/* What a merge does to a document as a whole: values in, everything else as it was. */

static const FixtureValue values[] = {
  { "NOM", "Durand", MERGE_VALUE_TEXT },
  { "PRENOM", "Zoé", MERGE_VALUE_TEXT },
  { "NEE_LE", "2009-03-07", MERGE_VALUE_DATE },
  { NULL, NULL, MERGE_VALUE_TEXT },
};

static void
test_simple (void)
{
  g_autofree char *body = fixture_merge_body (
      "<w:p><w:r><w:t xml:space=\"preserve\">Élève </w:t></w:r><w:fldSimple w:instr=\" MERGEFIELD "
      "NOM \"><w:r><w:rPr><w:b/></w:rPr><w:t>«NOM»</w:t></w:r></w:fldSimple></w:p>",
      values, MERGE_MISSING_BLANK);

  g_assert_cmpstr (body, ==,
                   "<w:p><w:r><w:t xml:space=\"preserve\">Élève </w:t></w:r><w:r><w:rPr><w:b/>"
                   "</w:rPr><w:t xml:space=\"preserve\">Durand</w:t></w:r></w:p>");
}

static void
test_complex (void)
{
  g_autofree char *field = fixture_field (" MERGEFIELD NEE_LE\\@\"d MMMM yyyy\" ");
  g_autofree char *given = g_strdup_printf ("<w:p>%s</w:p><w:sectPr/>", field);
  g_autofree char *body = fixture_merge_body (given, values, MERGE_MISSING_BLANK);

  g_assert_cmpstr (body, ==,
                   "<w:p><w:r><w:t xml:space=\"preserve\">7 mars 2009</w:t></w:r></w:p>"
                   "<w:sectPr/>");
}

static void
test_braces (void)
{
  g_autofree char *body = fixture_merge_body (
      "<w:p><w:r><w:rPr><w:i/></w:rPr><w:t>M. {</w:t></w:r><w:r><w:t>{ NO</w:t></w:r><w:proofErr "
      "w:type=\"spellEnd\"/><w:r><w:t>M }}, né</w:t></w:r></w:p>",
      values, MERGE_MISSING_BLANK);

  g_assert_cmpstr (body, ==,
                   "<w:p><w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">M. </w:t></w:r><w:r>"
                   "<w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">Durand</w:t></w:r><w:proofErr "
                   "w:type=\"spellEnd\"/><w:r><w:t xml:space=\"preserve\">, né</w:t></w:r></w:p>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/template/simple", test_simple);
  g_test_add_func ("/merge/template/complex", test_complex);
  g_test_add_func ("/merge/template/braces", test_braces);
  return g_test_run ();
}
