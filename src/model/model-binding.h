/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ModelBindings:
 *
 * What names of a template's own stand for. Names are told apart as model_merge_find() does.
 */
typedef struct _ModelBindings ModelBindings;

ModelBindings *model_bindings_new (const char *text);
void model_bindings_free (ModelBindings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelBindings, model_bindings_free)
char *model_bindings_to_text (const ModelBindings *self);

gboolean model_bindings_set (ModelBindings *self, const char *name, const char *target);
const char *model_bindings_get (const ModelBindings *self, const char *name);
const char *model_bindings_resolve (const ModelBindings *self, const char *name);

G_END_DECLS
