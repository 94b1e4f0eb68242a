/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-fixture.h"
#include "work-print.h"

G_BEGIN_DECLS

/* The small school beside a print server of the tests' own: see tests/paper/with-printers.sh. */

void print_fixture_init (int argc, char **argv);
void print_fixture_set_up (WorkFixture *fixture, gconstpointer data);
char *print_fixture_path (const char *name);
void print_fixture_generate (WorkFixture *fixture, guint n);
WorkJob *print_fixture_print (WorkFixture *fixture, guint n, const WorkPrintOptions *options);
ModelRecord *print_fixture_agreement (WorkFixture *fixture, guint n);
void print_fixture_assert_printed (WorkFixture *fixture, guint n, gint64 copies, gint64 step);

G_END_DECLS
