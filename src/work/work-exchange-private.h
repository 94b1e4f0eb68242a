/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "table-book.h"
#include "table-cells.h"
#include "work-change-private.h"
#include "work-exchange.h"

G_BEGIN_DECLS

/* The sheets that come back, and what their rows are known by, behind the token. */
typedef enum
{
  EXCHANGE_SHEET_STUDENTS,
  EXCHANGE_SHEET_INTERVIEWS,
  EXCHANGE_SHEET_MESSAGES,
  EXCHANGE_N_SHEETS
} ExchangeSheet;

typedef enum
{
  EXCHANGE_COLUMN_KEY,
  EXCHANGE_COLUMN_STUDENT,
  EXCHANGE_COLUMN_CLASS,
  EXCHANGE_COLUMN_PERIOD,
  EXCHANGE_COLUMN_DATES,
  EXCHANGE_COLUMN_SEARCH,
  EXCHANGE_COLUMN_COMPANY,
  EXCHANGE_COLUMN_TOWN,
  EXCHANGE_COLUMN_AGREEMENT,
  EXCHANGE_COLUMN_CONTACT,
  EXCHANGE_COLUMN_DAY,
  EXCHANGE_COLUMN_MEANS,
  EXCHANGE_COLUMN_ACCOUNT,
  EXCHANGE_COLUMN_NEXT_STEP,
  EXCHANGE_COLUMN_WHEN,
  EXCHANGE_COLUMN_FROM,
  EXCHANGE_COLUMN_TONE,
  EXCHANGE_COLUMN_MESSAGE,
  EXCHANGE_COLUMN_ANSWER,
  EXCHANGE_N_COLUMNS
} ExchangeColumn;

#define EXCHANGE_MAX_COLUMNS 11

/* Columns of each sheet, in order, ended by EXCHANGE_N_COLUMNS. */
extern const ExchangeColumn work_exchange_sheet_columns[EXCHANGE_N_SHEETS][EXCHANGE_MAX_COLUMNS];

const char *_work_exchange_sheet_name (ExchangeSheet sheet);
const char *_work_exchange_column_title (ExchangeColumn column);
const char *_work_exchange_column_source_title (ExchangeColumn column);

char *_work_exchange_token_new (void);
gboolean _work_exchange_key_parse (const char *cell, char **token, char *kind, gint64 ids[2]);
char *_work_exchange_key (const char *token, char kind, gint64 first, gint64 second);

/* What a student of a sheet is called there: "ABADIE Léa (PFMP 1)". */
GPtrArray *_work_exchange_lines (WorkOverview *overview, gint64 teacher_id);
GPtrArray *_work_exchange_labels (GPtrArray *lines);

/* work-exchange-store.c */
typedef struct
{
  gint64 teacher_id;
  gint64 year_id;
  char *made_at;
} ExchangeExport;

void _work_exchange_export_free (ExchangeExport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExchangeExport, _work_exchange_export_free)

gboolean _work_exchange_store_add (WorkChanging *changing,
                                   const char *token,
                                   gint64 teacher_id,
                                   gint64 year_id,
                                   GError **error);
gboolean _work_exchange_store_find (StoreConnection *connection,
                                    const char *token,
                                    ExchangeExport **found,
                                    GError **error);
GHashTable *
_work_exchange_store_taken (StoreConnection *connection, const char *token, GError **error);
gboolean _work_exchange_store_take (WorkChanging *changing,
                                    const char *token,
                                    GPtrArray *keys,
                                    GError **error);

/* work-exchange-read.c */
typedef struct
{
  GPtrArray *sheets; /* (element-type TableCells) */
  GPtrArray *lines;  /* (element-type ModelLine): of the teacher */
  GPtrArray *all;    /* (element-type ModelLine): of the year */
  const char *first; /* ISO: of the school year */
  const char *last;
  const char *token;
} ExchangeReading;

gboolean _work_exchange_read_token (GPtrArray *sheets, char **token, GError **error);
GPtrArray *_work_exchange_read_rows (const ExchangeReading *reading);

void _work_exchange_row_free (gpointer row);

G_END_DECLS
