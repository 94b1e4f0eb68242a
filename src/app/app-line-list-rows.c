/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-line-list-private.h"

#include "app-lines.h"

/* A column view makes two hundred rows when it has as many lines, whatever is visible: with all of
 * them at once the window would stand still. It is given a screenful first, then more at a time. */
#define ROWS_AT_ONCE 32
#define ROWS_AT_MOST 200

/* Up to so many lines that come or go leave the other rows what they show, and where they are. */
#define FEW_LINES 16

/* So many lines change places at one go: ten thousand hold the window up for a tenth of a second.
 */
#define LINES_AT_ONCE 2500

/**
 * _app_line_list_show_line:
 * @self: a list
 * @item: one of its cells
 * @info: its column
 *
 * Fills a cell.
 */
void
_app_line_list_show_line (AppLineList *self, GtkListItem *item, const AppLineColumnInfo *info)
{
  AppLineRow *row = gtk_list_item_get_item (item);

  info->show (info, gtk_list_item_get_child (item), app_line_row_get_line (row), &self->look);
}

/**
 * _app_line_list_refresh_cells:
 * @self: a list
 * @all: whether what cells are told beside their line has changed
 *
 * Fills the cells whose line was replaced, or all.
 */
void
_app_line_list_refresh_cells (AppLineList *self, gboolean all)
{
  GHashTableIter iter;
  gpointer item, info;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &item, &info))
    if (all || app_line_row_is_stale (gtk_list_item_get_item (item)))
      _app_line_list_show_line (self, item, info);
}

static void
show_all_rows (AppLineList *self)
{
  g_clear_handle_id (&self->reveal_source, g_source_remove);
  app_line_rows_set_limit (self->rows, G_MAXUINT);
}

/**
 * _app_line_list_need_row:
 * @self: a list
 * @position: from the top
 *
 * Makes sure that there is a row to select or to scroll to.
 */
void
_app_line_list_need_row (AppLineList *self, guint position)
{
  if (position >= app_line_rows_get_limit (self->rows))
    show_all_rows (self);
}

static gboolean
on_reveal_cb (gpointer user_data)
{
  AppLineList *self = user_data;
  guint limit = app_line_rows_get_limit (self->rows) + ROWS_AT_ONCE;

  if (limit < MIN (ROWS_AT_MOST, app_line_list_get_n_lines (self)))
    {
      app_line_rows_set_limit (self->rows, limit);
      return G_SOURCE_CONTINUE;
    }
  self->reveal_source = 0;
  show_all_rows (self);
  return G_SOURCE_REMOVE;
}

/* Rows that are there already take other lines at little cost. */
static void
limit_rows (AppLineList *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  app_line_rows_set_limit (self->rows, n < ROWS_AT_MOST ? MAX (n, ROWS_AT_ONCE) : G_MAXUINT);
}

static void
reveal_rows (AppLineList *self)
{
  if (self->reveal_source == 0
      && app_line_rows_get_limit (self->rows) < app_line_list_get_n_lines (self))
    self->reveal_source = g_idle_add (on_reveal_cb, self);
}

/* Lines that were read anew are other objects: they are found again by what they are about. */
static void
restore_selection (AppLineList *self, GPtrArray *selected)
{
  guint n = app_line_list_get_n_lines (self);
  g_autoptr (GtkBitset) bits = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) mask = gtk_bitset_new_range (0, n);
  g_autoptr (GHashTable) places = NULL;

  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  if (selected->len == 0)
    return;
  places = app_lines_index (selected);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ModelLine) line = app_line_list_get_line (self, i);

      if (g_hash_table_contains (places, line))
        gtk_bitset_add (bits, i);
    }
  _app_line_list_need_row (self, gtk_bitset_get_maximum (bits));
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), bits, mask);
}

