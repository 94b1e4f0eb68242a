/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_NOTE_BIN (app_note_bin_get_type ())
G_DECLARE_FINAL_TYPE (AppNoteBin, app_note_bin, APP, NOTE_BIN, AdwBin)

GtkWidget *app_note_bin_new (void);
const char *app_note_bin_get_note (AppNoteBin *self);

G_END_DECLS
