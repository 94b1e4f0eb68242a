/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-fixture.h"

/* What a template is as a whole: its parts, the list of its fields, reports, repetition, threads.
 */

#define FIELD(name)   "<w:fldSimple w:instr=\"MERGEFIELD " name "\"/>"
#define P(inside)     "<w:p>" inside "</w:p>"
#define PART(root, x) "<w:" root " xmlns:w=\"" FIXTURE_W "\">" x "</w:" root ">"

static const FixtureValue values[] = {
  { "NOM", "Durand", MERGE_VALUE_TEXT },
  { "PRENOM", "Zoé", MERGE_VALUE_TEXT },
  { "NEE_LE", "2009-03-07", MERGE_VALUE_DATE },
  { "VIDE", "", MERGE_VALUE_TEXT },
  { NULL, NULL, MERGE_VALUE_TEXT },
};

static const FixturePackage whole = {
  .document =
      "<w:document xmlns:w=\"" FIXTURE_W "\" "
      "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>" P (
          FIELD ("NOM") "<w:r><w:t>{{PRENOM}} {{NOM}}</w:t></w:r>")
          P ("<w:fldSimple w:instr=' MERGEFIELD NEE_LE \\@ \"d MMMM yyyy\" \\* MERGEFORMAT "
             "'/>" FIELD ("NOM") "<w:fldSimple w:instr=' MERGEFIELD NOM \\* Upper'/>")
              P ("<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:txbxContent>" P (FIELD (
                  "NOM") FIELD ("NOM")) "</w:txbxContent></mc:Choice><mc:Fallback>"
                                        "<w:txbxContent>" P (FIELD ("NOM") FIELD ("NOM") FIELD (
                                            "SEUL")) "</w:txbxContent></mc:Fallback>"
                                                     "</mc:AlternateContent></w:r>")
                  P ("<w:r><w:t>.</w:t></w:r>" FIELD ("VIDE") FIELD ("INCONNU")
                         FIELD ("INCONNU")) "<w:sectPr/></w:body></w:document>",
  .header = PART ("hdr", P (FIELD ("NOM"))),
  .footer = PART ("ftr", P (FIELD ("PRENOM"))),
  .footnotes =
      PART ("footnotes",
            "<w:footnote w:id=\"1\">" P (FIELD ("NOM")) "</w:footnote><w:footnote w:id=\"2\">" P (
                "<w:r><w:t>{{NOM}}</w:t></w:r>") "</w:footnote>"),
  .endnotes = PART ("endnotes", "<w:endnote w:id=\"1\">" P (FIELD ("PRENOM")) "</w:endnote>"),
  .extra = { { "word/comments.xml", PART ("comments", P (FIELD ("NOM"))), 0 } },
};

static MergeTemplate *
load (const FixturePackage *package)
{
  g_autoptr (GBytes) bytes = fixture_package (package);
  g_autoptr (GError) error = NULL;
  MergeTemplate *template = merge_template_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return template;
}

static GBytes *
merge (MergeTemplate *template, MergeReport *report)
{
  g_autoptr (GError) error = NULL;
  GBytes *merged = merge_template_merge (template, fixture_lookup, (gpointer) values,
                                         MERGE_MISSING_BLANK, report, &error);

  g_assert_no_error (error);
  return merged;
}

