/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base-file.h"
#include "paper-fixture.h"
#include "paper-fonts.h"

#define LIBERATION "/usr/share/fonts/truetype/liberation"
#define CARLITO    "/usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf"

/* A machine that has just these fonts. Returns: whether they could be taken from this one */
static gboolean
make_machine (const char *folder, gboolean carlito)
{
  g_autofree char *fonts = g_build_filename (folder, "fonts", NULL);
  g_autofree char *conf = g_build_filename (folder, "fonts.conf", NULL);
  g_autofree char *link = g_build_filename (fonts, "Carlito.ttf", NULL);
  g_autofree char *other = g_build_filename (fonts, "liberation", NULL);
  g_autofree char *text = g_strdup_printf (
      "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"urn:fontconfig:fonts.dtd\">"
      "<fontconfig><dir>%s</dir><cachedir>%s/cache</cachedir><include ignore_missing=\"yes\">"
      "/etc/fonts/conf.d/30-metric-aliases.conf</include></fontconfig>",
      fonts, folder);

  if (!g_file_test (LIBERATION, G_FILE_TEST_EXISTS) || !g_file_test (CARLITO, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("fonts-liberation and fonts-crosextra-carlito are not installed");
      return FALSE;
    }
  g_assert_cmpint (g_mkdir_with_parents (fonts, 0700), ==, 0);
  g_assert_true (g_file_set_contents (conf, text, -1, NULL));
  g_assert_cmpint (symlink (LIBERATION, other), ==, 0);
  if (carlito)
    g_assert_cmpint (symlink (CARLITO, link), ==, 0);
  g_setenv ("FONTCONFIG_FILE", conf, TRUE);
  return TRUE;
}

/* "Name=package Name=-" */
static char *
missing (GBytes *docx)
{
  g_autoptr (GPtrArray) fonts = paper_fonts_missing (docx);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < fonts->len; i++)
    {
      const PaperFont *font = g_ptr_array_index (fonts, i);
      g_autofree char *sentence = paper_font_sentence (font);

      g_test_message ("%s", sentence);
      g_assert_nonnull (strstr (sentence, font->name));
      g_assert_true (font->package == NULL || strstr (sentence, font->package) != NULL);
      g_string_append_printf (text, "%s%s=%s", i > 0 ? " " : "", font->name,
                              font->package != NULL ? font->package : "-");
    }
  return g_string_free (text, FALSE);
}

#define RUN(fonts) "<w:p><w:r><w:rPr><w:rFonts " fonts "/></w:rPr><w:t>x</w:t></w:r></w:p>"
#define STYLE(id, more, fonts)                                                        \
  "<w:style w:type=\"paragraph\" w:styleId=\"" id "\"" more "<w:rPr><w:rFonts " fonts \
  "/></w:rPr></w:style>"

static const struct
{
  const char *body;
  const char *styles;
  const char *missing;
} cases[] = {
  { RUN ("w:ascii=\"Arial\" w:hAnsi=\"Arial\""), "", "" },
  { RUN ("w:ascii=\"times new roman\""), "", "" },
  { RUN ("w:ascii=\"Liberation Sans\""), "", "" },
  { RUN ("w:ascii=\"Calibri\" w:hAnsi=\"Calibri\""), "", "Calibri=fonts-crosextra-carlito" },
  { RUN ("w:ascii=\"Cambria\"") RUN ("w:hAnsi=\"Calibri\"") RUN ("w:ascii=\"Cambria\""), "",
    "Cambria=fonts-crosextra-caladea Calibri=fonts-crosextra-carlito" },
  { RUN ("w:ascii=\"Century Gothic\""), "", "Century Gothic=-" },
  { RUN ("w:cs=\"Calibri\" w:eastAsia=\"MS Mincho\""), "", "" },
  { "<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0A8\"/></w:r></w:p>", "",
    "Wingdings=fonts-opensymbol" },
  /* what goes for all, the usual style, a style that is used and the one that it comes from */
  { "",
    "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Verdana\"/></w:rPr></w:rPrDefault>"
    "</w:docDefaults>",
    "Verdana=ttf-mscorefonts-installer" },
  { "", STYLE ("Normal", " w:default=\"1\">", "w:ascii=\"Cambria\""),
    "Cambria=fonts-crosextra-caladea" },
  { "", STYLE ("Titre1", ">", "w:ascii=\"Cambria\""), "" },
  { "<w:p><w:pPr><w:pStyle w:val=\"Titre2\"/></w:pPr></w:p>",
    STYLE ("Titre1", ">", "w:ascii=\"Cambria\"")
        STYLE ("Titre2", "><w:basedOn w:val=\"Titre1\"/>", "w:ascii=\"Georgia\""),
    "Georgia=ttf-mscorefonts-installer Cambria=fonts-crosextra-caladea" },
  { "<w:p><w:pPr><w:pStyle w:val=\"A\"/></w:pPr></w:p>",
    STYLE ("A", "><w:basedOn w:val=\"A\"/>", "w:ascii=\"Cambria\""),
    "Cambria=fonts-crosextra-caladea" },
};

