/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-fixture.h"

/* Lists and conditions typed into a document. */

#define R(text)      "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define P(inside)    "<w:p>" inside "</w:p>"
#define T(text)      P (R (text))
#define TC(inside)   "<w:tc>" inside "</w:tc>"
#define TR(inside)   "<w:tr>" inside "</w:tr>"
#define TBL(rows)    "<w:tbl><w:tblPr/><w:tblGrid/>" rows "</w:tbl>"
#define ITEM(inside) "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>" inside "</w:p>"
#define FIELD(name) \
  "<w:fldSimple w:instr=\" MERGEFIELD " name " \">" R ("«" name "»") "</w:fldSimple>"

static void
assert_body (const char *given, const char *expected)
{
  g_autofree char *body = NULL;

  g_test_message ("%s", given);
  body = fixture_merge_body_source (given, &fixture_lists, MERGE_MISSING_BLANK, NULL);
  g_assert_cmpstr (body, ==, expected);
}

typedef struct
{
  const char *given;
  const char *expected;
} Case;

static void
assert_cases (const Case *cases, guint n)
{
  for (guint i = 0; i < n; i++)
    assert_body (cases[i].given, cases[i].expected);
}

/* A list that repeats nothing is over at once: what comes behind is no part of it. */
static void
test_nothing (void)
{
  static const Case cases[] = {
    { P (R ("a{{#each JOURS}}{{/each}}{{#each PERSONNES}}{{PRENOM}}{{/each}}")),
      P (R ("a") R ("Léa") R ("Noé") R ("Zoé")) },
    { P (R ("a{{#each JOURS}}{{/each}}{{PRENOM}}{{NOM}}")), P (R ("a") R ("Durand")) },
    { P (R ("{{#each PERSONNES}}{{#each JOURS}}{{/each}}{{PRENOM}}{{/each}}")),
      P (R ("Léa") R ("Noé") R ("Zoé")) },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

/* The marks of fields go with them wherever those of the list stand. */
static void
test_fields_between (void)
{
  static const Case cases[] = {
    { P (R ("a") FIELD ("TableStart:JOURS") FIELD ("PRENOM") FIELD ("TableEnd:JOURS") R ("b")),
      P (R ("a") R ("lundi") R ("mardi") R ("b")) },
    { P (R ("a") FIELD ("TableStart:JOURS") R (", ") FIELD ("TableEnd:JOURS") FIELD ("NOM")),
      P (R ("a") R (", ") R (", ") R ("Durand")) },
    { P (R ("a") FIELD ("TableStart:JOURS") R ("b")) P (FIELD ("NOM") FIELD ("TableEnd:JOURS")),
      P (R ("a") R ("b")) P (R ("Durand") R ("b")) P (R ("Durand")) },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_in_line (void)
{
  static const Case cases[] = {
    { T ("{{#each PERSONNES}}{{PRENOM}}, {{/each}}"),
      P (R ("Léa") R (", ") R ("Noé") R (", ") R ("Zoé") R (", ")) },
    { T ("Avec {{#each JOURS}}{{PRENOM}} {{/each}}et {{NOM}}"),
      P (R ("Avec ") R ("lundi") R (" ") R ("mardi") R (" ") R ("et ") R ("Durand")) },
    { T ("[{{#each RIEN}}x{{/each}}]"), P (R ("[") R ("]")) },
    /* Word cuts typed text into runs as it likes; the tag's own formatting is nobody's. */
    { P (R ("{{#ea") R ("ch JO") "<w:proofErr w:type=\"spellEnd\"/>" R ("URS}}{{PRE")
             R ("NOM}}{{/e") R ("ach}}.")),
      P ("<w:proofErr w:type=\"spellEnd\"/>" R ("lundi") "<w:proofErr w:type=\"spellEnd\"/>" R (
          "mardi") R (".")) },
    { T ("{{#chaque JOURS}}{{PRENOM}}{{/chaque}}"), P (R ("lundi") R ("mardi")) },
    { T ("{{#Each jours}}{{PRENOM}}{{/EACH JOURS}}"), P (R ("lundi") R ("mardi")) },
    /* A link around part of it; a link that holds it all. */
    { P ("<w:hyperlink>" R ("{{#each JOURS}}{{PRENOM}}{{/each}}") "</w:hyperlink>"),
      P ("<w:hyperlink>" R ("lundi") R ("mardi") "</w:hyperlink>") },
    { P ("<w:hyperlink>" R ("{{#each JOURS}}{{PRENOM}}") "</w:hyperlink>" R ("-{{/each}}")),
      P ("<w:hyperlink>" R ("lundi") "</w:hyperlink>" R ("-") "<w:hyperlink>" R (
          "mardi") "</w:hyperlink>" R ("-")) },
    /* The count of a list. */
    { T ("{{PERSONNES}}/{{RIEN}}"), P (R ("3") R ("/") R ("0")) },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_conditions (void)
{
  static const struct
  {
    const char *condition;
    gboolean holds;
  } conditions[] = {
    { "NOM", TRUE },
    { "VIDE", FALSE },
    { "MINEUR", FALSE },
    { "not MINEUR", TRUE },
    { "!NOM", FALSE },
    { "non VIDE", TRUE },
    { "PERSONNES", TRUE },
    { "RIEN", FALSE },
    { "not RIEN", TRUE },
    { "PERSONNES > 2", TRUE },
    { "SEXE = \"F\"", TRUE },
    { "SEXE=F", TRUE },
    { "SEXE = “F”", TRUE },
    { "SEXE = «\u00a0F\u00a0»", TRUE },
    { "SEXE = 'M'", FALSE },
    { "SEXE &lt;&gt; \"F\"", FALSE },
    { "SEXE != M", TRUE },
    { "SEXE ≠ M", TRUE },
    { "AGE &gt;= 16", TRUE },
    { "AGE ≥ 17", FALSE },
    { "AGE &lt; 9", FALSE },
    { "VILLE = Le Puy", TRUE },
    { "VILLE = \"Le*\"", TRUE },
    { "VIDE = \"\"", TRUE },
    { "not SEXE = M", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    {
      g_autofree char *given =
          g_strdup_printf (T ("a{{#if %s}}b{{else}}c{{/if}}"), conditions[i].condition);

      assert_body (given, conditions[i].holds ? P (R ("a") R ("b")) : P (R ("a") R ("c")));
    }
}

/* What is asked for by a condition is not missing: the template says what to do without. */
static void
test_conditions_report (void)
{
  g_autoptr (MergeReport) report = merge_report_new ();
  g_autofree char *body = fixture_merge_body_source (
      T ("{{#if VIDE}}x{{/if}}{{#if not VIDE}}y{{/if}}{{#if INCONNU}}z{{/if}}"), &fixture_lists,
      MERGE_MISSING_MARK, report);

  g_assert_cmpstr (body, ==, T ("y"));
  g_assert_cmpuint (report->missing->len, ==, 0);
  g_assert_cmpuint (report->unknown->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (report->unknown, 0), ==, "INCONNU");
}

static void
test_paragraphs (void)
{
  static const Case cases[] = {
    /* Alone in their paragraphs they take whole ones, and theirs go. */
    { T ("a") T ("{{#each JOURS}}") T ("{{PRENOM}}") T ("-") T ("{{/each}}") T ("z"),
      T ("a") T ("lundi") T ("-") T ("mardi") T ("-") T ("z") },
    { T ("a") T ("{{#each RIEN}}") T ("{{PRENOM}}") T ("{{/each}}") T ("z"), T ("a") T ("z") },
    { T ("{{#if SEXE = F}}") T ("née") T ("{{else}}") T ("né") T ("{{/if}}"), T ("née") },
    { T ("{{#if SEXE = M}} ") T ("né") T (" {{sinon}}") T ("née") T ("{{/if}}"), T ("née") },
    { T ("{{#si SEXE = M}}") T ("né") T ("{{/si}}") T ("z"), T ("z") },
    /* At the beginning of one and the end of another. */
    { T ("{{#each JOURS}}{{PRENOM}}") T ("-{{/each}}") T ("z"),
      T ("lundi") T ("-") T ("mardi") T ("-") T ("z") },
    { T ("a") T ("{{#if SEXE = M}}b") T ("c{{/if}}") T ("z"), T ("a") T ("z") },
    /* What stands before or behind them is no part of what is repeated. */
    { T ("Jours : {{#each JOURS}}") T ("{{PRENOM}}") T ("{{/each}}") T ("z"),
      T ("Jours : ") T ("lundi") T ("mardi") T ("z") },
    { T ("{{#each JOURS}}{{PRENOM}}") T ("{{/each}}z"), T ("lundi") T ("mardi") T ("z") },
    { T ("Jours : {{#each JOURS}}") T ("{{PRENOM}}{{/each}}") T ("z"),
      T ("Jours : ") T ("lundi") T ("mardi") T ("z") },
    { T ("a{{#each JOURS}}") T ("{{PRENOM}}") T ("{{/each}}z"),
      T ("a") T ("lundi") T ("mardi") T ("z") },
    { T ("a{{#each RIEN}}") T ("{{PRENOM}}") T ("{{/each}}z"), T ("a") T ("z") },
    { T ("a{{#each JOURS}}") T ("{{/each}}z"), T ("a") T ("z") },
    { T ("a{{#if SEXE = M}}") T ("b") T ("{{else}}") T ("c") T ("{{/if}}z"),
      T ("a") T ("c") T ("z") },
    { T ("a{{#each JOURS}}") TBL (TR (TC (T ("{{TEL}}")))) T ("{{/each}}z"),
      T ("a") TBL (TR (TC (T ("8")))) "<w:p/>" TBL (TR (TC (T ("9")))) "<w:p/>" T ("z") },
    /* From within one to within another. */
    { T ("a{{#if SEXE = M}}b") T ("c{{/if}}z"), P (R ("a") R ("z")) },
    { T ("a{{#if SEXE = F}}b") T ("c{{else}}d") T ("e{{/if}}z"),
      P (R ("a") R ("b")) P (R ("c") R ("z")) },
    { T ("a{{#each JOURS}}b") T ("c{{/each}}z"),
      P (R ("a") R ("b")) P (R ("c") R ("b")) P (R ("c") R ("z")) },
    /* What only marks a place stays. */
    { P ("<w:bookmarkStart w:id=\"1\" w:name=\"b\"/>" R ("{{#if NOM}}")) T ("x")
          P (R ("{{/if}}") "<w:bookmarkEnd w:id=\"1\"/>"),
      "<w:bookmarkStart w:id=\"1\" w:name=\"b\"/>" T ("x") "<w:bookmarkEnd w:id=\"1\"/>" },
    /* An item of a list. */
    { ITEM (R ("{{#each JOURS}}{{PRENOM}}{{/each}}")) T ("z"),
      ITEM (R ("lundi")) ITEM (R ("mardi")) T ("z") },
    { ITEM (R ("{{#each RIEN}}{{PRENOM}}{{/each}}")) T ("z"), T ("z") },
    { "<w:p><w:pPr><w:pStyle w:val=\"Listepuces\"/></w:pPr>" R (
          "{{#each JOURS}}{{PRENOM}}{{/each}}") "</w:p>",
      "<w:p><w:pPr><w:pStyle w:val=\"Listepuces\"/></w:pPr>" R (
          "lundi") "</w:p><w:p><w:pPr><w:pStyle w:val=\"Listepuces\"/></w:pPr>" R ("mardi") "</"
                                                                                            "w:"
                                                                                            "p>" },
    /* Word's habit. */
    { P (FIELD ("TableStart:JOURS")) P (FIELD ("PRENOM")) P (FIELD ("TableEnd:JOURS")) T ("z"),
      T ("lundi") T ("mardi") T ("z") },
    { P (FIELD ("TableStart:JOURS") FIELD ("PRENOM") FIELD ("TableEnd:JOURS")) T ("z"),
      T ("lundi") T ("mardi") T ("z") },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_nested (void)
{
  static const Case cases[] = {
    { T ("{{#each JOURS}}")
          T ("{{PRENOM}}: {{#each PERSONNES}}{{PRENOM}}{{#if TEL}} ({{TEL}}){{/if}} "
             "{{/each}}") T ("{{/each}}"),
      P (R ("lundi") R (": ") R ("Léa") R (" (") R ("01") R (")") R (" ") R ("Noé") R (" ")
             R ("Zoé") R (" (") R ("03") R (")") R (" "))
          P (R ("mardi") R (": ") R ("Léa") R (" (") R ("01") R (")") R (" ") R ("Noé") R (" ")
                 R ("Zoé") R (" (") R ("03") R (")") R (" ")) },
    { T ("{{#each JOURS}}{{#each PERSONNES}}{{JOURS.PRENOM}}{{PRENOM}} {{/each}}{{/each}}"),
      P (R ("lundi") R ("Léa") R (" ") R ("lundi") R ("Noé") R (" ") R ("lundi") R ("Zoé") R (" ")
             R ("mardi") R ("Léa") R (" ") R ("mardi") R ("Noé") R (" ") R ("mardi") R ("Zoé")
                 R (" ")) },
    { T ("{{#if NOM}}{{#if VIDE}}a{{else}}b{{/if}}{{else}}c{{/if}}"), T ("b") },
    { T ("{{#if NOM}}") T ("{{#each JOURS}}") T ("{{PRENOM}}") T ("{{/each}}") T ("{{/if}}"),
      T ("lundi") T ("mardi") },
    { T ("{{#if NOM}}{{#each JOURS}}") T ("{{PRENOM}}") T ("{{/each}}{{/if}}") T ("z"),
      T ("lundi") T ("mardi") T ("z") },
    /* Names of the document are known in a list. */
    { T ("{{#each JOURS}}{{NOM}}{{/each}}"), P (R ("Durand") R ("Durand")) },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_rows (void)
{
  static const Case cases[] = {
    /* In the first and the last cell. */
    { TBL (TR (TC (T ("a"))) TR (TC (T ("{{#each JOURS}}{{PRENOM}}")) TC (T ("{{TEL}}{{/each}}")))),
      TBL (TR (TC (T ("a"))) TR (TC (T ("lundi")) TC (T ("8")))
               TR (TC (T ("mardi")) TC (T ("9")))) },
    /* In rows of their own, which go. */
    { TBL (TR (TC (T ("a"))) TR (TC (T ("{{#each JOURS}}"))) TR (TC (T ("{{PRENOM}}")))
               TR (TC (T ("{{/each}}")) TC (P ("")))),
      TBL (TR (TC (T ("a"))) TR (TC (T ("lundi"))) TR (TC (T ("mardi")))) },
    { TBL (TR (TC (T ("a"))) TR (TC (T ("{{#if VIDE}}"))) TR (TC (T ("b"))) TR (TC (T ("{{else}}")))
               TR (TC (T ("c"))) TR (TC (T ("{{/if}}")))),
      TBL (TR (TC (T ("a"))) TR (TC (T ("c")))) },
    /* A row, left out. */
    { TBL (TR (TC (T ("{{#if VIDE}}b")) TC (T ("c{{/if}}"))) TR (TC (T ("d")))),
      TBL (TR (TC (T ("d")))) },
    /* Within a cell: the cell is repeated in itself. */
    { TBL (TR (TC (T ("{{#each JOURS}}{{PRENOM}}{{/each}}")))),
      TBL (TR (TC (P (R ("lundi") R ("mardi"))))) },
    /* Word's habit, in one cell too. */
    { TBL (TR (TC (T ("a"))) TR (TC (P (FIELD ("TableStart:JOURS") FIELD ("PRENOM")))
                                     TC (P (FIELD ("TEL") FIELD ("TableEnd:JOURS"))))),
      TBL (TR (TC (T ("a"))) TR (TC (T ("lundi")) TC (T ("8")))
               TR (TC (T ("mardi")) TC (T ("9")))) },
    { TBL (TR (TC (P (FIELD ("TableStart:JOURS") FIELD ("PRENOM") FIELD ("TableEnd:JOURS"))))),
      TBL (TR (TC (T ("lundi"))) TR (TC (T ("mardi")))) },
    /* A row that names a list. */
    { TBL (TR (TC (T ("a"))) TR (TC (P (FIELD ("JOURS.PRENOM"))) TC (T ("{{jours.tel}}")))),
      TBL (TR (TC (T ("a"))) TR (TC (T ("lundi")) TC (T ("8")))
               TR (TC (T ("mardi")) TC (T ("9")))) },
    { TBL (TR (TC (T ("a"))) TR (TC (T ("{{RIEN.PRENOM}}")))), TBL (TR (TC (T ("a")))) },
    /* A name may have a dot. */
    { TBL (TR (TC (T ("{{a.b}}")))), TBL (TR (TC (T ("point")))) },
    /* A table in a row. */
    { TBL (TR (TC (TBL (TR (TC (T ("{{JOURS.TEL}}")))) T ("{{NOM}}")))),
      TBL (TR (TC (TBL (TR (TC (T ("8"))) TR (TC (T ("9")))) T ("Durand")))) },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

/* What makes no sense stays as it is, and is told with its place. */
static void
test_misuse (void)
{
  static const struct
  {
    const char *given;
    const char *expected; /* NULL: untouched */
    const char *told;
  } cases[] = {
    { T ("{{#each JOURS}}"), NULL, "“{{#each JOURS}}” in the body" },
    { T ("{{/each}}"), NULL, "“{{/each}}”" },
    { T ("{{else}}"), NULL, "“{{else}}”" },
    { T ("{{#if NOM}}a"), NULL, "“{{#if NOM}}”" },
    { T ("{{#each JOURS}}{{#if NOM}}a{{/each}}"),
      P (R ("{{#if NOM}}") R ("a") R ("{{#if NOM}}") R ("a")), "“{{#if NOM}}”" },
    { T ("{{#if NOM}}{{#each JOURS}}{{/if}}{{/each}}"), P (R ("{{#each JOURS}}") R ("{{/each}}")),
      "“{{#each JOURS}}”" },
    { T ("{{#if NOM}}a{{else}}b{{else}}c{{/if}}"), T ("a"), "“{{else}}”" },
    { T ("{{#if = 3}}a{{/if}}"), NULL, "“{{#if = 3}}”" },
    /* Out of a table. */
    { T ("{{#each JOURS}}") TBL (TR (TC (T ("a{{/each}}")))),
      T ("{{#each JOURS}}") TBL (TR (TC (P (R ("a") R ("{{/each}}"))))), "“{{#each JOURS}}”" },
    /* From one cell to another, but not all of the row. */
    { TBL (TR (TC (T ("{{#if NOM}}")) TC (T ("{{else}}")) TC (T ("{{/if}}")))), NULL,
      "“{{#if NOM}}”" },
    /* Not even tags. */
    { T ("{{#each}}"), NULL, NULL },
    { T ("{{#each 1+1}}{{/each}}"), NULL, "“{{/each}}”" },
    { T ("{{#if}}"), NULL, NULL },
    { T ("{{else x}}"), P (""), NULL },
    { "<w:p><w:r><w:t>{{#each JO</w:t><w:tab/><w:t>URS}}</w:t></w:r></w:p>", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MergeTemplate) template = fixture_template (cases[i].given);
      GPtrArray *warnings = merge_template_get_warnings (template);
      gboolean told = cases[i].told == NULL;

      assert_body (cases[i].given, cases[i].expected != NULL ? cases[i].expected : cases[i].given);
      for (guint j = 0; j < warnings->len; j++)
        told |= cases[i].told != NULL && strstr (warnings->pdata[j], cases[i].told) != NULL;
      g_assert_true (told);
      g_assert_cmpint (warnings->len > 0, ==, cases[i].told != NULL);
    }
}

/* Statements cross when one is of paragraphs and the other reaches into one of them: then one
 * stays text. */
static void
test_crossing (void)
{
  static const char given[] =
      T ("{{#if NOM}}{{#each JOURS}}") T ("{{PRENOM}}") T ("{{/each}}") T ("b{{/if}}c");
  g_autoptr (MergeTemplate) template = fixture_template (given);

  assert_body (given, T ("{{#each JOURS}}") T ("{{/each}}") P (R ("b") R ("c")));
  g_assert_cmpuint (merge_template_get_warnings (template)->len, ==, 1);
}

/* In a text box, once for each half of what Word keeps twice; in a header; in a note. */
static void
test_places (void)
{
  static const char box[] = P ("<w:r><w:pict><w:txbxContent>" T ("{{#each JOURS}}") T ("{{PRENOM}}")
                                   T ("{{/each}}") "</w:txbxContent></w:pict></w:r>");
  g_autofree char *body =
      fixture_merge_body_source (box, &fixture_lists, MERGE_MISSING_BLANK, NULL);

  g_assert_cmpstr (
      body, ==,
      P ("<w:r><w:pict><w:txbxContent>" T ("lundi") T ("mardi") "</w:txbxContent></w:pict></w:r>"));
  /* A story ends where a text box begins. */
  assert_body (P (R ("{{#if NOM}}") "<w:r><w:pict><w:txbxContent>" T (
                   "{{/if}}") "</w:txbxContent></w:pict></w:r>"),
               P (R ("{{#if NOM}}") "<w:r><w:pict><w:txbxContent>" T (
                   "{{/if}}") "</w:txbxContent></w:pict></w:r>"));
}

/* What begins and ends a list is no field that somebody has to know; what conditions ask is. */
static void
test_fields (void)
{
  g_autoptr (MergeTemplate) template =
      fixture_template (P (FIELD ("TableStart:JOURS") FIELD ("PRENOM") FIELD ("TableEnd:JOURS"))
                            T ("{{#if SEXE = F}}{{NOM}}{{/if}}"));
  GPtrArray *fields = merge_template_get_fields (template);
  static const char *const names[] = { "PRENOM", "NOM", "SEXE" };

  g_assert_cmpuint (fields->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < fields->len; i++)
    g_assert_cmpstr (((MergeField *) fields->pdata[i])->name, ==, names[i]);
}

/* However deep a template nests them, and however many there are. */
static void
test_bounds (void)
{
  g_autoptr (GString) deep = g_string_new ("<w:p><w:r><w:t>");
  g_autoptr (GString) many = g_string_new ("<w:p><w:r><w:t>");
  g_autofree char *body = NULL;
  g_autoptr (MergeTemplate) template = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append (deep, "{{#if NOM}}");
  for (guint i = 0; i < 100; i++)
    g_string_append (deep, "{{/if}}");
  for (guint i = 0; i < 5000; i++)
    g_string_append (many, "{{#if NOM}}a{{/if}}");
  g_string_append (deep, "</w:t></w:r></w:p>");
  g_string_append (many, "</w:t></w:r></w:p>");
  template = fixture_template (deep->str);
  g_assert_cmpuint (merge_template_get_warnings (template)->len, ==, 1);
  body = fixture_merge_body_source (many->str, &fixture_lists, MERGE_MISSING_BLANK, NULL);
  g_assert_cmpuint (strlen (body), ==, strlen (P ("")) + 5000 * strlen (R ("a")));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/list/nothing", test_nothing);
  g_test_add_func ("/merge/list/fields-between", test_fields_between);
  g_test_add_func ("/merge/list/in-line", test_in_line);
  g_test_add_func ("/merge/list/conditions", test_conditions);
  g_test_add_func ("/merge/list/conditions-report", test_conditions_report);
  g_test_add_func ("/merge/list/paragraphs", test_paragraphs);
  g_test_add_func ("/merge/list/nested", test_nested);
  g_test_add_func ("/merge/list/rows", test_rows);
  g_test_add_func ("/merge/list/misuse", test_misuse);
  g_test_add_func ("/merge/list/crossing", test_crossing);
  g_test_add_func ("/merge/list/places", test_places);
  g_test_add_func ("/merge/list/fields", test_fields);
  g_test_add_func ("/merge/list/bounds", test_bounds);
  return g_test_run ();
}
