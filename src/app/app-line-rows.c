/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-line-rows.h"

/**
 * AppLineRow:
 *
 * A place in the list, and the line that stands there.
 */
struct _AppLineRow
{
  GObject parent_instance;

  ModelLine *line;
  gboolean is_stale;
};

G_DEFINE_FINAL_TYPE (AppLineRow, app_line_row, G_TYPE_OBJECT)

/**
 * AppLineRows:
 *
 * The model that the list shows: the first of the sorted lines, as many as its limit says, each in
 * an #AppLineRow. GTK 4.8 throws a row's widgets away with its item and makes others, two hundred
 * times for a list that is filtered; between app_line_rows_begin() and app_line_rows_end() the rows
 * stay and only take other lines.
 */
struct _AppLineRows
{
  GObject parent_instance;

  GListModel *lines;
  GPtrArray *rows; /* (element-type AppLineRow): %NULL where nobody has asked for it yet */
  guint limit;
  gboolean is_replacing;
};

static void
app_line_row_finalize (GObject *object)
{
  g_clear_object (&APP_LINE_ROW (object)->line);
  G_OBJECT_CLASS (app_line_row_parent_class)->finalize (object);
}

static void
app_line_row_class_init (AppLineRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_line_row_finalize;
}

static void
app_line_row_init (AppLineRow *self)
{
}

/**
 * app_line_row_get_line:
 * @self: a row
 *
 * Returns: (transfer none): the line that stands there
 */
ModelLine *
app_line_row_get_line (AppLineRow *self)
{
  g_return_val_if_fail (APP_IS_LINE_ROW (self), NULL);
  return self->line;
}

/**
 * app_line_row_is_stale:
 * @self: a row
 *
 * Returns: whether the last app_line_rows_end() gave it another line, which its cells must show
 */
gboolean
app_line_row_is_stale (AppLineRow *self)
{
  g_return_val_if_fail (APP_IS_LINE_ROW (self), FALSE);
  return self->is_stale;
}

static void
unref_row (gpointer row)
{
  if (row != NULL)
    g_object_unref (row);
}

static GType
rows_get_item_type (GListModel *model)
{
  return APP_TYPE_LINE_ROW;
}

static guint
rows_get_n_items (GListModel *model)
{
  return APP_LINE_ROWS (model)->rows->len;
}

static gpointer
rows_get_item (GListModel *model, guint position)
{
  AppLineRows *self = APP_LINE_ROWS (model);
  AppLineRow *row;

  if (position >= self->rows->len)
    return NULL;
  row = self->rows->pdata[position];
  if (row == NULL)
    {
      row = g_object_new (APP_TYPE_LINE_ROW, NULL);
      row->line = g_list_model_get_item (self->lines, position);
      self->rows->pdata[position] = row;
    }
  return g_object_ref (row);
}

static void
rows_init_interface (GListModelInterface *interface)
{
  interface->get_item_type = rows_get_item_type;
  interface->get_n_items = rows_get_n_items;
  interface->get_item = rows_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AppLineRows,
                               app_line_rows,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rows_init_interface))

static guint
count_wanted (AppLineRows *self)
{
  return MIN (g_list_model_get_n_items (self->lines), self->limit);
}

/* Changes how many rows there are at the end. */
static void
resize (AppLineRows *self)
{
  guint before = self->rows->len, after = count_wanted (self);

  g_ptr_array_set_size (self->rows, (int) after);
  if (after < before)
    g_list_model_items_changed (G_LIST_MODEL (self), after, before - after, 0);
  else if (after > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, after - before);
}

/* The rows of lines that go and come back elsewhere, as all do when the list is sorted, go along.
 */
static void
move_rows (AppLineRows *self, guint position, guint n_after)
{
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->rows);

  self->rows = g_ptr_array_new_full (n_after, unref_row);
  g_ptr_array_set_size (self->rows, (int) n_after);
  for (guint i = 0; i < before->len; i++)
    {
      AppLineRow *row = before->pdata[i];

      if (row != NULL && i < position)
        self->rows->pdata[i] = g_object_ref (row);
      else if (row != NULL)
        g_hash_table_insert (known, row->line, row);
    }
  for (guint i = position; i < n_after && g_hash_table_size (known) > 0; i++)
    {
      g_autoptr (ModelLine) line = g_list_model_get_item (self->lines, i);
      gpointer row;

      if (g_hash_table_steal_extended (known, line, NULL, &row))
        self->rows->pdata[i] = g_object_ref (row);
    }
}

