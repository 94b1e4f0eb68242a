/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-query.h"

G_BEGIN_DECLS

/**
 * WorkInterview:
 * @may_change: whether whoever is signed in may change it: a teacher, his or her own ones
 * @may_delete: alike: a teacher, what he or she wrote
 * @teacher: "Nordine BELKACEM", or ""
 * @means: of the catalogue's choice, for a person, or ""
 *
 * One interview, ready to show.
 */
typedef struct
{
  gint64 id;
  gboolean may_change;
  gboolean may_delete;
  char *day; /* ISO */
  char *teacher;
  char *means;
  char *account;
  char *next_step; /* or "" */
} WorkInterview;

/**
 * WorkFact:
 *
 * One thing that the sheet says, ready to show.
 */
typedef struct
{
  char *label;
  char *value;
} WorkFact;

/**
 * WorkLineDetail:
 * @interviews: (element-type WorkInterview): of the search, latest first
 * @notes: (element-type ModelRecord): on the line and on its student, latest first, the answers to
 *   each after it, in their order
 * @addressees: (element-type utf8): of each of @notes the one teacher it is for, or ""
 * @deletable: (element-type gboolean): of each of @notes whether whoever is signed in may delete
 * it: not one that was answered; a teacher, what he or she wrote
 * @facts: (element-type WorkFact): what the sheet says
 * @placement: (nullable): the sheet
 * @agreement: (nullable): the agreement that the line shows
 * @signatories: (element-type ModelRecord): of @agreement, in order
 * @documents: (element-type ModelRecord): of all agreements of the sheet, latest first
 * @agreements: (element-type ModelRecord): all agreements of the sheet, latest first
 * @requests: (element-type ModelRecord): each time that one of @agreements was sent to be signed,
 *   latest first: rows of `signature_request`
 * @signers: (element-type ModelRecord): of all @requests, in their order: rows of
 * `signature_signer`
 * @signatures: (element-type WorkSigningSignature): of signed documents, in order
 *
 * All that the detail pane shows of a line, read in one go.
 */
typedef struct
{
  GPtrArray *interviews;
  GPtrArray *notes;
  GPtrArray *addressees;
  GArray *deletable;
  GPtrArray *facts;
  ModelRecord *placement;
  ModelRecord *agreement;
  GPtrArray *signatories;
  GPtrArray *documents;
  GPtrArray *agreements;
  GPtrArray *requests;
  GPtrArray *signers;
  GPtrArray *signatures;
  char *reason; /* of the search: why exempt or refused, or "" */
} WorkLineDetail;

void work_line_detail_free (WorkLineDetail *detail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkLineDetail, work_line_detail_free)

WorkQuery *work_query_line_new (gint64 student_id,
                                gint64 search_id,
                                gint64 placement_id,
                                gint64 agreement_id);    /* → WorkLineDetail */
WorkQuery *work_query_document_new (gint64 document_id); /* → char *: path of a copy to open */
WorkQuery *work_query_document_copy_new (gint64 document_id,
                                         const char *folder); /* → char *: path of the copy */

G_END_DECLS
