/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-fixture.h"

/* IF in running text: what is left of its arguments, element by element. */

#define BEGIN       "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
#define SEPARATE    "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
#define END         "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
#define INSTR(text) "<w:r><w:instrText xml:space=\"preserve\">" text "</w:instrText></w:r>"
#define BOLD(text) \
  "<w:r><w:rPr><w:b/></w:rPr><w:instrText xml:space=\"preserve\">" text "</w:instrText></w:r>"
#define TEXT(text)      "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define BOLD_TEXT(text) "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define FIELD(code)  \
  BEGIN INSTR (code) \
  SEPARATE TEXT ("«x»") END
#define DOTS   TEXT ("…………………………")
#define RESULT SEPARATE TEXT ("ancien") END

static const FixtureValue values[] = {
  { "NOM", "Durand", MERGE_VALUE_TEXT },     { "SEXE", "F", MERGE_VALUE_TEXT },
  { "PIEGE", "\" = \"a", MERGE_VALUE_TEXT }, { "VIDE", "", MERGE_VALUE_TEXT },
  { "NOMBRE", "12", MERGE_VALUE_NUMBER },    { NULL, NULL, MERGE_VALUE_TEXT },
};

typedef struct
{
  const char *name;
  const char *body;
  const char *expected; /* NULL: untouched */
} Case;

#define SEXE FIELD ("MERGEFIELD SEXE")

