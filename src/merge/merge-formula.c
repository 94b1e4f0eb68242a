/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-formula-private.h"

#include "merge-compare-private.h"
#include "merge-formula-function-private.h"
#include "merge-number-private.h"

/* What a field { = … } computes (docx §7.9), with the names of functions of Word in English and in
 * French. In a list of arguments "," may separate or be decimal, as ";" stands there or not:
 *
 *   formula := ['='] sum (compare sum)*       sum   := term (('+' | '-') term)*
 *   term    := power (('*' | '/') power)*     power := sign ('^' sign)*
 *   sign    := ('+' | '-')* atom '%'*         atom  := number | name | call | '(' formula ')'
 */

/* As deep as Word evaluates. */
#define MAX_DEPTH 20

/* Longer ones were not typed. */
#define MAX_LENGTH 4096

#define ALL_COMMAS G_MAXUINT

typedef struct
{
  const char *at;
  MergeFormulaLookup lookup;
  MergeFormulaCells cells;
  gpointer user_data;
  guint depth;
  guint commas; /* so many of the next commas between digits are decimal */
  gboolean failed;
} Parser;

static MergeFormulaValue take_formula (Parser *parser);

static const MergeFormulaValue undefined = { .undefined = TRUE };
static const MergeFormulaValue nought = { .undefined = FALSE };

static MergeFormulaValue
fail (Parser *parser)
{
  parser->failed = TRUE;
  return undefined;
}

static gunichar
peek (Parser *parser)
{
  while (g_unichar_isspace (g_utf8_get_char (parser->at)))
    parser->at = g_utf8_next_char (parser->at);
  return g_utf8_get_char (parser->at);
}

/* Word's typing aid writes a dash where a minus was typed. */
static gboolean
is_minus (gunichar c)
{
  return c == '-' || c == 0x2212 || c == 0x2013;
}

static gboolean
take (Parser *parser, gunichar wanted)
{
  if (peek (parser) != wanted)
    return FALSE;
  parser->at = g_utf8_next_char (parser->at);
  return TRUE;
}

typedef gboolean (*Operation) (const MergeDecimal *left,
                               const MergeDecimal *right,
                               MergeDecimal *out);

static MergeFormulaValue
operate (Operation operation, const MergeFormulaValue *left, const MergeFormulaValue *right)
{
  MergeFormulaValue out = undefined;

  if (!left->undefined && !right->undefined)
    out.undefined = !operation (&left->number, &right->number, &out.number);
  return out;
}

static gboolean
is_name_start (gunichar c)
{
  return g_unichar_isalpha (c) || c == '_';
}

static gboolean
is_name (gunichar c)
{
  return is_name_start (c) || g_unichar_isdigit (c) || g_unichar_ismark (c);
}

/* RESPONSABLES.NOM is one name. */
static char *
take_name (Parser *parser)
{
  const char *start = parser->at;
  gunichar c = g_utf8_get_char (parser->at);

  while (is_name (c) || (c == '.' && is_name_start (g_utf8_get_char (parser->at + 1))))
    {
      parser->at = g_utf8_next_char (parser->at);
      c = g_utf8_get_char (parser->at);
    }
  return g_strndup (start, (gsize) (parser->at - start));
}

static MergeFormulaValue
look_up (Parser *parser, const char *name)
{
  MergeFormulaValue out = undefined;
  g_autofree char *text = NULL;
  g_autofree char *valid = NULL;

  if (merge_formula_constant (name, &out.number))
    {
      out.undefined = FALSE;
      return out;
    }
  text = parser->lookup != NULL ? parser->lookup (name, parser->user_data) : NULL;
  if (text == NULL)
    return out;
  valid = g_utf8_make_valid (text, -1);
  out.named = TRUE;
  out.undefined = *g_strstrip (valid) != '\0' && !merge_number_parse (valid, &out.number);
  return out;
}

/* Whether the comma at @comma, in the text from @start, stands between the digits of two numbers.
 */
static gboolean
is_between_digits (const char *start, const char *comma)
{
  const char *word = comma;

  if (!g_ascii_isdigit (comma[1]))
    return FALSE;
  while (word > start && (g_ascii_isalnum (word[-1]) || word[-1] == '_' || (word[-1] & 0x80) != 0))
    word--;
  return word < comma && g_ascii_isdigit (*word) && g_ascii_isdigit (comma[-1]);
}

