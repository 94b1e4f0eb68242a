/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-job.h"
#include "work-one-document.h"
#include "work-template-use-private.h"

G_BEGIN_DECLS

/**
 * WorkOneRecord:
 * @line: what it is about
 * @values: what its names stand for
 *
 * A line that is in the document.
 */
typedef struct
{
  ModelLine *line;
  WorkValues *values;
} WorkOneRecord;

/* work-one-document-notes.c */
void _work_one_document_note (WorkJob *job,
                              const WorkTemplate *template,
                              GPtrArray *records,
                              const MergeReport *report);

G_END_DECLS
