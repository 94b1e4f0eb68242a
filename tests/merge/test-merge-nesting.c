/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-error.h"
#include "merge-fixture.h"

/* Documents that nobody wrote: fields in fields, broken by paragraphs, cells, wrappers and marks
 * wherever it falls. Whatever is made of them has to be a document, and to end. The numbers come
 * from a generator of our own, so that each run makes the same documents. */

#define DOCUMENTS 800

static const FixtureValue values[] = {
  { "NOM", "Durand & <fils>", MERGE_VALUE_TEXT },
  { "SEXE", "F", MERGE_VALUE_TEXT },
  { "VIDE", "", MERGE_VALUE_TEXT },
  { "N", "12", MERGE_VALUE_NUMBER },
  { NULL, NULL, MERGE_VALUE_TEXT },
};

typedef struct
{
  guint64 state;
  GString *xml;
  guint fields;     /* that are open */
  guint paragraphs; /* containers of them that are open: cells */
  GString *wrappers;
  guint bookmark;
  guint length;
} Writer;

static guint
pick (Writer *writer, guint below)
{
  writer->state = writer->state * 6364136223846793005u + 1442695040888963407u;
  return (guint) (writer->state >> 33) % below;
}

static void
add_run (Writer *writer, const char *content)
{
  g_string_append_printf (writer->xml, "<w:r>%s%s</w:r>",
                          pick (writer, 3) == 0 ? "<w:rPr><w:b/></w:rPr>" : "", content);
}

static void
add_words (Writer *writer)
{
  static const char *const words[] = {
    " IF ",
    " = ",
    "\"",
    "oui",
    " \"a\" \"b\" ",
    " MERGEFIELD NOM ",
    " SET x ",
    "x",
    " REF x ",
    " REF b1 ",
    " REF b2 ",
    " MERGEFIELD VIDE ",
    " &lt;&gt; ",
    "\\",
    " \\* Upper ",
    " = 1 + ",
    " QUOTE ",
    " COMPARE ",
    " N ",
    " MERGEFIELD N ",
    " DATE ",
    " PAGE ",
    "\" \"",
    " NEXTIF ",
    " {{NOM}} ",
    " FILLIN \"q\" \\d r ",
    " SI ",
    "“",
    "é",
    " \xEF\xBF\xBC ",
    " ASK x y ",
    " CREATEDATE ",
  };
  const char *word = words[pick (writer, G_N_ELEMENTS (words))];
  gboolean code = writer->fields > 0 && pick (writer, 8) > 0;
  g_autofree char *content =
      g_strdup_printf ("<w:%s xml:space=\"preserve\">%s</w:%s>", code ? "instrText" : "t", word,
                       code ? "instrText" : "t");

  add_run (writer, content);
}

static void
add_mark (Writer *writer)
{
  static const char *const types[] = { "begin", "separate", "end" };
  guint type = pick (writer, 7);
  g_autofree char *content = NULL;

  type = type < 3 ? 0 : type < 5 ? 2 : 1;
  if (type == 0)
    writer->fields++;
  else if (type == 2 && writer->fields > 0)
    writer->fields--;
  content = g_strdup_printf ("<w:fldChar w:fldCharType=\"%s\"/>", types[type]);
  add_run (writer, content);
}

/* Wrappers are closed before anything above runs begins or ends. */
static void
close_wrappers (Writer *writer)
{
  static const char *const names[] = { "ins", "smartTag", "hyperlink" };

  while (writer->wrappers->len > 0)
    {
      g_string_append_printf (
          writer->xml, "</w:%s>",
          names[(guint) writer->wrappers->str[writer->wrappers->len - 1] - 'a']);
      g_string_truncate (writer->wrappers, writer->wrappers->len - 1);
    }
}

static void
add_wrapper (Writer *writer)
{
  static const char *const tags[] = { "<w:ins w:id=\"1\">", "<w:smartTag w:element=\"x\">",
                                      "<w:hyperlink>" };
  guint index = pick (writer, G_N_ELEMENTS (tags));

  if (writer->wrappers->len > 2)
    {
      close_wrappers (writer);
      return;
    }
  g_string_append (writer->xml, tags[index]);
  g_string_append_c (writer->wrappers, (char) ('a' + index));
}

static void
add_block (Writer *writer)
{
  close_wrappers (writer);
  if (pick (writer, 4) > 0)
    g_string_append (writer->xml, pick (writer, 6) == 0
                                      ? "</w:p><w:p><w:pPr><w:sectPr/></w:pPr>"
                                      : "</w:p><w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr>");
  else if (writer->paragraphs > 0)
    {
      g_string_append (writer->xml, "</w:p></w:tc></w:tr></w:tbl><w:p>");
      writer->paragraphs--;
    }
  else
    {
      g_string_append (writer->xml, "</w:p><w:tbl><w:tr><w:tc><w:p>");
      writer->paragraphs++;
    }
}

