/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-formula-function-private.h"

G_BEGIN_DECLS

/**
 * MergeFormulaLookup:
 * @name: a name in a formula, as written
 *
 * Returns: (transfer full) (nullable): the text that has this name, or %NULL when none has
 */
typedef char *(*MergeFormulaLookup) (const char *name, gpointer user_data);

/**
 * MergeFormulaCells:
 * @reference: what may be cells in a list of arguments, as written: "ABOVE", "A1:B2"
 * @numbers: (element-type MergeFormulaValue): where the numbers in them go
 *
 * Returns: %FALSE when it names no cells
 */
typedef gboolean (*MergeFormulaCells) (const char *reference, GArray *numbers, gpointer user_data);

char *merge_formula_evaluate (const char *formula, MergeFormulaLookup lookup, gpointer user_data);
char *merge_formula_evaluate_cells (const char *formula,
                                    MergeFormulaLookup lookup,
                                    MergeFormulaCells cells,
                                    gpointer user_data);

G_END_DECLS
