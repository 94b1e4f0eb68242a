/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-compile-private.h"

G_BEGIN_DECLS

gboolean merge_cut_stays (const xmlNode *node);
xmlNode *merge_cut_hoist (xmlNode *subtree, xmlNode *after);
gboolean merge_cut_is_possible (MergeCompiler *compiler, const xmlNode *from, const xmlNode *to);
void merge_cut (MergeCompiler *compiler, xmlNode *from, xmlNode *to);
void merge_cut_join (MergeCompiler *compiler, xmlNode *first, xmlNode *last);

G_END_DECLS
