/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-job.h"
#include "work-one-document.h"
#include "work-template-use-private.h"

G_BEGIN_DECLS

/**
 * WorkOneBlanks:
 *
 * For whom which names are empty, of the lines that are in the document: their values are not kept.
 */
typedef struct _WorkOneBlanks WorkOneBlanks;

/* work-one-document-notes.c */
WorkOneBlanks *_work_one_blanks_new (const WorkTemplate *template);
void _work_one_blanks_free (WorkOneBlanks *blanks);
void _work_one_blanks_add (WorkOneBlanks *blanks, const ModelLine *line, WorkValues *values);
guint _work_one_blanks_count (const WorkOneBlanks *blanks);
void _work_one_document_note (WorkJob *job, const WorkOneBlanks *blanks, const MergeReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkOneBlanks, _work_one_blanks_free)

G_END_DECLS
