/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-field-editor.h"

G_BEGIN_DECLS

#define APP_TYPE_TEXT_EDITOR (app_text_editor_get_type ())
G_DECLARE_FINAL_TYPE (AppTextEditor, app_text_editor, APP, TEXT_EDITOR, AdwBin)

G_END_DECLS
