/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-role.h"

G_BEGIN_DECLS

char *_model_merge_normalize (const char *name);

G_END_DECLS
