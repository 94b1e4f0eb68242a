/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-output-private.h"

G_BEGIN_DECLS

/* What a merge may make of repetitions, bookmarks and formulas, in bytes: far beyond any document.
 * Text that stands once in the template, and values shown once, do not count. */
#define MERGE_RENDER_BUDGET (128u * 1024 * 1024)

typedef enum
{
  MERGE_TEXT_GIVEN,
  MERGE_TEXT_EMPTY,   /* known, without a value */
  MERGE_TEXT_UNKNOWN, /* the data know no such name */
  MERGE_TEXT_NOTHING  /* meant to be empty */
} MergeTextState;

/* What a definition comes to. */
typedef struct
{
  char *text; /* %NULL: not asked for yet; "" when there is no value */
  MergeTextState state;
  guint age; /* it counts while this is the renderer's */
} MergeText;

/* An item of a list, the innermost one last. */
typedef struct
{
  const char *list;
  guint item;
} MergeItem;

/**
 * MergeImage:
 *
 * A picture of the data.
 */
typedef struct
{
  GBytes *bytes; /* %NULL: there is none */
  guint width;   /* in its own points */
  guint height;
  const char *extension;
} MergeImage;

/* The formulas of a table that is being written. */
typedef struct _MergeTable MergeTable;

/**
 * MergeNextFunc:
 * @kind: %MERGE_STATEMENT_NEXT or %MERGE_STATEMENT_SKIP_IF; its condition holds
 *
 * Many records are merged into one document: goes on to another one, and has the renderer forget
 * the values of this one.
 */
typedef void (*MergeNextFunc) (MergeStatementKind kind, gpointer user_data);

/**
 * MergeRenderer:
 *
 * One merge: the values asked for so far, and what to report of them. Belongs to one thread.
 */
typedef struct
{
  GPtrArray *definitions; /* (element-type MergeDefinition) of the template */
  GPtrArray *statements;  /* (element-type MergeStatement) of the template */
  MergeSource source;
  MergeMissing missing;
  MergeReport *report;      /* or %NULL */
  GHashTable *reported;     /* (element-type utf8) what @report holds */
  MergeText *texts;         /* by definition */
  guint age;                /* grows whenever values may have become others */
  GArray *items;            /* (element-type MergeItem) */
  GHashTable *bookmarks;    /* in small letters → text */
  char *now;                /* that of the merge, ISO, once it was asked for */
  gsize budget;             /* 0: the template asked for too much, and was not written to its end */
  guint depth;              /* of the evaluation */
  const MergeImage *images; /* (nullable): by number */
  const GArray *boxes;      /* (element-type MergeBox) */
  char count[12];           /* that of the list that was asked for last */
  MergeTable *table;        /* the one that is being written, if it has formulas of its cells */
  guint *branches;          /* (nullable): all branches of conditions are gone through, and in how
                               many what is asked for stands; %NULL: those that are taken */

  /* For who merges many records. */
  MergeNextFunc next; /* or %NULL: there is one record */
  gpointer next_data;
  guint record;   /* 1: the first */
  guint sequence; /* likewise, of those that are merged */
} MergeRenderer;

void merge_renderer_init (MergeRenderer *renderer,
                          GPtrArray *definitions,
                          GPtrArray *statements,
                          const MergeSource *source,
                          MergeMissing missing,
                          MergeReport *report);
void merge_renderer_clear (MergeRenderer *renderer);
void merge_renderer_forget (MergeRenderer *renderer);
gboolean merge_renderer_spend (MergeRenderer *renderer, gsize bytes);

const MergeText *merge_renderer_get_text (MergeRenderer *renderer, guint definition);
const char *merge_renderer_get_operand (MergeRenderer *renderer, guint definition);
const char *merge_renderer_get_shown (MergeRenderer *renderer, guint definition);
gboolean merge_renderer_holds (MergeRenderer *renderer, const MergeCondition *condition);
void merge_renderer_set (MergeRenderer *renderer, guint statement);
void merge_renderer_go_on (MergeRenderer *renderer, guint statement);
gboolean merge_renderer_look_up (MergeRenderer *renderer, const char *name, MergeValue *value);
char *merge_renderer_get_bookmark (MergeRenderer *renderer, const char *name);
char *merge_renderer_format (MergeRenderer *renderer, guint definition, const char *number);
void merge_renderer_report_formula (MergeRenderer *renderer);
const char *merge_renderer_get_now (MergeRenderer *renderer);
int merge_renderer_count (MergeRenderer *renderer, const char *list, gboolean anchored);
void merge_renderer_begin_items (MergeRenderer *renderer, const char *list);
guint merge_renderer_next_item (MergeRenderer *renderer);
void merge_renderer_end_items (MergeRenderer *renderer);
void merge_renderer_report (MergeRenderer *renderer, GPtrArray *names, const char *name);
void merge_renderer_report_missing (MergeRenderer *renderer, guint definition);

void
merge_renderer_render (MergeRenderer *renderer, const MergeProgram *program, MergeOutput *output);
guint *merge_survey_depths (const MergeRenderer *renderer, const MergeProgram *program);

G_END_DECLS
