/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-compile-private.h"
#include "merge-fixture.h"
#include "merge-render-private.h"

/* What the marks of statements come to: a small tree with marks is compiled and written out. */

#define TREE(body) "<w:body xmlns:w=\"" FIXTURE_W "\">" body "</w:body>"
#define RUN(text)  "<w:r><w:t>" text "</w:t></w:r>"

typedef struct
{
  MergeCompiler compiler;
  GPtrArray *definitions;
  GPtrArray *fields;
  GPtrArray *warnings;
  GPtrArray *statements;
  MergeReport *report;
  MergeXml *xml;
} Fixture;

static void
free_definition (gpointer data)
{
  MergeDefinition *definition = data;

  g_free (definition->name);
  g_clear_pointer (&definition->expression, merge_expression_free);
  merge_format_clear (&definition->format);
  g_free (definition);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  MergeCompiler *compiler = &f->compiler;

  f->definitions = g_ptr_array_new_with_free_func (free_definition);
  f->fields = g_ptr_array_new ();
  f->warnings = g_ptr_array_new_with_free_func (g_free);
  f->statements = g_ptr_array_new_with_free_func ((GDestroyNotify) merge_statement_free);
  f->report = merge_report_new ();
  merge_compiler_init (compiler, f->definitions, f->statements, f->fields, f->warnings);
  compiler->slots = g_array_new (FALSE, FALSE, sizeof (MergeSlot));
  compiler->blanks = g_array_new (FALSE, FALSE, sizeof (MergeBlank));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_array_unref (f->compiler.slots);
  g_array_unref (f->compiler.blanks);
  merge_compiler_clear (&f->compiler);
  g_ptr_array_unref (f->definitions);
  g_ptr_array_unref (f->fields);
  g_ptr_array_unref (f->warnings);
  g_ptr_array_unref (f->statements);
  merge_report_free (f->report);
  g_clear_pointer (&f->xml, xmlFreeDoc);
}

/* Puts marks where the tree has comments: “I0” for the mark I of the statement 0, “=NOM” for a
 * value, “@titre” for a bookmark. */
static void
place_marks (Fixture *f, const char *tree)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (tree, strlen (tree));
  xmlNode *root, *node;

  f->xml = merge_xml_parse (bytes, "test", NULL);
  g_assert_nonnull (f->xml);
  root = xmlDocGetRootElement (f->xml);
  for (xmlNode *next = root; (node = next) != NULL;)
    {
      const char *content = (const char *) node->content;

      next = merge_dom_next (node, root);
      if (node->type != XML_COMMENT_NODE)
        continue;
      if (content[0] == '=')
        merge_compiler_add_slot (&f->compiler, node, root, NULL, MERGE_SLOT_RUN,
                                 merge_compiler_define (&f->compiler, content + 1, NULL));
      else if (content[0] == '@')
        merge_compiler_add_slot (
            &f->compiler, node, root, NULL, MERGE_SLOT_RUN,
            merge_compiler_define_expression (&f->compiler, content + 1,
                                              merge_expression_new_ref (content + 1), NULL));
      else
        xmlAddPrevSibling (node,
                           merge_program_mark (f->xml, content[0],
                                               (guint) g_ascii_strtoull (content + 1, NULL, 10)));
      merge_dom_remove (node);
    }
}

static gboolean
look_up (const char *name, MergeValue *value, gpointer data)
{
  return fixture_lookup (name, value, data);
}

static int
count_items (const char *list, gpointer data)
{
  static const char *const names[] = { "ZERO", "UN", "DEUX", "TROIS" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (list, names[i]) == 0)
      return (int) i;
  return -1;
}

static gboolean
look_up_item (const char *list, guint item, const char *name, MergeValue *value, gpointer data)
{
  static const char *const texts[] = { "un", "deux", "trois" };

  if (strcmp (name, list) != 0)
    return FALSE;
  value->type = MERGE_VALUE_TEXT;
  value->text = texts[item];
  return TRUE;
}

static const FixtureValue values[] = {
  { "NOM", "Durand", MERGE_VALUE_TEXT }, { "SEXE", "F", MERGE_VALUE_TEXT },
  { "VIDE", "", MERGE_VALUE_TEXT },      { "REPONSE", "Non", MERGE_VALUE_TEXT },
  { NULL, NULL, MERGE_VALUE_TEXT },
};

