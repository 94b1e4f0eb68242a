/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-fixture.h"

/* A template shows the name of each field where its value will stand, as Word does: «NOM». Merged
 * with these names as values, it has to read as it did, run by run: the codes are gone, and nothing
 * else. */

typedef struct
{
  const char *name;
  const char
      *body; /* "{NOM}": a field, "{i NOM}": its result in italics, "[NOM]": a simple field */
} Case;

static const Case cases[] = {
  { "one", "<w:p>{NOM}</w:p>" },
  { "in-words", "<w:p><w:r><w:t>Élève : </w:t></w:r>{NOM}<w:r><w:t>, né</w:t></w:r></w:p>" },
  { "formatted",
    "<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr>{i NOM}<w:r><w:tab/></w:r>{NOM}</w:p>" },
  { "side-by-side", "<w:p>{NOM}{PRENOM}[CLASSE]{i NOM}</w:p>" },
  { "simple", "<w:p><w:r><w:t>a</w:t></w:r>[NOM]<w:r><w:t>b</w:t></w:r>[PRENOM]</w:p>" },
  { "cells",
    "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr/><w:p>{NOM}</w:p></w:tc><w:tc><w:p>[CLASSE]"
    "</w:p></w:tc></w:tr></w:tbl><w:p/>" },
  { "wrapped",
    "<w:p><w:hyperlink w:anchor=\"x\">{NOM}</w:hyperlink><w:ins w:id=\"1\">[NOM]</w:ins><w:sdt>"
    "<w:sdtContent>{i NOM}</w:sdtContent></w:sdt></w:p>" },
  { "text-box",
    "<w:p><w:r><w:pict><w:txbxContent><w:p>{NOM}</w:p></w:txbxContent></w:pict></w:r>{NOM}</w:p>" },
  { "marks",
    "<w:p><w:bookmarkStart w:id=\"1\" w:name=\"a\"/>{NOM}<w:bookmarkEnd w:id=\"1\"/><w:proofErr "
    "w:type=\"spellStart\"/>{PRENOM}<w:proofErr w:type=\"spellEnd\"/></w:p>" },
  { "chosen", "<w:p>(<w:r><w:t xml:space=\"preserve\">Mme </w:t></w:r>{i "
              "NOM}|)<w:r><w:t>.</w:t></w:r></w:p>" },
  { "chosen-over-paragraphs", "<w:p><w:r><w:t>a</w:t></w:r>({NOM}</w:p><w:p><w:pPr><w:jc "
                              "w:val=\"both\"/></w:pPr>{PRENOM}|)<w:r><w:t>.</w:t></w:r></w:p>" },
  { "chosen-in-chosen", "<w:p>({NOM}({i CLASSE}|){PRENOM}|)</w:p>" },
  { "whole",
    "<w:p>{NOM}</w:p><w:p/><w:p><w:r><w:br/></w:r>[PRENOM]</w:p><w:tbl><w:tr><w:tc><w:p>({CLASSE}|)"
    "</w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>fin</w:t></w:r></w:p>" },
};

#define MARK(type) "<w:r><w:fldChar w:fldCharType=\"" type "\"/></w:r>"

static void
add_code (GString *xml, const char *code)
{
  g_string_append_printf (xml, "<w:r><w:instrText xml:space=\"preserve\">%s</w:instrText></w:r>",
                          code);
}

static void
add_field (GString *xml, const char *name, char kind, gboolean italics, gboolean codes)
{
  g_autofree char *result = g_strdup_printf ("<w:r>%s<w:t xml:space=\"preserve\">«%s»</w:t></w:r>",
                                             italics ? "<w:rPr><w:i/></w:rPr>" : "", name);

  if (!codes)
    g_string_append (xml, result);
  else if (kind == '[')
    g_string_append_printf (xml, "<w:fldSimple w:instr=\" MERGEFIELD %s \">%s</w:fldSimple>", name,
                            result);
  else
    g_string_append_printf (
        xml,
        MARK ("begin") "<w:r><w:instrText xml:space=\"preserve\"> MERGEFIELD %s "
                       "\\* MERGEFORMAT </w:instrText></w:r>" MARK ("separate") "%s" MARK ("end"),
        name, result);
}

/* The body with its fields, or as it reads. “(” begins an IF that chooses its first argument. */
static char *
expand (const char *body, gboolean codes)
{
  GString *xml = g_string_new (NULL);

  for (const char *at = body; *at != '\0'; at++)
    if (*at == '{' || *at == '[')
      {
        gboolean italics = g_str_has_prefix (at + 1, "i ");
        const char *start = at + (italics ? 3 : 1);
        gsize length = strcspn (start, "}]");
        g_autofree char *name = g_strndup (start, length);

        add_field (xml, name, *at, italics, codes);
        at = start + length;
      }
    else if (strchr ("(|)", *at) == NULL)
      g_string_append_c (xml, *at);
    else if (codes && *at == '(')
      {
        g_string_append (xml, MARK ("begin"));
        add_code (xml, " IF 1 = 1 \"");
      }
    else if (codes && *at == '|')
      add_code (xml, "\" \"rien\" ");
    else if (codes)
      g_string_append (xml, MARK ("separate") "<w:r><w:t>ancien</w:t></w:r>" MARK ("end"));
  return g_string_free (xml, FALSE);
}

static gboolean
name_itself (const char *name, MergeValue *value, gpointer data)
{
  char **last = data;

  g_free (*last);
  *last = g_strdup_printf ("«%s»", name);
  value->type = MERGE_VALUE_TEXT;
  value->text = *last;
  return TRUE;
}

static char *
merge (const char *body)
{
  g_autoptr (MergeTemplate) template = fixture_template (body);
  g_autoptr (GError) error = NULL;
  g_autofree char *last = NULL;
  g_autofree char *document = NULL;
  g_autoptr (GBytes) merged =
      merge_template_merge (template, name_itself, &last, MERGE_MISSING_BLANK, NULL, &error);
  const char *start, *end;

  g_assert_no_error (error);
  document = fixture_part (merged, "word/document.xml");
  start = strstr (document, "<w:body>") + strlen ("<w:body>");
  end = g_strrstr (document, "</w:body>");
  return g_strndup (start, (gsize) (end - start));
}

static void
test_case (gconstpointer data)
{
  const Case *the = data;
  g_autofree char *given = expand (the->body, TRUE);
  g_autofree char *shown = expand (the->body, FALSE);
  g_autofree char *body = merge (given);

  g_assert_cmpstr (body, ==, shown);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/merge/round-trip/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
