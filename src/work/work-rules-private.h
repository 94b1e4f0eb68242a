/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-change-private.h"
#include "work-rules.h"
#include "work-values-private.h"

G_BEGIN_DECLS

/* work-rules.c */
GPtrArray *_work_rules_check (StoreConnection *connection,
                              ModelRecord *placement,
                              ModelRecord *search,
                              const char *today,
                              GError **error);
GPtrArray *_work_rules_check_sheet (StoreConnection *connection,
                                    const WorkSheet *sheet,
                                    const char *today,
                                    GError **error);
gboolean _work_rules_allow (WorkChanging *changing,
                            const WorkSheet *sheet,
                            GPtrArray *before,
                            GError **error);

/**
 * WorkOthers:
 * @placements: (element-type ModelRulePlacement): the student's
 * @at_company: (element-type ModelDays): other students' at the same company
 * @of_tutor: (element-type ModelDays): with the same tutor
 * @of_referent: (element-type ModelDays): with the same referent teacher
 * @kept: (element-type WorkRecords): what @placements point to
 *
 * The placements beside one.
 */
typedef struct
{
  GArray *placements;
  GArray *at_company;
  GArray *of_tutor;
  GArray *of_referent;
  GPtrArray *kept;
} WorkOthers;

/* work-rules-others.c */
WorkOthers *
_work_others_load (StoreConnection *connection, const WorkRecords *records, GError **error);
void _work_others_free (WorkOthers *others);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkOthers, _work_others_free)

G_END_DECLS
