/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-change.h"
#include "work-query.h"

G_BEGIN_DECLS

/* The school's own choices, by their names (model-setting.h). */
WorkChange *work_change_setting_new (const char *name, const char *value);
WorkChange *work_change_settings_new (const char *const *names, const char *const *values);

/* Lists that have an order: steps, signatories by default. */
WorkChange *work_change_steps_new (GPtrArray *steps, GPtrArray *removed);
WorkChange *work_change_signatory_roles_new (GPtrArray *roles, GPtrArray *removed);

/* The school itself. */
WorkChange *work_change_school_new (ModelRecord *school);
WorkChange *work_change_school_picture_new (const char *key, GBytes *picture);
void work_picture_read_async (const char *path, GAsyncReadyCallback callback, gpointer user_data);
GBytes *work_picture_read_finish (GAsyncResult *result, GError **error);

/* School years, classes and periods. */

/**
 * WorkCalendar:
 * @years: (element-type ModelRecord): latest first
 * @classes: (element-type ModelRecord): of all years, by name
 * @periods: (element-type ModelRecord): of all years, by their first day
 * @links: (element-type ModelRecord): which class has which period
 * @teachers: (element-type WorkChoice): by name
 * @templates: (element-type WorkChoice): by name
 *
 * What the years of a school are made of.
 */
typedef struct
{
  GPtrArray *years;
  GPtrArray *classes;
  GPtrArray *periods;
  GPtrArray *links;
  GPtrArray *teachers;
  GPtrArray *templates;
} WorkCalendar;

void work_calendar_free (WorkCalendar *calendar);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkCalendar, work_calendar_free)
gboolean
work_calendar_is_linked (const WorkCalendar *calendar, gint64 period_id, gint64 class_group_id);

WorkQuery *work_query_calendar_new (void); /* → WorkCalendar */
WorkChange *work_change_row_add_new (ModelEntity entity, gint64 year_id);
WorkChange *work_change_year_new (ModelRecord *year);
WorkChange *work_change_class_new (ModelRecord *class_group);
WorkChange *work_change_period_new (ModelRecord *period);
WorkChange *
work_change_period_class_new (gint64 period_id, gint64 class_group_id, gboolean has_period);
WorkChange *work_change_period_copy_new (gint64 period_id);
WorkChange *work_change_remove_new (const char *label, ModelEntity entity, gint64 id);

G_END_DECLS
