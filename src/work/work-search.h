/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-change.h"

G_BEGIN_DECLS

/**
 * WorkPlace:
 * @student_id: a student
 * @period_id: a period
 *
 * Where a search stands, whether or not it has a row yet.
 */
typedef struct
{
  gint64 student_id;
  gint64 period_id;
} WorkPlace;

WorkChange *work_change_interview_new (const WorkPlace *place, ModelRecord *interview);
WorkChange *work_change_interview_delete_new (gint64 id);
WorkChange *work_change_search_state_new (const WorkPlace *places,
                                          guint n_places,
                                          const char *state,
                                          const char *reason);
WorkChange *work_change_follower_new (const WorkPlace *places, guint n_places, gint64 teacher_id);

G_END_DECLS
