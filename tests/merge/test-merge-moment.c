/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-picture-private.h"

/* Dates and hours that are recognised in texts, and pictures of them. */

static const struct
{
  const char *text;
  const char *expected; /* or NULL: it is no date */
} moments[] = {
  /* Day first, whatever the marks. */
  { "2026-03-07", "2026-03-07 00:00:00" },
  { "07/03/2026", "2026-03-07 00:00:00" },
  { "7/3/26", "2026-03-07 00:00:00" },
  { "7.3.2026", "2026-03-07 00:00:00" },
  { "7-3-2026", "2026-03-07 00:00:00" },
  { " 07/03/2026 ", "2026-03-07 00:00:00" },
  { "7 mars 2026", "2026-03-07 00:00:00" },
  { "samedi 7 mars 2026", "2026-03-07 00:00:00" },
  { "1er janv. 2026", "2026-01-01 00:00:00" },
  { "29/02/2028", "2028-02-29 00:00:00" },
  /* With an hour. */
  { "2026-03-07T08:30", "2026-03-07 08:30:00" },
  { "2026-03-07T08:30:09", "2026-03-07 08:30:09" },
  { "2026-03-07T08:30:09Z", "2026-03-07 08:30:09" },
  { "2026-03-07T08:30:09.125Z", "2026-03-07 08:30:09" },
  { "2026-03-07T08:30:09+02:00", "2026-03-07 08:30:09" },
  { "2026-03-07 23:59", "2026-03-07 23:59:00" },
  { "07/03/2026 8h30", "2026-03-07 08:30:00" },
  { "07/03/2026 8 h 30", "2026-03-07 08:30:00" },
  { "07/03/2026 8 h", "2026-03-07 08:00:00" },
  { "7 mars 2026 8:05", "2026-03-07 08:05:00" },
  /* What is none. */
  { "", NULL },
  { "4/15/2013", NULL },
  { "31/04/2026", NULL },
  { "29/02/2026", NULL },
  { "07/03", NULL },
  { "mars 2026", NULL },
  { "2026", NULL },
  { "8h30", NULL },
  { "dimanche 7 mars 2026", NULL },
  { "07/03/2026 24:00", NULL },
  { "07/03/2026 8:60", NULL },
  { "07/03/2026 8:30:61", NULL },
  { "07/03/2026 8:30 environ", NULL },
  { "07/03/2026 ou 8:30", NULL },
  { "2026-03-07T", NULL },
  { "T08:30", NULL },
  { "à définir", NULL },
};

static char *
write_moment (const MergeMoment *moment)
{
  return merge_picture_format_date ("yyyy-MM-dd HH:mm:ss", moment, MERGE_LANGUAGE_FRENCH, FALSE);
}

static void
test_moments (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      MergeMoment moment;
      g_autofree char *text = NULL;

      if (merge_moment_parse (moments[i].text, &moment))
        text = write_moment (&moment);
      g_test_message ("%s", moments[i].text);
      g_assert_cmpstr (text, ==, moments[i].expected);
    }
}

static const struct
{
  const char *text;
  int hour; /* or -1: it is none */
  int minute;
  int second;
} clocks[] = {
  { "8:30", 8, 30, 0 },      { "08:30:05", 8, 30, 5 },   { "8h30", 8, 30, 0 },
  { "8H30", 8, 30, 0 },      { "8 h 30", 8, 30, 0 },     { "8 h", 8, 0, 0 },
  { "8h5", 8, 5, 0 },        { " 8:30 ", 8, 30, 0 },     { "35h30", 35, 30, 0 },
  { "999h", 999, 0, 0 },     { "23:59:60", 23, 59, 60 }, { "0:00", 0, 0, 0 },
  { "8:30:05.5", 8, 30, 5 }, { "1000h", -1, 0, 0 },      { "8", -1, 0, 0 },
  { "8:", -1, 0, 0 },        { "8:60", -1, 0, 0 },       { "8:30:61", -1, 0, 0 },
  { "8h60", -1, 0, 0 },      { "8h30min", -1, 0, 0 },    { "8h030", -1, 0, 0 },
  { "h30", -1, 0, 0 },       { ":30", -1, 0, 0 },        { "-8:30", -1, 0, 0 },
  { "8:30 9:30", -1, 0, 0 }, { "8:30:", -1, 0, 0 },      { "", -1, 0, 0 },
};

static void
test_clocks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      int hour, minute, second;
      MergeMoment moment;
      gboolean known = merge_clock_parse (clocks[i].text, &hour, &minute, &second);

      g_test_message ("%s", clocks[i].text);
      g_assert_cmpint (known, ==, clocks[i].hour >= 0);
      g_assert_cmpint (merge_moment_parse_time (clocks[i].text, &moment), ==, known && hour < 24);
      if (!known)
        continue;
      g_assert_cmpint (hour, ==, clocks[i].hour);
      g_assert_cmpint (minute, ==, clocks[i].minute);
      g_assert_cmpint (second, ==, clocks[i].second);
    }
}

/* An hour alone does for pictures of hours only. */
static void
test_needs_day (void)
{
  static const char *const days[] = { "d", "HH:mm d", "jj/MM/aaaa", "M", "yyyy", "'d' d", "aa" };
  static const char *const hours[] = { "HH:mm", "h am/pm", "'le jour'", "H\\dmm", "", "s" };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    g_assert_true (merge_picture_needs_day (days[i]));
  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    g_assert_false (merge_picture_needs_day (hours[i]));
}

/* Every day of some years is written and read again, in words and in figures. */
static void
test_every_day (void)
{
  static const char *const pictures[] = {
    "yyyy-MM-dd", "dd/MM/yyyy", "d/M/yy", "dddd d MMMM yyyy", "ddd d MMM yyyy", "jjjj j MMMM aaaa"
  };
  MergeMoment moment = { .hour = 0 }, again;

  g_date_clear (&moment.date, 1);
  g_date_set_dmy (&moment.date, 1, G_DATE_JANUARY, 2024);
  for (guint day = 0; day < 3 * 366; day++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
        {
          g_autofree char *text =
              merge_picture_format_date (pictures[i], &moment, MERGE_LANGUAGE_FRENCH, day % 2 == 0);

          g_test_message ("%s", text);
          g_assert_true (merge_moment_parse (text, &again));
          g_assert_cmpint (g_date_compare (&moment.date, &again.date), ==, 0);
        }
      g_date_add_days (&moment.date, 1);
    }
}

static void
test_english (void)
{
  static const char *const texts[][2] = {
    { "dddd, MMMM dd, yyyy", "Monday, April 15, 2013" },
    { "MMM. d, yy", "Apr. 15, 13" },
    { "d-MMM-yy", "15-Apr-13" },
    { "ddd h:mm am/pm", "Mon 3:04 PM" },
  };
  MergeMoment moment;

  g_assert_true (merge_moment_parse ("2013-04-15 15:04", &moment));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text =
          merge_picture_format_date (texts[i][0], &moment, MERGE_LANGUAGE_ENGLISH, TRUE);

      g_assert_cmpstr (text, ==, texts[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/moment/moments", test_moments);
  g_test_add_func ("/merge/moment/clocks", test_clocks);
  g_test_add_func ("/merge/moment/needs-day", test_needs_day);
  g_test_add_func ("/merge/moment/every-day", test_every_day);
  g_test_add_func ("/merge/moment/english", test_english);
  return g_test_run ();
}
