/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-fixture.h"

/* Fields that show what comes of values, and those that show nothing. Each case names its rule
 * (docx §7.9, §7.2). In the bodies, “{” and “}” are the marks of a field, so that fields nest as
 * Word shows them with Alt+F9; a “¶” begins a paragraph. */

static const FixtureValue values[] = {
  { "NOM", "Durand", MERGE_VALUE_TEXT },
  { "SEXE", "F", MERGE_VALUE_TEXT },
  { "VIDE", "", MERGE_VALUE_TEXT },
  { "NOMBRE", "12", MERGE_VALUE_NUMBER },
  { "PRIX", "2.5", MERGE_VALUE_NUMBER },
  { "NEE_LE", "2009-03-02", MERGE_VALUE_DATE },
  { "DEBUT", "2026-01-12", MERGE_VALUE_DATE },
  { "ETOILE", "D*", MERGE_VALUE_TEXT },
  { "DATE_JOUR", "2026-11-27", MERGE_VALUE_DATE },
  { "Ville ?", "Lyon", MERGE_VALUE_TEXT },
  { "Service", "Achats", MERGE_VALUE_TEXT },
  { NULL, NULL, MERGE_VALUE_TEXT },
};

typedef struct
{
  const char *name;
  const char *body;
  const char *expected; /* what can be read, codes of fields that stay included */
} Case;

