/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-decimal-private.h"
#include "merge-picture-private.h"

G_BEGIN_DECLS

gsize merge_number_scan (const char *text, gboolean comma, MergeDecimal *number);
gboolean merge_number_parse (const char *text, MergeDecimal *number);
gboolean merge_number_find (const char *text, MergeDecimal *number);
const char *merge_number_skip_unit (const char *at);

char *
merge_number_picture (const char *picture, const MergeDecimal *number, MergeLanguage language);
char *merge_number_format (const char *picture, const char *number);

G_END_DECLS
