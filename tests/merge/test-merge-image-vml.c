/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-fixture.h"

/* Pictures of the data where the template has one of VML, alone or beside its twin of DrawingML. */

#define R(text) "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define P(text) "<w:p>" text "</w:p>"
#define V \
  "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\""
#define SHAPE(attributes, style, image)                                                          \
  "<w:pict><v:shape " V " type=\"#_x0000_t75\" " attributes " style=\"" style "\"><v:imagedata " \
  "r:id=\"rId9\" " image "/></v:shape></w:pict>"
#define PICT(attributes, style) P ("<w:r>" SHAPE (attributes, style, "") "</w:r>")
#define INLINE(name, cx, cy)                                                                 \
  "<w:drawing><wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/"       \
  "wordprocessingDrawing\"><wp:extent cx=\"" cx "\" cy=\"" cy "\"/><wp:docPr id=\"1\" "      \
  "name=\"Image 1\" descr=\"" name "\"/><a:graphic xmlns:a=\"http://schemas.openxmlformats." \
  "org/drawingml/2006/main\"><a:graphicData><a:blip r:embed=\"rId8\"/></a:graphicData>"      \
  "</a:graphic></wp:inline></w:drawing>"
#define TWINS(choice, fallback)                                                \
  P ("<w:r><mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/" \
     "markup-compatibility/2006\"><mc:Choice Requires=\"wps\">" choice         \
     "</mc:Choice><mc:Fallback>" fallback "</mc:Fallback></mc:AlternateContent></w:r>")

#define SQUARE "width:100pt;height:100pt"

/* 200 by 100 points, 100 by 200. */
static const guint8 wide[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0,   0, 0,
                               13,   'I', 'H', 'D', 'R',  0,    0,    0,    200, 0, 0,
                               0,    100, 8,   2,   0,    0,    0,    1,    2,   3, 4 };
static const guint8 tall[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0,   0, 0,
                               13,   'I', 'H', 'D', 'R',  0,    0,    0,    100, 0, 0,
                               0,    200, 8,   2,   0,    0,    0,    1,    2,   3, 4 };

static gboolean
look_up (const char *name, MergeValue *value, gpointer data)
{
  return FALSE;
}

static GBytes *
load_picture (const char *name, gpointer picture)
{
  return picture != NULL && (strcmp (name, "LOGO") == 0 || strcmp (name, "CACHET") == 0)
             ? g_bytes_new_static (picture, sizeof wide)
             : NULL;
}

static GBytes *
merge (const char *body, const guint8 *picture, MergeReport *report)
{
  const MergeSource source = { .lookup = look_up,
                               .load_picture = load_picture,
                               .user_data = (gpointer) picture };
  g_autoptr (GBytes) bytes = fixture_body (body);
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (bytes, &error);
  GBytes *merged;

  g_assert_no_error (error);
  merged = merge_template_merge_source (template, &source, MERGE_MISSING_BLANK, report, &error);
  g_assert_no_error (error);
  return merged;
}

/* As Word's dialog writes it, or as a school does that knows what it wants. */
static void
test_names (void)
{
  static const char *const bodies[] = {
    PICT ("alt=\"LOGO\"", SQUARE),
    PICT ("alt=\"{{LOGO}}\"", SQUARE),
    PICT ("title=\"LOGO\"", SQUARE),
    PICT ("o:title=\"{{logo}}\"", SQUARE),
    PICT ("id=\"LOGO\"", SQUARE),
    P ("<w:r>" SHAPE ("id=\"_x0000_i1025\"", SQUARE, "o:title=\"{{ LOGO }}\"") "</w:r>"),
    P ("<w:r>" SHAPE ("alt=\"LOGO\"", SQUARE,
                      "o:title=\"x\" cropleft=\"5\" r:href=\"rId10\" gain=\"19661f\"") "</w:r>"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GBytes) merged = merge (bodies[i], wide, NULL);
      g_autofree char *document = fixture_part (merged, "word/document.xml");
      g_autofree char *rels = fixture_part (merged, "word/_rels/document.xml.rels");
      g_autofree char *names = fixture_part_names (merged);

      g_test_message ("%s", bodies[i]);
      g_assert_true (fixture_is_well_formed (document));
      g_assert_nonnull (strstr (document, "r:id=\"rIdParaphe1\""));
      g_assert_nonnull (strstr (document, "width:100.00pt;height:50.00pt"));
      g_assert_null (strstr (document, "rId9"));
      g_assert_null (strstr (document, "rId10"));
      g_assert_null (strstr (document, "crop"));
      g_assert_null (strstr (document, "gain"));
      g_assert_nonnull (strstr (rels, "Id=\"rIdParaphe1\""));
      g_assert_nonnull (strstr (names, "word/media/paraphe1.png"));
    }
}

