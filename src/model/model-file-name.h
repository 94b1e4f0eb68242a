/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ModelFileField:
 * @word: what stands between braces, in French: "prénom"
 * @merge: merge name that tells its value
 * @label: English source label
 * @example: what its value may be
 *
 * One field of the names of files.
 */
typedef struct
{
  const char *word;
  const char *merge;
  const char *label;
  const char *example;
} ModelFileField;

/* The setting that holds the pattern, and the kind of a placement, which is no merge name. */
#define MODEL_FILE_NAME_SETTING "file.name"
#define MODEL_FILE_NAME_KIND    "TYPE"

const ModelFileField *model_file_field_list (guint *n);
const char *model_file_field_merge_name (const char *word);
gboolean model_file_text_check (const char *pattern, guint max, GError **error);
gboolean model_file_name_check (const char *pattern, GError **error);

G_END_DECLS
