/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-package-private.h"
#include "merge-xml-private.h"

G_BEGIN_DECLS

/**
 * MergeRelation:
 *
 * One relationship of a part. The kind is the last word of its type: transitional, strict and
 * Microsoft's own addresses end alike.
 */
typedef struct
{
  char *id;
  char *kind;
  char *target; /* a part's name, or the address as written when @external */
  gboolean external;
} MergeRelation;

char *merge_relations_part (const char *source);
GPtrArray *merge_relations_load (MergePackage *package, const char *source, GError **error);
const MergeRelation *merge_relations_find (GPtrArray *relations, const char *kind);
const MergeRelation *merge_relations_find_id (GPtrArray *relations, const char *id);

typedef gboolean (*MergeRelationFunc) (const MergeRelation *relation, gpointer user_data);
gboolean merge_relations_remove (MergePackage *package,
                                 const char *source,
                                 MergeRelationFunc drop,
                                 gpointer user_data,
                                 GError **error);

char *merge_types_lookup (MergeXml *types, const char *part);

G_END_DECLS
