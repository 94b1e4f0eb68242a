/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-query.h"

G_BEGIN_DECLS

/**
 * WorkDocumentSignature:
 * @name: whose certificate it is, or ""
 * @at: UTC timestamp, or ""
 * @sentence: what it is worth, in plain words
 *
 * One digital signature of a document.
 */
typedef struct
{
  char *name;
  char *at;
  const char *sentence;
} WorkDocumentSignature;

/**
 * WorkDocumentCheck:
 * @name: of the document
 * @sha256: of its content, which was compared with it
 * @sentence: what its signatures are worth together, in plain words
 * @is_altered: it is not what was signed
 * @is_extended: something was written into it after the last signature
 * @signatures: (element-type WorkDocumentSignature): in the order of the file
 *
 * What this computer finds of the digital signatures of a document that is kept.
 */
typedef struct
{
  char *name;
  char *sha256;
  const char *sentence;
  gboolean is_altered;
  gboolean is_extended;
  GPtrArray *signatures;
} WorkDocumentCheck;

void work_document_check_free (WorkDocumentCheck *check);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkDocumentCheck, work_document_check_free)

WorkQuery *work_query_document_check_new (gint64 document_id); /* → WorkDocumentCheck */

G_END_DECLS
