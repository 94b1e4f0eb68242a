/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "merge-error.h"
#include "merge-fixture.h"
#include "merge-raw.h"

/* Files made to fill the memory or to stop the program: each is merged or refused by a child that
 * may take a second of the processor and a hundred megabytes beside what it began with. The system
 * holds it to that, no clock does. Where a sanitizer takes memory of its own, only the outcome is
 * looked at. */

#define MEGABYTE   (1024u * 1024)
#define MEMORY     (100u * MEGABYTE)
#define SECONDS    1
#define MERGED     100
#define RELS_SPACE "http://schemas.openxmlformats.org/package/2006/relationships"

#define TYPES                                                                        \
  "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"   \
  "<Default Extension=\"rels\" ContentType=\"application/xml\"/><Override PartName=" \
  "\"/word/document.xml\" ContentType=\"" FIXTURE_TYPE "\"/></Types>"
#define RELS                                                                         \
  "<Relationships xmlns=\"" RELS_SPACE "\"><Relationship Id=\"a\" Type=\"" FIXTURE_R \
  "/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
#define FIELD "<w:fldSimple w:instr=\"MERGEFIELD NOM\"/>"
#define DOCUMENT \
  "<w:document xmlns:w=\"" FIXTURE_W "\"><w:body><w:p>" FIELD "</w:p></w:body></w:document>"
#define BEGIN       "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
#define END         "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
#define INSTR(text) "<w:r><w:instrText xml:space=\"preserve\">" text "</w:instrText></w:r>"

#define A16    "<a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/>"
#define A64    A16 A16 A16 A16
#define MARKS2 "<w:fldChar w:fldCharType=\"begin\"/><w:fldChar w:fldCharType=\"end\"/>"
#define MARKS8 MARKS2 MARKS2 MARKS2 MARKS2

#define GOOD_RAWS RAW ("[Content_Types].xml", TYPES), RAW ("_rels/.rels", RELS)

#if defined __has_feature
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined __SANITIZE_ADDRESS__
#define SANITIZED 1
#endif

static gboolean
lookup (const char *name, MergeValue *value, gpointer user_data)
{
  value->type = MERGE_VALUE_TEXT;
  value->text = "Durand";
  return TRUE;
}

static void
bound (void)
{
#ifndef SANITIZED
  g_autofree char *text = NULL;
  rlim_t memory, seconds = SECONDS;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    _exit (2);
  memory = g_ascii_strtoull (text, NULL, 10) * (rlim_t) sysconf (_SC_PAGESIZE) + MEMORY;
  if (setrlimit (RLIMIT_AS, &(struct rlimit){ memory, memory }) != 0
      || setrlimit (RLIMIT_CPU, &(struct rlimit){ seconds, seconds }) != 0)
    _exit (2);
#endif
}

/* Never returns: ends with what became of the file. */
static void
merge_in_child (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeTemplate) template = NULL;
  g_autoptr (GBytes) merged = NULL;

  bound ();
  template = merge_template_new_from_bytes (bytes, &error);
  if (template != NULL)
    merged = merge_template_merge (template, lookup, NULL, MERGE_MISSING_BLANK, NULL, &error);
  if (merged == NULL && error->domain != MERGE_ERROR)
    _exit (3);
  _exit (merged != NULL ? MERGED : MERGED + 1 + error->code);
}

/* MERGED, or MERGED + 1 and the kind of refusal. */
static int
become_of (GBytes *bytes)
{
  pid_t child = fork ();
  int status = 0;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    merge_in_child (bytes);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  if (!WIFEXITED (status))
    g_error ("ended by signal %d", WTERMSIG (status));
  return WEXITSTATUS (status);
}

#define REFUSED(code) (MERGED + 1 + (code))

/* Main parts of a shape that is repeated; stored, so that they are not refused for their
 * compression alone, and once more deflated. */
typedef struct
{
  const char *name;
  const char *before;
  const char *piece; /* repeated */
  const char *middle;
  const char *closing; /* repeated as often */
  const char *after;
  guint count;
  int outcome;
} Shape;

