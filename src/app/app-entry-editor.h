/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-field-editor.h"

G_BEGIN_DECLS

#define APP_TYPE_ENTRY_EDITOR (app_entry_editor_get_type ())
G_DECLARE_FINAL_TYPE (AppEntryEditor, app_entry_editor, APP, ENTRY_EDITOR, AdwBin)

G_END_DECLS
