/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-output-private.h"

G_BEGIN_DECLS

/**
 * MergeRenderer:
 *
 * One merge: the values asked for so far, and what to report of them. Belongs to one thread.
 */
typedef struct
{
  GPtrArray *definitions; /* (element-type MergeDefinition) of the template */
  MergeSource source;
  MergeMissing missing;
  MergeReport *report;  /* or %NULL */
  GHashTable *reported; /* (element-type utf8) what @report holds */
  char **texts;         /* by definition; %NULL: not asked for yet */
  gboolean *given;      /* by definition: the value comes from the data */
} MergeRenderer;

void merge_renderer_init (MergeRenderer *renderer,
                          GPtrArray *definitions,
                          const MergeSource *source,
                          MergeMissing missing,
                          MergeReport *report);
void merge_renderer_clear (MergeRenderer *renderer);
void
merge_renderer_render (MergeRenderer *renderer, const MergeProgram *program, MergeOutput *output);

G_END_DECLS
