/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-dom-private.h"
#include "merge-relations-private.h"
#include "merge-image-private.h"
#include "merge-template-private.h"
#include "merge-xml-private.h"

G_BEGIN_DECLS

/* Many records in one document: each is merged as if it were alone, parsed, and its blocks follow
 * those of the one before. What a document may have but once is renumbered in all but the first. */

/* ---- merge-many-section.c ---- */

GPtrArray *merge_many_sections (xmlNode *body);
void merge_many_section_start (xmlNode *section, gboolean two_sided);
void merge_many_section_close (xmlNode *body);
guint merge_many_count_pages_anew (xmlNode *root);
xmlNode *merge_many_place (xmlNode *parent, const char *name, const char *const *earlier);

/* ---- merge-many-ids.c ---- */

/**
 * MergeManyIds:
 *
 * Numbers that are given; begins as zero.
 */
typedef struct
{
  guint last_drawing;
  guint last_bookmark;
  guint n_names; /* of bookmarks that had to be renamed */
} MergeManyIds;

void merge_many_ids_renumber (MergeManyIds *ids, xmlNode *root, gboolean first);

/* ---- merge-many-notes.c ---- */

typedef enum
{
  MERGE_NOTES_FOOT,
  MERGE_NOTES_END,
  MERGE_NOTES_COMMENTS,
  MERGE_N_NOTES
} MergeNotesKind;

/**
 * MergeManyNotes:
 *
 * The notes of one kind: those of the first copy, and clones of what the others refer to.
 */
typedef struct
{
  MergeXml *all; /* (nullable): none yet */
  guint last_id;
} MergeManyNotes;

const char *merge_many_notes_relation (MergeNotesKind kind);
void
merge_many_notes_take (MergeManyNotes *notes, MergeNotesKind kind, MergeXml *fresh, xmlNode *body);
void merge_many_notes_clear (MergeManyNotes *notes);

/* ---- merge-many-lists.c ---- */

/**
 * MergeManyLists:
 *
 * What lists are numbered by.
 */
typedef struct
{
  MergeXml *numbering; /* (nullable): the document has no lists */
  GHashTable *styles;  /* id of a paragraph style → MergeListStyle */
  guint last_id;
  gboolean changed;
} MergeManyLists;

void merge_many_lists_init (MergeManyLists *lists, MergeXml *numbering, MergeXml *styles);
void merge_many_lists_restart (MergeManyLists *lists, xmlNode *root);
void merge_many_lists_clear (MergeManyLists *lists);

/* ---- merge-many.c ---- */

/* A header or a footer: one whose fields differ from record to record is made for each. */
typedef struct
{
  const MergeEntry *entry;
  const MergeProgram *program; /* (nullable) */
  const MergeRelation *relation;
  char *id; /* (nullable): of the relation to that of the copy at hand */
} MergeManySide;

/* A part that the template does not have, or has otherwise. */
typedef struct
{
  char *name;
  GBytes *bytes;
} MergeManyPart;

/**
 * MergeMany:
 *
 * One document that is being made.
 */
typedef struct
{
  MergeTemplate *template;
  MergeRecordFunc records;
  gpointer user_data;
  gboolean two_sided;
  MergeRenderer renderer;
  MergeReport *report;

  guint n_read; /* records asked for */
  gboolean ended;
  gboolean skipped; /* the copy at hand is left out */

  guint n_copies;
  GString *text;    /* of the main part */
  GString *tail;    /* what comes behind the last copy */
  MergeXml *copy;   /* (nullable): the last copy, whose end depends on whether another one comes */
  GArray *sides;    /* (element-type MergeManySide) */
  GPtrArray *parts; /* (element-type MergeManyPart) */
  MergeImage *images; /* (nullable) (array): those of the first record */
  GPtrArray *relations;
  MergeXml *relations_xml; /* of the main part */
  MergeXml *types;
  MergeManyIds ids;
  MergeManyNotes notes[MERGE_N_NOTES];
  const MergeEntry *note_entries[MERGE_N_NOTES]; /* (nullable) */
  MergeManyLists lists;
} MergeMany;

void merge_many_add_part (MergeMany *many, const char *name, GBytes *bytes);
const MergeManyPart *merge_many_find_part (const MergeMany *many, const char *name);
GBytes *merge_many_load_relations (MergeMany *many, const char *name, GError **error);
MergeXml *merge_many_render (MergeMany *many, const MergeEntry *entry, GError **error);

/* ---- merge-many-sides.c ---- */

GArray *merge_many_sides_new (void);
void merge_many_note_side (MergeMany *many, const MergeRelation *relation);
gboolean merge_many_make_sides (MergeMany *many, GPtrArray *sections, GError **error);

G_END_DECLS
