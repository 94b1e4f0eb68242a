/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <zip.h>

#include "table-error.h"
#include "table-format.h"
#include "table-reader.h"

/* A book of every kind of cell, and of what must not do harm. */
static const char *const rows[][4] = {
  { "ABADIE Léa", "2026-11-02", "20", "35.5" },
  { "=HYPERLINK(\"http://x\")", "", "", "" },
  { "+33612345678", "not a day", "-3", "-0.5" },
  { "-1+2", "2026-02-30", "twelve", "12h" },
  { "@SUM(A1)", "1789-07-14", "=1", "+1" },
  { "\ttab", "", "007", "" },
  { "a;b,c", "", "", "" },
  { "say \"yes\"", "", "", "" },
  { "two\nlines", "", "", "" },
  { " space ", "", "", "" },
  { "＝1", "", "", "" },
  { "O'Neil", "", "", "" },
};

static TableBook *
make_book (void)
{
  static const TableColumn columns[] = {
    { "Élève", TABLE_COLUMN_TEXT, 20, TABLE_NO_COLOUR },
    { "Début", TABLE_COLUMN_DATE, 12, TABLE_NO_COLOUR },
    { "Jours", TABLE_COLUMN_INTEGER, 8, 0x3584e4 },
    { "Heures", TABLE_COLUMN_DECIMAL, 8, TABLE_NO_COLOUR },
  };
  TableBook *book = table_book_new ("Conventions");
  TableSheet *sheet = table_book_add_sheet (book, "Liste");

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    table_sheet_add_column (sheet, &columns[i]);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint j = 0; j < 4; j++)
      table_sheet_add_cell (sheet, rows[i][j]);
  return book;
}