static void
add_something (Writer *writer)
{
  guint kind = pick (writer, 20);

  if (kind < 9)
    add_words (writer);
  else if (kind < 15)
    add_mark (writer);
  else if (kind == 15)
    add_block (writer);
  else if (kind == 16)
    add_wrapper (writer);
  else if (kind == 17 && pick (writer, 2) == 0)
    g_string_append_printf (writer->xml, "<w:bookmarkStart w:id=\"%u\" w:name=\"b%u\"/>",
                            writer->bookmark % 4, writer->bookmark % 4);
  else if (kind == 17)
    g_string_append_printf (writer->xml, "<w:bookmarkEnd w:id=\"%u\"/>", writer->bookmark % 4);
  else if (kind == 18)
    g_string_append (writer->xml, "<w:fldSimple w:instr=\" IF a = a &quot;b&quot; \"><w:r><w:t>c"
                                  "</w:t></w:r></w:fldSimple>");
  else
    add_run (writer, "<w:fldChar w:fldCharType=\"begin\"/><w:instrText> IF a = a \"</w:instrText>"
                     "<w:drawing/><w:instrText>\" b</w:instrText><w:tab/><w:fldChar "
                     "w:fldCharType=\"end\"/>");
  writer->bookmark++;
}

static char *
write_document (guint seed)
{
  Writer writer = { .state = seed, .xml = g_string_new ("<w:p>"), .wrappers = g_string_new (NULL) };
  guint length = 5 + pick (&writer, 60);

  for (guint i = 0; i < length; i++)
    add_something (&writer);
  close_wrappers (&writer);
  g_string_append (writer.xml, "</w:p>");
  for (; writer.paragraphs > 0; writer.paragraphs--)
    g_string_append (writer.xml, "</w:tc></w:tr></w:tbl><w:p/>");
  g_string_free (writer.wrappers, TRUE);
  return g_string_free (writer.xml, FALSE);
}

/* Cells and bodies hold blocks, paragraphs hold runs: what the schema asks for at the least. */
static void
assert_structure (const char *body)
{
  GString *open = g_string_new (NULL);

  for (const char *at = strchr (body, '<'); at != NULL; at = strchr (at + 1, '<'))
    {
      gboolean closes = at[1] == '/';
      const char *name = at + (closes ? 2 : 1);
      gsize length = strcspn (name, " />");
      gboolean alone = strchr (at, '>')[-1] == '/';
      char kind = strncmp (name, "w:p", length) == 0    ? 'p'
                  : strncmp (name, "w:r", length) == 0  ? 'r'
                  : strncmp (name, "w:tc", length) == 0 ? 'c'
                                                        : '\0';

      if (kind == '\0' || length < 3 || (kind == 'c' && length != 4))
        continue;
      if (closes)
        g_string_truncate (open, open->len - 1);
      else
        {
          char around = open->len > 0 ? open->str[open->len - 1] : 'c';

          g_assert_true (kind == 'r' ? around == 'p' : around == 'c' || kind == 'c');
          if (!alone)
            g_string_append_c (open, kind);
        }
    }
  g_assert_cmpuint (open->len, ==, 0);
  g_string_free (open, TRUE);
}

static void
test_documents (void)
{
  guint fields = 0;

  for (guint seed = 1; seed <= DOCUMENTS; seed++)
    {
      g_autofree char *given = write_document (seed);
      g_autofree char *body = NULL;

      g_test_message ("document %u", seed);
      body = fixture_merge_body (given, values, MERGE_MISSING_BLANK);
      assert_structure (body);
      fields += strcmp (given, body) != 0;
    }
  g_assert_cmpuint (fields, >, DOCUMENTS / 2);
}

static void
assert_too_much (const char *body)
{
  g_autoptr (MergeTemplate) template = fixture_template (body);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) merged = merge_template_merge (template, fixture_lookup, (gpointer) values,
                                                    MERGE_MISSING_BLANK, NULL, &error);

  g_assert_error (error, MERGE_ERROR, MERGE_ERROR_HOSTILE);
  g_assert_null (merged);
}

/* Bookmarks that double each other, forty times: refused when it is merged. */
static void
test_doubling (void)
{
  g_autofree char *begin = fixture_field (" SET x \"0123456789\" ");
  g_autofree char *inner = fixture_field ("x");
  g_autofree char *shown = fixture_field ("REF x");
  GString *body = g_string_new ("<w:p>");

  g_string_append (body, begin);
  for (guint i = 0; i < 40; i++)
    g_string_append_printf (body,
                            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> SET "
                            "x \"</w:instrText></w:r>%s%s<w:r><w:instrText>\"</w:instrText></w:r>"
                            "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
                            inner, inner);
  g_string_append_printf (body, "%s</w:p>", shown);
  assert_too_much (body->str);
  g_string_free (body, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/nesting/documents", test_documents);
  g_test_add_func ("/merge/nesting/doubling", test_doubling);
  return g_test_run ();
}
