/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-template.h"

G_BEGIN_DECLS

/* Tiny documents for the tests of this room, built part by part. */

#define FIXTURE_W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define FIXTURE_R "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define FIXTURE_TYPE \
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

typedef struct
{
  const char *name;
  const char *data;
  gssize size; /* 0: up to the NUL */
} FixturePart;

typedef struct
{
  const char *name;
  const char *text;
  MergeValueType type;
} FixtureValue;

/* The kinds of parts that fixture_package() knows how to declare. */
typedef struct
{
  const char *document; /* NULL: an empty body */
  const char *type;     /* content type of the main part; NULL: a document */
  const char *settings;
  const char *settings_rels;
  const char *header;
  const char *footer;
  const char *footnotes;
  const char *endnotes;
  const char *more_types; /* elements of [Content_Types].xml */
  const char *more_rels;  /* elements of the main part's relationships */
  gboolean stored;        /* nothing is compressed */
  FixturePart extra[8];
} FixturePackage;

/* Values, and the lists PERSONNES, JOURS and RIEN with the columns PRENOM and TEL. */
extern const MergeSource fixture_lists;

/* A line of a table of vectors; whether it was one to check. */
typedef gboolean (*FixtureVectorFunc) (char **cells);

GBytes *fixture_zip (const FixturePart *parts, guint n_parts);
GBytes *fixture_package (const FixturePackage *package);
GBytes *fixture_body (const char *body);
GBytes *fixture_as_template (const guint8 *data, gsize size);
char *fixture_document (const char *body);
char *fixture_part (GBytes *docx, const char *name);
char *fixture_part_names (GBytes *docx);
gboolean fixture_lookup (const char *name, MergeValue *value, gpointer values);
MergeTemplate *fixture_template (const char *body);
char *fixture_merge_body (const char *body, const FixtureValue *values, MergeMissing missing);
char *fixture_merge_body_source (const char *body,
                                 const MergeSource *source,
                                 MergeMissing missing,
                                 MergeReport *report);
char *fixture_repeat (const char *before,
                      const char *piece,
                      const char *middle,
                      const char *closing,
                      const char *after,
                      guint count);
gboolean fixture_vectors (const char *file, FixtureVectorFunc check, guint *n_checked);
char *fixture_field (const char *instruction);
char *fixture_text (const char *xml);
gboolean fixture_is_well_formed (const char *xml);

G_END_DECLS