/* Writes the tree out; what can be read of it. */
static char *
render (Fixture *f, const char *tree)
{
  MergeSource source = { look_up, count_items, look_up_item, NULL, (gpointer) values };
  MergeRenderer renderer;
  MergeProgram *program;
  MergeOutputText output;
  g_autoptr (GBytes) written = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *xml = NULL;

  place_marks (f, tree);
  merge_blank_mark (&f->compiler, f->xml);
  written = merge_xml_dump (f->xml);
  program = merge_program_new ("test", written, f->compiler.slots, f->compiler.blanks,
                               f->compiler.n_groups);
  merge_renderer_init (&renderer, f->definitions, f->statements, &source, MERGE_MISSING_BLANK,
                       f->report);
  merge_output_text_init (&output);
  merge_renderer_render (&renderer, program, &output.output);
  g_assert_cmpuint (renderer.budget, >, 0);
  bytes = merge_output_text_end (&output);
  merge_renderer_clear (&renderer);
  merge_program_free (program);
  xml = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_true (fixture_is_well_formed (xml));
  return fixture_text (strstr (xml, "<w:body"));
}

/* The operand that is the value of a name. */
static MergeExpression *
value_of (Fixture *f, const char *name)
{
  return merge_expression_new_definition (merge_compiler_define (&f->compiler, name, NULL));
}

static void
add_if (Fixture *f, const char *name, const char *right)
{
  merge_compiler_add_statement (&f->compiler, merge_statement_new_if (merge_condition_new (
                                                  value_of (f, name), MERGE_COMPARISON_EQUAL,
                                                  merge_expression_new_text (right), FALSE)));
}

static void
assert_renders (Fixture *f, const char *tree, const char *expected)
{
  g_autofree char *text = render (f, tree);

  g_assert_cmpstr (text, ==, expected);
}

static void
place_and_assert (Fixture *f, guint statement, gboolean holds)
{
  g_autofree char *tree = g_strdup_printf (
      TREE ("<w:p>" RUN ("a") "<!--I%u-->" RUN ("b") "<!--Y%u--></w:p>"), statement, statement);

  assert_renders (f, tree, holds ? "ab" : "a");
  g_clear_pointer (&f->xml, xmlFreeDoc);
}

#define CHOICE                                         \
  TREE ("<w:p>" RUN ("Il est n") "<!--I0-->" RUN ("e") \
            RUN ("e") "<!--X0-->" RUN ("x") "<!--Y0-->" RUN (".") "</w:p>")

static void
test_first_stretch (Fixture *f, gconstpointer data)
{
  add_if (f, "SEXE", "F");
  assert_renders (f, CHOICE, "Il est nee.");
}

static void
test_other_stretch (Fixture *f, gconstpointer data)
{
  add_if (f, "SEXE", "M");
  assert_renders (f, CHOICE, "Il est nx.");
}

static void
test_no_other_stretch (Fixture *f, gconstpointer data)
{
  add_if (f, "SEXE", "M");
  assert_renders (f, TREE ("<w:p>" RUN ("a") "<!--I0-->" RUN ("b") "<!--Y0-->" RUN ("c") "</w:p>"),
                  "ac");
}

static void
test_nested (Fixture *f, gconstpointer data)
{
  add_if (f, "SEXE", "F");
  add_if (f, "NOM", "Martin");
  assert_renders (f,
                  TREE ("<w:p><!--I0--><!--I1-->" RUN ("a") "<!--X1-->" RUN ("b") "<!--Y1-->" RUN (
                      "c") "<!--X0--><!--I1-->" RUN ("d") "<!--Y1--><!--Y0-->" RUN ("e") "</w:p>"),
                  "bce");
}

/* A stretch is one of bytes: it may end in another paragraph. */
static void
test_over_paragraphs (Fixture *f, gconstpointer data)
{
  const char *tree = TREE ("<w:p>" RUN ("a") "<!--I0-->" RUN ("b") "</w:p><w:p>" RUN (
      "c") "<!--X0-->" RUN ("d") "</w:p><w:p>" RUN ("e") "<!--Y0-->" RUN ("f") "</w:p>");

  add_if (f, "SEXE", GPOINTER_TO_INT (data) != 0 ? "F" : "M");
  assert_renders (f, tree, GPOINTER_TO_INT (data) != 0 ? "ab/cf" : "ad/ef");
}

