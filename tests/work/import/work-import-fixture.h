/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-import.h"

G_BEGIN_DECLS

/* An empty database in a folder of its own. */
typedef struct
{
  char *folder;
  StoreConnection *connection;
} ImportFixture;

void import_fixture_set_up (ImportFixture *fixture, gconstpointer data);
void import_fixture_tear_down (ImportFixture *fixture, gconstpointer data);

#define import_fixture_add_test(path, func) \
  g_test_add (path, ImportFixture, NULL, import_fixture_set_up, func, import_fixture_tear_down)

/* Imports a text into the school year 2026-2027; must be read, lines may be refused. */
WorkImportReport *import_take (ImportFixture *fixture, WorkImportKind kind, const char *text);
WorkImportReport *import_take_valid (ImportFixture *fixture, WorkImportKind kind, const char *text);
/* The same; every line must be taken. */
void import_all (ImportFixture *fixture, WorkImportKind kind, const char *text);
/* A file of tests/work/import or, with a "/", of the source tree. */
WorkImportReport *import_file (ImportFixture *fixture, WorkImportKind kind, const char *name);
/* What the whole import fails with. */
GError *import_failure (ImportFixture *fixture, WorkImportKind kind, const char *text);

/* Rows of an SQL query: cells between "|", "-" for NULL, rows between " / ". */
char *import_ask (ImportFixture *fixture, const char *sql);
void import_expect (ImportFixture *fixture, const char *sql, const char *expected);
/* Every row of every entity. */
char *import_dump (ImportFixture *fixture);

/* "created changed unchanged refused", with a "!" in front when nothing was committed. */
void import_expect_counts (WorkImportReport *report, const char *expected);
/* Some problem (or notice) is of this line and column, and its sentence holds @text. */
gboolean import_says (GPtrArray *problems, guint line, const char *column, const char *text);
void import_undo (ImportFixture *fixture, const char *operation_id);

G_END_DECLS
