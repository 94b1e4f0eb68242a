/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_PRINT_OPTIONS (app_print_options_get_type ())
G_DECLARE_FINAL_TYPE (AppPrintOptions, app_print_options, APP, PRINT_OPTIONS, GtkWidget)

GtkWidget *app_print_options_new (guint n_agreements, gboolean can_move_step, GSettings *settings);
void app_print_options_remember (AppPrintOptions *self, GSettings *settings);
gboolean app_print_options_get_has_slips (AppPrintOptions *self);
void app_print_options_set_has_slips (AppPrintOptions *self, gboolean has);
gboolean app_print_options_get_is_one_job (AppPrintOptions *self);
void app_print_options_set_is_one_job (AppPrintOptions *self, gboolean is);
gboolean app_print_options_get_moves_step (AppPrintOptions *self);
void app_print_options_set_moves_step (AppPrintOptions *self, gboolean moves);

G_END_DECLS
