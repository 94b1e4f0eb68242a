/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-dom-private.h"
#include "merge-instruction-private.h"

G_BEGIN_DECLS

/* What compiling a template may make of copies and fields, in bytes: far beyond any document, and
 * a bound for one that was made to fill the memory. */
#define MERGE_COMPILE_BUDGET (64u * 1024 * 1024)

typedef struct _MergeMark MergeMark;

/**
 * MergePiece:
 *
 * What a stretch of an instruction stands for in the document.
 */
typedef struct
{
  gsize start; /* in bytes of the instruction */
  gsize end;
  xmlNode *node;     /* w:instrText, w:t, w:tab…, in its run; %NULL for a nested field */
  MergeMark *nested; /* or %NULL */
} MergePiece;

/**
 * MergeMark:
 *
 * A field as found in a story: its marks and its instruction. A w:fldSimple has no marks but
 * @simple.
 */
struct _MergeMark
{
  MergeMark *parent;       /* the field that was open at its beginning, or %NULL */
  gboolean in_instruction; /* whether it stands in @parent's instruction, not in its result */
  gboolean between_quotes; /* and whether between quotes there */
  gboolean separated;      /* w:separate was met */
  gboolean closed;         /* w:end was met */
  gboolean replaced;       /* for who works on the marks: it is gone, with what is in it */
  gboolean frozen;         /* likewise: only its result is left */
  gboolean kept;           /* likewise: it stays though @parent was replaced, as shown text */
  xmlNode *simple;         /* (nullable) */
  xmlNode *begin;          /* runs that hold the marks alone */
  xmlNode *separate;       /* (nullable) */
  xmlNode *end;
  xmlNode *type_run;   /* (nullable): holds the first letter of the instruction */
  xmlNode *result_run; /* (nullable): the first run of the result */
  GString *instruction;
  GArray *pieces;       /* (element-type MergePiece) of @instruction */
  MergeQuoting quoting; /* at the end of @instruction so far */
};

/**
 * MergeStory:
 *
 * A stretch of text in which fields may begin and end: a body, a header, one note, one text box.
 */
typedef struct
{
  GPtrArray *marks; /* (element-type MergeMark), in the order of their beginnings */
  guint stray;      /* separators and ends that belong to no field */
} MergeStory;

MergeStory *merge_story_scan (xmlNode *root, gsize *budget);
void merge_story_free (MergeStory *story);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MergeStory, merge_story_free)

xmlNode *merge_story_split_run (xmlNode *run, xmlNode *child);
MergeLanguage merge_mark_get_language (const MergeMark *mark);
gboolean merge_story_is_left_out (const xmlNode *node);
void merge_story_find_boxes (xmlNode *root, GQueue *boxes);

G_END_DECLS
