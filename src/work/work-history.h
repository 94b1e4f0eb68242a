/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-query.h"

G_BEGIN_DECLS

/**
 * WorkHistoryKind:
 *
 * What an action was about.
 */
typedef enum
{
  WORK_HISTORY_SEARCH,
  WORK_HISTORY_SHEET,
  WORK_HISTORY_AGREEMENT,
  WORK_HISTORY_SIGNATURES,
  WORK_HISTORY_DOCUMENTS,
  WORK_HISTORY_NOTES,
  WORK_HISTORY_MESSAGES,
  WORK_HISTORY_STUDENT,
  WORK_HISTORY_COMPANY,
  WORK_HISTORY_SCHOOL,
  WORK_N_HISTORY_KINDS
} WorkHistoryKind;

const char *work_history_kind_key (WorkHistoryKind kind);
const char *work_history_kind_label (WorkHistoryKind kind);

/**
 * WorkHistoryChange:
 * @label: the field's, for a person
 * @before: (nullable): its value before, for a person; %NULL when it was empty
 * @after: (nullable): its value after
 * @masked: both are kept from the screen and are %NULL
 */
typedef struct
{
  char *label;
  char *before;
  char *after;
  gboolean masked;
} WorkHistoryChange;

/**
 * WorkHistoryItem:
 * @id: grows with time
 * @at: UTC timestamp
 * @summary: one line: "Step: Sheet validated → Signed by the school"
 * @operation_id: what was done in one go has the same
 * @operation: what that was, wholly: "step of 40 agreements"
 * @changes: (element-type WorkHistoryChange): all that changed in the row
 * @is_new: the row began there
 * @is_main: it is of what the operation was about, not of what came along
 * @undone: it was taken back since
 * @can_undo: nothing that holds was done since to a row that the operation touched, as far as these
 *   items tell, and it is not of those that are never undone; an import of thousands may still be
 *   refused
 *
 * What happened to one row.
 */
typedef struct
{
  gint64 id;
  char *at;
  char *author;
  char *summary;
  WorkHistoryKind kind;
  ModelEntity entity;
  gint64 entity_id;
  char *operation_id;
  char *operation;
  GPtrArray *changes;
  gboolean is_new;
  gboolean is_main;
  gboolean undone;
  gboolean can_undo;
  gboolean is_undo;
  gboolean is_redo;
} WorkHistoryItem;

void work_history_item_free (WorkHistoryItem *item);

/**
 * WorkHistory:
 * @school_name: of the school
 * @items: (element-type WorkHistoryItem): newest first; those of one operation follow each other,
 *   what it is about first
 */
typedef struct
{
  char *school_name;
  GPtrArray *items;
} WorkHistory;

void work_history_free (WorkHistory *history);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkHistory, work_history_free)

/* → WorkHistory. Of a line of the list: its student, search, sheet, agreements, and all that hangs
 * from them; of all the database: the last changes of so many rows. */
WorkQuery *work_query_history_new (ModelLine *line);
WorkQuery *work_query_recent_history_new (guint max);

G_END_DECLS
