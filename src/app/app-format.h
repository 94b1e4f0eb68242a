/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "model-line.h"
#include "model-setting.h"

G_BEGIN_DECLS

char *app_format_day (const char *iso);
char *app_format_ago (const char *iso, const GDate *today);
char *app_format_range (const char *start, const char *end);
char *app_format_moment (const char *utc);
char *app_format_day_of_moment (const char *utc);
char *app_format_short_day_of_moment (const char *utc);
char *app_format_hour_of_moment (const char *utc);
const char *app_format_mode (const char *mode);
const char *app_format_placement_state (const char *state);
char *app_format_progress (ModelLine *line, GPtrArray *steps, const char **style);
char *app_format_signer (const ModelSigner *signer);
char *app_format_rank (ModelLine *line);
const char *app_format_condition (guint condition, const ModelSearchLooks *looks);

G_END_DECLS
