/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-line-list-private.h"

#include <glib/gi18n-lib.h>

/* The column that names the line is always there. */
#define NAMING_COLUMN APP_LINE_COLUMN_STUDENT

static int
find_column (const char *key)
{
  for (int i = 0; i < APP_N_LINE_COLUMNS; i++)
    if (g_strcmp0 (app_line_column_info ((AppLineColumn) i)->key, key) == 0)
      return i;
  return -1;
}

static int
index_of (AppLineList *self, GtkColumnViewColumn *column)
{
  for (int i = 0; i < APP_N_LINE_COLUMNS; i++)
    if (self->columns[i] == column)
      return i;
  g_return_val_if_reached (0);
}

/**
 * _app_line_list_get_column_at:
 * @self: a list
 * @position: from the left, counting the columns that are not shown
 *
 * Returns: which column stands there
 */
AppLineColumn
_app_line_list_get_column_at (AppLineList *self, guint position)
{
  g_autoptr (GtkColumnViewColumn) column =
      g_list_model_get_item (gtk_column_view_get_columns (self->view), position);

  return (AppLineColumn) index_of (self, column);
}

static guint
position_of (AppLineList *self, int index)
{
  guint position = 0;

  while ((int) _app_line_list_get_column_at (self, position) != index)
    position++;
  return position;
}

static int
width_of (AppLineList *self, int index)
{
  return gtk_column_view_column_get_visible (self->columns[index])
             ? gtk_column_view_column_get_fixed_width (self->columns[index])
             : self->widths[index];
}

/* GTK 4.8 goes on counting the fixed width of a hidden column, which then is missing in the others:
 * it is taken away with the column. */
static void
set_visible (AppLineList *self, int index, gboolean visible)
{
  GtkColumnViewColumn *column = self->columns[index];

  if (visible == gtk_column_view_column_get_visible (column))
    return;
  if (!visible)
    self->widths[index] = gtk_column_view_column_get_fixed_width (column);
  gtk_column_view_column_set_fixed_width (column, visible ? self->widths[index] : -1);
  gtk_column_view_column_set_visible (column, visible);
}

static void
set_width (AppLineList *self, int index, int width)
{
  if (gtk_column_view_column_get_visible (self->columns[index]))
    gtk_column_view_column_set_fixed_width (self->columns[index], width);
  else
    self->widths[index] = width;
}

/**
 * _app_line_list_show_columns:
 * @self: a list
 *
 * Shows the columns that are wanted and have room.
 */
void
_app_line_list_show_columns (AppLineList *self)
{
  const struct
  {
    AppLineColumn column;
    gboolean *told; /* to the cells of other columns */
  } tellers[] = {
    { APP_LINE_COLUMN_CLASS, &self->look.has_class },
    { APP_LINE_COLUMN_PERIOD, &self->look.has_period },
    { APP_LINE_COLUMN_NOTES, &self->look.has_notes },
  };
  gboolean is_new = FALSE;

  for (int i = 0; i < APP_N_LINE_COLUMNS; i++)
    set_visible (self, i,
                 self->is_wanted[i]
                     && app_line_column_info ((AppLineColumn) i)->from <= self->look.width);
  for (guint i = 0; i < G_N_ELEMENTS (tellers); i++)
    {
      gboolean visible = gtk_column_view_column_get_visible (self->columns[tellers[i].column]);

      is_new |= *tellers[i].told != visible;
      *tellers[i].told = visible;
    }
  if (is_new)
    _app_line_list_refresh_cells (self, TRUE);
}

static GMenu *
make_title_menu (const char *key)
{
  static const struct
  {
    const char *label, *action;
  } items[] = {
    { N_ ("_Hide This Column"), "columns.hide" },
    { N_ ("Move _Left"), "columns.move-left" },
    { N_ ("Move _Right"), "columns.move-right" },
  };
  GMenu *menu = g_menu_new (), *others = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (items[i].label), NULL);

      if (i == 0 && g_str_equal (key, app_line_column_info (NAMING_COLUMN)->key))
        continue;
      g_menu_item_set_action_and_target (item, items[i].action, "s", key);
      g_menu_append_item (menu, item);
    }
  g_menu_append (others, _ ("C_olumns…"), "columns.choose");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
  g_object_unref (others);
  return menu;
}

/**
 * _app_line_list_init_columns:
 * @self: a list whose template was just made
 *
 * Remembers the columns as the template has them, and gives their titles a menu.
 */
