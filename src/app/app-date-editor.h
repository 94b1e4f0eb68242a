/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-field-editor.h"

G_BEGIN_DECLS

#define APP_TYPE_DATE_EDITOR (app_date_editor_get_type ())
G_DECLARE_FINAL_TYPE (AppDateEditor, app_date_editor, APP, DATE_EDITOR, AdwBin)

G_END_DECLS
