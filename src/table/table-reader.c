/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "table-reader.h"

#include <csv.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "table-cell-private.h"
#include "table-error.h"
#include "table-separator-private.h"
#include "table-stream-private.h"

#define BUFFER_SIZE (64 * 1024)
#define MAX_LINE    (1024 * 1024)
#define MAX_CELLS   4096

/**
 * TableReader:
 *
 * Reads a CSV file row by row, whatever program of a school wrote it: the encoding, the separator
 * and the ends of lines are found out. Memory is bounded by one row, however long the file is.
 */
struct _TableReader
{
  GObject parent_instance;

  GInputStream *stream; /* UTF-8 */
  char *encoding;
  char separator;
  struct csv_parser parser;
  gboolean has_parser;

  char *buffer;
  gsize start; /* the part of the buffer that is not parsed yet */
  gsize end;
  gboolean at_end; /* of the stream */
  GError *failure; /* once failed, a reader stays failed */

  guint line; /* of the next character; columns count characters */
  guint column;
  gboolean after_cr;
  guint quote_line; /* of the last opening quote */
  guint quote_column;

  GPtrArray *cells;
  guint row_line;
  gsize row_bytes; /* read of the row so far; 0 between two rows */
  gboolean row_done;
  gboolean row_too_wide;
  gboolean again; /* the current row was pushed back */
  TableRow row;
};

G_DEFINE_FINAL_TYPE (TableReader, table_reader, G_TYPE_OBJECT)

static void
table_reader_finalize (GObject *object)
{
  TableReader *self = TABLE_READER (object);

  if (self->has_parser)
    csv_free (&self->parser);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_error (&self->failure);
  g_free (self->encoding);
  g_free (self->buffer);
  G_OBJECT_CLASS (table_reader_parent_class)->finalize (object);
}

static void
table_reader_class_init (TableReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = table_reader_finalize;
}

static void
table_reader_init (TableReader *self)
{
  self->cells = g_ptr_array_new_with_free_func (g_free);
  self->buffer = g_malloc (BUFFER_SIZE);
  self->line = self->column = 1;
}

static void
take_cell (void *text, size_t length, void *data)
{
  TableReader *self = data;

  if (self->cells->len >= MAX_CELLS)
    self->row_too_wide = TRUE;
  else
    g_ptr_array_add (self->cells, table_cell_clean (text != NULL ? text : "", length));
}

static void
take_row (int terminator, void *data)
{
  TableReader *self = data;

  self->row_done = TRUE;
}

static gboolean
fail (TableReader *self, TableError code, const char *text)
{
  self->failure = g_error_new_literal (TABLE_ERROR, code, text);
  return FALSE;
}

static gboolean
fail_to_read (TableReader *self, const GError *cause)
{
  g_autofree char *text = NULL;

  if (!g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_INVALID_DATA)
      && !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    {
      text = g_strdup_printf (_ ("The file could not be read: %s."), cause->message);
      return fail (self, TABLE_ERROR_FILE, text);
    }
  text = g_strdup_printf (_ ("Line %u, column %u: what follows is not text in the encoding of the "
                             "file (%s). Open the file in Excel or LibreOffice and save it as CSV "
                             "UTF-8."),
                          self->line, self->column, self->encoding);
  return fail (self, TABLE_ERROR_ENCODING, text);
}

static gboolean
fill (TableReader *self)
{
  g_autoptr (GError) local = NULL;
  gssize n;

  self->start = self->end = 0;
  n = g_input_stream_read (self->stream, self->buffer, BUFFER_SIZE, NULL, &local);
  if (n < 0)
    return fail_to_read (self, local);
  self->end = n;
  self->at_end = n == 0;
  return TRUE;
}

/* The next piece up to a character that matters to us, that one included: an end of line, a quote,
 * a NUL. The parser is fed these pieces, so that it never finishes two rows at once. */
static gsize
next_piece (TableReader *self)
{
  gsize i;

  for (i = self->start; i < self->end; i++)
    if (self->buffer[i] == '\n' || self->buffer[i] == '\r' || self->buffer[i] == '"'
        || self->buffer[i] == '\0')
      return i + 1 - self->start;
  return i - self->start;
}

static void
feed (TableReader *self, const char *text, gsize length)
{
  csv_parse (&self->parser, text, length, take_cell, take_row, self);
  for (gsize i = 0; i < length; i++)
    self->column += ((guchar) text[i] & 0xc0) != 0x80;
}

