/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-compile-private.h"

G_BEGIN_DECLS

typedef enum
{
  MERGE_TAG_EACH,     /* {{#each LIST}} */
  MERGE_TAG_END_EACH, /* {{/each}} */
  MERGE_TAG_IF,       /* {{#if NAME = "text"}} */
  MERGE_TAG_ELSE,     /* {{else}} */
  MERGE_TAG_END_IF    /* {{/if}} */
} MergeTagKind;

/**
 * MergeTag:
 *
 * A placeholder that is no value: it stands in a run of its own, which stays when the tag cannot be
 * understood.
 */
struct _MergeTag
{
  MergeTagKind kind;
  char *text;     /* as written, for sentences */
  char *argument; /* the list, or the condition; "" */
  gboolean word;  /* TableStart: or TableEnd:, a merge field by Word's habit */
  xmlNode *run;
};

MergeTag *merge_tag_parse (const char *text, gsize *length);
MergeTag *merge_tag_new_from_name (const char *name);
void merge_tag_free (MergeTag *tag);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MergeTag, merge_tag_free)

gboolean merge_tag_is_field (const char *name);
gboolean merge_tag_pairs (const MergeTag *open, const MergeTag *close);
MergeCondition *merge_tag_condition (MergeCompiler *compiler, const MergeTag *tag, xmlNode *at);

const char *merge_tag_read_name (const char *at, char **name);

G_END_DECLS