/* Whatever unit the style speaks in, wide and tall pictures keep their shape in the box. */
static void
test_boxes (void)
{
  static const struct
  {
    const char *body;
    const guint8 *picture;
    const char *style;
  } cases[] = {
    { PICT ("alt=\"LOGO\"", "width:100pt;height:20pt"), wide, "\"width:40.00pt;height:20.00pt\"" },
    { PICT ("alt=\"LOGO\"", "width:20pt;height:100pt"), wide, "\"width:20.00pt;height:10.00pt\"" },
    { PICT ("alt=\"LOGO\"", "width:100pt;height:20pt"), tall, "\"width:10.00pt;height:20.00pt\"" },
    { PICT ("alt=\"LOGO\"", "width:20pt;height:100pt"), tall, "\"width:20.00pt;height:40.00pt\"" },
    { PICT ("alt=\"LOGO\"", "width:1in;height:1in"), wide, "\"width:72.00pt;height:36.00pt\"" },
    { PICT ("alt=\"LOGO\"", "width:2.54cm;height:72pt"), wide, "width:72.00pt;height:36.00pt" },
    { PICT ("alt=\"LOGO\"", "width:96;height:96px"), wide, "\"width:72.00pt;height:36.00pt\"" },
    { PICT ("alt=\"LOGO\"", "position:absolute; Width : 100pt ;margin-left:3pt;height:100pt;"
                            "mso-width-percent:0"),
      wide,
      "\"position:absolute;width:100.00pt;margin-left:3pt;height:50.00pt;mso-width-percent:0\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) merged = merge (cases[i].body, cases[i].picture, NULL);
      g_autofree char *document = fixture_part (merged, "word/document.xml");

      g_test_message ("%s", document);
      g_assert_nonnull (strstr (document, cases[i].style));
    }
}

/* Other pictures stay as they are: the name of a file is none, nor is what has no size. */
static void
test_others (void)
{
  static const char *const bodies[] = {
    P ("<w:r>" SHAPE ("id=\"_x0000_i1025\"", SQUARE, "o:title=\"logo\"") "</w:r>"),
    PICT ("alt=\"Le logo du lycée\"", SQUARE),
    PICT ("alt=\"LOGO\"", "width:100%;height:100pt"),
    PICT ("alt=\"LOGO\"", "width:-1pt;height:100pt"),
    PICT ("alt=\"LOGO\"", "width:1e300pt;height:100pt"),
    PICT ("alt=\"LOGO\"", "width:nanpt;height:100pt"),
    PICT ("alt=\"LOGO\"", "mso-width:100pt;height:100pt"),
    PICT ("alt=\"LOGO\"", ""),
    P ("<w:r><w:pict><v:group " V " alt=\"LOGO\" style=\"" SQUARE "\"><v:shape style=\"" SQUARE
       "\"><v:imagedata r:id=\"rId9\"/></v:shape><v:shape style=\"" SQUARE
       "\"><v:imagedata r:id=\"rId9\"/></v:shape></v:group></w:pict></w:r>"),
    P ("<w:r><w:pict><v:imagedata " V " r:id=\"rId9\" o:title=\"{{LOGO}}\"/></w:pict></w:r>"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GBytes) merged = merge (bodies[i], wide, NULL);
      g_autofree char *document = fixture_part (merged, "word/document.xml");

      g_test_message ("%s", bodies[i]);
      g_assert_nonnull (strstr (document, "r:id=\"rId9\""));
      g_assert_null (strstr (document, "rIdParaphe"));
    }
}

/* Twins show the same picture, whichever is named; each in its own box. */
static void
test_twins (void)
{
  static const char *const bodies[] = {
    TWINS (INLINE ("LOGO", "1270000", "1270000"), SHAPE ("alt=\"LOGO\"", SQUARE, "")),
    TWINS (INLINE ("LOGO", "1270000", "1270000"), SHAPE ("", SQUARE, "")),
    TWINS (INLINE ("", "1270000", "1270000"), SHAPE ("alt=\"LOGO\"", SQUARE, "")),
    TWINS (INLINE ("LOGO", "1270000", "1270000"), SHAPE ("alt=\"CACHET\"", SQUARE, "")),
  };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (MergeReport) report = merge_report_new ();
      g_autoptr (GBytes) merged = merge (bodies[i / 2], i % 2 == 0 ? wide : NULL, report);
      g_autofree char *document = fixture_part (merged, "word/document.xml");

      g_test_message ("%s", document);
      g_assert_true (fixture_is_well_formed (document));
      if (i % 2 == 0)
        {
          g_assert_nonnull (strstr (document, "r:embed=\"rIdParaphe1\""));
          g_assert_nonnull (strstr (document, "r:id=\"rIdParaphe1\""));
          g_assert_nonnull (strstr (document, "cx=\"1270000\" cy=\"635000\""));
          g_assert_nonnull (strstr (document, "width:100.00pt;height:50.00pt"));
        }
      else
        {
          g_assert_null (strstr (document, "drawing"));
          g_assert_null (strstr (document, "w:pict"));
          g_assert_cmpstr (report->missing->pdata[0], ==, "LOGO");
        }
      g_assert_null (strstr (document, "rIdParaphe2"));
      g_assert_cmpuint (report->missing->len, ==, i % 2);
    }
}

