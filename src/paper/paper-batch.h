/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper-spooler.h"

G_BEGIN_DECLS

/**
 * PaperBatch:
 *
 * One job of the print server that is made of several documents. Each begins on a sheet of its own,
 * and they come out in the order they were added. Nothing of it is printed before it is ended:
 * there is a job for all of them, or none.
 */
typedef struct _PaperBatch PaperBatch;

/* These wait; a worker calls them. */
PaperBatch *paper_batch_begin (PaperSpooler *spooler,
                               const PaperJobOptions *options,
                               GCancellable *cancellable,
                               GError **error);
gboolean
paper_batch_add (PaperBatch *self, GBytes *document, GCancellable *cancellable, GError **error);
PaperJob *paper_batch_end (PaperBatch *self, GCancellable *cancellable, GError **error);
void paper_batch_free (PaperBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PaperBatch, paper_batch_free)

G_END_DECLS
