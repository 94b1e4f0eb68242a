/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge-formula-function-private.h"

#include "base-text.h"

/* Nothing is rounded further than there are digits. */
#define MAX_PLACES 30

static MergeFormulaValue
truth (gboolean holds)
{
  MergeFormulaValue out = { .undefined = FALSE };

  merge_decimal_set_integer (&out.number, holds ? 1 : 0);
  return out;
}

static gboolean
is_true (const MergeFormulaValue *value)
{
  return value->number.count > 0;
}

static MergeFormulaValue
call_sum (const MergeFormulaValue *arguments, guint count)
{
  MergeFormulaValue out = arguments[0];

  for (guint i = 1; i < count && !out.undefined; i++)
    out.undefined = !merge_decimal_add (&out.number, &arguments[i].number, &out.number);
  return out;
}

static MergeFormulaValue
call_product (const MergeFormulaValue *arguments, guint count)
{
  MergeFormulaValue out = arguments[0];

  for (guint i = 1; i < count && !out.undefined; i++)
    out.undefined = !merge_decimal_multiply (&out.number, &arguments[i].number, &out.number);
  return out;
}

static MergeFormulaValue
call_count (const MergeFormulaValue *arguments, guint count)
{
  MergeFormulaValue out = { .undefined = FALSE };

  merge_decimal_set_integer (&out.number, (int) count);
  return out;
}

static MergeFormulaValue
call_average (const MergeFormulaValue *arguments, guint count)
{
  MergeFormulaValue out = call_sum (arguments, count), number = call_count (arguments, count);

  if (!out.undefined)
    out.undefined = !merge_decimal_divide (&out.number, &number.number, &out.number);
  return out;
}

static MergeFormulaValue
call_min (const MergeFormulaValue *arguments, guint count)
{
  guint least = 0;

  for (guint i = 1; i < count; i++)
    if (merge_decimal_compare (&arguments[i].number, &arguments[least].number) < 0)
      least = i;
  return arguments[least];
}

static MergeFormulaValue
call_max (const MergeFormulaValue *arguments, guint count)
{
  guint greatest = 0;

  for (guint i = 1; i < count; i++)
    if (merge_decimal_compare (&arguments[i].number, &arguments[greatest].number) > 0)
      greatest = i;
  return arguments[greatest];
}

static MergeFormulaValue
call_abs (const MergeFormulaValue *arguments, guint count)
{
  MergeFormulaValue out = arguments[0];

  out.number.negative = FALSE;
  return out;
}

/* What stands before the decimal mark: Word's INT takes decimals away, a spreadsheet's goes down.
 */
static MergeFormulaValue
call_int (const MergeFormulaValue *arguments, guint count)
{
  MergeFormulaValue out = arguments[0];

  merge_decimal_truncate (&out.number);
  return out;
}

static MergeFormulaValue
call_sign (const MergeFormulaValue *arguments, guint count)
{
  MergeFormulaValue out = truth (is_true (arguments));

  out.number.negative = arguments[0].number.negative;
  return out;
}

static MergeFormulaValue
call_round (const MergeFormulaValue *arguments, guint count)
{
  MergeFormulaValue out = arguments[0];
  gint64 places = 0;

  if (count > 1)
    merge_decimal_to_integer (&arguments[1].number, &places);
  merge_decimal_round (&out.number, (int) CLAMP (places, -MAX_PLACES, MAX_PLACES));
  return out;
}

static MergeFormulaValue
call_mod (const MergeFormulaValue *arguments, guint count)
{
  MergeFormulaValue out = arguments[0];

  out.undefined = !merge_decimal_modulo (&arguments[0].number, &arguments[1].number, &out.number);
  return out;
}

static MergeFormulaValue
call_and (const MergeFormulaValue *arguments, guint count)
{
  guint i = 0;

  while (i < count && is_true (&arguments[i]))
    i++;
  return truth (i == count);
}

static MergeFormulaValue
call_or (const MergeFormulaValue *arguments, guint count)
{
  guint i = 0;

  while (i < count && !is_true (&arguments[i]))
    i++;
  return truth (i < count);
}

