/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MergeLanguage:
 *
 * The languages that dates and numbers are written in.
 */
typedef enum
{
  MERGE_LANGUAGE_FRENCH,
  MERGE_LANGUAGE_ENGLISH
} MergeLanguage;

/**
 * MergeMoment:
 *
 * A day and, when the value tells it, a time of that day.
 */
typedef struct
{
  GDate date;
  int hour;
  int minute;
  int second;
} MergeMoment;

gboolean merge_clock_parse (const char *text, int *hour, int *minute, int *second);
gboolean merge_moment_parse (const char *text, MergeMoment *moment);
gboolean merge_moment_parse_time (const char *text, MergeMoment *moment);
gboolean merge_picture_needs_day (const char *picture);
char *merge_picture_format_date (const char *picture,
                                 const MergeMoment *moment,
                                 MergeLanguage language,
                                 gboolean ordinal);

G_END_DECLS
