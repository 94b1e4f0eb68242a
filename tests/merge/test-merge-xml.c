/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge-xml-private.h"

#include <string.h>

/* A part is read in pieces, so that a text may be cut anywhere: these lie around the sizes that
 * libxml2 reads at a time. */
static const guint sizes[] = { 1, 39, 1000, 1333, 1334, 1999, 2000, 2001, 4000, 30000 };

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static MergeXml *
parse (const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length); /* no NUL behind it */
  g_autoptr (GError) error = NULL;
  MergeXml *xml = merge_xml_parse (bytes, "test", &error);

  g_assert_no_error (error);
  return xml;
}

/* A text of letters of one, two, three and four bytes. */
static char *
make_text (guint n, guint first)
{
  static const char *const letters[] = { "é", "e", "€", "𝄞", "&amp;" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, letters[(first + i) % G_N_ELEMENTS (letters)]);
  return g_string_free (text, FALSE);
}

static void
assert_round_trip (const char *text)
{
  g_autoptr (MergeXml) xml = parse (text, strlen (text));
  g_autoptr (GBytes) dump = merge_xml_dump (xml);
  gsize length = 0;
  const char *data = g_bytes_get_data (dump, &length);

  g_assert_cmpuint (length, ==, strlen (text));
  g_assert_cmpstr (data, ==, text); /* so there is a NUL behind it */
}

static void
test_pieces (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint first = 0; first < 5; first++)
      {
        g_autofree char *letters = make_text (sizes[i], first);
        g_autofree char *text =
            g_strdup_printf (HEAD "<w a=\"%s\">%s<b/>%s</w>\n", letters, letters, letters);

        assert_round_trip (text);
      }
}

/* A tag, a name and a reference cut at every place of a piece. */
static void
test_cuts (void)
{
  for (guint n = 3900; n < 4110; n++)
    {
      g_autofree char *spaces = g_strnfill (n, 'x');
      g_autofree char *text = g_strdup_printf (
          HEAD "<w:p xmlns:w=\"urn:w\">%s<w:t w:val=\"é\">&lt;«ÉTÉ»</w:t></w:p>\n", spaces);

      assert_round_trip (text);
    }
}

/* Eight megabytes in one text. */
static void
test_long (void)
{
  const gsize n = 8 * 1024 * 1024;
  g_autofree char *letters = g_strnfill (n, 'a');
  g_autofree char *text = g_strconcat (HEAD "<w>", letters, "</w>\n", NULL);

  assert_round_trip (text);
}

/* What the declaration says counts for nothing once the text was decoded. */
static void
test_charsets (void)
{
  static const char declaration[] = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><w>été</w>";
  static const char latin[] = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><w>\xe9t\xe9</w>";
  static const char marked[] = "\xEF\xBB\xBF<w>été</w>";
  g_autofree char *wide = NULL;
  gsize size = 0;
  struct
  {
    const char *text;
    gsize length;
  } texts[] = { { declaration, sizeof declaration - 1 },
                { latin, sizeof latin - 1 },
                { marked, sizeof marked - 1 },
                { NULL, 0 } };

  wide = g_convert (declaration, -1, "UTF-16", "UTF-8", NULL, &size, NULL);
  texts[3].text = wide;
  texts[3].length = size;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (MergeXml) xml = parse (texts[i].text, texts[i].length);
      xmlChar *content = xmlNodeGetContent (xmlDocGetRootElement (xml));

      g_assert_cmpstr ((const char *) content, ==, "été");
      xmlFree (content);
    }
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "", "<w>", "<w></v>", "<w/><w/>", "text", "<w>\xe9</w>", "<!DOCTYPE w><w/>", "<w>&nbsp;</w>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (merge_xml_parse (bytes, "test", &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/xml/pieces", test_pieces);
  g_test_add_func ("/merge/xml/cuts", test_cuts);
  g_test_add_func ("/merge/xml/long", test_long);
  g_test_add_func ("/merge/xml/charsets", test_charsets);
  g_test_add_func ("/merge/xml/refused", test_refused);
  return g_test_run ();
}
