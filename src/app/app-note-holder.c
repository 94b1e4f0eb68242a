/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-note-holder.h"

G_DEFINE_INTERFACE (AppNoteHolder, app_note_holder, GTK_TYPE_WIDGET)

static void
app_note_holder_default_init (AppNoteHolderInterface *iface)
{
}

/**
 * app_note_holder_set_note:
 * @self: a row
 * @text: (nullable): a sentence, or %NULL for none
 *
 * Says why what was done with the row was refused, in place of what was said before.
 */
void
app_note_holder_set_note (AppNoteHolder *self, const char *text)
{
  g_return_if_fail (APP_IS_NOTE_HOLDER (self));
  APP_NOTE_HOLDER_GET_IFACE (self)->set_note (self, text);
}
