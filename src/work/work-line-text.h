/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-line.h"
#include "model-state.h"

G_BEGIN_DECLS

/* What a line says in words, the same in the list, in a table and in a letter. */
const char *work_line_text_mode (const char *mode);
const char *work_line_text_placement_state (const char *state);
char *work_line_text_progress (ModelLine *line, GPtrArray *steps, const char **style);

G_END_DECLS
