/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-outbox-item.h"

G_BEGIN_DECLS

#define APP_TYPE_OUTBOX_LIST (app_outbox_list_get_type ())
G_DECLARE_FINAL_TYPE (AppOutboxList, app_outbox_list, APP, OUTBOX_LIST, AdwBin)

AppOutboxList *app_outbox_list_new (void);
void app_outbox_list_set_rows (AppOutboxList *self, GPtrArray *rows);
void app_outbox_list_open (AppOutboxList *self);
void app_outbox_list_set_filter (AppOutboxList *self, AppOutboxFilter filter);
AppOutboxFilter app_outbox_list_get_filter (AppOutboxList *self);
void app_outbox_list_search (AppOutboxList *self);
guint app_outbox_list_get_n_shown (AppOutboxList *self);
gboolean app_outbox_list_select (AppOutboxList *self, gint64 id);
GPtrArray *app_outbox_list_get_selected (AppOutboxList *self);
gboolean app_outbox_list_is_empty (AppOutboxList *self);
const char *app_outbox_list_get_page (AppOutboxList *self);
void app_outbox_list_focus (AppOutboxList *self);

G_END_DECLS
