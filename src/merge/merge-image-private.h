/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-compile-private.h"
#include "merge-render-private.h"

G_BEGIN_DECLS

/**
 * MergeImageRelations:
 *
 * The relationships of a part that shows pictures of the data, to be written anew when there are
 * some.
 */
typedef struct
{
  char *name;        /* of the part that holds the relationships */
  MergeEntry *entry; /* borrowed; %NULL when the template has no such part */
  char *head;        /* what comes before the new ones */
  char *tail;        /* what comes after them */
  guint images;      /* set of those that the part shows */
  gboolean strict;
} MergeImageRelations;

/* merge-image.c */
const char *merge_image_name (const MergeCompiler *compiler, const char *text);
const char *merge_image_meant (const MergeCompiler *compiler, const char *text);
const char *merge_image_of_field (const MergeCompiler *compiler,
                                  MergeStory *story,
                                  const MergeMark *mark,
                                  const MergeInstruction *instruction);
void merge_image_note_box (MergeCompiler *compiler, xmlNode *root, const MergeMark *mark);
void merge_image_mark (MergeCompiler *compiler, xmlNode *root);

/* merge-image-vml.c */
xmlNode *merge_image_vml_find (const xmlNode *pict);
MergeBox merge_image_vml_box (const xmlNode *image);
const char *merge_image_vml_name (const MergeCompiler *compiler, const xmlNode *image);
void merge_image_vml_change (xmlNode *image, const char *relation, guint box);

/* merge-image-clean.c */
gboolean merge_image_drop_unused (MergePackage *package,
                                  const char *part,
                                  const xmlNode *root,
                                  GError **error);

/* merge-image-package.c */
GPtrArray *merge_image_prepare (MergePackage *package, MergeCompiler *compiler, GError **error);
MergeImage *merge_images_load (GPtrArray *names, const MergeSource *source);
void merge_images_free (MergeImage *images, guint n_images);
GBytes *merge_image_write_relations (const MergeImageRelations *relations,
                                     const MergeImage *images,
                                     guint n_images);
char *merge_image_part_name (guint image, const MergeImage *of);

G_END_DECLS