/* The first that differ and how many of the end do not. */
static void
find_stretch (GListModel *model, GPtrArray *lines, guint *first, guint *last)
{
  guint n_old = g_list_model_get_n_items (model);

  for (*first = 0; *first < MIN (n_old, lines->len); (*first)++)
    {
      g_autoptr (GObject) old = g_list_model_get_item (model, *first);

      if (old != g_ptr_array_index (lines, *first))
        break;
    }
  for (*last = 0; *last < MIN (n_old, lines->len) - *first; (*last)++)
    {
      g_autoptr (GObject) old = g_list_model_get_item (model, n_old - 1 - *last);

      if (old != g_ptr_array_index (lines, lines->len - 1 - *last))
        break;
    }
}

/* Replaces only the stretch of lines that differs; what is selected stays so. */
static void
replace (AppLineList *self, GPtrArray *lines)
{
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self);
  GListModel *model = G_LIST_MODEL (self->store);
  guint first, last, n_removed, n_added;

  find_stretch (model, lines, &first, &last);
  n_removed = g_list_model_get_n_items (model) - first - last;
  n_added = lines->len - first - last;
  self->is_filling = TRUE;
  limit_rows (self);
  if (n_removed == n_added || n_removed + n_added > FEW_LINES)
    app_line_rows_begin (self->rows);
  /* An empty array may have no memory to point into. */
  if (n_removed + n_added > 0)
    g_list_store_splice (self->store, first, n_removed,
                         first < lines->len ? lines->pdata + first : NULL, n_added);
  app_line_rows_end (self->rows);
  _app_line_list_refresh_cells (self, self->is_look_new);
  self->is_look_new = FALSE;
  restore_selection (self, selected);
  self->is_filling = FALSE;
  reveal_rows (self);
}

/**
 * _app_line_list_stop_replacing:
 * @self: a list
 *
 * Lines that have not taken their places yet never will.
 */
void
_app_line_list_stop_replacing (AppLineList *self)
{
  g_clear_handle_id (&self->place_source, g_source_remove);
  g_clear_pointer (&self->wanted, g_ptr_array_unref);
}

/**
 * _app_line_list_replace:
 * @self: a list
 * @lines: (element-type ModelLine): the lines to show
 *
 * Shows them; what is selected stays so.
 */
void
_app_line_list_replace (AppLineList *self, GPtrArray *lines)
{
  _app_line_list_stop_replacing (self);
  replace (self, lines);
}

/* Whether many lines differ, each of them about what the one in its place is about. */
static gboolean
is_same_list (AppLineList *self, GPtrArray *lines)
{
  GListModel *model = G_LIST_MODEL (self->store);
  guint first, last;

  if (lines->len <= LINES_AT_ONCE || g_list_model_get_n_items (model) != lines->len)
    return FALSE;
  find_stretch (model, lines, &first, &last);
  if (lines->len - first - last <= LINES_AT_ONCE)
    return FALSE;
  for (guint i = first; i < lines->len - last; i++)
    {
      g_autoptr (ModelLine) old = g_list_model_get_item (model, i);

      if (!app_lines_same_place (old, g_ptr_array_index (lines, i)))
        return FALSE;
    }
  return TRUE;
}

/* The lines that are wanted, and behind them those that are there still. */
static void
place_some (AppLineList *self)
{
  g_autoptr (GPtrArray) mixed = g_ptr_array_new_full (self->wanted->len, g_object_unref);

  self->n_placed = MIN (self->n_placed + LINES_AT_ONCE, self->wanted->len);
  for (guint i = 0; i < self->wanted->len; i++)
    g_ptr_array_add (mixed, i < self->n_placed
                                ? g_object_ref (g_ptr_array_index (self->wanted, i))
                                : g_list_model_get_item (G_LIST_MODEL (self->store), i));
  replace (self, mixed);
}

static gboolean
on_place_cb (gpointer user_data)
{
  AppLineList *self = user_data;

  place_some (self);
  if (self->n_placed < self->wanted->len)
    return G_SOURCE_CONTINUE;
  self->place_source = 0;
  _app_line_list_stop_replacing (self);
  g_signal_emit_by_name (self, "selection-changed");
  return G_SOURCE_REMOVE;
}

