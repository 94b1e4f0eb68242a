/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "table-error.h"
#include "table-reader.h"

/* --- a stream that cannot go back, gives a few bytes at a time, makes them up and may break --- */

#define DRIP_TYPE_STREAM (drip_stream_get_type ())
G_DECLARE_FINAL_TYPE (DripStream, drip_stream, DRIP, STREAM, GInputStream)

struct _DripStream
{
  GInputStream parent_instance;

  const guchar *bytes; /* repeated over and over */
  gsize n_bytes;
  gsize total;
  gsize at;
  gsize step;
  gsize breaks_at; /* 0: never */
};

G_DEFINE_FINAL_TYPE (DripStream, drip_stream, G_TYPE_INPUT_STREAM)

static gssize
drip_stream_read (GInputStream *stream,
                  void *buffer,
                  gsize count,
                  GCancellable *cancellable,
                  GError **error)
{
  DripStream *self = DRIP_STREAM (stream);
  gsize n = MIN (MIN (count, self->step), self->total - self->at);

  if (self->breaks_at != 0 && self->at >= self->breaks_at)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the disk is gone");
      return -1;
    }
  for (gsize i = 0; i < n; i++)
    ((guchar *) buffer)[i] = self->bytes[(self->at + i) % self->n_bytes];
  self->at += n;
  return (gssize) n;
}

static void
drip_stream_class_init (DripStreamClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = drip_stream_read;
}

static void
drip_stream_init (DripStream *self)
{
  self->step = 1;
}

static DripStream *
drip (const char *bytes, gsize n_bytes, gsize step)
{
  DripStream *self = g_object_new (DRIP_TYPE_STREAM, NULL);

  self->bytes = (const guchar *) bytes;
  self->n_bytes = self->total = n_bytes;
  self->step = step;
  return self;
}

/* --- tests --- */

static char *
dump (TableReader *reader, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const TableRow *row;

  while (table_reader_next (reader, &row, error) && row != NULL)
    {
      g_autofree char *joined = NULL;
      g_auto (GStrv) cells = g_new0 (char *, row->n_cells + 1);

      for (guint i = 0; i < row->n_cells; i++)
        cells[i] = g_strdup (row->cells[i]);
      joined = g_strjoinv ("|", cells);
      g_string_append_printf (text, "%u:%s\n", row->line, joined);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* However the bytes come, the rows (and the mistakes) are the same. */
static void
test_any_step (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
  } files[] = {
#define FILE(literal) { literal, sizeof literal - 1 }
    FILE ("Nom;Pr\xc3\xa9nom\r\nAbadie;\"L\xc3\xa9\r\na\"\"\"\r\n"),
    FILE ("\xff\xfeN\0o\0m\0;\0\xe9\0\r\0\n\0A\0;\0\xac\x20\n\0"),
    FILE ("\xfe\xff\0N\0o\0m\0\t\0\xe9\0\n\0A\0\t\x20\xac"),
    FILE ("Nom|Pr\xe9nom\rc\x9cur|\x80 5\r"),
    FILE ("Nom,x\nc\xbdur,y\n"),
    FILE ("sep=;\na,b;c\n1;2\n"),
    FILE ("a;b\n1;\"x\n2;3"),
    FILE ("a;b\n\xe9\x81;y\n"),
    FILE ("a;b\n1;\0\n"),
    FILE (""),
#undef FILE
  };
  static const gsize steps[] = { 1, 2, 3, 7, 4096 };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (files[i].bytes, files[i].length);
      g_autoptr (TableReader) whole = table_reader_new_for_bytes (bytes, NULL);
      g_autoptr (GError) expected_error = NULL;
      g_autofree char *expected = dump (whole, &expected_error);

      for (gsize j = 0; j < G_N_ELEMENTS (steps); j++)
        {
          g_autoptr (DripStream) stream = drip (files[i].bytes, files[i].length, steps[j]);
          g_autoptr (GError) error = NULL;
          g_autoptr (TableReader) reader =
              table_reader_new_for_stream (G_INPUT_STREAM (stream), &error);
          g_autofree char *got = NULL;

          g_assert_no_error (error);
          got = dump (reader, &error);
          g_assert_cmpstr (got, ==, expected);
          g_assert_cmpstr (error != NULL ? error->message : NULL, ==,
                           expected_error != NULL ? expected_error->message : NULL);
          g_assert_cmpstr (table_reader_get_encoding (reader), ==,
                           table_reader_get_encoding (whole));
        }
    }
}

