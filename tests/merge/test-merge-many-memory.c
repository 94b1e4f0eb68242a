/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <zlib.h>

#include "many-fixture.h"
#include "merge-error.h"
#include "merge-squeeze-private.h"

/* What one document of many records keeps while it is made: what it keeps is counted. */

#define RECORDS   60
#define KILOBYTE  1024u
#define MEGABYTE  (1024u * 1024)
#define MEGABYTES 48

/* ---- records ---- */

typedef struct
{
  struct _Records *all;
  char name[16];
  gboolean done;
} Record;

typedef struct _Records
{
  Record records[RECORDS];
  guint given;
  guint held; /* given, and not done with yet */
  guint most; /* of @held, ever */
} Records;

static gboolean
look_up (const char *name, MergeValue *value, gpointer data)
{
  const Record *record = data;

  g_assert_false (record->done);
  value->type = MERGE_VALUE_TEXT;
  value->text = record->name;
  return strcmp (name, "NOM") == 0;
}

static void
let_go (gpointer data)
{
  Record *record = data;

  g_assert_false (record->done);
  record->done = TRUE;
  record->all->held--;
}

/* A MergeRecordFunc. */
static gboolean
give (guint number, MergeSource *source, gpointer user_data)
{
  Records *all = user_data;
  Record *record = &all->records[number];

  g_assert_cmpuint (number, ==, all->given);
  if (number == RECORDS)
    return FALSE;
  record->all = all;
  g_snprintf (record->name, sizeof record->name, "nom%u.", number);
  all->given++;
  all->held++;
  all->most = MAX (all->most, all->held);
  *source = (MergeSource){ .lookup = look_up, .user_data = record, .done = let_go };
  return TRUE;
}

static GBytes *
merge (const char *body, Records *all, GError **error)
{
  g_autofree char *document = fixture_document (body);
  const FixturePackage package = {
    .document = document,
    .header = "<w:hdr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
              "<w:p><w:r><w:t>{{NOM}}</w:t></w:r></w:p></w:hdr>",
  };
  g_autoptr (GBytes) docx = fixture_package (&package);
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (docx, error);

  return template != NULL ? merge_template_merge_many (template, give, all, FALSE,
                                                       MERGE_MISSING_BLANK, NULL, error)
                          : NULL;
}

/* One record is held, two where a header still speaks of the one that a copy began with. */
static void
check_held (const char *body, guint most)
{
  g_autofree Records *all = g_new0 (Records, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) merged = merge (body, all, &error);
  g_autofree char *xml = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (all->given, ==, RECORDS);
  g_assert_cmpuint (all->most, ==, most);
  g_assert_cmpuint (all->held, ==, 0);
  xml = fixture_part (merged, "word/document.xml");
  for (guint i = 0; i < RECORDS; i++)
    g_assert_cmpuint (many_count (xml, all->records[i].name), ==, 1);
}

static void
test_held (void)
{
  g_autofree char *next = fixture_field ("NEXT");
  g_autofree char *labels = g_strdup_printf ("<w:p><w:r><w:t>{{NOM}}</w:t></w:r>%s"
                                             "<w:r><w:t>{{NOM}}</w:t></w:r>%s"
                                             "<w:r><w:t>{{NOM}}</w:t></w:r></w:p><w:sectPr/>",
                                             next, next);

  check_held ("<w:p><w:r><w:t>{{NOM}}</w:t></w:r></w:p><w:sectPr/>", 1);
  check_held (labels, 2);
}

/* Each is let go, whatever becomes of the document. */
static void
test_refused (void)
{
  g_autofree Records *all = g_new0 (Records, 1);
  g_autofree char *skip = fixture_field ("SKIPIF 1 = 1");
  g_autofree char *body = g_strdup_printf ("<w:p>%s<w:r><w:t>{{NOM}}</w:t></w:r></w:p>", skip);
  g_autoptr (GError) error = NULL;

  g_assert_null (merge (body, all, &error));
  g_assert_error (error, MERGE_ERROR, MERGE_ERROR_FAILED);
  g_assert_cmpuint (all->given, ==, RECORDS);
  g_assert_cmpuint (all->most, ==, 1);
  g_assert_cmpuint (all->held, ==, 0);
}

