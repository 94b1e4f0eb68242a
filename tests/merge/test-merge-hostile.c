/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-error.h"
#include "merge-fixture.h"

/* Bodies that are well formed and unreasonable: each is merged or refused, in time that grows with
 * its size. The sizes are those at which a quadratic reading would take minutes. */

#define BEGIN       "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
#define SEPARATE    "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
#define END         "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
#define INSTR(text) "<w:r><w:instrText>" text "</w:instrText></w:r>"

typedef struct
{
  const char *name;
  const char *before;
  const char *piece; /* repeated */
  const char *middle;
  const char *closing; /* repeated as often */
  const char *after;
  guint count;
  guint occurrences; /* of the only field NOM */
} Case;

static const Case cases[] = {
  { "fields", "", "<w:p>" BEGIN INSTR ("MERGEFIELD NOM") SEPARATE END "</w:p>", "", "", "", 5000,
    5000 },
  { "fields-in-a-paragraph", "<w:p>", BEGIN INSTR ("MERGEFIELD NOM") SEPARATE END, "", "", "</w:p>",
    5000, 5000 },
  { "begins", "<w:p>", BEGIN, "", "", "</w:p>", 20000, 0 },
  { "begins-and-separates", "<w:p>", BEGIN SEPARATE, "<w:r><w:t>x</w:t></w:r>", "", "</w:p>", 20000,
    0 },
  { "nested-conditions", "<w:p>", BEGIN INSTR ("IF "), BEGIN INSTR ("MERGEFIELD NOM") END, END,
    "</w:p>", 5000, 1 },
  { "nested-in-results", "<w:p>", BEGIN INSTR ("MERGEFIELD NOM") SEPARATE, "", END, "</w:p>", 5000,
    1 },
  { "nested-in-names", "<w:p>", BEGIN INSTR ("MERGEFIELD "), INSTR ("NOM"), END, "</w:p>", 5000,
    1 },
  { "ends", "<w:p>", END, "", "", "</w:p>", 20000, 0 },
  { "marks-in-a-run", "<w:p><w:r>", "<w:fldChar w:fldCharType=\"begin\"/>", "", "", "</w:r></w:p>",
    20000, 0 },
  { "paragraphs-in-a-field", "<w:p>" BEGIN INSTR ("MERGEFIELD NOM") SEPARATE "</w:p>",
    "<w:p><w:bookmarkStart w:id=\"1\"/></w:p>", "", "", "<w:p>" END "</w:p>", 5000, 1 },
  { "braces", "<w:p><w:r><w:t>", "{{NOM}} ", "", "", "</w:t></w:r></w:p>", 5000, 5000 },
  { "opening-braces", "<w:p><w:r><w:t>", "{", "", "", "</w:t></w:r></w:p>", 500000, 0 },
  { "broken-braces", "<w:p><w:r><w:t>", "{{NOM ", "", "", "</w:t></w:r></w:p>", 20000, 0 },
  { "braces-in-runs", "<w:p>", "<w:r><w:t>{</w:t></w:r>", "", "", "</w:p>", 20000, 0 },
  { "empty-paragraphs", "", "<w:p><w:fldSimple w:instr=\"MERGEFIELD NOM\"/></w:p>", "", "", "",
    5000, 5000 },
  { "switches", "<w:p><w:fldSimple w:instr=\"MERGEFIELD NOM ", "\\b a ", "", "", "\"/></w:p>",
    50000, 1 },
};

/* Stored, so that what is repeated is not taken for a bomb. */
static void
test_case (gconstpointer data)
{
  static const FixtureValue values[] = { { "NOM", "x", MERGE_VALUE_TEXT },
                                         { NULL, NULL, MERGE_VALUE_TEXT } };
  const Case *the = data;
  g_autofree char *body =
      fixture_repeat (the->before, the->piece, the->middle, the->closing, the->after, the->count);
  g_autoptr (GError) error = NULL;
  g_autofree char *document = fixture_document (body);
  g_autoptr (GBytes) bytes =
      fixture_package (&(FixturePackage){ .document = document, .stored = TRUE });
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (bytes, &error);
  g_autoptr (GBytes) merged = NULL;
  GPtrArray *fields;

  g_assert_no_error (error);
  fields = merge_template_get_fields (template);
  g_assert_cmpuint (fields->len, ==, the->occurrences > 0 ? 1 : 0);
  if (the->occurrences > 0)
    g_assert_cmpuint (((MergeField *) g_ptr_array_index (fields, 0))->count, ==, the->occurrences);
  merged = merge_template_merge (template, fixture_lookup, (gpointer) values, MERGE_MISSING_BLANK,
                                 NULL, &error);
  g_assert_no_error (error);
}

/* A heavy formatting, copied for every placeholder, would fill the memory: refused. */
static void
test_budget (void)
{
  GString *body = g_string_new ("<w:p><w:r><w:rPr>");
  g_autofree char *document = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 8000; i++)
    g_string_append_printf (body, "<w:b w:val=\"%u\"/>", i * 7919);
  g_string_append (body, "</w:rPr><w:t>");
  for (guint i = 0; i < 8000; i++)
    g_string_append_printf (body, "{{N%u}} ", i * 7919);
  g_string_append (body, "</w:t></w:r></w:p>");
  document = fixture_document (body->str);
  bytes = fixture_package (&(FixturePackage){ .document = document, .stored = TRUE });
  g_string_free (body, TRUE);
  g_assert_null (merge_template_new_from_bytes (bytes, &error));
  g_assert_error (error, MERGE_ERROR, MERGE_ERROR_HOSTILE);
  g_assert_nonnull (strstr (error->message, "more fields"));
}

/* What would be a field if values were read as code. */
static void
test_injection (void)
{
  static const FixtureValue values[] = {
    { "NOM",
      "</w:t><w:fldSimple w:instr=\"INCLUDETEXT /etc/passwd\"/><w:t>&#x0; {{NOM}} <?m \x01V0?>",
      MERGE_VALUE_TEXT },
    { NULL, NULL, MERGE_VALUE_TEXT },
  };
  g_autofree char *body =
      fixture_merge_body ("<w:p><w:fldSimple w:instr=\"MERGEFIELD "
                          "NOM\"/></w:p><w:p><w:r><w:t>&lt;?m V0?&gt;</w:t></w:r>"
                          "<?m V0?></w:p>",
                          values, MERGE_MISSING_BLANK);

  g_assert_null (strstr (body, "<w:fldSimple"));
  g_assert_nonnull (strstr (body, "&lt;w:fldSimple"));
  g_assert_nonnull (strstr (body, "{{NOM}} &lt;?m V0?&gt;</w:t>"));
  g_assert_nonnull (strstr (body, "<?m V0?>"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/merge/hostile/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/merge/hostile/budget", test_budget);
  g_test_add_func ("/merge/hostile/injection", test_injection);
  return g_test_run ();
}
