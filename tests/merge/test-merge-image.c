/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-fixture.h"

/* Pictures of the data. */

#define R(text)             "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define P(inside)           "<w:p>" inside "</w:p>"
#define T(text)             P (R (text))
#define MARK(type)          "<w:r><w:fldChar w:fldCharType=\"" type "\"/></w:r>"
#define CODE(text)          "<w:r><w:instrText xml:space=\"preserve\">" text "</w:instrText></w:r>"
#define FIELD(code, result) MARK ("begin") code MARK ("separate") result MARK ("end")

#define DRAWING(alt, cx, cy, blip) CALLED ("Image 1", alt, cx, cy, blip)
#define CALLED(name, alt, cx, cy, blip)                                                      \
  "<w:r><w:drawing><wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/"  \
  "wordprocessingDrawing\"><wp:extent cx=\"" cx "\" cy=\"" cy "\"/><wp:docPr id=\"1\" "      \
  "name=\"" name "\" descr=\"" alt "\"/><a:graphic xmlns:a=\"http://schemas.openxmlformats." \
  "org/drawingml/2006/main\"><a:graphicData><a:blip " blip ">"                               \
  "<a:extLst/></a:blip><a:srcRect l=\"5\"/><a:xfrm><a:ext cx=\"1\" cy=\"1\"/></a:xfrm>"      \
  "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
#define EMBED "r:embed=\"rId9\" r:link=\"rId10\""

/* 200 by 100 points: what tells the size of a PNG, and of a JPEG. */
static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0,  0, 13,
                              'I',  'H', 'D', 'R', 0,    0,    0,    200,  0, 0,  0, 100,
                              8,    2,   0,   0,   0,    1,    2,    3,    4, 'x' };
static const guint8 jpeg[] = { 0xFF, 0xD8, 0xFF, 0xE0, 0,   4, 1,   2, 0xFF, 0xFF, 0xC0, 0, 11,
                               8,    0,    100,  0,    200, 3, 'x', 0, 'y',  'z',  0,    0 };

typedef struct
{
  const guint8 *data;
  gsize size;
} Picture;

static const Picture a_png = { png, sizeof png };
static const Picture a_jpeg = { jpeg, sizeof jpeg };

static gboolean
look_up (const char *name, MergeValue *value, gpointer data)
{
  static const FixtureValue values[] = { { "NOM", "Durand", MERGE_VALUE_TEXT },
                                         { NULL, NULL, MERGE_VALUE_TEXT } };

  return fixture_lookup (name, value, (gpointer) values);
}

/* There is a logo. */
static GBytes *
load_picture (const char *name, gpointer data)
{
  const Picture *picture = data;

  return picture != NULL && strcmp (name, "LOGO") == 0
             ? g_bytes_new_static (picture->data, picture->size)
             : NULL;
}

static int
count_items (const char *list, gpointer data)
{
  return strcmp (list, "DEUX") == 0 ? 2 : -1;
}

static gboolean
look_up_item (const char *list, guint item, const char *name, MergeValue *value, gpointer data)
{
  return FALSE;
}

static GBytes *
merge (const FixturePackage *package, const Picture *picture, MergeReport *report)
{
  const MergeSource source = { look_up, count_items, look_up_item, load_picture,
                               (gpointer) picture };
  g_autoptr (GBytes) bytes = fixture_package (package);
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (bytes, &error);
  GBytes *merged;

  g_assert_no_error (error);
  merged = merge_template_merge_source (template, &source, MERGE_MISSING_BLANK, report, &error);
  g_assert_no_error (error);
  return merged;
}

static GBytes *
merge_body (const char *body, const Picture *picture, MergeReport *report)
{
  g_autofree char *document = fixture_document (body);

  return merge (&(FixturePackage){ .document = document }, picture, report);
}

/* What stands between @start and @end, the first time. */
static char *
between (const char *text, const char *start, const char *end)
{
  const char *from = text != NULL ? strstr (text, start) : NULL;
  const char *to = from != NULL ? strstr (from + strlen (start), end) : NULL;

  return to != NULL ? g_strndup (from + strlen (start), (gsize) (to - from) - strlen (start))
                    : NULL;
}

static void
assert_extent (GBytes *merged, const char *expected)
{
  g_autofree char *document = fixture_part (merged, "word/document.xml");
  g_autofree char *outer = between (document, "<wp:extent ", "/>");
  g_autofree char *inner = between (document, "<a:ext ", "/>");

  g_assert_true (fixture_is_well_formed (document));
  g_assert_cmpstr (outer, ==, expected);
  g_assert_cmpstr (inner, ==, expected);
}

