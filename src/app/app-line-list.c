/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-line-list-private.h"

#include "app-menu-click.h"
#include "app-state-menu.h"
#include "base-date.h"

/* Widths of the list, in pixels, from which more columns are shown. */
#define MEDIUM_WIDTH 510
#define WIDE_WIDTH   732
#define LARGE_WIDTH  820

#define QUARK_ITEM (item_quark ())

enum
{
  SELECTION_CHANGED,
  LINE_ACTIVATED,
  STEP_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];
static const char *const page_names[] = { "empty-school", "empty-scope", "empty-search",
                                          "empty-filter" };

G_DEFINE_FINAL_TYPE (AppLineList, app_line_list, ADW_TYPE_BIN)
static G_DEFINE_QUARK (app_line_list_item, item)

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, const AppLineColumnInfo *info)
{
  GtkWidget *cell = info->make ();

  if (info->min_width > 0)
    gtk_widget_set_size_request (cell, info->min_width, -1);
  g_object_set_qdata (G_OBJECT (cell), QUARK_ITEM, item);
  gtk_list_item_set_child (item, cell);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AppLineList *self)
{
  const AppLineColumnInfo *info = g_object_get_qdata (G_OBJECT (factory), QUARK_ITEM);

  g_hash_table_insert (self->cells, item, (gpointer) info);
  _app_line_list_show_line (self, item, info);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AppLineList *self)
{
  g_hash_table_remove (self->cells, item);
}

static void
build_columns (AppLineList *self)
{
  for (guint i = 0; i < APP_N_LINE_COLUMNS; i++)
    {
      const AppLineColumnInfo *info = app_line_column_info (i);
      g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkSorter) sorter =
          GTK_SORTER (gtk_custom_sorter_new (info->compare, (gpointer) info, NULL));

      g_object_set_qdata (G_OBJECT (factory), QUARK_ITEM, (gpointer) info);
      g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), (gpointer) info);
      g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind_cb), self, 0);
      g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind_cb), self, 0);
      gtk_column_view_column_set_factory (self->columns[i], factory);
      gtk_column_view_column_set_sorter (self->columns[i], sorter);
    }
}

static gboolean
on_relayout_cb (gpointer user_data)
{
  AppLineList *self = user_data;
  GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (self->scrolled);
  int width = (int) gtk_adjustment_get_page_size (across);
  AppLineWidth wanted = width >= LARGE_WIDTH    ? APP_LINE_WIDTH_LARGE
                        : width >= WIDE_WIDTH   ? APP_LINE_WIDTH_WIDE
                        : width >= MEDIUM_WIDTH ? APP_LINE_WIDTH_MEDIUM
                                                : APP_LINE_WIDTH_NARROW;

  self->relayout_source = 0;
  if (wanted != self->look.width)
    {
      gboolean narrowness_changes =
          (wanted == APP_LINE_WIDTH_NARROW) != (self->look.width == APP_LINE_WIDTH_NARROW);

      self->look.width = wanted;
      _app_line_list_show_columns (self);
      if (narrowness_changes)
        _app_line_list_refresh_cells (self, TRUE);
    }
  return G_SOURCE_REMOVE;
}

/* Columns cannot come and go while the list is being laid out: it is done right after. */
static void
on_page_size_cb (GtkAdjustment *adjustment, GParamSpec *pspec, AppLineList *self)
{
  if (self->relayout_source == 0)
    self->relayout_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_relayout_cb, self, NULL);
}

static void
on_activate_cb (GtkColumnView *view, guint position, AppLineList *self)
{
  g_signal_emit (self, signals[LINE_ACTIVATED], 0, position);
}

static void
on_selection_changed_cb (GtkSelectionModel *model, guint position, guint n, AppLineList *self)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

/**
 * _app_line_list_item_at:
 * @self: a list
 * @x: a place in it
 * @y: alike
 *
 * Returns: (transfer none) (nullable): the row's item there
 */
GtkListItem *
_app_line_list_item_at (AppLineList *self, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  for (; widget != NULL && widget != GTK_WIDGET (self); widget = gtk_widget_get_parent (widget))
    {
      GtkWidget *child = gtk_widget_get_first_child (widget);
      GtkListItem *item = g_object_get_qdata (G_OBJECT (widget), QUARK_ITEM);

      if (item == NULL && child != NULL)
        item = g_object_get_qdata (G_OBJECT (child), QUARK_ITEM);
      if (item != NULL)
        return item;
    }
  return NULL;
}

