/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *base_text_fold (const char *text);
char *base_text_sort_key (const char *text);
char *base_text_clean (const char *text);
char *base_text_excerpt (const char *text, guint max_chars);
char *base_text_upper (const char *text);
char *base_text_lower (const char *text);
char *base_text_first_cap (const char *text);
char *base_text_caps (const char *text);
gboolean base_text_is_blank (const char *text);
gboolean base_text_folded_contains_all (const char *folded, const char *folded_words);

G_END_DECLS
