/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-text-cell.h"

#include <glib/gi18n-lib.h>

#include "app-draw.h"
#include "app-note-cell.h"

#define DETAIL_SCALE 0.86
#define MARK_GAP     6
#define DETAIL_ALPHA 0xb000

/**
 * AppTextCell:
 *
 * A cell of the list: a line of text and a smaller one under it, cut with an ellipsis. A column
 * view makes some two hundred rows whatever is visible, so that text is laid out when a cell is
 * drawn and not before, and the height comes from the font alone: all rows are equally high.
 */
struct _AppTextCell
{
  GtkWidget parent_instance;

  char *text;
  char *detail;
  PangoLayout *layout;
  gboolean strong;
  guint n_unread;
  GtkWidget *mark; /* (nullable): made for the few cells that have one */
};

G_DEFINE_FINAL_TYPE (AppTextCell, app_text_cell, GTK_TYPE_WIDGET)

static PangoLayout *
ensure_layout (AppTextCell *self)
{
  g_autoptr (PangoAttrList) attributes = NULL;
  g_autofree char *both = NULL;
  PangoAttribute *attribute;
  guint first;

  if (self->layout != NULL)
    return self->layout;
  first = strlen (self->text);
  both = self->detail[0] == '\0' ? g_strdup (self->text)
                                 : g_strconcat (self->text, "\n", self->detail, NULL);
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), both);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (self->layout, -1);

  attributes = pango_attr_list_new ();
  if (self->strong)
    {
      attribute = pango_attr_weight_new (PANGO_WEIGHT_SEMIBOLD);
      attribute->end_index = first;
      pango_attr_list_insert (attributes, attribute);
    }
  attribute = pango_attr_scale_new (DETAIL_SCALE);
  attribute->start_index = first + 1;
  pango_attr_list_insert (attributes, attribute);
  attribute = pango_attr_foreground_alpha_new (DETAIL_ALPHA);
  attribute->start_index = first + 1;
  pango_attr_list_insert (attributes, attribute);
  pango_layout_set_attributes (self->layout, attributes);
  return self->layout;
}

static void
app_text_cell_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL
                            ? app_draw_text_height (widget, 1 + DETAIL_SCALE) + 1
                            : 0;
}

static int
mark_width (AppTextCell *self)
{
  int width;

  if (self->n_unread == 0)
    return 0;
  gtk_widget_measure (self->mark, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return width;
}

static void
app_text_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AppTextCell *self = APP_TEXT_CELL (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int mark = mark_width (self);

  if (mark > 0)
    gtk_widget_size_allocate (self->mark,
                              &(GtkAllocation){ rtl ? 0 : width - mark, 0, mark, height }, -1);
}

static void
app_text_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppTextCell *self = APP_TEXT_CELL (widget);
  GdkRGBA colour;
  int height, mark = mark_width (self);
  int width = gtk_widget_get_width (widget) - (mark > 0 ? mark + MARK_GAP : 0);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  PangoLayout *layout;

  if (self->text == NULL || width <= 0)
    return;
  layout = ensure_layout (self);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (rtl && mark > 0 ? (float) (mark + MARK_GAP) : 0,
                                      (float) ((gtk_widget_get_height (widget) - height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
  if (mark > 0)
    gtk_widget_snapshot_child (widget, self->mark, snapshot);
}

static gboolean
app_text_cell_query_tooltip (GtkWidget *widget,
                             int x,
                             int y,
                             gboolean keyboard,
                             GtkTooltip *tooltip)
{
  AppTextCell *self = APP_TEXT_CELL (widget);

  if (self->layout == NULL || !pango_layout_is_ellipsized (self->layout))
    return FALSE;
  gtk_tooltip_set_text (tooltip, pango_layout_get_text (self->layout));
  return TRUE;
}

static void
app_text_cell_dispose (GObject *object)
{
  g_clear_pointer (&APP_TEXT_CELL (object)->mark, gtk_widget_unparent);
  G_OBJECT_CLASS (app_text_cell_parent_class)->dispose (object);
}

static void
app_text_cell_finalize (GObject *object)
{
  AppTextCell *self = APP_TEXT_CELL (object);

  g_clear_object (&self->layout);
  g_free (self->text);
  g_free (self->detail);
  G_OBJECT_CLASS (app_text_cell_parent_class)->finalize (object);
}

static void
app_text_cell_class_init (AppTextCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_text_cell_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_text_cell_finalize;
  widget_class->size_allocate = app_text_cell_size_allocate;
  widget_class->measure = app_text_cell_measure;
  widget_class->snapshot = app_text_cell_snapshot;
  widget_class->query_tooltip = app_text_cell_query_tooltip;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_widget_class_set_css_name (widget_class, "textcell");
}

static void
app_text_cell_init (AppTextCell *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/**
 * app_text_cell_new:
 *
 * Returns: (transfer floating): an empty cell
 */
GtkWidget *
app_text_cell_new (void)
{
  return g_object_new (APP_TYPE_TEXT_CELL, NULL);
}

static void
speak (AppTextCell *self)
{
  g_autoptr (GString) spoken = g_string_new (self->text);

  if (self->detail[0] != '\0')
    g_string_append_printf (spoken, ", %s", self->detail);
  if (self->n_unread > 0)
    {
      g_string_append (spoken, ", ");
      g_string_append_printf (
          spoken, ngettext ("%u unread note", "%u unread notes", self->n_unread), self->n_unread);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str,
                                  -1);
}

/**
 * app_text_cell_set:
 * @self: a cell
 * @text: the first line
 * @detail: the second line, or ""
 * @strong: whether the first line is the row's name
 *
 * Changes what the cell says, to the eye and to a screen reader.
 */
void
app_text_cell_set (AppTextCell *self, const char *text, const char *detail, gboolean strong)
{
  g_return_if_fail (APP_IS_TEXT_CELL (self));
  g_return_if_fail (text != NULL && detail != NULL);
  if (g_strcmp0 (self->text, text) == 0 && g_strcmp0 (self->detail, detail) == 0
      && self->strong == strong)
    return;
  g_free (self->text);
  g_free (self->detail);
  self->text = g_strdup (text);
  self->detail = g_strdup (detail);
  self->strong = strong;
  g_clear_object (&self->layout);
  speak (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * app_text_cell_set_unread:
 * @self: a cell that has a text
 * @n_unread: how many notes about it nobody has read
 *
 * Marks the end of the cell with an envelope and their number.
 */
void
app_text_cell_set_unread (AppTextCell *self, guint n_unread)
{
  g_return_if_fail (APP_IS_TEXT_CELL (self));
  if (self->n_unread == n_unread)
    return;
  self->n_unread = n_unread;
  if (self->mark == NULL)
    {
      self->mark = app_note_cell_new ();
      gtk_widget_set_parent (self->mark, GTK_WIDGET (self));
    }
  app_note_cell_set (APP_NOTE_CELL (self->mark), n_unread, n_unread);
  gtk_widget_set_visible (self->mark, n_unread > 0);
  speak (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * app_text_cell_get_text:
 * @self: a cell
 *
 * Returns: (nullable) (transfer none): the first line
 */
const char *
app_text_cell_get_text (AppTextCell *self)
{
  g_return_val_if_fail (APP_IS_TEXT_CELL (self), NULL);
  return self->text;
}

/**
 * app_text_cell_get_detail:
 * @self: a cell
 *
 * Returns: (nullable) (transfer none): the second line
 */
const char *
app_text_cell_get_detail (AppTextCell *self)
{
  g_return_val_if_fail (APP_IS_TEXT_CELL (self), NULL);
  return self->detail;
}