#define OPEN    "<w:document xmlns:w=\"" FIXTURE_W "\"><w:body>"
#define CLOSE   "</w:body></w:document>"
#define HOSTILE REFUSED (MERGE_ERROR_HOSTILE)

static const Shape shapes[] = {
  { "deep", OPEN "<w:p>", "<w:ins>", "", "</w:ins>", "</w:p>" CLOSE, 200000, HOSTILE },
  { "attributes", OPEN "<w:p", " a=\"1\"", "/>", "", CLOSE, 100000, HOSTILE },
  { "many-attributes", OPEN, "<w:p a=\"\" b=\"\" c=\"\" d=\"\" e=\"\" f=\"\" g=\"\"/>", "", "",
    CLOSE, 400000, HOSTILE },
  { "elements", OPEN, "<a/>", "", "", CLOSE, 4000000, HOSTILE },
  { "fields", OPEN, "<w:p>" BEGIN INSTR ("MERGEFIELD NOM") END "</w:p>", "", "", CLOSE, 200000,
    HOSTILE },
  { "some-fields", OPEN, "<w:p>" BEGIN INSTR ("MERGEFIELD NOM") END "</w:p>", "", "", CLOSE, 5000,
    MERGED },
  { "conditions", OPEN "<w:p>", BEGIN INSTR ("IF 1 = 1 \""), INSTR ("x"), INSTR ("\" \"\"") END,
    "</w:p>" CLOSE, 5000, MERGED },
  { "instruction", OPEN "<w:p>" BEGIN "<w:r><w:instrText>MERGEFIELD \"", "AAAAAAAAAAAAAAAA",
    "\"</w:instrText></w:r>", "", END "</w:p>" CLOSE, 200000, MERGED },
  { "text", OPEN "<w:p><w:r><w:t>", "AAAAAAAAAAAAAAAA", "", "", "</w:t></w:r>" FIELD "</w:p>" CLOSE,
    500000, MERGED },
  { "programs-in-programs", OPEN "<w:p>",
    BEGIN INSTR ("DDE x y") "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>", "", END,
    "</w:p>" CLOSE, 5000, HOSTILE },
  { "programs", OPEN "<w:p>", BEGIN INSTR ("DDE x y") END, "", "", "</w:p>" CLOSE, 5000, MERGED },
  { "laughs",
    "<!DOCTYPE l [<!ENTITY a \"AAAAAAAAAA\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
    "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">"
    "<!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\">"
    "]>" OPEN "<w:p><w:r><w:t>",
    "&f;", "", "", "</w:t></w:r></w:p>" CLOSE, 1000, HOSTILE },
  { "long-entity", "<!DOCTYPE l [<!ENTITY a \"", "AAAAAAAAAAAAAAAA", "\">]>" OPEN "<w:p><w:r><w:t>",
    "&a;", "</w:t></w:r></w:p>" CLOSE, 20000, HOSTILE },
  { "namespaces", OPEN, "<w:p xmlns:a=\"a\" xmlns:b=\"b\" xmlns:c=\"c\" xmlns:d=\"d\">", "",
    "</w:p>", CLOSE, 50000, HOSTILE },
  { "comments", OPEN, "<!--x-->", "", "", CLOSE, 200000, MERGED },
  { "many-comments", OPEN, "<!---->", "", "", CLOSE, 2000000, HOSTILE },
  { "marks-in-runs", OPEN "<w:p>", "<w:r><w:rPr>" A64 "</w:rPr>" MARKS8 MARKS8 "</w:r>", "", "",
    "</w:p>" CLOSE, 1000, HOSTILE },
  { "placeholders", OPEN "<w:p><w:r><w:t>", "{{NOM}} ", "", "", "</w:t></w:r></w:p>" CLOSE, 100000,
    HOSTILE },
  { "lists", OPEN "<w:p>", "<w:r><w:t>{{#each A}}x{{/each}}</w:t></w:r>", "", "", "</w:p>" CLOSE,
    20000, MERGED },
  { "chosen-paragraphs", OPEN, "<w:p>" BEGIN INSTR ("IF 1 = 1 \"") "</w:p>", "",
    "<w:p>" INSTR ("\"") END "</w:p>", CLOSE, 10000, HOSTILE },
  { "stretches", OPEN "<w:p><w:bookmarkStart w:id=\"1\" w:name=\"a\"/>" FIELD "<w:r><w:t>",
    "AAAAAAAAAAAAAAAA", "</w:t></w:r><w:bookmarkEnd w:id=\"1\"/></w:p><w:p>",
    "<w:fldSimple w:instr=\"REF a\"/>", "</w:p>" CLOSE, 20000, HOSTILE },
  { "instructions", OPEN, "<?m \x01V0?>", "", "", CLOSE, 1000, REFUSED (MERGE_ERROR_DAMAGED) },
};

