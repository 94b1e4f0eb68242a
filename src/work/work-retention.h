/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-setting.h"
#include "work-query.h"

G_BEGIN_DECLS

/**
 * WorkRetention:
 * @WORK_RETENTION_ACTIVE: at hand
 * @WORK_RETENTION_ARCHIVED: apart from the years at hand
 * @WORK_RETENTION_PAST: kept longer than the school wants to
 *
 * How old a school year is, by the school's own terms.
 */
typedef enum
{
  WORK_RETENTION_ACTIVE,
  WORK_RETENTION_ARCHIVED,
  WORK_RETENTION_PAST
} WorkRetention;

/**
 * WorkRetentionYear:
 * @year_id: a school year
 * @name: its name
 * @end: its last day
 * @archived_from: ISO day from which it is archived
 * @past_from: ISO day from which it is past its term
 * @state: where it stands today
 * @n_students: whose last year it is
 * @n_agreements: that were made in it
 * @n_documents: that go with them
 *
 * What is kept of one school year.
 */
typedef struct
{
  gint64 year_id;
  char *name;
  char *end;
  char *archived_from;
  char *past_from;
  WorkRetention state;
  guint n_students;
  guint n_agreements;
  guint n_documents;
} WorkRetentionYear;

const char *work_retention_key (WorkRetention state);
const char *work_retention_label (WorkRetention state);
WorkRetention work_retention_of (ModelSettings *settings, const char *year_end, const char *today);
char *work_retention_past_from (ModelSettings *settings, const char *year_end);
WorkQuery *work_query_retention_new (void); /* → GPtrArray of WorkRetentionYear, latest first */

G_END_DECLS
