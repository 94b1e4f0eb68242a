/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-person.h"
#include "model-stay.h"
#include "work-change.h"
#include "work-query.h"

G_BEGIN_DECLS

/**
 * WorkEnrolment:
 *
 * One class that a student was or is in. Texts are never %NULL.
 */
typedef struct
{
  gint64 id;
  gint64 class_group_id;
  gint64 school_year_id;
  char *class_name;
  char *year_name;
  char *start; /* ISO, or "": since the first day of the year */
  char *end;   /* ISO, or "": to its last day */
} WorkEnrolment;

/**
 * WorkLoad:
 *
 * How many students a teacher follows in one period.
 */
typedef struct
{
  gint64 period_id;
  char *period_name;
  char *year_name;
  guint n;
} WorkLoad;

/**
 * WorkPerson:
 * @record: the student, company or teacher
 * @guardians: (element-type ModelRecord): of a student, by rank
 * @enrolments: (element-type WorkEnrolment): of a student, latest first
 * @sites: (element-type ModelRecord): of a company
 * @contacts: (element-type ModelRecord): of a company
 * @stays: (element-type ModelStay): what is remembered, latest first
 * @loads: (element-type WorkLoad): of a teacher, latest first
 * @last_contact: of a company: ISO day on which the school last had to do with it, or ""
 * @n_notes: of a student
 *
 * All that the page of somebody shows. Lists that do not concern the entity are empty.
 */
typedef struct
{
  ModelRecord *record;
  GPtrArray *guardians;
  GPtrArray *enrolments;
  GPtrArray *sites;
  GPtrArray *contacts;
  GPtrArray *stays;
  GPtrArray *loads;
  char *last_contact;
  guint n_notes;
} WorkPerson;

void work_person_free (WorkPerson *person);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkPerson, work_person_free)

/* @entity: a student, a company or a teacher. @year_id 0: the year that today is in. */
WorkQuery *
work_query_people_new (ModelEntity entity, gint64 year_id);       /* → GPtrArray, ModelPerson */
WorkQuery *work_query_person_new (ModelEntity entity, gint64 id); /* → WorkPerson */

/* Of these and of what hangs from them: guardians, host sites, contacts. */
WorkChange *work_change_person_save_new (ModelRecord *record);
WorkChange *work_change_student_add_new (ModelRecord *student, gint64 class_group_id);
WorkChange *work_change_enrol_new (gint64 student_id, gint64 class_group_id);
WorkChange *work_change_person_delete_new (ModelEntity entity, gint64 id);

G_END_DECLS