static const Case cases[] = {
  { "first", "<w:p>" BEGIN INSTR (" IF ") SEXE INSTR (" = \"F\" \"née\" \"né\" ") RESULT "</w:p>",
    "<w:p>" TEXT ("née") "</w:p>" },
  { "other", "<w:p>" BEGIN INSTR (" IF ") SEXE INSTR (" = \"M\" \"né\" \"née\" ") RESULT "</w:p>",
    "<w:p>" TEXT ("née") "</w:p>" },
  { "no-other",
    "<w:p>" TEXT ("a") BEGIN INSTR (" IF ") SEXE INSTR (" = \"M\" \"né\" ")
        RESULT TEXT ("b") "</w:p>",
    "<w:p>" TEXT ("a") TEXT ("b") "</w:p>" },
  { "own-formatting",
    "<w:p>" BEGIN INSTR (" IF ") SEXE INSTR (" = \"F\" \"Je ") BOLD ("soussignée")
        INSTR (" certifie\" \"né\" ") RESULT "</w:p>",
    "<w:p>" TEXT ("Je ") BOLD_TEXT ("soussignée") TEXT (" certifie") "</w:p>" },
  { "field-in-argument",
    "<w:p>" BEGIN INSTR (" IF ") SEXE INSTR (" = \"F\" \"Mme ") FIELD ("MERGEFIELD NOM")
        INSTR ("\" \"M. ") FIELD ("MERGEFIELD NOM") INSTR ("\" \\* MERGEFORMAT") RESULT "</w:p>",
    "<w:p>" TEXT ("Mme ") TEXT ("Durand") "</w:p>" },
  { "bare-arguments",
    "<w:p>" BEGIN INSTR (" IF ") SEXE INSTR (" = F ") FIELD ("MERGEFIELD NOM") INSTR (" non ")
        RESULT "</w:p>",
    "<w:p>" TEXT ("Durand") "</w:p>" },
  { "bare-other",
    "<w:p>" BEGIN INSTR (" IF ") SEXE INSTR (" = M ") FIELD ("MERGEFIELD NOM") INSTR (" non ")
        RESULT "</w:p>",
    "<w:p>" TEXT ("non") "</w:p>" },
  { "escapes",
    "<w:p>" BEGIN INSTR (" IF ") SEXE INSTR (" = F \"dit \\\"Zoé\\\"\\") INSTR ("\\.\" ") RESULT
    "</w:p>",
    "<w:p>" TEXT ("dit \"Zoé\"") TEXT ("\\.") "</w:p>" },
  { "nested-if",
    "<w:p>" BEGIN INSTR (" IF ") SEXE INSTR (" = F \"") BEGIN INSTR (" IF ")
        FIELD ("MERGEFIELD NOM") INSTR (" = \"Durand\" \"oui\" \"non\"") RESULT INSTR ("!\" \"\" ")
            RESULT "</w:p>",
    "<w:p>" TEXT ("oui") TEXT ("!") "</w:p>" },
  { "nested-if-in-other",
    "<w:p>" BEGIN INSTR (" IF ") SEXE INSTR (" = M a ") BEGIN INSTR (" IF ")
        FIELD ("MERGEFIELD NOM") INSTR (" = \"Durand\" \"oui\" \"non\"") RESULT INSTR (" ") RESULT
    "</w:p>",
    "<w:p>" TEXT ("oui") "</w:p>" },
  { "nested-if-in-operand",
    "<w:p>" BEGIN INSTR (" IF ") BEGIN INSTR (" IF ") SEXE INSTR (" = F \"1\" \"2\" ")
        RESULT INSTR (" = 1 \"oui\" \"non\" ") RESULT "</w:p>",
    "<w:p>" TEXT ("oui") "</w:p>" },
  { "paragraphs",
    "<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr>" TEXT ("a") BEGIN INSTR (" IF ")
        SEXE INSTR (" = F \"un") "</w:p><w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr>" INSTR (
            "deux\" \"trois") "</w:p><w:p>" INSTR ("quatre\" ")
            SEPARATE TEXT ("ancien") "</w:p><w:p>" TEXT ("ancien") END TEXT ("b") "</w:p>",
    "<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr>" TEXT ("a")
        TEXT ("un") "</w:p><w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr>" TEXT ("deux")
            TEXT ("b") "</w:p>" },
  { "paragraphs-other",
    "<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr>" TEXT ("a") BEGIN INSTR (" IF ")
        SEXE INSTR (" = M \"un") "</w:p><w:p>" INSTR ("deux\"") "</w:p><w:p>" INSTR (
            " \"trois") "</w:p><w:p>" INSTR ("quatre\" ")
            SEPARATE TEXT ("ancien") "</w:p><w:p>" TEXT ("ancien") END TEXT ("b") "</w:p>",
    "<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr>" TEXT ("a")
        TEXT ("trois") "</w:p><w:p>" TEXT ("quatre") TEXT ("b") "</w:p>" },
  { "table-in-argument",
    "<w:p>" BEGIN INSTR (" IF ") SEXE INSTR (" = F \"") "</w:p><w:tbl><w:tr><w:tc><w:p>" INSTR (
        "case") "</w:p></w:tc></w:tr></w:tbl>"
                "<w:p>" INSTR ("\" \"rien\"") RESULT "</w:p>",
    "<w:p></w:p><w:tbl><w:tr><w:tc><w:p>" TEXT ("case") "</w:p></w:tc></w:tr></w:tbl><w:p></w:p>" },
  { "drawing-in-argument",
    "<w:p>" BEGIN INSTR (" IF ") SEXE INSTR (" = F \"") "<w:r><w:drawing/></w:r>" INSTR ("\" \"\"")
        RESULT "</w:p>",
    "<w:p><w:r><w:drawing/></w:r></w:p>" },
  { "drawing-in-the-run",
    "<w:p>" BEGIN INSTR (" IF ") SEXE
    "<w:r><w:instrText> = F \"</w:instrText><w:drawing/><w:instrText>\""
    "</w:instrText></w:r>" RESULT "</w:p>",
    "<w:p><w:r><w:drawing/></w:r></w:p>" },
  { "bookmark-kept",
    "<w:p>" BEGIN INSTR (" IF ") SEXE "<w:bookmarkStart w:id=\"1\" w:name=\"b\"/>" INSTR (
        " = F \"née\" \"né\" ") SEPARATE "<w:bookmarkEnd w:id=\"1\"/>" TEXT ("ancien") END "</w:p>",
    "<w:p><w:bookmarkStart w:id=\"1\" w:name=\"b\"/>" TEXT (
        "née") "<w:bookmarkEnd w:id=\"1\"/></w:p>" },
  { "other-field-in-argument",
    "<w:p>" BEGIN INSTR (" IF ") SEXE INSTR (" = F \"page ") FIELD ("PAGE") INSTR ("\" ") RESULT
    "</w:p>",
    "<w:p>" TEXT ("page ") FIELD ("PAGE") "</w:p>" },
  { "condition-of-word",
    "<w:p>" BEGIN INSTR (" IF ") FIELD ("PAGE") INSTR (" = 1 \"a\" \"b\" ") RESULT "</w:p>", NULL },
  { "data-cannot-end-an-operand",
    "<w:p>" BEGIN INSTR (" IF ") FIELD ("MERGEFIELD PIEGE") INSTR (" = \"\" 1 0 ") RESULT "</w:p>",
    "<w:p>" TEXT ("0") "</w:p>" },
  { "formatted",
    "<w:p>" BEGIN INSTR (" IF ") SEXE INSTR (" = F \"née\" \\* Upper ")
        SEPARATE BOLD_TEXT ("ancien") END "</w:p>",
    "<w:p>" BOLD_TEXT ("NÉE") "</w:p>" },
  { "inserted",
    "<w:p><w:ins w:id=\"1\">" BEGIN INSTR (" IF ") SEXE
    "</w:ins>" INSTR (" = F \"né") "<w:ins "
                                   "w:id=\"2\">" INSTR ("e\" ") END "</w:ins></w:p>",
    "<w:p>" TEXT ("né") TEXT ("e") "</w:p>" },
  { "in-a-hyperlink",
    "<w:p><w:hyperlink>" BEGIN INSTR (" IF ") SEXE INSTR (" = F \"née\" ") END
    "</w:hyperlink></w:p>",
    "<w:p><w:hyperlink>" TEXT ("née") "</w:hyperlink></w:p>" },
  { "one-run",
    "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText> IF a = a \"oui\" \"non\" "
    "</w:instrText><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
    "<w:p>" TEXT ("oui") "</w:p>" },
  { "french", "<w:p>" BEGIN INSTR (" SI ") SEXE INSTR (" = F née né ") RESULT "</w:p>",
    "<w:p>" TEXT ("née") "</w:p>" },
  { "simple",
    "<w:p><w:fldSimple w:instr=\" IF 1 = 1 &quot;oui&quot; &quot;non&quot; \">" BOLD_TEXT (
        "x") "</w:fldSimple></w:p>",
    "<w:p>" BOLD_TEXT ("oui") "</w:p>" },
  { "libreoffice",
    "<w:p>" BEGIN INSTR (" IF base.table.SEXE == \"F\" \"née\" \"né\" ") RESULT "</w:p>",
    "<w:p>" TEXT ("née") "</w:p>" },
  { "simple-field-in-argument",
    "<w:p>" BEGIN INSTR (" IF ") SEXE INSTR (" = F \"Mme ") "<w:fldSimple w:instr=\" MERGEFIELD "
                                                            "NOM \"/>" INSTR ("\" rien") RESULT
    "</w:p>",
    "<w:p>" TEXT ("Mme ") TEXT ("Durand") "</w:p>" },
  { "simple-field-as-argument",
    "<w:p>" BEGIN INSTR (" IF ") "<w:fldSimple w:instr=\" MERGEFIELD SEXE \"/>" INSTR (
        " = F ") "<w:fldSimple w:instr=\" MERGEFIELD NOM \"/>" INSTR (" rien") RESULT "</w:p>",
    "<w:p>" TEXT ("Durand") "</w:p>" },
  { "reference-to-merged-text",
    "<w:p><w:bookmarkStart w:id=\"7\" w:name=\"Eleve\"/>" TEXT ("M. ")
        FIELD ("MERGEFIELD NOM") "<w:r><w:tab/></w:r><w:bookmarkEnd w:id=\"7\"/></w:p><w:p>" BEGIN
            INSTR (" REF Eleve \\h ") SEPARATE BOLD_TEXT ("M. «NOM»") END "</w:p>",
    "<w:p><w:bookmarkStart w:id=\"7\" w:name=\"Eleve\"/>" TEXT ("M. ")
        TEXT ("Durand") "<w:r><w:tab/></w:r><w:bookmarkEnd "
                        "w:id=\"7\"/></w:p><w:p><w:r><w:rPr><w:b/></w:rPr>"
                        "<w:t xml:space=\"preserve\">M. Durand</w:t><w:tab/></w:r></w:p>" },
  { "reference-to-empty-value",
    "<w:p><w:bookmarkStart w:id=\"7\" w:name=\"a\"/>" FIELD (
        "MERGEFIELD VIDE") "<w:bookmarkEnd w:id=\"7\"/></w:p><w:p>" FIELD ("REF a") "</w:p>",
    "<w:p><w:bookmarkStart w:id=\"7\" w:name=\"a\"/>" DOTS
    "<w:bookmarkEnd w:id=\"7\"/></w:p><w:p>" DOTS "</w:p>" },
  { "reference-to-plain-text",
    "<w:p><w:bookmarkStart w:id=\"7\" w:name=\"a\"/>" TEXT (
        "b") "<w:bookmarkEnd w:id=\"7\"/></w:p><w:p>" FIELD ("REF a") "</w:p>",
    NULL },
  { "reference-to-a-number",
    "<w:p><w:bookmarkStart w:id=\"7\" w:name=\"a\"/>" TEXT (
        "b") "<w:bookmarkEnd w:id=\"7\"/></w:p><w:p>" FIELD ("REF a \\n \\h") "</w:p>",
    NULL },
  { "number-of-merged-text",
    "<w:p><w:bookmarkStart w:id=\"7\" w:name=\"a\"/>" SEXE
    "<w:bookmarkEnd w:id=\"7\"/></w:p><w:p>" FIELD ("REF a \\n \\h") "</w:p>",
    "<w:p><w:bookmarkStart w:id=\"7\" w:name=\"a\"/>" TEXT (
        "F") "<w:bookmarkEnd w:id=\"7\"/></w:p><w:p>" FIELD ("REF a \\n \\h") "</w:p>" },
  { "bookmark-in-what-goes",
    "<w:p>" BEGIN INSTR (" IF ") SEXE INSTR (" = F \"né") INSTR ("e\" ") SEPARATE
    "<w:ins w:id=\"1\"><w:bookmarkStart w:id=\"9\" w:name=\"c\"/>" TEXT (
        "ancien") "</w:ins></w:p><w:p><w:ins w:id=\"2\">" TEXT ("ancien") "<w:bookmarkEnd "
                                                                          "w:id=\"9\"/></w:ins>"
                                                                          "</w:p><w:p>" TEXT (
                                                                              "ancien")
                                                                              END TEXT (
                                                                                  ".") "</w:p>",
    "<w:p>" TEXT ("né")
        TEXT ("e") "<w:bookmarkStart w:id=\"9\" w:name=\"c\"/><w:bookmarkEnd w:id=\"9\"/>" TEXT (
            ".") "</w:p>" },
  { "reference-to-paragraphs",
    "<w:p><w:bookmarkStart w:id=\"7\" w:name=\"a\"/>" TEXT (
        "b") "</w:p><w:p><w:bookmarkEnd w:id=\"7\"/></w:p><w:p>" FIELD ("REF a") "</w:p>",
    NULL },
  { "reference-in-its-own-bookmark",
    "<w:p><w:bookmarkStart w:id=\"7\" w:name=\"a\"/>" TEXT ("b")
        FIELD ("REF a") "<w:bookmarkEnd w:id=\"7\"/></w:p>",
    NULL },
  { "stamp",
    "<w:p>" BEGIN INSTR (" CREATEDATE ") SEPARATE BOLD_TEXT ("12/01") END TEXT (".") "</w:p>",
    "<w:p>" BOLD_TEXT ("12/01") TEXT (".") "</w:p>" },
  { "stamp-with-field-in-its-code",
    "<w:p>" BEGIN INSTR (" SAVEDATE \\@ ") SEXE SEPARATE TEXT ("12/01") END TEXT (".") "</w:p>",
    "<w:p>" TEXT ("12/01") TEXT (".") "</w:p>" },
  { "stamp-with-field-in-its-result",
    "<w:p>" BEGIN INSTR (" SAVEDATE ") SEPARATE SEXE END TEXT (".") "</w:p>",
    "<w:p>" TEXT ("F") TEXT (".") "</w:p>" },
  { "stamp-with-two-separators",
    "<w:p>" BEGIN INSTR (" SAVEDATE ") SEPARATE SEXE SEPARATE TEXT ("12/01") END "</w:p>",
    "<w:p>" TEXT ("F") SEPARATE TEXT ("12/01") "</w:p>" },
  { "stamp-simple",
    "<w:p><w:fldSimple w:instr=\" PRINTDATE \">" BOLD_TEXT ("12/01") "</w:fldSimple></w:p>",
    "<w:p>" BOLD_TEXT ("12/01") "</w:p>" },
  { "stamp-without-result", "<w:p>" BEGIN INSTR (" CREATEDATE ") END "</w:p>", NULL },
  { "unclosed-quote", "<w:p>" BEGIN INSTR (" IF ") SEXE INSTR (" = F \"née ") RESULT "</w:p>",
    "<w:p>" TEXT ("née ") "</w:p>" },
  { "no-arguments", "<w:p>" TEXT ("a") BEGIN INSTR (" IF ") SEXE INSTR (" = F ") RESULT "</w:p>",
    "<w:p>" TEXT ("a") "</w:p>" },
  { "no-comparison", "<w:p>" BEGIN INSTR (" IF x ") RESULT "</w:p>", NULL },
  { "unclosed", "<w:p>" BEGIN INSTR (" IF a = a b ") SEPARATE TEXT ("x") "</w:p>", NULL },
  { "over-cells",
    "<w:tbl><w:tr><w:tc><w:p>" BEGIN INSTR (" IF a = a \"b") "</w:p></w:tc><w:tc><w:p>" INSTR (
        "c\"") END "</w:p></w:tc></w:tr></w:tbl>",
    NULL },
  { "over-a-section-end",
    "<w:p><w:pPr><w:sectPr/></w:pPr>" BEGIN INSTR (" IF a = a \"b") "</w:p><w:p>" INSTR ("c\"") END
    "</w:p>",
    NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *the = data;
  g_autofree char *body = fixture_merge_body (the->body, values, MERGE_MISSING_DOTS);

  g_assert_cmpstr (body, ==, the->expected != NULL ? the->expected : the->body);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/merge/choice/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
