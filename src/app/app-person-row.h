/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "model-person.h"

G_BEGIN_DECLS

#define APP_TYPE_PERSON_ROW (app_person_row_get_type ())
G_DECLARE_FINAL_TYPE (AppPersonRow, app_person_row, APP, PERSON_ROW, AdwBin)

GtkWidget *app_person_row_new (void);
void app_person_row_set_person (AppPersonRow *self, ModelPerson *person);

G_END_DECLS
