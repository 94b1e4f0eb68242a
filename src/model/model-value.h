/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-entity.h"

G_BEGIN_DECLS

gboolean
model_value_parse (const ModelField *field, const char *text, char **canonical, GError **error);
char *model_value_format (const ModelField *field, const char *canonical);
const char *model_value_choice_label (const ModelField *field, const char *canonical);
gboolean model_slot_parse (const char *text, int *start_minutes, int *end_minutes);

G_END_DECLS