void
_app_line_list_init_columns (AppLineList *self)
{
  for (int i = 0; i < APP_N_LINE_COLUMNS; i++)
    {
      GtkColumnViewColumn *column = self->columns[i];
      g_autoptr (GMenu) menu = make_title_menu (app_line_column_info ((AppLineColumn) i)->key);

      g_assert ((int) _app_line_list_get_column_at (self, (guint) i) == i);
      self->is_wanted[i] = self->is_default[i] = gtk_column_view_column_get_visible (column);
      self->widths[i] = self->default_widths[i] = gtk_column_view_column_get_fixed_width (column);
      if (!self->is_wanted[i])
        gtk_column_view_column_set_fixed_width (column, -1);
      gtk_column_view_column_set_header_menu (column, G_MENU_MODEL (menu));
    }
  _app_line_list_show_columns (self);
}

/**
 * app_line_list_show_column:
 * @self: a list
 * @column: "student", "class"…
 * @shown: whether to show it
 *
 * Shows a column or leaves it out. The one that names the line stays.
 *
 * Returns: %FALSE when there is no such column
 */
gboolean
app_line_list_show_column (AppLineList *self, const char *column, gboolean shown)
{
  int index;

  g_return_val_if_fail (APP_IS_LINE_LIST (self), FALSE);
  index = find_column (column);
  if (index < 0)
    return FALSE;
  self->is_wanted[index] = shown || index == NAMING_COLUMN;
  _app_line_list_show_columns (self);
  return TRUE;
}

static void
place (AppLineList *self, int index, guint position)
{
  if (position_of (self, index) != position)
    gtk_column_view_insert_column (self->view, position, self->columns[index]);
}

/**
 * app_line_list_move_column:
 * @self: a list
 * @column: "student", "class"…
 * @delta: by how many places, to the left when negative
 *
 * Moves a column, as dragging its title does.
 */
void
app_line_list_move_column (AppLineList *self, const char *column, int delta)
{
  int index;

  g_return_if_fail (APP_IS_LINE_LIST (self));
  index = find_column (column);
  if (index >= 0)
    place (self, index,
           (guint) CLAMP ((int) position_of (self, index) + delta, 0, APP_N_LINE_COLUMNS - 1));
}

/* Past the columns that are not shown: what is moved by its title must be seen to move. */
static void
move_past (AppLineList *self, const char *column, int delta)
{
  int index = find_column (column);
  int position = index >= 0 ? (int) position_of (self, index) + delta : -1;

  while (position > 0 && position < APP_N_LINE_COLUMNS - 1
         && !gtk_column_view_column_get_visible (
             self->columns[_app_line_list_get_column_at (self, (guint) position)]))
    position += delta;
  if (position >= 0 && position < APP_N_LINE_COLUMNS)
    place (self, index, (guint) position);
}

/**
 * app_line_list_reset_columns:
 * @self: a list
 *
 * Shows the columns that a new user sees, in their order and with their widths.
 */
void
app_line_list_reset_columns (AppLineList *self)
{
  g_return_if_fail (APP_IS_LINE_LIST (self));
  for (int i = 0; i < APP_N_LINE_COLUMNS; i++)
    {
      place (self, i, (guint) i);
      self->is_wanted[i] = self->is_default[i];
      set_width (self, i, self->default_widths[i]);
    }
  _app_line_list_show_columns (self);
}

/**
 * app_line_list_set_columns:
 * @self: a list
 * @columns: (transfer full): "a(sb)": the columns in order, and whether each is shown
 *
 * Shows the columns that the person has chosen. Those that @columns does not know keep their
 * places after the others; those that there are no more are passed over.
 */
void
app_line_list_set_columns (AppLineList *self, GVariant *columns)
{
  g_autoptr (GVariant) owned = g_variant_take_ref (columns);
  GVariantIter iter;
  const char *key;
  gboolean is_shown;
  guint position = 0;

  g_return_if_fail (APP_IS_LINE_LIST (self));
  g_variant_iter_init (&iter, owned);
  while (g_variant_iter_next (&iter, "(&sb)", &key, &is_shown))
    {
      int index = find_column (key);

      if (index < 0 || position_of (self, index) < position)
        continue;
      place (self, index, position++);
      self->is_wanted[index] = is_shown || index == NAMING_COLUMN;
    }
  _app_line_list_show_columns (self);
}

/**
 * app_line_list_get_columns:
 * @self: a list
 *
 * Returns: (transfer floating): "a(sb)": the columns in order, and whether each is wanted
 */
