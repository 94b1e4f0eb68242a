/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-change.h"
#include "work-query.h"

G_BEGIN_DECLS

/**
 * WorkSameness:
 *
 * Why rows are taken for one and the same, the surest reason first.
 */
typedef enum
{
  WORK_SAME_INE,
  WORK_SAME_SIRET,
  WORK_SAME_EMAIL,
  WORK_SAME_BIRTH, /* name and date of birth */
  WORK_SAME_PLACE, /* name and town, or name and postcode */
  WORK_SAME_NAME,
  WORK_N_SAMENESSES
} WorkSameness;

/**
 * WorkDuplicates:
 * @why: the surest reason
 * @records: (element-type ModelRecord): two or more, the one that is proposed to be kept first
 * @uses: for each of them, what refers to it: "3 placement sheets, 1 contact", or ""
 *
 * Rows that are likely to be one and the same student, company or teacher.
 */
typedef struct
{
  WorkSameness why;
  GPtrArray *records;
  GPtrArray *uses; /* (element-type utf8) */
} WorkDuplicates;

void work_duplicates_free (WorkDuplicates *duplicates);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkDuplicates, work_duplicates_free)
const char *work_sameness_text (WorkSameness why);

WorkQuery *work_query_duplicates_new (ModelEntity entity); /* → GPtrArray of WorkDuplicates */

/* Field by field: which differ, which value is the fuller one. */
GPtrArray *work_duplicates_differences (GPtrArray *records);
guint work_duplicates_fuller (GPtrArray *records, const char *column);
char *work_duplicates_together (GPtrArray *records, const char *column);
ModelRecord *work_duplicates_propose (GPtrArray *records);

WorkChange *work_change_merge_new (ModelRecord *kept, GPtrArray *others);

G_END_DECLS
