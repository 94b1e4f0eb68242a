/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-line-list-private.h"

/* A line whose every key is @letter, except for @odd's, which is @other. */
static ModelLine *
make_probe (AppLineColumn odd, char letter, char other)
{
  ModelLine *line = model_line_new ();

  for (guint i = 0; i < APP_N_LINE_COLUMNS; i++)
    {
      gsize order = app_line_column_info (i)->order;

      if (order == 0)
        continue;
      g_free (G_STRUCT_MEMBER (char *, line, order));
      G_STRUCT_MEMBER (char *, line, order) = g_strndup (i == odd ? &other : &letter, 1);
    }
  line->search_state = (odd == APP_LINE_COLUMN_SEARCH ? other : letter) - 'a';
  line->step = (odd == APP_LINE_COLUMN_PROGRESS ? other : letter) - 'a';
  line->n_unread = 'z' - (odd == APP_LINE_COLUMN_NOTES ? other : letter);
  return line;
}

static GtkOrdering
probe (GtkSorter *sorter, AppLineColumn odd)
{
  g_autoptr (ModelLine) first = make_probe (odd, 'b', 'a');
  g_autoptr (ModelLine) second = make_probe (odd, 'a', 'b');

  return gtk_sorter_compare (sorter, first, second);
}

/**
 * app_line_list_sort:
 * @self: a list
 * @column: "student", "class", "search"…
 * @descending: from the last to the first
 *
 * Sorts by a column, as a click on its title does.
 *
 * Returns: %FALSE when there is no such column
 */
gboolean
app_line_list_sort (AppLineList *self, const char *column, gboolean descending)
{
  g_return_val_if_fail (APP_IS_LINE_LIST (self), FALSE);
  for (guint i = 0; i < APP_N_LINE_COLUMNS; i++)
    if (g_strcmp0 (app_line_column_info (i)->key, column) == 0)
      {
        gtk_column_view_sort_by_column (self->view, self->columns[i],
                                        descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
        return TRUE;
      }
  return FALSE;
}

/**
 * app_line_list_get_sort:
 * @self: a list
 * @descending: (out): the direction
 *
 * Which column the list is sorted by. GTK tells only from 4.10 on, so the sorter is asked: of pairs
 * of lines that are in order in one column and out of order in all others, the one that is ordered
 * unlike the rest is the sorting column's.
 *
 * Returns: (transfer none): the column's key
 */
const char *
app_line_list_get_sort (AppLineList *self, gboolean *descending)
{
  GtkOrdering orders[APP_N_LINE_COLUMNS];
  GtkSorter *sorter;
  guint n_smaller = 0;

  g_return_val_if_fail (APP_IS_LINE_LIST (self), NULL);
  sorter = gtk_column_view_get_sorter (self->view);
  for (guint i = 0; i < APP_N_LINE_COLUMNS; i++)
    {
      orders[i] = probe (sorter, i);
      n_smaller += orders[i] == GTK_ORDERING_SMALLER;
    }
  *descending = n_smaller > 1;
  for (guint i = 0; i < APP_N_LINE_COLUMNS; i++)
    if (orders[i] == (*descending ? GTK_ORDERING_LARGER : GTK_ORDERING_SMALLER))
      return app_line_column_info (i)->key;
  return app_line_column_info (APP_LINE_COLUMN_STUDENT)->key;
}
