/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-test.h"

G_BEGIN_DECLS

void app_pointer_test_run (const char *arguments);
void app_pointer_test_point (GtkWidget *widget);
void app_pointer_test_draw (GtkWidget *widget);

G_END_DECLS