static void
on_lines_changed_cb (GListModel *lines,
                     guint position,
                     guint removed,
                     guint added,
                     AppLineRows *self)
{
  guint n_before = self->rows->len, n_after = count_wanted (self);

  if (self->is_replacing || position >= MAX (n_before, n_after))
    return;
  /* Where the limit cuts, what comes in at the end or leaves there is told as well. */
  if (removed == added)
    removed = added = MIN (added, n_after - position);
  else if (n_before == self->limit || n_after == self->limit)
    {
      removed = n_before - position;
      added = n_after - position;
    }
  move_rows (self, position, n_after);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
app_line_rows_dispose (GObject *object)
{
  AppLineRows *self = APP_LINE_ROWS (object);

  g_clear_object (&self->lines);
  G_OBJECT_CLASS (app_line_rows_parent_class)->dispose (object);
}

static void
app_line_rows_finalize (GObject *object)
{
  g_ptr_array_unref (APP_LINE_ROWS (object)->rows);
  G_OBJECT_CLASS (app_line_rows_parent_class)->finalize (object);
}

static void
app_line_rows_class_init (AppLineRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_line_rows_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_line_rows_finalize;
}

static void
app_line_rows_init (AppLineRows *self)
{
}

/**
 * app_line_rows_new:
 * @lines: (element-type ModelLine): the sorted lines
 * @limit: how many of them have a row
 *
 * Returns: (transfer full): their rows
 */
AppLineRows *
app_line_rows_new (GListModel *lines, guint limit)
{
  AppLineRows *self = g_object_new (APP_TYPE_LINE_ROWS, NULL);

  self->lines = g_object_ref (lines);
  self->limit = limit;
  self->rows = g_ptr_array_new_with_free_func (unref_row);
  g_ptr_array_set_size (self->rows, (int) count_wanted (self));
  g_signal_connect_object (lines, "items-changed", G_CALLBACK (on_lines_changed_cb), self, 0);
  return self;
}

/**
 * app_line_rows_begin:
 * @self: rows
 *
 * From here on the lines change without the rows following, until app_line_rows_end().
 */
void
app_line_rows_begin (AppLineRows *self)
{
  g_return_if_fail (APP_IS_LINE_ROWS (self));
  self->is_replacing = TRUE;
}

/**
 * app_line_rows_end:
 * @self: rows
 *
 * Gives the rows the lines that stand at their places now; only at the end rows come or go.
 */
void
app_line_rows_end (AppLineRows *self)
{
  guint n = count_wanted (self);

  g_return_if_fail (APP_IS_LINE_ROWS (self));
  for (guint i = 0; i < MIN (n, self->rows->len); i++)
    {
      AppLineRow *row = self->rows->pdata[i];
      g_autoptr (ModelLine) line = row != NULL ? g_list_model_get_item (self->lines, i) : NULL;

      if (row == NULL)
        continue;
      row->is_stale = row->line != line;
      g_set_object (&row->line, line);
    }
  self->is_replacing = FALSE;
  resize (self);
}

/**
 * app_line_rows_set_limit:
 * @self: rows
 * @limit: how many there may be
 *
 * Shows more or fewer of the first lines.
 */
void
app_line_rows_set_limit (AppLineRows *self, guint limit)
{
  g_return_if_fail (APP_IS_LINE_ROWS (self));
  self->limit = limit;
  if (!self->is_replacing)
    resize (self);
}

/**
 * app_line_rows_get_limit:
 * @self: rows
 *
 * Returns: how many there may be
 */
guint
app_line_rows_get_limit (AppLineRows *self)
{
  g_return_val_if_fail (APP_IS_LINE_ROWS (self), 0);
  return self->limit;
}
