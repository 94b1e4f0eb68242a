/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "table-reader.h"
#include "work-import.h"

G_BEGIN_DECLS

/**
 * WorkSlot:
 *
 * A thing that one line of a list speaks of. The same entity may fill two.
 */
typedef enum
{
  WORK_SLOT_YEAR,
  WORK_SLOT_CLASS,
  WORK_SLOT_STUDENT,
  WORK_SLOT_GUARDIAN1,
  WORK_SLOT_GUARDIAN2,
  WORK_SLOT_TEACHER,
  WORK_SLOT_PERIOD,
  WORK_SLOT_SEARCH,
  WORK_SLOT_PLACEMENT,
  WORK_SLOT_COMPANY,
  WORK_SLOT_SITE,
  WORK_SLOT_REPRESENTATIVE,
  WORK_SLOT_TUTOR,
  WORK_N_SLOTS,
  WORK_SLOT_NONE = -1
} WorkSlot;

typedef struct _WorkImport WorkImport;

/**
 * WorkImportPart:
 * @slot: what is read
 * @columns: its columns that are read, separated by "|"; %NULL for all
 * @bare: those whose headings may stand alone; %NULL for all of @columns, "" for none
 * @affixes: (nullable): words met before or behind a heading that say that it is this one's:
 *   "tuteur" in "Tuteur nom"; alone they head a column of whole names
 * @labels: whether the catalogue's labels may stand alone too
 *
 * One thing that a list may hold.
 */
typedef struct
{
  WorkSlot slot;
  const char *columns;
  const char *bare;
  const char *affixes;
  gboolean labels;
} WorkImportPart;

/**
 * WorkImportSpec:
 * @parts: in the order in which they claim a heading; up to the first without any column
 * @required: a list without one of these columns is no list of this kind
 * @line: checks one line, then saves it; %FALSE only for errors that end the import
 *
 * One kind of list.
 */
typedef struct
{
  WorkImportKind kind;
  const char *key;   /* "students" */
  const char *label; /* of the operation: "import.students" */
  const WorkImportPart *parts;
  guint n_parts;
  struct
  {
    WorkSlot slot;
    const char *columns;
  } required[3];
  gboolean (*line) (WorkImport *import, GError **error);
} WorkImportSpec;

typedef struct
{
  WorkSlot slot;           /* or WORK_SLOT_NONE */
  const ModelField *field; /* NULL for a whole name: “Mme Roux Anne” */
} WorkImportTarget;

/**
 * WorkImportHeader:
 *
 * What the columns of one file are.
 */
typedef struct
{
  const WorkImportSpec *spec;
  GPtrArray *headings; /* (element-type utf8) */
  GArray *targets;     /* (element-type WorkImportTarget), one a heading */
  GPtrArray *notices;  /* (element-type WorkImportProblem) */
  gboolean whole_name[WORK_N_SLOTS];
  guint n_known;
  guint n_rows;    /* of headings: 1 or 2 */
  guint last_line; /* of the file, of the headings */
} WorkImportHeader;

/**
 * WorkImportIndex:
 *
 * The ways in which rows are looked up.
 */
typedef enum
{
  WORK_INDEX_YEAR,
  WORK_INDEX_CLASS,
  WORK_INDEX_CLASS_ID,
  WORK_INDEX_STUDENT_INE,
  WORK_INDEX_STUDENT_NUMBER,
  WORK_INDEX_STUDENT_NAME,
  WORK_INDEX_GUARDIAN,
  WORK_INDEX_ENROLMENT,
  WORK_INDEX_TEACHER_EMAIL,
  WORK_INDEX_TEACHER_NAME,
  WORK_INDEX_TEACHER_FAMILY,
  WORK_INDEX_COMPANY_SIRET,
  WORK_INDEX_COMPANY_NAME,
  WORK_INDEX_COMPANY_TRADE_NAME,
  WORK_INDEX_SITE,
  WORK_INDEX_CONTACT,
  WORK_INDEX_PERIOD,
  WORK_INDEX_PERIOD_CLASSES,
  WORK_INDEX_SEARCH,
  WORK_INDEX_PLACEMENT,
  WORK_N_INDEXES
} WorkImportIndex;

/**
 * WorkImport:
 *
 * One import under way, in its transaction.
 */
struct _WorkImport
{
  StoreConnection *connection;
  StoreOperation *operation;
  const WorkImportSpec *spec;
  const WorkImportHeader *header;
  WorkImportReport *report;
  const char *year; /* "2026-2027" */

  /* What the database holds, read when first needed. */
  GPtrArray *rows[MODEL_N_ENTITIES];
  GHashTable *indexes[WORK_N_INDEXES];
  GHashTable *touched; /* record → line that first wrote it */
  GHashTable *said;    /* notices that are given once a file */

