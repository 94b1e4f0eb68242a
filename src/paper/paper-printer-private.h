/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cups/cups.h>
#include "paper-printer.h"

G_BEGIN_DECLS

extern const char *const _paper_printer_attributes[];
extern const int _paper_n_printer_attributes;

PaperPrinter *_paper_printer_read (ipp_t *response, ipp_attribute_t **at);
gboolean _paper_printer_check (const PaperPrinter *self, GError **error);
char *_paper_reason_text (const char *reason);

G_END_DECLS