static void
test_unchosen_reports_nothing (Fixture *f, gconstpointer data)
{
  add_if (f, "SEXE", "M");
  assert_renders (
      f, TREE ("<w:p>" RUN ("a") "<!--I0--><!--=INCONNU--><!--X0--><!--=NOM--><!--Y0--></w:p>"),
      "aDurand");
  g_assert_cmpuint (f->report->unknown->len, ==, 0);
  g_assert_cmpuint (f->report->missing->len, ==, 0);
}

/* Whoever asks whether there is a value knows what to do without one. */
static void
test_asking_reports_nothing (Fixture *f, gconstpointer data)
{
  add_if (f, "VIDE", "");
  add_if (f, "VIDE", "x");
  assert_renders (f, TREE ("<w:p>" RUN ("a") "<!--I0-->" RUN ("b") "<!--Y0--></w:p>"), "ab");
  g_assert_cmpuint (f->report->missing->len, ==, 0);
  g_clear_pointer (&f->xml, xmlFreeDoc);
  assert_renders (f, TREE ("<w:p>" RUN ("a") "<!--I1-->" RUN ("b") "<!--Y1--></w:p>"), "a");
  g_assert_cmpuint (f->report->missing->len, ==, 1);
}

/* Nothing was chosen: the paragraph goes like one whose values are empty. */
static void
test_blank_paragraph (Fixture *f, gconstpointer data)
{
  static const char tree[] =
      "<w:body xmlns:w=\"" FIXTURE_W "\">"
      "<w:p>" RUN ("a") "</w:p>"
                        "<w:p><!--I0-->" RUN (
                            "b") "<!--Y0--><!--=VIDE--></w:p>"
                                 "<w:p><!--I1--><!--X1-->" RUN (
                                     "c") "<!--Y1--></w:p>"
                                          "<w:p><!--I2--><!--=VIDE--><!--X2-->" RUN (
                                              "d") "<!--Y2--></w:p>"
                                                   "<w:p><!--I3--><!--=NOM--><!--Y3--></w:p>"
                                                   "<w:p><!--I4-->" RUN ("e") "</w:p><w:p>" RUN (
                                                       "f") "<!--Y4--></w:p>"
                                                            "<w:p>" RUN ("g") "</w:p></w:body>";

  add_if (f, "SEXE", "M");
  add_if (f, "SEXE", "M");
  add_if (f, "SEXE", "F");
  add_if (f, "SEXE", "F");
  add_if (f, "SEXE", "M");
  assert_renders (f, tree, "a/c/Durand//g");
}

static void
test_list (Fixture *f, gconstpointer data)
{
  merge_compiler_add_statement (&f->compiler, merge_statement_new_each ("TROIS"));
  assert_renders (f,
                  TREE ("<w:p>" RUN ("a") "</w:p><!--L0--><w:p><!--=TROIS-->" RUN (
                      ", ") "<!--=NOM--></w:p><!--M0--><w:p>" RUN ("z") "</w:p>"),
                  "a/un, Durand/deux, Durand/trois, Durand/z");
}

/* The inner list's names come first, the outer one's are known in it too, and after it again. */
static void
test_list_in_list (Fixture *f, gconstpointer data)
{
  merge_compiler_add_statement (&f->compiler, merge_statement_new_each ("DEUX"));
  merge_compiler_add_statement (&f->compiler, merge_statement_new_each ("TROIS"));
  assert_renders (
      f,
      TREE ("<w:p><!--L0--><!--=DEUX-->" RUN (":") "<!--L1--><!--=TROIS-->" RUN (
          "-") "<!--=DEUX-->" RUN (" ") "<!--M1--><!--=DEUX-->" RUN (";") "<!--M0--></w:p>"),
      "un:un-un deux-un trois-un un;deux:un-deux deux-deux trois-deux deux;");
}

/* A condition is asked again for each item; lists that end at the same place, both end. */
static void
test_condition_in_list (Fixture *f, gconstpointer data)
{
  merge_compiler_add_statement (&f->compiler, merge_statement_new_each ("TROIS"));
  add_if (f, "TROIS", "deux");
  assert_renders (f,
                  TREE ("<w:p>" RUN ("a") "<!--L0--><!--I1--><!--=TROIS--><!--X1-->" RUN (
                      "-") "<!--Y1--><!--M0--></w:p>"),
                  "a-deux-");
}

