/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-test.h"
#include "app-window.h"

G_BEGIN_DECLS

/* Windows on copies of the demo school: app_test_make_demo() comes first, app_test_remove_demo()
 * last. */
void app_test_make_demo (void);
void app_test_remove_demo (void);
char *app_test_demo_path (const char *name);
char *app_test_copy_demo (const char *name);

AppWindow *app_test_open_window (const char *path);
AppWindow *app_test_open_demo (const char *name);
void app_test_close_window (AppWindow *window);
void app_test_act (AppWindow *window, const char *action, const char *format, ...);
gboolean app_test_is_enabled (AppWindow *window, const char *action);
guint app_test_select_step (AppWindow *window, int step);
int app_test_step_at (AppWindow *window, guint position);

G_END_DECLS
