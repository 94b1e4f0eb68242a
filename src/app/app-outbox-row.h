/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-outbox-item.h"

G_BEGIN_DECLS

#define APP_TYPE_OUTBOX_ROW (app_outbox_row_get_type ())
G_DECLARE_FINAL_TYPE (AppOutboxRow, app_outbox_row, APP, OUTBOX_ROW, AdwBin)

GtkWidget *app_outbox_row_new (void);
void app_outbox_row_set_item (AppOutboxRow *self, AppOutboxItem *item);
char *app_outbox_row_dup_spoken (AppOutboxRow *self);

G_END_DECLS
