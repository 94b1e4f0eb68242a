/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean app_bench_is_on (void);
void app_bench_watch (void);
void app_bench_mark (const char *what);
void app_bench_frame_since_exec (GtkWidget *widget, const char *what);
void app_bench_frame_since (GtkWidget *widget, const char *what, gint64 start);

G_END_DECLS
