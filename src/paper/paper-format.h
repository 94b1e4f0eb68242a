/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PaperFormat:
 *
 * What can be made, and of what.
 */
typedef enum
{
  PAPER_FORMAT_PDF, /* of a DOCX: PDF/A-2b */
  PAPER_FORMAT_XLS, /* of an XLSX: Excel 97 */
  PAPER_FORMAT_ODS  /* of an XLSX: OpenDocument */
} PaperFormat;

G_END_DECLS