static const Case cases[] = {
  /* the six comparisons, with = and <> as some write them */
  { "equal", "{ IF {MERGEFIELD NOM} = \"Durand\" oui non }", "oui" },
  { "different", "{ IF {MERGEFIELD NOM} <> \"Durand\" oui non }", "non" },
  { "less", "{ IF {MERGEFIELD NOMBRE} < 12,5 oui non }", "oui" },
  { "less-or-equal", "{ IF {MERGEFIELD NOMBRE} <= 12 oui non }", "oui" },
  { "greater", "{ IF {MERGEFIELD NOMBRE} > 9 oui non }", "oui" },
  { "greater-or-equal", "{ IF {MERGEFIELD NOMBRE} >= 13 oui non }", "non" },
  { "double-sign", "{ IF {MERGEFIELD NOM} == Durand oui non }", "oui" },
  { "bang-sign", "{ IF {MERGEFIELD NOM} != Durand oui non }", "non" },
  { "dates", "{ IF {MERGEFIELD NEE_LE} < {MERGEFIELD DEBUT} oui non }", "oui" },
  { "date-picture", "{ IF {MERGEFIELD NEE_LE \\@ \"yyyy\"} = 2009 oui non }", "oui" },
  { "case-counts", "{ IF {MERGEFIELD NOM} = \"DURAND\" oui non }", "non" },
  { "wildcard", "{ IF {MERGEFIELD NOM} = \"Dur*\" oui non }", "oui" },
  { "wildcard-one", "{ IF {MERGEFIELD NOM} = \"D?rand\" oui non }", "oui" },
  { "wildcard-anchored", "{ IF {MERGEFIELD NOM} = \"ur*\" oui non }", "non" },
  { "wildcard-on-the-right-only", "{ IF \"Dur*\" = {MERGEFIELD NOM} oui non }", "non" },
  { "value-is-no-wildcard", "{ IF Dupont = {MERGEFIELD ETOILE} oui non }", "non" },
  { "empty-operand", "{ IF {MERGEFIELD VIDE} = \"\" vide plein }", "vide" },
  { "unknown-operand", "{ IF {MERGEFIELD INCONNU} = \"\" vide plein }", "vide" },
  { "missing-other", "a{ IF {MERGEFIELD SEXE} = M \"né\" }b", "ab" },
  { "operand-of-texts-and-fields", "{ IF \"M. {MERGEFIELD NOM}\" = \"M. {QUOTE Durand}\" oui non }",
    "oui" },
  { "if-in-operand", "{ IF { IF {MERGEFIELD SEXE} = F 1 2 } = { IF 1 = 1 \"1\" } oui non }",
    "oui" },
  { "deep",
    "{ IF { IF { IF { IF a = a 1 } = 1 2 } = 2 3 } = 3 \"{ IF 1 = 1 \"{ IF 2 = 2 oui }\" }\" }",
    "oui" },
  { "simple-text-format", "{ IF 1 = 1 \"école {MERGEFIELD NOM}\" \\* Upper }", "ÉCOLE DURAND" },
  { "number-format-of-if", "{ IF 1 = 1 \"{MERGEFIELD PRIX}\" 0 \\# 0,00 }", "2,50" },
  /* COMPARE */
  { "compare", "{ COMPARE {MERGEFIELD NOM} = \"Du*\" }{ COMPARE 1 > 2 }", "10" },
  { "compare-in-if", "{ IF { COMPARE {MERGEFIELD SEXE} = F } = 1 oui non }", "oui" },
  /* bookmarks, in the order of the document */
  { "set-and-ref", "a{ SET Chef \"{MERGEFIELD NOM}\" }{ REF Chef }", "aDurand" },
  { "bare-bookmark", "a{ SET Chef {MERGEFIELD NOM} }{ Chef }-{ CHEF \\* Upper }",
    "aDurand-DURAND" },
  { "set-again", "a{ SET x 1 }{ x }{ SET x 2 }{ x }", "a12" },
  { "set-from-itself", "a{ SET x 1 }{ SET x \"{ x }+\" }{ SET x \"{ x }+\" }{ x }", "a1++" },
  { "bookmark-as-operand", "a{ SET x F }{ IF x = {MERGEFIELD SEXE} oui non }", "aoui" },
  { "word-is-no-bookmark", "{ IF x = \"x\" oui non }", "oui" },
  { "ref-switches", "a{ SET x b }{ REF x \\h \\* Upper }", "aB" },
  { "ref-of-the-document", "{ REF _Ref123 \\h }", " REF _Ref123 \\h «x»" },
  { "unknown-word", "{ Inconnu }", " Inconnu «x»" },
  /* QUOTE */
  { "quote", "{ QUOTE \"le {MERGEFIELD NEE_LE \\@ \"d MMMM yyyy\"}\" }", "le 2 mars 2009" },
  { "quote-picture", "{ QUOTE \"{MERGEFIELD NEE_LE}\" \\@ \"yyyy\" }", "2009" },
  /* formulas */
  { "formula", "{ = {MERGEFIELD NOMBRE} * {MERGEFIELD PRIX} }", "30" },
  { "formula-bookmark", "a{ SET x 4 }{ = x + 1,5 }", "a5,5" },
  { "formula-picture", "{ = {MERGEFIELD PRIX} / 2 \\# 0,00 }", "1,25" },
  { "formula-condition", "{ IF { = {MERGEFIELD NOMBRE} + 1 } = 13 oui non }", "oui" },
  { "formula-of-no-number", "a{ = {MERGEFIELD NOM} * 2 }", "a" },
  { "formula-of-cells", "{ = SUM(ABOVE) }", " = SUM(ABOVE) «x»" },
  { "formula-is-no-code", "a{ SET x \"1+1\" }{ = 3 * x }", "a" },
  /* dates: the day of the merge, for good */
  { "date", "{ DATE }", "27/11/2026" },
  { "date-with-picture", "{ DATE \\@ \"d MMMM yyyy\" \\* MERGEFORMAT }", "27 novembre 2026" },
  { "date-switch", "{ DATE \\l }", "27/11/2026" },
  { "time-with-picture", "{ TIME \\@ \"dddd d\" }", "vendredi 27" },
  { "date-in-operand", "{ IF { DATE \\@ \"yyyy\" } = 2026 oui non }", "oui" },
  { "stamps", "{ CREATEDATE \\@ \"yyyy\" }{ SAVEDATE }{ PRINTDATE }", "«x»«x»«x»" },
  /* records */
  { "record", "{ MERGEREC }/{ MERGESEQ \\* MERGEFORMAT }", "1/1" },
  { "next-alone", "a{ NEXT }{ NEXTIF 1 = 1 }{ SKIPIF {MERGEFIELD NOM} = Durand }b", "ab" },
  { "next-without-condition", "{ NEXTIF }", " NEXTIF «x»" },
  /* questions: from the data, or what the template says, never asked */
  { "fillin", "{ FILLIN \"Ville ?\" \\d Paris }", "Lyon" },
  { "fillin-default", "{ FILLIN \"Rue ?\" \\d \"la sienne\" \\o }", "la sienne" },
  { "ask", "a{ ASK Service \"Quel service ?\" \\d Ventes }{ Service }", "aAchats" },
  { "ask-default", "a{ ASK Bureau \"Quel bureau ?\" \\d \"le 12\" }{ REF Bureau }", "ale 12" },
  /* French names of types, as the window of Word shows them */
  { "french-types", "a{ DEFINIR x b }{ SI x = b \"{ CHAMPFUSION NOM }\" }{ SUIVANT }", "aDurand" },
  /* texts around a value, with fields in them: nothing without the value */
  { "framed",
    "{ MERGEFIELD NOM \\b \"{MERGEFIELD SEXE}: \" \\f \" né {MERGEFIELD NEE_LE}.\" \\* Upper }",
    "F: DURAND né 02/03/2009." },
  { "framed-after", "{ MERGEFIELD NOM \\f {MERGEFIELD SEXE} }", "DurandF" },
  { "framed-by-condition", "{ MERGEFIELD NOM \\b \"{ IF {MERGEFIELD SEXE} = F Mme M. } \" }",
    "Mme Durand" },
  { "framed-twice",
    "{ MERGEFIELD NOM \\b {MERGEFIELD SEXE} }{ MERGEFIELD NOM \\b {MERGEFIELD VIDE} }",
    "FDurandDurand" },
  { "framed-without-value", "a{ MERGEFIELD VIDE \\b \"{MERGEFIELD SEXE}\" }b", "ab" },
  { "framed-by-page", "{ MERGEFIELD NOM \\b \"{ PAGE }\" }",
    " MERGEFIELD NOM \\b \" PAGE «x»\" «x»" },
  /* Word's business */
  { "page", "{ PAGE }", " PAGE «x»" },
  { "depends-on-page", "{ IF { PAGE } = 1 \"{MERGEFIELD NOM}\" non }",
    " IF  PAGE «x» = 1 \"Durand\" non «x»" },
  { "link", "{ HYPERLINK \"mailto:{ IF 1 = 1 a }@{MERGEFIELD NOM}\" }",
    " HYPERLINK \"mailto:a@Durand\" «x»" },
  { "sequence", "{ SEQ Figure }", " SEQ Figure «x»" },
  { "document-property", "{ DOCPROPERTY Titre }", " DOCPROPERTY Titre «x»" },
  /* over paragraphs */
  { "paragraphs", "a{ IF 1 = 1 \"un¶deux\" }b", "aun/deuxb" },
  { "paragraphs-not-chosen", "a{ IF 1 = 2 \"un¶deux\" }b", "ab" },
  { "paragraph-goes", "a¶{ IF 1 = 2 \"un\" }¶b", "a/b" },
  { "paragraph-of-empty-value-goes", "a¶{ IF 1 = 1 \"{MERGEFIELD VIDE}\" b }¶b", "a/b" },
  { "paragraph-of-set-stays", "a¶{ SET x 1 }¶b", "a//b" },
};

