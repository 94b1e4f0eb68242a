/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-table-private.h"

#include "base-text.h"
#include "merge-cells-private.h"
#include "merge-formula-private.h"
#include "merge-number-private.h"

/* Formulas that take their numbers from the cells of their table: { =SUM(ABOVE) }. What stands
 * there is known once values and the rows of lists are written. So a table is written twice: first
 * with a mark for each formula, from which their results come, then with these.
 *
 * As in Word, a cell counts with the number in it: “35 h” is 35, and one without is passed over.
 * Word stops at an empty cell above, and is wrong without a word: a Wednesday without hours does
 * not end the week here. A cell that begins with no figure, “Semaine 2”, counts nothing, which a
 * title of a column would in Word; and “7 h 30” is seven and a half, which in Word is a mistake. */

/* Formulas that take others' results go less deep. */
#define MAX_DEPTH 64

#define CELL_WEIGHT 32

#define MAX_SHOWN 40

typedef enum
{
  STATE_NEW,
  STATE_BUSY,
  STATE_DONE
} State;

/* A formula, each time that it is written. */
typedef struct
{
  const MergeExpression *expression;
  guint definition;
  GPtrArray *operands; /* (element-type utf8): fields nested in it, as they were there */
  guint row;
  guint cell;
  gboolean placed; /* the cell is known */
  State state;
  char *shown; /* or %NULL */
} Formula;

struct _MergeTable
{
  MergeRenderer *renderer;
  GPtrArray *formulas; /* (element-type Formula), in the order of the table */
  GPtrArray *met;      /* (element-type utf8): results that were needed as they were met */
  MergeCells *cells;
  GPtrArray *rows;        /* (element-type MergeRow), those of @cells */
  const GString *written; /* the table so far, or %NULL: it is written for the second time */
  guint settled;          /* formulas that were looked at for those that were met */
  guint next;
  guint next_met;
  guint depth;
  gboolean partial; /* cells are still to come */
  gboolean broken;  /* the formula at hand takes a result that is not there */
  char mark[16];
};

static void compute (MergeTable *table, Formula *formula);

static void
formula_free (gpointer data)
{
  Formula *formula = data;

  g_ptr_array_unref (formula->operands);
  g_free (formula->shown);
  g_free (formula);
}

/**
 * merge_renderer_report_formula:
 * @renderer: a renderer
 *
 * Reports that a formula has no result.
 */
void
merge_renderer_report_formula (MergeRenderer *renderer)
{
  if (renderer->report != NULL)
    merge_renderer_report (renderer, renderer->report->warnings,
                           _ ("A formula of the template comes to nothing with these values: "
                              "nothing is shown in its place. Look whether the fields in it are "
                              "numbers."));
}

/**
 * merge_table_new:
 * @renderer: a renderer
 *
 * Returns: (transfer full): the formulas of a table that is about to be written
 */
MergeTable *
merge_table_new (MergeRenderer *renderer)
{
  MergeTable *table = g_new0 (MergeTable, 1);

  table->renderer = renderer;
  table->formulas = g_ptr_array_new_with_free_func (formula_free);
  table->met = g_ptr_array_new_with_free_func (g_free);
  table->cells = merge_cells_new ();
  return table;
}

/**
 * merge_table_free:
 * @table: (transfer full): the formulas of a table
 *
 * Frees them.
 */
void
merge_table_free (MergeTable *table)
{
  g_ptr_array_unref (table->formulas);
  g_ptr_array_unref (table->met);
  merge_cells_free (table->cells);
  g_free (table);
}

/**
 * merge_table_begin:
 * @table: the formulas of a table
 * @written: where it is written for the first time
 *
 * Begins to note formulas.
 */
void
merge_table_begin (MergeTable *table, const GString *written)
{
  table->written = written;
}

