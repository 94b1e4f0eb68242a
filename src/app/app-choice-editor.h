/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-field-editor.h"

G_BEGIN_DECLS

#define APP_TYPE_CHOICE_EDITOR (app_choice_editor_get_type ())
G_DECLARE_FINAL_TYPE (AppChoiceEditor, app_choice_editor, APP, CHOICE_EDITOR, AdwBin)

G_END_DECLS
