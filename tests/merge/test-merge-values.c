/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-fixture.h"

/* How values become WordprocessingML, and which formatting they take. */

#define T(text) "<w:t xml:space=\"preserve\">" text "</w:t>"

/* What stands between <w:r> and </w:r> for a value. */
static const struct
{
  const char *value;
  const char *expected; /* NULL: no run at all */
} texts[] = {
  { "Durand & <Fils>", T ("Durand &amp; &lt;Fils&gt;") },
  { "  deux  espaces  ", T ("  deux  espaces  ") },
  { "\"guillemets\" 'simples'", T ("\"guillemets\" 'simples'") },
  { "a\nb", T ("a") "<w:br/>" T ("b") },
  { "a\r\nb\rc", T ("a") "<w:br/>" T ("b") "<w:br/>" T ("c") },
  { "a\n\nb\n", T ("a") "<w:br/><w:br/>" T ("b") "<w:br/>" },
  { "a\u2028b\u2029c", T ("a") "<w:br/>" T ("b") "<w:br/>" T ("c") },
  { "a\tb", T ("a") "<w:tab/>" T ("b") },
  { "\n\ta", "<w:br/><w:tab/>" T ("a") },
  { "\ta\t", "<w:tab/>" T ("a") "<w:tab/>" },
  { "a\u20AC\u2019b", T ("a€’b") },
  { "a\x01\x08\x0B\x0C\x1F"
    "b",
    T ("ab") },
  { "a\uFFFE\uFFFF"
    "b",
    T ("ab") },
  { "a\xFF\xC3"
    "b",
    T ("a\uFFFD\uFFFDb") },
  { "\xED\xA0\x80", T ("\uFFFD\uFFFD\uFFFD") },
  { "😀", T ("😀") },
  { "{ MERGEFIELD NOM } {{NOM}} ]]>", T ("{ MERGEFIELD NOM } {{NOM}} ]]&gt;") },
  { "<w:p/>", T ("&lt;w:p/&gt;") },
  { "\x01\x02", NULL },
};

static void
test_texts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      FixtureValue values[] = { { "X", texts[i].value, MERGE_VALUE_TEXT },
                                { NULL, NULL, MERGE_VALUE_TEXT } };
      g_autofree char *body = fixture_merge_body (
          "<w:p><w:fldSimple w:instr=\"MERGEFIELD X\"/><w:r><w:t>.</w:t></w:r></w:p>", values,
          MERGE_MISSING_BLANK);
      g_autofree char *expected = texts[i].expected == NULL
                                      ? g_strdup ("<w:p><w:r><w:t>.</w:t></w:r></w:p>")
                                      : g_strconcat ("<w:p><w:r>", texts[i].expected,
                                                     "</w:r><w:r><w:t>.</w:t></w:r></w:p>", NULL);

      g_assert_cmpstr (body, ==, expected);
    }
}

#define RUN(rpr, inside) "<w:r>" rpr inside "</w:r>"
#define BEGIN(rpr)       RUN (rpr, "<w:fldChar w:fldCharType=\"begin\"/>")
#define SEPARATE         RUN ("", "<w:fldChar w:fldCharType=\"separate\"/>")
#define END              RUN ("", "<w:fldChar w:fldCharType=\"end\"/>")
#define INSTR(rpr, text) RUN (rpr, "<w:instrText>" text "</w:instrText>")
#define BOLD             "<w:rPr><w:b/></w:rPr>"
#define ITALIC           "<w:rPr><w:i/></w:rPr>"
#define BIG              "<w:rPr><w:sz w:val=\"40\"/></w:rPr>"

/* Whose formatting: result before instruction before beginning; CHARFORMAT turns it round. */
static const struct
{
  const char *name;
  const char *field;
  const char *properties;
} formattings[] = {
  { "result", BEGIN (BIG) INSTR (BOLD, "MERGEFIELD X") SEPARATE RUN (ITALIC, "<w:t>x</w:t>") END,
    ITALIC },
  { "mergeformat",
    BEGIN ("") INSTR (BOLD, "MERGEFIELD X \\* MERGEFORMAT") SEPARATE RUN (ITALIC, "<w:t>x</w:t>")
        END,
    ITALIC },
  { "first-of-the-result",
    BEGIN ("") INSTR ("", "MERGEFIELD X") SEPARATE RUN (BOLD, "<w:t>x</w:t>")
        RUN (ITALIC, "<w:t>y</w:t>") END,
    BOLD },
  { "plain-result", BEGIN (BIG) INSTR (BOLD, "MERGEFIELD X") SEPARATE RUN ("", "<w:t>x</w:t>") END,
    "" },
  { "instruction", BEGIN (BIG) INSTR ("", " ") INSTR (BOLD, "MERGEFIELD") INSTR (ITALIC, " X") END,
    BOLD },
  { "charformat",
    BEGIN (BIG) INSTR (BOLD, "M") INSTR (ITALIC, "ERGEFIELD X \\* CHARFORMAT")
        SEPARATE RUN (ITALIC, "<w:t>x</w:t>") END,
    BOLD },
  { "word-s-own-marks-go",
    BEGIN ("") INSTR ("", "MERGEFIELD X")
        SEPARATE RUN ("<w:rPr><w:noProof/><w:b/><w:webHidden/></w:rPr>", "<w:t>x</w:t>") END,
    BOLD },
  { "nothing-left-of-them",
    BEGIN ("") INSTR ("", "MERGEFIELD X")
        SEPARATE RUN ("<w:rPr><w:noProof/></w:rPr>", "<w:t>x</w:t>") END,
    "" },
  { "all-kept",
    BEGIN ("") INSTR ("", "MERGEFIELD X") SEPARATE RUN (
        "<w:rPr><w:rFonts w:cs=\"Arial\"/><w:highlight w:val=\"yellow\"/><w:rtl/><w:lang "
        "w:val=\"fr-FR\"/></w:rPr>",
        "<w:t>x</w:t>") END,
    "<w:rPr><w:rFonts w:cs=\"Arial\"/><w:highlight w:val=\"yellow\"/><w:rtl/><w:lang "
    "w:val=\"fr-FR\"/></w:rPr>" },
  { "simple", "<w:fldSimple w:instr=\"MERGEFIELD X\">" RUN (BOLD, "<w:t>x</w:t>") "</w:fldSimple>",
    BOLD },
  { "declared-on-the-run",
    BEGIN ("") INSTR ("", "MERGEFIELD X") SEPARATE
    "<w:r xmlns:w14=\"urn:w14\"><w:rPr><w14:glow/></w:rPr><w:t>x</w:t></w:r>" END,
    "<w:rPr><w14:glow xmlns:w14=\"urn:w14\"/></w:rPr>" },
};

