/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-render-private.h"

G_BEGIN_DECLS

MergeTable *merge_table_new (MergeRenderer *renderer);
void merge_table_free (MergeTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MergeTable, merge_table_free)

void merge_table_begin (MergeTable *table, const GString *written);
const char *merge_table_note (MergeTable *table, guint definition);
char *merge_table_meet (MergeRenderer *renderer, const MergeExpression *expression);
void merge_table_compute (MergeTable *table);
const char *merge_table_next (MergeTable *table);

G_END_DECLS
