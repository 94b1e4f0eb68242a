/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-render-private.h"

G_BEGIN_DECLS

typedef struct _MergeTable MergeTable;

MergeTable *merge_table_new (MergeRenderer *renderer);
void merge_table_free (MergeTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MergeTable, merge_table_free)

const char *merge_table_note (MergeTable *table, guint definition);
void merge_table_compute (MergeTable *table, const char *xml, gsize length);
const char *merge_table_next (MergeTable *table);

G_END_DECLS