/* A picture that the school has not: its place is gone, what stands around it stays, and it is
 * told. */
static void
test_without (void)
{
  g_autoptr (MergeReport) report = merge_report_new ();
  g_autoptr (GBytes) merged =
      merge (P (R ("a")) PICT ("alt=\"SIGNATURE\"", SQUARE) P (R ("z")), wide, report);
  g_autofree char *document = fixture_part (merged, "word/document.xml");
  g_autofree char *names = fixture_part_names (merged);

  g_assert_null (strstr (document, "w:pict"));
  g_assert_nonnull (strstr (document, ">a<"));
  g_assert_nonnull (strstr (document, ">z<"));
  g_assert_null (strstr (names, "media"));
  g_assert_cmpuint (report->missing->len, ==, 1);
  g_assert_cmpstr (report->missing->pdata[0], ==, "SIGNATURE");
}

/* A text box that holds the place of a picture is none itself: it keeps its size and its text,
 * with the picture and without. */
static void
test_text_box (void)
{
  static const char *const bodies[] = {
    P ("<w:r><w:drawing><wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/"
       "wordprocessingDrawing\"><wp:extent cx=\"999\" cy=\"888\"/><wp:docPr id=\"2\" "
       "name=\"Zone\"/><w:txbxContent>" P (R ("Lycée")) P (
           "<w:r>" INLINE ("LOGO", "1270000",
                           "1270000") "</w:r>") "</w:txbxContent></wp:inline></w:drawing></w:r>"),
    P ("<w:r><w:pict><v:shape " V
       " style=\"width:999pt;height:888pt\"><v:textbox><w:txbxContent>" P (R ("Lycée"))
           PICT ("alt=\"LOGO\"", SQUARE) "</w:txbxContent></v:textbox></v:shape>"
                                         "</w:pict></w:r>"),
  };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GBytes) merged = merge (bodies[i / 2], i % 2 == 0 ? wide : NULL, NULL);
      g_autofree char *document = fixture_part (merged, "word/document.xml");

      g_test_message ("%s", document);
      g_assert_nonnull (strstr (document, "Lycée"));
      g_assert_nonnull (strstr (document, i < 2 ? "cx=\"999\" cy=\"888\"" : "width:999pt"));
      g_assert_true ((strstr (document, "rIdParaphe1") != NULL) == (i % 2 == 0));
      g_assert_true ((strstr (document, i < 2 ? "cy=\"635000\"" : "height:50.00pt") != NULL)
                     == (i % 2 == 0));
    }
}

/* The size of what an old field showed so far, in its style. */
static void
test_field (void)
{
  g_autoptr (GBytes) merged =
      merge (P ("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> INCLUDEPICTURE "
                "LOGO \\d </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
                "<w:r>" SHAPE ("", "width:50pt;height:100pt",
                               "") "</w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"),
             wide, NULL);
  g_autofree char *document = fixture_part (merged, "word/document.xml");

  g_assert_nonnull (strstr (document, "cx=\"635000\" cy=\"317500\""));
  g_assert_null (strstr (document, "w:pict"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/image-vml/names", test_names);
  g_test_add_func ("/merge/image-vml/boxes", test_boxes);
  g_test_add_func ("/merge/image-vml/others", test_others);
  g_test_add_func ("/merge/image-vml/twins", test_twins);
  g_test_add_func ("/merge/image-vml/without", test_without);
  g_test_add_func ("/merge/image-vml/text-box", test_text_box);
  g_test_add_func ("/merge/image-vml/field", test_field);
  return g_test_run ();
}
