/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-exchange.h"

G_BEGIN_DECLS

#define APP_TYPE_EXCHANGE_WINDOW (app_exchange_window_get_type ())
G_DECLARE_FINAL_TYPE (AppExchangeWindow, app_exchange_window, APP, EXCHANGE_WINDOW, AdwWindow)

AppExchangeWindow *app_exchange_window_new (GtkWindow *parent, GPtrArray *teachers);
GArray *app_exchange_window_get_chosen (AppExchangeWindow *self);
void app_exchange_window_show_review (AppExchangeWindow *self, WorkExchangeReview *review);
WorkChange *app_exchange_window_get_change (AppExchangeWindow *self);
void app_exchange_window_show_problem (AppExchangeWindow *self, const GError *error);

G_END_DECLS
