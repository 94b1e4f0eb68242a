/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_NOTE (app_note_get_type ())
G_DECLARE_FINAL_TYPE (AppNote, app_note, APP, NOTE, AdwBin)

GtkWidget *app_note_new (const char *text, const char *style);
const char *app_note_get_text (AppNote *self);
const char *app_note_get_style (AppNote *self);
char *app_note_join (GtkWidget *first);

G_END_DECLS
