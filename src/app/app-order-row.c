/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-order-row.h"

#include <glib/gi18n-lib.h>

#include "app-note-holder.h"
#include "app-note.h"

/**
 * AppOrderRow:
 *
 * One thing of a list that a person edits: it opens onto what it is made of, and may be moved (with
 * buttons, Alt and the arrows, or its handle) and removed. Emits "move" with -1 or 1 and "remove":
 * its list does the rest.
 */
struct _AppOrderRow
{
  AdwExpanderRow parent_instance;

  GtkWidget *handle;
  GtkWidget *up;
  GtkWidget *down;
  GtkWidget *remove;
  GtkWidget *note_row;
  AdwBin *note;

  gint64 id;
};

enum
{
  MOVE,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void app_order_row_note_init (AppNoteHolderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppOrderRow,
                               app_order_row,
                               ADW_TYPE_EXPANDER_ROW,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_NOTE_HOLDER,
                                                      app_order_row_note_init))

/* What was refused may have been asked for on the closed row: it opens to say why. */
static void
app_order_row_set_note (AppNoteHolder *holder, const char *text)
{
  AppOrderRow *self = APP_ORDER_ROW (holder);

  adw_bin_set_child (self->note, text != NULL ? app_note_new (text, "error") : NULL);
  gtk_widget_set_visible (self->note_row, text != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : "", -1);
  if (text != NULL)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
}

static void
app_order_row_note_init (AppNoteHolderInterface *iface)
{
  iface->set_note = app_order_row_set_note;
}

static void
on_move_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[MOVE], 0, g_str_equal (action, "order.up") ? -1 : 1);
}

static void
on_remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[REMOVE], 0);
}

static void
app_order_row_class_init (AppOrderRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[MOVE] = g_signal_new ("move", APP_TYPE_ORDER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_INT);
  signals[REMOVE] = g_signal_new ("remove", APP_TYPE_ORDER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "order.up", NULL, on_move_cb);
  gtk_widget_class_install_action (widget_class, "order.down", NULL, on_move_cb);
  gtk_widget_class_install_action (widget_class, "order.remove", NULL, on_remove_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-order-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppOrderRow, handle);
  gtk_widget_class_bind_template_child (widget_class, AppOrderRow, up);
  gtk_widget_class_bind_template_child (widget_class, AppOrderRow, down);
  gtk_widget_class_bind_template_child (widget_class, AppOrderRow, remove);
  gtk_widget_class_bind_template_child (widget_class, AppOrderRow, note_row);
  gtk_widget_class_bind_template_child (widget_class, AppOrderRow, note);
}

static void
app_order_row_init (AppOrderRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  app_order_row_set_movable (self, FALSE, FALSE, FALSE);
  app_order_row_set_removable (self, FALSE);
}

/**
 * app_order_row_new:
 * @id: what it stands for
 *
 * Returns: (transfer floating): a row that can neither be moved nor removed yet
 */
AppOrderRow *
app_order_row_new (gint64 id)
{
  AppOrderRow *self = g_object_new (APP_TYPE_ORDER_ROW, NULL);

  self->id = id;
  return self;
}

/**
 * app_order_row_get_id:
 * @self: a row
 *
 * Returns: what it stands for
 */
gint64
app_order_row_get_id (AppOrderRow *self)
{
  g_return_val_if_fail (APP_IS_ORDER_ROW (self), 0);
  return self->id;
}

static void
name_button (GtkWidget *button, const char *verb, const char *title)
{
  /* Translators: the name of a button, for screen readers: a verb and what it is about. */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), verb, title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * app_order_row_set_texts:
 * @self: a row
 * @title: what it is called
 * @subtitle: (nullable): what else is to be known of it
 *
 * Says what the row is about. Not markup.
 */
void
app_order_row_set_texts (AppOrderRow *self, const char *title, const char *subtitle)
{
  g_return_if_fail (APP_IS_ORDER_ROW (self));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle != NULL ? subtitle : "");
  name_button (self->up, _ ("Move Up"), title);
  name_button (self->down, _ ("Move Down"), title);
  name_button (self->remove, _ ("Remove"), title);
}

/**
 * app_order_row_set_removable:
 * @self: a row
 * @removable: whether it may go
 *
 * Offers to remove it, or not.
 */
void
app_order_row_set_removable (AppOrderRow *self, gboolean removable)
{
  g_return_if_fail (APP_IS_ORDER_ROW (self));
  gtk_widget_set_visible (self->remove, removable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.remove", removable);
}

/* Nothing stands before the title: there is no place for it either. The row's box of prefixes is
 * itself the one prefix of the row that libadwaita makes of it. */
static void
fit_prefixes (GtkWidget *box)
{
  GtkWidget *outer = gtk_widget_get_parent (box);
  gboolean has_any = FALSE;

  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    has_any = has_any || gtk_widget_get_visible (child);
  gtk_widget_set_visible (box, has_any);
  if (outer != NULL && gtk_widget_get_first_child (outer) == gtk_widget_get_last_child (outer))
    gtk_widget_set_visible (outer, has_any);
}

/**
 * app_order_row_set_movable:
 * @self: a row
 * @movable: whether its list has an order
 * @up: whether it can go up now
 * @down: whether it can go down now
 *
 * Offers to move it, or not.
 */
void
app_order_row_set_movable (AppOrderRow *self, gboolean movable, gboolean up, gboolean down)
{
  g_return_if_fail (APP_IS_ORDER_ROW (self));
  gtk_widget_set_visible (self->handle, movable);
  fit_prefixes (gtk_widget_get_parent (self->handle));
  gtk_widget_set_visible (self->up, movable);
  gtk_widget_set_visible (self->down, movable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.up", movable && up);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.down", movable && down);
}

/**
 * app_order_row_get_handle:
 * @self: a row
 *
 * Returns: (transfer none): where it is taken to be dragged
 */
GtkWidget *
app_order_row_get_handle (AppOrderRow *self)
{
  g_return_val_if_fail (APP_IS_ORDER_ROW (self), NULL);
  return self->handle;
}

/**
 * app_order_row_get_note:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): why what was done with it was refused
 */
const char *
app_order_row_get_note (AppOrderRow *self)
{
  GtkWidget *note;

  g_return_val_if_fail (APP_IS_ORDER_ROW (self), NULL);
  note = adw_bin_get_child (self->note);
  return note != NULL ? app_note_get_text (APP_NOTE (note)) : NULL;
}
