/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-column-chooser.h"

#include "app-column-row.h"

/**
 * AppColumnChooser:
 *
 * Which columns the list shows, and in which order: all that is done by dragging titles, by keys.
 */
struct _AppColumnChooser
{
  GtkPopover parent_instance;

  GtkListBox *rows;
  GtkWidget *narrow_note;
  AppLineList *list; /* that the chooser is part of */
};

G_DEFINE_FINAL_TYPE (AppColumnChooser, app_column_chooser, GTK_TYPE_POPOVER)

static void
on_shown_changed_cb (AppColumnRow *row, gboolean is_shown, AppColumnChooser *self)
{
  app_line_list_show_column (self->list, app_column_row_get_key (row), is_shown);
}

static void
update_ends (AppColumnChooser *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->rows, i)) != NULL; i++)
    app_column_row_set_ends (APP_COLUMN_ROW (row), i == 0,
                             gtk_list_box_get_row_at_index (self->rows, i + 1) == NULL);
}

static void
on_moved_cb (AppColumnRow *row, int delta, AppColumnChooser *self)
{
  g_autoptr (GtkWidget) kept = g_object_ref (GTK_WIDGET (row));
  int position = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) + delta;

  app_line_list_move_column (self->list, app_column_row_get_key (row), delta);
  gtk_list_box_remove (self->rows, kept);
  gtk_list_box_insert (self->rows, kept, position);
  update_ends (self);
  app_column_row_focus_move (row, delta);
}

static void
fill (AppColumnChooser *self)
{
  g_autoptr (GVariant) columns = g_variant_ref_sink (app_line_list_get_columns (self->list));
  GtkWidget *child;
  GVariantIter iter;
  const char *key;
  gboolean is_shown;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_list_box_remove (self->rows, child);
  g_variant_iter_init (&iter, columns);
  while (g_variant_iter_next (&iter, "(&sb)", &key, &is_shown))
    {
      GtkWidget *row =
          app_column_row_new (key, app_line_list_get_column_title (self->list, key), is_shown,
                              app_line_list_can_hide_column (self->list, key));

      g_signal_connect (row, "shown-changed", G_CALLBACK (on_shown_changed_cb), self);
      g_signal_connect (row, "moved", G_CALLBACK (on_moved_cb), self);
      gtk_list_box_append (self->rows, row);
    }
  update_ends (self);
  gtk_widget_set_visible (self->narrow_note, app_line_list_is_narrow (self->list));
}

static void
on_reset_cb (GtkButton *button, AppColumnChooser *self)
{
  app_line_list_reset_columns (self->list);
  fill (self);
}

static void
app_column_chooser_map (GtkWidget *widget)
{
  fill (APP_COLUMN_CHOOSER (widget));
  GTK_WIDGET_CLASS (app_column_chooser_parent_class)->map (widget);
}

static void
app_column_chooser_class_init (AppColumnChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->map = app_column_chooser_map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-column-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, AppColumnChooser, rows);
  gtk_widget_class_bind_template_child (widget_class, AppColumnChooser, narrow_note);
  gtk_widget_class_bind_template_callback (widget_class, on_reset_cb);
}

static void
app_column_chooser_init (AppColumnChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_column_chooser_set_list:
 * @self: a chooser
 * @list: (transfer none): the list whose columns are chosen, which outlives the chooser
 *
 * Tells the chooser what it is about.
 */
void
app_column_chooser_set_list (AppColumnChooser *self, AppLineList *list)
{
  g_return_if_fail (APP_IS_COLUMN_CHOOSER (self));
  self->list = list;
}
