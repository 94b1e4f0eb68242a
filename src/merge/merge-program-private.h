/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-format-private.h"
#include "merge-statement-private.h"
#include "merge-xml-private.h"

G_BEGIN_DECLS

/* A part is compiled once into chunks of its own text and slots for values; merging only
 * concatenates. Statements are operations that jump. Their stretches are stretches of bytes: one
 * may begin in a paragraph and end in another, if both marks stand in elements of the same kind. */

/**
 * MergeDefinition:
 *
 * A field's name and format, shared by all the places that show it alike: its value is computed
 * once a merge.
 */
typedef struct
{
  char *name;
  MergeExpression *expression; /* what it shows; %NULL: the value of @name */
  gboolean cells;              /* a formula of cells is nested in it */
  MergeFormat format;
} MergeDefinition;

typedef enum
{
  MERGE_OP_TEXT,      /* a chunk as it is */
  MERGE_OP_SLOT,      /* a run with a value; nothing when the value is empty */
  MERGE_OP_PARAGRAPH, /* from here to @end: left out when all of its slots are empty */
  MERGE_OP_IF,        /* goes on here when its condition holds, else at @other */
  MERGE_OP_JUMP,      /* goes on at @end: the first stretch of an IF is over */
  MERGE_OP_EACH,      /* from here to @end: once for each item of a list */
  MERGE_OP_TABLE,     /* from here to @end: a table with formulas of its cells */
  MERGE_OP_SET,       /* writes nothing, gives a bookmark a text */
  MERGE_OP_NEXT,      /* writes nothing, goes on to another record */
  MERGE_OP_WIDTH,     /* of a picture */
  MERGE_OP_HEIGHT,
  MERGE_OP_ID /* a number that each item has its own of; the first item has @text */
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
  guint definition; /* SLOT: its index; ID: which of the numbers of its item;
                       WIDTH, HEIGHT: its box */
  guint statement;  /* IF, EACH, SET, NEXT: its index */
  guint end;        /* PARAGRAPH, JUMP, EACH, TABLE: the operation after it */
  guint other;      /* IF: the operation that its other stretch begins with, or the one after it */
  guint group;      /* PARAGRAPH: neighbours of which one must stay; 0: none must */
  guint depth;      /* ID: that of the list whose items have it, 1 the outermost */
  gboolean name;    /* ID: it is part of a name */
  gboolean last;    /* PARAGRAPH: the one that stays when all are empty */
} MergeOp;

typedef struct _MergeReady MergeReady;

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
  guint first_id;    /* the lowest number that the part itself does not have */
  guint n_ids;       /* how many an item needs */
  MergeReady *ready; /* (nullable): @text as far as it can be deflated beforehand */
} MergeProgram;

/**
 * MergeBox:
 *
 * Where a picture of the data is fitted in, in units of 1/360,000 centimetre.
 */
typedef struct
{
  guint image; /* which */
  gint64 width;
  gint64 height;
  gboolean natural; /* a smaller picture stays as it is */
  gboolean points;  /* it is written in points */
} MergeBox;

/* The relationship of a picture of the data. */
#define MERGE_IMAGE_RELATION "rIdParaphe%u"

/* What is known of a place before its part is written out. */
typedef struct
{
  MergeSlotKind kind;
  guint definition;
  MergeBox box; /* of the picture that its field showed, if any */
} MergeSlot;

typedef struct
{
  guint group;
  gboolean last;
} MergeBlank;

xmlNode *merge_program_mark (xmlDoc *xml, char kind, guint index);
char *merge_program_mark_text (char kind, guint index, const char *text);
gboolean merge_program_is_mark (const xmlNode *node, char kind);
gboolean merge_program_is_any_mark (const xmlNode *node);
char merge_program_read_mark (const xmlNode *node, guint *index);
MergeProgram *merge_program_new (const char *part,
                                 GBytes *written,
                                 GArray *slots,
                                 GArray *blanks,
                                 guint n_groups);
void merge_program_free (MergeProgram *program);

/* Kinds of marks. */
#define MERGE_MARK_BEFORE 'B' /* before a slot's run */
#define MERGE_MARK_VALUE  'V' /* in it, where the value goes */
#define MERGE_MARK_AFTER  'E' /* behind it */
#define MERGE_MARK_OPEN   'P' /* before a paragraph that may go */
#define MERGE_MARK_CLOSE  'Q' /* behind it */

#define MERGE_MARK_TABLE     'T' /* before a table with formulas of its cells */
#define MERGE_MARK_END_TABLE 'U' /* behind it */

/* Kinds of marks within an attribute. */
#define MERGE_MARK_ID     'D' /* a number */
#define MERGE_MARK_NAME   'G' /* a name */
#define MERGE_MARK_WIDTH  'W' /* that of a picture; its index is that of a box */
#define MERGE_MARK_HEIGHT 'H'

/* Kinds of marks whose index is that of a statement. */
#define MERGE_MARK_IF       'I' /* before the first stretch of an IF */
#define MERGE_MARK_ELSE     'X' /* between the two; there may be none */
#define MERGE_MARK_END_IF   'Y' /* behind the last */
#define MERGE_MARK_EACH     'L' /* before a stretch that is repeated */
#define MERGE_MARK_END_EACH 'M' /* behind it */
#define MERGE_MARK_SET      'S'
#define MERGE_MARK_NEXT     'N'

G_END_DECLS
