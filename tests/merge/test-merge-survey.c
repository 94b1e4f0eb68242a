/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-error.h"
#include "merge-fixture.h"

/* What a template may ask for, whatever its conditions come to. */

#define T(text)      "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define P(content)   "<w:p>" content "</w:p>"
#define MARK(type)   "<w:r><w:fldChar w:fldCharType=\"" type "\"/></w:r>"
#define CODE(text)   "<w:r><w:instrText xml:space=\"preserve\">" text "</w:instrText></w:r>"
#define FIELD(codes) MARK ("begin") codes MARK ("separate") T ("x") MARK ("end")
#define VALUE(name)  FIELD (CODE ("MERGEFIELD " name))

typedef struct
{
  GString *asked; /* “NAME 0”: how deep in branches */
  guint branches;
} Asked;

static void
note (Asked *asked, const char *name, MergeValue *value)
{
  g_autofree char *line = g_strdup_printf ("%s %u\n", name, asked->branches);

  if (strstr (asked->asked->str, line) == NULL)
    g_string_append (asked->asked, line);
  *value = (MergeValue){ MERGE_VALUE_TEXT, "" };
}

static gboolean
note_name (const char *name, MergeValue *value, gpointer asked)
{
  note (asked, name, value);
  return TRUE;
}

static int
count_items (const char *list, gpointer asked)
{
  return g_str_equal (list, "LISTE") ? 2 : -1;
}

static gboolean
note_item (const char *list, guint item, const char *name, MergeValue *value, gpointer asked)
{
  if (!g_str_has_prefix (name, "COLONNE"))
    return FALSE;
  note (asked, name, value);
  return TRUE;
}

static char *
survey (GBytes *docx)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (docx, &error);
  Asked asked = { g_string_new (NULL), 7 };
  const MergeSource source = { note_name, count_items, note_item, NULL, &asked };

  g_assert_no_error (error);
  g_assert_true (merge_template_survey (template, &source, &asked.branches, &error));
  g_assert_no_error (error);
  return g_string_free (asked.asked, FALSE);
}

static const struct
{
  const char *body;
  const char *asked;
} cases[] = {
  { P (VALUE ("A") T ("{{B}}")), "A 0\nB 0\n" },
  /* both branches of a field IF; what its condition needs is needed always */
  { P (FIELD (CODE ("IF ") VALUE ("C") CODE (" = \"x\" \"") VALUE ("A") CODE ("\" \"") VALUE ("B")
                  CODE ("\""))),
    "C 0\nA 1\nB 1\n" },
  /* the same where it is one text */
  { P (FIELD (CODE ("IF ") VALUE ("C") CODE (" = \"x\" \"") VALUE ("A") CODE ("\" \"") VALUE ("B")
                  CODE ("\" \\* Upper"))),
    "C 0\nA 1\nB 1\n" },
  { P (FIELD (CODE ("IF 1 = 1 \"") FIELD (CODE ("IF ") VALUE ("C") CODE (" = 1 \"") VALUE (
        "A") CODE ("\" \"\"")) CODE ("\" \"") VALUE ("B") CODE ("\""))),
    "C 1\nA 2\nB 1\n" },
  /* {{#if}}, over paragraphs; one behind it is not in it any more */
  { P (T ("{{#if C}}")) P (VALUE ("A")) P (T ("{{else}}")) P (T ("{{B}}")) P (T ("{{/if}}"))
        P (VALUE ("D")),
    "C 0\nA 1\nB 1\nD 0\n" },
  { P (T ("{{#if C}}")) P (VALUE ("A")) P (T ("{{/if}}")) P (VALUE ("A")), "C 0\nA 1\nA 0\n" },
  /* a list whose items decide, and one in a branch */
  { P (T ("{{#each LISTE}}{{COLONNE_A}}{{#if Z}}{{COLONNE_B}}{{/if}}{{/each}}{{COLONNE_C}}")),
    "COLONNE_A 0\nZ 0\nCOLONNE_B 1\nCOLONNE_C 0\n" },
  { P (T ("{{#if A}}{{#each LISTE}}{{COLONNE_A}}{{/each}}{{/if}}{{B}}")),
    "A 0\nCOLONNE_A 1\nB 0\n" },
  /* texts around a value that is not there, and what another record would be asked for */
  { P (FIELD (CODE ("MERGEFIELD A \\b \"") VALUE ("B") CODE ("\""))), "A 0\nB 0\n" },
  { P (FIELD (CODE ("SKIPIF ") VALUE ("A") CODE (" = 1"))), "A 0\n" },
  /* a table with a formula is gone through once more, with the same in it */
  { "<w:tbl><w:tr><w:tc>" P (FIELD (CODE ("IF 1 = 2 \"") VALUE ("A") CODE (
        "\""))) "</w:tc></w:tr>"
                "<w:tr><w:tc>" P (FIELD (CODE ("=SUM(ABOVE)"))) "</w:tc></w:tr></w:tbl>",
    "A 1\n" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) docx = fixture_body (cases[i].body);
      g_autofree char *asked = survey (docx);

      g_test_message ("%s", cases[i].body);
      g_assert_cmpstr (asked, ==, cases[i].asked);
    }
}

/* A picture has no size while none is there, and is no choice by itself. */
static void
test_pictures (void)
{
  g_autoptr (GBytes) docx = fixture_body (P (VALUE ("LOGO")) P (T ("{{#if LOGO}}{{LOGO}}{{/if}}")));
  g_autofree char *asked = survey (docx);

  g_assert_cmpstr (asked, ==, "LOGO 0\nLOGO 1\n");
}

static void
test_header (void)
{
  const char *header = "<w:hdr xmlns:w=\"" FIXTURE_W "\">" P (VALUE ("B")) "</w:hdr>";
  g_autofree char *document = fixture_document (P (T ("{{#if C}}{{A}}{{/if}}")));
  g_autoptr (GBytes) docx =
      fixture_package (&(FixturePackage){ .document = document, .header = header });
  g_autofree char *asked = survey (docx);

  g_assert_cmpstr (asked, ==, "C 0\nA 1\nB 0\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/survey/cases", test_cases);
  g_test_add_func ("/merge/survey/pictures", test_pictures);
  g_test_add_func ("/merge/survey/header", test_header);
  return g_test_run ();
}
