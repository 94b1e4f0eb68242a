/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-decimal-private.h"

G_BEGIN_DECLS

/* Of a function that takes as many arguments as one likes. */
#define MERGE_FORMULA_MANY G_MAXUINT

/**
 * MergeFormulaValue:
 *
 * What a part of a formula amounts to.
 */
typedef struct
{
  MergeDecimal number;
  gboolean undefined; /* there is no number: a name that is not known, a division by nought */
  gboolean named;     /* it is a name that is known */
} MergeFormulaValue;

/**
 * MergeFormulaFunction:
 *
 * A function that formulas call.
 */
typedef struct
{
  const char *english;
  const char *french;
  guint min_arguments;
  guint max_arguments;
  MergeFormulaValue (*call) (const MergeFormulaValue *arguments, guint count);
  gboolean takes_undefined; /* otherwise an argument without a number leaves the result without */
} MergeFormulaFunction;

const MergeFormulaFunction *merge_formula_find_function (const char *name);
gboolean merge_formula_constant (const char *name, MergeDecimal *number);
MergeFormulaValue merge_formula_call (const MergeFormulaFunction *function,
                                      const MergeFormulaValue *arguments,
                                      guint count);

G_END_DECLS
