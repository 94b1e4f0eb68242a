/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-school.h"

G_BEGIN_DECLS

/* Runs the main loop until @condition holds, and fails when it never does. */
#define app_test_until(condition)                  \
  G_STMT_START                                     \
  {                                                \
    guint patience_ = app_test_start_patience ();  \
    while (!(condition) && app_test_is_patient ()) \
      g_main_context_iteration (NULL, TRUE);       \
    app_test_end_patience (patience_);             \
    g_assert_true (condition);                     \
  }                                                \
  G_STMT_END

void app_test_init (int *argc, char ***argv);
guint app_test_start_patience (void);
gboolean app_test_is_patient (void);
void app_test_end_patience (guint source);
void app_test_settle (void);

ModelLine *app_test_line (gint64 student_id,
                          const char *student,
                          const char *company,
                          ModelSearchState state,
                          int step);
void app_test_line_place (ModelLine *line,
                          gint64 class_group_id,
                          const char *class_name,
                          gint64 period_id,
                          const char *period_name);
void app_test_line_sign (ModelLine *line, ModelRequestState state, const char *signers);
GPtrArray *app_test_lines (void);
WorkOverview *app_test_overview (void);
GtkWidget *app_test_find (GtkWidget *root, GType type, guint n);
GtkWidget *app_test_find_button (GtkWidget *root, const char *label);
gpointer app_test_find_window (GType type);
GtkWidget *app_test_show (GtkWidget *child);
void app_test_destroy (GtkWidget *child);
void app_test_remove_folder (const char *path);

G_END_DECLS
