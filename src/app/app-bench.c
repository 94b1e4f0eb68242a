/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-bench.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Field 22 of /proc/self/stat is the start time; the second field may hold spaces and brackets, so
 * that fields are counted from the last closing bracket, which ends it. */
#define FIELDS_AFTER_NAME 19

typedef struct
{
  char *what;
  gint64 start; /* monotonic microseconds, or -1: since exec */
  GdkFrameClock *clock;
  gulong handler;
} AppBenchWait;

/**
 * app_bench_is_on:
 *
 * Returns: whether PARAPHE_BENCH asks for figures on stderr.
 */
gboolean
app_bench_is_on (void)
{
  static int on = -1;

  if (on < 0)
    on = g_getenv ("PARAPHE_BENCH") != NULL;
  return on;
}

static double
seconds_at_exec (void)
{
  char buffer[2048] = "";
  FILE *file = fopen ("/proc/self/stat", "r");
  gsize length = 0;
  const char *end;
  g_auto (GStrv) fields = NULL;

  if (file == NULL)
    return 0;
  length = fread (buffer, 1, sizeof buffer - 1, file);
  fclose (file);
  buffer[length] = '\0';
  end = strrchr (buffer, ')');
  if (end == NULL)
    return 0;
  fields = g_strsplit (end + 2, " ", FIELDS_AFTER_NAME + 2);
  if (g_strv_length (fields) <= FIELDS_AFTER_NAME)
    return 0;
  return g_ascii_strtod (fields[FIELDS_AFTER_NAME], NULL) / (double) sysconf (_SC_CLK_TCK);
}

static double
ms_since_exec (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return ((double) now.tv_sec + (double) now.tv_nsec / 1e9 - seconds_at_exec ()) * 1e3;
}

/**
 * app_bench_mark:
 * @what: what has happened
 *
 * Prints how many milliseconds after exec it did, when PARAPHE_BENCH is set.
 */
void
app_bench_mark (const char *what)
{
  if (app_bench_is_on ())
    g_printerr ("%s %.0f\n", what, ms_since_exec ());
}

static gboolean is_shown; /* what comes before the first frame keeps nobody waiting */

static void
on_after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  AppBenchWait *wait = user_data;

  if (wait->start < 0)
    app_bench_mark (wait->what);
  else
    g_printerr ("%s %.1f\n", wait->what, (double) (g_get_monotonic_time () - wait->start) / 1e3);
  is_shown = TRUE;
  g_signal_handler_disconnect (clock, wait->handler);
}

static void
wait_free (gpointer data, GClosure *closure)
{
  AppBenchWait *wait = data;

  g_free (wait->what);
  g_free (wait);
}

static void
wait_for_paint (GtkWidget *widget, const char *what, gint64 start)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  AppBenchWait *wait;

  if (clock == NULL)
    return;
  wait = g_new0 (AppBenchWait, 1);
  wait->what = g_strdup (what);
  wait->start = start;
  wait->handler = g_signal_connect_data (clock, "after-paint", G_CALLBACK (on_after_paint_cb), wait,
                                         wait_free, 0);
  gtk_widget_queue_draw (widget);
}

static void
on_map_cb (GtkWidget *widget, const char *what)
{
  wait_for_paint (widget, what, -1);
  g_signal_handlers_disconnect_by_func (widget, on_map_cb, (gpointer) what);
}

/**
 * app_bench_frame_since_exec:
 * @widget: a widget of the window
 * @what: (not nullable): a literal: what the frame will show
 *
 * Prints when the next frame of @widget, mapped now or later, has been drawn.
 */
void
app_bench_frame_since_exec (GtkWidget *widget, const char *what)
{
  if (!app_bench_is_on ())
    return;
  if (gtk_widget_get_mapped (widget))
    wait_for_paint (widget, what, -1);
  else
    g_signal_connect (widget, "map", G_CALLBACK (on_map_cb), (gpointer) what);
}

/**
 * app_bench_frame_since:
 * @widget: a mapped widget
 * @what: what is measured
 * @start: g_get_monotonic_time() when it began
 *
 * Prints how long it took from @start until the next frame was drawn.
 */
void
app_bench_frame_since (GtkWidget *widget, const char *what, gint64 start)
{
  if (app_bench_is_on ())
    wait_for_paint (widget, what, start);
}

/* What is shorter is not worth a line. */
#define BLOCK_MS 2

static double
ms_of (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

/* Stands in for poll(): from one return to the next call the main loop is away. On a machine that
 * has other work the time that the thread itself ran tells more. */
static int
poll_and_watch (GPollFD *descriptors, guint n_descriptors, int timeout)
{
  static double woke_at, ran_at;
  double away = ms_of (CLOCK_MONOTONIC) - woke_at, busy = ms_of (CLOCK_THREAD_CPUTIME_ID) - ran_at;
  int n;

  if (is_shown && woke_at > 0 && away > BLOCK_MS)
    g_printerr ("blocked %.1f\nbusy %.1f\n", away, busy);
  n = g_poll (descriptors, n_descriptors, timeout);
  woke_at = ms_of (CLOCK_MONOTONIC);
  ran_at = ms_of (CLOCK_THREAD_CPUTIME_ID);
  return n;
}

/**
 * app_bench_watch:
 *
 * From the first frame on, prints how long the main loop was away, and how much of that it ran.
 */
void
app_bench_watch (void)
{
  if (app_bench_is_on ())
    g_main_context_set_poll_func (NULL, poll_and_watch);
}