/* The runs of a body in which braces are fields. */
static char *
expand (const char *body)
{
  GString *xml = g_string_new ("<w:p>");
  GString *open = g_string_new (NULL); /* what closes text, by depth */

  for (const char *at = body; *at != '\0';)
    {
      gsize length = strcspn (at, "{}\xC2");

      if (length > 0)
        {
          g_autofree char *piece = g_strndup (at, length);
          g_autofree char *escaped = g_markup_escape_text (piece, -1);
          const char *element = open->len > 0 ? "instrText" : "t";

          g_string_append_printf (xml, "<w:r><w:%s xml:space=\"preserve\">%s</w:%s></w:r>", element,
                                  escaped, element);
          at += length;
          continue;
        }
      if (*at == '{')
        {
          g_string_append (xml, "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>");
          g_string_append_c (open, '}');
        }
      else if (*at == '}')
        {
          g_string_append (xml, "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>«x»"
                                "</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
          g_string_truncate (open, open->len - 1);
        }
      else
        g_string_append (xml, "</w:p><w:p>");
      at += *at == '\xC2' ? strlen ("¶") : 1;
    }
  g_string_free (open, TRUE);
  g_string_append (xml, "</w:p>");
  return g_string_free (xml, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *the = data;
  g_autofree char *given = expand (the->body);
  g_autofree char *body = fixture_merge_body (given, values, MERGE_MISSING_BLANK);
  g_autofree char *text = fixture_text (body);

  g_assert_cmpstr (text, ==, the->expected);
}

static MergeReport *
report_on (const char *body)
{
  g_autofree char *given = expand (body);
  g_autoptr (MergeTemplate) template = fixture_template (given);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) merged = NULL;
  MergeReport *report = merge_report_new ();

  merged = merge_template_merge (template, fixture_lookup, (gpointer) values, MERGE_MISSING_BLANK,
                                 report, &error);
  g_assert_no_error (error);
  return report;
}

static char *
join (GPtrArray *names)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            (const char *) g_ptr_array_index (names, i));
  return g_string_free (text, FALSE);
}