static void
assert_part (GBytes *docx, const char *part, const char *expected)
{
  g_autofree char *xml = fixture_part (docx, part);
  g_autofree char *text = NULL;
  const char *root = strchr (strstr (xml, "?>") != NULL ? strstr (xml, "?>") + 2 : xml, '<');

  g_assert_true (fixture_is_well_formed (xml));
  text = fixture_text (root);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_parts (void)
{
  g_autoptr (MergeTemplate) template = load (&whole);
  g_autoptr (GBytes) merged = merge (template, NULL);
  g_autofree char *names = fixture_part_names (merged);
  g_autofree char *comments = fixture_part (merged, "word/comments.xml");

  assert_part (merged, "word/document.xml",
               "DurandZoé Durand/7 mars 2009DurandDURAND//DurandDurand/DurandDurand/.");
  assert_part (merged, "word/header1.xml", "Durand");
  assert_part (merged, "word/footer1.xml", "Zoé");
  assert_part (merged, "word/footnotes.xml", "Durand/Durand");
  assert_part (merged, "word/endnotes.xml", "Zoé");
  g_assert_cmpstr (comments, ==, whole.extra[0].data);
  g_assert_cmpstr (names, ==,
                   "[Content_Types].xml _rels/.rels word/document.xml word/header1.xml "
                   "word/footer1.xml word/footnotes.xml word/endnotes.xml word/comments.xml "
                   "word/_rels/document.xml.rels");
}

static void
test_fields (void)
{
  static const MergeField expected[] = {
    { (char *) "NOM", (char *) "body", (char *) "\\* Upper", 3, FALSE },
    { (char *) "NEE_LE", (char *) "body", (char *) "\\@ \"d MMMM yyyy\" \\* MERGEFORMAT", 1,
      FALSE },
    { (char *) "VIDE", (char *) "body", (char *) "", 1, FALSE },
    { (char *) "INCONNU", (char *) "body", (char *) "", 2, FALSE },
    { (char *) "PRENOM", (char *) "body", (char *) "", 1, TRUE },
    { (char *) "NOM", (char *) "body", (char *) "", 1, TRUE },
    { (char *) "NOM", (char *) "textbox", (char *) "", 2, FALSE },
    { (char *) "SEUL", (char *) "textbox", (char *) "", 1, FALSE },
    { (char *) "NOM", (char *) "header", (char *) "", 1, FALSE },
    { (char *) "PRENOM", (char *) "footer", (char *) "", 1, FALSE },
    { (char *) "NOM", (char *) "footnote", (char *) "", 1, FALSE },
    { (char *) "NOM", (char *) "footnote", (char *) "", 1, TRUE },
    { (char *) "PRENOM", (char *) "endnote", (char *) "", 1, FALSE },
  };
  g_autoptr (MergeTemplate) template = load (&whole);
  GPtrArray *fields = merge_template_get_fields (template);

  for (guint i = 0; i < MIN (fields->len, G_N_ELEMENTS (expected)); i++)
    {
      const MergeField *field = g_ptr_array_index (fields, i);

      g_assert_cmpstr (field->name, ==, expected[i].name);
      g_assert_cmpstr (field->where, ==, expected[i].where);
      g_assert_cmpstr (field->switches, ==, expected[i].switches);
      g_assert_cmpuint (field->count, ==, expected[i].count);
      g_assert_cmpint (field->braces, ==, expected[i].braces);
    }
  g_assert_cmpuint (fields->len, ==, G_N_ELEMENTS (expected));
}

static void
test_no_fields (void)
{
  g_autoptr (MergeTemplate) template = load (&(FixturePackage){ .document = NULL });

  g_assert_cmpuint (merge_template_get_fields (template)->len, ==, 0);
  g_assert_cmpuint (merge_template_get_warnings (template)->len, ==, 0);
}

/* A part that two relations lead to is compiled once, one that is missing not at all. */
static void
test_relations (void)
{
  FixturePackage package = {
    .header = whole.header,
    .more_rels =
        "<Relationship Id=\"r1\" Type=\"" FIXTURE_R
        "/header\" Target=\"/word/./header1.xml\"/><Relationship Id=\"r2\" Type=\"" FIXTURE_R
        "/footer\" Target=\"../word/absent.xml\"/>",
  };
  g_autoptr (MergeTemplate) template = load (&package);

  g_assert_cmpuint (merge_template_get_fields (template)->len, ==, 1);
}

static void
test_report (void)
{
  g_autoptr (MergeTemplate) template = load (&whole);
  g_autoptr (MergeReport) report = merge_report_new ();
  g_autoptr (GBytes) merged = merge (template, report);

  g_assert_nonnull (merged);
  g_assert_cmpuint (report->missing->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (report->missing, 0), ==, "VIDE");
  g_assert_cmpuint (report->unknown->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (report->unknown, 0), ==, "SEUL");
  g_assert_cmpstr (g_ptr_array_index (report->unknown, 1), ==, "INCONNU");
  g_assert_cmpuint (report->warnings->len, ==, 0);
}

static gboolean
count_lookup (const char *name, MergeValue *value, gpointer counts)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, name));

  g_hash_table_insert (counts, g_strdup (name), GUINT_TO_POINTER (count + 1));
  value->text = "x";
  return TRUE;
}

/* A value is asked for once for each way in which it is shown. */
static void
test_lookups (void)
{
  g_autoptr (MergeTemplate) template = load (&whole);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GBytes) merged =
      merge_template_merge (template, count_lookup, counts, MERGE_MISSING_BLANK, NULL, NULL);

  g_assert_nonnull (merged);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (counts, "NOM")), ==, 2);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (counts, "INCONNU")), ==, 1);
}

/* The same values give the same bytes, and a merged document is a template that asks for nothing.
 */
static void
test_again (void)
{
  g_autoptr (MergeTemplate) template = load (&whole);
  g_autoptr (GBytes) first = merge (template, NULL);
  g_autoptr (GBytes) second = merge (template, NULL);
  g_autoptr (MergeTemplate) again = merge_template_new_from_bytes (first, NULL);
  g_autoptr (GBytes) third = NULL;

  g_assert_true (g_bytes_equal (first, second));
  /* The first entry's hour and day: midnight, 1 January 1980. */
  g_assert_cmpmem ((const char *) g_bytes_get_data (first, NULL) + 10, 4, "\0\0\x21\0", 4);
  g_assert_nonnull (again);
  g_assert_cmpuint (merge_template_get_fields (again)->len, ==, 0);
  third = merge (again, NULL);
  g_assert_true (g_bytes_equal (first, third));
}

