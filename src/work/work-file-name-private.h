/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-setting.h"
#include "store-queue.h"
#include "work-values.h"

G_BEGIN_DECLS

/**
 * WorkFileNames:
 * @pattern: what names of files are made of; checked
 * @settings: the school's
 *
 * How the files of one job are named.
 */
typedef struct
{
  char *pattern;
  ModelSettings *settings;
} WorkFileNames;

WorkFileNames *_work_file_names_new (StoreQueue *queue,
                                     const char *pattern,
                                     GCancellable *cancellable,
                                     GError **error);
void _work_file_names_free (WorkFileNames *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkFileNames, _work_file_names_free)
char *_work_file_names_make (const WorkFileNames *self,
                             StoreQueue *queue,
                             gint64 placement_id,
                             WorkValues *values,
                             GError **error);

G_END_DECLS
