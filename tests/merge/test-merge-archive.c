/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <zip.h>
#include <zlib.h>

#include "merge-archive-private.h"
#include "merge-error.h"
#include "merge-fixture.h"

/* libzip is the judge: it reads what the writer writes, and checks it. */

static const FixturePart parts[] = {
  { "[Content_Types].xml", "<Types/>", 0 },
  { "word/document.xml", "<w:document>a document, a document, a document</w:document>", 0 },
  { "word/média.bin", "a\0b", 3 },
  { "word/empty.xml", "", 0 },
  { "word/styles.xml", "<w:styles/>", 0 },
};

static MergePackage *
read_package (void)
{
  g_autoptr (GBytes) bytes = fixture_zip (parts, G_N_ELEMENTS (parts));
  g_autoptr (GError) error = NULL;
  MergePackage *package = merge_package_read (bytes, &error);

  g_assert_no_error (error);
  return package;
}

static zip_t *
open_bytes (GBytes *bytes)
{
  gsize size = 0;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  zip_source_t *source = zip_source_buffer_create (data, size, 0, NULL);
  zip_t *zip = zip_open_from_source (source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);

  g_assert_nonnull (zip);
  return zip;
}

static void
assert_entry (zip_t *zip, guint index, const char *name, const char *content, gsize size)
{
  g_autofree char *text = g_malloc0 (size + 2);
  zip_file_t *file = zip_fopen_index (zip, index, 0);
  zip_stat_t st;

  g_assert_cmpstr (zip_get_name (zip, index, ZIP_FL_ENC_GUESS), ==, name);
  g_assert_nonnull (file);
  g_assert_cmpint (zip_fread (file, text, size + 1), ==, (zip_int64_t) size);
  g_assert_cmpint (zip_fclose (file), ==, 0); /* the checksum was right */
  g_assert_cmpmem (text, size, content, size);
  g_assert_cmpint (zip_stat_index (zip, index, 0, &st), ==, 0);
  g_assert_cmpuint (st.size, ==, size);
}

/* What is not touched is the same, compressed bytes and all. */
static void
test_untouched (void)
{
  MergePackage *package = read_package ();
  guint n = package->entries->len;
  g_autoptr (GPtrArray) stored = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  MergeArchive *archive;
  MergeArchiveWriter writer;
  g_autoptr (GBytes) bytes = NULL, again = NULL;
  zip_t *zip;

  for (guint i = 0; i < n; i++)
    {
      MergeEntry *entry = g_ptr_array_index (package->entries, i);

      g_ptr_array_add (stored, g_bytes_ref (entry->stored));
    }
  archive = merge_archive_new (package);
  for (guint i = 0; i < n; i++) /* the package has lent its memory, not its content */
    {
      MergeEntry *entry = g_ptr_array_index (package->entries, i);

      g_assert_true (g_bytes_equal (entry->stored, stored->pdata[i]));
    }
  merge_archive_writer_init (&writer, archive);
  merge_archive_writer_add_entries (&writer, 0, 2);
  merge_archive_writer_add_entries (&writer, 2, 0);
  merge_archive_writer_add_entries (&writer, 2, n - 2);
  bytes = merge_archive_writer_end (&writer, NULL);
  merge_archive_writer_init (&writer, archive);
  merge_archive_writer_add_entries (&writer, 0, n);
  again = merge_archive_writer_end (&writer, NULL);
  g_assert_true (g_bytes_equal (bytes, again));
  zip = open_bytes (bytes);
  g_assert_cmpint (zip_get_num_entries (zip, 0), ==, n);
  for (guint i = 0; i < n; i++)
    assert_entry (zip, i, parts[i].name, parts[i].data,
                  parts[i].size > 0 ? (gsize) parts[i].size : strlen (parts[i].data));
  zip_discard (zip);
  merge_archive_free (archive);
  merge_package_free (package);
}

/* Raw deflate of @text. */
static void
deflate_into (MergeBuffer *buffer, const char *text)
{
  z_stream stream = { 0 };

  g_assert_cmpint (deflateInit2 (&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY), ==,
                   Z_OK);
  merge_buffer_reserve (buffer, strlen (text) + 100);
  stream.next_in = (guint8 *) text;
  stream.avail_in = (uInt) strlen (text);
  stream.next_out = buffer->data + buffer->length;
  stream.avail_out = (uInt) strlen (text) + 100;
  g_assert_cmpint (deflate (&stream, Z_FINISH), ==, Z_STREAM_END);
  buffer->length += stream.total_out;
  deflateEnd (&stream);
}

