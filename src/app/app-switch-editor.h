/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-field-editor.h"

G_BEGIN_DECLS

#define APP_TYPE_SWITCH_EDITOR (app_switch_editor_get_type ())
G_DECLARE_FINAL_TYPE (AppSwitchEditor, app_switch_editor, APP, SWITCH_EDITOR, AdwBin)

G_END_DECLS
