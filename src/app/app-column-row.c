/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-column-row.h"

#include <glib/gi18n-lib.h>

/**
 * AppColumnRow:
 *
 * A column in the chooser: whether the list shows it, and two buttons that move it.
 *
 * Emits "shown-changed" (gboolean) and "moved" (-1: earlier, 1: later).
 */
struct _AppColumnRow
{
  GtkListBoxRow parent_instance;

  GtkCheckButton *check;
  GtkWidget *earlier;
  GtkWidget *later;
  char *key;
  gboolean is_filling;
};

enum
{
  SHOWN_CHANGED,
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppColumnRow, app_column_row, GTK_TYPE_LIST_BOX_ROW)

static void
on_toggled_cb (GtkCheckButton *check, AppColumnRow *self)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[SHOWN_CHANGED], 0, gtk_check_button_get_active (check));
}

static void
on_earlier_cb (GtkButton *button, AppColumnRow *self)
{
  g_signal_emit (self, signals[MOVED], 0, -1);
}

static void
on_later_cb (GtkButton *button, AppColumnRow *self)
{
  g_signal_emit (self, signals[MOVED], 0, 1);
}

static void
app_column_row_finalize (GObject *object)
{
  g_free (APP_COLUMN_ROW (object)->key);
  G_OBJECT_CLASS (app_column_row_parent_class)->finalize (object);
}

static void
app_column_row_class_init (AppColumnRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_column_row_finalize;
  signals[SHOWN_CHANGED] = g_signal_new ("shown-changed", APP_TYPE_COLUMN_ROW, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[MOVED] = g_signal_new ("moved", APP_TYPE_COLUMN_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-column-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppColumnRow, check);
  gtk_widget_class_bind_template_child (widget_class, AppColumnRow, earlier);
  gtk_widget_class_bind_template_child (widget_class, AppColumnRow, later);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_earlier_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_later_cb);
}

static void
app_column_row_init (AppColumnRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
name (GtkWidget *button, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

/**
 * app_column_row_new:
 * @key: a column
 * @title: how it is called
 * @is_shown: whether the list shows it
 * @can_hide: whether it may be left out
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
app_column_row_new (const char *key, const char *title, gboolean is_shown, gboolean can_hide)
{
  AppColumnRow *self = g_object_new (APP_TYPE_COLUMN_ROW, NULL);
  /* Translators: %s is a column of the list. */
  g_autofree char *earlier = g_strdup_printf (_ ("Move “%s” left"), title);
  g_autofree char *later = g_strdup_printf (_ ("Move “%s” right"), title);

  self->key = g_strdup (key);
  self->is_filling = TRUE;
  gtk_check_button_set_label (self->check, title);
  gtk_check_button_set_active (self->check, is_shown);
  gtk_widget_set_sensitive (GTK_WIDGET (self->check), can_hide);
  name (self->earlier, earlier);
  name (self->later, later);
  self->is_filling = FALSE;
  return GTK_WIDGET (self);
}

/**
 * app_column_row_get_key:
 * @self: a row
 *
 * Returns: (transfer none): its column
 */
const char *
app_column_row_get_key (AppColumnRow *self)
{
  g_return_val_if_fail (APP_IS_COLUMN_ROW (self), NULL);
  return self->key;
}

/**
 * app_column_row_set_ends:
 * @self: a row
 * @is_first: whether there is none before it
 * @is_last: whether there is none after it
 *
 * Enables the moves that it can make.
 */
void
app_column_row_set_ends (AppColumnRow *self, gboolean is_first, gboolean is_last)
{
  g_return_if_fail (APP_IS_COLUMN_ROW (self));
  gtk_widget_set_sensitive (self->earlier, !is_first);
  gtk_widget_set_sensitive (self->later, !is_last);
}

/**
 * app_column_row_focus_move:
 * @self: a row that has just been moved
 * @delta: -1 or 1
 *
 * Puts the keyboard back on the button that moved it, or on the other one at an end.
 */
void
app_column_row_focus_move (AppColumnRow *self, int delta)
{
  GtkWidget *wanted, *other;

  g_return_if_fail (APP_IS_COLUMN_ROW (self));
  wanted = delta < 0 ? self->earlier : self->later;
  other = delta < 0 ? self->later : self->earlier;
  gtk_widget_grab_focus (gtk_widget_get_sensitive (wanted) ? wanted : other);
}
