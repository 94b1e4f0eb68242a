/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-dom-private.h"
#include "merge-package-private.h"
#include "merge-program-private.h"
#include "merge-story-private.h"
#include "merge-template.h"

G_BEGIN_DECLS

typedef struct _MergeTag MergeTag;

/* A part that shows pictures of the data. */
typedef struct
{
  char *name;
  guint images; /* set of them */
  gboolean strict;
} MergeImagePart;

/**
 * MergeCompiler:
 *
 * What compiling the parts of one template shares.
 */
typedef struct
{
  GPtrArray *definitions;        /* (element-type MergeDefinition) */
  GHashTable *definition_index;  /* name and switches → index + 1 */
  GPtrArray *statements;         /* (element-type MergeStatement) */
  GHashTable *bookmarks;         /* (element-type utf8) in small letters: those that are set */
  GHashTable *stretches;         /* name in small letters → MergeExpression: bookmarks of the main
                                    part in which values are merged */
  GPtrArray *fields;             /* (element-type MergeField), for the window */
  GHashTable *field_index;       /* name, place and kind → MergeField, borrowed */
  GPtrArray *warnings;           /* (element-type utf8) */
  GPtrArray *images;             /* (element-type utf8): pictures of the data, by name */
  GArray *boxes;                 /* (element-type MergeBox) */
  GArray *image_parts;           /* (element-type MergeImagePart) */
  MergePictureFunc name_picture; /* (nullable): which names stand for pictures */
  gpointer picture_data;
  gboolean keep_blank_lines;
  GHashTable *mapped; /* (nullable): names of Word's → names in the data, borrowed */
  gsize budget;

  /* of the part at hand */
  const char *where; /* "body", "header"… of the part */
  const char *place; /* the same, or "textbox" */
  GArray *slots;     /* (element-type MergeSlot) */
  GArray *blanks;    /* (element-type MergeBlank) */
  guint n_groups;
  guint n_statements; /* how many were there before it */
  gboolean changed;   /* even when nothing is merged in it */
  gboolean late;      /* a REF may be about what comes behind it */
  GHashTable
      *twins; /* what the first half of an AlternateContent held → number not yet met again */
  GHashTable *tags;   /* run → MergeTag */
  guint part_images;  /* set of the pictures that it shows */
  MergeBox next_box;  /* what the next slot's field has shown */
  guint first_id;     /* above all numbers of the part */
  guint n_ids;        /* how many numbers an item needs */
  GHashTable *solid;  /* paragraphs that never go */
  GHashTable *places; /* name in small letters → w:bookmarkStart; %NULL: not asked for yet */
  GPtrArray *trash;   /* (element-type xmlNode) taken out, freed when the part is done */
} MergeCompiler;

void merge_compiler_init (MergeCompiler *compiler,
                          GPtrArray *definitions,
                          GPtrArray *statements,
                          GPtrArray *fields,
                          GPtrArray *warnings);
void merge_compiler_clear (MergeCompiler *compiler);
gboolean merge_compiler_spend (MergeCompiler *compiler, gsize bytes);
void merge_compiler_discard (MergeCompiler *compiler, xmlNode *node);
void merge_compiler_warn (MergeCompiler *compiler, const char *sentence, ...) G_GNUC_PRINTF (2, 3);
const char *merge_compiler_place_name (MergeCompiler *compiler);

guint merge_compiler_define (MergeCompiler *compiler,
                             const char *name,
                             const MergeInstruction *instruction);
guint merge_compiler_define_expression (MergeCompiler *compiler,
                                        const char *name,
                                        MergeExpression *expression,
                                        const MergeInstruction *instruction);
guint merge_compiler_add_statement (MergeCompiler *compiler, MergeStatement *statement);
void merge_compiler_count_field (MergeCompiler *compiler,
                                 xmlNode *at,
                                 const char *name,
                                 const char *switches,
                                 gboolean braces);
xmlNode *merge_compiler_add_slot (MergeCompiler *compiler,
                                  xmlNode *anchor,
                                  xmlNode *like,
                                  xmlNode *properties,
                                  MergeSlotKind kind,
                                  guint definition);

void merge_replace_fields (MergeCompiler *compiler, xmlNode *root);
void merge_replace_late (MergeCompiler *compiler, xmlNode *root);
void merge_ref_keep (MergeCompiler *compiler, xmlNode *root);
void merge_braces_replace (MergeCompiler *compiler, xmlNode *root);
void merge_list_resolve (MergeCompiler *compiler, xmlNode *root);
void merge_blank_mark (MergeCompiler *compiler, MergeXml *xml);
void merge_ids_mark (MergeCompiler *compiler, MergeXml *xml);
void merge_table_mark (MergeCompiler *compiler, MergeXml *xml);
void merge_control_release (MergeXml *xml);
void merge_outside_check (MergeCompiler *compiler, xmlNode *root);

gboolean merge_compile_part (MergeCompiler *compiler,
                             MergePackage *package,
                             const char *part,
                             const char *where,
                             MergeProgram **program,
                             GError **error);

G_END_DECLS