/* ---- text ---- */

/* A page of a document, whose numbers differ. */
static char *
make_text (guint number)
{
  GString *text = g_string_sized_new (MEGABYTE + KILOBYTE);

  for (guint i = 0; text->len < MEGABYTE; i++)
    g_string_append_printf (text, "<w:p><w:r><w:t>%u</w:t></w:r></w:p>", number * (i % 7));
  g_string_truncate (text, MEGABYTE);
  return g_string_free (text, FALSE);
}

/* Reads back what was deflated, text by text. */
static void
check_text (const MergeSqueezed *squeezed)
{
  z_stream stream = { 0 };
  gsize size = 0;
  const guint8 *stored = g_bytes_get_data (squeezed->stored, &size);
  g_autofree char *read = g_malloc (MEGABYTE);
  guint32 crc = 0;

  g_assert_true (squeezed->deflated);
  g_assert_cmpint (inflateInit2 (&stream, -MAX_WBITS), ==, Z_OK);
  stream.next_in = (guint8 *) stored;
  stream.avail_in = (uInt) size;
  for (guint i = 0; i < MEGABYTES; i++)
    {
      g_autofree char *text = make_text (i);

      stream.next_out = (guint8 *) read;
      stream.avail_out = MEGABYTE;
      g_assert_cmpint (inflate (&stream, Z_SYNC_FLUSH), >=, Z_OK);
      g_assert_cmpuint (stream.avail_out, ==, 0);
      g_assert_cmpmem (read, MEGABYTE, text, MEGABYTE);
      crc = (guint32) crc32_z (crc, (const guint8 *) text, MEGABYTE);
    }
  stream.avail_out = 1;
  g_assert_cmpint (inflate (&stream, Z_FINISH), ==, Z_STREAM_END);
  g_assert_cmpuint (stream.avail_out, ==, 1);
  g_assert_cmpuint (stream.avail_in, ==, 0);
  inflateEnd (&stream);
  g_assert_cmpuint (squeezed->crc, ==, crc);
}

/* Of a million characters each, what is kept is less than one. */
static void
test_text (void)
{
  MergeSqueezer *squeezer = merge_squeezer_new ();
  MergeSqueezed squeezed;

  for (guint i = 0; i < MEGABYTES; i++)
    {
      g_autofree char *text = make_text (i);

      merge_squeezer_add (squeezer, text, MEGABYTE);
      g_assert_cmpuint (merge_squeezer_size (squeezer), ==, (i + 1) * (gsize) MEGABYTE);
      g_assert_cmpuint (merge_squeezer_held (squeezer), <, MEGABYTE);
    }
  squeezed = merge_squeezer_end (squeezer);
  g_assert_cmpuint (squeezed.size, ==, MEGABYTES * (gsize) MEGABYTE);
  check_text (&squeezed);
  merge_squeezed_clear (&squeezed);
}

/* A part of nothing is one all the same. */
static void
test_empty (void)
{
  MergeSqueezed squeezed = merge_squeezer_end (merge_squeezer_new ());

  g_assert_cmpuint (squeezed.size, ==, 0);
  g_assert_cmpuint (squeezed.crc, ==, 0);
  g_assert_cmpuint (g_bytes_get_size (squeezed.stored), >, 0);
  merge_squeezed_clear (&squeezed);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/many-memory/held", test_held);
  g_test_add_func ("/merge/many-memory/refused", test_refused);
  g_test_add_func ("/merge/many-memory/text", test_text);
  g_test_add_func ("/merge/many-memory/empty", test_empty);
  return g_test_run ();
}