/* The last character of a piece. Only here can a quote open a cell, or a line end. */
static void
feed_last (TableReader *self, char c)
{
  int was_quoted = self->parser.quoted;
  guint column = self->column;

  feed (self, &c, 1);
  if (c == '"' && !was_quoted && self->parser.quoted)
    {
      self->quote_line = self->line;
      self->quote_column = column;
    }
  else if (c == '\r' || (c == '\n' && !self->after_cr))
    {
      self->line++;
      self->column = 1;
    }
  else if (c == '\n')
    self->column = 1;
  self->after_cr = c == '\r';
}

static gboolean
fail_quote (TableReader *self)
{
  g_autofree char *text =
      g_strdup_printf (_ ("Line %u, column %u: the quotation mark opened here is never closed. "
                          "Close it or take it out, then import the file again."),
                       self->quote_line, self->quote_column);

  return fail (self, TABLE_ERROR_SYNTAX, text);
}

static gboolean
check_piece (TableReader *self, gsize length)
{
  g_autofree char *text = NULL;

  if (self->buffer[self->start + length - 1] == '\0')
    {
      text =
          g_strdup_printf (_ ("Line %u holds a zero byte, which no text has: the file is damaged "
                              "or is not a table. Save it again as CSV."),
                           self->line);
      return fail (self, TABLE_ERROR_ENCODING, text);
    }
  if (self->row_bytes + length <= MAX_LINE)
    return TRUE;
  if (self->parser.quoted)
    return fail_quote (self);
  text =
      g_strdup_printf (_ ("Line %u is longer than a megabyte: this is not a list that Paraphe can "
                          "read. Check how it was saved."),
                       self->row_line);
  return fail (self, TABLE_ERROR_LIMIT, text);
}

static gboolean
parse_piece (TableReader *self)
{
  gsize length = next_piece (self);
  const char *text = self->buffer + self->start;
  char last = text[length - 1];
  gboolean newline = last == '\n' || last == '\r';

  if (self->row_bytes == 0)
    self->row_line = self->line;
  if (!check_piece (self, length))
    return FALSE;
  feed (self, text, length - 1);
  if (length > 1)
    self->after_cr = FALSE;
  feed_last (self, last);
  self->start += length;
  /* An empty line is no row and leaves the parser between two. */
  self->row_bytes = self->row_done || (self->row_bytes == 0 && length == 1 && newline)
                        ? 0
                        : self->row_bytes + length;
  if (self->row_too_wide)
    {
      g_autofree char *message = g_strdup_printf (
          _ ("Line %u has more than %d cells: this is not a list that Paraphe can read. Check how "
             "it was saved."),
          self->row_line, MAX_CELLS);

      return fail (self, TABLE_ERROR_LIMIT, message);
    }
  return TRUE;
}

/* The end of the file ends the row too; strictness makes libcsv refuse a quote still open there. */
static gboolean
finish (TableReader *self)
{
  csv_set_opts (&self->parser, CSV_STRICT | CSV_STRICT_FINI);
  if (csv_fini (&self->parser, take_cell, take_row, self) != 0)
    return fail_quote (self);
  return TRUE;
}

/* Reads up to the end of one row of the file, or of the file: then no row is done. */
static gboolean
read_row (TableReader *self)
{
  g_ptr_array_set_size (self->cells, 0);
  self->row_done = FALSE;
  while (!self->row_done)
    {
      if (self->start == self->end && !self->at_end && !fill (self))
        return FALSE;
      if (self->at_end)
        return finish (self);
      if (!parse_piece (self))
        return FALSE;
    }
  return TRUE;
}

static void
show_row (TableReader *self, const TableRow **row)
{
  self->row.cells = (char **) self->cells->pdata;
  self->row.n_cells = self->cells->len;
  self->row.line = self->row_line;
  *row = self->cells->len > 0 ? &self->row : NULL;
}

/**
 * table_reader_next:
 * @self: a reader
 * @row: (out) (transfer none) (nullable): the next row, valid until the next call; %NULL at the end
 * @error: return location for an error
 *
 * Reads one row. Empty cells at its end are left out, and so are rows without any text: a row of
 * the file may have fewer cells than the headings.
 *
 * Returns: %FALSE with an error of %TABLE_ERROR, which later calls repeat
 */
