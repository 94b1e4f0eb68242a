/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-setting-row.h"

G_BEGIN_DECLS

void app_setting_row_add_switch (AppSettingRow *self, const char *name);
void app_setting_row_add_lines (AppSettingRow *self, const char *name);

G_END_DECLS
