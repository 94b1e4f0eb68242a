/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base-holiday.h"
#include "work-change.h"
#include "work-query.h"

G_BEGIN_DECLS

/**
 * WorkRollClass:
 * @class_id: a class of the year that ends
 * @name: its name
 * @n_students: how many are in it at the end of the year
 * @copied: whether the next year has such a class
 * @new_name: what it is called then
 * @next_name: class of the next year that its students go to; "" when they leave the school
 * @is_sure: whether the names told where they go; else the person has to say
 */
typedef struct
{
  gint64 class_id;
  char *name;
  guint n_students;
  gboolean copied;
  char *new_name;
  char *next_name;
  gboolean is_sure;
} WorkRollClass;

/**
 * WorkRollPeriod:
 * @period_id: a period of the year that ends
 * @name: its name
 * @class_ids: (element-type gint64): the classes that have it
 * @copied: whether the next year has it too
 * @exists: whether its classes have one of this name in the next year: they stay as they are
 * @start: ISO day on which it begins then
 * @end: ISO day on which it ends then
 * @remark: what to look at: a public holiday, days outside the year; "" when there is nothing
 */
typedef struct
{
  gint64 period_id;
  char *name;
  GArray *class_ids;
  gboolean copied;
  gboolean exists;
  char *start;
  char *end;
  char *remark;
} WorkRollPeriod;

/**
 * WorkRollStudent:
 * @student_id: a student of the year that ends
 * @class_id: whose class this is then
 * @name: "ABADIE Léa"
 * @own_name: (nullable): class of the next year, when it is not the one that his class goes to; ""
 *   when he leaves the school
 * @is_enrolled: whether he is in a class of the next year already: he stays there
 */
typedef struct
{
  gint64 student_id;
  gint64 class_id;
  char *name;
  char *own_name;
  gboolean is_enrolled;
} WorkRollStudent;

/**
 * WorkRollOver:
 * @year_id: the year that ends
 * @year_name: its name
 * @year_end: its last day
 * @name: of the next year
 * @start: its first day
 * @end: its last day
 * @is_new: whether there is no year of this name yet
 * @classes: (element-type WorkRollClass): in order
 * @periods: (element-type WorkRollPeriod): in order of their first day
 * @students: (element-type WorkRollStudent): by class, in order
 * @there: names of the classes that the next year has already
 * @region: whose public holidays are looked at
 * @n_companies: how many stay as they are
 * @n_templates: alike
 *
 * A school year made from the one before: what work_query_roll_over_new() proposes, what a person
 * changes of it, and what work_change_roll_over_new() does.
 */
typedef struct
{
  gint64 year_id;
  char *year_name;
  char *year_end;
  char *name;
  char *start;
  char *end;
  gboolean is_new;
  GPtrArray *classes;
  GPtrArray *periods;
  GPtrArray *students;
  char **there;
  BaseHolidayRegion region;
  guint n_companies;
  guint n_templates;
} WorkRollOver;

/**
 * WorkRollCount:
 * @classes: that are made
 * @periods: that are made
 * @up: students who go to another class than their own
 * @staying: students who stay in an equal class
 * @leaving: students who leave the school
 * @enrolled: students who are in a class of the next year already
 *
 * What a roll-over comes to.
 */
typedef struct
{
  guint classes;
  guint periods;
  guint up;
  guint staying;
  guint leaving;
  guint enrolled;
} WorkRollCount;

/* work-year.c */
WorkRollOver *work_roll_over_copy (const WorkRollOver *plan);
void work_roll_over_free (WorkRollOver *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkRollOver, work_roll_over_free)
void work_roll_over_set (char **member, const char *text);
WorkRollClass *work_roll_over_find_class (const WorkRollOver *plan, gint64 class_id);
const char *work_roll_over_next_of (const WorkRollOver *plan, const WorkRollStudent *student);
char **work_roll_over_choices (const WorkRollOver *plan);
gboolean work_roll_over_has_classes (const WorkRollOver *plan, const WorkRollPeriod *period);
char *work_roll_over_class_names (const WorkRollOver *plan, const WorkRollPeriod *period);
void work_roll_over_check_period (const WorkRollOver *plan, WorkRollPeriod *period);
WorkRollCount work_roll_over_count (const WorkRollOver *plan);

/**
 * WorkRollPart:
 *
 * Parts of a plan, in the order in which a person goes through them.
 */
typedef enum
{
  WORK_ROLL_YEAR,
  WORK_ROLL_CLASSES,
  WORK_ROLL_PERIODS,
  WORK_N_ROLL_PARTS
} WorkRollPart;

/* work-year-check.c */
gboolean work_roll_over_check (const WorkRollOver *plan, WorkRollPart part, GError **error);

/* work-year-name.c */
char *work_year_next_name (const char *name);
char *work_class_next_name (const char *name,
                            const char *diploma,
                            const char *const *names,
                            gboolean *is_sure);

WorkQuery *work_query_roll_over_new (gint64 year_id); /* → WorkRollOver; 0: that of today */
WorkChange *work_change_roll_over_new (const WorkRollOver *plan);

G_END_DECLS