/* A part is deflated between entries that are copied, another one added, one left out. */
static void
test_changed (void)
{
  const char *const text = "<w:document>another document</w:document>";
  const guint8 *raw = (const guint8 *) text;
  g_autoptr (GBytes) picture = g_bytes_new_static ("\x89PNG", 4);
  g_autoptr (GBytes) types =
      g_bytes_new_static ("<Types><Default/><Default/><Default/></Types>", 45);
  MergePackage *package = read_package ();
  MergeArchive *archive = merge_archive_new (package);
  MergeArchiveWriter writer;
  g_autoptr (GBytes) bytes = NULL;
  zip_t *zip;
  zip_stat_t st;

  merge_archive_writer_init (&writer, archive);
  merge_archive_writer_add (&writer, "[Content_Types].xml", types);
  deflate_into (merge_archive_writer_begin (&writer, "word/document.xml"), text);
  merge_archive_writer_end_part (&writer, "word/document.xml",
                                 (guint32) crc32_z (0, raw, strlen (text)), strlen (text));
  merge_archive_writer_add_entries (&writer, 2, 2);
  merge_archive_writer_add (&writer, "word/media/élève.png", picture);
  bytes = merge_archive_writer_end (&writer, NULL);
  zip = open_bytes (bytes);
  g_assert_cmpint (zip_get_num_entries (zip, 0), ==, 5);
  assert_entry (zip, 0, "[Content_Types].xml", g_bytes_get_data (types, NULL), 45);
  assert_entry (zip, 1, "word/document.xml", text, strlen (text));
  assert_entry (zip, 2, "word/média.bin", "a\0b", 3);
  assert_entry (zip, 3, "word/empty.xml", "", 0);
  assert_entry (zip, 4, "word/media/élève.png", "\x89PNG", 4);
  g_assert_cmpint (zip_stat_index (zip, 0, 0, &st), ==, 0);
  g_assert_cmpint (st.comp_method, ==, ZIP_CM_DEFLATE);
  g_assert_cmpint (zip_stat_index (zip, 4, 0, &st), ==, 0);
  g_assert_cmpint (st.comp_method, ==, ZIP_CM_STORE); /* it would not be smaller */
  zip_discard (zip);
  merge_archive_free (archive);
  merge_package_free (package);
}

static void
test_nothing (void)
{
  MergeArchiveWriter writer;
  g_autoptr (GBytes) bytes = NULL;

  merge_archive_writer_init (&writer, NULL);
  bytes = merge_archive_writer_end (&writer, NULL);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), 4, "PK\x05\x06", 4);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 22);
}

/* More than the format can say is refused and not written wrong. */
static void
test_too_much (void)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  MergeArchiveWriter writer;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL, none = NULL;

  for (guint n = 65535; n <= 65536; n++)
    {
      merge_archive_writer_init (&writer, NULL);
      for (guint i = 0; i < n; i++)
        merge_archive_writer_add (&writer, "a", nothing);
      if (n == 65535)
        bytes = merge_archive_writer_end (&writer, &error);
      else
        none = merge_archive_writer_end (&writer, &error);
      g_assert_true (n == 65535 ? error == NULL : error != NULL);
    }
  g_assert_nonnull (bytes);
  g_assert_null (none);
  g_assert_error (error, MERGE_ERROR, MERGE_ERROR_FAILED);
  g_clear_error (&error);
  merge_archive_writer_init (&writer, NULL);
  merge_archive_writer_begin (&writer, "a");
  merge_archive_writer_end_part (&writer, "a", 0, (gsize) G_MAXUINT32 + 1);
  none = merge_archive_writer_end (&writer, &error);
  g_assert_error (error, MERGE_ERROR, MERGE_ERROR_FAILED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/archive/untouched", test_untouched);
  g_test_add_func ("/merge/archive/changed", test_changed);
  g_test_add_func ("/merge/archive/nothing", test_nothing);
  g_test_add_func ("/merge/archive/too-much", test_too_much);
  return g_test_run ();
}
