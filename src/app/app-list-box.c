/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-list-box.h"

/**
 * app_list_box_clear:
 * @list: a list of rows
 *
 * Removes all rows.
 */
void
app_list_box_clear (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

/**
 * app_list_box_show_or:
 * @list: a list of rows, perhaps none
 * @note: (nullable): what is said when there is none
 * @known: whether it is known that there is none; else neither is shown
 *
 * Shows the list when it has rows, else the note.
 */
void
app_list_box_show_or (GtkListBox *list, GtkWidget *note, gboolean known)
{
  gboolean any = gtk_list_box_get_row_at_index (list, 0) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (list), any);
  if (note != NULL)
    gtk_widget_set_visible (note, !any && known);
}
