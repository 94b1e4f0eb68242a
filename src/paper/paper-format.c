/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-format-private.h"

#include <string.h>

#define WORD  "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
#define EXCEL "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

/* In a PDF the mark of its end is followed by a line end or little more. */
#define PDF_TAIL 1024

/* PDF/A-2b: what is kept for years shows the same in each of them. */
static const PaperFormatRow rows[] = {
  [PAPER_FORMAT_PDF] = { "pdf", "docx", WORD,
                         "pdf:writer_pdf_Export:"
                         "{\"SelectPdfVersion\":{\"type\":\"long\",\"value\":\"2\"}}",
                         "libswlo.so", "libreoffice-writer" },
  [PAPER_FORMAT_XLS] = { "xls", "xlsx", EXCEL, "xls:MS Excel 97", "libsclo.so",
                         "libreoffice-calc" },
  [PAPER_FORMAT_ODS] = { "ods", "xlsx", EXCEL, "ods:calc8", "libsclo.so", "libreoffice-calc" },
};

/**
 * paper_format_row:
 * @format: a format
 *
 * Returns: (transfer none): what there is to know of it
 */
const PaperFormatRow *
paper_format_row (PaperFormat format)
{
  g_return_val_if_fail (format < G_N_ELEMENTS (rows), NULL);

  return &rows[format];
}

static gboolean
begins_with (const char *data, gsize size, const char *start, gsize length)
{
  return size >= length && memcmp (data, start, length) == 0;
}

static gboolean
ends_with (const char *data, gsize size, gsize tail, const char *mark)
{
  gsize length = MIN (size, tail);

  return memmem (data + size - length, length, mark, strlen (mark)) != NULL;
}

/**
 * paper_format_is_whole:
 * @format: a format
 * @bytes: what should be in it
 *
 * Tells from the bytes themselves, as the program that made them says nothing reliable.
 *
 * Returns: whether it begins and ends as such a file does
 */
gboolean
paper_format_is_whole (PaperFormat format, GBytes *bytes)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);

  switch (format)
    {
    case PAPER_FORMAT_PDF:
      return begins_with (data, size, "%PDF-", 5) && ends_with (data, size, PDF_TAIL, "%%EOF");
    case PAPER_FORMAT_XLS: /* a compound file has a head and sectors of 512 bytes */
      return begins_with (data, size, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) && size % 512 == 0;
    case PAPER_FORMAT_ODS: /* a zip ends with its directory, which ends with this */
      return begins_with (data, size, "PK\x03\x04", 4) && ends_with (data, size, 22, "PK\x05\x06");
    default:
      return FALSE;
    }
}
