/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "paper-document.h"
#include "paper-format.h"

G_BEGIN_DECLS

typedef void (*PaperDoneFunc) (PaperDocument *document, gpointer user_data);

/**
 * PaperOptions:
 * @format: what to make
 * @cache_folder: (nullable): where results are kept by content, so that the same document is never
 *   converted twice; made when missing. %NULL: nothing is kept
 * @cache_size: bytes that the kept results may take; 0 for the usual 64 MB
 * @done: (nullable): called in the thread of paper_convert() for each document as soon as it has
 *   its result or its error
 * @done_data: for @done
 * @office: (nullable): the program soffice.bin; %NULL for the one that is installed
 * @time_limit: milliseconds that one document may take; 0 for the usual 15 s. As LibreOffice may
 *   take four times that to start, it is stopped when it has made none for five times that
 * @memory_limit: bytes of address space that LibreOffice may take; 0 for the usual 4 GiB
 *
 * How documents are converted. All but @format may be left as they are, zero:
 * `(PaperOptions) { .format = PAPER_FORMAT_PDF }`.
 */
typedef struct
{
  PaperFormat format;
  const char *cache_folder;
  guint64 cache_size;
  PaperDoneFunc done;
  gpointer done_data;
  const char *office;
  guint time_limit;
  guint64 memory_limit;
} PaperOptions;

gboolean paper_convert (GPtrArray *documents,
                        const PaperOptions *options,
                        GCancellable *cancellable,
                        GError **error);
GBytes *paper_convert_one (const char *name,
                           GBytes *source,
                           const PaperOptions *options,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
