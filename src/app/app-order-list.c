/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-order-list.h"

/**
 * AppOrderList:
 *
 * Rows that a person may put in order: with the buttons of a row, with Alt and the arrows, or by
 * dragging its handle. Emits "moved" with a row that has another place now, and "removed" with one
 * that is to go.
 */
struct _AppOrderList
{
  AdwBin parent_instance;

  GtkListBox *box;
  GtkLabel *placeholder;

  gboolean may_move;
  gboolean may_remove;
};

enum
{
  MOVED,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppOrderList, app_order_list, ADW_TYPE_BIN)

static int
position_of (AppOrderRow *row)
{
  return gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
}

static void
update_rows (AppOrderList *self)
{
  guint n = app_order_list_get_n_rows (self);

  for (guint i = 0; i < n; i++)
    {
      AppOrderRow *row = app_order_list_get_row (self, i);

      app_order_row_set_movable (row, self->may_move && n > 1, i > 0, i + 1 < n);
      app_order_row_set_removable (row, self->may_remove);
    }
}

/* A row that leaves its list loses the focus: it gets it back at its new place. */
static void
put_at (AppOrderList *self, AppOrderRow *row, int position)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean has_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (row));
  G_GNUC_UNUSED g_autoptr (AppOrderRow) held = g_object_ref (row);

  gtk_list_box_remove (self->box, GTK_WIDGET (row));
  gtk_list_box_insert (self->box, GTK_WIDGET (row), position);
  if (has_focus && !gtk_widget_grab_focus (focus))
    gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
}

/* ---- dragging ---- */

static GdkContentProvider *
on_prepare_cb (GtkDragSource *source, double x, double y, AppOrderRow *row)
{
  return gdk_content_provider_new_typed (APP_TYPE_ORDER_ROW, row);
}

static void
on_drag_begin_cb (GtkDragSource *source, GdkDrag *drag, AppOrderRow *row)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (row));

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

static gboolean
on_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, AppOrderList *self)
{
  AppOrderRow *row = g_value_get_object (value);
  GtkListBoxRow *at = gtk_list_box_get_row_at_y (self->box, (int) y);

  /* What is dragged may be of another list. */
  if (gtk_widget_get_parent (GTK_WIDGET (row)) != GTK_WIDGET (self->box) || !self->may_move)
    return FALSE;
  app_order_list_move (self, row,
                       at != NULL ? gtk_list_box_row_get_index (at)
                                  : (int) app_order_list_get_n_rows (self) - 1);
  return TRUE;
}

/* ---- rows ---- */

static void
on_move_cb (AppOrderRow *row, int delta, AppOrderList *self)
{
  app_order_list_move (self, row, position_of (row) + delta);
}

static void
on_remove_cb (AppOrderRow *row, AppOrderList *self)
{
  g_signal_emit (self, signals[REMOVED], 0, row);
}

static void
watch (AppOrderList *self, AppOrderRow *row)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (on_prepare_cb), row, 0);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (on_drag_begin_cb), row, 0);
  gtk_widget_add_controller (app_order_row_get_handle (row), GTK_EVENT_CONTROLLER (source));
  g_signal_connect_object (row, "move", G_CALLBACK (on_move_cb), self, 0);
  g_signal_connect_object (row, "remove", G_CALLBACK (on_remove_cb), self, 0);
}

