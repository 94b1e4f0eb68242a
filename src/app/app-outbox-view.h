/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-outbox-item.h"

G_BEGIN_DECLS

#define APP_TYPE_OUTBOX_VIEW (app_outbox_view_get_type ())
G_DECLARE_FINAL_TYPE (AppOutboxView, app_outbox_view, APP, OUTBOX_VIEW, AdwBin)

AppOutboxView *app_outbox_view_new (void);
void app_outbox_view_set_item (AppOutboxView *self, AppOutboxItem *item);
void app_outbox_view_set_several (AppOutboxView *self, guint n);
const char *app_outbox_view_get_page (AppOutboxView *self);

G_END_DECLS
