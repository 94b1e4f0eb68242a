/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-duration.h"
#include "model-list.h"
#include "model-role.h"
#include "work-values.h"

G_BEGIN_DECLS

/**
 * WorkRecords:
 * @roles: (nullable elements): what fills each role
 * @periods: (element-type ModelRecord): periods of the class, by first day
 * @guardians: (element-type ModelRecord): all of them, by rank
 * @interviews: (element-type ModelRecord): those of the search, by day
 * @teachers: (element-type gint64 ModelRecord): who held them
 * @today: ISO day
 *
 * What an agreement is made from.
 */
typedef struct
{
  ModelRecord *roles[MODEL_N_ROLES];
  GPtrArray *periods;
  GPtrArray *guardians;
  GPtrArray *interviews;
  GHashTable *teachers;
  char *today;
} WorkRecords;

/* work-records.c */
WorkRecords *_work_records_load (StoreConnection *connection,
                                 gint64 placement_id,
                                 ModelRecord *agreement,
                                 const char *today,
                                 GError **error);
WorkRecords *_work_records_load_around (StoreConnection *connection,
                                        ModelRecord *placement,
                                        ModelRecord *search,
                                        ModelRecord *agreement,
                                        const char *today,
                                        GError **error);
void _work_records_free (WorkRecords *records);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkRecords, _work_records_free)
const char *_work_records_get (const WorkRecords *records, ModelRoleId role, const char *column);
gboolean _work_records_get_date (const WorkRecords *records,
                                 ModelRoleId role,
                                 const char *column,
                                 GDate *date);
BaseHolidayRegion _work_records_region (const WorkRecords *records);
ModelDuration *_work_records_duration (const WorkRecords *records);

/* work-values.c */
WorkValues *_work_values_new (const WorkRecords *records);
gboolean _work_values_has_list (WorkValues *self, ModelListId list);
void _work_values_set_school (WorkValues *self, ModelRecord *school);
WorkValues *_work_values_new_from_texts (GHashTable *texts);
char *_work_values_format (const ModelField *field, const char *canonical);

/* work-computed.c */
char *_work_computed_name (const WorkRecords *records, ModelRoleId role, const char *prefix);
char *_work_computed_address (const WorkRecords *records, ModelRoleId role);
gboolean _work_computed_is_adult (const WorkRecords *records);
gboolean _work_computed_find (const char *name,
                              MergeValueType *type,
                              char *(**compute) (const WorkRecords *) );

/* work-week.c */
char *_work_week_table (const WorkRecords *records);

G_END_DECLS
