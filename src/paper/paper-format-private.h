/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper-format.h"

G_BEGIN_DECLS

/**
 * PaperFormatRow:
 * @extension: of what is made
 * @source_extension: of what it is made of
 * @source_type: content type of its main part
 * @filter: what LibreOffice calls the format
 * @component: the library of LibreOffice that does it
 * @package: the package that brings it
 */
typedef struct
{
  const char *extension;
  const char *source_extension;
  const char *source_type;
  const char *filter;
  const char *component;
  const char *package;
} PaperFormatRow;

const PaperFormatRow *paper_format_row (PaperFormat format);
gboolean paper_format_is_whole (PaperFormat format, GBytes *bytes);

G_END_DECLS
