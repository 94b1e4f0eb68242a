/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <zlib.h>

#include "merge-archive-private.h"

#include "merge-error.h"

/* The zip format as PKWARE's APPNOTE tells it: numbers are little-endian. */
#define LOCAL_MARK      0x04034b50u
#define LOCAL_SIZE      30
#define DIRECTORY_MARK  0x02014b50u
#define DIRECTORY_SIZE  46
#define END_MARK        0x06054b50u
#define END_SIZE        22
#define VERSION         20 /* 2.0: knows deflate */
#define FLAG_UTF8       0x0800
#define METHOD_STORED   0
#define METHOD_DEFLATED 8
#define MOST_ENTRIES    0xFFFFu
#define MOST_BYTES      0xFFFFFFFFu

/* 1 January 1980, the first day that a zip can tell: the same merge gives the same bytes. */
#define DOS_DATE 0x0021
#define DOS_TIME 0

static guint8 *
put16 (guint8 *at, guint value)
{
  at[0] = (guint8) value;
  at[1] = (guint8) (value >> 8);
  return at + 2;
}

static guint8 *
put32 (guint8 *at, guint32 value)
{
  return put16 (put16 (at, value & 0xFFFF), value >> 16);
}

/* What a header and the directory say alike, from the version on. */
static guint8 *
put_facts (guint8 *at, const MergeArchiveEntry *entry)
{
  at = put16 (at, VERSION);
  at = put16 (at, g_str_is_ascii (entry->name) ? 0 : FLAG_UTF8);
  at = put16 (at, entry->deflated ? METHOD_DEFLATED : METHOD_STORED);
  at = put16 (at, DOS_TIME);
  at = put16 (at, DOS_DATE);
  at = put32 (at, entry->crc);
  at = put32 (at, entry->stored_size);
  at = put32 (at, entry->size);
  at = put16 (at, (guint) strlen (entry->name));
  return put16 (at, 0); /* no extra field */
}

static void
put_header (guint8 *at, const MergeArchiveEntry *entry)
{
  put_facts (put32 (at, LOCAL_MARK), entry);
}

static void
add_header (MergeBuffer *buffer, const MergeArchiveEntry *entry)
{
  guint8 header[LOCAL_SIZE];

  put_header (header, entry);
  merge_buffer_add (buffer, header, sizeof header);
  merge_buffer_add (buffer, entry->name, strlen (entry->name));
}

static void
add_to_directory (MergeArchiveWriter *writer, const MergeArchiveEntry *entry, gsize offset)
{
  guint8 record[DIRECTORY_SIZE] = { 0 }; /* no comment, first disk, no attributes */

  put_facts (put16 (put32 (record, DIRECTORY_MARK), VERSION), entry);
  put32 (record + DIRECTORY_SIZE - 4, (guint32) offset);
  merge_buffer_add (&writer->directory, record, sizeof record);
  merge_buffer_add (&writer->directory, entry->name, strlen (entry->name));
  writer->n_entries++;
}

static void
entry_clear (gpointer data)
{
  g_free (((MergeArchiveEntry *) data)->name);
}

/**
 * merge_archive_new:
 * @package: a package that does not change any more; its entries then share the archive's memory
 *
 * Lays the entries of a package out as they stand in a file.
 *
 * Returns: (transfer full): the archive
 */
MergeArchive *
merge_archive_new (MergePackage *package)
{
  MergeArchive *archive = g_new0 (MergeArchive, 1);
  MergeBuffer buffer = { 0 };

  archive->entries = g_array_new (FALSE, FALSE, sizeof (MergeArchiveEntry));
  g_array_set_clear_func (archive->entries, entry_clear);
  for (guint i = 0; i < package->entries->len; i++)
    {
      const MergeEntry *entry = g_ptr_array_index (package->entries, i);
      gsize stored_size = 0;
      const guint8 *stored = g_bytes_get_data (entry->stored, &stored_size);
      MergeArchiveEntry added = { .name = g_strdup (entry->name), .block = buffer.length };

      added.crc = entry->crc;
      added.stored_size = (guint32) stored_size;
      added.size = (guint32) entry->size;
      added.deflated = entry->deflated;
      add_header (&buffer, &added);
      merge_buffer_add (&buffer, stored, stored_size);
      g_array_append_val (archive->entries, added);
    }
  archive->blocks = merge_buffer_end (&buffer);
  for (guint i = 0; i < package->entries->len; i++)
    {
      MergeEntry *entry = g_ptr_array_index (package->entries, i);
      gsize block = g_array_index (archive->entries, MergeArchiveEntry, i).block;
      gsize size = g_bytes_get_size (entry->stored);

      g_bytes_unref (entry->stored);
      entry->stored =
          g_bytes_new_from_bytes (archive->blocks, block + LOCAL_SIZE + strlen (entry->name), size);
    }
  return archive;
}

/**
 * merge_archive_free:
 * @archive: (transfer full): an archive
 *
 * Frees it.
 */
void
merge_archive_free (MergeArchive *archive)
{
  g_bytes_unref (archive->blocks);
  g_array_unref (archive->entries);
  g_free (archive);
}

/**
 * merge_archive_writer_init:
 * @writer: (out caller-allocates): the writer
 * @archive: (nullable): whose entries may be added
 *
 * Begins a file.
 */
void
merge_archive_writer_init (MergeArchiveWriter *writer, const MergeArchive *archive)
{
  memset (writer, 0, sizeof *writer);
  writer->archive = archive;
  if (archive != NULL)
    merge_buffer_reserve (&writer->buffer, 2 * g_bytes_get_size (archive->blocks));
}

