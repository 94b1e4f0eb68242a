/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-line.h"

G_BEGIN_DECLS

gboolean app_lines_same_place (ModelLine *a, ModelLine *b);
GHashTable *app_lines_index (GPtrArray *lines);
GPtrArray *app_lines_in_scope (GPtrArray *lines, const ModelScope *scope);
void app_lines_keep_unchanged (GPtrArray *lines, GPtrArray *before);
GArray *app_lines_agreements (GPtrArray *lines);
GArray *app_lines_with_agreement (GPtrArray *lines);
GArray *app_lines_to_sign (GPtrArray *lines);
GArray *app_lines_to_paper (GPtrArray *lines);
GArray *app_lines_in_signature (GPtrArray *lines);
GArray *app_lines_to_validate (GPtrArray *lines);
GArray *app_lines_to_generate (GPtrArray *lines);

G_END_DECLS
