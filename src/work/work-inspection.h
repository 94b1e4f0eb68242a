/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-query.h"

G_BEGIN_DECLS

/**
 * WorkNameState:
 * @WORK_NAME_KNOWN: a merge name of Paraphe
 * @WORK_NAME_BOUND: one of the template's own, which somebody has bound
 * @WORK_NAME_BLANK: left empty on purpose
 * @WORK_NAME_GUESSED: not known, and what is meant is likely: it stays empty until somebody says
 * yes
 * @WORK_NAME_UNKNOWN: not known
 *
 * What a template's name stands for.
 */
typedef enum
{
  WORK_NAME_KNOWN,
  WORK_NAME_BOUND,
  WORK_NAME_BLANK,
  WORK_NAME_GUESSED,
  WORK_NAME_UNKNOWN
} WorkNameState;

/**
 * WorkTemplateName:
 * @name: as the template writes it
 * @places: where it stands, for a person: "body, header"
 * @where: the same for a program
 * @switches: as written, or ""
 * @count: how often
 * @state: what it stands for
 * @target: (nullable): the merge name that it stands for, or is guessed to
 * @label: of @target, or ""
 * @sample: (nullable): what would stand there
 * @suggestions: for an unknown one: what may have been meant
 *
 * One name of a template.
 */
typedef struct
{
  char *name;
  char *places;
  char *where;
  char *switches;
  guint count;
  WorkNameState state;
  char *target;
  char *label;
  char *sample;
  char **suggestions;
} WorkTemplateName;

/**
 * WorkTemplateCode:
 * @type: "IF", "PAGE"…
 * @label: what it is, for a person
 * @places: where it stands
 * @where: the same for a program
 * @text: its instruction
 * @count: how often
 *
 * A field of Word that is no merge field.
 */
typedef struct
{
  char *type;
  const char *label;
  char *places;
  char *where;
  char *text;
  guint count;
} WorkTemplateCode;

/**
 * WorkTemplateRemark:
 * @text: a sentence
 * @is_warning: whether something should be done about it
 */
typedef struct
{
  char *text;
  gboolean is_warning;
} WorkTemplateRemark;

/**
 * WorkInspection:
 * @file_name: the file's name
 * @names: (element-type WorkTemplateName): in the order of the document
 * @codes: (element-type WorkTemplateCode): likewise
 * @remarks: (element-type WorkTemplateRemark): what to look at, warnings first
 * @student: (nullable): whose values the samples are; %NULL for an invented one
 *
 * All that can be said of a template before it is used.
 */
typedef struct
{
  char *file_name;
  GPtrArray *names;
  GPtrArray *codes;
  GPtrArray *remarks;
  char *student;
} WorkInspection;

void work_inspection_free (WorkInspection *inspection);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkInspection, work_inspection_free)

WorkInspection *work_inspect_file (const char *path, GError **error);
WorkQuery *
work_query_inspection_new (gint64 template_id, gint64 placement_id); /* → WorkInspection */

guint work_inspection_count (const WorkInspection *inspection, WorkNameState state);
char **work_inspection_dup_guessed (const WorkInspection *inspection);

/**
 * WorkMergeField:
 * @name: a merge name
 * @label: what it is: "Tutor: Family name"
 *
 * What a name of a template can be bound to.
 */
typedef struct
{
  const char *name;
  char *label;
} WorkMergeField;

GPtrArray *work_merge_fields (void);

G_END_DECLS