/* Half a gigabyte that nobody holds: the first rows are there after little reading. */
static void
test_bounded (void)
{
  static const char line[] = "Abadie;L\xc3\xa9"
                             "a;2MELEC\n";
  g_autoptr (DripStream) stream = drip (line, sizeof line - 1, 65536);
  g_autoptr (TableReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  const TableRow *row;

  stream->total = (gsize) 512 * 1024 * 1024;
  reader = table_reader_new_for_stream (G_INPUT_STREAM (stream), &error);
  g_assert_no_error (error);
  for (guint i = 1; i <= 1000; i++)
    {
      g_assert_true (table_reader_next (reader, &row, &error));
      g_assert_cmpuint (row->line, ==, i);
      g_assert_cmpuint (row->n_cells, ==, 3);
    }
  g_assert_cmpuint (stream->at, <, 1024 * 1024);
}

/* Of a stream that cannot go back the beginning decides; what does not fit it later is told. */
static void
test_late_surprise (void)
{
  g_autoptr (GString) text = g_string_new ("Nom;x\n");
  g_autoptr (DripStream) stream = NULL;
  g_autoptr (TableReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *got = NULL;

  while (text->len < 300 * 1024)
    g_string_append (text, "Abadie;y\n");
  g_string_append (text, "Br\xfbl\xe9;z\n");
  stream = drip (text->str, text->len, 65536);
  reader = table_reader_new_for_stream (G_INPUT_STREAM (stream), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (table_reader_get_encoding (reader), ==, "UTF-8");
  got = dump (reader, &error);
  g_assert_error (error, TABLE_ERROR, TABLE_ERROR_ENCODING);
  g_assert_nonnull (strstr (error->message, "column 3"));
}

static void
test_broken (void)
{
  static const char line[] = "Abadie;Lea;2MELEC\n";
  static const struct
  {
    gsize breaks_at;
    gboolean opens;
  } cases[] = {
    { 1, FALSE },              /* while its kind is looked for */
    { 2 * 1024 * 1024, TRUE }, /* in the middle of the rows */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DripStream) stream = drip (line, sizeof line - 1, 4096);
      g_autoptr (GError) error = NULL;
      g_autoptr (TableReader) reader = NULL;
      g_autofree char *got = NULL;

      stream->total = (gsize) 4 * 1024 * 1024;
      stream->breaks_at = cases[i].breaks_at;
      reader = table_reader_new_for_stream (G_INPUT_STREAM (stream), &error);
      g_assert_true ((reader != NULL) == cases[i].opens);
      if (reader != NULL)
        got = dump (reader, &error);
      g_assert_error (error, TABLE_ERROR, TABLE_ERROR_FILE);
      g_assert_nonnull (strstr (error->message, "the disk is gone"));
    }
}

/* A stream that has been read from already: from there on, and not from its beginning. */
static void
test_from_here (void)
{
  g_autoptr (GInputStream) stream =
      g_memory_input_stream_new_from_data ("skipped\na;\xe9\n1;2\n", -1, NULL);
  g_autoptr (TableReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *got = NULL;

  g_assert_cmpint (g_input_stream_skip (stream, 8, NULL, NULL), ==, 8);
  reader = table_reader_new_for_stream (stream, &error);
  g_assert_no_error (error);
  got = dump (reader, &error);
  g_assert_cmpstr (got, ==, "1:a|é\n2:1|2\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/stream/any-step", test_any_step);
  g_test_add_func ("/table/stream/bounded", test_bounded);
  g_test_add_func ("/table/stream/late-surprise", test_late_surprise);
  g_test_add_func ("/table/stream/broken", test_broken);
  g_test_add_func ("/table/stream/from-here", test_from_here);
  return g_test_run ();
}
