/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-fixture.h"

/* Whatever lists and conditions leave of a document is one that Word opens. */

#define R(text)     "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define P(inside)   "<w:p>" inside "</w:p>"
#define T(text)     P (R (text))
#define TC(inside)  "<w:tc>" inside "</w:tc>"
#define TR(inside)  "<w:tr>" inside "</w:tr>"
#define TBL(rows)   "<w:tbl><w:tblPr/><w:tblGrid/>" rows "</w:tbl>"
#define SDT(inside) "<w:sdt><w:sdtPr/><w:sdtContent>" inside "</w:sdtContent></w:sdt>"

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

/* However many items there are, what is left is what Word opens. */
static void
test_valid (void)
{
  static const Case cases[] = {
    /* A table without rows is none. */
    { T ("a") TBL (TR (TC (T ("{{RIEN.TEL}}")))) T ("z"), T ("a") T ("z") },
    { T ("a") TBL (TR (TC (T ("{{#if VIDE}}b")) TC (T ("{{/if}}")))) T ("z"), T ("a") T ("z") },
    { T ("a") TBL (TR (TC (T ("{{#each JOURS}}{{#each RIEN}}b")) TC (T ("{{/each}}{{/each}}"))))
          T ("z"),
      T ("a") T ("z") },
    { T ("a") TBL (TR (TC (T ("{{#if NOM}}{{#each JOURS}}{{TEL}}")) TC (T ("{{/each}}{{/if}}"))))
          T ("z"),
      T ("a") TBL (TR (TC (T ("8")) TC ("<w:p/>")) TR (TC (T ("9")) TC ("<w:p/>"))) T ("z") },
    { T ("a") TBL (TR (TC (T ("{{RIEN.TEL}}"))) TR (TC (T ("{{JOURS.TEL}}")))) T ("z"),
      T ("a") TBL (TR (TC (T ("8"))) TR (TC (T ("9")))) T ("z") },
    { TBL (TR (TC (TBL (TR (TC (T ("{{RIEN.TEL}}")))) T ("z")))), TBL (TR (TC (T ("z")))) },
    /* In which condition rows are shown, each item says itself. */
    { T ("a") TBL (TR (TC (T ("{{#each JOURS}}{{#if TEL = 7}}{{TEL}}"))
                           TC (T ("{{/if}}{{/each}}")))) T ("z"),
      T ("a") T ("z") },
    { T ("a") TBL (TR (TC (T ("{{#each JOURS}}{{#if TEL = 9}}{{TEL}}"))
                           TC (T ("{{/if}}{{/each}}")))) T ("z"),
      T ("a") TBL (TR (TC (T ("9")) TC ("<w:p/>"))) T ("z") },
    { T ("{{#each PERSONNES}}") TBL (TR (TC (T ("{{#if TEL}}{{TEL}}")) TC (T ("{{/if}}")))) T ("-")
          T ("{{/each}}"),
      TBL (TR (TC (T ("01")) TC ("<w:p/>"))) T ("-") T ("-") TBL (TR (TC (T ("03")) TC ("<w:p/>")))
          T ("-") },
    { T ("a") TBL (TR (TC (T ("{{#each JOURS}}{{#each PERSONNES}}{{#if JOURS.TEL = 7}}b"))
                           TC (T ("{{/if}}{{/each}}{{/each}}")))) T ("z"),
      T ("a") T ("z") },
    /* A content control may stand around rows, and around paragraphs. */
    { T ("a") TBL (SDT (TR (TC (T ("{{#if VIDE}}b")) TC (T ("{{/if}}"))))) T ("z"),
      T ("a") T ("z") },
    { T ("a") TBL (SDT (TR (TC (T ("{{RIEN.TEL}}"))))) T ("z"), T ("a") T ("z") },
    { T ("a") TBL (SDT (TR (TC (T ("{{JOURS.TEL}}"))))) T ("z"),
      T ("a") TBL (SDT (TR (TC (T ("8"))) TR (TC (T ("9"))))) T ("z") },
    { TBL (TR (TC (SDT (T ("{{#if VIDE}}") T ("b") T ("{{/if}}"))))),
      TBL (TR (TC (SDT ("<w:p/>")))) },
    { SDT (T ("{{#each JOURS}}") T ("{{TEL}}") T ("{{/each}}")), SDT (T ("8") T ("9")) },
    { SDT (TBL (TR (TC (T ("{{JOURS.TEL}}"))))) T ("z"),
      SDT (TBL (TR (TC (T ("8"))) TR (TC (T ("9"))))) T ("z") },
    { SDT (TBL (TR (TC (T ("{{RIEN.TEL}}"))))) T ("z"), SDT ("<w:p/>") T ("z") },
    /* A cell holds a paragraph. */
    { TBL (TR (TC (T ("{{#each RIEN}}") T ("{{TEL}}") T ("{{/each}}")))),
      TBL (TR (TC ("<w:p/>"))) },
    { TBL (TR (TC (T ("{{#each JOURS}}") T ("{{TEL}}") T ("{{/each}}")))),
      TBL (TR (TC (T ("8") T ("9")))) },
    { TBL (TR (TC (T ("{{#if VIDE}}") T ("b") T ("{{/if}}")))), TBL (TR (TC ("<w:p/>"))) },
    { TBL (TR (TC (T ("{{#if NOM}}") T ("{{VIDE}}") T ("{{/if}}")))), TBL (TR (TC (P ("")))) },
    { TBL (
          TR (TC (T ("{{#each JOURS}}") T ("{{#if VIDE}}") T ("b") T ("{{/if}}") T ("{{/each}}")))),
      TBL (TR (TC ("<w:p/><w:p/>"))) },
    { TBL (TR (TC (T ("a") T ("{{#each RIEN}}") T ("{{TEL}}") T ("{{/each}}")))),
      TBL (TR (TC (T ("a")))) },
    /* Tables that are repeated do not touch, nor does a cell end with one. */
    { T ("{{#each JOURS}}") TBL (TR (TC (T ("{{TEL}}")))) T ("{{/each}}") T ("z"),
      TBL (TR (TC (T ("8")))) "<w:p/>" TBL (TR (TC (T ("9")))) "<w:p/>" T ("z") },
    { TBL (TR (TC (T ("{{#if NOM}}") TBL (TR (TC (T ("b")))) T ("{{/if}}")))),
      TBL (TR (TC (TBL (TR (TC (T ("b")))) "<w:p/>"))) },
    { TBL (TR (TC (T ("a")))) T ("{{#if NOM}}") TBL (TR (TC (T ("b")))) T ("{{/if}}") T ("z"),
      TBL (TR (TC (T ("a")))) "<w:p/>" TBL (TR (TC (T ("b")))) "<w:p/>" T ("z") },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

/* ---- whatever people type ---- */

static void add_blocks (GString *body, GRand *rand, guint depth);

static void
add_paragraph (GString *body, GRand *rand)
{
  static const char *const pieces[] = {
    "{{#each JOURS}}", "{{#each RIEN}}", "{{/each}}",
    "{{/each}}",       "{{#if VIDE}}",   "{{#if NOM}}",
    "{{else}}",        "{{/if}}",        "{{/if}}",
    "{{VIDE}}",        "{{NOM}}",        "a",
    "{{#if TEL}}",     "{{RIEN.TEL}}",   "{{#each PERSONNES}}",
  };
  gint32 n = g_rand_int_range (rand, 0, 4);

  g_string_append (body, "<w:p>");
  for (gint32 i = 0; i < n; i++)
    g_string_append_printf (body, R ("%s"),
                            pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  g_string_append (body, "</w:p>");
}

static void
add_table (GString *body, GRand *rand, guint depth)
{
  gint32 n = g_rand_int_range (rand, 1, 4) * 2;

  g_string_append (body, "<w:tbl><w:tblPr/><w:tblGrid/>");
  for (gint32 i = 0; i < n; i++)
    {
      g_string_append (body, i % 2 == 0 ? "<w:tr><w:tc>" : "<w:tc>");
      add_blocks (body, rand, depth + 1);
      add_paragraph (body, rand);
      g_string_append (body, i % 2 == 0 ? "</w:tc>" : "</w:tc></w:tr>");
    }
  g_string_append (body, "</w:tbl>");
}

static void
add_blocks (GString *body, GRand *rand, guint depth)
{
  gint32 n = g_rand_int_range (rand, 0, 4);

  for (gint32 i = 0; i < n; i++)
    if (depth < 2 && g_rand_int_range (rand, 0, 4) == 0)
      add_table (body, rand, depth);
    else if (g_rand_int_range (rand, 0, 6) == 0)
      {
        g_string_append (body, "<w:sdt><w:sdtPr/><w:sdtContent>");
        add_paragraph (body, rand);
        g_string_append (body, "</w:sdtContent></w:sdt>");
      }
    else
      add_paragraph (body, rand);
}

/* Every cell of it ends with a paragraph, no table is without rows, no control without content. */
static void
assert_opens (const char *given, const char *body)
{
  for (const char *at = body; (at = strstr (at, "</w:tc>")) != NULL; at++)
    if (!(at - body > 6 && strncmp (at - 6, "</w:p>", 6) == 0)
        && !(at - body > 6 && strncmp (at - 6, "<w:p/>", 6) == 0)
        && !(at - body > 8 && strncmp (at - 8, "</w:sdt>", 8) == 0)) /* which has a paragraph */
      g_error ("A cell without a paragraph at its end: %s\n%s", given, body);
  if (strstr (body, "<w:tblGrid/></w:tbl>") != NULL)
    g_error ("A table without rows: %s\n%s", given, body);
  if (strstr (body, "<w:sdtContent/>") != NULL || strstr (body, "<w:sdtContent></") != NULL)
    g_error ("A content control without content: %s\n%s", given, body);
}

static void
test_random (void)
{
  for (guint32 seed = 1; seed <= 1500; seed++)
    {
      GRand *rand = g_rand_new_with_seed (seed);
      g_autoptr (GString) given = g_string_new (NULL);
      g_autofree char *body = NULL;

      add_blocks (given, rand, 0);
      add_paragraph (given, rand);
      body = fixture_merge_body_source (given->str, &fixture_lists, MERGE_MISSING_BLANK, NULL);
      assert_opens (given->str, body);
      g_rand_free (rand);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/list-valid/rules", test_valid);
  g_test_add_func ("/merge/list-valid/random", test_random);
  return g_test_run ();
}