static void
assert_reported (const char *body, const char *missing, const char *unknown, guint warnings)
{
  g_autoptr (MergeReport) report = report_on (body);
  g_autofree char *has_missing = join (report->missing);
  g_autofree char *has_unknown = join (report->unknown);

  g_assert_cmpstr (has_missing, ==, missing);
  g_assert_cmpstr (has_unknown, ==, unknown);
  g_assert_cmpuint (report->warnings->len, ==, warnings);
}

/* What is not chosen is not missed; what decides is, unless it is asked whether it is there. */
static void
test_reports (void)
{
  assert_reported ("{ IF 1 = 2 \"{MERGEFIELD VIDE}{MERGEFIELD INCONNU}\" non }", "", "", 0);
  assert_reported ("{ IF 1 = 1 \"{MERGEFIELD VIDE}{MERGEFIELD INCONNU}\" }", "VIDE", "INCONNU", 0);
  assert_reported ("{ IF {MERGEFIELD VIDE} = F née né }", "VIDE", "", 0);
  assert_reported ("{ IF {MERGEFIELD VIDE} = \"\" a \"b{MERGEFIELD VIDE}\" }", "", "", 0);
  assert_reported ("{ IF {MERGEFIELD VIDE} <> \"\" a b }{MERGEFIELD VIDE}", "VIDE", "", 0);
  assert_reported ("{ IF {MERGEFIELD INCONNU} = \"\" a b }", "", "INCONNU", 0);
  assert_reported ("{ FILLIN \"Rue ?\" }{ FILLIN \"Age ?\" \\d 15 }", "", "Rue ?", 0);
  assert_reported ("{ MERGEFIELD VIDE \\b \"{MERGEFIELD INCONNU}\" }", "VIDE", "", 0);
  assert_reported ("{ MERGEFIELD NOM \\b \"{MERGEFIELD INCONNU}\" }", "", "INCONNU", 0);
  assert_reported ("{ IF {MERGEFIELD NOM} = \"DURAND\" a b }", "", "", 1);
  assert_reported ("{ IF {MERGEFIELD NOM} <> \"durand\" a b }", "", "", 1);
  assert_reported ("{ IF {MERGEFIELD NOM} < \"durand\" a b }", "", "", 0);
  assert_reported ("{ IF {MERGEFIELD NOM} = \"Durand\" a b }", "", "", 0);
  assert_reported ("{ IF {MERGEFIELD NOM} = \"Durant\" a b }", "", "", 0);
  assert_reported ("{ NEXT }{ SKIPIF 1 = 1 }", "", "", 1);
  assert_reported ("{ = {MERGEFIELD NOM} * 2 }", "", "", 1);
}

