/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-package-private.h"

G_BEGIN_DECLS

/**
 * MergeCleaned:
 *
 * What cleaning learnt about a package.
 */
typedef struct
{
  char *main;                /* the main part's name */
  GPtrArray *relations;      /* (element-type MergeRelation) of the main part */
  gboolean keep_blank_lines; /* the template asked Word for it */
  GHashTable *mapped;        /* name of Word's in small letters → name in the data */
} MergeCleaned;

gboolean merge_clean_package (MergePackage *package,
                              MergeCleaned *cleaned,
                              GPtrArray *warnings,
                              GError **error);
void merge_cleaned_clear (MergeCleaned *cleaned);

G_END_DECLS