GVariant *
app_line_list_get_columns (AppLineList *self)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sb)"));

  g_return_val_if_fail (APP_IS_LINE_LIST (self), NULL);
  for (guint i = 0; i < APP_N_LINE_COLUMNS; i++)
    {
      int index = (int) _app_line_list_get_column_at (self, i);

      g_variant_builder_add (&builder, "(sb)", app_line_column_info ((AppLineColumn) index)->key,
                             self->is_wanted[index]);
    }
  return g_variant_builder_end (&builder);
}

/**
 * app_line_list_get_column_title:
 * @self: a list
 * @column: "student", "class"…
 *
 * Returns: (transfer none) (nullable): how it is called
 */
const char *
app_line_list_get_column_title (AppLineList *self, const char *column)
{
  int index = find_column (column);

  g_return_val_if_fail (APP_IS_LINE_LIST (self), NULL);
  return index >= 0 ? gtk_column_view_column_get_title (self->columns[index]) : NULL;
}

/**
 * app_line_list_can_hide_column:
 * @self: a list
 * @column: "student", "class"…
 *
 * Returns: whether the list can do without
 */
gboolean
app_line_list_can_hide_column (AppLineList *self, const char *column)
{
  g_return_val_if_fail (APP_IS_LINE_LIST (self), FALSE);
  return find_column (column) != NAMING_COLUMN;
}

/**
 * app_line_list_is_narrow:
 * @self: a list
 *
 * Returns: whether some columns that are wanted have no room
 */
gboolean
app_line_list_is_narrow (AppLineList *self)
{
  g_return_val_if_fail (APP_IS_LINE_LIST (self), FALSE);
  for (guint i = 0; i < APP_N_LINE_COLUMNS; i++)
    if (self->is_wanted[i] && !gtk_column_view_column_get_visible (self->columns[i]))
      return TRUE;
  return FALSE;
}

/**
 * app_line_list_choose_columns:
 * @self: a list
 *
 * Opens the chooser of columns.
 */
void
app_line_list_choose_columns (AppLineList *self)
{
  g_return_if_fail (APP_IS_LINE_LIST (self));
  if (gtk_widget_get_mapped (GTK_WIDGET (self->columns_button)))
    gtk_menu_button_popup (self->columns_button);
}

/**
 * app_line_list_set_widths:
 * @self: a list
 * @widths: (transfer full): "a{si}": column → pixels
 *
 * Gives columns the widths that the person gave them.
 */
void
app_line_list_set_widths (AppLineList *self, GVariant *widths)
{
  g_autoptr (GVariant) owned = g_variant_take_ref (widths);

  g_return_if_fail (APP_IS_LINE_LIST (self));
  for (int i = 0; i < APP_N_LINE_COLUMNS; i++)
    {
      int width = 0;

      if (g_variant_lookup (owned, app_line_column_info ((AppLineColumn) i)->key, "i", &width)
          && width > 0)
        set_width (self, i, width);
    }
}

/**
 * app_line_list_get_widths:
 * @self: a list
 *
 * Returns: (transfer floating): "a{si}": the columns with a width that the person gave them
 */
GVariant *
app_line_list_get_widths (AppLineList *self)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{si}"));

  g_return_val_if_fail (APP_IS_LINE_LIST (self), NULL);
  for (int i = 0; i < APP_N_LINE_COLUMNS; i++)
    if (width_of (self, i) > 0 && width_of (self, i) != self->default_widths[i])
      g_variant_builder_add (&builder, "{si}", app_line_column_info ((AppLineColumn) i)->key,
                             width_of (self, i));
  return g_variant_builder_end (&builder);
}

static void
on_hide_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  app_line_list_show_column (APP_LINE_LIST (widget), g_variant_get_string (target, NULL), FALSE);
}

static void
on_move_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  move_past (APP_LINE_LIST (widget), g_variant_get_string (target, NULL),
             g_str_equal (action, "columns.move-left") ? -1 : 1);
}

static void
on_choose_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  app_line_list_choose_columns (APP_LINE_LIST (widget));
}

/**
 * _app_line_list_install_column_actions:
 * @widget_class: the class of the list
 *
 * Adds what the menus of the titles do.
 */
void
_app_line_list_install_column_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "columns.hide", "s", on_hide_cb);
  gtk_widget_class_install_action (widget_class, "columns.move-left", "s", on_move_cb);
  gtk_widget_class_install_action (widget_class, "columns.move-right", "s", on_move_cb);
  gtk_widget_class_install_action (widget_class, "columns.choose", NULL, on_choose_cb);
}
