/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-compose-item.h"

G_BEGIN_DECLS

#define APP_TYPE_COMPOSE_ROW (app_compose_row_get_type ())
G_DECLARE_FINAL_TYPE (AppComposeRow, app_compose_row, APP, COMPOSE_ROW, AdwBin)

GtkWidget *app_compose_row_new (void);
void app_compose_row_set_item (AppComposeRow *self, AppComposeItem *item);
char *app_compose_row_dup_spoken (AppComposeRow *self);

G_END_DECLS
