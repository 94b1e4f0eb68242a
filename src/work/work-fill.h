/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-search.h"
#include "work-sheet.h"

G_BEGIN_DECLS

/**
 * WorkFillParts:
 *
 * What is filled in, as a set.
 */
typedef enum
{
  WORK_FILL_TEACHER = 1 << 0,
  WORK_FILL_DATES = 1 << 1,
  WORK_FILL_TEMPLATE = 1 << 2
} WorkFillParts;

/**
 * WorkFillLine:
 * @place: whose search
 * @placement_id: which sheet of it; 0 where there is none yet
 *
 * A line of the list.
 */
typedef struct
{
  WorkPlace place;
  gint64 placement_id;
} WorkFillLine;

/**
 * WorkFillValues:
 * @teacher_id: the referent teacher; 0: nobody
 * @start: ISO day
 * @end: ISO day
 * @template_id: what the agreement is made with; 0: what the period, the class… say
 *
 * What lines are filled with; only what is asked for is looked at.
 */
typedef struct
{
  gint64 teacher_id;
  const char *start;
  const char *end;
  gint64 template_id;
} WorkFillValues;

WorkChange *work_change_fill_new (const WorkFillLine *lines,
                                  guint n_lines,
                                  guint parts,
                                  const WorkFillValues *values,
                                  GPtrArray *failures);
WorkChange *work_change_fill_down_new (const WorkFillLine *lines,
                                       guint n_lines,
                                       guint parts,
                                       GPtrArray *failures);

G_END_DECLS
