/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "merge-raw.h"

#define STREAMED 8 /* a flag: sizes follow the data */
#define MEGABYTE (1024u * 1024)

/* What each byte does to the checksum. */
static const guint32 *
crc_table (void)
{
  static guint32 table[256];

  for (guint32 byte = 0; table[255] == 0 && byte < 256; byte++)
    {
      table[byte] = byte;
      for (int bit = 0; bit < 8; bit++)
        table[byte] = (table[byte] >> 1) ^ (0xEDB88320 & -(table[byte] & 1));
    }
  return table;
}

/**
 * raw_crc32:
 *
 * Returns: the checksum of zip archives
 */
guint32
raw_crc32 (const char *data, gsize size)
{
  const guint32 *table = crc_table ();
  guint32 crc = 0xFFFFFFFF;

  for (gsize i = 0; i < size; i++)
    crc = (crc >> 8) ^ table[(crc ^ (guint8) data[i]) & 0xFF];
  return ~crc;
}

static void
add_number (GByteArray *out, guint64 number, guint bytes)
{
  for (guint i = 0; i < bytes; i++)
    {
      guint8 byte = i < 8 ? (guint8) (number >> (8 * i)) : 0;

      g_byte_array_append (out, &byte, 1);
    }
}

static void
add_text (GByteArray *out, const char *text)
{
  if (text != NULL)
    g_byte_array_append (out, (const guint8 *) text, (guint) strlen (text));
}

static guint32
crc_of (const Raw *raw)
{
  return raw->crc != 0 ? raw->crc : raw_crc32 (raw->data, raw->size);
}

static guint32
declared_of (const Raw *raw)
{
  return raw->declared != 0 ? raw->declared : raw->size;
}

/* The extra field of long archives: what the header itself leaves out. */
static void
add_long_sizes (GByteArray *out,
                const Raw *raw,
                const RawStyle *style,
                gboolean central,
                guint32 offset)
{
  add_number (out, 1, 2);
  add_number (out, central ? 24 : 16, 2);
  add_number (out, declared_of (raw) + style->lies[RAW_LIE_SIZE], 8);
  add_number (out, raw->size + style->lies[RAW_LIE_STORED], 8);
  if (central)
    add_number (out, offset + style->lies[RAW_LIE_OFFSET], 8);
}

static void
add_sizes (GByteArray *out, const Raw *raw, const RawStyle *style, gboolean central)
{
  gboolean later = style->streamed && !central;

  add_number (out, later ? 0 : crc_of (raw), 4);
  add_number (out, style->zip64 ? 0xFFFFFFFF : later ? 0 : raw->size, 4);
  add_number (out, style->zip64 ? 0xFFFFFFFF : later ? 0 : declared_of (raw), 4);
}

static void
add_header (GByteArray *out,
            const Raw *raw,
            const RawStyle *style,
            gboolean central,
            guint32 offset)
{
  guint extra = !style->zip64 ? 0 : central ? 28 : 20;

  add_number (out, central ? 0x02014b50 : 0x04034b50, 4);
  if (central)
    add_number (out, style->zip64 ? 45 : 20, 2);
  add_number (out, style->zip64 ? 45 : 20, 2);
  add_number (out, raw->flags | (style->streamed ? STREAMED : 0), 2);
  add_number (out, raw->method, 2);
  add_number (out, 0x00210000, 4);
  add_sizes (out, raw, style, central);
  add_number (out, strlen (raw->name), 2);
  add_number (out, extra, 2);
  if (central)
    {
      add_number (out, 0, 2 + 2 + 2 + 4); /* comment, disk, attributes */
      add_number (out, style->zip64 ? 0xFFFFFFFF : offset, 4);
    }
  add_text (out, raw->name);
  if (style->zip64)
    add_long_sizes (out, raw, style, central, offset);
}

static void
add_entry (GByteArray *out, const Raw *raw, const RawStyle *style)
{
  add_header (out, raw, style, FALSE, 0);
  g_byte_array_append (out, (const guint8 *) raw->data, raw->size);
  if (!style->streamed)
    return;
  add_number (out, 0x08074b50, 4);
  add_number (out, crc_of (raw), 4);
  add_number (out, raw->size, style->zip64 ? 8 : 4);
  add_number (out, declared_of (raw), style->zip64 ? 8 : 4);
}

