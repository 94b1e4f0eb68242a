/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-school.h"
#include "store-record.h"

G_BEGIN_DECLS

typedef enum
{
  WORK_IMPORT_AUTO,
  WORK_IMPORT_STUDENTS,
  WORK_IMPORT_TEACHERS,
  WORK_IMPORT_COMPANIES,
  WORK_IMPORT_PERIODS,
  WORK_IMPORT_PLACEMENTS
} WorkImportKind;

typedef struct
{
  guint line;
  char *column; /* heading, or "" */
  char *text;   /* a sentence: why */
} WorkImportProblem;

/**
 * WorkImportReport:
 *
 * What one file did. When @committed is %FALSE the database is as it was.
 */
typedef struct
{
  char *file;
  WorkImportKind kind;
  guint created; /* rows of the file, not of the database */
  guint changed;
  guint unchanged;
  guint refused;
  GPtrArray *problems; /* (element-type WorkImportProblem) refusals */
  GPtrArray *notices;  /* (element-type WorkImportProblem) repaired zeros, ignored columns… */
  gboolean committed;
  char *operation_id;
} WorkImportReport;

void work_import_report_free (WorkImportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkImportReport, work_import_report_free)

gboolean work_import_kind_from_key (const char *key, WorkImportKind *kind);
const char *work_import_kind_key (WorkImportKind kind);

WorkImportReport *work_import_file (WorkSchool *school,
                                    const char *path,
                                    WorkImportKind kind,
                                    const char *year,
                                    gboolean keep_valid,
                                    GCancellable *cancellable,
                                    GError **error);
WorkImportReport *work_import_bytes (StoreConnection *connection,
                                     const char *name,
                                     GBytes *bytes,
                                     WorkImportKind kind,
                                     const char *year,
                                     gboolean keep_valid,
                                     StoreOperation *operation,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
