/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-preferences.h"

G_BEGIN_DECLS

#define APP_TYPE_PICTURE_ROW (app_picture_row_get_type ())
G_DECLARE_FINAL_TYPE (AppPictureRow, app_picture_row, APP, PICTURE_ROW, AdwPreferencesRow)

void app_picture_row_show (AppPictureRow *self, AppPreferences *preferences, ModelRecord *school);
void app_picture_row_forget (AppPictureRow *self);
GdkPaintable *app_picture_row_get_picture (AppPictureRow *self);
const char *app_picture_row_get_note (AppPictureRow *self);

G_END_DECLS
