/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <zip.h>

#include "table-cells.h"
#include "table-error.h"
#include "table-format.h"

typedef struct
{
  const char *name;
  const char *text;
} Part;

/* (transfer full): an archive of some parts */
static GBytes *
pack (const Part *parts, guint n_parts)
{
  zip_error_t failure;
  zip_source_t *source = zip_source_buffer_create (NULL, 0, 0, &failure);
  zip_t *archive = zip_open_from_source (source, ZIP_CREATE | ZIP_TRUNCATE, &failure);
  zip_stat_t facts;
  guint8 *data;

  zip_source_keep (source);
  for (guint i = 0; i < n_parts; i++)
    zip_file_add (archive, parts[i].name,
                  zip_source_buffer (archive, parts[i].text, strlen (parts[i].text), 0), 0);
  g_assert_cmpint (zip_close (archive), ==, 0);
  g_assert_cmpint (zip_source_stat (source, &facts), ==, 0);
  data = g_malloc (facts.size);
  g_assert_cmpint (zip_source_open (source), ==, 0);
  g_assert_cmpint (zip_source_read (source, data, facts.size), ==, (gssize) facts.size);
  zip_source_close (source);
  zip_source_free (source);
  return g_bytes_new_take (data, facts.size);
}

static GPtrArray *
read_parts (const Part *parts, guint n_parts)
{
  g_autoptr (GBytes) bytes = pack (parts, n_parts);
  g_autoptr (GError) error = NULL;
  GPtrArray *sheets = table_cells_read (bytes, &error);

  g_assert_no_error (error);
  return sheets;
}

static const TableCells *
sheet_at (GPtrArray *sheets, guint index)
{
  g_assert_cmpuint (index, <, sheets->len);
  return sheets->pdata[index];
}

static void
assert_row (const TableCells *sheet, guint index, guint number, const char *cells)
{
  const TableCellsRow *row;
  g_autofree char *joined = NULL;

  g_assert_cmpuint (index, <, sheet->rows->len);
  row = sheet->rows->pdata[index];
  joined = g_strjoinv ("|", row->cells);
  g_assert_cmpuint (row->number, ==, number);
  g_assert_cmpuint (row->n_cells, ==, g_strv_length (row->cells));
  g_assert_cmpstr (joined, ==, cells);
}

/* What is written is read again as it was, and no text has become a formula. */
static void
test_written (void)
{
  g_autoptr (TableBook) book = table_book_new ("Feuille");
  TableSheet *first = table_book_add_sheet (book, "Élèves");
  TableSheet *second = table_book_add_sheet (book, "Visites");
  static const char *const means[] = { "Entretien", "Téléphone", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) sheets = NULL;

  table_sheet_add_column (first, &(TableColumn){ "Élève", TABLE_COLUMN_TEXT, 20, TABLE_NO_COLOUR });
  table_sheet_add_cell (first, "ABADIE Léa");
  table_sheet_add_cell (first, "=1+1");
  table_sheet_protect (first);
  table_sheet_add_column (second, &(TableColumn){ "Clé", TABLE_COLUMN_TEXT, 0, TABLE_NO_COLOUR });
  table_sheet_add_column (second, &(TableColumn){ "Date", TABLE_COLUMN_DATE, 0, TABLE_NO_COLOUR });
  table_sheet_add_column (second, &(TableColumn){ "Élève", TABLE_COLUMN_TEXT, 0, TABLE_NO_COLOUR });
  table_sheet_add_column (second, &(TableColumn){ "Moyen", TABLE_COLUMN_TEXT, 0, TABLE_NO_COLOUR });
  table_sheet_hide_column (second, 0);
  table_sheet_open_column (second, 1);
  table_sheet_open_column (second, 2);
  table_sheet_set_choices_from (second, 2, first, 0);
  table_sheet_set_choices (second, 3, means);
  table_sheet_add_cell (second, "k1");
  table_sheet_add_cell (second, "2026-11-26");
  bytes = table_book_to_bytes (book, table_format_find ("xlsx"), NULL, &error);
  g_assert_no_error (error);

  sheets = table_cells_read (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sheets->len, ==, 2);
  g_assert_cmpstr (sheet_at (sheets, 0)->name, ==, "Élèves");
  assert_row (sheet_at (sheets, 0), 1, 2, "ABADIE Léa");
  assert_row (sheet_at (sheets, 0), 2, 3, "=1+1");
  assert_row (sheet_at (sheets, 1), 0, 1, "Clé|Date|Élève|Moyen");
  assert_row (sheet_at (sheets, 1), 1, 2, "k1|46352");
  {
    g_autofree char *day = table_cells_day (sheet_at (sheets, 1), "46352");

    g_assert_cmpstr (day, ==, "2026-11-26");
  }
}

