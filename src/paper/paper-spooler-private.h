/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper-cups-private.h"
#include "paper-spooler.h"

G_BEGIN_DECLS

PaperCups *_paper_spooler_open (PaperSpooler *self, GCancellable *cancellable, GError **error);
PaperPrinter *_paper_spooler_find (PaperCups *cups, const char *name, GError **error);

/* paper-job.c */
gboolean _paper_job_check_document (GBytes *document, GError **error);
ipp_t *
_paper_job_request_new (ipp_op_t operation, const char *printer, const PaperJobOptions *options);
ipp_t *_paper_job_ask_new (ipp_op_t operation, const char *printer, int id);
PaperJob *_paper_job_read (ipp_t *response, const char *printer, const PaperJobOptions *options);

G_END_DECLS
