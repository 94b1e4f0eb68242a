/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-template.h"

#include "merge-archive-private.h"
#include "merge-package-private.h"

G_BEGIN_DECLS

/**
 * MergeTemplate:
 *
 * A Word document compiled for mail merge: made once, never changed afterwards, and so merged by
 * as many threads as one likes at the same time.
 */
struct _MergeTemplate
{
  GObject parent_instance;

  MergePackage *package;  /* cleaned; parts in @programs are still as they were */
  MergeArchive *archive;  /* @package as a file */
  char *main;             /* name of the main part */
  GHashTable *programs;   /* MergeEntry, borrowed → MergeProgram */
  GPtrArray *definitions; /* (element-type MergeDefinition) */
  GPtrArray *statements;  /* (element-type MergeStatement) */
  GPtrArray *fields;      /* (element-type MergeField) */
  GPtrArray *warnings;    /* (element-type utf8) */
  GPtrArray *images;      /* (element-type utf8): names of the pictures that it shows */
  GArray *boxes;          /* (element-type MergeBox) */
  GPtrArray *relations;   /* (element-type MergeImageRelations) */
};

G_END_DECLS