#define WORKBOOK(properties)                                                            \
  {                                                                                     \
    "xl/workbook.xml", "<workbook xmlns:r='r'>" properties                              \
                       "<sheets><sheet name='A' r:id='r1'/><sheet name='G' r:id='r2'/>" \
                       "<sheet name='X' r:id='r9'/></sheets></workbook>"                \
  }
#define RELATIONS                                                                 \
  {                                                                               \
    "xl/_rels/workbook.xml.rels",                                                 \
        "<Relationships><Relationship Id='r1' Target='/xl/worksheets/one.xml'/>"  \
        "<Relationship Id='r2' Target='chartsheets/sheet1.xml'/></Relationships>" \
  }

/* As others save it: shared and inline texts, runs, gaps, formulas, no references, a chart. */
static void
test_xlsx (void)
{
  const Part parts[] = {
    WORKBOOK ("<workbookPr date1904='1'/>"),
    RELATIONS,
    { "xl/chartsheets/sheet1.xml", "<chartsheet/>" },
    { "xl/sharedStrings.xml", "<sst><si><t>Léa</t></si><si><r><t>un </t></r><r><t>deux</t></r>"
                              "<rPh><t>no</t></rPh></si></sst>" },
    { "xl/worksheets/one.xml",
      "<worksheet><sheetData><row r='2'><c r='B2' t='s'><v>0</v></c><c r='D2' t='s'><v>1</v></c>"
      "<c r='E2' t='s'><v>99</v></c></row><row/>"
      "<row><c t='inlineStr'><is><t> in </t></is></c><c><f>1+1</f><v>2</v></c>"
      "<c t='str'><f>\"a\"</f><v>a&amp;b</v></c></row></sheetData></worksheet>" },
  };
  g_autoptr (GPtrArray) sheets = read_parts (parts, G_N_ELEMENTS (parts));
  const TableCells *sheet = sheet_at (sheets, 0);
  g_autofree char *day = table_cells_day (sheet, "44890");

  g_assert_cmpuint (sheets->len, ==, 1);
  g_assert_cmpuint (sheet->rows->len, ==, 2);
  assert_row (sheet, 0, 2, "|Léa||un deux");
  assert_row (sheet, 1, 4, "in|2|a&b");
  g_assert_cmpstr (day, ==, "2026-11-26");
}

static void
test_ods (void)
{
  const Part parts[] = {
    { "content.xml",
      "<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x'>"
      "<office:body><office:spreadsheet><table:table table:name='Visites'>"
      "<table:table-row><table:table-cell table:number-columns-repeated='2'/>"
      "<table:table-cell office:value-type='date' office:date-value='2026-11-26'>"
      "<text:p>26/11/26</text:p></table:table-cell>"
      "<table:table-cell office:value-type='string'><office:annotation><text:p>no</text:p>"
      "</office:annotation><text:p>un<text:s/>deux</text:p><text:p>trois</text:p>"
      "</table:table-cell><table:table-cell table:number-columns-repeated='16000'/>"
      "</table:table-row>"
      "<table:table-row table:number-rows-repeated='1000'><table:table-cell/></table:table-row>"
      "<table:table-row><table:table-cell office:value-type='float' office:value='46352'>"
      "<text:p>46 352</text:p></table:table-cell></table:table-row>"
      "</table:table></office:spreadsheet></office:body></office:document-content>" },
  };
  g_autoptr (GPtrArray) sheets = read_parts (parts, G_N_ELEMENTS (parts));
  const TableCells *sheet = sheet_at (sheets, 0);

  g_assert_cmpstr (sheet->name, ==, "Visites");
  g_assert_cmpuint (sheet->rows->len, ==, 2);
  assert_row (sheet, 0, 1, "||2026-11-26|un deux\ntrois");
  assert_row (sheet, 1, 1002, "46352");
}

