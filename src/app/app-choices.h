/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-picker-item.h"
#include "work-school.h"

G_BEGIN_DECLS

/* The kind of the templates that agreements are made with. */
#define APP_CHOICES_AGREEMENT "agreement"

void app_choices_fill (GListStore *store, GPtrArray *choices, const char *kind);
GListModel *app_choices_new (GPtrArray *choices, const char *kind);

G_END_DECLS
