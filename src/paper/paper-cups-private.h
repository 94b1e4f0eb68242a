/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cups/cups.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PaperCups:
 *
 * One connection to a print server, for one thread, that neither outlasts its patience nor a
 * cancellation.
 */
typedef struct _PaperCups PaperCups;

PaperCups *
_paper_cups_open (const char *server, guint patience, GCancellable *cancellable, GError **error);
void _paper_cups_close (PaperCups *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PaperCups, _paper_cups_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ipp_t, ippDelete)

ipp_t *_paper_cups_request_new (ipp_op_t operation, const char *printer);
ipp_t *_paper_cups_ask (PaperCups *self, ipp_t *request, const char *resource, GError **error);
ipp_t *_paper_cups_send (PaperCups *self, ipp_t *request, GBytes *document, GError **error);
char *_paper_cups_default_printer (PaperCups *self);
const char *_paper_cups_lost_text (void);

G_END_DECLS