static char *
write_text (TableBook *book, const char *format)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = table_book_to_bytes (book, table_format_find (format), NULL, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_csv_excel (void)
{
  g_autoptr (TableBook) book = make_book ();
  g_autofree char *text = write_text (book, "csv");

  g_assert_cmpstr (text, ==,
                   "\xef\xbb\xbf"
                   "Élève;Début;Jours;Heures\r\n"
                   "ABADIE Léa;02/11/2026;20;35,5\r\n"
                   "\"'=HYPERLINK(\"\"http://x\"\")\";;;\r\n"
                   "'+33612345678;not a day;-3;-0,5\r\n"
                   "'-1+2;2026-02-30;twelve;12h\r\n"
                   "'@SUM(A1);14/07/1789;'=1;'+1\r\n"
                   "'\ttab;;007;\r\n"
                   "\"a;b,c\";;;\r\n"
                   "\"say \"\"yes\"\"\";;;\r\n"
                   "\"two\nlines\";;;\r\n"
                   "\" space \";;;\r\n"
                   "'＝1;;;\r\n"
                   "O'Neil;;;\r\n");
}

static void
test_csv_plain (void)
{
  g_autoptr (TableBook) book = make_book ();
  g_autofree char *text = write_text (book, "csv-utf8");
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  g_assert_cmpstr (lines[0], ==, "Élève,Début,Jours,Heures");
  g_assert_cmpstr (lines[1], ==, "ABADIE Léa,2026-11-02,20,35.5");
  g_assert_cmpstr (lines[2], ==, "\"'=HYPERLINK(\"\"http://x\"\")\",,,");
  g_assert_cmpstr (lines[7], ==, "\"a;b,c\",,,");
}

/* What was written is read again as it was, by the room that reads what schools send. */
static void
test_read_again (void)
{
  static const char *const formats[] = { "csv", "csv-utf8" };

  for (guint f = 0; f < G_N_ELEMENTS (formats); f++)
    {
      g_autoptr (TableBook) book = make_book ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes =
          table_book_to_bytes (book, table_format_find (formats[f]), NULL, &error);
      g_autoptr (TableReader) reader = table_reader_new_for_bytes (bytes, &error);
      const TableRow *row;

      g_assert_no_error (error);
      g_assert_cmpint (table_reader_get_separator (reader), ==, f == 0 ? ';' : ',');
      g_assert_true (table_reader_next (reader, &row, &error));
      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        {
          g_autofree char *expected = g_strstrip (g_strdup (rows[i][0]));

          g_assert_true (table_reader_next (reader, &row, &error));
          g_assert_nonnull (row);
          g_assert_cmpuint (row->n_cells, >, 0);
          if (strchr (expected, '\n') == NULL && rows[i][0][0] != '\t')
            g_assert_cmpstr (row->cells[0], ==, expected);
        }
    }
}

/* ---- the workbook ---- */

static char *
read_part (GBytes *bytes, const char *name)
{
  zip_error_t failure;
  zip_source_t *source = zip_source_buffer_create (g_bytes_get_data (bytes, NULL),
                                                   g_bytes_get_size (bytes), 0, &failure);
  zip_t *archive = zip_open_from_source (source, ZIP_RDONLY, &failure);
  zip_file_t *part;
  zip_stat_t facts;
  char *text = NULL;

  g_assert_nonnull (archive);
  part = zip_fopen (archive, name, 0);
  if (part != NULL && zip_stat (archive, name, 0, &facts) == 0)
    {
      text = g_malloc0 (facts.size + 1);
      g_assert_cmpint (zip_fread (part, text, facts.size), ==, (gssize) facts.size);
    }
  g_clear_pointer (&part, zip_fclose);
  zip_discard (archive);
  return text;
}

static GBytes *
write_workbook (TableBook *book)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = table_book_to_bytes (book, table_format_find ("xlsx"), NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
test_workbook (void)
{
  g_autoptr (TableBook) book = make_book ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *sheet = NULL, *strings = NULL, *styles = NULL;
  g_autofree char *longest = g_strnfill (256, 'e');

  table_sheet_add_rule (table_book_get_sheet (book, 0), &(TableRule){ 0, "say \"yes\"", 0xffeeaa });
  /* No blank is coloured, and Excel takes no longer text in a formula. */
  table_sheet_add_rule (table_book_get_sheet (book, 0), &(TableRule){ 0, "", 0xffeeaa });
  table_sheet_add_rule (table_book_get_sheet (book, 0), &(TableRule){ 0, longest, 0xffeeaa });
  bytes = write_workbook (book);
  sheet = read_part (bytes, "xl/worksheets/sheet1.xml");
  strings = read_part (bytes, "xl/sharedStrings.xml");
  styles = read_part (bytes, "xl/styles.xml");

  g_assert_nonnull (strstr (sheet, "<pane ySplit=\"1\" topLeftCell=\"A2\""));
  g_assert_nonnull (strstr (sheet, "<autoFilter ref=\"A1:D13\"/>"));
  g_assert_nonnull (strstr (sheet, "<v>46328</v>")); /* 2 November 2026 */
  g_assert_nonnull (strstr (sheet, "<v>35.5</v>"));
  g_assert_nonnull (strstr (sheet, "<v>-0.5</v>"));
  g_assert_nonnull (strstr (sheet, "<conditionalFormatting sqref=\"A2:A13\">"));
  g_assert_nonnull (strstr (sheet, "<formula>\"say \"\"yes\"\"\"</formula>"));
  g_assert_null (strstr (sheet, "<formula>\"\"</formula>"));
  g_assert_null (strstr (sheet, "eee"));
  g_assert_null (strstr (sheet, "<f>"));
  g_assert_nonnull (strstr (strings, "=HYPERLINK("));
  g_assert_nonnull (strstr (strings, "<t>1789-07-14</t>"));
  g_assert_nonnull (strstr (styles, "dd/mm/yyyy"));
}

static void
test_chart_and_total (void)
{
  static const char *const cells[] = { "2MELEC", "3", "1", "TASSP", "2", "4", "Total", "5", "5" };
  g_autoptr (TableBook) book = table_book_new ("Synthèse");
  TableSheet *sheet = table_book_add_sheet (book, "L'année [2026]");
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *chart = NULL, *workbook = NULL, *part = NULL;

  table_sheet_add_column (sheet, &(TableColumn){ "Classe", TABLE_COLUMN_TEXT, 0, TABLE_NO_COLOUR });
  table_sheet_add_column (sheet, &(TableColumn){ "À faire", TABLE_COLUMN_INTEGER, 0, 0xff7800 });
  table_sheet_add_column (sheet,
                          &(TableColumn){ "Signée", TABLE_COLUMN_INTEGER, 0, TABLE_NO_COLOUR });
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    table_sheet_add_cell (sheet, cells[i]);
  table_sheet_set_total (sheet);
  table_sheet_set_chart (sheet, &(TableChart){ "Où en sont les conventions", 1, 2 });
  bytes = write_workbook (book);
  chart = read_part (bytes, "xl/charts/chart1.xml");
  workbook = read_part (bytes, "xl/workbook.xml");
  part = read_part (bytes, "xl/worksheets/sheet1.xml");

  g_assert_nonnull (chart);
  g_assert_nonnull (strstr (chart, "FF7800"));
  g_assert_nonnull (strstr (chart, "$B$2:$B$3"));
  g_assert_null (strstr (chart, "$B$2:$B$4")); /* a total is no class */
  g_assert_nonnull (strstr (part, "<autoFilter ref=\"A1:C3\"/>"));
  g_assert_nonnull (strstr (workbook, "name=\"L’année -2026-\""));
  g_assert_nonnull (strstr (workbook, ">'L’année -2026-'!$A$1:$C$3<"));
}

static void
test_names_of_sheets (void)
{
  g_autoptr (TableBook) book = table_book_new ("x");
  static const char *const names[][2] = {
    { "2MELEC", "2MELEC" },
    { "2melec", "2melec (2)" },
    { "a/b:c*d?e\\f[g]", "a-b-c-d-e-f-g-" },
    { "'quoted'", "’quoted’" },
    { "", "- (2)" },
    { "Une classe dont le nom est bien trop long", "Une classe dont le nom est bien" },
    { "Une classe dont le nom est bien trop long", "Une classe dont le nom est (2)" },
  };
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      TableSheet *sheet = table_book_add_sheet (book, names[i][0]);

      table_sheet_add_column (sheet, &(TableColumn){ "=A", TABLE_COLUMN_TEXT, 0, TABLE_NO_COLOUR });
      g_assert_cmpstr (table_sheet_get_name (sheet), ==, names[i][1]);
    }
  bytes = write_workbook (book);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 1000);
}

