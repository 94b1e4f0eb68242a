/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-query.h"

G_BEGIN_DECLS

/**
 * WorkPreview:
 * @name: what the document is called
 * @pdf: its pages
 * @is_generated: whether it is what is printed of the agreement, not a scan of it
 *
 * A document that can be looked at.
 */
typedef struct
{
  char *name;
  GBytes *pdf;
  gboolean is_generated;
} WorkPreview;

void work_preview_free (WorkPreview *preview);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkPreview, work_preview_free)

WorkQuery *work_query_preview_new (gint64 agreement_id); /* → WorkPreview */

G_END_DECLS
