/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_NOTE_CELL (app_note_cell_get_type ())
G_DECLARE_FINAL_TYPE (AppNoteCell, app_note_cell, APP, NOTE_CELL, GtkWidget)

GtkWidget *app_note_cell_new (void);
void app_note_cell_set (AppNoteCell *self, guint n_notes, guint n_unread);
char *app_note_cell_dup_spoken (AppNoteCell *self);

G_END_DECLS
