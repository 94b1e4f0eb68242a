/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-change.h"
#include "work-query.h"

G_BEGIN_DECLS

/* Days that nobody has counted yet. */
#define WORK_DAYS_UNKNOWN (-1)

/**
 * WorkCertificate:
 * @placement_id: a placement
 * @student: "ABADIE Léa"
 * @company: its name, or ""
 * @start: ISO day on which it begins
 * @end: ISO day on which it ends
 * @received_on: ISO day on which the company's certificate came, or ""
 * @days_done: days of presence that it certifies, or %WORK_DAYS_UNKNOWN
 * @days_planned: days of presence that the sheet comes to
 *
 * What is known of the certificate that ends a placement.
 */
typedef struct
{
  gint64 placement_id;
  char *student;
  char *company;
  char *start;
  char *end;
  char *received_on;
  int days_done;
  guint days_planned;
} WorkCertificate;

void work_certificate_free (WorkCertificate *certificate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkCertificate, work_certificate_free)

/* → GPtrArray of WorkCertificate, in the order of the ids */
WorkQuery *work_query_certificates_new (const gint64 *placement_ids, guint n_ids);
WorkChange *work_change_certificate_new (const gint64 *placement_ids,
                                         guint n_ids,
                                         const char *day,
                                         const int *days_done);

G_END_DECLS