/* A class is called 2MELEC or TG1: bare, Excel takes that for a number or for a cell. */
static void
test_names_in_formulas (void)
{
  static const char *const names[] = { "2MELEC", "TG1", "R1C1", "Total" };
  g_autoptr (TableBook) book = table_book_new ("x");
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *workbook = NULL, *chart = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      TableSheet *sheet = table_book_add_sheet (book, names[i]);

      table_sheet_add_column (sheet, &(TableColumn){ "A", TABLE_COLUMN_TEXT, 0, TABLE_NO_COLOUR });
      table_sheet_add_column (sheet, &(TableColumn){ "N", TABLE_COLUMN_INTEGER, 0, 0 });
      table_sheet_add_cell (sheet, "a");
      table_sheet_add_cell (sheet, "1");
      table_sheet_set_chart (sheet, &(TableChart){ "x", 1, 1 });
    }
  bytes = write_workbook (book);
  workbook = read_part (bytes, "xl/workbook.xml");
  chart = read_part (bytes, "xl/charts/chart1.xml");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *filter = g_strdup_printf (">'%s'!$A$1:$B$2<", names[i]);
      g_autofree char *titles = g_strdup_printf (">'%s'!$1:$1<", names[i]);

      g_assert_nonnull (strstr (workbook, filter));
      g_assert_nonnull (strstr (workbook, titles));
    }
  g_assert_nonnull (strstr (chart, "<c:f>'2MELEC'!$B$2</c:f>"));
  g_assert_nonnull (strstr (chart, "<c:f>'2MELEC'!$B$1</c:f>"));
  g_assert_nonnull (strstr (chart, "<c:v>1</c:v>")); /* kept beside, for what does not compute */
}

/* A text longer than a cell holds is cut, never the whole table lost; what is no UTF-8 is mended.
 */
static void
test_odd_texts (void)
{
  g_autoptr (TableBook) book = table_book_new ("x");
  TableSheet *sheet = table_book_add_sheet (book, "x");
  g_autofree char *longest = g_strnfill (40000, 'e');
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *strings = NULL;

  table_sheet_add_column (sheet, &(TableColumn){ "A", TABLE_COLUMN_TEXT, 0, TABLE_NO_COLOUR });
  table_sheet_add_cell (sheet, longest);
  table_sheet_add_cell (sheet, "bad \xff byte");
  table_sheet_add_cell (sheet, "bell \a");
  table_sheet_add_cell (sheet, NULL);
  table_sheet_add_number (sheet, -12);
  g_assert_cmpuint (table_sheet_get_n_rows (sheet), ==, 5);
  bytes = write_workbook (book);
  strings = read_part (bytes, "xl/sharedStrings.xml");
  g_assert_nonnull (strstr (strings, "eee…</t>"));
  g_assert_true (g_utf8_validate (strings, -1, NULL));
  g_assert_null (strchr (strings, '\a'));
}

