/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-year.h"

G_BEGIN_DECLS

#define APP_TYPE_ROLL_CLASS_ROW (app_roll_class_row_get_type ())
G_DECLARE_FINAL_TYPE (AppRollClassRow, app_roll_class_row, APP, ROLL_CLASS_ROW, AdwExpanderRow)

GtkWidget *app_roll_class_row_new (WorkRollOver *plan, WorkRollClass *class_group);
void app_roll_class_row_set_choices (AppRollClassRow *self, const char *const *names);

G_END_DECLS
