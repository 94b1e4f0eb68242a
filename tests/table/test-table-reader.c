/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <glib/gstdio.h>
#include <glib-unix.h>
#include <gio/gunixinputstream.h>

#include "table-error.h"
#include "table-reader.h"

#define NBSP  "\xc2\xa0"
#define NNBSP "\xe2\x80\xaf"

#define BYTES(literal) literal, sizeof literal - 1

/* One line a row, cells between “|”, line breaks in cells as “/”, the row's line in front. */
static char *
dump (TableReader *reader, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const TableRow *row;

  while (table_reader_next (reader, &row, error))
    {
      if (row == NULL)
        return g_string_free (g_steal_pointer (&text), FALSE);
      g_string_append_printf (text, "%u:", row->line);
      for (guint i = 0; i < row->n_cells; i++)
        g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", row->cells[i]);
      g_string_append_c (text, '\n');
    }
  return NULL;
}

static TableReader *
open_bytes (const char *bytes, gsize length, GError **error)
{
  g_autoptr (GBytes) data = g_bytes_new (bytes, length);

  return table_reader_new_for_bytes (data, error);
}

static void
check_rows (const char *bytes, gsize length, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TableReader) reader = open_bytes (bytes, length, &error);
  g_autofree char *got = NULL;

  g_assert_no_error (error);
  got = dump (reader, &error);
  g_assert_no_error (error);
  g_strdelimit (got, "\x1e", '/');
  g_assert_cmpstr (got, ==, expected);
}

/* --- encodings × separators × ends of lines --- */

static const char *const separators[] = { ";", ",", "\t", "|" };
static const char *const newlines[] = { "\r\n", "\n", "\r" };
static const struct
{
  const char *encoding;
  const char *bom;
  gsize n_bom;
  const char *name;
} encodings[] = {
  { "UTF-8", "", 0, "Noël" },
  { "UTF-8", "\xef\xbb\xbf", 3, "Cœur €" },
  { "UTF-16LE", "\xff\xfe", 2, "Cœur €" },
  { "UTF-16BE", "\xfe\xff", 2, "Cœur €" },
  { "UTF-16LE", "", 0, "Noëlle" },
  { "UTF-16BE", "", 0, "Noëlle" },
  { "WINDOWS-1252", "", 0, "Cœur €" },
  { "WINDOWS-1252", "", 0, "Noël" },
  { "WINDOWS-1252", "", 0, "8½ litres" },
  { "WINDOWS-1252", "", 0, "L’Haÿ" },
  { "ISO-8859-15", "", 0, "Cœur" },
  { "ISO-8859-15", "", 0, "Œuvre" },
  { "ISO-8859-15", "", 0, "12 €" },
  { "ISO-8859-15", "", 0, "Šimun, à bientôt" },
};

static void
check_combination (gsize e, const char *separator, const char *newline)
{
  g_autofree char *joined =
      g_strconcat ("Nom;Prénom;Notes\n\"Abadie\";Léa;\"a;\"\"b\"\"\nc\"\nDurand;;fin\n;\"",
                   encodings[e].name, "\";\"\"\n", NULL);
  g_auto (GStrv) lines = g_strsplit (joined, "\n", -1);
  g_autofree char *with_newlines = g_strjoinv (newline, lines);
  g_auto (GStrv) pieces = g_strsplit (with_newlines, ";", -1);
  g_autofree char *text = g_strjoinv (separator, pieces);
  /* A tab inside a cell is cleaned into a space. */
  g_autofree char *expected =
      g_strdup_printf ("1:Nom|Prénom|Notes\n2:Abadie|Léa|a%s\"b\"\nc\n"
                       "4:Durand||fin\n5:|%s\n",
                       separator[0] == '\t' ? " " : separator, encodings[e].name);
  g_autoptr (GString) bytes = g_string_new_len (encodings[e].bom, encodings[e].n_bom);
  g_autoptr (GError) error = NULL;
  g_autofree char *encoded = NULL;
  g_autofree char *got = NULL;
  g_autoptr (TableReader) reader = NULL;
  gsize length;

  encoded = g_convert (text, -1, encodings[e].encoding, "UTF-8", NULL, &length, &error);
  g_assert_no_error (error);
  g_string_append_len (bytes, encoded, length);
  reader = open_bytes (bytes->str, bytes->len, &error);
  g_assert_no_error (error);
  got = dump (reader, &error);
  g_assert_no_error (error);
  g_test_message ("%s “%s” separator %d newline %d", encodings[e].encoding, encodings[e].name,
                  separator[0], newline[0]);
  g_assert_cmpstr (got, ==, expected);
  g_assert_cmpstr (table_reader_get_encoding (reader), ==, encodings[e].encoding);
  g_assert_cmpint (table_reader_get_separator (reader), ==, separator[0]);
}

