/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-fixture.h"

G_BEGIN_DECLS

/* In every text, address and number of the person of long ago, and nowhere else. */
#define PLANTED "quetzal"

/* The small school of work-fixture.h with a year of long ago in it: one student of it, of whom
 * there is all there can be, with what was changed, deleted and put together since; and one of both
 * years. */
typedef struct
{
  WorkFixture base;
  gint64 year_id;
  gint64 class_id;
  gint64 period_id;
  gint64 student_id; /* whose last year it was */
  gint64 search_id;
  gint64 placement_id;
  gint64 agreement_id;
  gint64 contact_id; /* to whom nobody else went */
  char *document;    /* path of the file of a document */
} PrivacyFixture;

void privacy_fixture_set_up (PrivacyFixture *fixture, gconstpointer data);
void privacy_fixture_tear_down (PrivacyFixture *fixture, gconstpointer data);

#define privacy_fixture_add_test(path, func) \
  g_test_add (path, PrivacyFixture, NULL, privacy_fixture_set_up, (func), privacy_fixture_tear_down)

/* "table.column: value" of the first text of the database in which @word is, in any case; or %NULL.
 */
char *privacy_fixture_find (WorkSchool *school, const char *word);
/* Whether @word is in the bytes of a file, in any case. */
gboolean privacy_fixture_file_has (const char *path, const char *word);
gint64 privacy_fixture_ask (WorkSchool *school, const char *sql);

G_END_DECLS
