/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-fixture.h"

/* Formulas that take their numbers from the cells of their table. Tables are written here as they
 * are read: “|” between cells, “¶” between rows, { } around a formula. */

#define R(text)   "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define P(inside) "<w:p>" inside "</w:p>"

/* “{” and “}” are the marks of a field, but for those that come in pairs. */
static void
add_content (GString *xml, const char *text)
{
  gboolean code = FALSE;

  while (*text != '\0')
    {
      gboolean tag = g_str_has_prefix (text, "{{");
      const char *end = tag ? strstr (text, "}}") + 2 : text + strcspn (text, "{}");
      g_autofree char *piece = g_strndup (text, (gsize) (end - text));
      g_autofree char *escaped = g_markup_escape_text (piece, -1);

      if (end > text && code)
        g_string_append_printf (
            xml, "<w:r><w:instrText xml:space=\"preserve\">%s</w:instrText></w:r>", escaped);
      else if (end > text)
        g_string_append_printf (xml, R ("%s"), escaped);
      text = end;
      if (*text == '\0' || g_str_has_prefix (text, "{{"))
        continue;
      code = *text++ == '{' || g_str_has_suffix (text, "}");
      g_string_append_printf (xml, "<w:r><w:fldChar w:fldCharType=\"%s\"/></w:r>",
                              text[-1] == '{' ? "begin" : "end");
    }
}

static void
add_cell (GString *xml, const char *text)
{
  if (g_str_has_prefix (text, "<w:tc"))
    {
      g_string_append (xml, text);
      return;
    }
  g_string_append (xml, "<w:tc><w:p>");
  add_content (xml, text);
  g_string_append (xml, "</w:p></w:tc>");
}

static char *
make_table (const char *text)
{
  GString *xml = g_string_new ("<w:tbl><w:tblPr/><w:tblGrid/>");
  g_auto (GStrv) rows = g_strsplit (text, "¶", -1);

  for (guint i = 0; rows[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i], "|", -1);

      g_string_append (xml, "<w:tr>");
      for (guint j = 0; cells[j] != NULL; j++)
        add_cell (xml, cells[j]);
      g_string_append (xml, "</w:tr>");
    }
  g_string_append (xml, "</w:tbl>");
  return g_string_free (xml, FALSE);
}

/* What the last cell of a merged body says. */
static char *
last_cell (const char *body)
{
  g_autofree char *cell = NULL;
  char *text;

  cell = g_strdup (g_strrstr (body, "<w:tc>"));
  *(strstr (cell, "</w:tc>") + strlen ("</w:tc>")) = '\0';
  text = fixture_text (cell);
  return g_strchomp (text);
}

static char *
merge (const char *table, MergeReport *report)
{
  g_autofree char *given = make_table (table);

  return fixture_merge_body_source (given, &fixture_lists, MERGE_MISSING_BLANK, report);
}

typedef struct
{
  const char *table;
  const char *expected; /* in the last cell */
} Case;