/**
 * merge_archive_writer_add_entries:
 * @writer: a writer
 * @first: number of an entry of its archive
 * @n: how many, from there on
 *
 * Adds entries as they are.
 */
void
merge_archive_writer_add_entries (MergeArchiveWriter *writer, guint first, guint n)
{
  GArray *entries = writer->archive->entries;
  gsize size = 0;
  const guint8 *blocks = g_bytes_get_data (writer->archive->blocks, &size);
  const gsize offset = writer->buffer.length;
  gsize begin;

  if (n == 0)
    return;
  begin = g_array_index (entries, MergeArchiveEntry, first).block;
  if (first + n < entries->len)
    size = g_array_index (entries, MergeArchiveEntry, first + n).block;
  for (guint i = first; i < first + n; i++)
    {
      const MergeArchiveEntry *entry = &g_array_index (entries, MergeArchiveEntry, i);

      add_to_directory (writer, entry, offset + (entry->block - begin));
    }
  merge_buffer_add (&writer->buffer, blocks + begin, size - begin);
}

/**
 * merge_archive_writer_begin:
 * @writer: a writer
 * @name: of a part
 *
 * Begins a part that is deflated straight into the file.
 *
 * Returns: (transfer none): where it goes, until merge_archive_writer_end_part()
 */
MergeBuffer *
merge_archive_writer_begin (MergeArchiveWriter *writer, const char *name)
{
  MergeArchiveEntry entry = { .name = (char *) name };

  writer->entry = writer->buffer.length;
  add_header (&writer->buffer, &entry);
  return &writer->buffer;
}

static void
end_part (MergeArchiveWriter *writer, MergeArchiveEntry *entry, gsize size)
{
  gsize begin = writer->entry + LOCAL_SIZE + strlen (entry->name);
  gsize stored_size = writer->buffer.length - begin;

  writer->too_big |= size > MOST_BYTES || writer->buffer.length > MOST_BYTES;
  entry->stored_size = (guint32) stored_size;
  entry->size = (guint32) size;
  put_header (writer->buffer.data + writer->entry, entry);
  add_to_directory (writer, entry, writer->entry);
}

/**
 * merge_archive_writer_end_part:
 * @writer: a writer
 * @name: of the part that was begun
 * @crc: of its text
 * @size: of its text
 *
 * Ends a part.
 */
void
merge_archive_writer_end_part (MergeArchiveWriter *writer,
                               const char *name,
                               guint32 crc,
                               gsize size)
{
  MergeArchiveEntry entry = { .name = (char *) name, .crc = crc, .deflated = TRUE };

  end_part (writer, &entry, size);
}

/**
 * merge_archive_writer_add:
 * @writer: a writer
 * @name: of a part
 * @bytes: what is in it
 *
 * Adds a part that the archive does not have: deflated, unless that would make it bigger.
 */
void
merge_archive_writer_add (MergeArchiveWriter *writer, const char *name, GBytes *bytes)
{
  MergeSqueezed squeezed = merge_squeezed (bytes);

  merge_archive_writer_take (writer, name, &squeezed);
}

/**
 * merge_archive_writer_take:
 * @writer: a writer
 * @name: of a part
 * @squeezed: the part, whose memory is freed
 *
 * Adds a part that the archive does not have.
 */
void
merge_archive_writer_take (MergeArchiveWriter *writer, const char *name, MergeSqueezed *squeezed)
{
  MergeArchiveEntry entry = { .name = (char *) name };
  MergeBuffer *buffer = merge_archive_writer_begin (writer, name);

  entry.crc = squeezed->crc;
  entry.deflated = squeezed->deflated;
  merge_buffer_add (buffer, g_bytes_get_data (squeezed->stored, NULL),
                    g_bytes_get_size (squeezed->stored));
  end_part (writer, &entry, squeezed->size);
  merge_squeezed_clear (squeezed);
}

static void
add_end (MergeArchiveWriter *writer, gsize offset)
{
  guint8 record[END_SIZE] = { 0 }; /* one disk, no comment */

  put32 (record, END_MARK);
  put16 (record + 8, writer->n_entries);
  put16 (record + 10, writer->n_entries);
  put32 (record + 12, (guint32) writer->directory.length);
  put32 (record + 16, (guint32) offset);
  merge_buffer_add (&writer->buffer, record, sizeof record);
}

/**
 * merge_archive_writer_end:
 * @writer: a writer
 * @error: return location for a #MergeError
 *
 * Ends a file.
 *
 * Returns: (transfer full): the file; %NULL when it would have to be bigger than such files can be
 */
GBytes *
merge_archive_writer_end (MergeArchiveWriter *writer, GError **error)
{
  gsize offset = writer->buffer.length;
  GBytes *bytes = NULL;

  merge_buffer_add (&writer->buffer, writer->directory.data, writer->directory.length);
  add_end (writer, offset);
  if (writer->too_big || writer->buffer.length > MOST_BYTES || writer->n_entries > MOST_ENTRIES)
    g_set_error_literal (error, MERGE_ERROR, MERGE_ERROR_FAILED,
                         _ ("The merged document would be bigger than a Word document can be. Look "
                            "for a value or a picture that is far too long or too big."));
  else
    bytes = merge_buffer_end (&writer->buffer);
  merge_archive_writer_clear (writer);
  return bytes;
}

/**
 * merge_archive_writer_clear:
 * @writer: a writer
 *
 * Gives a file up.
 */
void
merge_archive_writer_clear (MergeArchiveWriter *writer)
{
  merge_buffer_clear (&writer->buffer);
  merge_buffer_clear (&writer->directory);
}
