/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-template.h"
#include "model-binding.h"
#include "work-inspection.h"
#include "work-query-private.h"
#include "work-values.h"

G_BEGIN_DECLS

/**
 * WorkLook:
 *
 * A template of the school that is looked at, with somebody's values.
 */
typedef struct
{
  gint64 template_id;
  gint64 placement_id; /* 0 for an invented student */
  ModelRecord *template;
  WorkValues *values;
} WorkLook;

/**
 * WorkAsked:
 * @stray: (element-type utf8): columns of lists that are asked for where nothing of such a list is
 *   repeated: they are none there
 * @chosen: (element-type utf8): names that only branches of conditions ask for
 *
 * What a template asks for beside the plain fields.
 */
typedef struct
{
  GHashTable *stray;
  GHashTable *chosen;
} WorkAsked;

/* work-inspection.c */
WorkInspection *_work_inspect (const char *file_name,
                               GBytes *content,
                               const ModelBindings *bindings,
                               WorkValues *values,
                               GError **error);
WorkQuery *_work_query_new_look (gint64 template_id,
                                 gint64 placement_id,
                                 WorkQueryMakeFunc make,
                                 GDestroyNotify destroy_result);

/* work-inspection-stray.c */
void _work_inspection_survey (MergeTemplate *template, WorkAsked *asked);
void _work_asked_clear (WorkAsked *asked);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WorkAsked, _work_asked_clear)

/* work-inspection-remark.c */
const char *_work_inspection_place (const char *where);
const char *_work_inspection_code_label (const char *type);
void _work_inspection_add_remarks (WorkInspection *inspection,
                                   GBytes *content,
                                   GPtrArray *warnings,
                                   GPtrArray *findings);

G_END_DECLS