static void
assert_cases (const Case *cases, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *body = merge (cases[i].table, NULL);
      g_autofree char *text = last_cell (body);

      g_test_message ("%s", cases[i].table);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* What other fields need of cells: these take what stands before them. */
static void
test_nested (void)
{
  static const Case cases[] = {
    { "20¶18¶{ IF { =SUM(ABOVE) } > 35 \"trop\" \"bien\" }", "trop" },
    { "20¶15¶{ IF { =SUM(ABOVE) } > 35 \"trop\" \"bien\" }", "bien" },
    { "20¶18,5¶{ IF { =SUM(ABOVE) } > 35 \"{ =SUM(ABOVE)-35 } h de trop\" }", "3,5 h de trop" },
    { "20¶x{ IF { =SUM(ABOVE) } > 35 \"trop\" }", "x" },
    { "7,5¶{ = { =SUM(ABOVE) } * 2 }", "15" },
    { "7,5¶8¶{ IF 1 = 1 \"{ =A1+A2 } h\" \\* Upper }", "15,5 H" },
    { "2¶{ QUOTE \"{ =A1 } h\" }", "2 h" },
    { "2¶{ QUOTE { =SUM(ABOVE) } }", "2" },
    { "2¶{ COMPARE { =A1 } = 2 }", "1" },
    { "2¶{ IF { =A1 } = \"\" vide \"{ IF { =A1 } = 2 oui non }\" }", "oui" },
    /* formulas take what conditions chose, and conditions what formulas came to */
    { "2|{ IF { =A1 } = 2 5 6 }|{ =SUM(LEFT) }", "7" },
    { "1|{ IF { =A1 } > 0 \"{ =A1+1 }\" }|{ IF { =B1 } = 2 \"{ =B1+1 }\" }", "3" },
    { "1|{ =A1+1 }|{ =B1+1 }|{ IF { =C1 } = { = { =B1 } + 1 } oui non }", "oui" },
    { "{ =A2+1 }¶4¶{ IF { = A1 } > 4 oui non }¶{ =A1 }", "5" },
    { "{{JOURS.TEL}}|{ IF { =SUM(LEFT) } > 0 1 5 }¶a|{ =SUM(ABOVE) }", "2" },
    /* what stands in no cell, in a field that stays, or looks on, is Word's business */
    { "3¶{ SEQ { IF { =A1 } = 3 1 2 } }", " SEQ  IF  =A1  = 3 1 2" },
    { "3|{ IF { =SUM(RIGHT) } = 4 oui non }|4", "4" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

/* A cell that is still to come cannot decide: that is told. */
static void
test_nested_ahead (void)
{
  g_autoptr (MergeReport) report = merge_report_new ();
  g_autofree char *body = merge ("{ IF { =A2 } = 4 oui non }¶4", report);
  g_autofree char *text = fixture_text (body);

  g_assert_cmpuint (report->warnings->len, ==, 1);
  g_assert_nonnull (strstr (report->warnings->pdata[0], "formula"));
  g_assert_nonnull (strstr (text, "non"));
}

/* Which cells are meant. */
static void
test_references (void)
{
  static const Case cases[] = {
    { "1¶2¶{ =SUM(ABOVE) }", "3" },
    { "1|5¶2|6¶a|{ =SUM(ABOVE) }", "11" },
    { "1|2|{ =SUM(LEFT) }", "3" },
    { "a|{ = SUM( RIGHT ) }|2|3", "3" },
    { "1|2¶3|4¶a|{ =SUM(A1:B2) }", "10" },
    { "1|2¶3|4¶a|{ =sum(b2:a1) }", "10" },
    { "1|2¶3|4¶a|{ =SUM(A1;B2) }", "5" },
    { "1|2¶3|4¶a|{ =SUM(A1,B2,10) }", "15" },
    { "2|3¶a|{ =A1*B1+1 }", "7" },
    { "1|2¶3|4¶{ =SUM(B:B) }", "6" },
    { "1|2¶3|4¶{ =SUM(1:1) }", "3" },
    { "1¶2¶{ =SUM(ABOVE)*2 }", "6" },
    { "1¶2¶{ =SOMME(AU-DESSUS) }", "3" },
    { "1|2|{ =SOMME(GAUCHE) }", "3" },
    /* A title over several columns does not shift what lies above. */
    { "1|2|3¶4|5|6¶<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p/></w:tc>|{ =SUM(ABOVE) }",
      "9" },
    /* Nor does a cell without figures, or an empty one, end it. */
    { "Semaine 2¶1¶¶matin¶2¶{ =SUM(ABOVE) }", "3" },
    { "¶a¶{ =SUM(ABOVE) }", "0" },
    { "1¶{ =SUM(A9:Z99) }", "0" },
  };
  g_autofree char *below = merge ("{ =SUM(BELOW) }¶1¶2", NULL);
  g_autofree char *text = fixture_text (below);

  assert_cases (cases, G_N_ELEMENTS (cases));
  g_assert_cmpstr (text, ==, "3/1/2");
}

static void
test_functions (void)
{
  static const Case cases[] = {
    { "1¶2¶6¶{ =AVERAGE(ABOVE) }", "3" },
    { "1¶a¶¶6¶{ =COUNT(ABOVE) }", "2" },
    { "4¶2¶6¶{ =MIN(ABOVE) }", "2" },
    { "4¶2¶6¶{ =MAX(ABOVE) }", "6" },
    { "4¶2¶6¶{ =PRODUCT(ABOVE) }", "48" },
    { "a¶{ =AVERAGE(ABOVE) }", "0" },
    { "7¶8¶{ =ROUND(AVERAGE(ABOVE);0) }", "8" },
    { "7¶8¶{ =IF(SUM(ABOVE)>14;1;0) }", "1" },
    { "3¶{ =SUM(ABOVE)*{MERGEFIELD AGE} }", "48" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

/* What cells count. */
static void
test_numbers (void)
{
  static const Case cases[] = {
    { "7,5¶8,25¶{ =SUM(ABOVE) }", "15,75" },
    { "1 234,5¶0,5¶{ =SUM(ABOVE) \\# \"# ##0,00\" }", "1\u202f235,00" },
    { "35 h¶4 h¶{ =SUM(ABOVE) \\# \"0 h\" }", "39 h" },
    { "7 h 30¶7h30¶8h¶{ =SUM(ABOVE) }", "23" },
    { "180,00 €¶20 €¶{ =SUM(ABOVE) \\# \"0,00 €\" }", "200,00 €" },
    { "-3¶5¶{ =SUM(ABOVE) }", "2" },
    { "<w:tc><w:p><w:r><w:t>1</w:t></w:r><w:r><w:t>2</w:t></w:r></w:p></w:tc>¶{ =SUM(ABOVE) }",
      "12" },
    /* A table in a cell is not what the cell says. */
    { "<w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
      "<w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>¶{ =SUM(ABOVE) }",
      "1" },
    { "1¶Total : { =SUM(ABOVE) } h", "Total : 1 h" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

/* Formulas take the results of others, wherever they stand. */
static void
test_each_other (void)
{
  static const struct
  {
    const char *table;
    const char *expected;
  } cases[] = {
    { "1|2|{ =SUM(LEFT) }¶3|4|{ =SUM(LEFT) }¶a|b|{ =SUM(ABOVE) }", "1/2/3/3/4/7/a/b/10" },
    { "{ =A2 }¶{ =A3 }¶5", "5/5/5" },
    /* Each other's, and what takes theirs: none has a result. */
    { "{ =A2 }¶{ =A1+1 }¶5", "5" },
    { "{ =A2 }¶{ =A1+1 }¶5¶{ =A1+A3 }", "5/" },
    { "{ =SUM(A1) }¶{ =SUM(A:A) }¶5", "0/5/5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = merge (cases[i].table, NULL);
      g_autofree char *text = fixture_text (body);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* Values and the rows of lists are there when it is computed. */
static void
test_merged (void)
{
  static const Case cases[] = {
    { "Jour|Heures¶{{JOURS.PRENOM}}|{{JOURS.TEL}}¶Total|{ =SUM(ABOVE) \\# \"0,00\" }", "17,00" },
    { "{{PERSONNES.TEL}}¶{ =COUNT(ABOVE) }", "2" },
    { "{{RIEN.TEL}}¶{ =SUM(ABOVE) }", "0" },
    { "{{AGE}}¶{ =SUM(ABOVE) }", "16" },
    { "{{JOURS.TEL}}|2|{ =SUM(LEFT) }¶a|b|{ =SUM(ABOVE) }", "21" },
    { "{{#if AGE = 16}}1|2{{/if}}¶3|{ =SUM(ABOVE) }", "2" },
    { "{{#if AGE = 17}}1|2{{/if}}¶3|{ =SUM(ABOVE) }", "0" },
  };
  g_autofree char *rows = merge ("{{JOURS.TEL}}|{ =SUM(LEFT)*2 }", NULL);
  g_autofree char *text = fixture_text (rows);

  assert_cases (cases, G_N_ELEMENTS (cases));
  g_assert_cmpstr (text, ==, "8/16/9/18");
}

/* A table is computed for each item, and one in the cell of another by itself. */
static void
test_tables (void)
{
  g_autofree char *table = make_table ("{{TEL}}¶1¶{ =SUM(ABOVE) }");
  g_autofree char *listed =
      g_strconcat (P (R ("{{#each JOURS}}")), table, P (R ("{{/each}}")), P (R ("z")), NULL);
  g_autofree char *nested = g_strconcat (
      "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc>", table,
      "<w:p><w:fldSimple w:instr=\" =SUM(ABOVE) \"/></w:p></w:tc></w:tr></w:tbl>", NULL);
  g_autofree char *first =
      fixture_merge_body_source (listed, &fixture_lists, MERGE_MISSING_BLANK, NULL);
  g_autofree char *second =
      fixture_merge_body_source (nested, &fixture_lists, MERGE_MISSING_BLANK, NULL);
  g_autofree char *first_text = fixture_text (first), *second_text = fixture_text (second);

  g_assert_cmpstr (first_text, ==, "8/1/9//9/1/10//z");
  g_assert_cmpstr (second_text, ==, "5//1/1/5");
}

/* What stays Word's: where nothing is known of cells, and what depends on such a formula. */
static void
test_left (void)
{
  static const char *const bodies[] = {
    "<w:p><w:fldSimple w:instr=\" =SUM(ABOVE) \">" R ("7") "</w:fldSimple></w:p>",
    "<w:tbl><w:tr><w:tc><w:p><w:fldSimple w:instr=\" =TOTAL*2 \">" R (
        "7") "</w:fldSimple></w:p></w:tc></w:tr></w:tbl>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *body =
          fixture_merge_body_source (bodies[i], &fixture_lists, MERGE_MISSING_BLANK, NULL);

      g_assert_cmpstr (body, ==, bodies[i]);
    }
}

/* What begins with a figure and is no number is told. */
static void
test_report (void)
{
  g_autoptr (MergeReport) report = merge_report_new ();
  g_autofree char *body = merge ("12/01/2026¶1¶Semaine 2¶{ =SUM(ABOVE) }", report);
  g_autofree char *text = last_cell (body);
  g_autoptr (MergeReport) other = merge_report_new ();
  g_autofree char *in_words = merge ("douze¶{ =A1+1 }", other);

  g_assert_nonnull (in_words);
  g_assert_cmpstr (text, ==, "1");
  g_assert_cmpuint (report->warnings->len, ==, 1);
  g_assert_nonnull (strstr (report->warnings->pdata[0], "“12/01/2026”"));
  g_assert_cmpuint (other->warnings->len, ==, 1);
}

/* However many formulas there are, and however they call each other. */
static void
test_bounds (void)
{
  g_autoptr (GString) chain = g_string_new ("");
  g_autofree char *body = NULL, *text = NULL;

  for (guint i = 1; i <= 500; i++)
    g_string_append_printf (chain, "{ =A%u+1 }|{ =SUM(ABOVE)+SUM(BELOW) }¶", i + 1);
  g_string_append (chain, "1|2");
  body = merge (chain->str, NULL);
  text = fixture_text (body);
  g_assert_true (g_str_has_suffix (text, "/1/2"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/table/references", test_references);
  g_test_add_func ("/merge/table/nested", test_nested);
  g_test_add_func ("/merge/table/nested-ahead", test_nested_ahead);
  g_test_add_func ("/merge/table/functions", test_functions);
  g_test_add_func ("/merge/table/numbers", test_numbers);
  g_test_add_func ("/merge/table/each-other", test_each_other);
  g_test_add_func ("/merge/table/merged", test_merged);
  g_test_add_func ("/merge/table/tables", test_tables);
  g_test_add_func ("/merge/table/left", test_left);
  g_test_add_func ("/merge/table/report", test_report);
  g_test_add_func ("/merge/table/bounds", test_bounds);
  return g_test_run ();
}
