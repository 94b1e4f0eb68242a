/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-entity.h"

G_BEGIN_DECLS

const char *model_choice_label (const char *choices, const char *key);
const char *model_choice_match (const char *choices, const char *text);

G_END_DECLS
