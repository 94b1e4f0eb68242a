/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-test.h"

G_BEGIN_DECLS

void app_test_run_file_manager (void);
char *app_test_wait_file_manager (void);

G_END_DECLS
