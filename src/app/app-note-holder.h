/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_NOTE_HOLDER (app_note_holder_get_type ())
G_DECLARE_INTERFACE (AppNoteHolder, app_note_holder, APP, NOTE_HOLDER, GtkWidget)

/**
 * AppNoteHolder:
 *
 * A row under which a sentence can stand: why what was done with it was refused.
 */
struct _AppNoteHolderInterface
{
  GTypeInterface parent_iface;

  void (*set_note) (AppNoteHolder *self, const char *text);
};

void app_note_holder_set_note (AppNoteHolder *self, const char *text);

G_END_DECLS
