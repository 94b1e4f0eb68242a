/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-dom-private.h"
#include "merge-relations-private.h"
#include "merge-image-private.h"
#include "merge-squeeze-private.h"
#include "merge-template-private.h"
#include "merge-xml-private.h"

G_BEGIN_DECLS

/* Many records in one document: each is merged as if it were alone, parsed, and its blocks follow
 * those of the one before. What a document may have but once is renumbered in all but the first. */

/* ---- merge-many-text.c ---- */

/* A part that grows with each copy. */
typedef struct _MergeManyText MergeManyText;

MergeManyText *merge_many_text_new (xmlNode *parent, xmlNode *last);
void merge_many_text_add (MergeManyText *text, xmlNode *node);
void merge_many_text_take (MergeManyText *text, xmlNode *node);
gsize merge_many_text_size (const MergeManyText *text);
MergeSqueezed merge_many_text_end (MergeManyText *text);
void merge_many_text_free (MergeManyText *text);

/* ---- merge-many-section.c ---- */

GPtrArray *merge_many_sections (xmlNode *body);
void merge_many_section_start (xmlNode *section, gboolean two_sided);
void merge_many_section_close (xmlNode *body);
xmlNode *merge_many_place (xmlNode *parent, const char *name, const char *const *earlier);
void merge_many_set (xmlNode *node, const char *name, const char *value);

/* ---- merge-many-fields.c ---- */

/**
 * MergeManyFieldFunc:
 * @type: the name of the field, in capitals
 * @text: a stretch of its instruction
 * @first: whether it begins with @type
 *
 * Returns: (transfer full) (nullable): what the stretch becomes; %NULL: it stays
 */
typedef char *(*MergeManyFieldFunc) (const char *type,
                                     const char *text,
                                     gboolean first,
                                     gpointer user_data);
void merge_many_change_fields (xmlNode *root, MergeManyFieldFunc func, gpointer user_data);
guint merge_many_count_pages_anew (xmlNode *root);

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
  guint n_names;     /* of bookmarks that had to be renamed */
  GHashTable *names; /* of the bookmarks of the copy at hand, in small letters → as they are now */
  GHashTable *first; /* (nullable): those in the text of the first copy, in small letters */
} MergeManyIds;

void merge_many_ids_begin (MergeManyIds *ids);
void merge_many_ids_keep (MergeManyIds *ids);
void merge_many_ids_renumber (MergeManyIds *ids, xmlNode *root, gboolean first);
guint merge_many_ids_follow (MergeManyIds *ids, xmlNode *root);
void merge_many_ids_clear (MergeManyIds *ids);

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
  MergeXml *all;       /* (nullable): none yet; the part without its notes */
  MergeManyText *text; /* (nullable): the part, as far as it was written */
  guint last_id;
} MergeManyNotes;

const char *merge_many_notes_relation (MergeNotesKind kind);
gboolean merge_many_notes_are_in (MergeNotesKind kind, xmlNode *body);
void merge_many_notes_take (MergeManyNotes *notes,
                            MergeNotesKind kind,
                            MergeManyIds *ids,
                            MergeXml *fresh,
                            xmlNode *body);
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
  MergeManyText *text; /* (nullable): the part, once a copy has lists of its own */
} MergeManyLists;

void merge_many_lists_init (MergeManyLists *lists, MergeXml *numbering, MergeXml *styles);
void merge_many_lists_restart (MergeManyLists *lists, xmlNode *root);
void merge_many_lists_clear (MergeManyLists *lists);

/* ---- merge-many.c ---- */

/* Headers and footers. */
#define MERGE_N_SIDES 2

/* A header or a footer: one whose fields or bookmarks differ from record to record is made for
 * each. */
typedef struct
{
  const MergeEntry *entry;
  const MergeRelation *relation;
  gboolean differs; /* it is made for each */
  char *id;         /* (nullable): of the relation to that of the copy at hand */
  MergeXml *xml;    /* (nullable): that of the copy at hand, until it is written */
} MergeManySide;

/* A part that the template does not have, or has otherwise. */
typedef struct
{
  char *name;
  MergeSqueezed squeezed;
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

  GArray *held; /* (element-type MergeSource): the record that the copy at hand begins with, and
                   the one at hand if that is another one */
  guint n_read; /* records asked for */
  gboolean ended;
  gboolean skipped; /* the copy at hand is left out */

  guint n_copies;
  MergeManyText *text; /* (nullable): the main part, once a copy was written */
  MergeXml *copy; /* (nullable): the last copy, whose end depends on whether another one comes */
  GArray *sides;  /* (element-type MergeManySide) */
  guint heirs;    /* bits: kinds of headers and footers that copies before had */
  char *blanks[MERGE_N_SIDES]; /* (nullable): ids of the relations to empty ones */
  guint n_pages;               /* fields that show the number of pages */
  gboolean divided;            /* a copy has several sections */
  GPtrArray *parts;            /* (element-type MergeManyPart) */
  MergeImage *images;          /* (nullable) (array): those of the first record */
  GPtrArray *relations;
  MergeXml *relations_xml;       /* of the main part, as the template has it */
  MergeManyText *relations_text; /* (nullable): the part, once it has others */
  MergeXml *types;
  MergeManyText *types_text; /* (nullable): likewise */
  MergeManyIds ids;
  MergeManyNotes notes[MERGE_N_NOTES];
  const MergeEntry *note_entries[MERGE_N_NOTES]; /* (nullable) */
  MergeManyLists lists;
  MergeXml *settings; /* (nullable): the document has none */
  gboolean settings_changed;
  gboolean notes_restart;
} MergeMany;

void merge_many_add_part (MergeMany *many, const char *name, GBytes *bytes);
void merge_many_add_squeezed (MergeMany *many, const char *name, MergeSqueezed squeezed);
MergeManyPart *merge_many_find_part (const MergeMany *many, const char *name);
GBytes *merge_many_load_relations (MergeMany *many, const char *name, GError **error);
MergeXml *merge_many_load (MergeMany *many, const char *name, GError **error);
MergeXml *merge_many_render (MergeMany *many, const MergeEntry *entry, GError **error);
void merge_many_warn (MergeMany *many, const char *sentence);

/* ---- merge-many-write.c ---- */

GBytes *merge_many_write (MergeMany *many, GError **error);

/* ---- merge-many-sides.c ---- */

GArray *merge_many_sides_new (void);
char *merge_many_add_side (MergeMany *many, const MergeManySide *side, GBytes *bytes, char **name);
void merge_many_note_side (MergeMany *many, const MergeRelation *relation);
gboolean merge_many_make_sides (MergeMany *many, GPtrArray *sections, GError **error);

/* ---- merge-many-heirs.c ---- */

gboolean merge_many_stop_heirs (MergeMany *many, GPtrArray *sections, GError **error);

/* ---- merge-many-restart.c ---- */

void merge_many_restart_notes (MergeMany *many, xmlNode *body, GPtrArray *sections);

G_END_DECLS