/* Names in conditions are fields of the template like others. */
static void
test_fields (void)
{
  g_autofree char *given = expand (
      "{ IF {MERGEFIELD SEXE} = F \"{MERGEFIELD NOM}\" \"{ IF {MERGEFIELD SEXE} = M a "
      "b }\" }{ IF { IF {MERGEFIELD NOMBRE} > 1 a b} = a 1 2 }{ IF { PAGE } = 1 "
      "\"{MERGEFIELD MEL}\" }{ SET x {MERGEFIELD VIDE} }{ FILLIN \"Rue ?\" }{ IF b.t.COL == 1 "
      "a }");
  g_autoptr (MergeTemplate) template = fixture_template (given);
  GPtrArray *fields = merge_template_get_fields (template);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++)
    {
      const MergeField *field = g_ptr_array_index (fields, i);

      g_string_append_printf (names, "%s:%u ", field->name, field->count);
    }
  g_assert_cmpstr (names->str, ==, "SEXE:2 NOM:1 NOMBRE:1 MEL:1 VIDE:1 Rue ?:1 COL:1 ");
  g_string_free (names, TRUE);
}

/* Deeper than Word goes, fields stay fields; so do they when nesting has no end. */
static void
test_depth (void)
{
  for (guint depth = 5; depth < 250; depth += 49)
    {
      GString *body = g_string_new (NULL);
      g_autofree char *given = NULL, *merged = NULL, *text = NULL;

      for (guint i = 0; i < depth; i++)
        g_string_append (body, "{ IF ");
      g_string_append (body, "{MERGEFIELD NOM}");
      for (guint i = 0; i < depth; i++)
        g_string_append (body, " = Durand Durand non }");
      given = expand (body->str);
      merged = fixture_merge_body (given, values, MERGE_MISSING_BLANK);
      text = fixture_text (merged);
      g_assert_cmpint (strcmp (text, "Durand") == 0, ==, depth < 20);
      g_string_free (body, TRUE);
    }
}

/* A bookmark of the body is known in the header, which may be written first. */
static void
test_header (void)
{
  g_autofree char *given = expand ("a{ SET Chef {MERGEFIELD NOM} }");
  g_autofree char *document = fixture_document (given);
  g_autofree char *runs = expand ("{ Chef }");
  g_autofree char *header = g_strdup_printf ("<w:hdr xmlns:w=\"" FIXTURE_W "\">%s</w:hdr>", runs);
  g_autoptr (GBytes) bytes =
      fixture_package (&(FixturePackage){ .document = document, .header = header });
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (bytes, &error);
  g_autoptr (GBytes) merged = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  merged = merge_template_merge (template, fixture_lookup, (gpointer) values, MERGE_MISSING_BLANK,
                                 NULL, &error);
  g_assert_no_error (error);
  text = fixture_part (merged, "word/header1.xml");
  g_assert_nonnull (strstr (text, ">Durand<"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/merge/statements/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/merge/statements/reports", test_reports);
  g_test_add_func ("/merge/statements/fields", test_fields);
  g_test_add_func ("/merge/statements/depth", test_depth);
  g_test_add_func ("/merge/statements/header", test_header);
  return g_test_run ();
}
