/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include "model-entity.h"

G_BEGIN_DECLS

#define MODEL_TYPE_RECORD (model_record_get_type ())
G_DECLARE_FINAL_TYPE (ModelRecord, model_record, MODEL, RECORD, GObject)

ModelRecord *model_record_new (ModelEntity entity);
ModelRecord *model_record_copy (ModelRecord *self);

ModelEntity model_record_get_entity (ModelRecord *self);
gint64 model_record_get_id (ModelRecord *self);
void model_record_set_id (ModelRecord *self, gint64 id);
gint64 model_record_get_version (ModelRecord *self);
void model_record_set_version (ModelRecord *self, gint64 version);

const char *model_record_get (ModelRecord *self, const char *column);
const char *model_record_get_or_empty (ModelRecord *self, const char *column);
const char *model_record_get_at (ModelRecord *self, guint index);
gint64 model_record_get_int (ModelRecord *self, const char *column);
gboolean model_record_set (ModelRecord *self, const char *column, const char *text, GError **error);
void model_record_set_int (ModelRecord *self, const char *column, gint64 value);
void model_record_set_canonical (ModelRecord *self, const char *column, const char *text);

void model_record_load_at (ModelRecord *self, guint index, const char *canonical);
const char *model_record_get_loaded_at (ModelRecord *self, guint index);
gboolean model_record_is_changed_at (ModelRecord *self, guint index);
gboolean model_record_is_changed (ModelRecord *self);
void model_record_mark_saved (ModelRecord *self, gint64 version);
gboolean model_record_clashes_at (ModelRecord *self, ModelRecord *fresh, guint index);
gboolean model_record_clashes (ModelRecord *self, ModelRecord *fresh);
void model_record_rebase (ModelRecord *self, ModelRecord *fresh);

/* Values that are encrypted in the database, and whose key is not at hand: they read as nothing. */
void model_record_load_sealed_at (ModelRecord *self, guint index, const char *sealed);
const char *model_record_get_sealed_at (ModelRecord *self, guint index);
gboolean model_record_is_sealed (ModelRecord *self, const char *column);

char *model_record_build_search_key (ModelRecord *self);
char *model_record_build_sort_key (ModelRecord *self);

G_END_DECLS
