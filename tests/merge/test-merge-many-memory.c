/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <zlib.h>

#include "merge-squeeze-private.h"

/* What one document of many records keeps while it is made: what it keeps is counted. */

#define KILOBYTE  1024u
#define MEGABYTE  (1024u * 1024)
#define MEGABYTES 48

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
  g_test_add_func ("/merge/many-memory/text", test_text);
  g_test_add_func ("/merge/many-memory/empty", test_empty);
  return g_test_run ();
}