static void
test_stops (void)
{
  static const char *const formats[] = { "xlsx", "csv", "csv-utf8" };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (TableBook) book = make_book ();
      g_autoptr (GError) error = NULL;

      g_assert_null (
          table_book_to_bytes (book, table_format_find (formats[i]), cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

/* ---- formats and files ---- */

static void
test_format_of_path (void)
{
  static const char *const paths[][2] = {
    { "/tmp/a.xlsx", "xlsx" },    { "A.XLSX", "xlsx" }, { "a.csv", "csv" },
    { "a.utf8.csv", "csv-utf8" }, { "a.b.ods", "ods" }, { "2MELEC.v2.xls", "xls" },
  };
  static const char *const wrong[] = { "a", "a.txt", "/a.csv/b", ".xlsx", "a.xlsx.tmp" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      const TableFormat *format = table_format_for_path (paths[i][0], NULL);

      g_assert_nonnull (format);
      g_assert_cmpstr (format->key, ==, paths[i][1]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (table_format_for_path (wrong[i], &error));
      g_assert_error (error, TABLE_ERROR, TABLE_ERROR_FORMAT);
      g_assert_nonnull (strstr (error->message, ".utf8.csv"));
    }
}

/* Each format is written at once, or from one that is. */
static void
test_formats (void)
{
  const TableFormat *format;
  guint n = 0;

  for (; (format = table_format_get (n)) != NULL; n++)
    {
      g_assert_true (table_format_find (format->key) == format);
      if (format->from != NULL)
        g_assert_null (table_format_find (format->from)->from);
    }
  g_assert_cmpuint (n, ==, 5);
  g_assert_null (table_format_find ("pdf"));
}

static void
test_never_overwrites (void)
{
  g_autofree char *folder = g_dir_make_tmp ("test-table-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_autofree char *away = g_build_filename (folder, "none", "a.csv", NULL);
  g_autoptr (GBytes) first = g_bytes_new_static ("first", 5), second = g_bytes_new_static ("2", 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (table_write_file (path, first, FALSE, NULL));
  g_assert_false (table_write_file (path, second, FALSE, &error));
  g_assert_error (error, TABLE_ERROR, TABLE_ERROR_EXISTS);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "first");
  g_assert_true (table_write_file (path, second, TRUE, NULL));
  g_clear_error (&error);
  g_assert_false (table_write_file (away, second, TRUE, &error));
  g_assert_error (error, TABLE_ERROR, TABLE_ERROR_FILE);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* nothing half made is left */
}

/* A workbook is made in a folder of its own; a full or missing one is told. */
static void
test_no_room (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (TableBook) book = make_book ();
      g_autoptr (GError) error = NULL;

      g_assert_null (table_book_to_bytes (book, table_format_find ("xlsx"), NULL, &error));
      g_assert_error (error, TABLE_ERROR, TABLE_ERROR_FILE);
      return;
    }
  g_setenv ("TMPDIR", "/nowhere/at/all", TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_unsetenv ("TMPDIR");
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/write/csv-excel", test_csv_excel);
  g_test_add_func ("/table/write/csv-plain", test_csv_plain);
  g_test_add_func ("/table/write/read-again", test_read_again);
  g_test_add_func ("/table/write/workbook", test_workbook);
  g_test_add_func ("/table/write/chart", test_chart_and_total);
  g_test_add_func ("/table/write/names", test_names_of_sheets);
  g_test_add_func ("/table/write/names-in-formulas", test_names_in_formulas);
  g_test_add_func ("/table/write/odd-texts", test_odd_texts);
  g_test_add_func ("/table/write/stops", test_stops);
  g_test_add_func ("/table/write/format-of-path", test_format_of_path);
  g_test_add_func ("/table/write/formats", test_formats);
  g_test_add_func ("/table/write/never-overwrites", test_never_overwrites);
  g_test_add_func ("/table/write/no-room", test_no_room);
  return g_test_run ();
}
