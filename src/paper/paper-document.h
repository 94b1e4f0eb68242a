/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PaperDocument:
 * @id: the caller's own number, for nothing else
 * @name: what a person knows it by; only said in errors, so it may be any text
 * @source: the whole DOCX or XLSX
 * @result: (nullable): the whole PDF, XLS or ODS
 * @error: (nullable): why there is none: one sentence for a person
 *
 * One document to convert. After paper_convert() it has either a result or an error.
 */
typedef struct
{
  gint64 id;
  char *name;
  GBytes *source;
  GBytes *result;
  GError *error;
} PaperDocument;

PaperDocument *paper_document_new (gint64 id, const char *name, GBytes *source);
void paper_document_free (PaperDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PaperDocument, paper_document_free)

G_END_DECLS