/* The directory's end of a long archive, and where to find it. */
static void
add_long_end (GByteArray *out,
              guint n,
              guint32 start,
              guint32 size,
              guint32 at,
              const guint64 *lies)
{
  add_number (out, 0x06064b50, 4);
  add_number (out, 44, 8);
  add_number (out, 45, 2);
  add_number (out, 45, 2);
  add_number (out, 0, 8);
  add_number (out, n + lies[RAW_LIE_COUNT], 8);
  add_number (out, n + lies[RAW_LIE_COUNT], 8);
  add_number (out, size + lies[RAW_LIE_LENGTH], 8);
  add_number (out, start + lies[RAW_LIE_START], 8);
  add_number (out, 0x07064b50, 4);
  add_number (out, 0, 4);
  add_number (out, at + lies[RAW_LIE_END], 8);
  add_number (out, 1, 4);
}

static void
add_end (GByteArray *out, guint n, guint32 start, guint32 moved, const RawStyle *style)
{
  guint32 size = out->len - start;
  gboolean many = style->zip64 || n > 0xFFFF;

  if (many)
    add_long_end (out, n, start - moved, size, out->len - moved, style->lies);
  add_number (out, 0x06054b50, 4);
  add_number (out, 0, 4);
  add_number (out, many ? 0xFFFF : n, 2);
  add_number (out, many ? 0xFFFF : n, 2);
  add_number (out, style->zip64 ? 0xFFFFFFFF : size, 4);
  add_number (out, style->zip64 ? 0xFFFFFFFF : start - moved, 4);
  add_number (out, style->comment_size, 2);
  g_byte_array_append (out, (const guint8 *) style->comment, (guint) style->comment_size);
}

/**
 * raw_zip_styled:
 *
 * Writes an archive in an unusual way.
 */
GBytes *
raw_zip_styled (const Raw *raws, guint n, const RawStyle *style)
{
  GByteArray *out = g_byte_array_new ();
  g_autofree guint32 *offsets = g_new0 (guint32, n);
  guint32 moved = 0, start;

  add_text (out, style->before);
  if (!style->moved)
    moved = out->len;
  for (guint i = 0; i < n; i++)
    {
      offsets[i] = raws[i].same_as > 0 ? offsets[raws[i].same_as - 1] : out->len - moved;
      if (raws[i].same_as == 0)
        add_entry (out, &raws[i], style);
    }
  start = out->len;
  for (guint i = 0; i < n; i++)
    add_header (out, &raws[i], style, TRUE, offsets[i]);
  add_end (out, n, start, moved, style);
  add_text (out, style->after);
  return g_byte_array_free_to_bytes (out);
}

/**
 * raw_zip:
 *
 * Writes an archive whose entries alone are unusual.
 */
GBytes *
raw_zip (const Raw *raws, guint n)
{
  return raw_zip_styled (raws, n, &(RawStyle){ NULL });
}

/* Deflates @size times @c, as a piece that may be repeated. */
static void
deflate_piece (GByteArray *out, char c, gsize size, GConverterFlags flags)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 9);
  g_autofree char *text = g_malloc (size + 1);
  g_autofree char *buffer = g_malloc (MEGABYTE);
  g_autoptr (GError) error = NULL;
  gsize at = 0, read = 0, written = 0;
  GConverterResult result = G_CONVERTER_CONVERTED;

  memset (text, c, size);
  while (result == G_CONVERTER_CONVERTED)
    {
      result = g_converter_convert (G_CONVERTER (compressor), text + at, size - at, buffer,
                                    MEGABYTE, flags, &read, &written, &error);
      g_assert_no_error (error);
      at += read;
      g_byte_array_append (out, (const guint8 *) buffer, (guint) written);
      if (at == size && flags == G_CONVERTER_FLUSH)
        break;
    }
}

/**
 * raw_deflate:
 *
 * Deflates many times the same character without ever holding them all.
 */
char *
raw_deflate (char c, gsize megabytes, gsize *size)
{
  g_autoptr (GByteArray) piece = g_byte_array_new ();
  GByteArray *out = g_byte_array_new ();

  deflate_piece (piece, c, MEGABYTE, G_CONVERTER_FLUSH);
  for (gsize i = 0; i < megabytes; i++)
    g_byte_array_append (out, piece->data, piece->len);
  deflate_piece (out, c, 0, G_CONVERTER_INPUT_AT_END);
  *size = out->len;
  return (char *) g_byte_array_free (out, FALSE);
}
