/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-fixture.h"

/* Fields of Word and names in braces, in each other. In the bodies, “[” and “]” are the marks of a
 * field, and braces are braces; a “¶” begins a paragraph. */

static char *
expand (const char *body)
{
  GString *xml = g_string_new ("<w:p>");
  guint depth = 0;

  for (const char *at = body; *at != '\0';)
    {
      gsize length = strcspn (at, "[]\xC2");
      g_autofree char *piece = g_strndup (at, length);
      g_autofree char *escaped = g_markup_escape_text (piece, -1);
      const char *element = depth > 0 ? "instrText" : "t";

      if (length > 0)
        g_string_append_printf (xml, "<w:r><w:%s xml:space=\"preserve\">%s</w:%s></w:r>", element,
                                escaped, element);
      at += length;
      if (*at == '\0')
        break;
      depth += *at == '[' ? 1 : 0;
      depth -= *at == ']' ? 1 : 0;
      g_string_append (xml, *at == '['   ? "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
                            : *at == ']' ? "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
                                         : "</w:p><w:p>");
      at += *at == '\xC2' ? strlen ("¶") : 1;
    }
  g_string_append (xml, "</w:p>");
  return g_string_free (xml, FALSE);
}

static const struct
{
  const char *body;
  const char *expected;
} cases[] = {
  /* A name in braces in an IF: in its branches, which are text of the document… */
  { "[ IF [MERGEFIELD SEXE] = F \"née {{NOM}}\" \"né\" ]", "née Durand" },
  { "[ IF [MERGEFIELD SEXE] = M \"{{NOM}}\" \"{{ VILLE }}.\" ]", "Le Puy." },
  { "[ IF [MERGEFIELD SEXE] = F \"un {{NOM}}¶deux\" ]", "un Durand/deux" },
  /* … in its operands… */
  { "[ IF \"{{SEXE}}\" = F oui non ]", "oui" },
  { "[ IF {{SEXE}} = \"{{NOM}}\" oui non ]", "non" },
  /* … and where it is one text. */
  { "[ IF [MERGEFIELD SEXE] = F \"née {{NOM}}\" \\* Upper ]", "NÉE DURAND" },
  { "[ QUOTE \"{{NOM}}, {{VILLE}}\" ]", "Durand, Le Puy" },
  { "[ SET x \"M. {{NOM}}\" ][ REF x ]", "M. Durand" },
  { "[ MERGEFIELD VILLE \\b \"{{NOM}} [MERGEFIELD SEXE] \" ]", "Durand F Le Puy" },
  { "[ QUOTE \"{NOM} {{ {{NOM} {{1+1}}\" ]", "{NOM} {{ {{NOM} {{1+1}}" },
  /* A field in a stretch of braces. */
  { "{{#if SEXE = F}}née [MERGEFIELD NOM]{{else}}né{{/if}}", "née Durand" },
  { "{{#if SEXE = M}}né [MERGEFIELD NOM]{{/if}}.", "." },
  { "{{#if NOM}}[ IF [MERGEFIELD SEXE] = F née né ]{{/if}}.", "née." },
  { "{{#each JOURS}}[MERGEFIELD PRENOM]-{{/each}}", "lundi-mardi-" },
  { "{{#each JOURS}}[ IF [MERGEFIELD TEL] > 8 [MERGEFIELD PRENOM] \"rien\" ]-{{/each}}",
    "rien-mardi-" },
  { "{{#each JOURS}}¶[MERGEFIELD PRENOM]¶{{/each}}", "lundi/mardi" },
  /* A stretch of braces in a branch. */
  { "[ IF [MERGEFIELD SEXE] = F \"{{#if NOM}}née{{else}}x{{/if}}\" né ].", "née." },
  { "[ IF [MERGEFIELD SEXE] = M \"{{#if NOM}}né{{/if}}\" née ].", "née." },
  { "[ IF [MERGEFIELD SEXE] = M né \"{{#each JOURS}}{{PRENOM}} {{/each}}\" ].", "lundi mardi ." },
  { "[ IF [MERGEFIELD SEXE] = F \"a{{#if VIDE}}b{{/if}}c\" ].", "ac." },
};

static void
test_texts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *given = expand (cases[i].body);
      g_autofree char *body =
          fixture_merge_body_source (given, &fixture_lists, MERGE_MISSING_BLANK, NULL);
      g_autofree char *text = fixture_text (body);

      g_test_message ("%s", cases[i].body);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* A stretch in a field that is one text is none: its author is told. */
static void
test_told (void)
{
  g_autofree char *given = expand ("[ QUOTE \"{{#if NOM}}a{{/if}}\" ]");
  g_autoptr (MergeTemplate) template = fixture_template (given);
  GPtrArray *warnings = merge_template_get_warnings (template);
  g_autofree char *body =
      fixture_merge_body_source (given, &fixture_lists, MERGE_MISSING_BLANK, NULL);
  g_autofree char *text = fixture_text (body);

  g_assert_cmpstr (text, ==, "{{#if NOM}}a{{/if}}");
  g_assert_cmpuint (warnings->len, ==, 2);
  g_assert_nonnull (strstr (warnings->pdata[0], "“{{#if NOM}}” stands within a field"));
}

/* They are fields that somebody has to know. */
static void
test_fields (void)
{
  g_autofree char *given = expand ("[ IF \"{{SEXE}}\" = F \"{{NOM}}\" ][ QUOTE {{VILLE}} ]");
  g_autoptr (MergeTemplate) template = fixture_template (given);
  GPtrArray *fields = merge_template_get_fields (template);
  static const char *const names[] = { "SEXE", "VILLE", "NOM" };

  g_assert_cmpuint (fields->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < fields->len; i++)
    {
      const MergeField *field = g_ptr_array_index (fields, i);

      g_assert_cmpstr (field->name, ==, names[i]);
      g_assert_cmpuint (field->count, ==, 1);
      g_assert_true (field->braces);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/mixed/texts", test_texts);
  g_test_add_func ("/merge/mixed/told", test_told);
  g_test_add_func ("/merge/mixed/fields", test_fields);
  return g_test_run ();
}