static void
app_order_list_class_init (AppOrderListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[MOVED] = g_signal_new ("moved", APP_TYPE_ORDER_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, APP_TYPE_ORDER_ROW);
  signals[REMOVED] = g_signal_new ("removed", APP_TYPE_ORDER_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, APP_TYPE_ORDER_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-order-list.ui");
  gtk_widget_class_bind_template_child (widget_class, AppOrderList, box);
  gtk_widget_class_bind_template_child (widget_class, AppOrderList, placeholder);
}

static void
app_order_list_init (AppOrderList *self)
{
  GtkDropTarget *target = gtk_drop_target_new (APP_TYPE_ORDER_ROW, GDK_ACTION_MOVE);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (target, "drop", G_CALLBACK (on_drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->box), GTK_EVENT_CONTROLLER (target));
}

/**
 * app_order_list_new:
 *
 * Returns: (transfer floating): an empty list
 */
AppOrderList *
app_order_list_new (void)
{
  return g_object_new (APP_TYPE_ORDER_LIST, NULL);
}

/**
 * app_order_list_set_placeholder:
 * @self: a list
 * @text: what it says when it is empty
 *
 * Says what to do next where there is nothing yet.
 */
void
app_order_list_set_placeholder (AppOrderList *self, const char *text)
{
  g_return_if_fail (APP_IS_ORDER_LIST (self));
  gtk_label_set_label (self->placeholder, text);
}

/**
 * app_order_list_set_may:
 * @self: a list
 * @move: whether rows may be moved
 * @remove: whether they may be removed
 *
 * Says what a person may do with rows.
 */
void
app_order_list_set_may (AppOrderList *self, gboolean move, gboolean remove)
{
  g_return_if_fail (APP_IS_ORDER_LIST (self));
  self->may_move = move;
  self->may_remove = remove;
  update_rows (self);
}

/**
 * app_order_list_set_rows:
 * @self: a list
 * @rows: (element-type AppOrderRow): the rows to show, in order, some of which it may show already
 *
 * Shows rows. Those that are at their place already are not touched: they keep the focus.
 */
void
app_order_list_set_rows (AppOrderList *self, GPtrArray *rows)
{
  GtkListBoxRow *extra;

  g_return_if_fail (APP_IS_ORDER_LIST (self));
  for (guint i = 0; i < app_order_list_get_n_rows (self);)
    {
      AppOrderRow *row = app_order_list_get_row (self, i);

      if (g_ptr_array_find (rows, row, NULL))
        i++;
      else
        gtk_list_box_remove (self->box, GTK_WIDGET (row));
    }
  for (guint i = 0; i < rows->len; i++)
    {
      AppOrderRow *row = rows->pdata[i];

      if (gtk_widget_get_parent (GTK_WIDGET (row)) == NULL)
        {
          watch (self, row);
          gtk_list_box_insert (self->box, GTK_WIDGET (row), (int) i);
        }
      else if (position_of (row) != (int) i)
        put_at (self, row, (int) i);
    }
  while ((extra = gtk_list_box_get_row_at_index (self->box, (int) rows->len)) != NULL)
    gtk_list_box_remove (self->box, GTK_WIDGET (extra));
  update_rows (self);
}

/**
 * app_order_list_get_n_rows:
 * @self: a list
 *
 * Returns: how many rows it has
 */
guint
app_order_list_get_n_rows (AppOrderList *self)
{
  guint n = 0;

  g_return_val_if_fail (APP_IS_ORDER_LIST (self), 0);
  while (gtk_list_box_get_row_at_index (self->box, (int) n) != NULL)
    n++;
  return n;
}

/**
 * app_order_list_get_row:
 * @self: a list
 * @position: from 0
 *
 * Returns: (transfer none): the row there
 */
AppOrderRow *
app_order_list_get_row (AppOrderList *self, guint position)
{
  g_return_val_if_fail (APP_IS_ORDER_LIST (self), NULL);
  return APP_ORDER_ROW (gtk_list_box_get_row_at_index (self->box, (int) position));
}

/**
 * app_order_list_move:
 * @self: a list
 * @row: one of its rows
 * @position: where to, from 0; kept between the ends
 *
 * Moves a row, as a person does.
 */
void
app_order_list_move (AppOrderList *self, AppOrderRow *row, int position)
{
  int last;

  g_return_if_fail (APP_IS_ORDER_LIST (self));
  last = (int) app_order_list_get_n_rows (self) - 1;
  position = CLAMP (position, 0, last);
  if (!self->may_move || position == position_of (row))
    return;
  put_at (self, row, position);
  update_rows (self);
  g_signal_emit (self, signals[MOVED], 0, row);
}