/* Everything that a picture needs is there, and named alike. */
static void
assert_whole (GBytes *merged, const char *part, const char *media, const Picture *picture)
{
  g_autofree char *name = g_strdup_printf ("word/%s.xml", part);
  g_autofree char *rels_name = g_strdup_printf ("word/_rels/%s.xml.rels", part);
  g_autofree char *document = fixture_part (merged, name);
  g_autofree char *rels = fixture_part (merged, rels_name);
  g_autofree char *types = fixture_part (merged, "[Content_Types].xml");
  g_autofree char *bytes = fixture_part (merged, media);
  g_autofree char *target = g_strdup_printf ("Target=\"/%s\"", media);
  g_autofree char *extension = g_strdup_printf ("Extension=\"%s\"", strrchr (media, '.') + 1);

  g_assert_nonnull (strstr (document, "r:embed=\"rIdParaphe1\""));
  g_assert_true (fixture_is_well_formed (rels));
  g_assert_nonnull (strstr (rels, "Id=\"rIdParaphe1\""));
  g_assert_nonnull (strstr (rels, target));
  g_assert_nonnull (strstr (types, extension));
  g_assert_nonnull (bytes);
  g_assert_cmpmem (bytes, picture->size, picture->data, picture->size);
}

/* As a field is, in its own size up to a box of five centimetres by two and a half. */
static void
test_fields (void)
{
  static const char *const bodies[] = {
    T ("{{LOGO}}"),
    T ("{{ logo }}"),
    T ("{{IMAGE LOGO}}"),
    P (FIELD (CODE (" MERGEFIELD LOGO "), R ("«LOGO»"))),
    P ("<w:fldSimple w:instr=\"MERGEFIELD logo \\* MERGEFORMAT\">" R ("x") "</w:fldSimple>"),
    P (FIELD (CODE (" INCLUDEPICTURE LOGO \\d "), R ("x"))),
    P (FIELD (CODE (" INCLUDEPICTURE \"") FIELD (CODE ("MERGEFIELD LOGO"), R ("x"))
                  CODE ("\" \\d "),
              R ("y"))),
    P (FIELD (CODE (" INCLUDEPICTURE ") FIELD (CODE ("MERGEFIELD LOGO"), R ("x")), R ("y"))),
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (MergeReport) report = merge_report_new ();
      g_autoptr (GBytes) merged = merge_body (bodies[i], &a_png, report);
      g_autofree char *document = fixture_part (merged, "word/document.xml");

      g_test_message ("%s", bodies[i]);
      assert_whole (merged, "document", "word/media/paraphe1.png", &a_png);
      assert_extent (merged, "cx=\"1800000\" cy=\"900000\"");
      g_assert_null (strstr (document, "INCLUDEPICTURE"));
      g_assert_null (strstr (document, "<w:t"));
      g_assert_cmpuint (report->unknown->len, ==, 0);
      g_assert_cmpuint (report->missing->len, ==, 0);
    }
}

