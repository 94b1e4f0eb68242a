/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-fixture.h"

G_BEGIN_DECLS

/* Many records in one document: records that have a name each, and what is asked of the result. */

#define MANY_MOST 8

typedef struct
{
  FixtureValue values[MANY_MOST][2]; /* of each record: its NOM, and one without a name */
  guint n;
} ManyRecords;

ManyRecords many_records (const char *const *names);
gboolean many_give (guint record, MergeSource *source, gpointer records);
GBytes *
many_merge (GBytes *docx, const char *const *names, gboolean two_sided, MergeReport *report);
guint many_count (const char *text, const char *what);
char *many_text (const char *xml);

G_END_DECLS
