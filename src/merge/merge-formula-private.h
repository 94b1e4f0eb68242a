/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MergeFormulaLookup:
 * @name: a name in a formula, as written
 *
 * Returns: (transfer full) (nullable): the text that has this name, or %NULL when none has
 */
typedef char *(*MergeFormulaLookup) (const char *name, gpointer user_data);

char *merge_formula_evaluate (const char *formula, MergeFormulaLookup lookup, gpointer user_data);

G_END_DECLS
