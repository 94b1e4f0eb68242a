/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-job.h"
#include "work-query.h"
#include "work-retention.h"
#include "work-school.h"

G_BEGIN_DECLS

/**
 * WorkPurgePlan:
 * @year_id: the school year
 * @name: its name
 * @past_from: ISO day from which it is past its term
 * @state: where it stands
 * @n_students: whose last year it is and who are still known by name
 * @n_guardians: of theirs
 * @n_agreements: of theirs
 * @n_documents: of theirs, whose files go
 * @n_messages: to them or about them
 * @n_notes: about them
 * @n_interviews: with them
 * @n_contacts: of companies that received none but them
 * @n_lines: of history from which values go
 * @n_remaining: students of the year who are in a later one, and stay
 * @n_searches: that stay to be counted
 * @n_placements: that stay to be counted
 * @n_done: students of the year who are not known by name any more
 * @refusal: (nullable): a sentence: why nothing can be purged; %NULL when it can
 * @is_early: it can, but the year is not past its term: it must be confirmed
 * @is_unfinished: a purge of the year was begun and did not end
 *
 * What would go with a school year, and what would stay.
 */
typedef struct
{
  gint64 year_id;
  char *name;
  char *past_from;
  WorkRetention state;
  guint n_students;
  guint n_guardians;
  guint n_agreements;
  guint n_documents;
  guint n_messages;
  guint n_notes;
  guint n_interviews;
  guint n_contacts;
  guint n_lines;
  guint n_remaining;
  guint n_searches;
  guint n_placements;
  guint n_done;
  char *refusal;
  gboolean is_early;
  gboolean is_unfinished;
} WorkPurgePlan;

void work_purge_plan_free (WorkPurgePlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkPurgePlan, work_purge_plan_free)

WorkQuery *work_query_purge_plan_new (gint64 year_id); /* → WorkPurgePlan */

/**
 * WorkPurgeOptions:
 * @year_id: the school year
 * @contacts: whether contacts of companies who received none but these students go as well
 * @early: whether a year that is not past its term may be purged
 * @basis: (nullable): the text by which it is done, for the report
 *
 * What is purged. Copied.
 */
typedef struct
{
  gint64 year_id;
  gboolean contacts;
  gboolean early;
  const char *basis;
} WorkPurgeOptions;

/* A job of one item a person. What was begun and not ended is taken up again by the same call; the
 * report of elimination is kept among the documents when all is done. */
WorkJob *work_purge_new (WorkSchool *school, const WorkPurgeOptions *options);

/**
 * WorkPurge:
 * @year: name of the school year
 * @author: who did it
 * @started_at: UTC timestamp
 * @ended_at: (nullable): UTC timestamp; %NULL when it is to be taken up again
 * @document_id: the report, or 0
 *
 * A purge that was begun.
 */
typedef struct
{
  gint64 id;
  gint64 year_id;
  char *year;
  char *author;
  char *started_at;
  char *ended_at;
  gint64 document_id;
} WorkPurge;

WorkQuery *work_query_purges_new (void); /* → GPtrArray of WorkPurge, newest first */

/**
 * WorkPersonExport:
 * @entity: a student, a contact of a company, or a teacher
 * @id: the person
 * @with_notes: whether the notes that only the administration reads are in it
 * @path: the ZIP archive; what is there already is never replaced
 *
 * Which data of a person leave. Copied.
 */
typedef struct
{
  ModelEntity entity;
  gint64 id;
  gboolean with_notes;
  const char *path;
} WorkPersonExport;

WorkJob *work_person_export_new (WorkSchool *school, const WorkPersonExport *options);
char *work_person_export_name (ModelRecord *person);

G_END_DECLS
