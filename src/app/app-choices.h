/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-picker-item.h"
#include "work-school.h"

G_BEGIN_DECLS

GListModel *app_choices_new (GPtrArray *choices);

G_END_DECLS
