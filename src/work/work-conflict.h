/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-query.h"

G_BEGIN_DECLS

/**
 * WorkKeep:
 * @WORK_KEEP_THEIRS: what somebody else has saved meanwhile
 * @WORK_KEEP_MINE: what was typed here
 * @WORK_KEEP_BEFORE: what both began with
 *
 * Which value of a field is kept.
 */
typedef enum
{
  WORK_KEEP_THEIRS,
  WORK_KEEP_MINE,
  WORK_KEEP_BEFORE,
  WORK_N_KEEPS
} WorkKeep;

/**
 * WorkClash:
 * @record: which of the records that were asked about, from 0 on
 * @field: which field of it
 * @label: (owned): what it is called
 * @values: (owned): each value, canonical, by #WorkKeep; %NULL for none
 * @texts: (owned): the same for a person; "" for none
 * @is_sensitive: whether it is masked on the screen
 *
 * A field that was changed here and by somebody else, to different values.
 */
typedef struct
{
  guint record;
  const ModelField *field;
  char *label;
  char *values[WORK_N_KEEPS];
  char *texts[WORK_N_KEEPS];
  gboolean is_sensitive;
} WorkClash;

/**
 * WorkConflict:
 * @clashes: (owned) (element-type WorkClash): the fields that both changed
 * @fresh: (owned) (element-type ModelRecord): the rows as they are now, in the order of the records
 *   that were asked about; a new one for a row that is not saved yet
 * @who: (owned) (nullable): who saved meanwhile: “Mme Martin (seat VIE-SCO)”
 * @at: (owned) (nullable): when, a UTC timestamp
 *
 * What stands between records as they are edited here and what others have saved meanwhile.
 */
typedef struct
{
  GPtrArray *clashes;
  GPtrArray *fresh;
  char *who;
  char *at;
} WorkConflict;

void work_conflict_free (WorkConflict *conflict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkConflict, work_conflict_free)

WorkQuery *work_query_conflict_new (GPtrArray *records);
void
work_conflict_settle (const WorkConflict *conflict, GPtrArray *records, const WorkKeep *choices);

G_END_DECLS