static void
test_combinations (void)
{
  for (gsize e = 0; e < G_N_ELEMENTS (encodings); e++)
    for (gsize s = 0; s < G_N_ELEMENTS (separators); s++)
      for (gsize n = 0; n < G_N_ELEMENTS (newlines); n++)
        check_combination (e, separators[s], newlines[n]);
}

/* --- quirks --- */

static const struct
{
  const char *text;
  const char *expected;
} quirks[] = {
  { "", "" },
  { "\n\r\n  \n;;;\n", "" },
  { "a", "1:a\n" },
  { "a;b", "1:a|b\n" },
  { "a;b;;;\n1;2;;;\n;;;;\n3\n", "1:a|b\n2:1|2\n4:3\n" },
  { "\n\na;b\n\n1;2\n", "3:a|b\n5:1|2\n" },
  { "sep=;\r\na,b;c\r\n1;2\r\n", "2:a,b|c\n3:1|2\n" },
  { "sep=,\na;b,c\n1,2\n", "2:a;b|c\n3:1|2\n" },
  { "\"sep=|\"\na;b|c\n", "2:a;b|c\n" },
  { "SEP=\t\na;b\tc\n", "2:a;b|c\n" },
  { "sep=x\n", "1:sep=x\n" },
  { "sep=;rest;2\n", "1:sep=|rest|2\n" },
  { "a;b\n\" x \";  y  \n", "1:a|b\n2:x|y\n" },
  { "a;b\n" NBSP "x" NNBSP ";" NBSP "\n", "1:a|b\n2:x\n" },
  { "Tel;b\n=\"0612345678\";'0612\n", "1:Tel|b\n2:0612345678|0612\n" },
  { "Tel;b\n\"=\"\"0612\"\"\";'O'Neil'\n", "1:Tel|b\n2:0612|O'Neil\n" },
  { "a;b\nO'Neil;=1+2\n", "1:a|b\n2:O'Neil|=1+2\n" },
  { "a;b\n';=\"\"\n", "1:a|b\n" },
  { "a;b\nune \"vraie\" porte;\"5\"\" tube\"\n", "1:a|b\n2:une \"vraie\" porte|5\" tube\n" },
  { "a;b\n\"Garage \"Roux\" SA\";2\n", "1:a|b\n2:Garage \"Roux\" SA|2\n" },
  { "a;b\n\"1\n2\r\n3\r4\";x\ny\n", "1:a|b\n2:1\n2\n3\n4|x\n6:y\n" },
  { "a;b\n1;\"\"\"x;y\"\"\"\n", "1:a|b\n2:1|\"x;y\"\n" },
  { "Nom,Prénom\n\"Dupont; dit Jo\",Jean\n", "1:Nom|Prénom\n2:Dupont; dit Jo|Jean\n" },
  { "Nom;Matière\nA;Éco, droit\nB;Maths, physique\nC;Éco, droit\n",
    "1:Nom|Matière\n2:A|Éco, droit\n3:B|Maths, physique\n4:C|Éco, droit\n" },
  { ";;Adresse;\nNom;Ville;Rue;Tel\nA;B;C;D\n", "1:||Adresse\n2:Nom|Ville|Rue|Tel\n3:A|B|C|D\n" },
  { "a;b\rc;d\n1;2\n", "1:a|b\n2:c|d\n3:1|2\n" },
  { "Nom;Notes\nA, B\nC, D;x\nE, F\n", "1:Nom|Notes\n2:A, B\n3:C, D|x\n4:E, F\n" },
  { "a;b\nx\x01y;\x1a\n", "1:a|b\n2:xy\n" },
};

static void
test_quirks (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (quirks); i++)
    {
      g_test_message ("%s", quirks[i].text);
      check_rows (quirks[i].text, strlen (quirks[i].text), quirks[i].expected);
    }
}

static void
test_separator_of_one_column (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TableReader) reader = open_bytes ("Classe\n2MELEC\n", 14, &error);

  g_assert_no_error (error);
  g_assert_cmpint (table_reader_get_separator (reader), ==, ';');
  g_assert_cmpstr (table_reader_get_encoding (reader), ==, "UTF-8");
}

/* --- errors --- */

