/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper-spooler.h"
#include "work-job.h"
#include "work-school.h"

G_BEGIN_DECLS

#define WORK_PRINT_COPIES_SETTING "print.copies"

/**
 * WorkPrintOptions:
 * @printer: (nullable): name of a printer, %NULL for the default one
 * @copies: of each agreement, 0 for what the school has set
 * @sides: which sides are printed
 * @media: on which paper
 * @has_slips: whether a cover slip comes before the copies of each agreement; on A3 it is a jacket,
 *   to be folded
 * @is_one_job: whether all is one job of the printer, and not a job for each agreement
 * @moves_step: whether what is printed goes to its next step
 * @is_exact: for a document: whether it keeps its size, whatever the printer leaves white at the
 *   edges; labels stand where they are then
 * @more: (nullable) (array zero-terminated=1): other options of the print server, "page-ranges=1-2"
 *
 * How agreements are printed; their pages are as the template says.
 */
typedef struct
{
  const char *printer;
  guint copies;
  PaperSides sides;
  PaperMedia media;
  gboolean has_slips;
  gboolean is_one_job;
  gboolean moves_step;
  gboolean is_exact;
  const char *const *more;
} WorkPrintOptions;

WorkJob *work_print_new (WorkSchool *school,
                         const gint64 *placement_ids,
                         guint n_ids,
                         const WorkPrintOptions *options);
char *work_print_tell (const char *day, guint copies);
WorkJob *work_print_document_new (const char *name, GBytes *pdf, const WorkPrintOptions *options);

G_END_DECLS
