/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "model-list.h"
#include "work-values-private.h"

G_BEGIN_DECLS

/**
 * WorkLists:
 *
 * What each list holds in one agreement.
 */
typedef struct _WorkLists WorkLists;

WorkLists *_work_lists_new (const WorkRecords *records);
WorkLists *_work_lists_read (JsonNode *node, GHashTable *texts);
void _work_lists_write (const WorkLists *lists, JsonBuilder *builder);
void _work_lists_free (WorkLists *lists);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkLists, _work_lists_free)

gboolean _work_lists_is_guessed (const WorkLists *lists, ModelListId list);
int _work_lists_count (const WorkLists *lists, const char *name);
gboolean _work_lists_lookup (const WorkLists *lists,
                             const char *name,
                             guint item,
                             const char *column,
                             MergeValue *value);

G_END_DECLS
