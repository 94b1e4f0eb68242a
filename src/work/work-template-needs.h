/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-job.h"
#include "work-query.h"

G_BEGIN_DECLS

/**
 * WorkNeeds:
 * @placement_id: a sheet
 * @student: whose: "ABADIE Léa"
 * @template_name: what its document is made with: "Convention"
 * @missing: fields that its template asks for and that everybody has, which are empty: "SIRET
 *   (Company), E-mail (Tutor)"; or ""
 * @of_sheet: those of @missing that the sheet and its people can be given
 * @of_school: those of @missing that the school itself lacks, for every sheet
 * @unknown: names of its template that stand for nothing: "XYZZY, DATE_DEBU"; or ""
 *
 * What the document of a sheet would lack.
 */
typedef struct
{
  gint64 placement_id;
  char *student;
  char *template_name;
  char *missing;
  char *of_sheet;
  char *of_school;
  char *unknown;
} WorkNeeds;

void work_needs_free (WorkNeeds *needs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkNeeds, work_needs_free)

WorkQuery *
work_query_needs_new (const gint64 *placement_ids, guint n_ids); /* → GPtrArray of them */

/* Its failures are sheets that lack something, its notes what no template can get. */
WorkJob *work_needs_job_new (WorkSchool *school, const gint64 *placement_ids, guint n_ids);

G_END_DECLS