static void
test_missing (void)
{
  g_autofree char *folder = g_dir_make_tmp ("paper-fonts-XXXXXX", NULL);

  if (!make_machine (folder, FALSE))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) docx = paper_fixture_docx_with (cases[i].body, "", cases[i].styles);
      g_autofree char *found = missing (docx);

      g_assert_cmpstr (found, ==, cases[i].missing);
    }
  base_file_remove_folder (folder);
}

/* A font that was installed meanwhile is seen. */
static void
test_installed (void)
{
  g_autofree char *folder = g_dir_make_tmp ("paper-fonts-XXXXXX", NULL);
  g_autoptr (GBytes) docx = paper_fixture_docx_with (RUN ("w:ascii=\"Calibri\""), "", "");
  g_autofree char *found = NULL;

  if (!make_machine (folder, TRUE))
    return;
  found = missing (docx);
  g_assert_cmpstr (found, ==, "");
  base_file_remove_folder (folder);
}

/* The fonts of the theme stand for those that it names; those that the document brings are there.
 */
static void
test_theme_and_embedded (void)
{
  g_autofree char *folder = g_dir_make_tmp ("paper-fonts-XXXXXX", NULL);
  g_autoptr (GBytes) docx = paper_fixture_package (
      "word/document.xml",
      "<d xmlns:w=\"w\">" RUN ("w:asciiTheme=\"minorHAnsi\"") RUN ("w:hAnsiTheme=\"majorHAnsi\"")
          RUN ("w:ascii=\"Ours\"") RUN ("w:ascii=\"Theirs\"") "</d>",
      "word/theme/theme1.xml",
      "<a:t xmlns:a=\"a\"><a:e><a:majorFont><a:latin typeface=\"Cambria\"/></a:majorFont>"
      "<a:minorFont><a:latin typeface=\"Calibri\"/><a:ea typeface=\"\"/></a:minorFont></a:e></a:t>",
      "word/fontTable.xml",
      "<w:fonts xmlns:w=\"w\"><w:font w:name=\"Ours\"><w:embedRegular/></w:font><w:font "
      "w:name=\"Theirs\"/></w:fonts>",
      "word/header1.xml", "broken", NULL);
  g_autofree char *found = NULL;

  if (!make_machine (folder, FALSE))
    return;
  found = missing (docx);
  g_assert_cmpstr (found, ==,
                   "Calibri=fonts-crosextra-carlito Cambria=fonts-crosextra-caladea Theirs=-");
  base_file_remove_folder (folder);
}

static void
test_not_a_document (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("bonjour", 7);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autofree char *found = missing (text);
  g_autofree char *again = missing (nothing);

  g_assert_cmpstr (found, ==, "");
  g_assert_cmpstr (again, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paper/fonts/missing", test_missing);
  g_test_add_func ("/paper/fonts/installed", test_installed);
  g_test_add_func ("/paper/fonts/theme-and-embedded", test_theme_and_embedded);
  g_test_add_func ("/paper/fonts/not-a-document", test_not_a_document);
  return g_test_run ();
}