/* Into the box of what was shown so far, in its own shape. */
static void
test_boxes (void)
{
  static const struct
  {
    const char *body;
    const char *extent;
  } cases[] = {
    { P (DRAWING ("LOGO", "4000000", "1000000", EMBED)), "cx=\"2000000\" cy=\"1000000\"" },
    { P (DRAWING ("{{Logo}}", "4000000", "1000000", EMBED)), "cx=\"2000000\" cy=\"1000000\"" },
    { P (CALLED ("{{LOGO}}", "", "4000000", "1000000", EMBED)), "cx=\"2000000\" cy=\"1000000\"" },
    { P (DRAWING ("{{LOGO}}", "1000000", "4000000", EMBED)), "cx=\"1000000\" cy=\"500000\"" },
    { P (FIELD (CODE (" INCLUDEPICTURE LOGO "), DRAWING ("x", "600000", "600000", EMBED))),
      "cx=\"600000\" cy=\"300000\"" },
    { P (FIELD (CODE (" MERGEFIELD LOGO "), DRAWING ("x", "600000", "600000", EMBED))),
      "cx=\"600000\" cy=\"300000\"" },
    /* What is no measure is none. */
    { P (FIELD (CODE (" MERGEFIELD LOGO "), DRAWING ("x", "-5", "99999999999999", EMBED))),
      "cx=\"1800000\" cy=\"900000\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) merged = merge_body (cases[i].body, &a_jpeg, NULL);
      g_autofree char *document = fixture_part (merged, "word/document.xml");

      assert_whole (merged, "document", "word/media/paraphe1.jpeg", &a_jpeg);
      assert_extent (merged, cases[i].extent);
      g_assert_null (strstr (document, "rId9"));
      g_assert_null (strstr (document, "rId10"));
      g_assert_null (strstr (document, "srcRect"));
    }
}

/* Without one: no picture, no relationship, nothing of another's; and it is told. */
static void
test_without (void)
{
  static const char *const bodies[] = {
    T ("a") T ("{{LOGO}}") T ("z"),
    T ("a") P (DRAWING ("LOGO", "4000000", "1000000", EMBED)) T ("z"),
    T ("a") P (FIELD (CODE (" INCLUDEPICTURE LOGO "), DRAWING ("x", "600000", "600000", EMBED)))
        T ("z"),
  };
  static const guint8 junk[] = "no picture at all, whatever it is called by its owner";
  static const guint8 short_png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n' };
  static const guint8 flat[] = { 0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 0, 0, 0, 3, 1, 1, 1, 1 };
  static const guint8 endless[] = { 0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
  static const Picture odd[] = { { junk, sizeof junk },
                                 { short_png, sizeof short_png },
                                 { flat, sizeof flat },
                                 { endless, sizeof endless } };

  for (guint i = 0; i < G_N_ELEMENTS (bodies) * (1 + G_N_ELEMENTS (odd)); i++)
    {
      guint which = i / G_N_ELEMENTS (bodies);
      g_autoptr (MergeReport) report = merge_report_new ();
      g_autoptr (GBytes) merged = merge_body (bodies[i % G_N_ELEMENTS (bodies)],
                                              which == 0 ? NULL : &odd[which - 1], report);
      g_autofree char *document = fixture_part (merged, "word/document.xml");
      g_autofree char *rels = fixture_part (merged, "word/_rels/document.xml.rels");
      g_autofree char *names = fixture_part_names (merged);
      g_autofree char *text = fixture_text (strstr (document, "<w:document"));

      g_assert_cmpstr (text, ==, "a/z");
      g_assert_null (strstr (document, "drawing>"));
      g_assert_true (rels == NULL || strstr (rels, "rIdParaphe") == NULL);
      g_assert_null (strstr (names, "media"));
      g_assert_cmpuint (report->unknown->len, ==, 0);
      g_assert_cmpuint (report->missing->len, ==, 1);
      g_assert_cmpstr (g_ptr_array_index (report->missing, 0), ==, "LOGO");
    }
}

/* Paths and addresses are nobody's names, and other pictures stay. */
static void
test_others (void)
{
  static const char *const bodies[] = {
    P (FIELD (CODE (" INCLUDEPICTURE \"file:///etc/LOGO\" "), R ("y"))),
    P (FIELD (CODE (" INCLUDEPICTURE \"http://example.org/LOGO\" "), R ("y"))),
    P (FIELD (CODE (" INCLUDEPICTURE \"LOGO.png\" "), R ("y"))),
    P (FIELD (CODE (" INCLUDEPICTURE \"") FIELD (CODE ("MERGEFIELD NOM"), R ("x")) CODE ("\""),
              R ("y"))),
    P (FIELD (CODE (" INCLUDEPICTURE \"C:\\\\") FIELD (CODE ("MERGEFIELD LOGO"), R ("x"))
                  CODE ("\""),
              R ("y"))),
    P (DRAWING ("Le logo", "4000000", "1000000", EMBED)),
    P (DRAWING ("LOGOS", "4000000", "1000000", EMBED)),
    /* What it shows, told to those who do not see it. */
    P (DRAWING ("Logo", "4000000", "1000000", EMBED)),
    /* What it is called in Word's list of objects. */
    P (CALLED ("Logo", "", "4000000", "1000000", EMBED)),
    T ("{{LOGOTYPE}}"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GBytes) merged = merge_body (bodies[i], &a_png, NULL);
      g_autofree char *names = fixture_part_names (merged);
      g_autofree char *document = fixture_part (merged, "word/document.xml");

      g_test_message ("%s", bodies[i]);
      g_assert_null (strstr (names, "media"));
      g_assert_null (strstr (document, "rIdParaphe"));
      g_assert_cmpint (strstr (bodies[i], "rId9") != NULL, ==, strstr (document, "rId9") != NULL);
    }
}

/* A header without relationships gets some; the picture is there once. */
static void
test_parts (void)
{
  g_autofree char *document = fixture_document (T ("{{LOGO}}"));
  g_autofree char *header =
      g_strdup_printf ("<w:hdr xmlns:w=\"" FIXTURE_W "\">" T ("{{LOGO}}{{LOGO}}") "</w:hdr>");
  g_autoptr (GBytes) merged =
      merge (&(FixturePackage){ .document = document, .header = header }, &a_png, NULL);
  g_autofree char *names = fixture_part_names (merged);

  assert_whole (merged, "document", "word/media/paraphe1.png", &a_png);
  assert_whole (merged, "header1", "word/media/paraphe1.png", &a_png);
  g_assert_true (strstr (names, "media") == g_strrstr (names, "media"));
}

/* The picture that was there goes from the file, unless another place shows it. */
static void
test_old (void)
{
  static const struct
  {
    const char *body;
    gboolean kept;
  } cases[] = {
    { P (DRAWING ("LOGO", "600000", "600000", EMBED)), FALSE },
    { P (FIELD (CODE (" INCLUDEPICTURE LOGO "), DRAWING ("x", "600000", "600000", EMBED))), FALSE },
    { P (DRAWING ("LOGO", "600000", "600000", EMBED) DRAWING ("x", "600000", "600000", EMBED)),
      TRUE },
    { P (DRAWING ("x", "600000", "600000", EMBED)), TRUE },
  };
  static const char rels[] =
      "<Relationship Id=\"rId9\" Type=\"" FIXTURE_R "/image\" Target=\"media/old.png\"/>"
      "<Relationship Id=\"rId11\" Type=\"" FIXTURE_R "/theme\" Target=\"theme.xml\"/>";

  for (guint i = 0; i < 2 * G_N_ELEMENTS (cases); i++)
    {
      gboolean kept = cases[i / 2].kept;
      g_autofree char *document = fixture_document (cases[i / 2].body);
      const FixturePackage package = { .document = document,
                                       .more_rels = rels,
                                       .extra = { { "word/media/old.png", "old", 0 },
                                                  { "word/theme.xml", "<x/>", 0 } } };
      g_autoptr (GBytes) merged = merge (&package, i % 2 == 0 ? &a_png : NULL, NULL);
      g_autofree char *names = fixture_part_names (merged);
      g_autofree char *left = fixture_part (merged, "word/_rels/document.xml.rels");

      g_test_message ("%u", i);
      g_assert_cmpint (strstr (names, "old.png") != NULL, ==, kept);
      g_assert_cmpint (strstr (left, "\"rId9\"") != NULL, ==, kept);
      g_assert_nonnull (strstr (left, "rId11"));
      g_assert_nonnull (strstr (names, "theme.xml"));
    }
}

/* Another part shows the same file: it stays there. */
static void
test_old_shared (void)
{
  g_autofree char *document = fixture_document (P (DRAWING ("LOGO", "600000", "600000", EMBED)));
  const FixturePackage package = {
    .document = document,
    .more_rels =
        "<Relationship Id=\"rId9\" Type=\"" FIXTURE_R "/image\" Target=\"media/old.png\"/>",
    .header = "<w:hdr xmlns:w=\"" FIXTURE_W "\"/>",
    .extra = { { "word/media/old.png", "old", 0 },
               { "word/_rels/header1.xml.rels",
                 "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                 "relationships\"><Relationship Id=\"rId1\" Type=\"" FIXTURE_R
                 "/image\" Target=\"media/old.png\"/></Relationships>",
                 0 } },
  };
  g_autoptr (GBytes) merged = merge (&package, &a_png, NULL);
  g_autofree char *names = fixture_part_names (merged);

  g_assert_nonnull (strstr (names, "old.png"));
}

/* Repeated pictures have numbers of their own. */
static void
test_repeated (void)
{
  g_autoptr (GBytes) merged =
      merge_body (T ("{{#each DEUX}}") T ("{{LOGO}}") T ("{{/each}}"), &a_png, NULL);
  g_autofree char *document = fixture_part (merged, "word/document.xml");
  g_autofree char *first = between (document, "<wp:docPr id=\"", "\"");
  g_autofree char *second = between (g_strrstr (document, "<wp:docPr"), "id=\"", "\"");

  assert_whole (merged, "document", "word/media/paraphe1.png", &a_png);
  g_assert_nonnull (first);
  g_assert_cmpstr (first, !=, second);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/image/fields", test_fields);
  g_test_add_func ("/merge/image/boxes", test_boxes);
  g_test_add_func ("/merge/image/without", test_without);
  g_test_add_func ("/merge/image/others", test_others);
  g_test_add_func ("/merge/image/parts", test_parts);
  g_test_add_func ("/merge/image/old", test_old);
  g_test_add_func ("/merge/image/old-shared", test_old_shared);
  g_test_add_func ("/merge/image/repeated", test_repeated);
  return g_test_run ();
}
