/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-change-private.h"

G_BEGIN_DECLS

GPtrArray *_work_references_to (ModelEntity target);
gboolean _work_is_refusal (const char *column, const char *value);
char *_work_reference_count_text (ModelEntity entity, guint n);
gboolean
_work_reference_delete (WorkChanging *changing, ModelEntity entity, gint64 id, GError **error);

G_END_DECLS
