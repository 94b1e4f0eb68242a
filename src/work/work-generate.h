/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-school.h"
#include "work-job.h"
#include "merge-template.h"

G_BEGIN_DECLS

/**
 * WorkGenerateOptions:
 * @template_path: DOCX to use, or %NULL for the school's default template
 * @folder: where the files go; made when missing
 * @pattern: (nullable): names of the files, see model_file_name_check(); %NULL for what the school
 *   has set
 * @missing: what stands for an empty value
 */
typedef struct
{
  char *template_path;
  char *folder;
  char *pattern;
  MergeMissing missing;
} WorkGenerateOptions;

WorkGenerateOptions *work_generate_options_new (const char *folder);
void work_generate_options_free (WorkGenerateOptions *options);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkGenerateOptions, work_generate_options_free)

/* A job over validated placements: makes the agreement (number, first step, frozen values) where
 * there is none, merges, writes the file, one placement at a time. Takes copies. */
WorkJob *work_generate_new (WorkSchool *school,
                            const gint64 *placement_ids,
                            guint n_ids,
                            const WorkGenerateOptions *options);

char *work_file_name_example (const char *pattern, GError **error);
char *work_text_from_pattern (const char *pattern, MergeLookupFunc lookup, gpointer user_data);
char *work_name_from_pattern (const char *pattern, MergeLookupFunc lookup, gpointer user_data);

G_END_DECLS