static void
pop_up_menu (AppLineList *self, double x, double y)
{
  if (self->popover == NULL)
    {
      self->popover = gtk_popover_menu_new_from_model (self->line_menu);
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
      gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

/* The line under the pointer is among the selected ones, or becomes the only one. */
static gboolean
on_menu_pressed_cb (gpointer object, GtkWidget *widget, double x, double y)
{
  AppLineList *self = object;
  GtkListItem *item = _app_line_list_item_at (self, x, y);

  if (item != NULL && !gtk_list_item_get_selected (item))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection),
                                     gtk_list_item_get_position (item), TRUE);
  return item != NULL;
}

static void
on_menu_wanted_cb (gpointer object, GtkWidget *widget, double x, double y)
{
  GtkListItem *item = _app_line_list_item_at (object, x, y);

  if (item != NULL && gtk_list_item_get_selected (item))
    pop_up_menu (object, x, y);
}

static gboolean
on_menu_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  AppLineList *self = APP_LINE_LIST (widget);
  GtkWidget *row = gtk_root_get_focus (gtk_widget_get_root (widget));
  graphene_rect_t area;

  /* Under the row that has the keyboard. */
  if (row == NULL || !gtk_widget_is_ancestor (row, GTK_WIDGET (self->view))
      || !gtk_widget_compute_bounds (row, widget, &area))
    area = GRAPHENE_RECT_INIT (0, 0, 0, 60);
  pop_up_menu (self, gtk_widget_get_width (widget) / 3.0, area.origin.y + area.size.height);
  return GDK_EVENT_STOP;
}

static void
app_line_list_dispose (GObject *object)
{
  AppLineList *self = APP_LINE_LIST (object);

  g_clear_handle_id (&self->relayout_source, g_source_remove);
  g_clear_handle_id (&self->reveal_source, g_source_remove);
  _app_line_list_stop_replacing (self);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_clear_object (&self->sorted);
  g_clear_object (&self->store);
  g_clear_pointer (&self->look.steps, g_ptr_array_unref);
  g_clear_pointer (&self->look.looks, model_search_looks_unref);
  G_OBJECT_CLASS (app_line_list_parent_class)->dispose (object);
}

static void
app_line_list_finalize (GObject *object)
{
  g_hash_table_unref (APP_LINE_LIST (object)->cells);
  G_OBJECT_CLASS (app_line_list_parent_class)->finalize (object);
}

static void
app_line_list_class_init (AppLineListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_line_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_line_list_finalize;

  signals[SELECTION_CHANGED] =
      g_signal_new ("selection-changed", APP_TYPE_LINE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);
  signals[LINE_ACTIVATED] = g_signal_new ("line-activated", APP_TYPE_LINE_LIST, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[STEP_CHOSEN] =
      g_signal_new ("step-chosen", APP_TYPE_LINE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, MODEL_TYPE_LINE, G_TYPE_INT);

  g_type_ensure (APP_TYPE_COLUMN_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-line-list.ui");
  _app_line_list_install_column_actions (widget_class);
  gtk_widget_class_bind_template_child (widget_class, AppLineList, pages);
  gtk_widget_class_bind_template_child (widget_class, AppLineList, scrolled);
  gtk_widget_class_bind_template_child (widget_class, AppLineList, view);
  gtk_widget_class_bind_template_child (widget_class, AppLineList, line_menu);
  gtk_widget_class_bind_template_child (widget_class, AppLineList, state_menu);
  gtk_widget_class_bind_template_child (widget_class, AppLineList, columns_button);
  gtk_widget_class_bind_template_child (widget_class, AppLineList, chooser);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  for (guint i = 0; i < APP_N_LINE_COLUMNS; i++)
    {
      g_autofree char *id = g_strconcat (app_line_column_info (i)->key, "_column", NULL);

      gtk_widget_class_bind_template_child_full (
          widget_class, g_intern_string (id), FALSE,
          G_STRUCT_OFFSET (AppLineList, columns) + (gssize) (i * sizeof (GtkColumnViewColumn *)));
    }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, on_menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, on_menu_key_cb, NULL);
}

static void
app_line_list_init (AppLineList *self)
{
  g_autoptr (ModelSettings) defaults = model_settings_new ();

  self->look.width = APP_LINE_WIDTH_LARGE;
  self->look.looks = model_search_looks_new (defaults);
  gtk_widget_init_template (GTK_WIDGET (self));
  app_column_chooser_set_list (self->chooser, self);
  _app_line_list_make_models (self);
  _app_line_list_init_columns (self);
  build_columns (self);
  g_signal_connect (self->selection, "selection-changed", G_CALLBACK (on_selection_changed_cb),
                    self);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_column_view_sort_by_column (self->view, self->columns[APP_LINE_COLUMN_STUDENT],
                                  GTK_SORT_ASCENDING);

  _app_line_list_init_steps (self);
  app_menu_click_add (GTK_WIDGET (self), on_menu_pressed_cb, on_menu_wanted_cb, self);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scrolled),
                           "notify::page-size", G_CALLBACK (on_page_size_cb), self, 0);
}

