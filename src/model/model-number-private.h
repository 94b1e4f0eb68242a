/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean model_number_parse_integer (const char *text, gint64 *value);
gboolean model_number_parse_hours (const char *text, gint64 *hundredths);
gboolean model_number_parse_money (const char *text, gint64 *cents);
char *model_number_hours_to_canonical (gint64 hundredths);
char *model_number_format_hours (const char *canonical);
char *model_number_format_money (gint64 cents);

G_END_DECLS
