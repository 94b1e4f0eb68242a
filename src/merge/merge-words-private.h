/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-decimal-private.h"

G_BEGIN_DECLS

char *merge_words_cardinal (gint64 number);
char *merge_words_ordinal (gint64 number);
char *merge_words_short_ordinal (gint64 number);
char *merge_words_money (const MergeDecimal *amount);
char *merge_words_roman (gint64 number);
char *merge_words_alphabetic (gint64 number);

G_END_DECLS
