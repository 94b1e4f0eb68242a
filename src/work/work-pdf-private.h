/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper-convert.h"
#include "store-connection.h"
#include "work-values.h"

G_BEGIN_DECLS

/**
 * WorkPaper:
 * @placement_id: the sheet
 * @agreement_id: (out): its agreement
 * @student: (out): "ABADIE Léa"; told even when it fails
 * @values: (out): what stands in its agreement
 * @document: (out): the agreement's latest document, to convert; its id is that of the sheet
 *
 * One agreement that is to become paper.
 */
typedef struct
{
  gint64 placement_id;
  gint64 agreement_id;
  char *student;
  WorkValues *values;
  PaperDocument *document;
} WorkPaper;

WorkPaper *_work_paper_new (gint64 placement_id);
void _work_paper_free (WorkPaper *paper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkPaper, _work_paper_free)
gboolean _work_paper_load (StoreConnection *connection, WorkPaper *paper, GError **error);
char *_work_paper_cache_folder (void);

G_END_DECLS