gboolean
table_reader_next (TableReader *self, const TableRow **row, GError **error)
{
  g_return_val_if_fail (TABLE_IS_READER (self), FALSE);
  g_return_val_if_fail (row != NULL, FALSE);

  *row = NULL;
  while (!self->again && self->failure == NULL)
    {
      GPtrArray *cells = self->cells;

      if (!read_row (self))
        break;
      while (cells->len > 0 && *(char *) g_ptr_array_index (cells, cells->len - 1) == '\0')
        g_ptr_array_set_size (cells, cells->len - 1);
      if (cells->len > 0 || !self->row_done)
        break;
    }
  if (self->failure != NULL)
    {
      g_propagate_error (error, g_error_copy (self->failure));
      return FALSE;
    }
  self->again = FALSE;
  show_row (self, row);
  return TRUE;
}

/**
 * table_reader_push_back:
 * @self: a reader
 *
 * Makes table_reader_next() give the current row once more: for whoever looks whether a second line
 * of headings follows the first. The row stays valid.
 */
void
table_reader_push_back (TableReader *self)
{
  g_return_if_fail (TABLE_IS_READER (self));

  self->again = TRUE;
}

/* The whole beginning is in the buffer before the separator is looked for. */
static gboolean
start (TableReader *self)
{
  g_autoptr (GError) local = NULL;
  gsize skip;

  while (self->end < BUFFER_SIZE && !self->at_end)
    {
      gssize n = g_input_stream_read (self->stream, self->buffer + self->end,
                                      BUFFER_SIZE - self->end, NULL, &local);

      /* Rows in front of the damage are still read; the error comes again where it is. */
      if (n < 0)
        break;
      self->end += n;
      self->at_end = n == 0;
    }
  self->at_end = FALSE;
  self->separator = table_separator_detect (self->buffer, self->end, &skip);
  self->start = skip;
  self->column += skip;
  if (csv_init (&self->parser, 0) != 0)
    return fail (self, TABLE_ERROR_FILE, _ ("There is not enough memory to read the file."));
  self->has_parser = TRUE;
  csv_set_delim (&self->parser, self->separator);
  csv_set_blk_size (&self->parser, 4096);
  return TRUE;
}

/**
 * table_reader_new_for_stream:
 * @stream: the bytes of a CSV file
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a reader before the first row, or %NULL with
 *   %TABLE_ERROR_FILE, or %TABLE_ERROR_NOT_TABLE with a sentence that says what to do
 */
TableReader *
table_reader_new_for_stream (GInputStream *stream, GError **error)
{
  g_autoptr (TableReader) self = NULL;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  self = g_object_new (TABLE_TYPE_READER, NULL);
  self->stream = table_stream_decode (stream, &self->encoding, error);
  if (self->stream == NULL)
    return NULL;
  if (!start (self))
    {
      g_propagate_error (error, g_steal_pointer (&self->failure));
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * table_reader_new_for_bytes:
 * @bytes: a CSV file
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): see table_reader_new_for_stream()
 */
TableReader *
table_reader_new_for_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  stream = g_memory_input_stream_new_from_bytes (bytes);
  return table_reader_new_for_stream (stream, error);
}

/**
 * table_reader_open:
 * @path: (type filename): a CSV file
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): see table_reader_new_for_stream()
 */
TableReader *
table_reader_open (const char *path, GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  file = g_file_new_for_path (path);
  stream = g_file_read (file, NULL, &local);
  if (stream == NULL)
    {
      g_set_error (error, TABLE_ERROR, TABLE_ERROR_FILE, _ ("“%s” could not be opened: %s."), path,
                   local->message);
      return NULL;
    }
  return table_reader_new_for_stream (G_INPUT_STREAM (stream), error);
}

/**
 * table_reader_get_encoding:
 * @self: a reader
 *
 * Returns: (transfer none): "UTF-8" (plain ASCII too), "UTF-16LE", "UTF-16BE", "WINDOWS-1252" or
 *   "ISO-8859-15"
 */
const char *
table_reader_get_encoding (TableReader *self)
{
  g_return_val_if_fail (TABLE_IS_READER (self), NULL);

  return self->encoding;
}

/**
 * table_reader_get_separator:
 * @self: a reader
 *
 * Returns: what stands between the cells
 */
char
table_reader_get_separator (TableReader *self)
{
  g_return_val_if_fail (TABLE_IS_READER (self), '\0');

  return self->separator;
}
