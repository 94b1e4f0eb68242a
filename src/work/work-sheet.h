/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-duration.h"
#include "model-role.h"
#include "model-rule.h"
#include "work-change.h"
#include "work-query.h"

G_BEGIN_DECLS

/* In place of a sheet's id: the one that the student's period is most about, or a new one. */
#define WORK_SHEET_ANY ((gint64) -1)

/**
 * WorkSheetEditing:
 * @WORK_SHEET_FREE: nothing was made from it
 * @WORK_SHEET_NEW_VERSION: its agreement is neither sent nor signed and becomes a new version
 * @WORK_SHEET_AMENDMENT: its agreement is sent or signed, and an amendment is made
 * @WORK_SHEET_CLOSED: its agreement is cancelled: the validation is taken back first
 *
 * What becomes of the agreement when its sheet is changed.
 */
typedef enum
{
  WORK_SHEET_FREE,
  WORK_SHEET_NEW_VERSION,
  WORK_SHEET_AMENDMENT,
  WORK_SHEET_CLOSED
} WorkSheetEditing;

/**
 * WorkSheetField:
 * @role: of which record of the sheet
 * @field: which field of it
 *
 * A place on the sheet.
 */
typedef struct
{
  ModelRoleId role;
  const ModelField *field;
} WorkSheetField;

/**
 * WorkSheet:
 * @roles: (nullable elements): the sheet, the student, the company…; what is edited is edited here.
 *   A tutor who is the representative too is one record in both places.
 * @search: the search that it belongs to; its id is 0 before the first one
 * @kind: kind of agreement of the period
 * @kind_label: what the school calls it
 * @mandatory: keys of the fields that this kind cannot go without
 * @missing: (element-type WorkSheetField): those of them that are empty
 * @n_asked: how many fields must be filled in
 * @findings: (nullable) (element-type ModelFinding): what the school's rules find in it, blocking
 *   findings first
 * @n_others: how many other sheets the student has in the period
 * @editing: what becomes of the agreement when the sheet is changed
 * @consequence: (nullable): the same as a sentence; %NULL when nothing follows
 * @may_delete: whether whoever is signed in may delete the draft: a teacher, what he or she wrote
 *
 * A placement sheet with all that stands around it.
 */
typedef struct
{
  ModelRecord *roles[MODEL_N_ROLES];
  ModelRecord *search;
  char *kind;
  char *kind_label;
  char **mandatory;
  GArray *missing;
  guint n_asked;
  GPtrArray *findings;
  guint n_others;
  WorkSheetEditing editing;
  gboolean may_delete;
  char *consequence;
} WorkSheet;

WorkSheet *work_sheet_copy (const WorkSheet *sheet);
void work_sheet_free (WorkSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkSheet, work_sheet_free)

void work_sheet_choose (WorkSheet *sheet, ModelRoleId role, ModelRecord *record);
void work_sheet_add_guardian (WorkSheet *sheet);
void work_sheet_update_missing (WorkSheet *sheet);
gboolean work_sheet_is_complete (const WorkSheet *sheet);
gboolean work_sheet_is_ready (const WorkSheet *sheet);
int work_sheet_percent (const WorkSheet *sheet);
char *work_sheet_field_label (const WorkSheetField *field);
const char *work_sheet_link_column (ModelRoleId role);
ModelDuration *work_sheet_duration (const WorkSheet *sheet);

/**
 * WorkSheetShift:
 *
 * How the dates of a sheet stand to those of its period.
 */
typedef enum
{
  WORK_SHEET_IN_TIME,
  WORK_SHEET_SHIFTED, /* other dates */
  WORK_SHEET_CATCH_UP /* begins when the period is over */
} WorkSheetShift;

WorkSheetShift work_sheet_shift (const WorkSheet *sheet);

/**
 * WorkSheetClash:
 * @role: of which record of the sheet
 * @field: which field of it
 * @mine: (nullable): the value here, canonical
 * @theirs: (nullable): the one that another seat has saved meanwhile
 *
 * A field that two seats changed.
 */
typedef struct
{
  ModelRoleId role;
  const ModelField *field;
  char *mine;
  char *theirs;
} WorkSheetClash;

GPtrArray *work_sheet_clashes (const WorkSheet *mine, const WorkSheet *theirs);
void work_sheet_rebase (WorkSheet *theirs, const WorkSheet *mine, gboolean keep_mine);

/* Reading. */
WorkQuery *work_query_sheet_new (gint64 student_id, gint64 period_id, gint64 placement_id);
WorkQuery *work_query_sheet_check_new (const WorkSheet *sheet);

/**
 * WorkPick:
 * @id: a row
 * @title: what it is called
 * @subtitle: what tells it from others of that name
 * @key: folded words by which it is found
 *
 * A row to choose in a form.
 */
typedef struct
{
  gint64 id;
  char *title;
  char *subtitle;
  char *key;
} WorkPick;

WorkQuery *work_query_picks_new (ModelEntity entity, gint64 company_id);

/* Changing. */
WorkChange *work_change_sheet_save_new (const WorkSheet *sheet);

/**
 * WorkSheetFailure:
 * @placement_id: a sheet
 * @student: whose: "ABADIE Léa"
 * @reason: why it stays as it was
 *
 * A sheet of several that could not be moved on.
 */
typedef struct
{
  gint64 placement_id;
  char *student;
  char *reason;
} WorkSheetFailure;

GPtrArray *work_sheet_failures_new (void);

WorkChange *
work_change_sheet_submit_new (const gint64 *placement_ids, guint n_ids, GPtrArray *failures);
WorkChange *
work_change_sheet_validate_new (const gint64 *placement_ids, guint n_ids, GPtrArray *failures);
WorkChange *work_change_sheet_unvalidate_new (const gint64 *placement_ids,
                                              guint n_ids,
                                              const char *reason,
                                              GPtrArray *failures);
WorkChange *work_change_sheet_refuse_new (const gint64 *placement_ids,
                                          guint n_ids,
                                          const char *reason,
                                          GPtrArray *failures);
WorkChange *
work_change_sheet_delete_new (const gint64 *placement_ids, guint n_ids, GPtrArray *failures);

G_END_DECLS
