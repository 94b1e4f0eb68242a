/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper-batch.h"
#include "store-history.h"
#include "work-pdf-private.h"
#include "work-print.h"

G_BEGIN_DECLS

/**
 * WorkPrintRun:
 * @job: what it is told to
 * @school: where the agreements are
 * @options: how they are printed
 * @n_all: how many agreements were asked for
 * @spooler: the print server
 * @copies: of each agreement
 * @lines: (element-type gint64 ModelLine): by placement sheet; cover slips are made from them
 * @batch: (nullable): the one job, once it is begun
 * @sent: (element-type WorkPaper): what is in @batch
 * @operation: what is written of all that is printed: one undo takes back all of it
 *
 * One run of the job that prints agreements.
 */
typedef struct
{
  WorkJob *job;
  WorkSchool *school;
  const WorkPrintOptions *options;
  guint n_all;
  PaperSpooler *spooler;
  guint copies;
  GHashTable *lines;
  PaperBatch *batch;
  GPtrArray *sent;
  StoreOperation *operation;
} WorkPrintRun;

/* work-print-send.c */
void _work_print_begin (WorkPrintRun *run);
gboolean
_work_print_send (WorkPrintRun *run, WorkPaper *paper, GCancellable *cancellable, GError **error);
gboolean _work_print_end (WorkPrintRun *run, GCancellable *cancellable, GError **error);
void _work_print_clear (WorkPrintRun *run);

/* work-print-trace.c */
void _work_print_trace (const WorkPrintRun *run, const WorkPaper *paper);

/* work-slips-cover.c */
GBytes *_work_slips_make_cover (StoreQueue *queue,
                                GHashTable *lines,
                                gint64 placement_id,
                                gboolean is_folded,
                                GCancellable *cancellable,
                                GError **error);

G_END_DECLS
