/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-document.h"

/**
 * paper_document_new:
 * @id: the caller's number
 * @name: what a person knows it by
 * @source: the whole DOCX or XLSX
 *
 * Returns: (transfer full): a document to convert
 */
PaperDocument *
paper_document_new (gint64 id, const char *name, GBytes *source)
{
  PaperDocument *document = g_new0 (PaperDocument, 1);

  document->id = id;
  document->name = g_strdup (name);
  document->source = g_bytes_ref (source);
  return document;
}

/**
 * paper_document_free:
 * @document: (transfer full) (nullable): a document
 *
 * Frees it with its result.
 */
void
paper_document_free (PaperDocument *document)
{
  if (document == NULL)
    return;
  g_free (document->name);
  g_bytes_unref (document->source);
  g_clear_pointer (&document->result, g_bytes_unref);
  g_clear_error (&document->error);
  g_free (document);
}