static void
test_shape (gconstpointer data)
{
  const Shape *shape = data;
  g_autofree char *part = fixture_repeat (shape->before, shape->piece, shape->middle,
                                          shape->closing, shape->after, shape->count);
  Raw raws[] = { GOOD_RAWS,
                 { "word/document.xml", part, (guint32) strlen (part), RAW_STORED, 0, 0, 1, 0 } };
  FixturePart parts[] = { { "[Content_Types].xml", TYPES, 0 },
                          { "_rels/.rels", RELS, 0 },
                          { "word/document.xml", part, 0 } };
  g_autoptr (GBytes) stored = NULL;
  g_autoptr (GBytes) deflated = fixture_zip (parts, G_N_ELEMENTS (parts));
  int outcome;

  raws[2].crc = raw_crc32 (part, raws[2].size);
  stored = raw_zip (raws, G_N_ELEMENTS (raws));
  g_assert_cmpint (become_of (stored), ==, shape->outcome);
  outcome = become_of (deflated);
  if (outcome != HOSTILE) /* what repeats itself so often may be taken for a bomb */
    g_assert_cmpint (outcome, ==, shape->outcome);
}

/* A part that inflates to far more than it takes, and says so or not. */
typedef struct
{
  const char *name;
  const char *part;
  gsize megabytes;
  guint32 declared;
} Bomb;

static const Bomb bombs[] = {
  { "document", "word/document.xml", 512, 512 * MEGABYTE },
  { "document-that-lies", "word/document.xml", 512, 10 },
  { "document-within-limits", "word/document.xml", 60, 60 * MEGABYTE },
  { "image", "word/media/a.png", 1024, 1024 * MEGABYTE },
  { "image-that-lies", "word/media/a.png", 128, 10 },
  { "types", "[content_types].xml", 512, 10 },
};

static void
test_bomb (gconstpointer data)
{
  const Bomb *bomb = data;
  gsize size = 0;
  g_autofree char *deflated = raw_deflate ('A', bomb->megabytes, &size);
  Raw raws[] = { { bomb->part, deflated, (guint32) size, RAW_DEFLATED, 0, bomb->declared, 1, 0 },
                 RAW ("_rels/.rels", RELS),
                 RAW ("[Content_Types].xml", TYPES),
                 RAW ("word/document.xml", DOCUMENT) };
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 2; i < G_N_ELEMENTS (raws); i++)
    if (g_ascii_strcasecmp (raws[i].name, bomb->part) == 0)
      raws[i] = (Raw) RAW ("other.bin", "x");
  bytes = raw_zip (raws, G_N_ELEMENTS (raws));
  g_assert_cmpint (become_of (bytes), ==, HOSTILE);
}

