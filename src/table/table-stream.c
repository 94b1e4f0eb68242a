/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "table-stream-private.h"

#include <glib/gi18n-lib.h>

#include "table-encoding-private.h"
#include "table-error.h"
#include "table-kind-private.h"

#define CHUNK     (32 * 1024)
#define LOOKAHEAD (256 * 1024)

static void
set_read_error (GError **error, const GError *cause)
{
  g_set_error (error, TABLE_ERROR, TABLE_ERROR_FILE, _ ("The file could not be read: %s."),
               cause->message);
}

/* Reads the whole file a piece at a time, then goes back to where it was. */
static gboolean
probe_seekable (GInputStream *stream, TableProbe *probe, GError **error)
{
  g_autofree guchar *buffer = g_malloc (CHUNK);
  g_autoptr (GError) local = NULL;
  goffset origin = g_seekable_tell (G_SEEKABLE (stream));
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, CHUNK, NULL, &local)) > 0)
    table_probe_feed (probe, buffer, n);
  if (n < 0 || !g_seekable_seek (G_SEEKABLE (stream), origin, G_SEEK_SET, NULL, &local))
    {
      set_read_error (error, local);
      return FALSE;
    }
  return TRUE;
}

/* A pipe is read once: its beginning has to tell. */
static gboolean
probe_buffered (GBufferedInputStream *stream, TableProbe *probe, GError **error)
{
  g_autoptr (GError) local = NULL;
  gssize n = 1;
  gsize length;
  const void *bytes;

  while (n > 0 && g_buffered_input_stream_get_available (stream) < LOOKAHEAD)
    n = g_buffered_input_stream_fill (stream, -1, NULL, &local);
  if (n < 0)
    {
      set_read_error (error, local);
      return FALSE;
    }
  bytes = g_buffered_input_stream_peek_buffer (stream, &length);
  table_probe_feed (probe, bytes, length);
  return TRUE;
}

/**
 * table_stream_decode:
 * @stream: the bytes of a file
 * @encoding: (out): the name of the encoding found
 * @error: return location for an error
 *
 * Finds out in which encoding a file is written and gives its text. A stream that can go back is
 * read twice, so that one accent on the last line still counts; of another one the first 256 KB
 * decide. Neither is ever held whole in memory.
 *
 * Returns: (transfer full) (nullable): a stream of UTF-8 without byte order mark, or %NULL with
 *   %TABLE_ERROR_FILE or %TABLE_ERROR_NOT_TABLE
 */
GInputStream *
table_stream_decode (GInputStream *stream, char **encoding, GError **error)
{
  g_autofree TableProbe *probe = g_new0 (TableProbe, 1);
  g_autoptr (GInputStream) source = NULL;
  g_autoptr (GCharsetConverter) converter = NULL;
  g_autoptr (GError) local = NULL;
  const char *name;
  gsize bom_length;
  gboolean probed;

  if (G_IS_SEEKABLE (stream) && g_seekable_can_seek (G_SEEKABLE (stream)))
    {
      source = g_object_ref (stream);
      probed = probe_seekable (source, probe, error);
    }
  else
    {
      source = g_buffered_input_stream_new_sized (stream, LOOKAHEAD);
      probed = probe_buffered (G_BUFFERED_INPUT_STREAM (source), probe, error);
    }
  if (!probed || !table_kind_check (probe->head, probe->n_head, error))
    return NULL;

  name = table_probe_finish (probe, &bom_length);
  if (g_input_stream_skip (source, bom_length, NULL, &local) < 0
      || (converter = g_charset_converter_new ("UTF-8", name, &local)) == NULL)
    {
      set_read_error (error, local);
      return NULL;
    }
  *encoding = g_strdup (name);
  return g_converter_input_stream_new (source, G_CONVERTER (converter));
}