/**
 * _app_line_list_choose_step:
 * @self: a list
 * @line: a line
 * @step: where its agreement is to go
 *
 * Tells that a step was chosen.
 */
void
_app_line_list_choose_step (AppLineList *self, ModelLine *line, int step)
{
  g_signal_emit (self, signals[STEP_CHOSEN], 0, line, step);
}

/**
 * app_line_list_new:
 *
 * Returns: (transfer floating): an empty list
 */
AppLineList *
app_line_list_new (void)
{
  return g_object_new (APP_TYPE_LINE_LIST, NULL);
}

/**
 * app_line_list_set_steps:
 * @self: a list
 * @steps: (transfer none) (element-type ModelStep): the school's steps
 *
 * Tells the cells how steps are called; app_line_list_show() follows.
 */
void
app_line_list_set_steps (AppLineList *self, GPtrArray *steps)
{
  g_return_if_fail (APP_IS_LINE_LIST (self));
  g_ptr_array_ref (steps);
  g_clear_pointer (&self->look.steps, g_ptr_array_unref);
  self->look.steps = steps;
}

/**
 * app_line_list_set_looks:
 * @self: a list
 * @looks: (transfer none): how the school shows the states of a search
 *
 * Tells the cells how states are shown; app_line_list_show() follows.
 */
void
app_line_list_set_looks (AppLineList *self, ModelSearchLooks *looks)
{
  g_return_if_fail (APP_IS_LINE_LIST (self));
  if (self->look.looks != NULL && !model_search_looks_equal (self->look.looks, looks))
    self->is_look_new = TRUE;
  if (self->is_look_new || g_menu_model_get_n_items (G_MENU_MODEL (self->state_menu)) == 0)
    app_state_menu_fill (self->state_menu, looks);
  model_search_looks_ref (looks);
  g_clear_pointer (&self->look.looks, model_search_looks_unref);
  self->look.looks = looks;
}

/**
 * app_line_list_set_scope:
 * @self: a list
 * @one_class: whether all lines are of one class
 * @one_period: whether all are of one period
 *
 * Leaves out what all lines have in common; app_line_list_show() follows.
 */
void
app_line_list_set_scope (AppLineList *self, gboolean one_class, gboolean one_period)
{
  g_return_if_fail (APP_IS_LINE_LIST (self));
  if (self->look.one_class == one_class && self->look.one_period == one_period)
    return;
  self->look.one_class = one_class;
  self->look.one_period = one_period;
  self->is_look_new = TRUE;
}

/* A window may stay open for days. */
static void
set_today (AppLineList *self)
{
  g_autofree char *iso = base_date_today_iso ();
  GDate today;

  g_date_clear (&today, 1);
  if (!base_date_parse_iso (iso, &today)
      || (g_date_valid (&self->look.today) && g_date_compare (&today, &self->look.today) == 0))
    return;
  self->look.today = today;
  self->is_look_new = TRUE;
}

