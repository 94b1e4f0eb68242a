/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MergeFindingKind:
 * @MERGE_FINDING_TWINS: a drawing is kept twice, and the halves do not hold the same fields
 * @MERGE_FINDING_PLACEHOLDER: a text that somebody was to replace: "[…]", or crosses
 * @MERGE_FINDING_DOTS: a dotted line, to be filled by hand
 * @MERGE_FINDING_DATA_SOURCE: a list of addresses that Word would ask for, which is taken out
 * @MERGE_FINDING_PROGRAM: another program than Word has saved the file
 *
 * What whoever made a template should look at.
 */
typedef enum
{
  MERGE_FINDING_TWINS,
  MERGE_FINDING_PLACEHOLDER,
  MERGE_FINDING_DOTS,
  MERGE_FINDING_DATA_SOURCE,
  MERGE_FINDING_PROGRAM
} MergeFindingKind;

/**
 * MergeFinding:
 * @kind: what it is
 * @where: (nullable): "body", "header"…
 * @text: what is written there, on one line
 * @count: how often
 *
 * Something in a template that no field is.
 */
typedef struct
{
  MergeFindingKind kind;
  const char *where;
  char *text;
  guint count;
} MergeFinding;

/**
 * MergeCode:
 * @type: in capitals: "IF", "PAGE"
 * @where: "body", "header"…
 * @text: its instruction, on one line
 * @count: how often
 *
 * A field of Word that is no merge field.
 */
typedef struct
{
  char *type;
  const char *where;
  char *text;
  guint count;
} MergeCode;

/**
 * MergeInspection:
 * @codes: (element-type MergeCode): in the order of the document
 * @findings: (element-type MergeFinding): likewise
 *
 * What is in a template beside its merge fields.
 */
typedef struct
{
  GPtrArray *codes;
  GPtrArray *findings;
} MergeInspection;

MergeInspection *merge_inspect (GBytes *bytes, GError **error);
void merge_inspection_free (MergeInspection *inspection);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MergeInspection, merge_inspection_free)

G_END_DECLS
