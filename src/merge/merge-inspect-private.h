/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-inspect.h"
#include "merge-xml-private.h"

G_BEGIN_DECLS

/* A file that is made to fill the memory has as many as it likes. */
#define MERGE_INSPECT_MOST 500

/**
 * MergeInspector:
 *
 * An inspection under way.
 */
typedef struct
{
  MergeInspection *inspection;
  GHashTable *codes;    /* where and instruction → MergeCode, borrowed */
  GHashTable *findings; /* kind, where and text → MergeFinding, borrowed */
  const char *where;
} MergeInspector;

void merge_inspector_add_field (MergeInspector *self, const char *text);
void merge_inspector_add_finding (MergeInspector *self, MergeFindingKind kind, const char *text);

/* merge-inspect-text.c */
void merge_inspect_text (MergeInspector *self, xmlNode *story);

G_END_DECLS