static void
test_no_list (Fixture *f, gconstpointer data)
{
  merge_compiler_add_statement (&f->compiler, merge_statement_new_each ("AUCUNE"));
  assert_renders (f,
                  TREE ("<w:p>" RUN ("a") "</w:p><w:p><!--L0-->" RUN (
                      "b") "<!--M0--></w:p><w:p>" RUN ("c") "</w:p>"),
                  "a/c");
  g_assert_cmpuint (f->report->unknown->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (f->report->unknown, 0), ==, "AUCUNE");
}

/* “LIST.COLUMN” is that of this list, whichever is the innermost; behind its end it is nothing. */
static void
test_column_of_list (Fixture *f, gconstpointer data)
{
  merge_compiler_add_statement (&f->compiler, merge_statement_new_each ("DEUX"));
  merge_compiler_add_statement (&f->compiler, merge_statement_new_each ("TROIS"));
  assert_renders (
      f,
      TREE ("<w:p>" RUN ("a") "<!--L0--><!--L1--><!--=deux.DEUX-->" RUN (
          " ") "<!--M1--><!--=DEUX.DEUX-->" RUN (";") "<!--M0--><!--=DEUX.DEUX--></w:p>"),
      "aun un un un;deux deux deux deux;");
  g_assert_cmpuint (f->report->unknown->len, ==, 1);
}

/* What is no list stands for itself, once, when that is how its statement is meant. */
static void
test_anchored (Fixture *f, gconstpointer data)
{
  MergeStatement *none = merge_statement_new_each ("AUCUNE");
  MergeStatement *some = merge_statement_new_each ("DEUX");

  none->anchored = some->anchored = TRUE;
  merge_compiler_add_statement (&f->compiler, none);
  merge_compiler_add_statement (&f->compiler, some);
  assert_renders (f,
                  TREE ("<w:p><!--L0--><!--=NOM-->" RUN (" ") "<!--M0--><!--L1--><!--=DEUX-->" RUN (
                      " ") "<!--M1--></w:p>"),
                  "Durand un deux ");
  g_assert_cmpuint (f->report->unknown->len, ==, 0);
}

/* Each item's cell needs a paragraph, not one of them all. */
static void
test_cell_of_each_item (Fixture *f, gconstpointer data)
{
  merge_compiler_add_statement (&f->compiler, merge_statement_new_each ("TROIS"));
  assert_renders (
      f,
      TREE ("<w:p>" RUN ("a") "</w:p><w:tbl><!--L0--><w:tr><w:tc><w:p><!--=VIDE--></w:p>"
                              "</w:tc></w:tr><!--M0--></w:tbl><w:p>" RUN ("z") "</w:p>"),
      "a////z");
}

/* How many items a list has: as a value, and as a condition, which 0 and “non” fail. */
static void
test_count (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *name;
    gboolean holds;
  } cases[] = {
    { "TROIS", TRUE }, { "NOM", TRUE }, { "VIDE", FALSE }, { "REPONSE", FALSE }, { "ZERO", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      merge_compiler_add_statement (&f->compiler, merge_statement_new_if (merge_condition_new_true (
                                                      value_of (f, cases[i].name))));
      g_test_message ("%s", cases[i].name);
      place_and_assert (f, i, cases[i].holds);
    }
  assert_renders (f, TREE ("<w:p><!--=TROIS-->" RUN (" ") "<!--=ZERO--></w:p>"), "3 0");
  g_assert_cmpuint (f->report->unknown->len, ==, 0);
  g_assert_cmpuint (f->report->missing->len, ==, 0);
}

/* Bookmarks are set in the order of the document; what is shown before that is what it will be. */
static void
test_bookmark (Fixture *f, gconstpointer data)
{
  merge_compiler_add_statement (
      &f->compiler, merge_statement_new_set ("titre", merge_expression_new_text ("premier")));
  merge_compiler_add_statement (&f->compiler,
                                merge_statement_new_set ("TITRE", value_of (f, "NOM")));
  assert_renders (f,
                  TREE ("<w:p><!--@Titre-->" RUN ("-") "<!--S0--><!--@titre-->" RUN (
                      "-") "<!--S1--><!--@Titre--><!--@Autre--></w:p>"),
                  "premier-premier-Durand");
}

typedef struct
{
  guint nexts;
  guint skips;
} Records;

