/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-change.h"
#include "work-job.h"
#include "work-query.h"

G_BEGIN_DECLS

/**
 * WorkExchangeKind:
 * @WORK_EXCHANGE_INTERVIEW: an interview or a visit that the teacher tells of
 * @WORK_EXCHANGE_MESSAGE: what the teacher writes to the administration
 * @WORK_EXCHANGE_ANSWER: what the teacher answers to a message
 *
 * What a row of an exchange sheet that came back is.
 */
typedef enum
{
  WORK_EXCHANGE_INTERVIEW,
  WORK_EXCHANGE_MESSAGE,
  WORK_EXCHANGE_ANSWER,
  WORK_N_EXCHANGE_KINDS
} WorkExchangeKind;

/**
 * WorkExchangeState:
 * @WORK_EXCHANGE_NEW: it can be taken
 * @WORK_EXCHANGE_TAKEN: it is there already
 * @WORK_EXCHANGE_PROBLEM: it cannot be taken as it is
 */
typedef enum
{
  WORK_EXCHANGE_NEW,
  WORK_EXCHANGE_TAKEN,
  WORK_EXCHANGE_PROBLEM,
  WORK_N_EXCHANGE_STATES
} WorkExchangeState;

/**
 * WorkExchangeRow:
 * @kind: what it is
 * @state: what can become of it
 * @is_wanted: whether it is to be taken: whoever reviews may change it on what is new
 * @place: where it stands in the file, for a person: "Visites et entretiens, ligne 7"
 * @student: whom it is about, as the file says it
 * @day: (nullable): ISO day of an interview
 * @means: (nullable): key of how the interview was held
 * @text: the account, or what is written
 * @next_step: (nullable): of an interview
 * @tone: (nullable): key of the tone of a message
 * @remark: (nullable): a sentence: which cell, why, what to do
 * @key: what it is taken by, once
 * @student_id: whom it is about
 * @period_id: which period
 * @note_id: what is answered
 *
 * One row of an exchange sheet that came back.
 */
typedef struct
{
  WorkExchangeKind kind;
  WorkExchangeState state;
  gboolean is_wanted;
  char *place;
  char *student;
  char *day;
  char *means;
  char *text;
  char *next_step;
  char *tone;
  char *remark;
  char *key;
  gint64 student_id;
  gint64 period_id;
  gint64 note_id;
} WorkExchangeRow;

/**
 * WorkExchangeReview:
 * @token: which export the file comes from
 * @teacher_id: whose it is
 * @teacher: the same, "Anne DUPONT"
 * @made_on: ISO day on which it was made
 * @year_id: the school year that it is about
 * @rows: (element-type WorkExchangeRow): in the order of the file
 * @n_states: how many rows there are of each state
 *
 * What an exchange sheet brings, before anything of it is taken.
 */
typedef struct
{
  char *token;
  gint64 teacher_id;
  char *teacher;
  char *made_on;
  gint64 year_id;
  GPtrArray *rows;
  guint n_states[WORK_N_EXCHANGE_STATES];
} WorkExchangeReview;

void work_exchange_review_free (WorkExchangeReview *review);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkExchangeReview, work_exchange_review_free)

const char *work_exchange_kind_label (WorkExchangeKind kind);
const char *work_exchange_state_label (WorkExchangeState state);

/**
 * WorkExchangeTeacher:
 * @id: a teacher
 * @name: "Anne DUPONT"
 * @n_students: how many students he or she follows in the year
 */
typedef struct
{
  gint64 id;
  char *name;
  guint n_students;
} WorkExchangeTeacher;

GPtrArray *work_exchange_teachers (WorkOverview *overview);

/* A job with an item a teacher: one workbook each, in a folder. */
WorkJob *work_exchange_write_new (WorkSchool *school,
                                  gint64 year_id,
                                  const gint64 *teacher_ids,
                                  guint n_teachers,
                                  const char *folder);
WorkQuery *work_query_exchange_new (const char *path,
                                    gint64 year_id,
                                    gint64 teacher_id); /* → WorkExchangeReview */
WorkChange *work_change_exchange_new (const WorkExchangeReview *review);

G_END_DECLS