/**
 * _app_line_list_replace_slowly:
 * @self: a list
 * @lines: (element-type ModelLine): the lines to show
 *
 * As _app_line_list_replace(), but many lines that say something new of what is there take their
 * places a part at a time, and the window answers between.
 */
void
_app_line_list_replace_slowly (AppLineList *self, GPtrArray *lines)
{
  if (!is_same_list (self, lines))
    {
      _app_line_list_replace (self, lines);
      return;
    }
  _app_line_list_stop_replacing (self);
  self->wanted = g_ptr_array_copy (lines, (GCopyFunc) (GCallback) g_object_ref, NULL);
  g_ptr_array_set_free_func (self->wanted, g_object_unref);
  self->n_placed = 0;
  place_some (self);
  self->place_source = g_idle_add_full (G_PRIORITY_DEFAULT, on_place_cb, self, NULL);
}

static GtkWidget *
find_row (AppLineList *self, guint position)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    if (gtk_list_item_get_position (item) == position)
      {
        GtkWidget *cell = gtk_widget_get_parent (gtk_list_item_get_child (item));

        return cell != NULL ? gtk_widget_get_parent (cell) : NULL;
      }
  return NULL;
}

/**
 * _app_line_list_scroll_to:
 * @self: a list
 * @position: from the top
 *
 * Brings a line into sight. gtk_column_view_scroll_to() came with GTK 4.12; the list inside has
 * always had the action.
 */
void
_app_line_list_scroll_to (AppLineList *self, guint position)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  _app_line_list_need_row (self, position);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_BASE (child))
      gtk_widget_activate_action (child, "list.scroll-to-item", "u", position);
}

/**
 * _app_line_list_focus_selected:
 * @self: a list
 *
 * Gives the keyboard to the only selected line.
 *
 * Returns: whether there is one
 */
gboolean
_app_line_list_focus_selected (AppLineList *self)
{
  g_autoptr (GtkBitset) bits =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkWidget *row;

  if (gtk_bitset_get_size (bits) != 1)
    return FALSE;
  _app_line_list_scroll_to (self, gtk_bitset_get_minimum (bits));
  row = find_row (self, gtk_bitset_get_minimum (bits));
  return row != NULL && gtk_widget_grab_focus (row);
}

/* The rows stay when the order changes, and take other lines. The last change comes when the list
 * is being destroyed with its columns. */
static void
on_sort_begins_cb (GtkSorter *sorter, GtkSorterChange change, AppLineList *self)
{
  if (self->rows == NULL)
    return;
  self->is_filling = TRUE;
  self->selected_before = app_line_list_get_selected (self);
  app_line_rows_begin (self->rows);
}

static void
on_sort_ends_cb (GtkSorter *sorter, GtkSorterChange change, AppLineList *self)
{
  g_autoptr (GPtrArray) selected = g_steal_pointer (&self->selected_before);

  if (selected == NULL)
    return;
  app_line_rows_end (self->rows);
  _app_line_list_refresh_cells (self, FALSE);
  restore_selection (self, selected);
  self->is_filling = FALSE;
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->view)) != NULL)
    _app_line_list_focus_selected (self);
}

/**
 * _app_line_list_make_models:
 * @self: a list that is being made
 *
 * Lines, in the order of the titles, in rows, some of them selected.
 */
void
_app_line_list_make_models (AppLineList *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);

  self->cells = g_hash_table_new (NULL, NULL);
  self->store = g_list_store_new (MODEL_TYPE_LINE);
  g_signal_connect_object (sorter, "changed", G_CALLBACK (on_sort_begins_cb), self, 0);
  self->sorted =
      gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->store)), g_object_ref (sorter));
  self->rows = app_line_rows_new (G_LIST_MODEL (self->sorted), ROWS_AT_ONCE);
  g_signal_connect_object (sorter, "changed", G_CALLBACK (on_sort_ends_cb), self, 0);
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
}
