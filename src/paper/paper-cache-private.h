/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper-convert.h"

G_BEGIN_DECLS

char *paper_cache_key (GBytes *source, const char *surroundings);
GBytes *paper_cache_load (const PaperOptions *options, const char *key);
void paper_cache_keep (const PaperOptions *options, const char *key, GBytes *result);
void paper_cache_trim (const PaperOptions *options);

G_END_DECLS