static int
count_no_items (const char *list, gpointer data)
{
  return -1;
}

/* Whoever has only names of values makes the same document, byte for byte, as who could give lists
 * and pictures too; and both are told the same. */
static void
test_source (void)
{
  MergeSource source = { .lookup = fixture_lookup, .user_data = (gpointer) values };
  g_autoptr (MergeTemplate) template = load (&whole);
  g_autoptr (MergeReport) report = merge_report_new ();
  g_autoptr (GBytes) plain = merge (template, NULL);
  g_autoptr (GBytes) bare = NULL;
  g_autoptr (GBytes) rich = NULL;
  g_autoptr (GError) error = NULL;

  bare = merge_template_merge_source (template, &source, MERGE_MISSING_BLANK, report, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (plain, bare));
  g_assert_cmpuint (report->unknown->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (report->unknown, 0), ==, "SEUL");
  g_assert_cmpstr (g_ptr_array_index (report->unknown, 1), ==, "INCONNU");
  source.count_items = count_no_items;
  rich = merge_template_merge_source (template, &source, MERGE_MISSING_BLANK, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (plain, rich));
}

typedef struct
{
  MergeTemplate *template;
  char name[16];
} Worker;

static gpointer
work (gpointer data)
{
  Worker *worker = data;
  FixtureValue own[] = { { "NOM", worker->name, MERGE_VALUE_TEXT }, { NULL, NULL, 0 } };
  guint *good = g_new0 (guint, 1);

  for (guint i = 0; i < 25; i++)
    {
      g_autoptr (MergeReport) report = merge_report_new ();
      g_autoptr (GBytes) merged = merge_template_merge (worker->template, fixture_lookup, own,
                                                        MERGE_MISSING_MARK, report, NULL);
      g_autofree char *header = fixture_part (merged, "word/header1.xml");

      if (strstr (header, worker->name) != NULL && report->unknown->len == 5)
        *good += 1;
    }
  return good;
}

static void
test_threads (void)
{
  g_autoptr (MergeTemplate) template = load (&whole);
  Worker workers[4];
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      workers[i].template = template;
      g_snprintf (workers[i].name, sizeof workers[i].name, "Élève %u", i);
      threads[i] = g_thread_new ("merge", work, &workers[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autofree guint *good = g_thread_join (threads[i]);

      g_assert_cmpuint (*good, ==, 25);
    }
}

/* Sentences about a template are said once each, and a hundred at most. */
static void
test_warnings (void)
{
  GString *body = g_string_new (NULL);
  g_autoptr (MergeTemplate) twice =
      fixture_template (P ("<w:fldSimple w:instr=\"MERGEFIELD A \\z\"/><w:fldSimple "
                           "w:instr=\"MERGEFIELD A \\z  \\* Upper\"/>"));
  g_autoptr (MergeTemplate) many = NULL;

  g_assert_cmpuint (merge_template_get_warnings (twice)->len, ==, 1);
  for (guint i = 0; i < 150; i++)
    g_string_append_printf (body,
                            "<w:p><w:fldSimple w:instr=\"MERGEFIELD A%u \\z\"/>"
                            "<w:fldSimple w:instr=\"MERGEFIELD A%u \\z  \\* Upper\"/></w:p>",
                            i, i);
  many = fixture_template (body->str);
  g_assert_cmpuint (merge_template_get_warnings (many)->len, ==, 100);
  g_string_free (body, TRUE);
}

/* What a warning says, so that the author finds the place. */
static void
test_unclosed_warning (void)
{
  g_autoptr (MergeTemplate) template = fixture_template (
      P ("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> MERGEFIELD NOM "
         "</w:instrText></w:r>"));
  GPtrArray *warnings = merge_template_get_warnings (template);

  g_assert_cmpuint (warnings->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (warnings, 0), "“NOM” in the body"));
  g_assert_cmpuint (merge_template_get_fields (template)->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/template/parts", test_parts);
  g_test_add_func ("/merge/template/fields", test_fields);
  g_test_add_func ("/merge/template/no-fields", test_no_fields);
  g_test_add_func ("/merge/template/relations", test_relations);
  g_test_add_func ("/merge/template/report", test_report);
  g_test_add_func ("/merge/template/lookups", test_lookups);
  g_test_add_func ("/merge/template/again", test_again);
  g_test_add_func ("/merge/template/source", test_source);
  g_test_add_func ("/merge/template/threads", test_threads);
  g_test_add_func ("/merge/template/warnings", test_warnings);
  g_test_add_func ("/merge/template/unclosed-warning", test_unclosed_warning);
  return g_test_run ();
}