/* A formula stands in the cell that is being written. */
static Formula *
formula_new (MergeTable *table, const MergeExpression *expression)
{
  const GPtrArray *children = expression->children;
  Formula *formula = g_new0 (Formula, 1);
  const MergeRow *row;

  formula->expression = expression;
  formula->operands = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; children != NULL && i < children->len; i++)
    g_ptr_array_add (formula->operands,
                     g_strdup (merge_renderer_get_operand (
                         table->renderer,
                         ((const MergeExpression *) g_ptr_array_index (children, i))->definition)));
  table->rows = merge_cells_read (table->cells, table->written->str, table->written->len);
  row = table->rows->len > 0 ? g_ptr_array_index (table->rows, table->rows->len - 1) : NULL;
  formula->placed = row != NULL && row->cells->len > 0;
  if (formula->placed)
    {
      formula->row = table->rows->len - 1;
      formula->cell = row->cells->len - 1;
    }
  return formula;
}

/**
 * merge_table_note:
 * @table: the formulas of a table that is written for the first time
 * @definition: one that is met
 *
 * Returns: (transfer none): what to write in its place, until the next one is met
 */
const char *
merge_table_note (MergeTable *table, guint definition)
{
  const MergeDefinition *of = g_ptr_array_index (table->renderer->definitions, definition);
  guint met = table->met->len;
  Formula *formula = formula_new (table, of->expression);

  g_ptr_array_set_size (table->met, (int) met); /* they are not asked for when it is shown */
  formula->definition = definition;
  g_snprintf (table->mark, sizeof table->mark, "%c%u%c", MERGE_CELL_FORMULA, table->formulas->len,
              MERGE_CELL_FORMULA);
  g_ptr_array_add (table->formulas, formula);
  return table->mark;
}

/**
 * merge_table_next:
 * @table: the formulas of a table that is written for the second time
 *
 * Returns: (transfer none): the result of the formula that is met
 */
const char *
merge_table_next (MergeTable *table)
{
  const Formula *formula =
      table->next < table->formulas->len ? g_ptr_array_index (table->formulas, table->next) : NULL;

  table->next++;
  return formula != NULL && formula->shown != NULL ? formula->shown : "";
}

/* ---- what cells count ---- */

/* What a cell says, with the results of the formulas in it. (transfer full) */
static char *
text_of (MergeTable *table, const MergeCell *cell)
{
  GString *text = g_string_new (NULL);
  g_auto (GStrv) pieces = NULL;

  if (!merge_renderer_spend (table->renderer, CELL_WEIGHT + cell->text->len))
    return g_string_free (text, FALSE);
  pieces = g_strsplit (cell->text->str, (const char[]){ MERGE_CELL_FORMULA, 0 }, -1);
  for (guint i = 0; pieces[i] != NULL; i++)
    {
      guint64 index = i % 2 == 1 ? g_ascii_strtoull (pieces[i], NULL, 10) : G_MAXUINT64;
      Formula *formula =
          index < table->formulas->len ? g_ptr_array_index (table->formulas, index) : NULL;

      if (formula != NULL)
        compute (table, formula);
      g_string_append (text, formula == NULL          ? pieces[i]
                             : formula->shown != NULL ? formula->shown
                                                      : "");
    }
  return g_strstrip (g_string_free (text, FALSE));
}