static const struct
{
  const char *bytes;
  gsize length;
  TableError code;
  const char *says;
} failures[] = {
  { BYTES ("a;b\n1;\"x\n"), TABLE_ERROR_SYNTAX, "Line 2, column 3" },
  { BYTES ("a;b\r\n\"1\r\n2\";\"\"\r\n\"\xc3\xa9\";\"x;y\r\nz"), TABLE_ERROR_SYNTAX,
    "Line 4, column 5" },
  { BYTES ("a;b\n1;\0x\n"), TABLE_ERROR_ENCODING, "Line 2" },
  { BYTES ("a;b\n1;\xe9\x81x\n"), TABLE_ERROR_ENCODING, "Line 2, column 4" },
  { BYTES ("\xef\xbb\xbf"
           "a;b\n\n1;\xe9x\n"),
    TABLE_ERROR_ENCODING, "Line 3, column 3" },
  { BYTES ("\xff\xfe"
           "a\0;\0b\0\n\0x"),
    TABLE_ERROR_ENCODING, "Line 2, column 1" },
  { BYTES ("\xff\xfe"
           "a\0;\0b\0\n\0\x00\xdc"),
    TABLE_ERROR_ENCODING, "UTF-16LE" },
  { BYTES ("PK\x03\x04...."), TABLE_ERROR_NOT_TABLE, "ZIP" },
  { BYTES ("PK\x03\x04..[Content_Types].xml"), TABLE_ERROR_NOT_TABLE, "Excel workbook (XLSX)" },
  { BYTES ("PK\x03\x04..application/vnd.oasis.opendocument.spreadsheet"), TABLE_ERROR_NOT_TABLE,
    "LibreOffice" },
  { BYTES ("\xd0\xcf\x11\xe0\xa1\xb1"), TABLE_ERROR_NOT_TABLE, "save it as CSV" },
  { BYTES ("%PDF-1.7\n"), TABLE_ERROR_NOT_TABLE, "PDF" },
  { BYTES ("\x1f\x8b\x08"), TABLE_ERROR_NOT_TABLE, "Unpack" },
  { BYTES ("{\\rtf1"), TABLE_ERROR_NOT_TABLE, "RTF" },
  { BYTES ("\xef\xbb\xbf\n <!DOCTYPE HTML><html>"), TABLE_ERROR_NOT_TABLE, "web page" },
  { BYTES ("<table><tr>"), TABLE_ERROR_NOT_TABLE, "web page" },
  { BYTES ("<?xml version='1.0'?>"), TABLE_ERROR_NOT_TABLE, "XML" },
};

static void
test_errors (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) again = NULL;
      g_autoptr (TableReader) reader = open_bytes (failures[i].bytes, failures[i].length, &error);
      g_autofree char *got = reader != NULL ? dump (reader, &error) : NULL;
      const TableRow *row;

      g_test_message ("%s: %s", failures[i].says, error != NULL ? error->message : "no error");
      g_assert_error (error, TABLE_ERROR, (int) failures[i].code);
      g_assert_nonnull (strstr (error->message, failures[i].says));
      g_assert_null (got);
      if (reader == NULL)
        continue;
      g_assert_false (table_reader_next (reader, &row, &again));
      g_assert_cmpstr (again->message, ==, error->message);
      g_assert_null (row);
    }
}

/* The rows in front of a mistake are read before it is told. */
static void
test_error_after_rows (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TableReader) reader = open_bytes ("a;b\n1;2\n3;\"\n", 12, &error);
  const TableRow *row;

  g_assert_true (table_reader_next (reader, &row, &error));
  g_assert_true (table_reader_next (reader, &row, &error));
  g_assert_cmpstr (row->cells[1], ==, "2");
  g_assert_false (table_reader_next (reader, &row, &error));
  g_assert_error (error, TABLE_ERROR, TABLE_ERROR_SYNTAX);
}

static GString *
make_long (const char *start, char filler, gsize n, const char *end)
{
  GString *text = g_string_new (start);

  g_string_set_size (text, text->len + n);
  memset (text->str + text->len - n, filler, n);
  return g_string_append (text, end);
}

