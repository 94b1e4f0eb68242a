/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-export-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model-value.h"

#define CLASS_WIDTH  14
#define NUMBER_WIDTH 13

static void
add_column (TableSheet *sheet, const char *title, TableColumnKind kind, guint width, guint32 colour)
{
  table_sheet_add_column (sheet, &(TableColumn){ title, kind, width, colour });
}

/* ---- figures by class ---- */

static void
add_figures (TableSheet *sheet, const char *name, const ModelStageFigures *figures)
{
  table_sheet_add_cell (sheet, name);
  for (guint i = 0; i < MODEL_N_STAGES; i++)
    table_sheet_add_number (sheet, figures->stages[i]);
  table_sheet_add_number (sheet, figures->n_lines);
  table_sheet_add_number (sheet, figures->n_late);
}

/**
 * _work_export_add_synthesis:
 * @book: a workbook
 * @lines: (element-type ModelLine): lines
 * @today: ISO day
 *
 * Adds a sheet that counts the lines of each class at each stage, with totals and a chart.
 */
void
_work_export_add_synthesis (TableBook *book, GPtrArray *lines, const char *today)
{
  TableSheet *sheet = table_book_add_sheet (book, _ ("Summary"));
  g_autoptr (GPtrArray) all = model_stage_figures_new (lines, NULL, today);
  g_autoptr (ModelStageFigures) total = model_stage_figures_total (all);

  add_column (sheet, _ ("Class"), TABLE_COLUMN_TEXT, CLASS_WIDTH, TABLE_NO_COLOUR);
  for (guint i = 0; i < MODEL_N_STAGES; i++)
    add_column (sheet, _ (model_stage_info (i)->state.label), TABLE_COLUMN_INTEGER, NUMBER_WIDTH,
                _work_export_stage_colour (i));
  add_column (sheet, _ ("Total"), TABLE_COLUMN_INTEGER, NUMBER_WIDTH, TABLE_NO_COLOUR);
  add_column (sheet, _ ("Late"), TABLE_COLUMN_INTEGER, NUMBER_WIDTH, TABLE_NO_COLOUR);
  for (guint i = 0; i < all->len; i++)
    {
      const ModelStageFigures *figures = g_ptr_array_index (all, i);

      add_figures (sheet, figures->class_name, figures);
    }
  add_figures (sheet, _ ("Total"), total);
  table_sheet_set_total (sheet);
  table_sheet_set_chart (sheet,
                         &(TableChart){ _ ("Where the agreements stand"), 1, MODEL_N_STAGES });
}

/* ---- what teachers follow ---- */

/**
 * _work_export_add_loads:
 * @book: a workbook
 * @lines: (element-type ModelLine): lines, those of one teacher together
 *
 * Adds a sheet that counts the students and the placements of each teacher.
 */
void
_work_export_add_loads (TableBook *book, GPtrArray *lines)
{
  TableSheet *sheet = table_book_add_sheet (book, _ ("Loads"));

  add_column (sheet, _ ("Referent Teacher"), TABLE_COLUMN_TEXT, 28, TABLE_NO_COLOUR);
  add_column (sheet, _ ("Students"), TABLE_COLUMN_INTEGER, NUMBER_WIDTH, TABLE_NO_COLOUR);
  add_column (sheet, _ ("Placements"), TABLE_COLUMN_INTEGER, NUMBER_WIDTH, TABLE_NO_COLOUR);
  for (guint i = 0; i < lines->len;)
    {
      ModelLine *first = g_ptr_array_index (lines, i);
      g_autoptr (GHashTable) students = g_hash_table_new (g_int64_hash, g_int64_equal);
      guint n_placements = 0;

      for (; i < lines->len; i++)
        {
          ModelLine *line = g_ptr_array_index (lines, i);

          if (line->teacher_id != first->teacher_id)
            break;
          g_hash_table_add (students, &line->student_id);
          n_placements += line->placement_id != 0 ? 1 : 0;
        }
      table_sheet_add_cell (sheet, first->teacher_id != 0 ? first->teacher : _ ("Nobody"));
      table_sheet_add_number (sheet, g_hash_table_size (students));
      table_sheet_add_number (sheet, n_placements);
    }
}

/* ---- companies ---- */

static const struct
{
  const char *field;
  guint width;
} company_columns[] = {
  { "company.name", 32 },     { "company.trade_name", 24 }, { "company.siret", 20 },
  { "company.activity", 28 }, { "company.address1", 32 },   { "company.address2", 20 },
  { "company.postcode", 10 }, { "company.town", 22 },       { "company.phone", 16 },
  { "company.mobile", 16 },   { "company.email", 30 },      { "company.website", 26 },
  { "company.status", 14 },   { "company.is_closed", 10 },
};

/* (transfer full): company id → how many lines go there */
static GHashTable *
count_companies (GPtrArray *lines)
{
  GHashTable *counts = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < lines->len; i++)
    {
      ModelLine *line = g_ptr_array_index (lines, i);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, &line->company_id));

      if (line->company_id != 0 && !line->cancelled)
        g_hash_table_insert (counts, &line->company_id, GUINT_TO_POINTER (n + 1));
    }
  return counts;
}

static int
compare_records (gconstpointer a, gconstpointer b)
{
  g_autofree char *first = model_record_build_sort_key (*(ModelRecord *const *) a);
  g_autofree char *second = model_record_build_sort_key (*(ModelRecord *const *) b);

  return strcmp (first, second);
}

static void
add_company (TableSheet *sheet, ModelRecord *company, guint n)
{
  for (guint i = 0; i < G_N_ELEMENTS (company_columns); i++)
    {
      const ModelField *field = model_field_find (company_columns[i].field);
      g_autofree char *text =
          model_value_format (field, model_record_get (company, model_field_column (field)));

      table_sheet_add_cell (sheet, text);
    }
  table_sheet_add_number (sheet, n);
}

/**
 * _work_export_fill_companies:
 * @sheet: an empty sheet
 * @school: an open school
 * @options: whose lines say which companies
 * @error: return location
 *
 * Lists companies by name, with what the catalogue knows of them.
 *
 * Returns: whether they could be read
 */
gboolean
_work_export_fill_companies (TableSheet *sheet,
                             WorkSchool *school,
                             const WorkExportOptions *options,
                             GError **error)
{
  g_autoptr (GPtrArray) companies =
      work_school_read (school, work_query_records_new (MODEL_ENTITY_COMPANY, NULL, NULL), error);
  g_autoptr (GHashTable) counts = count_companies (options->lines);

  if (companies == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (company_columns); i++)
    add_column (sheet, _ (model_field_find (company_columns[i].field)->label), TABLE_COLUMN_TEXT,
                company_columns[i].width, TABLE_NO_COLOUR);
  add_column (sheet, _ ("Placements"), TABLE_COLUMN_INTEGER, NUMBER_WIDTH, TABLE_NO_COLOUR);
  g_ptr_array_sort (companies, compare_records);
  for (guint i = 0; i < companies->len; i++)
    {
      ModelRecord *company = g_ptr_array_index (companies, i);
      gint64 id = model_record_get_id (company);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, &id));

      if (n > 0 || options->is_whole)
        add_company (sheet, company, n);
    }
  return TRUE;
}