/* Two thousand names over one entry of ten megabytes. */
static void
test_overlap (void)
{
  gsize size = 0;
  g_autofree char *deflated = raw_deflate ('\0', 10, &size);
  g_autofree Raw *raws = g_new0 (Raw, 2000);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *zeros = g_malloc0 (10 * MEGABYTE);
  const Raw good[] = { GOOD_RAWS, RAW ("word/document.xml", DOCUMENT) };
  g_autoptr (GBytes) bytes = NULL;

  memcpy (raws, good, sizeof good);
  for (guint i = G_N_ELEMENTS (good); i < 2000; i++)
    {
      char *name = g_strdup_printf ("word/media/%u.png", i);

      g_ptr_array_add (names, name);
      raws[i] = (Raw){ name, deflated, (guint32) size, RAW_DEFLATED, 0, 10 * MEGABYTE, 1, 0 };
      raws[i].same_as = i > G_N_ELEMENTS (good) ? 1 + (int) G_N_ELEMENTS (good) : 0;
      raws[i].crc = i > G_N_ELEMENTS (good) ? raws[G_N_ELEMENTS (good)].crc
                                            : raw_crc32 (zeros, 10 * MEGABYTE);
    }
  bytes = raw_zip (raws, 2000);
  g_assert_cmpint (become_of (bytes), ==, HOSTILE);
}

/* One header, named by many relationships. */
static void
test_many_relations (void)
{
  GString *rels = g_string_new ("<Relationships xmlns=\"" RELS_SPACE "\">");
  GString *header = g_string_new ("<w:hdr xmlns:w=\"" FIXTURE_W "\">");
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append (rels, "<Relationship Id=\"a\" Type=\"x/header\" Target=\"h.xml\"/>");
  g_string_append (rels, "</Relationships>");
  for (guint i = 0; i < 10000; i++)
    g_string_append (header, "<w:p/>");
  g_string_append (header, "</w:hdr>");
  {
    Raw raws[] = {
      GOOD_RAWS,
      RAW ("word/document.xml", DOCUMENT),
      { "word/_rels/document.xml.rels", rels->str, (guint32) rels->len, RAW_STORED, 0, 0, 0, 0 },
      { "word/h.xml", header->str, (guint32) header->len, RAW_STORED, 0, 0, 0, 0 },
    };

    bytes = raw_zip (raws, G_N_ELEMENTS (raws));
  }
  g_string_free (rels, TRUE);
  g_string_free (header, TRUE);
  g_assert_cmpint (become_of (bytes), ==, MERGED);
}

static void
test_many_entries (void)
{
  guint n = 70000;
  g_autofree Raw *raws = g_new0 (Raw, n);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const Raw good[] = { GOOD_RAWS, RAW ("word/document.xml", DOCUMENT) };
  g_autoptr (GBytes) bytes = NULL;

  memcpy (raws, good, sizeof good);
  for (guint i = G_N_ELEMENTS (good); i < n; i++)
    {
      char *name = g_strdup_printf ("x/%u", i);

      g_ptr_array_add (names, name);
      raws[i] = (Raw){ name, "", 0, RAW_STORED, 0, 0, 0, 0 };
    }
  bytes = raw_zip (raws, n);
  g_assert_cmpint (become_of (bytes), ==, HOSTILE);
}

/* The bounds themselves hold: a child that takes more is ended by them. */
static void
test_bounds_hold (void)
{
#ifdef SANITIZED
  g_test_skip ("a sanitizer takes memory of its own");
#else
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    {
      bound ();
      _exit (g_try_malloc (2 * MEMORY) == NULL && g_try_malloc (MEMORY / 2) != NULL ? 0 : 1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
#endif
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *path = g_strconcat ("/merge/bounds/shapes/", shapes[i].name, NULL);

      g_test_add_data_func (path, &shapes[i], test_shape);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bombs); i++)
    {
      g_autofree char *path = g_strconcat ("/merge/bounds/bombs/", bombs[i].name, NULL);

      g_test_add_data_func (path, &bombs[i], test_bomb);
    }
  g_test_add_func ("/merge/bounds/overlap", test_overlap);
  g_test_add_func ("/merge/bounds/many-entries", test_many_entries);
  g_test_add_func ("/merge/bounds/many-relations", test_many_relations);
  g_test_add_func ("/merge/bounds/hold", test_bounds_hold);
  return g_test_run ();
}
