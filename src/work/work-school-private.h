/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-account.h"
#include "store-history.h"
#include "work-account.h"
#include "work-school.h"

G_BEGIN_DECLS

/* work-school.c */
void _work_school_run_async (WorkSchool *self,
                             gpointer tag,
                             StoreQueueFunc func,
                             gpointer data,
                             GDestroyNotify destroy_data,
                             GDestroyNotify destroy_result,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gpointer
_work_school_run_finish (WorkSchool *self, gpointer tag, GAsyncResult *result, GError **error);

void _work_school_set_account (WorkSchool *self, WorkAccount *account, gboolean has_accounts);
void _work_school_set_closed_until (WorkSchool *self, const char *until);

/* work-account.c */
void _work_account_translate (GError *error);
WorkAccount *_work_account_from_store (const StoreAccount *account);

/* work-overview.c */
WorkOverview *_work_overview_load (StoreConnection *connection,
                                   gint64 year_id,
                                   const char *author,
                                   GError **error);
GPtrArray *_work_steps_load (StoreConnection *connection, GError **error);
gboolean _work_choices_load (StoreConnection *connection,
                             GPtrArray **teachers,
                             GPtrArray **templates,
                             GError **error);
GPtrArray *_work_years_load (StoreConnection *connection, GError **error);
ModelRecord *_work_year_of_day (GPtrArray *years, const char *day);
GHashTable *_work_index_by_id (GPtrArray *records);

/* work-operation-name.c */
gboolean _work_operation_describe (StoreConnection *connection,
                                   const char *operation_id,
                                   char **name,
                                   GError **error);
gboolean _work_operation_is_about (const char *label, ModelEntity entity);

/* work-operation-final.c */
const char *_work_operation_refusal (const char *label);
gboolean
_work_operation_check_undo (StoreConnection *connection, const char *operation_id, GError **error);

/* work-step.c */
void _work_step_set (ModelRecord *agreement, GPtrArray *steps, int target, const char *today);
gboolean _work_step_advance (ModelRecord *agreement, GPtrArray *steps, const char *today);
gboolean _work_step_is_signed (ModelRecord *agreement, GPtrArray *steps);
gboolean _work_step_is_on_its_way (ModelRecord *agreement, GPtrArray *steps);

G_END_DECLS
