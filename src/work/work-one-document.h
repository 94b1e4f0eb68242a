/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-template.h"
#include "work-job.h"
#include "work-school.h"

G_BEGIN_DECLS

/* What the log of accesses calls a document of several lines. */
#define WORK_ONE_DOCUMENT_KEY "one-document"

/**
 * WorkOneDocumentOptions:
 * @lines: (element-type ModelLine): which go into the document, in this order
 * @with_cancelled: whether those whose agreement is cancelled do too
 * @template_id: a template of the school, 0 for @template_path
 * @template_path: (nullable): a DOCX file
 * @path: of the document
 * @replace: whether a file of that name may be replaced
 * @two_sided: whether each line begins on the front of a sheet
 * @missing: what stands for an empty value
 *
 * What is asked for.
 */
typedef struct
{
  GPtrArray *lines;
  gboolean with_cancelled;
  gint64 template_id;
  const char *template_path;
  const char *path;
  gboolean replace;
  gboolean two_sided;
  MergeMissing missing;
} WorkOneDocumentOptions;

/* A job of one item, the file. Takes copies. */
WorkJob *work_one_document_new (WorkSchool *school, const WorkOneDocumentOptions *options);

char *work_one_document_name (GPtrArray *lines, const char *template_name);
char *work_one_document_path (const char *path);

G_END_DECLS
