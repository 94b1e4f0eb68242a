/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-tag-private.h"

G_BEGIN_DECLS

/**
 * MergePair:
 *
 * Two tags, or three, that belong together, and the marks that they have become.
 */
typedef struct
{
  MergeTag *open;
  MergeTag *other; /* {{else}}, or %NULL */
  MergeTag *close;
  guint statement;
  xmlNode *marks[3]; /* before, between or %NULL, behind; all %NULL when it came to nothing */
} MergePair;

/**
 * MergeList:
 *
 * The tags of one story while they become statements.
 */
typedef struct
{
  MergeCompiler *compiler;
  xmlNode *root;
  GPtrArray *tags;  /* (element-type MergeTag), in the order of the document */
  GPtrArray *pairs; /* (element-type MergePair), inner ones first */
  GPtrArray *rows;  /* (element-type xmlNode) that go when nothing but tags stands in them */
  guint first;      /* the lowest index of a statement of theirs: others are those of fields */
} MergeList;

gboolean merge_list_is_content (const MergeList *list, const xmlNode *node);
gboolean merge_list_place (MergeList *list, MergePair *pair);
void merge_list_anchor_rows (MergeList *list);
void merge_list_keep_valid (MergeList *list);

xmlNode *merge_list_ancestor (const MergeList *list, const xmlNode *node, const char *name);

G_END_DECLS