static void
go_on (MergeStatementKind kind, gpointer data)
{
  Records *records = data;

  if (kind == MERGE_STATEMENT_NEXT)
    records->nexts++;
  else
    records->skips++;
}

/* With one record there is no next one, which is said; with many, who merges them is told. */
static void
test_next (Fixture *f, gconstpointer data)
{
  MergeSource source = { look_up, NULL, NULL, NULL, (gpointer) values };
  MergeRenderer renderer;
  Records records = { 0, 0 };
  MergeCondition *never = merge_condition_new (value_of (f, "SEXE"), MERGE_COMPARISON_EQUAL,
                                               merge_expression_new_text ("M"), FALSE);

  merge_compiler_add_statement (&f->compiler,
                                merge_statement_new_next (MERGE_STATEMENT_NEXT, NULL));
  merge_compiler_add_statement (&f->compiler,
                                merge_statement_new_next (MERGE_STATEMENT_NEXT, never));
  merge_compiler_add_statement (
      &f->compiler, merge_statement_new_next (MERGE_STATEMENT_SKIP_IF,
                                              merge_condition_new_given (value_of (f, "NOM"))));
  assert_renders (f, TREE ("<w:p>" RUN ("a") "<!--N0--><!--N1--><!--N2--></w:p>"), "a");
  g_assert_cmpuint (f->report->warnings->len, ==, 1);
  merge_renderer_init (&renderer, f->definitions, f->statements, &source, MERGE_MISSING_BLANK,
                       NULL);
  renderer.next = go_on;
  renderer.next_data = &records;
  for (guint i = 0; i < f->statements->len; i++)
    merge_renderer_go_on (&renderer, i);
  merge_renderer_clear (&renderer);
  g_assert_cmpuint (records.nexts, ==, 1);
  g_assert_cmpuint (records.skips, ==, 1);
}

/* Bookmarks that double each other would fill the memory: it ends, and is known to be cut. */
static void
test_too_much (Fixture *f, gconstpointer data)
{
  MergeSource source = { look_up, NULL, NULL, NULL, (gpointer) values };
  MergeRenderer renderer;

  merge_compiler_add_statement (
      &f->compiler, merge_statement_new_set ("a", merge_expression_new_text ("0123456789")));
  for (guint i = 0; i < 60; i++)
    {
      MergeExpression *twice = merge_expression_new (MERGE_EXPRESSION_JOIN);

      merge_expression_add (twice, merge_expression_new_ref ("a"));
      merge_expression_add (twice, merge_expression_new_ref ("a"));
      merge_compiler_add_statement (&f->compiler, merge_statement_new_set ("a", twice));
    }
  merge_renderer_init (&renderer, f->definitions, f->statements, &source, MERGE_MISSING_BLANK,
                       NULL);
  for (guint i = 0; i < f->statements->len; i++)
    merge_renderer_set (&renderer, i);
  g_assert_cmpuint (renderer.budget, ==, 0);
  merge_renderer_clear (&renderer);
}

#define ADD(name, data, function) \
  g_test_add ("/merge/program/" name, Fixture, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("first-stretch", NULL, test_first_stretch);
  ADD ("other-stretch", NULL, test_other_stretch);
  ADD ("no-other-stretch", NULL, test_no_other_stretch);
  ADD ("nested", NULL, test_nested);
  ADD ("over-paragraphs", GINT_TO_POINTER (1), test_over_paragraphs);
  ADD ("over-paragraphs-else", NULL, test_over_paragraphs);
  ADD ("unchosen-reports-nothing", NULL, test_unchosen_reports_nothing);
  ADD ("asking-reports-nothing", NULL, test_asking_reports_nothing);
  ADD ("blank-paragraph", NULL, test_blank_paragraph);
  ADD ("list", NULL, test_list);
  ADD ("list-in-list", NULL, test_list_in_list);
  ADD ("condition-in-list", NULL, test_condition_in_list);
  ADD ("no-list", NULL, test_no_list);
  ADD ("column-of-list", NULL, test_column_of_list);
  ADD ("anchored", NULL, test_anchored);
  ADD ("cell-of-each-item", NULL, test_cell_of_each_item);
  ADD ("count", NULL, test_count);
  ADD ("bookmark", NULL, test_bookmark);
  ADD ("next", NULL, test_next);
  ADD ("too-much", NULL, test_too_much);
  return g_test_run ();
}
