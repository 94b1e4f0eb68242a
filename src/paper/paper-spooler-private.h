/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper-cups-private.h"
#include "paper-spooler.h"

G_BEGIN_DECLS

PaperCups *_paper_spooler_open (PaperSpooler *self, GCancellable *cancellable, GError **error);
PaperPrinter *_paper_spooler_find (PaperCups *cups, const char *name, GError **error);

G_END_DECLS
