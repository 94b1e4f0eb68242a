/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-access.h"
#include "table-book.h"
#include "work-job.h"
#include "work-query.h"

G_BEGIN_DECLS

/* Written beside the work, never in its way: what fails is a warning in the log of the program. */
void work_school_log_access (WorkSchool *school, const char *act, ModelEntity entity, gint64 id);
void work_school_log_access_detail (WorkSchool *school,
                                    const char *act,
                                    ModelEntity entity,
                                    gint64 id,
                                    const char *detail);

/* The same for jobs, which take the account along when they are made. */
void work_school_log_access_as (WorkSchool *school,
                                gint64 account_id,
                                const char *act,
                                ModelEntity entity,
                                gint64 id,
                                const char *detail);

/* All acts, ended by %NULL, and what one is called for a person. */
const char *const *work_access_acts (void);
const char *work_access_act_label (const char *act);

/**
 * WorkAccessLine:
 * @line: (owned): as it is in the log
 * @what: (owned): for a person: "Student", "Agreement"…; "" when it is about nothing of the kind
 * @who: (owned): name of what it was about, as it is today; "" when it is gone or has none
 * @detail: (owned): for a person: which list, what became of an account; "" for nothing more
 *
 * A line of the log of accesses, for a person.
 */
typedef struct
{
  StoreAccessLine *line;
  char *what;
  char *who;
  char *detail;
} WorkAccessLine;

/* → GPtrArray of WorkAccessLine, newest first; → GPtrArray of names. The filter is copied. */
WorkQuery *work_query_access_new (const StoreAccessFilter *filter);
WorkQuery *work_query_access_authors_new (void);

/* The same as a table that leaves Paraphe, and a file of it. */
TableBook *work_access_to_book (GPtrArray *lines);
WorkJob *
work_access_export_new (WorkSchool *school, const StoreAccessFilter *filter, const char *path);

G_END_DECLS
