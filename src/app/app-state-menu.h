/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model-setting.h"

G_BEGIN_DECLS

void app_state_menu_fill (GMenu *menu, const ModelSearchLooks *looks);

G_END_DECLS
