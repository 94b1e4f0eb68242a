/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-record.h"
#include "work-account.h"
#include "work-privacy.h"

G_BEGIN_DECLS

/* Label of the operation that erases. */
#define WORK_PRIVACY_LABEL "privacy.purge"
#define WORK_PRIVACY_LEASE "privacy.purge"

/* ---- work-privacy-fields.c: what may stay of a row when nobody is to be recognised in it ---- */

gboolean _work_privacy_is_of_person (ModelEntity entity);
gboolean _work_privacy_keeps (const ModelField *field);
void _work_privacy_erase_record (ModelRecord *record, const char *today);

gboolean _work_privacy_may (WorkSchool *school, ModelAct act, gint64 *account_id);
gboolean _work_privacy_refuse_act (GError **error);

/* ---- work-privacy-rows.c: all that hangs from a person ---- */

/* What was deleted in the life of the database, read once: see _work_gone_load(). */
typedef struct _WorkGone WorkGone;

WorkGone *_work_gone_load (StoreConnection *connection, GError **error);
void _work_gone_free (WorkGone *gone);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkGone, _work_gone_free)
GArray *_work_gone_until (WorkGone *gone, const char *day);

/**
 * WorkRowKey:
 *
 * A row, whether it is still there or not.
 */
typedef struct
{
  ModelEntity entity;
  gint64 id;
} WorkRowKey;

/**
 * WorkPersonRows:
 * @records: (element-type ModelRecord): the rows that are there, the person's own first
 * @keys: (element-type WorkRowKey): these and those that are gone
 *
 * What is in the database about one person.
 */
typedef struct
{
  GPtrArray *records;
  GArray *keys;
} WorkPersonRows;

WorkPersonRows *_work_person_rows_load (StoreConnection *connection,
                                        WorkGone *gone,
                                        ModelEntity entity,
                                        gint64 id,
                                        GError **error);
void _work_person_rows_free (WorkPersonRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkPersonRows, _work_person_rows_free)

/* ---- work-privacy-erase.c: inside store_history_rewrite() ---- */

gboolean _work_privacy_erase_history (StoreConnection *connection, GArray *keys, GError **error);
gboolean _work_privacy_erase_person (StoreConnection *connection,
                                     WorkGone *gone,
                                     ModelEntity entity,
                                     gint64 id,
                                     StoreOperation *operation,
                                     GError **error);
gboolean _work_privacy_erase_messages (StoreConnection *connection,
                                       gint64 year_id,
                                       StoreOperation *operation,
                                       GError **error);
gboolean _work_privacy_drop_values (StoreConnection *connection, GError **error);

/* ---- work-privacy-plan.c ---- */

GArray *_work_privacy_students (StoreConnection *connection, gint64 year_id, GError **error);
GArray *_work_privacy_contacts (StoreConnection *connection, gint64 year_id, GError **error);
WorkPurgePlan *_work_privacy_plan (StoreConnection *connection, gint64 year_id, GError **error);

/* ---- work-privacy-report.c ---- */

char *_work_privacy_report (StoreConnection *connection, gint64 purge_id, GError **error);

G_END_DECLS