static const char *
skip_blanks (const char *at)
{
  while (g_unichar_isspace (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  return at;
}

/* “7 h 30”: so many hours and minutes. */
static gboolean
read_hours (const char *text, MergeDecimal *number)
{
  gsize hours = strspn (text, "0123456789");
  const char *at = skip_blanks (text + hours);
  MergeDecimal minutes, sixty;
  g_autofree char *whole = g_strndup (text, hours);

  if (hours == 0 || hours > 4 || g_ascii_tolower (*at) != 'h')
    return FALSE;
  at = skip_blanks (at + 1);
  if (strspn (at, "0123456789") != 2 || *at > '5' || *skip_blanks (at + 2) != '\0')
    return FALSE;
  merge_decimal_set_integer (&minutes, (int) g_ascii_strtoull (at, NULL, 10));
  merge_decimal_set_integer (&sixty, 60);
  return merge_decimal_set_text (number, whole) && merge_decimal_divide (&minutes, &sixty, &minutes)
         && merge_decimal_add (number, &minutes, number);
}

static gboolean
begins_with_figure (const char *text)
{
  gunichar c = g_utf8_get_char (text);

  if (c == '-' || c == '+' || c == 0x2212)
    text = skip_blanks (g_utf8_next_char (text));
  return g_ascii_isdigit (*merge_number_skip_unit (text));
}

static gboolean
read_number (const char *text, MergeDecimal *number)
{
  return read_hours (text, number) || merge_number_parse (text, number)
         || merge_number_find (text, number);
}

/* ---- formulas ---- */

/* Who computes one of them. */
typedef struct
{
  MergeTable *table;
  const Formula *formula;
  GArray *numbers; /* (element-type MergeFormulaValue), or %NULL */
  char *text;      /* that of the last cell, or %NULL */
} Computing;

static const MergeCell *
cell_at (const MergeTable *table, guint row, guint cell)
{
  const MergeRow *of = g_ptr_array_index (table->rows, row);

  return &g_array_index (of->cells, MergeCell, cell);
}

static void
report_cell (MergeTable *table, const char *text)
{
  g_autofree char *excerpt = base_text_excerpt (text, MAX_SHOWN);
  g_autofree char *sentence = g_strdup_printf (
      _ ("A formula of a table passes over the cell “%s”: it is no number."), excerpt);

  if (table->renderer->report != NULL)
    merge_renderer_report (table->renderer, table->renderer->report->warnings, sentence);
}

/* A cell of a list of arguments. */
static void
take_cell (guint row, guint cell, gpointer user_data)
{
  Computing *computing = user_data;
  MergeTable *table = computing->table;
  MergeFormulaValue value = { .undefined = FALSE };
  g_autofree char *text = NULL;

  if (row == computing->formula->row && cell == computing->formula->cell)
    return;
  text = text_of (table, cell_at (table, row, cell));
  if (!begins_with_figure (text))
    return;
  if (read_number (text, &value.number))
    g_array_append_val (computing->numbers, value);
  else
    report_cell (table, text);
}

/* Whether some of the cells are not written yet: there is no result then. */
static gboolean
reaches (Computing *computing, const char *reference)
{
  MergeTable *table = computing->table;

  if (!table->partial || !merge_cells_reach (table->rows, reference, computing->formula->row))
    return FALSE;
  table->broken = TRUE;
  return TRUE;
}

static gboolean
take_cells (const char *reference, GArray *numbers, gpointer user_data)
{
  Computing *computing = user_data;

  computing->numbers = numbers;
  if (reaches (computing, reference))
    return TRUE;
  return merge_renderer_spend (computing->table->renderer,
                               merge_cells_count (computing->table->cells))
         && merge_cells_find (computing->table->rows, reference, computing->formula->row,
                              computing->formula->cell, take_cell, computing);
}

/* A cell alone: “=B2*C2”. */
static void
take_text (guint row, guint cell, gpointer user_data)
{
  Computing *computing = user_data;
  MergeDecimal number;

  g_free (computing->text);
  computing->text = text_of (computing->table, cell_at (computing->table, row, cell));
  if (*computing->text == '\0' || !read_number (computing->text, &number))
    return;
  g_free (computing->text);
  computing->text = merge_decimal_to_text (&number);
}

static char *
look_up (const char *name, gpointer user_data)
{
  Computing *computing = user_data;
  const GPtrArray *operands = computing->formula->operands;

  if (g_str_has_prefix (name, MERGE_FORMULA_NESTED))
    {
      guint64 index = g_ascii_strtoull (name + strlen (MERGE_FORMULA_NESTED), NULL, 10);

      return g_strdup (index < operands->len ? g_ptr_array_index (operands, index) : "");
    }
  g_clear_pointer (&computing->text, g_free);
  if (reaches (computing, name)
      || !merge_renderer_spend (computing->table->renderer,
                                merge_cells_count (computing->table->cells)))
    return NULL;
  if (merge_cells_find (computing->table->rows, name, computing->formula->row,
                        computing->formula->cell, take_text, computing))
    return computing->text != NULL ? g_steal_pointer (&computing->text) : g_strdup ("");
  return merge_renderer_get_bookmark (computing->table->renderer, name);
}

/* (transfer full) (nullable): what a formula comes to */
static char *
work_out (MergeTable *table, const Formula *formula)
{
  Computing computing = { table, formula, NULL, NULL };
  gboolean broken = table->broken;
  char *number;

  table->broken = FALSE;
  table->depth++;
  number =
      merge_formula_evaluate_cells (formula->expression->text, look_up, take_cells, &computing);
  table->depth--;
  g_free (computing.text);
  if (table->broken)
    g_clear_pointer (&number, g_free);
  table->broken = broken || number == NULL;
  return number;
}

/* One that depends on its own result has none, nor has what depends on one without. */
static void
compute (MergeTable *table, Formula *formula)
{
  g_autofree char *number = NULL;

  if (!formula->placed)
    return;
  if (formula->state != STATE_NEW || table->depth >= MAX_DEPTH || table->renderer->budget == 0)
    {
      table->broken = table->broken || formula->shown == NULL;
      return;
    }
  formula->state = STATE_BUSY;
  number = work_out (table, formula);
  formula->state = STATE_DONE;
  if (number != NULL)
    formula->shown = merge_renderer_format (table->renderer, formula->definition, number);
  else if (!table->partial)
    merge_renderer_report_formula (table->renderer);
}

/* Looks at those in their order, those first whose results others take. */
static void
compute_from (MergeTable *table, guint first)
{
  for (guint i = first; i < table->formulas->len; i++)
    {
      table->broken = FALSE;
      compute (table, g_ptr_array_index (table->formulas, i));
    }
}

/* The result of a formula with what is written before it. */
static char *
meet (MergeTable *table, const MergeExpression *expression)
{
  Formula *formula = formula_new (table, expression);
  g_autofree char *number = NULL;

  table->partial = TRUE;
  if (formula->placed && table->renderer->budget > 0)
    {
      compute_from (table, table->settled);
      table->settled = table->formulas->len;
      number = work_out (table, formula);
    }
  table->partial = FALSE;
  formula_free (formula);
  if (number == NULL)
    merge_renderer_report_formula (table->renderer);
  return number != NULL ? g_steal_pointer (&number) : g_strdup ("");
}

/**
 * merge_table_meet:
 * @renderer: a renderer
 * @expression: a formula of cells that something else depends on: a condition, another formula
 *
 * Such a formula is needed before its table is whole. It takes what stands before it, as Word does
 * that goes through its fields in their order, and comes to the same both times that the table is
 * written. It may come to something else at its next place: nobody is to remember it.
 *
 * Returns: (transfer full): its result, "" when there is none
 */
char *
merge_table_meet (MergeRenderer *renderer, const MergeExpression *expression)
{
  MergeTable *table = expression->anchored ? renderer->table : NULL;
  guint index;

  if (table == NULL) /* outside of one that is written there are no cells */
    {
      merge_renderer_report_formula (renderer);
      return g_strdup ("");
    }
  index = table->written != NULL ? table->met->len : table->next_met++;
  if (table->written != NULL)
    {
      char *result = meet (table, expression);

      g_ptr_array_set_size (table->met, (int) index); /* those that it needed are not asked for */
      g_ptr_array_add (table->met, result);
    }
  merge_renderer_forget (renderer);
  return g_strdup (index < table->met->len ? g_ptr_array_index (table->met, index) : "");
}

/**
 * merge_table_compute:
 * @table: the formulas of a table that has been written for the first time
 *
 * Computes them. What was settled before the table was whole is computed again: it may have looked
 * for cells that were to come.
 */
void
merge_table_compute (MergeTable *table)
{
  table->rows = merge_cells_read (table->cells, table->written->str, table->written->len);
  table->written = NULL;
  for (guint i = 0; i < table->settled; i++)
    {
      Formula *formula = g_ptr_array_index (table->formulas, i);

      formula->state = STATE_NEW;
      g_clear_pointer (&formula->shown, g_free);
    }
  compute_from (table, 0);
}