static void
end_showing (AppLineList *self, GPtrArray *lines, AppLineListEmpty empty)
{
  gtk_stack_set_visible_child_name (self->pages, lines->len > 0 ? "list" : page_names[empty]);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

/**
 * app_line_list_show:
 * @self: a list
 * @lines: (element-type ModelLine): the lines to show, in any order
 * @empty: what to say when there are none
 *
 * Shows @lines; those selected stay selected as long as they are among them.
 */
void
app_line_list_show (AppLineList *self, GPtrArray *lines, AppLineListEmpty empty)
{
  g_return_if_fail (APP_IS_LINE_LIST (self));
  g_return_if_fail ((guint) empty < G_N_ELEMENTS (page_names));
  set_today (self);
  _app_line_list_replace (self, lines);
  end_showing (self, lines, empty);
}

/**
 * app_line_list_show_again:
 * @self: a list
 * @lines: (element-type ModelLine): lines, just read
 * @empty: why there are none, if so
 *
 * As app_line_list_show(), but of thousands that say something new of what is shown already only
 * the first do so at once, and the others soon after.
 */
void
app_line_list_show_again (AppLineList *self, GPtrArray *lines, AppLineListEmpty empty)
{
  g_return_if_fail (APP_IS_LINE_LIST (self));
  g_return_if_fail ((guint) empty < G_N_ELEMENTS (page_names));
  set_today (self);
  _app_line_list_replace_slowly (self, lines);
  end_showing (self, lines, empty);
}

/**
 * app_line_list_get_n_lines:
 * @self: a list
 *
 * Returns: how many lines it shows
 */
guint
app_line_list_get_n_lines (AppLineList *self)
{
  g_return_val_if_fail (APP_IS_LINE_LIST (self), 0);
  return g_list_model_get_n_items (G_LIST_MODEL (self->sorted));
}

/**
 * app_line_list_get_line:
 * @self: a list
 * @position: from the top, as sorted
 *
 * Returns: (transfer full) (nullable): the line there
 */
ModelLine *
app_line_list_get_line (AppLineList *self, guint position)
{
  g_return_val_if_fail (APP_IS_LINE_LIST (self), NULL);
  return g_list_model_get_item (G_LIST_MODEL (self->sorted), position);
}

/**
 * app_line_list_get_lines:
 * @self: a list
 *
 * Returns: (transfer full) (element-type ModelLine): every line, as sorted
 */
GPtrArray *
app_line_list_get_lines (AppLineList *self)
{
  guint n = app_line_list_get_n_lines (self);
  GPtrArray *lines = g_ptr_array_new_full (n, g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (lines, app_line_list_get_line (self, i));
  return lines;
}

/**
 * app_line_list_get_selected:
 * @self: a list
 *
 * Returns: (transfer full) (element-type ModelLine): the selected lines, as sorted
 */
GPtrArray *
app_line_list_get_selected (AppLineList *self)
{
  g_autoptr (GtkBitset) bits = NULL;
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (APP_IS_LINE_LIST (self), lines);
  bits = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  if (gtk_bitset_iter_init_first (&iter, bits, &position))
    do
      g_ptr_array_add (lines, app_line_list_get_line (self, position));
    while (gtk_bitset_iter_next (&iter, &position));
  return lines;
}

/**
 * app_line_list_get_n_selected:
 * @self: a list
 *
 * Returns: how many lines are selected
 */
guint
app_line_list_get_n_selected (AppLineList *self)
{
  g_autoptr (GtkBitset) bits = NULL;

  g_return_val_if_fail (APP_IS_LINE_LIST (self), 0);
  bits = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  return (guint) gtk_bitset_get_size (bits);
}

/**
 * app_line_list_get_menu:
 * @self: a list
 *
 * Returns: (transfer none): what is done to the selected lines
 */
GMenuModel *
app_line_list_get_menu (AppLineList *self)
{
  g_return_val_if_fail (APP_IS_LINE_LIST (self), NULL);
  return self->line_menu;
}

/**
 * app_line_list_select:
 * @self: a list
 * @position: from the top
 * @scroll: whether to bring it into sight
 *
 * Selects one line and no other.
 */
void
app_line_list_select (AppLineList *self, guint position, gboolean scroll)
{
  g_return_if_fail (APP_IS_LINE_LIST (self));
  if (position >= app_line_list_get_n_lines (self))
    return;
  _app_line_list_need_row (self, position);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  if (scroll)
    _app_line_list_scroll_to (self, position);
}

/**
 * app_line_list_select_all:
 * @self: a list
 *
 * Selects every line.
 */
void
app_line_list_select_all (AppLineList *self)
{
  g_return_if_fail (APP_IS_LINE_LIST (self));
  _app_line_list_need_row (self, G_MAXUINT);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

/**
 * app_line_list_unselect:
 * @self: a list
 *
 * Selects nothing.
 */
void
app_line_list_unselect (AppLineList *self)
{
  g_return_if_fail (APP_IS_LINE_LIST (self));
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

/**
 * app_line_list_get_page:
 * @self: a list
 *
 * Returns: (transfer none): "list", or which empty place is shown
 */
const char *
app_line_list_get_page (AppLineList *self)
{
  g_return_val_if_fail (APP_IS_LINE_LIST (self), NULL);
  return gtk_stack_get_visible_child_name (self->pages);
}

/**
 * app_line_list_focus:
 * @self: a list
 *
 * Moves the keyboard focus into the list.
 */
void
app_line_list_focus (AppLineList *self)
{
  g_return_if_fail (APP_IS_LINE_LIST (self));
  if (!_app_line_list_focus_selected (self))
    gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
}