static void
test_formatting (void)
{
  FixtureValue values[] = { { "X", "v", MERGE_VALUE_TEXT }, { NULL, NULL, MERGE_VALUE_TEXT } };

  for (guint i = 0; i < G_N_ELEMENTS (formattings); i++)
    {
      g_autofree char *given = g_strconcat ("<w:p>", formattings[i].field, "</w:p>", NULL);
      g_autofree char *body = fixture_merge_body (given, values, MERGE_MISSING_BLANK);
      g_autofree char *start =
          g_strconcat ("<w:p><w:r>", formattings[i].properties, T ("v"), "</w:r></w:p>", NULL);

      g_test_message ("%s", formattings[i].name);
      g_assert_cmpstr (body, ==, start);
    }
}

/* What stands for nothing, and where. */
static void
test_missing (void)
{
  static const struct
  {
    MergeMissing missing;
    const char *expected;
  } ways[] = {
    { MERGE_MISSING_BLANK, "[]" },
    { MERGE_MISSING_DOTS, "[…………………………]" },
    { MERGE_MISSING_MARK, "[[À COMPLÉTER]]" },
  };
  static const char *const names[] = { "VIDE", "BLANC", "NUL", "INCONNU" };
  static const FixtureValue values[] = {
    { "VIDE", "", MERGE_VALUE_TEXT },
    { "BLANC", " \n\u00A0", MERGE_VALUE_DATE },
    { "NUL", NULL, MERGE_VALUE_NUMBER },
    { NULL, NULL, MERGE_VALUE_TEXT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    for (guint j = 0; j < G_N_ELEMENTS (names); j++)
      {
        g_autofree char *given = g_strdup_printf (
            "<w:p><w:r><w:t>[</w:t></w:r><w:fldSimple w:instr='MERGEFIELD %s \\b \"Tél. \" \\* "
            "Lower'/><w:r><w:t>]</w:t></w:r></w:p>",
            names[j]);
        g_autofree char *body = fixture_merge_body (given, values, ways[i].missing);
        g_autofree char *text = fixture_text (body);

        g_assert_cmpstr (text, ==, ways[i].expected);
      }
}

/* A place where nothing is to stand is left alone, whatever stands for what is missing. */
static void
test_nothing (void)
{
  static const MergeMissing ways[] = { MERGE_MISSING_BLANK, MERGE_MISSING_DOTS,
                                       MERGE_MISSING_MARK };
  static const FixtureValue values[] = {
    { "PLACE", NULL, MERGE_VALUE_NOTHING },
    { "AUTRE", "même un texte", MERGE_VALUE_NOTHING },
    { "ANCRE", "{{s1|signature|138|60}}", MERGE_VALUE_TEXT },
    { NULL, NULL, MERGE_VALUE_TEXT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *body = fixture_merge_body (
          "<w:p><w:r><w:t>[</w:t></w:r><w:fldSimple w:instr='MERGEFIELD PLACE \\b \"x\"'/>"
          "<w:fldSimple w:instr='MERGEFIELD AUTRE'/><w:fldSimple w:instr='MERGEFIELD ANCRE'/>"
          "<w:r><w:t>]</w:t></w:r></w:p>",
          values, ways[i]);
      g_autofree char *text = fixture_text (body);

      g_assert_cmpstr (text, ==, "[{{s1|signature|138|60}}]");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/values/texts", test_texts);
  g_test_add_func ("/merge/values/formatting", test_formatting);
  g_test_add_func ("/merge/values/missing", test_missing);
  g_test_add_func ("/merge/values/nothing", test_nothing);
  return g_test_run ();
}