static MergeFormulaValue
call_not (const MergeFormulaValue *arguments, guint count)
{
  return truth (!is_true (arguments));
}

static MergeFormulaValue
call_true (const MergeFormulaValue *arguments, guint count)
{
  return truth (TRUE);
}

static MergeFormulaValue
call_false (const MergeFormulaValue *arguments, guint count)
{
  return truth (FALSE);
}

/* What is not chosen may be without a number: IF(HEURES=0;0;TOTAL/HEURES). */
static MergeFormulaValue
call_if (const MergeFormulaValue *arguments, guint count)
{
  MergeFormulaValue nothing = truth (FALSE);

  if (arguments[0].undefined)
    return arguments[0];
  if (is_true (&arguments[0]))
    return arguments[1];
  return count > 2 ? arguments[2] : nothing;
}

static MergeFormulaValue
call_defined (const MergeFormulaValue *arguments, guint count)
{
  return truth (arguments[0].named || !arguments[0].undefined);
}

static const MergeFormulaFunction functions[] = {
  { "SUM", "SOMME", 1, MERGE_FORMULA_MANY, call_sum, FALSE },
  { "AVERAGE", "MOYENNE", 1, MERGE_FORMULA_MANY, call_average, FALSE },
  { "COUNT", "NB", 1, MERGE_FORMULA_MANY, call_count, FALSE },
  { "MIN", "MIN", 1, MERGE_FORMULA_MANY, call_min, FALSE },
  { "MAX", "MAX", 1, MERGE_FORMULA_MANY, call_max, FALSE },
  { "PRODUCT", "PRODUIT", 1, MERGE_FORMULA_MANY, call_product, FALSE },
  { "ABS", "ABS", 1, 1, call_abs, FALSE },
  { "INT", "ENT", 1, 1, call_int, FALSE },
  { "SIGN", "SIGNE", 1, 1, call_sign, FALSE },
  { "ROUND", "ARRONDI", 1, 2, call_round, FALSE },
  { "MOD", "MOD", 2, 2, call_mod, FALSE },
  { "IF", "SI", 2, 3, call_if, TRUE },
  { "AND", "ET", 1, MERGE_FORMULA_MANY, call_and, FALSE },
  { "OR", "OU", 1, MERGE_FORMULA_MANY, call_or, FALSE },
  { "NOT", "NON", 1, 1, call_not, FALSE },
  { "TRUE", "VRAI", 0, 0, call_true, FALSE },
  { "FALSE", "FAUX", 0, 0, call_false, FALSE },
  { "DEFINED", "DEFINI", 1, 1, call_defined, TRUE },
};

/**
 * merge_formula_find_function:
 * @name: a name before a parenthesis
 *
 * Returns: (nullable): the function, by its English or French name without regard to case and
 * accents
 */
const MergeFormulaFunction *
merge_formula_find_function (const char *name)
{
  g_autofree char *folded = base_text_fold (name);

  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    if (g_ascii_strcasecmp (folded, functions[i].english) == 0
        || g_ascii_strcasecmp (folded, functions[i].french) == 0)
      return &functions[i];
  return NULL;
}

/**
 * merge_formula_constant:
 * @name: a name without a parenthesis
 * @number: (out caller-allocates): what it counts
 *
 * Returns: whether it is TRUE or FALSE, in English or in French
 */
gboolean
merge_formula_constant (const char *name, MergeDecimal *number)
{
  const MergeFormulaFunction *function = merge_formula_find_function (name);

  if (function == NULL || function->max_arguments > 0)
    return FALSE;
  *number = function->call (NULL, 0).number;
  return TRUE;
}

/**
 * merge_formula_call:
 * @function: a function
 * @arguments: as many arguments as it takes
 * @count: how many
 *
 * Returns: its result
 */
MergeFormulaValue
merge_formula_call (const MergeFormulaFunction *function,
                    const MergeFormulaValue *arguments,
                    guint count)
{
  MergeFormulaValue out = { .undefined = TRUE };

  for (guint i = 0; i < count && !function->takes_undefined; i++)
    if (arguments[i].undefined)
      return out;
  out = function->call (arguments, count);
  out.named = FALSE;
  return out;
}