static void
test_limits (void)
{
  static const struct
  {
    const char *start;
    char filler;
    gsize n;
    const char *end;
    int code; /* -1: no error */
    const char *says;
  } cases[] = {
    { "a;b\n", 'x', 1000000, ";y\n", -1, NULL },
    { "a;b\n", 'x', 1100000, ";y\n", TABLE_ERROR_LIMIT, "Line 2" },
    { "a;b\n1;\"", '\n', 1100000, "", TABLE_ERROR_SYNTAX, "Line 2, column 3" },
    { "a;b\n", ';', 4095, "y\n", -1, NULL },
    { "a;b\n", ';', 4096, "y\n", TABLE_ERROR_LIMIT, "Line 2" },
    { "a;b\n", '\n', 1100000, "x;y\n", -1, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text =
          make_long (cases[i].start, cases[i].filler, cases[i].n, cases[i].end);
      g_autoptr (GError) error = NULL;
      g_autoptr (TableReader) reader = open_bytes (text->str, text->len, &error);
      g_autofree char *got = NULL;

      g_assert_no_error (error);
      got = dump (reader, &error);
      if (cases[i].code < 0)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_error (error, TABLE_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

/* --- streaming --- */

/* One accent on the last line of a long file still decides its encoding, and characters cut by the
 * ends of buffers stay whole. */
static void
test_long_files (void)
{
  static const char *const names[] = { "UTF-8", "UTF-16LE", "WINDOWS-1252", "ISO-8859-15" };

  for (gsize e = 0; e < G_N_ELEMENTS (names); e++)
    for (guint shift = 0; shift < 3; shift++)
      {
        g_autoptr (GString) text = g_string_new ("a;b\n");
        g_autofree char *encoded = NULL;
        g_autoptr (GError) error = NULL;
        g_autoptr (TableReader) reader = NULL;
        const TableRow *row;
        gsize length;
        guint n = 0;

        g_string_append_len (text, "xx", shift);
        for (guint i = 0; i < 20000; i++)
          g_string_append (text, e == 0 ? "né;été\n" : "ne;ete\n");
        g_string_append (text, "cœur;été\n");
        encoded = g_convert (text->str, text->len, names[e], "UTF-8", NULL, &length, &error);
        g_assert_no_error (error);
        reader = open_bytes (encoded, length, &error);
        g_assert_no_error (error);
        g_assert_cmpstr (table_reader_get_encoding (reader), ==, names[e]);
        for (n = 0; n < 20002; n++)
          {
            g_assert_true (table_reader_next (reader, &row, &error));
            g_assert_cmpuint (row->n_cells, ==, 2);
            g_assert_cmpuint (row->line, ==, n + 1);
          }
        g_assert_cmpstr (row->cells[0], ==, "cœur");
        g_assert_cmpstr (row->cells[1], ==, "été");
      }
}

static void
test_pipe (void)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (TableReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *got = NULL;
  int ends[2];

  g_assert_true (g_unix_open_pipe (ends, 0, &error));
  g_assert_cmpint (write (ends[1],
                          "\xff\xfe"
                          "a\0;\0\xe9\0\n\0001\0;\0002\0",
                          16),
                   ==, 16);
  close (ends[1]);
  stream = g_unix_input_stream_new (ends[0], TRUE);
  reader = table_reader_new_for_stream (stream, &error);
  g_assert_no_error (error);
  got = dump (reader, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, "1:a|é\n2:1|2\n");
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("table-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "liste élèves.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *got = NULL;
  TableReader *reader;

  g_assert_true (g_file_set_contents (path, "a;b\n1;2\n", -1, NULL));
  reader = table_reader_open (path, &error);
  g_assert_no_error (error);
  got = dump (reader, &error);
  g_assert_cmpstr (got, ==, "1:a|b\n2:1|2\n");
  g_object_unref (reader);
  g_unlink (path);

  g_assert_null (table_reader_open (path, &error));
  g_assert_error (error, TABLE_ERROR, TABLE_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "élèves.csv"));
  g_clear_error (&error);
  g_assert_null (table_reader_open (folder, &error));
  g_assert_error (error, TABLE_ERROR, TABLE_ERROR_FILE);
  g_rmdir (folder);
}

static void
test_push_back (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TableReader) reader = open_bytes ("a;b\n1;2\n", 8, &error);
  const TableRow *row;

  g_assert_true (table_reader_next (reader, &row, &error));
  g_assert_true (table_reader_next (reader, &row, &error));
  table_reader_push_back (reader);
  g_assert_cmpstr (row->cells[0], ==, "1");
  g_assert_true (table_reader_next (reader, &row, &error));
  g_assert_cmpstr (row->cells[0], ==, "1");
  g_assert_cmpuint (row->line, ==, 2);
  g_assert_true (table_reader_next (reader, &row, &error));
  g_assert_null (row);
  g_assert_true (table_reader_next (reader, &row, &error));
  g_assert_null (row);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/reader/combinations", test_combinations);
  g_test_add_func ("/table/reader/quirks", test_quirks);
  g_test_add_func ("/table/reader/one-column", test_separator_of_one_column);
  g_test_add_func ("/table/reader/errors", test_errors);
  g_test_add_func ("/table/reader/error-after-rows", test_error_after_rows);
  g_test_add_func ("/table/reader/limits", test_limits);
  g_test_add_func ("/table/reader/long-files", test_long_files);
  g_test_add_func ("/table/reader/pipe", test_pipe);
  g_test_add_func ("/table/reader/files", test_files);
  g_test_add_func ("/table/reader/push-back", test_push_back);
  return g_test_run ();
}
