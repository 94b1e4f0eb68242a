/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Civil dates, always Gregorian and day first. Stored and passed around as ISO text
 * ("2026-01-12"); GDate only for computing. Never the process locale: French is spelt here. */

gboolean base_date_parse (const char *text, GDate *date, GError **error);
gboolean base_date_parse_iso (const char *text, GDate *date);
char *base_date_to_iso (const GDate *date);
char *base_date_to_short (const GDate *date);
char *base_date_to_long (const GDate *date);
char *base_date_range_to_text (const GDate *start, const GDate *end);
char *base_date_range_to_short (const GDate *start, const GDate *end);
char *base_date_today_iso (void);
char *base_date_now_utc (void);
const char *base_date_month_name (GDateMonth month, gboolean abbreviated);
const char *base_date_weekday_name (GDateWeekday weekday, gboolean abbreviated);
int base_date_age_on (const GDate *birth, const GDate *day);
void base_date_birthday (const GDate *birth, guint age, GDate *day);
char *base_date_school_year (const GDate *date);

G_END_DECLS