static void
test_csv (void)
{
  static const char text[] = "Date;Élève\r\n\r\n26/11/2026;ABADIE Léa\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GPtrArray) sheets = table_cells_read (bytes, NULL);

  g_assert_nonnull (sheets);
  g_assert_cmpstr (sheet_at (sheets, 0)->name, ==, "");
  assert_row (sheet_at (sheets, 0), 0, 1, "Date|Élève");
  assert_row (sheet_at (sheets, 0), 1, 3, "26/11/2026|ABADIE Léa");
}

static void
test_days (void)
{
  static const struct
  {
    const char *cell;
    const char *day;
  } cases[] = {
    { "46352", "2026-11-26" },
    { "46352.75", "2026-11-26" },
    { "26/11/2026", "2026-11-26" },
    { "2026-11-26", "2026-11-26" },
    { "2026-11-26T14:00:00", "2026-11-26" },
    { "18264", "1950-01-01" },
    { "18263", NULL },
    { "-1", NULL },
    { "1e300", NULL },
    { "nan", NULL },
    { "demain", NULL },
    { "31/02/2026", NULL },
    { "", NULL },
  };
  const TableCells sheet = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *day = table_cells_day (&sheet, cases[i].cell);

      g_assert_cmpstr (day, ==, cases[i].day);
    }
}

static void
test_names (void)
{
  static const struct
  {
    guint column;
    const char *name;
  } cases[] = { { 0, "A7" }, { 25, "Z7" }, { 26, "AA7" }, { 701, "ZZ7" }, { 702, "AAA7" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = table_cells_name (7, cases[i].column);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
assert_refused (GBytes *bytes, TableError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (table_cells_read (bytes, &error));
  g_assert_error (error, TABLE_ERROR, (int) code);
}

/* Entities, cut files, other archives, more than anyone types. */
static void
test_refused (void)
{
  const Part bomb[] = {
    WORKBOOK (""),
    RELATIONS,
    { "xl/worksheets/one.xml",
      "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><worksheet><sheetData><row><c><v>&a;</v></c></row>"
      "</sheetData></worksheet>" },
  };
  const Part broken[] = { { "content.xml", "<a><b></a>" } };
  const Part other[] = { { "word/document.xml", "<a/>" } };
  g_autoptr (GBytes) with_entity = pack (bomb, G_N_ELEMENTS (bomb));
  g_autoptr (GBytes) with_error = pack (broken, 1);
  g_autoptr (GBytes) of_word = pack (other, 1);
  g_autoptr (GBytes) half =
      g_bytes_new_from_bytes (with_entity, 0, g_bytes_get_size (with_entity) / 2);
  g_autoptr (GBytes) pdf = g_bytes_new_static ("%PDF-1.4", 8);

  assert_refused (with_entity, TABLE_ERROR_SYNTAX);
  assert_refused (with_error, TABLE_ERROR_SYNTAX);
  assert_refused (of_word, TABLE_ERROR_NOT_TABLE);
  assert_refused (half, TABLE_ERROR_SYNTAX);
  assert_refused (pdf, TABLE_ERROR_NOT_TABLE);
}

static void
test_limit (void)
{
  g_autofree char *much = g_strnfill (70000, 'x');
  g_autofree char *text = g_strdup_printf (
      "<d xmlns:table='t' xmlns:text='x'><table:table table:name='A'><table:table-row>"
      "<table:table-cell><text:p>%s</text:p></table:table-cell></table:table-row></table:table></"
      "d>",
      much);
  const Part parts[] = { { "content.xml", text } };
  g_autoptr (GBytes) bytes = pack (parts, 1);

  assert_refused (bytes, TABLE_ERROR_LIMIT);
}

static void
test_no_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (table_cells_read_file ("/nowhere/feuille.xlsx", &error));
  g_assert_error (error, TABLE_ERROR, TABLE_ERROR_FILE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/cells/written", test_written);
  g_test_add_func ("/table/cells/xlsx", test_xlsx);
  g_test_add_func ("/table/cells/ods", test_ods);
  g_test_add_func ("/table/cells/csv", test_csv);
  g_test_add_func ("/table/cells/days", test_days);
  g_test_add_func ("/table/cells/names", test_names);
  g_test_add_func ("/table/cells/refused", test_refused);
  g_test_add_func ("/table/cells/limit", test_limit);
  g_test_add_func ("/table/cells/no-file", test_no_file);
  return g_test_run ();
}
