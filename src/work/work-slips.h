/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-job.h"
#include "work-school.h"

G_BEGIN_DECLS

/**
 * WorkSlipsKind:
 * @WORK_SLIPS_COVER: a slip for each agreement, which goes round with it to those who sign
 * @WORK_SLIPS_LABELS: labels with the companies' addresses
 * @WORK_SLIPS_ENVELOPES: a page for each company, whose address a window envelope shows
 * @WORK_SLIPS_TRANSMISSION: for each company a list of the agreements that it is sent
 *
 * The small papers that go with agreements.
 */
typedef enum
{
  WORK_SLIPS_COVER,
  WORK_SLIPS_LABELS,
  WORK_SLIPS_ENVELOPES,
  WORK_SLIPS_TRANSMISSION,
  WORK_N_SLIPS
} WorkSlipsKind;

/**
 * WorkSlipsOptions:
 * @kind: which papers
 * @lines: (element-type ModelLine): for whom, in this order; those that the papers have nothing to
 *   say of are passed over
 * @labels: how many labels a sheet has, 0 for the usual
 * @first: the first label of the first sheet that is still there, from 1; 0 is 1 too
 *
 * What is asked for.
 */
typedef struct
{
  WorkSlipsKind kind;
  GPtrArray *lines;
  guint labels;
  guint first;
} WorkSlipsOptions;

/**
 * WorkSlips:
 * @name: what the papers are called
 * @pdf: the papers
 * @n: how many there are: slips, labels, addresses
 * @remarks: (element-type utf8): sentences about what is missing
 *
 * Papers that were made.
 */
typedef struct
{
  char *name;
  GBytes *pdf;
  guint n;
  GPtrArray *remarks;
} WorkSlips;

void work_slips_free (WorkSlips *slips);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkSlips, work_slips_free)

const char *work_slips_key (WorkSlipsKind kind);
const char *work_slips_label (WorkSlipsKind kind);
gboolean work_slips_from_key (const char *key, WorkSlipsKind *kind);
gboolean work_slips_has_labels (guint n);
char *work_slips_dup_label_counts (void);

void work_slips_make_async (WorkSchool *school,
                            const WorkSlipsOptions *options,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
WorkSlips *work_slips_make_finish (GAsyncResult *result, GError **error);

/* A job of one item, the file. Takes copies. */
WorkJob *work_slips_new (WorkSchool *school,
                         const WorkSlipsOptions *options,
                         const char *path,
                         gboolean replace);

G_END_DECLS
