/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-format-private.h"
#include "merge-xml-private.h"

G_BEGIN_DECLS

/* A part is compiled once into chunks of its own text and slots for values; merging only
 * concatenates. Later statements (IF…) can become operations that jump, as MERGE_OP_PARAGRAPH. */

/**
 * MergeDefinition:
 *
 * A field's name and format, shared by all the places that show it alike: its value is computed
 * once a merge.
 */
typedef struct
{
  char *name;
  MergeFormat format;
} MergeDefinition;

typedef enum
{
  MERGE_OP_TEXT,     /* a chunk as it is */
  MERGE_OP_SLOT,     /* a run with a value; nothing when the value is empty */
  MERGE_OP_PARAGRAPH /* from here to @end: left out when all of its slots are empty */
} MergeOpKind;

typedef enum
{
  MERGE_SLOT_RUN,   /* shown: w:t, w:br, w:tab */
  MERGE_SLOT_BARE,  /* an operand in another field's instruction */
  MERGE_SLOT_QUOTED /* a piece of a quoted operand */
} MergeSlotKind;

/* What stands around a value in its run, behind the prefix of WordprocessingML there. */
#define MERGE_OPEN_TEXT     "t xml:space=\"preserve\">"
#define MERGE_CLOSE_TEXT    "t>"
#define MERGE_OPEN_OPERAND  "instrText xml:space=\"preserve\">"
#define MERGE_CLOSE_OPERAND "instrText>"

/**
 * MergeChunk:
 *
 * A stretch of a program's text.
 */
typedef struct
{
  gsize offset;
  gsize length;
  guint ready; /* which of the chunks that an output holds ready; 0: none */
} MergeChunk;

typedef struct
{
  MergeOpKind kind;
  MergeChunk text;   /* TEXT: the chunk; SLOT: what comes before the value, its element opened */
  MergeChunk tail;   /* SLOT: what comes after it, its element closed */
  MergeChunk before; /* SLOT: @text without the element of the value */
  MergeChunk after;  /* SLOT: @tail without it */
  MergeChunk prefix; /* SLOT: that of WordprocessingML there: "w:", or "" */
  MergeSlotKind slot;
  guint definition; /* SLOT: its index */
  guint end;        /* PARAGRAPH: the operation after it */
  guint group;      /* PARAGRAPH: neighbours of which one must stay; 0: none must */
  gboolean last;    /* PARAGRAPH: the one that stays when all are empty */
} MergeOp;

/**
 * MergeProgram:
 *
 * One part, compiled.
 */
typedef struct
{
  char *part;
  GBytes *text;
  GArray *ops; /* (element-type MergeOp) */
  guint n_groups;
} MergeProgram;

/* What is known of a place before its part is written out. */
typedef struct
{
  MergeSlotKind kind;
  guint definition;
} MergeSlot;

typedef struct
{
  guint group;
  gboolean last;
} MergeBlank;

xmlNode *merge_program_mark (xmlDoc *xml, char kind, guint index);
gboolean merge_program_is_mark (const xmlNode *node, char kind);
gboolean merge_program_is_any_mark (const xmlNode *node);
MergeProgram *
merge_program_new (const char *part, MergeXml *xml, GArray *slots, GArray *blanks, guint n_groups);
void merge_program_free (MergeProgram *program);

/* Kinds of marks. */
#define MERGE_MARK_BEFORE 'B' /* before a slot's run */
#define MERGE_MARK_VALUE  'V' /* in it, where the value goes */
#define MERGE_MARK_AFTER  'E' /* behind it */
#define MERGE_MARK_OPEN   'P' /* before a paragraph that may go */
#define MERGE_MARK_CLOSE  'Q' /* behind it */

G_END_DECLS