/* How many of the commas of the arguments that begin at @start are decimal, the first ones. ";"
 * says that all are. Else those that would be one argument too many, where the function has a known
 * number; where it has not, those without a space when others have one: SUM(1,5, 2). */
static guint
count_decimal_commas (const char *start, guint max_arguments)
{
  guint tight = 0, wide = 0;
  int level = 0;

  for (const char *at = start; *at != '\0' && level >= 0; at++)
    {
      level += *at == '(' ? 1 : *at == ')' ? -1 : 0;
      if (level == 0 && *at == ';')
        return ALL_COMMAS;
      if (level == 0 && *at == ',' && is_between_digits (start, at))
        tight++;
      else if (level == 0 && *at == ',')
        wide++;
    }
  if (max_arguments == MERGE_FORMULA_MANY)
    return wide > 0 ? ALL_COMMAS : 0;
  return tight + wide >= max_arguments ? tight + wide + 1 - max_arguments : 0;
}

/* An argument that names cells and nothing else stands for the numbers in them. */
static gboolean
take_cells (Parser *parser, GArray *arguments)
{
  const char *end;
  g_autofree char *reference = NULL;

  if (parser->cells == NULL)
    return FALSE;
  peek (parser);
  for (end = parser->at; is_name (g_utf8_get_char (end)) || *end == ':' || *end == '-';)
    end = g_utf8_next_char (end);
  reference = g_strndup (parser->at, (gsize) (end - parser->at));
  while (g_unichar_isspace (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  if ((*end != ',' && *end != ';' && *end != ')')
      || !parser->cells (reference, arguments, parser->user_data))
    return FALSE;
  parser->at = end;
  return TRUE;
}

static MergeFormulaValue
take_call (Parser *parser, const MergeFormulaFunction *function)
{
  g_autoptr (GArray) arguments = g_array_new (FALSE, FALSE, sizeof (MergeFormulaValue));
  guint commas = parser->commas;
  gboolean more = TRUE, cells = FALSE;

  parser->commas = count_decimal_commas (parser->at, function->max_arguments);
  if (function->max_arguments == 0)
    more = FALSE;
  while (more && !parser->failed)
    {
      if (take_cells (parser, arguments))
        cells = TRUE;
      else
        {
          MergeFormulaValue argument = take_formula (parser);

          g_array_append_val (arguments, argument);
        }
      more = take (parser, ';') || take (parser, ',');
    }
  parser->commas = commas;
  if (parser->failed || !take (parser, ')') || arguments->len > function->max_arguments)
    return fail (parser);
  if (cells && arguments->len == 0)
    return nought; /* there is no number in them */
  if (arguments->len < function->min_arguments)
    return fail (parser);
  return merge_formula_call (function, (const MergeFormulaValue *) (void *) arguments->data,
                             arguments->len);
}

static MergeFormulaValue
take_named (Parser *parser)
{
  g_autofree char *name = take_name (parser);
  const MergeFormulaFunction *function;

  if (peek (parser) != '(')
    return look_up (parser, name);
  function = merge_formula_find_function (name);
  if (function == NULL)
    return fail (parser);
  take (parser, '(');
  return take_call (parser, function);
}

static MergeFormulaValue
take_number (Parser *parser)
{
  MergeFormulaValue out = { .undefined = FALSE };
  gsize length = merge_number_scan (parser->at, parser->commas > 0, &out.number);

  if (length == 0)
    return fail (parser);
  if (parser->commas != ALL_COMMAS && memchr (parser->at, ',', length) != NULL)
    parser->commas--;
  parser->at = merge_number_skip_unit (parser->at + length);
  return out;
}

static MergeFormulaValue
take_atom (Parser *parser)
{
  MergeFormulaValue out;

  if (parser->depth == MAX_DEPTH)
    return fail (parser);
  parser->depth++;
  if (take (parser, '('))
    {
      out = take_formula (parser);
      out = take (parser, ')') ? out : fail (parser);
    }
  else if (is_name_start (peek (parser)))
    out = take_named (parser);
  else
    {
      parser->at = merge_number_skip_unit (parser->at);
      out = take_number (parser);
    }
  parser->depth--;
  return out;
}

static MergeFormulaValue
take_sign (Parser *parser)
{
  gboolean negative = FALSE;
  MergeFormulaValue out, hundred = { .undefined = FALSE };

  merge_decimal_set_integer (&hundred.number, 100);
  while (is_minus (peek (parser)) || peek (parser) == '+')
    {
      negative = negative != is_minus (peek (parser));
      parser->at = g_utf8_next_char (parser->at);
    }
  out = take_atom (parser);
  while (take (parser, '%'))
    out = operate (merge_decimal_divide, &out, &hundred);
  if (negative && !out.undefined)
    out.number.negative = out.number.count > 0 && !out.number.negative;
  return out;
}

static MergeFormulaValue
take_power (Parser *parser)
{
  MergeFormulaValue out = take_sign (parser);

  while (!parser->failed && take (parser, '^'))
    {
      MergeFormulaValue right = take_sign (parser);

      out = operate (merge_decimal_power, &out, &right);
    }
  return out;
}

static MergeFormulaValue
take_term (Parser *parser)
{
  MergeFormulaValue out = take_power (parser);
  gunichar c = peek (parser);

  while (!parser->failed && (c == '*' || c == 0xD7 || c == '/' || c == 0xF7))
    {
      MergeFormulaValue right;

      take (parser, c);
      right = take_power (parser);
      out = operate (c == '*' || c == 0xD7 ? merge_decimal_multiply : merge_decimal_divide, &out,
                     &right);
      c = peek (parser);
    }
  return out;
}

static MergeFormulaValue
take_sum (Parser *parser)
{
  MergeFormulaValue out = take_term (parser);
  gunichar c = peek (parser);

  while (!parser->failed && (c == '+' || is_minus (c)))
    {
      MergeFormulaValue right;

      take (parser, c);
      right = take_term (parser);
      out = operate (c == '+' ? merge_decimal_add : merge_decimal_subtract, &out, &right);
      c = peek (parser);
    }
  return out;
}

static MergeFormulaValue
take_formula (Parser *parser)
{
  MergeFormulaValue out = take_sum (parser);
  MergeComparison op;
  gsize length;

  while (peek (parser), !parser->failed && (length = merge_comparison_scan (parser->at, &op)) > 0)
    {
      MergeFormulaValue right;

      parser->at += length;
      right = take_sum (parser);
      if (out.undefined || right.undefined)
        out = undefined;
      else
        merge_decimal_set_integer (
            &out.number,
            merge_comparison_holds (op, merge_decimal_compare (&out.number, &right.number)));
      out.named = FALSE;
    }
  return out;
}

/**
 * merge_formula_evaluate:
 * @formula: what follows the equals sign of a formula field, or with it
 * @lookup: (nullable): tells the texts of names
 * @user_data: for @lookup
 *
 * Computes in tens: ROUND(2,675;2) is 2.68. A name without a text counts 0, one whose text is no
 * number has no value.
 *
 * Returns: (transfer full) (nullable): the result as a #MERGE_VALUE_NUMBER has it, "-1234.5", of at
 *   most fifteen significant digits, or %NULL when @formula is not understood, names what is not
 *   known, or divides by nought
 */
char *
merge_formula_evaluate (const char *formula, MergeFormulaLookup lookup, gpointer user_data)
{
  return merge_formula_evaluate_cells (formula, lookup, NULL, user_data);
}

/**
 * merge_formula_evaluate_cells:
 * @formula: what follows the equals sign of a formula field, or with it
 * @lookup: (nullable): tells the texts of names
 * @cells: (nullable): tells the numbers of cells
 * @user_data: for both
 *
 * Like merge_formula_evaluate(), in a table. A function of cells without a number comes to nought.
 *
 * Returns: (transfer full) (nullable): the result
 */
char *
merge_formula_evaluate_cells (const char *formula,
                              MergeFormulaLookup lookup,
                              MergeFormulaCells cells,
                              gpointer user_data)
{
  Parser parser = { formula, lookup, cells, user_data, 0, ALL_COMMAS, FALSE };
  MergeFormulaValue out;

  if (strnlen (formula, MAX_LENGTH + 1) > MAX_LENGTH || !g_utf8_validate (formula, -1, NULL))
    return NULL;
  take (&parser, '=');
  out = take_formula (&parser);
  if (parser.failed || out.undefined || peek (&parser) != '\0')
    return NULL;
  merge_decimal_round_digits (&out.number, MERGE_DECIMAL_SHOWN);
  return merge_decimal_to_text (&out.number);
}