  /* The line in hand. */
  guint line;
  ModelRecord *parts[WORK_N_SLOTS]; /* values read; NULL when there are none */
  gboolean refused;
  gboolean created;
  gboolean changed;
};

/* work-import.c */
WorkImportReport *_work_import_run (StoreConnection *connection,
                                    const char *name,
                                    GBytes *bytes,
                                    WorkImportKind kind,
                                    const char *year,
                                    gboolean keep_valid,
                                    const char *author,
                                    StoreOperation *operation,
                                    GCancellable *cancellable,
                                    GError **error);

/* work-import-kinds.c */
const WorkImportSpec *_work_import_spec (WorkImportKind kind);
ModelEntity _work_import_slot_entity (WorkSlot slot);

/* work-import-heading.c */
char *_work_import_normalize (const char *heading);
GHashTable *_work_import_names (const WorkImportSpec *spec, GHashTable *affixes);

/* work-import-header.c */
WorkImportHeader *
_work_import_header_read (TableReader *reader, WorkImportKind kind, GError **error);
void _work_import_header_free (WorkImportHeader *header);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkImportHeader, _work_import_header_free)

/* work-import-cell.c */
void _work_import_read_line (WorkImport *import, const TableRow *row);

/* work-import-report.c */
WorkImportProblem *_work_import_problem_new (guint line, const char *column, char *text);
void _work_import_problem_free (gpointer problem);
WorkImportReport *_work_import_report_new (const char *name, WorkImportKind kind);
void _work_import_refuse (WorkImport *import, const char *column, char *text);
void _work_import_notice (WorkImport *import, const char *column, char *text);
void _work_import_notice_once (WorkImport *import, const char *text);
const char *_work_import_heading (WorkImport *import, WorkSlot slot, const char *column);

/* work-import-rows.c */
GPtrArray *_work_import_find (WorkImport *import,
                              WorkImportIndex index,
                              const char *first,
                              const char *second,
                              GError **error);
GPtrArray *
_work_import_find_id (WorkImport *import, WorkImportIndex index, gint64 id, GError **error);
void
_work_import_merge (WorkImport *import, ModelRecord *target, ModelRecord *values, gboolean fill);
gboolean _work_import_save (WorkImport *import, ModelRecord *record, GError **error);
gboolean _work_import_is_touched (WorkImport *import, ModelRecord *record);
void _work_import_require (WorkImport *import, WorkSlot slot, ModelRecord *record);
const char *_work_import_get (WorkImport *import, WorkSlot slot, const char *column);
gboolean _work_import_same (const char *a, const char *b);

/* work-import-classes.c */
char *_work_import_year_name (const char *text);
gboolean
_work_import_find_year (WorkImport *import, const char *name, ModelRecord **year, GError **error);
gboolean
_work_import_save_year (WorkImport *import, const char *name, ModelRecord **year, GError **error);
gboolean _work_import_find_class (WorkImport *import,
                                  ModelRecord *year,
                                  const char *name,
                                  ModelRecord **group,
                                  GError **error);
gboolean _work_import_save_class (WorkImport *import,
                                  ModelRecord *year,
                                  const char *name,
                                  ModelRecord **group,
                                  GError **error);

/* work-import-student-match.c: FALSE with @error, or a refusal noted, or *student set or NULL */
gboolean _work_import_match_student (WorkImport *import, ModelRecord **student, GError **error);
gboolean _work_import_find_enrolment (WorkImport *import,
                                      ModelRecord *student,
                                      ModelRecord **enrolment,
                                      GError **error);

/* work-import-teachers.c */
gboolean _work_import_match_teacher (WorkImport *import, ModelRecord **teacher, GError **error);

/* work-import-companies.c */
gboolean _work_import_match_company (WorkImport *import, ModelRecord **company, GError **error);
gboolean _work_import_save_site (WorkImport *import,
                                 ModelRecord *company,
                                 gboolean fill,
                                 ModelRecord **site,
                                 GError **error);
gboolean _work_import_save_contact (WorkImport *import,
                                    WorkSlot slot,
                                    ModelRecord *company,
                                    gboolean fill,
                                    ModelRecord **contact,
                                    GError **error);

/* The lines of each kind of list. */
gboolean _work_import_student_line (WorkImport *import, GError **error);
gboolean _work_import_teacher_line (WorkImport *import, GError **error);
gboolean _work_import_company_line (WorkImport *import, GError **error);
gboolean _work_import_period_line (WorkImport *import, GError **error);
gboolean _work_import_placement_line (WorkImport *import, GError **error);

G_END_DECLS
