/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-note-bin.h"

#include "app-note-holder.h"
#include "app-note.h"

/**
 * AppNoteBin:
 *
 * Where a refusal is explained that belongs to no row: a file that is no template. Takes no place
 * as long as there is nothing to say.
 */
struct _AppNoteBin
{
  AdwBin parent_instance;
};

static void app_note_bin_holder_init (AppNoteHolderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppNoteBin,
                               app_note_bin,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_NOTE_HOLDER,
                                                      app_note_bin_holder_init))

static void
app_note_bin_set_note (AppNoteHolder *holder, const char *text)
{
  adw_bin_set_child (ADW_BIN (holder), text != NULL ? app_note_new (text, "error") : NULL);
  gtk_widget_set_visible (GTK_WIDGET (holder), text != NULL);
}

static void
app_note_bin_holder_init (AppNoteHolderInterface *iface)
{
  iface->set_note = app_note_bin_set_note;
}

static void
app_note_bin_class_init (AppNoteBinClass *klass)
{
}

static void
app_note_bin_init (AppNoteBin *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_set_margin_top (GTK_WIDGET (self), 6);
}

/**
 * app_note_bin_new:
 *
 * Returns: (transfer floating): a place for a note
 */
GtkWidget *
app_note_bin_new (void)
{
  return g_object_new (APP_TYPE_NOTE_BIN, NULL);
}

/**
 * app_note_bin_get_note:
 * @self: a place for a note
 *
 * Returns: (transfer none) (nullable): what it says
 */
const char *
app_note_bin_get_note (AppNoteBin *self)
{
  GtkWidget *note;

  g_return_val_if_fail (APP_IS_NOTE_BIN (self), NULL);
  note = adw_bin_get_child (ADW_BIN (self));
  return note != NULL ? app_note_get_text (APP_NOTE (note)) : NULL;
}
